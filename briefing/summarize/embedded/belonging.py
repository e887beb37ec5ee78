"""Whose minister or spokesman somebody is whom an article calls only by her office. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.gazetteer import EntityKind, Mention, MentionForm, entity_named
from briefing.summarize.embedded.actors import Cast
from briefing.summarize.embedded.dateline import after_lead, city_of, end_of_dateline, land_of
from briefing.summarize.embedded.words import word_set
from briefing.summarize.people import PersonMention
from briefing.text import Span

_REACH = 300
_GOVERNING = (EntityKind.STATE, EntityKind.TERRITORY)


def with_belonging(
    text: str, persons: Sequence[PersonMention], cast: Cast, bodies: Mapping[str, str]
) -> tuple[PersonMention, ...]:
    """Return ``persons``, those in office with the body or state that is meant where an article first names them.

    ``bodies`` tells what a noun means ("the commission"). Where the words beside a name say nothing, it is the state in
    whose capital a spokesman speaks, else the only one spoken of just before.
    """
    begins = end_of_dateline(text)
    governing = (m for m in cast.entities if m.entity.kind in _GOVERNING and m.entity.country)
    states = [mention for mention in governing if mention.start >= begins]
    bodies_named = [m for m in cast.entities if m.entity.kind in (EntityKind.ORGANISATION, EntityKind.BLOC)]
    firsts = {person.name: person for person in reversed(persons)}
    meant = {
        name: _placed(text, first, states, cast.acting, bodies, bodies_named)
        if _is_of_somebody(first)
        else replace(first, country=_explained(text, first, states))
        for name, first in firsts.items()
        if not (first.country or first.organisation or first.analyst)
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
    bodies_named: Sequence[Mention],
) -> PersonMention:
    if body := _body(text, person, bodies) or _named_with_her_office(text, person, bodies_named):
        return replace(person, organisation=body)
    around = _Around(text, person, states, acting)
    steps = (_attached, _of_the_ministry, _in_front, _seat, _subject_before, _home, _promised, _in_hand)
    return replace(person, country=next((found for step in steps if (found := step(around))), None))


@dataclass(frozen=True, slots=True)
class _Around:
    """Somebody where an article first names her, with the ``states`` of the article; ``acting`` is where these are somebody."""

    text: str
    person: PersonMention
    states: Sequence[Mention]
    acting: frozenset[int]

    def acts(self, mention: Mention) -> bool:
        """Tell whether the state of ``mention`` is named as somebody anywhere."""
        return any(one.entity == mention.entity and one.start in self.acting for one in self.states)

    def before(self, reach: int) -> Sequence[Mention]:
        """Return the states named up to ``reach`` characters before her."""
        start = self.person.start
        return [mention for mention in self.states if start - reach < mention.start and mention.end <= start]


def _is_of_somebody(person: PersonMention) -> bool:
    """Tell of "the foreign minister, …" and "Prime Minister …", of whom nothing else is said beside the name."""
    role = (person.role or "").lower()
    return _IN_OFFICE.search(role) is not None and not any(
        word in role for word in word_set("heads_of_bodies")
    )


_IN_OFFICE = re.compile(
    r"\b(?:minister|president|premier|spokes(?:man|woman|person)|ambassador|consul|envoy|delegate|secretary|chancellor|"
    r"advis[eo]r|negotiator|commissioner)$|\bminister (?:of|for) "
)


def _named_with_her_office(text: str, person: PersonMention, bodies_named: Sequence[Mention]) -> str | None:
    """Return the body of "the United Nations envoy, Ann Lee": no state sends her, and none is where the text comes from."""
    near = [m for m in bodies_named if person.start - _NEAR < m.start and m.end < person.start]
    role = (person.role or "").lower()
    between = (text[m.end : person.start].strip(" ,").removeprefix("’s ").removeprefix("'s ") for m in near)
    return next(
        (m.entity.name for m, words in zip(near, between, strict=True) if words.lower() == role), None
    )


def _explained(text: str, person: PersonMention, states: Sequence[Mention]) -> str | None:
    """Return the state of "Ann Lee, who leads Peru's team" and of "Ann Lee of the trade ministry of Peru", whom no office is given."""
    behind = _EXPLAINS.match(text, person.end)
    if behind is None:
        return None
    first, last = behind.span()
    named = [mention for mention in states if first <= mention.start and mention.end <= last]
    return named[0].entity.country if len(named) == 1 else None


_EXPLAINS = re.compile(
    r"(?:, who (?:heads|leads|runs|chairs|represents|speaks for|spoke for|led|headed) [^,.;:“”\"]{3,70}"
    r"|,? (?:of|from|at|for) (?=[^,.;:“”\"]*\b(?:[Mm]inistry|[Dd]epartment|[Dd]irectorate|[Gg]overnment|[Ee]mbassy|[Dd]elegation|[Pp]residency|[Nn]avy|[Aa]rmy|[Cc]oast [Gg]uard)\b)"
    r"[^,.;:“”\"]{3,70}"
    r"|, an? (?=[^,.;:“”\"]*\b(?:official|negotiator|diplomat|envoy)\b)[^,.;:“”\"]{3,70})"
)


def _body(text: str, person: PersonMention, bodies: Mapping[str, str]) -> str | None:
    """Return the body of "the Commission's spokesman for trade, …", and of a commissioner where one is spoken of."""
    owner = _OWNED.search(text, max(0, person.start - _NEAR), person.start)
    called = owner[1].lower() if owner else ""
    role = (person.role or "").lower()
    if role.endswith("commissioner") and not role.startswith("parliament"):
        called = "commission"
    return bodies.get(called)


_NEAR = 80
_OWNED = re.compile(r"\b[Tt]he (\w+)['’]s (?!.*['’]s )[^.;:!?“”\"]*$")


def _attached(around: _Around) -> str | None:
    """Read "Ethiopian Water Minister" and "Peru's justice minister": one noun phrase from the state to the name."""
    near = around.before(_NEAR)
    phrases = (around.text[mention.end : around.person.start] for mention in near)
    whose = (
        m.entity.country for m, between in zip(near, phrases, strict=True) if _ONE_PHRASE.fullmatch(between)
    )
    return next(whose, None)


_ONE_PHRASE = re.compile(
    r"(?:['’]s)?(?: (?!(?:of|in|to|with|by|and|at|on|for|that|from|against|if|as|said|met|told|urged|asked)\b)[\w-]+){1,5},? "
    r"(?:(?:Mr|Ms|Mrs|Dr|Sir)\.? )?"
)


def _of_the_ministry(around: _Around) -> str | None:
    """Return the state whose ministry was last named, for "a ministry spokesman, …"."""
    if "ministry" not in (around.person.role or "").lower():
        return None
    named = reversed(around.before(len(around.text)))
    return next((m.entity.country for m in named if _ITS_MINISTRY.match(around.text, m.end)), None)


_ITS_MINISTRY = re.compile(r"(?:['’]s)? (?:\w+ ){0,2}[Mm]inistry")


def _in_front(around: _Around) -> str | None:
    """Return the state of "In Seoul, the spokeswoman, …", where its capital leads up to her."""
    text, start = around.text, around.person.start
    return next(
        (
            mention.entity.country
            for mention in around.before(_NEAR)
            if mention.form is MentionForm.CAPITAL
            and text.endswith("In ", 0, mention.start)
            and _LEADS_UP.fullmatch(text, mention.end, start)
        ),
        None,
    )


_LEADS_UP = re.compile(r",(?: officials said,)?(?: (?!met\b|said\b)[\w-]+){0,6},? ")


def _seat(around: _Around) -> str | None:
    """Return the state in whose capital she speaks: "spokeswoman Jane Doe said at a briefing in Riga".

    A minister may speak abroad, so hers must be a state that acts in the text; anybody may speak in a city that
    houses bodies of many states.
    """
    end = _SENTENCE_ENDS.search(around.text, around.person.end)
    last = end.start() if end else len(around.text)
    spokes = (around.person.role or "").lower().startswith("spokes")
    return next(
        (
            mention.entity.country
            for mention in around.states
            if around.person.end < mention.start < last
            and mention.form is MentionForm.CAPITAL
            and mention.entity.country not in _HOSTS
            and _SPEAKS_IN.search(around.text, max(0, mention.start - 40), mention.start)
            and (spokes or around.acts(mention))
        ),
        None,
    )


_HOSTS = frozenset({"AT", "BE", "CH"})
_SENTENCE_ENDS = re.compile(r"[.!?][”\"’']?(?:\s|$)")
_SPEAKS_IN = re.compile(
    r"\b(?:reporters|journalists|briefing|conference|said|parliament|statement|lawmakers) in $"
)


def _subject_before(around: _Around) -> str | None:
    """Return the state with which her sentence or one of the two before it begins: "Ottawa wants the duty waived"."""
    text, start = around.text, around.person.start
    ends = (end.end() for end in _SENTENCE_ENDS.finditer(text, max(0, start - _PASSAGE), start))
    begins = [after_lead(text, Span(first, start)).start for first in (0, *ends)]
    for first in reversed(begins[-_SENTENCES:]):
        for mention in around.before(start - first + 1):
            opens = _OPENING.fullmatch(text, first, mention.start) is not None
            owns = text.startswith(_POSSESSIVES, mention.end) and not _STATE_ORGAN.match(text, mention.end)
            if opens and not owns and mention.start in around.acting and _is_noun(mention):
                return mention.entity.country
    return None


_PASSAGE = 1200
_SENTENCES = 3
_POSSESSIVES = ("'s", "’s")
_STATE_ORGAN = re.compile(
    r"['’]s (?:\w+ ){0,2}(?:government|ministry|coast guard|army|military|navy|parliament|embassy)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"[“\"\s]*(?:(?:But|And|Yet|However|Meanwhile|On \w+day),?\s)?(?:[Tt]he )?(?:(?:Republic|Kingdom|Government) of (?:the )?)?"
)


def _is_noun(mention: Mention) -> bool:
    return mention.form is not MentionForm.ADJECTIVE


def _home(around: _Around) -> str | None:
    """Return the state from which a text reports, where that acts in it: there, its own ministers need no state beside their names."""
    city, land = city_of(around.text), land_of(around.text)
    named = entity_named(land or city or "")
    if named is None or named.country is None or (land is None and named.country in _HOSTS - {"CH"}):
        return None
    acts = any(m.entity.country == named.country and m.start in around.acting for m in around.states)
    return named.country if acts or land is None else None


def _promised(around: _Around) -> str | None:
    """Return the state of "she repeated that Lima would complain", which she speaks for."""
    text, end = around.text, around.person.end
    ends = [each.end() for each in _SENTENCE_ENDS.finditer(text, end, end + _REACH)]
    last = ends[1] if len(ends) > 1 else len(text)
    said = (
        mention.entity.country
        for mention in around.states
        if end < mention.start < last
        and _TELLS.search(text, max(end, mention.start - 40), mention.start)
        and _WILL.match(text, mention.end)
    )
    return next(said, None)


_TELLS = re.compile(r"\b(?:said|says|repeated|reiterated|added|told \w+)(?: that)? (?:the )?$")
_WILL = re.compile(r" (?:would|will)\b")


def _in_hand(around: _Around) -> str | None:
    """Return the only state named as somebody, not as whose a thing is ("a Peruvian drone"), just before her.

    Of two either may be hers: "Oslo will sue Riga if it builds, the minister said".
    """
    before = {
        mention.entity.country
        for mention in around.before(_REACH)
        if mention.start in around.acting and _is_noun(mention)
    }
    return before.pop() if len(before) == 1 else None
