"""From a draft to an item of the contract: identifier, attribution, hedge, horizon, evidence. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

from briefing.hedges import Hedge, band_of_event, find_hedges
from briefing.horizon import Tense, find_horizons, opens_deadline
from briefing.summarize.embedded.cues import Kind
from briefing.summarize.embedded.draft import Draft, Reading
from briefing.summarize.embedded.matters import matter_of
from briefing.summarize.embedded.names import Voice, side_of
from briefing.summarize.embedded.positions import position_of
from briefing.summarize.embedded.reasons import understood
from briefing.summarize.embedded.sentence import Sentence
from briefing.summarize.embedded.trend import trend_of
from briefing.text import Span, words
from briefing.topics import topic_of
from briefing.types import (
    Article,
    Attribution,
    AttributionType,
    Dispute,
    DisputeSubkind,
    Evidence,
    Expectation,
    ExpectationSubkind,
    Horizon,
    HorizonBasis,
    Objective,
    ObjectiveSubkind,
    Party,
    Polarity,
    Section,
)


def objective(article: Article, draft: Draft) -> Objective:
    words = draft.clause.of(article.text)
    return Objective(
        id=identifier(article, draft),
        statement=words,
        subkind=ObjectiveSubkind(draft.subkind),
        holder=draft.holder or "",
        counterpart=draft.counterpart,
        topic=topic_of(words),
        polarity=Polarity.NEGATIVE if draft.negative else Polarity.POSITIVE,
        hedge=None,
        attribution=attribution(draft),
        horizon=horizon(article, draft),
        evidence=quotes(article, draft.evidence),
    )


def dispute(article: Article, reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> Dispute:
    clause, cited = _with_what_it_answers(reading, draft)
    words = clause.of(article.text)
    parties = _parties(article, reading, draft, drafts)
    teller, spans = _told_by(reading, draft, parties)
    matter = matter_of(reading, draft, _positions(parties))
    named_in = (matter.sentence,) if matter else ()
    return Dispute(
        id=identifier(article, draft),
        statement=words,
        subkind=DisputeSubkind(draft.subkind),
        topic=topic_of(words) or _topic_around(article, draft),
        attribution=teller,
        parties=parties,
        trend=trend_of(draft.evidence[0].of(article.text)),
        evidence=quotes(article, tuple(dict.fromkeys((*spans, *cited, *named_in)))),
        topic_text=matter.name if matter else None,
    )


def _positions(parties: Sequence[Party]) -> tuple[Span, ...]:
    """Return where the sides' own words stand."""
    placed = (one for party in parties for one in party.evidence)
    return tuple(Span(one.start, one.end) for one in placed if one.start is not None and one.end is not None)


def _with_what_it_answers(reading: Reading, draft: Draft) -> tuple[Span, tuple[Span, ...]]:
    """Return the statement of a dispute, with what stands before it where it only says "denied it"."""
    if not draft.leans:
        return draft.clause, ()
    own = reading.spoken[draft.sentence].sentence
    if draft.sentence == 0 or draft.clause.start > own.start + _OPENING:
        return Span(own.start, draft.clause.end), ()
    before = reading.spoken[draft.sentence - 1].sentence
    return Span(before.start, draft.clause.end), (Span(before.start, before.end),)


_OPENING = 8  # characters that may stand in front of a sentence's first clause: "But ", a mark


def _told_by(
    reading: Reading, draft: Draft, parties: Sequence[Party]
) -> tuple[Attribution, tuple[Span, ...]]:
    """Return who tells a dispute or speaks for a side in it, known by name if anybody is, and what that rests on."""
    named = next(_speak_for_sides(reading, draft, parties), None)
    if named is None or attribution(draft).type in (AttributionType.DOCUMENT, AttributionType.NAMED_OFFICIAL):
        return attribution(draft), draft.evidence
    voice, sentence = named
    teller = Attribution(type=voice.type, name=voice.name, role=voice.role)
    return teller, tuple(dict.fromkeys((*draft.evidence, Span(sentence.start, sentence.end))))


def _speak_for_sides(
    reading: Reading, draft: Draft, parties: Sequence[Party]
) -> Iterator[tuple[Voice, Sentence]]:
    """Yield officials who speak beside a dispute: of the side that objects, then of a group that does, each with the sentence."""
    side = side_of(reading.names, draft.holder) if draft.holder else None
    heard = list(_officials_beside(reading, draft, parties))
    yield from (
        (voice, sentence) for voice, sentence in heard if voice.side is not None and voice.side == side
    )
    if _is_told_of_many(draft):
        paragraph = reading.spoken[draft.sentence].sentence.paragraph
        for voice, sentence in heard:
            if sentence.paragraph == paragraph and _may_be_of(reading, draft, voice):
                yield voice, sentence


def _officials_beside(
    reading: Reading, draft: Draft, parties: Sequence[Party]
) -> Iterator[tuple[Voice, Sentence]]:
    """Yield the officials who speak in a sentence that a dispute or a party's position rests on, or in the next."""
    starts = {span.start for span in draft.evidence}
    starts |= {one.start for party in parties for one in party.evidence if one.start is not None}
    for spoken in reading.spoken:
        sentence = spoken.sentence
        for voice in [said.voice for said in spoken.said if _is_official(said.voice)]:
            told = any(sentence.start <= start < sentence.end for start in starts)
            if told or sentence.index in (draft.sentence, draft.sentence + 1):
                yield voice, sentence


def _is_official(voice: Voice) -> bool:
    return voice.person and voice.type is AttributionType.NAMED_OFFICIAL


def _is_told_of_many(draft: Draft) -> bool:
    """Tell of "lawmakers denounced the plan" and of what the outlet tells: one of them may be named behind it."""
    told = attribution(draft).type
    many = draft.voice is not None and draft.voice.plural
    return told is AttributionType.OUTLET_VOICE or (many and told is not AttributionType.ANALYST)


def _may_be_of(reading: Reading, draft: Draft, voice: Voice) -> bool:
    """Tell whether ``voice`` may be one of those who object: the text gives her or them no state or body, and her not the other side."""
    if voice.side is None:
        return True
    side, other = (side_of(reading.names, name or "") for name in (draft.holder, draft.counterpart))
    return voice.side != other and not any(mention.entity.name == side for mention in reading.names.mentions)


def _topic_around(article: Article, draft: Draft) -> str | None:
    """Return the topic of the passage in which a dispute stands whose own words are of none: "the issue"."""
    first = draft.evidence[0]
    passages = [" ".join(span.of(article.text) for span in draft.evidence)]
    passages += [article.text[max(0, first.start - back) : first.end] for back in _BACK]
    return next((topic for topic in map(topic_of, passages) if topic), None)


_BACK = (300, 900)


def _parties(article: Article, reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> tuple[Party, ...]:
    """Return both sides, each with its own words where the article gives it some."""
    sides = [name for name in (draft.holder, draft.counterpart) if name]
    if draft.positions is not None and len(sides) > 1:
        return tuple(
            _told(article, side, understood(reading, _sentence_of(reading, draft, span), span))
            for side, span in zip(sides, draft.positions, strict=True)
        )
    return tuple(
        _party(article, reading, side, position_of(reading, draft, drafts, side)) for side in sides or ("",)
    )


def _sentence_of(reading: Reading, draft: Draft, span: Span) -> int:
    """Return in which sentence from that of ``draft`` on the words of a side stand."""
    behind = reading.spoken[draft.sentence :]
    return next((one.sentence.index for one in behind if span.start < one.sentence.end), draft.sentence)


def _told(article: Article, name: str, position: Span) -> Party:
    return Party(
        party=name,
        position=position.of(article.text),
        attribution=Attribution(type=AttributionType.OUTLET_VOICE),
        evidence=quotes(article, (position,)),
    )


def _party(article: Article, reading: Reading, name: str, position: Draft | None) -> Party:
    if position is None:
        return Party(party=name, position=None, attribution=None, evidence=())
    told = understood(reading, position.sentence, position.clause)
    return Party(
        party=name,
        position=told.of(article.text),
        attribution=attribution(position),
        evidence=quotes(article, (told,)),
    )


def expectation(article: Article, draft: Draft) -> Expectation:
    words = draft.clause.of(article.text)
    hedge = _hedge(article, draft)
    return Expectation(
        id=identifier(article, draft),
        statement=words,
        subkind=ExpectationSubkind.NEGATIVE
        if draft.negative and draft.subkind == "forecast"
        else ExpectationSubkind(draft.subkind),
        holder=draft.holder or "",
        counterpart=draft.counterpart,
        topic=topic_of(words),
        polarity=Polarity.NEGATIVE if draft.negative else Polarity.POSITIVE,
        hedge=hedge.text if hedge else draft.cue.of(article.text),
        band=band_of_event(hedge, negative=draft.negative),
        attribution=attribution(draft),
        horizon=horizon(article, draft),
        evidence=quotes(article, draft.evidence),
    )


def _hedge(article: Article, draft: Draft) -> Hedge | None:
    """Return the hedge that stands at the cue, else the first of the clause."""
    found = find_hedges(draft.clause.of(article.text))
    cue = Span(draft.cue.start - draft.clause.start, draft.cue.end - draft.clause.start)
    at_cue = [hedge for hedge in found if hedge.start < cue.end and hedge.end > cue.start]
    return next(iter(at_cue or found), None)


def horizon(article: Article, draft: Draft) -> Horizon | None:
    """Return the first horizon of the clause that lies ahead of publication, a dated one before an open one."""
    if draft.kind is Kind.EXPECTATION:
        words = _ahead_of(article, draft)
        times = find_horizons(words, article.published, tense=Tense.FUTURE)
        found = [one.horizon for one in times if not _OF_SAYING.search(words[: one.start])]
    else:
        found = list(_when_wanted(article, draft))
    ahead = [
        one
        for one in found
        if not _SINCE.match(one.text)
        and (one.end is None or article.published is None or one.end >= article.published)
    ]
    soonest = min(ahead, key=lambda one: one.end is None, default=None)
    return _from_no_day(soonest) if soonest and _hangs(article, draft, soonest) else soonest


_SINCE = re.compile(r"since\b", re.IGNORECASE)
"""From when something is so is no time by which it is to end: "held since April"."""

_OF_SAYING = re.compile(r"(?<!\bbe )\b(?:said|told \w+|added|announced|warned)(?: late| early)?(?: on)? $")
"""On the day of publication "said on Friday" is no time to come."""


def _hangs(article: Article, draft: Draft, when: Horizon) -> bool:
    """Tell of "if fighting breaks out, troops could be there within 48 hours": the time runs from nobody knows when."""
    return bool(_COUNTED.match(when.text)) and not _CONDITIONS.isdisjoint(
        words(draft.clause.of(article.text))
    )


_COUNTED = re.compile(r"(?:within|inside|in)\b.*\b(?:hour|day|week|month|year)s?\b", re.IGNORECASE)
_CONDITIONS = frozenset({"if", "unless", "once", "provided"})


def _from_no_day(when: Horizon) -> Horizon:
    return replace(when, start=None, end=None, basis=HorizonBasis.UNRESOLVED)


def _when_wanted(article: Article, draft: Draft) -> Iterator[Horizon]:
    """Yield the times in the clause of an aim or a demand: what is asked for "by Friday" lies ahead, whatever the tense of the asking.

    The day of publication at the verb is that on which it was asked for: "Peru on Tuesday demanded".
    """
    words = _ahead_of(article, draft)
    asked = find_horizons(words, article.published)
    ahead = find_horizons(words, article.published, tense=Tense.FUTURE) if asked else ()
    at_verb = draft.cue.end - draft.clause.start + len(" on ")
    for told, later in zip(asked, ahead, strict=False):
        one = told.horizon
        if opens_deadline(one.text):
            alone = find_horizons(one.text, article.published, tense=Tense.FUTURE)  # "gave it until" is past
            yield alone[0].horizon if len(alone) == 1 else later.horizon
        elif not (told.start <= at_verb and one.start == one.end == article.published):
            yield one


def _ahead_of(article: Article, draft: Draft) -> str:
    """Return the words that may date an item: of "agreed on Monday to pay by May", what was agreed to."""
    words = draft.clause.of(article.text)
    if draft.cue.of(article.text).startswith(("would", "will")) and _BEHIND_ANOTHER.search(
        article.text, draft.clause.start, draft.cue.start
    ):
        return article.text[draft.cue.start : draft.clause.end]
    if not (draft.past and draft.subkind == "commitment"):
        return words
    undertaken = _UNDERTAKING.search(article.text, draft.cue.start, draft.clause.end)
    return article.text[undertaken.end() : draft.clause.end] if undertaken else ""


# "would hand it over by Tuesday and would not return the boat": the day is that of the other act.
_BEHIND_ANOTHER = re.compile(r"\b(?:would|will) (?!be\b).*\b(?:and|but) $")
_UNDERTAKING = re.compile(r"\b(?:to|that|would|will)\b")


def attribution(draft: Draft) -> Attribution:
    voice = draft.voice
    if voice is None or voice.type is AttributionType.OUTLET_VOICE:
        return Attribution(type=AttributionType.OUTLET_VOICE)
    return Attribution(type=voice.type, name=voice.name, role=voice.role, imputed=not draft.own)


def quotes(article: Article, spans: Sequence[Span]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            article_id=article.id,
            section=Section.BODY,
            quote=span.of(article.text),
            start=span.start,
            end=span.end,
        )
        for span in spans
    )


def identifier(article: Article, draft: Draft) -> str:
    """Return a short name that a rerun gives again."""
    where = ";".join(f"{span.start}-{span.end}" for span in (draft.clause, *draft.evidence))
    return blake2b(f"{article.id}|{draft.kind}|{where}".encode(), digest_size=4).hexdigest()
