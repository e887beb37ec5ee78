"""Evidence in another language, with its dates and numbers in English, so that a translation can be held against it. Pure."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from briefing.labels import ENGLISH, labels_in, languages


def in_english(text: str, language: str) -> str:
    """Return ``text`` with the dates and numbers of its language in English words: "dos", "4 de marzo".

    All else stays as it is, and so does a text in a language of which we have no words.
    """
    if language == ENGLISH or language not in _numerals():
        return text
    words, pattern = _words(language)
    dated = re.sub(rf"\b(\d{{1,2}})\.? (?:de )?(?={_any_of(_months(language))})", r"\1 ", text)
    return pattern.sub(lambda found: words[found[0].lower()], dated)


@cache
def _words(language: str) -> tuple[Mapping[str, str], re.Pattern[str]]:
    numerals = dict(zip(_numerals()[language], _numerals()[ENGLISH], strict=True))
    weekdays = dict(
        zip(*(labels_in(each).all("dates.weekdays") for each in (language, ENGLISH)), strict=True)
    )
    words = {theirs.lower(): ours for theirs, ours in (numerals | weekdays | _months(language)).items()}
    return words, re.compile(rf"\b(?:{_any_of(words)})\b", re.IGNORECASE)


def _months(language: str) -> dict[str, str]:
    return dict(zip(*(labels_in(each).all("dates.months") for each in (language, ENGLISH)), strict=True))


def _any_of(words: Mapping[str, str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def _numerals() -> dict[str, list[str]]:
    """Return the numerals of the languages that we have labels in."""
    told = tomllib.loads((files("briefing.data") / "numerals.toml").read_text(encoding="utf-8"))
    return {each: told[each] for each in languages() if each in told}
