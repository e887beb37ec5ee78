"""From settings to what a run works with: sources, store, engine, fetcher, workers."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from briefing.collect.fetch import Fetcher
from briefing.collect.sources import source_named
from briefing.errors import UsageError
from briefing.settings import CONFIG_NAME, Settings, StoreSettings
from briefing.store import Store, open_store
from briefing.summarize import Engine
from briefing.summarize.embedded import EmbeddedEngine
from briefing.types import Source, SourceKind

SAMPLE_DAYS = tuple(date(2026, 3, 2) + timedelta(days=each) for each in range(3))

Progress = Callable[[str, int, int], None]

_ENGINES = {"auto": EmbeddedEngine, "embedded": EmbeddedEngine}


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """What a run works with. ``progress`` is told the stage, how much of it is done, and of how much."""

    settings: Settings
    store: Store
    engine: Engine
    fetcher: Fetcher
    executor: Executor
    progress: Progress


def choose_engine(name: str) -> Engine:
    """Return the engine of that name; ``auto`` is the embedded one, which needs no key."""
    return _ENGINES[name]()


def open_fetcher(settings: Settings) -> Fetcher:
    """Return a fetcher that may also reach the private hosts of the configuration."""
    return Fetcher(allow=frozenset(settings.fetch.allow_hosts))


@contextmanager
def open_workplace(settings: Settings, progress: Progress, engine: str | None = None) -> Iterator[Workplace]:
    """Open what ``settings`` names, with ``engine`` in place of the configured one, and close it again.

    Raises :class:`briefing.errors.StoreError` where the store cannot be used.
    """
    with ExitStack() as stack:
        store = open_store(settings.store_url)
        stack.callback(store.close)
        executor = stack.enter_context(ThreadPoolExecutor(settings.fetch.workers))
        yield Workplace(
            settings=settings,
            store=store,
            engine=choose_engine(engine or settings.engine),
            fetcher=open_fetcher(settings),
            executor=executor,
            progress=progress,
        )


def configured_sources(settings: Settings) -> list[Source]:
    """Return the sources of the configuration file."""
    return [
        Source(
            name=each.name or each.location,
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
    return Settings(outputs=settings.outputs / "sample", templates=settings.templates, store=StoreSettings())


def write_first_config(folder: Path) -> Path:
    """Write a commented configuration file. Raises :class:`UsageError` where there is one already."""
    from briefing.publish.render import built_in

    path = folder / CONFIG_NAME
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(built_in(CONFIG_NAME))
    except FileExistsError:
        raise UsageError(f"{path}: is there already; edit it, or name another folder") from None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a folder that can be written") from error
    return path
