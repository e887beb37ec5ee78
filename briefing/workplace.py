"""From settings to what a run works with: sources, store, engine, fetcher, workers."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from briefing.collect.fetch import Fetcher, shown
from briefing.collect.sources import source_named
from briefing.errors import UsageError
from briefing.publish.render import Renderer, built_in
from briefing.settings import CONFIG_NAME, SAMPLE_NAME, Settings, StoreSettings
from briefing.store import Calls, Store, open_store, rehearse_store
from briefing.summarize import Engine, Writer
from briefing.summarize.embedded import EmbeddedEngine
from briefing.summarize.model.dialect import Dialects
from briefing.summarize.model.endpoint import configured
from briefing.types import Source, SourceKind

if TYPE_CHECKING:
    from briefing.summarize.model.engine import ModelEngine

SAMPLE_DAYS = tuple(date(2026, 3, 2) + timedelta(days=each) for each in range(3))

_ASKERS_TO_A_SLOT = 2
"""One writes a question or reads an answer while the other waits for the model."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """What a run works with. ``progress`` is told the stage, how much of it is done, and of how much.

    ``writer`` writes over checked lines; there is none without a model. The workers of ``executor`` read
    sources, those of ``askers`` ask the engine.
    """

    settings: Settings
    store: Store
    engine: Engine
    writer: Writer | None
    fetcher: Fetcher
    executor: Executor
    askers: Executor
    progress: Progress
    renderer: Renderer


@contextmanager
def open_engine(
    settings: Settings, name: str | None, *, now: datetime, calls: Calls | None = None
) -> "Iterator[EmbeddedEngine | ModelEngine]":
    """Open the engine of that name, else the configured one; ``auto`` asks a model where one is configured.

    Answers, calls and how a server is spoken to are kept in ``calls``, or nowhere. Raises :class:`ConfigError`
    for a model that cannot or must not be asked.
    """
    name = name or settings.engine
    if name == "embedded" or (name == "auto" and not configured(settings.model, os.environ)):
        yield EmbeddedEngine()
        return
    from briefing.summarize.model.asking import NO_MEMORY, Asking, Memory
    from briefing.summarize.model.client import Surroundings, open_client
    from briefing.summarize.model.engine import ModelEngine

    surroundings, memory = Surroundings(environ=os.environ), NO_MEMORY
    if calls is not None:
        surroundings = Surroundings(
            environ=os.environ,
            dialects=Dialects(get=calls.dialect, put=calls.save_dialect),
            record=partial(calls.record, now=now),
        )
        memory = Memory(recall=calls.answer, keep=partial(calls.save_answer, now=now))
    with open_client(settings.model, surroundings) as client:
        yield ModelEngine(
            asking=Asking(client=client, memory=memory),
            stand_in=EmbeddedEngine(),
            today=now.date(),
            concurrency=settings.model.concurrency,
        )


def open_fetcher(settings: Settings) -> Fetcher:
    """Return a fetcher that may also reach the private hosts of the configuration."""
    return Fetcher(allow=frozenset(settings.fetch.allow_hosts))


@contextmanager
def open_workplace(
    settings: Settings,
    progress: Progress,
    engine: str | None = None,
    *,
    now: datetime,
    rehearsing: bool = False,
) -> Iterator[Workplace]:
    """Open what ``settings`` names, with ``engine`` in place of the configured one, and close it again.

    What is stored or written while ``rehearsing`` is gone afterwards.
    Raises :class:`briefing.errors.StoreError` where the store cannot be used, :class:`ConfigError` where the
    templates cannot be: before anything is read or paid for.
    """
    renderer = Renderer(settings.templates)
    with ExitStack() as stack:
        if rehearsing:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="briefing-")))
            store = rehearse_store(settings.store_url, folder)
            settings = settings.model_copy(update={"outputs": folder})
        else:
            if settings.store.url is None:
                # The folder is for whoever may read the files in it; one that the store makes for itself is closed.
                with suppress(OSError):
                    settings.outputs.mkdir(parents=True, exist_ok=True)
            store = open_store(settings.store_url)
        stack.callback(store.close)
        executor = _workers(stack, settings.fetch.workers)
        askers = _workers(stack, _ASKERS_TO_A_SLOT * settings.model.concurrency)
        # Closed before its workers are waited for: a model that hangs keeps nobody.
        opened = stack.enter_context(open_engine(settings, engine, now=now, calls=store.calls))
        yield Workplace(
            settings=settings,
            store=store,
            engine=opened,
            writer=None if isinstance(opened, EmbeddedEngine) else opened,
            fetcher=open_fetcher(settings),
            executor=executor,
            askers=askers,
            progress=progress,
            renderer=renderer,
        )


def _workers(stack: ExitStack, number: int) -> Executor:
    """Return workers that end with ``stack``; what they have not begun by then is dropped."""
    workers = ThreadPoolExecutor(number)
    stack.callback(workers.shutdown, cancel_futures=True)
    return workers


def configured_sources(settings: Settings) -> list[Source]:
    """Return the sources of the configuration file."""
    return [
        Source(
            name=each.name or shown(each.location),
            location=each.location,
            kind=SourceKind(each.kind) if each.kind else None,
            outlet=each.outlet,
            grade=each.grade,
        )
        for each in settings.sources
    ]


def named_sources(locations: Sequence[str]) -> list[Source]:
    """Return the sources named on the command line. Raises :class:`UsageError` for a path that is not there."""
    return [source_named(each) for each in locations]


def sample_source() -> Source:
    """Return the feed of the bundled sample."""
    feed = Path(str(files("briefing"))) / "data" / "sample" / "feed.xml"
    return Source(name="sample", location=str(feed), kind=SourceKind.FEED)


def sample_settings(settings: Settings) -> Settings:
    """Return ``settings`` for the sample: a folder and a store of its own, so that it never mixes with real work."""
    return Settings(
        outputs=settings.outputs / SAMPLE_NAME,
        templates=settings.templates,
        engine=settings.engine,
        model=settings.model,
        store=StoreSettings(),
    )


def write_first_config(folder: Path) -> Path:
    """Write a commented configuration file. Raises :class:`UsageError` where there is one already."""
    path = folder / CONFIG_NAME
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(built_in(CONFIG_NAME))
    except FileExistsError:
        raise UsageError(f"{path}: is there already; edit it, or name another folder") from None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a folder that can be written") from error
    return path
