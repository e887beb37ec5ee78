"""Who and what an article is about: our actors and topics beside yake's key phrases."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.measured import Spread, ratios, spread, timed
from briefing.evaluation import LabelledArticle, shipped
from briefing.evaluation.labelled import article_of
from briefing.evaluation.marks import is_same_holder
from briefing.summarize.embedded import EmbeddedEngine
from briefing.topics import topics_of
from briefing.types import Article

OURS, PEER = "the embedded engine", "yake"
_PHRASE, _BEST = 3, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Namer:
    """One line of the table: of the labelled actors, how many are among its terms: our actors, its twenty best phrases.

    ``time`` is how many times as long as ours, the whole engine with its topics, it takes for an article.
    """

    name: str
    actors: int
    actors_of: int
    time: Spread


def namers(articles: Sequence[Article], labelled: Sequence[LabelledArticle]) -> list[Namer]:
    """Score both on the actors of the ``labelled`` articles and time them on ``articles``."""
    spent = timed(
        **{
            OURS: lambda: [(our_terms(each), topics_of(each.text)) for each in articles],
            PEER: lambda: [yakes_terms(each) for each in articles],
        }
    )
    named = {OURS: 0, PEER: 0}
    count = 0
    for each in labelled:
        article, actors = article_of(each), _labelled_actors(each)
        count += len(actors)
        named[OURS] += _named(actors, our_terms(article))
        named[PEER] += _named(actors, yakes_terms(article))
    return [
        Namer(name=name, actors=found, actors_of=count, time=spread(ratios(spent, name, OURS)))
        for name, found in named.items()
    ]


def our_terms(article: Article) -> list[str]:
    return [each.name for each in EmbeddedEngine().summarize(article).actors]


def yakes_terms(article: Article) -> list[str]:
    from yake import KeywordExtractor

    return [
        phrase
        for phrase, _ in KeywordExtractor(lan="en", n=_PHRASE, top=_BEST).extract_keywords(article.text)
    ]


def _labelled_actors(labelled: LabelledArticle) -> list[str]:
    file = shipped() / f"{labelled.id}.json"
    return list(json.loads(file.read_text(encoding="utf-8")).get("actors", ()))


def _named(actors: Iterable[str], terms: Sequence[str]) -> int:
    return sum(any(is_same_holder(term, actor) for term in terms) for actor in actors)
