"""A story cut to the depth that a plan gives it. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from briefing.brief.dates import CalendarRow
from briefing.brief.lines import Line
from briefing.brief.rows import ExpectationRow, ObjectiveRow
from briefing.brief.stories import BriefStory, story_lines, worded_rows
from briefing.comparing import named_span, retells, same_party
from briefing.publish.budget import Depth
from briefing.publish.columns import COLUMNS, beside, table_parties
from briefing.publish.outlook import untold
from briefing.publish.quotation import is_verbatim
from briefing.publish.rows import balanced
from briefing.text import count_words

ITEM_WORDS = 150
"""A story tells at most so many before its table (S5)."""


def whole(story: BriefStory) -> Depth:
    """Return how much there is of a story: of one that a model wrote the table of, no row beside its matters."""
    is_tabled = bool(worded_rows(story))
    pair = balanced(_chief_first(story), COLUMNS)
    both = len(pair) == COLUMNS and all(_has_a_column(row, story) for row in pair)
    return Depth(
        pair=COLUMNS if both and not is_tabled else 0,
        matters=len(story.matters),
        objectives=0 if is_tabled else len(beside(story.objectives, story)),
        disputes=0 if is_tabled else len(beside(story.disputes, story)),
        expectations=0 if is_tabled else len(beside(story.expectations, story)),
        outlook=len(story.outlook),
        lead=len(story.lead),
        background=len(story.background),
        comment=len(story.comments),
        thread=int(story.thread is not None),
    )


def shown_to(
    story: BriefStory,
    depth: Depth,
    told_first: Sequence[Line],
    followed: Collection[str | None],
) -> BriefStory:
    """Return ``story`` cut to ``depth``, without quotations that the bottom line or its own rows have.

    What a model wrote of it stays whole: a story stands alone (S4).
    """
    shown = replace(
        _with_rows(story, depth, followed),
        lead=(),
        background=story.background[: depth.background],
        comments=story.comments[: depth.comment],
        thread=story.thread if depth.thread or story.thread is None else replace(story.thread, said=None),
    )
    told = [line.text for line in (*told_first, *story_lines(shown))]
    quoted = all(map(is_verbatim, story.lead))
    lead = [line for line in story.lead if not quoted or not any(retells(line.text, each) for each in told)]
    return replace(shown, lead=_beneath(story.headline, lead[: depth.lead]))


def _beneath(headline: Line, lead: Sequence[Line]) -> tuple[Line, ...]:
    """Return as many sentences of a lead as are short enough beneath their headline (S5)."""
    lengths = accumulate(count_words(line.text) for line in (headline, *lead))
    next(lengths)
    return tuple(line for line, words in zip(lead, lengths, strict=True) if words <= ITEM_WORDS)


def with_outlook(story: BriefStory, depth: Depth, rows: Iterable[ExpectationRow | CalendarRow]) -> BriefStory:
    """Return ``story`` with what is foreseen of it without a day, as far as neither its sentences, its table nor the ``rows`` tell it."""
    sides = (side for row in story.matters for side in row.sides)
    cells = (replace(each.said, text=f"{each.party} {each.said.text}") for each in sides if each.said)
    told = (story.headline, *story.lead, *story.comments, *cells, *(row.said for row in rows))
    return replace(story, outlook=tuple(untold(story.outlook, told)[: depth.outlook]))


def _with_rows(story: BriefStory, depth: Depth, followed: Collection[str | None]) -> BriefStory:
    """Return ``story`` with as many rows as ``depth`` says: its first matters, then what stands in none.

    What is expected and ``followed`` in the ledger or the calendar is told there.
    """
    matters = story.matters[: depth.matters]
    expected = _untold(story, story.lead[: depth.lead], followed)
    kept = {
        *(each for matter in matters for each in matter.item_ids),
        *(row.id for row in balanced(_chief_first(story), depth.objectives)),
        *(row.id for row in beside(story.disputes, story)[: depth.disputes]),
        *(row.id for row in _undated_first(beside(expected, story))[: depth.expectations]),
    }
    cut = replace(
        story,
        matters=matters,
        objectives=tuple(row for row in story.objectives if row.id in kept),
        disputes=tuple(row for row in story.disputes if row.id in kept),
        expectations=tuple(row for row in expected if row.id in kept),
    )
    return replace(cut, parties=table_parties(cut)) if worded_rows(story) else cut


def _untold(
    story: BriefStory, lead: Sequence[Line], followed: Collection[str | None]
) -> list[ExpectationRow]:
    return [
        row
        for row in story.expectations
        if row.id not in followed and not any(retells(row.said.text, line.text) for line in lead)
    ]


def _undated_first(rows: Sequence[ExpectationRow]) -> list[ExpectationRow]:
    """Return the rows, first what has no day: the calendar cannot tell it."""
    return sorted(rows, key=lambda row: named_span(row.horizon) is not None)


def _chief_first(story: BriefStory) -> list[ObjectiveRow]:
    """Return the objectives that no matter has, first those of the parties that have a column of the story's table."""
    return sorted(beside(story.objectives, story), key=lambda row: not _has_a_column(row, story))


def _has_a_column(row: ObjectiveRow, story: BriefStory) -> bool:
    return any(
        same_party(name, each)
        for name in (row.holder, story.states.get(row.holder, ""))
        for each in story.parties
    )
