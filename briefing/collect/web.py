"""An address becomes documents: one page, or the pages that the entries of a feed lead to."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from briefing.collect.decode import decode, document_id, without_nulls
from briefing.collect.feed import (
    Entry,
    Feed,
    cut_off_error,
    full_text,
    hints,
    looks_like_feed,
    parse_feed,
)
from briefing.collect.fetch import Answer, Fetcher, TryLaterError, shown
from briefing.collect.robots import Robots
from briefing.errors import ExtractionError, FetchError, SourceError
from briefing.text import is_web
from briefing.types import Document, DocumentHints, FetchState, MediaType, Source, SourceKind

MAX_PAGES = 100
"""Pages of one feed that one run fetches; the next run goes on with the others."""
PAGES_SECONDS = 60.0
"""Seconds after which no further page of a feed is begun; each has the fetcher's deadline beside."""

_HTML = re.compile(r"<(?:!doctype html|html|head|body|article|p)\b", re.IGNORECASE)
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_HEAD = 4096
_UNTOLD_TYPES = ("", "application/octet-stream", "application/xml", "text/xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """What reading one address needs. ``waiting`` collects which servers asked for patience.

    ``failed`` tells when the entries that gave nothing were last come to, by location, before this visit; ``failing`` are
    those that give nothing on it, ``mended`` those that gave nothing before and do now.
    """

    source: Source
    fetcher: Fetcher
    robots: Robots
    now: datetime
    waiting: dict[str, FetchState]
    failed: Mapping[str, datetime]
    failing: set[str] = field(default_factory=set)
    mended: set[str] = field(default_factory=set)


def read_address(
    source: Source,
    *,
    fetcher: Fetcher,
    states: Mapping[str, FetchState],
    known: Callable[[str], bool],
    now: datetime,
    executor: Executor | None,
) -> tuple[list[Document | SourceError], list[FetchState]]:
    """Return the documents at ``source`` or what failed, and what to remember of each server's answer.

    What a feed leads to obeys robots.txt, a feed that the user named need not. Where anything
    failed, the feed's validators are forgotten: the next run shall see all of it again, and
    what was not come to yet first.
    """
    visit = _Visit(
        source=source,
        fetcher=fetcher,
        robots=Robots(fetcher=fetcher, source=source.location, now=now),
        now=now,
        waiting={key: FetchState(url=key, retry_after=state.retry_after) for key, state in states.items()},
        failed={key: state.failed_at for key, state in states.items() if state.failed_at},
    )
    try:
        answer = _ask(visit, states)
        if answer.body is None:
            return [], [answer.state]
        found = list(_documents(visit, answer, answer.body, known, executor))
    except TryLaterError as error:
        return [error], [error.state]
    except SourceError as error:
        return [error], []
    complete = not any(isinstance(item, SourceError) for item in found)
    state = answer.state if complete else replace(answer.state, etag=None, last_modified=None)
    return found, [state, *_states_of_entries(visit, found)]


def _states_of_entries(visit: _Visit, found: list[Document | SourceError]) -> Iterator[FetchState]:
    """Yield what to remember of the entries that gave nothing or do so no longer, and of the servers that asked for patience."""
    patient = {item.state.url for item in found if isinstance(item, TryLaterError)}
    for url in sorted(patient | visit.failing):
        state = visit.waiting.get(url, FetchState(url=url))
        yield replace(state, failed_at=visit.now if url in visit.failing else visit.failed.get(url))
    yield from (FetchState(url=url) for url in sorted(visit.mended - visit.failing - patient))


def _ask(visit: _Visit, states: Mapping[str, FetchState]) -> Answer:
    source = visit.source
    refusal = visit.robots.refusal if source.kind is SourceKind.PAGE else None
    return visit.fetcher.get(
        source.location, source=source.location, states=states, now=visit.now, refusal=refusal
    )


def _documents(
    visit: _Visit, answer: Answer, body: bytes, known: Callable[[str], bool], executor: Executor | None
) -> Iterator[Document | SourceError]:
    source, name = visit.source, shown(visit.source.location)
    if _is_feed(source, answer, body, name):
        feed = parse_feed(
            body, address=answer.url, name=name, source=source.location, declared=answer.charset
        )
        yield from _read_entries(visit, feed, known, executor)
        return
    reason = visit.robots.refusal(answer.url)
    if reason:
        raise FetchError(f"{name}: {reason}", source=source.location)
    yield _page(visit, answer, source.location, DocumentHints(outlet=source.outlet))


def _is_feed(source: Source, answer: Answer, body: bytes, name: str) -> bool:
    if source.kind is not None:
        return source.kind is SourceKind.FEED
    head = without_nulls(body[:16_384])
    decoded = decode(
        head, declared=answer.charset, media_type=MediaType.TEXT, name=name, source=source.location
    )
    return looks_like_feed(decoded.text)


def _read_entries(
    visit: _Visit, feed: Feed, known: Callable[[str], bool], executor: Executor | None
) -> Iterator[Document | SourceError]:
    name = shown(visit.source.location)
    new = _longest_waiting_first(
        visit, [entry for entry in feed.entries if not known(_location(visit, entry))]
    )
    until = visit.fetcher.clock() + PAGES_SECONDS
    read = partial(_read_entry, visit, until)
    results = executor.map(read, new[:MAX_PAGES]) if executor else map(read, new[:MAX_PAGES])
    left = len(new[MAX_PAGES:])
    for entry, result in zip(new, results, strict=False):
        if result is None:
            left += 1
            continue
        location = _location(visit, entry)
        if not any(isinstance(item, Document) for item in result):
            visit.failing.add(location)
        elif location in visit.failed:
            visit.mended.add(location)
        asked = [item for item in result if not _was_not_asked(item)]
        left += len(result) - len(asked)
        yield from asked
    if left:
        yield FetchError(
            f"{name}: {left} of {len(new)} new entries are left for the next run",
            source=visit.source.location,
        )
    if feed.cut_off:
        yield cut_off_error(name, visit.source.location)


def _longest_waiting_first(visit: _Visit, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that no run came to yet, then those that gave nothing, the latest come to last.

    In the order of the feed alone, a hundred pages that fail for good would keep all behind them from ever being read.
    """
    never = datetime.min.replace(tzinfo=UTC)
    return sorted(entries, key=lambda entry: visit.failed.get(_location(visit, entry), never))


def _was_not_asked(item: Document | SourceError) -> bool:
    """Tell whether this is the page of a server whose wish to be left alone still holds."""
    return isinstance(item, TryLaterError) and item.status is None


def _read_entry(visit: _Visit, until: float, entry: Entry) -> tuple[Document | SourceError, ...] | None:
    """Return an entry's page, or its own text and why the page could not be had; ``None`` if it was not come to."""
    if visit.fetcher.clock() > until:
        return None
    if not is_web(entry.link):
        return (_own_text(visit, entry, None),)
    try:
        return (_page_of(visit, entry),)
    except TryLaterError as error:
        visit.waiting[error.state.url] = error.state
        return (error,)
    except SourceError as error:
        own = _own_text(visit, entry, error)
        return (error,) if own is error else (own, error)


def _page_of(visit: _Visit, entry: Entry) -> Document:
    answer = visit.fetcher.get(
        _location(visit, entry),
        source=visit.source.location,
        states=visit.waiting,
        now=visit.now,
        refusal=visit.robots.refusal,
    )
    given = hints(entry, outlet=visit.source.outlet, now=visit.now)
    return _page(visit, answer, _location(visit, entry), given)


def _own_text(visit: _Visit, entry: Entry, failure: SourceError | None) -> Document | SourceError:
    """Return the document that the feed itself gives of an entry, or ``failure`` where that is too short."""
    text = full_text(entry)
    name = shown(visit.source.location)
    if text is None:
        title = entry.title or "an entry"
        message = f"{name}: “{title}” has no page on the web, and too little text of its own"
        return failure or SourceError(message, source=visit.source.location)
    return Document(
        id=document_id(entry.identity, text),
        source=visit.source.name,
        location=_location(visit, entry),
        url=entry.link if is_web(entry.link) else None,
        media_type=MediaType.HTML,
        text=text,
        hints=hints(entry, outlet=visit.source.outlet, now=visit.now),
        encoding_suspect=entry.suspect,
    )


def _location(visit: _Visit, entry: Entry) -> str:
    """Return by what an entry is known again: its link, else the whole address of its feed, and its identity there."""
    if entry.link is not None and is_web(entry.link):
        return entry.link
    return f"{visit.source.location}#{entry.identity}"


def _page(visit: _Visit, answer: Answer, location: str, given: DocumentHints) -> Document:
    name, source = shown(location), visit.source
    decoded = decode(
        answer.body or b"",
        declared=answer.charset,
        media_type=MediaType.HTML,
        name=name,
        source=source.location,
    )
    if not decoded.text.strip():
        raise ExtractionError(f"{name}: is empty", source=source.location)
    media_type = _media_type(answer.media_type, decoded.text)
    if media_type is None:
        raise ExtractionError(
            f"{name}: is {answer.media_type}, not the page of an article", source=source.location
        )
    return Document(
        id=document_id(answer.url, decoded.text),
        source=source.name,
        location=location,
        url=answer.url,
        media_type=media_type,
        text=decoded.text,
        hints=given,
        encoding_suspect=decoded.suspect,
    )


def _media_type(declared: str, text: str) -> MediaType | None:
    """Return what a page is, by its text where the server says nothing or the wrong thing; ``None`` for no page."""
    if declared in _PAGE_TYPES or _HTML.search(text[:_HEAD]):
        return MediaType.HTML
    if declared == "text/markdown":
        return MediaType.MARKDOWN
    return MediaType.TEXT if declared.startswith("text/plain") or declared in _UNTOLD_TYPES else None
