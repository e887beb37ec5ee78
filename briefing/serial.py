"""Our nouns as JSON and back: one form for the store, ``brief.json`` and the command line."""

import json
from collections.abc import Hashable
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, cast

T = TypeVar("T")


@cache
def _adapter(noun: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(noun)


def dumps(value: object, *, indent: int | None = None) -> str:
    """Return ``value``, one of our dataclasses, as JSON with fields in the order of their declaration."""
    return str(_adapter(cast(Hashable, type(value))).dump_json(value, indent=indent).decode())


def plain(value: object) -> Any:
    """Return ``value`` as dictionaries, lists, strings and numbers, as they stand in its JSON."""
    return _adapter(cast(Hashable, type(value))).dump_python(value, mode="json")


def loads(noun: type[T], text: str) -> T:
    """Return the ``noun`` that :func:`dumps` wrote. Raises ``ValueError`` where the text does not fit it."""
    loaded: T = _adapter(cast(Hashable, noun)).validate_json(text)
    return loaded


def fingerprint(*parts: object) -> str:
    """Return the digest of plain values, whatever the order of keys in them."""
    return sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
