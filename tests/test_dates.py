"""When a document was published, and what must not be believed about it."""

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.collect.dates import Published, parse_published, published_in_text
from briefing.text import Span

DAY = date(2025, 3, 3)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2025-03-03T14:05:00Z", at(14, 5)),
        ("2025-03-03T14:05:00.250+02:00", at(12, 5)),
        ("2025-03-03 14:05 -0500", at(19, 5)),
        ("2025-03-03T10:00:60Z", at(10, 1)),
        ("Mon, 03 Mar 2025 14:05:00 GMT", at(14, 5)),
        ("Mon, 03 Mar 2025 14:05:00 -0000", at(14, 5)),
        ("Mon, 03 Mar 2025 14:05:00 EST", at(19, 5)),
        ("Mon, 03 Mar 2025 14:05:00 EDT", at(18, 5)),
        ("Mon, 03 Mar 2025 14:05:00 CET", at(13, 5)),
        ("Mon, 03 Mar 2025 14:05:00 CEST", at(12, 5)),
        ("Mon, 03 Mar 2025 14:05:00 BST", at(13, 5)),
        ("3 Mar 25 14:05 Z", at(14, 5)),
        ("March 3, 2025 2:05 p.m. GMT", at(14, 5)),
        ("3 March 2025, 00:10 +0200", at(22, 10, date(2025, 3, 2))),
        (datetime(2025, 3, 3, 14, 5, tzinfo=timezone(timedelta(hours=2))), at(12, 5)),
    ],
)
def test_a_time_with_its_zone_gives_the_instant_and_the_day_as_written(
    value: str | datetime, instant: datetime
) -> None:
    assert parse_published(value) == Published(day=DAY, at=instant)


@pytest.mark.parametrize(
    "value",
    [
        "2025-03-03",
        "2025/03/03",
        "2025-03-03T14:05:00",
        "Mon, 03 Mar 2025 14:05:00 XYZ",
        "Mon, 03 Mar 2025 14:05:00 IST",
        "March 3, 2025",
        "Monday, 3rd March 2025",
        "Mar. 3, 2025 / 2:05 PM",
        "2:05 PM ET, March 3, 2025",
        DAY,
        datetime(2025, 3, 3, 14, 5),
    ],
)
def test_without_a_known_zone_only_the_day_is_believed(value: str | date | datetime) -> None:
    assert parse_published(value) == Published(day=DAY)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "tomorrow",
        "1718000000",
        "-1",
        "99999999999999999999",
        "2025",
        "March 2025",
        "March 3",
        "12/06/2025",
        "2025-13-45",
        "2025-02-29",
        "Sun, 30 Feb 2025 10:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "1970-01-01",
        "Mon, 01 Jan 2999 00:00:00 +0000",
        "0000-00-00T00:00:00Z",
        "Mon, 03 Mar 2025 10:00:00 +9999",
        "2025-03-03T25:00:00Z",
        "March 3, 2025 13:05 PM",
        "2025-03-03 and then some",
        date(1717, 1, 1),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-5))),
    ],
)
def test_what_cannot_be_a_date_of_publication_gives_none(value: str | date | datetime) -> None:
    assert parse_published(value) is None


def test_midnight_at_the_end_of_a_day_is_the_start_of_the_next() -> None:
    next_day = date(2025, 3, 4)
    assert parse_published("2025-03-03T24:00:00Z") == Published(day=next_day, at=at(0, 0, next_day))


def test_what_lies_more_than_a_day_ahead_is_not_believed() -> None:
    now = at(12)
    assert parse_published("2025-03-04", now=now) is not None
    assert parse_published("2025-03-05", now=now) is None
    assert parse_published("2025-03-04T12:00:00Z", now=now) is not None
    assert parse_published("2025-03-04T12:01:00Z", now=now) is None


@given(st.datetimes(datetime(1971, 1, 1), datetime(2099, 12, 31)), st.integers(-14 * 60, 14 * 60))
def test_an_iso_datetime_is_read_to_the_second(naive: datetime, minutes: int) -> None:
    moment = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_published(moment.isoformat()) == Published(day=moment.date(), at=moment.astimezone(UTC))


@given(st.text(max_size=40) | st.text(alphabet="0123456789-/:., TZ+AMPEST", max_size=30))
def test_no_text_makes_the_parser_fail(value: str) -> None:
    found = parse_published(value)
    assert found is None or 1900 <= found.day.year <= 2100


def test_a_hostile_feed_gives_true_instants_or_none(shared: Path) -> None:
    path = shared / "data" / "feeds" / "dates.xml"
    now = datetime(2026, 6, 13, 12, tzinfo=UTC)
    values = [node.text or "" for node in ET.parse(path).iter("pubDate")]  # noqa: S314  our own test data
    found = {value: parse_published(value, now=now) for value in values}
    dated = {value: published for value, published in found.items() if published}
    assert len(values) == 21
    assert {published.day.year for published in dated.values()} == {2026}
    assert dated.pop("Sun, 29 Mar 2026 02:30:00 CET").at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert {published.day for published in dated.values()} == {date(2026, 6, 12), date(2026, 6, 13)}


@pytest.mark.parametrize(
    "line",
    [
        "Updated 3 March 2025",
        "Published: March 3, 2025 14:05 GMT",
        "First published on 3 March 2025 at 14:05 GMT",
        "Posted by editor on March 3, 2025",
        "March 3, 2025 / 10:22 AM",
        "Monday 3 March 2025 11.22 GMT",
        "By Ann Writer | March 3, 2025 | 5 min read",
        "The Courier | 3 March 2025",
        "**Date:** 3 March 2025",
        "Published 3 March 2025, updated 4 March 2025",
        "Updated 10:22 AM EST, Mon March 3, 2025",
        "OSLO, March 3, 2025 (Courier) -- The two sides met behind closed doors and parted without a word.",
        "Oslo, 3 March 2025 (Courier) – The two sides met behind closed doors and parted without a word.",
    ],
)
def test_a_line_made_of_a_date_states_the_publication(line: str) -> None:
    text = f"Two sides meet\n\n{line}\n\nThe two sides met in Oslo."
    found = published_in_text(text)
    assert found is not None
    assert found.published.day == DAY
    assert parse_published(text[found.start : found.end]) == found.published


@pytest.mark.parametrize(
    "text",
    [
        "Updated 3 sec ago\nFollow",
        "Updated 10:22 AM",
        "OSLO, March 3 (Courier) -- The two sides met.",
        "On March 3, 2025, the two sides met.",
        "Released on 3 March 2025, the report says that nothing happened.",
        "March 3, 2025 was a quiet day.",
        "On March 3, 2025 – a Monday – the two sides met.",
        "Winter Summit – March 3, 2025",
        "The envoy shakes hands with the premier in Oslo, Norway, on March 3, 2025.",
        "Winter Summit, March 3, 2025\n\nThe summit begins.",
        "Published 3 March",
        "Published 31 February 2025",
        "Updated 01/02/2025",
    ],
)
def test_sentences_captions_and_half_dates_state_no_publication(text: str) -> None:
    assert published_in_text(text) is None


def test_a_date_inside_noise_is_not_believed() -> None:
    text = "Two sides meet\nUpdated 3 March 2025\nRelated\nPublished 1 May 2024\nThe two sides met."
    start = text.index("Related")
    noise = Span(start, text.index("The two sides met."))
    found = published_in_text(text, outside=(noise,))
    assert found is not None
    assert found.published.day == DAY


def test_published_is_believed_before_updated() -> None:
    found = published_in_text("Updated 5 March 2025\nPublished 3 March 2025\nThe two sides met.")
    assert found is not None
    assert found.published.day == DAY


def test_only_the_head_of_a_text_is_looked_at() -> None:
    assert published_in_text("The two sides met again.\n" * 40 + "Published 3 March 2025") is None


def test_a_line_dated_ahead_of_now_is_not_believed() -> None:
    assert published_in_text("Published 3 March 2025", now=datetime(2025, 2, 1, tzinfo=UTC)) is None


_WORDS = (
    "Published Updated by By on at : | / - , March 3 2025 2025-03-03 OSLO (Courier) -- 14:05 GMT A. Writer min read "
    "the said \n"
)
_PIECES = st.sampled_from(_WORDS.split(" "))


@given(st.lists(_PIECES, max_size=40).map(" ".join) | st.text(max_size=200))
def test_the_place_of_a_found_date_holds_its_words(text: str) -> None:
    found = published_in_text(text)
    if found is not None:
        assert parse_published(text[found.start : found.end].strip()) == found.published
