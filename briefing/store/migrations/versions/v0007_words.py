"""By which words and runs of words an entry is found, entered for those that stand."""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from briefing.comparing import runs_in, vocabulary

revision = "0007"
down_revision = "0006"

_AT_ONCE = 200


def upgrade() -> None:
    """Create the table of words and fill it; an entry's key of holder and polarity tells where its words belong."""
    word = op.create_table(
        "ledger_word",
        sa.Column("key", sa.String(400), primary_key=True),
        sa.Column("entry_id", sa.String(16), primary_key=True, index=True),
        sa.Column("words", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    key = sa.table("ledger_key", sa.column("key"), sa.column("entry_id"))
    connection = op.get_bind()
    for some in _entries(connection):
        words, runs = [], []
        for entry_id, block, statement in some:
            told = vocabulary(statement)
            words += [{"key": f"{block} {each}", "entry_id": entry_id, "words": len(told)} for each in told]
            runs += [{"key": f"{block} = {each}", "entry_id": entry_id} for each in runs_in(statement)]
        for table, rows in ((word, words), (key, runs)):
            if rows:
                connection.execute(sa.insert(table), rows)


def _entries(connection: sa.Connection) -> Iterator[list[tuple[str, str, str]]]:
    """Yield id, block and latest statement of entries, some at a time."""
    ids = connection.execute(sa.text("SELECT DISTINCT id FROM ledger_entry ORDER BY id")).scalars().all()
    for start in range(0, len(ids), _AT_ONCE):
        yield [row for each in ids[start : start + _AT_ONCE] for row in _blocks(connection, each)]


def _blocks(connection: sa.Connection, entry_id: str) -> Iterator[tuple[str, str, str]]:
    latest = sa.text("SELECT body FROM ledger_entry WHERE id = :id ORDER BY day DESC LIMIT 1")
    entry = json.loads(connection.execute(latest, {"id": entry_id}).scalar_one())
    if entry["kind"] == "dispute":
        return
    keys = connection.execute(sa.text("SELECT key FROM ledger_key WHERE entry_id = :id"), {"id": entry_id})
    for key in keys.scalars().all():
        if key.startswith(f"{entry['polarity'] or ''} "):
            yield entry_id, key, entry["statement"]
