"""A story's objectives and disputes as one table: a party a column, both capitals on one row (F9). Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from briefing.brief import BriefStory, DisputeRow, Line, ObjectiveRow, Side
from briefing.comparing import same_party
from briefing.labels import Labels
from briefing.publish.wording import dispute_name, is_heard, spoken_by, told_by
from briefing.types import Trend

COLUMNS = 2


class Entry(NamedTuple):
    """What one party wants or holds; ``party`` is ``None`` under its own name, ``said`` where nothing is reported of it.

    ``told_by`` says who speaks, ``credibility`` is the Admiralty digit of the item.
    """

    party: str | None
    said: Line | None
    told_by: str
    credibility: int


class TableRow(NamedTuple):
    """What is wanted, or one dispute: for each column the entries in it."""

    name: str
    trend: Trend | None
    cells: tuple[tuple[Entry, ...], ...]


class StoryTable(NamedTuple):
    """The table of a story; ``heads`` are those of its columns, that of the rows' names first."""

    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]

    def lines(self) -> list[Line]:
        """Return the lines that it shows."""
        cells = (cell for row in self.rows for cell in row.cells)
        return [entry.said for cell in cells for entry in cell if entry.said]


def story_table(story: BriefStory, labels: Labels) -> StoryTable:
    """Return who wants what and what is in dispute, the two parties that it tells most of side by side."""
    matter, wants, others = labels.all("heads.story")
    parties = _parties(story)
    rows = [*_wanted(story.objectives, parties, wants, labels)]
    rows += [_disputed(row, parties, labels) for row in story.disputes]
    width = COLUMNS if any(row.cells[-1] for row in rows) else 1
    heads = (*parties, others)[:width]
    return StoryTable((matter, *heads), tuple(row._replace(cells=row.cells[:width]) for row in rows))


def _parties(story: BriefStory) -> tuple[str, ...]:
    """Return the parties that have a column: the two sides of the chief dispute, else those first told of."""
    opposed = chief_parties(story)
    told = [*opposed, *(row.holder for row in story.objectives)]
    told += [side.party for row in story.disputes for side in row.sides]
    parties: list[str] = []
    for party in told:
        if not any(same_party(each, party) for each in parties):
            parties.append(party)
    return tuple(parties[:COLUMNS])


def chief_parties(story: BriefStory) -> tuple[str, ...]:
    """Return the parties to the first dispute of a story."""
    return tuple(side.party for row in story.disputes[:1] for side in row.sides)


def _column(party: str, parties: Sequence[str]) -> int | None:
    return next((number for number, each in enumerate(parties) if same_party(each, party)), None)


def _cells(placed: Iterable[tuple[int, Entry]], parties: Sequence[str]) -> tuple[tuple[Entry, ...], ...]:
    """Return the cells of a row; a party keeps its name outside of its own column."""
    cells: tuple[list[Entry], ...] = tuple([] for _ in range(COLUMNS))
    for column, entry in placed:
        is_own = entry.party is not None and _column(entry.party, parties) == column
        cells[column].append(entry._replace(party=None) if is_own else entry)
    return tuple(map(tuple, cells))


def _wanted(
    rows: Sequence[ObjectiveRow], parties: Sequence[str], name: str, labels: Labels
) -> Iterator[TableRow]:
    """Yield the objectives, the first of each party on one row, then the second; who has no column stands in the last."""
    columns: list[list[tuple[int, Entry]]] = [[] for _ in range(COLUMNS)]
    for row in rows:
        own = _column(row.holder, parties)
        column = COLUMNS - 1 if own is None else own
        entry = Entry(row.holder, row.said, told_by(row, labels), row.credibility)
        columns[column].append((column, entry))
    for number, pair in enumerate(zip_longest(*columns)):
        yield TableRow("" if number else name, None, _cells(filter(None, pair), parties))


def _disputed(row: DisputeRow, parties: Sequence[str], labels: Labels) -> TableRow:
    """Return a dispute in one row, its first side apart from the others."""
    first = _first_column(row, parties)
    places = (first, *[COLUMNS - 1 - first] * max(1, len(row.sides) - 1))
    return TableRow(
        dispute_name(row, labels), row.trend, _cells(zip(places, _sides(row, labels), strict=False), parties)
    )


def _first_column(row: DisputeRow, parties: Sequence[str]) -> int:
    """Return the column of a dispute's first side: its own, else the one that its opponents leave free."""
    own, *others = [_column(side.party, parties) for side in row.sides] or [0]
    if own is not None:
        return own
    return 1 if 0 in others else 0


def _sides(row: DisputeRow, labels: Labels) -> Iterator[Entry]:
    """Yield the sides of a dispute; where none has words, the dispute's own stand with the one that objects."""
    heard = is_heard(row)
    for number, side in enumerate(row.sides or (Side(party="", said=None),)):
        said = row.said if not heard and number == 0 else side.said
        yield Entry(side.party or None, said, spoken_by(said, labels) if said else "", row.credibility)
    if len(row.sides) < COLUMNS:
        yield Entry(None, None, "", row.credibility)


# ── under its own name ────────────────────────────────────────────────────────


def under_its_name(story: BriefStory) -> BriefStory:
    """Return ``story`` with the cells of its table in the words that follow the party's name, without their full stop."""
    return replace(
        story,
        objectives=tuple(
            replace(row, said=_without_subject(row.said, row.holder)) for row in story.objectives
        ),
        disputes=tuple(replace(row, sides=tuple(map(_side, row.sides))) for row in story.disputes),
    )


def _side(side: Side) -> Side:
    return replace(side, said=_without_subject(side.said, side.party)) if side.said else side


def _without_subject(line: Line, party: str) -> Line:
    text = line.text.removesuffix(".")
    found = _SUBJECT.match(text)
    if found and same_party(found["name"], party) and _PREDICATE.match(text, found.end()):
        return replace(line, text=text[found.end() :])
    return replace(line, text=text)


_SUBJECT = re.compile(r"(?:The |the )?(?P<name>[^\W\d_][\w.’'-]*(?: [A-Z][\w.’'-]*)*) ")
_PREDICATE = re.compile(
    r"(?:(?:still|also|again|now|already|only) )?(?:[a-z]+(?:s|ed)|are|were|have|had|do|did|will|would|can|could|may|might|must|should|cannot|never) "
)
"""How what a subject does or is begins: "Norland asks", not "Norland navy"."""
