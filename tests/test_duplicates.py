import random
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.collect.duplicates import bands_of, group_copies, likely_copies, signature, superseded
from briefing.types import Article, DuplicateGroup, Noise, NoiseReason
from briefing.versions import says_it_corrects
from tests.build import an_article

WIRE = """\
The foreign ministers of Peru and Ecuador agreed on Tuesday to reopen the bridge at Macara, closed since a quarrel \
over smuggled fuel left two customs officers dead last autumn, and to let lorries cross from the first of next month.

Elena Quispe, who met her colleague Rafael Montalvo in the border town of Huaquillas, said both police forces would \
share a radio channel and publish what they seize every week. "We have been losing to people who do not stop at \
night," she told reporters on the steps of the town hall.

Montalvo said his government had wanted the bridge open before Easter, when half a million people travel, but that \
Lima had insisted on scanners. Three of them, lent by Spain, arrived in Guayaquil on Saturday and will be tested \
this week by engineers of both countries.

Traders in Macara doubted the date. Onions rotted on the Peruvian side in November while officials argued over who \
should pay for the lamps, said Hugo Samaniego, who runs a fleet of eleven lorries and has had to send them by way of \
the coast, a detour of two hundred kilometres.

The two countries fought a short war over their frontier in 1995 and settled it three years later. Trade between \
them has doubled since, according to the Andean Community, although much of it is never declared.

The ministers will meet again in Cuenca in June, when a treaty on shared rivers is to be signed."""

FOLLOW_UP = """\
The first lorry crossed the bridge at Macara on Thursday to applause and a brass band, three weeks earlier than the \
ministers had promised, after engineers finished their tests of the Spanish scanners in two nights.

It carried mangoes. Police on the Ecuadorian side let it wait for forty minutes while they looked for a stamp, then \
for the man with the stamp. Drivers in the queue behind it took photographs of one another. Customs officers counted \
sixty vehicles by noon, a third of what used to pass on an ordinary day before the closure.

"""

PARAGRAPHS = WIRE.split("\n\n")


def copy(text: str = WIRE, *, id: str, **fields: object) -> Article:  # noqa: A002  the field's name
    return an_article(text, id=id, **{"outlet": f"Outlet of {id}", "published": date(2025, 3, 11), **fields})


def groups(*articles: Article) -> list[tuple[str, ...]]:
    found = group_copies(articles, {article.id: signature(article.text) for article in articles})
    return [group.article_ids for group in found]


def are_copies(*texts: str) -> bool:
    return bool(groups(*(copy(text, id=f"a{number}") for number, text in enumerate(texts))))


# ── what is a copy ────────────────────────────────────────────────────────────


def test_a_reprint_is_a_copy() -> None:
    assert are_copies(WIRE, WIRE)


def test_a_reprint_with_its_end_cut_off_is_a_copy() -> None:
    assert are_copies(WIRE, "\n\n".join(PARAGRAPHS[:2]))


def test_page_furniture_left_in_does_not_hide_a_copy() -> None:
    top = "Andes Today. Follow us on all channels. Share this story. Reading time four minutes."
    end = (
        "Sign up for our letter on the borders of the continent, every Friday, free of charge for six months."
    )
    assert are_copies(WIRE, f"{top}\n\n{WIRE}\n\n{end}")
    assert are_copies(WIRE, "\n\n".join([*PARAGRAPHS[:3], end]))


def test_a_first_line_of_the_editors_own_does_not_hide_a_copy() -> None:
    own = "After half a year of rotting onions and angry words, a bridge in the Andes is to carry lorries once more."
    assert are_copies(WIRE, "\n\n".join([own, *PARAGRAPHS[1:]]))


def test_light_editing_does_not_hide_a_copy() -> None:
    words = WIRE.split(" ")
    words[9::15] = ["edited"] * len(words[9::15])
    assert are_copies(WIRE, " ".join(words))


def test_typography_does_not_hide_a_copy() -> None:
    assert are_copies(WIRE, WIRE.replace('"', "“").replace(" - ", " – ").replace("\n\n", "\n\n\u00a0"))


def test_a_follow_up_that_reuses_the_background_is_no_copy() -> None:
    for kept in (2, 3, 4):
        assert not are_copies(WIRE, FOLLOW_UP + "\n\n".join(PARAGRAPHS[-kept:]))


def test_a_follow_up_on_top_of_the_whole_old_report_is_no_copy() -> None:
    assert not are_copies(WIRE, FOLLOW_UP + WIRE)


CORRECTED = WIRE.replace("eleven lorries", "17 lorries").replace("in 1995", "in 1941")


@pytest.mark.parametrize(
    "title",
    [
        "Correction: Bridge at Macara to reopen",
        "CORRECTED-Bridge at Macara to reopen",
        "Rectificatif : le pont",
    ],
)
def test_a_text_that_corrects_figures_is_no_copy_of_what_it_corrects(title: str) -> None:
    old, new = copy(id="old", title="Bridge at Macara to reopen"), copy(CORRECTED, id="new", title=title)
    reprint = copy(CORRECTED, id="reprint", title=title)
    assert groups(old, new) == []
    assert groups(old, new, reprint) == [("new", "reprint")]


@pytest.mark.parametrize(
    "head",
    [
        "Editor's note: An earlier version of this story misstated the number of lorries.",
        "Editor’s note — This text has been corrected.",
        "(This report was corrected on 12 March.)",
        "CORRECTION-Bridge at Macara to reopen",
        "Correction — Bridge at Macara to reopen",
        "Korrektur: Brücke bei Macara",
    ],
)
def test_a_text_that_says_at_its_head_that_it_was_wrong_corrects(head: str) -> None:
    assert says_it_corrects(head)


@pytest.mark.parametrize(
    "head",
    [
        "The report was corrected by the Kenyan parliament on Monday before Kenya and Uganda meet.",
        "The text is clarified by two annexes, the ministry said.",
        "An earlier version of the text had named no date, delegates said.",
        "Correction-facility riot kills twelve in Macara",
        "Corrected-proof copies of the treaty are missing",
        "Editor's note: Peru and Ecuador have quarrelled over the bridge for a century.",
    ],
)
def test_who_tells_of_a_correction_by_others_corrects_nothing(head: str) -> None:
    assert not says_it_corrects(head)


def test_a_text_that_corrects_no_figure_is_a_copy() -> None:
    assert groups(copy(id="old"), copy(id="new", title="Correction: Bridge at Macara to reopen"))


def test_what_stands_at_the_same_address_on_a_later_day_with_other_figures_is_another_version() -> None:
    address = "https://courier.example/bridge"
    old = copy("MACARA, 11 March - " + WIRE, id="old", url=address)
    later = date(2025, 3, 13)
    assert groups(old, copy("MACARA, 13 March - " + WIRE, id="redated", url=address, published=later))
    assert groups(old, copy("MACARA, 13 March - " + CORRECTED, id="new", url=address, published=later)) == []


def test_what_another_text_of_its_outlet_puts_right_is_superseded_and_nobody_elses_is() -> None:
    old, other = copy(id="old", outlet="The Courier"), copy(id="other", outlet="The Post")
    note = "(This version corrects the number of lorries in paragraph 4 to 17, not eleven.)"
    new = copy(f"{note}\n\n{CORRECTED}", id="new", outlet="The Courier", published=date(2025, 3, 12))
    follow_up = copy(FOLLOW_UP, id="next", outlet="The Courier", title="Correction: Lorries cross")
    assert superseded([old, other, new, follow_up]) == {"old"}


def test_two_bulletins_from_one_form_are_no_copies() -> None:
    form = (
        "An earthquake of magnitude {} struck {} on {}, the national centre said, and there were no immediate reports "
        "of damage or casualties. The tremor was recorded {} kilometres off the coast at a depth of {} kilometres, "
        "the centre said in a statement. No tsunami warning was issued by the authorities. The region lies on an arc "
        "of intense seismic activity that stretches around the rim of the ocean and where quakes are common."
    )
    one = form.format("5.4", "Taiwan", "Monday", 40, 12)
    assert not are_copies(one, form.format("6.1", "the Philippines", "Thursday", 85, 33))
    assert are_copies(one, one.replace("common", "frequent"))


def test_short_texts_are_copies_only_word_for_word_and_under_one_title() -> None:
    wall = "Subscribe to go on reading."
    assert groups(copy(wall, id="a", title="Bridge opens"), copy(wall, id="b", title="Bridge opens!")) == [
        ("a", "b")
    ]
    assert groups(copy(wall, id="a", title="Bridge opens"), copy(wall, id="b", title="Envoy resigns")) == []
    assert groups(copy("", id="a", title="Bridge opens"), copy("", id="b", title="Envoy resigns")) == []


def test_articles_a_month_apart_are_copies_only_if_nearly_the_same() -> None:
    later = date(2025, 4, 11)
    assert groups(copy(id="a"), copy(id="b", published=later)) == [("a", "b")]
    assert groups(copy(id="a"), copy("\n\n".join(PARAGRAPHS[:4]), id="b", published=later)) == []


def test_an_undated_article_is_judged_by_its_words() -> None:
    assert groups(copy(id="a"), copy("\n\n".join(PARAGRAPHS[:4]), id="b", published=None)) == [("a", "b")]


def test_whatever_is_a_copy_is_likely_one_and_what_is_not_new_is_not_compared_again() -> None:
    whole, cut, other = (signature(text) for text in (WIRE, "\n\n".join(PARAGRAPHS[:4]), FOLLOW_UP))
    assert likely_copies({"cut": cut}, {"whole": whole, "other": other}) == {"cut", "whole"}
    assert likely_copies({"other": other}, {"cut": cut, "whole": whole}) == frozenset()
    assert likely_copies({"old": b"?"}, {}) == {"old"}


def test_nearly_equal_texts_share_a_band_and_different_ones_none() -> None:
    edited = WIRE.replace("Tuesday", "Wednesday", 1)
    assert set(bands_of(signature(WIRE))) & set(bands_of(signature(edited)))
    assert not set(bands_of(signature(WIRE))) & set(bands_of(signature(FOLLOW_UP)))


def test_copies_of_copies_are_one_group() -> None:
    first, last = "\n\n".join(PARAGRAPHS[:3]), "\n\n".join(PARAGRAPHS)
    assert groups(copy(first, id="a"), copy(last, id="b"), copy(FOLLOW_UP, id="c"), copy(first, id="d")) == [
        ("b", "a", "d")
    ]


# ── which copy stands for all ─────────────────────────────────────────────────


def test_the_complete_copy_stands_for_a_cut_one_that_came_first() -> None:
    cut = copy("\n\n".join(PARAGRAPHS[:2]), id="a", published=date(2025, 3, 10))
    assert groups(cut, copy(id="b")) == [("b", "a")]


@pytest.mark.parametrize(
    "credit",
    [
        {"text": WIRE.replace("The foreign", "MACARA (Andina) - The foreign", 1)},
        {"text": WIRE + "\n\nANDINA"},
        {"text": WIRE + "\n\nSource: Andina"},
        {"text": WIRE + "\n\nThis article was first published by the Andina."},
        {"noise": (Noise(start=0, end=9, reason=NoiseReason.BYLINE, text="By Andina"),)},
        {"noise": (Noise(start=0, end=6, reason=NoiseReason.CREDIT, text="Andina"),)},
    ],
)
def test_the_agency_that_a_copy_credits_stands_for_all(credit: dict[str, object]) -> None:
    reprint = replace(copy(id="a", published=date(2025, 3, 10)), **credit)  # type: ignore[arg-type]
    assert groups(reprint, copy(id="b", outlet="Andina")) == [("b", "a")]


@pytest.mark.parametrize(
    "last", ["Quispe spoke by telephone with Andina.", "Her brother is at Andina.", "Source: Andina Airlines"]
)
def test_a_line_that_only_ends_with_an_outlet_credits_it_with_nothing(last: str) -> None:
    other = copy(f"{WIRE}\n\n{last}", id="a", published=date(2025, 3, 10))
    assert groups(other, copy(id="b", outlet="Andina")) == [("a", "b")]


def test_an_agency_named_in_the_news_is_not_credited() -> None:
    quoting = WIRE.replace("she told reporters", "she told Andina (Andina is public)")
    assert groups(copy(quoting, id="a", published=date(2025, 3, 10)), copy(id="b", outlet="Andina")) == [
        ("a", "b")
    ]


def test_then_the_earliest_then_one_with_an_outlet_then_the_longest_then_the_least_id() -> None:
    undated = copy(id="a", published=None)
    nameless = copy(id="b", outlet=None)
    longer = copy(WIRE + " Both sides brought their flags.", id="e")
    assert groups(
        undated, nameless, copy(id="c"), copy(id="d"), longer, copy(id="f", published=date(2025, 3, 9))
    ) == [("f", "e", "c", "d", "b", "a")]


# ── properties ────────────────────────────────────────────────────────────────

SENTENCES = [f"{sentence.strip('. ')}." for sentence in (WIRE + FOLLOW_UP).replace("\n\n", " ").split(". ")]


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=14, unique=True), min_size=2, max_size=8
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_does_not_matter(texts: list[list[str]], order: random.Random) -> None:
    articles = [
        copy(
            " ".join(text),
            id=f"a{number}",
            published=None if number % 3 == 0 else date(2025, 3, 1 + 2 * number),
        )
        for number, text in enumerate(texts)
    ]
    shuffled = list(articles)
    order.shuffle(shuffled)
    assert group_copies(shuffled, {}) == group_copies(articles, {})


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=14, unique=True), min_size=2, max_size=8
    ),
    st.integers(0, 8),
)
def test_comparing_what_is_new_alone_comes_to_what_comparing_all_does(
    texts: list[list[str]], first: int
) -> None:
    articles = [copy(" ".join(text), id=f"{number % 3}{number}") for number, text in enumerate(texts)]
    known = group_copies(articles[:first], {})
    fresh = [article.id for article in articles[first:]]
    assert group_copies(articles, {}, fresh=fresh, known=known) == group_copies(articles, {})


@settings(max_examples=40)
@given(st.lists(st.lists(st.sampled_from(SENTENCES), max_size=14), max_size=8))
def test_an_article_stands_in_one_group_at_most_and_never_alone(texts: list[list[str]]) -> None:
    found = group_copies([copy(" ".join(text), id=f"a{number}") for number, text in enumerate(texts)], {})
    members = [each for group in found for each in group.article_ids]
    assert len(members) == len(set(members))
    assert all(len(group.article_ids) > 1 and group.canonical_id == group.article_ids[0] for group in found)


@given(st.text())
def test_any_text_has_a_signature_of_one_size(text: str) -> None:
    assert len(signature(text)) == len(signature(WIRE))


def test_a_signature_is_the_same_in_every_process() -> None:
    program = (
        "import sys; from briefing.collect.duplicates import signature; print(signature(sys.argv[1]).hex())"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", program, WIRE],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert made == [signature(WIRE).hex()] * 2


def test_signatures_do_not_change_unnoticed() -> None:
    # Stored signatures are compared with new ones: other bytes need another version.
    assert signature(WIRE)[:9].hex() == "021af03272f1495f0c"


def test_a_signature_of_another_version_is_computed_anew() -> None:
    stale = {"a": b"", "b": b"\xff" + signature(WIRE)[1:]}
    assert group_copies([copy(id="a"), copy(id="b")], stale) == (
        DuplicateGroup(canonical_id="a", article_ids=("a", "b")),
    )


def test_a_flood_of_one_text_is_one_group_among_strangers() -> None:
    draw = random.Random(7)  # noqa: S311
    vocabulary = [f"word{number}" for number in range(5000)]
    texts = [" ".join(draw.choices(vocabulary, k=200)) for _ in range(200)]
    texts += [f"{WIRE} Edition {number}." for number in range(200)]
    found = groups(*(copy(text, id=f"a{number:04}") for number, text in enumerate(texts)))
    assert [len(group) for group in found] == [200]
