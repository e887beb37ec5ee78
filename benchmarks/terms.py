"""Who an article is about: our actors and topics beside yake's key phrases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.measured import Spread, ratios, spread, timed
from briefing.evaluation import LabelledArticle
from briefing.evaluation.labelled import article_of
from briefing.evaluation.marks import is_same_holder
from briefing.summarize.embedded import EmbeddedEngine
from briefing.topics import topics_of
from briefing.types import Article

OURS, PEER = "the embedded engine", "yake"
_PHRASE, _BEST = 3, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Namer:
    """One line of the table: of the labelled parties, how many are among its terms: our actors, its twenty best phrases.

    ``time`` is how many times as long as ours, the whole engine with its topics, it takes for an article.
    """

    name: str
    parties: int
    parties_of: int
    time: Spread


def namers(articles: Sequence[Article], labelled: Sequence[LabelledArticle]) -> list[Namer]:
    """Score both on the parties of the ``labelled`` articles and time them on ``articles``."""
    spent = timed(
        **{
            OURS: lambda: [(our_terms(each), topics_of(each.text)) for each in articles],
            PEER: lambda: [yakes_terms(each) for each in articles],
        }
    )
    wanted = [(article_of(each), labelled_parties(each)) for each in labelled]
    return [
        Namer(
            name=name,
            parties=sum(_named(parties, terms(article)) for article, parties in wanted),
            parties_of=sum(len(parties) for _, parties in wanted),
            time=spread(ratios(spent, name, OURS)),
        )
        for name, terms in ((OURS, our_terms), (PEER, yakes_terms))
    ]


def our_terms(article: Article) -> list[str]:
    return [each.name for each in EmbeddedEngine().summarize(article).actors]


def yakes_terms(article: Article) -> list[str]:
    from yake import KeywordExtractor

    extractor = KeywordExtractor(lan="en", n=_PHRASE, top=_BEST)
    return [phrase for phrase, _ in extractor.extract_keywords(article.text)]


def labelled_parties(labelled: LabelledArticle) -> set[str]:
    """Return who holds an aim, a position or an act that is expected, and towards whom."""
    named = [name for item in labelled.items for name in (item.holder, item.counterpart) if name]
    return {one.strip() for name in named for one in name.split(";")}


def _named(parties: Iterable[str], terms: Sequence[str]) -> int:
    return sum(any(is_same_holder(term, party) for term in terms) for party in parties)
