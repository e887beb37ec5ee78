"""What the command line asks of the ledger: entries to list, and the desk's word on one."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from briefing.errors import UsageError
from briefing.publish.listing import Listed, Wanted, chosen
from briefing.store import Store
from briefing.topics import TOPICS
from briefing.track.ledger.lifecycle import overruled
from briefing.types import Article, DeskDecision, LedgerChange, LedgerKind, LedgerStatus

Choice = TypeVar("Choice", bound=StrEnum)


def wanted(kind: str | None, *, status: str | None, actor: str | None, topic: str | None) -> Wanted:
    """Return what is asked for. Raises :class:`UsageError` for a kind, status or topic that there is not."""
    if topic is not None and topic not in TOPICS:
        raise UsageError(f"{topic!r} is no topic; topics are: {', '.join(sorted(TOPICS))}")
    return Wanted(
        kind=_one_of(LedgerKind, kind, "kind", plural="s"),
        status=_one_of(LedgerStatus, status, "status"),
        actor=actor,
        topic=topic,
    )


def _one_of(choices: type[Choice], given: str | None, noun: str, *, plural: str = "") -> Choice | None:
    if given is None:
        return None
    for each in choices:
        if given == f"{each}{plural}":
            return each
    known = ", ".join(f"{each}{plural}" for each in choices)
    raise UsageError(f"{given!r} is no {noun} of the ledger; there are: {known}")


def listed(store: Store, want: Wanted) -> tuple[list[Listed], Mapping[str, Article]]:
    """Return the entries that are wanted, and the articles that they and their changes rest on."""
    decisions = store.ledger.decisions()
    told = [overruled(each, decisions.get(each.id)) for each in store.ledger.entries()]
    by_desk = {entry.id: changes for entry, changes in told}
    entries = chosen([entry for entry, _ in told], want)
    history: dict[str, list[LedgerChange]] = defaultdict(list)
    for change in store.ledger.changes([each.id for each in entries]):
        history[change.entry_id].append(change)
    found = [
        Listed(
            entry=entry,
            history=(*history[entry.id], *by_desk[entry.id]),
            decision=decisions.get(entry.id),
        )
        for entry in entries
    ]
    cited = {words.article_id for entry in entries for words in entry.evidence[:1]}
    cited |= {each.article_id for changes in history.values() for each in changes if each.article_id}
    return found, store.archive.articles(cited)


def decide(store: Store, what: str, entry: str | None, reason: str | None, *, now: datetime) -> str:
    """Reject an entry for a reason, or restore it, and say so. Raises :class:`UsageError` where that cannot be."""
    if entry is None or not store.ledger.entries([entry]):
        raise UsageError(
            f"there is no entry {entry or 'named'} on the ledger; list them with: briefing ledger"
        )
    rejected = what == "reject"
    if rejected and not (reason or "").strip():
        raise UsageError("a rejection needs a reason: briefing ledger reject ID --reason R")
    store.ledger.decide(DeskDecision(entry_id=entry, rejected=rejected, reason=reason, at=now))
    return (
        f"{entry} is rejected; undo it with: briefing ledger restore {entry}"
        if rejected
        else f"{entry} is restored"
    )
