"""An archive as five years of editions would leave it: a thousand articles as the engine reads them, then variants of their rows.

Rows are copied in bulk with their words exchanged, and found by the keys that the product gives those words. No two of its
articles are copies, and no two entries one; of a pair of parties the disputes on one topic are one entry, as they would be.
"""

import random
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.dispatches import Variation, dispatch
from briefing import serial
from briefing.collect.article import articles_of
from briefing.collect.duplicates import bands_of, signature
from briefing.filing import file_articles
from briefing.following import Plan, kept
from briefing.store import Extracted, Store, open_store
from briefing.summarize.embedded import EmbeddedEngine
from briefing.track.ledger.fold import LedgerDay
from briefing.track.ledger.keys import block_of, keys_of, word_keys
from briefing.track.ledger.lifecycle import by_the_clock, opened, turns_on
from briefing.track.ledger.reports import report_of
from briefing.track.threads import traits_of, version_of_traits
from briefing.types import (
    Article,
    ArticleSummary,
    Document,
    DocumentHints,
    LedgerEntry,
    LedgerKind,
    MediaType,
)
from briefing.understanding import engine_key

DAYS, BASES = 1_825, 1_000
_TABLES = (
    "document",
    "article",
    "summary",
    "search_entry",
    "ledger_article",
    "ledger_entry",
    "ledger_change",
    "thread_article",
    "thread_key",
)
_IDS = (("document", "id"), ("article", "id"), ("ledger_entry", "id"), ("thread_article", "story_id"))
_BETWEEN = "\x02"
_Row = dict[str, Any]


def fill(folder: Path, articles: int, last: date, *, bases: int = BASES) -> None:
    """Leave in ``folder`` a store with ``articles`` articles of the days up to ``last``, as editions would.

    The first ``bases`` are read, the others are variants of them.
    """
    path = folder / "briefing.db"
    store = open_store(f"sqlite:///{path}")
    write(store, [understood(number, last) for number in range(bases)], last)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        multiply(connection, articles // bases)


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
    """Store what was understood, each article on its day and in its thread, its entries as the clock leaves them by ``last``."""
    for document, article, summary in found:
        collected = datetime.combine(article.published or last, time(20), tzinfo=UTC)
        signed = signature(article.text)
        found_there = Extracted(document=document, articles=[article], signatures={article.id: signed})
        store.archive.add_all([found_there], now=collected)
        store.archive.save_groups([], {article.id: bands_of(signed)})
        store.archive.save_summaries([summary], engine_key(_ENGINE), now=collected)
    days = sorted(_days(found, last), key=lambda each: each.day)
    counted = {article.id: (article.published or last, False) for _, article, _ in found}
    store.ledger.save(date.min, last, map(kept, days), counted)
    plan = Plan(first=date.min, until=last, counted=counted, kept=True)
    file_articles(store.threads, store.archive, plan, {each.id: (each, told) for _, each, told in found})


def _days(found: Sequence[tuple[Document, Article, ArticleSummary]], last: date) -> Iterator[LedgerDay]:
    seen = set()
    for _, article, summary in found:
        report = report_of(article, summary)
        for entry in report.entries if report else ():
            if (key := _one_for_all(entry)) not in seen:
                seen.add(key)
                yield from _life_of(entry, last)


def _one_for_all(entry: LedgerEntry) -> tuple[str, str | None]:
    """Return what no two entries have in common."""
    return (block_of(entry), entry.topic) if entry.kind is LedgerKind.DISPUTE else (entry.id, None)


def _life_of(entry: LedgerEntry, last: date) -> Iterator[LedgerDay]:
    day = entry.first_seen
    entry, first = opened(entry, day)
    entry, further = by_the_clock(entry, day)
    yield LedgerDay(day=day, touched=(entry,), changes=(*first, *further))
    while (turn := turns_on(entry)) is not None and turn <= last:
        entry, changes = by_the_clock(entry, turn)
        yield LedgerDay(day=turn, touched=(entry,), changes=changes)


# ── variants ──────────────────────────────────────────────────────────────────


def multiply(connection: sqlite3.Connection, times: int) -> None:
    """Add variants of all rows until there are so many ``times`` what there was; indices come last, since that is faster."""
    connection.row_factory = sqlite3.Row
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-2000000")
    later = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).fetchall()
    for each in later:
        connection.execute(f"DROP {each['type']} {each['name']}")
    rows = {table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")] for table in _TABLES}  # noqa: S608
    ids = {row[column] for table, column in _IDS for row in rows[table]}
    seen = {_one_for_all(each) for each in _entries(rows["ledger_entry"])}
    for number in range(1, times):
        for table, some in vary(rows, Variation(number, ids), random.Random(number), seen):  # noqa: S311
            _insert(connection, table, some)
    for each in later:
        connection.execute(each["sql"])
    connection.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    connection.commit()


def vary(
    rows: Mapping[str, Sequence[_Row]],
    variation: Variation,
    chance: random.Random,
    seen: set[tuple[str, str | None]],
) -> Iterator[tuple[str, list[_Row]]]:
    """Yield for each table the same rows with other words and ids, but for entries that were ``seen`` as the same."""
    told = {table: _varied(some, variation) for table, some in rows.items()}
    entries = {each.id: each for each in _entries(told["ledger_entry"]) if _one_for_all(each) not in seen}
    seen.update(map(_one_for_all, entries.values()))
    told["article_band"] = [band for row in told["article"] for band in _signed(row, chance)]
    told["ledger_entry"] = [row for row in told["ledger_entry"] if row["id"] in entries]
    told["ledger_change"] = [row for row in told["ledger_change"] if row["entry_id"] in entries]
    told["ledger_key"] = [
        {"key": key, "entry_id": each} for each, entry in entries.items() for key in keys_of(entry)
    ]
    told["ledger_word"] = [row for entry in entries.values() for row in _worded(entry)]
    filed = {row["article_id"] for row in told["thread_article"]}
    told["filed_traits"] = [_read(row) for row in told["article"] if row["id"] in filed]
    for row in told["search_entry"]:
        row["id"] = None
    for row in told["thread_key"]:
        row["key"] = " + ".join(sorted(row["key"].split(" + ")))
    yield from told.items()


def _read(row: _Row) -> _Row:
    traits = traits_of(serial.loads(Article, row["body"]))
    return {"article_id": row["id"], "version": version_of_traits(), "body": serial.dumps(traits)}


def _entries(rows: Iterable[_Row]) -> list[LedgerEntry]:
    return [serial.loads(LedgerEntry, body) for body in {row["id"]: row["body"] for row in rows}.values()]


def _worded(entry: LedgerEntry) -> Iterator[_Row]:
    keys = word_keys(entry)
    return ({"key": key, "entry_id": entry.id, "words": len(keys)} for key in keys)


def _varied(rows: Sequence[_Row], variation: Variation) -> list[_Row]:
    found = [row.copy() for row in rows]
    cells = [(row, name) for row in found for name, value in row.items() if isinstance(value, str)]
    told = variation.of(_BETWEEN.join(row[name] for row, name in cells)).split(_BETWEEN)
    for (row, name), text in zip(cells, told, strict=True):
        row[name] = text
    return found


def _signed(row: _Row, chance: random.Random) -> Iterator[_Row]:
    """Yield the bands of a signature that is drawn, as of a text that shares nothing with another."""
    row["signature"] = row["signature"][:1] + chance.randbytes(len(row["signature"]) - 1)
    yield from ({"band": band, "article_id": row["id"]} for band in bands_of(row["signature"]))


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[_Row]) -> None:
    if rows:
        names = ", ".join(rows[0])
        values = ", ".join(f":{name}" for name in rows[0])
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({values})", rows)  # noqa: S608
