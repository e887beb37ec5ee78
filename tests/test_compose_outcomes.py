"""How a brief tells what became of what was expected: put off, called off, met, and by which words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing.brief.changes import ChangeKind
from briefing.labels import english
from briefing.publish.compose import compose
from briefing.publish.status import status_name
from briefing.types import EngineInfo, EventStatus, Judgement, LedgerStatus, Prospect, WrittenSentence
from tests.build import an_article, quote_of
from tests.days import TODAY, TOMORROW, a_day, a_story, a_story_text, an_event, on_day, with_items
from tests.meetings import MEETS, an_entry


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
