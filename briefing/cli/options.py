"""The arguments that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class EngineName(StrEnum):
    AUTO = "auto"
    OPENAI = "openai"
    EMBEDDED = "embedded"


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
