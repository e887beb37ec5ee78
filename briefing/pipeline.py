"""One edition, from sources to files: the story of the product on one screen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from briefing.brief import Brief
from briefing.choosing import choose, told_failures, unread_dates
from briefing.collecting import alone, collect, read_sources
from briefing.composing import write_brief
from briefing.day import Day
from briefing.errors import UsageError
from briefing.garbage import only_young_garbage
from briefing.publish.coverage import stand_ins
from briefing.publish.files import edition_folder
from briefing.publish.manifest import MANIFEST
from briefing.publishing import broken_by_templates, publish, publish_index
from briefing.selection import Selection
from briefing.types import Failure, RunReport, Source
from briefing.understanding import faults, summarize
from briefing.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An edition that stands in its folder, and what the run did for it."""

    brief: Brief
    folder: Path
    index: Path
    report: RunReport


def make_edition(
    work: Workplace,
    *,
    profile: str,
    day: date,
    sources: Sequence[Source],
    now: datetime,
    sample: bool = False,
) -> Made:
    """Collect from ``sources`` and make the edition of ``day``; what is done already is not done again.

    Faults of single sources and documents are in the report. Raises :class:`briefing.errors.BriefingError`
    where no brief could be made.
    """
    with alone(work), only_young_garbage():
        if not sample:
            _keep_what_is_not_ours(work, profile, day)
        run = work.store.editions.begin_run(profile, day, now=now)
        collected = read_sources(work, sources, now=now)
        window, selection = choose(work, profile=profile, day=day, now=now)
        unread = unread_dates(work, profile, window, selection)
        tried = summarize(work, selection.new, selection.on_file, now=now)
        failed = faults(work, (*selection.new, *selection.on_file))
        selection = selection.without(failed)
        told = list(told_failures(work, {*selection.failed, *tried}))
        day_told, stored = write_brief(work, profile, window, selection, collected, now=now, sample=sample)
        folder = publish(work, stored)
        rules_broken = tuple(broken_by_templates(work, stored, folder))
        index = publish_index(work)
        report = RunReport(
            tried=collected.tried,
            answered=collected.answered,
            collected=collected.articles,
            summarized=sum(each not in failed for each in tried),
            failures=(*_each_once(collected.failures, unread, told), *_stand_ins(day_told), *rules_broken),
        )
        work.store.editions.end_run(run, report, now=now)
    return Made(brief=stored.brief, folder=folder, index=index, report=report)


def rehearse(
    work: Workplace, *, profile: str, day: date, sources: Sequence[Source], now: datetime
) -> tuple[Selection, tuple[Failure, ...]]:
    """Return what an edition of ``day`` would be made of, and what its run would tell as failed."""
    collected = collect(work, sources, now=now)
    window, selection = choose(work, profile=profile, day=day, now=now)
    return selection, _each_once(collected.failures, unread_dates(work, profile, window, selection))


def _each_once(*failures: Iterable[Failure]) -> tuple[Failure, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(failures)))


def _keep_what_is_not_ours(work: Workplace, profile: str, day: date) -> None:
    """Raise :class:`briefing.errors.UsageError` for a folder with an edition that the store does not know: it may have been mailed,
    and would be overwritten without a word."""
    folder = edition_folder(work.settings.outputs, profile, day)
    if (folder / MANIFEST).exists() and work.store.editions.get(profile, day) is None:
        raise UsageError(
            f"{folder}: holds an edition that the store does not know; name the store that made it, or move the folder away"
        )


def _stand_ins(day: Day) -> Iterator[Failure]:
    for what, why in stand_ins(day):
        message = f"{what}: written by the embedded engine in place of {why}"
        yield Failure(stage="summarize", subject=what, message=message)
