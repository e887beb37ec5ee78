"""A fake model that reads its prompt and says only what stands there: good answers for servers in tests."""

import json
import re
from typing import Any

_SENTENCE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_WANT = re.compile(r"\b(?:wants?|urges?|urged|asks?|seeks?|called on|demands?)\b")
_MAY = re.compile(r"\b(may|could|is expected to|are expected to|is likely to)\b")
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")


def honest(request: dict[str, Any]) -> str:
    """Return a true answer to a request of ours, whichever task it is."""
    task = str(request.get("response_format", {}).get("json_schema", {}).get("name", ""))
    user = str(request["messages"][1]["content"])
    lines = [(int(number), text) for number, text in _SENTENCE.findall(user)]
    if "=== story" in user or task == "story":
        return json.dumps(_story(lines))
    if "=== edition" in user or task == "edition":
        return json.dumps({"bottom_line": [_copy(*line) for line in lines[:2]]})
    return json.dumps(_article(lines))


def _copy(number: int, text: str) -> dict[str, Any]:
    said = text.rsplit(" · ", maxsplit=1)[-1].rsplit(" (", 1)[0] if " · " in text else text
    return {"text": said, "at": [str(number)]}


def _story(lines: list[tuple[int, str]]) -> dict[str, Any]:
    return {
        "headline": {"text": _copy(*lines[0])["text"][:60].rsplit(" ", 1)[0], "at": [str(lines[0][0])]},
        "bottom_line": [_copy(*lines[0])],
        "same": [],
        "comment": [],
    }


def _article(lines: list[tuple[int, str]]) -> dict[str, Any]:
    return {
        "bottom_line": _copy(*lines[0]),
        "objectives": [
            _objective(*line) for line in lines if _WANT.search(line[1]) and _NAME.search(line[1])
        ],
        "disputes": [],
        "expectations": [
            _expectation(*line) for line in lines if _MAY.search(line[1]) and _NAME.search(line[1])
        ],
        "events": [],
        "contradicted": [],
    }


def _objective(number: int, text: str) -> dict[str, Any]:
    return {
        "statement": text,
        "subkind": "goal",
        "who": _name(text),
        "polarity": "positive",
        "when": None,
        "voice": "outlet_voice",
        "at": [str(number)],
    }


def _expectation(number: int, text: str) -> dict[str, Any]:
    hedge = _MAY.search(text)
    return {**_objective(number, text), "subkind": "forecast", "hedge": hedge[1] if hedge else None}


def _name(text: str) -> str:
    found = _NAME.search(text)
    return found[0] if found else ""
