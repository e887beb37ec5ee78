"""Tracking (briefcraft 1.5), on a published edition. Pure."""

import re
from collections.abc import Iterator
from datetime import date

from briefing.brief import ExpectationRow, ExpectationStatus, Voice
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
    """T1: an outcome rests on a report of the expected day or later."""
    published = {row.article_id: row.published for row in edition.brief.sources}
    for place, row in expectations(edition.brief):
        span = span_of(row.horizon)
        if row.status not in _BY_OUTCOME or span is None:
            continue
        closing = row.closing.evidence if row.closing else ()
        dates = [published.get(each.article_id) for each in (*row.said.evidence, *closing)]
        if not any(day and day >= span[0] for day in dates):
            yield Fault(place, f"is {row.status} without a report of the outcome")


_BY_OUTCOME = (
    ExpectationStatus.MET,
    ExpectationStatus.PARTLY_MET,
    ExpectationStatus.MISSED,
    ExpectationStatus.CONTRADICTED,
    ExpectationStatus.BORNE_OUT,
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
