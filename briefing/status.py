"""What the person who runs it wants to know: the latest runs, and what failed in them."""

from collections.abc import Iterator

from briefing.settings import Settings
from briefing.store import Store, StoredRun

_RUNS = 5


def status_lines(settings: Settings, store: Store) -> Iterator[str]:
    """Yield the status of each profile and of the latest runs, a line each."""
    for name, profile in settings.profiles.items():
        latest = store.editions.latest(name)
        made = f"{latest.day}, revision {latest.revision}" if latest else "none yet"
        yield f"profile {name}: latest edition {made}; delivered at {profile.deliver_at:%H:%M} {profile.time_zone}"
        if latest:
            for each in store.editions.deliveries(name, latest.day):
                yield f"  mail to {each.recipient}: {each.state} {each.message or ''}".rstrip()
    for run in store.editions.runs(_RUNS):
        yield from _run_lines(run)


def _run_lines(run: StoredRun) -> Iterator[str]:
    began = f"{run.started_at:%Y-%m-%d %H:%M} UTC: edition {run.day} of {run.profile}"
    if run.report is None:
        yield f"{began}: not finished"
        return
    report = run.report
    yield (
        f"{began}: {report.answered} of {report.tried} sources answered, {report.collected} new articles, "
        f"{report.summarized} summarized, {len(report.failures)} failures"
    )
    for failure in report.failures:
        yield f"  {failure.stage}: {failure.message}"
