"""The wheel holds all that the program needs, and works from any folder; the source archive holds what the tests need."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contents of the built wheel, in a folder far from the repository."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*build, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True, timeout=120
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_carries_prompts_templates_and_the_samples(installed: Path) -> None:
    package = installed / "briefing"
    assert (package / "templates" / "brief.html.j2").is_file()
    assert (package / "prompts").is_dir()
    assert (package / "data" / "sample" / "feed.xml").is_file()
    assert list((package / "data" / "labelled").glob("*.json"))
    assert (package / "store" / "migrations" / "env.py").is_file()
    assert not (installed / "tests").exists()


def test_the_source_archive_carries_all_that_its_tests_need() -> None:
    files = {each.distribution_path for each in SdistBuilder(str(ROOT)).recurse_included_files()}
    folders = {each.partition("/")[0] for each in files}
    assert {"briefing", "prompts", "templates", "tests", "training", "benchmarks", "docs", ".ci"} <= folders
    assert {"Makefile", "requirements-dev.lock", "training/words.py"} <= files
    assert not {"outputs", ".venv"} & folders


@pytest.mark.long
def test_the_sample_runs_from_the_wheel_in_any_folder(installed: Path, tmp_path: Path) -> None:
    command = "from briefing.cli import main; import briefing; print(briefing.__file__); main()"
    environment = {**os.environ, "PYTHONPATH": str(installed), "HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-P", "-c", command, "run", "--samples", "--date", "2026-03-02"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert str(installed) in ran.stdout.splitlines()[0], "the wheel's code ran, not the repository's"
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "outputs" / "sample" / "2026-03-02" / "brief.html").is_file()
