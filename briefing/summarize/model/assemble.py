"""From what a model answered to a summary in which every word was checked. Pure.

Nothing that a model wrote is taken on trust: evidence is the article's own words at the places it points to;
a name, number, date or quotation in a statement must stand in that evidence, else the evidence itself is the
statement; a speaker must be named there or in the sentence beside it; a hedge, a time or a trend are the
article's words or are left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from briefing.comparing import vocabulary
from briefing.hedges import band_of_event
from briefing.horizon import Tense, find_horizons
from briefing.summarize.checks.holder import holder_named
from briefing.summarize.checks.locate import locate
from briefing.summarize.embedded.actors import actors_of
from briefing.summarize.embedded.names import Names, names_of
from briefing.summarize.model.pointers import Found, Ground, find, ground_of
from briefing.summarize.model.statements import ENGLISH, Told, first_quote, told
from briefing.summarize.model.voices import NOBODY, Heard, hear
from briefing.summarize.model.wire import (
    WireArticle,
    WireDispute,
    WireEvent,
    WireExpectation,
    WireObjective,
    WireParty,
    WireSentence,
)
from briefing.text import Span, one_line, words
from briefing.topics import topic_of
from briefing.types import (
    Article,
    ArticleSummary,
    BottomLine,
    Direction,
    Dispute,
    DisputeSubkind,
    EngineInfo,
    Event,
    EventStatus,
    Evidence,
    Expectation,
    ExpectationSubkind,
    Horizon,
    HorizonBasis,
    Objective,
    ObjectiveSubkind,
    Party,
    Polarity,
    Trend,
    Withheld,
)

CHECKS = "checks-2"
_NAME_WORDS = 5
_AUTHORS = ("the author", "author", "the columnist")
_LASTING = ("until ", "till ", "by ", "before ", "through ")
_DIRECTIONS = {"up": Direction.UP, "down": Direction.DOWN}
_Item = TypeVar("_Item", Objective, Dispute, Expectation)


def assemble(article: Article, answer: WireArticle, engine: EngineInfo) -> ArticleSummary:
    """Return the summary that ``answer`` comes to; what did not pass a check is withheld or replaced, and named."""
    return _Assembly(article).summary(answer, engine)


class _Assembly:
    """One article's checks; ``withheld`` collects what was not used, and why."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.ground: Ground = ground_of(article)
        self.names: Names = names_of(article.text)
        self.withheld: list[Withheld] = []

    def summary(self, answer: WireArticle, engine: EngineInfo) -> ArticleSummary:
        self._bar(answer.contradicted)
        return ArticleSummary(
            article_id=self.article.id,
            bottom_line=self._bottom_line(answer.bottom_line),
            actors=actors_of(self.names.cast),
            objectives=_once(filter(None, map(self._objective, answer.objectives))),
            disputes=_once(filter(None, map(self._dispute, answer.disputes))),
            expectations=_once(filter(None, map(self._expectation, answer.expectations))),
            events=tuple(filter(None, map(self._event, answer.events))),
            withheld=tuple(self.withheld),
            engine=engine,
        )

    def _bar(self, contradicted: Sequence[str]) -> None:
        """Withhold what the article itself contradicts, and let nothing rest on those sentences."""
        reason = "the article itself contradicts it"
        barred = dict(self.ground.barred)
        for slip, _, other in (each.partition("<>") for each in contradicted):
            contrary = find([other], self.ground).evidence
            against = contrary[0].quote if contrary else None
            for each in find([slip], self.ground).evidence:
                self.withheld.append(
                    Withheld(reason=reason, quote=each.quote, statement=each.quote, against=against)
                )
                barred |= dict.fromkeys(self.ground.numbers_of(Span(each.start, each.end)), reason)
        self.ground = replace(self.ground, barred=barred)

    # ── items ─────────────────────────────────────────────────────────────────

    def _objective(self, wire: WireObjective) -> Objective | None:
        who, found = _who(wire.who), self._found(wire)
        if found is None:
            return None
        heard = self._heard(wire.voice, who.holder, found, imputed=wire.subkind == "imputed")
        said = self._told(wire.statement, found, heard, *who)
        return Objective(
            id=self._identifier("objective", who.holder, found),
            statement=said.text,
            subkind=ObjectiveSubkind(wire.subkind),
            holder=who.holder,
            counterpart=self._counterpart(who.counterpart),
            topic=topic_of(first_quote(found.evidence)),
            polarity=Polarity(wire.polarity),
            hedge=None,
            attribution=heard.attribution,
            horizon=self._horizon(wire.when, found),
            evidence=said.evidence,
        )

    def _expectation(self, wire: WireExpectation) -> Expectation | None:
        who, found = _who(wire.who), self._found(wire)
        if found is None:
            return None
        heard = self._heard(wire.voice, who.holder, found)
        said = self._told(wire.statement, found, heard, *who)
        hedge = self._verbatim(wire.hedge, found)
        return Expectation(
            id=self._identifier("expectation", who.holder, found),
            statement=said.text,
            subkind=ExpectationSubkind(wire.subkind),
            holder=who.holder,
            counterpart=self._counterpart(who.counterpart),
            topic=topic_of(first_quote(found.evidence)),
            polarity=Polarity(wire.polarity),
            hedge=hedge,
            band=band_of_event(hedge, negative=wire.polarity == "negative"),
            attribution=heard.attribution,
            horizon=self._horizon(wire.when, found),
            evidence=said.evidence,
        )

    def _dispute(self, wire: WireDispute) -> Dispute | None:
        own = find(wire.at, self.ground)
        sides = [(each, find(each.at, self.ground)) for each in wire.parties if self._is_named(each.party)]
        every = _joined([own, *(found for _, found in sides)])
        if not sides or not every.evidence:
            self._withhold(wire.statement, every, "its parties are not named in the article")
            return None
        names = [one_line(each.party) for each, _ in sides]
        heard = self._heard(wire.voice, names[0], every)
        said = self._told(wire.statement, every, heard, *names)
        evidence = own.evidence or every.evidence
        extra = [each for each in said.evidence if each not in every.evidence]
        return Dispute(
            id=self._identifier("dispute", "|".join(names), every),
            statement=said.text,
            subkind=DisputeSubkind(wire.subkind),
            topic=wire.topic,
            attribution=heard.attribution,
            parties=tuple(self._parties(wire, sides, said, heard)),
            trend=self._trend(wire.trend, every),
            evidence=_distinct((*evidence, *extra)),
            topic_text=_in_its_words(wire.name, every),
        )

    def _parties(
        self,
        wire: WireDispute,
        sides: Sequence[tuple[WireParty, Found]],
        said: Told,
        heard: Heard,
    ) -> Iterator[Party]:
        """Yield the sides; where the side that objects is given no position, what the dispute says is it."""
        names = [one_line(each.party) for each, _ in sides]
        for number, (each, found) in enumerate(sides):
            if each.position and found.evidence:
                yield self._party(each, found, wire, names)
            elif number == 0 and wire.subkind != "umbrella":
                yield Party(
                    party=names[0],
                    position=said.text,
                    attribution=heard.attribution,
                    evidence=said.evidence,
                )
            else:
                yield Party(party=names[number], position=None, attribution=None, evidence=())

    def _party(self, wire: WireParty, found: Found, dispute: WireDispute, names: Sequence[str]) -> Party:
        heard = self._heard(wire.voice or dispute.voice, one_line(wire.party), found)
        if wire.voice is None and heard.attribution.name is None:
            heard = NOBODY
        said = self._told(wire.position or "", found, heard, *names)
        return Party(
            party=one_line(wire.party),
            position=said.text,
            attribution=heard.attribution,
            evidence=said.evidence,
        )

    def _event(self, wire: WireEvent) -> Event | None:
        found = find(wire.at, self.ground, captions=True)
        if not found.evidence:
            self._withhold(wire.what, found, "it points to no words")
            return None
        said, status = self._told(wire.what, found), EventStatus(wire.status)
        lasts = (wire.when or "").lower().startswith(_LASTING)
        tense = Tense.PAST if status is EventStatus.OCCURRED and not lasts else Tense.FUTURE
        return Event(
            what=said.text,
            status=status,
            when=self._horizon(wire.when, found, tense),
            evidence=said.evidence,
        )

    def _bottom_line(self, wire: WireSentence) -> BottomLine:
        found = find(wire.at, self.ground)
        if not found.evidence:
            first = next((n for n in range(len(self.ground.sentences)) if n not in self.ground.barred), 0)
            found = find([str(first + 1)], self.ground)
            return BottomLine(text=first_quote(found.evidence), evidence=found.evidence)
        said = self._told(wire.text, found)
        return BottomLine(text=said.text, evidence=said.evidence)

    # ── checks ────────────────────────────────────────────────────────────────

    def _found(self, wire: WireObjective | WireExpectation) -> Found | None:
        """Return the evidence of an item, or withhold it: it must point to words, and to a holder whom the article names."""
        found, holder = find(wire.at, self.ground), _who(wire.who).holder
        if not found.evidence:
            self._withhold(wire.statement, found, "it points to no words")
            return None
        if not self._is_named(holder):
            self._withhold(wire.statement, found, "the article does not name its holder")
            return None
        return found

    def _is_named(self, name: str) -> bool:
        article = self.article
        return (
            article.language != ENGLISH
            or one_line(name).lower() in _AUTHORS
            or holder_named(name, article.text, article.title)
        )

    def _counterpart(self, name: str | None) -> str | None:
        return name if name and self._is_named(name) else None

    def _heard(self, voice: str, holder: str, found: Found, *, imputed: bool = False) -> Heard:
        return hear(one_line(voice), holder, found, self.ground, self.names, imputed=imputed)

    def _told(self, text: str, found: Found, heard: Heard = NOBODY, *names: str | None) -> Told:
        """Return a statement as it may stand; that the evidence stands in its place is noted."""
        evidence = _distinct((*found.evidence, *heard.evidence))
        said = told(one_line(text), evidence, (*names, heard.attribution.name), self.ground)
        if said.fault:
            note = Withheld(reason=said.fault, quote=said.text, statement=one_line(text), replaced=True)
            self.withheld.append(note)
        return said

    def _verbatim(self, words: str | None, found: Found) -> str | None:
        """Return ``words`` as the evidence has them, ``None`` where it does not (L1)."""
        place = self._place(words, found)
        return place.of(self.article.text) if place else None

    def _place(self, words: str | None, found: Found) -> Span | None:
        if not words:
            return None
        for span in found.spans:
            for number in self.ground.numbers_of(span):
                if located := locate(words, self.article.text, self.ground.sentences[number]):
                    return located.span
        return None

    def _horizon(self, words: str | None, found: Found, tense: Tense = Tense.FUTURE) -> Horizon | None:
        """Return the time that ``words`` mean, which must stand in a sentence of the evidence: "Tuesday" is the last or the next."""
        place = self._place(words, found)
        if place is None:
            return None
        sentence = self.ground.sentences[self.ground.numbers_of(place)[0]]
        for each in find_horizons(sentence.of(self.article.text), self.article.published, tense=tense):
            if each.start + sentence.start < place.end and place.start < each.end + sentence.start:
                return each.horizon
        return Horizon(text=place.of(self.article.text), start=None, end=None, basis=HorizonBasis.UNRESOLVED)

    def _trend(self, words: str | None, found: Found) -> Trend | None:
        way, _, cue = (words or "").partition(":")
        direction = _DIRECTIONS.get(way.strip().lower())
        place = self._verbatim(cue.strip(), found) if direction else None
        return Trend(direction=direction, cue=place) if direction and place else None

    def _withhold(self, statement: str, found: Found, otherwise: str) -> None:
        reason = otherwise if found.evidence else next(iter(found.faults), otherwise)
        quote = next((each.quote for each in found.evidence), None)
        self.withheld.append(Withheld(reason=reason, quote=quote, statement=one_line(statement)))

    def _identifier(self, kind: str, holder: str, found: Found) -> str:
        """Return a short name that a rerun gives again."""
        where = ";".join(f"{each.section}{each.start}-{each.end}" for each in found.evidence)
        key = f"{self.article.id}|{kind}|{one_line(holder)}|{where}"
        return blake2b(key.encode(), digest_size=4).hexdigest()


class _Who(NamedTuple):
    holder: str
    counterpart: str | None


def _who(text: str) -> _Who:
    """Return whom "holder > counterpart" names."""
    holder, _, counterpart = one_line(text).partition(">")
    return _Who(holder.strip(), counterpart.strip() or None)


def _in_its_words(name: str | None, found: Found) -> str | None:
    """Return what a dispute is about if the evidence has every word of it, else nothing."""
    told = one_line(name or "")
    known = {word for each in found.evidence for word in words(each.quote)}
    fits = 0 < len(words(told)) <= _NAME_WORDS and vocabulary(told) <= known
    return told if fits else None


def _joined(several: Sequence[Found]) -> Found:
    return Found(
        evidence=_distinct(each for found in several for each in found.evidence),
        faults=tuple(fault for found in several for fault in found.faults),
    )


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(evidence))


def _once(items: "Iterable[_Item]") -> "tuple[_Item, ...]":
    """Return the items, of those with the same words and holder the first."""
    return tuple({each.id: each for each in reversed(list(items))}.values())[::-1]
