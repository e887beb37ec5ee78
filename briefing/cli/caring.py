"""The commands that look after an installation: doctor, backup."""

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.opening import config_of, now, settings_of
from briefing.cli.options import OutOption
from briefing.cli.outcome import OK, PARTLY
from briefing.errors import ConfigError


def doctor(
    context: typer.Context,
    offline: Annotated[
        bool, typer.Option("--offline", help="Do not ask the sources on the web whether they answer.")
    ] = False,
    out: OutOption = None,
) -> int:
    """Check configuration, folders, store, model and mail settings, and sources."""
    import os

    from briefing.health import Examined, examined
    from briefing.workplace import configured_sources

    def tell(one: Examined) -> bool:
        typer.echo(f"{'ok   ' if one.well else 'FAULT'}  {one.part}: {one.found}")
        return one.well

    try:
        settings = settings_of(context, out)
    except ConfigError as error:
        tell(Examined("configuration", str(error), well=False))
        return PARTLY
    profiles = f"profiles {', '.join(settings.profiles)}"
    tell(Examined("configuration", f"{config_of(context) or 'no file, the defaults'}; {profiles}", well=True))
    found = examined(
        settings, configured_sources(settings), environ=os.environ, asking=not offline, now=now()
    )
    return OK if sum(not tell(each) for each in found) == 0 else PARTLY


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
