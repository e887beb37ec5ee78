"""No text changes the structure of the Markdown, and each is shown letter for letter."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.publish import escape
from briefing.publish.compose import compose
from briefing.publish.render import Renderer
from tests.build import an_article
from tests.days import a_day, a_story
from tests.payloads import BENIGN, EVIL, a_tenth_and_all, hostile, payloads, with_payload
from tests.printed import links_of, text_of


def tokens(text: str) -> list[Any]:
    """Return the tokens of ``text``, those inside lines included, read by CommonMark with tables and raw HTML."""
    found = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [each for token in found for each in (token, *(token.children or ()))]


def structure(text: str) -> list[tuple[str, str]]:
    """Return the blocks of a Markdown text, and what inside its lines is not plain text."""
    return [
        (each.type, each.tag)
        for each in tokens(text)
        if each.type not in ("text", "softbreak", "text_special")
    ]


@cache
def benign_structure() -> list[tuple[str, str]]:
    return structure(Renderer().markdown(BENIGN))


def assert_markdown_is_ours(text: str, payload: str) -> None:
    assert structure(text) == benign_structure(), payload
    links = {each.attrs["href"] for each in tokens(text) if each.type == "link_open"}
    assert links <= {"https://news.example/a?b=1&c=2"}
    shown = "".join(each.content for each in tokens(text) if each.type in ("text", "text_special"))
    assert f"Peru says {escape.plain(payload)}".strip() in shown


@pytest.mark.parametrize("payload", EVIL, ids=range(len(EVIL)))
def test_no_text_changes_the_structure_of_the_markdown(payload: str, renderer: Renderer) -> None:
    assert_markdown_is_ours(renderer.markdown(with_payload(BENIGN, payload)), payload)


@a_tenth_and_all
def test_no_collected_payload_changes_the_structure_of_the_markdown(step: int, renderer: Renderer) -> None:
    for payload in payloads()[::step]:
        assert_markdown_is_ours(renderer.markdown(with_payload(BENIGN, payload)), payload)


@given(st.text(max_size=60))
def test_markdown_shows_any_text_letter_for_letter(text: str) -> None:
    escaped = escape.markdown(text)
    found = tokens(f"{escaped}\n")
    assert "".join(each.content for each in found if each.type in ("text", "text_special")) == escape.plain(
        text
    )
    assert {each.type for each in found} <= {
        "paragraph_open",
        "inline",
        "text",
        "text_special",
        "paragraph_close",
    }


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_cell_stays_a_cell(one: str, other: str) -> None:
    table = f"| a | b |\n| --- | --- |\n| {escape.markdown(one)} | {escape.markdown(other)} |\n"
    cells = [each.content for each in tokens(table) if each.type == "inline"]
    assert len(cells) == 4


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "https://",
        "https://user:secret@news.example/",
        "https://news.example/ onclick=x",
        'https://news.example/"x',
        "https://news.example/>x",
        "http://[::1",
        "ftp://news.example/",
        "",
    ],
)
def test_only_plain_http_addresses_become_links(url: str, renderer: Renderer) -> None:
    article = an_article("Peru said yes.", title="Peru says yes", url=url)
    brief = compose(a_day([article], [], [a_story(article)]))
    assert escape.link(url) is None
    assert "](<" not in renderer.markdown(brief)
    assert not [each for each in links_of(renderer.html(brief)) if not each.startswith("#")]


def test_an_address_is_shown_with_its_host(renderer: Renderer) -> None:
    brief = compose(hostile("x"))
    assert "(<https://news.example/a?b=1&c=2>) (news.example)" in renderer.markdown(brief)
    assert "news.example" in text_of(renderer.html(brief))
