"""``outputs/index.html``: every edition that stands beside it, found without a server, a request or even a script."""

import json
import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import html5lib
import pytest

from briefing import serial
from briefing.brief.overview import Listed, Overview
from briefing.day import Desk
from briefing.publish.compose import compose
from briefing.publish.render import Renderer
from briefing.publishing import FILES
from tests.command import Command
from tests.days import a_day, an_edition, three_stories
from tests.payloads import EVIL, hostile
from tests.test_page import CHROMIUM, browse

TALKS = Path(__file__).parent / "data" / "talks"
in_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed: the index is not tested in a browser"
)


def listed(**fields: Any) -> Listed:
    """Return an edition for the list, of a brief that was composed and written."""
    brief = compose(three_stories(**fields))
    return Listed(
        overview=serial.loads(Overview, serial.dumps(brief)),
        folder=f"trade/{brief.header.day}",
        files=tuple(FILES),
    )


@cache
def page() -> str:
    """Return an index of a marked edition, one of another reader and words wider than a narrow screen, and an empty one."""
    marked = listed(desk=Desk(marking="TLP:AMBER", title="Délégation " + "W" * 90))
    empty = replace(
        marked, overview=serial.loads(Overview, serial.dumps(compose(a_day()))), folder="2025-03-09"
    )
    return Renderer().index([marked, listed(edition=an_edition(profile="trade")), empty])


def texts(markup: str, name: str) -> list[str]:
    root = html5lib.parse(markup, namespaceHTMLElements=False)
    return [" ".join("".join(each.itertext()).split()) for each in root.iter(name)]


# ── what it lists ─────────────────────────────────────────────────────────────


def test_editions_of_all_profiles_are_listed_newest_first_with_links_to_their_files(
    briefing: Command,
) -> None:
    (briefing.folder / "briefing.toml").write_text(
        f'[[sources]]\nlocation = "{TALKS}"\n[profiles.default]\n[profiles.trade]\ntitle = "Trade Desk"\n'
    )
    for day, profile in (("2025-03-11", "default"), ("2025-03-12", "default"), ("2025-03-12", "trade")):
        ran = briefing("run", "--date", day, "--profile", profile)
        assert ran.code == 0
    assert ran.out.splitlines()[-1] == f"All editions: {Path('outputs/index.html')}"
    file = briefing.folder / "outputs" / "index.html"
    markup = file.read_text(encoding="utf-8")
    assert texts(markup, "h2") == [
        "Wednesday 12 March 2025",
        "Wednesday 12 March 2025",
        "Tuesday 11 March 2025",
    ]
    assert "Trade Desk · trade" in " ".join(texts(markup, "p"))
    links = re.findall('<a href="([^"#]+)"', markup)
    assert len(links) == 3 * len(FILES)
    assert all((file.parent / link).is_file() for link in links)
    brief = json.loads((file.parent / "2025-03-12" / "brief.json").read_text(encoding="utf-8"))
    for line in (*brief["bottom_line"], *(story["headline"] for story in brief["stories"])):
        assert escape(line["text"], quote=False) in markup.replace("&#39;", "'").replace("&#34;", '"')


def test_it_is_rewritten_only_when_something_changed(briefing: Command) -> None:
    run = ("run", "--source", str(TALKS), "--date", "2025-03-12")
    briefing(*run)
    file = briefing.folder / "outputs" / "index.html"
    first, made = file.read_bytes(), file.stat().st_mtime_ns
    briefing(*run)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (first, made)
    file.write_text("scribble")
    briefing(*run)
    assert file.read_bytes() == first


def test_an_edition_whose_folder_was_removed_is_not_listed(briefing: Command) -> None:
    for day in ("2025-03-11", "2025-03-12"):
        briefing("run", "--source", str(TALKS), "--date", day)
    shutil.rmtree(briefing.folder / "outputs" / "2025-03-11")
    briefing("run", "--source", str(TALKS), "--date", "2025-03-12")
    markup = (briefing.folder / "outputs" / "index.html").read_text(encoding="utf-8")
    assert texts(markup, "h2") == ["Wednesday 12 March 2025"]


def test_marks_of_handling_stand_at_the_top_and_at_their_editions() -> None:
    paragraphs = texts(page(), "p")
    assert paragraphs[0] == "TLP:AMBER"
    assert sum("TLP:AMBER" in each for each in paragraphs) == 2


# ── what it cannot do ─────────────────────────────────────────────────────────


def test_its_policy_allows_its_own_script_and_no_connection() -> None:
    (policy,) = re.findall('http-equiv="Content-Security-Policy" content="([^"]+)"', page())
    (script,) = re.findall("<script>(.*?)</script>", page(), re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert allowed["default-src"] == allowed["connect-src"] == "'none'"
    assert allowed["script-src"] == f"'sha256-{digest}'"
    assert not re.search(
        r"\b(fetch|XMLHttpRequest|WebSocket|import\b|innerHTML|eval|src=|@import|url\()", page()
    )


@cache
def renderer() -> Renderer:
    return Renderer()


@cache
def shape(payload: str) -> list[str]:
    """Return the elements of an index whose texts from outside all hold ``payload``."""
    stored = payload.encode(errors="ignore").decode()  # what is stored holds no half of a character
    overview = serial.loads(Overview, serial.dumps(compose(hostile(stored))))
    markup = renderer().index([Listed(overview=overview, folder="2025-03-10", files=tuple(FILES))])
    root = html5lib.parse(markup, namespaceHTMLElements=False)
    return [f"{each.tag} {sorted(each.keys())}" for each in root.iter() if isinstance(each.tag, str)]


@pytest.mark.parametrize("payload", EVIL)
def test_no_text_becomes_structure(payload: str) -> None:
    assert shape(payload) == shape("the archive")


# ── in a browser ──────────────────────────────────────────────────────────────

PROBE = """
<script>
const input = document.querySelector("input");
const seen = () => [...document.querySelectorAll(".editions > li")].map((each) => each.offsetHeight > 0);
const type = (words) => {
  input.value = words;
  input.dispatchEvent(new Event("input"));
  return [seen(), document.querySelector("[role=status]").textContent];
};
input.focus();
const found = Object.fromEntries(QUESTIONS.map((words) => [words, type(words)]));
input.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
parent.document.title = JSON.stringify({
  width: innerWidth,
  scroll: document.documentElement.scrollWidth,
  ground: getComputedStyle(document.body).backgroundColor,
  field: input.offsetHeight,
  focused: document.activeElement === input,
  after: seen(),
  found,
});
</script>
"""
QUESTIONS = (
    "",
    "DELEGATION",
    "délégation march sugar",
    "sugar",
    "trade",
    "tlp:amber",
    "no new report",
    "zeppelin",
    ".*",
    "<b>",
)


def measured(folder: Path, width: int, *options: str) -> dict[str, Any]:
    """Return what the browser measures and finds in a frame of ``width``; the page's policy would forbid the probe."""
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page())
    probe = PROBE.replace("QUESTIONS", json.dumps(QUESTIONS))
    framed = escape(open_page.replace("</body>", f"{probe}</body>"))
    file = folder / "frame.html"
    frame = f'<iframe style="border: 0; width: {width}px; height: 900px" srcdoc="{framed}"></iframe>'
    file.write_text(f"<!doctype html><meta charset=utf-8><title></title><body>{frame}", "utf-8")
    title = re.search(
        "<title>(.*?)</title>",
        browse(folder, file.as_uri(), "--dump-dom", "--window-size=1400,1000", *options),
    )
    assert title is not None
    found: dict[str, Any] = json.loads(title.group(1).replace("&lt;", "<").replace("&gt;", ">"))
    return found


@in_chromium
@pytest.mark.parametrize(
    ("width", "scheme", "ground"), [(360, 0, "rgb(22, 23, 26)"), (1200, 1, "rgb(251, 249, 244)")]
)
def test_it_fits_the_screen_and_finds_words(tmp_path: Path, width: int, scheme: int, ground: str) -> None:
    found = measured(tmp_path, width, f"--blink-settings=preferredColorScheme={scheme}")
    assert (found["width"], found["ground"]) == (width, ground)
    assert found["scroll"] <= width
    assert found["field"] >= 44
    assert found["focused"]
    assert found["found"] == {
        "": [[True, True, True], ""],
        "DELEGATION": [[True, False, False], "1 of 3 editions"],
        "délégation march sugar": [[True, False, False], "1 of 3 editions"],
        "sugar": [[True, True, False], "2 of 3 editions"],
        "trade": [[False, True, False], "1 of 3 editions"],
        "tlp:amber": [[True, False, False], "1 of 3 editions"],
        "no new report": [[False, False, True], "1 of 3 editions"],
        "zeppelin": [[False, False, False], "0 of 3 editions"],
        ".*": [[False, False, False], "0 of 3 editions"],
        "<b>": [[False, False, False], "0 of 3 editions"],
    }
    assert found["after"] == [True, True, True], "Escape shows all editions again"


@pytest.fixture
def visited() -> Iterator[tuple[str, list[str]]]:
    """Serve the index on loopback; yield its address and the paths that were asked for."""
    asked: list[str] = []
    body = page().encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body if self.path == "/" else b"")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


@in_chromium
def test_its_script_runs_under_its_policy_without_a_request_or_a_complaint(
    tmp_path: Path, visited: tuple[str, list[str]]
) -> None:
    address, asked = visited
    log = tmp_path / "log.txt"
    dom = browse(tmp_path, address, "--dump-dom", "--enable-logging", f"--log-file={log}")
    assert '<div class="finder" role="search">' in dom, "the script took away the mark that hides the search"
    assert set(asked) - {"/favicon.ico"} == {"/"}
    assert [
        line
        for line in log.read_text("utf-8", "replace").splitlines()
        if "CONSOLE" in line and "favicon" not in line
    ] == []


@in_chromium
def test_without_scripts_it_is_a_plain_list(tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(re.sub("<script>.*?</script>", "", page(), flags=re.DOTALL), "utf-8")
    dom = browse(tmp_path, file.as_uri(), "--dump-dom")
    assert '<div class="finder" role="search" hidden="">' in dom
    assert dom.count("<h2>") == 3


@in_chromium
def test_it_prints(tmp_path: Path) -> None:
    file, paper = tmp_path / "index.html", tmp_path / "index.pdf"
    file.write_text(page(), "utf-8")
    browse(tmp_path, file.as_uri(), f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    assert paper.read_bytes().startswith(b"%PDF")
