"""A feed is parsed here, in a process of its own with limits on computing time and memory.

A feed of 700 kB can keep feedparser busy for half a minute, and some broken ones make it
raise; neither stops with this process more than one source. Run as a script, it is given the seconds and the bytes; it reads the feed's address
on the first line of its standard input and the feed, in UTF-8 without an XML prolog, on the rest,
and writes JSON.
It imports nothing of ours, so that the script runs wherever feedparser is installed.
"""

import contextlib
import html
import json
import sys
import warnings
from io import BytesIO
from typing import Any


def main() -> None:
    limit_resources(*map(int, sys.argv[1:]))
    address = sys.stdin.buffer.readline().decode().strip()
    json.dump(parse(sys.stdin.buffer.read(), address), sys.stdout)


def limit_resources(cpu_seconds: int, memory: int) -> None:
    """Let the system end this process when it computes too long, and refuse it more than ``memory`` bytes."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def parse(data: bytes, address: str) -> dict[str, Any]:
    """Return what ``data`` says of itself and of its entries, each value a string or ``None``."""
    import feedparser

    warnings.simplefilter("ignore")  # feedparser's own deprecations
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    found = feedparser.parse(BytesIO(data), response_headers=headers)
    return {
        "version": found.get("version"),
        "title": found.feed.get("title"),
        "language": found.feed.get("language"),
        "entries": [_entry(entry) for entry in found.entries],
    }


def _entry(entry: Any) -> dict[str, str | None]:
    return {
        "id": entry.get("id"),
        "link": entry.get("link"),
        "title": entry.get("title"),
        "published": next((entry[key] for key in ("published", "updated", "created") if key in entry), None),
        "content": max((_html(part) for part in _parts(entry)), key=len, default=""),
        "language": entry.get("language"),
        "outlet": entry.get("source", {}).get("title"),
    }


def _parts(entry: Any) -> list[Any]:
    return [*entry.get("content", ()), entry.get("summary_detail") or {}]


def _html(part: Any) -> str:
    value = part.get("value") or ""
    if part.get("type") != "text/plain":
        return str(value)
    return "".join(f"<p>{html.escape(block)}</p>" for block in value.split("\n\n"))


if __name__ == "__main__":
    main()
