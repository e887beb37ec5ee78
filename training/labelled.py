"""The labelled articles, and what each of their sentences and clauses should be found to hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.evaluation import LabelledArticle
from briefing.summarize.embedded.cues import FoundCue, Kind, find_cues
from briefing.summarize.embedded.draft import Draft, Reading
from briefing.summarize.embedded.engine import headline_copies, reading_of, ruled_drafts
from briefing.summarize.embedded.features import clause_features, features_of, symbols_of
from briefing.text import Span

ARTICLES = Path(__file__).parent / "articles"


@dataclass(frozen=True, slots=True)
class Example:
    """What the classifier sees of one sentence or clause of article ``article``, and the kinds it should find there."""

    article: int
    features: frozenset[str]
    kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Read:
    """A labelled article as the engine reads it."""

    reading: Reading
    cues: tuple[tuple[FoundCue, ...], ...]
    drafts: tuple[Draft, ...]
    marked: tuple[tuple[Kind, Span], ...]


def read(article: LabelledArticle) -> Read:
    reading = reading_of(article.text)
    cues = tuple(find_cues(spoken.sentence) for spoken in reading.spoken)
    drafts = ruled_drafts(reading, cues, headline_copies(reading, article.title))
    return Read(reading=reading, cues=cues, drafts=tuple(drafts), marked=tuple(_marked(article)))


def _marked(article: LabelledArticle) -> Iterator[tuple[Kind, Span]]:
    for item in article.items:
        for quote in item.evidence:
            yield Kind(item.kind), Span(quote.start, quote.end)


def sentences(number: int, article: Read) -> Iterator[Example]:
    """Yield an example for each sentence."""
    seen = features_of(article.reading, article.cues, article.drafts)
    for spoken, features in zip(article.reading.spoken, seen, strict=True):
        span = Span(spoken.sentence.start, spoken.sentence.end)
        yield Example(number, frozenset(features), _kinds(article.marked, span))


def clauses(number: int, article: Read) -> Iterator[Example]:
    """Yield an example for each clause of the sentences that hold an item."""
    for spoken, cues in zip(article.reading.spoken, article.cues, strict=True):
        sentence = spoken.sentence
        if not _kinds(article.marked, Span(sentence.start, sentence.end)):
            continue
        symbols = symbols_of(article.reading, sentence)
        for clause in sentence.clauses:
            span = sentence.span(clause.first, clause.last)
            features = clause_features(sentence, symbols, cues, clause)
            yield Example(number, frozenset(features), _kinds(article.marked, span))


def _kinds(marked: Sequence[tuple[Kind, Span]], span: Span) -> frozenset[Kind]:
    """Return the kinds whose evidence takes up half of ``span``, or lies by half within it."""
    return frozenset(kind for kind, evidence in marked if _share(evidence, span) >= 0.5)


def _share(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / min(one.end - one.start, other.end - other.start)
