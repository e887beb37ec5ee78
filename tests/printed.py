"""What a reader sees in the forms of a brief: their text, elements and links."""

import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

import html5lib
from markdown_it import MarkdownIt

from briefing.brief import Brief
from briefing.day import Desk
from briefing.publish.compose import compose
from briefing.publish.render import Renderer
from tests.days import a_day, three_stories


@cache
def full_brief() -> Brief:
    return compose(three_stories(previous=compose(a_day()), sample=True, desk=Desk(marking="TLP:GREEN")))


def parsed(page: str) -> Element:
    found: Element = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    return found


def elements(page: str, name: str) -> Iterator[Element]:
    return parsed(page).iter(name)


def squeezed(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def text_of(page: str) -> str:
    body = parsed(page).find("body")
    assert body is not None
    return " ".join(" ".join(body.itertext()).split())


def text_of_markdown(text: str) -> str:
    """Return what a reader of the Markdown sees, a line for a block."""
    return "\n".join(
        "".join(each.content for each in token.children or () if each.type != "html_inline")
        for token in MarkdownIt("commonmark").enable("table").parse(text)
        if token.type == "inline"
    )


def without_marks(text: str) -> str:
    """Return ``text`` without the marks of its citations, which are no words (S5)."""
    return re.sub(r" \[\d+(?:, \d+)*\]", "", text)


def links_of(page: str) -> list[str]:
    return [each.get("href", "") for each in elements(page, "a")]


def forms(renderer: Renderer, brief: Brief) -> tuple[str, str, str, str]:
    """Return the visible text of the four forms."""
    return (
        text_of_markdown(renderer.markdown(brief)),
        text_of(renderer.html(brief)),
        text_of(renderer.email_html(brief)),
        renderer.email_text(brief),
    )
