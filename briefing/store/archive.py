"""What was collected and understood: documents, articles, groups of copies, summaries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from briefing import serial
from briefing.store import schema
from briefing.store.batches import batches
from briefing.store.database import Database, upsert
from briefing.store.search import index_articles, index_summaries
from briefing.types import Article, ArticleHead, ArticleSummary, Document, DuplicateGroup, FetchState

Wanted = TypeVar("Wanted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What was found in a document: articles with their signatures by id, or the ``error`` by which it holds none."""

    document: Document
    articles: Sequence[Article] = ()
    signatures: Mapping[str, bytes] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """Documents and articles are only ever added; adding one twice changes nothing."""

    database: Database

    def add_all(self, extracted: Sequence[Extracted], *, now: datetime) -> int:
        """Store documents with the articles found in them, all or nothing. Return how many articles were new."""
        found: dict[str, tuple[Article, bytes]] = {}
        for each in extracted:
            for article in each.articles:
                found.setdefault(article.id, (article, each.signatures[article.id]))
        documents = [_document_row(each.document, each.error, now) for each in extracted]
        articles = [_article_row(article, signed, now) for article, signed in found.values()]
        with self.database.transaction() as connection:
            _insert_new(connection, schema.document, documents)
            new = _insert_new(connection, schema.article, articles)
            index_articles(connection, [article for article, _ in found.values()])
        return new

    def document(self, document_id: str) -> str | None:
        """Return ``None`` for a document never stored, else why it held no article (empty where it held one)."""
        query = sa.select(sa.func.coalesce(schema.document.c.error, "")).where(
            schema.document.c.id == document_id
        )
        with self.database.transaction(reading=True) as connection:
            return connection.execute(query).scalar_one_or_none()

    def has_address(self, address: str) -> bool:
        """Tell whether a page or file was stored from this address."""
        table = schema.document.c
        query = sa.select(table.id).where(sa.or_(table.url == address, table.location == address)).limit(1)
        with self.database.transaction(reading=True) as connection:
            return connection.execute(query).first() is not None

    def locations(self, document_ids: Collection[str]) -> dict[str, str]:
        """Return where documents came from, by id."""
        return self._by_id(document_ids, schema.document.c.id, schema.document.c.location)

    def rejected(self, since: datetime) -> list[tuple[str, str]]:
        """Return location and reason of each document collected after ``since`` that held no article, unless one that did came from there later."""
        table, mended = schema.document.c, schema.document.alias().c
        later = sa.exists().where(
            mended.location == table.location,
            mended.error.is_(None),
            mended.collected_at > table.collected_at,
        )
        query = sa.select(table.location, table.error).where(
            table.error.is_not(None), table.collected_at > since, ~later
        )
        with self.database.transaction(reading=True) as connection:
            return sorted((row.location, row.error) for row in connection.execute(query))

    def fetch_states(self) -> dict[str, FetchState]:
        """Return what is known of earlier answers, by address."""
        with self.database.transaction(reading=True) as connection:
            return {
                row.url: FetchState(
                    url=row.url,
                    etag=row.etag,
                    last_modified=row.last_modified,
                    retry_after=row.retry_after,
                    failed_at=row.failed_at,
                )
                for row in connection.execute(sa.select(schema.fetch_state))
            }

    def save_fetch_states(self, states: Iterable[FetchState]) -> None:
        """Keep the newest answer's validators of each address, and no row of one of which there is nothing to remember."""
        with self.database.transaction() as connection:
            for state in states:
                connection.execute(sa.delete(schema.fetch_state).where(schema.fetch_state.c.url == state.url))
                if state == FetchState(url=state.url):
                    continue
                connection.execute(
                    sa.insert(schema.fetch_state).values(
                        url=state.url,
                        etag=state.etag,
                        last_modified=state.last_modified,
                        retry_after=state.retry_after,
                        failed_at=state.failed_at,
                    )
                )

    def forget_failures(self, before: datetime) -> None:
        """Forget which entries gave nothing, and which servers asked for patience, only ``before`` an instant."""
        table = schema.fetch_state.c
        long_ago = sa.or_(table.retry_after.is_(None), table.retry_after < before)
        nothing = (table.etag.is_(None), table.last_modified.is_(None), table.failed_at.is_(None), long_ago)
        with self.database.transaction() as connection:
            connection.execute(
                sa.update(schema.fetch_state).where(table.failed_at < before).values(failed_at=None)
            )
            connection.execute(sa.delete(schema.fetch_state).where(*nothing))

    def dated(self, first: date, last: date) -> list[ArticleHead]:
        """Return the heads of the articles published from ``first`` to ``last``, newest first."""
        return self._heads(schema.article.c.published.between(first, last))

    def dated_after(self, day: date, since: datetime, at_most: int) -> list[ArticleHead]:
        """Return the heads of the articles that bear a day after ``day`` and were collected after ``since``, newest first."""
        table = schema.article.c
        return self._heads(table.published > day, table.collected_at > since, at_most=at_most)

    def undated(self, since: datetime) -> list[ArticleHead]:
        """Return the heads of the articles without a date that were collected after ``since``."""
        table = schema.article.c
        return self._heads(table.published.is_(None), table.collected_at > since)

    def canonical_before(
        self, day: date, languages: Collection[str] | None, at_most: int
    ) -> list[ArticleHead]:
        """Return the newest articles published before ``day``, copies and other languages than these left out."""
        table = schema.article.c
        own = sa.or_(table.canonical_id.is_(None), table.canonical_id == table.id)
        wanted = sa.true() if languages is None else table.language.in_(languages)
        return self._heads(table.published < day, own, wanted, at_most=at_most)

    def uncompared(self) -> list[ArticleHead]:
        """Return the heads of the articles of which it is not known yet whether they are copies."""
        return self._heads(schema.article.c.canonical_id.is_(None))

    def _heads(self, *where: sa.ColumnElement[bool], at_most: int | None = None) -> list[ArticleHead]:
        columns = [schema.article.c[each.name] for each in fields(ArticleHead)]
        query = sa.select(*columns).where(*where).order_by(schema.article.c.published.desc().nulls_last())
        with self.database.transaction(reading=True) as connection:
            rows = connection.execute(query.order_by(schema.article.c.id).limit(at_most)).mappings()
            return [ArticleHead(**row) for row in rows]

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Return articles by id."""
        found: dict[str, Article] = {}
        with self.database.transaction(reading=True) as connection:
            for some in batches(ids):
                query = sa.select(schema.article.c.body).where(schema.article.c.id.in_(some))
                for body in connection.execute(query).scalars():
                    article = serial.loads(Article, body)
                    found[article.id] = article
        return found

    def later_texts(self, ids: Collection[str]) -> frozenset[str]:
        """Return those of the articles of whose address another text was collected later."""
        first, second = schema.document.alias("first"), schema.document.alias("second")
        query = (
            sa.select(schema.article.c.id)
            .join(first, first.c.id == schema.article.c.document_id)
            .join(second, sa.and_(second.c.location == first.c.location, second.c.id != first.c.id))
            .where(second.c.collected_at > first.c.collected_at, second.c.error.is_(None))
        )
        found: set[str] = set()
        with self.database.transaction(reading=True) as connection:
            for some in batches(ids):
                found.update(connection.execute(query.where(schema.article.c.id.in_(some))).scalars())
        return frozenset(found)

    def signatures(self, ids: Collection[str]) -> dict[str, bytes]:
        """Return the signatures of articles, by id."""
        return self._by_id(ids, schema.article.c.id, schema.article.c.signature)

    def _by_id(
        self, ids: Collection[str], key: sa.Column[str], wanted: sa.Column[Wanted]
    ) -> dict[str, Wanted]:
        found: dict[str, Wanted] = {}
        with self.database.transaction(reading=True) as connection:
            for some in batches(ids):
                rows = connection.execute(sa.select(key, wanted).where(key.in_(some)))
                found.update((name, value) for name, value in rows)
        return found

    def signatures_near(self, days: Collection[date], undated_since: datetime) -> dict[str, bytes]:
        """Return the signatures of the articles published on these days, or undated and collected after an instant."""
        table = schema.article.c
        query = sa.select(table.id, table.signature)
        lately = query.where(table.published.is_(None), table.collected_at > undated_since)
        with self.database.transaction(reading=True) as connection:
            found = {row.id: row.signature for row in connection.execute(lately)}
            for some in batches(days):
                rows = connection.execute(query.where(table.published.in_(some)))
                found.update((row.id, row.signature) for row in rows)
        return found

    def sharing_band(self, bands: Collection[int]) -> frozenset[str]:
        """Return the compared articles, of whatever date, that have one of these bands."""
        table = schema.article_band.c
        found: set[str] = set()
        with self.database.transaction(reading=True) as connection:
            for some in batches(bands):
                query = sa.select(table.article_id).where(table.band.in_(some))
                found.update(connection.execute(query).scalars())
        return frozenset(found)

    def with_their_groups(self, ids: Collection[str]) -> frozenset[str]:
        """Return these articles and all that are in a group with one of them."""
        table = schema.article.c
        found = set(ids)
        with self.database.transaction(reading=True) as connection:
            for some in batches(ids):
                groups = sa.select(table.canonical_id).where(table.id.in_(some))
                query = sa.select(table.id).where(table.canonical_id.in_(groups))
                found.update(connection.execute(query).scalars())
        return frozenset(found)

    def save_groups(self, groups: Iterable[DuplicateGroup], compared: Mapping[str, Collection[int]]) -> None:
        """Record for each article which one it is a copy of, itself included; all or nothing.

        ``compared`` are the bands of those that were compared for the first time.
        """
        table = schema.article
        with self.database.transaction() as connection:
            for group in groups:
                for some in batches(group.article_ids):
                    connection.execute(
                        sa.update(table).where(table.c.id.in_(some)).values(canonical_id=group.canonical_id)
                    )
            for some in batches(compared):
                alone = sa.update(table).where(table.c.id.in_(some), table.c.canonical_id.is_(None))
                connection.execute(alone.values(canonical_id=table.c.id))
            bands = sorted((band, each) for each, some in compared.items() for band in set(some))
            rows = [{"band": band, "article_id": each} for band, each in bands]
            if rows:  # in the order of the table: each of its pages is then written once
                connection.execute(upsert(connection, schema.article_band).on_conflict_do_nothing(), rows)

    def groups(self, canonical_ids: Collection[str]) -> tuple[DuplicateGroup, ...]:
        """Return the groups of these articles that have copies, by canonical article."""
        table = schema.article.c
        members: dict[str, list[str]] = {}
        with self.database.transaction(reading=True) as connection:
            for some in batches(canonical_ids):
                query = sa.select(table.canonical_id, table.id).where(table.canonical_id.in_(some))
                for row in connection.execute(query.order_by(table.canonical_id, table.id)):
                    members.setdefault(row.canonical_id, []).append(row.id)
        return tuple(
            DuplicateGroup(
                canonical_id=canonical, article_ids=(canonical, *(each for each in ids if each != canonical))
            )
            for canonical, ids in sorted(members.items())
            if len(ids) > 1
        )

    def summarized(self, ids: Collection[str], engine: str) -> frozenset[str]:
        """Return those of the articles that ``engine`` (name and version) has summarized."""
        table = schema.summary.c
        query = sa.select(table.article_id).where(table.engine == engine)
        found: set[str] = set()
        with self.database.transaction(reading=True) as connection:
            for some in batches(ids):
                found.update(connection.execute(query.where(table.article_id.in_(some))).scalars())
        return frozenset(found)

    def summaries(self, ids: Collection[str], engine: str) -> dict[str, ArticleSummary]:
        """Return the stored summaries that ``engine`` (name and version) made, by article."""
        table = schema.summary.c
        found: dict[str, ArticleSummary] = {}
        with self.database.transaction(reading=True) as connection:
            for some in batches(ids):
                query = sa.select(table.body).where(table.article_id.in_(some), table.engine == engine)
                for body in connection.execute(query).scalars():
                    summary = serial.loads(ArticleSummary, body)
                    found[summary.article_id] = summary
        return found

    def save_summaries(self, summaries: Collection[ArticleSummary], engine: str, *, now: datetime) -> None:
        """Store summaries under ``engine``, each in place of what stood there."""
        table = schema.summary
        with self.database.transaction() as connection:
            for each in summaries:
                key = {"article_id": each.article_id, "engine": engine}
                connection.execute(sa.delete(table).filter_by(**key))
                connection.execute(sa.insert(table).values(**key, body=serial.dumps(each), made_at=now))
            index_summaries(connection, summaries)


def _document_row(document: Document, error: str | None, now: datetime) -> dict[str, Any]:
    return {
        "id": document.id,
        "source": document.source,
        "location": document.location,
        "url": document.url,
        "body": serial.dumps(document),
        "error": error,
        "collected_at": now,
    }


def _article_row(article: Article, signature: bytes, now: datetime) -> dict[str, Any]:
    return {
        "id": article.id,
        "document_id": article.document_id,
        "title": article.title,
        "published": article.published,
        "published_at": article.published_at,
        "language": article.language,
        "split_off": article.part > 0,
        "body": serial.dumps(article),
        "signature": signature,
        "collected_at": now,
    }


def _insert_new(connection: Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows whose key is not there yet, and return how many those were."""
    inserted = 0
    for row in rows:
        statement = upsert(connection, table).values(**row).on_conflict_do_nothing()
        counted = statement.execution_options(
            preserve_rowcount=True
        )  # PostgreSQL's driver forgets it otherwise
        inserted += connection.execute(counted).rowcount
    return inserted
