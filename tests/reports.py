"""Reports as the ledger takes them, on invented days of March 2025, and what they leave behind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from briefing.track.ledger.fold import fold
from briefing.track.ledger.keys import keys_of, sought, word_keys, words_sought
from briefing.track.ledger.reports import Report, report_of
from briefing.types import Actor, Article, Event, Item, LedgerChange, LedgerEntry
from tests.build import an_article
from tests.days import with_items

MARCH = date(2025, 3, 1)
Entries = Mapping[str, LedgerEntry]


def march(day: int) -> date:
    return date(2025, 3, day)


def report(
    text: str, day: date, *items: Item | Event | Actor, name: str = "", captions: tuple[str, ...] = ()
) -> Report:
    """Return what an article brings; ``items`` are built on an article with the same text."""
    article = article_on(text, day, name=name, captions=captions)
    found = report_of(article, with_items(article, *items))
    assert found is not None
    return found


def article_on(text: str, day: date, *, name: str = "", captions: tuple[str, ...] = ()) -> Article:
    return an_article(text, id=name or f"{day}-{text[:24]}", published=day, captions=captions)


def told(text: str, day: date) -> Report:
    return report(text, day)


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
