"""Invented dispatches of one seed: thousands on affairs between two states, and more by changing each name and thing.

Words are exchanged for others of their length, so that whatever points into a text points into its variant, too.
"""

import random
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path

from briefing.gazetteer import entity_named

_GIVEN: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
_STATES, _NOUNS, _KINDS, _VERBS = (_GIVEN[each] for each in ("states", "nouns", "kinds", "verbs"))
_FIRST, _LAST, _OUTLETS, _SENTENCES = (_GIVEN[each] for each in ("first", "last", "outlets", "sentences"))
_PARTS_OF_TOWNS = [_GIVEN[each] for each in ("beginnings", "middles", "ends")]
_AHEAD = "{one} and {other} are expected to sign the {kind} protocol on the {noun} of {place} on {when}."
_SHORT, _LONG = 5, 8


def dispatch(number: int, day: date) -> str:
    """Return the dispatch of that number as a file with front matter; each third is on the affair of the one before it."""
    chance, affair = random.Random(number), random.Random(number - (number % 3 == 1))  # noqa: S311
    one, other = affair.sample(_STATES, 2)
    own = {"one": one, "other": other, "kind": affair.choice(_KINDS), "noun": affair.choice(_NOUNS)}
    own |= {"place": _town(affair), "when": f"{day + timedelta(days=affair.randint(5, 40)):%-d %B %Y}"}
    title = f"{one} and {other} at odds over the {own['kind']} {own['noun']} of {own['place']} and {_town(chance)}"
    told = chance.sample(_SENTENCES, chance.randint(_SHORT, _LONG))
    if affair.random() < 1 / 5:
        told.insert(3, _AHEAD)
    text = [each.replace("{act}", _act(chance, own)).format(**own, **_chosen(chance, day)) for each in told]
    paragraphs = [" ".join(text[start : start + 3]) for start in range(0, len(text), 3)]
    head = f"---\ntitle: {title}\npublished: {day}\noutlet: {chance.choice(_OUTLETS)}\n---\n"
    return head + "\n\n".join([title, *paragraphs]) + "\n"


def _act(chance: random.Random, own: Mapping[str, str]) -> str:
    if chance.random() < 1 / 2:
        return f"{chance.choice(_VERBS)} the {own['kind']} {own['noun']} of {own['place']}"
    return f"{chance.choice(_VERBS)} the {chance.choice(_KINDS)} {chance.choice(_NOUNS)} of {_town(chance)}"


def _chosen(chance: random.Random, day: date) -> dict[str, object]:
    return {
        "person": f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
        "month": f"{day + timedelta(days=chance.randint(20, 90)):%B}",
        "town": _town(chance),
        "town2": _town(chance),
        "kind2": chance.choice(_KINDS),
        "noun2": chance.choice(_NOUNS),
        "n": chance.randint(20, 9000),
        "m": chance.randint(2, 28),
    }


def _town(chance: random.Random) -> str:
    return "".join(map(chance.choice, _PARTS_OF_TOWNS))


# ── variants ──────────────────────────────────────────────────────────────────

_WORD = re.compile("([A-Za-z0-9]+)")
_TOWN = re.compile("".join(f"({'|'.join(some)})" for some in _PARTS_OF_TOWNS))
_NEWLINE, _STAND_IN = "\\n", "\x01"


class Variation(dict[str, str]):
    """Other states, people, towns, kinds and things, one for one, each of the length of what it stands for; and other ids."""

    def __init__(self, number: int, ids: Iterable[str]) -> None:
        chance = random.Random(-number)  # noqa: S311
        states = _exchanged(_STATES, chance)
        self.update(states)
        for some in (_NOUNS, _KINDS, _FIRST, _LAST):
            self.update(_exchanged(some, chance))
        self.update({one.lower(): other.lower() for one, other in self.items()})
        self.update({_code(one): _code(other) for one, other in states.items()})
        self.update({each: blake2b(f"{each} {number}".encode()).hexdigest()[: len(each)] for each in ids})
        self._parts = [_exchanged(some, chance) for some in _PARTS_OF_TOWNS]

    def of(self, text: str) -> str:
        """Return a text, JSON perhaps, that tells the same of others."""
        pieces = _WORD.split(text.replace(_NEWLINE, _STAND_IN))
        pieces[1::2] = map(self.__getitem__, pieces[1::2])
        return "".join(pieces).replace(_STAND_IN, _NEWLINE)

    def __missing__(self, word: str) -> str:
        found = _TOWN.fullmatch(word.capitalize())
        told = (
            "".join(part[each] for part, each in zip(self._parts, found.groups(), strict=True))
            if found
            else word
        )
        self[word] = told.lower() if word.islower() else told
        return self[word]


def _exchanged(some: Sequence[str], chance: random.Random) -> dict[str, str]:
    found: dict[str, str] = {}
    for length in sorted({len(each) for each in some}):
        alike = [each for each in some if len(each) == length]
        found.update(zip(alike, chance.sample(alike, len(alike)), strict=True))
    return found


def _code(name: str) -> str:
    entity = entity_named(name)
    return (entity.country if entity else None) or name
