"""Where a quotation stands: letter for letter, up to typography, mended, or nowhere."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.summarize.checks import Located, locate
from briefing.text import Span, fold, words
from briefing.types import Match

TEXT = (
    "He said: “We can’t co-operate with the U.S. on ﬁsh — not now…” Then, 1.5 million (of 15) long-term\n\n"
    "plans. The cafe\u0301 of non-aligned states’ soft\u00adware\u200b is in. The rapist was caught. "
    "It fell by 5% to $50 billion; we’re sure. The plan is the plan."
)


def found(quote: str, text: str = TEXT) -> tuple[str, str] | None:
    located = locate(quote, text)
    return None if located is None else (located.match.value, located.span.of(text))


@pytest.mark.parametrize(
    ("quote", "words_", "match"),
    [
        ("We can’t co-operate", "We can’t co-operate", Match.EXACT),
        ("We can't co-operate", "We can’t co-operate", Match.NORMALIZED),
        ('"We can\'t co-operate"', "We can’t co-operate", Match.NORMALIZED),
        ("on fish - not now...", "on ﬁsh — not now…", Match.NORMALIZED),
        ("The café of", "The cafe\u0301 of", Match.NORMALIZED),
        ("states' software is in", "states’ soft\u00adware\u200b is in", Match.NORMALIZED),
        ("long-term plans", "long-term\n\nplans", Match.NORMALIZED),
        ("we can’t cooperate with the US", "We can’t co-operate with the U.S", Match.REPAIRED),
        ("Then 1.5 million of 15 long term", "Then, 1.5 million (of 15) long-term", Match.REPAIRED),
        ("  “The rapist was caught.”  ", "The rapist was caught.", Match.EXACT),
    ],
)
def test_a_quotation_is_found_up_to_typography_and_slips(quote: str, words_: str, match: Match) -> None:
    assert found(quote) == (match.value, words_)


@pytest.mark.parametrize(
    "quote",
    [
        "We can co-operate",
        "We can",
        "were sure",
        "The therapist was caught",
        "5 million",
        "15 million",
        "fell by 5 to",
        "aligned states",
        "We can’t … on fish",
        "We can't ... with the U.S. on fish",
        "The plan was",
        "he said we never can’t",
        "the Plan",
        "",
        "…",
        "“”",
    ],
)
def test_other_words_stand_nowhere(quote: str) -> None:
    assert found(quote) is None


def test_a_slip_that_fits_two_places_is_not_mended() -> None:
    assert found("the PLAN") is None
    assert found("The plan is THE plan.") == ("repaired", "The plan is the plan")


def test_only_the_given_stretch_is_searched() -> None:
    text = "A deal is near. A deal is near."
    assert locate("A deal", text, Span(5, len(text))) == Located(span=Span(16, 22), match=Match.EXACT)
    assert locate("A deal", text, Span(17, len(text))) is None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("a" * 50_000 + "b", "a" * 200_000),
        ("a " * 20_000 + "b", "a " * 100_000),
        ("a-" * 20_000 + "b", "a-" * 100_000),
        ("…a" * 1_000, "…" * 100_000),
        ("'a'" * 1_000, "'" * 300_000),
        ("e\u0301" * 5_000, "e\u0301" * 100_000),
    ],
)
def test_hostile_texts_are_answered_in_time(quote: str, text: str) -> None:
    began = time.perf_counter()
    locate(quote, text)
    assert time.perf_counter() - began < 10


LETTERS = st.sampled_from(
    ["deal", "can't", "co-operate", "U.S.", "1.5", "war", "the", "ﬁsh", "non-", "“yes”", "—", "…"]
)
TEXTS = st.lists(LETTERS, min_size=3, max_size=30).map(" ".join)


@given(TEXTS, st.data())
def test_words_copied_from_a_text_are_found_in_it(text: str, data: st.DataObject) -> None:
    tokens = text.split(" ")
    start = data.draw(st.integers(0, len(tokens) - 1))
    quote = " ".join(tokens[start : data.draw(st.integers(start + 1, len(tokens)))])
    located = locate(quote, text)
    if any(char.isalnum() for char in quote):
        assert located is not None
        assert words(located.span.of(text)) == words(quote) or located.match is not Match.EXACT


@given(TEXTS, st.data())
def test_a_changed_word_is_never_found(text: str, data: st.DataObject) -> None:
    tokens = text.split(" ")
    at = data.draw(st.integers(0, len(tokens) - 1))
    changed = " ".join(
        [*tokens[:at], data.draw(st.sampled_from(["peace", "can", "2.5", "operate"])), *tokens[at + 1 :]]
    )
    located = locate(changed, text)
    if located is not None:
        assert bare(located.span.of(text)) == bare(changed)


@given(st.text(max_size=200), st.text(min_size=1, max_size=30), st.integers(0, 200))
def test_what_is_found_has_the_letters_of_the_quotation(text: str, other: str, at: int) -> None:
    for quote in (other, text[at : at + 20]):
        located = locate(quote, text)
        if located is not None:
            assert 0 <= located.span.start < located.span.end <= len(text)
            assert bare(located.span.of(text)) == bare(quote)


def bare(text: str) -> str:
    """Return the letters and digits of a text, composed, in small letters and without ligatures."""
    import unicodedata

    plain = unicodedata.normalize("NFC", fold(text))
    for ligature in "ﬀﬁﬂﬃﬄﬅﬆ":
        plain = plain.replace(ligature, unicodedata.normalize("NFKC", ligature))
    return "".join(char for char in plain.lower() if char.isalnum())
