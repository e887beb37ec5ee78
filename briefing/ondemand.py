"""One article, now: a file, an address or standard input becomes a summary; nothing is stored."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from briefing.collect.article import about_unread_date, articles_or_error
from briefing.collect.decode import decode, document_id
from briefing.collect.fetch import Fetcher
from briefing.collect.sources import read_source, source_named
from briefing.errors import ExtractionError, SourceError
from briefing.summarize import Engine, Progress
from briefing.summarize.attempt import summary_or_error
from briefing.types import Article, ArticleSummary, Document, DocumentHints, MediaType

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summarized:
    """An article and what it says."""

    article: Article
    summary: ArticleSummary


def summarize_target(
    target: str,
    engine: Engine,
    fetcher: Fetcher,
    *,
    published: date | None,
    now: datetime,
    progress: Progress | None = None,
) -> Iterator[Summarized | SourceError]:
    """Yield the summaries of what ``target`` names, one for a text or page, several for a folder or feed, and what of it has none.

    That is what cannot be read, and what is in a language that the engine does not read. An article appended to another
    in the same document is named in that one's noise and not summarized. ``published`` wins over the dates that the
    documents give. Raises :class:`UsageError` for a path that is not there.
    """
    for document in _documents(target, fetcher, now):
        if isinstance(document, SourceError):
            yield document
        else:
            yield from _summarized(document, engine, published, progress)


def _summarized(
    document: Document, engine: Engine, published: date | None, progress: Progress | None
) -> Iterator[Summarized | SourceError]:
    try:
        article = articles_or_error(document, published=published)[0]
        yield Summarized(article=article, summary=_summary(article, document.location, engine, progress))
    except SourceError as error:
        yield error
    else:
        if unread := about_unread_date(article, document.location):
            yield ExtractionError(unread, source=document.location)


def _summary(article: Article, name: str, engine: Engine, progress: Progress | None) -> ArticleSummary:
    if engine.languages is not None and article.language not in engine.languages:
        raise ExtractionError(
            f"{name}: is in the language {article.language!r}, which the {engine.name} engine does not read",
            source=name,
        )
    return summary_or_error(engine, article, name, progress)


def _documents(target: str, fetcher: Fetcher, now: datetime) -> Iterable[Document | SourceError]:
    if target == STANDARD_INPUT:
        return [_standard_input()]
    reading = read_source(source_named(target), fetcher=fetcher, states={}, known=lambda _: False, now=now)
    return [*reading.documents, *reading.failures]


def _standard_input() -> Document | SourceError:
    name, data = "standard input", sys.stdin.buffer.read()
    media_type = MediaType.HTML if data.lstrip(_BEFORE_MARKUP)[:1] == b"<" else MediaType.TEXT
    try:
        decoded = decode(data, media_type=media_type, name=name, source=STANDARD_INPUT)
    except SourceError as error:
        return error
    return Document(
        id=document_id(name, decoded.text),
        source=STANDARD_INPUT,
        location=name,
        url=None,
        media_type=media_type,
        text=decoded.text,
        hints=DocumentHints(),
        encoding_suspect=decoded.suspect,
    )


_BEFORE_MARKUP = b" \t\r\n\f\v\0\xef\xbb\xbf\xff\xfe"
"""White space and byte order marks: a page is known before it is decoded, since it may name its own charset."""
