"""What is ahead, in the few words that a model wrote of it. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from briefing.brief.dates import CalendarRow
from briefing.brief.lines import Line
from briefing.brief.rows import ExpectationRow
from briefing.comparing import SAME, overlap, span_of, vocabulary
from briefing.day import Day
from briefing.publish.hedging import tells_hedge
from briefing.publish.lines import written
from briefing.publish.quotation import is_verbatim
from briefing.text import capital, words
from briefing.types import Evidence, Polarity

_SHARED, _SHARED_OF_ONE_SENTENCE = 3, 2
_ENDS = (".", "!", "?", "…", "”", '"', "。", "！", "？")
_CONDITIONS = frozenset({"if", "unless", "once", "provided", "until"})


class FewWords(NamedTuple):
    """A line that tells of something in a few words, the last day of the time that is set for it if any is, and the words that set it."""

    end: date | None
    evidence: tuple[Evidence, ...]
    line: Line


class Wordings(NamedTuple):
    """What a model worded today, and what the edition before had in few words: a story that rests is worded once."""

    today: tuple[FewWords, ...]
    before: tuple[FewWords, ...]


def few_words_of(day: Day) -> Wordings:
    """Return what is told in few words of what is ahead of ``day``."""
    ahead = [each for text in day.texts for each in text.ahead]
    today = [
        FewWords(end, evidence, as_sentence(written(each.said)))
        for each in ahead
        for end, evidence in each.days
    ]
    return Wordings(tuple(today), tuple(_before(day)))


def _before(day: Day) -> Iterator[FewWords]:
    """Yield the rows of the edition before that somebody worded."""
    if day.previous is None:
        return
    rows: list[tuple[date | None, Line]] = [(row.end, row.said) for row in day.previous.calendar]
    worded = [row for row in day.previous.ledger if row.polarity is not Polarity.NEGATIVE]
    followed = [(span_of(row.horizon), row.said) for row in worded]
    rows += [(span[1] if span else None, said) for span, said in followed]
    yield from (
        FewWords(end, said.evidence, said) for end, said in rows if not said.cut and not is_verbatim(said)
    )


def as_sentence(line: Line) -> Line:
    """Return a line with a capital and, where its words have no end of their own, a full stop."""
    text = capital(line.text)
    return replace(line, text=text if text.endswith(_ENDS) else f"{text}.")


def calendar_in(told: Wordings, rows: Sequence[CalendarRow]) -> tuple[CalendarRow, ...]:
    """Return the rows of a calendar in few words; those of the ledger have theirs, as far as they may.

    What was put into one entry is told once; another thing of that day, from the same quotation, keeps its own words.
    """
    found: dict[tuple[date, str], tuple[CalendarRow, CalendarRow]] = {}
    for row in rows:
        worded = row if row.item_id else replace(row, said=_worded(row.said, row.end, told))
        before, _ = found.setdefault((row.end, worded.said.text), (row, worded))
        if before is not row and overlap(before.said.text, row.said.text) < SAME:
            found[row.end, row.said.text] = row, row
    return tuple(worded for _, worded in found.values())


def ledger_in(told: Wordings, rows: Sequence[ExpectationRow]) -> list[ExpectationRow]:
    """Return the rows of a ledger in few words, if these keep the hedge and the condition (D3); a "not" is never left to them."""
    return [replace(row, said=_of_row(row, told)) for row in rows]


def _of_row(row: ExpectationRow, told: Wordings) -> Line:
    if row.polarity is Polarity.NEGATIVE:
        return row.said
    span = span_of(row.horizon)
    said = _worded(row.said, span[1] if span else None, told)
    keeps_hedge = not row.hedge or tells_hedge(said.text, row.hedge)
    return said if keeps_hedge and _has_condition(said) >= _has_condition(row.said) else row.said


def _has_condition(line: Line) -> bool:
    return not _CONDITIONS.isdisjoint(words(line.text))


def _worded(said: Line, end: date | None, told: Wordings) -> Line:
    """Return a line in the words for the same day that rest on the same quotation or say the same: today's, else those of the edition before.

    Without a day they must do both, for one sentence may tell two things. Who says it stays, so that the words need not, and whom they name as their speaker is one too; so does what it rests on.
    """
    some = ([each.line for each in part if each.end == end and _is_of(each, said)] for part in told)
    fits = next((each for each in some if each), None)
    if fits is None:
        return said
    best = max(fits, key=lambda line: overlap(line.text, said.text))
    evidence = tuple(dict.fromkeys((*said.evidence, *best.evidence)))
    voice, speaker = (said.voice, said.speaker) if said.speaker else (best.voice, best.speaker)
    text = _without_teller(best.text, said.speaker or "")
    worded = replace(said, text=text, voice=voice, speaker=speaker, cut=best.cut, evidence=evidence)
    return replace(worded, names=best.names)


def _without_teller(text: str, speaker: str) -> str:
    """Return words without who says so at their end, where that is the speaker who stands beside them."""
    found = _TELLER.search(text)
    is_beside = found is not None and not vocabulary(found[1]).isdisjoint(vocabulary(speaker))
    return f"{text[: found.start()]}." if found and is_beside else text


_TELLER = re.compile(r", (?!(?:if|unless|until|once|but|despite|though|although) )([^,;]{3,60}) says?\.?$")


def _is_of(few: FewWords, said: Line) -> bool:
    shared = len(vocabulary(few.line.text) & vocabulary(said.text))
    says_the_same = overlap(few.line.text, said.text) >= SAME
    if frozenset(few.evidence).isdisjoint(said.evidence):
        return few.end is not None and shared >= _SHARED and says_the_same
    return few.end is not None or (shared >= _SHARED_OF_ONE_SENTENCE and says_the_same)
