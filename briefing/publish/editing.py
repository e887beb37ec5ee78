"""The heads of the lead stories as the editor of the page reads them, and what of them he puts first. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from briefing.brief import BriefStory, CalendarRow, DisputeRow, Line, MatterRow
from briefing.comparing import span_of
from briefing.text import count_words
from briefing.types import CheckedLine, Horizon

Part = TypeVar("Part", Line, MatterRow)
Step = tuple[str, int]
SENTENCES, ROWS, EXPECTED = 6, 4, 2
WHOLE = 4
"""The stories that the editor is asked to tell whole, as far as there are so many."""


def checked_lines(
    stories: Sequence[BriefStory], dates: Sequence[CalendarRow] = ()
) -> tuple[CheckedLine, ...]:
    """Return the heads of the lead stories and the next ``dates``, as they are handed to a model that writes the bottom line over them and orders the page."""
    heads = (
        line for number, story in enumerate(stories, start=1) for line in _head(f"story {number}", story)
    )
    ahead = (_checked(f"calendar · for {row.end.isoformat()}", row.said) for row in dates)
    return (*heads, *ahead)


def _head(name: str, story: BriefStory) -> Iterator[CheckedLine]:
    """Yield the lines of a story: its headline and lead, what the sides hold, our comments, and what is expected of whom, the dated first.

    A comment has no evidence here, so that nothing can be written over it.
    """
    yield _checked(name, story.headline)
    for line in story.lead[:SENTENCES]:
        yield _checked(f"{name} · sentence, {_length(line)}", line)
    rows: Sequence[MatterRow | DisputeRow] = story.matters or story.disputes
    for number, row in enumerate(rows[:ROWS], start=1):
        matter = row.name if isinstance(row, MatterRow) else None
        for side in row.sides:
            if side.said:
                about = f"{name} · row {number}{f' ({matter})' if matter else ''}, position of {side.party}, {_length(side.said)}"
                yield _checked(about, side.said, speaks_for=tuple(side.party.split("; ")))
    for line in story.comments:
        about = f"{name} · comment of ours, {_length(line)}"
        yield CheckedLine(text=line.text, about=about, source="", speaker="ours", item_id=None, evidence=())
    dated_first = sorted(story.expectations, key=lambda each: span_of(each.horizon) is None)
    for each in dated_first[:EXPECTED]:
        holders = tuple(each.holder.split("; "))
        about = f"{name} · expected of {each.holder}"
        yield _checked(about, each.said, holders=holders, horizon=each.horizon)


def _length(line: Line) -> str:
    return f"{count_words(line.text) + count_words(line.speaker or '')} words"


def _checked(
    about: str,
    line: Line,
    *,
    speaks_for: tuple[str, ...] = (),
    holders: tuple[str, ...] = (),
    horizon: Horizon | None = None,
) -> CheckedLine:
    return CheckedLine(
        text=line.text,
        about=about,
        source="",
        speaker=line.speaker,
        item_id=None,
        evidence=line.evidence,
        speaks_for=speaks_for,
        parties=(*line.names, *holders),
        horizon=horizon,
    )


# ── the order ─────────────────────────────────────────────────────────────────


def places(page: Sequence[str]) -> dict[str, int]:
    """Return the place of each text in the editor's order."""
    return {text: place for place, text in reversed(list(enumerate(page)))}


def first_of(parts: Sequence[Part], number: int, order: Mapping[str, int]) -> tuple[Part, ...]:
    """Return as many of the parts of a story as ``number`` says, those that the editor puts first, in the order in which they are read."""
    ranked = sorted(range(len(parts)), key=lambda each: _place(parts[each], order))
    return tuple(parts[each] for each in sorted(ranked[:number]))


def _place(part: Line | MatterRow, order: Mapping[str, int]) -> int:
    """Return the place of a part; one that the editor does not name comes after all that he does."""
    lines = [part] if isinstance(part, Line) else [side.said for side in part.sides if side.said]
    return min((order.get(line.text, len(order)) for line in lines), default=len(order))


def steps_of(page: Sequence[str], stories: Sequence[BriefStory]) -> Iterator[Step]:
    """Yield what the editor's order makes the brief tell next; a row of a table is told once, whichever of its cells he names.

    Beyond the first four stories nothing is opened before these have what he chose of them: few told whole are worth more than many told thin.
    """
    steps: dict[str, tuple[Step, str]] = {}
    for number, story in enumerate(stories):
        steps |= {line.text: (("lead", number), line.text) for line in story.lead}
        steps |= {line.text: (("comment", number), line.text) for line in story.comments}
        for row in story.matters:
            cells = [side.said.text for side in row.sides if side.said]
            steps |= dict.fromkeys(cells, (("disputes", number), " | ".join(cells)))
    chosen = sorted(
        dict.fromkeys(steps[text] for text in page if text in steps), key=lambda each: each[0][1] >= WHOLE
    )
    begun: set[Step] = set()
    for step, _ in chosen:
        yield "story", step[1]  # opens it where it is not open, with its first sentence and its first row
        if step in begun or step[0] == "comment":
            yield step
        begun.add(step)
