"""What single stages cost on the sample, each beside a yardstick in the same rounds."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.footprint import python
from benchmarks.measured import Measurement, ratios, spread, timed
from briefing.collect.article import articles_of
from briefing.collect.sources import read_source
from briefing.settings import Settings
from briefing.summarize.checks import Context, doubts, holder_named, locate, plain, register, speaker_standing
from briefing.summarize.embedded import EmbeddedEngine
from briefing.text import count_words, sentences
from briefing.types import Article, ArticleSummary, Attribution, Document, Evidence
from briefing.workplace import open_fetcher, sample_settings, sample_source

WORDS_OF_AN_ARTICLE = 700
ITEMS_OF_AN_ARTICLE = 20

Claim = tuple[str, Attribution, tuple[Evidence, ...]]


def sample_documents() -> tuple[Document, ...]:
    """Return the pages of the sample as received."""
    fetcher = open_fetcher(sample_settings(Settings()))
    now = datetime(2026, 3, 5, tzinfo=UTC)
    return read_source(sample_source(), fetcher=fetcher, states={}, known=lambda _: False, now=now).documents


def stages(documents: Sequence[Document], articles: Sequence[Article]) -> list[Measurement]:
    """Measure collecting, summarizing, checking and starting up."""
    engine = EmbeddedEngine()
    claims = [(each, claims_of(engine.summarize(each))) for each in articles]
    spent = timed(
        pages=lambda: [articles_of(each) for each in documents],
        trafilatura=lambda: [trafilatura_alone(each) for each in documents],
        summaries=lambda: [engine.summarize(each) for each in articles],
        checks=lambda: [check(each, found) for each, found in claims],
    )
    begun = timed(
        time.perf_counter,
        help=lambda: python("-m", "briefing", "--help"),
        bare=lambda: python("-c", "pass"),
    )
    words = sum(count_words(each.text) for each in articles) / WORDS_OF_AN_ARTICLE
    items = sum(len(found) for _, found in claims) / ITEMS_OF_AN_ARTICLE
    return [
        Measurement(
            what="page to article, over trafilatura alone",
            unit="x",
            figure=spread(ratios(spent, "pages", "trafilatura")),
        ),
        Measurement(
            what=f"embedded engine, articles of {WORDS_OF_AN_ARTICLE} words",
            unit="per second and core",
            figure=spread([words / each for each in spent["summaries"]]),
        ),
        Measurement(
            what=f"checks of what a model wrote, {ITEMS_OF_AN_ARTICLE} items an article",
            unit="ms an article",
            figure=spread([1000 * each / items for each in spent["checks"]]),
        ),
        Measurement(
            what="briefing --help, beyond the bare interpreter",
            unit="s",
            figure=spread([one - two for one, two in zip(begun["help"], begun["bare"], strict=True)]),
        ),
    ]


def claims_of(summary: ArticleSummary) -> list[Claim]:
    items = (*summary.objectives, *summary.expectations)
    return [(each.statement, each.attribution, each.evidence) for each in items]


def check(article: Article, claims: list[Claim]) -> None:
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
