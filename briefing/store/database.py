"""Opening the store: connections, migrations, and the one place where the driver's errors become ours."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection as DriverConnection
from sqlite3 import Error as DriverError
from sqlite3 import OperationalError, connect
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from briefing.errors import SchemaVersionError, StoreError, UsageError
from briefing.store.server import encoding_of, is_over, server_engine, turn_on

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0012"
BUSY_TIMEOUT_MS = 30_000
CACHE_KIB = 16_000  # the inner pages of all tables and indices of 100,000 articles; what does not fit is read again and again


class Database:
    """One open store. ``transaction()`` commits as a whole or leaves everything as it was."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._held: int | None = None
        self.name = name

    @contextmanager
    def transaction(self, *, reading: bool = False) -> Iterator[Connection]:
        """Yield a connection inside a transaction; one for ``reading`` waits for no writer.

        Raises :class:`StoreError` for any driver error.
        """
        try:
            with self._engine.connect() as connection:
                connection.execution_options(reading=reading)
                with connection.begin():
                    if not reading:
                        self._refuse_late(connection)
                    yield connection
        except SQLAlchemyError as error:
            raise explained(self.name, error) from error

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a store on a server against the runs of other machines; a second one waits. Turns may stand in one another.

        A turn is over when its connection is cut. Whoever does not know, because he was frozen meanwhile, writes nothing
        after that: his transactions raise :class:`StoreError`.
        """
        if self._held is not None or self._engine.dialect.name != "postgresql":
            yield
            return
        try:
            with turn_on(self._engine) as self._held:
                with self.transaction():
                    pass  # whatever was being written in the turn before is there now, or never will be
                yield
        except SQLAlchemyError as error:
            raise explained(self.name, error) from error
        finally:
            self._held = None

    def _refuse_late(self, connection: Connection) -> None:
        if self._held is not None and is_over(connection, self._held):
            raise StoreError(
                f"store {self.name}: the connection was cut that held this run's turn, and another may be under way; run it again"
            )

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


def upsert(connection: Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insertion that may say what is done with rows whose key is there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


class _UnwritableError(StoreError):
    """The store cannot be opened as one that is written."""


def open_database(url: str, *, reading: bool = False, of: type[Database] = Database) -> Database:
    """Open the store at ``url``, creating it or bringing its tables up to date.

    One for ``reading`` is not created and waits for no writer; it need not be writable if its tables are up to date.
    Raises :class:`UsageError` where there is nothing to read, :class:`StoreError` when it cannot be opened, :class:`SchemaVersionError` when a newer
    version of the program wrote it; in both cases nothing in it was changed.
    """
    parsed = address_of(url)
    name = name_of(parsed)
    if (
        reading
        and parsed.get_backend_name() == "sqlite"
        and (file := _new_file(parsed))
        and not file.exists()
    ):
        raise UsageError(f"store {name}: is not there yet; make an edition with: briefing run")
    try:
        return _open(parsed, name, of, reading=reading)
    except _UnwritableError:
        file = file_of(parsed)
        if not reading or file is None or not file.is_file():
            raise
        return _open_as_it_is(parsed, file, name)
    except ValueError as error:  # the value of an option
        raise StoreError(f"store.url: an option cannot be read: {error}; correct or remove it") from error
    except NoSuchModuleError as error:
        raise StoreError(f"store {name}: cannot be opened: {error}") from error
    except ImportError as error:
        raise StoreError(
            f'store {name}: a store on a server needs the extra "postgresql" ({error}); '
            'install it: python3 -m pip install ".[postgresql]"'
        ) from error
    except OSError as error:
        raise StoreError(
            f"store {name}: its folder cannot be made: {error.filename}: {error.strerror}; "
            "make the folder above it writable, or name another place with --out or under [store]"
        ) from error


def copy_database(url: str, target: Path) -> None:
    """Copy the store at ``url``, a file, as it is at one instant, whoever writes to it meanwhile; nothing in it is changed.

    Raises :class:`StoreError` where it cannot be read or the copy cannot be written.
    """
    parsed = address_of(url)
    file, name = file_of(parsed), name_of(parsed)
    if file is None or not file.is_file():
        raise StoreError(f"store {name}: there is no file to copy; check the address")
    *first, last = ("mode=rw", "mode=ro", "immutable=1")
    for option in first:
        try:
            return _copy(file, name, option, target)
        except _UnwritableError:
            continue
    _refuse_unread_log(file, name)
    return _copy(file, name, last, target)


def check_database(url: str) -> str:
    """Return in words how the store at ``url`` is. Raises :class:`StoreError` for one that cannot be used or is damaged."""
    parsed = address_of(url)
    file, name = file_of(parsed), name_of(parsed)
    if file is not None and not file.exists():
        return f"{name} is not there yet; the first run makes it"
    with (
        closing(open_database(url, reading=True)) as database,
        database.transaction(reading=True) as connection,
    ):
        if connection.dialect.name != "sqlite":
            return f"{name} answers"
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if found != "ok":
        raise StoreError(f"store {name}: is malformed ({found}); restore a backup")
    return f"{name} is whole"


def _copy(file: Path, name: str, option: str, target: Path) -> None:
    try:
        with closing(_connected(file, option)) as source:
            source.execute(
                "SELECT count(*) FROM sqlite_schema"
            )  # where it cannot be read, this fails and not the copy
            _make_private(target)
            with closing(connect(target)) as copy:
                source.backup(copy)
    except DriverError as error:
        raise explained(name, error) from error


def file_of(url: sa.URL) -> Path | None:
    """Return the file of a store; ``None`` for one that is in memory, on a server, or that SQLite itself takes apart."""
    path = url.database
    if url.get_backend_name() != "sqlite" or not path or path.startswith((":memory:", "file:")):
        return None
    return Path(path)


def address_of(url: str) -> sa.URL:
    """Return the address of a store in its parts. Raises :class:`StoreError` for what is none."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # the second for a port that is no number
        raise StoreError(
            f"store.url: {_without_secrets(url)!r} is no database address; write one like sqlite:///briefing.db"
        ) from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(
            f"store.url: a store cannot be in {parsed.get_backend_name()}; write sqlite:///… or postgresql://…"
        )
    return parsed


def _without_secrets(url: str) -> str:
    """Return of what cannot be taken apart only what stands before anything that may be a password."""
    scheme, border, _ = url.partition("://")
    if border:
        return f"{scheme}://…"
    return "…" if "@" in url or "?" in url else url


def name_of(url: sa.URL) -> str:
    """Return what a store is called in messages: its file, else its address without a secret."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.set(query={}).render_as_string(hide_password=True)  # an option, too, may be a password


def _open(url: sa.URL, name: str, of: type[Database], *, reading: bool) -> Database:
    database = of(_engine(url), name)
    try:
        if not (reading and _is_up_to_date(database)):
            with database.transaction() as connection:
                _refuse_other_encoding(connection, name)
                _migrate(connection, name)
    except BaseException:
        database.close()
        raise
    return database


def _is_up_to_date(database: Database) -> bool:
    with database.transaction(reading=True) as connection:
        return _version(connection) == HEAD


def _open_as_it_is(url: sa.URL, file: Path, name: str) -> Database:
    """Open a store of which neither the file nor its folder need be writable.

    SQLite reads a WAL store only with files beside it. Where they are not there and cannot be made, nobody writes, and the
    store is read as a file that does not change; not if its last changes stand in such a file, for they would be missed.
    """
    try:
        return _open_with(url, file, name, "mode=ro")
    except _UnwritableError:
        _refuse_unread_log(file, name)
        return _open_with(url, file, name, "immutable=1")


def _refuse_unread_log(file: Path, name: str) -> None:
    log = file.with_name(f"{file.name}-wal")
    if log.is_file() and log.stat().st_size:
        raise StoreError(
            f"store {name}: its last changes stand in {log.name}, which cannot be read where nothing can be written; "
            "copy both files to a writable folder"
        )


def _connected(file: Path, option: str) -> DriverConnection:
    address = f"{file.absolute().as_uri()}?{option}"
    patience = BUSY_TIMEOUT_MS / 1000
    return connect(address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)


def _open_with(url: sa.URL, file: Path, name: str, option: str) -> Database:
    engine = sa.create_engine(url.set(query={}), creator=lambda: _connected(file, option))
    sa.event.listen(engine, "begin", _begin_sqlite)
    database = Database(engine, name)
    try:
        with database.transaction(reading=True) as connection:
            connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIB}")
            _refuse_other(_version(connection), name)
    except BaseException:
        database.close()
        raise
    return database


def _engine(url: sa.URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return server_engine(url)
    if path := _new_file(url):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_private(path)
    patient = {"timeout": str(BUSY_TIMEOUT_MS / 1000), **url.query}
    engine = sa.create_engine(url.set(query=patient))
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(path: Path) -> None:
    """Make a file that others cannot read, if there is none: it holds recipients, and addresses of feeds with their keys.

    SQLite gives the files beside it the same rights. Where none can be made, SQLite says why.
    """
    with suppress(OSError):
        path.touch(0o600, exist_ok=False)


def _new_file(url: sa.URL) -> Path | None:
    """Return the file that SQLite may make for ``url``, which it takes apart itself where that has ``uri=true``."""
    name = url.database
    if name and name.startswith("file:") and sa.util.asbool(url.query.get("uri", False)):
        if url.query.get("mode") in _MAKE_NO_FILE:
            return None
        name = unquote(urlsplit(name).path)
    return Path(name) if name and name != ":memory:" else None


_MAKE_NO_FILE = ("ro", "rw", "memory")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Durable per commit (WAL with FULL), transactions under our control."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    _write_ahead(cursor)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Switch a store to WAL. SQLite does not wait for a second process that opens the same new file, so we do."""
    for attempt in range(_SWITCHES, -1, -1):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except OperationalError as error:
            if attempt == 0 or "locked" not in str(error):
                raise
            time.sleep(BUSY_TIMEOUT_MS / 1000 / _SWITCHES)
        else:
            return


_SWITCHES = 300


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _refuse_other_encoding(connection: Connection, name: str) -> None:
    if connection.dialect.name == "postgresql" and (found := encoding_of(connection)) != "UTF8":
        raise StoreError(
            f"store {name}: keeps texts in {found}, which has not all letters; make a database with ENCODING 'UTF8'"
        )


def _migrate(connection: Connection, name: str) -> None:
    version = _version(connection)
    if version == HEAD:
        return
    _refuse_newer(version, name)
    from alembic import command

    config = _migrations()
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def _migrations() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _refuse_newer(version: str | None, name: str) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_migrations()).walk_revisions()}
    if version is not None and version not in known:
        raise SchemaVersionError(
            f"store {name}: was written by a newer version (schema {version}, this program knows {HEAD}); "
            "install that version or name another store"
        )


def _refuse_other(version: str | None, name: str) -> None:
    if version == HEAD:
        return
    _refuse_newer(version, name)
    raise StoreError(
        f"store {name}: its tables are of an earlier version (schema {version}, this program needs {HEAD}) and "
        "cannot be brought up to date where it is read-only; copy it to a writable folder"
    )


def _version(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return version


def explained(name: str, error: SQLAlchemyError | DriverError) -> StoreError:
    """Return what a database complains of as a fault of the store ``name``, with the remedy."""
    cause = str(getattr(error, "orig", None) or error).splitlines()[0]
    remedies = {
        "not a database": "restore a backup, or move the file away to begin anew",
        "malformed": "restore a backup, or move the file away to begin anew",
        "locked": "another process holds it; try again when that has ended",
        "readonly": "make the file and its folder writable",
        "unable to open": "check that the folder exists and is writable",
        "disk is full": "free some space; what was committed is safe",
        "lock timeout": "another process writes; try again when that has ended",
    }
    remedy = next(
        (text for sign, text in remedies.items() if sign in cause), "check the store's address and rights"
    )
    kind = _UnwritableError if any(sign in cause for sign in ("readonly", "unable to open")) else StoreError
    return kind(f"store {name}: {cause}; {remedy}")
