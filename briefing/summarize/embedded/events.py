"""Events fixed for a time, put off or called off (rule 1), with their dates. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache

from briefing.data import table
from briefing.horizon import Tense, find_horizons
from briefing.summarize.embedded.attribution import Spoken
from briefing.summarize.embedded.clause import Link
from briefing.summarize.embedded.cues import is_negated
from briefing.summarize.embedded.draft import Reading, clause_around
from briefing.summarize.embedded.words import ADVERB, BE, Token
from briefing.text import Span
from briefing.types import Article, Event, EventStatus, Evidence, Horizon, Section

_FIXED = {
    "will": ((),),
    "is": (("to",),),
    "are": (("to",),),
    "scheduled": (("to",), ("for",)),
    "slated": (("to",), ("for",)),
    "due": (("to",), ("on",)),
    "set": (("for",),),
}


def find_events(reading: Reading, article: Article) -> tuple[Event, ...]:
    """Return the scheduled, postponed and cancelled events of an article, in the order of the text."""
    found: dict[Span, Event] = {}
    for spoken in reading.spoken:
        for position, status in _marks(spoken):
            clause = clause_around(reading, spoken, position)
            event = _event(article, clause, status)
            if event is not None and clause not in found:
                found[clause] = event
    return tuple(found.values())


def _marks(spoken: Spoken) -> Iterator[tuple[int, EventStatus]]:
    """Yield where a sentence fixes, puts off or calls off something."""
    tokens = spoken.sentence.tokens
    if spoken.sentence.vocabulary.isdisjoint(_marking()):
        return
    for position, token in enumerate(tokens):
        if token.word in _FIXED:
            if _fixes(spoken, position):
                yield position, EventStatus.SCHEDULED
        elif token.word in _undoing():
            status = _undone(tokens, position)
            if status is not None and _is_of_event(spoken, position):
                yield position, status


@cache
def _marking() -> frozenset[str]:
    return _undoing() | frozenset(_FIXED)


@cache
def _undoing() -> frozenset[str]:
    words = table("events_and_trends")["events"]
    return frozenset(cue.split()[0] for status in _UNDONE for cue in words[status])


_UNDONE = (EventStatus.POSTPONED, EventStatus.CANCELLED)


def _undone(tokens: Sequence[Token], position: int) -> EventStatus | None:
    """Return what "put off", "cancelled" and the like come to."""
    words = table("events_and_trends")["events"]
    pair = " ".join(token.word for token in tokens[position : position + 2])
    return next(
        (status for status in _UNDONE if tokens[position].word in words[status] or pair in words[status]),
        None,
    )


def _fixes(spoken: Spoken, position: int) -> bool:
    tokens = spoken.sentence.tokens
    further = _FIXED.get(tokens[position].word)
    if further is None or is_negated(tokens, position) or spoken.sentence.quoted[position]:
        return False
    after = tokens[position + 1].word if position + 1 < len(tokens) else ""
    if after in ("not", "never"):
        return False
    if after in ("for", "on"):
        return (after,) in further
    return (not further[0] or (after,) in further) and _acts(spoken, position + 1 + len(further[0]))


def _acts(spoken: Spoken, position: int) -> bool:
    tokens = spoken.sentence.tokens
    while position < len(tokens) and tokens[position].bits & ADVERB:
        position += 1
    return position < len(tokens) and tokens[position].word in table("events_and_trends")["events"]["acts"]


def _is_of_event(spoken: Spoken, position: int) -> bool:
    nouns = table("events_and_trends")["events"]["nouns"]
    tokens = spoken.sentence.tokens
    near = tokens[max(0, position - 6) : position + 8]
    if _is_aside(spoken, position):
        return False
    return not is_negated(tokens, position) and any(token.word in nouns for token in near)


def _is_aside(spoken: Spoken, position: int) -> bool:
    """Tell of "Norway, which suspended its round last year, has …" and of "if the vote was put off": no news; "which was put off" is."""
    clause = spoken.sentence.clause_at(position)
    words = spoken.sentence.words(clause.first, position)
    if clause.link is Link.SUBORDINATE:
        return words[:1] in (["if"], ["unless"])
    passive = any(token.bits & BE for token in spoken.sentence.tokens[clause.first : position])
    return clause.link is Link.RELATIVE and not passive


def _is_out_of_sight(when: Horizon, article: Article) -> bool:
    """Tell of a date without its year that would be most of a year ahead: "was first set for 29 January", written in March."""
    if when.start is None or article.published is None or _YEAR.search(when.text):
        return False
    return when.start - article.published > _IN_SIGHT


_IN_SIGHT, _YEAR = timedelta(days=270), re.compile(r"\d{4}")


def _event(article: Article, clause: Span, status: EventStatus) -> Event | None:
    words = clause.of(article.text)
    onto = None if status is EventStatus.CANCELLED else _put_off_to(article, words)
    status = EventStatus.POSTPONED if onto else status
    when = onto or _when(article, words, status)
    if status is EventStatus.SCHEDULED and (when is None or _is_out_of_sight(when, article)):
        return None
    quote = Evidence(
        article_id=article.id, section=Section.BODY, quote=words, start=clause.start, end=clause.end
    )
    return Event(what=words, status=status, when=when, evidence=(quote,))


def _put_off_to(article: Article, words: str) -> Horizon | None:
    """Return the new date of what is put off, not the old: "from Thursday to Monday", "planned for 5 May, has been moved to 9 May"."""
    put_off = _PUT_OFF.search(words)
    if put_off is None:
        return None
    for onto in _ONTO.finditer(words, put_off.end()):
        found = find_horizons(words[onto.end() :], article.published, tense=Tense.FUTURE)
        if found and found[0].start == 0 and found[0].horizon.end is not None:
            return found[0].horizon
    return None


_PUT_OFF = re.compile(r"\b(?:postpon(?:ed|es|ing)|put off|rescheduled|delayed|pushed back|deferred|moved)\b")
_ONTO = re.compile(r"\b(?:to|until|till|(?<!planned )(?<!\bscheduled )(?<!set )(?<!due )(?<!slated )for) ")


def _when(article: Article, words: str, status: EventStatus) -> Horizon | None:
    tense = Tense.FUTURE if status is EventStatus.SCHEDULED else Tense.UNKNOWN
    for found in find_horizons(words, article.published, tense=tense):
        ahead = (
            found.horizon.end is None or article.published is None or found.horizon.end >= article.published
        )
        dated = found.horizon.end is not None or article.published is None
        if status is not EventStatus.SCHEDULED or (ahead and dated):
            return found.horizon
    return None
