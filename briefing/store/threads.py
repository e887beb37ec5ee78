"""Which thread each article was filed in, day by day, and what a file is found by."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from briefing.store import schema
from briefing.store.batches import batches, days_of
from briefing.store.database import Database
from briefing.types import FiledStory, Filing

_NEWEST = 12


@dataclass(frozen=True, slots=True)
class Threads:
    """Days are filed in order; filing one again takes back what it and the days after it left.

    An article stays in its story. The thread of a story is the one that its latest article was filed in.
    """

    database: Database

    def last_day(self) -> date | None:
        """Return the latest day on which an article was filed."""
        with self.database.transaction(reading=True) as connection:
            return connection.execute(sa.select(sa.func.max(schema.thread_article.c.day))).scalar()

    def filed_on(self, ids: Collection[str], since: date) -> dict[str, tuple[date, bool]]:
        """Return on which day articles were filed, and whether late: these, and all since a day."""
        return days_of(self.database, schema.thread_article, ids, since)

    def save(
        self, day: date, filings: Iterable[Filing], late: Collection[str], keys: Mapping[str, frozenset[str]]
    ) -> None:
        """Store what one day left, in place of what it and later days did; ``keys`` are what articles are found by."""
        filed, found_by, told = schema.thread_article, schema.thread_key, list(filings)
        rows: list[dict[str, object]] = [
            {
                "article_id": each.article_id,
                "story_id": each.story_id,
                "thread_id": each.thread_id,
                "day": day,
                "late": each.article_id in late,
            }
            for each in told
        ]
        named: list[dict[str, object]] = [
            {"key": key, "day": day, "article_id": each.article_id, "story_id": each.story_id}
            for each in told
            for key in sorted(keys[each.article_id])
        ]
        with self.database.transaction() as connection:
            for table, new in ((filed, rows), (found_by, named)):
                connection.execute(sa.delete(table).where(table.c.day >= day))
                if new:
                    connection.execute(sa.insert(table), new)

    def near(self, keys: Collection[str], before: date) -> dict[str, Filing]:
        """Return the twelve newest stories of each key, whole and as they were before a day, oldest articles first."""
        table, filed = schema.thread_key.c, schema.thread_article.c
        newest = sa.func.max(table.day).desc()
        query = sa.select(table.story_id).where(table.day < before).group_by(table.story_id)
        stories: set[str] = set()
        with self.database.transaction(reading=True) as connection:
            for key in sorted(keys):
                some = query.where(table.key == key).order_by(newest, table.story_id).limit(_NEWEST)
                stories.update(connection.execute(some).scalars())
        return self._where(filed.story_id, stories, filed.day < before)

    def filings(self, ids: Collection[str], until: date) -> dict[str, Filing]:
        """Return where articles stand at the end of a day."""
        filed = schema.thread_article.c
        stories = {each.story_id for each in self._where(filed.article_id, ids, filed.day <= until).values()}
        whole = self._where(filed.story_id, stories, filed.day <= until)
        return {each: filing for each, filing in whole.items() if each in ids}

    def stories(self, thread_ids: Collection[str], until: date) -> list[FiledStory]:
        """Return the stories of threads at the end of a day, in the order in which they ended."""
        filed = schema.thread_article.c
        ever = {
            each.story_id for each in self._where(filed.thread_id, thread_ids, filed.day <= until).values()
        }
        whole = self._where(filed.story_id, ever, filed.day <= until)
        on_them = [each for each in whole.values() if each.thread_id in thread_ids]
        return sorted(_stories(on_them, self._published(whole)), key=lambda each: (each.last, each.id))

    def traits(self, ids: Collection[str], version: str) -> dict[str, str]:
        """Return what a version of the program read of articles, by article; those of which it kept nothing are left out."""
        table = schema.filed_traits.c
        query = sa.select(table.article_id, table.body).where(table.version == version)
        found: dict[str, str] = {}
        with self.database.transaction(reading=True) as connection:
            for some in batches(ids):
                rows = connection.execute(query.where(table.article_id.in_(some)))
                found.update((row.article_id, row.body) for row in rows)
        return found

    def save_traits(self, traits: Mapping[str, str], version: str) -> None:
        """Keep what was read of articles, in place of what another version read."""
        table = schema.filed_traits
        rows = [{"article_id": each, "version": version, "body": traits[each]} for each in sorted(traits)]
        with self.database.transaction() as connection:
            for some in batches(traits):
                connection.execute(sa.delete(table).where(table.c.article_id.in_(some)))
            if rows:
                connection.execute(sa.insert(table), rows)

    def _where(
        self, column: sa.Column[str], values: Collection[str], *also: sa.ColumnElement[bool]
    ) -> dict[str, Filing]:
        """Return the filings of the values of a column."""
        table = schema.thread_article.c
        query = sa.select(table.article_id, table.story_id, table.thread_id).where(*also)
        found: list[Filing] = []
        with self.database.transaction(reading=True) as connection:
            for some in batches(values):
                rows = connection.execute(query.where(column.in_(some)).order_by(table.day, table.article_id))
                found += (Filing(**row) for row in rows.mappings())
        return settled(found)

    def _published(self, ids: Collection[str]) -> dict[str, date]:
        table = schema.article.c
        found: dict[str, date] = {}
        with self.database.transaction(reading=True) as connection:
            for some in batches(ids):
                rows = connection.execute(sa.select(table.id, table.published).where(table.id.in_(some)))
                found.update((row.id, row.published) for row in rows)
        return found


def settled(filings: Iterable[Filing]) -> dict[str, Filing]:
    """Return filings by article, each in the thread that its story was filed in last; they come in the order of days."""
    in_order = list(filings)
    latest = {each.story_id: each.thread_id for each in in_order}
    return {each.article_id: replace(each, thread_id=latest[each.story_id]) for each in in_order}


def _stories(filings: Iterable[Filing], published: Mapping[str, date]) -> Iterator[FiledStory]:
    members: dict[tuple[str, str], list[str]] = {}
    for each in filings:
        members.setdefault((each.story_id, each.thread_id), []).append(each.article_id)
    for (story, thread), ids in members.items():
        in_order = sorted(ids, key=lambda each: (published[each], each))
        yield FiledStory(
            id=story,
            thread_id=thread,
            first=published[in_order[0]],
            last=published[in_order[-1]],
            article_id=in_order[-1],
        )
