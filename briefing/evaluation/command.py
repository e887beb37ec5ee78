"""What ``briefing evaluate`` does: labelled articles from files, an engine from the settings, one evaluation."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from briefing.evaluation.labelled import labelled_articles, shipped
from briefing.evaluation.scoring import Evaluation, Progress, evaluate
from briefing.settings import Settings
from briefing.workplace import open_engine


def evaluated(
    settings: Settings, engine: str | None, gold: Path | None, progress: Progress, *, now: datetime
) -> Evaluation:
    """Score the engine of that name, else the configured one, on the articles in ``gold`` or on those that come along.

    Raises :class:`UsageError` for what cannot be read, :class:`ConfigError` for a model that must not be asked.
    """
    labelled = labelled_articles(gold or shipped())
    with (
        ThreadPoolExecutor(settings.model.concurrency) as workers,
        # Closed before its workers are waited for, as in a run.
        open_engine(settings, engine, now=now) as opened,
    ):
        return evaluate(opened, labelled, workers, progress)
