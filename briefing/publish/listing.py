"""The ledger as the command line lists it: which entries, and each with its history and evidence. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefing import serial
from briefing.comparing import named_span, same_party
from briefing.labels import english
from briefing.publish.dates import full_date
from briefing.publish.horizons import written_period
from briefing.publish.lines import without_dateline
from briefing.types import Article, DeskDecision, LedgerChange, LedgerEntry, LedgerKind, LedgerStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry with all its changes and the desk's latest word on it."""

    entry: LedgerEntry
    history: tuple[LedgerChange, ...]
    decision: DeskDecision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries to list; ``None`` is any."""

    kind: LedgerKind | None = None
    status: LedgerStatus | None = None
    actor: str | None = None
    topic: str | None = None


def chosen(entries: Iterable[LedgerEntry], wanted: Wanted) -> list[LedgerEntry]:
    """Return the entries that are wanted, by kind, the latest seen first."""
    found = [each for each in entries if _is_wanted(each, wanted)]
    order = list(LedgerKind)
    return sorted(found, key=lambda each: (order.index(each.kind), -each.last_seen.toordinal(), each.id))


def _is_wanted(entry: LedgerEntry, wanted: Wanted) -> bool:
    return (
        wanted.kind in (None, entry.kind)
        and wanted.status in (None, entry.status)
        and wanted.topic in (None, entry.topic)
        and (wanted.actor is None or any(same_party(wanted.actor, each) for each in _concerned(entry)))
    )


def _concerned(entry: LedgerEntry) -> tuple[str, ...]:
    return tuple(each for each in (entry.holder, entry.counterpart, *entry.parties) if each)


def listing_lines(listed: Iterable[Listed], articles: Mapping[str, Article]) -> Iterator[str]:
    """Yield each entry in a few lines: how it stands, its words, where they stand, and what became of it."""
    for each in listed:
        entry = each.entry
        status = entry.status.replace("_", " ")
        yield f"{entry.id}  {entry.kind}  {status}{_due(entry)}"
        yield f"  {' / '.join(dict.fromkeys(_concerned(entry)))}: {without_dateline(entry.statement)}"
        if entry.parent and entry.horizon:
            yield f"  one of several occasions, {entry.horizon.text}: {entry.parent}"
        for words in entry.evidence[:1]:
            seen = "once" if len(entry.sightings) == 1 else f"{len(entry.sightings)} times"
            yield f"  in: {_source(words.article_id, articles)}; seen {seen}"
        for change in each.history:
            yield f"  {change.day}  {_told(change, articles)}"
        if each.decision and each.decision.reason:
            yield f"  {each.decision.at:%Y-%m-%d}  desk: {each.decision.reason}"


def _due(entry: LedgerEntry) -> str:
    """Return by when something is due; a day that no source named is only that on which it is looked at again."""
    if entry.check_after is None:
        return ""
    told = "by" if named_span(entry.horizon) else "to be checked after"
    return f", {told} {full_date(entry.check_after, english())}"


def _told(change: LedgerChange, articles: Mapping[str, Article]) -> str:
    rule = change.rule.removeprefix("2.7 ")
    moved = f" ({_value(change.old)} → {_value(change.new)})" if change.field else ""
    report = f", {_source(change.article_id, articles)}" if change.article_id and change.before else ""
    return f"{rule}{moved}{report}"


def _value(value: str | None) -> str:
    if value is None:
        return "none"
    try:
        return written_period(value, english())
    except ValueError:
        return f"“{value}”"


def _source(article_id: str, articles: Mapping[str, Article]) -> str:
    article = articles.get(article_id)
    if article is None:
        return article_id
    published = f", {full_date(article.published, english())}" if article.published else ""
    return f"“{article.title}”{published}"


def listing_document(listed: Iterable[Listed]) -> list[dict[str, Any]]:
    """Return the entries as JSON has them, each with ``history`` and the desk's ``decision``."""
    return [
        {
            **serial.plain(each.entry),
            "history": [serial.plain(change) for change in each.history],
            "decision": serial.plain(each.decision) if each.decision else None,
        }
        for each in listed
    ]
