"""The words that mark an objective, a dispute or an expectation, read from ``data/cues.toml`` and found in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from briefing.summarize.embedded.words import NEGATION, Form, Token, data, plural, spelled, verb_forms

_GAP = 18
_NOT_IN_GAP = frozenset({"that", ";", ":", ".", '"', "--", "—", "–"})


class Kind(StrEnum):
    __hash__ = str.__hash__  # an enumeration's own is ten times as slow

    OBJECTIVE = "objective"
    DISPUTE = "dispute"
    EXPECTATION = "expectation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """``rule`` is the number of the decision rule in briefcraft 2.2; ``act`` says that the verb is what it does."""

    kind: Kind
    subkind: str
    rule: int
    strength: int
    act: bool
    spoken: bool
    words: str


@dataclass(frozen=True, slots=True)
class FoundCue:
    """``cue`` at tokens ``first`` up to, not including, ``last``."""

    cue: Cue
    first: int
    last: int
    form: Form


_Pattern = tuple[tuple[str, ...], Form, Cue]
_ANY = "*"


def find_cues(tokens: Sequence[Token]) -> tuple[FoundCue, ...]:
    """Return the cues of a sentence in order; of those of one kind that begin together, the longest."""
    table = _table()
    found: list[FoundCue] = []
    for position in [place for place, token in enumerate(tokens) if token.word in table]:
        seconds = table[tokens[position].word]
        following = tokens[position + 1].word if position + 1 < len(tokens) else ""
        patterns = (*seconds.get(following, ()), *seconds.get(_ANY, ()))
        if patterns:
            found.extend(_longest(tokens, position, patterns))
    return tuple(found)


def _longest(tokens: Sequence[Token], position: int, patterns: Sequence[_Pattern]) -> Iterator[FoundCue]:
    best: dict[tuple[Kind, bool], FoundCue] = {}
    for rest, form, cue in patterns:
        last = _end(tokens, position + 1, rest)
        key = (cue.kind, form is Form.NOUN)
        if last is None or (key in best and best[key].last >= last):
            continue
        best[key] = FoundCue(cue, position, last, form)
    yield from best.values()


def _end(tokens: Sequence[Token], position: int, rest: Sequence[str]) -> int | None:
    """Return where a pattern whose further words are ``rest`` ends, or ``None`` where it does not stand."""
    for number, word in enumerate(rest):
        if word == "*":
            return _end_after_gap(tokens, position, rest[number + 1 :])
        if position >= len(tokens) or tokens[position].word != word:
            return None
        position += 1
    return position


def _end_after_gap(tokens: Sequence[Token], position: int, rest: Sequence[str]) -> int | None:
    for start in range(position + 1, min(len(tokens), position + _GAP)):
        if tokens[start - 1].word in _NOT_IN_GAP:
            return None
        end = _end(tokens, start, rest)
        if end is not None:
            return end
    return None


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[_Pattern]]]:
    """Return the patterns by their first word and their second, ``*`` for none and for a gap."""
    table: dict[str, dict[str, list[_Pattern]]] = {}
    for group in data("cues")["group"]:
        for words in group["words"]:
            cue = _cue(group, words)
            first, *rest = words.split()
            for word, form in _first_forms(first, group["form"]):
                seconds = table.setdefault(word, {})
                seconds.setdefault(rest[0] if rest else _ANY, []).append((tuple(rest), form, cue))
    return table


def _cue(group: Mapping[str, Any], words: str) -> Cue:
    return Cue(
        kind=Kind(group["kind"]),
        subkind=group["subkind"],
        rule=group["rule"],
        strength=group["strength"],
        act=group.get("act", False),
        spoken=group.get("spoken", False),
        words=words,
    )


def _first_forms(word: str, form: str) -> Iterator[tuple[str, Form]]:
    if form == "verb":
        yield from dict(verb_forms(spelled(word))).items()
    elif form == "noun":
        yield word, Form.NOUN
        yield plural(word), Form.NOUN
    else:
        yield word, Form.FIXED


def is_negated(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether a negation stands in the four words before ``first``."""
    return any(token.bits & NEGATION for token in tokens[max(0, first - 4) : first])
