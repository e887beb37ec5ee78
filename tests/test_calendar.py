"""Which dates stand in the calendar, for which there is room first, and what stands on no day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from briefing.brief import Brief
from briefing.brief.dates import CalendarRow
from briefing.brief.rows import ExpectationStatus
from briefing.day import Desk
from briefing.labels import english, labels_in
from briefing.publish.calendar import first_day_ahead, nearest, with_days_of_report, with_expected
from briefing.publish.compose import compose
from briefing.publish.dates import full_date
from briefing.publish.horizons import calendar_days, due, empty_calendar, without_year
from briefing.publish.render import Renderer
from briefing.publish.timeline import timeline
from briefing.rules import broken
from briefing.types import ExpectationSubkind, Item
from tests.build import an_article, quote_of
from tests.days import (
    TODAY,
    TOMORROW,
    a_day,
    a_story,
    an_edition,
    an_event,
    an_expectation,
    on_day,
    with_items,
)
from tests.meetings import MEETS, an_entry, dates, day_of
from tests.test_ics import by_summary
from tests.test_rules import edition_of


def test_what_the_ledger_has_no_room_for_stands_in_the_calendar_if_it_has_a_date() -> None:
    texts = [f"Peru is expected to sign paper number {number} with Chile." for number in range(9)]
    article = an_article(" ".join(texts))
    items = [
        an_expectation(
            article, text, "Peru", id=f"e{number}", horizon=on_day("then", TODAY + timedelta(days=9 + number))
        )
        for number, text in enumerate(texts)
    ]
    told: list[Item] = list(items)
    desk = Desk(max_words=265)
    brief = compose(a_day([article], [with_items(article, *told)], [a_story(article)], desk=desk))
    in_ledger, in_calendar = {row.id for row in brief.ledger}, {row.item_id for row in brief.calendar}
    assert in_calendar
    assert not in_ledger & in_calendar


@pytest.mark.parametrize(
    ("start", "shown"), [(TODAY, "by 19 March"), (TODAY + timedelta(days=9), "19 March")]
)
def test_what_may_be_done_before_its_day_stands_in_the_calendar_as_due_by_then(
    start: date, shown: str
) -> None:
    last = TODAY + timedelta(days=9)
    row = compose(day_of(an_expectation, horizon=on_day("then", start, last))).ledger[0]
    calendar = with_expected((), [row], TODAY)
    brief = replace(compose(a_day()), calendar=calendar)
    assert [day for day, _ in calendar_days(brief, english())] == [shown]


@pytest.mark.parametrize(("hour", "ahead"), [(6, 0), (18, 1)])
def test_the_day_of_an_edition_lies_ahead_only_in_the_morning(hour: int, ahead: int) -> None:
    cut_off = datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=UTC)
    assert first_day_ahead(an_edition(cut_off=cut_off)) == TODAY + timedelta(days=ahead)


def a_row(day: date, text: str, article_id: str = "a") -> CalendarRow:
    article = an_article(text, id=article_id)
    event = an_event(article, text, on_day("then", day))
    brief = compose(a_day([article], [with_items(article, event)], [a_story(article)]))
    return brief.calendar[0]


def test_the_next_day_comes_before_the_lead_stories_these_before_other_news_and_that_before_what_is_on_file() -> (
    None
):
    soon = a_row(TOMORROW, "The ministers meet in Lima.", "old")
    fresh = a_row(TODAY + timedelta(days=9), "The council votes in Geneva.", "new")
    old = a_row(TODAY + timedelta(days=5), "The court sits in Quito.", "old")
    lead = a_row(TODAY + timedelta(days=20), "The presidents sign in Praia.", "lead")
    rows = [soon, old, fresh, lead]
    assert nearest(rows, ["lead"], ["new", "lead"], TODAY, 2) == (soon, lead)
    assert nearest(rows, ["lead"], ["new", "lead"], TODAY, 3) == (soon, fresh, lead)


def test_dates_of_one_day_share_its_line_and_the_year_of_the_edition_goes_without_saying() -> None:
    text = "The ministers meet in Lima. The council votes in Geneva."
    article = an_article(text)
    events = [
        an_event(article, each, on_day("then", TOMORROW))
        for each in ("The ministers meet in Lima.", "The council votes in Geneva.")
    ]
    brief = compose(a_day([article], [with_items(article, *events)], [a_story(article)]))
    assert [(day, len(rows)) for day, rows in calendar_days(brief, english())] == [("11 March", 2)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The council votes in Geneva.", True),
        ("Lavrov arrives in the capital.", True),
        ("The summit opens in Érd.", True),
        ("The round is scheduled to end.", False),
        ("The round is scheduled to end on Tuesday.", False),
    ],
)
def test_what_names_nobody_and_no_place_is_the_last_date_that_finds_room(text: str, *, names: bool) -> None:
    row, other = a_row(TOMORROW, text, "new"), a_row(TODAY + timedelta(days=9), "Peru votes in Lima.", "new")
    assert nearest([row, other], ["new"], ["new"], TODAY, 1) == ((row,) if names else (other,))


def test_beyond_the_next_two_days_an_appointment_finds_room_before_what_somebody_says_will_be() -> None:
    said, set_ = (
        a_row(TODAY + timedelta(days=each), text, "new")
        for each, text in ((8, "Chile pays Peru."), (9, "Peru votes in Lima."))
    )
    said = replace(said, said=replace(said.said, speaker="Chile, on the record"))
    assert nearest([said, set_], ["new"], ["new"], TODAY, 1) == (set_,)
    soon = replace(said, start=TOMORROW, end=TOMORROW)
    assert nearest([soon, set_], ["new"], ["new"], TODAY, 1) == (soon,)


@pytest.mark.parametrize("goes_on", [True, False])
def test_an_appointment_of_the_day_stands_in_the_calendar_unless_its_story_goes_on(*, goes_on: bool) -> None:
    article = an_article(MEETS, published=TODAY - timedelta(days=1))
    news = an_article("Chile opened a port for timber.", id="news", published=TODAY)
    item = an_event(article, MEETS, on_day("on Monday", TODAY))
    stories = [a_story(news, background=[article] if goes_on else [])]
    told = compose(
        a_day([article, news], [with_items(article, item), with_items(news)], stories, on_file=(article.id,))
    )
    assert dates(told) == ([] if goes_on else [MEETS])
    assert len(by_summary(told)) == (not goes_on)


def test_a_deadline_that_an_earlier_report_had_too_is_told_by_its_last_day_in_every_place() -> None:
    text = "Peru has promised to publish its accounts by 20 March."
    reports = [an_article(text, id=f"a{day}", published=date(2025, 3, day)) for day in (8, 10)]
    old, new = reports
    items = [
        an_expectation(
            each,
            text,
            "Peru",
            subkind=ExpectationSubkind.COMMITMENT,
            horizon=on_day("by 20 March", each.published or TODAY, date(2025, 3, 20)),
        )
        for each in reports
    ]
    summaries = [with_items(article, item) for article, item in zip(reports, items, strict=True)]
    brief = compose(a_day(reports, summaries, [a_story(new, background=[old])], on_file=(old.id,)))
    (row,) = brief.ledger
    assert (row.first_seen, due(row, TODAY, english())) == (date(2025, 3, 8), "by 20 March")
    late = replace(row, horizon=on_day("by 20 March", TODAY, date(2025, 3, 20)))
    (entry,) = with_expected([], [late], TODAY)
    assert (due(late, TODAY, english()), entry.deadline) == ("by 20 March", True)
    (mark,) = timeline([], [late], [], TODAY)
    (event,) = by_summary(replace(brief, ledger=(late,))).values()
    assert mark.start == event["dtstart"].dt == date(2025, 3, 20)


def test_what_a_report_planned_around_a_date_that_is_put_off_leaves_with_it() -> None:
    text = "Peru is expected to sign the accord with Chile. Minister Ana Diaz visits Santiago."
    old = an_article(text, id="old", published=TODAY - timedelta(days=1))
    visit = an_event(
        old, "Minister Ana Diaz visits Santiago.", on_day("then", TOMORROW, TOMORROW + timedelta(days=1))
    )
    entry = an_entry(old, text.partition(". ")[0], moved_from=TOMORROW)
    day = a_day([old], [with_items(old, visit)], [], on_file=(old.id,))
    assert [row.said.text for row in compose(day).calendar] == ["Minister Ana Diaz visits Santiago."]
    assert compose(replace(day, ledger=entry)).calendar == ()


def said_of_the_calendar(brief: Brief) -> str:
    forms = (Renderer().markdown(brief), Renderer().html(brief), Renderer().email_text(brief))
    told = empty_calendar(brief, english())
    assert all(told in each for each in forms)
    assert [str(each) for each in broken(edition_of(brief)) if each.rule == "S6"] == []
    return told


def test_an_empty_calendar_says_where_the_dates_ahead_are_told() -> None:
    brief = compose(day_of(an_expectation, horizon=on_day("on Friday", TODAY + timedelta(days=4))))
    (row,) = brief.ledger
    assert said_of_the_calendar(brief) == "The dates ahead stand in the ledger."
    (story,) = brief.stories
    with_its_story = replace(brief, ledger=(), stories=(replace(story, expectations=(row,)),))
    assert empty_calendar(with_its_story, english()) == "The dates ahead stand with their stories."
    over = replace(brief, ledger=(replace(row, status=ExpectationStatus.MET),))
    for each in (over, compose(a_day())):
        assert said_of_the_calendar(each) == "No further date ahead is on file."


def test_a_reader_without_a_ledger_has_its_dates_in_the_calendar() -> None:
    friday = TODAY + timedelta(days=4)
    article = an_article(f"{MEETS} The council votes in Geneva.")
    meets = an_expectation(article, MEETS, "Peru", horizon=on_day("on Friday", friday))
    same = an_event(article, MEETS, on_day("on Friday", friday))
    votes = an_event(article, "The council votes in Geneva.", on_day("on Friday", friday))
    desk = Desk(sections=("bottom_line", "calendar", "caveats", "coverage", "sources"))
    day = a_day([article], [with_items(article, meets, same, votes)], [a_story(article)], desk=desk)
    brief = compose(day)
    assert brief.ledger == ()
    assert sorted(row.said.text for row in brief.calendar) == sorted((MEETS, "The council votes in Geneva."))
    without = compose(replace(day, summaries={article.id: with_items(article, meets)}))
    assert [(row.said.text, row.item_id) for row in without.calendar] == [(MEETS, meets.id)]


@pytest.mark.parametrize("time", ["in the coming days", "in early April", "within the next few weeks"])
def test_words_that_name_no_day_stand_on_none(time: str) -> None:
    article = an_article(f"Peru will vote {time}.")
    day = a_day(
        [article],
        [with_items(article, an_event(article, article.text, on_day(time, TODAY, TOMORROW)))],
        [a_story(article)],
    )
    assert compose(day).calendar == ()


def test_a_date_that_only_an_older_report_tells_bears_the_day_of_that_report() -> None:
    old, new = an_article("Peru votes."), an_article("Chile votes.", id="new")
    old = replace(old, published=TODAY - timedelta(days=1))
    day = a_day(
        [old, new],
        [with_items(each, an_event(each, each.text, on_day("on 11 March", TOMORROW))) for each in (old, new)],
        [a_story(new)],
        on_file=(old.id,),
    )
    assert {row.said.text: row.said.label for row in compose(day).calendar} == {
        "Peru votes.": "As of 9 March",
        "Chile votes.": None,
    }


def test_a_date_that_several_older_reports_tell_bears_the_day_of_the_last() -> None:
    first, last = (
        an_article("Peru votes.", id=name, published=TODAY - timedelta(days=ago))
        for name, ago in (("first", 5), ("last", 2))
    )
    row = a_row(TOMORROW, "Peru votes.")
    both = (quote_of(last, last.text), quote_of(first, first.text))
    row = replace(row, said=replace(row.said, evidence=both))
    (told,) = with_days_of_report([row], (), a_day([first, last]))
    assert told.said.label == "As of 8 March"
    (told,) = with_days_of_report([row], (last.id,), a_day([first, last]))
    assert told.said.label is None


def test_a_date_that_a_new_report_tells_again_is_told_as_that_has_it() -> None:
    old = an_article("A vote of Peru on the water law.", published=TODAY - timedelta(days=1))
    new = an_article("The vote of Peru on the water law.", id="new")
    day = a_day(
        [old, new],
        [with_items(each, an_event(each, each.text, on_day("on 11 March", TOMORROW))) for each in (old, new)],
        [a_story(new)],
        on_file=(old.id,),
    )
    assert [(row.said.text, row.said.label) for row in compose(day).calendar] == [(new.text, None)]


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "12 March"), ("es", "12 de marzo"), ("de", "12. März"), ("fr", "12 mars")]
)
def test_the_year_of_the_edition_goes_without_saying(language: str, shown: str) -> None:
    labels = labels_in(language)
    assert without_year(full_date(date(2025, 3, 12), labels), TODAY, labels) == shown
    assert "2026" in without_year(full_date(date(2026, 3, 12), labels), TODAY, labels)


def test_the_calendar_holds_what_is_to_come_soonest_first_and_once() -> None:
    article = an_article(
        "The pact will be signed on 20 March. The council meets on 12 March. It met on 1 March."
    )
    signed = an_event(article, "The pact will be signed on 20 March", on_day("20 March", date(2025, 3, 20)))
    meets = an_event(article, "The council meets on 12 March", on_day("12 March", date(2025, 3, 12)))
    met = an_event(article, "It met on 1 March", on_day("1 March", date(2025, 3, 1)))
    summary = with_items(article, signed, meets, met, signed)
    rows = compose(a_day([article], [summary], [a_story(article)])).calendar
    assert [row.start for row in rows] == [date(2025, 3, 12), date(2025, 3, 20)]


def test_what_is_both_planned_and_promised_by_a_day_stands_on_it_once() -> None:
    told = "Peru and Chile agreed to name an auditor from a list that Bolivia will present by 20 March."
    article, end = an_article(told), date(2025, 3, 20)
    planned = an_event(article, told, on_day("by 20 March", TODAY, end))
    promised = an_expectation(
        article,
        told,
        "Peru and Chile",
        id="e1",
        horizon=on_day("by 20 March", TODAY - timedelta(days=1), end),
    )
    brief = compose(a_day([article], [with_items(article, planned, promised)], [a_story(article)]))
    assert len(brief.calendar) + len(brief.ledger) == 1
