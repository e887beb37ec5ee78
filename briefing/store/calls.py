"""What a model was asked and answered: answers by key, a log of every call, and how each server is spoken to."""

from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from briefing.store import schema
from briefing.store.database import Database
from briefing.types import ModelCall, StoredAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """What the calls of one UTC day took."""

    day: str
    calls: int
    failed: int
    tokens_in: int
    tokens_out: int
    cost: float


@dataclass(frozen=True, slots=True)
class Calls:
    """Safe to use from several threads: each method is a transaction of its own."""

    database: Database

    def answer(self, key: str) -> StoredAnswer | None:
        """Return the answer kept under ``key``, or ``None``."""
        query = sa.select(schema.answer).where(schema.answer.c.key == key)
        with self.database.transaction(reading=True) as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        return StoredAnswer(**{name: row[name] for name in StoredAnswer.__dataclass_fields__})

    def save_answer(self, key: str, answer: StoredAnswer, *, now: datetime) -> None:
        """Keep an answer in place of what was kept under ``key``."""
        with self.database.transaction() as connection:
            connection.execute(sa.delete(schema.answer).where(schema.answer.c.key == key))
            connection.execute(sa.insert(schema.answer).values(key=key, at=now, **asdict(answer)))

    def record(self, call: ModelCall, *, now: datetime) -> None:
        """Add one call to the log."""
        with self.database.transaction() as connection:
            connection.execute(sa.insert(schema.model_call).values(at=now, **asdict(call)))

    def spend(self, at_most: int) -> list[Spend]:
        """Return what the calls took on the latest days that had any, newest first."""
        table = schema.model_call.c
        day = sa.func.substr(sa.cast(table.at, sa.String), 1, 10).label("day")
        query = (
            sa.select(
                day,
                sa.func.count().label("calls"),
                sa.func.sum(sa.case((table.outcome == "ok", 0), else_=1)).label("failed"),
                sa.func.sum(table.tokens_in).label("tokens_in"),
                sa.func.sum(table.tokens_out).label("tokens_out"),
                sa.func.sum(table.cost).label("cost"),
            )
            .group_by(day)
            .order_by(day.desc())
            .limit(at_most)
        )
        with self.database.transaction(reading=True) as connection:
            return [Spend(**row) for row in connection.execute(query).mappings()]

    def dialect(self, server: str, model: str) -> str | None:
        """Return how a model is spoken to on a server, ``None`` where that was not found out yet."""
        query = sa.select(schema.model_server.c.speaks).filter_by(server=server, model=model)
        with self.database.transaction(reading=True) as connection:
            return connection.execute(query).scalar_one_or_none()

    def save_dialect(self, server: str, model: str, speaks: str) -> None:
        """Remember how a model is spoken to on a server."""
        key = {"server": server, "model": model}
        with self.database.transaction() as connection:
            connection.execute(sa.delete(schema.model_server).filter_by(**key))
            connection.execute(sa.insert(schema.model_server).values(**key, speaks=speaks))
