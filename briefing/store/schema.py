"""The tables as they are now; ``migrations/versions`` holds how they came to be."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

metadata = MetaData()


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC without a zone: SQLite keeps none, and one form serves both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """A text, kept the same by both databases.

    PostgreSQL takes no NUL and nobody takes half a character: a sign stands in for them. There a text may have any length, as
    on SQLite, which counts none, and texts are in the order of their code points, whatever the locale of the server.
    """

    impl = String
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__(length)
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        if dialect.name == "postgresql":
            return String(collation="C")
        return String(self.length) if self.length else Text()

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


class Key(Words):
    """A text that is looked for and never read: what is longer than an index may hold is told by its hash."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        kept = super().process_bind_param(value, dialect)
        if kept is None or len(kept) <= _LONGEST_KEY:
            return kept
        return sha256(kept.encode()).hexdigest()


_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_LONGEST_KEY = 400

document = Table(
    "document",
    metadata,
    Column("id", Words(32), primary_key=True),
    Column("source", Words, nullable=False),
    Column("location", Words, nullable=False),
    Column("url", Words),
    Column("body", Words, nullable=False),
    Column("error", Words),
    Column("collected_at", Instant, nullable=False, index=True),
)

# An address may be longer than a tree of PostgreSQL takes.
Index("ix_document_location", document.c.location, postgresql_using="hash")
Index("ix_document_url", document.c.url, postgresql_using="hash")

article = Table(
    "article",
    metadata,
    Column("id", Words(32), primary_key=True),
    Column("document_id", Words(32), nullable=False, index=True),
    Column("title", Words, nullable=False),
    Column("published", Date),
    Column("published_at", Instant),
    Column("language", Words(16), nullable=False),
    Column("split_off", Boolean, nullable=False),
    Column("body", Words, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("canonical_id", Words(32), index=True),
    Column("collected_at", Instant, nullable=False),
)

# Undated articles, too, are found by the time of their collection.
Index("article_by_time", article.c.published, article.c.collected_at)

# Compared articles by bands of their signatures: nearly equal texts share one, whatever their dates.
article_band = Table(
    "article_band",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", Words(32), primary_key=True),
)

fetch_state = Table(
    "fetch_state",
    metadata,
    Column("url", Words, primary_key=True),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("retry_after", Instant),
    Column("failed_at", Instant),
)

summary = Table(
    "summary",
    metadata,
    Column("article_id", Words(32), primary_key=True),
    Column("engine", Words(80), primary_key=True),
    Column("body", Words, nullable=False),
    Column("made_at", Instant, nullable=False),
)

# What is searched: an article under its title, an item under its statement. On SQLite an index of words stands beside it; on
# PostgreSQL each row has its own words, as that index would take them.
search_entry = Table(
    "search_entry",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("article_id", Words(32), nullable=False, index=True),
    Column("kind", Words(16), nullable=False),
    Column("subkind", Words(16)),
    Column("item_id", Words(80)),
    Column("head", Words, nullable=False),
    Column("parties", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("head_words", Words),
    Column("body_words", Words),
)

edition = Table(
    "edition",
    metadata,
    Column("profile", Words(80), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("cut_off", Instant, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("inputs", Words(64), nullable=False),
    Column("body", Words, nullable=False),
    Column("made_at", Instant, nullable=False),
)

edition_article = Table(
    "edition_article",
    metadata,
    Column("profile", Words(80), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("article_id", Words(32), primary_key=True),
)

rendering = Table(
    "rendering",
    metadata,
    Column("profile", Words(80), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("name", Words(80), primary_key=True),
    Column("inputs", Words(64), nullable=False),
    Column("sha256", Words(64), nullable=False),
)

# What the service undertook: a date that stands here is never made by it a second time.
slot = Table(
    "slot",
    metadata,
    Column("profile", Words(80), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("done", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("profile", Words(80), nullable=False),
    Column("day", Date, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("report", Words),
)

delivery = Table(
    "delivery",
    metadata,
    Column("profile", Words(80), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("recipient", Words(320), primary_key=True),
    Column("state", Words(16), nullable=False),
    Column("message", Words),
    Column("at", Instant, nullable=False),
)

# What a model answered, by everything that the answer depends on, so that nothing is asked twice.
answer = Table(
    "answer",
    metadata,
    Column("key", Words(64), primary_key=True),
    Column("task", Words(40), nullable=False),
    Column("prompt_version", Words(80), nullable=False),
    Column("model", Words(200), nullable=False),
    Column("outcome", Words(16), nullable=False),
    Column("body", Words, nullable=False),
    Column("requests", Integer, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("cost", Float, nullable=False),
    Column("at", Instant, nullable=False),
)

model_call = Table(
    "model_call",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False, index=True),
    Column("task", Words(40), nullable=False),
    Column("subject", Words(80), nullable=False),
    Column("prompt_version", Words(80), nullable=False),
    Column("model", Words(200), nullable=False),
    Column("outcome", Words(16), nullable=False),
    Column("message", Words, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("cost", Float, nullable=False),
    Column("seconds", Float, nullable=False),
)

# In which form a server takes a schema: what it refused once is not tried again.
model_server = Table(
    "model_server",
    metadata,
    Column("server", Words(400), primary_key=True),
    Column("model", Words(200), primary_key=True),
    Column("speaks", Words(40), nullable=False),
)

# The local dates that the ledger has worked off.
ledger_day = Table("ledger_day", metadata, Column("day", Date, primary_key=True))

# On which of them an article counted, and whether its own was past by then.
ledger_article = Table(
    "ledger_article",
    metadata,
    Column("article_id", Words(64), primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("late", Boolean, nullable=False),
)

# An entry as it was at the end of a day on which it changed: the latest row up to a day is its state then.
ledger_entry = Table(
    "ledger_entry",
    metadata,
    Column("id", Words(16), primary_key=True),
    Column("day", Date, primary_key=True, index=True),
    Column("kind", Words(16), nullable=False),
    Column("status", Words(32), nullable=False),
    Column("turns_on", Date, index=True),
    Column("body", Words, nullable=False),
)

# What an entry is found by. A key that no longer holds is harmless: it only has an entry looked at.
ledger_key = Table(
    "ledger_key",
    metadata,
    Column("key", Key(400), primary_key=True),
    Column("entry_id", Words(16), primary_key=True),
)

# The words that an entry is told in, and how many those are: together with enough others, a word finds it. Rows lie in the
# order of their keys, for thousands of each are counted.
ledger_word = Table(
    "ledger_word",
    metadata,
    Column("key", Key(400), primary_key=True),
    Column("entry_id", Words(16), primary_key=True),
    Column("words", Integer, nullable=False),
    sqlite_with_rowid=False,
)

ledger_change = Table(
    "ledger_change",
    metadata,
    Column("entry_id", Words(16), primary_key=True),
    Column("day", Date, primary_key=True, index=True),
    Column("number", Integer, primary_key=True),
    Column("body", Words, nullable=False),
)

# What a model read of open entries, by the day on which its report counts: a day worked off again needs it again.
ledger_judgement = Table(
    "ledger_judgement",
    metadata,
    Column("article_id", Words(64), primary_key=True),
    Column("entry_id", Words(16), primary_key=True),
    Column("item_id", Words(64), primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("body", Words, nullable=False),
)

# The desk's own word, kept apart from what is worked out: a day worked off again leaves it alone.
ledger_decision = Table(
    "ledger_decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("entry_id", Words(16), nullable=False, index=True),
    Column("rejected", Boolean, nullable=False),
    Column("reason", Words),
    Column("at", Instant, nullable=False),
)

# In which story of which thread an article was filed on a day, and whether its own was past by then.
thread_article = Table(
    "thread_article",
    metadata,
    Column("article_id", Words(32), primary_key=True),
    Column("story_id", Words(16), nullable=False, index=True),
    Column("thread_id", Words(16), nullable=False, index=True),
    Column("day", Date, nullable=False, index=True),
    Column("late", Boolean, nullable=False),
)

# What the file of a story is found by: the pairs of actors that its articles name most.
thread_key = Table(
    "thread_key",
    metadata,
    Column("key", Key(400), primary_key=True),
    Column("day", Date, primary_key=True, index=True),
    Column("article_id", Words(32), primary_key=True),
    Column("story_id", Words(16), nullable=False),
)

# What filing reads of an article, by what read it: whoever is compared with it later does not read its text again.
filed_traits = Table(
    "filed_traits",
    metadata,
    Column("article_id", Words(32), primary_key=True),
    Column("version", Words(80), nullable=False),
    Column("body", Words, nullable=False),
)

Index("run_by_edition", run.c.profile, run.c.day)
