"""The heads of the lead stories as the editor of the page reads them, and as he tells them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from briefing.brief import BriefStory, CalendarRow, Change, Line, MatterRow
from briefing.comparing import span_of
from briefing.gazetteer import mentions
from briefing.publish.lines import written
from briefing.publish.rows import interleaved
from briefing.text import count_words
from briefing.types import SENTENCE, CheckedLine, EditedStory

Part = TypeVar("Part", Line, MatterRow)
Step = tuple[str, int]
SENTENCES, ROWS, EXPECTED = 6, 4, 2
_OURS = "ours"
WHOLE = 4
"""The stories that the editor is asked to tell whole, as far as there are so many."""


def checked_lines(
    stories: Sequence[BriefStory], dates: Sequence[CalendarRow] = (), changes: Sequence[Change] = ()
) -> tuple[CheckedLine, ...]:
    """Return the heads of the lead stories and the next ``dates``, as they are handed to a model that writes the bottom line and the page over them.

    The ``changes`` are told above the stories; like our comments they have no evidence here, so that nothing can be written over them.
    """
    heads = (line for number, story in enumerate(stories, start=1) for line in _head(number, story))
    ahead = (_checked(f"calendar · for {row.end.isoformat()}", row.said) for row in dates)
    told = (
        replace(_checked(f"what changed · {each.kind}", each.line), speaker=_OURS, parties=(), evidence=())
        for each in changes
        if each.line.evidence
    )
    return (*heads, *ahead, *told)


def _head(number: int, story: BriefStory) -> Iterator[CheckedLine]:
    """Yield the lines of a story: its headline and lead, what the sides hold, our comments, and what is expected of whom, the dated first.

    A comment is chosen as it stands.
    """
    yield _checked("", story.headline, number)
    for line in story.lead[:SENTENCES]:
        yield _checked(f"{SENTENCE}, {_length(line)}", line, number)
    for place, row in enumerate(story.matters[:ROWS], start=1):
        name = f"row {place}{f' ({row.name})' if row.name else ''}, position of"
        yield from (_position(name, side.party, side.said, number) for side in row.sides if side.said)
    for dispute in () if story.matters else story.disputes[:ROWS]:
        yield from (
            _position("position of", side.party, side.said, number) for side in dispute.sides if side.said
        )
    for line in story.comments:
        about = f"comment of ours, {_length(line)}"
        yield replace(_checked(about, line, number), speaker=_OURS, parties=(), evidence=())
    dated_first = sorted(story.expectations, key=lambda each: span_of(each.horizon) is None)
    for each in dated_first[:EXPECTED]:
        ahead = _checked(f"expected of {each.holder}", each.said, number)
        yield replace(ahead, parties=(*ahead.parties, *each.holder.split("; ")), horizon=each.horizon)


def _position(name: str, party: str, said: Line, number: int) -> CheckedLine:
    """Return what a party holds; who says it speaks for the party, unless he is an analyst or of another state."""
    parties = tuple(party.split("; "))
    line = _checked(f"{name} {party}, {_length(said)}", said, number)
    is_own = all(_may_speak_for(parties, each) for each in (said.speaker or "").split("; "))
    return replace(line, parties=(*line.parties, *parties), speaks_for=parties if is_own else ())


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
        parties=line.names,
        story=story,
    )


# ── what came back ────────────────────────────────────────────────────────────


def edited(story: BriefStory, told: EditedStory) -> BriefStory:
    """Return ``story`` with the sentences that the editor wrote, and with the rows and comments that he chose before the rest."""
    return replace(
        story,
        lead=tuple(map(written, told.lead)) or story.lead,
        matters=_chosen_first(story.matters, told.beside),
        comments=_chosen_first(story.comments, told.beside),
    )


def _chosen_first(parts: Sequence[Part], chosen: Sequence[str]) -> tuple[Part, ...]:
    def place(part: Part) -> int:
        told = _texts(part)
        return next((number for number, text in enumerate(chosen) if text in told), len(chosen))

    return tuple(sorted(parts, key=place))


def _texts(part: Line | MatterRow) -> list[str]:
    """Return the words by which the editor names a part: a row by those of any of its cells."""
    return [part.text] if isinstance(part, Line) else [side.said.text for side in part.sides if side.said]


def steps_of(told: Sequence[EditedStory], stories: Sequence[BriefStory]) -> list[Step]:
    """Return what the editor makes the brief tell of its first four stories: in turn a sentence and what he chose beside them, the first of every story before the next of any.

    A row is told once, whichever of its cells he names; the first stands there already, as does the first sentence.
    """
    whole = [each for each in told if each.number <= min(WHOLE, len(stories))]
    leads = [[("lead", each.number - 1)] * (len(each.lead) - 1) for each in whole]
    beside = [list(_beside(each, stories[each.number - 1])) for each in whole]
    return interleaved(map(interleaved, zip(leads, beside, strict=True)))


def _beside(told: EditedStory, story: BriefStory) -> Iterator[Step]:
    number = told.number - 1
    steps = {line.text: (("comment", number), line.text) for line in story.comments}
    for row in story.matters:
        steps |= dict.fromkeys(_texts(row), (("disputes", number), " | ".join(_texts(row))))
    chosen = dict.fromkeys(steps[text] for text in told.beside if text in steps)
    rows = [each for each in chosen if each[0][0] == "disputes"]
    yield from (each[0] for each in chosen if each not in rows[:1])
