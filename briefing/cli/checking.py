"""The commands that check what was made, and the engine that made it: verify, evaluate."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.opening import day_of, now, opened_store, settings_of
from briefing.cli.options import EngineOption, OutOption
from briefing.cli.outcome import OK, PARTLY, complain
from briefing.errors import UsageError


class EvaluationFormat(StrEnum):
    TABLE = "table"
    JSON = "json"


def verify(
    context: typer.Context,
    day: Annotated[
        str | None, typer.Argument(metavar="[DATE]", help="The edition's day; default: all of them.")
    ] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", help="Which reader's editions; default: everybody's.")
    ] = None,
    out: OutOption = None,
) -> int:
    """Check archived editions anew: files, quotations, statements, rules."""
    from briefing.verification import verify as verify_each

    settings, code = settings_of(context, out), OK
    wanted = day_of(day) if day else None
    with opened_store(settings, out, reading=True) as store:
        for each in verify_each(settings, store, profile, wanted):
            faults, warnings = len(each.faults), len(each.findings) - len(each.faults)
            whose = "" if each.profile == "default" else f"{each.profile} "
            typer.echo(
                f"{whose}{each.day}: {each.quotations} quotations, {each.statements} statements; "
                f"{faults} fault{'s' * (faults != 1)}, {warnings} warning{'s' * (warnings != 1)}"
            )
            for finding in each.findings:
                typer.echo(f"  {'fault' if finding in each.faults else 'warning'}: {finding}")
            code = PARTLY if each.faults else code
    return code


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
        found = evaluated(settings_of(context, None), engine, gold, progress, now=now())
    for each in found.stood_in:
        complain(f"{each.id}: written by the {each.engine.name} engine in place of {each.engine.instead_of}")
    for line in report.lines(found) if form is EvaluationFormat.TABLE else [report.document(found)]:
        typer.echo(line)
    return PARTLY if found.stood_in else OK
