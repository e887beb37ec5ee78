"""Files and folders become documents; nothing outside the folder that was named is ever opened."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from briefing.collect.decode import decode, document_id
from briefing.collect.feed import Entry, cut_off_error, full_text, hints, parse_feed
from briefing.errors import KindError, SourceError
from briefing.text import is_web
from briefing.types import Document, DocumentHints, MediaType, Source, SourceKind

MAX_FILE = 15 * 2**20
"""Bytes of a file that is read: as many as a saved page with its images has; no article's text comes near it."""

FEED_SUFFIXES = (".xml", ".rss", ".atom")
_MEDIA_TYPES = {
    ".txt": MediaType.TEXT,
    ".md": MediaType.MARKDOWN,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
}
_BESIDE_A_PAGE = frozenset(
    [
        ".css",
        ".js",
        ".mjs",
        ".map",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".webp",
        ".avif",
        ".ico",
        ".bmp",
        ".tif",
        ".tiff",
        ".woff",
        ".woff2",
        ".ttf",
        ".otf",
        ".eot",
        ".mp3",
        ".mp4",
        ".webm",
        ".db",
    ]
)
"""What a browser saves beside a page: pictures, styles, scripts. Of these nobody thinks that they are articles."""
_NAMES_TOLD = 5
_HTML = re.compile(r"[\s\ufeff]*<(?:!doctype html|html)\b", re.IGNORECASE)


def read_path(source: Source, *, now: datetime) -> Iterator[Document | SourceError]:
    """Yield the documents of a folder, a file, or a feed that is a file, and what of it could not be read.

    A folder is read with the folders in it, sorted: its .txt, .md, .html and .htm files that
    are not hidden; others are named, but what a browser saves beside a page. A feed's entries may lead to files beside it, and nowhere else.
    """
    path = os.path.expanduser(source.location)  # noqa: PTH111  (pathlib would not keep the path as given)
    try:
        if os.path.isdir(path):  # noqa: PTH112
            yield from _read_folder(source, path)
        elif source.kind is SourceKind.FEED or PurePath(path).suffix.lower() in FEED_SUFFIXES:
            yield from _read_feed(source, path, now)
        else:
            yield _read_article(source, path)
    except SourceError as error:
        yield error


def printable(path: str) -> str:
    r"""Return ``path`` as text for messages and storage: bytes that are no UTF-8, and controls, as ``\x..``."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(ascii(char)[1:-1] if unicodedata.category(char).startswith("C") else char for char in text)


def read_bytes(path: str, *, source: str) -> bytes:
    """Return what a regular file holds; a FIFO or a device is not opened, a file that is being written not used.

    Raises ``SourceError``.
    """
    name = printable(path)
    try:
        _check_regular(os.stat(path), name, source)  # noqa: PTH116
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            _check_regular(before, name, source)
            data = file.read(MAX_FILE + 1)
            after = os.fstat(descriptor)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise SourceError(f"{name}: cannot be read ({reason})", source=source) from error
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(data)):
        raise SourceError(f"{name}: changed while it was read; run again when it is complete", source=source)
    return data


def _check_regular(status: os.stat_result, name: str, source: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(f"{name}: is not a regular file; give a file or a folder of files", source=source)
    if status.st_size > MAX_FILE:
        raise SourceError(
            f"{name}: has {status.st_size / 2**20:.0f} MiB, more than the {MAX_FILE >> 20} MiB that are read; "
            "give its articles as files of their own",
            source=source,
        )


def _read_folder(source: Source, folder: str) -> Iterator[Document | SourceError]:
    root = os.path.realpath(folder)
    seen: set[str] = set()
    others: list[str] = []
    for found in _walk(source, folder, others):
        if isinstance(found, SourceError):
            yield found
            continue
        try:
            real = _confined(found, root, source)
            if real not in seen:
                seen.add(real)
                yield _read_article(source, found)
        except SourceError as error:
            yield error
    yield from _not_read(source, others)
    if not seen:
        yield SourceError(
            f"no articles in {printable(source.location)}: put .txt, .md or .html files there",
            source=source.location,
        )


def _not_read(source: Source, paths: Sequence[str]) -> Iterator[KindError]:
    """Yield, for each kind of files that are not read, their names and what to do about them."""
    kinds: dict[str, list[str]] = {}
    for path in paths:
        kinds.setdefault(PurePath(path).suffix.lower(), []).append(printable(path))
    for kind, some in sorted(kinds.items()):
        what = f"of a kind that is not read ({kind or 'no ending'})"
        remedy = "name a feed as a source of its own" if kind in FEED_SUFFIXES else "save the text as .txt"
        names = _listed([PurePath(each).name for each in some])
        yield KindError(_listed(some), f"{what}; {remedy}", names=names, source=source.location)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMES_TOLD
    return ", ".join(names[:_NAMES_TOLD]) + (f" and {more} more" if more > 0 else "")


def _walk(source: Source, folder: str, others: list[str]) -> Iterator[str | SourceError]:
    """Yield the paths of article files below ``folder``, and links to folders elsewhere as errors; ``others`` collects what is not read."""
    unreadable: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path, suffix = os.path.join(here, name), PurePath(name).suffix.lower()  # noqa: PTH118
            if name.startswith("."):
                continue
            if suffix in _MEDIA_TYPES:
                yield path
            elif suffix not in _BESIDE_A_PAGE:
                others.append(path)
        yield from _links_outside(source, folder, [os.path.join(here, name) for name in folders])  # noqa: PTH118
    for error in unreadable:
        name = printable(str(error.filename))
        yield SourceError(f"{name}: cannot be read ({error.strerror})", source=source.location)


def _links_outside(source: Source, folder: str, folders: list[str]) -> Iterator[SourceError]:
    for path in folders:
        try:
            _confined(path, os.path.realpath(folder), source)
        except SourceError as error:
            yield error


def _confined(path: str, root: str, source: Source) -> str:
    """Return the real path of ``path``. Raises ``SourceError`` where it leads out of ``root``."""
    try:
        real = os.path.realpath(path)
        inside = os.path.commonpath([real, root]) == root
    except (OSError, ValueError):
        inside = False
    if not inside:
        raise SourceError(
            f"{printable(path)}: leads out of {printable(root)} and is not read; copy it there",
            source=source.location,
        )
    return real


def _read_article(source: Source, path: str) -> Document:
    name = printable(path)
    data = read_bytes(path, source=source.location)
    media_type = _MEDIA_TYPES.get(PurePath(path).suffix.lower())
    decoded = decode(data, media_type=media_type or MediaType.HTML, name=name, source=source.location)
    if not decoded.text.strip():
        raise SourceError(f"{name}: is empty", source=source.location)
    return Document(
        id=document_id(PurePath(name).name, decoded.text),
        source=source.name,
        location=name,
        url=None,
        media_type=media_type or (MediaType.HTML if _HTML.match(decoded.text) else MediaType.TEXT),
        text=decoded.text,
        hints=DocumentHints(outlet=source.outlet),
        encoding_suspect=decoded.suspect,
    )


def _read_feed(source: Source, path: str, now: datetime) -> Iterator[Document | SourceError]:
    name = printable(path)
    data = read_bytes(path, source=source.location)
    feed = parse_feed(data, address="", name=name, source=source.location)
    for entry in feed.entries:
        try:
            yield _entry_document(source, path, entry, now)
        except SourceError as error:
            yield error
    if feed.cut_off:
        yield cut_off_error(name, source.location)


def _entry_document(source: Source, feed: str, entry: Entry, now: datetime) -> Document:
    given = hints(entry, outlet=source.outlet, now=now)
    file = _file_beside(source, feed, entry.link)
    if file is not None:
        return replace(_read_article(source, file), hints=given)
    text = full_text(entry)
    if text is None:
        raise SourceError(
            f"{printable(feed)}: “{entry.title or 'an entry'}” has too little text, and its page is not in the "
            "feed's folder; put it there, or give the feed's address on the web",
            source=source.location,
        )
    return Document(
        id=document_id(entry.identity, text),
        source=source.name,
        location=f"{printable(feed)}#{entry.identity}",
        url=entry.link if is_web(entry.link) else None,
        media_type=MediaType.HTML,
        text=text,
        hints=given,
        encoding_suspect=entry.suspect,
    )


def _file_beside(source: Source, feed: str, link: str | None) -> str | None:
    """Return the file that an entry of the feed file ``feed`` links to, if it is there."""
    if link is None or is_web(link):
        return None
    folder = os.path.dirname(feed) or "."  # noqa: PTH120
    path = os.path.join(folder, unquote(urlsplit(link).path))  # noqa: PTH118
    _confined(path, os.path.realpath(folder), source)
    return path if os.path.isfile(path) else None  # noqa: PTH113
