"""What stands before the first words of a text or of a sentence: datelines and list marks. Pure."""

import re

from briefing.text import Span

_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})\b"
_DAY = rf"(?:, {_DATE})?"
_CREDIT = r"\([A-Z][^)\n]{1,30}\)"
_DASH = r"\s*(?:--|—|–|-|:)\s+"
_DATELINE = re.compile(
    rf"(?:(?P<city>[A-ZÀ-Þ][A-ZÀ-Þ.'’/\- ]{{2,40}})(?:, (?P<land>(?!{_DATE})[A-Z][\w.]*(?: [\w.]+){{0,2}}))?{_DAY}\s*(?:{_CREDIT})?"
    rf"|(?P<town>[A-ZÀ-Þ][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,2}})(?:, (?P<state>[A-Z][\w.]+))?{_DAY} {_CREDIT}){_DASH}"
)
_DATED = re.compile(
    r"(?P<city>[A-ZÀ-Þ][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}), "
    rf"{_DATE}(?:,? \d{{4}})?\.\s+"
)
_MARK = re.compile(r"(?:[•▪●◦·*–—-]+\s+)+")
_FIRST = 400


def after_lead(text: str, span: Span) -> Span:
    """Return the sentence ``span`` without a list mark and, near the text's beginning, without its dateline."""
    start = span.start
    if span.start < _FIRST and (dateline := _DATELINE.match(text, start, span.end)):
        start = dateline.end()
    elif not text[:start].strip() and (dated := _DATED.match(text, start, span.end)):
        start = dated.end()
    if mark := _MARK.match(text, start, span.end):
        start = mark.end()
    return Span(start, span.end) if start < span.end else span


def city_of(text: str) -> str | None:
    """Return the city in which a text that begins with a dateline was written."""
    if dated := _DATED.match(text):
        return dated["city"].title()
    found = _DATELINE.match(text)
    return (found["city"] or found["town"]).strip().title() if found else None


def land_of(text: str) -> str | None:
    """Return the state that a dateline names behind its city: "Ecuador" of "GUAYAQUIL, Ecuador, June 3 -"."""
    found = _DATELINE.match(text)
    return (found["land"] or found["state"]) if found else None


def end_of_dateline(text: str) -> int:
    """Return where the dateline of a text ends; who is named in it is only where the text was written."""
    found = _DATELINE.match(text) or _DATED.match(text)
    return found.end() if found else 0
