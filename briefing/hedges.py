"""How sure a statement is: the words that hedge it, and the row of ICD 203's table they are worth. Pure.

The words stand in ``data/hedges.toml``. A source's own wording is what a brief prints; the band is
only beside it, and only for words that give odds (Kent: "may" and "could" give none).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from itertools import product
from typing import Any, NamedTuple

from briefing.data import table
from briefing.text import fold


class HedgeClass(StrEnum):
    FLAT_FUTURE = "flat_future"
    LIKELY = "likely"
    EXPECTED = "expected"
    UNLIKELY = "unlikely"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    NONE_SCHEDULED = "none_scheduled"


class BandBasis(StrEnum):
    """Whether the word itself stands in ICD 203's table, or usage makes it worth a row of it."""

    LEXICAL = "lexical"
    CONVENTION = "convention"


class Hedge(NamedTuple):
    """``text`` stands at ``start``:``end`` of the text that was searched, letter for letter."""

    text: str
    start: int
    end: int
    hedge_class: HedgeClass


class Band(NamedTuple):
    """A row of ICD 203's table ("likely"), and how the hedge came to it."""

    name: str
    basis: BandBasis


@lru_cache(maxsize=64)  # a forecast is weighed by its clause, then told with it
def find_hedges(text: str) -> tuple[Hedge, ...]:
    """Return the hedges of ``text`` in order; where phrases overlap the longest counts ("not likely")."""
    tokens = _tokens(text)
    return tuple(
        Hedge(text=text[start:end], start=start, end=end, hedge_class=entry.hedge_class)
        for start, end, entry in _matches(text, tokens)
    )


def band(hedge: Hedge | str) -> Band | None:
    """Return what ``hedge`` is worth in ICD 203's table, or ``None`` where it gives no odds (L2, L3).

    It is the one scale of a brief (L6).
    """
    return _band(hedge if isinstance(hedge, str) else hedge.text)


@lru_cache(maxsize=1024)  # most hedges are one of a few
def _band(text: str) -> Band | None:
    tokens = _tokens(text)
    entries = (entry for index in range(len(tokens)) for _, entry in _at(tokens, index)[:1])
    graded = (entry for entry in entries if entry.hedge_class not in _TIMES)
    first = next(graded, None)
    return first.band if first else None


_TIMES = (HedgeClass.FLAT_FUTURE, HedgeClass.CONDITIONAL)


# ── matching ──────────────────────────────────────────────────────────────────

_SPACED = re.compile(
    r"('(?:ll|d)\b|[^\W_]+(?:['-](?!(?:ll|d)\b)[^\W_]+)*)\s*"
)  # a word and the space behind it
_GAP = "~"
_GAP_WORDS = 3
_NEAR = 40


_MIRRORED = {"likely": "unlikely", "very likely": "very unlikely", "almost certain": "almost no chance"}


def band_of_event(hedge: Hedge | str | None, *, negative: bool) -> str | None:
    """Return the name of the row of ICD 203's table for what is forecast: "no breakthrough is likely" calls a breakthrough unlikely.

    ``negative`` tells that the forecast is that it will not happen.
    """
    row = band(hedge) if hedge else None
    if row is None:
        return None
    return _MIRRORED.get(row.name, row.name) if negative else row.name


class _Token(NamedTuple):
    """A word in small letters; ``joined`` when only spaces part it from the one before."""

    word: str
    start: int
    end: int
    joined: bool


class _Entry(NamedTuple):
    """One entry of the data: what its phrases mean, and the words that must or must not stand about them."""

    hedge_class: HedgeClass
    band: Band | None
    after: frozenset[str]
    before: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    anywhere_before: frozenset[str]
    not_with: frozenset[str]

    def allows(self, words: list[str], start: int, end: int) -> bool:
        """Return whether the words about the phrase ``words[start:end]`` let it count."""
        earlier, about = words[max(0, start - _NEAR) : start], words[max(0, start - _NEAR) : end + _NEAR]
        previous = words[start - 1] if start else ""
        following = words[end] if end < len(words) else ""
        return (
            previous not in self.not_after
            and following not in self.not_before
            and (not self.after or previous in self.after)
            and (not self.before or following in self.before)
            and (not self.anywhere_before or not self.anywhere_before.isdisjoint(earlier))
            and self.not_with.isdisjoint(about)
        )


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    end = -1
    for match in _SPACED.finditer(fold(text)):
        start, last = match.span(1)
        tokens.append(_Token(match[1].lower(), start, last, start == end))
        end = match.end()
    return tokens


def _matches(text: str, tokens: list[_Token]) -> Iterator[tuple[int, int, _Entry]]:
    words, beginnings, taken = [token.word for token in tokens], _phrases().following, 0
    for index in [index for index, word in enumerate(words) if word in beginnings]:
        for end, entry in _at(tokens, index) if index >= taken else ():
            if entry.allows(words, index, end) and not _is_name(text, tokens, index, end):
                yield tokens[index].start, tokens[end - 1].end, entry
                taken = end
                break


def _at(tokens: list[_Token], index: int) -> list[tuple[int, _Entry]]:
    """Return the phrases that begin at a token, the longest first, each with the index after its end."""
    node = _phrases().following.get(tokens[index].word)
    return sorted(_ends(tokens, index + 1, node), key=lambda found: -found[0]) if node else []


def _ends(tokens: list[_Token], index: int, node: "_Node") -> Iterator[tuple[int, _Entry]]:
    """Yield what ends at ``node`` before token ``index``, and what goes on from there."""
    for entry in node.entries:
        yield index, entry
    yield from _next_ends(tokens, index, node)
    if gap := node.following.get(_GAP):
        for skipped in range(_GAP_WORDS + 1):
            yield from _next_ends(tokens, index + skipped, gap)
            if index + skipped >= len(tokens) or not tokens[index + skipped].joined:
                return


def _next_ends(tokens: list[_Token], index: int, node: "_Node") -> Iterator[tuple[int, _Entry]]:
    if index < len(tokens) and tokens[index].joined and (after := node.following.get(tokens[index].word)):
        yield from _ends(tokens, index + 1, after)


def _is_name(text: str, tokens: list[_Token], index: int, end: int) -> bool:
    """Return whether a capital makes it a name or a place: "May 20", "Will Smith", "going to Beijing"."""
    name_follows = end < len(tokens) and text[tokens[end].start].isupper()
    if tokens[end - 1].word == "to":
        return name_follows
    word = tokens[index].word
    is_capital = text[tokens[index].start].isupper()
    return is_capital and (word == "may" or (word in ("will", "might") and name_follows))


# ── data ──────────────────────────────────────────────────────────────────────

_PART = re.compile(r"\[([^\]]*)\]|(\S+)")


@dataclass(frozen=True, slots=True)
class _Node:
    """A place in the tree of phrases: the entries whose phrase ends here, and the words that may follow."""

    entries: list[_Entry] = field(default_factory=list)
    following: dict[str, "_Node"] = field(default_factory=dict)


@cache
def _phrases() -> _Node:
    """Return every phrase of the data as a tree of words, entries in the order of the file."""
    root = _Node()
    for row in table("hedges")["hedge"]:
        entry = _entry(row)
        for phrase in {phrase for pattern in row["phrases"] for phrase in _expanded(pattern)}:
            node = root
            for word in phrase:
                node = node.following.setdefault(word, _Node())
            node.entries.append(entry)
    return root


def _entry(row: dict[str, Any]) -> _Entry:
    conditions = ("after", "before", "not_after", "not_before", "anywhere_before", "not_with")
    return _Entry(
        hedge_class=HedgeClass(row["class"]),
        band=Band(name=row["band"], basis=BandBasis(row["basis"])) if "band" in row else None,
        **{name: frozenset(row.get(name, ())) for name in conditions},
    )


def _expanded(pattern: str) -> Iterator[tuple[str, ...]]:
    """Yield the phrases that a pattern stands for: "a/b" is a or b, "[a]" may be missing."""
    choices = [
        [*required.split("/")] if required else ["", *optional.split("/")]
        for optional, required in _PART.findall(pattern)
    ]
    for choice in product(*choices):
        yield tuple(word for part in choice for word in part.split())
