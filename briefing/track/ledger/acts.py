"""Which acts a text tells of, by the words of ``data/acts.toml``. Pure."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from briefing.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a text tells of an act. ``is_noun`` for an occasion ("the summit"), which has no tense."""

    act: str
    start: int
    end: int
    is_noun: bool


@lru_cache(maxsize=16384)
def acts_expected(text: str) -> frozenset[str]:
    """Return the acts that an expectation is about."""
    return frozenset(act for act, _, _ in _found("forms", text))


def acts_reported(text: str, *, caption: bool = False) -> Iterator[Mark]:
    """Yield where a text reports acts as done; a caption tells in the present what its picture shows."""
    for act, start, end in _found("shown" if caption else "done", text):
        yield Mark(act=act, start=start, end=end, is_noun=False)
    if not caption:
        for act, start, end in _found("nouns", text):
            yield Mark(act=act, start=start, end=end, is_noun=True)


def is_mutual(act: str) -> bool:
    """Tell whether an act has no doer: who meets is met."""
    return bool(_acts()[act].get("mutual"))


def _found(use: str, text: str) -> Iterator[tuple[str, int, int]]:
    pattern, act_of = _pattern(use)
    for found in pattern.finditer(fold(text).lower()):
        for act in act_of[found[0]]:
            yield act, found.start(), found.end()


@cache
def _pattern(use: str) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    act_of: dict[str, list[str]] = {}
    for act, words in _acts().items():
        for word in words[use]:
            act_of.setdefault(word, []).append(act)
    longest_first = sorted(act_of, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), act_of


@cache
def _acts() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("briefing").joinpath("data/acts.toml").read_text(encoding="utf-8"))
