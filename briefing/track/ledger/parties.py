"""Whether a text names a party: a state by any of its names, a person by the family name. Pure."""

import re
from functools import lru_cache

from briefing.comparing import entity_called, party_key
from briefing.gazetteer import EntityKind, mentions
from briefing.text import fold, strip_controls

_BETWEEN = re.compile(
    r"\b(?:meetings?|summits?|talks) between (.+?)(?=[,;.]| (?:in|at|on|over|later|last|next|this|could|will|is|was|were)\b|$)"
)
_CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-ÞĀĂĄČĎĐĒĘĚĞĢĪİĶŁŃŇŌŐŘŚŞŠŤŪŮŹŻŽ](?:[^\W_]|['’](?!s\b))*")
_AND = re.compile(r"\s+and\s+")


@lru_cache(maxsize=16384)
def parts_of(party: str) -> tuple[str, ...]:
    """Return those whom a holder names: "China and the United States" are two."""
    if entity_called(party):
        return (party,)
    return tuple(part.removeprefix("the ").strip() for part in _AND.split(party) if part.strip())


@lru_cache(maxsize=16384)
def holder_key(party: str, country: str | None) -> str:
    """Return one key for a holder: whose minister speaks for a state, holds what the state holds."""
    if country:
        return country
    entities = [entity_called(part) for part in parts_of(party)]
    return "+".join(
        sorted(
            (entity.country or entity.name) if entity else party_key(part)
            for entity, part in zip(entities, parts_of(party), strict=True)
        )
    )


def names(text: str, party: str) -> bool:
    """Tell whether ``text`` names each of those that ``party`` consists of."""
    return all(_names_one(text, part) for part in parts_of(party))


@lru_cache(maxsize=65536)
def _names_one(text: str, part: str) -> bool:
    entity = entity_called(part)
    if entity is not None:
        return entity.name in entities_in(text)
    tokens = _CAPITALISED.findall(part)
    if not tokens:
        return bool(part) and part.lower() in fold(text).lower()
    return _has_name(text, tokens[-1]) or (len(tokens) == 2 and _has_family_name_first(text, *tokens))


@lru_cache(maxsize=16384)
def entities_in(text: str) -> frozenset[str]:
    """Return the states and organisations that ``text`` names."""
    return frozenset(
        each.entity.name
        for each in mentions(strip_controls(text))
        if each.entity.kind is not EntityKind.PLACE
    )


def capitalised(text: str) -> frozenset[str]:
    """Return the words of ``text`` that begin with a capital."""
    return frozenset(_CAPITALISED.findall(text))


def meeting_parties(text: str) -> str | None:
    """Return who is to meet, where a text says between whom: "a meeting between Xi and Joe Biden"."""
    found = _BETWEEN.search(text)
    tokens = [_CAPITALISED.findall(each) for each in _AND.split(found[1])] if found else []
    if len(tokens) != 2 or not all(tokens) or found is None:
        return None
    return found[1]


def _has_name(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _has_family_name_first(text: str, family: str, given: str) -> bool:
    """Tell whether the first of two names stands alone ("Xi"), as a family name does and "Joe" does not."""
    return re.search(rf"(?<!\w){re.escape(family)}(?!\w)(?! (?!{re.escape(given)}\b)[A-Z])", text) is not None
