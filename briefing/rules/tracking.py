"""Tracking (briefcraft 1.5), on a published edition. Pure."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from briefing.brief.changes import ChangeKind
from briefing.brief.lines import Voice
from briefing.brief.rows import ExpectationRow, ExpectationStatus
from briefing.comparing import span_of
from briefing.hedges import find_hedges
from briefing.publish.ledger import LEDGER
from briefing.publish.rows import status_on
from briefing.rules.finding import Fault, Published, outside_quotes, phrases, shown
from briefing.rules.places import expectations, lines_with_places
from briefing.text import strip_controls
from briefing.types import ExpectationSubkind

_BY_CALENDAR = (
    ExpectationStatus.OPEN,
    ExpectationStatus.DUE,
    ExpectationStatus.PASSED,
    ExpectationStatus.UNDATED,
)


def closing_cites_an_outcome(edition: Published) -> Iterator[Fault]:
    """T1: an outcome rests on a report of the expected day or later, and is told with the report's words."""
    published = {row.article_id: row.published for row in edition.brief.sources}
    for place, row in expectations(edition.brief):
        if row.status not in _BY_OUTCOME:
            continue
        span, closing = span_of(row.horizon), row.closing.evidence if row.closing else ()
        dates = [day for each in closing if (day := published.get(each.article_id))]
        if not any(span is None or day >= span[0] for day in dates):
            yield Fault(place, f"is {row.status} without a report of the outcome")
    for number, change in enumerate(edition.brief.changes, start=1):
        if change.kind in _TOLD_AS_ENDED and change.entry_id and len(change.line.evidence) < _OLD_AND_NEW:
            yield Fault(f"change {number}", f"tells {change.kind} without a report of the outcome")


_BY_OUTCOME = (
    ExpectationStatus.MET,
    ExpectationStatus.PARTLY_MET,
    ExpectationStatus.MISSED,
    ExpectationStatus.CONTRADICTED,
    ExpectationStatus.BORNE_OUT,
)
_TOLD_AS_ENDED = (
    ChangeKind.MET,
    ChangeKind.PARTLY_MET,
    ChangeKind.MISSED,
    ChangeKind.CALLED_OFF,
    ChangeKind.CONTRADICTED,
    ChangeKind.BORNE_OUT,
)
_OLD_AND_NEW = 2


def steps_follow_one_another(edition: Published) -> Iterator[Fault]:
    """T2: each step of a history begins where the one before ended, the row stands where the last one did, and
    what is closed is opened by a report or the desk alone, never by the clock."""
    for place, row in expectations(edition.brief):
        for before, step in pairwise(row.history):
            if step.before != before.after:
                yield Fault(place, f"goes from {before.after} to a step that begins at {step.before}")
            if step.before in _CLOSED and not step.article_id and "desk" not in step.rule:
                yield Fault(place, f"goes from {step.before} to {step.after} by no report")
        last = row.history[-1].after if row.history else None
        if row.status in _CLOSED and row.status != last:
            yield Fault(place, f"is {row.status}, by its history {last}")


_CLOSED = frozenset(
    {
        ExpectationStatus.MET,
        ExpectationStatus.MISSED,
        ExpectationStatus.CONTRADICTED,
        ExpectationStatus.BORNE_OUT,
        ExpectationStatus.NOT_CONTRADICTED,
        ExpectationStatus.SUPERSEDED,
        ExpectationStatus.ABANDONED,
        ExpectationStatus.WITHDRAWN,
        ExpectationStatus.CLOSED,
    }
)


def promises_are_of_acts_to_come(edition: Published) -> Iterator[Fault]:
    """T3: what is called a commitment undertakes something; a position is none."""
    for place, row in expectations(edition.brief):
        if row.subkind != ExpectationSubkind.COMMITMENT:
            continue
        texts = [
            strip_controls(text) for text in (row.said.text, *(each.quote for each in row.said.evidence))
        ]
        if not any(find_hedges(text) or phrases("promise").search(text) for text in texts):
            yield Fault(place, f"is called a commitment and undertakes nothing: {shown(row.said.text)!r}")


def changes_name_the_items_compared(edition: Published) -> Iterator[Fault]:
    """T4: what changed names the item as it was and as it is."""
    for number, change in enumerate(edition.brief.changes, start=1):
        of_one_item = change.entry_id or change.kind is ChangeKind.CHANGED
        if of_one_item and not (change.item_id and change.previous_item_id):
            yield Fault(f"change {number}", "does not name the items compared")


def silence_is_not_failure(edition: Published) -> Iterator[Fault]:
    """T5: by the calendar an item is open, due or past its date, and none of our words call it missed."""
    for place, row in expectations(edition.brief):
        if row.status in _BY_CALENDAR and row.status is not _by_calendar(row, edition.day):
            yield Fault(place, f"is {row.status}, by its date {_by_calendar(row, edition.day)}")
    for place, line in lines_with_places(edition.brief):
        if line.voice is Voice.OURS and not line.evidence and _MISSED.search(outside_quotes(line.text)):
            yield Fault(place, f"calls silence a failure: {shown(line.text)!r}")


def _by_calendar(row: ExpectationRow, day: date) -> ExpectationStatus:
    return status_on(day, row.horizon)


_MISSED = re.compile(r"\b(?:missed|failed|broken)\b", re.IGNORECASE)


def ledger_is_short(edition: Published) -> Iterator[Fault]:
    """T6: the brief shows at most twelve open items."""
    if len(edition.brief.ledger) > LEDGER:
        yield Fault("ledger", f"has {len(edition.brief.ledger)} rows, more than {LEDGER}")
