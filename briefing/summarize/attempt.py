"""One article, summarized or not: what an engine fails on must not keep the others out of the brief."""

import logging

from briefing.errors import BriefingError, SummaryError
from briefing.summarize import Engine, Progress
from briefing.types import Article, ArticleSummary, BottomLine, EngineInfo

log = logging.getLogger(__name__)


def summary_or_error(
    engine: Engine, article: Article, name: str, progress: Progress | None = None
) -> ArticleSummary:
    """Return what ``engine`` says of an article; raise :class:`SummaryError`, which tells its ``name``, where it fails on the text.

    What is wrong with the machine or the store ends the run as ever: the next article would fare no better.
    """
    try:
        return engine.summarize(article, progress)
    except (BriefingError, OSError, MemoryError):
        raise
    except Exception as error:
        log.info("%s: cannot be summarized", name, exc_info=True)
        why = f"cannot be summarized ({type(error).__name__}); the next version of the program tries again"
        raise SummaryError(f"{name}: {why}", source=name, why=why) from error


def empty_summary(article: Article, engine: Engine) -> ArticleSummary:
    """Return the summary of an article of which ``engine`` says nothing."""
    return ArticleSummary(
        article_id=article.id,
        bottom_line=BottomLine(text="", evidence=()),
        actors=(),
        objectives=(),
        disputes=(),
        expectations=(),
        events=(),
        withheld=(),
        engine=EngineInfo(name=engine.name, model=engine.version),
    )
