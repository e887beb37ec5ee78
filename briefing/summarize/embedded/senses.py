"""Words by what they tell of a sentence: wanting, refusing, fearing, being likely. Read from ``data/senses.toml``."""

from collections.abc import Iterator, Mapping
from functools import cache

from briefing.data import table
from briefing.summarize.embedded.words import plural, spelled, verb_forms


@cache
def senses() -> Mapping[str, tuple[str, ...]]:
    """Return what a word, folded and in lower case, may tell; most words are not in it."""
    found: dict[str, list[str]] = {}
    for word, sense in _entries():
        senses = found.setdefault(word, [])
        if sense not in senses:
            senses.append(sense)
    return {word: tuple(senses) for word, senses in found.items()}


def _entries() -> Iterator[tuple[str, str]]:
    for name, words in table("senses")["verbs"].items():
        for base in words.split():
            yield from ((form, f"verb {name}") for form, _ in verb_forms(spelled(base)))
    for name, words in table("senses")["nouns"].items():
        for noun in words.split():
            yield noun, f"noun {name}"
            yield plural(noun), f"noun {name}"
    for name, words in table("senses")["other"].items():
        yield from ((word, name) for word in words.split())
