"""How far a source is to be trusted: the Admiralty letter (briefcraft 2.6). Pure."""

import re
from collections.abc import Mapping

from briefing.publish.escape import host
from briefing.publish.lines import opens_with_dateline
from briefing.text import paragraphs
from briefing.types import Article, ArticleFlag, NoiseReason, PublishedBasis

_OFFICIAL_HOST = re.compile(
    r"(?:^|\.)(?:gov|mil|int|europa\.eu|un\.org)$|\.(?:gov|gob|gouv|gov|mil|go)\.[a-z]{2}$"
)
_CREDITED = (NoiseReason.CREDIT, NoiseReason.BYLINE, NoiseReason.DATELINE_FURNITURE)


def grade_of(article: Article, set_by_desk: Mapping[str, str] | None) -> tuple[str, str]:
    """Return the letter of an article's source and who set it, "desk" or "inferred"."""
    letter = (set_by_desk or {}).get(article.outlet or "")
    return (letter, "desk") if letter else (_inferred(article), "inferred")


def _inferred(article: Article) -> str:
    if _is_official(article):
        return "A"
    dated = article.published_basis not in (PublishedBasis.UNDATED, PublishedBasis.TEXT)
    if article.outlet and dated:
        return "B" if _is_signed(article) else "C"
    if ArticleFlag.NO_FULL_TEXT in article.flags and not article.outlet and not dated:
        return "F"
    doubtful = ArticleFlag.ENCODING_SUSPECT in article.flags or has_broken_quotes(article.text)
    return "D" if doubtful else "C"


def _is_official(article: Article) -> bool:
    return bool(_OFFICIAL_HOST.search(host(article.url)))


def is_primary(article: Article) -> bool:
    """Tell whether an article is a body's own text: on its site, or a readout or communiqué that an office gives out itself."""
    issued = _ISSUER.search(article.outlet or "") and _TEXT.search(article.title)
    return _is_official(article) or bool(issued)


_ISSUER = re.compile(
    r"\b(?:ministry|presidency|government|embassy|department|secretariat|chancellery|cabinet|commission|council|"
    r"parliament|united nations|european union|african union|nato|asean)\b",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"\b(?:communiqu[eé]|readout|statement|declaration|resolution|remarks|transcript|treaty|agreement|memorandum)\b",
    re.IGNORECASE,
)


def _is_signed(article: Article) -> bool:
    """Tell whether a dateline, a byline or a wire's credit says where the text comes from."""
    return opens_with_dateline(article.text) or any(each.reason in _CREDITED for each in article.noise)


def has_broken_quotes(text: str) -> bool:
    """Tell whether a paragraph closes a quotation that nothing opened.

    One that is opened and not closed is no fault: quotations run on over paragraphs.
    """
    return any(_is_broken(span.of(text)) for span in paragraphs(text))


def _is_broken(paragraph: str) -> bool:
    if paragraph.count("”") > paragraph.count("“"):
        return True
    return paragraph.count('"') % 2 == 1 and not paragraph.startswith('"')
