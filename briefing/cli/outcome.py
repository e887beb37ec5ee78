"""What a command comes to: an exit code, and a line on standard error for each thing that failed."""

import typer

OK, PARTLY, USAGE, NO_BRIEF = 0, 1, 2, 3
STOPPED = 128


def complain(line: str) -> None:
    """Say on standard error what failed."""
    typer.echo(f"briefing: {line}", err=True)
