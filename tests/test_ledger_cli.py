"""The ledger from the command line: listed, narrowed, overruled."""

import json
from pathlib import Path

import pytest

from briefing.publish.listing import Listed, listing_lines
from briefing.types import ExpectationSubkind, Horizon
from tests.command import Command, run_in
from tests.days import on_day
from tests.reports import MARCH, a_promise, after, march
from tests.test_ledger_store import VISIT


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one edition; each test gets a copy."""
    folder = tmp_path_factory.mktemp("made")
    notes = folder / "notes"
    notes.mkdir()
    head = "---\ntitle: Peru to return archive\npublished: 2025-03-10\n---\n\n"
    (notes / "one.txt").write_text(
        f"{head}{VISIT} Officials in Lima said so on Monday. The post opens at eight.\n"
    )
    assert run_in(folder, "run", "--source", "notes", "--date", "2025-03-10").code == 0
    return folder


@pytest.fixture
def kept(briefing: Command, made: Path) -> Command:
    """The command line in a folder with one edition."""
    briefing.take(made)
    return briefing


def test_the_ledger_is_listed_with_history_and_evidence(kept: Command) -> None:
    shown = kept("ledger", "expectations", "--actor", "Peru").out
    assert "hand over the stolen archive" in shown
    assert "Peru to return archive" in shown
    assert "2025-03-10  due: within 2 days" in shown
    assert "nothing like that" in kept("ledger", "--actor", "Kenya").out


@pytest.mark.parametrize(
    ("time", "listed"),
    [
        (None, "open, to be checked after 31 August 2025"),
        (on_day("in the coming days", MARCH, march(8)), "open, to be checked after 8 March 2025"),
        (on_day("by 8 March", MARCH, march(8)), "open, by 8 March 2025"),
    ],
)
def test_a_day_that_no_source_named_is_listed_as_no_deadline(time: Horizon | None, listed: str) -> None:
    entry, changes = after(MARCH, a_promise(subkind=ExpectationSubkind.FORECAST, horizon=time))
    first, *_ = listing_lines([Listed(entry=entry, history=changes, decision=None)], {})
    assert first == f"{entry.id}  expectation  {listed}"


def test_a_rejected_entry_leaves_the_brief_and_comes_back_when_it_is_restored(kept: Command) -> None:
    brief = kept.folder / "outputs" / "2025-03-10" / "brief.md"
    (identifier,) = {
        line.split()[0] for line in kept("ledger", "expectations").out.splitlines() if line[0] != " "
    }
    ledger = brief.read_text().partition("## Expectations ledger")[2]
    assert "hand over the stolen archive" in ledger
    assert kept("ledger", "reject", identifier, "--reason", "a hoax").code == 0
    assert identifier in kept("ledger", "--status", "withdrawn").out
    assert "withdrawn: rejected by the desk" in kept("ledger").out
    kept("run", "--source", "notes", "--date", "2025-03-10")
    assert (
        "hand over"
        not in brief.read_text().partition("## Expectations ledger")[2].partition("## Calendar")[0]
    )
    told = json.loads(brief.with_name("brief.json").read_text())
    assert not any(story["expectations"] for story in told["stories"])
    assert not any(line["label"] for line in told["bottom_line"])
    assert kept("ledger", "restore", identifier).code == 0
    assert identifier not in kept("ledger", "--status", "withdrawn").out
    kept("run", "--source", "notes", "--date", "2025-03-10")
    assert "hand over" in brief.read_text().partition("## Expectations ledger")[2].partition("## Calendar")[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ["hopes"],
        ["--status", "forgotten"],
        ["--topic", "gossip"],
        ["reject", "nobody", "--reason", "x"],
        ["restore", "nobody"],
        ["reject"],
        ["expectations", "abc"],
    ],
)
def test_what_the_ledger_does_not_know_is_one_line_and_exit_2(kept: Command, arguments: list[str]) -> None:
    ran = kept("ledger", *arguments)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1


def test_a_rejection_without_a_reason_is_refused(kept: Command) -> None:
    identifier = kept("ledger").out.split()[0]
    assert kept("ledger", "reject", identifier).code == 2
