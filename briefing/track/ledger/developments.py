"""What an article reports of a thing under way: progress, given up, refused, replaced, settled. Pure.

A development proves nothing done; it moves an entry between the states of briefcraft 2.7 that are no outcomes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.comparing import party_key, span_of
from briefing.gazetteer import EntityKind, mentions
from briefing.horizon import Tense, find_horizons
from briefing.text import Span, fold, quotations, sentences, strip_controls
from briefing.track.ledger.clauses import clause_around, is_doubted, part_around
from briefing.track.ledger.development_cues import (
    Cue,
    DevelopmentKind,
    cue_within,
    cues_in,
    denials_in,
    is_of_others,
    may_tell,
)
from briefing.track.ledger.matter import Telling
from briefing.types import Actor, ActorKind, Article, Evidence, Section

_NEW_SUBJECT = re.compile(
    r"\b(?:said|says|mentioned|announced|confirmed|told|reported|added|noted|indicated|that)\b"
)
_ENDING = (
    DevelopmentKind.DENIED,
    DevelopmentKind.DROPPED,
    DevelopmentKind.REPLACED,
    DevelopmentKind.SETTLED,
)
_AND = re.compile(r" and (?:the )?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody whom a sentence names; ``key`` is the country where there is one."""

    name: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """What a report tells of a thing. ``doer`` is who does it, ``named`` are the keys of all in its part of the sentence.

    ``telling`` has that part, and behind the verb what it is about; ``whose`` are the words that say whose aim it is,
    ``act`` is that of the :class:`Cue`, ``dated`` the last day of the earliest time that is told (of a denial the one that is
    promised, and not kept here), ``before`` the sentence
    before, where "these areas" must be sought. A note that stands outside the body has no ``evidence``.
    """

    kind: DevelopmentKind
    article_id: str
    outlet: str | None
    published: date
    named: frozenset[str]
    telling: Telling
    evidence: Evidence | None
    doer: Named | None = None
    whose: str = ""
    act: str | None = None
    dated: date | None = None
    before: Span | None = None


def developments_of(article: Article, actors: Sequence[Actor], published: date) -> Iterator[Development]:
    """Yield what the body of ``article`` reports of things under way; what somebody says in quotation marks is his word."""
    folded = fold(article.text)
    if not may_tell(folded.lower()):
        return
    before: Span | None = None
    quoted = tuple(quotations(folded))
    for span in sentences(article.text):
        sentence = span.of(article.text)
        for cue in (*denials_in(sentence), *(() if is_doubted(sentence) else cues_in(sentence))):
            at = span.start + cue.start
            if not any(said.start <= at < said.end for said in quoted):
                yield _development(article, actors, published, span, cue, before)
        before = span


def _development(
    article: Article,
    actors: Sequence[Actor],
    published: date,
    span: Span,
    cue: Cue,
    before: Span | None,
) -> Development:
    sentence = span.of(article.text)
    part = part_around(sentence, cue.start, cue.end)
    told, about = part.of(sentence), cue.about.of(sentence)
    back = cue_within("back", about)
    return Development(
        kind=cue.kind,
        article_id=article.id,
        outlet=article.outlet,
        published=published,
        named=keys_named(told, actors),
        telling=Telling(whole=told, behind=about),
        evidence=_evidence(article, span.start + part.start, told),
        doer=_doer(sentence, part, cue, actors),
        whose=cue.whose.of(sentence) if cue.whose else "",
        act=cue.act,
        dated=None if cue.kind is DevelopmentKind.DENIED else _dated(told, published),
        before=before if back and not about[: back.start()].strip() else None,
    )


def _dated(told: str, published: date) -> date | None:
    spans = (span_of(each.horizon) for each in find_horizons(told, published, tense=Tense.PAST))
    return min((span[1] for span in spans if span), default=None)


def _evidence(article: Article, start: int, told: str) -> Evidence:
    quote = told.strip()
    first = start + told.index(quote)
    return Evidence(
        article_id=article.id, section=Section.BODY, quote=quote, start=first, end=first + len(quote)
    )


# ── who ───────────────────────────────────────────────────────────────────────


def keys_named(text: str, actors: Sequence[Actor]) -> frozenset[str]:
    """Return the keys of all whom a text names."""
    return frozenset(each.key for _, each in _named_in(text, actors))


def _doer(sentence: str, part: Span, cue: Cue, actors: Sequence[Actor]) -> Named | None:
    """Return the first who is named in the clause of a verb behind its last "said" or "that", else first in the clause or the part.

    What ends an entry counts only in the words of who ends it, or the outlet's: "Chile said Peru had dropped" is Chile's word.
    """
    clause = clause_around(sentence, cue.start, cue.end)
    whole, before = sentence[part.start : cue.start], sentence[clause.start : cue.start]
    news = [found.end() for found in _NEW_SUBJECT.finditer(before)]
    nearest = (before[news[-1] :] if news else before, before)
    for stretch in (whole,) if cue.kind in _ENDING else (*nearest, whole):
        found = sorted(_named_in(stretch, actors), key=lambda each: (each[0], each[1].name))
        if found:
            return _joined(stretch, found)
    return None


def _joined(text: str, found: Sequence[tuple[Span, Named]]) -> Named:
    """Return the first who is named, with those that an "and" joins to him: their keys are one, as of a holder of two."""
    names, keys, end = [found[0][1].name], {found[0][1].key}, found[0][0].end
    for span, named in found[1:]:
        if not _AND.fullmatch(text[end : span.start]):
            break
        names.append(named.name)
        keys.add(named.key)
        end = span.end
    return Named(name=" and ".join(names), key="+".join(sorted(keys)))


def _named_in(text: str, actors: Sequence[Actor]) -> list[tuple[Span, Named]]:
    """Return whom a text names and where: states and organisations, and persons by the family name."""
    states = [
        (
            Span(each.start, each.end),
            Named(name=each.entity.name, key=each.entity.country or each.entity.name),
        )
        for each in mentions(strip_controls(text))
        if each.entity.kind is not EntityKind.PLACE and not is_of_others(text[each.end :])
    ]
    persons = [each for each in actors if each.kind is ActorKind.PERSON]
    return [*states, *(found for each in persons for found in _person_in(text, each))]


def _person_in(text: str, actor: Actor) -> Iterator[tuple[Span, Named]]:
    for family in actor.name.rsplit(maxsplit=1)[-1:]:
        place = re.search(rf"(?<!\w){re.escape(family)}(?!\w)", text)
        if place:
            yield Span(*place.span()), Named(name=actor.name, key=actor.country or party_key(actor.name))
