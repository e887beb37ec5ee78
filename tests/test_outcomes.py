"""How surely a report's outcome closes what was expected, on labelled pairs: a false "met" costs more than a missed one."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefing.track.ledger.fold import fold
from briefing.track.ledger.reports import Report, report_of
from briefing.types import ExpectationSubkind, LedgerStatus, Polarity
from tests.build import an_article
from tests.days import an_expectation, on_day, with_items

LABELLED = Path(__file__).parent / "data" / "outcomes"
PROVEN = {
    status.value: status
    for status in (
        LedgerStatus.MET,
        LedgerStatus.MISSED,
        LedgerStatus.MOVED,
        LedgerStatus.CONTRADICTED,
        LedgerStatus.BORNE_OUT,
    )
}
Pair = Mapping[str, Any]


@cache
def pairs(name: str) -> tuple[Pair, ...]:
    return tuple(tomllib.loads((LABELLED / f"{name}.toml").read_text(encoding="utf-8"))["pair"])


def expected_in(pair: Pair) -> Report:
    article = an_article(pair["expected"], id="expected", published=pair["said"])
    item = an_expectation(
        article,
        pair["expected"],
        pair["holder"],
        counterpart=pair.get("counterpart"),
        subkind=ExpectationSubkind(pair.get("subkind", "forecast")),
        polarity=Polarity(pair.get("polarity", "positive")),
        horizon=on_day("then", *pair["by"]),
    )
    found = report_of(article, with_items(article, item))
    assert found is not None
    return found


def told_in(pair: Pair) -> Report:
    article = an_article(pair["report"], id="report", published=pair["on"])
    found = report_of(article, with_items(article))
    assert found is not None
    return found


def proven(pair: Pair) -> str:
    """Return what the report proves of what was expected: the status that it gives, or nothing."""
    reports: dict[date, list[Report]] = {pair["said"]: [expected_in(pair)], pair["on"]: [told_in(pair)]}
    _, changes = fold({}, reports, pair["on"])
    by_report = [each for each in changes if each.article_id == "report" and each.after.value in PROVEN]
    return by_report[-1].after.value if by_report else "nothing"


@pytest.mark.parametrize(("name", "recall"), [("tuned", 0.95), ("held_out", 0.85)])
def test_what_closes_an_expectation_closes_it_rightly(name: str, recall: float) -> None:
    found = [(pair["report"], proven(pair), pair["proves"]) for pair in pairs(name)]
    wrong = [each for each in found if each[1] not in ("nothing", each[2])]
    closed = [each for each in found if each[2] != "nothing"]
    right = [each for each in closed if each[1] == each[2]]
    print(
        f"{name}: {len(wrong)} of {len(right) + len(wrong)} wrong, recall {len(right) / len(closed):.3f} of {len(closed)}"
    )
    assert not wrong
    assert len(right) / len(closed) >= recall


def test_half_of_the_pairs_are_near_misses() -> None:
    for name in ("tuned", "held_out"):
        near = [pair for pair in pairs(name) if pair["proves"] == "nothing"]
        assert 0.4 <= len(near) / len(pairs(name)) <= 0.6
        assert all(pair["why"] for pair in near)


def test_the_words_that_close_an_expectation_do_not_end_within_a_list() -> None:
    list_ = "The council voted on Tuesday to send the monitors fuel, food and medical flights"
    article = an_article(f"{list_}, over the objections of Eritrea.", published=date(2025, 3, 12))
    report = report_of(article, with_items(article))
    assert report is not None
    assert list_ in {each.evidence.quote for each in report.outcomes}
