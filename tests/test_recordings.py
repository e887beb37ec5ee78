"""The whole path with real answers: what a capable model said of the sample, checked, composed and rendered."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.command import run_in
from tests.hostile import hostile
from tests.recorded_model import recorded, was_recorded

DAYS = ("2026-03-02", "2026-03-03", "2026-03-04")


@dataclass(frozen=True)
class Told:
    """The sample's three editions as the recorded model wrote them, what it was asked for them, and what verifying them says."""

    briefs: dict[str, Any]
    verified: str
    bodies: list[bytes]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("recorded")
    with hostile(recorded) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", server.url("ok"))
        ran = run_in(folder, "run", "--samples", "--engine", "openai")
        assert ran.code == 0, ran.err
        made = folder / "outputs" / "sample"
        briefs = {day: json.loads((made / day / "brief.json").read_text(encoding="utf-8")) for day in DAYS}
        verified = run_in(folder, "verify", "--out", str(made))
        return Told(briefs=briefs, verified=verified.out, bodies=server.bodies())


def lines_in(value: object) -> Iterator[dict[str, Any]]:
    """Yield every line of a brief, wherever it stands."""
    if isinstance(value, dict):
        if "voice" in value and "text" in value:
            yield value
        for each in value.values():
            yield from lines_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from lines_in(each)


def test_every_question_of_the_sample_has_its_answer_and_none_is_asked_twice(told: Told) -> None:
    assert len(told.bodies) == len(set(told.bodies))
    assert all(map(was_recorded, told.bodies))


def test_the_brief_says_that_a_model_wrote_it_and_how_much_did_not_pass(told: Told) -> None:
    for brief in told.briefs.values():
        coverage = brief["coverage"]
        assert all(each.startswith("model ") for each in coverage["written_by"])
        assert coverage["checked"] > 30
        assert coverage["replaced"] + coverage["withheld"] <= 0.1 * coverage["checked"]


def test_every_line_that_is_not_ours_rests_on_words(told: Told) -> None:
    for brief in told.briefs.values():
        for line in lines_in(brief):
            assert line["evidence"] or line["voice"] == "ours", line["text"]


def test_the_editions_break_no_rule(told: Told) -> None:
    assert told.verified.count(" 0 faults") == len(DAYS), told.verified


def test_the_model_tells_four_stories_in_whole_sentences_and_with_both_sides(told: Told) -> None:
    for brief in told.briefs.values():
        assert 2 <= len(brief["bottom_line"]) <= 4
        assert not any(line["cut"] for line in brief["bottom_line"])
        assert len(brief["stories"]) >= 4
        leads = [line for story in brief["stories"] for line in story["lead"]]
        assert len(leads) >= len(brief["stories"])
        assert not any(line["cut"] for line in leads)
        voices = [
            sum(side["said"] is not None for side in row["sides"])
            for story in brief["stories"]
            for row in story["disputes"]
        ]
        assert sum(each > 1 for each in voices) >= 3


def test_a_comment_sets_today_s_words_beside_those_of_an_earlier_report(told: Told) -> None:
    stories = [story for day in DAYS[1:] for story in told.briefs[day]["stories"]]
    comments = [comment for story in stories for comment in story["comments"]]
    assert len(comments) >= 2
    days = [{each["article_id"] for each in comment["evidence"]} for comment in comments]
    assert any(len(each) > 1 for each in days)


def test_the_model_asks_what_to_watch(told: Told) -> None:
    last = told.briefs[DAYS[-1]]
    asked = [line["text"] for story in last["stories"] for line in story["questions"]]
    assert asked
    assert {line["text"] for line in last["watch"]} <= set(asked)


def test_what_yesterday_s_report_had_and_a_side_denies_is_told_with_both(told: Told) -> None:
    (denied,) = [change for change in told.briefs[DAYS[-1]]["changes"] if change["kind"] == "denied"]
    assert "highly appreciated" in denied["line"]["text"]
    assert len(denied["line"]["citations"]) == 2


def test_a_cue_that_is_the_heading_s_own_word_is_not_told_again(told: Told) -> None:
    (sharper,) = [change for change in told.briefs[DAYS[-1]]["changes"] if change["kind"] == "escalated"]
    assert sharper["line"]["text"] == "The European Union and Kazakhstan, over re-exported microchips"


def test_what_came_about_between_the_editions_is_met(told: Told) -> None:
    met = [change["kind"] for brief in told.briefs.values() for change in brief["changes"]]
    assert met.count("met") == 6
    assert "moved" in met
