"""From a model's pointers to words that stand in the article. Pure.

A pointer is a sentence's number ("12"), several ("12-14"), a part of one ("12: the part") or a caption ("C1").
Words are looked for in the sentence named and in its neighbours, since models miscount by one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.summarize.checks.locate import locate
from briefing.text import Span, sentences, words
from briefing.types import Article, Evidence, Match, Section

_POINTER = re.compile(
    r"\s*\[?\s*(?P<caption>C)?[Ss]?(?P<first>\d{1,6})\s*\]?(?:\s*[-–]\s*\[?(?P<last>\d{1,6})\]?)?\s*(?:[:|]\s*(?P<part>.*))?",
    re.DOTALL,
)
_LONGEST_RANGE = 6
_HEAD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What evidence may rest on: an article, its sentences, and which of them are barred with the reason."""

    article: Article
    sentences: tuple[Span, ...]
    barred: dict[int, str]

    def numbers_of(self, span: Span) -> list[int]:
        """Return the indices of the sentences that ``span`` touches."""
        return [
            index
            for index, each in enumerate(self.sentences)
            if each.start < span.end and span.start < each.end
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What pointers came to: evidence in the order given, and why the others gave none."""

    evidence: tuple[Evidence, ...]
    faults: tuple[str, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return where the evidence stands in the body."""
        return tuple(Span(each.start, each.end) for each in self.evidence if each.section is Section.BODY)


def ground_of(article: Article) -> Ground:
    """Return the sentences of ``article``; those that only repeat its headline are barred (rule 15)."""
    spans = sentences(article.text)
    headline = words(article.title)
    copies = {
        index: "it only repeats the headline"
        for index, span in enumerate(spans[:_HEAD])
        if headline and words(span.of(article.text)) == headline
    }
    return Ground(article=article, sentences=spans, barred=copies)


def find(pointers: Sequence[str], ground: Ground, *, captions: bool = False) -> Found:
    """Return the evidence that ``pointers`` lead to; ``captions`` tells whether those may be evidence too."""
    evidence: dict[Evidence, None] = {}
    faults: list[str] = []
    for pointer in pointers:
        found = list(_evidence(pointer, ground, captions=captions))
        evidence.update(dict.fromkeys(each for each in found if isinstance(each, Evidence)))
        faults += [each for each in found if isinstance(each, str)]
    return Found(evidence=tuple(evidence), faults=tuple(faults))


def _evidence(pointer: str, ground: Ground, *, captions: bool) -> Iterator[Evidence | str]:
    """Yield what one pointer leads to: evidence, or in words why there is none."""
    match = _POINTER.fullmatch(pointer)
    if match is None:
        yield "it names no sentence"
        return
    first, part = int(match["first"]), (match["part"] or "").strip()
    if match["caption"]:
        yield _caption(first, ground) if captions else "a caption carries no item"
        return
    last = min(int(match["last"] or first), first + _LONGEST_RANGE)
    for number in range(first, last + 1):
        yield _sentence(number - 1, part, ground)


def _caption(number: int, ground: Ground) -> Evidence | str:
    captions = ground.article.captions
    if not 1 <= number <= len(captions):
        return "there is no such caption"
    text = captions[number - 1]
    return Evidence(
        article_id=ground.article.id,
        section=Section.CAPTION,
        index=number - 1,
        quote=text,
        start=0,
        end=len(text),
    )


def _sentence(index: int, part: str, ground: Ground) -> Evidence | str:
    if not 0 <= index < len(ground.sentences):
        return "there is no such sentence"
    if index in ground.barred:
        return ground.barred[index]
    if not part:
        return quoted(ground.article, ground.sentences[index])
    around = ground.sentences[max(0, index - 1) : index + 2]
    for within in (ground.sentences[index], Span(around[0].start, around[-1].end)):
        if found := locate(part, ground.article.text, within):
            return quoted(ground.article, found.span, found.match)
    return "its words do not stand there"


def quoted(article: Article, span: Span, match: Match = Match.EXACT) -> Evidence:
    """Return ``span`` of the body as evidence."""
    return Evidence(
        article_id=article.id,
        section=Section.BODY,
        quote=span.of(article.text),
        start=span.start,
        end=span.end,
        match=match,
    )
