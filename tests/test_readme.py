"""The README's commands do what they say. Those that set up a machine are CI's own steps."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import readme
from tests.command import Command
from tests.honest_model import honest
from tests.hostile import hostile

ROOT = Path(__file__).parents[1]
TALKS = Path(__file__).parent / "data" / "talks"
SETTING_UP = ("make brief", "python3 -m pip install .")


def commands() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return [
        line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")
    ]


def test_the_readme_shows_commands() -> None:
    assert len(commands()) > 10


def test_the_commands_work_one_after_the_other(briefing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(TALKS, briefing.folder / "articles")
    with hostile(honest) as model:
        assert _failing(briefing, monkeypatch, model.url("ok")) == []


def _failing(briefing: Command, monkeypatch: pytest.MonkeyPatch, model: str) -> list[str]:
    """Run the commands in their order and return those that do not end with 0."""
    failing = []
    for command in commands():
        if command in SETTING_UP:
            continue
        if command.startswith("export OPENAI_BASE_URL="):
            monkeypatch.setenv("OPENAI_BASE_URL", model)
            continue
        if command == "briefing sources":
            _name_a_source(briefing.folder / "briefing.toml")
        if "|" in command:
            line = command.replace("briefing", f"{shlex.quote(sys.executable)} -m briefing")
            ran = subprocess.run(["sh", "-c", line], cwd=briefing.folder, capture_output=True, check=False)
            code = ran.returncode
        else:
            code = briefing(*shlex.split(command)[1:]).code
        failing += [command] if code else []
    return failing


def test_the_lines_that_the_readme_shows_stand_in_the_samples_brief(sample_made: Path) -> None:
    shown = re.findall(r"^> (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    brief = (sample_made / "outputs" / "sample" / "2026-03-04" / "brief.md").read_text(encoding="utf-8")
    lines = [line for line in shown if not re.fullmatch(r"[|-]+", line)]
    assert len(lines) == 4
    assert [line for line in lines if f"\n{line}\n" not in brief] == []


def _name_a_source(path: Path) -> None:
    path.write_text(path.read_text() + '\n[[sources]]\nlocation = "articles"\n')


def test_the_figures_are_those_of_the_results() -> None:
    text = readme.README.read_text(encoding="utf-8")
    assert text.count(readme.BEGIN) == text.count(readme.END) == 1
    assert readme.filled(text, json.loads(readme.RESULTS.read_text(encoding="utf-8"))) == text


def test_the_results_name_versions_and_no_folder_of_a_machine() -> None:
    written = readme.RESULTS.read_text(encoding="utf-8")
    made = json.loads(written)["made"]
    assert set(made) >= {"date", "python", "packages", "rounds"}
    assert str(ROOT) not in written
    assert not re.search(r"/(?:home|tmp|root|Users)/", written)


@pytest.mark.parametrize("command", SETTING_UP)
def test_the_commands_that_set_up_are_in_the_readme(command: str) -> None:
    assert command in commands()


def test_links_of_the_documents_lead_to_files() -> None:
    for document in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
