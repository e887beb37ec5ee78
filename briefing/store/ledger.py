"""What is followed across days: entries as of the end of each day, their changes, and the desk's decisions."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from briefing import serial
from briefing.store import schema
from briefing.store.batches import batches, days_of
from briefing.store.database import Database, upsert
from briefing.types import Alike, DeskDecision, Judgement, LedgerChange, LedgerEntry

_TELLING, _FEWEST_WORDS = 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one day leaves behind: ``turns_on`` tells when the clock changes an entry.

    ``keys`` are what it is found by alone, ``words`` what it is found by together.
    """

    day: date
    entries: tuple[LedgerEntry, ...]
    keys: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
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

    def articles(self, ids: Collection[str], since: date) -> dict[str, tuple[date, bool]]:
        """Return on which day each of the articles counted, and whichever counted since a day; and whether it was late."""
        return days_of(self.database, schema.ledger_article, ids, since)

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
        self,
        before: date,
        keys: Collection[str],
        turning_by: date,
        remembered: date = date.min,
        alike: Collection[str] = (),
    ) -> list[LedgerEntry]:
        """Return the entries, as they were before a day, that are found by a key or that the clock changes by a day.

        Whatever turned earlier was worked off on its own day. Found are also those of the ids ``alike``.
        """
        turning = _as_of(before).where(schema.ledger_entry.c.turns_on.between(before, turning_by))
        with self.database.transaction(reading=True) as connection:
            rows = [*connection.execute(turning), *_found_by(connection, keys, before, remembered)]
            for some in batches(alike):
                rows += connection.execute(_still(some, before, remembered))
        return _entries_of(rows)

    def found_by(self, keys: Collection[str], before: date, remembered: date) -> list[LedgerEntry]:
        """Return the entries, as they were before a day, that have one of the keys.

        What the clock changes no more is found if it changed on or after the day that is ``remembered``.
        """
        with self.database.transaction(reading=True) as connection:
            return _entries_of(_found_by(connection, keys, before, remembered))

    def told_alike(self, sought: Iterable[Alike]) -> frozenset[str]:
        """Return the entries that share enough words with one of those sought to be the same."""
        found: set[str] = set()
        with self.database.transaction(reading=True) as connection:
            for each in sought:
                found.update(connection.execute(_in_much_the_same_words(each)).scalars())
                if each.acts:
                    found.update(connection.execute(_of_the_same_act(each)).scalars())
        return frozenset(found)

    def sharing_words(self, sought: Iterable[Collection[str]]) -> frozenset[str]:
        """Return the entries that have two of the words of one of those sought."""
        table, found = schema.ledger_word.c, set[str]()
        query = sa.select(table.entry_id).group_by(table.entry_id).having(sa.func.count() >= _TELLING)
        with self.database.transaction(reading=True) as connection:
            for each in sought:
                found.update(connection.execute(query.where(table.key.in_(sorted(each)))).scalars())
        return frozenset(found)

    def entries(self, ids: Collection[str] | None = None, before: date = date.max) -> list[LedgerEntry]:
        """Return entries as they were before a day, all of them without ``ids``."""
        with self.database.transaction(reading=True) as connection:
            if ids is None:
                return [serial.loads(LedgerEntry, row.body) for row in connection.execute(_as_of(before))]
            found = [
                serial.loads(LedgerEntry, row.body)
                for some in batches(ids)
                for row in connection.execute(_latest(some, before))
            ]
        return sorted(found, key=lambda each: each.id)

    def changes(self, ids: Collection[str], before: date = date.max) -> list[LedgerChange]:
        """Return the changes of entries before a day, the oldest first."""
        table = schema.ledger_change.c
        found = []
        with self.database.transaction(reading=True) as connection:
            for some in batches(ids):
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

    def judged(self, since: date) -> frozenset[str]:
        """Return the entries of which a model read something in the reports that count since a day."""
        table = schema.ledger_judgement.c
        query = sa.select(table.entry_id).where(table.day >= since)
        with self.database.transaction(reading=True) as connection:
            return frozenset(connection.execute(query).scalars())

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
            for some in batches(articles):
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


def _latest(ids: Collection[str] | sa.Select[str], before: date) -> sa.Select[tuple[str, str]]:
    """Return the same for some entries alone: the days are sought first, for bodies lie far apart and most are not the latest."""
    entry = schema.ledger_entry.c
    days = sa.select(entry.id, sa.func.max(entry.day).label("day")).where(
        entry.id.in_(ids), entry.day < before
    )
    latest = days.group_by(entry.id).subquery()
    return sa.select(entry.id, entry.body).where(entry.id == latest.c.id, entry.day == latest.c.day)


def _still(
    ids: Collection[str] | sa.Select[str], before: date, remembered: date
) -> sa.Select[tuple[str, str]]:
    """Return the query for those of the entries that the clock still changes, or that changed since a day."""
    entry = schema.ledger_entry.c
    return _latest(ids, before).where(sa.or_(entry.turns_on.is_not(None), entry.day >= remembered))


def _found_by(
    connection: Connection, keys: Collection[str], before: date, remembered: date
) -> Iterator[sa.Row[tuple[str, str]]]:
    table = schema.ledger_key.c
    for some in batches(keys):
        ids = sa.select(table.entry_id).where(table.key.in_(some))
        yield from connection.execute(_still(ids, before, remembered))


def _entries_of(rows: Iterable[sa.Row[tuple[str, str]]]) -> list[LedgerEntry]:
    found = {row.id: row.body for row in rows}
    return [serial.loads(LedgerEntry, found[each]) for each in sorted(found)]


def _in_much_the_same_words(sought: Alike) -> sa.Select[str]:
    """Return the query for entries that share two telling words and, as far as those tell, three fifths of the fewer."""
    number, fewer = sa.func.count(), _fewer_words(sought)
    shared = number + len(sought.words) - len(sought.telling)
    least = min(_FEWEST_WORDS, len(sought.words))  # fewer where the whole text is the same
    enough = sa.and_(number >= _TELLING, shared >= least, 5 * shared >= 3 * fewer)
    table = schema.ledger_word.c
    return (
        sa.select(table.entry_id).where(table.key.in_(sought.telling)).group_by(table.entry_id).having(enough)
    )


def _of_the_same_act(sought: Alike) -> sa.Select[str]:
    """Return the query for entries that share an act and seven in twenty of the fewer words."""
    table, acts = schema.ledger_word.c, schema.ledger_key.c
    acting = sa.select(acts.entry_id).where(acts.key.in_(sought.acts))
    query = sa.select(table.entry_id).where(table.key.in_(sought.words), table.entry_id.in_(acting))
    return query.group_by(table.entry_id).having(20 * sa.func.count() >= 7 * _fewer_words(sought))


def _fewer_words(sought: Alike) -> sa.ColumnElement[int]:
    told = sa.func.min(schema.ledger_word.c.words)
    return sa.case((told < len(sought.words), told), else_=len(sought.words))


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
    _let_find(connection, kept)


def _let_find(connection: Connection, kept: Kept) -> None:
    """Add what entries are found by, in the order of the tables: each of their pages is then written once.

    A word goes with the fewest words that its entry was ever told in.
    """
    keys, words = (upsert(connection, table) for table in (schema.ledger_key, schema.ledger_word))
    number, known = words.excluded.words, schema.ledger_word.c.words
    fewest = sa.case((number < known, number), else_=known)
    held = [{"key": key, "entry_id": each} for each, some in kept.keys.items() for key in some]
    told = [
        {"key": key, "entry_id": each, "words": len(some)}
        for each, some in kept.words.items()
        for key in some
    ]
    if held:
        connection.execute(keys.on_conflict_do_nothing(), sorted(held, key=_IN_ORDER))
    if told:
        known_by = schema.ledger_word.primary_key
        less = words.on_conflict_do_update(index_elements=known_by, set_={"words": fewest})
        connection.execute(less, sorted(told, key=_IN_ORDER))


_IN_ORDER = itemgetter("key", "entry_id")


def _insert(connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        connection.execute(sa.insert(table), list(rows))
