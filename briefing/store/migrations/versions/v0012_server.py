"""What a store on PostgreSQL needs: texts as SQLite keeps them, addresses of any length, and the words that are searched."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from briefing.store.words import Texts, words_of

revision = "0012"
down_revision = "0011"

_AT_ONCE = 200
_TEXTS = {
    "document": ("id", "source", "location", "url", "body", "error"),
    "article": ("id", "document_id", "title", "language", "body", "canonical_id"),
    "article_band": ("article_id",),
    "fetch_state": ("url", "etag", "last_modified"),
    "summary": ("article_id", "engine", "body"),
    "search_entry": ("article_id", "kind", "subkind", "item_id", "head", "parties", "body"),
    "edition": ("profile", "inputs", "body"),
    "edition_article": ("profile", "article_id"),
    "rendering": ("profile", "name", "inputs", "sha256"),
    "slot": ("profile",),
    "run": ("profile", "report"),
    "delivery": ("profile", "recipient", "state", "message"),
    "answer": ("key", "task", "prompt_version", "model", "outcome", "body"),
    "model_call": ("task", "subject", "prompt_version", "model", "outcome", "message"),
    "model_server": ("server", "model", "speaks"),
    "ledger_article": ("article_id",),
    "ledger_entry": ("id", "kind", "status", "body"),
    "ledger_key": ("key", "entry_id"),
    "ledger_word": ("key", "entry_id"),
    "ledger_change": ("entry_id", "body"),
    "ledger_judgement": ("article_id", "entry_id", "item_id", "body"),
    "ledger_decision": ("entry_id", "reason"),
    "thread_article": ("article_id", "story_id", "thread_id"),
    "thread_key": ("key", "article_id", "story_id"),
    "filed_traits": ("article_id", "version", "body"),
}


def upgrade() -> None:
    """Add the words of the entries; on PostgreSQL fill them, and change texts and the indices of addresses."""
    own = op.get_bind().dialect.name == "postgresql"
    for name in ("head_words", "body_words"):
        op.add_column("search_entry", sa.Column(name, sa.String(collation="C") if own else sa.Text))
    if own:
        _change_texts()
        _change_addresses()
        _enter_words(op.get_bind())


def _change_texts() -> None:
    for table, columns in _TEXTS.items():
        changes = ", ".join(f'ALTER COLUMN "{each}" TYPE varchar COLLATE "C"' for each in columns)
        op.execute(f"ALTER TABLE {table} {changes}")


def _change_addresses() -> None:
    """An index by hash takes an address of any length. It is no primary key, which an address does not need: writers take turns."""
    op.execute("ALTER TABLE fetch_state DROP CONSTRAINT IF EXISTS fetch_state_pkey")
    for table, column in (("document", "location"), ("document", "url"), ("fetch_state", "url")):
        op.execute(f"DROP INDEX IF EXISTS ix_{table}_{column}")
        op.create_index(f"ix_{table}_{column}", table, [column], postgresql_using="hash")


def _enter_words(connection: sa.Connection) -> None:
    change = sa.text("UPDATE search_entry SET head_words = :head, body_words = :body WHERE id = :id")
    for some in _entries(connection):
        told = words_of(some)
        connection.execute(
            change, [{"id": each, "head": head, "body": body} for each, (head, body) in told.items()]
        )


def _entries(connection: sa.Connection) -> Iterator[list[Texts]]:
    query = sa.text(
        "SELECT id, head, parties, body FROM search_entry WHERE id > :id ORDER BY id LIMIT :at_once"
    )
    last = 0
    while some := [Texts(*row) for row in connection.execute(query, {"id": last, "at_once": _AT_ONCE})]:
        yield some
        last = some[-1].id
