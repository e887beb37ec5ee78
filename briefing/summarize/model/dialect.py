"""What a server understands of a request: tried from the best down, and remembered."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from briefing.summarize.model.answers import Question
from briefing.summarize.model.schema import schema_text, strict_schema


class Form(StrEnum):
    """How the form of an answer is asked for: enforced schema, any JSON object, or in words only."""

    SCHEMA = "schema"
    OBJECT = "object"
    WORDS = "words"


class Cap(StrEnum):
    """The name of the parameter that limits an answer."""

    NEW = "max_completion_tokens"
    OLD = "max_tokens"

    @property
    def other(self) -> "Cap":
        """The other name."""
        return Cap.OLD if self is Cap.NEW else Cap.NEW


_DROPPABLE = ("temperature", "stream_options", "stream")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """``swapped`` where the other name of the cap was refused; ``dropped`` are parameters that were."""

    form: Form = Form.SCHEMA
    cap: Cap
    swapped: bool = False
    dropped: frozenset[str] = frozenset()

    def written(self) -> str:
        """Return the dialect as one line that :func:`read_dialect` reads."""
        words = [self.form.value, self.cap.value, *(["swapped"] if self.swapped else [])]
        return " ".join([*words, *(f"-{name}" for name in sorted(self.dropped))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialects:
    """Where dialects are remembered, by base URL and model. ``put`` is called from the threads that ask."""

    get: Callable[[str, str], str | None]
    put: Callable[[str, str, str], None]


def forgotten() -> Dialects:
    """Return a memory that holds nothing beyond the run."""
    return Dialects(get=lambda _url, _model: None, put=lambda _url, _model, _dialect: None)


def first_dialect(*, openai: bool) -> Dialect:
    """Return what to try first.

    OpenAI's newer models refuse ``max_tokens`` and a temperature, and say so. Other servers may not
    know ``max_completion_tokens`` and ignore it silently, which would leave an answer without a limit.
    """
    if openai:
        return Dialect(cap=Cap.NEW, dropped=frozenset({"temperature"}))
    return Dialect(cap=Cap.OLD)


def read_dialect(written: str | None, default: Dialect) -> Dialect:
    """Return the dialect that was ``written``, or ``default`` where that cannot be read."""
    form, cap, *rest = [*(written or "").split(), "", ""]
    try:
        return Dialect(
            form=Form(form),
            cap=Cap(cap),
            swapped="swapped" in rest,
            dropped=frozenset(name for name in _DROPPABLE if f"-{name}" in rest),
        )
    except ValueError:
        return default


def request_body(
    question: Question, model: str, dialect: Dialect, *, streamed: bool, fault: str | None
) -> dict[str, Any]:
    """Return the request. ``fault`` is what was wrong with the last answer to the same question."""
    body: dict[str, Any] = {
        "model": model,
        "messages": [
            {"role": "system", "content": _sendable(question.system)},
            {"role": "user", "content": _sendable(_user_text(question, dialect, fault))},
        ],
        dialect.cap.value: question.max_tokens,
        "temperature": 0,
    }
    if streamed:
        body |= {"stream": True, "stream_options": {"include_usage": True}}
    if dialect.form is not Form.WORDS:
        body["response_format"] = _response_format(question, dialect)
    if "stream" in dialect.dropped:
        body.pop("stream_options", None)
    return {name: value for name, value in body.items() if name not in dialect.dropped}


def _user_text(question: Question, dialect: Dialect, fault: str | None) -> str:
    text = question.user
    if dialect.form is not Form.SCHEMA:
        text += (
            "\n\nAnswer with one JSON object and nothing else. It must fit this JSON schema:\n"
            f"{schema_text(question.schema)}"
        )
    if fault:
        text += (
            f"\n\nYour last answer could not be used: {fault}. Answer again, with one JSON object that fits."
        )
    return text


def _response_format(question: Question, dialect: Dialect) -> dict[str, Any]:
    if dialect.form is Form.OBJECT:
        return {"type": "json_object"}
    name = re.sub(r"[^A-Za-z0-9_-]", "_", question.task)[:64] or "answer"
    return {
        "type": "json_schema",
        "json_schema": {"name": name, "strict": True, "schema": strict_schema(question.schema)},
    }


def _sendable(text: str) -> str:
    """Return ``text`` without lone surrogates, which no request can carry."""
    return text.encode("utf-8", "replace").decode()


# ── what a refusal teaches ────────────────────────────────────────────────────

_FORM = re.compile(
    r"response_format|json_schema|json_object|structured.{0,3}output|grammar|guided", re.IGNORECASE
)
_FORM_TYPE = re.compile(r"response_format\W{0,3}type|json_schema|invalid schema|structured", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"(?:unknown|unsupported|unrecognized|unrecognised|unexpected|invalid|extra)\W{0,3}(?:\w+\W{0,3}){0,2}"
    r"(?:parameter|param|argument|field|input|keyword|key)|not permitted|not allowed|not supported|no such field",
    re.IGNORECASE,
)


def simplified(dialect: Dialect, body: Mapping[str, Any], refusal: str) -> Dialect | None:
    """Return what to try after a server refused ``body`` with these words, or ``None`` where they name nothing."""
    if _names(dialect.cap.value, refusal) and not dialect.swapped:
        return replace(dialect, cap=dialect.cap.other, swapped=True)
    for name in _DROPPABLE:
        if name in body and _names(name, refusal):
            return replace(dialect, dropped=dialect.dropped | {name})
    if "response_format" not in body:
        return None
    if _FORM.search(refusal):
        return replace(dialect, form=_simpler_form(dialect.form, refusal))
    if _UNKNOWN.search(refusal):
        return replace(dialect, form=Form.WORDS)
    return None


def _simpler_form(form: Form, refusal: str) -> Form:
    """Return the next form; a server that does not know the parameter at all is not asked for another type."""
    unknown = _UNKNOWN.search(refusal) and not _FORM_TYPE.search(refusal)
    return Form.OBJECT if form is Form.SCHEMA and not unknown else Form.WORDS


def _names(parameter: str, refusal: str) -> bool:
    return re.search(rf"(?<![A-Za-z_]){parameter}(?![A-Za-z_])", refusal) is not None
