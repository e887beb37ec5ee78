"""Two editions from real articles as received, furniture and all; the articles are not part of the project."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.command import run_in


@pytest.fixture(scope="module")
def made(shared: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Any:
    """The brief of one day, made in a folder of its own; tests read it and change nothing."""
    folder = tmp_path_factory.mktemp("seeds")
    ran = run_in(folder, "run", "--source", str(shared / "seeds-dated"), "--date", request.param)
    assert ran.code == 0, ran.err
    return json.loads((folder / "outputs" / request.param / "brief.json").read_text())


def on(day: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("made", [day], indirect=True, scope="module")


both = pytest.mark.parametrize("made", ["2023-06-18", "2024-04-24"], indirect=True, scope="module")


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
    said = [row["said"] for row in made["ledger"]]
    evidence = re.findall(r'"section": "(\w+)"', json.dumps({"stories": made["stories"], "ledger": said}))
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


# ── the ledger ────────────────────────────────────────────────────────────────

Entries = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def ledgers(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Entries, Entries, Any]:
    """The ledger after two editions, after the second alone, and the brief of the second after the first."""
    folder = tmp_path_factory.mktemp("seeds")

    def run(out: str, *arguments: str) -> str:
        ran = run_in(folder, *arguments, "--out", out)
        assert ran.code == 0, ran.err
        return ran.out

    source = str(shared / "seeds-dated")
    for out, day in (("both", "2023-06-18"), ("both", "2024-04-24"), ("alone", "2024-04-24")):
        run(out, "run", "--source", source, "--date", day, "--engine", "embedded")
    both, alone = (
        {each["id"]: each for each in json.loads(run(out, "ledger", "--format", "json"))}
        for out in ("both", "alone")
    )
    return both, alone, json.loads((folder / "both" / "2024-04-24" / "brief.json").read_text())


def about(entries: Entries, words: str) -> list[dict[str, Any]]:
    found = [each for each in entries.values() if words in each["statement"]]
    assert found, words
    return found


def test_skipped_editions_reach_the_same_ledger(ledgers: tuple[Entries, Entries, Any]) -> None:
    assert ledgers[0] == ledgers[1]


@pytest.mark.parametrize(
    "words",
    [
        "meetings between Xi and Biden",
        "a meeting between Xi and US President Joe Biden",
        "he hopes to meet with Xi",
        "may meet with Chinese President Xi Jinping",
    ],
)
def test_the_meetings_of_2023_are_met_on_the_evidence_of_april_2024(
    ledgers: tuple[Entries, Entries, Any], words: str
) -> None:
    for entry in about(ledgers[0], words):
        assert (entry["status"], entry["closed_on"]) == ("met", "2024-04-24")


def test_the_meeting_that_only_a_caption_proves_is_marked(ledgers: tuple[Entries, Entries, Any]) -> None:
    (entry,) = about(ledgers[0], "may meet with Chinese President Xi Jinping")
    assert entry["history"][-1]["rule"].endswith("(caption)")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Xi promised to take action", "partly_met"),
        ("breakthroughs are not likely", "not_contradicted"),
        ("he is expected to meet with Foreign Minister Qin Gang", "closed_without_report"),
        ("prepared to take necessary actions", "open"),
        ("the discussions are anticipated to be challenging", "open"),
    ],
)
def test_what_is_no_meeting_stands_as_the_reports_leave_it(
    ledgers: tuple[Entries, Entries, Any], words: str, status: str
) -> None:
    assert {each["status"] for each in about(ledgers[0], words)} == {status}


def test_of_two_summits_of_2023_the_one_that_came_about_supersedes_the_other(
    ledgers: tuple[Entries, Entries, Any],
) -> None:
    found = {
        (each["parent"] is not None, each["check_after"]): each["status"]
        for each in about(ledgers[0], "September G20 meeting in India")
    }
    assert found == {
        (False, "2023-11-30"): "met",
        (True, "2023-11-30"): "met",
        (True, "2023-09-30"): "superseded",
    }


def test_a_visit_of_2024_does_not_meet_the_coming_months_of_2023(
    ledgers: tuple[Entries, Entries, Any],
) -> None:
    for entry in about(ledgers[0], "more bilateral meetings"):
        assert entry["status"] == "closed_without_report"
        assert "met" not in {each["after"] for each in entry["history"]}


def test_nothing_of_february_2023_is_missed_only_overdue_and_then_closed(
    ledgers: tuple[Entries, Entries, Any],
) -> None:
    dated = [
        each for each in ledgers[0].values() if each["first_seen"] == "2023-02-24" and each["check_after"]
    ]
    assert len(dated) >= 2
    for entry in dated:
        assert [each["after"] for each in entry["history"]][-2:] == ["overdue", "closed_without_report"]
    assert not any(each["status"] == "missed" for each in ledgers[0].values())


def test_the_brief_tells_what_was_met_and_cites_both_reports(ledgers: tuple[Entries, Entries, Any]) -> None:
    brief = ledgers[2]
    met = [each["line"] for each in brief["changes"] if each["kind"] == "met"]
    assert met
    assert all(len(line["citations"]) == 2 for line in met)
    assert "met" in {row["status"] for row in brief["ledger"]}
    assert "closed_without_report" in {each["kind"] for each in brief["changes"]}
    assert all(row["closing"] for row in brief["ledger"] if row["status"] == "met")
