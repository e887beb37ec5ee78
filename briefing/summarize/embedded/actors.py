"""Who acts in an article, and whom a noun phrase of it means: people, governments, organisations. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from briefing.gazetteer import (
    Entity,
    EntityKind,
    Mention,
    MentionForm,
    entity_named,
    is_place_use,
    mentions,
    state,
)
from briefing.summarize.offices import administration
from briefing.summarize.people import PersonMention, people, short_forms
from briefing.types import Actor, ActorKind


class Cast(NamedTuple):
    """Who is named in one text. ``acting`` holds where an entity is named as somebody, not as a place;
    ``by_name`` has each person by every name that means nobody else there."""

    text: str
    entities: tuple[Mention, ...]
    acting: frozenset[int]
    people: tuple[PersonMention, ...]
    by_name: Mapping[str, PersonMention]


def cast_of(text: str) -> Cast:
    """Read ``text`` once for all that is asked of its names."""
    entities = mentions(text)
    found = people(text, entities)
    acting = frozenset(mention.start for mention in entities if not is_place_use(text, mention))
    return Cast(text=text, entities=entities, acting=acting, people=found, by_name=_by_name(found))


def actors_of(cast: Cast) -> tuple[Actor, ...]:
    """Return the actors of a text by weight: how often they are named, and how early.

    A state is an actor where it is more than a place: "officials in Paris" are, a flight to Paris is not.
    An institute that only employs somebody who is quoted is none.
    """
    places: dict[Actor, list[int]] = {}
    for actor, at in _acting(cast):
        places.setdefault(actor, []).append(at)
    employers = {one.organisation for one in cast.people if one.analyst}
    weighed = [
        (len(named) * (min(named) / len(cast.text) - 2), min(named), actor)
        for actor, named in places.items()
        if len(named) > 1 or actor.name not in employers
    ]
    return tuple(actor for *_, actor in sorted(weighed, key=itemgetter(0, 1)))


def name_of_subject(noun_phrase: str, cast: Cast) -> Actor | None:
    """Return the actor that ``noun_phrase`` means, or ``None`` for nobody known and for several.

    "The Chinese side" is China, "Mr. Blinken" the Antony Blinken of the article, "the North" is North
    Korea in an article on both Koreas.
    """
    actors = names_of_subject(noun_phrase, cast)
    return actors[0] if len(actors) == 1 else None


def names_of_subject(noun_phrase: str, cast: Cast) -> tuple[Actor, ...]:
    """Return the actors that ``noun_phrase`` joins: two for "Washington and its ally Seoul", none for "both sides"."""
    if listed := _listed(noun_phrase, cast):
        return listed
    head = _head(noun_phrase)
    if whole := _one(head, cast):
        return (whole,)
    parts = _JOINT.split(head)
    each = (_one(part, cast) for part in parts) if len(parts) > 1 else ()
    return tuple(dict.fromkeys(actor for actor in each if actor is not None))


@lru_cache(maxsize=4096)
def actor_of(entity: Entity) -> Actor | None:
    """Return the actor that ``entity`` is; a place is none."""
    if entity.kind is EntityKind.PLACE:
        return None
    governs = entity.kind in (EntityKind.STATE, EntityKind.TERRITORY)
    kind = ActorKind.GOVERNMENT if governs else ActorKind.ORGANISATION
    return Actor(name=entity.name, kind=kind, country=entity.country)


def person_of(mention: PersonMention) -> Actor:
    return Actor(name=mention.name, kind=ActorKind.PERSON, role=mention.role, country=mention.country)


# ── the actors of an article ──────────────────────────────────────────────────


def _acting(cast: Cast) -> Iterator[tuple[Actor, int]]:
    """Yield each actor wherever it is named, with the place."""
    for person in cast.people:
        yield person_of(person), person.start
    for mention in cast.entities:
        actor = actor_of(mention.entity)
        if actor is not None and _acts(cast, mention):
            yield actor, mention.start


def _acts(cast: Cast, mention: Mention) -> bool:
    """Tell whether ``mention`` is of those who govern: "French officials", not "French wine", nor "in France"."""
    if mention.form is MentionForm.ADJECTIVE:
        return _OFFICIALS_FOLLOW.match(cast.text, mention.end) is not None
    return mention.start in cast.acting


_OFFICIALS_FOLLOW = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:government|officials?|side|authorities|leaders?(?:hip)?|[Pp]resident|regime|military|"
    r"(?:[Pp]rime |[Ff]oreign |[Dd]efen[cs]e )?[Mm]inist(?:ers?|ry)|[Cc]hancellor|forces|army|navy|troops|"
    r"diplomats?|negotiators?|delegation|lawmakers|counterparts?|administration|embassy|ambassador|spokes\w+)\b"
)


# ── whom a phrase means ───────────────────────────────────────────────────────

_DETERMINER = re.compile(
    r"^(?:(?:the|a|an|both|this|that|its|his|her|their|our)\s+)?"
    r"(?:(?:\w+ )?(?:ally|neighbou?r|(?:arch)?rival|partner|foe|adversary) )?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:,(?! (?:D\.?C\.?|Jr\b))|\(|;| [-—–] | (?:who|which|whose|that|speaking|including)\b).*$",
    re.DOTALL,
)
_JOINT = re.compile(r",? (?:and|or|as well as|along with|together with) |, ")
_LOWER_WORD = re.compile(r"\b(?!the\b)[a-z]")
_HALVES = {"North": "KP", "South": "KR"}
_THEIRS = re.compile(r"^(?P<surname>.+?)(?:['’]s)? (?:administration|government|team|cabinet|White House)$")
_SEVERING = frozenset(
    ("and", "or", "of", "by", "for", "with", "against", "between", "to", "from", "under", "on")
)


def _listed(noun_phrase: str, cast: Cast) -> tuple[Actor, ...]:
    """Return the actors of "the United States, Japan and India", where each part is a bare name."""
    parts = _JOINT.split(noun_phrase.strip())
    if len(parts) < 3 or any(_LOWER_WORD.search(part) for part in parts):
        return ()
    actors = [actor for part in parts if (actor := _one(part, cast)) is not None]
    return tuple(dict.fromkeys(actors)) if len(actors) == len(parts) else ()


def _head(noun_phrase: str) -> str:
    """Return a phrase without the clause or apposition behind it and without a possessive ending."""
    phrase = _TAIL.sub("", noun_phrase.strip(" \n\t\"“”‘’'"))
    return re.sub(r"['’]s$", "", phrase).strip(' "“”,')


def _one(phrase: str, cast: Cast) -> Actor | None:
    bare = _DETERMINER.sub("", phrase)
    if person := _person(bare, cast):
        return person_of(person)
    entity = _administration(bare, cast) or entity_named(bare) or _in_context(bare, cast)
    return actor_of(entity) if entity is not None else _holder_of_office(phrase, cast)


def _person(phrase: str, cast: Cast) -> PersonMention | None:
    """Return the person whose name ends ``phrase``, an office and honorifics before it or not."""
    words = phrase.split()
    for start in range(len(words)):
        person = cast.by_name.get(" ".join(words[start:]))
        if person is not None:
            return None if _SEVERING & {word.lower() for word in words[:start]} else person
    return None


def _by_name(found: Iterable[PersonMention]) -> Mapping[str, PersonMention]:
    """Index the people by all their names; a surname that two share means neither."""
    index: dict[str, PersonMention] = {}
    shared: set[str] = set()
    for mention in found:
        for name in {mention.name, mention.surface, *short_forms(mention.name)}:
            if index.setdefault(name, mention).name != mention.name:
                shared.add(name)
    return {name: mention for name, mention in index.items() if name not in shared}


def _administration(phrase: str, cast: Cast) -> Entity | None:
    """Read "Truman administration": the state whose head of government it is named after."""
    match = _THEIRS.match(phrase)
    if match is None:
        return None
    surname = match["surname"].split()[-1]
    head = cast.by_name.get(surname)
    governed = head.country if head is not None and _governs(head.role) else None
    country = governed or administration(surname)
    return state(country) if country else None


def _governs(role: str | None) -> bool:
    heads = ("president", "prime minister", "premier", "chancellor", "leader")
    return role is not None and role.lower().endswith(heads)


def _in_context(phrase: str, cast: Cast) -> Entity | None:
    """Read "North" in an article on both Koreas, "alliance" and "bloc" where one alone is spoken of."""
    if phrase not in (*_HALVES, "bloc", "alliance"):
        return None
    entities = {mention.entity for mention in cast.entities}
    if phrase in _HALVES:
        both = {state(country) for country in _HALVES.values()}
        return state(_HALVES[phrase]) if both <= entities else None
    blocs = [entity for entity in entities if entity.kind is EntityKind.BLOC]
    return blocs[0] if len(blocs) == 1 else None


def _holder_of_office(phrase: str, cast: Cast) -> Actor | None:
    """Read "the admiral": the one person of the article with such a role."""
    if not phrase.lower().startswith("the "):
        return None
    office = phrase[4:].lower()
    holders = {one.name: one for one in cast.people if one.role and _is_office(one.role.lower(), office)}
    return person_of(next(iter(holders.values()))) if len(holders) == 1 else None


def _is_office(role: str, office: str) -> bool:
    return role == office or role.endswith(f" {office}")
