"""Which rows of the ledger find room in a brief, and in which order. Pure."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from briefing.brief.rows import ExpectationRow, ExpectationStatus
from briefing.comparing import span_of
from briefing.day import Day
from briefing.publish.calendar import names_anything
from briefing.publish.followed import news_of, told_changes
from briefing.publish.rows import interleaved
from briefing.types import EventStatus


def finding_room(ledger: Sequence[ExpectationRow], day: Day) -> list[ExpectationRow]:
    """Return the rows in the order in which they find room: those of every story before the next of any, those last that name nobody.

    Two that lie ahead come for one that "What changed" tells of. These come last where a model has written: there "What changed" says
    what became of them.
    """
    changed = {change.entry_id for change in told_changes(news_of(day))}
    ahead = _each_story_heard([row for row in ledger if row.entry_id not in changed], day)
    ahead.sort(key=lambda row: not names_anything(row.said.text))
    answered = [row for row in ledger if row.entry_id in changed]
    return (
        [*ahead, *answered]
        if any(text.bottom_line for text in day.texts)
        else interleaved((ahead[::2], ahead[1::2], answered))
    )


def _each_story_heard(rows: Iterable[ExpectationRow], day: Day) -> list[ExpectationRow]:
    """Return the first of the rows of each story, then the second of each: one affair is not all that a desk waits for."""
    story_of = {
        each: story.id for story in day.stories for each in (*story.background_ids, *story.article_ids)
    }
    by_story: dict[str, list[ExpectationRow]] = {}
    for row in rows:
        of = (story_of.get(each.article_id) for each in row.said.evidence)
        by_story.setdefault(next(filter(None, of), row.id), []).append(row)
    return interleaved(by_story.values())


def is_told_by_a_story(row: ExpectationRow, ahead: date, going_on: Collection[str]) -> bool:
    """Tell of a row whose day is over and whose story goes on today: what became of it is read there, and nothing proves more."""
    span = span_of(row.horizon)
    is_overdue = row.status is ExpectationStatus.OVERDUE and row.subkind == EventStatus.SCHEDULED
    if not (row.status is ExpectationStatus.DUE or is_overdue):
        return False
    if not span or span[1] >= ahead:
        return False
    return any(each.article_id in going_on for each in row.said.evidence)
