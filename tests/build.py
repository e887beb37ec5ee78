"""Short ways to build the product's nouns in tests; every field can be given."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from briefing.store import Extracted, Store, open_store
from briefing.text import count_words
from briefing.types import (
    Article,
    ArticleSummary,
    Attribution,
    AttributionType,
    BottomLine,
    Document,
    EngineInfo,
    Evidence,
    PublishedBasis,
    Section,
)


def go_back_to_version_5(connection: sa.Connection) -> None:
    """Leave a store's tables as that version had them; an upgrade must add what is missing."""
    for table in ("ledger_word", "article_band", "thread_article", "thread_key", "filed_traits"):
        connection.execute(sa.text(f"DROP TABLE {table}"))
    for table, column in (
        ("fetch_state", "failed_at"),
        ("search_entry", "head_words"),
        ("search_entry", "body_words"),
    ):
        connection.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {column}"))
    for index in ("article_by_time", "ix_document_collected_at"):
        connection.execute(sa.text(f"DROP INDEX {index}"))
    connection.execute(sa.text("CREATE INDEX ix_article_published ON article (published)"))
    connection.execute(sa.text("CREATE INDEX ix_ledger_key_entry_id ON ledger_key (entry_id)"))
    connection.execute(sa.text("DELETE FROM ledger_key WHERE key LIKE '% = %'"))
    connection.execute(sa.text("UPDATE alembic_version SET version_num = '0005'"))


def an_empty_store(folder: Path) -> None:
    """Make the store of an outputs folder in which no run has come to an end."""
    (folder / "outputs").mkdir()
    open_store(f"sqlite:///{folder / 'outputs' / 'briefing.db'}").close()


def add(
    store: Store,
    document: Document,
    *articles: Article,
    signature: bytes = b"",
    error: str | None = None,
    now: datetime,
) -> int:
    """Store a document with its articles, each under one ``signature``, and return how many were new."""
    signatures = {each.id: signature for each in articles}
    found = Extracted(document=document, articles=articles, signatures=signatures, error=error)
    return store.archive.add_all([found], now=now)


def an_article(text: str, **fields: Any) -> Article:
    """Return an English article with ``text`` as its body, published on 10 March 2025."""
    given = Article(
        id=fields.pop("id", "a1"),
        document_id="d1",
        part=0,
        title="A title",
        published=date(2025, 3, 10),
        published_at=None,
        published_basis=PublishedBasis.FRONT_MATTER,
        outlet="The Courier",
        url=None,
        language="en",
        words=count_words(text),
        text=text,
    )
    return replace(given, **fields)


def quote_of(article: Article, quote: str) -> Evidence:
    """Return evidence for ``quote``, which must stand in the body of ``article``."""
    start = article.text.index(quote)
    return Evidence(
        article_id=article.id, section=Section.BODY, quote=quote, start=start, end=start + len(quote)
    )


def a_summary(article: Article, **fields: Any) -> ArticleSummary:
    """Return a summary of ``article`` whose bottom line is its first sentence and which holds nothing else."""
    first = quote_of(article, article.text.split(". ")[0])
    given = ArticleSummary(
        article_id=article.id,
        bottom_line=BottomLine(text=first.quote, evidence=(first,)),
        actors=(),
        objectives=(),
        disputes=(),
        expectations=(),
        events=(),
        withheld=(),
        engine=EngineInfo(name="embedded", model="rules-4"),
    )
    return replace(given, **fields)


def outlet_voice() -> Attribution:
    return Attribution(type=AttributionType.OUTLET_VOICE)
