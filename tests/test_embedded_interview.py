"""An interview: the answers are hers who gives it, the questions nobody's."""

from briefing.summarize.embedded import EmbeddedEngine
from briefing.types import Item
from tests.build import an_article
from tests.ruled import RULES_ALONE, summary_of

INTERVIEW = (
    "Kari Lund, Norway's fisheries minister, spoke to The Harbour Post about the talks with France.\n\n"
    "Q: Does Norway want France to leave? Could the talks fail?\n\n"
    "A: We expect France to come back with a better offer.\n\nThe ports will stay open until then.\n\n"
    "Q: Is it likely that Norway will close its ports?\n\n"
    "A: France must lift the ban first."
)


def test_the_answers_of_an_interview_are_hers_who_gives_it_and_the_questions_nobodys() -> None:
    for engine in (EmbeddedEngine(RULES_ALONE), EmbeddedEngine()):
        summary = engine.summarize(an_article(INTERVIEW))
        items: tuple[Item, ...] = (*summary.objectives, *summary.disputes, *summary.expectations)
        assert {one.attribution.name for one in items} == {"Kari Lund"}
        assert not [one for one in items if "Q:" in one.statement or "fail" in one.statement]
        assert "France must lift the ban first." in [one.statement for one in summary.objectives]
        assert "We expect France to come back with a better offer." in [
            one.statement for one in summary.expectations
        ]


def test_the_bottom_line_of_an_interview_is_no_question_and_no_answer() -> None:
    line = EmbeddedEngine().summarize(an_article(INTERVIEW)).bottom_line.text
    assert line.startswith("Kari Lund, Norway's fisheries minister, spoke")


def test_what_follows_an_interview_is_not_said_by_who_gave_it() -> None:
    text = (
        "Norway's foreign minister Kari Lund spoke in Oslo on Monday.\n\nQ: Will you talk to France?\n\n"
        "A: We expect France to come back with a better offer.\n\n"
        "France's foreign minister, Luc Blanc, said on Monday that France wants an apology from Norway."
    )
    summary = summary_of(text)
    (wants,), (expects,) = summary.objectives, summary.expectations
    assert wants.attribution.name != "Kari Lund"
    assert expects.attribution.name == "Kari Lund"


def test_a_text_in_which_nobody_asks_is_no_interview() -> None:
    text = "Plan A: Norway wants a deal with France. Peru's envoy met Kari Lund, Norway's fisheries minister."
    (aim,) = summary_of(text).objectives
    assert aim.attribution.name is None
