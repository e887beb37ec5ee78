"""The work of a day is in proportion to what is new, and not to the archive."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from benchmarks.archive import fill
from benchmarks.scale import DAY, GAP, edition, fill_notes
from briefing import pipeline

ON_FILE, BASES = 15, 20


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


def test_a_day_asks_no_more_of_a_store_with_ten_times_the_articles(
    tmp_path: Path, steps: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "ON_FILE_AT_MOST", ON_FILE)
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
