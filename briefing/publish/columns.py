"""A story's objectives, disputes and expectations as one table: a party a column, both capitals on one row (F9). Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple, TypeVar

from briefing.brief.lines import Line
from briefing.brief.rows import DisputeRow, ExpectationRow, MatterRow, ObjectiveRow, Row, Side
from briefing.brief.stories import BriefStory, rows_of
from briefing.comparing import SAME, entity_called, holds, overlap, party_key, same_party
from briefing.gazetteer import mentions
from briefing.labels import Labels
from briefing.publish.hedging import conditions, hedges_left_out
from briefing.publish.names import together, topic_name
from briefing.publish.speakers import speaker_under, told_by
from briefing.publish.verbs import noun_forms, verb_forms
from briefing.publish.wording import dispute_name, is_heard, matter_of
from briefing.text import words
from briefing.types import Trend

COLUMNS, SINGLE_SOURCE = 2, 3
_OTHERS = COLUMNS


class Entry(NamedTuple):
    """What one party wants or holds, or is expected to do; ``said`` is ``None`` where nothing is reported of it.

    ``party`` is ``None`` in its own column, and empty where the words themselves name it. ``told_by`` says who speaks,
    ``conditions`` are the hedge and the time that the words leave out, ``credibility`` is the Admiralty digit of the item.
    """

    party: str | None
    said: Line | None
    told_by: str
    credibility: int
    conditions: str = ""


class TableRow(NamedTuple):
    """What is wanted, one dispute, or what is expected: for each column the entries in it."""

    name: str
    trend: Trend | None
    cells: tuple[tuple[Entry, ...], ...]


class Columns(NamedTuple):
    """The parties that have a column, and the states of those who act for one."""

    parties: tuple[str, ...]
    states: Mapping[str, str]

    def of(self, party: str) -> int:
        """Return the column of a party, or of the state that a person acts for, else that of all others."""
        state = self.states.get(party, party)
        places = (
            number
            for name in (party, state)
            for number in range(len(self.parties))
            if self.is_headed(number, name)
        )
        return next(places, _OTHERS)

    def is_headed(self, column: int, party: str) -> bool:
        """Tell whether a column bears the name of a party."""
        return column < len(self.parties) and same_party(self.parties[column], party)


class StoryTable(NamedTuple):
    """The table of a story; ``heads`` are those of its columns, that of the rows' names first."""

    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]

    def lines(self) -> list[Line]:
        """Return the lines that it shows."""
        cells = (cell for row in self.rows for cell in row.cells)
        return [entry.said for cell in cells for entry in cell if entry.said]


def story_table(story: BriefStory, labels: Labels) -> StoryTable:
    """Return who wants what, what is in dispute and what is expected, the two parties that it tells most of side by side."""
    matter, wants, others, expected = labels.all("heads.story")
    columns = Columns(story.parties or table_parties(story), story.states)
    rows = [*_matters(story, columns, labels)]
    rows += _side_by_side(beside(story.objectives, story), columns, wants, labels)
    rows += _each_named_once(_disputed(row, columns, labels) for row in beside(story.disputes, story))
    rows += _side_by_side(beside(story.expectations, story), columns, expected, labels)
    used = [number for number in range(_OTHERS + 1) if any(row.cells[number] for row in rows)]
    heads = [columns.parties[each] if each < len(columns.parties) else others for each in used]
    return StoryTable(
        (matter, *heads),
        tuple(
            row._replace(cells=tuple(_named_together(row.cells[each], labels) for each in used))
            for row in rows
        ),
    )


def _each_named_once(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """Yield the rows of disputes, without its name each that bears the name of the one above it, as a topic does."""
    above = ""
    for row in rows:
        yield row._replace(name="") if row.name == above and not row.trend else row
        above = row.name


def _named_together(cell: Sequence[Entry], labels: Labels) -> tuple[Entry, ...]:
    """Return the entries of a cell, the parties of what several say together as one reads them: "Senegal and Mauritania"."""
    return tuple(
        each._replace(party=together(each.party.split("; "), labels)) if each.party else each for each in cell
    )


OfAKind = TypeVar("OfAKind", ObjectiveRow, DisputeRow, ExpectationRow)


def beside(rows: Sequence[OfAKind], story: BriefStory) -> list[OfAKind]:
    """Return those of a story's rows that no matter of it has."""
    told = {each for matter in story.matters for each in matter.item_ids}
    return [row for row in rows if row.id not in told]


def _matters(story: BriefStory, columns: Columns, labels: Labels) -> Iterator[TableRow]:
    """Yield a row for each matter: what each side wants, holds and is expected to do about it; which others are heard, who wrote of it decides."""
    known = {row.id: row for row in rows_of(story)}
    for matter in story.matters:
        rows = [known[each] for each in matter.item_ids if each in known]
        disputes = [row for row in rows if isinstance(row, DisputeRow)]
        name = matter.name or _topical(rows, disputes, labels)
        is_repeated = any(row.repeated for row in disputes)
        placed = [each for row in rows for each in _placed(row, columns, labels)]
        if matter.sides:
            credibility = min((row.credibility for row in rows), default=SINGLE_SOURCE)
            others = [each for row in disputes for each in _placed(row, columns, labels)]
            unworded = [each for each in others if each[0] < _OTHERS and not _is_told(each[1], matter, story)]
            placed = [*_worded(matter, credibility, columns, labels), *unworded]
        if placed:
            cells = _cells(_heard_first(placed), columns)
            yield TableRow(
                labels("disputes.repeated", name=name) if is_repeated else name,
                next((row.trend for row in disputes if row.trend), None),
                _with_silence(cells, rows, columns) if matter.sides else cells,
            )


def _with_silence(
    cells: Sequence[tuple[Entry, ...]], rows: Sequence[Row], columns: Columns
) -> tuple[tuple[Entry, ...], ...]:
    """Return the cells of a row; a chief party of whom the other wants something, and of whom there is no word, is said to be silent."""
    silent = (Entry(None, None, "", SINGLE_SOURCE),)
    asked = {columns.of(row.counterpart) for row in rows if isinstance(row, ObjectiveRow) and row.counterpart}
    return tuple(
        cell or (silent if number in asked and number < len(columns.parties) else ())
        for number, cell in enumerate(cells)
    )


def _topical(rows: Sequence[Row], disputes: Sequence[DisputeRow], labels: Labels) -> str:
    """Return what rows are about: the matter of their first dispute, else the first topic."""
    topics = (topic_name(row.topic, labels) for row in rows if row.topic)
    return next((matter_of(row, labels) for row in disputes), "") or next(topics, "")


def _is_told(entry: Entry, matter: MatterRow, story: BriefStory) -> bool:
    """Tell of the words of a side of a dispute that a model wrote of that side, or that stand over the table already; the press is no side."""
    if is_press(entry.party or ""):
        return True
    parties = (part for side in matter.sides for part in side.party.split("; "))
    is_worded = any(same_party(entry.party or "", each) for each in parties)
    return entry.said is not None and (is_worded or is_told_above(entry.said.text, story))


def is_press(party: str) -> bool:
    """Tell of "certain foreign media", of whom a side complains, not of a "Media Council"."""
    return words(party)[-1:] in (["media"], ["press"], ["newspapers"])


def is_told_above(text: str, story: BriefStory) -> bool:
    """Tell whether the headline and the sentences under it say what a text says: a body's act is news, not a side of a quarrel."""
    return overlap(text, " ".join(line.text for line in (story.headline, *story.lead))) >= SAME


def _worded(
    matter: MatterRow, credibility: int, columns: Columns, labels: Labels
) -> Iterator[tuple[int, Entry]]:
    """Yield what a model wrote of each party, by the columns in which it stands."""
    for side in matter.sides:
        if side.said:
            told = speaker_under(side.party, side.said, labels)
            hedges = hedges_left_out(side.said, side.hedges, labels)
            yield columns.of(side.party), Entry(side.party, side.said, told, credibility, hedges)


def _placed(row: Row, columns: Columns, labels: Labels) -> Iterable[tuple[int, Entry]]:
    """Return what a row tells, by the columns in which it stands: who has none of her own stands among the others."""
    if not isinstance(row, DisputeRow):
        return [(columns.of(row.holder), _entry(row, labels))]
    told = _told_by_its_speaker(row, columns)
    places = [columns.of(side.party) for side in told.sides] or [0]
    placed = zip((*places, int(0 in places)), _sides(told, labels), strict=False)
    return [
        (place, entry) for place, entry in placed if entry.said or _is_silent(entry.party, place, columns)
    ]


def _is_silent(party: str | None, place: int, columns: Columns) -> bool:
    """Tell whether a side without words is to be called silent: one that has a column, or the unnamed in a column of nobody's."""
    return place >= len(columns.parties) if party is None else place < _OTHERS


def _heard_first(placed: Sequence[tuple[int, Entry]]) -> list[tuple[int, Entry]]:
    """Return what is placed without the silence of a side whose column has words."""
    heard = {column for column, entry in placed if entry.said}
    return [(column, entry) for column, entry in placed if entry.said or column not in heard]


def table_parties(story: BriefStory) -> tuple[str, ...]:
    """Return the parties that have a column: those of whom a model wrote most, the two sides of the chief dispute, else those first told of."""
    told = [*_written_of(story), *_chief_parties(story), *_told_of(story)]
    parties: list[str] = []
    for party in told:
        if not any(same_party(each, party) for each in parties):
            parties.append(party)
    return tuple(parties[:COLUMNS])


def _written_of(story: BriefStory) -> list[str]:
    """Return the parties in the matters that a model wrote: states and bodies first, of these the ones that face each other most, for a
    row of two is a quarrel and one of many a debate; people by the state that they act for. Who has a column of the whole story keeps it."""
    faced: defaultdict[str, float] = defaultdict(float)
    for matter in story.matters:
        parties = dict.fromkeys(_parties_of(matter, story))
        for each in parties:
            faced[each] += 1 / max(1, len(parties) - 1)
    return sorted(
        faced, key=lambda party: (entity_called(party) is None, party not in story.parties, -faced[party])
    )


def _parties_of(matter: MatterRow, story: BriefStory) -> Iterator[str]:
    parts = (part for side in matter.sides for part in side.party.split("; "))
    yield from (story.states.get(party, party) for party in parts)


def _chief_parties(story: BriefStory) -> tuple[str, ...]:
    """Return the parties to the dispute in which both sides are heard that are best known and most told of, else to the first.

    A state or an organisation goes before "critics" and "certain media".
    """
    told = Counter(party_key(each) for each in _told_of(story))
    heard = [row for row in story.disputes if sum(side.said is not None for side in row.sides) >= COLUMNS]

    def weight(row: DisputeRow) -> tuple[int, int]:
        parties = [story.states.get(side.party, side.party) for side in row.sides[:COLUMNS]]
        known = sum(entity_called(each) is not None for each in parties)
        return known, sum(told[party_key(each)] for each in parties)

    chief = max(heard or story.disputes[:1], key=weight, default=None)
    return tuple(story.states.get(side.party, side.party) for side in chief.sides) if chief else ()


def _told_of(story: BriefStory) -> Iterator[str]:
    """Yield the parties that a story tells of, each as often as it does: people by the state that they act for."""
    sides = (side.party for row in story.disputes for side in row.sides)
    holders = (*(row.holder for row in story.objectives), *(row.holder for row in story.expectations))
    yield from (story.states.get(each, each) for each in (*holders, *sides))


def _cells(placed: Iterable[tuple[int, Entry]], columns: Columns) -> tuple[tuple[Entry, ...], ...]:
    """Return the cells of a row; a party keeps its name outside of its own column, unless the words name it."""
    cells: tuple[list[Entry], ...] = tuple([] for _ in range(_OTHERS + 1))
    for column, entry in placed:
        is_own = entry.party is None or columns.is_headed(column, entry.party)
        cells[column].append(entry._replace(party=None) if is_own else _labelled(entry))
    return tuple(tuple(_speakers_once(cell)) for cell in cells)


def _speakers_once(cell: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries of a cell: who speaks for several that follow each other stands behind the last of them."""
    for entry, following in zip_longest(cell, cell[1:]):
        is_last = following is None or (following.party, following.told_by) != (entry.party, entry.told_by)
        yield entry if is_last else entry._replace(told_by="")


def _labelled(entry: Entry) -> Entry:
    """Return an entry in a column of another party, named as the one who speaks where it does, and not at all where its words begin with it."""
    parties = (entry.party or "").split("; ")
    text = entry.said.text if entry.said else ""
    opens = re.match(rf"(?:the )?{re.escape(parties[0])}\b", text, re.IGNORECASE)
    if opens and all(holds(text, each) for each in parties):
        return entry._replace(party="")
    name = re.escape(entry.party or "").replace("'", "['’]")
    speaks_for_itself = re.match(rf"(?:the |[A-Z][\w ]+ )?{name}(?:, [^;]*)?$", entry.told_by)
    if entry.party and speaks_for_itself and not _OF_ANOTHER.search(entry.told_by):
        return entry._replace(party=entry.told_by, told_by="")
    return entry


_OF_ANOTHER = re.compile(r"\b(?:to|of|for|in|on|against) ")


def _side_by_side(
    rows: Sequence[ObjectiveRow | ExpectationRow], columns: Columns, name: str, labels: Labels
) -> Iterator[TableRow]:
    """Yield what is wanted or expected, the first of each party on one row, then the second."""
    placed: list[list[tuple[int, Entry]]] = [[] for _ in range(_OTHERS + 1)]
    for row in rows:
        for column, entry in _placed(row, columns, labels):
            placed[column].append((column, entry))
    for number, pair in enumerate(zip_longest(*placed)):
        yield TableRow("" if number else name, None, _cells(filter(None, pair), columns))


def _entry(row: ObjectiveRow | ExpectationRow, labels: Labels) -> Entry:
    left_out = conditions(row, labels) if isinstance(row, ExpectationRow) else ""
    return Entry(row.holder, row.said, told_by(row, labels), row.credibility, left_out)


def _disputed(row: DisputeRow, columns: Columns, labels: Labels) -> TableRow:
    """Return a dispute in one row, each side in its column."""
    return TableRow(dispute_name(row, labels), row.trend, _cells(_placed(row, columns, labels), columns))


def _told_by_its_speaker(row: DisputeRow, columns: Columns) -> DisputeRow:
    """Return a dispute in which nobody has words with its own as those of the side that their speaker acts for, be it one or not."""
    speaker = (row.said.speaker or "").partition(", ")[0]
    named = [each.entity.name for each in mentions(row.said.speaker or "")]
    states = {columns.states[speaker]} if speaker in columns.states else set(named)
    sides = row.sides
    if is_heard(row) or len(states) != 1 or any(same_party(side.party, speaker) for side in sides[:1]):
        return row
    acting = states.pop()
    if not any(same_party(side.party, acting) for side in sides):
        has_a_column = any(columns.is_headed(number, acting) for number in range(len(columns.parties)))
        sides = (Side(party=acting, said=None), *sides[1:]) if has_a_column else sides
    return replace(
        row,
        sides=tuple(
            replace(side, said=row.said) if same_party(side.party, acting) else side for side in sides
        ),
    )


def _sides(row: DisputeRow, labels: Labels) -> Iterator[Entry]:
    """Yield the sides of a dispute; where none has words, the dispute's own stand with the one that objects."""
    heard = is_heard(row)
    for number, side in enumerate(row.sides or (Side(party="", said=None),)):
        said = row.said if not heard and number == 0 else side.said
        told = speaker_under(side.party, said, labels) if said else ""
        yield Entry(side.party or None, said, told, row.credibility)
    if len(row.sides) < COLUMNS:
        yield Entry(None, None, "", row.credibility)


# ── under its own name ────────────────────────────────────────────────────────


def under_its_name(story: BriefStory) -> BriefStory:
    """Return ``story`` with the cells of its table in the words that follow the party's name, without their full stop."""
    wanted = beside(story.objectives, story)
    return replace(
        story,
        objectives=tuple(
            replace(row, said=(_wanted if row in wanted else _without_subject)(row.said, row.holder))
            for row in story.objectives
        ),
        expectations=tuple(
            replace(row, said=_without_subject(row.said, row.holder, in_own_name=False))
            for row in story.expectations
        ),
        disputes=tuple(replace(row, sides=tuple(map(_side, row.sides))) for row in story.disputes),
        matters=tuple(replace(row, sides=tuple(map(_side, row.sides))) for row in story.matters),
    )


def _wanted(line: Line, holder: str) -> Line:
    """Return what a holder wants in the words that follow "Wants", the name of its row."""
    under = _without_subject(line, holder)
    text = under.text.removeprefix("wants ")
    return replace(under, text=text) if under.text != line.text.removesuffix(".") else under


def _side(side: Side) -> Side:
    return replace(side, said=_without_subject(side.said, side.party)) if side.said else side


def _without_subject(line: Line, party: str, *, in_own_name: bool = True) -> Line:
    """Return a line without the party as its subject; in what a party says ``in_own_name`` that is "we" too."""
    text = line.text.removesuffix(".")
    found = re.match(rf"(?:the )?(?P<name>{re.escape(party)}) ", text, re.IGNORECASE) or _SUBJECT.match(text)
    if found and same_party(found["name"], party) and _tells_of_it(text, found.end()):
        return replace(line, text=text[found.end() :])
    spoken = _SPEAKER.match(text) if line.speaker and in_own_name else None
    is_told = spoken and _tells_of_it(text, spoken.end())
    return replace(line, text=text[spoken.end() :] if spoken and is_told else text)


def _tells_of_it(text: str, start: int) -> bool:
    """Tell whether what a subject does or is begins at ``start``: "Norland asks" and "unions say", not "Norland navy"."""
    verb = text[start:].partition(" ")[0]
    return bool(_PREDICATE.match(text, start)) or verb in verb_forms() - noun_forms()


_SUBJECT = re.compile(r"(?:The |the )?(?P<name>[^\W\d_][\w.’'-]*(?: [A-Z][\w.’'-]*)*) ")
_SPEAKER = re.compile(r"(?:We|we|I) ")
_PREDICATE = re.compile(
    r"(?:(?:still|also|again|now|already|only|[a-z]+ly) )?(?:[a-z]+(?:s|ed)|are|were|have|had|do|did|will|would|can|could|may|might|must|should|cannot|never) "
)
