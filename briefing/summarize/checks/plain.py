"""A text without what typography adds to it, and the way back to its own offsets. Pure and linear.

Quotation marks, dashes, spaces, ellipses and ligatures are made plain, characters are composed (NFC), and
what has no width is left out. No letter is lost, so texts that are plainly equal have the same words.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from briefing.text import Span, fold

_NO_WIDTH = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SPACE = "\\s\u00a0\u202f\u205f\u3000"
_UNEVEN = re.compile(
    rf"[{_NO_WIDTH}]+|\w[{_COMBINING}]+|[\ufb00-\ufb06]|…|\.(?: \.){{2}}|''|``"
    rf"|(?=[{_SPACE}])(?! (?![{_SPACE}]))[{_SPACE}]+|[\u0340-\u0387\u1f71-\u1fff\u212a\u212b]"
)
_SAME_WIDTH = str.maketrans({'"': "'", "‹": "'", "›": "'", "„": "'", "‒": "-", "⸺": "-", "\u2011": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """``text`` is the plain form, in pieces: piece ``i`` begins at ``starts[i]`` and stands for the original from
    ``origins[i]`` to ``ends[i]``, character by character unless it was ``replaced`` as a whole."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    ends: tuple[int, ...]
    replaced: tuple[bool, ...]

    def origin(self, offset: int) -> int:
        """Return where in the original the character at ``offset`` of the plain text comes from."""
        index = bisect_right(self.starts, offset) - 1
        if self.replaced[index]:
            return self.origins[index]
        return min(self.origins[index] + offset - self.starts[index], self.ends[index])

    def original(self, start: int, end: int) -> Span:
        """Return the stretch of the original that a stretch of the plain text, which is not empty, stands for.

        A piece that was replaced as a whole ("fi" for its ligature) belongs to the stretch as a whole.
        """
        index = bisect_right(self.starts, end - 1) - 1
        piece_start, piece_end = self._piece(index)
        is_replaced = self.replaced[index]
        stop = piece_end if is_replaced else piece_start + end - self.starts[index]
        return Span(self.origin(start), stop)

    def _piece(self, index: int) -> Span:
        return Span(self.origins[index], self.ends[index])

    def offset(self, origin: int) -> int:
        """Return the first offset of the plain text that stands for ``origin`` or for what follows it."""
        index = bisect_right(self.origins, origin) - 1
        if index < 0:
            return 0
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        if self.replaced[index]:
            return self.starts[index] if origin == self.origins[index] else end
        return min(self.starts[index] + origin - self.origins[index], end)

    def within(self, bounds: Span) -> Span:
        """Return the stretch of the plain text that stands for a stretch of the original."""
        return Span(self.offset(bounds.start), self.offset(bounds.end))


@lru_cache(maxsize=64)
def plain(text: str) -> Plain:
    """Return the plain form of ``text``."""
    pieces = [piece for piece in _pieces(text) if piece.text]
    lengths = accumulate((len(piece.text) for piece in pieces), initial=0)
    return Plain(
        text="".join(piece.text for piece in pieces),
        starts=tuple(lengths)[:-1],
        origins=tuple(piece.origin.start for piece in pieces),
        ends=tuple(piece.origin.end for piece in pieces),
        replaced=tuple(piece.replaced for piece in pieces),
    )


def without_width(text: str) -> str:
    """Return ``text`` without the characters that have no width."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


_INVISIBLE = re.compile(f"[{_NO_WIDTH}]+")


class _Piece(NamedTuple):
    text: str
    origin: Span
    replaced: bool


def _pieces(text: str) -> Iterator[_Piece]:
    position = 0
    for match in _UNEVEN.finditer(text):
        yield _Piece(_even(text[position : match.start()]), Span(position, match.start()), replaced=False)
        yield _Piece(_replaced(match.group()), Span(*match.span()), replaced=True)
        position = match.end()
    yield _Piece(_even(text[position:]), Span(position, len(text)), replaced=False)


def _even(piece: str) -> str:
    return fold(piece).translate(_SAME_WIDTH)


def _replaced(piece: str) -> str:
    if piece[0] in "….":
        return "..."
    if piece in ("''", "``"):
        return "'"
    if piece.isspace():
        return " "
    if _INVISIBLE.match(piece):
        return ""
    return unicodedata.normalize("NFKC" if piece[0] in "ﬀﬁﬂﬃﬄﬅﬆ" else "NFC", piece)
