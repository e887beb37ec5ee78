"""Whom a name means, and where a text names them: somebody, a state or body, people called by what they are. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from briefing.gazetteer import Entity, EntityKind, entity_named, mentions, state
from briefing.summarize.checks.lexicon import empty_words, lexicon
from briefing.summarize.checks.register import Register, is_same_entity, stem, stems
from briefing.summarize.offices import word_set
from briefing.summarize.people import PersonMention, short_forms
from briefing.text import Span, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One party as a reader would name it: by a person's name, or by a state or body, or by ``heads``
    ("officials") with the state they belong to, or by ``words`` alone."""

    person: str | None = None
    entity: Entity | None = None
    heads: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@lru_cache(maxsize=512)
def wanted_in(name: str, register: Register) -> tuple[Wanted, ...]:
    """Return the parties that ``name`` joins: "David Albright and Serena Kelleher", "China; Russia"."""
    bare = re.sub(r"\([^)]*\)", "", fold(name)).strip()
    whole = _wanted(bare, register)
    parts = [part.strip() for part in re.split(r";|,| and | & ", bare) if part.strip()]
    if whole is not None and (len(parts) == 1 or bare in fold(register.text) or whole.heads):
        return (whole,)
    return tuple(one for part in parts if (one := _wanted(part, register)) is not None)


def _wanted(name: str, register: Register) -> Wanted | None:
    words = [word.lower() for word in re.findall(r"[^\W\d_][\w-]*", name)]
    if not words:
        return None
    heads = frozenset(word for word in words if word in _kind_of())
    entities = [one.entity for one in mentions(name) if one.entity.kind is not EntityKind.PLACE]
    entity = entities[0] if entities else None
    if (not heads or heads & {"president", "minister"}) and (
        person := _person(name, entity is not None, register)
    ):
        return Wanted(person=person)
    if heads:
        return Wanted(entity=entity, heads=_alike(heads), words=_qualifiers(words, heads))
    if entity is not None and (entity_named(name) or name not in register.text):
        return Wanted(entity=entity)
    left = frozenset(stem(word) for word in words if word not in empty_words())
    return Wanted(words=left) if left else None


def _qualifiers(words: Sequence[str], heads: frozenset[str]) -> frozenset[str]:
    """Return what tells one ministry of a state from another: "interior", "foreign"."""
    return frozenset(words) & _ministries() if "ministry" in heads else frozenset()


@cache
def _ministries() -> frozenset[str]:
    return frozenset(lexicon("speech")["ministries"])


def _person(name: str, holds_entity: bool, register: Register) -> str | None:
    """Return the person of the text whom ``name``, with or without titles, means.

    A given name must be hers, unless the text gives none.
    """
    parts = [part for part in name.split() if part[0].isupper() and stem(part) not in _SUFFIXES]
    for person in register.by_short.get(stem(parts[-1]), ()) if parts else ():
        others = {stem(bit) for part in parts[:-1] for bit in (part, *part.split("-"))} - {""}
        own = stems(person.name)
        is_bare = len(person.name.split()) == 1 or len(parts) == 1
        if is_bare or others & own or holds_entity or others <= _titles():
            return person.name
    is_literal = len(parts) > 1 and not holds_entity and name in fold(register.text)
    is_literal = is_literal and not word_set("institutions") & set(parts)
    return name if is_literal and all(part[0].isupper() for part in name.split()) else None


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


@cache
def _titles() -> frozenset[str]:
    return frozenset(lexicon("claims")["capitals"]["titles"])


@cache
def _kind_of() -> dict[str, tuple[str, ...]]:
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, nouns in lexicon("speech")["heads"].items():
        for noun in nouns:
            kinds[noun] = (*kinds.get(noun, ()), kind)
    return kinds


def _alike(heads: frozenset[str]) -> frozenset[str]:
    kinds = {kind for head in heads for kind in _kind_of()[head][:1]}
    if "ministry" in heads:
        kinds.add("ministry")
    return frozenset(noun for kind in kinds for noun in lexicon("speech")["heads"][kind])


# ── where they are named ──────────────────────────────────────────────────────


def places(wanted: Wanted, sentence: Span, register: Register) -> list[Span]:
    """Return where in ``sentence`` (offsets of the whole text) the party is named."""
    if wanted.heads:
        return list(_heads(wanted, sentence, register))
    if wanted.person is not None:
        return list(_person_places(wanted.person, sentence, register))
    if wanted.entity is not None:
        return list(_entity_places(wanted.entity, sentence, register))
    return list(_word_places(wanted.words, sentence, register.text))


def _person_places(name: str, sentence: Span, register: Register) -> Iterator[Span]:
    """Yield where a sentence names a person, also by a surname that is a word as well ("Ban believes")."""
    named = people_in(sentence, register)
    for match in _short_pattern(name).finditer(register.text, sentence.start, sentence.end):
        around = next((one for one in named if one.start <= match.start() < one.end), None)
        if around is None:
            yield Span(*match.span())
        elif _may_be_one(around.name, name):
            yield Span(around.start, around.end)


@lru_cache(maxsize=256)
def _short_pattern(name: str) -> re.Pattern[str]:
    """Return what finds a person by any part of her name but the given one: "Giménez" of Lorena Giménez Ayala."""
    parts = [
        part
        for part in name.split()[1:]
        if len(part) > 2 and part[0].isupper() and stem(part) not in _SUFFIXES
    ]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, {*parts, *short_forms(name)}))})\b")


def _may_be_one(found: str, name: str) -> bool:
    """Tell whether two names may be one person's: "S. Akhmetzhan" and "Saule Akhmetzhan"."""
    if found == name:
        return True
    first, second = found.split(), name.split()
    return first[-1] == second[-1] and (
        len(first) == 1 or (first[0][0] == second[0][0] and first[0].endswith("."))
    )


def people_in(sentence: Span, register: Register) -> Sequence[PersonMention]:
    """Return the people named in a sentence."""
    starts = _starts(register)
    return register.people[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]


@lru_cache(maxsize=16)
def _starts(register: Register) -> tuple[int, ...]:
    return tuple(one.start for one in register.people)


def _entity_places(entity: Entity, sentence: Span, register: Register) -> Iterator[Span]:
    for one in register.entities:
        if sentence.start <= one.start < sentence.end and is_same_entity(entity, one.entity):
            yield Span(one.start, one.end)
    for person in people_in(sentence, register):
        if _is_of(person, entity):
            yield Span(person.start, person.end)


def _is_of(person: PersonMention, entity: Entity) -> bool:
    country = state(person.country) if person.country else None
    return person.organisation == entity.name or (country is not None and is_same_entity(entity, country))


def _heads(wanted: Wanted, sentence: Span, register: Register) -> Iterator[Span]:
    """Yield where a noun like "officials" stands, unless another state's name stands right before it."""
    for match in _WORD.finditer(register.text, sentence.start, sentence.end):
        if match.group().lower() not in wanted.heads or not _is_qualified(
            wanted, match.start(), register.text
        ):
            continue
        if _may_be_theirs(wanted.entity, match.start(), sentence, register):
            yield Span(*match.span())


_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 30


def _is_qualified(wanted: Wanted, start: int, text: str) -> bool:
    """Tell whether no other ministry's name stands before the noun at ``start``."""
    before = {word.lower() for word in _WORD.findall(text, max(0, start - _NEAR), start)} & _ministries()
    return not wanted.words or not before or bool(before & wanted.words)


def _may_be_theirs(entity: Entity | None, start: int, sentence: Span, register: Register) -> bool:
    """Tell whether people without a name are the state's: by the name before them, else by those of the sentence."""
    if entity is None:
        return True
    inside = [one for one in register.entities if sentence.start <= one.start < sentence.end]
    near = [one for one in inside if start - _NEAR <= one.start < start] or inside or register.entities
    return any(is_same_entity(entity, one.entity) or is_same_entity(one.entity, entity) for one in near)


def heads_in(sentence: Span, text: str) -> Iterator[Span]:
    """Yield where a sentence speaks of people by what they are: "experts", "officials"."""
    for match in _PEOPLE.finditer(text, sentence.start, sentence.end):
        yield Span(*match.span())


_PEOPLE = re.compile(
    r"\b(?:experts?|analysts?|officials?|sources?|diplomats?|scholars|economists|scientists|(?:foreign |energy |interior |fisheries |defen[cs]e )?ministry|representative|delegates?|commander)\b",
    re.IGNORECASE,
)


def is_of_party(name: str, wanted: Wanted, register: Register) -> bool:
    """Tell whether somebody who speaks may speak for the party: its own people, or people without a name."""
    if wanted.entity is None:
        return False
    if name.islower():
        return not wanted.heads
    return any(_is_of(one, wanted.entity) for one in register.people if one.name == name)


def _word_places(words: frozenset[str], sentence: Span, text: str) -> Iterator[Span]:
    found = {
        stem(match.group()): Span(*match.span())
        for match in _WORD.finditer(text, sentence.start, sentence.end)
    }
    if words and words <= found.keys():
        spans = sorted(found[word] for word in words)
        is_together = spans[-1].end - spans[0].start < _TOGETHER
        yield Span(spans[0].start, spans[-1].end) if is_together else spans[0]


_TOGETHER = 80
