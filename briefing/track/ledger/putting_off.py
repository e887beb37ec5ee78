"""What a sentence says is put off or called off: which act, from which day, to which. Pure."""

import re
from dataclasses import replace
from datetime import date, timedelta

from briefing.horizon import Granularity, Tense, find_horizons
from briefing.horizon.words import WEEKDAYS
from briefing.text import fold, words
from briefing.track.ledger.acts import acts_expected, acts_reported, is_occasion, marks_expected
from briefing.track.ledger.clauses import cue_pattern, cue_words, is_unproven, part_around
from briefing.track.ledger.matter import Telling
from briefing.track.ledger.outcome import Outcome
from briefing.types import EventStatus, Evidence, Horizon

_AHEAD = frozenset({"to", "planned", "scheduled", "expected", "before", "until"})


def put_off(sentence: str, small: str, evidence: Evidence, published: date) -> Outcome | None:
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
    if status is EventStatus.POSTPONED:
        planned, onto = _old_and_new(before, after, "" if is_subject else thing, published)
    else:
        planned, onto = _planned(before if is_subject else after, published), None
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


def _old_and_new(
    before: str, after: str, thing: str, published: date
) -> tuple[Horizon | None, Horizon | None]:
    """Return the old date and the new one; the new stands behind the ``thing`` that is put off, where that stands behind the verb."""
    onto = _onto(thing, published, _OBJECT_WORDS) if thing else _onto(after, published, _NEAR)
    old = before if not thing else after.rpartition(onto.text)[0] if onto else after
    return _moved(after, published) or (_planned(old, published), onto)


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


_NEAR, _OBJECT_WORDS = 2, 12
_TOWARDS = frozenset(
    {"to", "until", "till"}
)  # "for" far behind the verb leads to the old date: "the vote planned for Friday"
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


def _onto(after: str, published: date, reach: int) -> Horizon | None:
    """Return the date behind "postponed to", "postponed its vote on the budget to", or the old date, with no more words than ``reach`` before it.

    "Until Friday" means the Friday.
    """
    before = 0
    for each in find_horizons(after, published, tense=Tense.FUTURE):
        between = words(after[before : each.start])
        before = each.end
        led = between[-1:] or words(each.horizon.text)[:1]
        leads = cue_words("onto") if len(between) <= _NEAR else _TOWARDS
        if each.horizon.end and len(between) <= reach and led[0] in leads:
            is_day = not between and each.granularity is Granularity.DAY
            return replace(each.horizon, start=each.horizon.end) if is_day else each.horizon
    return None
