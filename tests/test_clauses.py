"""Beginnings of a sentence that stand alone, so that nothing is cut in its middle."""

import pytest

from briefing.brief.lines import Line, Voice
from briefing.publish.clauses import whole_clause
from briefing.publish.lines import quoted_beginning, shortened

CLOSED = "Peru closed the ford at Sarrow on Monday"


@pytest.mark.parametrize(
    "added",
    [
        ", ending three weeks of talks with Chile in the valley below",
        ", hours after Chile recalled its envoy from Lima for consultations",
        ", which had been the last way across the river since the flood",
        " when Chile refused to name the officers whom it holds in Arica",
        " and within the hour was asked by Bolivia how long it would last",
        " and ordered the drivers who had queued there since dawn to turn",
        "; the bridge below the town stays open to lorries and to pilgrims",
    ],
)
def test_a_clause_that_only_adds_is_left_out_whole(added: str) -> None:
    assert whole_clause(f"{CLOSED}{added}.", 12) == CLOSED


@pytest.mark.parametrize(
    "text",
    [
        "Peru closed the ford at Sarrow on Monday, in a step that holds only if Chile keeps the officers.",
        "Peru closed the ford at Sarrow on Monday, in a step that Chile’s envoy won’t accept.",
        "Peru will open the ford at Sarrow to lorries when Chile frees the three officers.",
        "Peru did not close the ford at Sarrow on Monday, following a night of talks with Chile.",
        "Peru let its two ministers of the interior decide when it would close the ford below the town.",
        "The ford at Sarrow, which Peru closed on Monday, in spite of all warnings, opened again.",
        "The lorries held at the ford, in a long queue that reached the town, will turn back.",
        "Peru lets lorries with fuel, in drums, and flour pass the ford at Sarrow again from Monday on.",
        "When Peru closed the ford at Sarrow, following a night of talks, Chile recalled its envoy from Lima.",
        "Peru called the closing of the ford “a lesson, following so many others, that Chile has earned”.",
        "Peru opened the ford to lorries on Monday, in return for which Chile frees three officers.",
        "Peru closed the ford below Sarrow three months after Chile had asked it to keep it open.",
    ],
)
def test_what_does_not_stand_alone_is_not_cut_off(text: str) -> None:
    assert whole_clause(text, 14) is None


def test_who_says_so_stays_where_nobody_else_names_the_speaker() -> None:
    text = "Peru is expected to close the ford at Sarrow on Monday, two officials said, in a rare joint note."
    assert whole_clause(text, 12) == "Peru is expected to close the ford at Sarrow on Monday"
    assert whole_clause(text, 12, with_speaker=True) is None
    assert whole_clause(text, 16, with_speaker=True) == text.removesuffix(", in a rare joint note.")


def test_a_quotation_ends_with_a_clause_where_twice_the_words_are_enough() -> None:
    text = f"{CLOSED}, ending three weeks of talks with Chile"
    assert quoted_beginning(text, 9) == f"“{CLOSED}”"
    assert quoted_beginning(text, 5) == f"“{CLOSED}”"
    assert quoted_beginning(text, 3).endswith("” …")


def test_a_line_that_ends_with_a_clause_is_not_marked_as_cut() -> None:
    line = Line(text=f"{CLOSED}, ending three weeks of talks with Chile.", voice=Voice.FACT)
    assert (shortened(line, 10).text, shortened(line, 10).cut) == (CLOSED, False)
    assert shortened(line, 6).cut


def test_a_line_is_not_cut_for_a_few_words() -> None:
    line = Line(text="Peru will let the lorries of Chile pass the ford below Sarrow", voice=Voice.FACT)
    assert not shortened(line, 10).cut
    assert shortened(line, 9).cut


def test_words_quoted_from_before_on_end_with_their_mark() -> None:
    assert quoted_beginning("If Chile stays we close the ford,” said the envoy", 20) == (
        "“If Chile stays we close the ford”"
    )


def test_a_clause_that_says_little_does_not_stand_for_its_sentence() -> None:
    text = "Peru's minister came to Arica, where she plans to press Chile to free the three officers whom it holds."
    line = Line(text=text, voice=Voice.FACT)
    assert whole_clause(text, 15) is None
    assert shortened(line, 14).text.startswith(
        "Peru's minister came to Arica, where she plans to press Chile"
    )


PRESIDENT = "President Ana Rojas said in Lima on Friday, contradicting her own foreign minister"


def test_a_speaker_is_not_cut_off_what_she_says() -> None:
    text = f"{PRESIDENT}, that Peru had closed the ford at Sarrow and the two bridges below the town."
    assert whole_clause(text, 14) is None
    cut = shortened(Line(text=text, voice=Voice.CLAIM), 18)
    assert cut.cut
    assert len(cut.text) > len(PRESIDENT)


def test_a_speaker_behind_her_words_ends_a_line() -> None:
    text = "Peru will close the ford at Sarrow, President Ana Rojas said on Friday, contradicting her own foreign minister, in a speech in Lima."
    kept = "Peru will close the ford at Sarrow, President Ana Rojas said on Friday"
    assert whole_clause(text, 14, with_speaker=True) == kept
