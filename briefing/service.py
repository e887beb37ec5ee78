"""The scheduled service: asks at each tick which edition is due and not done, and makes that one.

The triggers only wake it. The truth is one row per profile and local day in the store, so neither a clock
change that fires a trigger twice, nor one that swallows it, nor a restart makes a date twice or loses it.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

from briefing.collecting import collect
from briefing.errors import BriefingError, DeliveryError
from briefing.mailing import DEFERRED, REFUSED, SENT, deliver
from briefing.pipeline import make_edition
from briefing.publish.files import alone_in
from briefing.selection import local_instant
from briefing.settings import ProfileSettings, Settings
from briefing.types import Source
from briefing.workplace import Workplace

log = logging.getLogger(__name__)

OpenWorkplace = Callable[[], AbstractContextManager[Workplace]]
Clock = Callable[[], datetime]

PATIENCE = timedelta(seconds=8)
"""How long a stopped service waits for the job under way; who sends SIGTERM mostly kills after ten seconds."""


def due_day(profile: ProfileSettings, now: datetime, grace: timedelta) -> date | None:
    """Return the local day whose delivery time has come and is not older than ``grace``, or ``None``."""
    today = now.astimezone(profile.zone).date()
    for day in (today, today - timedelta(days=1)):
        if (
            local_instant(day, profile.deliver_at, profile.zone)
            <= now
            <= (local_instant(day, profile.deliver_at, profile.zone) + grace)
        ):
            return day
    return None


def make_due(work: Workplace, sources: list[Source], *, now: datetime) -> list[tuple[str, date]]:
    """Make and mail every edition that is due and not done; return which those were.

    What fails for one profile is logged, left undone for the next tick, and does not keep the others waiting.
    """
    made = []
    for name, profile in work.settings.profiles.items():
        try:
            day = _make_if_due(work, name, profile, sources, now=now)
        except BriefingError as error:
            log.error("edition of %s: %s", name, error)
        except Exception:
            log.exception("edition of %s", name)
        else:
            made += [(name, day)] if day else []
    return made


def _make_if_due(
    work: Workplace, name: str, profile: ProfileSettings, sources: list[Source], *, now: datetime
) -> date | None:
    """Make and mail a profile's edition, and return its day; ``None`` where none is due or it is done already."""
    day = due_day(profile, now, timedelta(hours=work.settings.schedule.grace_hours))
    if day is None:
        return None
    with (
        work.store.turn()
    ):  # a service on another machine waits until the day is done, and mails nothing a second time
        if not work.store.editions.claim(name, day, now=now):
            return None
        _make_and_mail(work, name, profile, day, sources, now=now)
        work.store.editions.finish(name, day)
    return day


def _make_and_mail(
    work: Workplace, name: str, profile: ProfileSettings, day: date, sources: list[Source], *, now: datetime
) -> None:
    """Make an edition and mail it; one that somebody has is not made anew because another's mail was put off: all read the same."""
    delivered = work.store.editions.deliveries(name, day)
    if any(each.state == SENT and each.recipient in profile.recipients for each in delivered):
        log.info("edition %s of %s is with some of its readers and stays as it is", day, name)
    else:
        made = make_edition(work, profile=name, day=day, sources=sources, now=now)
        for failure in made.report.failures:
            log.warning("%s: %s", failure.stage, failure.message)
        log.info("edition %s of %s is in %s", day, name, made.folder)
    if work.settings.mail is not None and profile.recipients:
        _mail(work, name, profile, day, now=now)


def _mail(work: Workplace, name: str, profile: ProfileSettings, day: date, *, now: datetime) -> None:
    """Mail what was made. Raises :class:`DeliveryError` where some mail is to be tried again at the next tick."""
    edition = work.store.editions.get(name, day)
    if edition is None:
        return
    results = deliver(
        work.settings, work.store, edition, profile.recipients, now=now, settled=(SENT, REFUSED)
    )
    for result in results:
        log.info("mail to %s: %s %s", result.recipient, result.state, result.message or "")
    waiting = [result.recipient for result in results if result.state == DEFERRED]
    if waiting:
        raise DeliveryError(f"mail to {', '.join(waiting)} is tried again", channel="mail")


def serve(
    settings: Settings,
    sources: list[Source],
    open_workplace: OpenWorkplace,
    clock: Clock,
    stop: threading.Event,
    *,
    patience: timedelta = PATIENCE,
) -> bool:
    """Collect and make editions on their triggers until ``stop`` is set, and tell whether the job under way ended.

    It has ``patience`` to end. Where it did not, its thread still runs and the caller leaves the process: what is
    done is in the store, and the next start goes on from there.
    Raises :class:`briefing.errors.BriefingError` where the outputs folder cannot be used.
    """
    with alone_in(settings.outputs / ".service", wait=False):
        busy = threading.Lock()
        scheduler = _scheduler(settings, sources, open_workplace, clock, stop, busy)
        scheduler.start()
        stop.wait()
        scheduler.shutdown(wait=False)
        if not busy.acquire(timeout=patience.total_seconds()):
            log.warning("the job under way is left; the next start goes on from there")
            return False
        busy.release()
        return True


def _scheduler(
    settings: Settings,
    sources: list[Source],
    open_workplace: OpenWorkplace,
    clock: Clock,
    stop: threading.Event,
    busy: threading.Lock,
) -> Any:
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.cron import CronTrigger
    from apscheduler.triggers.interval import IntervalTrigger

    def tick(*, collecting: bool) -> None:
        with busy:
            if not stop.is_set():
                work_off(clock(), collecting=collecting)

    def work_off(now: datetime, *, collecting: bool) -> None:
        try:
            with open_workplace() as work:
                made = make_due(work, sources, now=now)
                if collecting and not made:
                    collect(work, sources, now=now)
        except BriefingError as error:
            log.error("%s", error)

    # One worker: a tick that makes an edition and one that collects take turns.
    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={
            "coalesce": True,
            "max_instances": 1,
            "misfire_grace_time": settings.schedule.grace_hours * 3600,
        },
        timezone="UTC",
    )
    every = IntervalTrigger(minutes=settings.schedule.collect_every_minutes)
    scheduler.add_job(tick, every, kwargs={"collecting": True}, next_run_time=clock(), id="collect")
    for name, profile in settings.profiles.items():
        at = profile.deliver_at
        daily = CronTrigger(hour=at.hour, minute=at.minute, second=at.second, timezone=profile.zone)
        scheduler.add_job(tick, daily, kwargs={"collecting": False}, id=f"edition {name}")
    return scheduler
