"""The commands that print what articles say and what is stored: summarize, show, search, ledger, status."""

import json
import sys
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.opening import day_of, edition_of, now, opened_store, settings_of
from briefing.cli.options import DayArgument, EngineOption, OutOption, ProfileOption, as_text
from briefing.cli.outcome import NO_BRIEF, OK, PARTLY, complain
from briefing.errors import SourceError, UsageError

if TYPE_CHECKING:
    from briefing.ondemand import Summarized


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

    settings, given = settings_of(context, None), day_of(published) if published else None
    told = failed = partly = 0
    with open_engine(settings, engine, now=now()) as reader, answer_line(sys.stderr) as progress:
        found = (
            summarize_target(
                each, reader, open_fetcher(settings), published=given, now=now(), progress=progress
            )
            for each in target
        )
        for one in chain.from_iterable(found):
            if isinstance(one, SourceError):
                complain(str(one))
                failed += 1
                continue
            typer.echo(_summary_as(form, one, explain=explain))
            partly += _complain_of_stand_in(one)
            told += 1
    if failed and not told:
        return NO_BRIEF
    return PARTLY if failed or partly else OK


def _complain_of_stand_in(one: "Summarized") -> bool:
    """Say that another engine wrote a summary in place of the model, and why."""
    engine = one.summary.engine
    if engine.instead_of:
        complain(f"{one.article.title}: written by the {engine.name} engine in place of {engine.instead_of}")
    return bool(engine.instead_of)


def _summary_as(form: SummaryFormat, one: "Summarized", *, explain: bool) -> str:
    from briefing.publish import summary

    if form is SummaryFormat.JSON:
        return json.dumps(summary.summary_document(one.article, one.summary), ensure_ascii=False)
    write = summary.summary_text if form is SummaryFormat.TEXT else summary.summary_markdown
    return write(one.article, one.summary, explain=explain)


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

    settings = settings_of(context, out)
    with opened_store(settings, out, reading=True) as store:
        brief = edition_of(store, profile, day).brief
    if form is BriefFormat.JSON:
        typer.echo(serial.dumps(brief, indent=1))
        return OK
    renderer = Renderer(settings.templates)
    typer.echo(renderer.markdown(brief) if form is BriefFormat.MARKDOWN else renderer.html(brief), nl=False)
    return OK


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
    settings = settings_of(context, out)
    with opened_store(settings, out, reading=True) as store:
        found = store.search.find(terms, limit)
    if form is SearchFormat.JSON:
        typer.echo(json.dumps(search_document(written, found)))
        return OK
    for line in search_lines(found):
        typer.echo(line)
    if not found.hits:
        typer.echo(_LOOKED_IN.format(settings.outputs))
    return OK


_LOOKED_IN = "Looked for in {}; --out names another folder of editions."


def ledger(
    context: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(metavar="[KIND|reject|restore]", help="objectives, disputes or expectations."),
    ] = None,
    entry: Annotated[
        str | None, typer.Argument(metavar="[ID]", callback=as_text, help="The entry to reject or restore.")
    ] = None,
    status: Annotated[str | None, typer.Option("--status", help="Only those that stand so.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Only those that concern this party.")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="Only those on this topic.")] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", callback=as_text, help="Why the desk rejects an entry.")
    ] = None,
    form: Annotated[LedgerFormat, typer.Option("--format", help="How to print it.")] = LedgerFormat.TEXT,
    out: OutOption = None,
) -> int:
    """List what is followed across days; reject an entry, or restore it."""
    from briefing.tracked import decide, listed, wanted

    settings = settings_of(context, out)
    decided = what in ("reject", "restore")
    with opened_store(settings, out, reading=not decided) as store:
        if what in ("reject", "restore"):
            typer.echo(decide(store, what, entry, reason, now=now()))
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
        typer.echo(_LOOKED_IN.format(settings.outputs))
    return OK


def status(context: typer.Context, out: OutOption = None) -> int:
    """Tell the latest runs, editions and failures."""
    settings = settings_of(context, out)
    with opened_store(settings, out, reading=True) as store:
        from briefing.status import status_lines

        for line in status_lines(settings, store):
            typer.echo(line)
    return OK
