"""Reports as the ledger takes them, on invented days of March 2025, and what they leave behind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from briefing.track.ledger.fold import fold
from briefing.track.ledger.keys import keys_of, sought, word_keys, words_sought
from briefing.track.ledger.reports import Report, report_of
from briefing.types import (
    Actor,
    Article,
    Event,
    ExpectationSubkind,
    Item,
    LedgerChange,
    LedgerEntry,
    Trend,
)
from tests.build import an_article
from tests.days import a_dispute, a_party, an_expectation, an_objective, with_items

MARCH = date(2025, 3, 1)
Entries = Mapping[str, LedgerEntry]


def march(day: int) -> date:
    return date(2025, 3, day)


def report(text: str, day: date, *items: Item | Event | Actor, name: str = "", **fields: Any) -> Report:
    """Return what an article brings; ``items`` are built on an article with the same text."""
    article = article_on(text, day, name=name, **fields)
    found = report_of(article, with_items(article, *items))
    assert found is not None
    return found


def article_on(text: str, day: date, *, name: str = "", **fields: Any) -> Article:
    return an_article(text, id=name or f"{day}-{text[:24]}", published=day, **fields)


def told(text: str, day: date) -> Report:
    return report(text, day)


PROMISE = "Peru promised to return the stolen archive of the navy to Chile."


def a_promise(
    text: str = PROMISE, day: date = MARCH, *, name: str = "", outlet: str = "The Courier", **fields: Any
) -> Report:
    """Return a report of what Peru promised to Chile."""
    given = {"counterpart": "Chile", "subkind": ExpectationSubkind.COMMITMENT, **fields}
    item = an_expectation(article_on(text, day, name=name), text, "Peru", **given)
    return report(text, day, item, name=name, outlet=outlet)


def an_aim(text: str, day: date = MARCH, holder: str = "Peru", **fields: Any) -> Report:
    return report(text, day, an_objective(article_on(text, day), text, holder, **fields))


def a_quarrel(text: str, day: date = MARCH, trend: Trend | None = None) -> Report:
    """Return a report of a dispute of Malta and Tunisia in which neither is heard."""
    article = article_on(text, day)
    parties = (a_party(article, "Malta", None), a_party(article, "Tunisia", None))
    return report(text, day, a_dispute(article, text, *parties, trend=trend))


def status_after(known: Report, text: str) -> str:
    """Return the status of the entry that ``known`` made after ``text`` was told on 9 March."""
    entry, _ = after(march(9), known, told(text, march(9)))
    return entry.status.value


def after(until: date, *reports: Report) -> tuple[LedgerEntry, tuple[LedgerChange, ...]]:
    """Return the only entry at the end of a day, and its changes; each report that made one finds it in a store, too."""
    entries, changes = fold({}, by_day(reports), until)
    (entry,) = entries.values()
    told = {each.article_id: each for each in reports}
    assert all(is_found(entry, told[each.article_id]) for each in changes if each.article_id)
    return entry, changes


def is_found(entry: LedgerEntry, report: Report) -> bool:
    """Tell whether a store that has ``entry`` gives it to a day with ``report``."""
    shared = (word_keys(entry) & some for some in words_sought(report))
    return bool(keys_of(entry) & sought(report)) or any(len(some) > 1 for some in shared)


def by_day(reports: Sequence[Report]) -> dict[date, list[Report]]:
    found: dict[date, list[Report]] = defaultdict(list)
    for each in reports:
        found[each.published].append(each)
    return found
