"""Files and folders that cannot be written, for whoever runs the tests."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VERSION_3, _OVERRIDE, _SEARCH = 0x20080522, 1 << 1, 1 << 2


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Capabilities(ctypes.Structure):
    _fields_ = tuple((f"{name}{half}", ctypes.c_uint32) for half in "01" for name in "epi")


@contextmanager
def write_protected(folder: Path) -> Iterator[None]:
    """Take the right to write from a folder and all in it, and from root the leave to write all the same."""
    for each in (folder, *folder.rglob("*")):
        each.chmod(each.stat().st_mode & ~0o222)
    try:
        with _bound_by_rights():
            yield
    finally:
        folder.chmod(0o700)
        for each in folder.rglob("*"):
            each.chmod(0o700)


@contextmanager
def _bound_by_rights() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header, held = _Header(_VERSION_3, 0), _Capabilities()
    assert libc.capget(ctypes.byref(header), ctypes.byref(held)) == 0
    bound = _Capabilities.from_buffer_copy(held)
    bound.e0 = held.e0 & ~(_OVERRIDE | _SEARCH)
    assert libc.capset(ctypes.byref(header), ctypes.byref(bound)) == 0
    try:
        yield
    finally:
        assert libc.capset(ctypes.byref(header), ctypes.byref(held)) == 0
