"""What is understood of articles: each is summarized once by an engine, and kept under the name of what wrote it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from datetime import datetime

from briefing.summarize import Engine
from briefing.types import ArticleSummary
from briefing.workplace import Workplace

_SUMMARIES_AT_ONCE = 25


def engine_key(engine: Engine) -> str:
    """Return the name under which an engine's summaries are stored: another version makes them anew."""
    return f"{engine.name} {engine.version}"


def stored_summaries(work: Workplace, ids: Collection[str]) -> dict[str, ArticleSummary]:
    """Return what was understood of articles; what the engine itself wrote goes before what stood in for it."""
    archive, key = work.store.archive, engine_key(work.engine)
    return archive.summaries(ids, _stood_in_key(key)) | archive.summaries(ids, key)


def summarize(work: Workplace, new: Collection[str], on_file: Collection[str], *, now: datetime) -> int:
    """Summarize those of the articles that this engine has not summarized yet. Return how many those were."""
    archive, key = work.store.archive, engine_key(work.engine)
    missing = not_summarized(work, new, on_file)
    made = _summaries_one_by_one(work, missing) if work.engine.concurrency > 1 else _summaries(work, missing)
    number = 0
    for some in made:
        for filed_under, summaries in _by_writer(key, some).items():
            archive.save_summaries(summaries, filed_under, now=now)
        number += len(some)
        work.progress("summarizing", number, len(missing))
    return len(missing)


def not_summarized(work: Workplace, new: Collection[str], on_file: Collection[str]) -> list[str]:
    """Return which of the articles this engine has not summarized yet.

    New ones come first, so that a budget that runs out is spent on the news.
    """
    wanted = (*sorted(new), *sorted(on_file))
    done = work.store.archive.summarized(wanted, engine_key(work.engine))
    return [each for each in wanted if each not in done]


def _summaries(work: Workplace, ids: Sequence[str]) -> Iterator[list[ArticleSummary]]:
    """Yield summaries a batch at a time: what rules write costs less than a commit for each would."""
    for start in range(0, len(ids), _SUMMARIES_AT_ONCE):
        work.progress("summarizing", start, len(ids))
        some = ids[start : start + _SUMMARIES_AT_ONCE]
        articles = work.store.archive.articles(some)
        yield [work.engine.summarize(articles[each]) for each in some]


def _summaries_one_by_one(work: Workplace, ids: Sequence[str]) -> Iterator[list[ArticleSummary]]:
    """Yield each summary as soon as it is there, several being written at a time."""
    if not ids:
        return
    work.progress("summarizing", 0, len(ids))
    waiting = [work.askers.submit(_summary_of, work, each) for each in ids]
    try:
        for done in as_completed(waiting):
            yield [done.result()]
    finally:
        for each in waiting:
            each.cancel()


def _summary_of(work: Workplace, article_id: str) -> ArticleSummary:
    return work.engine.summarize(work.store.archive.articles([article_id])[article_id])


def _by_writer(key: str, summaries: Sequence[ArticleSummary]) -> Mapping[str, list[ArticleSummary]]:
    """Return the summaries by what they are filed under: what rules wrote instead of the model is asked for again."""
    found: dict[str, list[ArticleSummary]] = {}
    for each in summaries:
        found.setdefault(_stood_in_key(key) if each.engine.instead_of else key, []).append(each)
    return found


def _stood_in_key(key: str) -> str:
    """Return the name under which summaries are stored that another engine wrote in place of ``key``'s."""
    return f"{key} (stood in)"
