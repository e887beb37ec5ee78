"""The manifest of an edition and the chain of editions: the same inputs give the same bytes."""

import json
import shutil
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from briefing.publish.manifest import read_manifest
from tests.command import Command, run_in

TALKS = Path(__file__).parent / "data" / "talks"
RUN = ("run", "--source", "notes", "--date")
DAYS = ("2025-03-10", "2025-03-11", "2025-03-12")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the talks as notes and three editions of them; each test gets a copy."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(TALKS, folder / "notes")
    for day in DAYS:
        assert run_in(folder, *RUN, day).code == 0
    return folder


@pytest.fixture
def desk(briefing: Command, made: Path) -> Command:
    """The command line where three editions lie."""
    briefing.take(made)
    return briefing


def make(desk: Command, *days: str) -> None:
    for day in days:
        assert desk(*RUN, day).code == 0


def path_of(desk: Command, day: str) -> Path:
    return desk.folder / "outputs" / day / "manifest.json"


def manifest_of(desk: Command, day: str) -> Any:
    return json.loads(path_of(desk, day).read_text())


def test_the_manifest_names_each_file_by_its_digest(desk: Command) -> None:
    folder = path_of(desk, DAYS[0]).parent
    others = {path.name for path in folder.iterdir()} - {"manifest.json"}
    files = manifest_of(desk, DAYS[0])["files"]
    assert files == {name: sha256((folder / name).read_bytes()).hexdigest() for name in others}
    assert len(files) == 5


def test_the_manifest_says_what_the_edition_was_made_of_and_with(desk: Command) -> None:
    told = manifest_of(desk, DAYS[2])
    brief = json.loads((path_of(desk, DAYS[2]).parent / "brief.json").read_text())
    assert (told["profile"], told["day"], told["revision"]) == ("default", DAYS[2], 1)
    assert told["program"].startswith("0.")
    assert told["engine"].startswith("embedded ")
    assert len(told["templates"]) == 64
    assert {each["article_id"]: each["sha256"] for each in told["sources"]} == {
        row["article_id"]: row["sha256"] for row in brief["sources"]
    }
    assert {each["engine"] for each in told["sources"]} == {"embedded engine"}


def test_each_manifest_names_the_one_before(desk: Command) -> None:
    assert manifest_of(desk, DAYS[0])["previous"] is None
    for before, day in pairwise(DAYS):
        digest = sha256(path_of(desk, before).read_bytes()).hexdigest()
        assert manifest_of(desk, day)["previous"] == {"day": before, "sha256": digest}


def test_the_same_inputs_give_the_same_manifests(desk: Command) -> None:
    before = [path_of(desk, day).read_bytes() for day in DAYS]
    make(desk, *DAYS)
    assert [path_of(desk, day).read_bytes() for day in DAYS] == before


def test_a_revision_of_an_earlier_edition_renews_the_chain(desk: Command) -> None:
    given = (TALKS / "first.txt").read_text().replace("mackerel", "herring")
    (desk.folder / "notes" / "fourth.txt").write_text(given)
    make(desk, DAYS[0])
    assert manifest_of(desk, DAYS[0])["revision"] == 2
    for before, day in pairwise(DAYS):
        digest = sha256(path_of(desk, before).read_bytes()).hexdigest()
        assert manifest_of(desk, day)["previous"]["sha256"] == digest


def test_a_manifest_that_was_touched_is_not_taken_into_a_renewed_chain(desk: Command) -> None:
    touched = path_of(desk, DAYS[1]).read_text().replace('"revision": 1', '"revision": 7')
    path_of(desk, DAYS[1]).write_text(touched)
    (desk.folder / "notes" / "fourth.txt").write_text((TALKS / "first.txt").read_text() + "\nMore.\n")
    make(desk, DAYS[0])
    assert path_of(desk, DAYS[1]).read_text() == touched


@pytest.mark.parametrize("edit", ['{"profile": 1}', "", " \n", "\xff"])
def test_what_is_no_manifest_is_refused(edit: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_manifest(edit.encode("latin-1"))


def test_a_manifest_in_another_form_is_refused(desk: Command) -> None:
    with pytest.raises(ValueError, match="form"):
        read_manifest(path_of(desk, DAYS[0]).read_bytes() + b"\n")
