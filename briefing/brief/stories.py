"""The stories of a brief: those that lead, with their tables, and those that are told in one line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from briefing.brief.lines import Line
from briefing.brief.rows import DisputeRow, ExpectationRow, MatterRow, ObjectiveRow, Row


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


def rows_of(story: BriefStory) -> tuple[Row, ...]:
    """Return the rows of one lead story: objectives, disputes, expectations."""
    return (*story.objectives, *story.disputes, *story.expectations)


def worded_rows(story: BriefStory) -> frozenset[str]:
    """Return the rows, by their ids, that a matter tells in words of its own in place of theirs."""
    return frozenset(each for matter in story.matters if matter.sides for each in matter.item_ids)
