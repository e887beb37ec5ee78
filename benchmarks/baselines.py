"""What somebody would pick instead: rankers that choose sentences of a text, and cue words that say what they tell."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from briefing.summarize import Progress
from briefing.text import sentences
from briefing.types import Article, ArticleSummary, BottomLine, EngineInfo, Forecast, Item
from tests.days import a_dispute, an_expectation, an_objective, with_items

Choose = Callable[[str, int], Collection[int]]
"""Given a text and a number, return which of its sentences to keep, at most that many."""

GIST, SUMMARY, EVERYTHING = 2, 5, 10_000
FIRST = "first sentences"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CUES = {
    an_objective: r"wants?|seeks?|aims?|urge[sd]?|call(?:s|ed) (?:on|for)|demand(?:s|ed)?|hope[sd]?|plan(?:s|ned)?|press(?:es|ed)?",
    a_dispute: r"disputes?d?|reject(?:s|ed)?|accuse[sd]?|den(?:y|ies|ied)|oppose[sd]?|critici[sz]e[sd]?|condemn(?:s|ed)?|objects?",
    an_expectation: r"expect(?:s|ed)?|(?:un)?likely|could|may|might|will|would|forecasts?|predict(?:s|ed)?",
}
_FOUND_BY = {make: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for make, words in _CUES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceEngine:
    """An engine of sentences: its items are the chosen ones in which a cue word stands, its bottom line the best two."""

    name: str
    choose: Choose
    sentences: int = SUMMARY
    version: str = "1"
    languages: frozenset[str] = frozenset({"en"})
    concurrency: int = 1

    def forecast(self, article: Article) -> Forecast:  # noqa: ARG002
        return Forecast()

    def summarize(self, article: Article, progress: Progress | None = None) -> ArticleSummary:  # noqa: ARG002
        told = [span.of(article.text) for span in sentences(article.text)]
        items = [
            item
            for n in sorted(self.choose(article.text, self.sentences))
            for item in _items(article, told[n])
        ]
        gist = " ".join(told[n] for n in sorted(self.choose(article.text, GIST)))
        summary = with_items(article, *items, bottom_line=BottomLine(text=gist, evidence=()))
        return replace(summary, engine=EngineInfo(name=self.name))


def _items(article: Article, sentence: str) -> list[Item]:
    found: list[Item] = []
    for make, cue in _FOUND_BY.items():
        if cue.search(sentence):
            found.append(make(article, sentence, "") if make is not a_dispute else make(article, sentence))
    return found


# ── rankers ───────────────────────────────────────────────────────────────────


def lead(text: str, count: int) -> Collection[int]:
    return range(min(count, len(sentences(text))))


def by_summa(text: str, count: int) -> Collection[int]:
    """TextRank by summa, which splits by itself; its sentences are looked up among ours."""
    from summa import summarizer

    scored = summarizer.summarize(text, ratio=1.0, scores=True)
    best = sorted(scored, key=lambda each: -each[1])[:count]
    spans = sentences(text)
    starts = [text.find(words) for words, _ in best]
    return {n for start in starts for n, span in enumerate(spans) if span.start <= start < span.end}


def by_sumy(summarizer: str) -> Choose:
    """One of sumy's rankers, with our sentences: its own tokenizer needs a download."""

    def choose(text: str, count: int) -> Collection[int]:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

        told = [Sentence(span.of(text), _SumyWords()) for span in sentences(text)]
        chosen = {str(each) for each in _sumy(summarizer)(ObjectDocumentModel([Paragraph(told)]), count)}
        return {n for n, each in enumerate(told) if str(each) in chosen}

    return choose


class _SumyWords:
    language = "english"

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(text))


@cache
def _sumy(name: str) -> Any:
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer
    from sumy.utils import get_stop_words

    known = {"LexRank": LexRankSummarizer, "TextRank": TextRankSummarizer, "LSA": LsaSummarizer}
    summarizer = known[name](Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    return summarizer


def by_lexrank(texts: Sequence[str]) -> Choose:
    """The lexrank package, with word frequencies of ``texts``, which are not part of its time."""
    from lexrank import STOPWORDS, LexRank

    ranker = LexRank([_told(text) for text in texts], stopwords=STOPWORDS["en"])

    def choose(text: str, count: int) -> Collection[int]:
        scores = ranker.rank_sentences(_told(text), threshold=0.1)
        return sorted(range(len(scores)), key=lambda n: -scores[n])[:count]

    return choose


def _told(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


def rankers(texts: Sequence[str]) -> dict[str, Choose]:
    """Return every ranker by its name."""
    return {
        FIRST: lead,
        "summa TextRank": by_summa,
        "sumy TextRank": by_sumy("TextRank"),
        "sumy LexRank": by_sumy("LexRank"),
        "sumy LSA": by_sumy("LSA"),
        "lexrank": by_lexrank(texts),
    }
