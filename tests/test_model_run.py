"""Whole runs with a model on loopback: what is asked, kept and said, and what becomes of a run whose model fails."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command, Ran
from tests.honest_model import honest
from tests.hostile import FAULTS, Fault, HostileServer, Visit, completion, hostile, refused_url, well
from tests.test_cli import complaints
from tests.test_pipeline import FILES, TALKS, brief_of, contents

DAY = ("--date", "2025-03-12")
MODEL = "model small, prompt article_summary.v5"
ASKED_ONCE = {"article_summary": 3, "story": 2, "edition": 1}


def task_of(request: dict[str, Any]) -> str:
    return str(request["response_format"]["json_schema"]["name"])


def only_in(task: str, fault: Fault) -> Fault:
    """A server that answers well but for one task."""
    return lambda visit: (fault if task_of(visit.request) == task else well)(visit)


ROUTES = {f"hang-{task}": only_in(task, FAULTS["B36"]) for task in ASKED_ONCE} | {
    f"fail-{task}": only_in(task, FAULTS["B07"]) for task in ASKED_ONCE
}


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with hostile(honest, more=ROUTES) as running:
        yield running


class Desk:
    """The command line in a folder with three articles, two of them on one affair, and a model's address."""

    def __init__(self, briefing: Command, server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> None:
        self.briefing, self.folder = briefing, briefing.folder
        self._server, self._monkeypatch, self._before = server, monkeypatch, len(server.asked)
        shutil.copytree(TALKS, self.folder / "notes")
        self.configure()
        self.ask_at(server.url("ok"))

    def configure(self, **model: object) -> None:
        lines = [f"{key} = {json.dumps(value)}" for key, value in {"name": "small", **model}.items()]
        (self.folder / "briefing.toml").write_text("\n".join(["[model]", *lines, ""]))

    def ask_at(self, url: str) -> None:
        self._monkeypatch.setenv("OPENAI_BASE_URL", url)

    def run(self, *more: str) -> Ran:
        return self.briefing("run", "--source", "notes", *DAY, "--engine", "openai", *more)

    def asked(self) -> list[bytes]:
        """Return the bodies of the requests since the last call of this."""
        before, self._before = self._before, len(self._server.asked)
        return [each.body for each in self._server.asked[before:]]

    def tasks(self) -> dict[str, int]:
        return dict(Counter(task_of(json.loads(body)) for body in self.asked()))

    def made(self, outputs: str = "outputs") -> Path:
        return self.folder / outputs / "2025-03-12"

    def brief(self) -> Any:
        return brief_of(self.made())

    def engines(self) -> dict[str, str]:
        return {each["title"].split()[0]: each["engine"] for each in self.brief()["sources"]}


@pytest.fixture
def desk(briefing: Command, server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(briefing, server, monkeypatch)


# ── what is asked ─────────────────────────────────────────────────────────────


def test_one_request_for_each_article_each_story_that_leads_and_the_edition(desk: Desk) -> None:
    reprint = (TALKS / "first.txt").read_text().replace("The Harbour Post", "The Reprinter")
    (desk.folder / "notes" / "reprint.txt").write_text(reprint)
    ran = desk.run()
    assert (ran.code, complaints(ran.err), desk.tasks()) == (0, [], ASKED_ONCE)
    assert desk.brief()["coverage"]["copies"] == 1


def test_the_brief_says_which_model_wrote_what(desk: Desk) -> None:
    desk.run()
    brief = desk.brief()
    assert {each["engine"] for each in brief["sources"]} == {MODEL}
    assert brief["coverage"]["written_by"] == ["model small"]
    told = (desk.made() / "brief.md").read_text().replace("\\", "")
    assert "Written by: model small." in told


def test_a_rerun_of_an_unchanged_day_asks_nothing_and_leaves_every_byte(desk: Desk) -> None:
    desk.run()
    made, times = contents(desk.made()), [(desk.made() / each).stat().st_mtime_ns for each in FILES]
    desk.asked()
    assert (desk.run().code, desk.asked()) == (0, [])
    assert contents(desk.made()) == made
    assert [(desk.made() / each).stat().st_mtime_ns for each in FILES] == times


def test_a_new_article_and_the_story_that_it_leads_are_a_request_each_and_the_edition_is_written_anew(
    desk: Desk,
) -> None:
    (desk.folder / "notes" / "second.txt").rename(desk.folder / "kept.txt")
    desk.run()
    assert desk.tasks() == {"article_summary": 2, "story": 1, "edition": 1}
    (desk.folder / "kept.txt").rename(desk.folder / "notes" / "second.txt")
    desk.run()
    assert desk.tasks() == {"article_summary": 1, "story": 1, "edition": 1}
    assert desk.brief()["header"]["revision"] == 2


def test_a_dry_run_sends_nothing(desk: Desk) -> None:
    ran = desk.run("--dry-run")
    assert (ran.code, desk.asked()) == (0, [])
    assert "3 calls for 3 articles" in ran.out


# ── runs that end early ───────────────────────────────────────────────────────


class Started:
    """A run of its own process, to which something happens when the model hears of a task."""

    def __init__(self, desk: Desk, url: str, *more: str) -> None:
        arguments = ["run", "--source", "notes", *DAY, "--engine", "openai", *more]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "briefing", *arguments],
            cwd=desk.folder,
            env={**os.environ, "OPENAI_BASE_URL": url},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def end(self, seconds: float) -> tuple[int, str]:
        try:
            _, err = self.process.communicate(timeout=seconds)
        finally:
            self.process.kill()
        return self.process.returncode, err


@pytest.mark.parametrize("number", [2, *(pytest.param(each, marks=pytest.mark.long) for each in (5, 6))])
def test_a_run_killed_while_the_model_is_asked_and_a_rerun_give_the_undisturbed_bytes(
    desk: Desk, number: int
) -> None:
    """SIGKILL when request ``number`` arrives, of an article, a story or the edition; what was kept is not asked again."""
    desk.configure(concurrency=2)
    arrived, started = threading.Event(), threading.Event()
    heard: list[bytes] = []

    def content(request: dict[str, Any]) -> str:
        heard.append(json.dumps(request).encode())
        if len(heard) >= number:
            arrived.set()
            started.wait()
        return honest(request)

    with hostile(content) as server:
        killed = Started(desk, server.url("ok"), "--out", "killed")
        assert arrived.wait(60)
        killed.process.kill()
        started.set()
        assert killed.end(30)[0] == -signal.SIGKILL
        with closing(sqlite3.connect(desk.folder / "killed" / "briefing.db")) as store:
            (kept,) = store.execute("SELECT count(*) FROM answer").fetchone()
        desk.ask_at(server.url("again"))  # as good, and told apart from what still arrives of the killed run
        assert desk.run("--out", "killed").code == 0
        again = [each for each in server.asked if each.path.startswith("/again/")]
        desk.run("--out", "undisturbed")
    assert contents(desk.made("killed")) == contents(desk.made("undisturbed"))
    assert (kept < number, len(again)) == (True, sum(ASKED_ONCE.values()) - kept)


@pytest.mark.parametrize(
    ("task", "number", "code"),
    [
        pytest.param("article_summary", signal.SIGTERM, 143, marks=pytest.mark.long),
        ("edition", signal.SIGINT, 130),
    ],
)
def test_a_signal_ends_a_run_whose_model_hangs(
    desk: Desk, server: HostileServer, task: str, number: int, code: int
) -> None:
    run = Started(desk, server.url(f"hang-{task}"))
    assert _comes(
        lambda: any(task_of(json.loads(each.body)) == task for each in server.asked[desk._before :])
    )
    began = time.monotonic()
    run.process.send_signal(number)
    left, err = run.end(20)
    assert time.monotonic() - began < 5
    assert left == code
    assert [line for line in err.splitlines() if ": " in line and " of " not in line] == [
        "briefing: stopped; what was done is kept, and the same command goes on from there"
    ]


def _comes(happened: Any) -> bool:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.05)
    return False


# ── models that fail ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("route", "setting", "most"),
    [
        ("B15", "OPENAI_API_KEY or model.api_key_file", 3),
        ("B17", "model.name", 3),
        ("B17-address", "model.base_url", 3),
        ("B19", "model.base_url", 10),
        ("refused", "model.base_url", 0),
        ("no such host", "model.base_url", 0),
    ],
)
def test_a_model_that_cannot_be_asked_is_one_line_that_names_the_setting(
    desk: Desk, server: HostileServer, route: str, setting: str, most: int
) -> None:
    desk.configure(call_seconds=0.4, price_in=1.0, price_out=1.0)
    elsewhere = {"refused": refused_url(), "no such host": "https://no-such-host.invalid/v1"}
    desk.ask_at(elsewhere.get(route) or server.url(route))
    ran = desk.run()
    (line,) = complaints(ran.err)
    assert ran.code == 1
    assert line.startswith(
        "briefing: 3 articles, 2 story heads, 1 bottom line: written by the embedded engine"
    )
    assert setting in line
    assert desk.brief()["header"]["new_reports"] == 3
    assert len(desk.asked()) <= most


def test_each_outcome_is_one_line_and_the_brief_tells_it_for_each_article(desk: Desk) -> None:
    def reluctant(visit: Visit) -> None:
        said = json.dumps(visit.request["messages"])
        if "interim mackerel deal" in said and task_of(visit.request) == "article_summary":
            visit.say(completion(None, refusal="no"))
        elif "Red Sea" in said and task_of(visit.request) == "article_summary":
            visit.say(completion(None, finish="content_filter"))
        else:
            well(visit)

    with hostile(honest, more={"reluctant": reluctant}) as server:
        desk.ask_at(server.url("reluctant"))
        ran = desk.run()
    assert ran.code == 1
    written = "briefing: 1 article: written by the embedded engine in place of small: "
    assert sorted(complaints(ran.err)) == [
        f"{written}filtered, the server's content filter stopped the answer",
        f"{written}refused, the model refused to answer",
    ]
    engines = [each["engine"] for each in desk.brief()["sources"]]
    assert sorted(each.partition(",")[0] for each in engines) == [
        "embedded engine in place of small: filtered",
        "embedded engine in place of small: refused",
        "model small",
    ]


def test_what_rules_wrote_while_the_model_was_down_is_asked_for_when_it_is_up(desk: Desk) -> None:
    desk.configure(call_seconds=0.4)
    desk.ask_at(refused_url())
    assert desk.run().code == 1
    assert all(each.startswith("embedded engine in place of small: ") for each in desk.engines().values())
    assert desk.run().code == 1
    assert desk.brief()["header"]["revision"] == 1, "a model that is still down changes nothing"
    desk.configure()
    desk.ask_at(desk._server.url("ok"))
    assert (desk.run().code, desk.tasks()) == (0, ASKED_ONCE)
    assert set(desk.engines().values()) == {MODEL}
    assert desk.brief()["header"]["revision"] == 2


@pytest.mark.parametrize("task", ["edition", pytest.param("story", marks=pytest.mark.long)])
def test_a_head_that_nobody_answered_is_asked_for_by_the_next_run(desk: Desk, task: str) -> None:
    desk.configure(call_seconds=0.3)
    desk.ask_at(desk._server.url(f"fail-{task}"))
    ran = desk.run()
    assert (ran.code, len(complaints(ran.err))) == (1, 1)
    desk.asked()
    desk.configure()
    desk.ask_at(desk._server.url("ok"))
    assert desk.run().code == 0
    assert desk.tasks()[task] == ASKED_ONCE[task]
    assert (desk.run().code, desk.asked()) == (0, [])


# ── limits ────────────────────────────────────────────────────────────────────


def test_a_budget_that_runs_out_leaves_the_rest_to_rules_and_every_place_says_so(desk: Desk) -> None:
    desk.configure(concurrency=1, max_tokens=LIMIT)
    ran = desk.run()
    (line,) = complaints(ran.err)
    assert ran.code == 1
    assert "budget, the budget of the run is used up (model.max_cost, model.max_tokens)" in line
    assert desk.tasks()["article_summary"] == 1
    told = desk.brief()["coverage"]["written_by"]
    assert sorted(each.partition(",")[0] for each in told) == [
        "embedded engine in place of small: budget",
        "model small for 1 of 3",
    ]
    assert line.removeprefix("briefing: ") in desk.briefing("status").out


def test_a_cost_limit_is_a_budget_too(desk: Desk) -> None:
    desk.configure(concurrency=1, max_cost=LIMIT / 1e6, price_in=1.0, price_out=1.0)
    desk.run()
    assert desk.tasks()["article_summary"] == 1
    assert 0 < desk.brief()["coverage"]["cost"] <= LIMIT / 1e6


def test_a_budget_is_spent_on_the_new_articles_first(desk: Desk) -> None:
    desk.briefing("run", "--source", "notes", "--date", "2025-03-11", "--engine", "embedded")
    desk.configure(concurrency=1, max_tokens=LIMIT)
    desk.run()
    assert [b"interim mackerel deal" in each for each in desk.asked() if b"article_summary" in each] == [True]


LIMIT = 13_000
"""Tokens that one article of the three takes, and not a second one."""
