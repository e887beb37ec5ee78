"""How a line of ours speaks of an item: the source's words in quotation marks, a model's without."""

from briefing.publish.lines import named
from briefing.types import Evidence, Section

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
