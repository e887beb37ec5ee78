"""Sources become decoded documents: what is named, what is found there, and what could not be had."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.collect.folder import printable, read_path
from briefing.errors import SourceError, UsageError
from briefing.text import is_web
from briefing.types import Document, FetchState, Source, SourceKind

if TYPE_CHECKING:
    from briefing.collect.fetch import Fetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one source gave: its documents, what to remember for the next request, and what failed, each by name."""

    source: Source
    documents: tuple[Document, ...] = ()
    states: tuple[FetchState, ...] = ()
    failures: tuple[SourceError, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the source itself could be read, whatever became of single documents of it."""
        heard = any(state.retry_after is None for state in self.states)
        return heard or bool(self.documents) or not self.failures


def source_named(
    location: str, *, name: str | None = None, outlet: str | None = None, grade: str | None = None
) -> Source:
    """Return the source at ``location``: a folder, a file, or an http(s) address of a feed or a page.

    Raises ``UsageError`` where there is no such thing.
    """
    kind = None if is_web(location) else _kind_of_path(location)
    return Source(name=name or _name(location), location=location, kind=kind, outlet=outlet, grade=grade)


def read_source(
    source: Source,
    *,
    fetcher: "Fetcher",
    states: Mapping[str, FetchState],
    known: Callable[[str], bool],
    now: datetime,
    executor: Executor | None = None,
) -> Reading:
    """Return what ``source`` gives at ``now``; what cannot be read is among the failures, nothing is raised.

    ``states`` are those of earlier readings, by address. ``known`` tells which pages need not be
    fetched again. ``executor`` fetches a feed's pages at the same time; it must not be the one
    that this call itself runs in, or each would wait for the other.
    """
    found: Iterable[Document | SourceError]
    kept: list[FetchState] = []
    if is_web(source.location):
        from briefing.collect.web import read_address

        found, kept = read_address(
            source, fetcher=fetcher, states=states, known=known, now=now, executor=executor
        )
    else:
        found = list(read_path(source, now=now))
    documents = {item.id: item for item in found if isinstance(item, Document)}
    return Reading(
        source=source,
        documents=tuple(documents.values()),
        states=tuple(kept),
        failures=tuple(item for item in found if isinstance(item, SourceError)),
    )


def _kind_of_path(location: str) -> SourceKind:
    path = os.path.expanduser(location)  # noqa: PTH111  (unlike pathlib, these take any word, even an empty one)
    if os.path.isdir(path):  # noqa: PTH112
        return SourceKind.FOLDER
    if os.path.lexists(path):
        return SourceKind.FILE
    if re.match(r"[A-Za-z][\w+.-]+:", location):
        raise UsageError(f"{location}: give an http or https address, a file or a folder")
    raise UsageError(f"{location}: no such file or folder; check the spelling, or give an http(s) address")


def _name(location: str) -> str:
    """Name a source by its address without scheme and query (which can be secret), or by its path."""
    if not is_web(location):
        return printable(location)
    try:
        parts = urlsplit(location)
    except ValueError as error:
        raise UsageError(f"{location}: is not a valid address; check the spelling") from error
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}" or location
