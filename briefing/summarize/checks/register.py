"""Who and what an article names: its people, its entities, and which of its words have a capital. Pure; read once."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from briefing.gazetteer import Entity, EntityKind, Mention, mentions
from briefing.summarize.people import PersonMention, people, short_forms
from briefing.text import fold


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Register:
    """The names of one text. ``by_short`` has people by each part of their names; ``lower`` the words that stand in small
    letters, ``capital`` the stems of those with a capital."""

    text: str
    entities: tuple[Mention, ...]
    people: tuple[PersonMention, ...]
    by_short: Mapping[str, tuple[PersonMention, ...]]
    lower: frozenset[str]
    stems: frozenset[str]
    capital: frozenset[str]


@lru_cache(maxsize=16)
def register_of(text: str) -> Register:
    """Read the names of ``text``."""
    entities = mentions(text)
    found = people(text, entities)
    words = _WORD.findall(fold(text))
    return Register(
        text=text,
        entities=entities,
        people=found,
        by_short=_by_short(found),
        lower=frozenset(word for word in words if word.islower()),
        stems=stems(text),
        capital=frozenset(stem(word) for word in words if word[0].isupper()),
    )


_WORD = re.compile(r"[^\W_]+")


def _by_short(found: Iterable[PersonMention]) -> Mapping[str, tuple[PersonMention, ...]]:
    index: dict[str, dict[str, PersonMention]] = {}
    for person in found:
        for short in {*short_forms(person.name), *(part for part in person.name.split() if len(part) > 2)}:
            index.setdefault(stem(short), {}).setdefault(person.name, person)
    return {short: tuple(persons.values()) for short, persons in index.items()}


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return ``word`` in small letters without accents, possessive and plural endings: "Democrats'" is "democrat"."""
    plain = fold(word).casefold()
    if not plain.isascii():
        plain = "".join(
            char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char)
        )
    plain = re.sub(r"'s?$", "", plain).replace(".", "")
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss") else plain


@lru_cache(maxsize=512)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the words of ``text``, compounds also by their parts ("US-led", "Kidane-Tsegay")."""
    found = set()
    for match in _COMPOUND.finditer(fold(text)):
        whole = match.group()
        found.add(stem(whole))
        found.update(stem(part) for part in re.split(r"[-'.]", whole) if part)
    return frozenset(found)


_COMPOUND = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")


def is_same_entity(wanted: Entity, other: Entity) -> bool:
    """Tell whether naming ``other`` names ``wanted``: a state is named by its own bodies, the UN by its council."""
    if wanted == other or wanted.name == other.name:
        return True
    if wanted.kind in (EntityKind.STATE, EntityKind.TERRITORY):
        return wanted.country is not None and wanted.country == other.country
    return _is_part(other.name, wanted.name)


def _is_part(part: str, whole: str) -> bool:
    """Tell whether a body belongs to another by its name: "UN Security Council" to "United Nations"."""
    short = {"United Nations": "UN", "European Union": "EU", "African Union": "AU"}.get(whole, whole)
    return part.startswith((f"{short} ", f"{whole} ")) or (
        whole == "European Union" and part.startswith("European ")
    )
