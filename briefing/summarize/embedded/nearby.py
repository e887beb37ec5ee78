"""Which parties are named between two places, or just before one. Pure."""

from functools import cache

from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.couples import Couple
from briefing.summarize.embedded.draft import Reading
from briefing.summarize.embedded.names import side_of
from briefing.summarize.embedded.naming import (
    is_of_two,
)
from briefing.summarize.embedded.words import (
    word_set,
)


def named_between(reading: Reading, start: int, end: int, *besides: str | None) -> str | None:
    """Return the first party named between two offsets that is none of ``besides``."""
    for _, name in reading.names.parties_between(start, end):
        if not any(same_party(name, one) for one in besides):
            return name
    return None


def same_party(one: str | None, other: str | None) -> bool:
    """Tell whether two names share their last word or one holds the other."""
    if not one or not other:
        return False
    return one in other or other in one or one.split()[-1] == other.split()[-1]


def two_in_hand(reading: Reading, spoken: Spoken) -> Couple | None:
    """Return the two of whom a thing is foretold ("the talks may fail"): the article's two, else a couple just named."""
    couples = reading.names.couples
    named = (couples.main, couples.at(spoken.sentence.end))
    return next((couple for couple in named if couple and _is_in_hand(reading, spoken, couple)), None)


def _is_in_hand(reading: Reading, spoken: Spoken, couple: Couple) -> bool:
    """Tell whether both of ``couple`` are named in a sentence or in those just before it, more of them for the article's two."""
    back = _FARTHER_BACK if couple == reading.names.couples.main else _SENTENCES_BACK
    first = reading.spoken[max(0, spoken.sentence.index - back)].sentence
    named = {mention.entity.name for mention in reading.names.entities(first.start, spoken.sentence.end)}
    return {couple.one, couple.other} <= named


_SENTENCES_BACK = 3


_FARTHER_BACK = 12


def opponent(reading: Reading, sentence: int, side: str) -> str | None:
    """Return against whom ``side`` speaks in a sentence that does not say: the other of the article's couple, just spoken of."""
    partner = reading.names.couples.partner(side)
    return partner if partner in sides_near(reading, sentence) else None


def only_one_near(reading: Reading, sentence: int, *besides: str | None) -> str | None:
    """Return the only state or body that is spoken of just before a sentence, and no one of ``besides``."""
    near = {side for side in sides_near(reading, sentence) if side not in besides}
    return near.pop() if len(near) == 1 else None


def sides_near(reading: Reading, sentence: int) -> list[str]:
    """Return the states and bodies that are named just before a sentence, or whose people are, the nearest sentence first."""
    found: list[str] = []
    for spoken in reversed(reading.spoken[max(0, sentence - _SENTENCES_BACK) : sentence]):
        found += sides_between(reading, spoken.sentence.start, spoken.sentence.end)
    return found


def sides_between(reading: Reading, start: int, end: int) -> list[str]:
    """Return the states and bodies that are named, or whose people are, between two offsets."""
    names = reading.names
    entities = [(mention.start, mention.entity.name) for mention in names.acting(start, end)]
    people = [(person.start, side_of(names, person.name)) for person in names.people(start, end)]
    return [name for _, name in sorted(entities + people) if name not in names.by_name]


def mentions_party(phrase: str | None) -> bool:
    """Tell whether ``phrase`` can want something: a name, or a noun for people together."""
    words = phrase.lower().split() if phrase else []
    if not phrase or not words or is_of_two(words):
        return False
    return phrase[:1].isupper() or not _willing().isdisjoint(words)


@cache
def _willing() -> frozenset[str]:
    return frozenset().union(
        *(
            word_set(name)
            for name in ("groups", "officials", "analysts", "institutions", "sources", "documents")
        )
    )
