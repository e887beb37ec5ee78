"""A web page becomes the text of its article, its captions, and what it says of itself.

trafilatura finds the body, in precision mode: comments and tables are left out. What nobody
is meant to see (hidden elements) is removed before, and kept apart for inspection.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing.collect.blocks import one_line
from briefing.collect.dates import Published, parse_published
from briefing.collect.furniture import credit_at_end, is_machine_addressed
from briefing.collect.metadata import Metadata, metadata_of
from briefing.text import count_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """``text`` is what was extracted, one paragraph a line; ``captions`` and ``standfirsts`` were taken out of it.

    ``hidden`` is what a browser does not show: the text of such elements, a line each, and the comments and
    descriptions of pictures that give orders to a machine. ``oddity`` says why the page was not read at all.
    """

    metadata: Metadata
    oddity: str | None = None
    text: str = ""
    captions: tuple[str, ...] = ()
    standfirsts: tuple[str, ...] = ()
    hidden: str = ""


def read_page(source: str, *, address: str | None) -> WebPage:
    """Return what stands on the page ``source``. Broken HTML is read as far as it goes and never raises."""
    if _is_crowded(source):
        return WebPage(metadata=Metadata(), oddity=_CROWDED)
    tree = _parsed(source)
    if tree is None:
        return WebPage(metadata=Metadata())
    if oddity := _oddity(tree):
        return WebPage(metadata=Metadata(), oddity=oddity)
    metadata = metadata_of(tree, address=address)
    hidden = [*_taken(_hidden(tree)), *filter(is_machine_addressed, _unprinted(source, tree))]
    _drop(tree.iter(*_NO_TEXT))
    _keep_times(tree)
    captions = _captions(tree)
    standfirsts = _taken(filter(_is_short, _of_class(tree, _STANDFIRST_CLASS)))
    return WebPage(
        metadata=metadata,
        text=_body(tree),
        captions=captions,
        standfirsts=tuple(standfirsts),
        hidden="\n".join(hidden),
    )


def _parsed(source: str) -> "HtmlElement | None":
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _line(element: "HtmlElement") -> str:
    return one_line(element.text_content())


def _drop(elements: "Iterable[HtmlElement]") -> None:
    for element in list(elements):
        if element.getparent() is not None:
            element.drop_tree()


def _taken(elements: "Iterable[HtmlElement]") -> list[str]:
    """Take elements out of their tree and return the text they had."""
    found = list(elements)
    lines = [one_line(" ".join(element.itertext())) for element in found]
    _drop(found)
    return [line for line in lines if line]


# ── what no article has ───────────────────────────────────────────────────────

_DEEPEST, _MOST_ELEMENTS, _MOST_ATTRIBUTES = 200, 100_000, 500
_CROWDED = f"has an element with more than {_MOST_ATTRIBUTES} attributes"
_VALUE = r"=\s*+(?:\"[^\"]*\"|'[^']*')"
_TAG = re.compile(
    rf"<!--(?:-?>|.*?(?:-->|\Z))|<(?:(?P<code>script|style)(?=[\s/>])|[a-z])(?P<inside>(?:{_VALUE}|[^>])*+)(?(code).*?(?:</(?P=code)|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_NAME = re.compile(rf"(?:{_VALUE}|=\s*+[^\s>]*+)|(?P<name>[^\s/=]++)")


def _is_crowded(source: str) -> bool:
    """Tell whether an element has more attributes than any article's; the parser takes a minute over 100,000."""
    long = (tag["inside"] for tag in _TAG.finditer(source) if len(tag["inside"] or "") > _MOST_ATTRIBUTES)
    return any(sum(1 for each in _NAME.finditer(tag) if each["name"]) > _MOST_ATTRIBUTES for tag in long)


def _oddity(tree: "HtmlElement") -> str | None:
    """Return what a page has and no article's has: over such pages, be they small, trafilatura takes minutes or fails."""
    from lxml import etree

    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > _DEEPEST:
            return f"has elements more than {_DEEPEST} deep in one another"
        if elements > _MOST_ELEMENTS:
            return f"has more than {_MOST_ELEMENTS:,} elements"
    return None


# ── what is not shown, or is no text ──────────────────────────────────────────

_NO_TEXT = (
    *(
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "iframe",
        "object",
        "button",
        "select",
        "textarea",
        "canvas",
    ),
    *("audio", "video", "nav", "aside", "footer"),
)
_UNSEEN_STYLE = re.compile(
    r"display:none|visibility:hidden|(?:font-size|opacity|max-height):0(?:px|em|rem|pt|%)?(?:;|!|$)"
    r"|(?:left|top|text-indent):-\d{4,}|clip:rect\(0"
)
_UNSEEN_CLASS = re.compile(r"(?:^|\s)(?:u-hidden|visually-?hidden|sr-only|screen-reader-text)(?:\s|$)")


def _hidden(tree: "HtmlElement") -> "list[HtmlElement]":
    """Return what no reader sees; a page that is hidden as a whole until a script shows it is not."""
    marked = tree.xpath("//body//*[@hidden or @aria-hidden='true']")
    styled = [
        element
        for element in tree.xpath("//body//*[@style]")
        if _UNSEEN_STYLE.search(element.get("style").replace(" ", "").lower())
    ]
    found = [*marked, *styled, *_of_class(tree, _UNSEEN_CLASS)]
    return [element for element in found if element.find(".//h1") is None]


def _unprinted(source: str, tree: "HtmlElement") -> Iterator[str]:
    """Yield the comments of a page and what it says in place of its pictures."""
    for each in source.split("<!--")[1:]:
        comment, end, _ = each.partition("-->")
        if end:
            yield one_line(comment)
    yield from (one_line(text) for text in tree.xpath("//@alt | //@title | //@aria-label"))


def _of_class(tree: "HtmlElement", pattern: re.Pattern[str]) -> "list[HtmlElement]":
    return [
        element
        for element in tree.xpath("//body//*[@class]")
        if pattern.search(element.get("class").lower().replace("_", "-"))
    ]


def _keep_times(tree: "HtmlElement") -> None:
    """Make the times within paragraphs plain text, which extraction would take out of their sentences."""
    for element in tree.xpath("//p//time"):
        element.tag = "span"


# ── captions and standfirsts ──────────────────────────────────────────────────

_CAPTION_CLASS = re.compile(r"wp-caption-text|(?:image|photo|picture|media)-?caption|(?:^|\s)caption(?:\s|$)")
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|attribution")
_STANDFIRST_CLASS = re.compile(
    r"standfirst|sub-?headline|article-?subtitle|key-?points|(?:^|[\s-])(?:dek|deck)(?:\s|$)|article-?summary"
)
_SHORTEST_CAPTION = 4
_LONGEST_STANDFIRST = 90


def _captions(tree: "HtmlElement") -> tuple[str, ...]:
    """Take captions out of the tree and return them without their credits."""
    found: dict[str, str] = {}
    for element in [*tree.iter("figcaption"), *_of_class(tree, _CAPTION_CLASS)]:
        _drop(part for part in element.iterdescendants() if _is_credit(part))
        line = _line(element)
        line = line[: credit_at_end(line)].rstrip()
        if count_words(line) >= _SHORTEST_CAPTION:
            found.setdefault(line.lower(), line)
        _drop([element])
    _drop(figure for figure in list(tree.iter("figure")) if _is_short(figure))
    return tuple(found.values())


def _is_credit(element: "HtmlElement") -> bool:
    return element.tag == "cite" or _CREDIT_CLASS.search((element.get("class") or "").lower()) is not None


def _is_short(element: "HtmlElement") -> bool:
    return count_words(_line(element)) <= _LONGEST_STANDFIRST


# ── the body ──────────────────────────────────────────────────────────────────

_TOO_SHORT = 60
for _library in (
    "trafilatura",
    "htmldate",
):  # what they warn of is told by our own errors, not on the terminal
    logging.getLogger(_library).addHandler(logging.NullHandler())


def _body(tree: "HtmlElement") -> str:
    """Return the text of the body, one paragraph a line. Where precision finds hardly any, the longest try wins."""
    found = _extracted(tree, precise=True)
    if found.count(" ") >= _TOO_SHORT:
        return found
    tries = [found, _extracted(tree, precise=False), *map("\n".join, _paragraphs(tree))]
    return max(tries, key=len)


def _extracted(tree: "HtmlElement", *, precise: bool) -> str:
    from trafilatura import extract

    text = extract(
        tree,
        favor_precision=precise,
        favor_recall=not precise,
        include_comments=False,
        include_tables=not precise,
        deduplicate=False,
    )
    return text or ""


def _paragraphs(tree: "HtmlElement") -> Iterator[list[str]]:
    for path in ("//article//p", "//main//p", "//p"):
        yield [line for element in tree.xpath(path) if (line := _line(element))]


# ── the date as a last resort ─────────────────────────────────────────────────

_NOT_THE_ARTICLE = (
    "//*[contains(text(),'©')] | //*[contains(@class,'related') or contains(@class,'comment')"
    " or contains(@class,'sidebar') or contains(@class,'more') or contains(@class,'teaser') or contains(@class,'copyright')]"
)
_EARLIEST, _LATEST = datetime(1995, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def guessed_published(source: str, *, address: str | None) -> Published | None:
    """Return the date that the page's own markup suggests, where no metadata states one."""
    from htmldate import find_date

    tree = _parsed(source)
    if tree is None:
        return None
    _drop(tree.iter(*_NO_TEXT))  # scripts too: they list the dates of other articles
    _drop(element for element in tree.xpath(_NOT_THE_ARTICLE) if element.tag not in ("html", "body"))
    found = find_date(
        tree,
        extensive_search=False,
        original_date=True,
        url=address,
        min_date=_EARLIEST.replace(tzinfo=None),
        max_date=_LATEST.replace(tzinfo=None),
    )
    return parse_published(found) if found else None


# ── back to the source ────────────────────────────────────────────────────────

_BETWEEN = re.compile(r"(?:\s|<[^<>]{0,2000}>|&nbsp;|&#160;|&#xa0;)+")
_ENTITY = re.compile(r"&#?\w{1,8};")
_MANY_WORDS, _LONGEST_WORD = 24, 200
_AFTER = 100_000
_MOST_MISSES, _MOST_TRIES = 50, 2_000
"""Of a page on which so many passages are not to be found in their order no more are looked for, and none at more places."""


def located_in_order(
    source: str, passages: Sequence[str], *, after: int = 0
) -> Iterator[tuple[int, int] | None]:
    """Yield where each of ``passages`` stands, as :func:`located` does; each is looked for behind the one before it first."""
    last, misses = after, 0
    for text in passages:
        place = located(source, text, after=last) if misses < _MOST_MISSES else None
        if place is None and misses < _MOST_MISSES:
            misses += 1
            place = located(source, text, after=after) if last > after else None
        last = place[1] if place else last
        yield place


def located(source: str, text: str, *, after: int = 0, until: int | None = None) -> tuple[int, int] | None:
    """Return where in the HTML ``source`` the words of ``text`` stand, markup between them included; long words stand nowhere."""
    words = [word for word in text.split() if word != "-"]  # extraction marks the items of a list so
    until = len(source) if until is None else until
    if len(words) > _MANY_WORDS:
        half = _MANY_WORDS // 2
        begin = located(source, " ".join(words[:half]), after=after, until=until)
        reach = min(until, begin[1] + _AFTER + 4 * len(text)) if begin else 0
        end = located(source, " ".join(words[-half:]), after=begin[1], until=reach) if begin else None
        return (begin[0], end[1]) if begin and end else None
    if not words or max(map(len, words)) > _LONGEST_WORD:
        return None
    opening = re.compile("".join(map(_in_markup, words[0][:_OPENING])))
    for _ in range(_MOST_TRIES):
        match = opening.search(source, after, until)
        if match is None:
            break
        if end_at := _end_of_words(source, words, match.start()):
            return (match.start(), end_at) if end_at <= until else None
        after = match.start() + 1
    return None


_OPENING = 4
"""The letters of a word that a place is looked for by: a pattern for all words would take longer to make than to find."""


def _in_markup(char: str) -> str:
    """Return the pattern of a character, which may be written as an entity if it is a special one."""
    return char if _is_plain(char) else rf"(?:{re.escape(char)}|{_ENTITY.pattern})"


def _is_plain(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _end_of_words(source: str, words: Sequence[str], start: int) -> int | None:
    """Return where ``words`` end that begin at ``start``, or ``None`` where others stand there."""
    end = _end_of_word(source, words[0], start)
    for word in words[1:]:
        gap = _BETWEEN.match(source, end) if end is not None else None
        if gap is None:
            return None
        end = _end_of_word(source, word, gap.end())
    return end


def _end_of_word(source: str, word: str, start: int) -> int | None:
    if source.startswith(word, start) and "&" not in word:
        return start + len(word)
    for char in word:
        entity = None if _is_plain(char) else _ENTITY.match(source, start)
        if entity is None and not source.startswith(char, start):
            return None
        start = entity.end() if entity else start + 1
    return start
