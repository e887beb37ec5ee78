"""Which dates stand where: the ledger's rows, the calendar, and what needs no date at all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from briefing.brief import Brief
from briefing.brief.changes import ChangeKind
from briefing.brief.dates import CalendarRow
from briefing.brief.lines import Voice
from briefing.brief.rows import ExpectationStatus
from briefing.day import Day, Desk, LedgerNews
from briefing.labels import english, labels_in
from briefing.publish.calendar import first_day_ahead, nearest, with_days_of_report, with_expected
from briefing.publish.compose import compose
from briefing.publish.dates import full_date
from briefing.publish.editing import checked_lines
from briefing.publish.horizons import calendar_days, due, empty_calendar, without_year
from briefing.publish.render import Renderer
from briefing.publish.speakers import of_whom, whom
from briefing.publish.status import status_name
from briefing.publish.timeline import timeline
from briefing.rules import broken
from briefing.types import (
    Article,
    AttributionType,
    EngineInfo,
    EventStatus,
    Expectation,
    ExpectationSubkind,
    Item,
    Judgement,
    LedgerChange,
    LedgerEntry,
    LedgerKind,
    LedgerStatus,
    ObjectiveSubkind,
    Polarity,
    Prospect,
    Sighting,
    WrittenSentence,
)
from tests.build import an_article, outlet_voice, quote_of
from tests.days import (
    TODAY,
    TOMORROW,
    a_day,
    a_story,
    a_story_text,
    an_edition,
    an_event,
    an_expectation,
    an_objective,
    on_day,
    with_items,
)
from tests.test_ics import by_summary
from tests.test_rules import edition_of

MEETS = "Peru's president is expected to meet the envoy of Chile."


def day_of(make: Any, text: str = MEETS, holder: str = "Peru", **fields: Any) -> Day:
    article = an_article(text, published=TODAY)
    return a_day([article], [with_items(article, make(article, text, holder, **fields))], [a_story(article)])


def dates(brief: Brief) -> list[str]:
    return [*(row.said.text for row in brief.ledger), *(row.said.text for row in brief.calendar)]


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


def test_the_ledger_has_a_row_of_every_story_before_the_next_of_any() -> None:
    """The later of two stories' days would come last by date alone."""
    told = {"Peru": (2, 3, 4, 5), "Tonga": (8, 9)}
    articles, summaries, stories = [], [], []
    for holder, after in told.items():
        texts = {f"{holder} is expected to sign paper number {days}.": days for days in after}
        article = an_article(" ".join(texts), id=holder.lower(), title=holder)
        items = [
            an_expectation(
                article,
                text,
                holder,
                id=f"{holder}{days}",
                horizon=on_day("then", TODAY + timedelta(days=days)),
            )
            for text, days in texts.items()
        ]
        articles.append(article)
        summaries.append(with_items(article, *items))
        stories.append(a_story(article))
    day = a_day(articles, summaries, stories)
    least = compose(replace(day, desk=Desk(max_words=1))).header.words
    limits = range(least, least + 120, 4)
    ledgers = [compose(replace(day, desk=Desk(max_words=each))).ledger for each in limits]
    holders = [[row.holder for row in ledger] for ledger in ledgers]
    assert ["Peru", "Tonga"] in holders
    assert ["Peru", "Peru", "Peru"] not in holders


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
    ("fields", "told"),
    [
        (
            {"subkind": ObjectiveSubkind.DEMAND, "horizon": on_day("at the summit on Thursday", TOMORROW)},
            False,
        ),
        ({"subkind": ObjectiveSubkind.DEMAND, "horizon": on_day("before Thursday", TOMORROW)}, True),
        ({"subkind": ObjectiveSubkind.DEMAND, "horizon": on_day("ahead of Thursday", TOMORROW)}, True),
        ({"subkind": ObjectiveSubkind.GOAL, "horizon": on_day("on Thursday", TOMORROW)}, True),
    ],
)
def test_a_demand_is_waited_for_only_until_its_deadline(fields: dict[str, Any], told: bool) -> None:
    text = "Peru demands an answer from Chile."
    assert (text in dates(compose(day_of(an_objective, text, **fields)))) is told


def test_a_refusal_for_as_long_as_something_lasts_is_answered_by_no_day() -> None:
    text = "Peru will sign nothing while a single boat is held."
    day = day_of(an_expectation, text, polarity=Polarity.NEGATIVE, horizon=on_day("on Tuesday", TOMORROW))
    assert text not in dates(compose(day))


def test_nobody_waits_for_what_a_law_lays_down() -> None:
    text = "The act requires Peru to publish its accounts."
    said = replace(outlet_voice(), type=AttributionType.DOCUMENT, name="the act")
    promise = {"subkind": ExpectationSubkind.COMMITMENT}
    assert text not in dates(compose(day_of(an_expectation, text, attribution=said, **promise)))
    assert text in dates(compose(day_of(an_expectation, text, **promise)))


@pytest.mark.parametrize(
    ("text", "is_waited_for"),
    [
        ("Peru is committed to publishing its accounts.", True),
        ("Peru is committed to maintaining open lines of communication.", False),
        ("Peru is committed to peace and stability.", False),
        ("Peru is willing to use force if Chile invades.", False),
        ("Peru is prepared to use force if Chile invades.", True),
        ("Peru is committed to fully implementing the accord.", True),
        ("Peru committed to free the officers.", True),
    ],
)
def test_nobody_waits_for_a_value_or_for_what_is_kept(text: str, *, is_waited_for: bool) -> None:
    day = day_of(an_expectation, text, subkind=ExpectationSubkind.COMMITMENT)
    assert (text in dates(compose(day))) is is_waited_for


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


@pytest.mark.parametrize(("days", "told"), [(0, "new, due tomorrow"), (3, "due tomorrow")])
def test_what_comes_due_tells_since_when_it_is_on_file(days: int, told: str) -> None:
    (row,) = compose(day_of(an_expectation, horizon=on_day("on Tuesday", TOMORROW))).ledger
    known = replace(row, first_seen=TODAY - timedelta(days=days))
    assert status_name(known, TODAY, english()) == told


def test_what_is_new_and_due_in_two_days_is_new_for_its_day_stands_beside_it() -> None:
    day = TODAY + timedelta(days=2)
    (row,) = compose(day_of(an_expectation, horizon=on_day("on Wednesday", day))).ledger
    assert row.status is ExpectationStatus.DUE
    assert status_name(replace(row, first_seen=TODAY), TODAY, english()) == "new"


def test_what_is_due_today_and_long_on_file_is_said_to_be_unreported() -> None:
    (row,) = compose(day_of(an_expectation, horizon=on_day("on Tuesday", TOMORROW))).ledger
    assert status_name(replace(row, first_seen=TODAY), TOMORROW, english()) == "due, no report yet"


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


def test_what_no_speaker_says_the_outlet_does() -> None:
    (row,) = compose(day_of(an_expectation, horizon=on_day("on Tuesday", TOMORROW))).ledger
    nobody = replace(row, said=replace(row.said, voice=Voice.FACT, speaker=None), hedge=None)
    assert whom(nobody, english()) == row.outlet == "The Courier"
    assert whom(replace(nobody, outlet=None), english()) == "the outlet"


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


def test_what_was_for_a_day_that_is_over_is_left_to_the_story_that_goes_on() -> None:
    article = an_article(MEETS, published=TODAY - timedelta(days=1))
    news = an_article("Peru's president met nobody on Monday, aides say.", id="news", published=TODAY)
    item: Expectation = an_expectation(article, MEETS, "Peru", horizon=on_day("on Monday", TODAY))
    stories = [a_story(news, background=[article])]
    summaries = [with_items(article, item), with_items(news)]
    told = compose(a_day([article, news], summaries, stories, on_file=(article.id,)))
    untold = compose(a_day([article], summaries[:1], [], on_file=(article.id,)))
    assert (dates(told), dates(untold)) == ([], [MEETS])


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
    ("other", "rows"),
    [("The accord with Chile: Peru will sign it.", 1), ("Ministers of Bolivia travel to Quito.", 2)],
)
def test_one_hope_that_two_reports_tell_has_one_row(other: str, rows: int) -> None:
    old = an_article(f"Peru will sign the accord with Chile. {other}", id="old", published=TODAY)
    news = an_entry(old, "Peru will sign the accord with Chile.", moved_from=TOMORROW)
    (change,) = news.history["l1"]
    second = replace(news.entries["l1"], id="l2", statement=other, evidence=(quote_of(old, other),))
    both = {"l1": news.entries["l1"], "l2": second}
    changes = (change, replace(change, entry_id="l2"))
    day = a_day([old], [with_items(old)], [a_story(old)])
    assert len(compose(replace(day, ledger=replace(news, entries=both, changes=changes))).ledger) == rows


def test_t1_what_was_met_in_part_some_days_ago_still_names_the_report_of_the_part() -> None:
    promise, part = "Peru promised to free the crews by 19 March.", "Peru freed eight of the crews."
    old = an_article(promise, id="old", published=TODAY - timedelta(days=3))
    report = an_article(part, id="report", published=TODAY - timedelta(days=2))
    news = an_entry(old, promise, moved_from=TODAY)
    entry = replace(news.entries["l1"], status=LedgerStatus.PARTLY_MET)
    (change,) = news.history["l1"]
    half = replace(
        change,
        after=LedgerStatus.PARTLY_MET,
        rule="2.7 partly met: a part of it is reported",
        field=None,
        old=None,
        article_id=report.id,
        evidence=quote_of(report, part),
    )
    item = an_expectation(
        old, promise, "Peru", id="e1", horizon=on_day("by 19 March", TODAY, date(2025, 3, 19))
    )
    fresh = an_article("Chile opened a port for timber.", id="fresh")
    day = a_day(
        [old, report, fresh],
        [with_items(old, item), with_items(report), with_items(fresh)],
        [a_story(fresh, background=[old, report])],
        on_file=(old.id, report.id),
    )
    known = replace(news, entries={"l1": entry}, history={"l1": (half,)})
    (row,) = compose(replace(day, ledger=known)).ledger
    assert (row.status, row.closing and row.closing.text) == (ExpectationStatus.PARTLY_MET, part)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (date(2025, 3, 19), f"“{MEETS[:-1]}”: 11 March → 19 March"),
        (date(2026, 1, 9), f"“{MEETS[:-1]}”: 11 March → 9 January 2026"),
    ],
)
def test_what_was_put_off_is_told_before_its_days_and_a_day_of_this_year_without_the_year(
    new: date, told: str
) -> None:
    old = an_article(MEETS, published=TODAY - timedelta(days=1))
    news = an_entry(old, MEETS, moved_from=TOMORROW)
    (moved,) = news.history["l1"]
    news = replace(news, changes=(replace(moved, new=new.isoformat()),))
    brief = compose(replace(a_day([old], [with_items(old)], [a_story(old)]), ledger=news))
    assert [each.line.text for each in brief.changes if each.kind is ChangeKind.MOVED] == [told]


@pytest.mark.parametrize(
    ("of_day", "told"),
    [(19, "Peru-Chile meeting: 11 March → 19 March"), (20, f"“{MEETS[:-1]}”: 11 March → 19 March")],
)
def test_what_was_put_off_is_told_in_the_few_words_of_its_new_day(of_day: int, told: str) -> None:
    old = an_article(MEETS, published=TODAY - timedelta(days=1))
    news = an_entry(old, MEETS, moved_from=TOMORROW)
    (moved,) = news.history["l1"]
    news = replace(news, changes=(replace(moved, new="2025-03-19", article_id=old.id),))
    evidence = (quote_of(old, MEETS),)
    ahead = Prospect(
        said=WrittenSentence(text="Peru-Chile meeting", evidence=evidence),
        days=((date(2025, 3, of_day), evidence),),
    )
    story = a_story(old)
    day = a_day([old], [with_items(old)], [story], texts=(a_story_text(story, ahead=(ahead,)),))
    brief = compose(replace(day, ledger=news))
    assert [each.line.text for each in brief.changes if each.kind is ChangeKind.MOVED] == [told]


@pytest.mark.parametrize(
    ("report", "days", "kind"),
    [
        ("The meeting with the envoy was cancelled.", -1, ChangeKind.CALLED_OFF),
        ("Peru called off the meeting with the envoy.", 0, ChangeKind.CALLED_OFF),
        ("The meeting with the envoy will not take place.", 0, ChangeKind.CALLED_OFF),
        ("Peru's president will not meet the envoy.", 9, ChangeKind.CALLED_OFF),
        ("Peru's president did not meet the envoy.", -1, ChangeKind.MISSED),
        ("Peru's president did not meet the envoy.", 0, ChangeKind.MISSED),
    ],
)
def test_what_will_not_be_before_its_day_is_over_was_called_off_and_not_missed(
    report: str, days: int, kind: ChangeKind
) -> None:
    old = an_article(f"{MEETS} {report}", published=TODAY - timedelta(days=1))
    news = an_entry(old, MEETS, moved_from=TODAY)
    (moved,) = news.history["l1"]
    proof = quote_of(old, report)
    change = replace(
        moved, after=LedgerStatus.MISSED, field=None, old=None, article_id=old.id, evidence=proof
    )
    horizon = on_day("on that day", TODAY, TODAY + timedelta(days=days))
    entry = replace(news.entries["l1"], status=LedgerStatus.MISSED, horizon=horizon, closed_on=TODAY)
    known = replace(news, entries={"l1": entry}, changes=(change,), history={"l1": (change,)})
    brief = compose(replace(a_day([old], [with_items(old)], [a_story(old)]), ledger=known))
    (row,) = brief.ledger
    assert [each.kind for each in brief.changes if each.kind is not ChangeKind.FIRST] == [kind]
    assert status_name(row, TODAY, english()) == str(kind).replace("_", " ")


@pytest.mark.parametrize(
    ("verdict", "told"), [(LedgerStatus.MET, ["Both signed"]), (LedgerStatus.MISSED, [])]
)
def test_what_was_met_is_told_with_what_a_model_says_came_of_it_if_that_was_its_verdict(
    verdict: LedgerStatus, told: list[str]
) -> None:
    old = an_article(MEETS, published=TODAY - timedelta(days=1))
    news = an_entry(old, MEETS, moved_from=TODAY)
    met = replace(news.entries["l1"], status=LedgerStatus.MET)
    (moved,) = news.history["l1"]
    change = replace(moved, after=LedgerStatus.MET, field=None, old=None)
    news = replace(news, entries={"l1": met}, changes=(change,))
    day = a_day([old], [with_items(old)], [a_story(old)])
    said = WrittenSentence(text="Both signed.", evidence=(quote_of(old, MEETS),))
    read = Judgement(
        entry_id="l1", article_id=old.id, item_id=None, status=verdict, evidence=quote_of(old, MEETS)
    )
    text = a_story_text(day.stories[0], judgements=(read,), outcomes={"l1": said})
    met_lines = [
        each.line
        for each in compose(replace(day, ledger=news, texts=(text,))).changes
        if each.kind is ChangeKind.MET
    ]
    assert [each.text for each in met_lines if not each.text.startswith("“")] == told


@pytest.mark.parametrize(
    ("other", "times"),
    [
        ("Both ministers signed the ferry text in March", 1),
        ("Both ministers signed the ferry text in 3 days", 1),
        ("Both ministers met the ferry crews in Lima", 2),
        ("Both envoys signed the ferry text in Lima", 2),
    ],
)
def test_one_event_that_meets_two_expectations_is_told_once(other: str, times: int) -> None:
    assert _times_met("Both ministers signed the ferry text in Lima", other) == times


def test_events_that_differ_in_a_number_are_two() -> None:
    assert (
        _times_met("Both ministers freed 31 men of the ferry", "Both ministers freed 81 men of the ferry")
        == 2
    )


def _times_met(*outcomes: str) -> int:
    """Return how often a day tells of what was met, where a report met two expectations that came to ``outcomes``."""
    report = "The ferry text is done. The ferry is at sea."
    old = an_article(f"{MEETS} {report}", published=TODAY - timedelta(days=1))
    news = an_entry(old, MEETS, moved_from=TODAY)
    (moved,) = news.history["l1"]
    entries, changes, read = {}, [], []
    for name, words in zip(("l1", "l2"), ("The ferry text is done.", "The ferry is at sea."), strict=True):
        proof = quote_of(old, words)
        entries[name] = replace(news.entries["l1"], id=name, status=LedgerStatus.MET)
        met = replace(moved, after=LedgerStatus.MET, field=None, old=None, article_id=old.id, evidence=proof)
        changes.append(replace(met, entry_id=name))
        read.append(
            Judgement(entry_id=name, article_id=old.id, item_id=None, status=LedgerStatus.MET, evidence=proof)
        )
    day = a_day([old], [with_items(old)], [a_story(old)])
    said = {
        each.entry_id: WrittenSentence(text=f"{text}.", evidence=(each.evidence,))
        for each, text in zip(read, outcomes, strict=True)
    }
    text = a_story_text(day.stories[0], judgements=tuple(read), outcomes=said)
    known = replace(news, entries=entries, changes=tuple(changes))
    brief = compose(replace(day, ledger=known, texts=(text,)))
    return sum(each.kind is ChangeKind.MET for each in brief.changes)


@pytest.mark.parametrize(
    ("what", "told"),
    [("Peru's president met the envoy of Chile", True), ("The police of the port seized the boat", False)],
)
def test_what_came_of_a_meeting_is_the_act_that_names_everybody_concerned(what: str, told: bool) -> None:
    words = "Peru's president met the envoy of Chile while the police of the port seized the boat."
    old = an_article(f"{MEETS} {words}", published=TODAY)
    news = an_entry(old, MEETS, moved_from=TODAY)
    (moved,) = news.history["l1"]
    change = replace(
        moved,
        after=LedgerStatus.MET,
        field=None,
        old=None,
        article_id=old.id,
        evidence=quote_of(old, words),
    )
    met = replace(news.entries["l1"], status=LedgerStatus.MET, holder="the Peru", counterpart="Chile")
    done = replace(an_event(old, words, on_day("today", TODAY)), what=what, status=EventStatus.OCCURRED)
    summary = replace(with_items(old, done), engine=EngineInfo(name="openai"))
    day = replace(
        a_day([old], [summary], [a_story(old)]), ledger=replace(news, entries={"l1": met}, changes=(change,))
    )
    lines = [each.line.text for each in compose(day).changes if each.kind is ChangeKind.MET]
    assert (what in lines) is told


@pytest.mark.parametrize(
    ("first_seen", "told"),
    [
        (TODAY - timedelta(days=3), "{what}"),
        (TODAY - timedelta(days=300), "{what} (awaited since 14 May 2024)"),
    ],
)
def test_what_was_expected_long_ago_is_told_with_its_day_when_it_is_met(first_seen: date, told: str) -> None:
    old = an_article(f"{MEETS} They met as agreed.", published=TODAY)
    news = an_entry(old, MEETS, moved_from=TODAY)
    (moved,) = news.history["l1"]
    proof = quote_of(old, "They met as agreed.")
    change = replace(moved, after=LedgerStatus.MET, field=None, old=None, article_id=old.id, evidence=proof)
    met = replace(news.entries["l1"], status=LedgerStatus.MET, first_seen=first_seen)
    day = a_day([old], [with_items(old)], [a_story(old)])
    brief = compose(replace(day, ledger=replace(news, entries={"l1": met}, changes=(change,))))
    (line,) = (each.line.text for each in brief.changes if each.kind is ChangeKind.MET)
    assert line == told.format(what=f"“{MEETS.rstrip('.')}”")
    assert brief.changes[0].line.text == "No earlier edition; held against the reports on file."


@pytest.mark.parametrize(("hedge", "told"), [(None, "{what}"), ("may", "{what} → “They met as agreed”")])
def test_what_only_might_have_been_is_told_with_the_report_that_it_was(hedge: str | None, told: str) -> None:
    """Alone, "may meet" under what was met would be read as a meeting to come."""
    old = an_article(f"{MEETS} They met as agreed.", published=TODAY)
    news = an_entry(old, MEETS, moved_from=TODAY)
    (moved,) = news.history["l1"]
    proof = quote_of(old, "They met as agreed.")
    change = replace(moved, after=LedgerStatus.MET, field=None, old=None, article_id=old.id, evidence=proof)
    met = replace(news.entries["l1"], status=LedgerStatus.MET, hedge=hedge)
    day = a_day([old], [with_items(old)], [a_story(old)])
    brief = compose(replace(day, ledger=replace(news, entries={"l1": met}, changes=(change,))))
    (line,) = (each.line.text for each in brief.changes if each.kind is ChangeKind.MET)
    assert line == told.format(what=f"“{MEETS.rstrip('.')}”")


def test_a_model_may_name_of_whom_it_is_what_the_bottom_line_says_to_come_next() -> None:
    told = compose(day_of(an_expectation, "Its envoy may meet Chile on Tuesday.", "Peru"))
    expected = [line for line in checked_lines(told.stories) if "expected of Peru" in line.about]
    assert [line.parties for line in expected] == [("Peru",)]


@pytest.mark.parametrize(
    ("when", "set_for_it", "rows"),
    [
        ("on Tuesday", "Kenya and Uganda meet on Tuesday.", 0),
        ("by Tuesday", "Kenya and Uganda meet on Tuesday.", 1),
        ("no later than Tuesday", "Kenya and Uganda meet on Tuesday.", 1),
        ("on Tuesday", "Peru and Chile meet on Tuesday.", 1),
        ("on Tuesday", "Kenya votes on Tuesday.", 1),
    ],
)
def test_what_is_wanted_of_a_meeting_is_no_row_beside_it(when: str, set_for_it: str, rows: int) -> None:
    wants = f"Kenya wants to settle the quarrel over Busia {when}."
    report = an_article(f"{wants} {set_for_it}", title="Kenya and Busia")
    tuesday = TODAY + timedelta(days=1)
    aim = replace(an_objective(report, wants, "Kenya"), horizon=on_day(when, tuesday))
    meets = an_event(report, set_for_it, on_day("on Tuesday", tuesday))
    brief = compose(a_day([report], [with_items(report, aim, meets)], [a_story(report)]))
    assert len(brief.ledger) == rows


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Peru will close the strait on 12 March unless Chile frees the crew.", True),
        ("Peru will close the strait while Chile holds the crew.", False),
    ],
)
def test_what_lasts_as_long_as_something_else_is_never_due(text: str, due: bool) -> None:
    fields: dict[str, Any] = {
        "subkind": ExpectationSubkind.COMMITMENT,
        "horizon": on_day("on 12 March", date(2025, 3, 12)),
    }
    (row,) = compose(day_of(an_expectation, text, **fields)).ledger
    assert (row.status is ExpectationStatus.DUE) is due


@pytest.mark.parametrize(
    ("holder", "text", "shown"),
    [
        ("South Korea", "North Korea will answer by Friday.", "South Korea:"),
        ("Bolivia; Chile", "Talks with Chile will resume.", "Bolivia and Chile:"),
        ("Ada Venn", "Venn will visit Sarrow.", ""),
        ("Ursula von der Venn", "Von der Venn will visit Sarrow.", ""),
        ("Mary Lou McVenn", "McVenn will visit Sarrow.", ""),
        ("Port Authority of Venn", "Venn will open its port.", "Port Authority of Venn:"),
        ("ABC Venn", "Venn will open its port.", "ABC Venn:"),
        ("European Union", "The EU will answer.", ""),
    ],
)
def test_a_row_of_the_ledger_names_its_holder_where_its_words_do_not(
    holder: str, text: str, shown: str
) -> None:
    (row,) = compose(day_of(an_expectation, horizon=on_day("on Tuesday", TOMORROW))).ledger
    told = replace(row, holder=holder, said=replace(row.said, text=text, speaker=None))
    assert of_whom(told, english()) == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "12 March"), ("es", "12 de marzo"), ("de", "12. März"), ("fr", "12 mars")]
)
def test_the_year_of_the_edition_goes_without_saying(language: str, shown: str) -> None:
    labels = labels_in(language)
    assert without_year(full_date(date(2025, 3, 12), labels), TODAY, labels) == shown
    assert "2026" in without_year(full_date(date(2026, 3, 12), labels), TODAY, labels)


@pytest.mark.parametrize(("engine", "rows"), [("openai", 1), ("embedded", 0)])
def test_what_a_model_says_hangs_on_a_condition_is_followed_without_a_date(engine: str, rows: int) -> None:
    day = day_of(an_expectation, subkind=ExpectationSubkind.CONDITIONAL)
    summaries = {
        each: replace(summary, engine=EngineInfo(name=engine)) for each, summary in day.summaries.items()
    }
    assert len(compose(replace(day, summaries=summaries)).ledger) == rows


def an_entry(article: Article, statement: str, *, moved_from: date) -> LedgerNews:
    """Return the news that what ``article`` expected was put off from a day."""
    evidence = quote_of(article, statement)
    entry = LedgerEntry(
        id="l1",
        kind=LedgerKind.EXPECTATION,
        subkind="forecast",
        holder="Peru",
        holder_country="PE",
        counterpart="Chile",
        parties=(),
        topic=None,
        polarity=Polarity.POSITIVE,
        statement=statement,
        hedge=None,
        attribution=outlet_voice(),
        horizon=on_day("later", TODAY + timedelta(days=9)),
        check_after=None,
        trend=None,
        status=LedgerStatus.MOVED,
        first_seen=TODAY - timedelta(days=1),
        last_seen=TODAY,
        evidence=(evidence,),
        sightings=(Sighting(article_id=article.id, item_id="e1", published=TODAY - timedelta(days=1)),),
        closed_on=None,
        parent=None,
    )
    moved = LedgerChange(
        entry_id="l1",
        day=TODAY,
        before=LedgerStatus.OPEN,
        after=LedgerStatus.MOVED,
        rule="2.7 moved: put off to a new date",
        field="horizon",
        old=f"{moved_from.isoformat()}/{moved_from.isoformat()}",
        new=None,
        article_id=None,
        evidence=None,
    )
    return LedgerNews(entries={"l1": entry}, changes=(), history={"l1": (moved,)}, rejected=frozenset())
