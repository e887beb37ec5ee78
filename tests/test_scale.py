"""The work of a day is in proportion to what is new, and not to the archive."""

import gc
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from benchmarks.archive import fill
from benchmarks.scale import DAY, GAP, edition, fill_notes
from briefing import choosing
from briefing.pipeline import make_edition
from briefing.settings import Settings
from briefing.workplace import named_sources, open_workplace

ON_FILE, BASES = 15, 20
OFTEN = (500, 2, 2)
NOW = datetime(2026, 3, 10, 23, 59, tzinfo=UTC)


@pytest.fixture
def steps() -> Iterator[list[int]]:
    """A number that grows by one with each hundred steps of SQLite's virtual machine."""
    taken = [0]

    def count() -> None:
        taken[0] += 1

    def counted(connection: sqlite3.Connection, _record: object) -> None:
        connection.set_progress_handler(count, 100)

    sa.event.listen(sa.Engine, "connect", counted)
    yield taken
    sa.event.remove(sa.Engine, "connect", counted)


@pytest.mark.long
def test_a_day_asks_no_more_of_a_store_with_ten_times_the_articles(
    tmp_path: Path, steps: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "ON_FILE_AT_MOST", ON_FILE)
    asked = []
    for size in (2 * BASES, 20 * BASES):
        outputs = tmp_path / str(size)
        fill(outputs, size, DAY - 4 * GAP, bases=BASES)
        yesterday, today = (DAY - timedelta(days=each) for each in (1, 0))
        edition(outputs, fill_notes(tmp_path / f"{size} before", yesterday, 3), yesterday)
        before = steps[0]
        made = edition(outputs, fill_notes(tmp_path / f"{size} new", today, 12), today)
        assert made.brief.header.new_reports == 12
        asked.append(steps[0] - before)
    assert asked[1] < 1.5 * asked[0], asked


@pytest.fixture
def looked_through() -> Iterator[list[int]]:
    """The generations that the interpreter looks through for garbage, which it is made to do often."""
    generations: list[int] = []

    def note(phase: str, found: dict[str, int]) -> None:
        if phase == "start":
            generations.append(found["generation"])

    before = gc.get_threshold()
    gc.set_threshold(*OFTEN)
    gc.callbacks.append(note)
    yield generations
    gc.callbacks.remove(note)
    gc.set_threshold(*before)


def test_a_day_never_looks_through_all_that_it_has_read_for_garbage(
    tmp_path: Path, looked_through: list[int]
) -> None:
    fill(tmp_path / "outputs", BASES, DAY - GAP, bases=BASES)
    notes = fill_notes(tmp_path / "notes", DAY, 12)
    with open_workplace(Settings(outputs=tmp_path / "outputs"), lambda *_: None, "embedded", now=NOW) as work:
        looked_through.clear()
        make_edition(work, profile="default", day=DAY, sources=named_sources([str(notes)]), now=NOW)
        assert set(looked_through) <= {0, 1}
    assert gc.get_threshold() == OFTEN
