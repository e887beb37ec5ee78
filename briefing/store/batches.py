"""Questions with more ids than one statement may carry."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import TypeVar

import sqlalchemy as sa

from briefing.store.database import Database

AT_ONCE = 500
Key = TypeVar("Key", str, int, date)


def batches(ids: Collection[Key]) -> Iterator[list[Key]]:
    """Yield the ids in order, as many at a time as one statement takes."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def days_of(
    database: Database, table: sa.Table, ids: Collection[str], since: date
) -> dict[str, tuple[date, bool]]:
    """Return the day of each of the articles in ``table``, and of whichever has one since a day; and whether it was late."""
    query = sa.select(table.c.article_id, table.c.day, table.c.late)
    with database.transaction(reading=True) as connection:
        rows = list(connection.execute(query.where(table.c.day >= since)))
        for some in batches(ids):
            rows += connection.execute(query.where(table.c.article_id.in_(some)))
    return {row.article_id: (row.day, row.late) for row in rows}
