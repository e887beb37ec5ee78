"""What an outlet takes back of its own news is withdrawn, and nothing else (briefcraft 2.7)."""

from dataclasses import replace
from datetime import date

import pytest

from briefing.track.ledger.fold import fold
from briefing.track.ledger.reports import Report, report_of
from briefing.types import LedgerStatus, Noise, NoiseReason
from tests.days import with_items
from tests.reports import MARCH, a_promise, after, article_on, by_day, march

PAPER = "The Courier"
NOTE = "Correction: an earlier version of this article said that Peru promised to return the stolen archive to Chile."


def promised(day: date, outlet: str) -> Report:
    return a_promise(day=day, name=f"{outlet} {day}", outlet=outlet)


def corrected(note: str, outlet: str = PAPER, *, in_body: bool = True) -> Report:
    text = f"Peru said nothing new. {note}" if in_body else "Peru said nothing new."
    noise = Noise(start=0, end=len(note), reason=NoiseReason.POSTSCRIPT, text=note)
    article = replace(
        article_on(text, march(9), name="corrected"), outlet=outlet, noise=() if in_body else (noise,)
    )
    found = report_of(article, with_items(article))
    assert found is not None
    return found


@pytest.mark.parametrize("in_body", [True, False], ids=["in the body", "below it"])
def test_what_its_outlet_corrects_is_withdrawn(in_body: bool) -> None:
    entry, changes = after(march(9), promised(MARCH, PAPER), corrected(NOTE, in_body=in_body))
    last = changes[-1]
    assert (entry.status, entry.closed_on) == (LedgerStatus.WITHDRAWN, march(9))
    assert (last.rule, last.article_id) == ("2.7 withdrawn: corrected by its outlet", "corrected")
    assert (last.evidence is not None) is in_body


@pytest.mark.parametrize(
    ("note", "outlet"),
    [
        (NOTE, "Another Paper"),
        (NOTE.replace("said that Peru promised", "misspelt the minister who promised Peru"), PAPER),
        (NOTE.replace("stolen archive to Chile", "two dredgers to Spain"), PAPER),
        ("Peru said earlier that it would return the stolen archive to Chile.", PAPER),
        (NOTE.replace("version of this article", "version of the treaty"), PAPER),
    ],
    ids=["another outlet", "a spelling", "another thing", "no correction", "a version of something else"],
)
def test_only_what_is_corrected_is_withdrawn(note: str, outlet: str) -> None:
    assert after(march(9), promised(MARCH, PAPER), corrected(note, outlet))[0].status is LedgerStatus.OPEN


def test_what_another_outlet_tells_too_stands() -> None:
    reports = promised(MARCH, PAPER), promised(march(2), "Another Paper"), corrected(NOTE)
    assert after(march(9), *reports)[0].status is LedgerStatus.OPEN


def test_what_is_told_again_after_it_was_withdrawn_is_new() -> None:
    reports = promised(MARCH, PAPER), corrected(NOTE), promised(march(20), "Another Paper")
    entries, _ = fold({}, by_day(reports), march(20))
    assert sorted(each.status.value for each in entries.values()) == ["open", "withdrawn"]
