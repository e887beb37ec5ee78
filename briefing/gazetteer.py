"""Who a name stands for: states, their capitals and metonyms, organisations (pure; the data lies in ``data/``).

"Beijing", "the Chinese government" and "Zhongnanhai" are all China. A word is taken for
what it names only where the text leaves little doubt: "us" is not the United States, the
South China Sea is not China, and Jordan may be somebody's surname.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from briefing.data import table
from briefing.data import text as data_text
from briefing.text import fold, small


class EntityKind(StrEnum):
    """A ``place`` is a sea, river or city that stands for nobody; it takes part in no dispute."""

    STATE = "state"
    TERRITORY = "territory"
    ORGANISATION = "organisation"
    BLOC = "bloc"
    ARMED_GROUP = "armed_group"
    PLACE = "place"


class MentionForm(StrEnum):
    """By which kind of word an entity is meant: China, Beijing, Zhongnanhai, Chinese."""

    NAME = "name"
    CAPITAL = "capital"
    METONYM = "metonym"
    ADJECTIVE = "adjective"


class Entity(NamedTuple):
    """``name`` is the one a reader uses. ``country`` is an ISO 3166-1 alpha-2 code (XK for Kosovo)."""

    name: str
    kind: EntityKind
    country: str | None = None


class Mention(NamedTuple):
    """``text[start:end] == surface``, in code points."""

    entity: Entity
    start: int
    end: int
    surface: str
    form: MentionForm


class _Doubt(NamedTuple):
    """When a surface means something else.

    It stands where the text holds a word of ``confirmed``; else not where it holds one of ``unless``,
    where it looks like part of a person's name (``person`` says which: first, last or either), or at all (``only_confirmed``).
    """

    confirmed: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    person: str = ""
    only_confirmed: bool = False


class _Sense(NamedTuple):
    """What a surface means; no entity for a phrase that only looks like a name ("German measles")."""

    entity: Entity | None
    form: MentionForm = MentionForm.NAME
    doubt: _Doubt | None = None


def mentions(text: str) -> tuple[Mention, ...]:
    """Return the entities named in ``text``, in order, none overlapping another, the longest name first."""
    folded = _plain(text)
    doubted: dict[str, bool] = {}
    found = []
    for start, end, surface in _longest(folded):
        sense = _senses()[surface]
        if sense.entity is None or not _stands(surface, sense, folded, doubted):
            continue
        if sense.doubt and _is_part_of_a_name(sense.doubt.person, folded, start, end):
            continue
        found.append(
            Mention(entity=sense.entity, start=start, end=end, surface=text[start:end], form=sense.form)
        )
    return tuple(found)


def entity_named(surface: str) -> Entity | None:
    """Return whom ``surface`` stands for as a whole, or ``None``.

    It may be a name ("Beijing"), or a name with words for those who govern: "the Chinese side",
    "senior US officials", "the regime in Pyongyang". "Chinese companies" are nobody's government.
    """
    phrase = _DETERMINER.sub("", fold(surface).strip(" ,;:'\"")).removesuffix("'s")
    sense = _senses().get(phrase) or _senses().get(phrase.rstrip(".'"))
    if sense is not None:
        return sense.entity
    named = mentions(phrase)
    entity = _common([mention.entity for mention in named if mention.entity.kind is not EntityKind.PLACE])
    return entity if entity is not None and _is_official(_without(phrase, named), len(named)) else None


def state(country: str) -> Entity | None:
    """Return the state or territory with the ISO code ``country``."""
    return _states().get(country)


def is_never_a_name(word: str) -> bool:
    """Tell whether ``word``, though it has a capital, is part of nobody's name ("The", "Monday", "Institute")."""
    return word in _words("never_a_name")


def is_place_use(text: str, mention: Mention) -> bool:
    """Tell whether ``mention`` says where, not who: "flies to Beijing", "in Paris", "the Geneva talks".

    "Officials in Beijing" and "a warning to Moscow" speak of the government.
    """
    if mention.form is MentionForm.ADJECTIVE:
        return False
    if _is_dateline(text, mention) or _BASED.match(text, mention.end):
        return True
    before = text[max(0, mention.start - 60) : mention.start]
    is_capital = mention.form is MentionForm.CAPITAL
    if _leads_to_a_place(before, is_capital):
        return True
    if is_capital:
        return _VENUE.match(text, mention.end) is not None
    return bool(_BESIDE_A_PLACE.search(before) and _ENDS_PHRASE.match(text, mention.end))


# ── how a name is found ───────────────────────────────────────────────────────


def _longest(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and surface of the names in ``text`` that are whole words, overlaps resolved."""
    automaton, surfaces = _automaton()
    whole = [
        (start, -end, surfaces[pattern])
        for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
        if not (start and _is_word(text[start - 1])) and not (end < len(text) and _is_word(text[end]))
    ]
    reached = 0
    for start, minus_end, surface in sorted(whole):
        if start >= reached:
            reached = -minus_end
            yield start, reached, surface


def _plain(text: str) -> str:
    """Return ``text`` as ``fold`` does, in a tenth of the time: names hold no other typographic signs."""
    return text.replace("’", "'").replace("\u00a0", " ").replace("‑", "-").replace("–", "-")


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _stands(surface: str, sense: _Sense, text: str, known: dict[str, bool]) -> bool:
    if sense.doubt is None:
        return True
    if surface not in known:
        known[surface] = _is_confirmed(surface, sense.doubt, text)
    return known[surface]


def _is_confirmed(surface: str, doubt: _Doubt, text: str) -> bool:
    if any(word in text for word in doubt.confirmed):
        return True
    if doubt.only_confirmed or any(word in text for word in doubt.unless):
        return False
    return not (doubt.person and _is_somebody(surface, doubt.person, text))


def _is_somebody(surface: str, part: str, text: str) -> bool:
    places = re.finditer(rf"\b{re.escape(surface)}\b", text)
    return any(_is_part_of_a_name(part, text, *place.span()) for place in places)


def _is_part_of_a_name(part: str, text: str, start: int, end: int) -> bool:
    """Tell whether a capitalised neighbour makes the word somebody's ``part``: first name, last or either."""
    before = (
        _CAPITALISED_BEFORE.search(text, max(0, start - 30), start) if part in ("last", "either") else None
    )
    after = _CAPITALISED_AFTER.match(text, end) if part in ("first", "either") else None
    return any(word is not None and _may_be_a_name(word[1]) for word in (before, after))


def _may_be_a_name(word: str) -> bool:
    return word not in _senses() and not is_never_a_name(word)


# ── words for those who govern ────────────────────────────────────────────────


def _common(entities: Sequence[Entity]) -> Entity | None:
    """Return the one entity that all are or belong to: of Iran and its Revolutionary Guards the latter."""
    if len(set(entities)) == 1:
        return entities[0]
    countries = {entity.country for entity in entities}
    return entities[-1] if len(countries) == 1 and None not in countries else None


def _without(phrase: str, named: Iterable[Mention]) -> str:
    for mention in reversed(list(named)):
        phrase = phrase[: mention.start] + " " + phrase[mention.end :]
    return phrase


def _is_official(rest: str, names: int) -> bool:
    """Tell whether what is left of a phrase without its names only says that people in office are meant."""
    left = re.findall(r"[^\W\d_]+", rest.lower())
    vocabulary = _words("official_nouns") | _words("official_modifiers")
    return all(word in vocabulary for word in left) and (
        names > 1 or any(word in _words("official_nouns") for word in left)
    )


_DETERMINER = re.compile(
    r"^(?:(?:the|a|an|both|some|many|several|most|two|three|his|her|its|their)\s+)+", re.IGNORECASE
)
_CAPITALISED_BEFORE = re.compile(r"\b([A-Z][\w'-]*)\.? (?:[A-Z]\. )?$")
_CAPITALISED_AFTER = re.compile(r" (?:[A-Z]\. )?([A-Z][\w'-]+)")

# ── place or government ───────────────────────────────────────────────────────

# The last word before a place, checked first because it rules out most mentions at once.
_LAST_WORD = re.compile(
    r"\b(?:in|near|outside|inside|around|across|throughout|into|via|at|to|from|for|through|towards?|of|the|city|capital|"
    r"nearby|downtown|central|neighbou?ring|left|\w*(?:visit|tour|leav|reach|depart)(?:s|es|ed|ing|e)?),? $"
)
_THOSE_IN = re.compile(
    r"\b(?:officials?|government|leaders?|leadership|authorities|regime|rulers?|policy-?makers|lawmakers|"
    r"diplomats|administration|trust|confidence|faith|interest|capitals|hawks|counterparts?) in $"
)
_WHERE = re.compile(
    r"\b(?:(?:in|near|outside|inside|around|throughout|across|into|via|visit(?:s|ed|ing)?|tour(?:s|ed|ing)?|"
    r"leav(?:e|es|ing)|left|reach(?:es|ed|ing)?|depart(?:s|ed|ing)?|capital(?: city)?(?: of)?,?)"
    r"(?: the| nearby| downtown| central| neighbou?ring)?|(?:arriv|land|stopp|convened?|held|met|meeting)\w*"
    r"(?: back)? (?:at|in|for)) $"
)
# "in Sana'a, Yemen," and "in Iraq and Syria".
_BESIDE_A_PLACE = re.compile(r"\b(?:in|near|outside|across) [A-Z][\w'-]+(?: [A-Z][\w'-]+)?(?:,| and) $")
_ENDS_PHRASE = re.compile(r"[,.;)]| (?:on|in|and|for|to|at|last|this|next|[A-Z])\b")
_MOTION = (
    r"(?:fl(?:y|ies|ew|ying|ight|ights)|head(?:s|ed|ing)?|travel\w*|trips?|journey\w*|visits?|go|goes|going|went|"
    r"gone|return\w*|back|came|com(?:e|es|ing)|arriv\w*|depart\w*|sail\w*|drive|drove|driving|delegations?|envoys?|"
    r"ambassadors?|missions?|tour|routes?|road|en route|on (?:his|her|their|its) way|convoys?|trains?|planes?|"
    r"moved?|mov(?:es|ing)|shuttl\w+|rush\w*|escap\w+|fled|flee\w*|exile|dispatch\w*|summon\w*|welcom\w+|"
    r"miles|kilomet(?:er|re)s|km)"
)
_WHITHER = re.compile(
    rf"\b(?:{_MOTION}(?:\s[\w'-]+){{0,3}} (?:to|from|for|through|toward|towards)|from [A-Z][\w-]+ (?:to|through)) $",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"[ -](?:summit|conference|talks|accords?|agreements?|protocol|declaration|treaty|convention|meetings?|forum|"
    r"process|communiqu[eé]|embassy|airport|hotel|suburb|streets?|bureau|time|olympics|games|university|think tank)\b",
    re.IGNORECASE,
)
_BASED = re.compile(r"-(?:based|born|area)\b")
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{0,24})?(?: \([^)\n]{2,30}\))?\s?(?:[:\u2014\u2013]|-{1,2} )")


def _leads_to_a_place(before: str, is_capital: bool) -> bool:
    told = small(before)
    if not _LAST_WORD.search(told[-14:]):
        return False
    if " in " in told[-5:] and _THOSE_IN.search(told):
        return False
    return bool(_WHERE.search(told) or (is_capital and _WHITHER.search(before)))


def _is_dateline(text: str, mention: Mention) -> bool:
    """Tell whether a paragraph opens with the place it was written at, as "BEIJING (Agency) —"."""
    opens = mention.start == 0 or text[mention.start - 1] == "\n"
    return opens and _DATELINE.match(text, mention.end) is not None


# ── the data ──────────────────────────────────────────────────────────────────


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("gazetteer")[name])


@cache
def fingerprint() -> str:
    """Return what tells this gazetteer from one with other names: 16 hexadecimal digits."""
    names = "".join(data_text(f"{each}.toml") for each in ("gazetteer", "states", "organisations"))
    return sha256(names.encode()).hexdigest()[:16]


@cache
def _states() -> Mapping[str, Entity]:
    return {
        code: Entity(name=entry["name"], kind=EntityKind(entry.get("kind", "state")), country=code)
        for code, entry in table("states").items()
    }


@cache
def _senses() -> Mapping[str, _Sense]:
    """Return what each surface means; of two entries for one surface the later holds."""
    doubts = {surface: _Doubt(**_tuples(entry)) for surface, entry in table("gazetteer")["doubtful"].items()}
    return {
        fold(surface): _Sense(entity=entity, form=form, doubt=doubts.get(surface))
        for surface, entity, form in _entries()
    }


def _tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def _entries() -> Iterator[tuple[str, Entity | None, MentionForm]]:
    for surface in table("gazetteer")["not_names"]:
        yield surface, None, MentionForm.NAME
    for place in table("gazetteer")["places"]:
        yield place, Entity(name=place, kind=EntityKind.PLACE), MentionForm.NAME
    for code, entry in table("states").items():
        yield from _surfaces(entry, _states()[code])
    for name, entry in table("organisations").items():
        kind = EntityKind(entry.get("kind", "organisation"))
        yield from _surfaces(
            {"name": name, **entry}, Entity(name=name, kind=kind, country=entry.get("country"))
        )


_LISTS = {
    "aliases": MentionForm.NAME,
    "adjectives": MentionForm.ADJECTIVE,
    "people": MentionForm.ADJECTIVE,
    "capitals": MentionForm.CAPITAL,
    "metonyms": MentionForm.METONYM,
}


def _surfaces(entry: Mapping[str, Any], entity: Entity) -> Iterator[tuple[str, Entity, MentionForm]]:
    yield entry["name"], entity, MentionForm.NAME
    for key, form in _LISTS.items():
        for surface in entry.get(key, ()):
            yield surface, entity, form
            if key == "adjectives" and surface.endswith(("n", "i")):
                yield surface + "s", entity, form


@cache
def _automaton() -> tuple[Any, tuple[str, ...]]:
    from ahocorasick_rs import AhoCorasick

    surfaces = tuple(_senses())
    return AhoCorasick(surfaces), surfaces
