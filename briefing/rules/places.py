"""The lines of a brief, each with the words for where it stands. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from briefing.brief import Brief
from briefing.brief.lines import Line
from briefing.brief.rows import DisputeRow, ExpectationRow, Side
from briefing.brief.sources import SourceRow
from briefing.brief.stories import BriefStory, story_lines
from briefing.types import Evidence


class Placed(NamedTuple):
    """A line and its place; ``names`` are the holder, counterpart and sides of the row that it tells.

    ``beside`` is the evidence of the other lines of its row: a dispute rests on the words of its sides too.
    """

    place: str
    line: Line
    names: tuple[str, ...] = ()
    beside: tuple[Evidence, ...] = ()


def placed_lines(brief: Brief) -> Iterator[Placed]:
    """Yield every line of the brief with its place, in reading order."""
    yield from _numbered("bottom line", brief.bottom_line)
    yield from _numbered("change", (change.line for change in brief.changes))
    for number, story in enumerate(brief.stories, start=1):
        yield from _story(f"story {number}", story)
    yield from _numbered("also reported", (story.headline for story in brief.also))
    yield from _expected("ledger", brief.ledger)
    yield from _held("calendar", ((row.said, row.holder) for row in brief.calendar))
    yield from _numbered("watch", brief.watch)
    yield from _numbered("caveat", brief.caveats)
    steps = [step.said for row in brief.ledger for step in row.history if step.said]
    yield from _numbered("history", steps)
    yield from _held("time line", ((mark.said, mark.holder) for mark in brief.timeline))


def _held(place: str, lines: Iterable[tuple[Line, str | None]]) -> Iterator[Placed]:
    for number, (line, holder) in enumerate(lines, start=1):
        yield Placed(f"{place} {number}", line, (holder,) if holder else ())


def lines_with_places(brief: Brief) -> Iterator[tuple[str, Line]]:
    """Yield every line of the brief with the words for its place alone."""
    return ((each.place, each.line) for each in placed_lines(brief))


def expectations(brief: Brief) -> Iterator[tuple[str, ExpectationRow]]:
    """Yield the expectations of the stories and of the ledger, each with its place."""
    for number, story in enumerate(brief.stories, start=1):
        for row, each in enumerate(story.expectations, start=1):
            yield f"story {number}, expectation {row}", each
    for row, each in enumerate(brief.ledger, start=1):
        yield f"ledger {row}", each


def new_sources_of(brief: Brief, story: BriefStory) -> list[SourceRow]:
    """Return the new reports that a story itself rests on; what stands beside it, as its thread and what is on file, may be another's."""
    beside = (*story.background, *((story.thread.said,) if story.thread and story.thread.said else ()))
    own = (line for line in story_lines(story) if line not in beside)
    cited = {number for line in own for number in line.citations}
    return [row for row in brief.sources if row.new and row.number in cited]


def _numbered(name: str, lines: Iterable[Line]) -> Iterator[Placed]:
    for number, line in enumerate(lines, start=1):
        yield Placed(f"{name} {number}", line)


def _story(name: str, story: BriefStory) -> Iterator[Placed]:
    yield Placed(f"{name}, headline", story.headline)
    if story.thread and story.thread.said:
        yield Placed(f"{name}, thread", story.thread.said)
    yield from _numbered(f"{name}, lead", story.lead)
    for number, matter in enumerate(story.matters, start=1):
        yield from _sides(f"{name}, matter {number}", matter.sides)
    for number, row in enumerate(story.objectives, start=1):
        yield Placed(f"{name}, objective {number}", row.said, _names(row.holder, row.counterpart))
    for number, dispute in enumerate(story.disputes, start=1):
        yield from _dispute(f"{name}, dispute {number}", dispute)
    yield from _expected(f"{name}, expectation", story.expectations)
    yield from _numbered(f"{name}, outlook", story.outlook)
    yield from _numbered(f"{name}, background", story.background)
    yield from _numbered(f"{name}, comment", story.comments)


def _dispute(name: str, row: DisputeRow) -> Iterator[Placed]:
    names = tuple(side.party for side in row.sides)
    beside = tuple(each for side in row.sides if side.said for each in side.said.evidence)
    yield Placed(name, row.said, names, beside)
    yield from _sides(name, row.sides)


def _sides(name: str, sides: Sequence[Side]) -> Iterator[Placed]:
    names = tuple(side.party for side in sides)
    for side in sides:
        if side.said:
            yield Placed(f"{name}, {side.party}", side.said, names)


def _expected(name: str, rows: Iterable[ExpectationRow]) -> Iterator[Placed]:
    for number, row in enumerate(rows, start=1):
        yield Placed(f"{name} {number}", row.said, _names(row.holder))
        if row.closing:
            yield Placed(f"{name} {number}, outcome", row.closing)


def _names(*names: str | None) -> tuple[str, ...]:
    return tuple(name for name in names if name)
