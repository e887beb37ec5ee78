"""From arguments to nouns: settings, sources, store and workplace, each opened for one command."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from briefing.cli.options import EngineName
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.settings import Settings
    from briefing.store import Store, StoredEdition
    from briefing.types import Source
    from briefing.workplace import Workplace


def now() -> datetime:
    """Return this instant, in UTC; the commands alone ask for it."""
    return datetime.now(UTC)


def config_of(context: typer.Context) -> Path | None:
    """Return the file of ``--config``, else that of this folder, else the user's; ``None`` where there is none."""
    from briefing.settings import CONFIG_NAME

    here, user = Path(CONFIG_NAME), Path(typer.get_app_dir("briefing")) / CONFIG_NAME
    named: Path | None = context.obj
    return named or next((each for each in (here, user) if each.is_file()), None)


def settings_of(context: typer.Context, out: Path | None) -> "Settings":
    """Return the settings of the configuration file, with the outputs folder ``out`` if given."""
    from briefing.settings import load_settings

    settings = load_settings(config_of(context))
    return settings.model_copy(update={"outputs": out}) if out else settings


def sources_of(settings: "Settings", named: list[str] | None) -> "list[Source]":
    """Return the sources that are named, else the configured ones. Raises ``UsageError`` where there is none."""
    from briefing.workplace import configured_sources, named_sources

    found = named_sources(named) if named else configured_sources(settings)
    if not found:
        raise UsageError("no source is configured; name one with --source, or try the sample with --samples")
    return found


def day_of(written: str, *, until: date | None = None) -> date:
    """Return the day that an argument names. Raises ``UsageError`` where it is no date, none that news can have, or after ``until``."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise UsageError(f"{written!r} is no date; write it as 2026-03-04") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise UsageError(f"{written}: give a day of the years {_FIRST_YEAR} to {_LAST_YEAR}")
    if until and day > until:
        raise UsageError(f"{written}: is still to come; give a day up to today, {until}")
    return day


_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def edition_of(store: "Store", profile: str, day: str | None) -> "StoredEdition":
    """Return the edition of ``day``, else the latest. Raises ``UsageError`` where it was not made."""
    found = store.editions.get(profile, day_of(day)) if day else store.editions.latest(profile)
    if found is None:
        raise UsageError(f"there is no edition {f'of {day} ' if day else ''}yet; make one with: briefing run")
    return found


@contextmanager
def opened_store(settings: "Settings", out: Path | None, *, reading: bool) -> "Iterator[Store]":
    """Open the store of ``settings`` for as long as one command takes; one for ``reading`` need not be writable.

    Raises ``UsageError`` where the outputs folder has none: nothing but a run makes a store, and no slip of the pen makes a folder.
    """
    from briefing.settings import STORE_NAME
    from briefing.store import open_store

    if not settings.store.url and not (settings.outputs / STORE_NAME).is_file():
        if out is None:
            raise UsageError("there is no edition yet; make one with: briefing run")
        raise UsageError(
            f"{out}: holds no editions; check the spelling, or make some with: briefing run --out {out}"
        )
    store = open_store(settings.store_url, reading=reading)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_workplace(
    settings: "Settings", engine: EngineName | None = None, *, rehearsing: bool = False
) -> "Iterator[Workplace]":
    """Open store, fetcher and engine (``engine``, else the configured one), telling progress on standard error.

    Nothing is left of what is done while ``rehearsing``.
    """
    from briefing.terminal import progress_line
    from briefing.workplace import open_workplace

    with (
        progress_line(sys.stderr) as progress,
        open_workplace(settings, progress, engine=engine, now=now(), rehearsing=rehearsing) as work,
    ):
        yield work
