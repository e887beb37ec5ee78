"""The command line as a user meets it, run in this process."""

import sys
from dataclasses import dataclass
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
        monkeypatch.chdir(folder)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "nobody"))
        monkeypatch.setenv("HOME", str(folder))

    def __call__(self, *arguments: str) -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["briefing", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        captured = self._capsys.readouterr()
        return Ran(code=int(left.value.code or 0), out=captured.out, err=captured.err)
