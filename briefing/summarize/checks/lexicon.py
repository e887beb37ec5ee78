"""The word lists of the checks, read once (``data/claims.toml``, ``data/speech.toml``)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> Mapping[str, Any]:
    """Return a file of word lists."""
    return tomllib.loads((files("briefing.data") / f"{name}.toml").read_text("utf-8"))


@cache
def table(name: str) -> Mapping[str, int]:
    """Return the numbers that words stand for, by kind: ``cardinals``, ``ordinals``, ``scales`` …"""
    return dict(lexicon("claims")[name])


@cache
def currencies() -> Mapping[str, str]:
    """Return the ISO 4217 codes that signs and words stand for."""
    return dict(lexicon("claims")["currencies"])


@cache
def capitals(name: str) -> frozenset[str]:
    """Return a list of words, in lower case, that may have a capital without being a name."""
    return frozenset(lexicon("claims")["capitals"][name])


@cache
def empty_words() -> frozenset[str]:
    """Return the words of a name that say nothing of who bears it: "the", "of"."""
    return frozenset(lexicon("speech")["empty"])
