"""Which rows the ledger of a brief has: what is waited for, how it stands, and whose it is."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from briefing.brief.lines import Voice
from briefing.brief.rows import ExpectationStatus
from briefing.day import Day, Desk
from briefing.labels import english
from briefing.publish.compose import compose
from briefing.publish.editing import checked_lines
from briefing.publish.ledger import ledger_rows
from briefing.publish.speakers import of_whom, whom
from briefing.publish.status import status_name
from briefing.serial import dumps
from briefing.types import (
    AttributionType,
    EngineInfo,
    Expectation,
    ExpectationSubkind,
    LedgerStatus,
    ObjectiveSubkind,
    Polarity,
)
from tests.build import an_article, outlet_voice, quote_of
from tests.days import (
    TODAY,
    TOMORROW,
    a_day,
    a_story,
    an_edition,
    an_event,
    an_expectation,
    an_objective,
    crowded,
    on_day,
    three_stories,
    with_items,
)
from tests.meetings import MEETS, an_entry, dates, day_of


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


@pytest.mark.parametrize(("engine", "rows"), [("openai", 1), ("embedded", 0)])
def test_what_a_model_says_hangs_on_a_condition_is_followed_without_a_date(engine: str, rows: int) -> None:
    day = day_of(an_expectation, subkind=ExpectationSubkind.CONDITIONAL)
    summaries = {
        each: replace(summary, engine=EngineInfo(name=engine)) for each, summary in day.summaries.items()
    }
    assert len(compose(replace(day, summaries=summaries)).ledger) == rows


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


def test_what_was_for_a_day_that_is_over_is_left_to_the_story_that_goes_on() -> None:
    article = an_article(MEETS, published=TODAY - timedelta(days=1))
    news = an_article("Peru's president met nobody on Monday, aides say.", id="news", published=TODAY)
    item: Expectation = an_expectation(article, MEETS, "Peru", horizon=on_day("on Monday", TODAY))
    stories = [a_story(news, background=[article])]
    summaries = [with_items(article, item), with_items(news)]
    told = compose(a_day([article, news], summaries, stories, on_file=(article.id,)))
    untold = compose(a_day([article], summaries[:1], [], on_file=(article.id,)))
    assert (dates(told), dates(untold)) == ([], [MEETS])


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


def test_what_no_speaker_says_the_outlet_does() -> None:
    (row,) = compose(day_of(an_expectation, horizon=on_day("on Tuesday", TOMORROW))).ledger
    nobody = replace(row, said=replace(row.said, voice=Voice.FACT, speaker=None), hedge=None)
    assert whom(nobody, english()) == row.outlet == "The Courier"
    assert whom(replace(nobody, outlet=None), english()) == "the outlet"


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


def test_a_model_may_name_of_whom_it_is_what_the_bottom_line_says_to_come_next() -> None:
    told = compose(day_of(an_expectation, "Its envoy may meet Chile on Tuesday.", "Peru"))
    expected = [line for line in checked_lines(told.stories) if "expected of Peru" in line.about]
    assert [line.parties for line in expected] == [("Peru",)]


# ── T: tracking ───────────────────────────────────────────────────────────────


def _promise(end: date, **fields: object) -> Day:
    article = an_article("Chile has promised to open the archive.", published=TODAY - timedelta(days=20))
    row = an_expectation(
        article, "Chile has promised to open the archive", "Chile", horizon=on_day("then", end), **fields
    )
    return a_day([article], [with_items(article, row)], on_file=(article.id,))


@pytest.mark.parametrize(
    ("days", "status"),
    [(-8, None), (-7, "date_passed"), (-1, "date_passed"), (0, "due"), (2, "due"), (3, "open"), (400, None)],
)
def test_t5_the_calendar_alone_decides_where_an_expectation_stands(days: int, status: str | None) -> None:
    ledger = compose(_promise(TODAY + timedelta(days=days))).ledger
    assert [row.status for row in ledger] == ([status] if status else [])


def test_t5_nothing_is_ever_called_missed() -> None:
    text = dumps(compose(_promise(TODAY - timedelta(days=3))))
    assert "missed" not in text


def test_t6_the_ledger_has_at_most_twelve_rows() -> None:
    assert len(compose(crowded(40, desk=Desk(max_words=9_000))).ledger) == 12


@pytest.mark.parametrize(("days", "told"), [(14, True), (15, False)])
def test_what_is_looked_for_within_a_fortnight_comes_before_promises_without_a_day(
    days: int, *, told: bool
) -> None:
    """Of thirteen that the twelve rows are too few for."""
    promises = [
        f"{holder} will {act}."
        for holder, act in zip(
            (
                "Kenya",
                "Peru",
                "Chile",
                "Norway",
                "Japan",
                "Ghana",
                "Malta",
                "Nepal",
                "Qatar",
                "Serbia",
                "Tonga",
                "Yemen",
            ),
            (
                "deliver wheat",
                "free the crew",
                "reopen its embassy",
                "ratify the treaty",
                "lift the tariffs",
                "send doctors",
                "withdraw the troops",
                "host the court",
                "pay its arrears",
                "publish the maps",
                "extradite the banker",
                "clear the mines",
            ),
            strict=True,
        )
    ]
    hope = "Uganda is expected to open the border crossing at Busia."
    article = an_article(" ".join((*promises, hope)))
    items = [
        *(
            an_expectation(article, each, each.split()[0], id=each, subkind=ExpectationSubkind.COMMITMENT)
            for each in promises
        ),
        an_expectation(
            article, hope, "Uganda", id=hope, horizon=on_day("by then", TODAY + timedelta(days=days))
        ),
    ]
    day = a_day([article], [with_items(article, *items)], [a_story(article)])
    rows = ledger_rows(day, [article.id])
    assert len(rows) == 12
    assert (hope in {row.id for row in rows}) is told


def test_an_aim_of_the_day_it_was_reported_on_is_not_waited_for() -> None:
    article = an_article("Kenya demanded the release of the crew on Monday. It hopes for talks on Friday.")
    done = an_objective(article, "Kenya demanded the release", "Kenya", horizon=on_day("on Monday", TODAY))
    friday = on_day("on Friday", TODAY + timedelta(days=4))
    open_aim = an_objective(article, "It hopes for talks", "Kenya", horizon=friday)
    ledger = compose(a_day([article], [with_items(article, done, open_aim)], [a_story(article)])).ledger
    assert [row.id for row in ledger] == [open_aim.id]


def test_what_only_they_are_expected_to_do_is_not_followed() -> None:
    article = an_article("Drivers met in Kenya. They would lift their roadblock on Friday.")
    friday = on_day("on Friday", TODAY + timedelta(days=4))
    row = an_expectation(article, "They would lift their roadblock", "Kenya", horizon=friday)
    assert compose(a_day([article], [with_items(article, row)], [a_story(article)])).ledger == ()


def test_t6_the_ledger_tells_first_what_is_due() -> None:
    ledger = compose(three_stories(edition=an_edition(date(2025, 3, 13)))).ledger
    assert [row.status for row in ledger] == ["due", "open", "undated"]


def test_the_ledger_remembers_the_first_report() -> None:
    day = _promise(TODAY + timedelta(days=9))
    assert compose(day).ledger[0].first_seen == TODAY - timedelta(days=20)


def test_a_dated_hope_is_on_the_ledger() -> None:
    article = an_article("Peru hopes to sign on 20 March.")
    hope = an_objective(
        article, "Peru hopes to sign on 20 March", "Peru", horizon=on_day("on 20 March", date(2025, 3, 20))
    )
    brief = compose(a_day([article], [with_items(article, hope)], [a_story(article)]))
    assert [(row.id, row.subkind) for row in brief.ledger] == [(hope.id, "goal")]
