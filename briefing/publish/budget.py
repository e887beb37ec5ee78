"""Keeping to the length: what is told first, and how words are counted. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from briefing.brief import Brief
from briefing.brief.lines import Line
from briefing.brief.stories import BriefStory
from briefing.labels import Labels, labels_in
from briefing.publish.columns import StoryTable, story_table
from briefing.publish.dates import full_date, weekday_date
from briefing.publish.header import header_sentences
from briefing.publish.horizons import calendar_days, due, empty_calendar
from briefing.publish.outlook import outlook_of
from briefing.publish.provenance import coverage_sentences
from briefing.publish.speakers import of_whom, spoken_by, whom
from briefing.publish.status import status_name
from briefing.publish.wording import change_groups, country_tags, repeats, since, tags, trend_words
from briefing.text import count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How many rows of each kind one lead story shows; ``pair`` of its objectives tell what each of its two chief parties wants.

    A story with ``matters`` shows these first, whatever kind of row is asked for.
    """

    objectives: int
    disputes: int
    expectations: int
    lead: int
    pair: int = 0
    matters: int = 0
    outlook: int = 0
    background: int = 0
    comment: int = 0
    thread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much the brief tells: its lead stories, and how many lines of the other sections.

    ``gists`` of the stories under "Also reported" are told by a sentence in place of a headline.
    """

    stories: tuple[Depth, ...] = ()
    also: int = 0
    gists: int = 0
    ledger: int = 0
    calendar: int = 0
    watch: int = 2


FRAME = Plan(also=3, gists=1, ledger=4, calendar=7, watch=2)
"""The lists that stand beside the stories of a brief that an editor wrote."""


# What is told first. A step is tried once, in this order, and taken where the brief stays within its length. A brief
# that a model wrote opens four stories with a row each, beside five rows of the calendar and three of the ledger; then
# come our comments, second sentences, a second row of the first, which shows the other side of what it is about, dates, a
# second row of the second, third sentences, the gist of one that is told in one line, the outlooks, further rows and
# sentences. One that nobody wrote opens four, each with a dispute and what is expected of it. What is on file comes last. "story"
# opens the next lead story, with the first row of a table that a model wrote; "disputes", 1 is one dispute more in the second story.
# Two questions to watch stand in any. On a quiet day room is left after the last step: then each part of each story grows,
# round after round, what is wanted by two rows.
Step = tuple[str, int]
_OPENED = (("story", 1), ("story", 2), ("story", 3), ("story", 4))
_LEADS = tuple(("lead", story) for story in range(5))
_COMMENTS = tuple(("comment", story) for story in range(5))
_SIDES = tuple(("disputes", story) for story in range(5))
_PAIRS = tuple(("pair", story) for story in range(5))
_OUTLOOKS = tuple(("outlook", story) for story in range(5) for _ in range(3))
_EXPECTED = tuple(("expectations", story) for story in range(5))
_WANTED = tuple(("objectives", story) for story in range(5) for _ in range(2))
_FURTHER: tuple[Step, ...] = (
    ("calendar", 8),
    *_WANTED,
    ("also", 6),
    ("ledger", 5),
    *_SIDES,
    *_COMMENTS,
    *(("thread", story) for story in range(5)),
    ("objectives", 4),
    ("ledger", 8),
    *((part, story) for story in range(5) for part in ("objectives", "disputes", "expectations")),
    ("also", 10),
    ("calendar", 24),
    ("ledger", 12),
    ("story", 5),
    *(("background", story) for story in range(3)),
    ("also", 40),
)
_UNORDERED: tuple[Step, ...] = (
    *_COMMENTS[:4],
    *_LEADS[:3],
    *_SIDES[:1],
    *_LEADS[3:4],
    ("calendar", 7),
    ("ledger", 4),
    ("also", FRAME.also),
    *_SIDES[1:2],
    *_LEADS[:2],
    ("gists", 1),
    ("watch", 3),
    ("calendar", 9),
    ("gists", 2),
    *_OUTLOOKS[::3],
    ("calendar", 10),
    *_COMMENTS[:2],
    *_LEADS[:4],
    ("ledger", 6),
    *_OUTLOOKS,
    *_COMMENTS,
    ("calendar", 14),
    ("gists", 4),
    ("ledger", 8),
    *_PAIRS,
    *_EXPECTED,
    *_WANTED,
    *_SIDES,
    *_LEADS,
    *_OPENED[3:],
    *_FURTHER,
)
QUOTED: tuple[Step, ...] = (
    ("also", 3),
    ("ledger", 3),
    ("calendar", 3),
    *_OPENED[:3],
    *_SIDES[:4],
    ("calendar", 5),
    *_OPENED[3:],
    *_EXPECTED,
    ("watch", 3),
    *_LEADS,
    *_SIDES[4:],
    *_FURTHER,
)
OPENING = Depth(objectives=0, disputes=0, expectations=0, lead=1)
_LISTS = ("also", "gists", "ledger", "calendar", "watch")
_ROWS = ("pair", "objectives", "disputes", "expectations")
_GROWING = ("objectives", "objectives", "disputes", "expectations", "outlook")


def written_steps(frame: Plan, chosen: Iterable[Step] | None = None) -> tuple[Step, ...]:
    """Return the steps of a brief that a model wrote: its ``frame``, what the editor of the page has ``chosen`` if there was one, then what nobody ordered."""
    lists = (("also", frame.also), ("ledger", frame.ledger), ("calendar", 5), *_OPENED[:3])
    rest = (("calendar", frame.calendar), ("watch", frame.watch), ("gists", frame.gists))
    return (*lists, *(() if chosen is None else (*rest, *chosen)), *_UNORDERED)


def fitted(assemble: Callable[[Plan], Brief], limit: int, fullest: Plan, steps: Sequence[Step]) -> Brief:
    """Return the fullest brief of at most ``limit`` words that ``steps`` lead to; ``fullest`` tells all that there is.

    The fixed sections and the first story stand whatever the limit. Who asks for more stories than the steps open gets them last.
    """
    assemble = cache(assemble)  # what was too long once is tried by later steps again
    plan = Plan(stories=tuple(map(opened, fullest.stories[:1])))
    told = plan, assemble(plan)
    stepped = 1 + sum(part == "story" for part, _ in steps)
    further = [("story", number) for number in range(stepped, len(fullest.stories))]
    for step in (*steps, *further):
        told = _with_step(told, step, assemble, limit, fullest)
    while True:
        before = told
        for step in ((part, story) for story in range(len(before[0].stories)) for part in _GROWING):
            told = _with_step(told, step, assemble, limit, fullest)
        if told is before:
            return told[1]


def _with_step(
    told: tuple[Plan, Brief],
    step: tuple[str, int],
    assemble: Callable[[Plan], Brief],
    limit: int,
    fullest: Plan,
) -> tuple[Plan, Brief]:
    """Return the longest plan, with its brief, that one step makes within the limit; ``told`` where it tells no more.

    More may be told in no more words: a story whose lead the bottom line has, a row of the ledger for a question.
    """
    for longer in _longer(told[0], *step, fullest):
        brief = assemble(longer)
        if brief.header.words > limit:
            break
        if brief != told[1]:
            told = longer, brief
    return told


def _longer(plan: Plan, part: str, number: int, fullest: Plan) -> Iterator[Plan]:
    """Yield the plans that one step makes of ``plan``, each a little longer than the one before."""
    if part in _LISTS:
        for lines in range(getattr(plan, part) + 1, min(number, getattr(fullest, part)) + 1):
            parts: dict[str, Any] = {part: lines}
            yield replace(plan, **parts)
    elif part == "story":
        if len(plan.stories) < min(number + 1, len(fullest.stories)):
            next_one = opened(fullest.stories[len(plan.stories)])
            yield replace(plan, stories=(*plan.stories, next_one))
    elif number < len(plan.stories):
        deeper = _deeper(plan.stories[number], part, fullest.stories[number])
        if deeper:
            yield replace(plan, stories=(*plan.stories[:number], deeper, *plan.stories[number + 1 :]))


def opened(fullest: Depth) -> Depth:
    """Return the depth at which a story is opened: one whose table a model wrote is told with its first row, or in one line."""
    return replace(OPENING, matters=min(1, fullest.matters))


def _deeper(depth: Depth, part: str, fullest: Depth) -> Depth | None:
    """Return the depth with one row more of a part, or with what both chief parties want; ``None`` where there is no more."""
    if part in _ROWS and depth.matters < fullest.matters:
        return replace(depth, matters=depth.matters + 1)
    if part == "pair":
        return replace(depth, objectives=fullest.pair) if depth.objectives < fullest.pair else None
    rows = {part: getattr(depth, part) + 1}
    return replace(depth, **rows) if rows[part] <= getattr(fullest, part) else None


# ── counting ──────────────────────────────────────────────────────────────────


def words_of(brief: Brief) -> int:
    """Count the words of the brief without its source list; the mark of a citation is no word (S5)."""
    return sum(map(_count, _visible(brief, labels_in(brief.header.language))))


_count = lru_cache(8192)(count_words)
"""The lines of one plan are nearly those of the plan before it."""


def _visible(brief: Brief, labels: Labels) -> Iterator[str]:
    """Yield what the Markdown form shows above its sources, our own words included; the small print stands below them."""
    header = brief.header
    yield f"{header.title} {weekday_date(header.day, labels)}"
    yield header.marking or ""
    yield labels("header.sample") if header.sample else ""
    yield from header_sentences(header, labels)
    for part in (each for each in header.sections if each != "sources"):
        yield labels(f"sections.{part}")
        if part != "coverage" and not getattr(brief, part):
            yield empty_calendar(brief, labels) if part == "calendar" else labels(f"empty.{part}")
    if header.previous and "changes" in header.sections:
        yield labels("page.since", date=full_date(header.previous, labels))
    yield from _all_lines(brief.bottom_line, labels)
    yield from (name for name, _ in change_groups(brief, labels))
    yield from _all_lines([each.line for each in brief.changes], labels)
    for number, story in enumerate(brief.stories, start=1):
        yield str(number)
        yield from _story(story, labels)
    yield labels("sections.also") if brief.also else ""
    for also in brief.also:
        yield repeats(also, labels)
        yield from (*_line(also.headline, labels), country_tags(also))
        yield labels("lines.opinion") if also.opinion else ""
    yield from _ledger(brief, labels)
    for day, rows in calendar_days(brief, labels):
        yield day
        yield from _all_lines([row.said for row in rows], labels)
    yield from (str(number) for number, _ in enumerate(brief.watch, start=1))
    yield from _all_lines((*brief.watch, *brief.caveats), labels)
    yield from coverage_sentences(brief.coverage, labels)


def _outlook(story: BriefStory, labels: Labels) -> Iterator[str]:
    yield labels("lines.outlook") if story.outlook else ""
    yield from (
        part for each in outlook_of(story, labels) for part in (each.when, each.said.text, each.told_by)
    )


def _ledger(brief: Brief, labels: Labels) -> Iterator[str]:
    yield from labels.all("heads.ledger") if brief.ledger else ()
    for row in brief.ledger:
        yield from (of_whom(row, labels), row.said.text, whom(row, labels))
        yield from (
            due(row, brief.header.day, labels),
            status_name(row, brief.header.day, labels),
        )
        yield (row.closing.label or "") if row.closing else ""


def _all_lines(lines: Iterable[Line], labels: Labels) -> Iterator[str]:
    for line in lines:
        yield from _line(line, labels)


def _line(line: Line, labels: Labels) -> Iterator[str]:
    yield from (line.label or "", line.text, spoken_by(line, labels))


def _story(story: BriefStory, labels: Labels) -> Iterator[str]:
    yield from (*_line(story.headline, labels), tags(story, labels), since(story, labels))
    yield from _line(story.thread.said, labels) if story.thread and story.thread.said else ()
    yield from _all_lines((*story.lead, *story.background, *story.comments), labels)
    yield labels("lines.comment") if story.comments else ""
    yield from _table(story_table(story, labels), labels)
    yield from _outlook(story, labels)


def _table(table: StoryTable, labels: Labels) -> Iterator[str]:
    yield from table.heads if table.rows else ()
    for row in table.rows:
        yield row.name
        yield trend_words(row.trend, labels) if row.trend else ""
        for entry in (each for cell in row.cells for each in cell):
            yield entry.party or ""
            yield entry.said.text if entry.said else labels("lines.no_words")
            yield from (entry.conditions, entry.told_by)
