"""What a generated statement says beyond its evidence: numbers, dates, names and quotations. Pure.

Negation, modality and who did what to whom are not seen here: nothing that passes is thereby true.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefing.labels import ENGLISH
from briefing.summarize.checks.foreign import in_english
from briefing.summarize.checks.locate import locate
from briefing.summarize.checks.numbers import Number, NumberKind, is_stated, numbers_in
from briefing.summarize.checks.passages import Passage, passages_of
from briefing.summarize.checks.proper import unnamed
from briefing.summarize.checks.register import register_of
from briefing.summarize.checks.times import times_in, untold_times
from briefing.summarize.quotation import quoted_spans
from briefing.text import Span, fold
from briefing.types import Article, Evidence, Match


class DoubtKind(StrEnum):
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """``words`` of a statement that its evidence does not bear out."""

    kind: DoubtKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The article that a statement is about. ``proved`` are names checked elsewhere, as the item's holder,
    counterpart and speaker: a statement may name them though its evidence says "he". ``days`` are known elsewhere too, as what
    "Friday" means in a report of another day. ``outlets`` may be named, whole, as whose report it is; what their names name besides is
    not proved by that. ``language`` is that of the article, in ISO 639-1."""

    published: date | None
    article_text: str
    title: str = ""
    proved: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    outlets: tuple[str, ...] = ()
    language: str = ENGLISH


def doubts(statement: str, evidence: Sequence[str], context: Context) -> tuple[Doubt, ...]:
    """Return what ``statement`` says that ``evidence``, passages of the article, does not bear out.

    Names of another language cannot be compared; its dates and numbers are compared in English.
    """
    passages = passages_of(evidence, context.article_text)
    whole = [in_english(passage.whole, context.language) for passage in passages]
    untold, times = untold_times(statement, times_in(whole, context.published, context.days))
    found = [
        *((DoubtKind.NUMBER, span) for span in _unstated(statement, whole, times)),
        *((DoubtKind.DATE, span) for span in untold),
        *((DoubtKind.NAME, span) for span in _unnamed(statement, passages, context, times)),
        *((DoubtKind.QUOTATION, span) for span in _unsaid(statement, evidence)),
    ]
    comparable = {*DoubtKind} - ({DoubtKind.NAME} if context.language != ENGLISH else set())
    return tuple(Doubt(kind=kind, words=span.of(statement)) for kind, span in found if kind in comparable)


def days_told(evidence: Iterable[Evidence], articles: Mapping[str, Article]) -> tuple[date, ...]:
    """Return the days that passages of several reports tell, each read by the day of its own report."""
    known = [
        (each.quote, articles[each.article_id].published) for each in evidence if each.article_id in articles
    ]
    return tuple(sorted({day for quote, published in known for day in times_in([quote], published).ends}))


def days_of_report(text: str, published: Iterable[date]) -> tuple[date, ...]:
    """Return those of the days on which reports came out that ``text`` may name as such: none that it makes a deadline.

    Of a report that it says to be of a month, "in June 2023", it may name the first and the last day of that.
    """
    names, days = calendar.month_name, tuple(published)
    months = f"(?:{'|'.join(names[1:])})"
    ends = {match[1] for match in re.finditer(rf"\b(?:by|until|before|from) (\d{{1,2}} {months})\b", text)}
    told = [each for each in days if f"{each.day} {names[each.month]}" not in ends]
    of_month = [each for each in days if f"in {names[each.month]} {each.year}".lower() in text.lower()]
    for each in of_month:
        told += (each.replace(day=1), each.replace(day=calendar.monthrange(each.year, each.month)[1]))
    return tuple(told)


def language_of(articles: Iterable[Article]) -> str:
    """Return the language in which evidence from several articles is to be read: the other one, where there is one."""
    return next((each.language for each in articles if each.language != ENGLISH), ENGLISH)


def _unnamed(
    statement: str, evidence: Sequence[Passage], context: Context, times: Sequence[Span]
) -> list[Span]:
    article = register_of(
        f"{context.title}\n\n{context.article_text}" if context.title else context.article_text
    )
    numbers = [number.span for number in numbers_in(statement)]
    told_by = [span for outlet in context.outlets for span in _places(outlet.removeprefix("The "), statement)]
    return unnamed(statement, evidence, context.proved, article, [*times, *numbers], told_by)


def _places(name: str, statement: str) -> Iterator[Span]:
    """Yield where a statement has a name whole."""
    if name:
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        yield from (Span(*each.span()) for each in re.finditer(pattern, statement))


# ── numbers ───────────────────────────────────────────────────────────────────


def _unstated(statement: str, evidence: Sequence[str], times: Sequence[Span]) -> Iterator[Span]:
    known = [number for passage in evidence for number in numbers_in(passage)]
    for number in numbers_in(statement):
        in_date = any(one.start <= number.span.start < one.end for one in times)
        if in_date and not _counts(statement, number):
            continue
        if (
            NumberKind.IMPLIED not in number.kinds
            and not is_stated(number, known)
            and not _counts_named(statement, number)
        ):
            yield number.span


def _counts(statement: str, number: Number) -> bool:
    """Tell whether a number in a time phrase counts something: "two weeks ago", "90 days"."""
    return _UNIT.match(statement, number.span.end) is not None


_UNIT = re.compile(r"[ -](?:\w+ )?(?:hour|day|week|month|year|decade|quarter)s?\b", re.IGNORECASE)


def _counts_named(statement: str, number: Number) -> bool:
    """Tell whether "the two" or "two ways" counts those whom the statement names or the article is about."""
    if 2 not in number.values:
        return False
    end = number.span.end
    before = _THE_TWO.search(statement, max(0, end - _LONGEST_TWO), end)
    return (before or _TWO_OF_THEM.match(statement, end)) is not None


_THE_TWO = re.compile(
    r"\b(?:[Tt]he|[Tt]heir|[Tt]hese|[Tt]hose|[Bb]etween|[Nn]either of the|[Ee]ither of the) (?:two|2)$"
)

_LONGEST_TWO = len("neither of the two")
_TWO_OF_THEM = re.compile(r" (?:ways|sides|readings|accounts|versions)\b")


# ── quotations ────────────────────────────────────────────────────────────────


def _unsaid(statement: str, evidence: Sequence[str]) -> Iterator[Span]:
    for span in quotations_in(statement):
        words = span.of(statement).strip().rstrip(".,;:!?…").strip()
        if words and not any(_is_said(words, passage) for passage in evidence):
            yield span


def _is_said(words: str, passage: str) -> bool:
    found = locate(words, passage)
    return found is not None and found.match is not Match.REPAIRED


def quotations_in(statement: str) -> Iterator[Span]:
    """Yield what stands between quotation marks in ``statement``, also between single straight ones."""
    spans = quoted_spans(statement)
    yield from spans
    for match in _SINGLE.finditer(fold(statement)):
        inside = Span(*match.span(1))
        if not any(one.start <= inside.start and inside.end <= one.end for one in spans):
            yield inside


_SINGLE = re.compile(r"(?<![\w'])'(?=[^\W\d_])([^'\"]+(?:'(?=\w)[^'\"]+)*)(?<=[\w.,!?])'(?![\w'])")
