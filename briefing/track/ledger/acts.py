"""Which acts a text tells of, by the words of ``data/acts.toml``. Pure."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from briefing.text import fold
from briefing.track.ledger.clauses import phrase_pattern, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a text tells of an act. ``is_noun`` for an occasion ("the summit"), which has no tense."""

    act: str
    start: int
    end: int
    is_noun: bool


def acts_expected(text: str) -> frozenset[str]:
    """Return the acts that an expectation is about."""
    return frozenset(mark.act for mark in marks_expected(text))


@lru_cache(maxsize=16384)
def marks_expected(text: str) -> tuple[Mark, ...]:
    """Return where a text tells of acts as expected; a result ("a deal") counts where only occasions stand beside it."""
    found = [Mark(act=act, start=start, end=end, is_noun=False) for act, start, end in _found("forms", text)]
    if all(_has(mark.act, "result") or _has(mark.act, "occasion") for mark in found):
        return tuple(found)
    return tuple(mark for mark in found if not _has(mark.act, "result"))


def acts_reported(text: str, *, caption: bool = False) -> Iterator[Mark]:
    """Yield where a text reports acts as done; a caption tells in the present what its picture shows."""
    for act, start, end in _found("shown" if caption else "done", text):
        yield Mark(act=act, start=start, end=end, is_noun=False)
    if not caption:
        for act, start, end in _found("nouns", text):
            yield Mark(act=act, start=start, end=end, is_noun=True)


def acts_undone(text: str) -> Iterator[Mark]:
    """Yield where a text names acts that a "did not", a "failed to" or a "without" before it may say are not done."""
    for use in ("forms", "done", "lacking"):
        for act, start, end in _found(use, text):
            yield Mark(act=act, start=start, end=end, is_noun=use == "lacking")


def is_mutual(act: str) -> bool:
    """Tell whether an act has no doer: who meets is met."""
    return _has(act, "mutual")


def is_occasion(act: str) -> bool:
    """Tell whether an act is one at which other acts may be done: a meeting, a visit."""
    return _has(act, "occasion")


def _has(act: str, attribute: str) -> bool:
    return bool(_acts()[act].get(attribute))


def _found(use: str, text: str) -> Iterator[tuple[str, int, int]]:
    for found in _pattern(use).finditer(fold(text).lower()):
        for act in _acts_of(use, found[0]):
            yield act, found.start(), found.end()


@cache
def _pattern(use: str) -> re.Pattern[str]:
    return phrase_pattern(_phrases(use))


@lru_cache(maxsize=4096)
def _acts_of(use: str, told: str) -> tuple[str, ...]:
    return tuple(
        act for phrase, acts in _phrases(use).items() if re.fullmatch(written(phrase), told) for act in acts
    )


@cache
def _phrases(use: str) -> dict[str, list[str]]:
    acts: dict[str, list[str]] = {}
    for act, words in _acts().items():
        for word in words.get(use, ()):
            acts.setdefault(word, []).append(act)
    return acts


@cache
def _acts() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("briefing").joinpath("data/acts.toml").read_text(encoding="utf-8"))
