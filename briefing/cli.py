"""The command line: arguments in, one call each, an exit code out. Only this module prints.

Exit codes: 0 all well; 1 it was done but something failed, each named on standard error; 2 usage or
configuration; 3 no brief; 130 and 143 stopped by SIGINT and SIGTERM.
"""

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from briefing.errors import BriefingError, ConfigError, DeliveryError, SourceError, UsageError

if TYPE_CHECKING:
    from briefing.ondemand import Summarized
    from briefing.pipeline import Made
    from briefing.settings import Settings
    from briefing.store import Store, StoredEdition
    from briefing.types import Source
    from briefing.workplace import Workplace

OK, PARTLY, USAGE, NO_BRIEF = 0, 1, 2, 3
STOPPED = 128

app = typer.Typer(
    name="briefing",
    help="A daily diplomatic briefing, each line traced to words in an article.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class EngineName(StrEnum):
    AUTO = "auto"
    OPENAI = "openai"
    EMBEDDED = "embedded"


class SummaryFormat(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class BriefFormat(StrEnum):
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class SearchFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class LedgerFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class EvaluationFormat(StrEnum):
    TABLE = "table"
    JSON = "json"


class _Stopped(BaseException):
    """SIGINT or SIGTERM came; ``number`` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main() -> None:
    """Run the command line and leave with its exit code; a fault that we know is one line."""
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    try:
        code = app(standalone_mode=False) or OK
    except TyperException as error:
        _complain(f"{error.format_message()} `briefing --help` lists what there is.")
        code = USAGE
    except (UsageError, ConfigError) as error:
        _complain(str(error))
        code = USAGE
    except BriefingError as error:
        _complain(str(error))
        code = NO_BRIEF
    except _Stopped as stopped:
        _complain("stopped; what was done is kept, and the same command goes on from there")
        code = STOPPED + stopped.number
    sys.exit(code)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise _Stopped(number)


def _complain(line: str) -> None:
    typer.echo(f"briefing: {line}", err=True)


def _now() -> datetime:
    return datetime.now(UTC)


# ── options shared by the commands ────────────────────────────────────────────

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="Configuration file; default: briefing.toml here, else the user's."),
]
OutOption = Annotated[
    Path | None, typer.Option("--out", help="Outputs folder, in place of the configured one.")
]
ProfileOption = Annotated[str, typer.Option("--profile", help="Which reader's edition.")]
EngineOption = Annotated[EngineName | None, typer.Option("--engine", help="What writes the summaries.")]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", help="Folder, file, feed or page; repeatable; replaces the configured ones."),
]
DayArgument = Annotated[
    str | None, typer.Argument(metavar="[DATE]", help="The edition's day; default: the latest.")
]


def _version(wanted: bool) -> None:
    if wanted:
        from briefing import __version__

        typer.echo(f"briefing {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    config: ConfigOption = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,  # noqa: ARG001
) -> None:
    context.obj = config


# ── commands ──────────────────────────────────────────────────────────────────


@app.command()
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
        bool, typer.Option("--dry-run", help="Tell what would be read and its cost; write no brief.")
    ] = False,
) -> int:
    """Make one edition, from collecting to files."""
    from briefing.pipeline import make_edition
    from briefing.workplace import SAMPLE_DAYS, sample_settings, sample_source

    settings = _settings(context, out)
    if samples and source:
        raise UsageError("--samples brings its own source; leave out --source or --samples")
    if samples:
        settings, found, days = sample_settings(settings), [sample_source()], SAMPLE_DAYS
    else:
        found, days = _sources(settings, source), (_now().astimezone(settings.profile(profile).zone).date(),)
    settings.profile(profile)
    wanted = (_day(day),) if day else days
    with _workplace(settings, engine) as work:
        if dry_run:
            return max(_dry_run(work, found, profile, each) for each in wanted)
        for each in wanted:
            made = make_edition(work, profile=profile, day=each, sources=found, now=_now(), sample=samples)
    return _report(made)


@app.command()
def summarize(
    context: typer.Context,
    target: Annotated[list[str], typer.Argument(help="Files, addresses, or - for standard input.")],
    engine: EngineOption = None,
    form: Annotated[SummaryFormat, typer.Option("--format", help="How to print it.")] = SummaryFormat.TEXT,
    published: Annotated[
        str | None, typer.Option("--published", help="The articles' date of publication.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each item's evidence in its paragraph.")
    ] = False,
) -> int:
    """Print what articles say; nothing is stored."""
    from briefing.ondemand import summarize_target
    from briefing.terminal import answer_line
    from briefing.workplace import open_engine, open_fetcher

    settings, given = _settings(context, None), _day(published) if published else None
    failed = partly = 0
    with open_engine(settings, engine, now=_now()) as reader, answer_line(sys.stderr) as progress:
        for each in target:
            try:
                for one in summarize_target(
                    each, reader, open_fetcher(settings), published=given, now=_now(), progress=progress
                ):
                    typer.echo(_summary_as(form, one, explain=explain))
                    partly += _complain_of_stand_in(one)
            except SourceError as error:
                _complain(str(error))
                failed += 1
    if failed == len(target):
        return NO_BRIEF
    return PARTLY if failed or partly else OK


@app.command()
def collect(context: typer.Context, source: SourceOption = None, out: OutOption = None) -> int:
    """Collect new articles and make no edition."""
    settings = _settings(context, out)
    sources = _sources(settings, source)
    with _workplace(settings) as work:
        from briefing.pipeline import collect as collect_all

        collected = collect_all(work, sources, now=_now())
    for failure in collected.failures:
        _complain(failure.message)
    typer.echo(f"{collected.articles} new articles from {collected.answered} of {collected.tried} sources")
    return PARTLY if collected.failures else OK


@app.command()
def show(
    context: typer.Context,
    day: DayArgument = None,
    profile: ProfileOption = "default",
    form: Annotated[BriefFormat, typer.Option("--format", help="Which of its forms.")] = BriefFormat.MARKDOWN,
    out: OutOption = None,
) -> int:
    """Print an edition that was made before."""
    from briefing import serial
    from briefing.publish.render import Renderer

    settings = _settings(context, out)
    with _store(settings) as store:
        brief = _edition(store, profile, day).brief
    if form is BriefFormat.JSON:
        typer.echo(serial.dumps(brief, indent=1))
        return OK
    renderer = Renderer(settings.templates)
    typer.echo(renderer.markdown(brief) if form is BriefFormat.MARKDOWN else renderer.html(brief), nl=False)
    return OK


@app.command()
def verify(
    context: typer.Context,
    day: Annotated[
        str | None, typer.Argument(metavar="[DATE]", help="The edition's day; default: all of them.")
    ] = None,
    profile: ProfileOption = "default",
    out: OutOption = None,
) -> int:
    """Check archived editions anew: files, quotations, statements, rules."""
    from briefing.verification import verify as verify_each

    settings, code = _settings(context, out), OK
    settings.profile(profile)
    with _store(settings) as store:
        for each in verify_each(settings, store, profile, _day(day) if day else None):
            warnings = len(each.findings) - len(each.faults)
            typer.echo(
                f"{each.day}: {each.quotations} quotations, {each.statements} statements; "
                f"{len(each.faults)} faults, {warnings} warnings"
            )
            for finding in each.findings:
                typer.echo(f"  {'fault' if finding in each.faults else 'warning'}: {finding}")
            code = PARTLY if each.faults else code
    return code


@app.command()
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

    settings = _settings(context, out)
    recipients = to or list(settings.profile(profile).recipients)
    with _store(settings) as store:
        edition = _edition(store, profile, day)
        try:
            results = deliver(settings, store, edition, recipients, now=_now())
        except DeliveryError as error:
            _complain(str(error))
            return PARTLY
    for result in results:
        typer.echo(f"{result.recipient}: {result.state} {result.message or ''}".rstrip())
    if not results:
        typer.echo("everybody has this revision already")
    return OK if all(result.state == SENT for result in results) else PARTLY


@app.command()
def serve(context: typer.Context, out: OutOption = None) -> int:
    """Make and mail each edition at its time, until stopped; a second signal stops at once."""
    import logging
    import threading

    from briefing.service import serve as serve_until

    settings = _settings(context, out)
    sources = _sources(settings, None)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    stop = threading.Event()
    received: list[int] = []

    def finish(number: int, _frame: FrameType | None) -> None:
        if received:
            _leave_at_once(STOPPED + number)
        received.append(number)
        stop.set()

    signal.signal(signal.SIGINT, finish)
    signal.signal(signal.SIGTERM, finish)
    if not serve_until(settings, sources, lambda: _workplace(settings), _now, stop):
        _leave_at_once(STOPPED + received[0])
    return STOPPED + received[0]


def _leave_at_once(code: int) -> NoReturn:
    """Leave without waiting for threads, as a kill would; the store bears that."""
    import os

    sys.stderr.flush()
    os._exit(code)


@app.command()
def status(context: typer.Context, out: OutOption = None) -> int:
    """Tell the latest runs, editions and failures."""
    settings = _settings(context, out)
    with _store(settings) as store:
        from briefing.status import status_lines

        for line in status_lines(settings, store):
            typer.echo(line)
    return OK


@app.command()
def search(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(help='All must occur; "a phrase" in double quotes, begin* for a beginning.')
    ],
    form: Annotated[SearchFormat, typer.Option("--format", help="How to print it.")] = SearchFormat.TEXT,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many to print.")] = 20,
    out: OutOption = None,
) -> int:
    """Find words in the stored articles and in what they want, dispute and expect."""
    from briefing.search import search_document, search_lines
    from briefing.store import terms_of

    written = " ".join(words)
    terms = terms_of(written)
    with _store(_settings(context, out)) as store:
        found = store.search.find(terms, limit)
    if form is SearchFormat.JSON:
        typer.echo(json.dumps(search_document(written, found)))
        return OK
    for line in search_lines(found):
        typer.echo(line)
    return OK


@app.command()
def ledger(
    context: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(metavar="[KIND|reject|restore]", help="objectives, disputes or expectations."),
    ] = None,
    entry: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The entry to reject or restore.")
    ] = None,
    status: Annotated[str | None, typer.Option("--status", help="Only those that stand so.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Only those that concern this party.")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="Only those on this topic.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why the desk rejects an entry.")] = None,
    form: Annotated[LedgerFormat, typer.Option("--format", help="How to print it.")] = LedgerFormat.TEXT,
    out: OutOption = None,
) -> int:
    """List what is followed across days; reject an entry, or restore it."""
    from briefing.tracked import decide, listed, wanted

    settings = _settings(context, out)
    with _store(settings) as store:
        if what in ("reject", "restore"):
            typer.echo(decide(store, what, entry, reason, now=_now()))
            return OK
        if entry is not None or reason is not None:
            raise UsageError("an entry and a reason go with: briefing ledger reject ID --reason R")
        found, articles = listed(store, wanted(what, status=status, actor=actor, topic=topic))
    from briefing.publish.listing import listing_document, listing_lines

    if form is LedgerFormat.JSON:
        typer.echo(json.dumps(listing_document(found), ensure_ascii=False, indent=1))
        return OK
    for line in listing_lines(found, articles):
        typer.echo(line)
    if not found:
        typer.echo("nothing like that is on the ledger")
    return OK


@app.command()
def evaluate(
    context: typer.Context,
    gold: Annotated[
        Path | None, typer.Argument(metavar="[GOLD]", help="Folder of labelled articles, or one of them.")
    ] = None,
    samples: Annotated[bool, typer.Option("--samples", help="Use the bundled labelled articles.")] = False,
    engine: EngineOption = None,
    form: Annotated[EvaluationFormat, typer.Option("--format", help="How to print it.")] = (
        EvaluationFormat.TABLE
    ),
) -> int:
    """Score an engine on labelled articles; nothing is stored."""
    from briefing.evaluation import report
    from briefing.evaluation.command import evaluated
    from briefing.terminal import progress_line

    if (gold is None) is not samples:
        raise UsageError("name a folder of labelled articles, or use --samples for the bundled ones")
    with progress_line(sys.stderr) as progress:
        found = evaluated(_settings(context, None), engine, gold, progress, now=_now())
    for each in found.stood_in:
        _complain(f"{each.id}: written by the {each.engine.name} engine in place of {each.engine.instead_of}")
    for line in report.lines(found) if form is EvaluationFormat.TABLE else [report.document(found)]:
        typer.echo(line)
    return PARTLY if found.stood_in else OK


@app.command()
def sources(context: typer.Context) -> int:
    """List the configured sources."""
    for each in _sources(_settings(context, None), None):
        typer.echo(f"{each.name}: {each.location}")
    return OK


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="Where to write briefing.toml.")] = Path()) -> int:
    """Write a commented configuration file to begin with."""
    from briefing.workplace import write_first_config

    typer.echo(f"{write_first_config(folder)} is written; name your sources in it, then: briefing run")
    return OK


# ── from arguments to nouns ───────────────────────────────────────────────────


def _settings(context: typer.Context, out: Path | None) -> "Settings":
    from briefing.settings import CONFIG_NAME, load_settings

    here, user = Path(CONFIG_NAME), Path(typer.get_app_dir("briefing")) / CONFIG_NAME
    named: Path | None = context.obj
    path = named or next((each for each in (here, user) if each.is_file()), None)
    settings = load_settings(path)
    return settings.model_copy(update={"outputs": out}) if out else settings


def _sources(settings: "Settings", named: list[str] | None) -> "list[Source]":
    from briefing.workplace import configured_sources, named_sources

    found = named_sources(named) if named else configured_sources(settings)
    if not found:
        raise UsageError("no source is configured; name one with --source, or try the sample with --samples")
    return found


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError(f"{written!r} is no date; write it as 2026-03-04") from None


def _edition(store: "Store", profile: str, day: str | None) -> "StoredEdition":
    found = store.editions.get(profile, _day(day)) if day else store.editions.latest(profile)
    if found is None:
        raise UsageError(f"there is no edition {f'of {day} ' if day else ''}yet; make one with: briefing run")
    return found


@contextmanager
def _store(settings: "Settings") -> "Iterator[Store]":
    from briefing.store import open_store

    store = open_store(settings.store_url)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _workplace(settings: "Settings", engine: EngineName | None = None) -> "Iterator[Workplace]":
    from briefing.terminal import progress_line
    from briefing.workplace import open_workplace

    with (
        progress_line(sys.stderr) as progress,
        open_workplace(settings, progress, engine=engine, now=_now()) as work,
    ):
        yield work


def _complain_of_stand_in(one: "Summarized") -> bool:
    """Say that another engine wrote a summary in place of the model, and why."""
    engine = one.summary.engine
    if engine.instead_of:
        _complain(f"{one.article.title}: written by the {engine.name} engine in place of {engine.instead_of}")
    return bool(engine.instead_of)


def _summary_as(form: SummaryFormat, one: "Summarized", *, explain: bool) -> str:
    from briefing.publish import summary

    if form is SummaryFormat.JSON:
        return json.dumps(summary.summary_document(one.article, one.summary), ensure_ascii=False)
    write = summary.summary_text if form is SummaryFormat.TEXT else summary.summary_markdown
    return write(one.article, one.summary, explain=explain)


# ── running and telling ───────────────────────────────────────────────────────


def _report(made: "Made") -> int:
    for failure in made.report.failures:
        _complain(failure.message)
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
    from briefing.pipeline import choose
    from briefing.pipeline import collect as collect_all
    from briefing.status import forecast

    collected = collect_all(work, sources, now=_now())
    for failure in collected.failures:
        _complain(failure.message)
    _, selection = choose(work, profile=profile, day=day, now=_now())
    articles = work.store.archive.articles(selection.new)
    for article in sorted(articles.values(), key=lambda each: (each.title, each.id)):
        typer.echo(f"{article.words:6} words  {article.title}")
    words = sum(article.words for article in articles.values())
    typer.echo(f"{words:6} words in {len(articles)} new articles; {forecast(work, selection)}")
    return PARTLY if collected.failures else OK


if __name__ == "__main__":
    main()
