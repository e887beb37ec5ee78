"""The canonical brief: what ``brief.json`` holds. ``briefing.day`` has the day that it is made from.

Markdown, HTML, mail and calendar are rendered from it and from nothing else. Every ``Line`` that is not
ours carries its evidence.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from briefing import serial
from briefing.labels import ENGLISH
from briefing.types import (
    Evidence,
    Horizon,
    Polarity,
    Section,
    Trend,
    Withheld,
)

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


class Voice(StrEnum):
    """Whose words a line is: an article's own, somebody's in an article, or ours."""

    FACT = "fact"
    CLAIM = "claim"
    OURS = "ours"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence or cell. ``citations`` are numbers of the source list.

    ``speaker`` names who says it under which ground rule ("a senior official, on background"),
    ``None`` for the outlet's own voice. ``label`` is a word of ours set before the text ("Open").
    ``cut`` is true for a beginning that does not stand alone. Only a line of ours may lack evidence.
    ``names`` are holders and speakers proved when it was written, whom it may name whatever the evidence calls them.
    """

    text: str
    voice: Voice
    speaker: str | None = None
    label: str | None = None
    cut: bool = False
    citations: tuple[int, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    names: tuple[str, ...] = ()


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


class ChangeKind(StrEnum):
    """What an edition has that the one before had not, or had otherwise.

    ``DUE`` stands in editions of earlier versions alone: the ledger tells what is due. ``CALLED_OFF`` is what was missed before its time.
    """

    FIRST = "first"
    NEW = "new"
    CONTINUED = "continued"
    CHANGED = "changed"
    DUE = "due"
    PASSED = "passed"
    LATE = "late"
    CORRECTED = "corrected"
    QUIET = "quiet"
    MET = "met"
    PARTLY_MET = "partly_met"
    MISSED = "missed"
    CALLED_OFF = "called_off"
    CONTRADICTED = "contradicted"
    DENIED = "denied"
    BORNE_OUT = "borne_out"
    MOVED = "moved"
    ADVANCED = "advanced"
    BLOCKED = "blocked"
    ABANDONED = "abandoned"
    ESCALATED = "escalated"
    EASED = "eased"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    OVERDUE = "overdue"
    CLOSED = "closed_without_report"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference from the edition before; ``item_id`` and ``previous_item_id`` name the items compared (T4).

    ``entry_id`` names the entry of the ledger that changed.
    """

    kind: ChangeKind
    line: Line
    story_id: str | None = None
    item_id: str | None = None
    previous_item_id: str | None = None
    entry_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveRow:
    """Who wants what. ``credibility`` is the Admiralty digit, computed (L8).

    A row is ``repeated`` where the edition before had it already (F10).
    """

    id: str
    holder: str
    counterpart: str | None
    subkind: str
    topic: str | None
    polarity: Polarity
    credibility: int
    said: Line
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One party's position; ``said`` is ``None`` where no position is reported.

    ``hedges`` are those of what is expected of the party, where the words rest on that.
    """

    party: str
    said: Line | None
    hedges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """What several rows of a story are about, in one row of its table; ``sides`` are what a model wrote of each party in it.

    Editions of earlier versions have no ``sides``: there the rows' own words stand side by side.
    """

    name: str | None
    item_ids: tuple[str, ...]
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRow:
    """A dispute with all its sides in one row (F9), each in its own words for the thing (D4); ``topic_text`` is the source's name of it."""

    id: str
    topic: str | None
    subkind: str
    trend: Trend | None
    sides: tuple[Side, ...]
    credibility: int
    said: Line
    repeated: bool = False
    topic_text: str | None = None


class ExpectationStatus(StrEnum):
    """Where an expectation stands: by the calendar alone, or as the ledger knows."""

    OPEN = "open"
    DUE = "due"
    PASSED = "date_passed"
    UNDATED = "undated"
    MOVED = "moved"
    OVERDUE = "overdue"
    MET = "met"
    PARTLY_MET = "partly_met"
    ADVANCED = "advanced"
    BLOCKED = "blocked"
    ABANDONED = "abandoned"
    WITHDRAWN = "withdrawn"
    MISSED = "missed"
    CLOSED = "closed_without_report"
    SUPERSEDED = "superseded"
    NOT_CONTRADICTED = "not_contradicted"
    CONTRADICTED = "contradicted"
    BORNE_OUT = "borne_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One change of an entry of the ledger, the rule that made it, and the words of the report that it rests on."""

    day: date
    before: str | None
    after: str
    rule: str
    field: str | None
    old: str | None
    new: str | None
    article_id: str | None
    said: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationRow:
    """What is expected of ``holder``; ``first_seen`` is the date of the oldest report that says so.

    ``entry_id`` and ``history`` are those of the ledger, ``closing`` the report that gave the row its status, ``outlet`` has the report that says so.
    """

    id: str
    holder: str
    subkind: str
    topic: str | None
    polarity: Polarity
    hedge: str | None
    band: str | None
    horizon: Horizon | None
    status: ExpectationStatus
    first_seen: date | None
    credibility: int
    said: Line
    repeated: bool = False
    entry_id: str | None = None
    closing: Line | None = None
    history: tuple[HistoryRow, ...] = ()
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryThread:
    """The thread that a story is on: since when, how many stories came before this one, and when the last of them ended.

    ``said`` is that one's headline; there is none in a thread's first story, nor where a story is told in one line.
    """

    id: str
    since: date
    earlier: int
    last: date | None
    said: Line | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefStory:
    """One lead story of the brief, with one comment of ours at most (S10), of several sentences. ``reasons`` say why it stands where it stands;
    ``questions`` are those for the watch list. ``matters`` put rows side by side that are about one thing; rows of none stand below them.
    ``parties`` are the two that have a column of its table, whatever of it is shown; ``states`` are those whose office people hold
    who want, say or are expected to do something, by their names. ``outlook`` tells in few words what is foreseen without a day, its
    label being the source's words for the time; ``repeats`` is the day of the earlier report that told it all.
    """

    id: str
    headline: Line
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    continued_from: date | None
    independent_sources: int
    citations: tuple[int, ...]
    reasons: tuple[str, ...]
    lead: tuple[Line, ...]
    objectives: tuple[ObjectiveRow, ...]
    disputes: tuple[DisputeRow, ...]
    expectations: tuple[ExpectationRow, ...]
    background: tuple[Line, ...]
    comments: tuple[Line, ...] = ()
    outlook: tuple[Line, ...] = ()
    repeats: date | None = None
    thread: StoryThread | None = None
    questions: tuple[Line, ...] = ()
    matters: tuple[MatterRow, ...] = ()
    parties: tuple[str, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoReported:
    """A story that is told in one line, its ``headline``: a title, or where there is room the gist of its report."""

    id: str
    headline: Line
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    continued_from: date | None
    independent_sources: int
    citations: tuple[int, ...]
    reasons: tuple[str, ...]
    opinion: bool
    thread: StoryThread | None = None
    repeats: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRow:
    """A date ahead: what is fixed for it or, with ``item_id`` and ``holder`` of a followed item, what is expected then.

    ``deadline`` tells that it is expected by that day, not on it.
    """

    start: date
    end: date
    status: str
    said: Line
    item_id: str | None = None
    holder: str | None = None
    deadline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An article that was met and not used, and why, in the words of the coverage box.

    ``split_off`` tells that it stood appended to another article.
    """

    title: str
    reason: str
    split_off: bool = False


class MarkKind(StrEnum):
    """What a mark on the time line stands for: told as done, planned, foreseen, answered, or passed in silence."""

    OCCURRED = "occurred"
    SCHEDULED = "scheduled"
    EXPECTED = "expected"
    ANSWERED = "answered"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One date of the time line. ``status`` says where a row of the ledger stands, and ``holder`` whose act it is; ``None`` for an event."""

    start: date
    end: date
    kind: MarkKind
    status: ExpectationStatus | None
    said: Line
    holder: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the brief rests on and what it leaves out; ``dropped`` is what the word budget cut, in words.

    ``cost`` is in the configured currency, 0 also where a model without a price took ``tokens``.
    Of the ``checked`` statements that a model wrote, ``replaced`` stand in their source's words instead, and
    ``withheld`` do not stand at all.
    """

    sources_tried: int
    sources_answered: int
    failed: tuple[str, ...]
    read: int
    new: int
    on_file: int
    copies: int
    split_off: tuple[str, ...]
    undated: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    dropped: tuple[str, ...]
    written_by: tuple[str, ...]
    cost: float
    tokens: int = 0
    checked: int = 0
    replaced: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One entry of the source list. ``origin`` numbers the independent source it belongs to.

    ``grade`` is the Admiralty letter, ``grade_basis`` who set it; ``cited`` is false for an article
    that was read and that no line of the brief rests on, but perhaps a row's history.
    """

    number: int
    article_id: str
    title: str
    outlet: str | None
    url: str | None
    published: date | None
    published_basis: str
    grade: str
    grade_basis: str
    origin: int
    new: bool
    late: bool
    opinion: bool
    cited: bool
    copies: tuple[str, ...]
    engine: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The paragraph (or caption, or title) that quotes stand in, so that a page can show it.

    ``start`` is the offset of ``text`` in the article's section.
    """

    article_id: str
    section: Section
    index: int | None
    start: int
    text: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A story's headline, without the story."""

    headline: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a list of editions tells of one; it can be read from the JSON of a whole brief."""

    header: Header
    bottom_line: tuple[Line, ...]
    stories: tuple[Headed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An edition in the index: where its ``files`` are, in a ``folder`` relative to the index."""

    overview: Overview
    folder: str
    files: tuple[str, ...]


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


def story_lines(story: BriefStory) -> Iterator[Line]:
    """Yield the lines of one lead story in reading order."""
    yield story.headline
    if story.thread and story.thread.said:
        yield story.thread.said
    yield from story.lead
    yield from (side.said for matter in story.matters for side in matter.sides if side.said)
    yield from (row.said for row in story.objectives)
    for dispute in story.disputes:
        yield dispute.said
        yield from (side.said for side in dispute.sides if side.said)
    yield from (row.said for row in story.expectations)
    yield from story.outlook
    yield from story.background
    yield from story.comments


Row = ObjectiveRow | DisputeRow | ExpectationRow


def rows_of(story: BriefStory) -> tuple[Row, ...]:
    """Return the rows of one lead story: objectives, disputes, expectations."""
    return (*story.objectives, *story.disputes, *story.expectations)


def worded_rows(story: BriefStory) -> frozenset[str]:
    """Return the rows, by their ids, that a matter tells in words of its own in place of theirs."""
    return frozenset(each for matter in story.matters if matter.sides for each in matter.item_ids)


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
