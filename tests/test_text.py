from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text import count_words, fold, paragraphs, sentences, strip_controls, words


def test_initials_titles_and_quotes_do_not_end_a_sentence() -> None:
    text = "“We will go,” Mr. A. Berg said in the U.S. on Monday. Nobody answered."
    assert [each.of(text) for each in sentences(text)] == [
        "“We will go,” Mr. A. Berg said in the U.S. on Monday.",
        "Nobody answered.",
    ]


def test_a_party_and_its_state_end_no_sentence() -> None:
    text = "Senator Ada Reed, D-R.I., agreed. She lives in Albany, N.Y. The others did not."
    assert [each.of(text) for each in sentences(text)] == [
        "Senator Ada Reed, D-R.I., agreed.",
        "She lives in Albany, N.Y.",
        "The others did not.",
    ]


def test_no_sentence_crosses_a_paragraph() -> None:
    text = "No full stop here\n\nAnother paragraph"
    assert [each.of(text) for each in sentences(text)] == ["No full stop here", "Another paragraph"]


@given(st.text())
def test_sentences_lie_in_order_inside_their_text(text: str) -> None:
    found = sentences(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(st.text())
def test_sentences_lose_no_word(text: str) -> None:
    kept = "".join(each.of(text) for each in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_makes_typography_plain() -> None:
    assert fold("“peace”\u00a0– it’s") == '"peace" - it\'s'


def test_words_keep_inner_hyphens_and_apostrophes() -> None:
    assert words("Beijing’s state-to-state ties") == ["beijing's", "state-to-state", "ties"]
    assert count_words("Beijing’s state-to-state ties") == 3


def test_paragraphs_are_separated_by_a_blank_line() -> None:
    assert [each.of("one\n\ntwo\nlines") for each in paragraphs("one\n\ntwo\nlines")] == ["one", "two\nlines"]


def test_characters_that_disguise_a_line_are_dropped() -> None:
    assert strip_controls("a\u202eb\u200bc\x1b[0m\x00d\r\ne\U000e0041") == "abc[0md\ne"


def test_a_long_paragraph_is_cut_into_the_sentences_of_short_ones() -> None:
    told = [
        f"Dr. Ada Venn said “No. {number} is lost.” Peru, i.e. its minister, denied it."
        for number in range(200)
    ]
    short = [span.of(each) for each in told for span in sentences(each)]
    long = " ".join(told)
    assert [span.of(long) for span in sentences(long)] == short


@pytest.mark.parametrize(("opens", "closes"), [('"', '"'), ("“", "”")])
def test_no_piece_of_a_long_paragraph_begins_within_a_quotation(
    opens: str, closes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [
        f"{opens}No. {number} is lost. Nobody knows why. It was ours,{closes} said Ada Venn of the ministry of Peru."
        for number in range(700)
    ]
    long = " ".join(told)
    in_pieces = sentences(long)
    monkeypatch.setattr("briefing.text._PIECE", len(long))
    assert in_pieces == sentences(long)


def test_a_long_paragraph_is_cut_in_time_proportional_to_its_length() -> None:
    def seconds(size: int) -> float:
        began = process_time()
        assert len(sentences("中。" * size)) == size
        return process_time() - began

    assert seconds(24_000) < 7 * seconds(6_000) + 0.1


def test_a_sentence_longer_than_a_piece_is_one() -> None:
    text = "word " * 3_000 + "ends. Another begins."
    assert len(sentences(text)) == 2
