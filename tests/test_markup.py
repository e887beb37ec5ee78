"""The page and the mail as elements: none that an article brought, headings in order, links that lead somewhere, colours that can be read."""

import re
from itertools import pairwise

import pytest

from briefing.day import Day
from briefing.publish import escape
from briefing.publish.compose import compose
from briefing.publish.render import Renderer, built_in
from tests.days import a_day, crowded, three_stories
from tests.payloads import EVIL, a_tenth_and_all, hostile, payloads
from tests.printed import elements, full_brief, links_of, parsed, squeezed

DRAWN = ("svg", "title", "desc", "line", "circle", "rect", "path", "text")
ALLOWED = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "p",
        "div",
        "header",
        "h1",
        "h2",
        "h3",
        "nav",
        "ol",
        "ul",
        "li",
        "main",
        "section",
        "article",
        "span",
        "details",
        "summary",
        "blockquote",
        "mark",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "colgroup",
        "col",
        "dl",
        "dt",
        "dd",
        "footer",
        "br",
        "b",
        *(f"{{http://www.w3.org/2000/svg}}{name}" for name in DRAWN),
    ]
)
ATTRIBUTES = frozenset(
    [
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "id",
        "href",
        "aria-label",
        "aria-labelledby",
        "rel",
        "scope",
        "data-head",
        "value",
        "style",
        "role",
        "width",
        "cellpadding",
        "cellspacing",
        "border",
        "align",
        "data-css-inline",
        "aria-hidden",
        *("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "height", "overflow", "text-anchor"),
    ]
)


def assert_page_is_ours(page: str, payload: str) -> None:
    tree = parsed(page)
    for element in tree.iter():
        assert element.tag in ALLOWED, payload
        assert set(element.attrib) <= ATTRIBUTES, payload
    out = {each.get("href", "") for each in tree.iter("a")} - {f"#{each.get('id')}" for each in tree.iter()}
    assert out <= {"https://news.example/a?b=1&c=2"}, payload
    assert f"Peru says {escape.plain(payload)}".strip() in "".join(tree.itertext()), payload


@pytest.mark.parametrize("payload", EVIL, ids=range(len(EVIL)))
def test_no_text_adds_an_element_an_attribute_or_a_link_to_page_or_mail(
    payload: str, renderer: Renderer
) -> None:
    brief = compose(hostile(payload))
    assert_page_is_ours(renderer.html(brief), payload)
    assert_page_is_ours(renderer.email_html(brief), payload)


@a_tenth_and_all
def test_no_collected_payload_adds_to_page_or_mail(step: int, renderer: Renderer) -> None:
    for payload in payloads("html")[::step]:
        brief = compose(hostile(payload))
        assert_page_is_ours(renderer.html(brief), payload)
        assert_page_is_ours(renderer.email_html(brief), payload)


def test_the_page_is_one_file_that_asks_for_nothing(renderer: Renderer) -> None:
    page = renderer.html(full_brief())
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|\ssrc=|\son\w+=", page)


def test_e6_headings_are_in_order_and_landmarks_are_there(renderer: Renderer) -> None:
    page = parsed(renderer.html(full_brief()))
    levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch(r"h[1-6]", each.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.get("lang") == "en"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(list(page.iter(landmark))) == 1
    body = page.find("body")
    assert body is not None
    assert body[0].get("href") == "#bottom-line"


def test_every_link_inside_the_page_leads_somewhere(renderer: Renderer) -> None:
    page = renderer.html(full_brief())
    ids = [each.get("id") for each in parsed(page).iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert {each[1:] for each in links_of(page) if each.startswith("#")} <= set(ids)


def test_links_out_of_the_page_tell_nobody_where_they_come_from(renderer: Renderer) -> None:
    out = [
        each for each in elements(renderer.html(compose(hostile("x"))), "a") if each.get("href", "")[0] != "#"
    ]
    assert out
    assert all(each.get("rel") == "noopener noreferrer" for each in out)


def test_every_statement_opens_its_passage_with_the_quote_marked(renderer: Renderer) -> None:
    brief = full_brief()
    page = renderer.html(brief)
    opened = [each for each in elements(page, "details") if each.get("class") != "history"]
    assert len(opened) >= len(brief.bottom_line) + sum(len(story.objectives) for story in brief.stories)
    for each in opened:
        summary, quote = each.find("summary"), each.find("blockquote/p/mark")
        assert summary is not None
        assert quote is not None
        words = summary.find("span[@class='words']")
        assert words is not None
        assert squeezed(words).strip("… ") in squeezed(quote)


def test_an_opened_passage_is_the_passage_word_for_word(renderer: Renderer) -> None:
    brief = full_brief()
    passages = {" ".join(each.text.split()) for each in brief.passages}
    shown = {squeezed(each) for each in elements(renderer.html(brief), "p") if each.find("mark") is not None}
    assert shown
    assert shown <= passages


def test_e7_each_cell_of_a_wide_table_carries_its_head_for_narrow_screens(renderer: Renderer) -> None:
    for table in elements(renderer.html(full_brief()), "table"):
        heads = [squeezed(each) for each in table.iter("th")]
        assert all(each.get("scope") == "col" for each in table.iter("th"))
        for row in table.findall("tbody/tr"):
            if row.get("class") == "history":
                continue
            cells = [each.get("data-head") for each in row.iter("td")]
            assert len(cells) == len(heads)
            empty = [squeezed(each) == "" for each in row.iter("td")]
            named = zip(cells[1:], heads[1:], empty[1:], strict=True)
            assert all(cell == head or (cell is None and is_empty) for cell, head, is_empty in named)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_e6_the_contrast_is_at_least_four_and_a_half_in_light_and_dark() -> None:
    schemes = re.findall(r"--paper: #[^}]+", built_in("brief.css.j2"))[:2]
    assert len(schemes) == 2
    for scheme in schemes:
        colour = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", scheme))
        for ink in ("ink", "soft", "accent"):
            for ground in ("paper", "wash"):
                assert _contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)
        assert _contrast(colour["ink"], colour["mark"]) >= 4.5


def test_e6_the_contrast_of_the_mail_is_at_least_four_and_a_half_in_light_and_dark() -> None:
    light = re.sub(r"\.preheader [^\n]+", "", built_in("email.css.j2"))
    inks = set(re.findall(r"[ ;]color: (#[0-9a-f]{6})", light))
    dark = built_in("email.html.j2").partition("prefers-color-scheme")[2].partition("max-width")[0]
    dark_inks = set(re.findall(r"[ ;]color: (#[0-9a-f]{6})", dark))
    assert len(inks) >= 3
    assert len(dark_inks) >= 3
    assert all(_contrast(ink, "#fbf9f4") >= 4.5 for ink in inks)
    assert all(_contrast(ink, "#16171a") >= 4.5 for ink in dark_inks)


# ── the mail ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("day", [a_day(), three_stories(), crowded(60)], ids=["none", "three", "sixty"])
def test_e4_the_mail_stays_under_100_kb(day: Day, renderer: Renderer) -> None:
    assert len(renderer.email_html(compose(day)).encode()) < 100_000


def test_e2_e3_the_mail_is_one_column_with_inline_styles_and_no_images(renderer: Renderer) -> None:
    page = renderer.email_html(full_brief())
    layout = [each for each in elements(page, "table") if each.get("role") == "presentation"]
    assert [each.get("width") for each in layout] == ["100%", "600"]
    assert all(
        each.get("style")
        for name in ("p", "td", "h2", "h3")
        for each in elements(page, name)
        if each.get("class") or name != "td"
    )
    assert not list(elements(page, "img"))
    data = [each for each in elements(page, "table") if each.get("role") != "presentation"]
    assert data
    scopes = [[head.get("scope") for head in each.iter("th")] for each in data]
    assert all(some in (["col"] * 3, ["col"] * 2) or set(some) == {"row"} for some in scopes)


def test_e5_the_preheader_stands_first_in_the_mail_and_out_of_sight(renderer: Renderer) -> None:
    brief = full_brief()
    body = parsed(renderer.email_html(brief)).find("body")
    assert body is not None
    assert squeezed(body[0]) == brief.header.preheader
    assert "display: none" in (body[0].get("style") or "").replace("display:none", "display: none")
