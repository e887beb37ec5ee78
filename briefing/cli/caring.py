"""The commands that look after an archive: backup."""

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.opening import settings_of
from briefing.cli.options import OutOption
from briefing.cli.outcome import OK


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write the copy; never overwritten.")],
    out: OutOption = None,
) -> int:
    """Copy the store into a file, as it is at one instant, also while others write to it."""
    from briefing.store import back_up

    back_up(settings_of(context, out).store_url, file)
    typer.echo(f"{file} is written; to use it, put it in the place of the store while nothing runs")
    return OK
