"""The service: which day is due, that no day is made twice, and that it stops when told to."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.collecting import collect
from briefing.pipeline import make_edition
from briefing.service import due_day, make_due, serve
from briefing.settings import MailSettings, ProfileSettings, Settings, StoreSettings
from briefing.workplace import Workplace, named_sources, open_workplace
from tests.honest_model import honest
from tests.hostile import hostile
from tests.mailbox import Mailbox, listening
from tests.site import reply, site

TALKS = Path(__file__).parent / "data" / "talks"
GRACE = timedelta(hours=12)
NOW = datetime(2025, 3, 12, 7, tzinfo=UTC)


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def settings(tmp_path: Path, address: str) -> Settings:
    return Settings(outputs=tmp_path / "outputs", store=StoreSettings(url=address))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2025-03-12T06:29:59", None),
        ("2025-03-12T06:30:00", date(2025, 3, 12)),
        ("2025-03-12T18:30:00", date(2025, 3, 12)),
        ("2025-03-12T18:30:01", None),
    ],
)
def test_a_day_is_due_from_its_hour_until_the_grace_ends(now: str, expected: date | None) -> None:
    profile = ProfileSettings()
    assert due_day(profile, datetime.fromisoformat(now).replace(tzinfo=UTC), GRACE) == expected


def test_grace_reaches_past_midnight() -> None:
    profile = ProfileSettings.model_validate({"deliver_at": "20:00"})
    assert due_day(profile, datetime(2025, 3, 13, 2, tzinfo=UTC), GRACE) == date(2025, 3, 12)


@given(
    st.sampled_from(sorted(available_timezones())),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)),
    st.times().map(lambda at: at.strftime("%H:%M")),
)
def test_a_service_that_asks_hourly_finds_every_local_day_due(zone: str, start: datetime, at: str) -> None:
    """Also where the clock skips the hour of delivery or shows it twice."""
    profile = ProfileSettings.model_validate({"time_zone": zone, "deliver_at": at})
    ticks = [start.replace(tzinfo=UTC) + timedelta(hours=each) for each in range(24 * 4)]
    found = {due_day(profile, tick, GRACE) for tick in ticks} - {None}
    first, last = (each.astimezone(profile.zone).date() for each in (ticks[0], ticks[-1]))
    whole_days = {first + timedelta(days=each) for each in range(1, (last - first).days)}
    assert whole_days <= found


def test_a_day_is_made_once_however_often_it_is_asked_for(settings: Settings) -> None:
    now = datetime(2025, 3, 12, 7, tzinfo=UTC)
    sources = named_sources([str(TALKS)])
    with open_workplace(settings, quiet, now=NOW) as work:
        assert make_due(work, sources, now=now) == [("default", date(2025, 3, 12))]
        assert make_due(work, sources, now=now + timedelta(hours=1)) == []
        assert len(work.store.editions.runs(10)) == 1


def test_a_profile_that_fails_is_tried_again_and_keeps_nobody_waiting(
    settings: Settings, tmp_path: Path
) -> None:
    both = settings.model_copy(update={"profiles": {"first": ProfileSettings(), "second": ProfileSettings()}})
    now = datetime(2025, 3, 12, 7, tzinfo=UTC)
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "first").write_text("a file where a folder must be")
    with open_workplace(both, quiet, now=NOW) as work:
        assert make_due(work, named_sources([str(TALKS)]), now=now) == [("second", date(2025, 3, 12))]
        (tmp_path / "outputs" / "first").unlink()
        assert make_due(work, named_sources([str(TALKS)]), now=now) == [("first", date(2025, 3, 12))]


def test_a_profile_that_fails_unexpectedly_is_logged_and_keeps_nobody_waiting(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """Its time zone was in the machine's list when the configuration was read, and is gone."""
    lost = ProfileSettings().model_copy(update={"time_zone": "Europe/Atlantis"})
    both = settings.model_copy(update={"profiles": {"first": lost, "second": ProfileSettings()}})
    with open_workplace(both, quiet, now=NOW) as work:
        assert make_due(work, named_sources([str(TALKS)]), now=NOW) == [("second", date(2025, 3, 12))]
    assert "edition of first" in caplog.text
    assert "ZoneInfoNotFoundError" in caplog.text


@contextmanager
def mailing_to(mailbox: Mailbox, settings: Settings, *recipients: str) -> Iterator[Workplace]:
    """A desk that mails its editions to ``recipients`` by a real server."""
    with listening(mailbox) as port:
        server = MailSettings(host="127.0.0.1", port=port, security="none", sender="brief@desk.example")
        readers = ProfileSettings(recipients=recipients)
        mailing = settings.model_copy(update={"profiles": {"default": readers}, "mail": server})
        with open_workplace(mailing, quiet, now=NOW) as work:
            yield work


def test_a_mail_that_was_put_off_is_tried_again_and_a_refused_one_is_not(settings: Settings) -> None:
    now = datetime(2025, 3, 12, 7, tzinfo=UTC)
    mailbox = Mailbox({"later@desk.example": "450 later", "never@desk.example": "550 unknown"})
    with mailing_to(mailbox, settings, "later@desk.example", "never@desk.example") as work:
        sources = named_sources([str(TALKS)])
        assert make_due(work, sources, now=now) == []
        mailbox.refuse = {"never@desk.example": "250 would be taken now"}
        assert make_due(work, sources, now=now + timedelta(hours=1)) == [("default", date(2025, 3, 12))]
    assert [recipients for _, recipients, _ in mailbox.taken] == [["later@desk.example"]]


def test_who_has_the_edition_gets_no_other_because_a_mail_to_somebody_else_was_put_off(
    settings: Settings, tmp_path: Path
) -> None:
    now, notes = datetime(2025, 3, 12, 7, tzinfo=UTC), tmp_path / "notes"
    shutil.copytree(TALKS, notes)
    late = (notes / "second.txt").rename(tmp_path / "second.txt")
    mailbox = Mailbox({"later@desk.example": "450 later"})
    with mailing_to(mailbox, settings, "first@desk.example", "later@desk.example") as work:
        sources = named_sources([str(notes)])
        assert make_due(work, sources, now=now) == []
        mailbox.refuse = {}
        late.rename(notes / "second.txt")
        assert make_due(work, sources, now=now + timedelta(hours=1)) == [("default", date(2025, 3, 12))]
    told = [recipients for _, recipients, _ in mailbox.taken]
    assert told == [["first@desk.example"], ["later@desk.example"]]


def test_the_scheduler_makes_the_edition_at_its_time(settings: Settings) -> None:
    """A real scheduler on the real clock; delivery is two seconds away when it starts."""
    soon = (datetime.now(UTC) + timedelta(seconds=2)).strftime("%H:%M:%S")
    timed = settings.model_copy(
        update={"profiles": {"default": ProfileSettings.model_validate({"deliver_at": soon})}}
    )
    stop = threading.Event()
    service = threading.Thread(
        target=serve,
        args=(
            timed,
            named_sources([str(TALKS)]),
            lambda: open_workplace(timed, quiet, now=NOW),
            lambda: datetime.now(UTC),
            stop,
        ),
    )
    service.start()
    try:
        assert _appears(settings.outputs, "*/brief.md", seconds=30)
    finally:
        stop.set()
        service.join(timeout=30)
    assert not service.is_alive()
    with open_workplace(timed, quiet, now=NOW) as work:
        assert len(work.store.editions.runs(10)) == 1


@contextmanager
def _serving(folder: Path, more: str = "", **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the service on three articles in ``folder`` until the block ends, with ``more`` in its configuration."""
    shutil.copytree(TALKS, folder / "notes")
    just_now = (datetime.now(UTC) - timedelta(minutes=1)).strftime("%H:%M")
    (folder / "briefing.toml").write_text(
        f'[[sources]]\nlocation = "notes"\n[profiles.default]\ndeliver_at = "{just_now}"\n{more}'
    )
    with subprocess.Popen(
        [sys.executable, "-m", "briefing", "serve"],
        cwd=folder,
        stderr=subprocess.PIPE,
        env={**os.environ, "HOME": str(folder), **environment},
    ) as service:
        try:
            yield service
        finally:
            service.kill()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), pytest.param(signal.SIGINT, 130, marks=pytest.mark.long)]
)
def test_a_signal_ends_the_service_cleanly(tmp_path: Path, number: int, code: int) -> None:
    with _serving(tmp_path) as service:
        assert _appears(tmp_path / "outputs", "briefing.db", seconds=30)
        service.send_signal(number)
        _, complaints = service.communicate(timeout=30)
    assert service.returncode == code
    assert b"Traceback" not in complaints


def test_the_service_logs_no_secret_of_an_address(tmp_path: Path) -> None:
    with site({"/feed?token=hush": reply("<rss><channel></channel></rss>")}) as served:
        source = f'[[sources]]\nlocation = "{served.base}/feed?token=hush"\n'
        with _serving(tmp_path, f'[fetch]\nallow_hosts = ["127.0.0.1"]\n{source}') as service:
            assert _appears(tmp_path / "outputs", "*/brief.md", seconds=30)
            service.send_signal(signal.SIGTERM)
            _, log = service.communicate(timeout=30)
        assert served.paths().count("/feed?token=hush") == 1
    assert b"is in outputs" in log
    assert b"hush" not in log
    assert not any(word in log for word in (b"Scheduler", b"Adding job", b"upgrade", b"SQLite"))


@pytest.mark.parametrize(("signals", "within"), [(1, 12), pytest.param(2, 2, marks=pytest.mark.long)])
def test_a_service_whose_model_hangs_ends_within_seconds_and_loses_nothing(
    tmp_path: Path, signals: int, within: float
) -> None:
    """The second signal does not wait for the job at all."""
    with hostile(honest) as server:
        asked = {"OPENAI_BASE_URL": server.url("hang"), "OPENAI_API_KEY": "k"}
        with _serving(tmp_path, **asked) as service:
            assert _comes_true(lambda: bool(server.asked), seconds=30)
            begun = time.monotonic()
            for _ in range(signals):
                service.send_signal(signal.SIGTERM)
                time.sleep(0.2)
            _, complaints = service.communicate(timeout=30)
            took = time.monotonic() - begun
    assert (service.returncode, took < within) == (143, True)
    assert b"Traceback" not in complaints
    settings = Settings(outputs=tmp_path / "outputs")
    now = datetime.now(UTC)
    with open_workplace(settings, quiet, "embedded", now=now) as work:
        assert len(work.store.archive.dated(date.min, date.max)) == 3
        assert make_due(work, [], now=datetime(2025, 3, 12, 7, tzinfo=UTC)) == [
            ("default", date(2025, 3, 12))
        ]


def test_a_command_and_the_service_do_not_work_on_one_folder_at_once(settings: Settings) -> None:
    """Both make the edition at the same time: one waits for the other, and there is one brief."""
    now = datetime(2025, 3, 12, 7, tzinfo=UTC)
    sources = named_sources([str(TALKS)])
    made = []

    def make() -> None:
        with open_workplace(settings, quiet, now=NOW) as work:
            made.append(
                make_edition(work, profile="default", day=date(2025, 3, 12), sources=sources, now=now)
            )

    both = [threading.Thread(target=make) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(timeout=60)
    assert [each.brief.header.revision for each in made] == [1, 1]
    assert sum(each.report.summarized for each in made) == 3


def test_collecting_waits_for_an_edition_under_way(settings: Settings) -> None:
    sources = named_sources([str(TALKS)])
    begun, told = threading.Event(), threading.Event()

    def collect_alone() -> None:
        with open_workplace(settings, lambda *_: told.set(), now=NOW) as other:
            begun.set()
            collect(other, sources, now=NOW)

    collecting = threading.Thread(target=collect_alone)
    early = []

    def begin_collecting(stage: str, done: int, _total: int) -> None:
        if stage == "summarizing" and done == 0:
            collecting.start()
            assert begun.wait(30)
            early.append(told.wait(0.5))

    with open_workplace(settings, begin_collecting, now=NOW) as work:
        make_edition(work, profile="default", day=NOW.date(), sources=sources, now=NOW)
    collecting.join(timeout=30)
    assert (early, told.is_set()) == ([False], True)


def _appears(folder: Path, pattern: str, *, seconds: float) -> bool:
    return _comes_true(lambda: folder.is_dir() and any(folder.glob(pattern)), seconds=seconds)


def _comes_true(holds: Callable[[], bool], *, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False
