"""From summaries to the ledger: the local dates that an edition brings, worked off one after the other."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.day import LedgerNews
from briefing.store import Kept, Ledger
from briefing.track.ledger.fold import LedgerDay, days
from briefing.track.ledger.judging import Judge, nobody
from briefing.track.ledger.keys import (
    alike,
    article_key,
    block_of,
    keys_of,
    sought,
    word_keys,
    words_sought,
)
from briefing.track.ledger.lifecycle import REMEMBERED_FOR, turns_on
from briefing.track.ledger.reports import Report, report_of
from briefing.types import Article, ArticleSummary, LedgerChange, LedgerEntry, LedgerStatus

Material = Mapping[str, tuple[Article, ArticleSummary]]
Counted = Mapping[str, tuple[date, bool]]
"""On which day each article counts for the ledger, and whether it is late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The days to work off, from ``first`` on, and which articles count on each. A past edition's are not kept."""

    first: date
    until: date
    counted: Counted
    kept: bool


def plan_of(day: date, last: date | None, known: Counted, articles: Mapping[str, Article]) -> Plan:
    """Decide which days the edition of ``day`` works off and which of its articles count on them.

    The last day is taken again where something came after its cut-off. An article published before it is late and
    counts today. An edition of a day before the last sees the ledger as it was, and changes nothing in it.
    """
    dated = {each: article.published for each, article in articles.items() if article.published is not None}
    first = _first(day, last, {published for each, published in dated.items() if each not in known})
    past = last is not None and day < last
    counted = {
        each: at for each, at in known.items() if first <= at[0] <= day and (each in dated or not past)
    }
    for each, published in dated.items():
        if each not in known and published <= day:
            counted[each] = (published, False) if published >= first else (day, True)
    return Plan(first=first, until=day, counted=counted, kept=not past)


def _first(day: date, last: date | None, fresh: Collection[date]) -> date:
    if last is None:
        return date.min
    return last + timedelta(days=1) if last < day and last not in fresh else min(last, day)


def follow(
    ledger: Ledger,
    plan: Plan,
    material: Material,
    *,
    since: date,
    judge: Judge = nobody,
    asks: bool = False,
) -> LedgerNews:
    """Work off the days of ``plan``, keep what they leave, and return what there is to tell since a day.

    ``judge`` is asked what the reports of each day say of the entries that are open before it; of all that their holders
    have open where it ``asks`` a model.
    """
    reports = _reports(plan.counted, material)
    keys = {key for some in reports.values() for report in some for key in sought(report)}
    some = [each for told in reports.values() for each in told]
    if asks:
        keys |= {block_of(each) for report in some for each in report.entries}
    told = ledger.judged(plan.first) | _told(ledger, some)
    remembered = date.fromordinal(max(1, plan.first.toordinal() - REMEMBERED_FOR.days))
    before = _by_id(ledger.concerned(plan.first, keys, plan.until, remembered, told))
    others = material.keys() - {each.article_id for each in some}
    on_file = _by_id(ledger.found_by({article_key(each) for each in others}, plan.first, remembered))
    done = list(days(_families(on_file) | before, reports, plan.until, judge))
    if plan.kept:
        ledger.save(plan.first, plan.until, map(kept, done), plan.counted)
    return _news(ledger, plan, on_file | before, done, material, since)


def _by_id(entries: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    return {each.id: each for each in entries}


def _families(entries: Mapping[str, LedgerEntry]) -> dict[str, LedgerEntry]:
    """Return the entries over two occasions and those of each: what comes of one ends another, whatever that is found by."""
    parents = {each.parent for each in entries.values()}
    return {one: each for one, each in entries.items() if each.parent or one in parents}


def _told(ledger: Ledger, reports: Sequence[Report]) -> frozenset[str]:
    """Return the entries that reports may tell of in their words: again, or that something became of them."""
    fresh = [alike(each) for report in reports for each in report.entries]
    moved = [each for report in reports for each in words_sought(report)]
    return ledger.told_alike(each for each in fresh if each) | ledger.sharing_words(moved)


def _reports(counted: Counted, material: Material) -> dict[date, list[Report]]:
    found: dict[date, list[Report]] = defaultdict(list)
    for each, (day, late) in counted.items():
        report = report_of(*material[each], late=late) if each in material else None
        if report:
            found[day].append(report)
    return found


def kept(done: LedgerDay) -> Kept:
    """Return what the store keeps of a day that was worked off."""
    return Kept(
        day=done.day,
        entries=done.touched,
        keys={each.id: keys_of(each) for each in done.touched},
        words={each.id: word_keys(each) for each in done.touched},
        turns_on={each.id: turns_on(each) for each in done.touched},
        changes=done.changes,
    )


def _news(
    ledger: Ledger,
    plan: Plan,
    before: Mapping[str, LedgerEntry],
    done: Sequence[LedgerDay],
    material: Material,
    since: date,
) -> LedgerNews:
    changes = [*ledger.changed(since, plan.first), *_changes_after(done, since)]
    told = {each.entry_id for each in changes}
    state = {**before, **{each.id: each for taken in done for each in taken.touched}}
    missing = [each for each in told if each not in state]
    state |= {each.id: each for each in ledger.entries(missing, plan.first)}
    entries = {
        each.id: each
        for each in state.values()
        if each.id in told or each.status is LedgerStatus.MOVED or _is_seen_in(each, material.keys())
    }
    history = defaultdict(list)
    for change in (*ledger.changes(entries, plan.first), *_changes_after(done, date.min)):
        if change.entry_id in entries:
            history[change.entry_id].append(change)
    return LedgerNews(
        entries={each: entries[each] for each in sorted(entries)},
        changes=tuple(changes),
        history={each: tuple(history[each]) for each in sorted(history)},
        rejected=frozenset(each.entry_id for each in ledger.decisions().values() if each.rejected),
    )


def _changes_after(done: Sequence[LedgerDay], since: date) -> list[LedgerChange]:
    return [change for each in done for change in each.changes if each.day > since]


def _is_seen_in(entry: LedgerEntry, articles: Collection[str]) -> bool:
    return any(each.article_id in articles for each in entry.sightings)


def cited_articles(news: LedgerNews) -> frozenset[str]:
    """Return the articles that the entries and changes to tell rest on, those of their histories included."""
    told = {each.entry_id for each in news.changes}
    words = {each.article_id for one in told if one in news.entries for each in news.entries[one].evidence}
    changes = (*news.changes, *(change for changes in news.history.values() for change in changes))
    return frozenset(words | {each.article_id for each in changes if each.article_id})
