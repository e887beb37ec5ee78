"""Words reduced to their letters, to find them again whatever their case, hyphens and punctuation. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from briefing.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Atoms:
    """The runs of letters and digits of ``text``, and the signs that mean something (per cent, currencies, minus).

    ``stream`` is all of them, joined and in lower case; ``at`` tells which atom begins at an offset of it.
    """

    text: str
    stream: str
    spans: tuple[Span, ...]
    at: dict[int, int]


@lru_cache(maxsize=64)
def atoms_of(text: str) -> Atoms:
    """Return the atoms of a plain text."""
    spans = tuple(Span(*match.span()) for match in _ATOM.finditer(text))
    lowered = [_lower(span.of(text)) for span in spans]
    starts = accumulate((len(word) for word in lowered), initial=0)
    return Atoms(
        text=text, stream="".join(lowered), spans=spans, at={start: i for i, start in enumerate(starts)}
    )


_ATOM = re.compile(r"[^\W_]+|[%‰$€£¥₹₽₩₺¢#@&+=<>°§]|(?<![^\W_])-(?=\d)")
_TRIES = 2000


def _lower(word: str) -> str:
    """Return ``word`` in lower case and as long as it is."""
    lowered = word.lower()
    return lowered if len(lowered) == len(word) else word


def occurrences(wanted: Atoms, source: Atoms, bounds: Span) -> list[Span]:
    """Return where in the source's text the atoms of ``wanted`` stand in their order, whole words only; two at most.

    Between them only hyphens and punctuation may differ. After many places that only look like it, none
    is returned.
    """
    if not wanted.stream:
        return []
    found: list[Span] = []
    for tries, start in enumerate(_starts(wanted, source)):
        if tries > _TRIES:
            return []
        first, end = source.at.get(start), source.at.get(start + len(wanted.stream))
        if first is None or end is None or not _is_alike(wanted, source, start):
            continue
        place = Span(source.spans[first].start, source.spans[end - 1].end)
        if bounds.start <= place.start and place.end <= bounds.end:
            found.append(place)
        if len(found) == 2:
            break
    return found


def _starts(wanted: Atoms, source: Atoms) -> Iterator[int]:
    position = source.stream.find(wanted.stream)
    while position >= 0:
        yield position
        position = source.stream.find(wanted.stream, position + 1)


def _is_alike(wanted: Atoms, source: Atoms, start: int) -> bool:
    """Tell whether both fall into words alike: what parts them in one alone is a hyphen or an abbreviation's stop."""
    return all(
        _may_differ(_mark(wanted, offset), _mark(source, start + offset))
        for offset in _borders(wanted, source, start)
    )


def _borders(wanted: Atoms, source: Atoms, start: int) -> Iterator[int]:
    """Yield the offsets into the stream of ``wanted`` where an atom ends in it or in the source."""
    index, stop = source.at[start] + 1, start + len(wanted.stream)
    offset = start
    ours = {at for at in wanted.at if 0 < at < len(wanted.stream)}
    while (
        index < len(source.spans) and (offset := offset + len(source.spans[index - 1].of(source.text))) < stop
    ):
        ours.add(offset - start)
        index += 1
    yield from ours


def _mark(atoms: Atoms, offset: int) -> str | None:
    """Return what stands between two atoms at ``offset`` of the stream, with the letters beside; else ``None``."""
    index = atoms.at.get(offset)
    if not index or index >= len(atoms.spans):
        return None
    before, after = atoms.spans[index - 1], atoms.spans[index]
    return atoms.text[before.end - 1 : after.start + 1]


def _may_differ(one: str | None, other: str | None) -> bool:
    """Tell whether two words may be parted as in ``one`` and in ``other`` (``None``: not at all) and be the same."""
    if one is None or other is None:
        alone = one or other or ""
        return _HYPHEN.fullmatch(alone) is not None or _ABBREVIATED.fullmatch(alone) is not None
    if _INSIDE.fullmatch(one) or _INSIDE.fullmatch(other):
        return one.lower() == other.lower()
    return True


_HYPHEN = re.compile(r"[^\W\d_]- ?[^\W\d_]")
_ABBREVIATED = re.compile(r"[^\W\d_]\.[^\W\d_]")
# An apostrophe makes another word, a mark between two digits another number.
_INSIDE = re.compile(r"[^\W_]'[^\W_]|\d[^\s\w]\d|-\d|.*[^\s\w]-\d")
