"""Whether a report's item is an entry that the ledger has already (briefcraft 2.5). Pure.

Never across polarity, holder or horizons that do not meet: two visits a year apart are told in nearly the same words.
"""

from collections.abc import Sequence
from functools import lru_cache

from briefing.comparing import SAME, horizons_meet, overlap, same_party, span_of, vocabulary
from briefing.text import words
from briefing.track.ledger.acts import acts_expected
from briefing.track.ledger.parties import is_named
from briefing.types import LedgerEntry, LedgerKind, LedgerStatus

VERBATIM = 8
_FEWEST_WORDS = 4
_SAME_ACT = 0.35
CLOSED = frozenset(
    {
        LedgerStatus.MET,
        LedgerStatus.MISSED,
        LedgerStatus.CLOSED,
        LedgerStatus.SUPERSEDED,
        LedgerStatus.NOT_CONTRADICTED,
        LedgerStatus.CONTRADICTED,
        LedgerStatus.BORNE_OUT,
        LedgerStatus.WITHDRAWN,
    }
)


def same_entry(fresh: LedgerEntry, candidates: Sequence[LedgerEntry]) -> LedgerEntry | None:
    """Return which of the entries in the block of ``fresh`` it is, the likest, the oldest among equals."""
    found = [(likeness, each) for each in candidates if (likeness := _likeness(each, fresh)) > 0]
    if not found:
        return None
    return min(found, key=lambda each: (-each[0], each[1].first_seen, each[1].id))[1]


def _likeness(entry: LedgerEntry, fresh: LedgerEntry) -> float:
    """Return how surely two are one, 0 for not."""
    if not may_be_one(entry, fresh):
        return 0.0
    if shared_run(entry.statement, fresh.statement) >= VERBATIM:
        return 2.0
    alike = overlap(entry.statement, fresh.statement)
    shared = len(vocabulary(entry.statement) & vocabulary(fresh.statement))
    if entry.kind is LedgerKind.DISPUTE:
        one_topic = entry.topic is not None and entry.topic == fresh.topic
        return 1.0 + alike if one_topic or (alike >= SAME and shared >= _FEWEST_WORDS) else 0.0
    if alike >= SAME and shared >= _FEWEST_WORDS:
        return 1.0 + alike
    return 0.5 + alike / 2 if _is_one_act(entry, fresh) and alike >= _SAME_ACT else 0.0


def may_be_one(entry: LedgerEntry, fresh: LedgerEntry) -> bool:
    """Tell of two of one block whether their kinds, times and counterparts allow that they are one."""
    if entry.status is LedgerStatus.WITHDRAWN:
        return False
    if entry.kind is LedgerKind.DISPUTE:
        return all(map(is_named, fresh.parties))
    both_dated = span_of(entry.horizon) is not None and span_of(fresh.horizon) is not None
    if entry.kind is not fresh.kind and not both_dated:
        return False
    if not horizons_meet(entry.horizon, fresh.horizon) or (entry.parent is None) != (fresh.parent is None):
        return False
    if not both_dated and (entry.status in CLOSED or _is_past(entry, fresh)):
        return False
    return _counterparts_agree(entry, fresh)


def _is_past(entry: LedgerEntry, fresh: LedgerEntry) -> bool:
    """Tell whether an entry's date was over when an item without one was told: that item means another occasion."""
    span = span_of(entry.horizon)
    return span is not None and span[1] < fresh.first_seen


def _counterparts_agree(entry: LedgerEntry, fresh: LedgerEntry) -> bool:
    if entry.counterpart is None or fresh.counterpart is None:
        return True
    return same_party(entry.counterpart, fresh.counterpart) or (
        shared_run(entry.statement, fresh.statement) >= VERBATIM
    )


def _is_one_act(entry: LedgerEntry, fresh: LedgerEntry) -> bool:
    """Tell whether both expect one act of one holder towards one counterpart in dated times that meet."""
    return (
        bool(acts_expected(entry.statement) & acts_expected(fresh.statement))
        and same_party(entry.holder, fresh.holder)
        and entry.counterpart is not None
        and fresh.counterpart is not None
        and span_of(entry.horizon) is not None
        and span_of(fresh.horizon) is not None
    )


@lru_cache(maxsize=65536)
def shared_run(one: str, other: str) -> int:
    """Return how many words in a row two texts share, ``VERBATIM`` at most."""
    if one == other:
        return VERBATIM
    first, second = _runs(one), _runs(other)
    return VERBATIM if first & second else 0


@lru_cache(maxsize=16384)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    told = words(text)
    return frozenset(tuple(told[at : at + VERBATIM]) for at in range(len(told) - VERBATIM + 1))
