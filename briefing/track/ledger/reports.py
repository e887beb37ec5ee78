"""What one article brings to the ledger: its items as new entries, and what it reports as done. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise

from briefing.comparing import entity_called, party_key, span_of
from briefing.horizon import find_horizons
from briefing.track.ledger.corrections import corrections_of
from briefing.track.ledger.developments import Development, developments_of
from briefing.track.ledger.outcome import Outcome
from briefing.track.ledger.outcomes import outcomes_of, with_leaders, with_officials
from briefing.track.ledger.parties import entities_in, meeting_parties, names
from briefing.types import (
    Article,
    ArticleFlag,
    ArticleSummary,
    Attribution,
    AttributionType,
    Dispute,
    Event,
    EventStatus,
    Evidence,
    Expectation,
    ExpectationSubkind,
    Horizon,
    HorizonBasis,
    LedgerEntry,
    LedgerKind,
    LedgerStatus,
    Objective,
    ObjectiveSubkind,
    Polarity,
    Sighting,
)

SCHEDULED = "scheduled"
REVIEWED_AFTER = timedelta(days=183)
# Nobody reports that a traveller came or left as planned: what he came for is followed.
_TRAVEL = re.compile(r"\b(?:arriv|depart|land|fl)(?:e|es|ed|ies|y|s|ing)?\b", re.IGNORECASE)
_BY_TRIGGER = (ExpectationSubkind.CONDITIONAL, ExpectationSubkind.COMMITMENT, ExpectationSubkind.RISK)

_Countries = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article as the ledger reads it: ``entries`` as if each were seen for the first time."""

    article_id: str
    published: date
    entries: tuple[LedgerEntry, ...]
    outcomes: tuple[Outcome, ...]
    developments: tuple[Development, ...] = ()


def report_of(article: Article, summary: ArticleSummary, *, late: bool = False) -> Report | None:
    """Return what ``article`` brings to the ledger; opinion and an undated article bring nothing."""
    if article.published is None or ArticleFlag.OPINION in article.flags:
        return None
    countries = {
        party_key(actor.name): actor.country for actor in summary.actors if actor.country is not None
    }
    found = _entries(article, summary, article.published, countries)
    entries = {each.id: _sighted(each, article.outlet, late=late) for each in found}
    return Report(
        article_id=article.id,
        published=article.published,
        entries=tuple(entries.values()),
        outcomes=tuple(
            with_officials(with_leaders(each, summary.actors), summary.actors)
            for each in outcomes_of(article)
        ),
        developments=(
            *developments_of(article, summary.actors, article.published),
            *corrections_of(article, summary.actors, article.published),
        ),
    )


def _sighted(entry: LedgerEntry, outlet: str | None, *, late: bool) -> LedgerEntry:
    return replace(
        entry, sightings=tuple(replace(each, outlet=outlet, late=late) for each in entry.sightings)
    )


def _entries(
    article: Article, summary: ArticleSummary, published: date, countries: _Countries
) -> Iterator[LedgerEntry]:
    for expectation in summary.expectations:
        if _is_checkable(expectation):
            for each in _by_clause(_of_expectation(expectation, published, countries), published):
                yield from _with_disjuncts(each, published)
    for objective in summary.objectives:
        yield _of_objective(objective, published, countries)
    for dispute in summary.disputes:
        yield _of_dispute(dispute, published)
    for event in summary.events:
        entry = _of_event(event, article, summary, countries)
        if entry and not _is_told(event, summary):
            yield entry


def _is_checkable(item: Expectation) -> bool:
    """Tell whether reality can answer it by a day: a risk without a date is not followed (briefcraft 2.1)."""
    return bool(item.evidence) and (
        item.subkind is not ExpectationSubkind.RISK or span_of(item.horizon) is not None
    )


def _of_expectation(item: Expectation, published: date, countries: _Countries) -> LedgerEntry:
    horizon = _ahead(item, published)
    negative = item.subkind is ExpectationSubkind.NEGATIVE or item.polarity is Polarity.NEGATIVE
    return replace(
        _entry(item, LedgerKind.EXPECTATION, published, countries),
        horizon=horizon,
        check_after=_check_after(item.subkind, horizon, published),
        polarity=Polarity.NEGATIVE if negative else item.polarity,
        status=LedgerStatus.OPEN,
    )


def _check_after(subkind: ExpectationSubkind, horizon: Horizon | None, published: date) -> date | None:
    """Return the day after which silence is told: a condition is followed by its trigger, a promise by its date."""
    span = span_of(horizon)
    if subkind is ExpectationSubkind.CONDITIONAL:
        return None
    if span:
        return span[1]
    return None if subkind in _BY_TRIGGER else published + REVIEWED_AFTER


def _ahead(item: Expectation, published: date) -> Horizon | None:
    """Return a horizon that is not over when it is told of; a promise made on Wednesday is not one for Wednesday."""
    span = span_of(item.horizon)
    first = published + timedelta(days=item.subkind is ExpectationSubkind.COMMITMENT)
    return item.horizon if span is None or span[1] >= first else None


def _of_objective(item: Objective, published: date, countries: _Countries) -> LedgerEntry:
    span = span_of(item.horizon)
    dated = span is not None and span[1] > published
    return replace(
        _entry(item, LedgerKind.OBJECTIVE, published, countries),
        horizon=item.horizon if dated else None,
        check_after=span[1] if span and dated else None,
        status=LedgerStatus.OPEN if dated else LedgerStatus.NEW,
    )


def _entry(
    item: Objective | Expectation, kind: LedgerKind, published: date, countries: _Countries
) -> LedgerEntry:
    entity = entity_called(item.holder)
    return LedgerEntry(
        id=_id(kind, item.evidence, item.id),
        kind=kind,
        subkind=item.subkind,
        holder=item.holder,
        holder_country=entity.country if entity else countries.get(party_key(item.holder)),
        counterpart=item.counterpart,
        parties=(),
        topic=item.topic,
        polarity=item.polarity,
        statement=item.statement,
        hedge=item.hedge,
        attribution=item.attribution,
        horizon=None,
        check_after=None,
        trend=None,
        status=LedgerStatus.NEW,
        first_seen=published,
        last_seen=published,
        evidence=item.evidence,
        sightings=_seen(item.evidence, item.id, published),
    )


def _id(kind: LedgerKind, evidence: tuple[Evidence, ...], item_id: str) -> str:
    article_id = evidence[0].article_id if evidence else ""
    return sha256(f"{kind} {article_id} {item_id}".encode()).hexdigest()[:12]


def _seen(evidence: tuple[Evidence, ...], item_id: str, published: date) -> tuple[Sighting, ...]:
    return tuple(
        Sighting(article_id=each.article_id, item_id=item_id, published=published) for each in evidence[:1]
    )


def _of_dispute(item: Dispute, published: date) -> LedgerEntry:
    parties = tuple(sorted(party.party for party in item.parties))
    entity = entity_called(parties[0]) if parties else None
    return LedgerEntry(
        id=_id(LedgerKind.DISPUTE, item.evidence, item.id),
        kind=LedgerKind.DISPUTE,
        subkind=item.subkind,
        holder=parties[0] if parties else "",
        holder_country=entity.country if entity else None,
        counterpart=parties[1] if len(parties) > 1 else None,
        parties=parties,
        topic=item.topic,
        polarity=None,
        statement=item.statement,
        hedge=None,
        attribution=item.attribution,
        horizon=None,
        check_after=None,
        trend=item.trend,
        status=LedgerStatus.NEW,
        first_seen=published,
        last_seen=published,
        evidence=item.evidence,
        sightings=_seen(item.evidence, item.id, published),
    )


# ── events fixed for a time ───────────────────────────────────────────────────


def _of_event(
    event: Event, article: Article, summary: ArticleSummary, countries: _Countries
) -> LedgerEntry | None:
    """Return a scheduled event as something expected of whoever its words name first: it falls due like a forecast."""
    span = span_of(event.when)
    holder = _first_named(event.what, summary)
    if event.status is not EventStatus.SCHEDULED or span is None or holder is None or not event.evidence:
        return None
    published = article.published or span[0]
    if span[1] < published or _TRAVEL.search(event.what):
        return None
    entity = entity_called(holder)
    place = event.evidence[0]
    item_id = f"event {place.start}-{place.end}"
    return LedgerEntry(
        id=_id(LedgerKind.EXPECTATION, event.evidence, item_id),
        kind=LedgerKind.EXPECTATION,
        subkind=SCHEDULED,
        holder=holder,
        holder_country=entity.country if entity else countries.get(party_key(holder)),
        counterpart=None,
        parties=(),
        topic=None,
        polarity=Polarity.POSITIVE,
        statement=event.what,
        hedge=None,
        attribution=Attribution(type=AttributionType.OUTLET_VOICE),
        horizon=event.when,
        check_after=span[1],
        trend=None,
        status=LedgerStatus.OPEN,
        first_seen=published,
        last_seen=published,
        evidence=event.evidence,
        sightings=_seen(event.evidence, item_id, published),
    )


def _first_named(text: str, summary: ArticleSummary) -> str | None:
    actors = [actor.name for actor in summary.actors if names(text, actor.name)]
    if actors:
        return min(actors, key=lambda name: (_place(text, name), name))
    return min(entities_in(text), default=None)


def _place(text: str, name: str) -> int:
    found = text.find(name.rsplit(maxsplit=1)[-1])
    return found if found >= 0 else len(text)


def _is_told(event: Event, summary: ArticleSummary) -> bool:
    """Tell whether an expectation of the article rests on the same words."""
    spans = [(each.start, each.end) for item in summary.expectations for each in item.evidence]
    return any(each.start < end and start < each.end for each in event.evidence for start, end in spans)


# ── what will be and what will not ────────────────────────────────────────────


def _by_clause(entry: LedgerEntry, published: date) -> Iterator[LedgerEntry]:
    """Yield the clauses of "would hand over the report by Tuesday and would not return the boats" each on its own.

    The one that has the date, else the first, is the entry itself.
    """
    first, _, second = _AND_WILL.sub("\n", entry.statement, count=1).partition("\n")
    is_mixed = (_NOT.search(first) is None) is not (_NOT.search(second) is None)
    if not (second and is_mixed and _WILL.search(first)) or entry.subkind not in _FLAT:
        yield entry
        return
    text = entry.horizon.text if entry.horizon else ""
    dated = second if text in second and text not in first else first
    for clause in (first, second):
        yield _clause_of(entry, clause, published, is_entry=clause == dated)


def _clause_of(entry: LedgerEntry, clause: str, published: date, *, is_entry: bool) -> LedgerEntry:
    is_negative = _NOT.search(clause) is not None
    was_negative = entry.subkind == ExpectationSubkind.NEGATIVE
    positive = ExpectationSubkind.FORECAST if was_negative else ExpectationSubkind(entry.subkind)
    subkind = ExpectationSubkind.NEGATIVE if is_negative else positive
    horizon = entry.horizon if is_entry else None
    told = replace(
        entry,
        statement=clause,
        subkind=subkind,
        polarity=Polarity.NEGATIVE if is_negative else Polarity.POSITIVE,
        horizon=horizon,
        check_after=_check_after(subkind, horizon, published),
    )
    if is_entry:
        return told
    sightings = tuple(replace(each, item_id=f"{each.item_id}/and") for each in entry.sightings)
    return replace(told, id=sha256(f"{entry.id}/and".encode()).hexdigest()[:12], sightings=sightings)


_FLAT = (ExpectationSubkind.NEGATIVE, ExpectationSubkind.FORECAST, ExpectationSubkind.COMMITMENT)
_AND_WILL = re.compile(r",? and (?=(?:will|would|shall)\b)")
_WILL = re.compile(r"\b(?:will|would|shall)\b")
_NOT = re.compile(r"\b(?:will|would|shall) (?:not|never)\b")


# ── either of two ─────────────────────────────────────────────────────────────


def _with_disjuncts(entry: LedgerEntry, published: date) -> Iterator[LedgerEntry]:
    """Yield ``entry``, and below it one entry for each of several occasions that it names.

    "When they attend a September summit and the November one": the parent is met if either is (briefcraft 2.5).
    """
    occasions = _occasions(entry, published)
    if len(occasions) < 2:
        yield entry
        return
    spans = [span for each in occasions if (span := span_of(each))]
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    text = f"{occasions[0].text}; {occasions[-1].text}"
    whole = Horizon(text=text, start=start, end=end, basis=HorizonBasis.RELATIVE)
    yield replace(entry, horizon=whole, check_after=end)
    for number, (horizon, span) in enumerate(zip(occasions, spans, strict=True), start=1):
        sightings = tuple(replace(each, item_id=f"{each.item_id}/{number}") for each in entry.sightings)
        yield replace(
            entry,
            id=sha256(f"{entry.id}/{number}".encode()).hexdigest()[:12],
            horizon=horizon,
            check_after=span[1],
            parent=entry.id,
            sightings=sightings,
        )


def _occasions(entry: LedgerEntry, published: date) -> list[Horizon]:
    """Return the dates that a positive expectation names one beside the other, none overlapping another."""
    if entry.polarity is not Polarity.POSITIVE or entry.check_after is None or span_of(entry.horizon) is None:
        return []
    found = find_horizons(entry.statement, published)
    joined = [
        one
        for one, other in pairwise(found)
        if _is_joined(entry.statement[one.end : other.start]) and _follows(one.horizon, other.horizon)
    ]
    if len(joined) != len(found) - 1 or any(span_of(each.horizon) is None for each in found):
        return []
    return [each.horizon for each in found if (span_of(each.horizon) or (published,))[0] >= published]


def _is_joined(between: str) -> bool:
    return any(word in between.split() for word in ("and", "or"))


def _follows(one: Horizon, other: Horizon) -> bool:
    first, second = span_of(one), span_of(other)
    return first is not None and second is not None and first[1] < second[0]


def told_parties(entry: LedgerEntry) -> tuple[str, ...]:
    """Return those whom a report must name to answer an entry: who is to meet whom, else holder and counterpart.

    Who makes a demand need not be named where it is met.
    """
    between = meeting_parties(entry.statement)
    if between:
        return (between,)
    if doer_of(entry) != entry.holder:
        return (doer_of(entry),)
    return tuple(each for each in (entry.holder, entry.counterpart) if each)


def doer_of(entry: LedgerEntry) -> str:
    """Return who is to act: the holder, of a demand its counterpart, as where a minister promised "that Peru would"."""
    if entry.counterpart is None:
        return entry.holder
    is_demand = entry.kind is LedgerKind.OBJECTIVE and entry.subkind == ObjectiveSubkind.DEMAND
    is_told_of = entry.kind is LedgerKind.EXPECTATION and re.search(
        rf"\bthat (?:the )?{re.escape(entry.counterpart)} (?:would|will)\b", entry.statement
    )
    return entry.counterpart if is_demand or is_told_of else entry.holder


def concerned_words(entry: LedgerEntry) -> str:
    """Return the words in which everybody concerned by an entry is named."""
    others = (entry.counterpart or "", *entry.parties)
    return f"{entry.statement} ({'; '.join((entry.holder, *others))})"
