"""Article text in Markdown, HTML and plain text: letters stay, structure cannot be made of them. Pure."""

import re
import unicodedata
from urllib.parse import urlsplit

from briefing.text import strip_controls

_MARKUP = re.compile(r"[\\`*_\[\]<>|~#]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AUTOLINK = re.compile(r"(?<=[a-z])(?=://)|(?<=www)(?=\.)|(?<=mailto)(?=:)", re.IGNORECASE)
_BLOCK = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")
_MARKS_IN_A_ROW = 4


def plain(text: str) -> str:
    """Return ``text`` on one line, without what is invisible or turns the direction of reading."""
    return " ".join(_calm(strip_controls(text)).split())


def _calm(text: str) -> str:
    """Return ``text`` with at most four combining marks on a letter, and no variation selectors."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MARKS_IN_A_ROW and not "\ufe00" <= char <= "\ufe0f":
            kept.append(char)
    return "".join(kept)


def markdown(text: str) -> str:
    """Return ``text`` so that CommonMark, with tables and autolinks, shows it letter for letter."""
    escaped = _MARKUP.sub(r"\\\g<0>", plain(text))
    escaped = _ENTITY.sub(r"\\&", escaped)
    escaped = _AUTOLINK.sub(r"\\", escaped)
    return _BLOCK.sub(_escaped_block, escaped)


def _escaped_block(match: re.Match[str]) -> str:
    """Escape what would begin a list, a rule or a heading's underline."""
    opening = match.group()
    return f"{opening}\\" if opening.isdigit() else f"\\{opening}"


def link(url: str | None) -> str | None:
    """Return an http(s) address fit for a link, ``None`` for anything else."""
    if not url or strip_controls(url) != url or re.search(r"[\s<>\"'`\\]", url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and not parts.username else None


def host(url: str | None) -> str:
    """Return the host of an address, to be shown beside its link."""
    usable = link(url)
    return urlsplit(usable).hostname or "" if usable else ""


def markdown_link(url: str | None) -> str:
    """Return ``<url>`` as a destination of a Markdown link, or nothing for an address that must not be linked."""
    usable = link(url)
    return f"<{usable.replace('|', '%7C')}>" if usable else ""
