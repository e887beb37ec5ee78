"""One canonical brief, four forms: the same content, structure that no article can change, templates to override."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.brief import Brief
from briefing.brief.coverage import LeftOut
from briefing.brief.dates import CalendarRow, Mark, MarkKind
from briefing.brief.lines import Line, Voice
from briefing.day import Day, Desk
from briefing.errors import ConfigError, RenderError
from briefing.labels import english
from briefing.publish import escape
from briefing.publish.compose import compose
from briefing.publish.header import reading_time
from briefing.publish.quotation import is_verbatim
from briefing.publish.render import Renderer, built_in
from briefing.rules.places import lines_with_places
from briefing.text import count_words, strip_controls
from briefing.types import Direction, EventStatus, Failure, Trend
from tests.build import an_article, quote_of
from tests.days import (
    TODAY,
    a_day,
    a_dispute,
    a_party,
    a_story,
    an_expectation,
    an_objective,
    crowded,
    named,
    three_stories,
    with_items,
)

PAYLOADS = Path(__file__).resolve().parents[2] / "shared" / "data" / "ours_render.jsonl"
EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[x](javascript:alert(1))",
    "![x](https://evil.example/p.png)",
    "<https://evil.example>",
    "https://evil.example/a www.evil.example",
    "[x]: https://evil.example",
    "| a | b |",
    "`code` ``` fence",
    "# Heading",
    "- item",
    "+ item",
    "1. item",
    "12) item",
    "> quote",
    "---",
    "===",
    "*a* _b_ ~~c~~ **d**",
    "&lt;script&gt; &amp; &#106;",
    "\\[x\\](y) \\",
    "a\nb\r\n\n## c\u2028d\x85e",
    "{{ 7*7 }} {% include 'x' %} {# x #}",
    "</details></summary></table><h1>x</h1>",
    "\u202egpj.exe \u2066x\u2069 sanc\u200btions a\x00b \x1b[31mred",
    "Z" + "\u0335" * 300,
    "\ud800 \uffff \ue000 \ufe0f",
    "<!-- x --> <![CDATA[ x ]]> <?php ?>",
    "'; DROP TABLE x; --",
    "[^1]: note [^1]",
    "$x$ $$y$$",
)


def hostile(payload: str) -> Day:
    """Return a day on which every text that comes from outside holds ``payload``; bodies were cleaned before."""
    clean = " ".join(strip_controls(payload).split())
    wish = f"wants {clean} back"
    article = an_article(
        f"Peru {wish} soon. Chile rejects {clean} outright. Peru may {clean} leave.",
        id="evil",
        title=f"Peru says {payload}",
        outlet=f"Outlet {payload}",
        url="https://news.example/a?b=1&c=2",
    )
    speaker = named(f"Ana {payload}", f"Minister of {payload}")
    rejection = f"Chile rejects {clean} outright"
    summary = with_items(
        article,
        an_objective(article, wish, f"Peru {payload}", attribution=speaker),
        a_dispute(
            article,
            rejection,
            a_party(article, f"Chile {payload}", rejection, speaker),
            a_party(article, f"Peru {payload}", None),
            trend=Trend(direction=Direction.UP, cue=payload),
        ),
        an_expectation(article, f"Peru may {clean} leave", f"Peru {payload}", hedge=f"may {payload}"),
    )
    return a_day(
        [article],
        [summary],
        [a_story(article)],
        left_out=(LeftOut(title=payload, reason=payload), LeftOut(title=payload, reason="undated")),
        failures=(Failure(stage="collect", subject=payload, message=payload),),
        desk=Desk(title=f"Desk {payload}", marking=f"TLP {payload}"),
    )


BENIGN = compose(hostile("the archive"))


def with_payload(value: Any, payload: str) -> Any:
    """Return ``value``, a brief or part of one, with ``payload`` in place of each "the archive" in its texts."""
    if isinstance(value, tuple):
        return tuple(with_payload(each, payload) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: with_payload(getattr(value, each.name), payload) for each in fields(value)}
        return replace(value, **parts)
    return value.replace("the archive", payload) if type(value) is str else value


def payloads(*kinds: str) -> list[str]:
    if not PAYLOADS.exists():
        pytest.skip("../shared is not beside the project")
    lines = PAYLOADS.read_text(encoding="utf-8").splitlines()
    found = map(json.loads, lines)
    return sorted({each["payload"] for each in found if not kinds or each["kind"].startswith(kinds)})


a_tenth_and_all = pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.long)])
"""Of the collected payloads the tests take each tenth, the long tests all."""


@cache
def full_brief() -> Brief:
    return compose(three_stories(previous=compose(a_day()), sample=True, desk=Desk(marking="TLP:GREEN")))


# ── Markdown ──────────────────────────────────────────────────────────────────


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


# ── S6: the skeleton ──────────────────────────────────────────────────────────

SECTIONS = ["Bottom line", "What changed", "Stories", "Expectations ledger", "Calendar", "Watch"]
SECTIONS += ["Caveats", "Coverage", "Sources"]


@pytest.mark.parametrize("day", [a_day(), three_stories(), crowded(40)], ids=["none", "three", "forty"])
def test_s6_every_form_has_the_same_sections_in_the_same_order(day: Day, renderer: Renderer) -> None:
    brief = compose(day)
    heads = re.findall(r"^## (.+?)$", renderer.markdown(brief), re.MULTILINE)
    assert heads == SECTIONS
    for page in (renderer.html(brief), renderer.email_html(brief)):
        assert [squeezed(each) for each in elements(page, "h2")] == SECTIONS
    text = renderer.email_text(brief)
    places = [text.index(f"\n{name.upper()}\n") for name in SECTIONS]
    assert places == sorted(places)


def test_s6_an_empty_section_says_so_in_one_line(renderer: Renderer) -> None:
    brief = compose(a_day())
    for text in forms(renderer, brief):
        for part in ("bottom_line", "stories", "ledger", "calendar", "watch", "caveats", "sources"):
            assert english()(f"empty.{part}") in text


def test_s7_the_header_states_counts_reading_time_cut_off_and_engine(renderer: Renderer) -> None:
    brief = full_brief()
    for text in forms(renderer, brief):
        for words in (
            "3 new reports from 3 independent sources.",
            "-minute read.",
            "Information cut-off: 10 March 2025, 18:00 UTC.",
            "Embedded engine, no model used.",
            "TLP:GREEN",
            "Invented sample",
        ):
            assert words in text


@pytest.mark.parametrize(
    "day", [a_day(), three_stories(), crowded(6), crowded(40)], ids=["none", "three", "six", "forty"]
)
def test_s5_the_words_declared_are_the_words_printed(day: Day, renderer: Renderer) -> None:
    brief = compose(day)
    printed = count_words(
        without_marks(text_of_markdown(renderer.markdown(brief)).partition("\nSources\n")[0])
    )
    assert brief.header.words == pytest.approx(printed, rel=0.03)
    assert printed <= 900


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.1, "10-second read"),
        (0.4, "20-second read"),
        (0.8, "1-minute read"),
        (1.4, "1½-minute read"),
        (1.8, "2-minute read"),
        (3.9, "4-minute read"),
    ],
)
def test_s5_the_reading_time_is_told_in_words(minutes: float, words: str) -> None:
    assert reading_time(minutes, english()) == words


# ── what stands in every form ─────────────────────────────────────────────────


def test_every_form_tells_the_same(renderer: Renderer) -> None:
    """A dispute is told by its sides; what it is in the outlet's words stands on the page alone."""
    brief = with_a_date_and_a_comment(full_brief())
    forms = (
        text_of_markdown(renderer.markdown(brief)),
        text_of(renderer.html(brief)),
        text_of(renderer.email_html(brief)),
        renderer.email_text(brief),
    )
    told = [line for place, line in lines_with_places(brief) if not re.search(r"dispute \d+$", place)]
    assert {*brief.caveats, brief.ledger[0].said, brief.calendar[0].said, *brief.stories[0].comments} <= {
        *told
    }
    for text in (" ".join(form.split()) for form in forms):
        assert [line.text for line in told if escape.plain(line.text) not in text] == []


def with_a_date_and_a_comment(brief: Brief) -> Brief:
    """Return ``brief`` with a date, which the page tells beneath its line of time, and with a comment on its first story."""
    first, *others = brief.stories
    meeting = replace(first.headline, text="The two presidents meet in Encarnación.")
    row = CalendarRow(start=TODAY, end=TODAY, status=EventStatus.SCHEDULED, said=meeting)
    mark = Mark(start=TODAY, end=TODAY, kind=MarkKind.SCHEDULED, status=None, said=meeting)
    comment = Line(text="Each side waits for the other.", voice=Voice.COMMENT, evidence=meeting.evidence)
    stories = (replace(first, comments=(comment,)), *others)
    return replace(brief, calendar=(row,), timeline=(*brief.timeline, mark), stories=stories)


@pytest.mark.parametrize(("beside", "told"), [(0, ""), (2, "Read and not cited: 2 articles.")])
def test_what_the_header_counts_and_the_sources_do_not_list_is_counted_below_them(
    renderer: Renderer, beside: int, told: str
) -> None:
    brief = full_brief()
    cited = sum(row.cited for row in brief.sources)
    header = replace(brief.header, new_reports=1, on_file=cited - 1 + beside)
    sources = renderer.markdown(replace(brief, header=header)).partition("## Sources")[2]
    assert ("Read and not cited" in sources, told in sources) == (bool(told), True)


def test_each_sentence_of_the_bottom_line_is_an_item_of_a_list_in_markdown(renderer: Renderer) -> None:
    brief = full_brief()
    section = renderer.markdown(brief).partition("## Bottom line")[2].partition("\n## ")[0]
    items = [line for line in section.splitlines() if line.strip()]
    assert len(items) == len(brief.bottom_line)
    assert all(line.startswith("- ") for line in items)


def test_a_row_of_the_ledger_that_nobody_says_has_no_mark_of_a_speaker(renderer: Renderer) -> None:
    brief = full_brief()
    rows = tuple(
        replace(row, said=replace(row.said, voice=Voice.FACT, speaker=None), hedge=None)
        for row in brief.ledger
    )
    assert rows
    _, _, ledger = renderer.email_text(replace(brief, ledger=rows)).partition("EXPECTATIONS LEDGER")
    assert " ; " not in ledger
    assert ";;" not in ledger


def test_a_speaker_in_the_middle_of_a_paragraph_ends_with_a_stop(renderer: Renderer) -> None:
    brief = compose(three_stories())
    story = brief.stories[0]
    first = replace(story.headline, text="Peru frees the crews.", speaker="communiqué, in writing")
    told = replace(story, lead=(first, replace(first, text="Chile waits.", speaker=None)))
    markdown = renderer.markdown(replace(brief, stories=(told,)))
    assert "Peru frees the crews. — *communiqué, in writing*. Chile waits." in markdown


def test_the_mail_has_no_empty_paragraph(renderer: Renderer) -> None:
    page = renderer.email_html(compose(three_stories()))
    assert [each for each in elements(page, "p") if not squeezed(each)] == []


def test_e1_both_parts_of_the_mail_have_the_same_content(renderer: Renderer) -> None:
    brief = full_brief()
    html = Counter(count_of(text_of(renderer.email_html(brief)).replace(brief.header.preheader, "", 1)))
    text = Counter(count_of(renderer.email_text(brief)))
    for word in (*count_of(" ".join(english().all("heads.ledger"))), "open", "items"):
        del html[word], text[word]
    assert html - text == Counter()
    assert text - html == Counter()


def test_f1_a_claim_has_its_speaker_set_apart_and_the_outlet_s_voice_has_none(renderer: Renderer) -> None:
    markdown = renderer.markdown(full_brief())
    assert "We shall not pay twice for the same water — *Foreign Minister Clara Iriondo*" in markdown
    assert "— *senior Paraguayan official, on background*" in markdown
    page = renderer.html(full_brief())
    claims = [each for each in elements(page, "details") if "claim" in (each.get("class") or "")]
    assert claims


def test_f9_the_silent_side_is_shown_as_silent_in_the_row_of_the_other(renderer: Renderer) -> None:
    rows = [line for line in renderer.markdown(full_brief()).splitlines() if line.startswith("| **")]
    silent = [row for row in rows if "*no position reported*" in row]
    assert silent
    assert all(row.count(" | ") >= 2 for row in silent)


def test_l1_the_hedge_stands_in_the_printed_row(renderer: Renderer) -> None:
    lines = renderer.markdown(full_brief()).splitlines()
    for story in full_brief().stories:
        for row in story.expectations:
            assert any(row.said.text in line and (row.hedge or "") in line for line in lines)


def test_t5_no_form_says_missed(renderer: Renderer) -> None:
    assert not any("missed" in text for text in forms(renderer, full_brief()))


def test_f11_every_form_says_that_it_was_compiled_automatically(renderer: Renderer) -> None:
    assert all("Compiled automatically." in text for text in forms(renderer, full_brief()))


def test_a_mark_stays_on_the_line_of_its_words_in_the_mail(renderer: Renderer) -> None:
    page = renderer.email_html(full_brief())
    marks = re.findall(r"(.{6})<span class=\"small mark\" style=\"([^\"]*)\"", page)
    assert len(marks) > 5
    assert all(before == "&nbsp;" or before.endswith("\u00a0") for before, _ in marks)
    assert all("white-space: nowrap" in style for _, style in marks)


def test_what_was_left_out_is_listed(renderer: Renderer) -> None:
    brief = compose(three_stories(left_out=(LeftOut(title="Nota de prensa", reason="language: es"),)))
    assert "- Nota de prensa: language: es" in renderer.markdown(brief)
    assert "Left out: 1 language: es." in renderer.markdown(brief)


def test_words_that_were_cut_end_in_an_ellipsis_outside_the_quotation(renderer: Renderer) -> None:
    text = "Peru wants the museum to return the archive " + "and the maps of the coast " * 9 + "."
    article = an_article(text, title="Peru asks for its archive back")
    wish = an_objective(article, text, "Peru")
    brief = compose(a_day([article], [with_items(article, wish)], [a_story(article)]))
    assert re.search(r"the coast … \|", renderer.markdown(brief))
    assert not brief.stories[0].objectives[0].said.text.endswith("…")


# ── the page ──────────────────────────────────────────────────────────────────

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


def count_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


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


@pytest.mark.parametrize("payload", EVIL, ids=range(len(EVIL)))
def test_no_form_holds_an_invisible_or_turning_character(payload: str, renderer: Renderer) -> None:
    brief = compose(hostile(payload))
    for text in (
        renderer.markdown(brief),
        renderer.html(brief),
        renderer.email_html(brief),
        renderer.email_text(brief),
    ):
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff]", text
        )


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


# ── templates ─────────────────────────────────────────────────────────────────


def test_a_template_of_one_s_own_overrides_one_and_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_text(
        "{{ brief.header.title }} | {{ brief.stories[0].headline.text }}", "utf-8"
    )
    brief = compose(hostile("*x*"))
    assert Renderer(tmp_path).markdown(brief) == "Desk \\*x\\* | Peru says \\*x\\*\n"
    assert Renderer(tmp_path).html(brief) == Renderer().html(brief)


def test_a_template_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_text("x", "utf-8")
    assert Renderer().fingerprint == Renderer().fingerprint
    assert Renderer(tmp_path).fingerprint != Renderer().fingerprint


def test_what_else_lies_in_a_folder_of_templates_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"\0\0\0\x01Bud1\xff")
    assert Renderer(tmp_path).fingerprint == Renderer().fingerprint


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("one\n{{ brief.header.titel }}", ["line 2", "titel"]),
        ("one\n{{ brfie }}", ["line 2", "brfie"]),
        ("one\n\n{% if %}", ["line 3"]),
        ("{% include 'none.md.j2' %}", ["none.md.j2", "no template of this name"]),
        ("{{ brief.header.day.no_such() }}", ["line 1", "no_such"]),
        ("{{ 1 / 0 }}", ["line 1", "division"]),
        ("{{ brief.__class__.__mro__ }}", ["line 1", "__class__"]),
    ],
)
def test_a_fault_in_a_template_is_told_in_one_line_with_file_line_and_remedy(
    tmp_path: Path, template: str, words: list[str]
) -> None:
    path = tmp_path / "brief.md.j2"
    path.write_text(template, "utf-8")
    with pytest.raises(RenderError) as caught:
        Renderer(tmp_path).markdown(full_brief())
    message = str(caught.value)
    assert "\n" not in message
    assert all(word in message for word in words)
    assert "brief.md.j2" in message or "none.md.j2" in message
    assert "; " in message


def test_a_folder_of_templates_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no folder of templates"):
        Renderer(tmp_path / "none")


@pytest.mark.parametrize(
    "name", ["breif.md.j2", "briev.html", "brief.html", "briefing.toml", "old/brief.md.j2"]
)
def test_a_file_that_replaces_no_template_is_told_with_those_there_are(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x", "utf-8")
    told = rf"{re.escape(name)}: replaces no template; there are: .*brief\.md\.j2"
    with pytest.raises(ConfigError, match=told) as caught:
        Renderer(tmp_path)
    assert "briefing.toml" not in str(caught.value).partition("there are")[2]


@pytest.mark.parametrize(
    "name", [".DS_Store", ".git/HEAD", "brief.md.j2~", ".brief.md.j2.swp", "#brief.md.j2#"]
)
def test_what_programs_leave_in_a_folder_of_templates_is_let_be(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"\xff\0")
    (tmp_path / "brief.md.j2").write_text("{{ brief.header.title }}", "utf-8")
    assert Renderer(tmp_path).markdown(full_brief()) == "Diplomatic Daily Brief\n"


def test_a_piece_of_a_piece_may_have_any_name_and_one_that_nothing_asks_for_is_told(tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_text("{% include 'seal.txt' %}", "utf-8")
    (tmp_path / "seal.txt").write_text("{% include 'name.txt' %}", "utf-8")
    (tmp_path / "name.txt").write_text("Desk", "utf-8")
    assert Renderer(tmp_path).markdown(full_brief()) == "Desk\n"
    (tmp_path / "brief.md.j2").write_text("Desk", "utf-8")
    with pytest.raises(ConfigError, match=r"name\.txt: replaces no template"):
        Renderer(tmp_path)


def test_a_template_may_bring_pieces_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_text("{% include 'seal.md.j2' %}", "utf-8")
    (tmp_path / "seal.md.j2").write_text("{{ brief.header.title }}", "utf-8")
    assert Renderer(tmp_path).markdown(full_brief()) == "Diplomatic Daily Brief\n"


def test_an_unknown_built_in_file_is_told() -> None:
    with pytest.raises(RenderError, match="none\\.j2"):
        built_in("none.j2")


def test_the_same_brief_gives_the_same_bytes(renderer: Renderer) -> None:
    assert renderer.html(full_brief()) == Renderer().html(full_brief())


def test_a_statement_of_a_model_is_not_said_to_be_verbatim(renderer: Renderer) -> None:
    brief = full_brief()
    assert "Statements are in their sources' own words." in renderer.markdown(brief)
    line = replace(brief.bottom_line[0], text="Our own sentence")
    paraphrased = replace(brief, bottom_line=(line,))
    assert "Worded by a model" in renderer.markdown(paraphrased)


def test_each_row_stands_on_a_line_of_its_own_in_the_mail_s_text(renderer: Renderer) -> None:
    brief = full_brief()
    lines = renderer.email_text(brief).splitlines()
    wanted = [row.said.text for story in brief.stories for row in story.objectives]
    expected = [row.said.text for story in brief.stories for row in story.expectations]
    for text in (*wanted, *expected, *(row.said.text for row in brief.ledger)):
        assert [line for line in lines if text in line and line.startswith("- ")], text
    assert not [line for line in lines if "]- " in line]


def test_words_of_two_quotations_side_by_side_are_the_sources_own() -> None:
    article = an_article("Chile says 300 metres; Bolivia says four kilometres.")
    quotes = tuple(
        quote_of(article, each) for each in ("Chile says 300 metres", "Bolivia says four kilometres.")
    )
    line = Line(text=article.text, voice=Voice.FACT, evidence=quotes)
    assert is_verbatim(line)
    assert not is_verbatim(replace(line, text="Chile says 300 metres; Bolivia denies it."))
