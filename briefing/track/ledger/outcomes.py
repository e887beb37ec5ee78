"""What an article reports as done, not done, put off or called off: the only evidence that answers an expectation. Pure.

Rules prove little and say nothing of the rest. An act counts where a sentence of the body tells it in the past tense,
with a date and without a hope, a plan or a negation about it; or where a caption with a full date shows it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from briefing.gazetteer import EntityKind, mentions
from briefing.horizon import Tense, find_horizons
from briefing.horizon.words import NUMBERS
from briefing.text import Span, fold, quotations, sentences, strip_controls, words
from briefing.track.ledger.acts import (
    Mark,
    acts_reported,
    acts_undone,
    is_mutual,
)
from briefing.track.ledger.clauses import (
    clause_around,
    cue_pattern,
    cue_words,
    is_doubted,
    is_led,
    is_unproven,
    part_around,
    with_its_list,
)
from briefing.track.ledger.matter import Telling
from briefing.track.ledger.outcome import Outcome
from briefing.track.ledger.parties import entities_in, is_leader, names
from briefing.track.ledger.putting_off import put_off
from briefing.types import Actor, Article, ArticleFlag, EventStatus, Evidence, Horizon, HorizonBasis, Section

_LACKING_WITHIN = 3
_WITH_YEAR = re.compile(r"\d{4}")


def outcomes_of(article: Article) -> tuple[Outcome, ...]:
    """Return what ``article`` reports, in the order of its text; opinion and an undated article prove nothing."""
    if article.published is None or ArticleFlag.OPINION in article.flags:
        return ()
    found: dict[tuple[object, ...], Outcome] = {}
    for outcome in (*_in_body(article, article.published), *_in_captions(article, article.published)):
        key = (outcome.evidence.section, outcome.evidence.quote, outcome.acts, outcome.status)
        found.setdefault(key, outcome)
    return tuple(found.values())


def with_leaders(outcome: Outcome, actors: Iterable[Actor]) -> Outcome:
    """Return ``outcome`` with the countries whose leaders, by the offices of ``actors``, stand where its parties must."""
    if not any(map(is_mutual, outcome.acts)):
        return outcome
    named = (
        each
        for each in actors
        if each.country and is_leader(each.role) and names(outcome.sentence, each.name)
    )
    return replace(outcome, leaders=frozenset(each.country for each in named if each.country))


def with_officials(outcome: Outcome, actors: Iterable[Actor]) -> Outcome:
    """Return ``outcome`` with the countries of the officials who tell of it that it is not done: theirs was to do it."""
    if not outcome.is_passive:
        return outcome
    named = (each for each in actors if each.country and each.role and names(outcome.doers, each.name))
    return replace(outcome, officials=frozenset(each.country for each in named if each.country))


def _in_body(article: Article, published: date) -> Iterator[Outcome]:
    """Yield what the sentences of a body report; what somebody says in quotation marks is his word and no report."""
    quoted = tuple(quotations(fold(article.text)))
    for span in sentences(article.text):
        sentence = span.of(article.text)
        evidence = Evidence(
            article_id=article.id, section=Section.BODY, quote=sentence, start=span.start, end=span.end
        )
        found = [
            each
            for each in map(
                partial(_with_the_two, article, span.end), _in_sentence(sentence, evidence, published)
            )
            if not any(said.start <= span.start + each.at < said.end for said in quoted)
        ]
        if found and not is_doubted(sentence):
            yield from found


def _with_the_two(article: Article, end: int, outcome: Outcome) -> Outcome:
    """Return ``outcome`` with those whom "the two countries" are, where an article names just two by then.

    Of what is put off or called off they may be left out: "the talks, planned for Friday, have been postponed".
    """
    are_the_two = _THE_TWO.search(outcome.sentence) is not None
    is_off = outcome.status is not EventStatus.OCCURRED and outcome.is_noun
    named = entities_in(outcome.sentence)
    if not (are_the_two or (is_off and not named)):
        return outcome
    told = mentions(strip_controls(f"{article.title}\n{article.text[:end]}"))
    states = {each.entity.name for each in told if each.entity.kind is EntityKind.STATE}
    if len(states) != _PAIR or not named <= states:
        return outcome
    return replace(outcome, sentence=f"{outcome.sentence} ({'; '.join(sorted(states))})")


_PAIR = 2
_THE_TWO = re.compile(
    r"\b(?:the two|both) (?:countries|governments|nations|neighbou?rs|sides|states)\b",
    re.IGNORECASE,
)


def _in_sentence(sentence: str, evidence: Evidence, published: date) -> Iterator[Outcome]:
    small = fold(sentence).lower()
    off = put_off(sentence, small, evidence, published)
    if off:
        yield off
        return
    yield from _not_done(sentence, small, evidence, published)
    for mark in acts_reported(sentence):
        outcome = _done(sentence, mark, evidence, published)
        if outcome:
            yield outcome


def _in_captions(article: Article, published: date) -> Iterator[Outcome]:
    for index, caption in enumerate(article.captions):
        evidence = Evidence(
            article_id=article.id,
            section=Section.CAPTION,
            index=index,
            quote=caption,
            start=0,
            end=len(caption),
        )
        dates = [each for each in find_horizons(caption, published) if _WITH_YEAR.search(each.horizon.text)]
        for mark in acts_reported(caption, caption=True):
            if len(dates) == 1 and _is_over(dates[0].horizon, published):
                yield _outcome(mark, EventStatus.OCCURRED, dates[0].horizon, caption, evidence, published)


# ── what was done ─────────────────────────────────────────────────────────────


def _done(sentence: str, mark: Mark, evidence: Evidence, published: date) -> Outcome | None:
    clause = clause_around(sentence, mark.start, mark.end)
    if _is_unproven(sentence, clause, mark):
        return None
    early = _timing("early", sentence, clause, mark)
    when = _when(sentence, clause, mark, published) or (early and _on_the_day(early.of(sentence), published))
    if not when:
        return None
    found = _outcome(mark, EventStatus.OCCURRED, when, sentence, evidence, published)
    late = _timing("late", sentence, clause, mark)
    return replace(
        found,
        is_early=bool(early),
        is_late=bool(late),
        days_late=_days_told(sentence, late) if late else None,
    )


def _outcome(
    mark: Mark, status: EventStatus, when: Horizon, sentence: str, evidence: Evidence, published: date
) -> Outcome:
    span = clause_around(sentence, mark.start, mark.end)
    clause, part = span.of(sentence), part_around(sentence, mark.start, mark.end)
    return Outcome(
        acts=frozenset([mark.act]),
        status=status,
        when=when,
        planned=None,
        doers=clause if mark.is_noun else sentence[part.start : mark.start],
        sentence=clause if mark.is_noun else part.of(sentence),
        telling=Telling(whole=clause, behind=sentence[mark.end : span.end]),
        is_noun=mark.is_noun,
        at=mark.start,
        published=published,
        evidence=_telling(sentence, mark, evidence),
    )


def _telling(sentence: str, mark: Mark, evidence: Evidence) -> Evidence:
    """Return the part of a sentence that tells an act: its clause, from the noun on for an occasion."""
    if evidence.section is Section.CAPTION:
        return evidence
    clause = with_its_list(sentence, clause_around(sentence, mark.start, mark.end))
    first = mark.start if mark.is_noun else clause.start
    quote = sentence[first : clause.end].strip()
    start = evidence.start + sentence.index(quote, first)
    return replace(evidence, quote=quote, start=start, end=start + len(quote))


def _is_unproven(sentence: str, clause: Span, mark: Mark) -> bool:
    """Tell whether the words about an act hope for it, plan it, doubt it or deny it."""
    before = sentence[clause.start : mark.start]
    if is_led(before):
        return True
    if not mark.is_noun:
        return is_unproven(before)
    around = {*words(before), *words(sentence[mark.end : clause.end])}
    return not (cue_words("unproven") - {"to"} | cue_words("no_occasion")).isdisjoint(around)


def _when(sentence: str, clause: Span, mark: Mark, published: date) -> Horizon | None:
    """Return the date nearest to an act in its clause, the one after it first; it must be over."""
    dates = [
        each
        for each in find_horizons(sentence, published, tense=Tense.PAST)
        if clause.start <= each.start < clause.end and each.horizon.start
    ]
    dates.sort(key=lambda each: (each.start < mark.end, abs(each.start - mark.end)))
    found = dates[0].horizon if dates else None
    return found if found and _is_over(found, published) else None


def _timing(cue: str, sentence: str, clause: Span, mark: Mark) -> Span | None:
    """Return where an act is told as done "a day earlier than promised", or later, nothing where no words say so."""
    behind = fold(sentence[mark.end :]).lower()
    found = cue_pattern(cue).search(behind)
    if found is None or mark.is_noun:
        return None
    between = behind[max(0, clause.end - mark.end) : found.start()]
    return Span(mark.end + found.start(), mark.end + found.end()) if len(words(between)) <= _APART else None


def _days_told(sentence: str, late: Span) -> int | None:
    """Return by how many days an act was late, where it is told: "two days later than", "a week late"."""
    found = _DAYS.search(fold(sentence[: late.end]).lower())
    if found is None:
        return None
    number = NUMBERS.get(found[1]) or (int(found[1]) if found[1].isdigit() else 0)
    return number * (_WEEK if found[2] == "week" else 1) or None


_WEEK = 7
_DAYS = re.compile(r"(\w+) (day|week)s? (?:later?|after|past|behind)\b[^,;.]*\Z")


def _on_the_day(early: str, published: date) -> Horizon:
    """Return the day of the report for what was done early on a day that is not told: it is over."""
    return Horizon(text=early, start=published, end=published, basis=HorizonBasis.RELATIVE)


_APART = 3  # words between the clause of an act and what tells that it was early: ", only two days earlier than planned"


def _is_over(horizon: Horizon, published: date) -> bool:
    return horizon.start is not None and horizon.end is not None and horizon.end <= published


# ── what was not done ─────────────────────────────────────────────────────────


def _not_done(sentence: str, small: str, evidence: Evidence, published: date) -> Iterator[Outcome]:
    """Yield the acts that a sentence says were not done on a day that is over: "did not sign", "without a deal".

    What is not done "yet" was not done by the day of the report.
    """
    for denial, mark in _denied(sentence, small):
        clause = clause_around(sentence, mark.start, mark.end)
        told = words(small[denial : mark.start])
        still = Horizon(text="yet", start=published, end=published, basis=HorizonBasis.RELATIVE)
        when = still if "yet" in told else _when(sentence, clause, mark, published)
        if when and not is_led(sentence[clause.start : denial]):
            outcome = _outcome(mark, EventStatus.CANCELLED, when, sentence, evidence, published)
            is_passive = not mark.is_noun and not _PASSIVE.isdisjoint(told)
            yield replace(outcome, doers=sentence[:denial], is_pending="yet" in told, is_passive=is_passive)


_PASSIVE = frozenset({"been", "be"})


def _denied(sentence: str, small: str) -> Iterator[tuple[int, Mark]]:
    """Yield each act right behind words that deny it, and where those words begin."""
    for cue, reach in (("not_done", 1), ("yet_to", 0), ("lacking", _LACKING_WITHIN)):
        for found in cue_pattern(cue).finditer(small):
            for mark in acts_undone(sentence):
                between = [
                    each for each in words(small[found.end() : mark.start]) if each not in cue_words("yet")
                ]
                is_near = mark.start >= found.end() and len(between) <= reach
                if is_near and mark.is_noun is (cue == "lacking"):
                    yield found.start(), mark
