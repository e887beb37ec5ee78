"""Where a sentence tells that a thing goes on, is refused, given up, replaced or settled, by ``data/developments.toml``. Pure."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from briefing.text import Span, fold, words
from briefing.track.ledger.acts import acts_reported
from briefing.track.ledger.clauses import clause_around, is_led, is_unproven, part_around, phrase_pattern

_TO = frozenset({"to"})
_PORTION_WITHIN = 2
_DENIED_WITHIN = 9


class DevelopmentKind(StrEnum):
    """What is told of a thing; where one day tells several of one, the later in this order counts."""

    PROGRESS = "progress"
    REFUSED = "refused"
    DENIED = "denied"
    REPLACED = "replaced"
    DROPPED = "dropped"
    SETTLED = "settled"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Where a sentence tells of a development: its verb at ``start`` to ``end``, and the stretch of what it is ``about``.

    ``whose`` is that stretch between the verb and the aim in which it is said whose the aim is ("its", "Peru's").
    ``act`` is the verb's name in ``data/acts.toml`` where a part of a thing is told as done.
    """

    kind: DevelopmentKind
    start: int
    end: int
    about: Span
    whose: Span | None = None
    act: str | None = None


def cues_in(sentence: str) -> Iterator[Cue]:
    """Yield the developments that a sentence tells, without those that it only hopes for, claims or denies."""
    small = fold(sentence).lower()
    if may_tell(small):
        for find in (_progress, _begun, _portions, _given_up, _replaced, _refused, _settled):
            yield from find(sentence, small)


def denials_in(sentence: str) -> Iterator[Cue]:
    """Yield where somebody denies a promise: "denied that it had undertaken to", "never promised to"."""
    small = fold(sentence).lower()
    for found in _pattern("denied").finditer(small):
        clause = clause_around(sentence, *found.span())
        promise = _pattern("promising").search(small, found.end(), clause.end)
        is_near = promise and len(words(small[found.end() : promise.start()])) <= _DENIED_WITHIN
        if is_near and _is_fact(sentence, found):
            yield _cue(DevelopmentKind.DENIED, sentence, found, promise)
    for found in _pattern("never_promised").finditer(small):
        if _is_fact(sentence, found):
            yield _cue(DevelopmentKind.DENIED, sentence, found)


def may_tell(small: str) -> bool:
    """Tell whether a text in small letters has any of the words by which a development is told."""
    return _any_cue().search(small) is not None


def cue_within(name: str, text: str) -> re.Match[str] | None:
    """Return where a text has a phrase under one heading of ``data/developments.toml``."""
    return _pattern(name).search(fold(text).lower())


def is_of_others(behind: str) -> bool:
    """Tell whether behind a state's name stand people who do not act for it: "Peru's opposition", "Chinese fishermen"."""
    return _others().match(fold(behind).lower()) is not None


# ── goes on ───────────────────────────────────────────────────────────────────


def _progress(sentence: str, small: str) -> Iterator[Cue]:
    """Yield where progress is told by its name: "made some progress on the return of the archive"."""
    for found in _pattern("progress").finditer(small):
        is_none = not _words("none").isdisjoint(words(found[0]))
        if not is_none and _is_fact(sentence, found, but=_TO):
            yield _cue(DevelopmentKind.PROGRESS, sentence, found)


def _begun(sentence: str, small: str) -> Iterator[Cue]:
    """Yield where a thing is begun or partly done: "has begun to hand over the archive"."""
    for found in _pattern("begun").finditer(small):
        if _is_fact(sentence, found):
            yield _cue(DevelopmentKind.PROGRESS, sentence, found)


def _portions(sentence: str, small: str) -> Iterator[Cue]:
    """Yield where a part of a thing is told as done: "handed over the first consignment of the archive"."""
    for found in _pattern("portion").finditer(small):
        clause = clause_around(sentence, *found.span())
        for mark in acts_reported(sentence):
            between = words(small[mark.end : found.start()])
            is_object = clause.start <= mark.start < mark.end <= found.start() and not mark.is_noun
            if not is_object or len(between) > _PORTION_WITHIN or "as" in between:
                continue
            before = sentence[clause.start : mark.start]
            if not is_led(before) and not is_unproven(before):
                yield Cue(
                    kind=DevelopmentKind.PROGRESS,
                    start=mark.start,
                    end=found.end(),
                    about=Span(found.end(), clause.end),
                    act=mark.act,
                )


# ── ends, or is refused ───────────────────────────────────────────────────────


def _given_up(sentence: str, small: str) -> Iterator[Cue]:
    for found in _pattern("dropped").finditer(small):
        aim = _aim().match(small, found.end())
        if aim and _is_fact(sentence, found):
            yield _cue(DevelopmentKind.DROPPED, sentence, found, aim)
    for found in _pattern("no_longer").finditer(small):
        if _is_fact(sentence, found):
            yield _cue(DevelopmentKind.DROPPED, sentence, found)


def _replaced(sentence: str, small: str) -> Iterator[Cue]:
    """Yield where something else is wanted now: "now seeks a loan instead of the archive"."""
    for found in _pattern("replaced").finditer(small):
        clause = clause_around(sentence, *found.span())
        verb = _pattern("replacing").search(small, clause.start, found.start())
        if verb and not is_led(sentence[clause.start : verb.start()]):
            about = Span(found.end(), clause.end)
            yield Cue(kind=DevelopmentKind.REPLACED, start=verb.start(), end=verb.end(), about=about)


def _refused(sentence: str, small: str) -> Iterator[Cue]:
    for found in _pattern("refused").finditer(small):
        aim = _aim().match(small, found.end())
        if aim and _is_fact(sentence, found):
            yield _cue(DevelopmentKind.REFUSED, sentence, found, aim)
    for found in _pattern("refused_to").finditer(small):
        if _is_fact(sentence, found):
            yield _cue(DevelopmentKind.REFUSED, sentence, found)


def _settled(sentence: str, small: str) -> Iterator[Cue]:
    for found in _pattern("settled").finditer(small):
        part = part_around(sentence, *found.span())
        before = words(sentence[: found.start()])[-1:]
        is_other = not _words("aiming").isdisjoint((*before, *words(found[0])[1:-1]))
        is_open = _pattern("unsettled").search(small, part.start, part.end) is not None
        if not is_open and not is_other and _is_fact(sentence, found, but=_TO):
            yield _cue(DevelopmentKind.SETTLED, sentence, found)


# ── how it is told ────────────────────────────────────────────────────────────


def _is_fact(sentence: str, found: re.Match[str], *, but: frozenset[str] = frozenset()) -> bool:
    clause = clause_around(sentence, *found.span())
    before = sentence[clause.start : found.start()]
    return not is_led(before) and not is_unproven(before, but=but)


def _cue(kind: DevelopmentKind, sentence: str, found: re.Match[str], aim: re.Match[str] | None = None) -> Cue:
    clause = clause_around(sentence, *found.span())
    return Cue(
        kind=kind,
        start=found.start(),
        end=found.end(),
        about=Span((aim or found).end(), clause.end),
        whose=Span(found.end(), aim.end()) if aim else None,
    )


@cache
def _any_cue() -> re.Pattern[str]:
    finding = (
        "progress",
        "begun",
        "portion",
        "dropped",
        "no_longer",
        "replaced",
        "refused",
        "refused_to",
        "settled",
        "denied",
        "never_promised",
    )
    return phrase_pattern(phrase for name in finding for phrase in _cues()[name])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return phrase_pattern(_cues()[name])


@cache
def _aim() -> re.Pattern[str]:
    """Return the pattern of what may be given up or refused, with whose it is: " peru's renewed demand".

    "Rejected the claim that" and "withdrew from talks on its demand" refuse and give up something else.
    """
    gap = "|".join(sorted(_words("no_owner")))
    aims = "|".join(map(re.escape, sorted(_words("aims"))))
    return re.compile(rf"(?: (?!(?:{gap})\b)[\w'-]+){{0,4}}? (?:{aims})(?!\w)(?! that\b)")


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"(?:'s?)?(?: [\w-]+)?? (?:{'|'.join(sorted(_words('others')))})(?!\w)")


def _words(name: str) -> frozenset[str]:
    return _cues()[name]


@cache
def _cues() -> dict[str, frozenset[str]]:
    text = files("briefing").joinpath("data/developments.toml").read_text(encoding="utf-8")
    return {name: frozenset(cues) for name, cues in tomllib.loads(text).items()}
