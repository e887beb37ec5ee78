"""What is ahead, in the few words that a model wrote of it. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from briefing.brief import CalendarRow, ExpectationRow, Line
from briefing.comparing import SAME, overlap, span_of
from briefing.day import Day
from briefing.publish.lines import written
from briefing.publish.wording import tells_hedge


class FewWords(NamedTuple):
    """A line that tells of something in a few words, and the last day of the time that is set for it."""

    end: date
    line: Line


def few_words_of(day: Day) -> tuple[FewWords, ...]:
    """Return what a model worded today, and what the edition before had: a story that rests is worded once."""
    told = [
        FewWords(end, _as_sentence(written(each.said)))
        for text in day.texts
        for each in text.dates
        for end in each.ends
    ]
    if day.previous:
        told += [FewWords(row.end, row.said) for row in day.previous.calendar]
        dated = ((span_of(row.horizon), row.said) for row in day.previous.ledger)
        told += [FewWords(span[1], said) for span, said in dated if span]
    return tuple(told)


def _as_sentence(line: Line) -> Line:
    text = line.text.removesuffix(".")
    return replace(line, text=f"{text[:1].upper()}{text[1:]}.")


def calendar_in(told: Sequence[FewWords], rows: Sequence[CalendarRow]) -> tuple[CalendarRow, ...]:
    """Return the rows of a calendar in few words, what was put into one entry once; those of the ledger have theirs, as far as they may."""
    found: dict[tuple[date, str], CalendarRow] = {}
    for row in rows:
        said = row.said if row.item_id else _worded(row.said, row.end, told)
        found.setdefault((row.start, said.text), replace(row, said=said))
    return tuple(found.values())


def ledger_in(told: Sequence[FewWords], rows: Sequence[ExpectationRow]) -> list[ExpectationRow]:
    """Return the rows of a ledger, those that have a date in few words, if these keep the hedge (D3)."""
    return [replace(row, said=_of_row(row, told)) for row in rows]


def _of_row(row: ExpectationRow, told: Sequence[FewWords]) -> Line:
    span = span_of(row.horizon)
    said = _worded(row.said, span[1], told) if span else row.said
    return said if not row.hedge or tells_hedge(said.text, row.hedge) else row.said


def _worded(said: Line, end: date, told: Sequence[FewWords]) -> Line:
    """Return a line in the words for the same day that rest on the same quotation or say the same, those most like it where there are several.

    Who says it stays, and what it rests on too.
    """
    fits = [each.line for each in told if each.end == end and _is_of(each.line, said)]
    if not fits:
        return said
    best = max(fits, key=lambda line: overlap(line.text, said.text))
    evidence = tuple(dict.fromkeys((*said.evidence, *best.evidence)))
    return replace(said, text=best.text, cut=best.cut, evidence=evidence)


def _is_of(line: Line, said: Line) -> bool:
    shares_words = not frozenset(line.evidence).isdisjoint(said.evidence)
    return shares_words or overlap(line.text, said.text) >= SAME
