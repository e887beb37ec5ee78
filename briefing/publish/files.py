"""Files that appear whole or not at all."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path

from briefing.errors import DeliveryError, UsageError

DEFAULT_PROFILE = "default"


def edition_folder(outputs: Path, profile: str, day: date) -> Path:
    """Return where the files of an edition are."""
    base = outputs if profile == DEFAULT_PROFILE else outputs / profile
    return base / day.isoformat()


@contextmanager
def alone_in(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold ``folder`` against other processes on this machine; a second one waits its turn.

    Raises :class:`DeliveryError` where the folder cannot be written, :class:`UsageError` where another
    process holds it and this one is not to ``wait``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("ab")
    except OSError as error:
        raise _unwritable(folder, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                f"{folder}: another process works here; stop it or name another folder"
            ) from None
        yield


def write_files(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """Write ``files`` (name to bytes) into ``folder`` and return the SHA-256 of each.

    A file that already holds its bytes is left alone. Raises :class:`DeliveryError` where the folder cannot
    be written; what stood there before is untouched then.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            _write_file(folder / name, content)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return {name: sha256(content).hexdigest() for name, content in files.items()}


def _unwritable(folder: Path, error: OSError) -> DeliveryError:
    where = error.filename or folder
    return DeliveryError(
        f"{where}: {error.strerror}; make the folder writable or name another with --out", channel="files"
    )


def digest_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, or ``None`` where there is none."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _write_file(path: Path, content: bytes) -> None:
    """Temporary name, write, fsync, rename, fsync of the folder: a crash leaves the old file or the new one."""
    if path.exists() and path.read_bytes() == content:
        return
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as file:
        os.fchmod(file.fileno(), 0o640)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
