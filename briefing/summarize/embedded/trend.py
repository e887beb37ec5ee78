"""Whether a dispute gets sharper or milder; no words for it, no arrow (briefcraft 2.7). Pure."""

import re
from collections.abc import Mapping
from functools import cache

from briefing.data import table
from briefing.text import small
from briefing.types import Direction, Trend

_NEGATED = re.compile(
    r"\b(?:not|no|never|without|any|little|dim|few|failed to|unlikely to|n't)\b[^,.;]{0,24}$"
)

# An aim or hope is no trend, and that fears were eased tells nothing of the dispute itself.
_PURPOSE = re.compile(
    r"\b(?:(?:aimed|aiming|efforts?|attempts?|bid|hopes?|hoping|meant|designed|intended|way|ways|talks|steps?)"
    r"(?: \w+){0,2} (?:at|to|for|of|on|toward|towards)|with the aim of) $"
)
_OF_FEAR = re.compile(r" (?:\w+ ){0,2}(?:fears?|worries|concerns?|rules|restrictions|sanctions)\b")


def trend_of(words: str) -> Trend | None:
    """Return the trend that ``words`` state with a cue, or ``None``, also where two cues disagree."""
    told = small(words)
    if _beginnings().isdisjoint(told.split()):
        return None
    found = {
        _directions()[match.group()]: words[match.start() : match.end()]
        for match in _pattern().finditer(told)
        if not (_NEGATED.search(told[: match.start()]) or _PURPOSE.search(told[: match.start()]))
        and not _OF_FEAR.match(told, match.end())
    }
    if len(found) != 1:
        return None
    direction, cue = found.popitem()
    return Trend(direction=direction, cue=cue)


@cache
def _directions() -> Mapping[str, Direction]:
    trends = table("events_and_trends")["trends"]
    return {**dict.fromkeys(trends["up"], Direction.UP), **dict.fromkeys(trends["down"], Direction.DOWN)}


@cache
def _beginnings() -> frozenset[str]:
    """Return how the cues begin and, as they end a sentence or stand in quotation marks, with what."""
    marks = ("", ".", ",", ";", ":", "”", '"', ")")
    return frozenset(f"{cue.split()[0]}{mark}" for cue in _directions() for mark in marks)


@cache
def _pattern() -> re.Pattern[str]:
    cues = sorted(_directions(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, cues))})\b")
