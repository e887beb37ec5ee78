from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.selection import (
    Place,
    Selection,
    Window,
    days_near,
    local_instant,
    place_of,
    reach_of,
    select,
    settle_cut_off,
    undated_near,
    window_of,
)
from briefing.types import ArticleHead

DAY = date(2025, 3, 12)
END = datetime(2025, 3, 12, 23, 59, 59, tzinfo=UTC)
FIRST = window_of(DAY, END, None)
YESTERDAY = (date(2025, 3, 11), datetime(2025, 3, 11, 23, 59, 59, tzinfo=UTC))
NEXT = window_of(DAY, END, YESTERDAY)


def a_head(published: date | None, **fields: Any) -> ArticleHead:
    return ArticleHead(
        id=fields.pop("id", "a"),
        title="t",
        published=published,
        published_at=fields.pop("published_at", None),
        language=fields.pop("language", "en"),
        split_off=False,
        canonical_id=fields.pop("canonical_id", None),
        collected_at=fields.pop("collected_at", datetime(2025, 3, 10, tzinfo=UTC)),
    )


def place(head: ArticleHead, window: Any = NEXT, taken: frozenset[str] = frozenset()) -> Place:
    return place_of(head, window, taken=taken, languages={"en"})


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (date(2025, 3, 9), Place.ON_FILE),
        (date(2025, 3, 10), Place.NEW),
        (date(2025, 3, 12), Place.NEW),
        (date(2025, 3, 13), Place.AHEAD),
    ],
)
def test_the_first_edition_reaches_three_days_back(published: date, expected: Place) -> None:
    assert place(a_head(published), FIRST) is expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (date(2025, 3, 11), Place.ON_FILE),
        (date(2025, 3, 12), Place.NEW),
        (date(2025, 3, 13), Place.AHEAD),
    ],
)
def test_a_later_edition_begins_where_the_one_before_ended(published: date, expected: Place) -> None:
    assert place(a_head(published)) is expected


def test_a_time_of_day_decides_on_the_day_of_the_cut_off() -> None:
    morning = window_of(DAY, datetime(2025, 3, 12, 6, tzinfo=UTC), YESTERDAY)
    before, after = (datetime(2025, 3, 12, hour, tzinfo=UTC) for hour in (5, 7))
    assert place(a_head(DAY, published_at=before), morning) is Place.NEW
    assert place(a_head(DAY, published_at=after, collected_at=after), morning) is Place.ELSEWHERE


def test_a_day_that_had_begun_somewhere_when_the_article_was_collected_is_no_day_to_come() -> None:
    tomorrow, noon = date(2025, 3, 13), datetime(2025, 3, 12, 12, tzinfo=UTC)
    assert place(a_head(tomorrow, collected_at=noon)) is Place.ELSEWHERE
    assert place(a_head(tomorrow, collected_at=noon - timedelta(hours=3))) is Place.AHEAD
    assert place(a_head(tomorrow, collected_at=END + timedelta(days=9))) is Place.ELSEWHERE
    assert place(a_head(tomorrow, collected_at=END - timedelta(days=4))) is Place.ELSEWHERE


def test_an_article_collected_after_its_cut_off_is_new_and_late() -> None:
    head = a_head(date(2025, 3, 11), collected_at=datetime(2025, 3, 12, 8, tzinfo=UTC))
    assert place(head) is Place.LATE
    assert select([head], NEXT, taken=(), languages={"en"}).late == {"a"}


def test_an_article_older_than_three_days_is_never_late() -> None:
    head = a_head(date(2025, 3, 9), collected_at=datetime(2025, 3, 12, 8, tzinfo=UTC))
    assert place(head) is Place.ON_FILE


def test_what_was_new_once_is_never_new_again() -> None:
    assert place(a_head(DAY), taken=frozenset({"a"})) is Place.ON_FILE


def test_an_undated_article_is_named_and_never_new() -> None:
    assert place(a_head(None, collected_at=END)) is Place.UNDATED
    assert place(a_head(None, collected_at=END - timedelta(days=4))) is Place.ELSEWHERE


def test_another_language_is_left_out_and_named() -> None:
    assert place(a_head(DAY, language="fr")) is Place.FOREIGN


def test_a_copy_is_not_news_beside_its_original() -> None:
    assert place(a_head(DAY, id="b", canonical_id="a")) is Place.ELSEWHERE


OF_SEVERAL_DAYS = [
    *(a_head(date(2025, 3, day), id=f"{day:02}") for day in range(5, 15)),
    a_head(date(2025, 3, 9), id="also-09"),
    a_head(date(2025, 3, 11), id="late", collected_at=datetime(2025, 3, 12, 8, tzinfo=UTC)),
    *(a_head(None, id=each, collected_at=END) for each in ("undated", "undated-2")),
    *(a_head(DAY, id=each, language="fr") for each in ("foreign", "foreign-2")),
    *(a_head(DAY, id=each, canonical_id="12") for each in ("copy", "copy-2")),
]


@given(st.permutations(OF_SEVERAL_DAYS))
def test_the_order_of_the_articles_does_not_matter_and_the_newest_on_file_come_first(
    heads: list[ArticleHead],
) -> None:
    assert select(heads, NEXT, taken=(), languages={"en"}) == Selection(
        new=("12", "late"),
        late=frozenset({"late"}),
        on_file=("11", "10", "09", "also-09", "08", "07", "06", "05"),
        undated=("undated", "undated-2"),
        foreign=("foreign", "foreign-2"),
        ahead=("13", "14"),
    )


@given(
    st.datetimes(datetime(2025, 3, 1), datetime(2025, 3, 20), timezones=st.timezones()),
    st.booleans(),
    st.sampled_from([None, "a", "b"]),
    st.sampled_from([FIRST, NEXT]),
)
def test_what_is_no_file_lies_within_the_days_that_are_looked_at(
    at: datetime, timed: bool, canonical_id: str | None, window: Window
) -> None:
    head = a_head(at.date(), published_at=at if timed else None, canonical_id=canonical_id, collected_at=END)
    first, last = reach_of(window)
    if place(head, window) not in (Place.ON_FILE, Place.ELSEWHERE, Place.AHEAD):
        assert first <= at.date() <= last


def test_copies_are_sought_within_a_week_and_among_the_undated_within_a_month() -> None:
    heads = [a_head(DAY), a_head(None)]
    days = days_near(heads)
    assert (min(days), max(days), len(days)) == (DAY - timedelta(days=7), DAY + timedelta(days=7), 15)
    assert undated_near(heads) == heads[0].collected_at - timedelta(days=30)


def test_a_run_before_the_planned_time_ends_with_the_run() -> None:
    now = END - timedelta(hours=5)
    assert settle_cut_off(END, now, None, lambda _: ()) == now


def test_a_rerun_keeps_its_cut_off_until_something_new_is_found() -> None:
    kept, now = END - timedelta(hours=5), END - timedelta(hours=4)
    assert settle_cut_off(END, now, kept, lambda _: ("a",)) == kept
    assert settle_cut_off(END, now, kept, lambda at: ("a",) if at == kept else ("a", "b")) == now


def test_after_the_planned_time_the_plan_holds() -> None:
    assert settle_cut_off(END, END + timedelta(days=300), END - timedelta(hours=1), lambda _: ()) == END


@given(
    st.sampled_from(sorted(available_timezones())),
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.times().map(lambda moment: moment.replace(microsecond=0, fold=0)),
)
def test_each_local_day_has_one_instant_for_a_time_of_day_and_days_keep_their_order(
    zone: str, day: date, at: time
) -> None:
    first = local_instant(day, at, ZoneInfo(zone))
    second = local_instant(day + timedelta(days=1), at, ZoneInfo(zone))
    assert timedelta(hours=20) <= second - first <= timedelta(hours=28)
