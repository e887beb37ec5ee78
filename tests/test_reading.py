"""What only reads the archive works where nothing can be written."""

import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from stat import S_IMODE

import pytest
import sqlalchemy as sa

from tests.build import go_back_to_version_5
from tests.command import Command
from tests.rights import write_protected

READING = ("verify", "show 2026-03-03", "search quota", "ledger", "ledger expectations", "status")


@pytest.fixture
def archive(briefing: Command, sample_made: Path) -> Path:
    """A copy of the sample's editions, as an outputs folder."""
    return Path(shutil.copytree(sample_made / "outputs" / "sample", briefing.folder / "kept"))


@pytest.fixture
def unfinished(archive: Path) -> Iterator[sqlite3.Connection]:
    """The connection of another process, with a change that stands beside the store and not in it yet."""
    connection = sqlite3.connect(archive / "briefing.db")
    connection.execute("UPDATE run SET profile = 'other'")
    connection.commit()
    yield connection
    connection.close()


@pytest.mark.parametrize("command", READING)
def test_a_write_protected_archive_is_read_as_any_other(
    briefing: Command, archive: Path, command: str
) -> None:
    expected = briefing(*command.split(), "--out", str(archive))
    with write_protected(archive):
        ran = briefing(*command.split(), "--out", str(archive))
        assert not list(archive.glob("briefing.db-*"))
    assert expected.code == 0
    assert (ran.code, ran.out, ran.err) == (0, expected.out, "")


def test_a_file_that_can_be_written_in_a_folder_that_cannot_is_read(briefing: Command, archive: Path) -> None:
    with write_protected(archive):
        (archive / "briefing.db").chmod(0o600)
        assert briefing("status", "--out", str(archive)).code == 0


@pytest.mark.usefixtures("unfinished")
def test_what_another_process_wrote_last_is_read_too(briefing: Command, archive: Path) -> None:
    with write_protected(archive):
        ran = briefing("status", "--out", str(archive))
    assert ran.code == 0
    assert "edition 2026-03-04 of other" in ran.out


@pytest.mark.usefixtures("unfinished")
def test_a_copy_whose_last_changes_cannot_be_read_is_not_read_without_them(
    briefing: Command, archive: Path
) -> None:
    copy = briefing.folder / "copy"
    copy.mkdir()
    for name in ("briefing.db", "briefing.db-wal"):
        shutil.copy(archive / name, copy)
    with write_protected(copy):
        ran = briefing("status", "--out", str(copy))
    (line,) = ran.err.splitlines()
    assert (ran.code, ran.out) == (3, "")
    assert "its last changes stand in briefing.db-wal" in line


def test_tables_of_an_earlier_version_are_one_line_where_they_cannot_be_brought_up_to_date(
    briefing: Command, archive: Path
) -> None:
    engine = sa.create_engine(f"sqlite:///{archive / 'briefing.db'}")
    with engine.begin() as connection:
        go_back_to_version_5(connection)
    engine.dispose()
    with write_protected(archive):
        ran = briefing("status", "--out", str(archive))
    (line,) = ran.err.splitlines()
    assert (ran.code, ran.out) == (3, "")
    assert "of an earlier version (schema 0005" in line
    assert "copy it to a writable folder" in line
    assert briefing("status", "--out", str(archive)).code == 0


def test_the_store_of_a_run_is_closed_to_others_and_the_folder_of_its_files_is_not(
    sample_made: Path, tmp_path: Path
) -> None:
    outputs, any_folder = sample_made / "outputs" / "sample", tmp_path / "any"
    any_folder.mkdir()
    assert S_IMODE((outputs / "briefing.db").stat().st_mode) == 0o600
    assert S_IMODE(outputs.stat().st_mode) == S_IMODE(any_folder.stat().st_mode)


@pytest.mark.parametrize("command", ["status", "search quota"])
def test_who_reads_waits_for_nobody_who_writes(briefing: Command, archive: Path, command: str) -> None:
    with closing(sqlite3.connect(archive / "briefing.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        assert briefing(*command.split(), "--out", str(archive)).code == 0
        assert time.monotonic() - begun < 5


@pytest.mark.parametrize("command", [*READING, "send", "ledger reject e1 --reason wrong"])
def test_where_there_is_nothing_to_read_nothing_is_made(briefing: Command, command: str) -> None:
    ran = briefing(*command.split())
    assert (ran.code, ran.err) == (2, "briefing: there is no edition yet; make one with: briefing run\n")
    assert not list(briefing.folder.iterdir())


def test_a_store_of_another_place_is_not_made_by_who_reads(briefing: Command) -> None:
    (briefing.folder / "briefing.toml").write_text('[store]\nurl = "sqlite:///kept/desk.db"\n')
    ran = briefing("status")
    assert ran.code == 2
    assert "desk.db: is not there yet; make an edition with: briefing run" in ran.err
    assert [each.name for each in briefing.folder.iterdir()] == ["briefing.toml"]


def test_a_decision_of_the_desk_needs_a_store_that_can_be_written(briefing: Command, archive: Path) -> None:
    entry = json.loads(briefing("ledger", "--format", "json", "--out", str(archive)).out)[0]["id"]
    with write_protected(archive):
        ran = briefing("ledger", "reject", entry, "--reason", "wrong", "--out", str(archive))
    assert ran.code == 3
    assert "make the file and its folder writable" in ran.err
