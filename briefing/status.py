"""What the person who runs it wants to know: the latest runs, and what failed in them."""

from collections.abc import Iterator

from briefing.selection import Selection
from briefing.settings import Settings
from briefing.store import Store, StoredRun
from briefing.text import counted
from briefing.understanding import not_summarized
from briefing.workplace import Workplace

_RUNS, _DAYS = 5, 7


def status_lines(settings: Settings, store: Store) -> Iterator[str]:
    """Yield the status of each profile and of the latest runs, a line each."""
    for name, profile in settings.profiles.items():
        latest = store.editions.latest(name)
        made = f"{latest.day}, revision {latest.revision}" if latest else "none yet"
        yield f"profile {name}: latest edition {made}; due daily at {profile.deliver_at:%H:%M} {profile.time_zone}"
        if latest:
            for each in store.editions.deliveries(name, latest.day):
                yield f"  mail to {each.recipient}: {each.state} {each.message or ''}".rstrip()
    for run in store.editions.runs(_RUNS):
        yield from _run_lines(run)
    yield from spend_lines(settings, store)


def forecast(work: Workplace, selection: Selection) -> str:
    """Return what summarizing what is not summarized yet would take, in words; nothing is called."""
    if work.writer is None:
        return f"{work.engine.name} engine: no model is called, cost 0"
    missing = not_summarized(work, selection.new, selection.on_file)
    parts = [work.engine.forecast(each) for each in work.store.archive.articles(missing).values()]
    calls, cost = sum(each.calls for each in parts), sum(each.cost for each in parts)
    tokens = sum(each.tokens_in for each in parts), sum(each.tokens_out for each in parts)
    limits = work.settings.model
    limit = "no limit" if limits.max_cost is None else f"limit {limits.max_cost:.2f}"
    return (
        f"{counted(calls, 'call')} for {counted(len(missing), 'article')}, {tokens[0]} tokens in, about "
        f"{tokens[1]} out, about {cost:.2f} {limits.currency} ({limit}); then one call for each story that leads "
        "or is told by several articles and one for the edition"
    )


def spend_lines(settings: Settings, store: Store) -> Iterator[str]:
    """Yield what the model took on the latest days, a line each."""
    for each in store.calls.spend(_DAYS):
        failed = f", {each.failed} failed" if each.failed else ""
        yield (
            f"model on {each.day}: {counted(each.calls, 'call')}{failed}, {each.tokens_in} tokens in, "
            f"{each.tokens_out} out, {each.cost:.2f} {settings.model.currency}"
        )


def _run_lines(run: StoredRun) -> Iterator[str]:
    began = f"{run.started_at:%Y-%m-%d %H:%M} UTC: edition {run.day} of {run.profile}"
    if run.report is None:
        yield f"{began}: not finished"
        return
    report = run.report
    yield (
        f"{began}: {report.answered} of {counted(report.tried, 'source')} answered, {counted(report.collected, 'new article')}, "
        f"{report.summarized} summarized, {counted(len(report.failures), 'failure')}"
    )
    for failure in report.failures:
        yield f"  {failure.stage}: {failure.message}"
