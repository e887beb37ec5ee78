"""The canonical brief: what ``brief.json`` holds. ``briefing.day`` has the day that it is made from.

Markdown, HTML, mail and calendar are rendered from it and from nothing else. Every ``Line`` that is not
ours carries its evidence. Its parts stand in the modules beside.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from briefing import serial
from briefing.brief.changes import Change
from briefing.brief.coverage import Coverage
from briefing.brief.dates import CalendarRow, Mark
from briefing.brief.lines import Line
from briefing.brief.rows import DisputeRow, ExpectationRow, HistoryRow, MatterRow, ObjectiveRow, Side
from briefing.brief.sources import Passage, SourceRow
from briefing.brief.stories import AlsoReported, BriefStory, StoryThread, story_lines
from briefing.labels import ENGLISH
from briefing.types import Withheld

SECTIONS = (
    "bottom_line",
    "changes",
    "stories",
    "ledger",
    "calendar",
    "watch",
    "caveats",
    "coverage",
    "sources",
)
"""The skeleton of a brief, in the order in which it is read (S6)."""
KEPT = ("bottom_line", "caveats", "coverage", "sources")
"""The sections that no brief is without: what it says first, what is doubtful, what is left out, where it is from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """``words`` counts the brief without its sources; ``reading_minutes`` are ``words / 230``, to a tenth.

    ``sections`` are those of the reader's profile, in their order.
    """

    title: str
    day: date
    profile: str
    subject: str
    preheader: str
    cut_off: datetime
    time_zone: str
    previous: date | None
    revision: int
    new_reports: int
    independent_sources: int
    on_file: int
    words: int
    reading_minutes: float
    engine: str
    marking: str | None
    sample: bool
    language: str = ENGLISH
    sections: tuple[str, ...] = SECTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One edition, complete; sections in the order in which they are read (S6)."""

    header: Header
    bottom_line: tuple[Line, ...]
    changes: tuple[Change, ...]
    stories: tuple[BriefStory, ...]
    also: tuple[AlsoReported, ...]
    ledger: tuple[ExpectationRow, ...]
    calendar: tuple[CalendarRow, ...]
    watch: tuple[Line, ...]
    caveats: tuple[Line, ...]
    withheld: tuple[Withheld, ...]
    coverage: Coverage
    sources: tuple[SourceRow, ...]
    passages: tuple[Passage, ...]
    timeline: tuple[Mark, ...] = ()


def lines_of(brief: Brief) -> Iterator[Line]:
    """Yield every line of the brief in reading order."""
    yield from brief.bottom_line
    yield from (change.line for change in brief.changes)
    for story in brief.stories:
        yield from story_lines(story)
    yield from (story.headline for story in brief.also)
    for row in brief.ledger:
        yield row.said
        if row.closing:
            yield row.closing
    yield from (row.said for row in brief.calendar)
    yield from brief.watch
    yield from brief.caveats


def lines_of_page(brief: Brief) -> Iterator[Line]:
    """Yield the lines that the page alone shows: the histories of the ledger's rows, and the time line."""
    yield from (step.said for row in brief.ledger for step in row.history if step.said)
    yield from (mark.said for mark in brief.timeline)


def with_each_line(value: Any, change: Callable[[Line], Line]) -> Any:
    """Return ``value``, a brief or a part of one, with each of its lines changed."""
    if isinstance(value, Line):
        return change(value)
    if isinstance(value, tuple):
        return tuple(with_each_line(each, change) for each in value)
    if isinstance(value, _WITH_LINES):
        parts = {each.name: with_each_line(getattr(value, each.name), change) for each in fields(value)}
        return replace(value, **parts)
    return value


_WITH_LINES = (
    Brief,
    BriefStory,
    AlsoReported,
    StoryThread,
    Change,
    Side,
    MatterRow,
    ObjectiveRow,
    DisputeRow,
    ExpectationRow,
    CalendarRow,
    HistoryRow,
    Mark,
)


# ── earlier versions ──────────────────────────────────────────────────────────


def brief_from(text: str) -> Brief:
    """Return the brief that a ``brief.json`` holds, also one of an earlier version, whose stories had one comment and one question.

    Raises ``ValueError`` where the text is no brief.
    """
    if _ONE_COMMENT not in text:
        return serial.loads(Brief, text)
    held = json.loads(text)
    try:
        for story in held["stories"]:
            story.setdefault("comments", [each for each in [story.pop("comment", None)] if each])
            story.setdefault("questions", [each for each in [story.pop("watch", None)] if each])
    except (AttributeError, LookupError, TypeError) as error:
        raise ValueError("this JSON has another shape than a brief") from error
    return serial.loads(Brief, json.dumps(held))


_ONE_COMMENT = '"comment":'
