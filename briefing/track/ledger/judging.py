"""What is put to a model of the ledger, and what of its word counts. Pure.

It is shown the open entries that an article may speak of, and says which of them an item is and what became of which.
Its word counts where the report's own words bear it by the same conditions that the rules ask for: never across holder,
polarity or horizons that do not meet, never on what is only hoped, never on silence.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from briefing.comparing import holds, span_of
from briefing.hedges import find_hedges
from briefing.horizon import Tense, find_horizons
from briefing.text import Span, fold, paragraphs
from briefing.track.ledger.answers import is_answerable
from briefing.track.ledger.clauses import is_thought_of, tells_of_failure
from briefing.track.ledger.keys import block_of, telling_words
from briefing.track.ledger.lifecycle import ENDED
from briefing.track.ledger.matching import may_be_one
from briefing.track.ledger.matter import tells_of_less
from briefing.track.ledger.parties import has_acting, meeting_parties
from briefing.track.ledger.reports import Report, told_parties
from briefing.track.terms import stem_of
from briefing.types import (
    Article,
    Evidence,
    Judgement,
    LedgerEntry,
    LedgerStatus,
    Polarity,
    Section,
)

MOST_PROPOSED, _FEWEST_SHARED = 12, 2
_SHORT, _JUST_BEHIND = timedelta(days=7), timedelta(days=2)
Candidates = Callable[[str], tuple[LedgerEntry, ...]]
"""Returns the open entries of earlier days that an article, by its id, may speak of, the likeliest first."""
Judge = Callable[[date, Candidates], Iterable[Judgement]]
"""Asked at the beginning of each day with reports, before the ledger takes them."""


def nobody(_day: date, _candidates: Candidates) -> tuple[Judgement, ...]:
    """Judge nothing: without a model only what rules can prove is applied."""
    return ()


# ── what is put to it ─────────────────────────────────────────────────────────


def proposed(report: Report, entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return those of ``entries`` that ``report`` may speak of, none that a report has settled.

    They share telling words with it. One is enough, and they come first, of those that are due by its day and of a meeting
    of people whom a sentence that tells of an act names together: it may have called theirs a summit.
    """
    told = frozenset(stem_of(word) for each in report.entries for word in telling_words(each))
    told |= frozenset(
        stem_of(word) for each in report.outcomes for word in fold(each.sentence).lower().split()
    )
    known = {each.article_id for entry in report.entries for each in entry.sightings}
    found = []
    for entry in entries:
        shared = len(told & frozenset(map(stem_of, telling_words(entry))))
        is_seen = not known.isdisjoint(each.article_id for each in entry.sightings)
        is_open = is_answerable(entry) or entry.status not in ENDED
        if not shared or not is_open or is_seen or entry.parent is not None:
            continue
        is_first = _is_due(entry, report.published) or _has_together(report, meeting_parties(entry.statement))
        if is_first or shared >= _FEWEST_SHARED or _is_fresh(entry, report.published):
            found.append((not is_first, -shared, entry.first_seen, entry.id, entry))
    return tuple(entry for *_, entry in sorted(found, key=lambda each: each[:4])[:MOST_PROPOSED])


def _has_together(report: Report, meeting: str | None) -> bool:
    """Tell whether a sentence of a report that tells of an act names those who are to meet."""
    return meeting is not None and any(
        has_acting(each.sentence, meeting, noun=True) for each in report.outcomes
    )


def _is_fresh(entry: LedgerEntry, day: date) -> bool:
    """Tell of what was expected yesterday or the day before without a day: the next report is the likeliest to tell."""
    return span_of(entry.horizon) is None and day - entry.first_seen <= _JUST_BEHIND


def _is_due(entry: LedgerEntry, day: date) -> bool:
    """Tell of an entry whose short time a report falls into, or just behind."""
    span = span_of(entry.horizon)
    return span is not None and span[0] <= day <= span[1] + _JUST_BEHIND and span[1] - span[0] <= _SHORT


# ── what of its word counts ───────────────────────────────────────────────────


def is_same(entry: LedgerEntry, fresh: LedgerEntry) -> bool:
    """Tell whether an item that a model holds to be an entry can be it (briefcraft 2.5)."""
    return block_of(entry) == block_of(fresh) and may_be_one(entry, fresh)


def fault_of(entry: LedgerEntry, judgement: Judgement, article: Article) -> str | None:
    """Return why the words of a report do not bear what a model says became of an entry, ``None`` if they do."""
    status, words = judgement.status, judgement.evidence
    if status is None:
        return None
    if not is_answerable(entry) or article.published is None or article.published < entry.first_seen:
        return "no report of that day can answer it"
    told = _around(article, words)
    if not all(has_acting(told, each, noun=True) for each in _named_parties(entry)):
        return "its words do not name everybody concerned"
    if _is_failure(entry, status):
        return None if tells_of_failure(words.quote) else "its words do not say that it failed"
    return _fault_of_act(entry, words, article.published)


def _named_parties(entry: LedgerEntry) -> list[str]:
    """Return whom a report must name that a model holds to answer an entry: who is to act, and whoever the entry's words name besides.

    That Senegal is meant by "Mauritania is expected to free the crews" stands elsewhere, and may stand elsewhere in the report.
    """
    doer, *others = told_parties(entry)
    return [doer, *(each for each in others if holds(entry.statement, each))]


def _fault_of_act(entry: LedgerEntry, words: Evidence, published: date) -> str | None:
    if find_hedges(words.quote) or is_thought_of(words.quote) or tells_of_failure(words.quote):
        return "its words do not say that it happened"
    if tells_of_less(words.quote):
        return "its words say that less was done"
    return None if _is_in_time(entry, words, published) else "its words do not place it in the time expected"


def _around(article: Article, evidence: Evidence) -> str:
    """Return the paragraph in which words stand; a caption or a title stands alone."""
    if evidence.section is not Section.BODY:
        return evidence.quote
    spans: Iterable[Span] = paragraphs(article.text)
    return "\n".join(
        each.of(article.text) for each in spans if each.start < evidence.end and evidence.start < each.end
    )


def _is_failure(entry: LedgerEntry, status: LedgerStatus) -> bool:
    """Tell whether a status says that the thing did not come about: for a negative forecast that is its coming true."""
    return (status is LedgerStatus.MISSED) is not (entry.polarity is Polarity.NEGATIVE)


def _is_in_time(entry: LedgerEntry, words: Evidence, published: date) -> bool:
    """Tell whether the act falls into the entry's time: by the date in the words, without one by the day of the report."""
    start, end = span_of(entry.horizon) or (entry.first_seen, date.max)
    dates = [each.horizon for each in find_horizons(words.quote, published, tense=Tense.PAST)]
    spans = [span for each in dates if (span := span_of(each)) and span[1] <= published]
    first, last = spans[0] if spans else (published, published)
    return max(start, entry.first_seen) <= last and first <= end


def closing(entry: LedgerEntry, status: LedgerStatus) -> tuple[LedgerStatus, str]:
    """Return as what an entry is closed, and the rule, where a model reads that it was met or missed."""
    if entry.polarity is Polarity.NEGATIVE:
        if status is LedgerStatus.MET:
            return LedgerStatus.BORNE_OUT, "2.7 borne out: as a model reads the report"
        return LedgerStatus.CONTRADICTED, "2.7 contradicted: as a model reads the report"
    if status is LedgerStatus.MET:
        return status, "2.7 met: as a model reads the report"
    return LedgerStatus.MISSED, "2.7 missed: as a model reads the report"
