"""Whether all that an edition needs is there: each part looked at by itself, and told in a line."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.collect.article import articles_or_error
from briefing.collect.fetch import shown
from briefing.collect.sources import read_source
from briefing.errors import BriefingError, SourceError
from briefing.mailing import check_mail
from briefing.publish.render import Renderer
from briefing.settings import Settings
from briefing.store import check_database
from briefing.summarize.model.endpoint import configured, find_endpoint
from briefing.text import is_web
from briefing.types import Document, Source
from briefing.workplace import open_fetcher

_LEAST_FREE = 100_000_000
_UNITS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Examined:
    """One part, what was found there, and whether an edition can be made with it."""

    part: str
    found: str
    well: bool


def examined(
    settings: Settings,
    sources: Sequence[Source],
    *,
    environ: Mapping[str, str],
    asking: bool,
    now: datetime,
) -> Iterator[Examined]:
    """Yield what was found of each part; addresses of sources are asked only when ``asking``, no model and no mail server ever is."""
    parts: list[tuple[str, Callable[[], str]]] = [
        ("templates", lambda: _templates(settings)),
        ("outputs", lambda: _outputs(settings.outputs)),
        ("store", lambda: check_database(settings.store_url)),
        ("model", lambda: _model(settings, environ)),
        ("mail", lambda: check_mail(settings)),
    ]
    for part, look in parts:
        yield _looked_at(part, look)
    if not sources:
        yield Examined("sources", "none is configured; name them in briefing.toml", well=False)
    for source in sources:
        yield _source(settings, source, asking=asking, now=now)


def _looked_at(part: str, look: Callable[[], str]) -> Examined:
    try:
        return Examined(part, look(), well=True)
    except BriefingError as error:
        return Examined(part, str(error), well=False)


def _templates(settings: Settings) -> str:
    _ = Renderer(settings.templates).fingerprint
    return f"{settings.templates} over the built-in ones" if settings.templates else "the built-in ones"


def _outputs(folder: Path) -> str:
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    if not there.is_dir() or not os.access(
        there, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids
    ):
        raise BriefingError(f"{there}: cannot be written; make it a writable folder or change `outputs`")
    free = shutil.disk_usage(there).free
    if free < _LEAST_FREE:
        raise BriefingError(f"{folder}: only {free // 1_000_000} MB are free; make room")
    return f"{folder} can be written, {free / _UNITS:.1f} GB are free"


def _model(settings: Settings, environ: Mapping[str, str]) -> str:
    if settings.engine == "embedded" or (
        settings.engine == "auto" and not configured(settings.model, environ)
    ):
        return "none is asked; the embedded engine reads"
    endpoint = find_endpoint(settings.model, environ)
    key = "with a key" if endpoint.key else "without a key"
    return f"{endpoint.model} at {endpoint.base_url}, {key}; not asked"


def _source(settings: Settings, source: Source, *, asking: bool, now: datetime) -> Examined:
    part = f"source {source.name}"
    if is_web(source.location) and not asking:
        return Examined(part, f"{shown(source.location)}: not asked", well=True)
    reading = read_source(source, fetcher=open_fetcher(settings), states={}, known=lambda _: True, now=now)
    failures = [*reading.failures, *_without_article(reading.documents)]
    if failures:
        more = len(failures) - 1
        told = f"{failures[0]}{f' (and {more} more)' if more else ''}"
        return Examined(part, f"{told}; documents: {len(reading.documents)}", well=False)
    if is_web(source.location):
        return Examined(part, f"{shown(source.location)}: answers", well=True)
    return Examined(part, f"documents: {len(reading.documents)}", well=True)


def _without_article(documents: Iterable[Document]) -> Iterator[SourceError]:
    """Yield why a document gives no article: an edition would be made without it."""
    for document in documents:
        try:
            articles_or_error(document)
        except SourceError as error:
            yield error
