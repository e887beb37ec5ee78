"""What an earlier report has and a side denies today: the claim of the file beside its denial. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import permutations
from typing import NamedTuple

from briefing.brief.rows import DisputeRow, Side
from briefing.comparing import holds
from briefing.text import fold, quotations, sentences, word_spans
from briefing.types import Article, Evidence, Section

_DENIES = re.compile(r"\b(?:den(?:y|ies|ied)|disput(?:es|ed)|contradict(?:s|ed)?)\b(?P<it> (?:it|this)\b)?")
_FEWEST_WORDS = 2


class Denial(NamedTuple):
    """A side's denial of words that ``claimed`` has, in ``sentence`` of an earlier report, quoted anew by the other side of ``row``."""

    row: DisputeRow
    by: Side
    claimed: Evidence
    sentence: Evidence


def denials(rows: Iterable[DisputeRow], earlier: Iterable[Article]) -> Iterator[Denial]:
    """Yield the disputes in which one side denies what another is quoted with, where an ``earlier`` article has these very words.

    "Denies it" is of the other side's words; whoever denies more than that must repeat them: to reject a treaty denies no quotation.
    """
    articles = tuple(earlier)
    for row in rows:
        for denying, other in permutations((side for side in row.sides if side.said), 2):
            found = next((each for each in _claims(other, articles) if _denies(denying, each.quote)), None)
            if found:
                yield Denial(row, denying, found, _sentence_of(found, articles))
                break


def _sentence_of(claimed: Evidence, articles: Iterable[Article]) -> Evidence:
    """Return the sentence of its article that a claim stands in."""
    text = next(each.text for each in articles if each.id == claimed.article_id)
    span = next((each for each in sentences(text) if each.start <= claimed.start < each.end), None)
    if span is None or claimed.end > span.end:
        return claimed
    return replace(claimed, quote=span.of(text), start=span.start, end=span.end)


def _denies(side: Side, claim: str) -> bool:
    found = _DENIES.search(side.said.text) if side.said else None
    return bool(found and side.said and (found["it"] or holds(side.said.text, claim)))


def _claims(side: Side, earlier: Iterable[Article]) -> Iterator[Evidence]:
    """Yield where earlier articles have the words that a side is quoted with."""
    text = side.said.text if side.said else ""
    for words in (span.of(text)[1:-1] for span in quotations(fold(text))):
        if len(word_spans(words)) < _FEWEST_WORDS:
            continue
        for article in earlier:
            start = article.text.find(words)
            if start >= 0:
                end = start + len(words)
                yield Evidence(article_id=article.id, section=Section.BODY, quote=words, start=start, end=end)


def with_denials_first(rows: Iterable[DisputeRow], earlier: Iterable[Article]) -> tuple[DisputeRow, ...]:
    """Return the disputes, those first in which a claim of the file is denied: it may stand in yesterday's brief."""
    told = tuple(rows)
    denied = {each.row.id for each in denials(told, earlier)}
    return tuple(sorted(told, key=lambda row: row.id not in denied))
