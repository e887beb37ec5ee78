"""The manifest of an edition and the chain of editions: the same inputs give the same bytes."""

import json
import shutil
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from briefing.publish.manifest import read_manifest
from tests.command import Command

TALKS = Path(__file__).parent / "data" / "talks"
DAYS = ("2025-03-10", "2025-03-11", "2025-03-12")


def make(briefing: Command, *days: str) -> None:
    if not (briefing.folder / "notes").exists():
        shutil.copytree(TALKS, briefing.folder / "notes")
    for day in days:
        assert briefing("run", "--source", "notes", "--date", day).code == 0


def path_of(briefing: Command, day: str) -> Path:
    return briefing.folder / "outputs" / day / "manifest.json"


def manifest_of(briefing: Command, day: str) -> Any:
    return json.loads(path_of(briefing, day).read_text())


def test_the_manifest_names_each_file_by_its_digest(briefing: Command) -> None:
    make(briefing, DAYS[0])
    folder = path_of(briefing, DAYS[0]).parent
    others = {path.name for path in folder.iterdir()} - {"manifest.json"}
    files = manifest_of(briefing, DAYS[0])["files"]
    assert files == {name: sha256((folder / name).read_bytes()).hexdigest() for name in others}
    assert len(files) == 5


def test_the_manifest_says_what_the_edition_was_made_of_and_with(briefing: Command) -> None:
    make(briefing, DAYS[2])
    told = manifest_of(briefing, DAYS[2])
    brief = json.loads((path_of(briefing, DAYS[2]).parent / "brief.json").read_text())
    assert (told["profile"], told["day"], told["revision"]) == ("default", DAYS[2], 1)
    assert told["program"].startswith("0.")
    assert told["engine"].startswith("embedded ")
    assert len(told["templates"]) == 64
    assert {each["article_id"]: each["sha256"] for each in told["sources"]} == {
        row["article_id"]: row["sha256"] for row in brief["sources"]
    }
    assert {each["engine"] for each in told["sources"]} == {"embedded engine"}


def test_each_manifest_names_the_one_before(briefing: Command) -> None:
    make(briefing, *DAYS)
    assert manifest_of(briefing, DAYS[0])["previous"] is None
    for before, day in pairwise(DAYS):
        digest = sha256(path_of(briefing, before).read_bytes()).hexdigest()
        assert manifest_of(briefing, day)["previous"] == {"day": before, "sha256": digest}


def test_the_same_inputs_give_the_same_manifests(briefing: Command) -> None:
    make(briefing, *DAYS)
    before = [path_of(briefing, day).read_bytes() for day in DAYS]
    make(briefing, *DAYS)
    assert [path_of(briefing, day).read_bytes() for day in DAYS] == before


def test_a_revision_of_an_earlier_edition_renews_the_chain(briefing: Command) -> None:
    make(briefing, *DAYS)
    given = (TALKS / "first.txt").read_text().replace("mackerel", "herring")
    (briefing.folder / "notes" / "fourth.txt").write_text(given)
    make(briefing, DAYS[0])
    assert manifest_of(briefing, DAYS[0])["revision"] == 2
    for before, day in pairwise(DAYS):
        digest = sha256(path_of(briefing, before).read_bytes()).hexdigest()
        assert manifest_of(briefing, day)["previous"]["sha256"] == digest


def test_a_manifest_that_was_touched_is_not_taken_into_a_renewed_chain(briefing: Command) -> None:
    make(briefing, *DAYS[:2])
    touched = path_of(briefing, DAYS[1]).read_text().replace('"revision": 1', '"revision": 7')
    path_of(briefing, DAYS[1]).write_text(touched)
    (briefing.folder / "notes" / "fourth.txt").write_text((TALKS / "first.txt").read_text() + "\nMore.\n")
    make(briefing, DAYS[0])
    assert path_of(briefing, DAYS[1]).read_text() == touched


@pytest.mark.parametrize("edit", ['{"profile": 1}', "", " \n", "\xff"])
def test_what_is_no_manifest_is_refused(edit: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_manifest(edit.encode("latin-1"))


def test_a_manifest_in_another_form_is_refused(briefing: Command) -> None:
    make(briefing, DAYS[0])
    with pytest.raises(ValueError, match="form"):
        read_manifest(path_of(briefing, DAYS[0]).read_bytes() + b"\n")
