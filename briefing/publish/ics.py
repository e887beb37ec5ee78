"""A brief's calendar and dated expectations as ``brief.ics``: whole days, rendered from the brief and nothing else."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from briefing.brief import Brief
from briefing.brief.dates import CalendarRow
from briefing.brief.lines import Line
from briefing.brief.rows import ExpectationRow
from briefing.comparing import named_span
from briefing.labels import Labels, labels_in
from briefing.publish.dates import full_date
from briefing.publish.escape import link, plain
from briefing.publish.horizons import is_on_last_day, when
from briefing.publish.provenance import outlet_name, source_date
from briefing.publish.quotation import closing
from briefing.publish.status import status_name
from briefing.types import EventStatus

if TYPE_CHECKING:
    from icalendar import Event

_STATUS: dict[str, str] = {EventStatus.POSTPONED: "TENTATIVE", EventStatus.CANCELLED: "CANCELLED"}


def calendar_file(brief: Brief) -> bytes:
    """Return the brief's dates as an iCalendar file; the same brief gives the same bytes.

    An entry's UID is made of its row and not of the edition, so that the next edition's file updates a calendar.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//briefing//brief.ics//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plain(brief.header.title))
    for event in _events(brief):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(brief: Brief) -> Iterator["Event"]:
    """Yield the calendar's rows, then each expectation whose time names a day, once."""
    places = Counter[str]()
    for row in brief.calendar:
        place = row.item_id or _place_of(row)
        yield _entry(brief, row, f"{place}|{places[place]}" if places[place] else place)
        places[place] += 1
    told = (*(row for story in brief.stories for row in story.expectations), *brief.ledger)
    for expected in {row.id: row for row in told}.values():
        span = named_span(expected.horizon)
        if span:
            yield _expected(brief, expected, span)


def _entry(brief: Brief, row: CalendarRow, row_id: str) -> "Event":
    labels, statement = labels_in(brief.header.language), _statement(row.said)
    event = _event(brief, row.said, row_id, row.start, row.end)
    summary = labels(f"entries.{row.status}", what=statement) if row.status in _STATUS else statement
    event.add("summary", labels("entries.due", what=statement) if row.item_id else summary)
    event.add("status", "TENTATIVE" if row.item_id else _STATUS.get(row.status, "CONFIRMED"))
    event.add("categories", [labels("entries.expected" if row.item_id else "entries.calendar")])
    event.add("description", "\n".join(_account(brief, row.said, labels)))
    return event


def _expected(brief: Brief, row: ExpectationRow, span: tuple[date, date]) -> "Event":
    """Return an expectation on the days of its horizon; of a deadline or a long stretch, on the last."""
    labels, (start, end) = labels_in(brief.header.language), span
    by = is_on_last_day(row.horizon, row.first_seen)
    event = _event(brief, row.said, row.id, end if by else start, end)
    event.add("summary", labels("entries.due" if by else "entries.to_come", what=_statement(row.said)))
    event.add("status", "TENTATIVE")
    event.add("categories", [labels("entries.expected")])
    event.add("description", "\n".join((*_about(brief, row, labels), *_account(brief, row.said, labels))))
    return event


def _about(brief: Brief, row: ExpectationRow, labels: Labels) -> Iterator[str]:
    """Yield whose act is expected when, with which hedge, and where that stands."""
    today = brief.header.day
    yield labels("entries.of_whom", who=plain(row.holder))
    yield labels("entries.when", when=plain(when(row, labels)))
    if row.hedge:
        yield labels("entries.hedge", hedge=plain(row.hedge))
    status = status_name(row, today, labels)
    yield labels("entries.status", date=full_date(today, labels), status=status)


def _event(brief: Brief, line: Line, row_id: str, start: date, end: date) -> "Event":
    """Return what an entry of either kind has. The only clock is the cut-off; a day's end is the next day's start."""
    from icalendar import Event

    stamp = brief.header.cut_off.astimezone(UTC)
    event = Event()
    event.add("uid", _uid(line, row_id))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", _sequence(brief))
    event.add("dtstart", start)
    if end < date.max:
        event.add("dtend", end + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    addresses = (link(row.url) for row in brief.sources if row.number in line.citations)
    if address := next(filter(None, addresses), None):
        event.add("url", address)
    return event


def _sequence(brief: Brief) -> int:
    """Return a number that grows with each revision and each later edition, as calendars expect of an update (RFC 5545, 3.8.7.4)."""
    return brief.header.day.toordinal() * _REVISIONS + brief.header.revision


_REVISIONS = 1000


def _uid(line: Line, row_id: str) -> str:
    """Return a name for a row; ids of items are short, so the article belongs to it."""
    article = line.evidence[0].article_id if line.evidence else ""
    return f"{sha256(f'{article}|{row_id}'.encode(errors='replace')).hexdigest()[:32]}@briefing"


def _place_of(row: CalendarRow) -> str:
    """Return where the first evidence of a row without an id stands, and its last day: a sentence may tell two appointments."""
    first = row.said.evidence[0]
    return f"{first.section}|{first.index}|{first.start}|{first.end}|{row.end}"


def _statement(line: Line) -> str:
    return plain(line.text) + closing(line)


def _account(brief: Brief, line: Line, labels: Labels) -> Iterator[str]:
    """Yield who says it, the quotations, and the sources they stand in."""
    header = brief.header
    yield labels("entries.said_by", who=plain(line.speaker or labels("lines.outlet")))
    yield from (labels("entries.quotation", quote=plain(each.quote)) for each in line.evidence)
    for row in brief.sources:
        if row.number in line.citations:
            outlet, date_of = plain(outlet_name(row, labels)), source_date(row, labels)
            address = f" <{link(row.url)}>" if link(row.url) else ""
            yield labels("entries.source", what=f"{outlet}, {date_of}: {plain(row.title)}{address}")
    yield labels(
        "entries.edition",
        title=plain(header.title),
        date=full_date(header.day, labels),
        revision=header.revision,
    )
    if header.marking:
        yield plain(header.marking)
