"""What a search found, for a terminal and as JSON."""

from collections.abc import Iterator
from typing import Any

from briefing import serial
from briefing.publish.escape import plain
from briefing.store import Excerpt, Found, Hit


def search_document(written: str, found: Found) -> dict[str, Any]:
    """Return what was found as dictionaries; marks are offsets into the text beside them."""
    return {"query": written, **serial.plain(found)}


def search_lines(found: Found) -> Iterator[str]:
    """Yield what was found, the searched words between asterisks."""
    if not found.hits:
        yield "Nothing stored has all these words."
        return
    for hit in found.hits:
        yield from _hit_lines(hit)
    if found.total > len(found.hits):
        yield f"{len(found.hits)} of {found.total} are shown; --limit shows more"


def _hit_lines(hit: Hit) -> Iterator[str]:
    title = _starred(hit.head) if hit.item_id is None else plain(hit.title)
    copy = " (a copy)" if hit.copy else ""
    yield f"{hit.published or 'undated   '}  {plain(hit.outlet or 'Outlet unknown')}: {title}{copy}"
    if hit.item_id is not None:
        yield f"    {_what(hit)}: {_starred(hit.head)}"
    if hit.snippet.marks or (hit.item_id is None and hit.snippet.text):
        yield f"    {_starred(hit.snippet)}"


def _what(hit: Hit) -> str:
    """Return what an item is, and whose: "objective (demand), Senegal; Mauritania"."""
    kind = f"{hit.kind} ({hit.subkind})"
    return f"{kind}, {_starred(hit.parties)}" if hit.parties.text else kind


def _starred(excerpt: Excerpt) -> str:
    text, end = "", 0
    for mark in excerpt.marks:
        text += f"{excerpt.text[end : mark.start]}*{mark.of(excerpt.text)}*"
        end = mark.end
    return plain(text + excerpt.text[end:])
