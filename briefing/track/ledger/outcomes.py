"""What an article reports as done, put off or called off: the only evidence that answers an expectation. Pure.

Rules prove little and say nothing of the rest. An act counts where a sentence of the body tells it in the past tense,
with a date and without a hope, a plan or a negation about it; or where a caption with a full date shows it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from briefing.horizon import FoundHorizon, Tense, find_horizons
from briefing.text import Span, fold, sentences, words
from briefing.track.ledger.acts import Mark, acts_expected, acts_reported
from briefing.types import Article, ArticleFlag, EventStatus, Evidence, Horizon, Section

_CLAUSE = re.compile(r"[,;:()]|\s[–—-]+\s")
_REACH = 6
_WITH_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An act that a report tells of. ``when`` is its date; of a postponement ``planned`` is the old date, ``when`` the new.

    ``doers`` are the words in which a doer must be named, ``sentence`` those in which anybody else must; ``text`` is the
    whole sentence, ``evidence`` the part of it that tells the act.
    """

    acts: frozenset[str]
    status: EventStatus
    when: Horizon | None
    planned: Horizon | None
    doers: str
    sentence: str
    text: str
    is_noun: bool
    published: date
    evidence: Evidence


def outcomes_of(article: Article) -> tuple[Outcome, ...]:
    """Return what ``article`` reports, in the order of its text; opinion and an undated article prove nothing."""
    if article.published is None or ArticleFlag.OPINION in article.flags:
        return ()
    found: dict[tuple[object, ...], Outcome] = {}
    for outcome in (*_in_body(article, article.published), *_in_captions(article, article.published)):
        key = (outcome.evidence.section, outcome.evidence.quote, outcome.acts, outcome.status)
        found.setdefault(key, outcome)
    return tuple(found.values())


def _in_body(article: Article, published: date) -> Iterator[Outcome]:
    for span in sentences(article.text):
        sentence = span.of(article.text)
        evidence = Evidence(
            article_id=article.id, section=Section.BODY, quote=sentence, start=span.start, end=span.end
        )
        undone = _undone(sentence, evidence, published)
        if undone:
            yield undone
            continue
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
    clause = _clause(sentence, mark.start, mark.end)
    if _is_unproven(sentence, clause, mark):
        return None
    when = _when(sentence, clause, mark, published)
    if when is None:
        return None
    return _outcome(mark, EventStatus.OCCURRED, when, sentence, evidence, published)


def _outcome(
    mark: Mark, status: EventStatus, when: Horizon, sentence: str, evidence: Evidence, published: date
) -> Outcome:
    clause = _clause(sentence, mark.start, mark.end).of(sentence)
    return Outcome(
        acts=frozenset([mark.act]),
        status=status,
        when=when,
        planned=None,
        doers=clause if mark.is_noun else sentence[: mark.start],
        sentence=clause if mark.is_noun else sentence,
        text=sentence,
        is_noun=mark.is_noun,
        published=published,
        evidence=_telling(sentence, mark, evidence),
    )


def _telling(sentence: str, mark: Mark, evidence: Evidence) -> Evidence:
    """Return the part of a sentence that tells an act: its clause, from the noun on for an occasion."""
    if evidence.section is Section.CAPTION:
        return evidence
    clause = _clause(sentence, mark.start, mark.end)
    first = mark.start if mark.is_noun else clause.start
    quote = sentence[first : clause.end].strip()
    start = evidence.start + sentence.index(quote, first)
    return replace(evidence, quote=quote, start=start, end=start + len(quote))


def _clause(sentence: str, start: int, end: int) -> Span:
    borders = [(found.start(), found.end()) for found in _CLAUSE.finditer(sentence)]
    first = max((after for _, after in borders if after <= start), default=0)
    last = min((before for before, _ in borders if before >= end), default=len(sentence))
    return Span(first, last)


def _is_unproven(sentence: str, clause: Span, mark: Mark) -> bool:
    """Tell whether the words about an act hope for it, plan it, doubt it or deny it."""
    before = words(sentence[clause.start : mark.start])
    if not mark.is_noun:
        return not _cues()["unproven"].isdisjoint(before[-_REACH:])
    around = {*before, *words(sentence[mark.end : clause.end])}
    return not (_cues()["unproven"] - {"to"} | _cues()["no_occasion"]).isdisjoint(around)


def _when(sentence: str, clause: Span, mark: Mark, published: date) -> Horizon | None:
    """Return the date nearest to an act in its clause, the one after it first; it must be over."""
    dates = [
        each
        for each in find_horizons(sentence, published, tense=Tense.PAST)
        if clause.start <= each.start < clause.end
    ]
    dates.sort(key=lambda each: (each.start < mark.end, abs(each.start - mark.end)))
    found = dates[0].horizon if dates else None
    return found if found and _is_over(found, published) else None


def _is_over(horizon: Horizon, published: date) -> bool:
    return horizon.start is not None and horizon.end is not None and horizon.end <= published


# ── what was put off or called off ────────────────────────────────────────────


def _undone(sentence: str, evidence: Evidence, published: date) -> Outcome | None:
    """Return the act that a sentence says is put off or called off; the date before is the old, the one after the new."""
    status, found = _undoing(fold(sentence).lower())
    if status is None or found is None or _is_doubted(sentence[: found.start()]):
        return None
    dates = find_horizons(sentence, published)
    planned = [each.horizon for each in dates if each.end <= found.start() and each.horizon.start]
    acts = acts_expected(sentence[: found.start()])
    onto = _onto(sentence, found.end(), dates) if status is EventStatus.POSTPONED else None
    if not acts or (status is EventStatus.POSTPONED and onto is None):
        return None
    return Outcome(
        acts=acts,
        status=status,
        when=onto,
        planned=planned[-1] if planned else None,
        doers=sentence[: found.start()],
        sentence=sentence,
        text=sentence,
        is_noun=True,
        published=published,
        evidence=evidence,
    )


def _undoing(small: str) -> tuple[EventStatus | None, re.Match[str] | None]:
    for status in (EventStatus.POSTPONED, EventStatus.CANCELLED):
        found = _pattern(status.value).search(small)
        if found:
            return status, found
    return None, None


def _is_doubted(before: str) -> bool:
    doubting = _cues()["unproven"] - {"to", "planned", "scheduled", "expected", "before", "until"}
    return not doubting.isdisjoint(words(before)[-_REACH:])


def _onto(sentence: str, after: int, dates: tuple[FoundHorizon, ...]) -> Horizon | None:
    """Return the date right behind "postponed to"; a phrase for a deadline may have swallowed the "until"."""
    for each in dates:
        between = words(sentence[after : each.start])
        led = between[-1:] or words(each.horizon.text)[:1]
        if each.start >= after and each.horizon.end and len(between) <= 2 and led[0] in _cues()["onto"]:
            return each.horizon
    return None


@cache
def _pattern(status: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, _cues()[status])))})(?!\w)")


@cache
def _cues() -> dict[str, frozenset[str]]:
    text = files("briefing").joinpath("data/outcomes.toml").read_text(encoding="utf-8")
    return {name: frozenset(cues) for name, cues in tomllib.loads(text).items()}
