"""What is understood of articles: each is summarized once by an engine, and kept under the name of what wrote it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from dataclasses import replace
from datetime import datetime

import briefing
from briefing.errors import SummaryError
from briefing.summarize import Engine
from briefing.summarize.attempt import empty_summary, summary_or_error
from briefing.types import Article, ArticleSummary, Withheld
from briefing.workplace import Workplace

_SUMMARIES_AT_ONCE = 25


def engine_key(engine: Engine) -> str:
    """Return the name under which an engine's summaries are stored: another version makes them anew."""
    return f"{engine.name} {engine.version}"


def stored_summaries(work: Workplace, ids: Collection[str]) -> dict[str, ArticleSummary]:
    """Return what was understood of articles; what the engine itself wrote goes before what stood in for it."""
    archive, key = work.store.archive, engine_key(work.engine)
    return archive.summaries(ids, _stood_in_key(key)) | archive.summaries(ids, key)


def summarize(work: Workplace, new: Collection[str], on_file: Collection[str], *, now: datetime) -> list[str]:
    """Summarize those of the articles that this engine has not come to yet, and return them; :func:`faults` has those it failed on."""
    archive = work.store.archive
    missing = not_summarized(work, new, on_file)
    made = _summaries_one_by_one(work, missing) if work.engine.concurrency > 1 else _summaries(work, missing)
    number = 0
    for some in made:
        for filed_under, summaries in _by_key(some).items():
            archive.save_summaries(summaries, filed_under, now=now)
        number += len(some)
        work.progress("summarizing", number, len(missing))
    return missing


def faults(work: Workplace, ids: Collection[str]) -> dict[str, str]:
    """Return on which of the articles this version of the engine failed, and why."""
    failed = work.store.archive.summaries(ids, _failed_key(engine_key(work.engine)))
    return {each: summary.withheld[0].reason for each, summary in failed.items()}


def not_summarized(work: Workplace, new: Collection[str], on_file: Collection[str]) -> list[str]:
    """Return which of the articles this engine has neither summarized yet nor failed on.

    New ones come first, so that a budget that runs out is spent on the news.
    """
    wanted, key = (*sorted(new), *sorted(on_file)), engine_key(work.engine)
    done = {each for one in (key, _failed_key(key)) for each in work.store.archive.summarized(wanted, one)}
    return [each for each in wanted if each not in done]


_Filed = tuple[str, ArticleSummary]
"""A summary, behind what it is filed under."""


def _summaries(work: Workplace, ids: Sequence[str]) -> Iterator[list[_Filed]]:
    """Yield summaries a batch at a time: what rules write costs less than a commit for each would."""
    for start in range(0, len(ids), _SUMMARIES_AT_ONCE):
        work.progress("summarizing", start, len(ids))
        some = ids[start : start + _SUMMARIES_AT_ONCE]
        articles = work.store.archive.articles(some)
        yield [_summary_of(work, articles[each]) for each in some]


def _summaries_one_by_one(work: Workplace, ids: Sequence[str]) -> Iterator[list[_Filed]]:
    """Yield each summary as soon as it is there, several being written at a time."""
    if not ids:
        return
    work.progress("summarizing", 0, len(ids))
    waiting = [work.askers.submit(_stored_summary_of, work, each) for each in ids]
    try:
        for done in as_completed(waiting):
            yield [done.result()]
    finally:
        for each in waiting:
            each.cancel()


def _stored_summary_of(work: Workplace, article_id: str) -> _Filed:
    return _summary_of(work, work.store.archive.articles([article_id])[article_id])


def _summary_of(work: Workplace, article: Article) -> _Filed:
    """Return the summary and what it is filed under: what rules wrote instead of the model is asked for again,
    what the engine failed on says nothing and is tried by the next version."""
    key = engine_key(work.engine)
    try:
        summary = summary_or_error(work.engine, article, article.title)
    except SummaryError as error:
        told = Withheld(reason=error.why, quote=None, statement=None)
        return _failed_key(key), replace(empty_summary(article, work.engine), withheld=(told,))
    return _stood_in_key(key) if summary.engine.instead_of else key, summary


def _by_key(summaries: Sequence[_Filed]) -> Mapping[str, list[ArticleSummary]]:
    found: dict[str, list[ArticleSummary]] = {}
    for key, each in summaries:
        found.setdefault(key, []).append(each)
    return found


def _stood_in_key(key: str) -> str:
    """Return the name under which summaries are stored that another engine wrote in place of ``key``'s."""
    return f"{key} (stood in)"


def _failed_key(key: str) -> str:
    """Return the name under which it is stored that this version of the program failed on an article as ``key``."""
    return f"{key} (failed, {briefing.__version__})"
