"""A sentence as the finders read it: its tokens, what of it is quoted, its clauses and their subjects."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.summarize.embedded.clause import Clause
from briefing.summarize.embedded.dateline import after_lead
from briefing.summarize.embedded.interview import interview_of
from briefing.summarize.embedded.parse import clauses
from briefing.summarize.embedded.words import Token, tokens, with_plain_quotes
from briefing.summarize.quotation import quoted_spans
from briefing.text import Span, paragraphs, sentences

_INSIDE_QUOTE = re.compile(r"[.!?…][\"”’')]*\s+(?=[\"“‘']?[A-Z])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gen|Adm|Gov|Lt|Col|St|Sgt|Jr|Sr|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.N|U\.K)\.|\.{3})$"
)
_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """``quoted[i]`` says whether ``tokens[i]`` stands between quotation marks; offsets are the article's.
    ``spelled`` are the words of the tokens, ``vocabulary`` the same to tell at once what a sentence cannot hold."""

    index: int
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    quoted: tuple[bool, ...]
    clauses: tuple[Clause, ...]
    spelled: tuple[str, ...]
    vocabulary: frozenset[str]

    def clause_at(self, position: int) -> Clause:
        """Return the clause that the token at ``position`` belongs to."""
        return self.clauses[self.number_of_clause(position)]

    def number_of_clause(self, position: int) -> int:
        for number, clause in enumerate(self.clauses):
            if position < clause.last:
                return number
        return len(self.clauses) - 1

    def span(self, first: int, last: int) -> Span:
        """Return the article offsets of the tokens from ``first`` up to, not including, ``last``."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def words(self, first: int, last: int) -> list[str]:
        return list(self.spelled[first:last])


def read(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a cleaned body, each analysed."""
    quotes = _spoken_spans(text)
    starts = [paragraph.start for paragraph in paragraphs(text)]
    plain = with_plain_quotes(text)
    found: list[Sentence] = []
    paragraph = quote = 0
    for span in (after_lead(text, raw) for raw in _sentence_spans(text)):
        while paragraph + 1 < len(starts) and starts[paragraph + 1] <= span.start:
            paragraph += 1
        while quote < len(quotes) and quotes[quote].end <= span.start:
            quote += 1
        words = tokens(plain, span.start, span.end)[:_LONGEST]
        if words:
            marked = _quoted(words, quotes, quote)
            spelled = tuple([token.word for token in words])
            found.append(
                Sentence(
                    index=len(found),
                    paragraph=paragraph,
                    start=span.start,
                    end=span.end,
                    tokens=words,
                    quoted=marked,
                    clauses=clauses(words, marked),
                    spelled=spelled,
                    vocabulary=frozenset(spelled),
                )
            )
    return tuple(found)


def _spoken_spans(text: str) -> Sequence[Span]:
    """Return what stands between quotation marks, and the answers of an interview as a whole."""
    answers = interview_of(text).answers
    quoted = [span for span in quoted_spans(text) if not any(a.start <= span.start < a.end for a in answers)]
    return sorted([*quoted, *answers])


def _sentence_spans(text: str) -> Iterator[Span]:
    """Yield sentences, also those inside a quotation, and none that ends at an abbreviation."""
    pending: Span | None = None
    for span in sentences(text):
        if pending and _belongs(text, pending, span):
            pending = Span(pending.start, span.end)
            continue
        if pending:
            yield from _split(text, pending)
        pending = _from_mark(text, span, pending)
    if pending:
        yield from _split(text, pending)


def _belongs(text: str, before: Span, span: Span) -> bool:
    tail = text[max(before.start, before.end - 12) : before.end]
    return "\n" not in text[before.end : span.start] and bool(_ABBREVIATED.search(tail))


def _from_mark(text: str, span: Span, before: Span | None) -> Span:
    """Give a sentence the opening mark that the sentence before it ends with."""
    if (
        before
        and before.end - before.start > 2
        and text[before.end - 2 : before.end] in (" “", ' "')
        and span.start - before.end <= 1
    ):
        return Span(before.end - 1, span.end)
    return span


def _split(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    if span.end - start > 2 and text[span.end - 2 : span.end] in (" “", ' "'):
        span = Span(start, span.end - 2)
    for match in _INSIDE_QUOTE.finditer(text, max(0, span.start - 1), span.end):
        stop = match.start() + 1
        if _ABBREVIATED.search(text, max(span.start, stop - 12), stop):
            continue
        end = match.start() + len(match.group().rstrip())
        if end > start:
            yield Span(start, end)
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)


def _quoted(words: Sequence[Token], quotes: Sequence[Span], first: int) -> tuple[bool, ...]:
    if first == len(quotes) or quotes[first].start >= words[-1].end:
        return (False,) * len(words)
    marked = []
    for token in words:
        while first < len(quotes) and quotes[first].end <= token.start:
            first += 1
        marked.append(first < len(quotes) and quotes[first].start <= token.start)
    return tuple(marked)
