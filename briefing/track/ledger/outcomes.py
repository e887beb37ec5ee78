"""What an article reports as done, not done, put off or called off: the only evidence that answers an expectation. Pure.

Rules prove little and say nothing of the rest. An act counts where a sentence of the body tells it in the past tense,
with a date and without a hope, a plan or a negation about it; or where a caption with a full date shows it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from briefing.gazetteer import EntityKind, mentions
from briefing.horizon import Granularity, Tense, find_horizons
from briefing.horizon.words import NUMBERS, WEEKDAYS
from briefing.text import Span, fold, quotations, sentences, strip_controls, words
from briefing.track.ledger.acts import (
    Mark,
    acts_expected,
    acts_reported,
    acts_undone,
    is_mutual,
    is_occasion,
    marks_expected,
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
from briefing.track.ledger.parties import entities_in, is_leader, names
from briefing.types import Actor, Article, ArticleFlag, EventStatus, Evidence, Horizon, HorizonBasis, Section

_LACKING_WITHIN = 3
_AHEAD = frozenset({"to", "planned", "scheduled", "expected", "before", "until"})
_WITH_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An act that a report tells of. ``when`` is the day of it, or the one on which it was not done (then CANCELLED).

    Of a postponement ``planned`` is the old date, ``when`` the new; what is called off has no ``when``. ``doers`` are the
    words in which a doer must be named, ``sentence`` those in which anybody else must, ``telling`` the clause of the act;
    ``evidence`` is the part of the sentence that tells it, ``at`` where in the sentence its verb or noun stands.
    ``leaders`` are the countries whose heads of state or government it names; ``is_early`` tells that it was done earlier
    than promised, ``is_late`` that it was later, by ``days_late`` where that is told, ``is_bare`` that what is put off or called off is named by the act alone: "the blockade".
    What ``is_pending`` is not done yet; where that ``is_passive``, nobody is told who was to do it, but ``officials`` are the
    countries of those in office whom the words before it name.
    ``topic`` are the words behind an act that is put off or called off, in which it is told what it is on.
    """

    acts: frozenset[str]
    status: EventStatus
    when: Horizon | None
    planned: Horizon | None
    doers: str
    sentence: str
    telling: Telling
    is_noun: bool
    at: int
    published: date
    evidence: Evidence
    leaders: frozenset[str] = frozenset()
    is_early: bool = False
    is_late: bool = False
    days_late: int | None = None
    is_bare: bool = False
    is_pending: bool = False
    is_passive: bool = False
    officials: frozenset[str] = frozenset()
    topic: str = ""


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
    undone = _undone(sentence, small, evidence, published)
    if undone:
        yield undone
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
    """Return by how many days an act was late, where it is told: "two days later than"."""
    found = _DAYS.search(fold(sentence[: late.start]).lower())
    if found is None:
        return None
    number = NUMBERS.get(found[1]) or (int(found[1]) if found[1].isdigit() else 0)
    return number * (_WEEK if found[2] == "week" else 1) or None


_WEEK = 7
_DAYS = re.compile(r"(\w+) (day|week)s? \Z")


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


# ── what was put off or called off ────────────────────────────────────────────


def _undone(sentence: str, small: str, evidence: Evidence, published: date) -> Outcome | None:
    """Return the act that a sentence says is put off or called off; the date before is the old, the one after the new."""
    status, found = _undoing(small)
    if status is None or found is None or is_unproven(sentence[: found.start()], but=_AHEAD):
        return None
    part = part_around(sentence, found.start(), found.end())
    before, after = sentence[part.start : found.start()], sentence[found.end() : part.end]
    if cue_pattern("to_have").search(fold(before).lower()):
        return None
    subject, thing = _without_reasons(before, after)
    is_subject = bool(acts_expected(subject))
    told = subject if is_subject else thing
    planned, onto = _planned(before if is_subject else after, published), None
    if status is EventStatus.POSTPONED:
        planned, onto = _moved(after, published) or (planned, _onto(after, published))
    if not acts_expected(told) or (status is EventStatus.POSTPONED and onto is None):
        return None
    return Outcome(
        acts=_acts_named(told),
        status=status,
        when=onto,
        planned=planned,
        doers=before,
        sentence=part.of(sentence),
        telling=Telling(whole=f"{subject} {thing}", behind=_object_of(told)),
        is_noun=True,
        at=found.start(),
        published=published,
        evidence=evidence,
        is_bare=_is_bare(told),
        topic=_topic_of(told),
    )


def _without_reasons(before: str, after: str) -> tuple[str, str]:
    """Return the words before and behind what is put off without why and what else: "after Norway asked for time", "but not"."""
    before = _DATELINE.sub("", before)
    why_first = cue_pattern("reasons").match(fold(before).lower())
    why = cue_pattern("reasons").search(fold(after).lower())
    subject = before.partition(",")[2] or before if why_first else before
    return subject, after[: why.start()] if why else after


def _object_of(told: str) -> str:
    """Return of what an act is put off or called off: "the blockade of the bridge"; who meets whom is told otherwise."""
    for mark in marks_expected(told):
        thing = _OF.match(told, mark.end)
        if thing and not is_occasion(mark.act):
            return told[thing.end() :]
    return ""


def _topic_of(told: str) -> str:
    marks = marks_expected(told)
    return told[marks[0].end :] if marks and not is_occasion(marks[0].act) else ""


def _is_bare(told: str) -> bool:
    """Tell whether an act is named without its object, as where all know which: "the blockade announced for Friday"."""
    marks = marks_expected(told)
    return len(marks) == 1 and not (_OBJECT.match(told, marks[0].end) or is_occasion(marks[0].act))


_OF = re.compile(r"\s+of\b")
_OBJECT = re.compile(r"\s+(?:of|on|over|about|against|at|in|to|with|by)\b")


def _acts_named(told: str) -> frozenset[str]:
    """Return the acts of what is put off or called off: "a round of talks" is a meeting, too."""
    return acts_expected(told) | {mark.act for mark in acts_reported(told) if mark.is_noun}


def _moved(after: str, published: date) -> tuple[Horizon, Horizon] | None:
    """Return the old and the new date of "moved from Wednesday to Friday"."""
    for found in _FROM_TO.finditer(after):
        old = find_horizons(found[1], published, tense=Tense.FUTURE)
        new = find_horizons(after[found.start(2) :], published, tense=Tense.FUTURE)
        if old and new and old[0].start == new[0].start == 0 and old[0].end == len(found[1]):
            return _before(old[0].horizon, new[0].horizon), new[0].horizon
    return None


def _before(old: Horizon, new: Horizon) -> Horizon:
    """Return the old date, that of the week before where the day has gone by: "moved from Monday to Friday", read on Tuesday."""
    is_later = old.start is not None and new.start is not None and old.start >= new.start
    return _week_before(old) if is_later else old


_FROM_TO = re.compile(r"\bfrom ((?:\w+ ){0,2}\w+) (?:to|until) (\w+(?: \w+){0,2})")


def _planned(told: str, published: date) -> Horizon | None:
    """Return the date that something was planned for, else the last one: before publication or after it, whichever is nearer.

    More is called off ahead than behind.
    """
    told = _DATELINE.sub("", told)
    set_for = _SET_FOR.search(told)
    told = told[set_for.end() :] if set_for else told
    place = 0 if set_for else -1
    found = [
        each[place]
        for tense in (Tense.FUTURE, Tense.PAST)
        if (each := [one.horizon for one in find_horizons(told, published, tense=tense) if one.horizon.start])
    ]
    found += [_week_before(each) for each in found if each.text.lower() in WEEKDAYS]
    return min(found, key=lambda each: _distance(each.end or published, published), default=None)


_DATELINE = re.compile(r"\A[A-ZÀ-ÖØ-Þ]{3}[^.:;]{0,40}?\s[-–—]+\s")
_SET_FOR = re.compile(
    r"\b(?:scheduled|planned|set|due|slated|fixed)(?= (?:for|on)\b)|\b(?:announced|called|threatened)(?= for\b)"
)


def _week_before(horizon: Horizon) -> Horizon:
    start, end = (each and each - timedelta(days=7) for each in (horizon.start, horizon.end))
    return replace(horizon, start=start, end=end)


def _distance(day: date, published: date) -> float:
    ahead = (day - published).days
    return ahead if ahead >= 0 else -1.5 * ahead


def _undoing(small: str) -> tuple[EventStatus | None, re.Match[str] | None]:
    for status in (EventStatus.POSTPONED, EventStatus.CANCELLED):
        found = cue_pattern(status.value).search(small)
        if found:
            return status, found
    return None, None


def _onto(after: str, published: date) -> Horizon | None:
    """Return the date right behind "postponed to", or behind the old date; "until Friday" means the Friday."""
    before = 0
    for each in find_horizons(after, published, tense=Tense.FUTURE):
        between = words(after[before : each.start])
        before = each.end
        led = between[-1:] or words(each.horizon.text)[:1]
        if each.horizon.end and len(between) <= 2 and led[0] in cue_words("onto"):
            is_day = not between and each.granularity is Granularity.DAY
            return replace(each.horizon, start=each.horizon.end) if is_day else each.horizon
    return None
