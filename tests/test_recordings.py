"""The whole path with real answers: what a capable model said of the sample, checked, composed and rendered."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command
from tests.hostile import HostileServer, hostile
from tests.recorded_model import recorded, was_recorded

DAYS = ("2026-03-02", "2026-03-03", "2026-03-04")


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with hostile(recorded) as running:
        yield running


@pytest.fixture
def briefs(briefing: Command, server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The sample's three editions as the recorded model writes them."""
    monkeypatch.setenv("OPENAI_BASE_URL", server.url("ok"))
    ran = briefing("run", "--samples", "--engine", "openai")
    assert ran.code == 0, ran.err
    folder = Path("outputs") / "sample"
    return {day: json.loads((folder / day / "brief.json").read_text(encoding="utf-8")) for day in DAYS}


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


def test_every_question_of_the_sample_has_its_answer_and_none_is_asked_twice(
    briefs: dict[str, Any], server: HostileServer
) -> None:
    assert len(briefs) == len(DAYS)
    bodies = server.bodies()
    assert len(bodies) == len(set(bodies))
    assert all(map(was_recorded, bodies))


def test_the_brief_says_that_a_model_wrote_it_and_how_much_did_not_pass(briefs: dict[str, Any]) -> None:
    for brief in briefs.values():
        coverage = brief["coverage"]
        assert all(each.startswith("model ") for each in coverage["written_by"])
        assert coverage["checked"] > 30
        assert coverage["replaced"] + coverage["withheld"] <= 0.1 * coverage["checked"]


def test_every_line_that_is_not_ours_rests_on_words(briefs: dict[str, Any]) -> None:
    for brief in briefs.values():
        for line in lines_in(brief):
            assert line["evidence"] or line["voice"] == "ours", line["text"]


def test_the_model_writes_whole_sentences_and_the_rows_have_both_sides(briefs: dict[str, Any]) -> None:
    last = briefs[DAYS[-1]]
    assert 2 <= len(last["bottom_line"]) <= 4
    assert not any(line["cut"] for line in last["bottom_line"])
    sides = [side["said"] for story in last["stories"] for row in story["disputes"] for side in row["sides"]]
    assert sum(side is not None for side in sides) >= 0.6 * len(sides)
