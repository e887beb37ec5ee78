"""The page in a real browser: it fits every screen, follows the reader's colours and asks nobody for anything."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from briefing.day import Desk
from briefing.publish.compose import compose
from briefing.publish.render import Renderer
from tests.days import a_day, crowded, three_stories

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed: the page is not tested in a browser"
)

# The page is measured in a frame, for a window has at least 500 pixels; what is measured is handed over in the title.
# The page's own policy forbids scripts, so the copy in the frame stands without it.
PROBE = """
<script>
for (const each of document.querySelectorAll("details")) each.open = true;
const style = (name) => getComputedStyle(document.querySelector(name));
parent.document.title = JSON.stringify({
  width: innerWidth,
  scroll: document.documentElement.scrollWidth,
  row: style("tbody tr").display,
  head: style("thead").display,
  ground: style("body").backgroundColor,
  nav: style("nav").position,
  drawing: document.querySelector("svg.timeline").getBoundingClientRect().width,
  letters: Math.min(...[...document.querySelectorAll("svg.timeline text")].map((each) => each.getBoundingClientRect().height)),
  hidden: [...document.querySelectorAll("details .passage")].filter((each) => !each.offsetHeight).length,
});
</script>
"""


@cache
def page() -> str:
    """Return a page with words that are longer than a narrow screen."""
    day = crowded(
        9, sample=True, desk=Desk(marking="TLP:AMBER", title="Desk " + "W" * 90), previous=compose(a_day())
    )
    return Renderer().html(compose(day))


def browse(folder: Path, address: str, *options: str) -> str:
    """Return what chromium prints when it is pointed at ``address``."""
    fixed = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    )
    fixed += " --disable-component-update --disable-sync --hide-scrollbars"
    command = [str(CHROMIUM), *fixed.split(), f"--user-data-dir={folder / 'profile'}", *options, address]
    return subprocess.run(command, capture_output=True, check=True, timeout=60, text=True).stdout


def measured(folder: Path, width: int, *options: str) -> dict[str, Any]:
    """Return what the browser measures in a window of ``width``, every passage opened."""
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page())
    framed = escape(open_page.replace("</body>", f"{PROBE}</body>"))
    file = folder / "frame.html"
    frame = f'<iframe style="border: 0; width: {width}px; height: 900px" srcdoc="{framed}"></iframe>'
    file.write_text(f"<!doctype html><meta charset=utf-8><title></title><body>{frame}", "utf-8")
    dom = browse(folder, file.as_uri(), "--dump-dom", "--window-size=1400,1000", *options)
    title = re.search("<title>(.*?)</title>", dom)
    assert title is not None
    found: dict[str, Any] = json.loads(title.group(1))
    return found


@pytest.mark.parametrize(
    ("width", "stacked", "beside"), [(360, True, False), (700, False, False), (1200, False, True)]
)
def test_e7_the_page_fits_the_screen_and_stacks_its_tables_on_a_narrow_one(
    tmp_path: Path, width: int, stacked: bool, beside: bool
) -> None:
    found = measured(tmp_path, width)
    assert found["width"] == width
    assert found["scroll"] <= width
    assert (found["row"], found["head"]) == (
        ("block", "none") if stacked else ("table-row", "table-header-group")
    )
    assert (found["nav"] == "sticky") is beside
    assert found["hidden"] == 0
    assert 300 <= found["drawing"] < width
    assert found["letters"] >= 11


def test_e6_the_page_follows_the_reader_s_colours(tmp_path: Path) -> None:
    light = measured(tmp_path, 1200, "--blink-settings=preferredColorScheme=1")["ground"]
    dark = measured(tmp_path, 1200, "--blink-settings=preferredColorScheme=0")["ground"]
    assert light == "rgb(251, 249, 244)"
    assert dark == "rgb(22, 23, 26)"


@pytest.fixture
def visited() -> Iterator[tuple[str, list[str]]]:
    """Serve the page on loopback; yield its address and the paths that were asked for."""
    asked: list[str] = []
    body = Renderer().html(compose(three_stories())).encode()

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


def test_the_page_asks_for_nothing_but_itself(tmp_path: Path, visited: tuple[str, list[str]]) -> None:
    address, asked = visited
    assert "Bottom line" in browse(tmp_path, address, "--dump-dom")
    assert set(asked) - {"/favicon.ico"} == {"/"}


def test_the_browser_has_nothing_to_complain_of(tmp_path: Path, visited: tuple[str, list[str]]) -> None:
    log = tmp_path / "log.txt"
    browse(tmp_path, visited[0], "--dump-dom", "--enable-logging", f"--log-file={log}")
    lines = log.read_text("utf-8", "replace").splitlines()
    assert [line for line in lines if "CONSOLE" in line and "favicon" not in line] == []


def test_the_page_prints(tmp_path: Path) -> None:
    file, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    file.write_text(page(), "utf-8")
    browse(tmp_path, file.as_uri(), f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    assert paper.read_bytes().startswith(b"%PDF")
