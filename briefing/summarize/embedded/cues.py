"""The words that mark an objective, a dispute or an expectation, read from ``data/cues.toml`` and found in a sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from briefing.data import table
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.words import NEGATION, Form, Token, plural, spelled, verb_forms

_GAP = 18
_ANOTHER_VERB = frozenset({"off", "out", "back", "up"})  # "called off the talks on Monday" calls on nobody
_NOT_IN_GAP = frozenset({"that", ";", ":", ".", '"', "--", "—", "–"})


class Kind(StrEnum):
    __hash__ = str.__hash__  # an enumeration's own is ten times as slow

    OBJECTIVE = "objective"
    DISPUTE = "dispute"
    EXPECTATION = "expectation"


class Cue(NamedTuple):
    """``rule`` is the number of the decision rule in briefcraft 2.2; ``act`` says that the verb is what it does."""

    kind: Kind
    subkind: str
    rule: int
    strength: int
    act: bool
    spoken: bool
    words: str


class FoundCue(NamedTuple):
    """``cue`` at tokens ``first`` up to, not including, ``last``."""

    cue: Cue
    first: int
    last: int
    form: Form


class _Pattern(NamedTuple):
    """``parts`` are the words behind the first, cut at gaps; ``distant`` those behind a gap.

    Of the patterns of one ``sort`` that begin together the longest counts.
    """

    parts: tuple[tuple[str, ...], ...]
    distant: frozenset[str]
    form: Form
    cue: Cue
    sort: tuple[Kind, bool]


_ANY = "*"


def find_cues(sentence: Sentence) -> tuple[FoundCue, ...]:
    """Return the cues of a sentence in order; of those of one kind that begin together, the longest."""
    beginnings, spelled = _table(), sentence.spelled
    found: list[FoundCue] = []
    for position in [place for place, word in enumerate(spelled) if word in beginnings]:
        seconds = beginnings[spelled[position]]
        following = spelled[position + 1] if position + 1 < len(spelled) else ""
        patterns = (*seconds.get(following, ()), *seconds.get(_ANY, ()))
        if patterns:
            found.extend(_longest(sentence, position, patterns))
    return tuple(found)


def _longest(sentence: Sentence, position: int, patterns: Sequence[_Pattern]) -> Iterable[FoundCue]:
    best: dict[tuple[Kind, bool], FoundCue] = {}
    for parts, distant, form, cue, sort in patterns:
        last = _end(sentence.spelled, position + 1, parts) if distant <= sentence.vocabulary else None
        if last is None or (sort in best and best[sort].last >= last):
            continue
        best[sort] = FoundCue(cue, position, last, form)
    return best.values()


def _end(spelled: tuple[str, ...], position: int, parts: Sequence[tuple[str, ...]]) -> int | None:
    """Return where a pattern whose further words are ``parts`` ends, or ``None`` where it does not stand."""
    end = position + len(parts[0])
    if spelled[position:end] != parts[0]:
        return None
    return end if len(parts) == 1 else _end_after_gap(spelled, end, parts[1:])


def _end_after_gap(spelled: tuple[str, ...], position: int, parts: Sequence[tuple[str, ...]]) -> int | None:
    if position < len(spelled) and spelled[position] in _ANOTHER_VERB:
        return None
    for start in range(position + 1, min(len(spelled), position + _GAP)):
        if spelled[start - 1] in _NOT_IN_GAP:
            return None
        end = _end(spelled, start, parts)
        if end is not None:
            return end
    return None


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[_Pattern]]]:
    """Return the patterns by their first word and their second, ``*`` for none and for a gap."""
    found: dict[str, dict[str, list[_Pattern]]] = {}
    for group in table("cues")["group"]:
        for words in group["words"]:
            cue = _cue(group, words)
            first, *rest = words.split()
            parts = tuple(tuple(part.split()) for part in " ".join(rest).split(_ANY))
            distant = frozenset(word for part in parts[1:] for word in part)
            for word, form in _first_forms(first, group["form"]):
                seconds = found.setdefault(word, {}).setdefault(rest[0] if rest else _ANY, [])
                seconds.append(_Pattern(parts, distant, form, cue, (cue.kind, form is Form.NOUN)))
    return found


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
