"""Whose minister or spokesman somebody is whom an article calls only by her office. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.gazetteer import EntityKind, Mention, MentionForm
from briefing.summarize.embedded.actors import Cast
from briefing.summarize.embedded.words import word_set
from briefing.summarize.people import PersonMention

_REACH = 300
_GOVERNING = (EntityKind.STATE, EntityKind.TERRITORY)


def with_belonging(
    text: str, persons: Sequence[PersonMention], cast: Cast, bodies: Mapping[str, str]
) -> tuple[PersonMention, ...]:
    """Return ``persons``, those in office with the body or state that is meant where an article first names them.

    ``bodies`` tells what a noun means ("the commission"). Where the words beside a name say nothing, it is the state in
    whose capital a spokesman speaks, else the only one spoken of just before.
    """
    states = [m for m in cast.entities if m.entity.kind in _GOVERNING and m.entity.country]
    firsts = {person.name: person for person in reversed(persons)}
    meant = {
        name: _placed(text, first, states, cast.acting, bodies)
        for name, first in firsts.items()
        if _is_of_somebody(first)
    }
    return tuple(
        replace(one, country=meant[one.name].country, organisation=meant[one.name].organisation)
        if one.name in meant
        else one
        for one in persons
    )


def _placed(
    text: str,
    person: PersonMention,
    states: Sequence[Mention],
    acting: frozenset[int],
    bodies: Mapping[str, str],
) -> PersonMention:
    if body := _body(text, person, bodies):
        return replace(person, organisation=body)
    return replace(person, country=_seat(text, person, states) or _in_hand(person, states, acting))


def _is_of_somebody(person: PersonMention) -> bool:
    """Tell of "the foreign minister, …" and "Prime Minister …", of whom nothing else is said beside the name."""
    role = (person.role or "").lower()
    if person.country or person.organisation or person.analyst or not _IN_OFFICE.search(role):
        return False
    return not any(word in role for word in word_set("heads_of_bodies"))


_IN_OFFICE = re.compile(
    r"\b(?:minister|president|premier|spokes(?:man|woman|person)|ambassador|envoy|foreign secretary|chancellor|"
    r"security advis[eo]r|negotiator|commissioner)$"
)


def _body(text: str, person: PersonMention, bodies: Mapping[str, str]) -> str | None:
    """Return the body of "the Commission's spokesman for trade, …", and of a commissioner where one is spoken of."""
    owner = _OWNED.search(text, max(0, person.start - _NEAR), person.start)
    called = owner[1].lower() if owner else ""
    if (person.role or "").lower().endswith("commissioner"):
        called = "commission"
    return bodies.get(called)


_NEAR = 80
_OWNED = re.compile(r"\b[Tt]he (\w+)['’]s (?!.*['’]s )[^.;:!?“”\"]*$")


def _seat(text: str, person: PersonMention, states: Sequence[Mention]) -> str | None:
    """Return the state in whose capital she speaks: "spokeswoman Jane Doe said at a briefing in Riga".

    A minister may speak abroad, and so may a spokesman in a city that houses bodies of many states.
    """
    if not (person.role or "").lower().startswith("spokes"):
        return None
    end = _SENTENCE_ENDS.search(text, person.end)
    last = end.start() if end else len(text)
    return next(
        (
            mention.entity.country
            for mention in states
            if person.end < mention.start < last
            and mention.form is MentionForm.CAPITAL
            and mention.entity.country not in _HOSTS
            and _SPEAKS_IN.search(text, max(0, mention.start - 40), mention.start)
        ),
        None,
    )


_HOSTS = frozenset({"AT", "BE", "CH"})
_SENTENCE_ENDS = re.compile(r"[.!?][”\"’']?(?:\s|$)")
_SPEAKS_IN = re.compile(
    r"\b(?:reporters|journalists|briefing|conference|said|parliament|statement|lawmakers) in $"
)


def _in_hand(person: PersonMention, states: Sequence[Mention], acting: frozenset[int]) -> str | None:
    """Return the only state named as somebody, not as whose a thing is ("a Peruvian drone"), just before her.

    Of two either may be hers: "Oslo will sue Riga if it builds, the minister said".
    """
    before = {
        mention.entity.country
        for mention in states
        if person.start - _REACH < mention.start < person.start
        and mention.start in acting
        and mention.form is not MentionForm.ADJECTIVE
    }
    return before.pop() if len(before) == 1 else None
