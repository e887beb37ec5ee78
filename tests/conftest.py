"""What every test gets: no key in the environment, and no connection but to this machine and a server that was named."""

import fcntl
import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from briefing.publish.render import Renderer
from briefing.store import Store, open_store
from tests.command import Command, run_in
from tests.named_server import NAMED
from tests.postgres import Server, serving

_ALLOWED = ("127.", "::1", "localhost", *(NAMED.addresses() if NAMED else ()))

# How long an example takes depends on what else the machine does: the time is no rule of ours. Each run draws
# fifty other examples.
settings.register_profile("untimed", deadline=None, max_examples=50)
settings.load_profile("untimed")

for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "BRIEFING_SMTP_PASSWORD"):
    os.environ.pop(name, None)


def _refuse_other_machines(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and not str(address[0]).startswith(_ALLOWED):
        raise AssertionError(f"a test tried to connect to {address}")


sys.addaudithook(_refuse_other_machines)


def pytest_collection_finish() -> None:
    """Leave what was collected, four thousand tests and all modules, out of each search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real articles and hostile inputs; it is not part of the project."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the project")
    return folder


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """The renderer with the built-in templates alone."""
    return Renderer()


@pytest.fixture
def briefing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line in an empty folder."""
    return Command(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="session")
def sample_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the sample's three editions were made, once for all workers; tests read it and change nothing."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "sample"
    folder.mkdir(exist_ok=True)
    with (folder / "made").open("a+", encoding="utf-8") as made:
        fcntl.flock(made, fcntl.LOCK_EX)
        if made.tell() == 0:
            ran = run_in(folder, "run", "--samples")
            assert ran.code == 0, ran.err
            made.write("whole")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of this worker's own, for as long as it tests."""
    with serving() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, on each database in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'folder' / 'store.db'}"
    server: Server = request.getfixturevalue("postgres")
    return server.empty_store()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address where no store is yet, on each database in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.db'}"
    server: Server = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty store, on each database in turn."""
    opened = open_store(address)
    yield opened
    opened.close()
