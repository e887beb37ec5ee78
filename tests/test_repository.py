"""Rules that the repository itself keeps."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
BENCH_LOCK = "requirements-bench.lock"


def test_the_locks_hold_hashes_and_no_address() -> None:
    for name in (*LOCKS, BENCH_LOCK):
        text = (ROOT / name).read_text()
        pins = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
        assert pins
        assert all(line.endswith("\\") for line in pins), "each pin is followed by its hashes"
        assert "://" not in text


def test_every_dependency_is_locked_and_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    reasons = _first_cells((ROOT / "docs" / "design.md").read_text())
    for dependency in project["dependencies"]:
        name = dependency.split(">")[0]
        assert all(f"\n{name}==" in "\n" + (ROOT / lock).read_text() for lock in LOCKS)
        assert name in reasons, f"docs/design.md does not say why {name}"


def _first_cells(page: str) -> set[str]:
    """Return the names that rows of a table begin with, several of them in one row perhaps."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]*\w[^|]* \|$", page, re.MULTILINE)
    return {name for row in rows for name in row.split(", ")}


def test_what_is_compared_with_is_locked_apart() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    for baseline in groups["bench"]:
        pin = f"\n{baseline.split('>')[0]}=="
        assert pin in "\n" + (ROOT / BENCH_LOCK).read_text()
        assert not any(pin in "\n" + (ROOT / lock).read_text() for lock in LOCKS)


def test_imports_run_downwards() -> None:
    """The contracts of pyproject.toml, so that the tests alone find a breach."""
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_an_environment_that_could_not_be_made_is_made_anew_the_next_time(tmp_path: Path) -> None:
    """As on Debian without python3-venv: pyvenv.cfg is there, pip is not."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\nmkdir "$3" && touch "$3/pyvenv.cfg"\nexit 1\n')
    python.chmod(0o755)
    for _ in range(2):
        ran = subprocess.run(
            ["make", "lock", f"PYTHON={python}"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 2
        assert "install python3-venv" in ran.stderr
        assert not (tmp_path / ".venv").exists()
