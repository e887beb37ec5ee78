"""A store copied: into a backup, and as one that keeps no change."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from briefing.errors import UsageError
from briefing.store.database import (
    Database,
    address_of,
    copy_database,
    explained,
    file_of,
    name_of,
    open_database,
)
from briefing.store.server import copy_rows


class _Rehearsal(Database):
    """A store in which every change is taken back as it is closed; its threads take turns."""

    def __init__(self, engine: Engine, name: str) -> None:
        super().__init__(engine, name)
        self._turn = threading.RLock()
        self._whole: Connection | None = None

    @contextmanager
    def transaction(self, *, reading: bool = False) -> Iterator[Connection]:  # noqa: ARG002
        """Yield the one connection inside a transaction of its own in the whole that is taken back."""
        try:
            with self._turn:
                if self._whole is None:
                    self._whole = self._engine.connect()
                    self._whole.begin()
                with self._whole.begin_nested():
                    yield self._whole
        except SQLAlchemyError as error:
            raise explained(self.name, error) from error

    def close(self) -> None:
        """Take everything back."""
        if self._whole is not None:
            self._whole.close()
        super().close()


def back_up(url: str, target: Path) -> None:
    """Copy the store at ``url`` into a new file, which appears whole or not at all.

    Raises :class:`UsageError` for a file that is there already and for a store that another program copies,
    :class:`StoreError` as :func:`copy_database` does.
    """
    parsed = address_of(url)
    if file_of(parsed) is None:
        tool = "pg_dump" if parsed.get_backend_name() == "postgresql" else "its own tool"
        raise UsageError(f"store {name_of(parsed)}: is not in a file of its own; copy it with {tool}")
    taken = UsageError(f"{target}: is there already; name another file")
    if target.exists():
        raise taken
    try:
        with TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
            part = Path(folder) / target.name
            copy_database(url, part)
            _sync(part)
            _place(part, target)
        _sync(target.parent)
    except FileExistsError as error:
        raise taken from error
    except OSError as error:
        raise UsageError(f"{target}: {error.strerror}; name a folder that can be written") from error


def _place(part: Path, target: Path) -> None:
    """Give a file its name. Raises ``FileExistsError`` where somebody took that meanwhile."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a file system that knows one name for a file
        target.touch(0o600, exist_ok=False)
        part.replace(target)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def rehearse_database(url: str, folder: Path) -> Database:
    """Open the store at ``url`` as one that keeps no change: a copy in ``folder``, else by taking all changes back at the end.

    A copy from a server has nothing to search. Only what is in memory is held against others as long as it is open. Raises what :func:`open_database` raises.
    """
    parsed, copy = address_of(url), folder / "rehearsal.db"
    file = file_of(parsed)
    if file is None and parsed.get_backend_name() == "sqlite":
        return open_database(url, of=_Rehearsal)
    if file is not None and file.is_file():
        copy_database(url, copy)
    database = open_database(sa.URL.create("sqlite", database=str(copy)).render_as_string())
    if file is None:
        _fill(database, url)
    return database


def _fill(database: Database, url: str) -> None:
    try:
        with (
            closing(open_database(url, reading=True)) as source,
            source.transaction(reading=True) as found,
            database.transaction() as kept,
        ):
            copy_rows(found, kept)
    except BaseException:
        database.close()
        raise
