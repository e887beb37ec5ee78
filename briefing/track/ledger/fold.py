"""The ledger from day to day: evidence first, then the clock, one local date after the other. Pure."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from briefing.comparing import vocabulary
from briefing.track.ledger.answers import answered, is_answerable
from briefing.track.ledger.developments import Development
from briefing.track.ledger.effects import affected
from briefing.track.ledger.judging import Judge, closing, is_same, nobody, proposed
from briefing.track.ledger.keys import (
    act_keys,
    answer_keys,
    block_of,
    development_keys,
    near_keys,
    telling_words,
)
from briefing.track.ledger.lifecycle import (
    by_the_clock,
    is_forgotten,
    opened,
    seen_again,
    turned_to,
    turns_on,
)
from briefing.track.ledger.matching import same_entry
from briefing.track.ledger.reports import Report
from briefing.types import Evidence, Judgement, LedgerChange, LedgerEntry, LedgerKind, LedgerStatus, Sighting

Entries = Mapping[str, LedgerEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDay:
    """What one day did: the entries that it opened or altered, and each transition."""

    day: date
    touched: tuple[LedgerEntry, ...]
    changes: tuple[LedgerChange, ...]


def step(
    entries: Entries, reports: Iterable[Report], day: date
) -> tuple[dict[str, LedgerEntry], tuple[LedgerChange, ...]]:
    """Return the ledger at the end of ``day`` and its changes: what reports say and answer, then what the calendar does.

    The order of the reports does not matter, and a day taken twice changes nothing.
    """
    ledger = _Ledger(entries)
    done = ledger.take_day(reports, day)
    return ledger.entries, done.changes


def fold(
    entries: Entries, reports: Mapping[date, Sequence[Report]], until: date
) -> tuple[dict[str, LedgerEntry], tuple[LedgerChange, ...]]:
    """Return the ledger at the end of ``until`` and all changes, each day of ``reports`` and each turn on its own date."""
    ledger = _Ledger(entries)
    done = tuple(ledger.take_days(reports, until))
    return ledger.entries, tuple(change for each in done for change in each.changes)


def days(
    entries: Entries,
    reports: Mapping[date, Sequence[Report]],
    until: date,
    judge: Judge = nobody,
) -> Iterator[LedgerDay]:
    """Yield what each day up to ``until`` does, in order; days on which nothing happens are left out.

    ``judge`` is asked of each day with reports what they say of the entries that are open before it.
    """
    return _Ledger(entries).take_days(reports, until, judge)


class _Ledger:
    """The entries while days are worked off, found by what they are about."""

    def __init__(self, entries: Entries) -> None:
        self.entries: dict[str, LedgerEntry] = {}
        self._changes: list[LedgerChange] = []
        self._touched: set[str] = set()
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._by_word: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._families: dict[str, set[str]] = defaultdict(set)
        self._seen: set[tuple[str, str]] = set()
        self._turns: list[tuple[date, str]] = []
        for entry in entries.values():
            self._put(entry, ())
        self._touched.clear()

    def take_days(
        self, reports: Mapping[date, Sequence[Report]], until: date, judge: Judge = nobody
    ) -> Iterator[LedgerDay]:
        waiting = sorted((day for day in reports if day <= until), reverse=True)
        while (day := self._next_day(waiting[-1:], until)) is not None:
            some = reports.get(day, ())
            candidates = partial(self._proposed, {each.article_id: each for each in some}, day)
            yield self.take_day(some, day, tuple(judge(day, candidates)) if some else ())
            while waiting and waiting[-1] <= day:
                waiting.pop()

    def take_day(
        self, reports: Iterable[Report], day: date, judgements: Iterable[Judgement] = ()
    ) -> LedgerDay:
        self._changes, self._touched = [], set()
        judged = sorted(judgements, key=lambda each: (each.entry_id, each.article_id, each.item_id or ""))
        seen = {(each.article_id, each.item_id): each.entry_id for each in judged if each.status is None}
        ordered = sorted(reports, key=lambda each: (each.published, each.article_id))
        for report in ordered:
            for fresh in sorted(report.entries, key=_order):
                self._take(fresh, seen, day)
        for report in ordered:
            self._answer(report, day)
        self._close_judged(judged, day)
        self._develop(ordered, day)
        self._settle_disjuncts(day)
        self._turn(day)
        touched = tuple(self.entries[each] for each in sorted(self._touched))
        return LedgerDay(day=day, touched=touched, changes=tuple(self._changes))

    # ── evidence ──

    def _take(self, fresh: LedgerEntry, judged: Mapping[tuple[str, str | None], str], day: date) -> None:
        """Take an item as the entry that a model reads it as, if it can be that one, else as rules find it."""
        if any(_key(each) in self._seen for each in fresh.sightings):
            return
        read_as = (judged[_key(each)] for each in fresh.sightings if _key(each) in judged)
        known = self.entries.get(next(read_as, ""))
        if known is None or not is_same(known, fresh):
            known = same_entry(
                fresh, [each for each in self._candidates(fresh) if not is_forgotten(each, day)]
            )
        self._put(*(opened(fresh, day) if known is None else seen_again(known, fresh, day)))

    def _candidates(self, fresh: LedgerEntry) -> list[LedgerEntry]:
        """Return the entries of the same block that share two telling words or an act; of a dispute, all of the block."""
        block = block_of(fresh)
        if fresh.kind is LedgerKind.DISPUTE:
            return [self.entries[each] for each in sorted(self._by_key[block])]
        shared = Counter(
            each for word in telling_words(fresh) for each in self._by_word.get((block, word), ())
        )
        found = {each for each, number in shared.items() if number > 1}
        if fresh.horizon and fresh.counterpart:
            found.update(*(self._by_key.get(key, ()) for key in act_keys(fresh)))
        return [entry for each in sorted(found) if block_of(entry := self.entries[each]) == block]

    def _answer(self, report: Report, day: date) -> None:
        for outcome in report.outcomes:
            concerned = set().union(*(self._by_key[key] for key in answer_keys(outcome)))
            for entry in (self.entries[each] for each in sorted(concerned)):
                open_still = is_answerable(entry) and not is_forgotten(entry, day)
                found = answered(entry, outcome, day) if open_still else None
                if found:
                    self._put(*found)

    def _proposed(self, reports: Mapping[str, Report], day: date, article_id: str) -> tuple[LedgerEntry, ...]:
        """Return the open entries of the holders of a report, and of whose acts it reports, that it may speak of."""
        if (report := reports.get(article_id)) is None:
            return ()
        keys = {block_of(each) for each in report.entries}
        keys.update(key for outcome in report.outcomes for key in answer_keys(outcome))
        ids = set[str]().union(*(self._by_key.get(key, ()) for key in keys))
        return proposed(report, (each for one in ids if not is_forgotten(each := self.entries[one], day)))

    def _close_judged(self, judgements: Iterable[Judgement], day: date) -> None:
        """Close what a model reads as answered; what the rules have closed by now stays as they say."""
        for each in judgements:
            entry = self.entries.get(each.entry_id)
            if entry and each.status and is_answerable(entry):
                status, rule = closing(entry, each.status)
                self._put(*turned_to(entry, status, day, rule, each.evidence))

    def _develop(self, reports: Iterable[Report], day: date) -> None:
        """Let what is under way move, by all that the reports of the day tell of it."""
        concerning: dict[str, list[Development]] = defaultdict(list)
        for report in reports:
            for development in report.developments:
                for each in self._concerned_by(development):
                    concerning[each].append(development)
        for each in sorted(concerning):
            entry = self.entries[each]
            found = None if is_forgotten(entry, day) else affected(entry, concerning[each], day)
            if found:
                self._put(*found)

    def _concerned_by(self, development: Development) -> set[str]:
        told = vocabulary(development.telling.whole)
        found = set()
        for key in development_keys(development):
            if development.before is not None:
                found |= self._by_key.get(key, set())
            for word in told:
                found |= self._by_word.get((key, word), set())
        return found

    def _settle_disjuncts(self, day: date) -> None:
        """Close a parent of which either child is met, and supersede the other child (briefcraft 2.5)."""
        for parent_id in sorted({self.entries[each].parent or each for each in self._touched}):
            parent = self.entries.get(parent_id)
            children = [self.entries[each] for each in sorted(self._families[parent_id])]
            met = next((each for each in (*children, parent) if each and _is_met(each)), None)
            if parent is None or met is None or not children:
                continue
            words = self._words_that_closed(met)
            if not _is_met(parent):
                rule = "2.7 met: one of two that were named came about"
                self._put(*turned_to(parent, LedgerStatus.MET, day, rule, words))
            for other in children:
                if other.status not in (LedgerStatus.MET, LedgerStatus.SUPERSEDED):
                    rule = "2.7 superseded: the other of two that were named came about"
                    self._put(*turned_to(other, LedgerStatus.SUPERSEDED, day, rule, words))

    def _words_that_closed(self, entry: LedgerEntry) -> Evidence | None:
        return next((each.evidence for each in self._changes if each.entry_id == entry.id), None)

    # ── clock ──

    def _turn(self, day: date) -> None:
        while self._turns and self._turns[0][0] <= day:
            entry = self.entries[heapq.heappop(self._turns)[1]]
            turned, changes = by_the_clock(entry, day)
            if changes:
                self._put(turned, changes)

    def _next_day(self, waiting: Sequence[date], until: date) -> date | None:
        while self._turns and turns_on(self.entries[self._turns[0][1]]) != self._turns[0][0]:
            heapq.heappop(self._turns)
        following = min((*waiting, *(each for each, _ in self._turns[:1])), default=None)
        return following if following is not None and following <= until else None

    # ── index ──

    def _put(self, entry: LedgerEntry, changes: Iterable[LedgerChange]) -> None:
        self.entries[entry.id] = entry
        self._touched.add(entry.id)
        self._changes += changes
        block = block_of(entry)
        for key in near_keys(entry):
            self._by_key[key].add(entry.id)
        for word in telling_words(entry):
            self._by_word[block, word].add(entry.id)
        if entry.parent:
            self._families[entry.parent].add(entry.id)
        self._seen.update(_key(each) for each in entry.sightings)
        turn = turns_on(entry)
        if turn is not None:
            heapq.heappush(self._turns, (turn, entry.id))


def _key(sighting: Sighting) -> tuple[str, str]:
    return sighting.article_id, sighting.item_id


def _is_met(entry: LedgerEntry) -> bool:
    return entry.status is LedgerStatus.MET


_KINDS = (LedgerKind.EXPECTATION, LedgerKind.OBJECTIVE, LedgerKind.DISPUTE)


def _order(entry: LedgerEntry) -> tuple[int, str]:
    """Expectations first: a hope in the same words is then the expectation's further sighting."""
    return _KINDS.index(entry.kind), entry.id
