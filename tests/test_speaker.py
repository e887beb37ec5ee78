"""A speaker must be named where her words stand, and a holder somewhere in the article."""

import pytest

from briefing.summarize.checks import Standing, holder_named, speaker_standing, tells_speech
from briefing.text import Span, sentences
from briefing.types import AttributionType

TEXT = (
    "Foreign Minister Ingrid Solvang of Norway urged Prime Minister Otto Lang to sign. "
    "“We have waited long enough,” she said. “The ships are ready.”\n\n"
    "Lang did not answer. A senior Peruvian official said the text would change. "
    "China's foreign ministry called it a mistake. "
    "The vote is near, according to Petra Novak, an analyst at the Danube Institute. "
    "The weather was fine."
)


def standing(name: str, words: str, type_: AttributionType | None = None) -> Standing:
    start = TEXT.index(words)
    return speaker_standing(name, (Span(start, start + len(words)),), TEXT, sentences(TEXT), type_).standing


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("Ingrid Solvang", "urged Prime Minister Otto Lang", Standing.IN_EVIDENCE),
        ("Otto Lang", "urged Prime Minister Otto Lang", Standing.NOT_NAMED),
        ("Ingrid Solvang", "waited long enough", Standing.BY_REFERENCE),
        ("Otto Lang", "waited long enough", Standing.NOT_NAMED),
        ("Ingrid Solvang", "The ships are ready", Standing.BY_REFERENCE),
        ("a Peruvian official", "the text would change", Standing.IN_EVIDENCE),
        ("Chinese officials", "the text would change", Standing.NOT_NAMED),
        ("Chinese Foreign Ministry", "called it a mistake", Standing.IN_EVIDENCE),
        ("China", "called it a mistake", Standing.IN_EVIDENCE),
        ("Peru", "called it a mistake", Standing.NOT_NAMED),
        ("Petra Novak", "The vote is near", Standing.IN_EVIDENCE),
        ("Ingrid Solvang", "The vote is near", Standing.NOT_NAMED),
        ("unnamed sources", "The vote is near", Standing.NOT_NAMED),
        ("Maria Keller", "called it a mistake", Standing.NOT_NAMED),
        ("", "called it a mistake", Standing.NOT_NAMED),
    ],
)
def test_a_speaker_is_named_where_she_speaks(name: str, words: str, expected: Standing) -> None:
    if words == "The ships are ready" and expected is Standing.BY_REFERENCE:
        assert standing(name, words) in (Standing.BY_REFERENCE, Standing.BESIDE)
    else:
        assert standing(name, words) is expected


def test_the_sentence_that_names_the_speaker_becomes_evidence() -> None:
    start = TEXT.index("waited")
    found = speaker_standing("Solvang", (Span(start, start + 6),), TEXT, sentences(TEXT))
    assert found.sentence is not None
    assert found.sentence.of(TEXT).startswith("Foreign Minister Ingrid Solvang")
    assert found.holds


def test_speech_is_told_by_a_verb_or_a_quotation() -> None:
    def told(words: str) -> bool:
        start = TEXT.index(words)
        return tells_speech((Span(start, start + len(words)),), TEXT, sentences(TEXT))

    assert told("The ships are ready")
    assert told("The vote is near")
    assert not told("The weather was fine")


@pytest.mark.parametrize(
    "holder",
    ["Oslo", "Norway", "the Norwegian government", "Ingrid Solvang", "Solvang", "Prime Minister Lang", "Beijing", "China and Peru",
     "Peruvian officials", "Danube Institute", "Norway (Ingrid Solvang)"],
)  # fmt: skip
def test_a_holder_is_somebody_whom_the_article_names(holder: str) -> None:
    assert holder_named(holder, TEXT)


@pytest.mark.parametrize(
    "holder",
    [
        "Chile",
        "Hugo Lang",
        "Maria Keller",
        "China and Chile",
        "Western countries",
        "the Rhine Institute",
        "",
        "  ",
    ],
)
def test_a_holder_whom_the_article_does_not_name_is_refused(holder: str) -> None:
    assert not holder_named(holder, TEXT)


def test_a_title_names_holders_too() -> None:
    assert not holder_named("Western countries", TEXT)
    assert holder_named("Western countries", TEXT, "Western countries balk")
