"""What a party to a dispute does, by PLOVER's classes, and whether it has become sharper or milder (briefcraft 2.7). Pure."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from re import Match, Pattern
from typing import Any

from briefing.comparing import span_of, vocabulary
from briefing.gazetteer import EntityKind, mentions
from briefing.horizon import Tense, find_horizons
from briefing.text import fold, strip_controls, words
from briefing.track.ledger.clauses import is_led, is_unproven, phrase_pattern
from briefing.track.ledger.parties import entities_in, names
from briefing.track.terms import stem_of
from briefing.types import Direction, LedgerEntry, Trend

_GIVES_WAY, _OBJECTS, _THREATENS = 0, 2, 3
_PASSIVE = frozenset({"was", "were", "been", "being", "is", "are", "be"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """An act of ``party``: how sharp its PLOVER class is, the words for it, and the stems of what it is about."""

    party: str
    level: int
    cue: str
    about: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How a dispute moves, and by which words ``before``; ``is_act`` where no word of a trend but a change of act tells it."""

    trend: Trend
    before: str | None
    is_act: bool


def turn_between(entry: LedgerEntry, fresh: LedgerEntry) -> Turn | None:
    """Return how the act of a party to a dispute has changed from one report to a newer one, ``None`` where it has not.

    Both acts must be one party's and about one thing, and the newer no reminder of what was done before the older.
    """
    one, other = stance_of(entry.statement), stance_of(fresh.statement)
    if one is None or other is None or one.party != other.party or not one.about & other.about:
        return None
    direction = _direction(one.level, other.level)
    if direction is None or not names("; ".join(fresh.parties), other.party) or _is_of_old(entry, fresh):
        return None
    return Turn(trend=Trend(direction=direction, cue=other.cue), before=one.cue, is_act=True)


def _direction(before: int, after: int) -> Direction | None:
    """Return where a change of class leads: up to a threat or worse, down from an objection or worse to giving way."""
    if after >= _THREATENS and after > before > _GIVES_WAY:
        return Direction.UP
    return Direction.DOWN if after == _GIVES_WAY and before >= _OBJECTS else None


def _is_of_old(entry: LedgerEntry, fresh: LedgerEntry) -> bool:
    """Tell whether a newer statement dates something before the entry was last reported: "threatened in 2019"."""
    found = find_horizons(fresh.statement, fresh.first_seen, tense=Tense.PAST)
    return any((span := span_of(each.horizon)) is not None and span[1] < entry.last_seen for each in found)


@lru_cache(maxsize=4096)
def stance_of(statement: str) -> Stance | None:
    """Return the first act that a statement reports of the only state, organisation or armed group before its verb."""
    for found in _pattern().finditer(fold(statement).lower()):
        before = statement[: found.start()]
        parties = entities_in(before)
        if len(parties) == 1 and _is_told(before):
            return _stance(statement, found, *parties)
    return None


def _is_told(before: str) -> bool:
    return not is_led(before) and not is_unproven(before) and _PASSIVE.isdisjoint(words(before)[-1:])


def _stance(statement: str, found: Match[str], party: str) -> Stance:
    return Stance(
        party=party,
        level=_level_of(found[0]),
        cue=statement[found.start() : found.end()],
        about=frozenset(map(stem_of, vocabulary(_without_names(statement[found.end() :])))),
    )


def _without_names(text: str) -> str:
    """Return a text without the states and organisations that it names: a dispute is not about its parties."""
    plain = strip_controls(text)
    for each in reversed(mentions(plain)):
        if each.entity.kind is not EntityKind.PLACE:
            plain = f"{plain[: each.start]} {plain[each.end :]}"
    return plain


@cache
def _pattern() -> Pattern[str]:
    return phrase_pattern(phrase for each in _classes().values() for phrase in each["words"])


def _level_of(told: str) -> int:
    levels = (
        int(each["level"]) for each in _classes().values() if phrase_pattern(each["words"]).fullmatch(told)
    )
    return next(levels)


@cache
def _classes() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("briefing").joinpath("data/stances.toml").read_text(encoding="utf-8"))
