"""What a model may say of open entries: what it is shown, which of its words count, and that it is asked once."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from briefing.track.ledger.fold import LedgerDay, days
from briefing.track.ledger.judging import Candidates, fault_of
from briefing.track.ledger.reports import Report
from briefing.types import Article, Judgement, LedgerEntry, LedgerStatus, Polarity
from tests.build import quote_of
from tests.command import Command
from tests.days import an_expectation, on_day
from tests.honest_model import honest
from tests.hostile import HostileServer, hostile
from tests.reports import MARCH, an_aim, article_on, march, report, told

EXPECTED = "Norway is expected to sign the mackerel accord with Iceland by 14 March."
DONE = "Norway and Iceland put their names to the mackerel accord in Bergen on Wednesday."
REFUSED = "Norway rejected the mackerel accord with Iceland on Wednesday."


def an_accord(**fields: Any) -> Report:
    article = article_on(EXPECTED, MARCH)
    item = an_expectation(
        article,
        EXPECTED,
        "Norway",
        counterpart="Iceland",
        horizon=on_day("by 14 March", MARCH, march(14)),
        **fields,
    )
    return report(EXPECTED, MARCH, item)


def the_entry(**fields: Any) -> LedgerEntry:
    (entry,) = an_accord(**fields).entries
    return entry


def judged(entry: LedgerEntry, article: Article, status: str, quote: str | None = None) -> Judgement:
    return Judgement(
        entry_id=entry.id,
        article_id=article.id,
        item_id=None,
        status=LedgerStatus(status),
        evidence=quote_of(article, quote or article.text),
    )


# ── what is put to it ─────────────────────────────────────────────────────────


def shown(*reports: Report) -> list[dict[str, list[str]]]:
    """Return the statements that were put to a model for each article of each day."""
    put: list[dict[str, list[str]]] = []

    def judge(day: date, candidates: Candidates) -> tuple[Judgement, ...]:
        ids = [each.article_id for each in by_day[day]]
        put.append({each: [entry.statement for entry in candidates(each)] for each in ids})
        return ()

    by_day: dict[date, list[Report]] = {}
    for each in reports:
        by_day.setdefault(each.published, []).append(each)
    list(days({}, by_day, march(31), judge))
    return put


def test_the_open_entries_of_a_holder_on_the_same_matter_are_put_to_it() -> None:
    later = an_aim("Norway wants the mackerel accord with Iceland before the season.", march(5), "Norway")
    other = an_aim("Norway wants a new bridge across the Pasvik for lorries.", march(5), "Norway")
    put = shown(an_accord(), later, other)
    assert put[1] == {later.article_id: [EXPECTED], other.article_id: []}


def test_no_entry_of_the_same_day_and_none_that_is_closed_is_put_to_it() -> None:
    same_day = an_aim("Norway wants the mackerel accord with Iceland before the season.", MARCH, "Norway")
    long_after = an_aim("Norway wants the mackerel accord with Iceland at last.", date(2025, 6, 1), "Norway")
    assert shown(an_accord(), same_day) == [{an_accord().article_id: [], same_day.article_id: []}]
    assert shown(an_accord(), long_after)[-1] != {long_after.article_id: [EXPECTED]}


def test_a_meeting_is_put_to_it_whose_people_a_report_of_another_word_for_it_names() -> None:
    text = "Those meetings could lead to one between Elsa Brandt and Rui Sousa this month."
    item = an_expectation(
        article_on(text, MARCH),
        text,
        "Elsa Brandt; Rui Sousa",
        horizon=on_day("this month", MARCH, march(31)),
    )
    wants = "Norway wants further meetings of ministers."
    summit = "A summit between Elsa Brandt and Rui Sousa in Oslo on Wednesday was short."
    held = an_aim(f"{wants} {summit}", march(13), "Norway")
    others = an_aim(f"{wants} {summit.replace('Rui', 'Ana')}", march(13), "Norway")
    assert shown(report(text, MARCH, item), held)[1] == {held.article_id: [text]}
    assert shown(report(text, MARCH, item), others)[1] == {others.article_id: []}


@pytest.mark.parametrize(("later", "is_put"), [(1, True), (2, True), (3, False)])
def test_what_was_expected_the_day_before_without_a_day_is_put_to_it_for_one_word(
    later: int, *, is_put: bool
) -> None:
    text = "Norway is expected to free some of the crews."
    item = an_expectation(article_on(text, MARCH), text, "Norway", horizon=None)
    wants = an_aim("Norway wants tugs for its crews.", MARCH + timedelta(days=later), "Norway")
    assert shown(report(text, MARCH, item), wants)[1] == {wants.article_id: [text] if is_put else []}


# ── which of its words count ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("expected", "told", "is_borne"),
    [
        ("Norway is expected to free some of the crews.", "Norway let 31 men go home on Monday.", True),
        ("Norway is expected to free some of the crews.", "31 men came home on Monday.", False),
        ("Norway is expected to hand the crews to Iceland.", "Norway let 31 men go home on Monday.", False),
    ],
)
def test_whom_what_was_expected_does_not_name_its_report_need_not_name(
    expected: str, told: str, *, is_borne: bool
) -> None:
    item = an_expectation(
        article_on(expected, MARCH), expected, "Norway", counterpart="Iceland", horizon=None
    )
    (entry,) = report(expected, MARCH, item).entries
    article = article_on(told, march(4))
    assert (fault_of(entry, judged(entry, article, "met"), article) is None) == is_borne


def test_an_act_in_words_that_no_rule_knows_is_met() -> None:
    article = article_on(DONE, march(12))
    assert fault_of(the_entry(), judged(the_entry(), article, "met"), article) is None


@pytest.mark.parametrize(
    ("status", "text", "day"),
    [
        ("met", "Norway hopes to put its name to the mackerel accord with Iceland on Wednesday.", 12),
        ("met", "Norway will put its name to the mackerel accord with Iceland.", 12),
        ("met", "Has Norway put its name to the mackerel accord with Iceland?", 12),
        ("met", "Norway put its name to the mackerel accord with the Faroes on Wednesday.", 12),
        ("met", "Norway and Iceland put their names to the mackerel accord on Thursday.", 29),
        ("met", REFUSED, 12),
        ("missed", DONE, 12),
        ("missed", "Norway and Iceland said nothing of the mackerel accord on Friday.", 21),
    ],
)
def test_what_the_words_do_not_bear_does_not_count(status: str, text: str, day: int) -> None:
    article = article_on(text, march(day))
    assert fault_of(the_entry(), judged(the_entry(), article, status), article) is not None


def test_a_report_of_before_the_entry_answers_nothing() -> None:
    article = article_on(DONE, date(2025, 2, 26))
    assert fault_of(the_entry(), judged(the_entry(), article, "met"), article) is not None


def test_a_negative_forecast_comes_true_by_failure_and_is_contradicted_by_the_act() -> None:
    entry = the_entry(polarity=Polarity.NEGATIVE)
    done, refused = article_on(DONE, march(12)), article_on(REFUSED, march(12))
    assert fault_of(entry, judged(entry, refused, "met"), refused) is None
    assert fault_of(entry, judged(entry, done, "met"), done) is not None
    assert fault_of(entry, judged(entry, done, "missed"), done) is None


# ── how it is applied ─────────────────────────────────────────────────────────


def taken_with(later: Report, *judgements: Judgement) -> list[LedgerDay]:
    def judge(day: date, _candidates: Candidates) -> tuple[Judgement, ...]:
        return judgements if day == later.published else ()

    return list(days({}, {MARCH: [an_accord()], later.published: [later]}, march(31), judge))


def ledger_after(later: Report, *judgements: Judgement) -> dict[str, LedgerEntry]:
    return {each.id: each for done in taken_with(later, *judgements) for each in done.touched}


@pytest.mark.parametrize(("text", "status"), [(DONE, "met"), (REFUSED, "missed")])
def test_what_is_closed_by_its_reading_cites_the_report_and_says_so_in_the_rule(
    text: str, status: str
) -> None:
    reading = judged(the_entry(), article_on(text, march(12)), status)
    changes = [each for done in taken_with(told(text, march(12)), reading) for each in done.changes]
    assert (changes[-1].after.value, changes[-1].evidence) == (status, reading.evidence)
    assert changes[-1].rule == f"2.7 {status}: as a model reads the report"


def an_accord_again(text: str, **fields: Any) -> tuple[Report, Judgement]:
    """Return a report that tells of the accord in other words, and the reading that its item is the entry."""
    article = article_on(text, march(6))
    item = an_expectation(article, text, "Norway", counterpart="Iceland", **fields)
    reading = Judgement(
        entry_id=the_entry().id,
        article_id=article.id,
        item_id=item.id,
        status=None,
        evidence=item.evidence[0],
    )
    return report(text, march(6), item), reading


AGAIN = "A signature under the fish treaty is likely next week, Oslo tells Iceland."


def test_an_item_in_other_words_is_the_entry_seen_again() -> None:
    later, reading = an_accord_again(AGAIN)
    assert len(ledger_after(later)) == 2
    (entry,) = ledger_after(later, reading).values()
    assert [each.published for each in entry.sightings] == [MARCH, march(6)]


@pytest.mark.parametrize(
    "fields",
    [
        {"polarity": Polarity.NEGATIVE},
        {"horizon": on_day("on 29 March", march(29))},
    ],
)
def test_no_reading_makes_one_of_two_across_polarity_or_times_that_do_not_meet(fields: Any) -> None:
    later, reading = an_accord_again(AGAIN, **fields)
    assert len(ledger_after(later, reading)) == 2


def test_a_reading_of_an_entry_that_is_not_there_changes_nothing() -> None:
    later, reading = an_accord_again(AGAIN)
    astray = replace(reading, entry_id="nowhere")
    assert ledger_after(later, astray) == ledger_after(later)


# ── in whole runs ─────────────────────────────────────────────────────────────


FIRST = """---
title: Mackerel accord near
published: 2025-03-10
outlet: The Bergen Post
---
Norway is expected to sign the mackerel accord with Iceland by 20 March.

Iceland may send its fisheries minister to Bergen, the Norwegian government said on Monday.

Skippers in both countries have waited for a decision on the stocks since the autumn.
"""
SECOND = """---
title: Names under the mackerel accord
published: 2025-03-12
outlet: The Bergen Post
---
Norway and Iceland put their names to the mackerel accord in Bergen on Wednesday.

Norway wants the Faroes to join the mackerel accord before the summer season, its government said.

Skippers in both countries welcomed the end of the quarrel over the stocks.
"""


def attentive(request: dict[str, Any]) -> str:
    """Answer as the honest model does, and say of an accord that was open that names stand under it."""
    answer = json.loads(honest(request))
    asked = str(request["messages"][1]["content"])
    lines = [line for line in asked.splitlines() if line.startswith("[")]
    done = next((line for line in lines if "put their names" in line), None)
    letter = next((line[1] for line in lines if line[1].isalpha() and "expected to sign" in line), None)
    if "=== story" in asked and done and letter:
        answer["open"] = [{"entry": letter, "became": "met", "at": [done[1 : done.index("]")]]}]
    return json.dumps(answer)


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with hostile(attentive) as running:
        yield running


def entries_in(folder: str, briefing: Command) -> list[tuple[str, str]]:
    ran = briefing("ledger", "expectations", "--format", "json", "--out", folder)
    return sorted((each["statement"], each["status"]) for each in json.loads(ran.out))


class Accord:
    """Runs over two reports of one accord, of which only a model can tell that the second answers the first."""

    met = ("Norway is expected to sign the mackerel accord with Iceland by 20 March.", "met")

    def __init__(self, briefing: Command) -> None:
        self.briefing, notes = briefing, briefing.folder / "notes"
        notes.mkdir()
        (notes / "first.txt").write_text(FIRST)
        (notes / "second.txt").write_text(SECOND)

    def run(self, day: str, out: str, engine: str = "openai") -> bytes:
        ran = self.briefing("run", "--source", "notes", "--engine", engine, "--date", day, "--out", out)
        assert ran.code == 0, ran.err
        return (self.briefing.folder / out / day / "brief.json").read_bytes()


@pytest.fixture
def accord(briefing: Command, server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> Accord:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url("ok"))
    return Accord(briefing)


def test_editions_day_by_day_or_only_on_the_last_day_reach_the_same_ledger(accord: Accord) -> None:
    for day in ("2025-03-10", "2025-03-12"):
        accord.run(day, "daily")
    accord.run("2025-03-12", "late")
    assert accord.met in entries_in("daily", accord.briefing)
    assert entries_in("daily", accord.briefing) == entries_in("late", accord.briefing)


def test_a_rerun_asks_nothing_and_gives_the_same_bytes(accord: Accord, server: HostileServer) -> None:
    made = accord.run("2025-03-12", "outputs")
    asked = len(server.asked)
    assert accord.run("2025-03-12", "outputs") == made
    assert len(server.asked) == asked


def test_what_a_model_read_stays_read_when_rules_take_the_day_again(accord: Accord) -> None:
    for day in ("2025-03-10", "2025-03-12"):
        accord.run(day, "outputs")
    accord.run("2025-03-12", "outputs", engine="embedded")
    assert accord.met in entries_in("outputs", accord.briefing)


def test_without_a_model_only_what_rules_prove_is_closed(accord: Accord) -> None:
    for day in ("2025-03-10", "2025-03-12"):
        accord.run(day, "outputs", engine="embedded")
    assert "met" not in {status for _, status in entries_in("outputs", accord.briefing)}
