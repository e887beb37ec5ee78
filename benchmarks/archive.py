"""An archive as two years of editions would leave it: a thousand articles as the engine reads them, then variants of their rows.

Rows are copied in bulk with their words exchanged. No two of its articles are copies, and no two entries one; of a pair of
parties the disputes on one topic are one entry, as they would be.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from benchmarks.dispatches import Variation, dispatch
from briefing.collect.article import articles_of
from briefing.collect.duplicates import bands_of, signature
from briefing.following import kept
from briefing.memory import engine_key
from briefing.store import Store, schema
from briefing.summarize.embedded import EmbeddedEngine
from briefing.track.ledger.fold import LedgerDay
from briefing.track.ledger.lifecycle import by_the_clock, opened, turns_on
from briefing.track.ledger.reports import report_of
from briefing.types import (
    Article,
    ArticleSummary,
    Document,
    DocumentHints,
    LedgerEntry,
    LedgerKind,
    MediaType,
)

DAYS, BASES = 730, 1_000
_AT_ONCE = 500
_TABLES = (
    schema.document,
    schema.article,
    schema.summary,
    schema.search_entry,
    schema.ledger_article,
    schema.ledger_entry,
    schema.ledger_change,
    schema.ledger_key,
    schema.ledger_word,
)
_IDS = (schema.document.c.id, schema.article.c.id, schema.ledger_entry.c.id)
_BETWEEN = "\x02"


def fill(store: Store, articles: int, last: date, *, bases: int = BASES) -> Iterator[int]:
    """Write ``articles`` articles of the days up to ``last``, as editions would leave them; yield how many stand already.

    The first ``bases`` are read, the others are variants of them.
    """
    found = [understood(number, last) for number in range(bases)]
    write(store, found, last)
    yield len(found)
    with store.database.transaction(reading=True) as connection:
        rows = {table: connection.execute(sa.select(table)).mappings().all() for table in _TABLES}
        ids = {each for column in _IDS for each in connection.execute(sa.select(column)).scalars()}
    for number in range(1, articles // len(found)):
        with store.database.transaction() as connection:
            connection.exec_driver_sql("PRAGMA cache_size=-400000")
            vary(connection, rows, number, Variation(number, ids))
        yield (number + 1) * len(found)


def understood(number: int, last: date) -> tuple[Document, Article, ArticleSummary]:
    """Return an article and what the embedded engine makes of it; a thousand stand evenly on the days up to ``last``."""
    text = dispatch(number, last - timedelta(days=number * DAYS // BASES))
    document = Document(
        id=sha256(text.encode()).hexdigest()[:32],
        source="archive",
        location=f"archive/{number}.txt",
        url=None,
        media_type=MediaType.TEXT,
        text=text,
        hints=DocumentHints(),
    )
    (article,) = articles_of(document)
    return document, article, _ENGINE.summarize(article)


_ENGINE = EmbeddedEngine()


def write(store: Store, found: Sequence[tuple[Document, Article, ArticleSummary]], last: date) -> None:
    """Store what was understood, each article on its day, with its entries as the clock leaves them by ``last``."""
    for document, article, summary in found:
        collected = datetime.combine(article.published or last, time(20), tzinfo=UTC)
        signed = signature(article.text)
        store.archive.add(document, [article], {article.id: signed}, error=None, now=collected)
        store.archive.save_groups([], {article.id: bands_of(signed)})
        store.archive.save_summaries([summary], engine_key(_ENGINE), now=collected)
    days = sorted(_days(found, last), key=lambda each: each.day)
    counted = {article.id: (article.published or last, False) for _, article, _ in found}
    store.ledger.save(date.min, last, map(kept, days), counted)


def _days(found: Sequence[tuple[Document, Article, ArticleSummary]], last: date) -> Iterator[LedgerDay]:
    seen = set()
    for _, article, summary in found:
        report = report_of(article, summary)
        for entry in report.entries if report else ():
            key = (entry.parties, entry.topic) if entry.kind is LedgerKind.DISPUTE else entry.id
            if key not in seen:
                seen.add(key)
                yield from _life_of(entry, last)


def _life_of(entry: LedgerEntry, last: date) -> Iterator[LedgerDay]:
    day = entry.first_seen
    entry, first = opened(entry, day)
    entry, further = by_the_clock(entry, day)
    yield LedgerDay(day=day, touched=(entry,), changes=(*first, *further))
    while (turn := turns_on(entry)) is not None and turn <= last:
        entry, changes = by_the_clock(entry, turn)
        yield LedgerDay(day=turn, touched=(entry,), changes=changes)


def vary(
    connection: Connection,
    rows: Mapping[sa.Table, Sequence[Mapping[Any, Any]]],
    number: int,
    variation: Variation,
) -> None:
    """Insert the same rows with other words and ids; signatures are drawn, as of texts that share nothing."""
    chance = random.Random(number)  # noqa: S311
    for table, given in rows.items():
        for start in range(0, len(given), _AT_ONCE):
            some = _varied(given[start : start + _AT_ONCE], variation)
            if table is schema.article:
                bands = [band for row in some for band in _signed(row, chance)]
                connection.execute(sa.insert(schema.article_band), bands)
            if table is schema.search_entry:
                some = [{name: value for name, value in row.items() if name != "id"} for row in some]
            connection.execute(sa.insert(table), some)


def _varied(rows: Sequence[Mapping[Any, Any]], variation: Variation) -> list[dict[str, Any]]:
    found = [dict(row) for row in rows]
    cells = [(row, name) for row in found for name, value in row.items() if isinstance(value, str)]
    told = variation.of(_BETWEEN.join(row[name] for row, name in cells)).split(_BETWEEN)
    for (row, name), text in zip(cells, told, strict=True):
        row[name] = text
    return found


def _signed(row: dict[str, Any], chance: random.Random) -> Iterator[dict[str, Any]]:
    row["signature"] = row["signature"][:1] + chance.randbytes(len(row["signature"]) - 1)
    yield from ({"band": band, "article_id": row["id"]} for band in bands_of(row["signature"]))
