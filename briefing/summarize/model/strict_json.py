"""JSON as strangers write it, read without trust."""

import json
import re
from typing import Any, NoReturn

_SURROGATES = re.compile("[\ud800-\udfff]")


def read_json(text: str) -> Any:
    """Return what ``text`` says. Raises ``ValueError`` for what is not JSON, repeats a key or is nested too deep.

    NUL is removed and a lone surrogate is replaced, since no store and no page can hold them.
    """
    try:
        return _clean(json.loads(text, object_pairs_hook=_object, parse_constant=_refuse))
    except RecursionError:
        raise ValueError("is nested too deep") from None


def read_json_within(text: str) -> Any:
    """Return the one JSON object in ``text``, which may stand in a fence or among prose.

    Raises ``ValueError`` where there is none, or more than one.
    """
    text = _THOUGHT.sub("", text).strip()
    if text.startswith("{") and text.endswith("}"):
        return read_json(text)
    found, rest = _next_object(text)
    if _next_object(rest, needed=False)[0] is not None:
        raise ValueError("holds more than one JSON object")
    return found


_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_TRIES = 50


def _next_object(text: str, *, needed: bool = True) -> tuple[Any, str]:
    """Return the first object in ``text`` and what follows it."""
    decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse)
    start = text.find("{")
    for _ in range(_TRIES):
        if start < 0:
            break
        try:
            found, end = decoder.raw_decode(text, start)
            return _clean(found), text[end:]
        except _RepeatedKeyError:
            raise
        except (ValueError, RecursionError):
            start = text.find("{", start + 1)
    if needed:
        raise ValueError("holds no JSON object")
    return None, ""


class _RepeatedKeyError(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _RepeatedKeyError("repeats a key")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"holds {constant}, which is not JSON")


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value.replace("\0", ""))
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(each) for key, each in value.items()}
    return value
