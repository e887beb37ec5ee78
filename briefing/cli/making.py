"""The commands that make editions and hand them over: run, collect, send, serve."""

import signal
import sys
from datetime import date
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from briefing.cli.opening import (
    day_of,
    edition_of,
    now,
    opened_store,
    opened_workplace,
    settings_of,
    sources_of,
)
from briefing.cli.options import DayArgument, EngineOption, OutOption, ProfileOption, SourceOption
from briefing.cli.outcome import OK, PARTLY, STOPPED, complain
from briefing.errors import DeliveryError, UsageError
from briefing.text import counted

if TYPE_CHECKING:
    from briefing.pipeline import Made
    from briefing.types import Source
    from briefing.workplace import Workplace


def run(
    context: typer.Context,
    day: Annotated[
        str | None, typer.Option("--date", help="The edition's day, as 2026-03-04; default: today.")
    ] = None,
    profile: ProfileOption = "default",
    source: SourceOption = None,
    samples: Annotated[bool, typer.Option("--samples", help="Use the bundled sample articles.")] = False,
    engine: EngineOption = None,
    out: OutOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be read and its cost; nothing is kept.")
    ] = False,
) -> int:
    """Make one edition, from collecting to files."""
    from briefing.pipeline import make_edition
    from briefing.workplace import SAMPLE_DAYS, sample_settings, sample_source

    settings = settings_of(context, out)
    if samples and source:
        raise UsageError("--samples brings its own source; leave out --source or --samples")
    found = [sample_source()] if samples else sources_of(settings, source)
    settings = sample_settings(settings) if samples else settings
    today = now().astimezone(settings.profile(profile).zone).date()
    days = SAMPLE_DAYS if samples else (today,)
    wanted = (day_of(day, until=max(today, *days)),) if day else days
    with opened_workplace(settings, engine, rehearsing=dry_run) as work:
        if dry_run:
            return max(_dry_run(work, found, profile, each) for each in wanted)
        for each in wanted:
            made = make_edition(work, profile=profile, day=each, sources=found, now=now(), sample=samples)
    return _report(made)


def _report(made: "Made") -> int:
    for failure in made.report.failures:
        complain(failure.message)
    if not (made.report.failures or made.brief.coverage.read):
        complain(f"no article is from {made.brief.header.day} or earlier; the edition is empty")
    typer.echo(_beginning((made.folder / "brief.md").read_text(encoding="utf-8")))
    typer.echo("The whole brief:")
    for name in ("brief.md", "brief.html", "brief.ics", "brief.json"):
        typer.echo(f"  {made.folder / name}")
    typer.echo(f"All editions: {made.index}")
    return PARTLY if made.report.failures else OK


def _beginning(markdown: str) -> str:
    """Return a brief up to its first story."""
    return markdown.partition("\n## Stories")[0].strip() + "\n"


def _dry_run(work: "Workplace", sources: "list[Source]", profile: str, day: date) -> int:
    from briefing.pipeline import rehearse
    from briefing.status import forecast

    selection, failures = rehearse(work, profile=profile, day=day, sources=sources, now=now())
    for failure in failures:
        complain(failure.message)
    articles = work.store.archive.articles(selection.new)
    for article in sorted(articles.values(), key=lambda each: (each.title, each.id)):
        typer.echo(f"{article.words:6} words  {article.title}")
    words = sum(article.words for article in articles.values())
    typer.echo(f"{words:6} words in {len(articles)} new articles; {forecast(work, selection)}")
    return PARTLY if failures else OK


def collect(context: typer.Context, source: SourceOption = None, out: OutOption = None) -> int:
    """Collect new articles and make no edition."""
    settings = settings_of(context, out)
    sources = sources_of(settings, source)
    with opened_workplace(settings) as work:
        from briefing.collecting import collect as collect_all

        collected = collect_all(work, sources, now=now())
    for failure in collected.failures:
        complain(failure.message)
    tried = counted(collected.tried, "source")
    typer.echo(f"{counted(collected.articles, 'new article')} from {collected.answered} of {tried}")
    return PARTLY if collected.failures else OK


def send(
    context: typer.Context,
    day: DayArgument = None,
    profile: ProfileOption = "default",
    to: Annotated[
        list[str] | None, typer.Option("--to", help="Recipient, in place of the profile's; repeatable.")
    ] = None,
    out: OutOption = None,
) -> int:
    """Mail an edition to those who do not have it yet."""
    from briefing.mailing import SENT, deliver
    from briefing.text import is_address

    settings = settings_of(context, out)
    for each in to or ():
        if not is_address(each):
            raise UsageError(f"--to {each!r} is not one mail address; write one like desk@example.org")
    recipients = to or list(settings.profile(profile).recipients)
    with opened_store(settings, out, reading=False) as store:
        edition = edition_of(store, profile, day)
        try:
            results = deliver(settings, store, edition, recipients, now=now())
        except DeliveryError as error:
            complain(str(error))
            return PARTLY
    for result in results:
        typer.echo(f"{result.recipient}: {result.state} {result.message or ''}".rstrip())
    if not results:
        typer.echo("everybody has this revision already")
    return OK if all(result.state == SENT for result in results) else PARTLY


def serve(context: typer.Context, out: OutOption = None) -> int:
    """Make and mail each edition at its time, until stopped; a second signal stops at once."""
    import logging
    import threading

    from briefing.service import serve as serve_until

    settings = settings_of(context, out)
    sources = sources_of(settings, None)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    # The first tells whole addresses, with what is secret in them, the others of their own affairs.
    for talker in ("httpx2", "apscheduler", "alembic"):
        logging.getLogger(talker).setLevel(logging.WARNING)
    stop = threading.Event()
    received: list[int] = []

    def finish(number: int, _frame: FrameType | None) -> None:
        if received:
            _leave_at_once(STOPPED + number)
        received.append(number)
        stop.set()

    signal.signal(signal.SIGINT, finish)
    signal.signal(signal.SIGTERM, finish)
    if not serve_until(settings, sources, lambda: opened_workplace(settings), now, stop):
        _leave_at_once(STOPPED + received[0])
    return STOPPED + received[0]


def _leave_at_once(code: int) -> NoReturn:
    """Leave without waiting for threads, as a kill would; the store bears that."""
    import os

    sys.stderr.flush()
    os._exit(code)
