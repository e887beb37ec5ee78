import random
import re
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.track import independence
from briefing.track.agencies import credited_agencies
from briefing.track.independence import origins
from briefing.types import Article, Noise, NoiseReason
from tests.build import an_article

OWN = """\
Customs officers in Tallinn boarded a tanker on Monday and found that its anchor was missing. The captain, a man from \
Batumi, said he had lost it in a storm. There was no storm in the Gulf of Finland last week, the weather service says, \
and a power cable lies broken on the bottom of it.

The ship left Ust-Luga with oil for a buyer in Egypt. It is eighteen years old and has changed its name four times."""

OTHER = """\
Estonia holds a tanker that it suspects of having torn a cable to Finland. The vessel, registered in the Cook Islands, \
lies in the roads off Tallinn with a crew of twenty-four. Prosecutors want to know where one of its two anchors is.

Repairing the line will take until summer. Electricity in the Baltic states rose by a tenth at the exchange on Tuesday, \
and the grid company asked people to wash at night."""

STATEMENT = (
    "We will treat every cut cable as what it is, an attack on the people of this country, and we will answer it with "
    "all the means that the law of the sea and our alliance give us"
)


def told(text: str, *, id: str, **fields: object) -> Article:  # noqa: A002  the field's name
    return an_article(text, id=id, **{"outlet": f"Outlet of {id}", **fields})


def are_independent(one: str, other: str) -> bool:
    return len(origins([told(one, id="a"), told(other, id="b")])) == 2


# ── shared wording ────────────────────────────────────────────────────────────


def test_two_accounts_in_words_of_their_own_are_two_sources() -> None:
    assert are_independent(OWN, OTHER)


def test_a_run_of_twelve_words_makes_one_origin_and_one_of_eleven_does_not() -> None:
    run = "and the captain could not say where he had left his anchor"
    assert len(run.split()) == 12
    padding = " ".join(f"word{number}" for number in range(200))
    other = " ".join(f"term{number}" for number in range(200))
    assert not are_independent(f"{padding} {run}. {OWN}", f"{other} {run}. {OTHER}")
    assert are_independent(f"{padding} {run[4:]}. {OWN}", f"{other} {run[4:]}. {OTHER}")


def test_many_short_runs_make_one_origin() -> None:
    runs = [
        "the weather service says there was no storm",
        "prosecutors want to know where the anchor is",
        "repairing the line will take until the summer",
    ]
    assert not are_independent(f"{OWN} {'. Then '.join(runs)}.", f"{OTHER} {'. But '.join(runs)}.")


def test_an_official_quoted_by_both_leaves_them_independent() -> None:
    for opening, closing in (('"', '"'), ("“", "”"), ("«", "»")):
        quotation = f"{opening}{STATEMENT}{closing}"
        assert are_independent(
            f"{OWN}\n\n{quotation}, said the prime minister.",
            f'{OTHER}\n\n"So far so good." The head of government was blunt: {quotation}.',
        )


def test_a_quotation_over_several_paragraphs_is_still_one() -> None:
    half = len(STATEMENT) // 2
    cut = STATEMENT.index(" ", half)
    quotation = f'"{STATEMENT[:cut]}\n\n"{STATEMENT[cut + 1 :]}"'
    assert are_independent(f"{OWN}\n\n{quotation} she said.", f"{OTHER}\n\n{quotation} was her answer.")


def test_words_around_a_quotation_count() -> None:
    around = 'the prime minister, who had cut short a visit to Riga, told a crowd in front of the harbour office: "{}".'
    assert not are_independent(
        f"{OWN}\n\nOn Monday {around.format(STATEMENT)}", f"{OTHER}\n\nThen {around.format('No')}"
    )


def test_a_statement_told_without_quotation_marks_counts() -> None:
    assert not are_independent(f"{OWN} {STATEMENT}.", f"{OTHER} {STATEMENT}.")


def test_a_list_of_names_and_titles_is_nobodys_wording() -> None:
    names = "Prime Minister Kaja Tamm, Foreign Minister Jaan Rebane, Defence Minister Liis Kask and President Toomas Oja"
    assert are_independent(f"{OWN} Present were {names}.", f"{OTHER} Among them {names}.")


def test_origin_is_handed_on() -> None:
    middle = told(OWN.split("\n\n", maxsplit=1)[0] + "\n\n" + OTHER, id="m")
    assert origins([told(OWN, id="a"), middle, told(OTHER, id="z")]) == (("a", "m", "z"),)


def test_two_reports_that_grew_from_one_wire_text_are_one_source(shared: Path) -> None:
    june = {each: _seed(shared, each) for each in ("002", "004")}
    assert (
        len(
            origins(
                [
                    _cut(june["002"], "US Secretary", "More from"),
                    _cut(june["004"], "WASHINGTON:", "Russian str"),
                ]
            )
        )
        == 1
    )


def test_reports_of_other_months_are_sources_of_their_own(shared: Path) -> None:
    february = _cut(_seed(shared, "001"), "Fresh from", "leave a reply")
    june = _cut(_seed(shared, "002"), "US Secretary", "More from")
    assert len(origins([february, june])) == 2


def _seed(shared: Path, number: str) -> Path:
    return next((shared / "seeds-dated").glob(f"{number}_*"))


def _cut(file: Path, first: str, after: str) -> Article:
    """Return the body of a seed, from the line that begins with ``first`` up to the one that begins with ``after``."""
    lines = [line.strip() for line in file.read_text(encoding="utf-8").split("---\n", 2)[2].splitlines()]
    start = next(at for at, line in enumerate(lines) if line.startswith(first))
    end = next(at for at, line in enumerate(lines) if line.startswith(after))
    body = "\n\n".join(line for line in lines[start:end] if line)
    return told(body, id=file.stem, outlet=None)


# ── one house ─────────────────────────────────────────────────────────────────


def test_two_articles_of_one_outlet_are_one_source() -> None:
    assert (
        len(origins([told(OWN, id="a", outlet="The Courier"), told(OTHER, id="b", outlet="the courier ")]))
        == 1
    )


def test_articles_without_an_outlet_are_not_of_one_house() -> None:
    assert len(origins([told(OWN, id="a", outlet=None), told(OTHER, id="b", outlet=None)])) == 2


def test_two_articles_that_credit_one_agency_are_one_source() -> None:
    assert not are_independent(f"TALLINN (Reuters) - {OWN}", f"{OTHER}\n\nReuters")
    assert are_independent(f"TALLINN (Reuters) - {OWN}", f"{OTHER}\n\nAFP")


def test_an_agency_and_a_reprint_that_credits_it_are_one_source() -> None:
    agency, reprint = told(OWN, id="a", outlet="AFP"), told(f"{OTHER} (AFP)", id="b")
    assert len(origins([agency, reprint])) == 1


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("KYIV, March 3 (Reuters) - Two people", {"Reuters"}),
        ("PARIS (AFP) — Ministers", {"AFP"}),
        ("MOSCOW, March 3. /TASS/. The spokesman", {"TASS"}),
        ("BEIJING, March 3 (Xinhua) -- China", {"Xinhua"}),
        ("JERUSALEM (AFP/AP) - Talks", {"AFP", "AP"}),
        ("ROME, March 3, ANSA - The cabinet", {"ANSA"}),
        ("AFP\n\nMinisters met.", {"AFP"}),
        ("Ministers met.\n\nSource: Anadolu Agency", {"Anadolu"}),
        ("Ministers met.\n\n— Agence France-Presse", {"AFP"}),
        ("Ministers met and parted. (PTI)", {"PTI"}),
        ("Ministers met and parted. — Reuters", {"Reuters"}),
        ("Ministers met.\n\n(Reporting by Ann Lee in Oslo; Editing by Bo Ek)", {"Reuters"}),
        ("Ministers met.\n\nWith Reuters and AFP", {"Reuters", "AFP"}),
        ("The minister told Reuters that talks go on.", set()),
        ("Reuters reported on Monday that talks go on. AFP had said so first.", set()),
        (
            "Ani and Efe met their uncle (Kyodo was away) after a long walk to the village of the other people.",
            set(),
        ),
        ("The United Nations (UN) met.", set()),
    ],
)
def test_credits_are_read_where_credits_stand(text: str, agencies: set[str]) -> None:
    assert credited_agencies(told(text, id="a")) == agencies


@pytest.mark.parametrize(
    ("reason", "text", "agencies"),
    [
        (NoiseReason.CREDIT, "AFP", {"AFP"}),
        (NoiseReason.CREDIT, "Ana Diaz/AFP", set()),
        (NoiseReason.BYLINE, "By Ana Diaz, Associated Press", {"AP"}),
        (NoiseReason.BYLINE, "By Ani Efendi", set()),
        (NoiseReason.CAPTION, "The bridge. (Reuters)", set()),
    ],
)
def test_of_what_cleaning_took_out_only_credits_for_the_text_count(
    reason: NoiseReason, text: str, agencies: set[str]
) -> None:
    noise = Noise(start=0, end=len(text), reason=reason, text=text)
    assert credited_agencies(told(OWN, id="a", noise=(noise,))) == agencies


# ── properties ────────────────────────────────────────────────────────────────

SENTENCES = re.split(r"(?<=\.)\s+", f"{OWN} {OTHER}")


@settings(max_examples=50)
@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), max_size=6), max_size=8),
    st.randoms(use_true_random=False),
)
def test_every_article_has_one_origin_whatever_the_order(
    texts: list[list[str]], order: random.Random
) -> None:
    articles = [told(" ".join(text), id=f"a{number}") for number, text in enumerate(texts)]
    shuffled = list(articles)
    order.shuffle(shuffled)
    found = origins(shuffled)
    assert found == origins(articles)
    assert sorted(each for origin in found for each in origin) == [article.id for article in articles]


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from(SENTENCES), max_size=4), max_size=6))
def test_an_origin_is_what_hangs_together_by_pairs(texts: list[list[str]]) -> None:
    articles = [told(" ".join(text), id=f"a{number}") for number, text in enumerate(texts)]
    sets = {article.id: {article.id} for article in articles}
    for one, other in combinations(articles, 2):
        if len(origins([one, other])) == 1:
            both = sets[one.id] | sets[other.id]
            sets |= dict.fromkeys(both, both)
    assert set(origins(articles)) == {tuple(sorted(some)) for some in sets.values()}


def test_of_many_reprints_each_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    share_wording = independence._share_wording

    def counting(one: independence._Wording, other: independence._Wording) -> bool:
        compared.append((one.id, other.id))
        return share_wording(one, other)

    monkeypatch.setattr(independence, "_share_wording", counting)
    reprints = [told(f"{OWN} Edition {number}.", id=f"a{number:03}") for number in range(60)]
    assert len(origins(reprints)) == 1
    assert len(compared) == 59


@given(st.text())
def test_any_text_is_its_own_origin(text: str) -> None:
    assert origins([told(text, id="a", published=date(2025, 3, 10))]) == (("a",),)
