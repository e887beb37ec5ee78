"""What a single line or short paragraph of a page is, by its words alone: phrases, dates, credits, bylines. Pure.

The phrases stand in ``data/furniture.toml``. What only the surroundings can tell (repetition,
lists, the vocabulary of the body) is decided elsewhere.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.collect.blocks import Block, normalized
from briefing.text import count_words, fold, strip_controls, words
from briefing.types import NoiseReason

# ── phrases ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """Where none of the ``literals`` stands in a text, the pattern need not be tried on it."""

    literals: tuple[str, ...]
    pattern: re.Pattern[str]


_SYNTAX = re.compile(r"\\.|[*#\[\]()|]|[^*#\[\]()|\\]+")
_MEANING = {"*": ".{0,60}?", "#": r"\d[\d.,:]*", "[": "(?:", "(": "(?:", "]": ")?", ")": ")"}


def _as_pattern(phrase: str) -> str:
    """Return the regular expression that a phrase of ``furniture.toml`` means."""
    depth, out = 0, []
    for piece in _SYNTAX.findall(phrase):
        depth += (piece in "[(") - (piece in "])")
        if piece == "|" and depth:
            out.append("|")
        else:
            out.append(_MEANING.get(piece) or re.escape(piece.removeprefix("\\")))
    return "".join(out)


_PLAIN_GROUP = re.compile(r"\(([^()\[\]*#\\]*)\)")


def _literals(phrase: str) -> tuple[str, ...]:
    """Return words of which one must stand in a text that the phrase matches: the longest that there are."""
    depth, runs = 0, [""]
    candidates: list[tuple[str, ...]] = []
    for match in _SYNTAX.finditer(phrase):
        piece = match.group()
        if depth == 0 and piece[0] not in "*#[(\\":
            runs[-1] += piece
        else:
            runs.append("")
        if depth == 0 and (group := _PLAIN_GROUP.match(phrase, match.start())):
            candidates.append(tuple(group.group(1).split("|")))
        depth += (piece in "[(") - (piece in "])")
    candidates += [(run,) for run in runs]
    return max(candidates, key=lambda literals: min(map(len, literals)))


def _bounded(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?:(?<!\w)|(?!\w))"


@cache
def _data() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("briefing.data").joinpath("furniture.toml").read_text("utf-8"))


@cache
def named(kind: str) -> frozenset[str]:
    """Return a list of names and words from ``furniture.toml``."""
    return frozenset(_data()["names"][kind])


@cache
def _anchored(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile("(?:" + "|".join(map(_as_pattern, phrases)) + r")(?:(?<!\w)|(?!\w))"))
        for kind, phrases in _data()[table].items()
    )


def _matching(table: str, text: str, *, whole: bool) -> str | None:
    """Return the kind of the first phrases of ``table`` that ``text`` begins with, or consists of."""
    for kind, pattern in _anchored(table):
        if pattern.fullmatch(text) if whole else pattern.match(text):
            return kind
    return None


@cache
def _loose(table: str) -> Mapping[str, tuple[_Phrase, ...]]:
    return {
        kind: tuple(
            _Phrase(literals=_literals(phrase), pattern=re.compile(_bounded(_as_pattern(phrase))))
            for phrase in phrases
        )
        for kind, phrases in _data()[table].items()
    }


def _says(phrases: Iterable[_Phrase], text: str) -> bool:
    for phrase in phrases:
        for literal in phrase.literals:
            if literal in text:
                if phrase.pattern.search(text):
                    return True
                break
    return False


# ── lines ─────────────────────────────────────────────────────────────────────

_SHORTEST_SENTENCE = 3
_SENTENCE_WORDS, _LINE_WORDS, _HEADING_WORDS, _NOTICE_WORDS = 8, 12, 9, 60
_LINE_CHARACTERS, _NOTICE_CHARACTERS = 160, 600


def line_reason(block: Block) -> NoiseReason | None:
    """Return what a line or short paragraph is by its own words, ``None`` where they do not tell."""
    if block.words == 0:
        return NoiseReason.BOILERPLATE
    if len(block.text) > _NOTICE_CHARACTERS or block.words > _NOTICE_WORDS:
        return None
    reason = _whole_line(block)
    return reason if reason or block.words < 2 else _notice(block.key)


def _whole_line(block: Block) -> NoiseReason | None:
    if block.words > _LINE_WORDS + 4 or len(block.text) > _LINE_CHARACTERS:
        return None
    if is_date_line(block.text):
        return NoiseReason.DATELINE_FURNITURE
    if is_credit(block.text):
        return NoiseReason.CREDIT
    if not block.ended and is_byline(block.text):
        return NoiseReason.BYLINE
    if block.words > (_SENTENCE_WORDS if block.ended else _LINE_WORDS):
        return None
    kind = _matching("line", block.key, whole=True)
    return NoiseReason(kind) if kind else None


def _notice(text: str) -> NoiseReason | None:
    begun = _matching("begins", text, whole=False)
    held = begun or next((kind for kind, phrases in _loose("contains").items() if _says(phrases, text)), None)
    return NoiseReason(held) if held else None


def heading_kind(block: Block) -> str | None:
    """Return which table of ``[heading]`` a line stands in ("More from Europe": sidebar), ``None`` for any other line."""
    is_sentence = block.is_prose and block.words > _SHORTEST_SENTENCE
    if is_sentence or block.words > _HEADING_WORDS or len(block.text) > _LINE_CHARACTERS:
        return None
    return _matching("heading", block.key, whole=True)


def wall_kinds(block: Block) -> frozenset[str]:
    """Return which walls a short paragraph tells of: ``subscription``, ``challenge``, ``consent``."""
    if len(block.key) > _NOTICE_CHARACTERS:
        return frozenset()
    return frozenset(kind for kind, phrases in _loose("wall").items() if _says(phrases, block.key))


def is_machine_addressed(text: str) -> bool:
    """Tell whether ``text`` gives orders to a language model, or hides letters from readers. It is never altered for that."""
    if _SMUGGLED.search(_FLAG_EMOJI.sub("", text)) or len(_SPLIT_WORDS.findall(text)) >= _MANY_SPLITS:
        return True
    folded = " ".join(fold(strip_controls(text)).lower().split())
    return _says(_loose("machine")["addressed"], folded)


_SMUGGLED = re.compile("[\U000e0020-\U000e007e]|\u202e")
_FLAG_EMOJI = re.compile("\U0001f3f4[\U000e0020-\U000e007f]+")
_SPLIT_WORDS = re.compile("(?<=[A-Za-z])[\u200b\u2060\ufeff](?=[A-Za-z])")
_MANY_SPLITS = 3


def is_opinion_mark(text: str) -> bool:
    """Tell whether a kicker, section or title prefix such as "Opinion" or "Letters" marks a piece of opinion."""
    return normalized(text) in named("opinion")


_TITLE_PREFIX = re.compile(r"([^:|]{2,30}?)\s*[:|]\s")


def is_opinion_title(title: str) -> bool:
    """Tell whether a title says that it is opinion ("Opinion | …", "Editorial: …")."""
    prefix = _TITLE_PREFIX.match(title)
    return prefix is not None and is_opinion_mark(prefix.group(1))


def is_genre_title(title: str) -> bool:
    """Tell whether a line begins with what kind of article it heads ("Analysis: …"): a headline, or a link to such an article."""
    prefix = _TITLE_PREFIX.match(title)
    return prefix is not None and normalized(prefix.group(1)) in named("genre")


# ── dates, credits, bylines ───────────────────────────────────────────────────

_NUMBER = re.compile(
    r"\d+(?:st|nd|rd|th|am|pm|a\.m|p\.m|h|m|s|d|w|min|mins|sec|hrs?)?(?:[.\-t]\d+(?:am|pm|z)?)*"
)
_NUMERIC_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}")
_MOMENTS = frozenset(("now", "ago", "today", "yesterday"))


def is_date_line(text: str) -> bool:
    """Tell whether a line consists of dates and times ("Updated 3 hours ago", "4 May 2025, 10:15 GMT")."""
    tokens = words(text)
    numbers = [token for token in tokens if _NUMBER.fullmatch(token)]
    vocabulary = named("date_words")
    return (
        0 < len(tokens) <= 16
        and (len(numbers) < len(tokens) or _NUMERIC_DATE.search(text) is not None)
        and all(token in vocabulary or _NUMBER.fullmatch(token) for token in tokens)
        and (bool(numbers) or not _MOMENTS.isdisjoint(tokens))
    )


_PERSON = r"(?:[^\W\d_a-z][\w.'’\-]*(?:\s+(?:de|da|van|von|der|al|el|bin|ben|[^\W\d_a-z][\w.'’\-]*)){1,3})"
_PARTS = re.compile(r"\s*(?:/|\||,|;|\bvia\b|\band\b|\bfor\b|[-–—](?=\s))\s*", re.IGNORECASE)
_SLASHED = re.compile(rf"[(\[]?{_PERSON}(?:\s*/\s*[^\W\d_a-z][\w .&'’\-]+)+[)\]]?")
_BRACKETS = "()[] .:"
_CREDIT_LABEL = re.compile(
    r"(?i)^(?:(?:photo|photograph|image|picture|credit|pic)s?(?: by| credit| courtesy(?: of)?)?\s*[:/]?|©)\s+"
)


def is_credit(text: str) -> bool:
    """Tell whether a line names who took a picture, or the agencies it came from ("A. Writer/Reuters", "AFP")."""
    bare = _CREDIT_LABEL.sub("", text.strip(_BRACKETS))
    if not bare or count_words(bare) > 12:
        return False
    parts = [part.strip(_BRACKETS).lower() for part in _PARTS.split(fold(bare))]
    agencies = [part for part in parts if part in named("agencies")]
    if len(agencies) == len(parts):
        return True
    if agencies and re.fullmatch(rf"{_PERSON}\s*(?:/|\||,|[-–—]|via|\()\s*.*", bare):
        return True
    return _SLASHED.fullmatch(bare) is not None


def is_photographer_credit(text: str) -> bool:
    """Tell a credit that names more than an agency: it stands under a picture, never alone under a headline."""
    return is_credit(text) and text.strip(_BRACKETS).lower() not in named("agencies")


_BYLINE = re.compile(
    r"(?i:by|written by|story by|text by|words by|report by|analysis by|interview by|commentary by)\s*:?\s+"
    r"(?:(?:Dr|Prof|Sir|Lord)\.?\s+)?[^\W\d_a-z][\w.'’\-]*(?:$|,|\s+(?:and|&|[|/–—\-])|\s+[^\W\d_a-z(]|\s+(?:de|da|van|von|al|el|bin)\b)"
)


def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote the article ("By Jane Doe, diplomatic editor")."""
    return _BYLINE.match(text) is not None


# ── endings of paragraphs ─────────────────────────────────────────────────────

_LONGEST_CREDIT = 140
_BRACKETED_END = re.compile(r"\s*[(\[]([^()\[\]]{2,90})[)\]]\.?$")
_LOOSE_END = re.compile(
    r"(?<=[.!?\"'”’)\d])\s*((?:(?<=\s)(?i:photo|photograph|image|picture|pic|source)\s*(?:by\b|credit|courtesy|:|/)"
    r"|(?i:photo\s)?Credit(?::|\.\.\.|…)|(?<=\s)(?:REUTERS|Reuters|AFP|AP|EPA|Getty)\s*(?:/|\||via\b)|(?<=\s)AP Photo\b"
    r"|(?<=\s)Getty Images$)[^.!?]{0,90}\.?)$"
)
_SLASHED_END = re.compile(rf"(?<=[.!?\"'”’)])\s+({_PERSON}(?:\s*/\s*[A-Z][\w .&'’\-]{{1,40}})+)$")
_PICTURE_WORD = re.compile(
    r"(?i)\b(?:photo|photos|photograph|image|picture|credit|file|handout|pool|screengrab|getty|courtesy)\b|[^\W\d_a-z]\w*\s?/\s?[^\W\d_a-z]"
)
_REPORTING_END = re.compile(
    r"(?<=[.!?\"'”’)])\s*(\(?(?:Additional reporting|Reporting|Writing|Editing|Compiled|Edited)\s+(?:and\s+\w+\s+)?by\s+[A-Z][^.]{2,300}\.?\)?)$"
)


def credit_at_end(text: str) -> int | None:
    """Return where a paragraph's closing picture credit begins, ``None`` if it has none."""
    before = max(0, len(text) - _LONGEST_CREDIT)
    end = text[before:]
    if (bracketed := _BRACKETED_END.search(end)) and _is_bracketed_credit(bracketed.group(1)):
        return before + bracketed.start()
    loose = _LOOSE_END.search(end) or _SLASHED_END.search(end)
    return before + loose.start() if loose else None


def _is_bracketed_credit(text: str) -> bool:
    return is_credit(text) or (count_words(text) <= 10 and _PICTURE_WORD.search(text) is not None)


def names_only_an_agency(text: str) -> bool:
    """Tell whether a paragraph ends with "(Reuters)" or the like, as a picture's caption or a wire report may."""
    bracketed = _BRACKETED_END.search(text[-_LONGEST_CREDIT:])
    return bracketed is not None and bracketed.group(1).strip().lower() in named("agencies")


def reporting_credit_at_end(text: str) -> int | None:
    """Return where "(Reporting by …; Editing by …)" begins at the end of a paragraph, ``None`` if it is not there."""
    found = _REPORTING_END.search(text) if " by " in text else None
    return found.start(1) if found else None
