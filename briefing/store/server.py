"""A store on a PostgreSQL server: one writer at a time, as in a file, and turns between machines that a file cannot reach."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

from briefing.store import schema

PATIENCE_MS = 30_000
_AT_ONCE = 500
_WRITING, _TURN = (int.from_bytes(each) for each in (b"briefing", b"briefinh"))
# A machine that went away, or a server that did, is given up after a minute and not after hours.
_PATIENT = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}
_PATIENT_SERVER = (
    "SELECT set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false), "
    "set_config('tcp_keepalives_count', '3', false), set_config('idle_session_timeout', '0', false), "
    # A turn is waited for as long as it takes, whatever limits the role has.
    "set_config('lock_timeout', '0', false), set_config('statement_timeout', '0', false)"
)
# A reader sees one instant. A writer waits for the other one first, so that it sees what that one left.
_READING = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_IN_WRITING = f"SELECT set_config('lock_timeout', '{PATIENCE_MS}', true), pg_advisory_xact_lock({_WRITING})"


def server_engine(url: sa.URL) -> Engine:
    """Return an engine for a server, with transactions that read at one instant or write alone."""
    options = {**_PATIENT, **url.query, "client_encoding": "utf8"}
    # A server that was restarted since left dead connections in the pool.
    engine = sa.create_engine(url.set(drivername="postgresql+psycopg", query=options), pool_pre_ping=True)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql(_READING if reading else _IN_WRITING)


@contextmanager
def turn_on(engine: Engine) -> Iterator[int]:
    """Wait for the store's turn and hold it on a connection of its own; yield a number by which :func:`is_over` knows it.

    It is over when the connection is, whoever cut that: a machine that went away keeps nobody waiting.
    """
    own = sa.create_engine(
        engine.url, poolclass=NullPool, pool_reset_on_return=None, isolation_level="AUTOCOMMIT"
    )
    number = secrets.randbits(62)
    with own.connect() as connection:
        connection.exec_driver_sql(_PATIENT_SERVER)
        for lock in (_TURN, number):
            connection.execute(sa.select(sa.func.pg_advisory_lock(lock)))
        yield number


def is_over(connection: Connection, number: int) -> bool:
    """Tell whether the turn of that number is over, in a transaction that writes: nobody takes the next one before it ends."""
    lock = sa.func.pg_try_advisory_xact_lock(number)
    return bool(connection.execute(sa.select(lock)).scalar_one())


def encoding_of(connection: Connection) -> str:
    """Return the name of the encoding in which the server keeps texts."""
    return str(connection.exec_driver_sql("SHOW server_encoding").scalar_one())


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy the rows of a store into an empty one, as the source sees them; what is only searched stays: entering it takes longest."""
    for table in schema.metadata.sorted_tables:
        if table is schema.search_entry:
            continue
        rows = source.execution_options(yield_per=_AT_ONCE).execute(sa.select(table)).mappings()
        for some in rows.partitions():
            target.execute(sa.insert(table), [dict(each) for each in some])
