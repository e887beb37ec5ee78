"""Words for time and the dates they mean."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.horizon import FoundHorizon, Granularity, Tense, find_horizons, opens_deadline
from briefing.types import HorizonBasis

WEDNESDAY = date(2023, 6, 14)
PAST, FUTURE, UNKNOWN = Tense.PAST, Tense.FUTURE, Tense.UNKNOWN


def only(text: str, tense: Tense = UNKNOWN, published: date | None = WEDNESDAY) -> FoundHorizon:
    (found,) = find_horizons(text, published, tense=tense)
    return found


def dates(text: str, tense: Tense = UNKNOWN, published: date | None = WEDNESDAY) -> tuple[str, str]:
    horizon = only(text, tense, published).horizon
    return str(horizon.start), str(horizon.end)


def words(text: str, published: date | None = WEDNESDAY) -> list[str]:
    return [found.horizon.text for found in find_horizons(text, published)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The council meets on July 18-19.", "2023-07-18", "2023-07-19"),
        ("The council meets on 18-19 July.", "2023-07-18", "2023-07-19"),
        ("The council meets on July 18 and 19.", "2023-07-18", "2023-07-19"),
        ("The council meets on July 18, 19 and 20.", "2023-07-18", "2023-07-20"),
        ("The council meets from 28 July to 2 August.", "2023-07-28", "2023-08-02"),
        ("The council meets on the 18th of July.", "2023-07-18", "2023-07-18"),
        ("The council will meet on Dec. 28-Jan. 3.", "2023-12-28", "2024-01-03"),
        ("The treaty was signed on 18 July 2019.", "2019-07-18", "2019-07-18"),
        ("The treaty was signed on Thursday, July 18, 2019.", "2019-07-18", "2019-07-18"),
        ("The treaty was signed on 2019-07-18.", "2019-07-18", "2019-07-18"),
        ("The treaty was signed on JULY 18, 2019.", "2019-07-18", "2019-07-18"),
        ("The treaty was signed in July 2019.", "2019-07-01", "2019-07-31"),
        ("The treaty will lapse in 2025.", "2025-01-01", "2025-12-31"),
        ("The treaty covers the years from 2025 to 2027.", "2025-01-01", "2027-12-31"),
        ("It will lapse in the first half of 2025.", "2025-01-01", "2025-06-30"),
        ("It will lapse in the third quarter of next year.", "2024-07-01", "2024-09-30"),
        ("It will lapse in Q3.", "2023-07-01", "2023-09-30"),
        ("It will lapse in summer 2024.", "2024-06-01", "2024-08-31"),
        ("It will lapse next spring.", "2024-03-01", "2024-05-31"),
        ("It will lapse in winter 2024.", "2024-12-01", "2025-02-28"),
        ("It will lapse early next year.", "2024-01-01", "2024-04-30"),
        ("It will lapse in late 2024.", "2024-09-01", "2024-12-31"),
        ("It will lapse in mid-September.", "2023-09-11", "2023-09-20"),
        ("It will lapse at the end of 2024.", "2024-12-01", "2024-12-31"),
    ],
)
def test_a_written_date_means_its_days(text: str, start: str, end: str) -> None:
    assert dates(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("today", "2023-06-14", "2023-06-14"),
        ("tonight", "2023-06-14", "2023-06-14"),
        ("tomorrow", "2023-06-15", "2023-06-15"),
        ("yesterday", "2023-06-13", "2023-06-13"),
        ("the day after tomorrow", "2023-06-16", "2023-06-16"),
        ("this week", "2023-06-12", "2023-06-18"),
        ("next week", "2023-06-19", "2023-06-25"),
        ("last week", "2023-06-05", "2023-06-11"),
        ("this weekend", "2023-06-17", "2023-06-18"),
        ("last weekend", "2023-06-10", "2023-06-11"),
        ("next month", "2023-07-01", "2023-07-31"),
        ("last year", "2022-01-01", "2022-12-31"),
        ("later this month", "2023-06-14", "2023-06-30"),
        ("earlier this month", "2023-06-01", "2023-06-14"),
        ("later this year", "2023-06-14", "2023-12-31"),
        ("later in the year", "2023-06-14", "2023-12-31"),
        ("the rest of the year", "2023-06-14", "2023-12-31"),
        ("this autumn", "2023-09-01", "2023-11-30"),
        ("last November", "2022-11-01", "2022-11-30"),
        ("next Friday", "2023-06-16", "2023-06-16"),
        ("two weeks ago", "2023-05-29", "2023-06-04"),
        ("three days ago", "2023-06-11", "2023-06-11"),
        ("in May last year", "2022-05-01", "2022-05-31"),
        ("this coming weekend", "2023-06-17", "2023-06-18"),
    ],
)
def test_relative_words_count_from_publication(text: str, start: str, end: str) -> None:
    assert dates(f"The delegation and its hosts: {text}.") == (start, end)


@pytest.mark.parametrize(
    ("text", "end", "basis"),
    [
        ("in the coming days", "2023-06-21", HorizonBasis.CONVENTION),
        ("in the coming weeks", "2023-08-14", HorizonBasis.CONVENTION),
        ("in coming months", "2023-12-14", HorizonBasis.CONVENTION),
        ("in the next several months", "2023-12-14", HorizonBasis.CONVENTION),
        ("in the weeks and months ahead", "2023-12-14", HorizonBasis.CONVENTION),
        ("in the coming years", "None", HorizonBasis.CONVENTION),
        ("within 90 days", "2023-09-12", HorizonBasis.RELATIVE),
        ("within 36 hours", "2023-06-16", HorizonBasis.RELATIVE),
        ("in two weeks", "2023-06-28", HorizonBasis.RELATIVE),
        ("in two to three weeks", "2023-07-05", HorizonBasis.RELATIVE),
        ("over the next five years", "2028-06-14", HorizonBasis.RELATIVE),
        ("over the next year", "2024-06-14", HorizonBasis.RELATIVE),
    ],
)
def test_a_stretch_runs_from_publication_by_its_number_or_by_convention(
    text: str, end: str, basis: HorizonBasis
) -> None:
    horizon = only(f"The two sides will talk {text}.").horizon
    assert (horizon.text, str(horizon.start), str(horizon.end)) == (text, "2023-06-14", end)
    assert horizon.basis is basis


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("by 2030", "2030-12-31"),
        ("by the end of 2025", "2025-12-31"),
        ("by year-end", "2023-12-31"),
        ("by Friday", "2023-06-16"),
        ("by the end of next month", "2023-07-31"),
        ("before the year is out", "2023-12-31"),
        ("before November", "2023-10-31"),
        ("before next week", "2023-06-18"),
        ("before the August 20 inauguration", "2023-08-20"),
        ("leading up to August 20", "2023-08-20"),
        ("ahead of the September summit", "2023-09-30"),
        ("no later than Sept. 30, 2025", "2025-09-30"),
        ("until the end of March", "2024-03-31"),
        ("by Christmas", "2023-12-25"),
        ("until at least 2027", "2027-12-31"),
        ("within the year", "2023-12-31"),
    ],
)
def test_a_deadline_runs_from_publication_to_its_last_day(text: str, end: str) -> None:
    found = only(f"Both governments want a deal {text}.")
    assert found.horizon.text == text
    assert (str(found.horizon.start), str(found.horizon.end)) == ("2023-06-14", end)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("By 20 March", True),
        ("before Friday", True),
        ("on or before 20 March", True),
        ("no later than Friday", True),
        ("not later than Friday", True),
        ("ahead of the summit on Friday", True),
        ("within\nten days", True),
        ("on Friday", False),
        ("after 20 March", False),
        ("in the coming days", False),
        ("throughout March", False),
        ("bypass talks on Friday", False),
    ],
)
def test_a_deadline_is_known_by_the_words_that_open_it(text: str, *, opens: bool) -> None:
    assert opens_deadline(text) is opens


def test_a_deadline_that_has_passed_stays_in_the_past() -> None:
    assert dates("By 2014 the army had shrunk.") == ("2014-01-01", "2014-12-31")


@pytest.mark.parametrize(
    ("text", "tense", "day"),
    [
        ("The minister speaks on Monday.", PAST, "2023-06-12"),
        ("The minister speaks on Monday.", FUTURE, "2023-06-19"),
        ("The minister speaks on Wednesday.", PAST, "2023-06-14"),
        ("The minister spoke Friday in Cairo.", UNKNOWN, "2023-06-09"),
        ("The minister will speak Friday in Cairo.", UNKNOWN, "2023-06-16"),
        ("On Friday, the minister will speak in Cairo.", UNKNOWN, "2023-06-16"),
        ("The vote is scheduled for Tuesday.", UNKNOWN, "2023-06-20"),
        ("The vote to be held on Tuesday matters.", UNKNOWN, "2023-06-20"),
        ("The vote was postponed to Tuesday.", UNKNOWN, "2023-06-20"),
        (
            "Latvia undertook to bring a draft that it plans to put to a vote on Friday.",
            UNKNOWN,
            "2023-06-16",
        ),
    ],
)
def test_the_tense_says_which_weekday_is_meant(text: str, tense: Tense, day: str) -> None:
    assert dates(text, tense) == (day, day)


def test_a_verb_right_before_the_date_outweighs_the_tense_of_the_sentence() -> None:
    text = "She said on Monday that the envoy would visit Ankara on Friday."
    said, visit = find_horizons(text, WEDNESDAY, tense=FUTURE)
    assert (said.horizon.start, visit.horizon.start) == (date(2023, 6, 12), date(2023, 6, 16))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("A round may be needed in Bergen in April.", 2024),
        ("A pact may be formally signed in April.", 2024),
        ("A round was needed in Bergen in April.", 2023),
    ],
)
def test_what_may_be_needed_in_a_place_lies_ahead(text: str, year: int) -> None:
    assert only(text, FUTURE).horizon.start == date(year, 4, 1)


def test_a_word_in_ed_before_a_noun_tells_no_past() -> None:
    found = only("Cuba promises to pay each affected family by 30 June", published=WEDNESDAY).horizon
    assert found.end == date(2023, 6, 30)


@pytest.mark.parametrize(
    ("text", "tense", "start"),
    [
        ("on June 18", PAST, "2022-06-18"),
        ("on June 18", FUTURE, "2023-06-18"),
        ("on June 10", FUTURE, "2023-06-10"),
        ("on June 1", FUTURE, "2024-06-01"),
        ("on Nov. 3", PAST, "2022-11-03"),
        ("on Nov. 3", UNKNOWN, "2023-11-03"),
        ("in November", PAST, "2022-11-01"),
        ("in November", FUTURE, "2023-11-01"),
    ],
)
def test_a_date_without_a_year_is_the_nearest_that_the_tense_allows(
    text: str, tense: Tense, start: str
) -> None:
    assert dates(text, tense)[0] == start


@pytest.mark.parametrize(
    ("text", "words_found", "start", "end"),
    [
        (
            "They may meet at a September G20 meeting.",
            "at a September G20 meeting",
            "2023-09-01",
            "2023-09-30",
        ),
        (
            "They may meet at the November APEC summit.",
            "at the November APEC summit",
            "2023-11-01",
            "2023-11-30",
        ),
        (
            "It ends before the July Atlantic Forum (ATF) summit.",
            "before the July Atlantic Forum (ATF) summit",
            "2023-06-14",
            "2023-07-31",
        ),
        ("He had postponed a February trip.", "a February trip", "2023-02-01", "2023-02-28"),
    ],
)
def test_a_month_dates_the_occasion_it_stands_before(
    text: str, words_found: str, start: str, end: str
) -> None:
    assert (only(text).horizon.text, *dates(text)) == (words_found, start, end)


@pytest.mark.parametrize(
    "text",
    ["during his visit", "at the summit", "on the sidelines of the G20", "as soon as possible", "soon"],
)
def test_a_time_without_a_date_keeps_its_words_and_stays_open(text: str) -> None:
    horizon = only(f"They will raise it {text}.").horizon
    assert (horizon.text, horizon.start, horizon.end) == (text, None, None)
    assert horizon.basis is HorizonBasis.UNRESOLVED


def test_after_the_talks_is_a_time_only_of_what_lies_ahead() -> None:
    assert words("The troops will leave after the talks.") == ["after the talks"]
    assert words("The troops left after the talks.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The two sides may resign themselves to it.",
        "Protesters march against the deal, and others may march as well.",
        "Theresa May spoke for an hour; a speech by Mrs. May's aides followed, the fall of May notwithstanding.",
        "Some 2,000 people aged 45 lost the 5G network, and over 2000 flights and $2030 were lost.",
        "It was the first visit in five years and the worst crisis in 25 years.",
        "The army took the town in two days.",
        "He prays on Good Friday and votes on Super Tuesday.",
        "The club at Mar-a-Lago, the Prague Spring, a spring in his step, the fall of the regime.",
        "Article 20 of the charter, page 3 of 19, and a score of 18-19.",
        "June 31 and 30 February and 2023-02-29 do not exist.",
        "He reads the Sunday Times and asks as soon as he can; it is too soon after that.",
    ],
)
def test_words_that_only_look_like_a_time_give_nothing(text: str) -> None:
    assert words(text) == []


def test_undated_articles_resolve_only_what_is_written_with_its_year() -> None:
    text = "They met on May 3, 2021, will meet next week, and want a deal by 2030 and talks in November."
    stated, relative, deadline, month = find_horizons(text, None)
    assert (stated.horizon.start, stated.horizon.basis) == (date(2021, 5, 3), HorizonBasis.STATED)
    assert (deadline.horizon.start, deadline.horizon.end) == (None, date(2030, 12, 31))
    for found in (relative, month):
        assert (found.horizon.start, found.horizon.end) == (None, None)
        assert found.horizon.basis is HorizonBasis.UNRESOLVED


def test_the_leap_day_is_found_in_the_year_that_has_it() -> None:
    assert dates("on Feb. 29", FUTURE) == ("2024-02-29", "2024-02-29")
    assert dates("on Feb. 29", PAST) == ("2020-02-29", "2020-02-29")
    assert dates("in February 2024")[1] == "2024-02-29"
    assert dates("within one year", published=date(2024, 2, 29))[1] == "2025-02-28"


@pytest.mark.parametrize(
    ("published", "text", "start", "end"),
    [
        (date(2020, 12, 30), "next week", "2021-01-04", "2021-01-10"),
        (date(2021, 1, 1), "this week", "2020-12-28", "2021-01-03"),
        (date(2021, 1, 1), "last week", "2020-12-21", "2020-12-27"),
        (date(2023, 12, 31), "tomorrow", "2024-01-01", "2024-01-01"),
        (date(2023, 12, 31), "later this year", "2023-12-31", "2023-12-31"),
        (date(2023, 1, 1), "last month", "2022-12-01", "2022-12-31"),
        (date(2024, 1, 20), "this winter", "2023-12-01", "2024-02-29"),
    ],
)
def test_weeks_and_months_run_across_the_turn_of_the_year(
    published: date, text: str, start: str, end: str
) -> None:
    assert dates(text, FUTURE, published) == (start, end)


def test_granularity_tells_how_fine_the_words_are() -> None:
    found = find_horizons("On Friday, next week, in July, next year, this summer, in his term", WEDNESDAY)
    assert [item.granularity for item in found] == [
        Granularity.DAY,
        Granularity.WEEK,
        Granularity.MONTH,
        Granularity.YEAR,
        Granularity.SEASON,
    ]


def test_offsets_count_characters_of_the_text_as_given() -> None:
    text = "“Peace” — that’s for the 18–19\u00a0July talks"
    found = only(text)
    assert text[found.start : found.end] == found.horizon.text
    assert found.horizon.text == "the 18–19\u00a0July"


_WORDS = (
    "in by before until since after from the a next last this coming first half of end early mid- late later "
    "two 18 19-20 31 29 2024 1999 , - 's \n June may May Feb. Christmas Eve New Year's Monday Friday weekend week "
    "weeks month months year years-end summer fall quarter Q3 within 90 days ago away is out summit visit will said "
    "during at coming several a few couple today tonight soon"
)
_PIECES = st.sampled_from(_WORDS.split(" "))
_TEXTS = st.lists(_PIECES, max_size=14).map(" ".join) | st.text(max_size=60)


@given(_TEXTS, st.dates() | st.none(), st.sampled_from(Tense))
def test_every_horizon_of_any_text_is_a_verbatim_span_in_order(
    text: str, published: date | None, tense: Tense
) -> None:
    last = 0
    for found in find_horizons(text, published, tense=tense):
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.horizon.text
        last = found.end
        start, end = found.horizon.start, found.horizon.end
        assert start is None or end is None or start <= end


@given(st.dates(date(1900, 1, 1), date(2090, 12, 31)))
def test_next_and_last_never_hold_the_day_of_publication(published: date) -> None:
    for unit in ("week", "weekend", "month", "quarter", "year", "Monday", "March", "summer"):
        following = only(f"next {unit}", published=published).horizon
        previous = only(f"last {unit}", published=published).horizon
        assert following.start is not None
        assert previous.end is not None
        assert previous.end < published < following.start or unit == "weekend"


@given(st.dates(date(1900, 1, 1), date(2090, 12, 31)), st.sampled_from(("Monday", "Thursday", "Sunday")))
def test_a_weekday_lies_within_a_week_of_publication(published: date, name: str) -> None:
    past = only(f"on {name}", PAST, published).horizon.start
    future = only(f"on {name}", FUTURE, published).horizon.start
    assert past is not None
    assert future is not None
    assert past <= published <= future
    assert future - past in (timedelta(), timedelta(days=7))


def test_most_labelled_horizons_are_resolved_to_their_end(shared: Path) -> None:
    hits = total = 0
    for path in sorted((shared / "labelled").glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        day = article["published"]
        for item in article["items"]:
            horizon = item.get("horizon") or {}
            if horizon.get("end") and day and len(day) == len("2024-01-01"):
                found = find_horizons(horizon["text"], date.fromisoformat(day), tense=FUTURE)
                total += 1
                hits += any(str(one.horizon.end) == horizon["end"] for one in found)
    assert hits / total >= 0.9


@pytest.mark.parametrize("told", list(Tense))
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The signing, first set for 20 May, was put off.", "2023-05-20"),
        ("The signing, originally scheduled for 20 June, was put off.", "2023-06-20"),
        ("The signing, initially planned for the 20th of May, was put off.", "2023-05-20"),
    ],
)
def test_what_had_first_been_set_for_a_day_was_set_for_the_nearest_one(
    text: str, day: str, told: Tense
) -> None:
    assert dates(text, told) == (day, day)
