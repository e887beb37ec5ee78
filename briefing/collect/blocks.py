"""A raw text becomes blocks: its paragraphs and lines, each with its place and its shape. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.text import count_words, fold, strip_controls


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph or line: ``raw[start:end]``, without its bullet, which begins at ``bullet``, and white space around.

    ``text`` says the same in one line, without control characters and Markdown's marks. ``gap`` counts the blank
    lines before it, ``listed`` tells an item of a list and ``heading`` a Markdown heading.
    """

    bullet: int
    start: int
    end: int
    text: str
    key: str
    gap: int
    listed: bool
    heading: bool
    ended: bool
    words: int

    @property
    def is_prose(self) -> bool:
        """Tell a paragraph of sentences from a line of a page: by how it ends, or by its length."""
        return not self.heading and (self.ended or self.words > _LONGEST_LABEL)

    @property
    def is_title_like(self) -> bool:
        """Tell whether this could be a headline: some words in one line that no full stop ends."""
        if self.ended and not self.heading:
            return self.words <= _LONGEST_LABEL and _MAY_END_TITLE.search(self.text) is not None
        return 0 < self.words <= _LONGEST_HEADLINE


_LEADING = re.compile(r"^[^\w@©#>]+(?=[\w@©#>])")
_TRAILING = re.compile(r"(?<![^\w?!])[^\w?!]+$")  # a run is looked at from its beginning alone


def normalized(text: str) -> str:
    """Return ``text`` in lower case, with plain quotes, without the punctuation around it."""
    return _TRAILING.sub("", _LEADING.sub("", fold(text).lower()))


_LONGEST_LABEL = 18
_LONGEST_HEADLINE = 30
_FULL_STOPS = (
    ".!?…。！？\u0964\u061f\u06d4\u0589\u1362"  # of Latin, Chinese, Hindi, Arabic, Urdu, Armenian, Amharic
)
_ENDED = re.compile(
    rf"[{_FULL_STOPS}](?:\s?[^\w\s]){{0,4}}$|[{_FULL_STOPS}][\"'”’»)\]]*\s?\(\w[\w .-]{{0,20}}\)\.?$"
)
_INTRODUCES = re.compile(r"(?:\S+\s+){4,}\S+:$")
_MAY_END_TITLE = re.compile(r"[?!]['\"’”)]*$|\b[A-Z](?:\.[A-Z])+\.$")
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_LETTERS_A_WIDE_WORD = 2


def _is_ended(text: str) -> bool:
    return _ENDED.search(text[-40:]) is not None or _INTRODUCES.match(text) is not None


def blocks_of(raw: str, *, start: int = 0, markdown: bool = False) -> tuple[Block, ...]:
    """Return the blocks of ``raw`` from ``start`` on. Hard-wrapped lines are put together again."""
    lines = list(_lines(raw, start))
    width = _wrapped_at(lines)
    indented = sum(line.indent >= _INDENT for line in lines) * 2 < len(lines)
    return tuple(_block(raw, group, markdown, indented) for group in _groups(lines, width))


# ── lines ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    start: int
    end: int
    text: str
    gap: int
    indent: int
    outset: int
    bullet: bool
    heading: bool


_INDENT = 2
_MARKS = re.compile(
    r"(?P<indent>[^\S\n]*)(?P<heading>#{1,6}\s+)?"
    r"(?P<bullet>(?:[•‣◦▪■●·*+►▶➤→✓-]|\d{1,2}[.)])\s+(?=\S))?"
)


def _behind_quote_marks(line: str) -> int:
    """Return where a line begins behind the marks ">" of quoted lines; what is taken out of a text for carrying no word hides none."""
    behind = 0
    for place, char in enumerate(line):
        if char == ">":
            behind = place + 1
        elif not char.isspace() and strip_controls(char):
            break
    return behind


def _lines(raw: str, start: int) -> Iterator[_Line]:
    gap = 0
    for piece in raw[start:].splitlines(keepends=True):
        marks = _MARKS.match(piece, _behind_quote_marks(piece))
        begin = marks.end() if marks else 0
        text = one_line(piece[begin:])
        if text:
            begin += len(piece[begin:]) - len(piece[begin:].lstrip())
            yield _Line(
                start=start + begin,
                end=start + len(piece.rstrip()),
                text=text,
                gap=gap,
                indent=len(marks["indent"]) if marks else 0,
                outset=start + len(piece) - len(piece.lstrip()),
                bullet=bool(marks and marks["bullet"]),
                heading=bool(marks and marks["heading"]),
            )
            gap = 0
        else:
            gap += 1
        start += len(piece)


def one_line(text: str) -> str:
    """Return ``text`` without control characters, its white space folded to single spaces."""
    line = " ".join(text.split())
    if line.isprintable():  # then there is no control character to look for
        return unicodedata.normalize("NFC", line)
    return " ".join(strip_controls(text).split())


# ── hard wrapping ─────────────────────────────────────────────────────────────

_NARROWEST_WRAP, _WIDEST_WRAP = 45, 120
_FEWEST_PAIRS = 3
_MOSTLY_BROKEN, _MOSTLY_FULL, _OFTEN_SMALL = 0.4, 0.7, 0.3
_SLACK, _LONG_ENOUGH = 0.85, 0.6


def _wrapped_at(lines: Sequence[_Line]) -> int | None:
    """Return the width that lines were broken at, or ``None`` where each line stands for itself.

    A line was broken by width if it ends no sentence and the first word of the next would not have fitted on it;
    and where lines were broken so, many of the next begin with a small letter.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if b.gap == 0]
    broken = [(a, b) for a, b in pairs if not _is_ended(a.text)]
    if len(pairs) < _FEWEST_PAIRS or len(broken) < _MOSTLY_BROKEN * len(pairs):
        return None
    lengths = sorted(len(a.text) for a, _ in broken)
    width = lengths[len(lengths) * 9 // 10]
    full = sum(_is_full(a, b, width) for a, b in broken)
    small = sum(b.text[0].islower() for _, b in broken)
    capital = sum(b.text[0].isupper() for _, b in broken)
    is_wrapped = full >= _MOSTLY_FULL * len(broken) and small >= _OFTEN_SMALL * (small + capital)
    return width if is_wrapped and _NARROWEST_WRAP <= width <= _WIDEST_WRAP else None


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    return len(line.text) + 1 + len(following.text.split(" ", 1)[0]) > width * _SLACK


_LONG_LINE = 40


def _continues(line: _Line, following: _Line, width: int | None) -> bool:
    """Tell whether ``following`` goes on with the paragraph of ``line``."""
    if following.gap or following.heading or line.heading:
        return False
    is_ended = _is_ended(line.text)
    is_full = width is not None and _is_full(line, following, width)
    if following.bullet:  # or a dash, or a number, that came to stand at the beginning of a line
        return is_full and not is_ended
    if following.text[0].islower() and not is_ended:
        return len(line.text) >= _LONG_LINE
    if width is None or (following.indent > line.indent + 1 and not line.bullet):
        return False
    return is_full or (len(line.text) > width * _LONG_ENOUGH and not is_ended)


def _groups(lines: Sequence[_Line], width: int | None) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for line in lines:
        if group and not _continues(group[-1], line, width):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


# ── blocks ────────────────────────────────────────────────────────────────────


def _block(raw: str, group: Sequence[_Line], markdown: bool, indented: bool) -> Block:
    first = group[0]
    text = one_line(raw[first.start : group[-1].end]) if len(group) > 1 else first.text
    if markdown:
        text = _unmarked(text)
    return Block(
        bullet=first.outset,
        start=first.start,
        end=group[-1].end,
        text=text,
        key=normalized(text),
        gap=first.gap,
        listed=first.bullet or (indented and first.indent >= _INDENT),
        heading=first.heading,
        ended=_is_ended(text),
        words=max(count_words(text), len(_WIDE.findall(text)) // _LETTERS_A_WIDE_WORD),
    )


_MARKDOWN = (
    (re.compile(r"!\[[^\]]*\]\([^()\s]*(?:\s[^()]*)?\)"), ""),
    (re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?:\s[^()]*)?\)"), r"\1"),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*]+)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)([^_]+)(?<=\S)\1(?![\w_])"), r"\2"),
)


def _unmarked(text: str) -> str:
    """Return ``text`` without Markdown's links, images and emphasis."""
    for pattern, plain in _MARKDOWN:
        text = pattern.sub(plain, text)
    return " ".join(text.split())
