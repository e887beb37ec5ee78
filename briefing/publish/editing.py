"""The heads of the lead stories as the editor of the page reads them, and as he tells them. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.brief.changes import Change
from briefing.brief.dates import CalendarRow
from briefing.brief.lines import Line
from briefing.brief.rows import MatterRow, Side
from briefing.brief.stories import BriefStory
from briefing.comparing import same_party, span_of
from briefing.gazetteer import mentions
from briefing.publish.columns import table_parties
from briefing.publish.lines import comment, written
from briefing.publish.rows import interleaved
from briefing.text import count_words
from briefing.types import COMMENT, SENTENCE, CheckedLine, EditedStory, Matter, WrittenCell

Step = tuple[str, int]
SENTENCES, ROWS, EXPECTED = 6, 4, 2
ALL_ROWS = 8
"""The rows that are shown of a story that stands on the page alone or beside one other."""
_OURS, _FEW = "ours", 2
WHOLE = 4
"""The stories that the editor is asked to tell whole, as far as there are so many."""


def checked_lines(
    stories: Sequence[BriefStory], dates: Sequence[CalendarRow] = (), changes: Sequence[Change] = ()
) -> tuple[CheckedLine, ...]:
    """Return the heads of the lead stories and the next ``dates``, as they are handed to a model that writes the bottom line and the page over them.

    The ``changes`` are told above the stories; they have no evidence here, so that nothing can be written over them.
    """
    rows = ROWS if len(stories) > _FEW else ALL_ROWS
    heads = (line for number, story in enumerate(stories, start=1) for line in _head(number, story, rows))
    ahead = (_checked(f"calendar · for {row.end.isoformat()}", row.said) for row in dates)
    told = (
        replace(_checked(f"what changed · {each.kind}", each.line), speaker=_OURS, names=(), evidence=())
        for each in changes
        if each.line.evidence
    )
    return (*heads, *ahead, *told)


def _head(number: int, story: BriefStory, rows: int) -> Iterator[CheckedLine]:
    """Yield the lines of a story: its headline and lead, what the sides hold, our comments, and what is expected of whom, the dated first."""
    yield _checked("", story.headline, number)
    for line in story.lead[:SENTENCES]:
        sentence = _checked(f"{SENTENCE}, {_length(line)}", line, number)
        yield replace(sentence, parties=tuple(_subjects(line.text)))
    for place, row in enumerate(story.matters[:rows], start=1):
        name = f"row {place}{f' ({row.name})' if row.name else ''}, position of"
        yield from (_position(name, side.party, side.said, number) for side in row.sides if side.said)
    for dispute in () if story.matters else story.disputes[:rows]:
        yield from (
            _position("position of", side.party, side.said, number) for side in dispute.sides if side.said
        )
    for line in story.comments:
        yield replace(_checked(f"{COMMENT}, {_length(line)}", line, number), speaker=_OURS)
    dated_first = sorted(story.expectations, key=lambda each: span_of(each.horizon) is None)
    for each in dated_first[:EXPECTED]:
        ahead = _checked(f"expected of {each.holder}", each.said, number)
        yield replace(ahead, parties=tuple(each.holder.split("; ")), horizon=each.horizon)


def _position(name: str, party: str, said: Line, number: int) -> CheckedLine:
    """Return what a party holds; who says it speaks for the party, unless he is an analyst or of another state."""
    parties = tuple(party.split("; "))
    line = _checked(f"{name} {party}, {_length(said)}", said, number)
    is_own = all(_may_speak_for(parties, each) for each in (said.speaker or "").split("; "))
    return replace(line, parties=parties, speaks_for=parties if is_own else ())


def _subjects(sentence: str) -> Iterator[str]:
    """Yield the states and bodies that a clause of a sentence begins with: whose act it tells, not of whom it is said."""
    for clause in _CLAUSES.split(sentence):
        first = next(iter(mentions(clause)), None)
        if first and first.start <= len("the "):
            yield first.entity.name


_CLAUSES = re.compile(r"[;:,]\s+(?:and |but |while )?|\s(?:and|but|while)\s")


def _may_speak_for(parties: Sequence[str], speaker: str) -> bool:
    theirs, own = (
        {each.entity.country for each in mentions(text) if each.entity.country}
        for text in (speaker, "; ".join(parties))
    )
    return not speaker.endswith("analyst") and not (theirs and own and theirs.isdisjoint(own))


def _length(line: Line) -> str:
    return f"{count_words(line.text) + count_words(line.speaker or '')} words"


def _checked(about: str, line: Line, story: int | None = None) -> CheckedLine:
    return CheckedLine(
        text=line.text,
        about=about,
        source="",
        speaker=line.speaker,
        item_id=None,
        evidence=line.evidence,
        names=line.names,
        story=story,
    )


# ── what came back ────────────────────────────────────────────────────────────


def edited(story: BriefStory, told: EditedStory) -> BriefStory:
    """Return ``story`` as the editor tells it; behind his rows and comments those of its head that these do not draw on, last the rows that his sentences tell."""
    lead = tuple(map(written, told.lead))
    drawn_on = [_drawn_on(each, story) for each in told.rows]
    rows = [_row(each, rows, lead, story) for each, rows in zip(told.rows, drawn_on, strict=True)]
    rest = [row for row in story.matters if not any(row in each for each in drawn_on)]
    rest.sort(key=lambda row: all(_bears(lead, side.said) for side in row.sides if side.said))
    comments = tuple(map(comment, told.comments))
    return replace(
        story,
        lead=lead or story.lead,
        matters=(*rows, *rest),
        comments=(*comments, *(each for each in story.comments if not _bears(comments, each))),
    )


def _drawn_on(told: Matter, story: BriefStory) -> list[MatterRow]:
    """Return the rows that the editor's row has a side of."""
    return [
        row
        for row in story.matters
        if any(_is_side_of(cell, side) for cell in told.cells for side in row.sides)
    ]


def _is_side_of(cell: WrittenCell, side: Side) -> bool:
    return (
        side.said is not None
        and same_party(cell.party, side.party)
        and _bears([written(cell.said)], side.said)
    )


def _row(told: Matter, drawn_on: Sequence[MatterRow], lead: Sequence[Line], story: BriefStory) -> MatterRow:
    """Return a row of the table as the editor wrote it, with the items and the hedges of the rows that it draws on, and their name where it has none.

    A chief party's words in these that he told nowhere stand as they were (F9).
    """
    sides = [side for row in drawn_on for side in row.sides if side.said]
    own = [
        Side(
            party=cell.party,
            said=written(cell.said),
            hedges=tuple(hedge for side in sides if _is_side_of(cell, side) for hedge in side.hedges),
        )
        for cell in told.cells
    ]
    chief = story.parties or table_parties(story)
    left_out = [
        side
        for side in sides
        if any(same_party(side.party, each) for each in chief)
        and not any(same_party(side.party, each.party) for each in own)
        and not (side.said and _bears(lead, side.said))
    ]
    ids = dict.fromkeys(each for row in drawn_on for each in row.item_ids)
    name = told.name or next((row.name for row in drawn_on if row.name), None)
    return MatterRow(name=name, item_ids=tuple(ids), sides=(*own, *left_out))


def _bears(written_over: Sequence[Line], line: Line) -> bool:
    """Tell whether one of the lines that were written over a story's rests on all that one of these does."""
    return bool(line.evidence) and any(set(line.evidence) <= set(each.evidence) for each in written_over)


def steps_of(told: Sequence[EditedStory], stories: int) -> list[Step]:
    """Return what the editor makes the brief tell of its first four stories: in turn a sentence and what stands beside them, the first of every story before the next of any.

    The first row stands there already, as does the first sentence.
    """
    whole = [each for each in told if each.number <= min(WHOLE, stories)]
    return interleaved(interleaved((_sentences(each), _beside(each))) for each in whole)


def _sentences(told: EditedStory) -> list[Step]:
    return [("lead", told.number - 1)] * (len(told.lead) - 1)


def _beside(told: EditedStory) -> list[Step]:
    number = told.number - 1
    comments, rows = [("comment", number)] * len(told.comments), [("disputes", number)] * (len(told.rows) - 1)
    return interleaved((comments, rows))
