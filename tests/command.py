"""The command line as a user meets it, run in this process."""

import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from briefing.cli import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


class Command:
    """``command("run", "--samples")`` in a folder of its own."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        _enter(folder, monkeypatch)

    def __call__(self, *arguments: str) -> Ran:
        code = _left_by(self._monkeypatch, arguments)
        captured = self._capsys.readouterr()
        return Ran(code=code, out=captured.out, err=captured.err)

    def take(self, made: Path) -> None:
        """Copy what a fixture made once for several tests into the folder, to be changed there."""
        shutil.copytree(made, self.folder, dirs_exist_ok=True)


def run_in(folder: Path, *arguments: str) -> Ran:
    """Run the command line in ``folder``, for a fixture that several tests share."""
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        _enter(folder, patch)
        code = _left_by(patch, arguments)
    return Ran(code=code, out=out.getvalue(), err=err.getvalue())


def _enter(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.chdir(folder)
    patch.setenv("XDG_CONFIG_HOME", str(folder / "nobody"))
    patch.setenv("HOME", str(folder))


def _left_by(patch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> int:
    patch.setattr(sys, "argv", ["briefing", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)
