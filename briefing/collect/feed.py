"""A feed's bytes become entries, whatever state the feed is in."""

import hashlib
import html
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from briefing.collect import feed_child
from briefing.collect.dates import parse_published
from briefing.collect.decode import decode, without_nulls
from briefing.errors import FeedError, MachineError
from briefing.text import count_words, strip_controls
from briefing.types import DocumentHints, MediaType

CPU_SECONDS = 10
WALL_SECONDS = 12.0
MEMORY = 512 * 2**20
"""What parsing one feed may take: seconds of computing, seconds in all, bytes."""

FULL_TEXT_WORDS = 100
"""From this many words on, an entry's own text is taken for an article where its page cannot be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. ``title`` is plain text, ``content`` HTML, ``published`` as written, ``link`` as resolved.

    ``identity`` tells the entries of one feed apart, and stays on other days; ``suspect`` is that of its encoding.
    """

    identity: str
    link: str | None
    title: str | None
    published: str | None
    content: str
    language: str | None
    outlet: str | None
    suspect: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """``cut_off`` where the end of the feed is missing."""

    entries: tuple[Entry, ...]
    cut_off: bool


_HEAD = 4096
_BEFORE_ROOT = r"[\s\ufeff]*(?:(?:<\?[^>]*\?>|(?><!--.*?-->)|<!DOCTYPE[^>\[]*(?>\[.*?\]\s*)?>)[\s\ufeff]*)*"
_FEED_ROOT = re.compile(_BEFORE_ROOT + r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE | re.DOTALL)
_XML_WITHOUT_HTML = re.compile(r"[\s\ufeff]*<\?xml(?!.*<html)", re.IGNORECASE | re.DOTALL)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_PROLOG = re.compile(r"^\s*\ufeff?\s*(?:<\?xml[^>]*\?>)?\s*")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]+)|0*([0-9]+));?", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN_ELEMENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|at_(?:medium|campaign)\w*)(?:=.*)?",
    re.IGNORECASE,
)


def looks_like_feed(text: str) -> bool:
    """Tell from the beginning of ``text`` whether it is meant as RSS, Atom or RDF."""
    head = text[:_HEAD]
    return bool(_FEED_ROOT.match(head) or _XML_WITHOUT_HTML.match(head))


def parse_feed(data: bytes, *, address: str, name: str, source: str, declared: str | None = None) -> Feed:
    """Return what the feed ``data`` holds; relative links are resolved against ``address``.

    Raises ``FeedError`` where it is no feed, or one that takes more computing or memory than any feed needs.
    """
    decoded = decode(
        without_nulls(data), declared=declared, media_type=MediaType.TEXT, name=name, source=source
    )
    text = _repaired(decoded.text)
    found = _in_child(text, address, name, source)
    if not found["version"] and not found["entries"]:
        raise FeedError(f"{name}: is not a feed; give the address of an RSS or Atom feed", source=source)
    entries = [_entry(entry, found, suspect=decoded.suspect) for entry in found["entries"]]
    return Feed(entries=tuple(_distinct(entries)), cut_off=not _END.search(text[-_HEAD:]))


def _repaired(text: str) -> str:
    """Return a feed without prolog, and without the characters and references on which parsers fail."""
    return _REFERENCE.sub(_character, _NOT_XML.sub("", _PROLOG.sub("", text, count=1)))


def _character(reference: re.Match[str]) -> str:
    hexadecimal, decimal = reference.groups()
    digits, base = (hexadecimal, 16) if hexadecimal else (decimal, 10)
    code = int(digits, base) if len(digits) < 8 else sys.maxunicode + 1
    is_character = code <= sys.maxunicode and not 0xD800 <= code < 0xE000
    return reference.group() if is_character else "\ufffd"


def hints(entry: Entry, *, outlet: str | None, now: datetime) -> DocumentHints:
    """Return what the feed says of an entry's article; ``outlet``, the desk's own word, comes first."""
    published = parse_published(entry.published, now=now) if entry.published else None
    return DocumentHints(
        title=entry.title,
        published=published.day if published else None,
        published_at=published.at if published else None,
        outlet=outlet or entry.outlet,
        language=entry.language,
    )


def cut_off_error(name: str, source: str) -> FeedError:
    """Return what to report of a feed whose end is missing, beside the entries that came."""
    return FeedError(f"{name}: breaks off before its end; the entries up to there were read", source=source)


def full_text(entry: Entry) -> str | None:
    """Return the entry's own text as a page, if there is enough of it to be an article."""
    if count_words(plain(entry.content)) < FULL_TEXT_WORDS:
        return None
    title = html.escape(entry.title or "")
    return f"<html><head><title>{title}</title></head><body><article>{entry.content}</article></body></html>"


def plain(markup: str) -> str:
    """Return the words of a title or of some HTML, in one line, without tags or control characters."""
    text = html.unescape(_TAG.sub(" ", _UNSEEN_ELEMENT.sub(" ", markup)))
    return " ".join(strip_controls(_TAG.sub(" ", text)).split())


def canonical_link(link: str | None) -> str | None:
    """Return an http(s) ``link`` without fragment and tracking parameters; ``None`` where it is of another kind."""
    try:
        parts = urlsplit((link or "").strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
    except ValueError:
        return None
    query = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair))
    return parts._replace(query=query, fragment="").geturl().strip()


def _distinct(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield each entry once: by its id or its link, if that is unique in the feed, else by what it says.

    Feeds are met that give all entries one id, and that give none.
    """
    ids, links = Counter(entry.identity for entry in entries), Counter(entry.link for entry in entries)
    distinct: dict[str, Entry] = {}
    for entry in entries:
        identity = entry.identity
        if not identity or ids[identity] > 1:
            identity = entry.link if entry.link and links[entry.link] == 1 else _digest(entry)
        distinct.setdefault(identity, replace(entry, identity=identity))
    yield from distinct.values()


def _digest(entry: Entry) -> str:
    said = "\0".join((entry.title or "", entry.published or "", entry.content))
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def _entry(given: dict[str, str | None], feed: dict[str, Any], *, suspect: bool) -> Entry:
    own = {key: _SURROGATE.sub("", value) for key, value in given.items() if value}
    return Entry(
        identity=own.get("id", ""),
        link=_link(own.get("link", "")),
        title=plain(own.get("title", "")) or None,
        published=own.get("published"),
        content=own.get("content", ""),
        language=plain(own.get("language") or feed["language"] or "") or None,
        outlet=plain(own.get("outlet") or feed["title"] or "") or None,
        suspect=suspect,
    )


def _link(link: str) -> str | None:
    """Return a link that may be followed: of the web, or relative (to the folder of a feed that is a file)."""
    return canonical_link(link) or (link if link and not re.match(r"[\w+.-]*:|//", link) else None)


def _in_child(text: str, address: str, name: str, source: str) -> dict[str, Any]:
    command = [sys.executable, "-P", str(Path(feed_child.__file__)), str(CPU_SECONDS), str(MEMORY)]
    given = f"{' '.join(address.split())}\n{text}".encode()
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=WALL_SECONDS, check=True)  # noqa: S603
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.SubprocessError as error:
        raise FeedError(
            f"{name}: is left out, because it cannot be read within {CPU_SECONDS} s and {MEMORY >> 20} MB; "
            "remove the feed if it stays so",
            source=source,
        ) from error
    except OSError as error:
        raise MachineError(
            f"{name}: was not read, because this machine failed ({error.strerror}); the next run reads it again",
            source=source,
        ) from error
    return found
