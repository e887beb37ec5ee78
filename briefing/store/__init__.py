"""The memory: SQLAlchemy Core on SQLite or PostgreSQL, one method per question."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from briefing.store.archive import Archive, Extracted
from briefing.store.calls import Calls, Spend
from briefing.store.copies import back_up, rehearse_database
from briefing.store.database import Database, check_database, open_database
from briefing.store.editions import Editions, StoredDelivery, StoredEdition, StoredRun
from briefing.store.ledger import Kept, Ledger
from briefing.store.search import Excerpt, Found, Hit, Search, terms_of
from briefing.store.threads import Threads, settled

__all__ = [
    "Archive",
    "Calls",
    "Editions",
    "Excerpt",
    "Extracted",
    "Found",
    "Hit",
    "Kept",
    "Ledger",
    "Search",
    "Spend",
    "Store",
    "StoredDelivery",
    "StoredEdition",
    "StoredRun",
    "Threads",
    "back_up",
    "check_database",
    "open_store",
    "rehearse_store",
    "settled",
    "terms_of",
]


@dataclass(frozen=True, slots=True)
class Store:
    """What came in, what is followed, what went out, what a model was asked for it, and where which words stand."""

    database: Database
    archive: Archive
    editions: Editions
    calls: Calls
    search: Search
    ledger: Ledger
    threads: Threads

    def turn(self) -> AbstractContextManager[None]:
        """Hold a store on a server against the runs of other machines; a second one waits its turn."""
        return self.database.turn()

    def close(self) -> None:
        """Give back all connections."""
        self.database.close()


def open_store(url: str, *, reading: bool = False) -> Store:
    """Open the store at ``url``, creating it where there is none; for ``reading``, it must be there and need not be writable.

    Raises :class:`briefing.errors.UsageError` where there is nothing to read, :class:`briefing.errors.StoreError` when it
    cannot be used; nothing in it was changed then.
    """
    return _store_in(open_database(url, reading=reading))


def rehearse_store(url: str, folder: Path) -> Store:
    """Open the store at ``url`` as one that keeps no change; ``folder`` has room for a copy, and is removed by the caller."""
    return _store_in(rehearse_database(url, folder))


def _store_in(database: Database) -> Store:
    return Store(
        database=database,
        archive=Archive(database),
        editions=Editions(database),
        calls=Calls(database),
        search=Search(database),
        ledger=Ledger(database),
        threads=Threads(database),
    )
