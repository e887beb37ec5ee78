"""The numbers that a text states, in digits and in words: "1.5 bn", "two dozen", "half", "a third", "40-50%". Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import zip_longest

from briefing.summarize.checks.lexicon import currencies, table
from briefing.text import Span, fold


class NumberKind(StrEnum):
    """``VAGUE`` are dozens and thousands, ``IMPLIED`` a number inside a word ("both")."""

    PLAIN = "plain"
    PERCENT = "percent"
    ORDINAL = "ordinal"
    VAGUE = "vague"
    IMPLIED = "implied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """``values`` are all that the words may mean: "5m" is five or five million. Per cents are parts of one.

    ``scale`` is what the number was multiplied by, ``digits`` whether it stands in digits,
    ``nouns`` the one or two words right behind it in small letters, in the singular, if the first is one that can be counted.
    """

    span: Span
    values: frozenset[Fraction]
    kinds: frozenset[NumberKind]
    currency: str | None = None
    scale: int = 1
    digits: bool = False
    nouns: tuple[str, ...] = ()


@lru_cache(maxsize=512)
def numbers_in(text: str) -> tuple[Number, ...]:
    """Return the numbers of ``text`` in order; those inside names ("G20", "F-16") are left out."""
    tokens = _tokens(fold(text).lower())
    found: list[Number] = []
    position = 0
    while position < len(tokens):
        number, after = _number_at(tokens, position, text)
        if number is not None:
            found.append(number)
        position = max(after, position + 1)
    return tuple(replace(number, nouns=_nouns(number, text)) for number in _ranged(found, text))


def _nouns(number: Number, text: str) -> tuple[str, ...]:
    match = _COUNTED.match(text, number.span.end)
    if match is None or match[1] in _NOT_COUNTED:
        return ()
    nouns = match.groups() if not match[1].endswith("s") else match.groups()[:1]
    return tuple(noun.removesuffix("s") for noun in nouns if noun)


_COUNTED = re.compile(r"[ -]([a-z]{3,})(?: ([a-z]{3,}))?")
_NOT_COUNTED = frozenset(
    (
        "and",
        "are",
        "can",
        "could",
        "did",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "into",
        "may",
        "might",
        "more",
        "must",
        "per",
        "should",
        "than",
        "that",
        "the",
        "two",
        "was",
        "were",
        "who",
        "will",
        "with",
        "would",
        "year",
        "years",
    )
)


def is_stated(number: Number, evidence: Sequence[Number]) -> bool:
    """Tell whether one of the numbers of the evidence is ``number``.

    A number that counts something is not, where the evidence counts another number of it and has this one
    only of other things: "two months" beside "two governments" and "three months".
    """
    alike = [one for one in evidence if _is_same(number, one)]
    if not alike or _counts_other_things(number, alike, evidence):
        return False
    known = {one.currency for one in alike} - {None}
    return number.currency is None or not known or number.currency in known


def _counts_other_things(number: Number, alike: Sequence[Number], evidence: Sequence[Number]) -> bool:
    counted = (one for one in evidence if NumberKind.IMPLIED not in one.kinds)
    noun = next(iter(number.nouns), None)
    if noun is None or not any(one.nouns[:1] == (noun,) for one in counted):
        return False
    return all(one.nouns and noun not in one.nouns for one in alike)


def _is_same(number: Number, other: Number) -> bool:
    if NumberKind.VAGUE in number.kinds:
        return not _may_be_year(other) and any(_is_so_many(number, value) for value in other.values)
    if not number.values & other.values:
        return False
    if number.kinds == {NumberKind.PERCENT}:
        return NumberKind.PERCENT in other.kinds
    if number.kinds == {NumberKind.ORDINAL}:
        return NumberKind.ORDINAL in other.kinds or other.kinds == {NumberKind.PLAIN}
    if other.kinds == {NumberKind.IMPLIED} and number.digits and 1 in number.values:
        return False
    return bool(other.kinds & (number.kinds | {NumberKind.IMPLIED}))


def _may_be_year(number: Number) -> bool:
    return number.digits and any(1500 <= value < 2100 for value in number.values)


def _is_so_many(number: Number, value: Fraction) -> bool:
    return any(least <= value < 1000 * least for least in number.values)


# ── tokens ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int
    before_hyphen: bool
    ends_a_clause: bool


def _tokens(text: str) -> list[_Token]:
    behind = ((match, text[match.end() : match.end() + 1]) for match in _TOKEN.finditer(text))
    return [_Token(match.group(), *match.span(), mark == "-", mark in _ENDS) for match, mark in behind]


_ENDS = frozenset(",;.:")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'s)?|[$€£¥₹₽%]")


def _number_at(tokens: Sequence[_Token], position: int, text: str) -> tuple[Number | None, int]:
    """Return the number whose words begin at ``position``, and the position behind it."""
    token = tokens[position]
    if token.word[0].isdecimal():
        return _in_digits(tokens, position, text)
    return _in_words(tokens, position, text)


# ── digits ────────────────────────────────────────────────────────────────────


def _in_digits(tokens: Sequence[_Token], position: int, text: str) -> tuple[Number | None, int]:
    token = tokens[position]
    if _IN_NAME.search(text, max(0, token.start - 8), token.start):
        return None, position + 1
    values, after, kind = _readings(token.word), position + 1, NumberKind.PLAIN
    if after < len(tokens) and tokens[after].start == token.end and tokens[after].word in _ORDINAL_ENDINGS:
        kind, after = NumberKind.ORDINAL, after + 1
    number = Number(span=Span(token.start, token.end), values=values, kinds=frozenset({kind}), digits=True)
    return _completed(number, tokens, position, after, text)


_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
# "G20", "G-20", "F-16", "COP30": a capital right before, or before a hyphen.
_IN_NAME = re.compile(r"(?:\w*[A-Z]\w*|\b[A-Z]+-|[a-z])$")


def _readings(digits: str) -> frozenset[Fraction]:
    """Return what a number in digits may mean: "1,500" is 1500, "1,5" one and a half, "1.500" either; too long a one is none."""
    found = set()
    if len(digits) > _LONGEST:
        return frozenset()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        found.add(Fraction(re.sub(r"\D", "", digits)))
    if digits.count(".") + digits.count(",") == 1 and not re.fullmatch(r"\d{1,3},\d{3}", digits):
        found.add(Fraction(digits.replace(",", ".")))
    return frozenset(found or {Fraction(re.sub(r"\D", "", digits))})


_LONGEST = 100
"""Nobody counts so far, and Python turns no more than some thousand digits into a number."""


# ── words ─────────────────────────────────────────────────────────────────────


def _in_words(tokens: Sequence[_Token], position: int, text: str) -> tuple[Number | None, int]:
    for read in (_part, _cardinal, _ordinal, _other):
        number, after = read(tokens, position)
        if number is not None:
            return _completed(number, tokens, position, after, text)
    return None, position + 1


_Reading = tuple[Number | None, int]


def _part(tokens: Sequence[_Token], position: int) -> _Reading:
    """Read "half", "half a million", "a third", "two-thirds", "one in five"; "a fifth" may be an ordinal."""
    words = [token.word for token in tokens[position : position + 3]]
    if words[0] in ("half", "halves"):
        return _half(tokens, position, words)
    if words[:2] == ["one", "in"] and words[2:] and (whole := _whole(words[2])):
        return _share(tokens, position, position + 3, Fraction(1, whole))
    count = 1 if words[0] in ("a", "one") else table("cardinals").get(words[0], 0)
    part = table("parts").get(words[1], 0) if len(words) > 1 else 0
    if (
        not count
        or not part
        or (count > 1) != words[1].endswith("s")
        or words[2:3] in (["century"], ["hour"])
    ):
        return None, position
    number, after = _share(tokens, position, position + 2, Fraction(count, part))
    if number is not None and count == 1:
        kinds = number.kinds | {NumberKind.ORDINAL}
        number = replace(number, values=number.values | {Fraction(part)}, kinds=kinds)
    return number, after


def _whole(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 7 else table("cardinals").get(word, 0)


def _half(tokens: Sequence[_Token], position: int, words: Sequence[str]) -> _Reading:
    if words[1:2] == ["a"] and words[2:] and words[2] in table("scales"):
        value = Fraction(table("scales")[words[2]], 2)
        return _made(tokens, position, position + 3, value, NumberKind.PLAIN), position + 3
    if tokens[position].before_hyphen:
        return None, position
    return _share(tokens, position, position + 1, Fraction(1, 2))


def _share(tokens: Sequence[_Token], first: int, after: int, value: Fraction) -> _Reading:
    return _made(tokens, first, after, value, NumberKind.PLAIN, NumberKind.PERCENT), after


def _cardinal(tokens: Sequence[_Token], position: int) -> _Reading:
    """Read "twenty-one", "two hundred and fifty", "a million"; "one" alone is a pronoun as well."""
    total, current, after, scale = 0, 0, position, 1
    while after < len(tokens):
        word, opens = tokens[after].word, after == position
        value = table("cardinals").get(word)
        if value is not None and _may_follow(current, value):
            current += value
        elif word == "hundred" and not opens:
            current = max(current, 1) * 100
        elif word in _SCALES_IN_WORDS and not opens and (current or after == position + 1):
            scale = table("scales")[word]
            total, current = total + max(current, 1) * scale, 0
        elif not _goes_on(tokens, after, current, opens=opens):
            break
        after += 1
    words = [token.word for token in tokens[position:after]]
    if words in ([], ["a"], ["an"]):
        return None, position
    made = _made(tokens, position, after, Fraction(total + current), NumberKind.PLAIN)
    if words == ["one"] and not _is_scaled(tokens, after):
        made = replace(made, kinds=frozenset({NumberKind.IMPLIED, NumberKind.PLAIN}))
    return replace(made, scale=scale), after


_SCALES_IN_WORDS = frozenset({"thousand", "million", "billion", "trillion", "dozen"})


def _may_follow(current: int, value: int) -> bool:
    """Tell whether "five" goes on what was read: after "twenty" and "hundred", not after "two"."""
    if current == 0:
        return True
    return (current % 100 == 0 and value < 100) or (
        current % 10 == 0 and current % 100 >= 20 and 0 < value < 10
    )


def _goes_on(tokens: Sequence[_Token], position: int, current: int, *, opens: bool) -> bool:
    """Tell whether a number goes on over "a" at its beginning or over "and" behind a hundred."""
    if opens:
        return tokens[position].word in ("a", "an")
    follows = position + 1 < len(tokens) and tokens[position + 1].word in table("cardinals")
    return tokens[position].word == "and" and follows and current >= 100 and current % 100 == 0


def _is_scaled(tokens: Sequence[_Token], after: int) -> bool:
    return after < len(tokens) and tokens[after].word in table("scales")


def _ordinal(tokens: Sequence[_Token], position: int) -> _Reading:
    """Read "second" and "twenty-first"; "acts first" counts nothing, nor does "sees it first, …"."""
    word = tokens[position].word
    following = tokens[position + 1].word if position + 1 < len(tokens) else ""
    following = "" if tokens[position].ends_a_clause else following
    if word in table("ordinals") and not (word == "first" and following in _BEHIND_AN_ADVERB):
        return _made(
            tokens, position, position + 1, Fraction(table("ordinals")[word]), NumberKind.ORDINAL
        ), position + 1
    return None, position


_BEHIND_AN_ADVERB = frozenset(
    {"", "and", "at", "before", "by", "if", "in", "on", "then", "to", "under", "when", "with"}
)


def _other(tokens: Sequence[_Token], position: int) -> _Reading:
    word = tokens[position].word
    if word in table("vague"):
        return _made(
            tokens, position, position + 1, Fraction(table("vague")[word]), NumberKind.VAGUE
        ), position + 1
    if word in table("implied"):
        return _made(
            tokens, position, position + 1, Fraction(table("implied")[word]), NumberKind.IMPLIED
        ), position + 1
    return None, position


def _made(tokens: Sequence[_Token], first: int, after: int, value: Fraction, *kinds: NumberKind) -> Number:
    span = Span(tokens[first].start, tokens[after - 1].end)
    return Number(span=span, values=frozenset({value}), kinds=frozenset(kinds))


# ── what goes with a number ───────────────────────────────────────────────────


def _completed(
    number: Number, tokens: Sequence[_Token], first: int, after: int, text: str
) -> tuple[Number, int]:
    """Add the scale, the per cent and the currency that stand beside a number."""
    if number.kinds & {NumberKind.IMPLIED, NumberKind.ORDINAL, NumberKind.VAGUE}:
        return number, after
    for token in tokens[after : after + _MOST_SCALES]:
        if token.word not in table("scales") or not _is_beside(tokens, after, text):
            break
        number, after = _scaled(number, token), after + 1
    if percent := _PERCENT.match(text, number.span.end):
        number = _as_percent(number, percent.end())
        after = next((i for i in range(after, len(tokens)) if tokens[i].start >= percent.end()), len(tokens))
    return replace(number, currency=_currency(tokens, first, after)), after


_MOST_SCALES = 3
_PERCENT = re.compile(r"[ \u00a0-]?(?:%|per[ -]?cent(?:age)?|percent|pct)(?:[ -]points?)?", re.IGNORECASE)


def _is_beside(tokens: Sequence[_Token], after: int, text: str) -> bool:
    return text[tokens[after - 1].end : tokens[after].start] in ("", " ", "-", "\u00a0")


def _scaled(number: Number, token: _Token) -> Number:
    factor = table("scales")[token.word]
    values = frozenset(value * factor for value in number.values)
    if len(token.word) == 1:
        values |= number.values
    return replace(
        number, values=values, scale=number.scale * factor, span=Span(number.span.start, token.end)
    )


def _as_percent(number: Number, end: int) -> Number:
    return replace(
        number,
        values=frozenset(value / 100 for value in number.values),
        kinds=frozenset({NumberKind.PERCENT}),
        span=Span(number.span.start, end),
    )


def _currency(tokens: Sequence[_Token], first: int, after: int) -> str | None:
    """Return the code of the currency before or behind a number, a word for whose it is between or not."""
    if first and tokens[first - 1].word in currencies():
        return currencies()[tokens[first - 1].word]
    behind = (tokens[i] for i in range(after, min(after + 2, len(tokens))))
    return next((currencies()[token.word] for token in behind if token.word in currencies()), None)


def _ranged(found: Iterable[Number], text: str) -> Iterator[Number]:
    """Give the first number of "40 to 50 billion dollars" the scale and the unit of the second as another reading."""
    numbers = list(found)
    for number, following in zip_longest(numbers, numbers[1:]):
        if following is None or not _RANGE.fullmatch(text[number.span.end : following.span.start]):
            yield number
        else:
            yield _like(number, following)


_RANGE = re.compile(r" ?(?:-|–|—|to|or|and|,) ?[$€£¥]?")


def _like(number: Number, following: Number) -> Number:
    values, kinds = set(number.values), set(number.kinds)
    if NumberKind.PERCENT in following.kinds and NumberKind.PERCENT not in kinds:
        values |= {value / 100 for value in number.values}
        kinds.add(NumberKind.PERCENT)
    if following.scale > number.scale:
        values |= {value * following.scale for value in number.values}
    currency = number.currency or following.currency
    return replace(number, values=frozenset(values), kinds=frozenset(kinds), currency=currency)
