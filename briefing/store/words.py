"""SQLite's index of words, in memory: a database that has none finds and marks by it what SQLite itself would."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

TOKENIZER = "porter unicode61 remove_diacritics 2"
_BETWEEN = "|"  # no word is this, so no phrase reaches from one text into the next


class Texts(NamedTuple):
    """What an entry is found by, under a number."""

    id: int
    head: str
    parties: str
    body: str


@contextmanager
def index_of(entries: Iterable[Texts]) -> Iterator[Connection]:
    """Yield a connection to an index of these entries alone."""
    engine = sa.create_engine("sqlite://")
    index = sa.table("search_index", *(sa.column(name) for name in ("rowid", "head", "parties", "body")))
    rows = [dict(zip(("rowid", "head", "parties", "body"), each, strict=True)) for each in entries]
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE search_index USING fts5(head, parties, body, tokenize='{TOKENIZER}')"
            )
            if rows:
                connection.execute(sa.insert(index), rows)
            yield connection
    finally:
        engine.dispose()


def words_of(entries: Iterable[Texts]) -> dict[int, tuple[str, str]]:
    """Return for each entry the words outside of its body, and those in it, as the index takes them: each between spaces."""
    with index_of(entries) as connection:
        numbers = connection.exec_driver_sql("SELECT rowid FROM search_index").scalars()
        found: dict[int, dict[str, list[str]]] = {
            each: {"head": [], "parties": [], "body": []} for each in numbers
        }
        connection.exec_driver_sql("CREATE VIRTUAL TABLE word USING fts5vocab(search_index, instance)")
        ordered = 'SELECT doc, col, term FROM word ORDER BY doc, col, "offset"'
        for number, column, word in connection.exec_driver_sql(ordered):
            found[number][column].append(word)
    return {
        number: (_spaced([*each["head"], _BETWEEN, *each["parties"]]), _spaced(each["body"]))
        for number, each in found.items()
    }


def _spaced(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "
