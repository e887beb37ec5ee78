from pathlib import Path

import pytest

from briefing.errors import DeliveryError, UsageError
from briefing.publish.files import alone_in, digest_of, write_files


def test_files_are_written_with_their_digests(tmp_path: Path) -> None:
    digests = write_files(tmp_path / "new" / "folder", {"a.md": b"one"})
    assert (tmp_path / "new" / "folder" / "a.md").read_bytes() == b"one"
    assert digests["a.md"] == digest_of(tmp_path / "new" / "folder" / "a.md")


def test_a_file_that_holds_its_bytes_is_not_written_again(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": b"one"})
    before = (tmp_path / "a.md").stat().st_ino
    write_files(tmp_path, {"a.md": b"one"})
    assert (tmp_path / "a.md").stat().st_ino == before


def test_what_a_killed_run_left_half_written_is_replaced(tmp_path: Path) -> None:
    (tmp_path / ".a.md.part").write_bytes(b"ha")
    write_files(tmp_path, {"a.md": b"whole"})
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]


def test_a_link_in_place_of_a_file_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / "a.md").symlink_to(tmp_path / "elsewhere")
    write_files(tmp_path, {"a.md": b"one"})
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"


def test_a_folder_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DeliveryError, match="--out"):
        write_files(tmp_path / "file" / "folder", {"a.md": b"one"})


def test_a_file_that_is_not_there_has_no_digest(tmp_path: Path) -> None:
    assert digest_of(tmp_path / "absent") is None


def test_two_services_do_not_share_a_folder(tmp_path: Path) -> None:
    with (
        alone_in(tmp_path, wait=False),
        pytest.raises(UsageError, match="another process"),
        alone_in(tmp_path, wait=False),
    ):
        pass
