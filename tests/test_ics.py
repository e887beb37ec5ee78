"""``brief.ics``: every date of the brief once, updated by the next edition, and no text that becomes structure."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from icalendar import Calendar

from briefing import serial
from briefing.brief import Brief
from briefing.brief.dates import CalendarRow
from briefing.day import Day, Desk
from briefing.labels import english
from briefing.publish.compose import compose
from briefing.publish.horizons import when
from briefing.publish.ics import calendar_file
from briefing.types import EventStatus
from tests.build import an_article
from tests.days import (
    TODAY,
    a_day,
    a_story,
    an_edition,
    an_event,
    an_expectation,
    named,
    on_day,
    three_stories,
    with_items,
)
from tests.payloads import EVIL

BODY = (
    "The envoys will meet in Praia on 20 March. A treaty is expected by 1 June. "
    "Peru may leave in the third quarter. Chile is expected to answer on 18-19 March."
)


def a_day_of_dates(text: str = "calm", **fields: Any) -> Day:
    """Return a day with a meeting, a deadline, a long stretch and two days, and ``text`` wherever text may come in."""
    article = an_article(
        BODY, id="dates", title=f"Envoys {text}", outlet=f"Post {text}", url="https://news.example/a?b=1,2;3"
    )
    summary = with_items(
        article,
        an_event(
            article, "The envoys will meet in Praia on 20 March.", on_day("20 March", date(2025, 3, 20))
        ),
        an_expectation(
            article,
            "A treaty is expected by 1 June.",
            f"Peru {text}",
            hedge=f"is {text} expected",
            horizon=on_day(f"by 1 June {text}", TODAY, date(2025, 6, 1)),
            attribution=named(f"Ana {text}", f"Minister {text}"),
        ),
        an_expectation(
            article,
            "Peru may leave in the third quarter.",
            "Peru",
            horizon=on_day("in the third quarter", date(2025, 7, 1), date(2025, 9, 30)),
        ),
        an_expectation(
            article,
            "Chile is expected to answer on 18-19 March.",
            "Chile",
            horizon=on_day("on 18-19 March", date(2025, 3, 18), date(2025, 3, 19)),
        ),
    )
    desk = Desk(title=f"Desk {text}", marking=f"TLP {text}")
    return a_day([article], [summary], [a_story(article)], desk=desk, **fields)


def events(brief: Brief) -> list[Any]:
    """Return the entries of a file as another program reads them."""
    return list(Calendar.from_ical(calendar_file(brief)).walk("VEVENT"))


def by_summary(brief: Brief) -> dict[str, Any]:
    return {str(each["summary"]): each for each in events(brief)}


def days(event: Any) -> tuple[date, date]:
    return event["dtstart"].dt, event["dtend"].dt


@cache
def dated() -> Brief:
    return compose(a_day_of_dates())


def test_meetings_stand_on_their_days_and_deadlines_and_long_stretches_on_their_last() -> None:
    found = {summary: days(event) for summary, event in by_summary(dated()).items()}
    assert found == {
        "The envoys will meet in Praia on 20 March.": (date(2025, 3, 20), date(2025, 3, 21)),
        "Due: A treaty is expected by 1 June.": (date(2025, 6, 1), date(2025, 6, 2)),
        "Due: Peru may leave in the third quarter.": (date(2025, 9, 30), date(2025, 10, 1)),
        "Expected: Chile is expected to answer on 18-19 March.": (date(2025, 3, 18), date(2025, 3, 20)),
    }


def test_every_dated_row_of_the_brief_is_entered_once() -> None:
    for brief in (dated(), compose(three_stories())):
        rows = [row for story in brief.stories for row in story.expectations] + list(brief.ledger)
        wanted = {row.id for row in rows if row.horizon and row.horizon.end}
        found = events(brief)
        assert len(found) == len({event["uid"] for event in found}) == len(wanted) + len(brief.calendar)


def test_a_time_that_names_no_day_is_no_entry_and_stays_in_the_words_of_the_source() -> None:
    soon = on_day("in the coming days", TODAY, date(2025, 3, 17))
    rows = tuple(replace(row, horizon=soon) for row in dated().ledger)
    brief = replace(dated(), stories=(), ledger=rows, calendar=())
    assert rows
    assert not events(brief)
    assert {when(row, english()) for row in rows} == {"“in the coming days”"}


def test_an_entry_tells_the_quotation_its_source_and_who_says_it() -> None:
    event = by_summary(dated())["Due: A treaty is expected by 1 June."]
    told = str(event["description"])
    for line in (
        "Of whom: Peru calm",
        "Said by: Minister calm Ana calm, on the record",
        "Quotation: “A treaty is expected by 1 June.”",
        "Source: Post calm, 10 March 2025",
        "TLP calm",
    ):
        assert line in told
    assert event["url"] == "https://news.example/a?b=1,2;3"
    assert (event["status"], event["transp"]) == ("TENTATIVE", "TRANSPARENT")


def test_the_next_edition_and_the_next_revision_update_the_same_entries() -> None:
    first = {str(each["uid"]): each for each in events(dated())}
    later = compose(a_day_of_dates(edition=an_edition(date(2025, 3, 12), profile="trade", revision=3)))
    second = {str(each["uid"]): each for each in events(later)}
    assert first.keys() == second.keys()
    revised = compose(a_day_of_dates(edition=an_edition(date(2025, 3, 12), profile="trade", revision=4)))
    numbers = [{int(each["sequence"]) for each in events(brief)} for brief in (dated(), later, revised)]
    assert [len(each) for each in numbers] == [1, 1, 1]
    assert max(numbers[0]) < max(numbers[1]) < max(numbers[2])


def test_items_of_two_articles_with_one_id_are_two_entries() -> None:
    """Ids of items are short; in years of articles two will meet."""
    row = dated().ledger[0]
    moved = replace(row.said.evidence[0], article_id="another")
    twin = replace(row, said=replace(row.said, evidence=(moved,)))
    (one, *_), (other, *_) = (
        events(replace(dated(), stories=(), calendar=(), ledger=(each,))) for each in (row, twin)
    )
    assert one["uid"] != other["uid"]


def test_appointments_of_one_sentence_are_entries_of_their_own_whichever_is_over_first() -> None:
    text = "Peru's envoys meet in Praia on 20 March and Chile's ministers in Lima on 20 and 25 March."
    article = an_article(text, id="dates")
    told = {
        "Peru's envoys meet in Praia.": 20,
        "Chile's ministers gather in Lima.": 20,
        "Chile's ministers sign in Lima.": 25,
    }
    entries = [
        replace(an_event(article, text, on_day("then", date(2025, 3, day))), what=what)
        for what, day in told.items()
    ]
    day = a_day([article], [with_items(article, *entries)], [a_story(article)])
    first = {summary: str(event["uid"]) for summary, event in by_summary(compose(day)).items()}
    later = by_summary(compose(replace(day, edition=an_edition(date(2025, 3, 22)))))
    assert len(set(first.values())) == len(told)
    assert [(summary, str(event["uid"])) for summary, event in later.items()] == [*first.items()][-1:]


@pytest.mark.parametrize(
    ("status", "expected", "opening"),
    [
        (EventStatus.SCHEDULED, "CONFIRMED", "The envoys"),
        (EventStatus.POSTPONED, "TENTATIVE", "Postponed: The envoys"),
        (EventStatus.CANCELLED, "CANCELLED", "Cancelled: The envoys"),
    ],
)
def test_what_is_put_off_or_called_off_says_so(status: EventStatus, expected: str, opening: str) -> None:
    row = replace(dated().calendar[0], status=status)
    event = events(replace(dated(), calendar=(row,)))[0]
    assert event["status"] == expected
    assert str(event["summary"]).startswith(opening)


def test_the_only_clock_is_the_cut_off_and_the_bytes_come_from_the_json() -> None:
    stamps = {each[name].dt for each in events(dated()) for name in ("dtstamp", "last-modified")}
    assert stamps == {datetime(2025, 3, 10, 18, tzinfo=UTC)}
    assert calendar_file(serial.loads(Brief, serial.dumps(dated()))) == calendar_file(dated())


def test_a_brief_without_dates_is_a_calendar_without_entries() -> None:
    assert events(compose(a_day())) == []


def test_the_last_day_that_there_is_can_be_entered() -> None:
    row = replace(dated().calendar[0], start=date.max, end=date.max)
    assert len(events(replace(dated(), calendar=(row,)))) == 4


NAMES = """
    BEGIN VERSION PRODID METHOD X-WR-CALNAME SUMMARY DTSTART DTEND DTSTAMP UID SEQUENCE CATEGORIES
    DESCRIPTION LAST-MODIFIED STATUS TRANSP URL END
"""


@pytest.mark.parametrize(
    "payload",
    [
        *EVIL,
        "x\r\nATTENDEE:mailto:evil@evil.example\r\nBEGIN:VALARM",
        "x\nEND:VEVENT\nBEGIN:VEVENT",
        "a\\nb\\;c\\,d;e,f:g\"h^n^'",
        "漢字" * 200,
        "👩‍👩‍👧‍👦" * 60,
        "=?utf-8?q?x=0d=0aBcc:?=",
        "x\x00\x0b\x0c\x1c\x85\u2028\u2029y",
    ],
)
def test_no_text_becomes_structure(payload: str) -> None:
    brief = compose(a_day_of_dates(payload))
    content = calendar_file(brief)
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in lines)
    unfolded = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert {line.partition(":")[0].partition(";")[0] for line in unfolded} <= set(NAMES.split())
    found = events(brief)
    assert len(found) == 4
    assert {each["status"] for each in found} == {"CONFIRMED", "TENTATIVE"}


def test_what_other_programs_read_back_is_the_text_itself() -> None:
    (row,) = dated().calendar
    text = r"Back\slash, semi;colon: “quoted” \n not a line"
    changed: CalendarRow = replace(row, said=replace(row.said, text=text))
    assert text in by_summary(replace(dated(), calendar=(changed,)))
