"""How a line of ours speaks of an item: the source's words in quotation marks, a model's without."""

import pytest

from briefing.publish.lines import named, said, without_dateline
from briefing.types import Attribution, AttributionType, Evidence, Section

WORDS = "Peru’s envoy said Lima would free the three officers within two days of the handover."
EVIDENCE = (Evidence(article_id="a1", section=Section.BODY, quote=WORDS, start=0, end=len(WORDS)),)


def test_words_that_stand_in_the_evidence_are_quoted() -> None:
    assert named("Lima would free the three officers", EVIDENCE, 10) == "“Lima would free the three officers”"
    assert named("Peru's envoy said Lima would free the three officers", EVIDENCE, 20).startswith("“Peru's")


def test_words_of_a_model_stand_in_no_quotation_marks() -> None:
    told = named("Peru promises to free three officers.", EVIDENCE, 10)
    assert told == "Peru promises to free three officers"


def test_long_words_of_a_model_are_cut_and_say_so() -> None:
    told = named(" ".join(["Peru promises much and more"] * 8), EVIDENCE, 5)
    assert told.endswith(" …")
    assert len(told.split()) <= 11


@pytest.mark.parametrize(
    ("text", "role", "told"),
    [
        ("According to Ada Nakato, Kenya wants calm.", None, "Kenya wants calm."),
        ("According to Ada Nakato, minister for trade, Kenya wants calm.", "minister for trade", None),
        ("According to Ada Nakato, Kenya's trade minister, the port closes.", "trade minister", None),
        ("According to Ada Nakato, Uganda and Kenya, the port closes.", None, None),
        ("According to Ada Nakato and her deputy, Kenya wants calm.", None, None),
        ("Kenya wants calm, according to Ada Nakato.", None, None),
    ],
)
def test_who_speaks_behind_a_line_does_not_open_it_too(text: str, role: str | None, told: str | None) -> None:
    minister = Attribution(type=AttributionType.NAMED_OFFICIAL, name="Ada Nakato", role=role)
    line = said(text, minister, ())
    assert line.text == (told or text)
    assert line.speaker
    assert line.speaker.startswith("Ada Nakato")


def test_nobody_stands_behind_the_words_of_the_outlet() -> None:
    text = "According to Ada Nakato, Kenya wants calm."
    assert said(text, Attribution(type=AttributionType.OUTLET_VOICE), ()).text == text


@pytest.mark.parametrize(
    "dateline",
    [
        "LIMA — ",
        "LIMA, March 8 (Agency) - ",
        "LIMA, Peru (AP) — ",
        "LIMA, March 8, 2025 (Agency) - ",
        "SÃO PAULO, Brazil, 8 March -- ",
        "Lima, 8 March (EFE) - ",
        "New York, March 8, 2025 (Agency) – ",
    ],
)
def test_words_begin_behind_their_dateline(dateline: str) -> None:
    assert without_dateline(f"{dateline}Peru wants the archive.") == "Peru wants the archive."


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, 8 March – the anniversary – Peru opened the archive.",
        "Ana Diaz (Greens) – she wrote the bill – wants the archive.",
        "Peru (and Chile, 8 March) - both want it.",
    ],
)
def test_a_name_in_front_of_a_dash_is_no_dateline(text: str) -> None:
    assert without_dateline(text) == text
