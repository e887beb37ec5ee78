"""The arguments that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from briefing.errors import UsageError

_Value = TypeVar("_Value", str, Path, None)


def as_text(value: _Value) -> _Value:
    """Return an argument that is stored or shown. Raises ``UsageError`` for one with bytes that are no text."""
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise UsageError(f"{str(value)!r}: holds bytes that are no UTF-8; write it anew") from None
    return value


class EngineName(StrEnum):
    AUTO = "auto"
    OPENAI = "openai"
    EMBEDDED = "embedded"


ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="Configuration file; default: briefing.toml here, else the user's."),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", callback=as_text, help="Outputs folder, in place of the configured one."),
]
ProfileOption = Annotated[str, typer.Option("--profile", callback=as_text, help="Which reader's edition.")]
EngineOption = Annotated[EngineName | None, typer.Option("--engine", help="What writes the summaries.")]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", help="Folder, file, feed or page; repeatable; replaces the configured ones."),
]
DayArgument = Annotated[
    str | None, typer.Argument(metavar="[DATE]", help="The edition's day; default: the latest.")
]
