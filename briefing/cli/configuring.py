"""The commands about the configuration file: sources, init."""

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.opening import settings_of, sources_of
from briefing.cli.outcome import OK


def sources(context: typer.Context) -> int:
    """List the configured sources."""
    from briefing.collect.fetch import shown

    for each in sources_of(settings_of(context, None), None):
        typer.echo(f"{each.name}: {shown(each.location)}")
    return OK


def init(folder: Annotated[Path, typer.Argument(help="Where to write briefing.toml.")] = Path()) -> int:
    """Write a commented configuration file to begin with."""
    from briefing.workplace import write_first_config

    typer.echo(f"{write_first_config(folder)} is written; name your sources in it, then: briefing run")
    return OK
