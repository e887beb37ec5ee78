"""What is followed across days: entries as of the end of each day, their changes, and the desk's decisions."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from briefing import serial
from briefing.store import schema
from briefing.store.database import Database
from briefing.types import DeskDecision, Judgement, LedgerChange, LedgerEntry

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one day leaves behind. ``keys`` are what each entry is found by, ``turns_on`` when the clock changes it."""

    day: date
    entries: tuple[LedgerEntry, ...]
    keys: Mapping[str, frozenset[str]]
    turns_on: Mapping[str, date | None]
    changes: tuple[LedgerChange, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Days are worked off in order; taking one again takes back what it and the days after it left."""

    database: Database

    def last_day(self) -> date | None:
        """Return the latest day that was worked off."""
        with self.database.transaction(reading=True) as connection:
            return connection.execute(sa.select(sa.func.max(schema.ledger_day.c.day))).scalar()

    def articles(self) -> dict[str, tuple[date, bool]]:
        """Return on which day each article counted, and whether it was late."""
        table = schema.ledger_article.c
        with self.database.transaction(reading=True) as connection:
            rows = connection.execute(sa.select(table.article_id, table.day, table.late))
            return {row.article_id: (row.day, row.late) for row in rows}

    def save(
        self,
        first: date,
        until: date,
        kept: Iterable[Kept],
        articles: Mapping[str, tuple[date, bool]],
    ) -> None:
        """Store the days from ``first`` to ``until`` in place of what stood there, all or nothing.

        ``articles`` are those that counted on one of these days.
        """
        with self.database.transaction() as connection:
            for table in (
                schema.ledger_day,
                schema.ledger_article,
                schema.ledger_entry,
                schema.ledger_change,
            ):
                connection.execute(sa.delete(table).where(table.c.day >= first))
            connection.execute(sa.insert(schema.ledger_day).values(day=until))
            rows = [{"article_id": each, "day": day, "late": late} for each, (day, late) in articles.items()]
            _insert(connection, schema.ledger_article, rows)
            for each in kept:
                _save_day(connection, each)

    def concerned(
        self, before: date, keys: Collection[str], turning_by: date, remembered: date = date.min
    ) -> list[LedgerEntry]:
        """Return the entries, as they were before a day, that are found by a key or that the clock changes by a day.

        What the clock changes no more is found if it changed on or after the day that is ``remembered``.
        """
        latest, table = _as_of(before), schema.ledger_entry.c
        found: dict[str, str] = {}
        with self.database.transaction(reading=True) as connection:
            turning = latest.where(table.turns_on <= turning_by)
            found.update((row.id, row.body) for row in connection.execute(turning))
            for some in _batches(keys):
                ids = sa.select(schema.ledger_key.c.entry_id).where(schema.ledger_key.c.key.in_(some))
                still = sa.or_(table.turns_on.is_not(None), table.day >= remembered)
                found.update(
                    (row.id, row.body) for row in connection.execute(latest.where(table.id.in_(ids), still))
                )
        return [serial.loads(LedgerEntry, found[each]) for each in sorted(found)]

    def entries(self, ids: Collection[str] | None = None, before: date = date.max) -> list[LedgerEntry]:
        """Return entries as they were before a day, all of them without ``ids``."""
        latest = _as_of(before)
        with self.database.transaction(reading=True) as connection:
            if ids is None:
                return [serial.loads(LedgerEntry, row.body) for row in connection.execute(latest)]
            found = [
                serial.loads(LedgerEntry, row.body)
                for some in _batches(ids)
                for row in connection.execute(latest.where(schema.ledger_entry.c.id.in_(some)))
            ]
        return sorted(found, key=lambda each: each.id)

    def changes(self, ids: Collection[str], before: date = date.max) -> list[LedgerChange]:
        """Return the changes of entries before a day, the oldest first."""
        table = schema.ledger_change.c
        found = []
        with self.database.transaction(reading=True) as connection:
            for some in _batches(ids):
                query = sa.select(table.body).where(table.entry_id.in_(some), table.day < before)
                query = query.order_by(table.entry_id, table.day, table.number)
                found += [serial.loads(LedgerChange, body) for body in connection.execute(query).scalars()]
        return found

    def changed(self, after: date, before: date) -> list[LedgerChange]:
        """Return all changes of the days between two days, the oldest first."""
        table = schema.ledger_change.c
        query = sa.select(table.body).where(table.day > after, table.day < before)
        query = query.order_by(table.day, table.entry_id, table.number)
        with self.database.transaction(reading=True) as connection:
            return [serial.loads(LedgerChange, body) for body in connection.execute(query).scalars()]

    def judgements(self, day: date) -> list[Judgement]:
        """Return what a model read of open entries in the reports that count on a day."""
        table = schema.ledger_judgement.c
        query = sa.select(table.body).where(table.day == day)
        query = query.order_by(table.entry_id, table.article_id, table.item_id)
        with self.database.transaction(reading=True) as connection:
            return [serial.loads(Judgement, body) for body in connection.execute(query).scalars()]

    def save_judgements(self, day: date, articles: Collection[str], judgements: Iterable[Judgement]) -> None:
        """Store what a model read in ``articles``, in place of what it read in them before."""
        table = schema.ledger_judgement
        rows = [
            {
                "article_id": each.article_id,
                "entry_id": each.entry_id,
                "item_id": each.item_id or "",
                "day": day,
                "body": serial.dumps(each),
            }
            for each in judgements
        ]
        with self.database.transaction() as connection:
            for some in _batches(articles):
                connection.execute(sa.delete(table).where(table.c.article_id.in_(some)))
            _insert(connection, table, rows)

    # ── the desk ──

    def decide(self, decision: DeskDecision) -> None:
        """Add the desk's word on an entry."""
        with self.database.transaction() as connection:
            connection.execute(
                sa.insert(schema.ledger_decision).values(
                    entry_id=decision.entry_id,
                    rejected=decision.rejected,
                    reason=decision.reason,
                    at=decision.at,
                )
            )

    def decisions(self) -> dict[str, DeskDecision]:
        """Return the latest word on each entry that the desk has said something of."""
        table = schema.ledger_decision
        with self.database.transaction(reading=True) as connection:
            return {
                row.entry_id: DeskDecision(
                    entry_id=row.entry_id, rejected=row.rejected, reason=row.reason, at=row.at
                )
                for row in connection.execute(sa.select(table).order_by(table.c.id))
            }


def _as_of(before: date) -> sa.Select[tuple[str, str]]:
    """Return the query for the latest row of each entry before a day."""
    entry, newer = schema.ledger_entry, schema.ledger_entry.alias("newer")
    later = (
        sa.select(newer.c.id)
        .where(newer.c.id == entry.c.id, newer.c.day > entry.c.day, newer.c.day < before)
        .exists()
    )
    return sa.select(entry.c.id, entry.c.body).where(entry.c.day < before, ~later).order_by(entry.c.id)


def _save_day(connection: Connection, kept: Kept) -> None:
    entries = [
        {
            "id": each.id,
            "day": kept.day,
            "kind": each.kind.value,
            "status": each.status.value,
            "turns_on": kept.turns_on[each.id],
            "body": serial.dumps(each),
        }
        for each in kept.entries
    ]
    _insert(connection, schema.ledger_entry, entries)
    changes = [
        {"entry_id": each.entry_id, "day": kept.day, "number": number, "body": serial.dumps(each)}
        for number, each in enumerate(kept.changes)
    ]
    _insert(connection, schema.ledger_change, changes)
    known = _known_keys(connection, list(kept.keys))
    keys = [
        {"entry_id": entry_id, "key": key}
        for entry_id, some in sorted(kept.keys.items())
        for key in sorted(some - known.get(entry_id, frozenset()))
    ]
    _insert(connection, schema.ledger_key, keys)


def _known_keys(connection: Connection, ids: Sequence[str]) -> dict[str, set[str]]:
    table = schema.ledger_key.c
    found: dict[str, set[str]] = {}
    for some in _batches(ids):
        for row in connection.execute(sa.select(table.entry_id, table.key).where(table.entry_id.in_(some))):
            found.setdefault(row.entry_id, set()).add(row.key)
    return found


def _insert(connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        connection.execute(sa.insert(table), list(rows))


def _batches(ids: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
