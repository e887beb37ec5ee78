"""`make bench`: what each stage costs on the sample's articles, each measured beside a yardstick in the same run."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from benchmarks.model import tokens_of_the_sample, wall_over_ideal
from briefing.collect.article import articles_of
from briefing.collect.sources import read_source
from briefing.settings import Settings
from briefing.summarize.checks import Context, doubts, holder_named, locate, plain, register, speaker_standing
from briefing.summarize.embedded import EmbeddedEngine
from briefing.text import count_words, sentences
from briefing.types import Article, ArticleSummary, Attribution, Document, Evidence
from briefing.workplace import open_fetcher, sample_settings, sample_source

ROUNDS = 7
DAYS = 3
WORDS_OF_AN_ARTICLE = 700
ITEMS_OF_AN_ARTICLE = 20


def main() -> None:
    """Print a line for each measurement: median of the rounds, with the fastest and the slowest."""
    documents = sample_documents()
    articles = [each for document in documents for each in articles_of(document) if each.language == "en"]
    engine = EmbeddedEngine()
    words = sum(count_words(each.text) for each in articles)

    alone = timed(lambda: [trafilatura_alone(each) for each in documents])
    ours = timed(lambda: [articles_of(each) for each in documents])
    tell(
        "page to article, against trafilatura alone",
        [mine / theirs for mine, theirs in zip(ours, alone, strict=True)],
        "x",
    )

    spent = timed(lambda: [engine.summarize(each) for each in articles])
    tell(
        "embedded engine, articles of 700 words",
        [words / each / WORDS_OF_AN_ARTICLE for each in spent],
        "per second and core",
    )

    claims = [(each, claims_of(engine.summarize(each))) for each in articles]
    spent = timed(lambda: [check(each, found) for each, found in claims])
    tell(
        "checks of generated items, 20 an article",
        [1000 * each / sum(len(found) for _, found in claims) * ITEMS_OF_AN_ARTICLE for each in spent],
        "ms per article",
    )

    tell_of_the_model()

    bare = timed(lambda: python("-c", "pass"))
    helped = timed(lambda: python("-m", "briefing", "--help"))
    tell(
        "briefing --help beyond the bare interpreter",
        [one - two for one, two in zip(helped, bare, strict=True)],
        "s",
    )


def tell_of_the_model() -> None:
    cold, *warm = (wall_over_ideal(seed) for seed in range(1 + DAYS))
    tell("model wall time over its waves, first run", [cold], "x")
    tell("model wall time over its waves, later runs", warm, "x")
    sent, in_sum = tokens_of_the_sample()
    tell("tokens sent of an article over its body's", sent, "x")
    print(in_sum)


def sample_documents() -> tuple[Document, ...]:
    fetcher = open_fetcher(sample_settings(Settings()))
    now = datetime(2026, 3, 5, tzinfo=UTC)
    return read_source(sample_source(), fetcher=fetcher, states={}, known=lambda _: False, now=now).documents


def claims_of(summary: ArticleSummary) -> list[tuple[str, Attribution, tuple[Evidence, ...]]]:
    items = (*summary.objectives, *summary.expectations)
    return [(each.statement, each.attribution, each.evidence) for each in items]


def check(article: Article, claims: list[tuple[str, Attribution, tuple[Evidence, ...]]]) -> None:
    """Do with each item what is done with what a model generates, from a cold start for the article."""
    register.register_of.cache_clear()
    plain.plain.cache_clear()
    context = Context(published=article.published, article_text=article.text, title=article.title)
    told = sentences(article.text)
    for statement, attribution, evidence in claims:
        quotes = [each.quote for each in evidence]
        found = [each.span for quote in quotes if (each := locate(quote, article.text)) is not None]
        doubts(statement, quotes, context)
        speaker_standing(attribution.name or "officials", found, article.text, told, attribution.type)
        holder_named(attribution.name or article.title, article.text, article.title)


def trafilatura_alone(document: Document) -> object:
    import trafilatura

    return trafilatura.bare_extraction(document.text, favor_precision=True, with_metadata=True)


def python(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def timed(work: Callable[[], object]) -> list[float]:
    """Return the seconds of each round, after one that warms up."""
    work()
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return spent


def tell(what: str, figures: list[float], unit: str) -> None:
    middle = statistics.median(figures)
    print(f"{what:45} {middle:8.2f} {unit} ({min(figures):.2f} to {max(figures):.2f})")


if __name__ == "__main__":
    main()
