"""What is searched, and on SQLite an index of its words that triggers keep in step; what is stored is entered."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from briefing.text import strip_controls

revision = "0004"
down_revision = "0003"

_AT_ONCE = 200
_INDEX = """
CREATE VIRTUAL TABLE search_index USING fts5(
  head, parties, body, content='search_entry', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
)
"""
_ADDED = """
CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
  INSERT INTO search_index (rowid, head, parties, body) VALUES (new.id, new.head, new.parties, new.body);
END
"""
_REMOVED = """
CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
  INSERT INTO search_index (search_index, rowid, head, parties, body)
  VALUES ('delete', old.id, old.head, old.parties, old.body);
END
"""


def upgrade() -> None:
    """Create the tables of the search and enter all articles and the items of their latest summaries."""
    entry = op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("article_id", sa.String(32), nullable=False, index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subkind", sa.String(16)),
        sa.Column("item_id", sa.String(80)),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("parties", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for statement in (_INDEX, _ADDED, _REMOVED):
            connection.exec_driver_sql(statement)
    _enter(connection, entry, _articles(connection))
    _enter(connection, entry, _items(connection))


def _enter(connection: sa.Connection, entry: sa.Table, rows: Iterator[dict[str, Any]]) -> None:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            connection.execute(sa.insert(entry), some)
            some = []
    if some:
        connection.execute(sa.insert(entry), some)


def _articles(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    ids = connection.execute(sa.text("SELECT id FROM article ORDER BY id")).scalars().all()
    body = sa.text("SELECT body FROM article WHERE id = :id")
    for article_id in ids:
        article = json.loads(connection.execute(body, {"id": article_id}).scalar_one())
        yield _row(article_id, "article", None, head=article["title"], body=article["text"])


def _items(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    query = sa.text("SELECT article_id, engine FROM summary ORDER BY article_id, made_at, engine")
    latest = {row.article_id: row.engine for row in connection.execute(query)}
    body = sa.text("SELECT body FROM summary WHERE article_id = :id AND engine = :engine")
    for article_id, engine in latest.items():
        summary = json.loads(connection.execute(body, {"id": article_id, "engine": engine}).scalar_one())
        for kind in ("objective", "dispute", "expectation"):
            for item in summary[f"{kind}s"]:
                yield _item(article_id, kind, item)


def _item(article_id: str, kind: str, item: dict[str, Any]) -> dict[str, Any]:
    sides = item.get("parties", [])
    parties = [side["party"] for side in sides] or [item.get("holder"), item.get("counterpart")]
    positions = [f"{side['party']}: {side['position']}" for side in sides if side["position"]]
    return _row(
        article_id,
        kind,
        item,
        head=item["statement"],
        parties="; ".join(each for each in parties if each),
        body=" / ".join(positions),
    )


def _row(article_id: str, kind: str, item: dict[str, Any] | None, **texts: str) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "kind": kind,
        "subkind": item["subkind"] if item else None,
        "item_id": item["id"] if item else None,
        **{
            name: " ".join(strip_controls(texts.get(name, "")).split())
            for name in ("head", "parties", "body")
        },
    }
