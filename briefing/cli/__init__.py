"""The command line: arguments in, one call each, an exit code out. Only this package prints.

Exit codes: 0 all well; 1 it was done but something failed, each named on standard error; 2 usage or
configuration; 3 no brief; 130 and 143 stopped by SIGINT and SIGTERM.
"""

import logging
import os
import signal
import sys
from collections.abc import Callable
from io import TextIOWrapper
from textwrap import shorten
from types import FrameType
from typing import Annotated, TextIO

import typer
from typer.exceptions import TyperException

from briefing.cli import caring, checking, configuring, making, reading
from briefing.cli.options import ConfigOption
from briefing.cli.outcome import NO_BRIEF, OK, PARTLY, STOPPED, USAGE, complain
from briefing.errors import BriefingError, ConfigError, UsageError

log = logging.getLogger(__name__)

# In the order in which `briefing --help` lists them.
COMMANDS: tuple[Callable[..., int], ...] = (
    making.run,
    reading.summarize,
    making.collect,
    reading.show,
    checking.verify,
    making.send,
    making.serve,
    reading.status,
    reading.search,
    reading.ledger,
    checking.evaluate,
    configuring.sources,
    configuring.init,
    caring.doctor,
    caring.backup,
)

app = typer.Typer(
    name="briefing",
    help="A daily diplomatic briefing, each line traced to words in an article.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _each in COMMANDS:
    app.command()(_each)


class _Stopped(BaseException):
    """SIGINT or SIGTERM came; ``number`` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main() -> None:
    """Run the command line and leave with its exit code; a fault that we know is one line."""
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a brief has letters that not every terminal has
    try:
        code = app(standalone_mode=False) or OK
    except TyperException as error:
        told = error.format_message().replace("Value error, ", "")  # pydantic's, of a choice
        complain(f"{told} `briefing --help` lists what there is.")
        code = USAGE
    except (UsageError, ConfigError) as error:
        complain(str(error))
        code = USAGE
    except BriefingError as error:
        complain(str(error))
        code = NO_BRIEF
    except _Stopped as stopped:
        complain("stopped; what was done is kept, and the same command goes on from there")
        code = STOPPED + stopped.number
    except Exception as error:
        if isinstance(error, OSError) and _is_closed_to_us(sys.stdout):
            complain(f"standard output: {error.strerror}; what was done is kept")
            code = PARTLY
        else:
            log.exception("here the program failed:")
            told = shorten(f"{type(error).__name__}: {error}", 200, placeholder="…")
            complain(f"a fault of the program, please report it with the lines above: {told}")
            code = NO_BRIEF
    sys.exit(code)


def _is_closed_to_us(stream: TextIO) -> bool:
    """Tell whether nothing can be written, on a full disk say; what still waits to be would fail again on leaving, and is dropped."""
    try:
        stream.write("\n")
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return True
    return False


def _stop(number: int, _frame: FrameType | None) -> None:
    raise _Stopped(number)


def _version(wanted: bool) -> None:
    if wanted:
        from briefing import __version__

        typer.echo(f"briefing {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    config: ConfigOption = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,  # noqa: ARG001
) -> None:
    context.obj = config
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
