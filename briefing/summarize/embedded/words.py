"""Words and their forms: tokens of a text, English inflection, and the classes that news English's words fall into."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.data import table

_TOKEN = re.compile(  # with the space behind it, so that the tokens of a sentence follow one another
    r"(?:[a-z]+(?=[ ,])|(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Gen|Adm|Rep|Gov|Lt|Col|St|Jr|Sr)\.(?=\s)|\d+(?:,\d{3})+(?!\d)|[^\W_]+(?:[.\-‐‑][^\W_]+|['](?!s\b)[^\W_]+)*|'s\b|--+|\.{2,}|''|``|[^\s\w]|_)\s*"
)
_PLAIN = {**dict.fromkeys("‘’ʼ`´", "'"), **dict.fromkeys("“”„«»", '"'), "\u00a0": " "}


class Token(NamedTuple):
    """One word or mark. ``word`` is folded and in lower case, ``bits`` the classes it may belong to;
    the offsets are those of the article."""

    word: str
    capital: bool
    bits: int
    start: int
    end: int


class Form(StrEnum):
    """Which form of a verb, or of a noun, a word is."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"
    NOUN = "noun"
    FIXED = "fixed"


# Classes as bits, because every token of every article is asked for several of them.
_CLASSES = (
    "modals",
    "auxiliaries",
    "nonfinite_auxiliaries",
    "be",
    "negations",
    "adverbs",
    "determiners",
    "pronouns",
    "prepositions",
    "conjunctions",
    "subordinators",
    "relatives",
    "time_words",
    "strong_marks",
    "quotation_marks",
)
(
    MODAL,
    AUXILIARY,
    NONFINITE,
    BE,
    NEGATION,
    ADVERB,
    DETERMINER,
    PRONOUN,
    PREPOSITION,
    CONJUNCTION,
    SUBORDINATOR,
    RELATIVE,
    TIME,
    STRONG,
    QUOTE,
) = (1 << number for number in range(len(_CLASSES)))
BASE, THIRD, PAST, PARTICIPLE, ING, REPORTING, SPEECH = (
    1 << number for number in range(len(_CLASSES), len(_CLASSES) + 7)
)
_FORM_BITS = {Form.BASE: BASE, Form.THIRD: THIRD, Form.PAST: PAST, Form.PARTICIPLE: PARTICIPLE, Form.ING: ING}


def tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of ``text[start:end]``; ``'s`` stands alone and an abbreviation keeps its points.

    ``text`` has plain quotation marks: see :func:`with_plain_quotes`. No space stands at ``start``.
    """
    found = []
    for written in _TOKEN.findall(text, start, end):
        word, capital, bits, size = _classed(written)
        found.append(_new(Token, (word, capital, bits, start, start + size)))
        start += len(written)
    return tuple(found)


_new = tuple.__new__  # a token for each word of each article: half the time of calling Token


def with_plain_quotes(text: str) -> str:
    """Return ``text`` with plain quotation marks and spaces, one character for one."""
    for typographic, plain in _PLAIN.items():  # a tenth of the time that str.translate takes
        text = text.replace(typographic, plain)
    return text


@lru_cache(maxsize=1 << 15)
def _classed(written: str) -> tuple[str, bool, int, int]:
    """Return a word in lower case, whether it has a capital, its classes, and its length; unknown words in -ly are adverbs."""
    word = written.rstrip()
    lower = word.lower()
    adverb = ADVERB if lower == word and lower.endswith("ly") and len(lower) > 4 else 0
    return lower, lower != word and word[0].isupper(), _bits().get(lower, adverb), len(word)


@cache
def word_set(name: str) -> frozenset[str]:
    """Return one list of ``word_classes.toml``."""
    return frozenset(table("word_classes")[name])


@cache
def speakable() -> frozenset[str]:
    """Return every word that can make a phrase without a name somebody who speaks or wants."""
    lists = (
        "sources",
        "analysts",
        "officials",
        "documents",
        "institutions",
        "media",
        "groups",
        "of_the_state",
    )
    phrases = frozenset().union(*(word_set(name) for name in lists))
    return frozenset(word for phrase in phrases for word in phrase.split())


@cache
def _bits() -> Mapping[str, int]:
    """Return the classes of every word that has any."""
    classes: dict[str, int] = {}
    for number, name in enumerate(_CLASSES):
        for word in word_set(name):
            classes[word] = classes.get(word, 0) | 1 << number
    for name in ("reporting", "common"):
        for lemma in table("verbs")[name]:
            _add_verb(classes, lemma, REPORTING if name == "reporting" else 0)
    for lemma in _cue_verbs():
        _add_verb(classes, spelled(lemma), 0)
    for lemma in table("verbs")["speech"]:
        _add_verb(classes, spelled(lemma), SPEECH)
    return classes


def _cue_verbs() -> frozenset[str]:
    groups = (group["words"] for group in table("cues")["group"] if group["form"] == "verb")
    firsts = frozenset(words.split()[0] for group in groups for words in group)
    return firsts - word_set("auxiliaries")


def _add_verb(classes: dict[str, int], lemma: str, also: int) -> None:
    for word, form in verb_forms(lemma):
        classes[word] = classes.get(word, 0) | _FORM_BITS[form] | also


def verb_forms(lemma: str) -> Iterator[tuple[str, Form]]:
    """Yield the forms of a verb given as "urge" or, irregular, as "say/said/said"."""
    base, *parts = lemma.split("/")
    past, participle = parts or (_regular_past(base),) * 2
    yield base, Form.BASE
    yield _third(base), Form.THIRD
    yield participle, Form.PARTICIPLE
    yield past, Form.PAST
    yield _ing(base), Form.ING


def plural(noun: str) -> str:
    """Return the regular plural of ``noun``."""
    return _third(noun)


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ied"
    return _doubled(base) + "ed"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return _doubled(base) + "ing"


def _doubled(base: str) -> str:
    """Double a final consonant as English spelling does: plan, planned; commit, committed."""
    short = len(base) <= 4 and re.search(r"^[^aeiou]*[aeiou][bdgklmnprt]$", base)
    return base + base[-1] if short or base in word_set("doubling") else base


@cache
def _irregular() -> Mapping[str, str]:
    lemmas = [*table("verbs")["reporting"], *table("verbs")["common"]]
    return {lemma.split("/")[0]: lemma for lemma in lemmas if "/" in lemma}


def spelled(base: str) -> str:
    """Return ``base`` with its irregular forms, where it has any: "say" gives "say/said/said"."""
    return _irregular().get(base, base)
