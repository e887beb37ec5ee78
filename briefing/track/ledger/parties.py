"""Whether a text names a party: a state by any of its names, a person by the family name. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from briefing.comparing import entity_called, party_key
from briefing.gazetteer import EntityKind, is_never_a_name, mentions
from briefing.text import fold, strip_controls

_BETWEEN = re.compile(
    r"\b(?:meetings?|summits?|talks|meetings? [^.]{0,30}\bone) between (.+?)(?=[,;.]| (?:in|at|on|over|later|last|next|this|could|will|is|was|were)\b|$)"
)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄČĎĐĒĘĚĞĢĪİĶŁŃŇŌŐŘŚŞŠŤŪŮŹŻŽ]"
_CAPITALISED = re.compile(rf"(?<!\w){_CAPITAL}(?:[^\W_]|['’](?!s\b))*")
_AND = re.compile(r"\s+and\s+")
_POSSESSOR = re.compile(
    rf"(?<!\w){_CAPITAL}[^\W_]+(?:['’]s|(?<=s)['’])(?!\w)|(?<!\w)[a-z]+ of (?:M(?:r|s|rs) )?(?:{_CAPITAL}[^\W_]+\s?)+"
)
_LEADER = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|leader|king|queen|emir|sultan)\b", re.IGNORECASE
)
_NOT_LEADER = re.compile(
    r"\b(?:vice|deputy|former|ex|opposition|party|rebel|minority|majority|house|senate)\b", re.IGNORECASE
)
_LEADERS = re.compile(r"\b(?:leaders|presidents|prime ministers|heads of (?:state|government))\b")
_TITLES = ("Mr", "Mrs", "Ms", "Dr", "Sir", "Lady", "Lord", "Senator", "Governor", "Leader")
_IN_ANOTHERS_NAME = re.compile(
    r"(?<!\w)(?:aides?|advis[eo]rs?|deputy|deputies|envoys?|spokes(?:man|woman|person)|staff|teams?|allies|ally|rivals?) (?:of|to|for) "
    rf"(?:the )?(?:{_CAPITAL}[\w.-]*\s?)+|(?<!\w){_CAPITAL}[^\W_]+['’]s? (?:own )?(?:\w+ )?"
    r"(?=aides?|advis[eo]rs?|deputy|deputies|envoys?|spokes(?:man|woman|person)|staff|teams?|office|ministers?|secretary|allies|ally|rivals?)"
)

_SPOKESMAN = re.compile(r"(?<!\w)spokes(?:man|woman|person) (?:of|for) |['’]s? spokes(?:man|woman|person)\b")


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


def has_acting(text: str, party: str, *, noun: bool, off: bool = False) -> bool:
    """Tell whether ``text`` names each of ``party`` as one who acts himself: neither "an aide of Brandt" nor "Brandt's deputy".

    A state acts through its own; of a ``noun`` ("Brandt's visit") the possessor is who acts. That something is ``off``
    a spokesman tells for whom he speaks.
    """
    others = _IN_ANOTHERS_NAME.sub(" ", _SPOKESMAN.sub("", text) if off else text)
    told = others if noun else _POSSESSOR.sub(" ", others)
    return all(_names_one(text if entity_called(part) else told, part) for part in parts_of(party))


@lru_cache(maxsize=65536)
def _names_one(text: str, part: str) -> bool:
    entity = entity_called(part)
    if entity is not None:
        return entity.name in entities_in(text)
    tokens = _CAPITALISED.findall(part)
    if not tokens:
        return bool(part) and part.lower() in fold(text).lower()
    return _has_name(text, tokens) or (len(tokens) == 2 and _has_family_name_first(text, *tokens))


@lru_cache(maxsize=16384)
def entities_in(text: str) -> frozenset[str]:
    """Return the states and organisations that ``text`` names."""
    return frozenset(
        each.entity.name
        for each in mentions(strip_controls(text))
        if each.entity.kind is not EntityKind.PLACE
    )


def is_named(party: str) -> bool:
    """Tell whether a party has a name by which another report may know it: "each side" and "the rebels" have none."""
    return entity_called(party) is not None or any(not is_never_a_name(word) for word in capitalised(party))


def is_leader(role: str | None) -> bool:
    """Tell whether an office is that of a head of state or government."""
    return bool(role and _LEADER.search(role) and not _NOT_LEADER.search(role))


def meeting_leaders(text: str, holder: str) -> frozenset[str]:
    """Return the countries of ``holder`` whose leaders a text expects to meet, none where it does not speak of leaders."""
    entities = [entity_called(part) for part in parts_of(holder)]
    countries = frozenset(each.country for each in entities if each and each.country)
    return countries if len(countries) > 1 and _LEADERS.search(text) else frozenset()


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


def _has_name(text: str, tokens: Sequence[str]) -> bool:
    """Tell whether the last of a person's names stands in ``text``, and not as another person's: "Otto Prado" is not Lia Prado."""
    if not _found_name(text, tokens[-1]):
        return False
    if len(tokens) == 1 or _found_name(text, tokens[0]):
        return True
    return any(
        before[1] is None
        or before[1] in (*tokens, *_TITLES)
        or is_never_a_name(before[1])
        or entity_called(before[1])
        for before in re.finditer(
            rf"(?:(?<!\w)({_CAPITAL}[\w-]*)\s)?(?<!\w){re.escape(tokens[-1])}(?!\w)", text
        )
    )


def _found_name(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _has_family_name_first(text: str, family: str, given: str) -> bool:
    """Tell whether the first of two names stands alone ("Xi"), as a family name does and "Joe" does not."""
    return re.search(rf"(?<!\w){re.escape(family)}(?!\w)(?! (?!{re.escape(given)}\b)[A-Z])", text) is not None
