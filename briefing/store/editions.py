"""What was published: editions, their files, runs, deliveries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from briefing import serial
from briefing.brief import Brief, brief_from
from briefing.brief.overview import Overview
from briefing.store import schema
from briefing.store.database import Database
from briefing.types import RunReport


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEdition:
    """An edition as last made. ``inputs`` is the hash of everything that its brief was made from."""

    profile: str
    day: date
    cut_off: datetime
    revision: int
    inputs: str
    brief: Brief


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    profile: str
    day: date
    started_at: datetime
    report: RunReport | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDelivery:
    recipient: str
    revision: int
    state: str
    message: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Editions:
    """One edition per profile and local day; a rerun that gives another brief raises its revision."""

    database: Database

    def get(self, profile: str, day: date) -> StoredEdition | None:
        """Return one edition, or ``None`` if it was not made."""
        table = schema.edition.c
        return self._first(sa.select(schema.edition).where(table.profile == profile, table.day == day))

    def before(self, profile: str, day: date) -> StoredEdition | None:
        """Return the latest edition of an earlier day."""
        table = schema.edition.c
        query = sa.select(schema.edition).where(table.profile == profile, table.day < day)
        return self._first(query.order_by(table.day.desc()).limit(1))

    def latest(self, profile: str) -> StoredEdition | None:
        """Return the edition of the latest day."""
        return self.before(profile, date.max)

    def profiles(self) -> list[str]:
        """Return the profiles that have editions, those included that are configured no more."""
        table = schema.edition.c
        query = sa.select(table.profile).distinct().order_by(table.profile)
        with self.database.transaction(reading=True) as connection:
            return list(connection.execute(query).scalars())

    def days(self, profile: str) -> list[date]:
        """Return the days of all editions of a profile, oldest first."""
        table = schema.edition.c
        query = sa.select(table.day).where(table.profile == profile).order_by(table.day)
        with self.database.transaction(reading=True) as connection:
            return list(connection.execute(query).scalars())

    def overviews(self) -> list[Overview]:
        """Return what a list tells of each edition of every profile, the newest first."""
        table = schema.edition.c
        query = sa.select(table.body).order_by(table.day.desc(), table.profile)
        with self.database.transaction(reading=True) as connection:
            return [serial.loads(Overview, body) for body in connection.execute(query).scalars()]

    def _first(self, query: sa.Select[tuple[object, ...]]) -> StoredEdition | None:
        with self.database.transaction(reading=True) as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return StoredEdition(
            profile=row.profile,
            day=row.day,
            cut_off=row.cut_off,
            revision=row.revision,
            inputs=row.inputs,
            brief=brief_from(row.body),
        )

    def taken(self, profile: str, first: date, before: date) -> frozenset[str]:
        """Return the articles that were new in an edition from ``first`` on, of a day before ``before``."""
        table = schema.edition_article.c
        query = sa.select(table.article_id).where(
            table.profile == profile, table.day >= first, table.day < before
        )
        with self.database.transaction(reading=True) as connection:
            return frozenset(connection.execute(query).scalars())

    def save(self, edition: StoredEdition, new: Collection[str], *, now: datetime) -> None:
        """Store an edition and which articles were new in it, in place of what there was."""
        key = {"profile": edition.profile, "day": edition.day}
        with self.database.transaction() as connection:
            for table in (schema.edition, schema.edition_article):
                connection.execute(sa.delete(table).filter_by(**key))
            connection.execute(
                sa.insert(schema.edition).values(
                    **key,
                    cut_off=edition.cut_off,
                    revision=edition.revision,
                    inputs=edition.inputs,
                    body=serial.dumps(edition.brief),
                    made_at=now,
                )
            )
            if new:
                rows = [{**key, "article_id": article_id} for article_id in sorted(new)]
                connection.execute(sa.insert(schema.edition_article), rows)

    def renderings(self, profile: str, day: date) -> dict[str, tuple[str, str]]:
        """Return for each file of an edition the hash of what it was rendered from and of its bytes."""
        query = sa.select(schema.rendering).filter_by(profile=profile, day=day)
        with self.database.transaction(reading=True) as connection:
            return {row.name: (row.inputs, row.sha256) for row in connection.execute(query)}

    def save_renderings(self, profile: str, day: date, inputs: str, files: dict[str, str]) -> None:
        """Record the files of an edition (name and SHA-256) in place of what there was."""
        key = {"profile": profile, "day": day}
        with self.database.transaction() as connection:
            connection.execute(sa.delete(schema.rendering).filter_by(**key))
            rows = [
                {**key, "name": name, "inputs": inputs, "sha256": digest} for name, digest in files.items()
            ]
            connection.execute(sa.insert(schema.rendering), rows)

    def claim(self, profile: str, day: date, *, now: datetime) -> bool:
        """Undertake the edition of a day for the service; ``False`` where it was done already.

        A day that was claimed and never finished, because the process died, is claimed again.
        """
        key = {"profile": profile, "day": day}
        with self.database.transaction() as connection:
            done = connection.execute(sa.select(schema.slot.c.done).filter_by(**key)).scalar_one_or_none()
            if done is None:
                connection.execute(sa.insert(schema.slot).values(**key, done=False, at=now))
        return not done

    def finish(self, profile: str, day: date) -> None:
        """Note that the service has done all there is to do for a day."""
        with self.database.transaction() as connection:
            connection.execute(sa.update(schema.slot).filter_by(profile=profile, day=day).values(done=True))

    def begin_run(self, profile: str, day: date, *, now: datetime) -> int:
        """Note that a run began and return its number."""
        values = {"profile": profile, "day": day, "started_at": now}
        with self.database.transaction() as connection:
            number = connection.execute(
                sa.insert(schema.run).values(values).returning(schema.run.c.id)
            ).scalar_one()
        return int(number)

    def end_run(self, run: int, report: RunReport, *, now: datetime) -> None:
        """Note what a run came to."""
        statement = sa.update(schema.run).where(schema.run.c.id == run)
        with self.database.transaction() as connection:
            connection.execute(statement.values(ended_at=now, report=serial.dumps(report)))

    def runs(self, at_most: int) -> list[StoredRun]:
        """Return the latest runs, newest first."""
        query = sa.select(schema.run).order_by(schema.run.c.id.desc()).limit(at_most)
        with self.database.transaction(reading=True) as connection:
            return [_run(row) for row in connection.execute(query)]

    def deliveries(self, profile: str, day: date) -> list[StoredDelivery]:
        """Return what became of an edition's mails, by recipient and revision."""
        table = schema.delivery
        query = (
            sa.select(table).filter_by(profile=profile, day=day).order_by(table.c.recipient, table.c.revision)
        )
        with self.database.transaction(reading=True) as connection:
            return [_delivery(row) for row in connection.execute(query)]

    def save_delivery(self, profile: str, day: date, delivery: StoredDelivery) -> None:
        """Record what became of one mail, in place of what there was."""
        key = {"profile": profile, "day": day, "revision": delivery.revision, "recipient": delivery.recipient}
        with self.database.transaction() as connection:
            connection.execute(sa.delete(schema.delivery).filter_by(**key))
            connection.execute(
                sa.insert(schema.delivery).values(
                    **key, state=delivery.state, message=delivery.message, at=delivery.at
                )
            )


def _run(row: sa.Row[tuple[object, ...]]) -> StoredRun:
    return StoredRun(
        profile=row.profile,
        day=row.day,
        started_at=row.started_at,
        report=None if row.report is None else serial.loads(RunReport, row.report),
    )


def _delivery(row: sa.Row[tuple[object, ...]]) -> StoredDelivery:
    return StoredDelivery(
        recipient=row.recipient, revision=row.revision, state=row.state, message=row.message, at=row.at
    )
