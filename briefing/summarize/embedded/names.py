"""Who is named in an article, and whose will somebody's words are. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from briefing.data import table
from briefing.gazetteer import EntityKind, Mention, mentions, state
from briefing.summarize.embedded.actors import Cast, cast_of
from briefing.summarize.embedded.belonging import with_belonging
from briefing.summarize.embedded.couples import Couples, couples_of
from briefing.summarize.embedded.words import word_set
from briefing.summarize.people import PersonMention
from briefing.types import AttributionType


class Voice(NamedTuple):
    """Somebody who speaks or wants. ``name`` is as a reader would say it, ``side`` the state or body that she
    belongs to; ``speaks_for`` tells that her words are that side's, ``in_her_name`` that she wants and does
    things in her own all the same, as presidents and heads of government do."""

    type: AttributionType
    name: str
    role: str | None = None
    side: str | None = None
    speaks_for: bool = False
    plural: bool = False
    person: bool = False
    in_her_name: bool = False

    @property
    def party(self) -> str:
        """Whose will her words are: the side that she speaks for, else her own."""
        return self.side if self.side and self.speaks_for and not self.in_her_name else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of an article in the order of its text: entities, people, and people by their office.

    ``bodies`` tells which organisations a noun of their names may mean ("the agency"), with the places
    where they are named.
    """

    text: str
    cast: Cast
    mentions: tuple[Mention, ...]
    mention_starts: tuple[int, ...]
    acting_mentions: tuple[Mention, ...]
    acting_starts: tuple[int, ...]
    parties: tuple[tuple[int, str], ...]
    persons: tuple[PersonMention, ...]
    person_starts: tuple[int, ...]
    by_name: Mapping[str, PersonMention]
    voices: Mapping[str, Voice]
    bodies: Mapping[str, tuple[tuple[int, str], ...]]
    couples: Couples
    offices: Mapping[str, tuple[Voice, ...]]

    def entities(self, start: int, end: int) -> Sequence[Mention]:
        """Return the entities named between two offsets."""
        first, last = bisect_left(self.mention_starts, start), bisect_left(self.mention_starts, end)
        return self.mentions[first:last]

    def acting(self, start: int, end: int) -> Sequence[Mention]:
        """Return the entities named between two offsets as somebody, not as a place ("in Vienna")."""
        first, last = bisect_left(self.acting_starts, start), bisect_left(self.acting_starts, end)
        return self.acting_mentions[first:last]

    def parties_between(self, start: int, end: int) -> Sequence[tuple[int, str]]:
        """Return who is named between two offsets and may want something, each with the place."""
        return self.parties[bisect_left(self.parties, (start,)) : bisect_left(self.parties, (end,))]

    def people(self, start: int, end: int) -> Sequence[PersonMention]:
        """Return the people named between two offsets."""
        first, last = bisect_left(self.person_starts, start), bisect_left(self.person_starts, end)
        return self.persons[first:last]


def names_of(text: str) -> Names:
    """Return the people and the entities that ``text`` names."""
    cast = cast_of(text)
    persons = cast.people
    bodies = _bodies([m for m in cast.entities if m.entity.kind is not EntityKind.PLACE])
    persons = tuple(_of_its_body(person, bodies) for person in persons)
    persons = with_belonging(text, persons, cast, {noun: places[0][1] for noun, places in bodies.items()})
    taken = bytearray(len(text) + 1)
    for person in persons:
        taken[person.start : person.end] = b"\1" * (person.end - person.start)
    named = tuple(m for m in cast.entities if m.entity.kind is not EntityKind.PLACE and not taken[m.start])
    acting = tuple(m for m in named if m.start in cast.acting)
    by_name = {person.name: person for person in persons}
    voices = {name: _person_voice(person) for name, person in by_name.items()}
    return Names(
        text=text,
        cast=cast,
        mentions=named,
        mention_starts=tuple(mention.start for mention in named),
        acting_mentions=acting,
        acting_starts=tuple(mention.start for mention in acting),
        parties=_parties(text, acting, persons),
        persons=persons,
        person_starts=tuple(person.start for person in persons),
        by_name=by_name,
        voices=voices,
        bodies=bodies,
        couples=couples_of(text, acting, [*_sides(persons, voices), *_called(text, bodies)]),
        offices=_offices(persons, voices),
    )


def _parties(
    text: str, acting: Sequence[Mention], persons: Sequence[PersonMention]
) -> tuple[tuple[int, str], ...]:
    named = [
        (m.start, m.entity.name)
        for m in acting
        if not _OF_A_BODY.match(text, m.end) and not _is_a_venue(text, m)
    ]
    return tuple(sorted([*named, *((person.start, person.name) for person in persons)]))


# "a breach of UN resolutions" is no dispute with the United Nations.
_OF_A_BODY = re.compile(
    r"(?:['’]s)? (?:Security Council )?(?:resolutions?|Charter|conventions?|rules|sanctions)\b", re.IGNORECASE
)


def _is_a_venue(text: str, mention: Mention) -> bool:
    """Tell of "at the Arctic Council in Oslo" and of "At the Arctic Council, Peru argued": where somebody speaks, not to whom."""
    if mention.entity.kind not in (EntityKind.ORGANISATION, EntityKind.BLOC):
        return False
    before = text[max(0, mention.start - len("at the ")) : mention.start]
    seated = before.lower().endswith(("at the ", " at ")) and _IN_A_CITY.match(text, mention.end) is not None
    return seated or (before == "At the " and text[mention.end : mention.end + 1] == ",")


_IN_A_CITY = re.compile(r" in [A-Z]")


def _of_its_body(person: PersonMention, bodies: Mapping[str, tuple[tuple[int, str], ...]]) -> PersonMention:
    """Give somebody "of the Commission" the body that the article calls so."""
    role = (person.role or "").lower()
    if person.organisation and person.country and role.endswith(_POSTED) and _is_a_city(person.organisation):
        return replace(person, organisation=None)  # "Peru's ambassador in Geneva"
    known = bodies.get((person.organisation or "").lower())
    return replace(person, organisation=known[0][1]) if known else person


_POSTED = ("ambassador", "envoy", "delegate", "representative", "consul general", "consul", "attaché")


@lru_cache(maxsize=512)
def _is_a_city(name: str) -> bool:
    """Tell of one word that is a place, or nothing that is known: "Geneva", "Ipiales", not "NATO"."""
    if " " in name or name.isupper():
        return False
    known = mentions(name)
    return not known or any(m.entity.kind is EntityKind.PLACE or m.entity.country for m in known)


def _sides(persons: Sequence[PersonMention], voices: Mapping[str, Voice]) -> Iterator[str]:
    for person in persons:
        side = voices[person.name].side
        if side and not person.analyst:
            yield side


def _called(text: str, bodies: Mapping[str, tuple[tuple[int, str], ...]]) -> Iterator[str]:
    """Yield a body once for each time that a noun means it: "the agency"."""
    for noun, places in bodies.items():
        for _ in range(text.count(f"the {noun}") + text.count(f"The {noun}")):
            yield places[0][1]


def _bodies(named: Sequence[Mention]) -> Mapping[str, tuple[tuple[int, str], ...]]:
    found: dict[str, list[tuple[int, str]]] = {}
    called: Mapping[str, str] = table("word_classes")["called"]
    for mention in named:
        if mention.entity.kind in (EntityKind.ORGANISATION, EntityKind.BLOC):
            nouns = {noun for noun, name in called.items() if name == mention.entity.name}
            for noun in nouns.union(mention.surface.lower().split()[-1:]):
                found.setdefault(noun, []).append((mention.start, mention.entity.name))
    return {noun: tuple(places) for noun, places in found.items()}


def _offices(
    persons: Sequence[PersonMention], voices: Mapping[str, Voice]
) -> Mapping[str, tuple[Voice, ...]]:
    """Return who holds an office, by the last word of it: "minister", "president"."""
    found: dict[str, list[Voice]] = {}
    for person in persons:
        if person.role and not person.analyst:
            voice = voices[person.name]
            office = _OF_WHAT.split(person.role, maxsplit=1)[0]
            holders = found.setdefault(office.split()[-1].lower(), [])
            if voice not in holders:
                holders.append(voice)
    return {office: tuple(holders) for office, holders in found.items()}


_OF_WHAT = re.compile(r" (?:of|for|at|to|in) ")


def _person_voice(person: PersonMention) -> Voice:
    """Return the voice of somebody named."""
    country = state(person.country) if person.country else None
    role = (person.role or "").lower()
    return Voice(
        type=AttributionType.ANALYST if person.analyst else AttributionType.NAMED_OFFICIAL,
        name=person.name,
        role=person.role,
        side=person.organisation or (country.name if country else None),
        speaks_for=_speaks_for(role, person.organisation)
        or (country is not None and not role and not person.analyst),
        person=True,
        in_her_name=country is not None
        and not person.organisation
        and role.endswith(tuple(word_set("heads_of_states")))
        and "deputy" not in role,
    )


# Its Secretary-General wants things of the members, and these are the organisation.
_BINDS_NOBODY = "United Nations"


@lru_cache(maxsize=4096)
def _speaks_for(role: str, organisation: str | None) -> bool:
    if any(word in role for word in _NO_LONGER):
        return False
    if role.endswith(tuple(word_set("speaks_for_herself"))) and not role.startswith(_SENT):
        return False
    heads = any(word in role for word in word_set("heads_of_bodies"))
    if heads:
        return bool(organisation) and organisation != _BINDS_NOBODY
    return any(word in role for word in word_set("speaks_for"))


_NO_LONGER = ("former", "candidate", "retired")
_SENT = ("special", "trade", "high", "permanent")  # representatives of a government, not of voters


def side_of(names: Names, name: str) -> str:
    """Return the state or body that ``name`` belongs to, as far as the article says; else the name itself."""
    voice = names.voices.get(name)
    return (voice.side if voice is not None else _entity_in(name)) or name


def state_behind(names: Names, name: str) -> str:
    """Return the state or body that somebody in office acts for; else ``name`` itself."""
    person = names.by_name.get(name)
    if person is None:
        return name
    voice = names.voices[name]
    role = (person.role or "").lower()
    governs = not _IS_NOT.intersection(role.split()) and role.endswith(tuple(word_set("named_office")))
    return voice.side if voice.side and (voice.speaks_for or governs or not role) else name


_IS_NOT = frozenset({"former", "ex", "candidate", "opposition", "then"})


@lru_cache(maxsize=4096)
def _entity_in(name: str) -> str | None:
    return next((m.entity.name for m in mentions(name) if m.entity.kind is not EntityKind.PLACE), None)
