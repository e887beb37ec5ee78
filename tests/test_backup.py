"""A copy of the store is whole, of one instant, and never in the place of something else."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from stat import S_IMODE

import pytest

from briefing.store.database import copy_database
from tests.command import Command
from tests.rights import write_protected


@pytest.fixture
def archive(briefing: Command, sample_made: Path) -> Path:
    return Path(shutil.copytree(sample_made / "outputs" / "sample", briefing.folder / "outputs"))


def test_a_copy_in_the_place_of_the_store_serves_as_it(briefing: Command, archive: Path) -> None:
    expected = briefing("ledger").out
    assert briefing("backup", "saved.db").code == 0
    for each in archive.glob("briefing.db*"):
        each.unlink()
    shutil.copy(briefing.folder / "saved.db", archive / "briefing.db")
    assert briefing("ledger").out == expected
    assert briefing("verify").code == 0


def test_while_another_writes_the_copy_has_what_was_committed(briefing: Command, archive: Path) -> None:
    with closing(sqlite3.connect(archive / "briefing.db", isolation_level=None)) as writer:
        writer.execute("UPDATE run SET profile = 'committed'")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE run SET profile = 'under way'")
        assert briefing("backup", "saved.db").code == 0
        writer.execute("COMMIT")
    with closing(sqlite3.connect(briefing.folder / "saved.db")) as copy:
        assert copy.execute("SELECT DISTINCT profile FROM run").fetchall() == [("committed",)]
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.usefixtures("archive")
def test_nothing_is_overwritten(briefing: Command) -> None:
    (briefing.folder / "saved.db").write_text("mine")
    ran = briefing("backup", "saved.db")
    assert (ran.code, ran.err) == (2, "briefing: saved.db: is there already; name another file\n")
    assert (briefing.folder / "saved.db").read_text() == "mine"


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.usefixtures("archive")
def test_what_appears_in_its_place_meanwhile_is_not_overwritten(
    briefing: Command, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:

    def slow_copy(url: str, part: Path) -> None:
        copy_database(url, part)
        (briefing.folder / "saved.db").write_text("mine")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr("briefing.store.copies.copy_database", slow_copy)
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    ran = briefing("backup", "saved.db")
    assert (ran.code, ran.err) == (2, "briefing: saved.db: is there already; name another file\n")
    assert (briefing.folder / "saved.db").read_text() == "mine"


@pytest.mark.usefixtures("archive")
def test_where_a_file_has_one_name_only_a_copy_is_made_all_the_same(
    briefing: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert briefing("backup", "saved.db").code == 0
    with closing(sqlite3.connect(briefing.folder / "saved.db")) as saved:
        assert saved.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert sorted(each.name for each in briefing.folder.iterdir()) == ["outputs", "saved.db"]


@pytest.mark.usefixtures("archive")
def test_nobody_else_can_read_a_copy(briefing: Command) -> None:
    assert briefing("backup", "saved.db").code == 0
    assert S_IMODE((briefing.folder / "saved.db").stat().st_mode) == 0o600


def test_an_archive_that_cannot_be_written_is_copied(briefing: Command, archive: Path) -> None:
    with write_protected(archive):
        assert briefing("backup", "saved.db").code == 0


@pytest.mark.usefixtures("archive")
def test_a_folder_that_cannot_be_written_or_is_not_there_is_one_line(briefing: Command) -> None:
    (briefing.folder / "closed").mkdir()
    with write_protected(briefing.folder / "closed"):
        for folder in ("closed", "none"):
            ran = briefing("backup", f"{folder}/saved.db")
            assert ran.code == 2
            assert "name a folder that can be written" in ran.err
    assert not list((briefing.folder / "closed").iterdir())


def test_a_store_that_is_damaged_leaves_no_copy(briefing: Command) -> None:
    (briefing.folder / "outputs").mkdir()
    (briefing.folder / "outputs" / "briefing.db").write_bytes(b"something else " * 99)
    ran = briefing("backup", "saved.db")
    assert ran.code == 3
    assert "not a database" in ran.err
    assert sorted(each.name for each in briefing.folder.iterdir()) == ["outputs"]


def test_without_a_store_there_is_nothing_to_copy(briefing: Command) -> None:
    ran = briefing("backup", "saved.db")
    assert ran.code == 3
    assert "there is no file to copy" in ran.err
    assert not list(briefing.folder.iterdir())


def test_a_store_on_a_server_is_copied_by_the_servers_own_tool(briefing: Command) -> None:
    (briefing.folder / "briefing.toml").write_text('[store]\nurl = "postgresql://desk@db.example/briefing"\n')
    ran = briefing("backup", "saved.db")
    assert ran.code == 2
    assert "copy it with pg_dump" in ran.err
