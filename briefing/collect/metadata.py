"""What a web page says of its article outside the article: ``meta`` elements, JSON-LD, the address. Pure."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.collect.blocks import normalized, one_line
from briefing.collect.dates import Published, parse_published
from briefing.collect.feed import canonical_link
from briefing.collect.furniture import is_opinion_mark

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """``published`` is stated by the page's author or its address, ``opinion`` by section, type or address."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: Published | None = None
    opinion: bool = False


def metadata_of(tree: "HtmlElement", *, address: str | None) -> Metadata:
    """Return what the page at ``address`` says of its article. Nothing is taken from teasers, sidebars or footers."""
    meta = _meta(tree)
    article = _article(tree)
    canonical = _first(tree.xpath("//link[@rel='canonical']/@href"))
    url = canonical_link(canonical) or canonical_link(meta.get("og:url")) or canonical_link(address)
    outlet = meta.get("og:site_name") or _name(article.get("publisher")) or meta.get("application-name")
    return Metadata(
        title=_title(tree, meta, article, outlet),
        outlet=outlet,
        url=url,
        language=_language(tree, meta, article),
        published=_published(tree, meta, article, url),
        opinion=_is_opinion(meta, article, url),
    )


def _line(value: object) -> str | None:
    return one_line(value) or None if isinstance(value, str) else None


def _first(values: list[str]) -> str | None:
    return next((line for value in values if (line := _line(value))), None)


def _meta(tree: "HtmlElement") -> Mapping[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = _line(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


# ── JSON-LD ───────────────────────────────────────────────────────────────────

_ARTICLE_TYPE = re.compile(r"(?:article|posting|report|review)$", re.IGNORECASE)
_LONGEST_SCRIPT = 500_000


def _article(tree: "HtmlElement") -> Mapping[str, Any]:
    """Return the page's own article object of its JSON-LD; those of lists and related items lie deeper."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = script.text_content()
        if len(text) <= _LONGEST_SCRIPT:
            for candidate in _objects(_loaded(text)):
                if any(_ARTICLE_TYPE.search(kind) for kind in _types(candidate)):
                    return candidate
    return {}


def _loaded(text: str) -> object:
    try:
        return json.loads(text.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(loaded: object) -> Iterator[Mapping[str, Any]]:
    for item in loaded if isinstance(loaded, list) else [loaded]:
        if isinstance(item, dict):
            yield item
            inner = [item.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage")]
            for value in inner:
                yield from (
                    each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)
                )


def _types(item: Mapping[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _line(value.get("name") if isinstance(value, dict) else value)


# ── title ─────────────────────────────────────────────────────────────────────

_SITE_SUFFIX = re.compile(r"\s+(?:\||-|–|—|·|::|»)\s+(?=\S)")


def _title(
    tree: "HtmlElement", meta: Mapping[str, str], article: Mapping[str, Any], outlet: str | None
) -> str | None:
    """Return the headline as the reader sees it where the page has one, else as metadata gives it."""
    stated = [
        meta.get("og:title"),
        _line(article.get("headline")),
        meta.get("twitter:title"),
        _first([element.text_content() for element in tree.iter("title")]),
    ]
    known = [_without_site(title, outlet) for title in stated if title]
    headings = [line for element in tree.iter("h1") if (line := _line(element.text_content()))]
    shown = next((line for line in headings if any(_is_same(line, title) for title in known)), None)
    only = headings[0] if len(headings) == 1 and not known else None
    return shown or only or next(iter(known), None)


def _without_site(title: str, outlet: str | None) -> str:
    """Drop " | The Example Times" from the end, if that is the outlet, or short beside the rest."""
    *parts, last = _SITE_SUFFIX.split(title)
    if not parts:
        return title
    bare = title[: title.rindex(last)].rstrip(" |-–—·:»")
    is_site = outlet is not None and normalized(last) == normalized(outlet)
    separator = title[len(bare) : title.rindex(last)]
    is_short = "|" in separator and len(last.split()) <= 4 and len(bare.split()) >= 4
    return bare if is_site or is_short else title


def _is_same(one: str, other: str) -> bool:
    here, there = normalized(one), normalized(other)
    if here == there or (min(len(here), len(there)) > 15 and (here in there or there in here)):
        return True
    mine, theirs = set(here.split()), set(there.split())
    return len(mine & theirs) >= 0.6 * max(1, min(len(mine), len(theirs))) and len(mine) > 2


# ── language, opinion ─────────────────────────────────────────────────────────


def _language(tree: "HtmlElement", meta: Mapping[str, str], article: Mapping[str, Any]) -> str | None:
    root = next(iter(tree.xpath("/html/@lang | /html/@xml:lang")), None)
    return (
        _line(root)
        or _name(article.get("inLanguage"))
        or meta.get("og:locale")
        or meta.get("content-language")
        or meta.get("language")
    )


def _is_opinion(meta: Mapping[str, str], article: Mapping[str, Any], url: str | None) -> bool:
    sections = [
        meta.get(name) for name in ("article:section", "section", "og:section", "parsely-section", "kicker")
    ]
    stated = article.get("articleSection")
    sections += [_line(value) for value in (stated if isinstance(stated, list) else [stated])]
    folders = (url or "").split("/")[3:-1]
    return (
        any(section and is_opinion_mark(section) for section in [*sections, *folders])
        or "opinion" in (meta.get("og:type") or "").lower()
        or any("opinion" in kind.lower() for kind in _types(article))
    )


# ── date ──────────────────────────────────────────────────────────────────────

_DATE_NAMES = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "pubdate", "publish-date", "publish_date", "publication_date", "published",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "citation_publication_date",
    "article.published", "cxenseparse:recs:publishtime", "iso-8601-publish-date", "date", "article:post_date",
)  # fmt: skip
_ELSEWHERE = (
    "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::*[contains(concat(' ',@class,@id),'related')"
    " or contains(@class,'sidebar') or contains(@class,'comment') or contains(@class,'teaser') or contains(@class,'recommend')"
    " or contains(@class,'card') or contains(@class,'promo') or contains(@class,'more')]"
)
_STATED = f"//*[@itemprop='datePublished' or @pubdate or contains(@class,'published')][not({_ELSEWHERE})]"
_TIMES = f"//time[@datetime][not({_ELSEWHERE})]"
_IN_ADDRESS = re.compile(r"/(20\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/\-_.]|$)")


def _published(
    tree: "HtmlElement", meta: Mapping[str, str], article: Mapping[str, Any], url: str | None
) -> Published | None:
    """Return the first date that can be believed: of the metadata, of the article's own elements, of its address."""
    for value in _date_values(tree, meta, article):
        published = parse_published(value) if value else None
        if published:
            return published
    dated = _IN_ADDRESS.search(url or "")
    return parse_published("-".join(dated.groups())) if dated else None


def _date_values(
    tree: "HtmlElement", meta: Mapping[str, str], article: Mapping[str, Any]
) -> Iterator[str | None]:
    yield _line(article.get("datePublished"))
    yield from (meta.get(name) for name in _DATE_NAMES)
    for element in tree.xpath(_STATED):
        yield _line(element.get("datetime") or element.get("content") or element.text_content())
    yield from (_line(time.get("datetime")) for time in _own_times(tree))


def _own_times(tree: "HtmlElement") -> list["HtmlElement"]:
    """Return the first ``time`` of the element that holds the headline: others date what the text tells of."""
    for heading in tree.iter("h1"):
        for holder in heading.iterancestors("header", "article", "main"):
            times: list[HtmlElement] = holder.xpath("." + _TIMES)
            if times:
                return times[:1]
    return []
