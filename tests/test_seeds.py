"""Two editions from real articles as received, furniture and all; the articles are not part of the project."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command


@pytest.fixture
def made(briefing: Command, shared: Path, request: pytest.FixtureRequest) -> Any:
    """The brief of one day, made in a folder of its own."""
    ran = briefing("run", "--source", str(shared / "seeds-dated"), "--date", request.param)
    assert ran.code == 0, ran.err
    return json.loads((briefing.folder / "outputs" / request.param / "brief.json").read_text())


def on(day: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("made", [day], indirect=True)


both = pytest.mark.parametrize("made", ["2023-06-18", "2024-04-24"], indirect=True)


def published(made: Any, citations: list[int]) -> set[str]:
    return {source["published"] for source in made["sources"] if source["number"] in citations}


@on("2023-06-18")
def test_the_two_reports_of_june_are_one_story_of_one_source(made: Any) -> None:
    (story,) = made["stories"]
    assert published(made, story["citations"]) >= {"2023-06-16", "2023-06-18"}
    assert made["header"]["new_reports"] == 2
    assert made["header"]["independent_sources"] == 1


@on("2024-04-24")
def test_the_report_of_april_is_a_story_of_its_own(made: Any) -> None:
    (story,) = made["stories"]
    assert story["independent_sources"] == 1
    assert published(made, story["headline"]["citations"]) == {"2024-04-24"}
    assert (made["header"]["new_reports"], made["header"]["on_file"]) == (1, 3)


@both
def test_nothing_in_the_brief_is_later_than_its_day(made: Any) -> None:
    assert all(source["published"] <= made["header"]["day"] for source in made["sources"])


@both
def test_no_statement_comes_from_furniture_or_the_appended_article(made: Any) -> None:
    told = json.dumps({key: made[key] for key in ("bottom_line", "stories", "ledger", "calendar")})
    foreign = r"landslide|Rafah|Cyclone|Flying Taxis|Business Breakfast|Kremenchuk|Kellogg|Donbas|Yars|immense significance"
    assert re.search(foreign, told) is None


@both
def test_no_item_rests_on_a_caption(made: Any) -> None:
    evidence = re.findall(
        r'"section": "(\w+)"', json.dumps({"stories": made["stories"], "ledger": made["ledger"]})
    )
    assert set(evidence) <= {"body", "title"}


@both
def test_the_undated_article_that_was_split_off_is_named_in_the_coverage(made: Any) -> None:
    (title,) = made["coverage"]["undated"]
    assert title.startswith("Russian strikes")
    assert made["coverage"]["split_off"] == [title]


@both
def test_the_brief_tells_objectives_disputes_with_their_sides_and_expectations_with_hedge(made: Any) -> None:
    (story,) = made["stories"]
    assert story["objectives"]
    assert any(len(row["sides"]) > 1 for row in story["disputes"])
    assert all(row["hedge"] for row in story["expectations"])


@on("2023-06-18")
def test_dates_to_come_stand_in_ledger_and_calendar(made: Any) -> None:
    ends = {row["horizon"]["end"] for row in made["ledger"] if row["horizon"]}
    assert "2023-06-19" in ends | {row["end"] for row in made["calendar"]}
    assert "2023-12-31" in ends
