"""The command line: what it prints where, its exit codes, and one clear line for bad input."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from briefing.cli import app
from tests.build import an_empty_store
from tests.command import Command
from tests.rights import write_protected

TALKS = Path(__file__).parent / "data" / "talks"
README = Path(__file__).parents[1] / "README.md"


def complaints(err: str) -> list[str]:
    return [line for line in err.splitlines() if line.startswith("briefing: ")]


def test_help_needs_no_heavy_library() -> None:
    """What makes `--help` slow is an import; the time itself is measured by `make bench`."""
    heavy = "openai trafilatura sqlalchemy pydantic lxml feedparser jinja2 numpy httpx2 alembic apscheduler"
    script = f"import sys, briefing.cli; print([each for each in {heavy.split()} if each in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_every_command_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        assert f"briefing {command.callback.__name__}" in text


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ('[profiles.default]\nlanguage = "xx"', "profiles.default.language"),
        ('[profiles.default]\nsections = ["weather"]', "'weather' is no section"),
        ('[profiles.default]\ntopics = ["sports"]', "'sports' is no topic"),
        ('templates = "none"', "is no folder of templates"),
        ('templates = "odd"', "breif.md.j2: replaces no template"),
    ],
)
def test_a_fault_in_the_configuration_is_one_line_before_anything_is_read(
    briefing: Command, config: str, words: str
) -> None:
    (briefing.folder / "odd").mkdir()
    (briefing.folder / "odd" / "breif.md.j2").write_text("x")
    (briefing.folder / "briefing.toml").write_text(config)
    ran = briefing("run", "--source", str(TALKS), "--date", "2025-03-12")
    assert ran.code == 2
    assert len(complaints(ran.err)) == 1
    assert words in ran.err
    assert not (briefing.folder / "outputs").exists()


def test_the_version_is_told(briefing: Command) -> None:
    assert briefing("--version").out.startswith("briefing 0.")


def test_summarize_prints_the_contract(briefing: Command) -> None:
    ran = briefing("summarize", str(TALKS / "first.txt"), "--format", "json")
    assert ran.code == 0
    told = json.loads(ran.out)
    assert list(told)[:2] == ["article", "bottom_line"]
    text = told["article"]["text"]
    found = [each for kind in ("objectives", "disputes", "expectations") for each in told[kind]]
    assert found
    for item in found:
        assert item["evidence"]
        for each in item["evidence"]:
            assert text[each["start"] : each["end"]] == each["quote"]


def test_summarize_reads_standard_input(briefing: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with (TALKS / "second.txt").open() as given:
        monkeypatch.setattr(sys, "stdin", given)
        ran = briefing("summarize", "-", "--format", "json")
    assert json.loads(ran.out)["article"]["published"] == "2025-03-11"


def test_a_page_on_standard_input_is_read_in_the_charset_that_it_names(
    briefing: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "".join(
        f"<p>The envoys of Peru will meet {who} in Łódź on Friday, the ministry said.</p>"
        for who in ("the mayor", "traders", "judges")
    )
    head = "<meta charset=iso-8859-2><title>Envoys go to Łódź</title>"
    page = f"<html><head>{head}</head><body><article><h1>Envoys go to Łódź</h1>{told}</article></body></html>"
    (briefing.folder / "page").write_bytes(page.encode("iso-8859-2"))
    with (briefing.folder / "page").open() as given:
        monkeypatch.setattr(sys, "stdin", given)
        ran = briefing("summarize", "-", "--format", "json")
    assert json.loads(ran.out)["article"]["title"] == "Envoys go to Łódź"


def test_several_targets_give_one_object_each_and_the_bad_one_a_line(briefing: Command) -> None:
    (briefing.folder / "empty.txt").write_text("")
    ran = briefing(
        "summarize", str(TALKS / "first.txt"), "empty.txt", str(TALKS / "second.txt"), "--format", "json"
    )
    assert ran.code == 1
    assert [json.loads(line)["article"]["outlet"] for line in ran.out.splitlines()] == [
        "The Harbour Post",
        "Nairobi Ledger",
    ]
    assert len(complaints(ran.err)) == 1
    assert "empty.txt" in ran.err


def test_a_given_date_resolves_horizons(briefing: Command) -> None:
    text = "PARIS: France will host a summit of coastal states next week, the ministry said. " * 3
    (briefing.folder / "undated.txt").write_text(f"France to host summit\n\n{text}\n")
    undated = json.loads(briefing("summarize", "undated.txt", "--format", "json").out)
    dated = json.loads(
        briefing("summarize", "undated.txt", "--published", "2025-03-12", "--format", "json").out
    )
    assert undated["article"]["published"] is None
    assert dated["article"]["published"] == "2025-03-12"
    assert '"2025-03-17"' in json.dumps(dated)
    assert '"2025-03-17"' not in json.dumps(undated)


def test_a_date_that_cannot_be_read_is_named_beside_the_summary(briefing: Command) -> None:
    text = "PARIS: France will host a summit of coastal states next week, the ministry said. " * 3
    (briefing.folder / "odd.txt").write_text(
        f"---\npublished: 12/06/2025\n---\nFrance to host summit\n\n{text}\n"
    )
    odd = briefing("summarize", "odd.txt", "--format", "json")
    assert json.loads(odd.out)["article"]["published"] is None
    assert (odd.code, odd.err.count("odd.txt: published “12/06/2025” is no date")) == (1, 1)
    assert briefing("summarize", "odd.txt", "--published", "2025-03-12").code == 0


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("explain", [[], ["--explain"]])
def test_summarize_reads_well_on_a_terminal(briefing: Command, form: str, explain: list[str]) -> None:
    ran = briefing("summarize", str(TALKS / "first.txt"), "--format", form, *explain)
    assert ran.code == 0
    assert "interim arrangement by 20 March" in ran.out


BAD_FILES = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "blank.md": b"\n\n   \n",
    "broken.html": b"<html><body><p>unclosed <div <<< </",
    "matter.txt": b"---\ntitle: [unclosed\n---\nText.",
}


@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_a_file_that_is_no_article_is_one_line_and_no_brief(briefing: Command, name: str) -> None:
    (briefing.folder / name).write_bytes(BAD_FILES[name])
    ran = briefing("summarize", name)
    assert ran.code == 3
    assert ran.out == ""
    assert len(complaints(ran.err)) == len(ran.err.splitlines()) == 1
    assert name in ran.err


def test_a_page_on_which_a_library_fails_is_one_line_and_no_brief(
    briefing: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_deep(*_page: object, **_options: object) -> str:
        raise RecursionError

    monkeypatch.setattr("trafilatura.extract", too_deep)
    (briefing.folder / "odd.html").write_text("<p>The envoys met.</p>")
    ran = briefing("summarize", "odd.html")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1)
    assert "odd.html: cannot be read (RecursionError); give the article's text" in ran.err


def test_a_text_of_50_mb_is_one_line(briefing: Command) -> None:
    (briefing.folder / "huge.txt").write_bytes(b"Ministers met in Oslo. " * 2_300_000)
    ran = briefing("summarize", "huge.txt")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1
    assert "MiB" in ran.err


def test_bytes_of_an_unknown_encoding_are_read_and_flagged(briefing: Command) -> None:
    text = (TALKS / "first.txt").read_text().replace("Aasen", "Åsen")
    (briefing.folder / "old.txt").write_bytes(text.encode("latin-1"))
    ran = briefing("summarize", "old.txt", "--format", "json")
    assert ran.code == 0
    assert "Åsen" in json.loads(ran.out)["article"]["text"]


def test_bad_files_keep_no_other_article_out_of_the_brief(briefing: Command) -> None:
    shutil.copytree(TALKS, briefing.folder / "notes")
    for name, content in BAD_FILES.items():
        (briefing.folder / "notes" / name).write_bytes(content)
    ran = briefing("run", "--source", "notes", "--date", "2025-03-12")
    assert ran.code == 1
    assert [name for name in BAD_FILES if sum(name in each for each in complaints(ran.err)) != 1] == []
    brief = json.loads((briefing.folder / "outputs" / "2025-03-12" / "brief.json").read_text())
    assert brief["header"]["new_reports"] == 3


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["run", "--source", "absent"], "absent"),
        (["run"], "--samples"),
        (["run", "--samples", "--date", "tomorrow"], "2026-03-04"),
        (["run", "--source", ".", "--profile", "trade"], "trade"),
        (["run", "--samples", "--date", "9999-12-31"], "1900 to 2100"),
        (["verify", "0001-01-01"], "1900 to 2100"),
        (["run", "--sauce", "x"], "--sauce"),
        (["run", "--samples", "--source", "."], "leave out"),
        (["run", "--samples", "--profile", "trade"], "trade"),
        (["show", "2025-01-01"], "briefing run"),
        (["show"], "briefing run"),
        (["send"], "briefing run"),
        (["nonsense"], "nonsense"),
        (["summarize"], "target"),
        (["summarize", "x.md", "--engine", "gemini"], "'--engine': 'gemini' is not one of 'auto'"),
        (["summarize", "absent.txt"], "absent.txt"),
        (["--config", "absent.toml", "status"], "absent.toml"),
        (["serve"], "--source"),
        (
            ["run", "--source", str(TALKS), "--date", "2099-03-12"],
            "2099-03-12: is still to come; give a day up to",
        ),
        (["run", "--source", str(TALKS), "--date", "2099-03-12", "--dry-run"], "is still to come"),
    ],
)
def test_a_usage_fault_is_one_line_and_exit_2(briefing: Command, arguments: list[str], names: str) -> None:
    ran = briefing(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert names in ran.err


def test_a_configuration_with_an_unknown_key_is_one_line_and_exit_2(briefing: Command) -> None:
    (briefing.folder / "briefing.toml").write_text("outptus = 'x'\n")
    ran = briefing("run", "--samples")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "outptus" in ran.err


def test_a_store_that_is_no_database_is_one_line_and_left_alone(briefing: Command) -> None:
    path = briefing.folder / "outputs" / "briefing.db"
    path.parent.mkdir()
    path.write_bytes(b"something else entirely " * 50)
    ran = briefing("run", "--source", str(TALKS), "--date", "2025-03-12")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1
    assert "restore a backup" in ran.err
    assert path.read_bytes().startswith(b"something else")


def test_an_outputs_folder_that_cannot_be_is_one_line_and_exit_3(briefing: Command) -> None:
    (briefing.folder / "taken").write_text("a file")
    ran = briefing("run", "--source", str(TALKS), "--date", "2025-03-12", "--out", "taken")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1
    assert "taken" in ran.err


@pytest.mark.parametrize("command", [("run", "--date", "2025-03-12"), ("collect",)])
def test_an_outputs_folder_that_cannot_be_made_is_told_with_the_remedy(
    briefing: Command, command: tuple[str, ...]
) -> None:
    (briefing.folder / "closed").mkdir()
    with write_protected(briefing.folder / "closed"):
        ran = briefing(*command, "--source", str(TALKS), "--out", "closed/new")
    (line,) = ran.err.splitlines()
    assert ran.code == 3
    assert "closed/new: Permission denied; make the folder above it writable" in line
    assert "--out" in line


def test_without_a_default_profile_the_option_and_the_names_are_told(briefing: Command) -> None:
    (briefing.folder / "briefing.toml").write_text("[profiles.trade]\n[profiles.minister]\n")
    ran = briefing("run", "--source", str(TALKS))
    assert ran.code == 2
    assert complaints(ran.err) == [
        "briefing: profile 'default' is not configured; name one that is with --profile: minister, trade"
    ]


def test_a_folder_without_articles_gives_an_honest_empty_brief(briefing: Command) -> None:
    (briefing.folder / "nothing").mkdir()
    ran = briefing("run", "--source", "nothing", "--date", "2025-03-12")
    assert ran.code == 1
    assert "no articles in nothing" in ran.err
    brief = json.loads((briefing.folder / "outputs" / "2025-03-12" / "brief.json").read_text())
    assert (brief["header"]["new_reports"], brief["stories"]) == (0, [])


def test_an_edition_of_a_day_before_all_articles_is_told_to_be_empty(briefing: Command) -> None:
    ran = briefing("run", "--source", str(TALKS), "--date", "1900-01-01")
    assert ran.code == 0
    assert complaints(ran.err) == ["briefing: no article is from 1900-01-01 or earlier; the edition is empty"]


def test_a_brief_that_no_source_answered_says_so_in_its_bottom_line(briefing: Command) -> None:
    (briefing.folder / "nothing").mkdir()
    briefing("run", "--source", "nothing", "--source", str(TALKS / "first.txt"), "--date", "2025-03-09")
    assert "No new report reached this edition" in briefing("show", "2025-03-09").out
    assert briefing("run", "--source", "nothing", "--date", "2025-03-08").code == 1
    shown = briefing("show", "2025-03-08").out
    assert "## Bottom line\n\n- No source could be reached; whether there is news is not known." in shown
    assert "No new report reached" not in shown
    assert briefing("verify", "2025-03-08").code == 0


def test_a_dry_run_tells_the_articles_and_writes_no_brief(briefing: Command) -> None:
    ran = briefing("run", "--source", str(TALKS), "--date", "2025-03-12", "--dry-run")
    assert ran.code == 0
    assert "3 new articles" in ran.out
    assert not (briefing.folder / "outputs").exists()


def test_a_dry_run_of_the_sample_writes_no_brief(briefing: Command) -> None:
    ran = briefing("run", "--samples", "--dry-run", "--date", "2026-03-02")
    assert ran.code == 0
    assert "new articles; embedded engine: no model is called, cost 0" in ran.out
    assert not (briefing.folder / "outputs").exists()


def test_a_dry_run_over_an_archive_changes_no_byte_of_it(briefing: Command) -> None:
    asked = ("run", "--date", "2025-03-12", "--source")
    assert briefing(*asked, str(TALKS / "first.txt")).code == 0
    outputs = briefing.folder / "outputs"
    before = {path: path.read_bytes() for path in outputs.rglob("*") if path.is_file()}
    ran = briefing(*asked, str(TALKS), "--dry-run")
    assert (ran.code, complaints(ran.err)) == (0, [])
    assert "3 new articles" in ran.out
    assert {path: path.read_bytes() for path in outputs.rglob("*") if path.is_file()} == before
    with write_protected(outputs):
        assert briefing(*asked, str(TALKS), "--dry-run").out == ran.out
    assert briefing(*asked, str(TALKS)).code == 0


def test_a_dry_run_takes_back_what_it_did_to_a_store_that_it_cannot_copy(briefing: Command) -> None:
    url = "sqlite:///file:kept.db?uri=true"
    (briefing.folder / "briefing.toml").write_text(f'[store]\nurl = "{url}"\n')
    for _ in range(2):
        ran = briefing("run", "--source", str(TALKS), "--date", "2025-03-12", "--dry-run")
        assert "3 new articles" in ran.out
        assert ran.code == 0
    with closing(sqlite3.connect(briefing.folder / "kept.db")) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchall() == [(0,)]
    assert briefing("collect", "--source", str(TALKS)).out == "3 new articles from 1 of 1 source\n"


def test_an_edition_is_shown_in_the_forms_it_was_written_in(briefing: Command) -> None:
    briefing("run", "--source", str(TALKS), "--date", "2025-03-12")
    folder = briefing.folder / "outputs" / "2025-03-12"
    for form, name in (("markdown", "brief.md"), ("html", "brief.html"), ("json", "brief.json")):
        assert briefing("show", "--format", form).out.strip() == (folder / name).read_text().strip()


@pytest.mark.parametrize("command", ["show", "verify", "status", "ledger", "search mackerel", "send"])
def test_a_misspelt_folder_is_one_line_and_is_not_made(briefing: Command, command: str) -> None:
    ran = briefing(*command.split(), "--out", "outptus")
    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert "outptus: holds no editions" in line
    assert not (briefing.folder / "outptus").exists()


def test_collect_stores_and_makes_no_edition(briefing: Command) -> None:
    ran = briefing("collect", "--source", str(TALKS))
    assert ran.out == "3 new articles from 1 of 1 source\n"
    assert briefing("show").code == 2


def test_the_first_configuration_is_valid_and_never_overwrites(briefing: Command) -> None:
    assert briefing("init").code == 0
    an_empty_store(briefing.folder)
    assert briefing("status").code == 0
    again = briefing("init")
    assert again.code == 2
    assert "is there already" in again.err


def test_an_hour_at_which_nothing_was_delivered_yet_is_told_as_one_to_come(briefing: Command) -> None:
    an_empty_store(briefing.folder)
    assert briefing("status").out == "profile default: latest edition none yet; due daily at 06:30 UTC\n"


def test_configured_sources_are_listed(briefing: Command) -> None:
    (briefing.folder / "briefing.toml").write_text(
        f'[[sources]]\nlocation = "{TALKS}"\nname = "Notes"\n', encoding="utf-8"
    )
    assert briefing("sources").out == f"Notes: {TALKS}\n"


def test_the_summary_of_a_page_in_another_language_is_refused_in_one_line(briefing: Command) -> None:
    text = "Le ministre des Affaires étrangères a déclaré lundi que son pays attend une réponse avant la fin du mois. "
    (briefing.folder / "fr.txt").write_text(f"Le ministre attend une réponse\n\n{text * 4}")
    ran = briefing("summarize", "fr.txt")
    assert ran.code == 3
    assert "'fr'" in ran.err


def test_one_article_in_another_language_is_named_and_the_rest_of_its_folder_told(briefing: Command) -> None:
    text = "Le ministre des Affaires étrangères a déclaré lundi que son pays attend une réponse avant la fin du mois. "
    folder = briefing.folder / "notes"
    folder.mkdir()
    (folder / "fr.txt").write_text(f"Le ministre attend une réponse\n\n{text * 4}")
    assert briefing("summarize", "notes").code == 3
    shutil.copy(TALKS / "second.txt", folder)
    ran = briefing("summarize", "notes", "--format", "json")
    assert ran.code == 1
    assert [json.loads(line)["article"]["outlet"] for line in ran.out.splitlines()] == ["Nairobi Ledger"]
    (line,) = ran.err.splitlines()
    assert "fr.txt" in line
    assert "'fr'" in line


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.long)]
)
def test_a_signal_stops_a_run_with_its_exit_code(tmp_path: Path, number: int, code: int) -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "briefing", "summarize", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    try:
        time.sleep(1.5)  # it waits for standard input, which never comes
        run.send_signal(number)
        _, err = run.communicate(timeout=20)
    finally:
        run.kill()
    assert run.returncode == code
    assert len(err.splitlines()) == 1


def test_a_terminal_without_all_letters_is_no_fault(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "briefing", "summarize", str(TALKS / "first.txt")],
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path), "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"?" in ran.stdout


def test_output_to_a_reader_that_left_is_no_fault(tmp_path: Path) -> None:
    targets = [str(each) for each in TALKS.iterdir()]
    run = subprocess.Popen(
        [sys.executable, "-m", "briefing", "summarize", *targets, "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    assert run.stdout is not None
    run.stdout.close()
    _, err = run.communicate(timeout=30)
    assert err == b""


@pytest.mark.parametrize("buffered", ["", "1"])
def test_output_that_cannot_be_written_is_one_line(tmp_path: Path, buffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "briefing", "--version"],
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(README.parent), "PYTHONUNBUFFERED": buffered},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    said = "briefing: standard output: No space left on device; what was done is kept\n"
    assert (ran.returncode, ran.stderr) == (1, said)


def test_what_nobody_foresaw_is_a_traceback_and_a_line_and_no_brief(
    briefing: Command, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("zonk\nzonk")

    monkeypatch.setattr("briefing.status.status_lines", fail)
    assert briefing("run", "--samples").code == 0
    ran = briefing("status", "--out", "outputs/sample")
    assert (ran.code, len(complaints(ran.err))) == (3, 1)
    assert complaints(ran.err)[0].endswith(r"with the lines above: KeyError: 'zonk\nzonk'")
    assert "Traceback" in caplog.text


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "--samples", "--out", "q\udcff"],
        ["show", "--profile", "q\udcff"],
        ["ledger", "reject", "q\udcff", "--reason", "wrong"],
        ["ledger", "reject", "abc", "--reason", "q\udcff"],
    ],
)
def test_an_argument_that_is_no_text_is_one_line_and_exit_2(briefing: Command, arguments: list[str]) -> None:
    ran = briefing(*arguments)
    assert (ran.code, ran.err) == (
        2,
        r"briefing: 'q\udcff': holds bytes that are no UTF-8; write it anew" + "\n",
    )
    assert list(briefing.folder.iterdir()) == []


def test_without_a_command_the_help_is_printed(briefing: Command) -> None:
    ran = briefing()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == briefing("--help").out
