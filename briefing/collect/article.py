"""A document becomes its article, and further ones that were appended to it: clean text, dated and named. Pure."""

import hashlib
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten

from briefing.collect.dates import Published, parse_published, published_in_text
from briefing.collect.feed import canonical_link
from briefing.collect.fetch import shown
from briefing.collect.frontmatter import FrontMatter, front_matter_of
from briefing.collect.furniture import is_machine_addressed
from briefing.collect.html import WebPage, guessed_published, located_in_order, read_page
from briefing.collect.language import language_of
from briefing.collect.metadata import Metadata
from briefing.collect.plaintext import Cleaned, clean, noise_at
from briefing.errors import ExtractionError, MachineError
from briefing.text import Span, count_words, sentences
from briefing.types import (
    Article,
    ArticleFlag,
    Document,
    MediaType,
    Noise,
    NoiseReason,
    PublishedBasis,
)

log = logging.getLogger(__name__)

FEWEST_SENTENCES = 3
FEWEST_WORDS = 40
"""A text with fewer sentences and fewer words than these is no article."""
FULL_TEXT_WORDS = 60
"""Below this, an article's text is taken for a teaser of it."""
CUT_OFF_WORDS = 250
"""Below this, a text that ends with an ellipsis is taken for the beginning of one."""


def articles_of(
    document: Document, *, published: date | None = None, outlet: str | None = None
) -> tuple[Article, ...]:
    """Return the article of ``document`` first, then each one that was appended to it.

    The date is ``published`` if given, else that of the front matter, of the page's metadata, of the feed, of the
    text itself before cleaning, or none. Appended articles have only the date that their own text states. A title,
    outlet, address or language of the front matter comes before the page's own, and that before the feed's;
    an ``outlet`` that is given, the desk's own word, comes before all.

    ``noise`` lies within ``document.text``. What stands around an HTML page's article was never its text and is not
    listed; of what cleaning took out of the extracted text, each passage is listed that can be found in the source,
    with the markup between its words.

    Raises ``ExtractionError`` where there is no article: nothing but furniture, a notice in its place, or fewer
    than a few sentences; where a page is made as no article's is; and where front matter cannot be read.
    """
    received = _received(document, outlet)
    first, *appended = clean(
        received.text,
        start=received.front.end,
        title=received.title,
        markdown=document.media_type is MediaType.MARKDOWN,
    )
    _require_article(document, first)
    when, basis = _published(document, received, first, published)
    own = _article(document, received, first, part=0, when=when, basis=basis)
    if basis is not PublishedBasis.ARGUMENT:
        own = replace(own, unread_date=_unread(received.front))
    readable = [each for each in appended if _is_enough(each)]
    return (own, *(_appended(document, received, each, part) for part, each in enumerate(readable, 1)))


def articles_or_error(
    document: Document, *, published: date | None = None, outlet: str | None = None
) -> tuple[Article, ...]:
    """Return what :func:`articles_of` does, with one error for all by which a document may fail, one for this machine.

    A page on which a library fails must not keep the other documents out of the brief, today and on every day after; nor
    must a full disk keep out the document for good that was read when it was full. Raises ``ExtractionError`` or ``MachineError``.
    """
    try:
        return articles_of(document, published=published, outlet=outlet)
    except ExtractionError:
        raise
    except Exception as error:
        name = shown(document.location)
        log.info("%s: cannot be read", name, exc_info=True)
        if why := machine_fault(error):
            raise MachineError(
                f"{name}: was not read, because this machine failed ({why}); the next run reads it again",
                source=document.source,
            ) from error
        raise ExtractionError(
            f"{name}: cannot be read ({type(error).__name__}); give the article's text as a .txt file",
            source=document.source,
        ) from error


def machine_fault(error: BaseException) -> str | None:
    """Return in words what of this machine failed, ``None`` where it was the document.

    Extraction opens no file and no connection for a document's sake: what the system refuses it, it refuses a library that
    loads its own data.
    """
    if isinstance(error, MemoryError):
        return "out of memory"
    if isinstance(error, OSError | ImportError):
        return getattr(error, "strerror", None) or str(error) or type(error).__name__
    return machine_fault(error.__cause__) if error.__cause__ else None


def about_unread_date(article: Article, location: str) -> str | None:
    """Return what to say of an article from ``location`` whose front matter has a date that cannot be read, or ``None``."""
    if article.unread_date is None:
        return None
    value = shorten(article.unread_date, _LONGEST_VALUE, placeholder="…")
    return f"{shown(location)}: published “{value}” is no date that can be read; write it like 2025-03-10"


_LONGEST_VALUE = 60


# ── what was received ─────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class _Received:
    """A document taken apart. ``text`` is what is cleaned: the document's own, or what was extracted of a page."""

    text: str
    front: FrontMatter
    page: WebPage | None
    title: str | None
    outlet: str | None
    url: str | None
    language: str | None


def _received(document: Document, outlet: str | None) -> _Received:
    if document.media_type is MediaType.HTML:
        page, front = read_page(document.text, address=document.url), FrontMatter()
        if page.oddity:
            raise ExtractionError(
                f"{shown(document.location)}: {page.oddity}, as no article has; give its text as a .txt file",
                source=document.source,
            )
    else:
        page = None
        front = front_matter_of(document.text, name=shown(document.location), source=document.source)
    metadata, hints = page.metadata if page else Metadata(), document.hints
    return _Received(
        text=page.text if page else document.text,
        front=front,
        page=page,
        title=front.title or metadata.title or hints.title,
        outlet=outlet or front.outlet or metadata.outlet or hints.outlet,
        url=canonical_link(front.url) or metadata.url or canonical_link(document.url),
        language=front.language or metadata.language or hints.language,
    )


# ── whether there is an article ───────────────────────────────────────────────


def _is_enough(cleaned: Cleaned) -> bool:
    if cleaned.walls & {"challenge", "consent"}:
        return cleaned.words >= FULL_TEXT_WORDS
    return cleaned.words >= FEWEST_WORDS or len(sentences(cleaned.text)) >= FEWEST_SENTENCES


def _require_article(document: Document, cleaned: Cleaned) -> None:
    if _is_enough(cleaned):
        return
    if cleaned.walls:
        notice = _WALLS[min(cleaned.walls)]
        why, remedy = f"no full text, but {notice}", "open it in a browser and give the saved text"
    elif not document.text.strip():
        why, remedy = "is empty", "remove it or save the article again"
    elif cleaned.paragraphs:
        why = f"no full text, only {cleaned.words} words of an article"
        remedy = "give the article's own page or its full text"
    else:
        why, remedy = "holds no article, only page furniture", "give the article's own page"
    raise ExtractionError(f"{shown(document.location)}: {why}; {remedy}", source=document.source)


_WALLS = {
    "challenge": "a challenge or an error page",
    "consent": "a notice that asks for consent",
    "subscription": "a notice that asks to subscribe or to log in",
}


# ── articles ──────────────────────────────────────────────────────────────────


def _article(
    document: Document,
    received: _Received,
    cleaned: Cleaned,
    *,
    part: int,
    when: Published | None,
    basis: PublishedBasis,
) -> Article:
    taken = received.page.captions if received.page and part == 0 else ()
    article = Article(
        id="",
        document_id=document.id,
        part=part,
        title=_title(cleaned.title),
        published=when.day if when else None,
        published_at=when.at if when else None,
        published_basis=basis,
        outlet=received.outlet,
        url=received.url if part == 0 else None,
        language=language_of(cleaned.text, received.language),
        words=count_words(cleaned.text),
        text=cleaned.text,
        captions=tuple(dict.fromkeys((*taken, *cleaned.captions))),
        noise=tuple(_noise(document, received, cleaned, part)),
        flags=tuple(_flags(document, received, cleaned, part)),
    )
    return replace(article, id=_identity(article))


def _title(told: str) -> str:
    """Return a title as it is told, cut at a word where it is longer than any: each mail and file has all titles whole."""
    if len(told) <= _LONGEST_TITLE:
        return told
    return told[:_LONGEST_TITLE].rsplit(maxsplit=1)[0] + "…"


_LONGEST_TITLE = 300


def _appended(document: Document, received: _Received, cleaned: Cleaned, part: int) -> Article:
    when = _stated_in(received.text, cleaned.start, cleaned)
    basis = PublishedBasis.TEXT if when else PublishedBasis.UNDATED
    return _article(document, received, cleaned, part=part, when=when, basis=basis)


def _identity(article: Article) -> str:
    """Return the same id for the same article, wherever and whenever it was read."""
    day = article.published.isoformat() if article.published else None
    parts = [article.url, article.outlet, article.title, day, article.text]
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(canonical.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


# ── date ──────────────────────────────────────────────────────────────────────

_MAY_STATE_DATE = frozenset((NoiseReason.DATELINE_FURNITURE, NoiseReason.BYLINE))


def _published(
    document: Document, received: _Received, cleaned: Cleaned, given: date | None
) -> tuple[Published | None, PublishedBasis]:
    dates = _dates(document, received, cleaned, given)
    return next(((when, basis) for when, basis in dates if when), (None, PublishedBasis.UNDATED))


def _dates(
    document: Document, received: _Received, cleaned: Cleaned, given: date | None
) -> Iterator[tuple[Published | None, PublishedBasis]]:
    """Yield what each source says of the date, the most trusted first."""
    front, page, hints = received.front, received.page, document.hints
    yield Published(day=given) if given else None, PublishedBasis.ARGUMENT
    yield parse_published(front.published) if front.published else None, PublishedBasis.FRONT_MATTER
    yield page.metadata.published if page else None, PublishedBasis.METADATA
    feed = Published(day=hints.published, at=hints.published_at) if hints.published else None
    yield feed, PublishedBasis.FEED
    yield _stated_in(received.text, front.end, cleaned), PublishedBasis.TEXT
    if page:
        yield guessed_published(document.text, address=document.url), PublishedBasis.METADATA


def _unread(front: FrontMatter) -> str | None:
    """Return the date of the front matter where it cannot be read, whatever else dates the article."""
    return front.published if front.published and parse_published(front.published) is None else None


def _stated_in(text: str, start: int, cleaned: Cleaned) -> Published | None:
    """Return the date in the part of ``text`` that holds the article, never one within other noise."""
    outside = [
        Span(noise.start - start, noise.end - start)
        for noise in cleaned.noise
        if noise.reason not in _MAY_STATE_DATE
    ]
    found = published_in_text(text[start : cleaned.end], outside=outside)
    return found.published if found else None


# ── noise and flags ───────────────────────────────────────────────────────────


def _noise(document: Document, received: _Received, cleaned: Cleaned, part: int) -> Iterator[Noise]:
    if received.page is None:
        yield from cleaned.noise
        return
    passages = [(noise.text, noise.reason) for noise in cleaned.noise]
    if part == 0:
        passages += [(text, NoiseReason.CAPTION) for text in received.page.captions]
        passages += [(text, NoiseReason.STANDFIRST) for text in received.page.standfirsts]
        passages += [(text, NoiseReason.HIDDEN) for text in received.page.hidden.splitlines()]
    body = max(0, document.text.find("<body"))
    places = located_in_order(document.text, [text for text, _ in passages], after=body)
    for place, (_, reason) in zip(places, passages, strict=True):
        if place:
            yield noise_at(document.text, *place, reason)


def _flags(document: Document, received: _Received, cleaned: Cleaned, part: int) -> Iterator[ArticleFlag]:
    page = received.page
    if cleaned.opinion or (page and part == 0 and page.metadata.opinion):
        yield ArticleFlag.OPINION
    if cleaned.walls or _is_cut_off(cleaned):
        yield ArticleFlag.NO_FULL_TEXT
    if document.encoding_suspect:
        yield ArticleFlag.ENCODING_SUSPECT
    if part:
        yield ArticleFlag.SPLIT_OFF
    seen = [received.text[cleaned.start : cleaned.end], cleaned.title]
    unseen = [page.hidden, *page.captions, *page.standfirsts] if page else []
    if any(map(is_machine_addressed, [*seen, *unseen])):
        yield ArticleFlag.MACHINE_ADDRESSED


def _is_cut_off(cleaned: Cleaned) -> bool:
    if cleaned.words < CUT_OFF_WORDS and _CUT_OFF.search(cleaned.text):
        return True
    return cleaned.words < FULL_TEXT_WORDS


_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[\+\d+ chars\])[\])”\"]*$")
