"""What an exchange means: an answer, or why there is none and what may be tried. Touches nothing."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ValidationError

from briefing.deadline import asked_wait
from briefing.summarize.model.answers import Outcome, Question
from briefing.summarize.model.dialect import Dialect, simplified
from briefing.summarize.model.exchange import Exchange, Loss, Lost, Received
from briefing.summarize.model.reply import (
    LONGEST,
    BrokenReplyError,
    Completion,
    completion_of,
    error_in,
)
from briefing.summarize.model.schema import field_names, strict_schema
from briefing.summarize.model.strict_json import read_json, read_json_within
from briefing.text import one_line

LONGEST_LIST = 200
"""Items of one list in an answer; no article holds as many of anything."""


class Next(Enum):
    """What may change the outcome."""

    NOTHING = auto()
    AGAIN = auto()
    """The same request, later."""
    AGAIN_ONCE = auto()
    ANEW = auto()
    """A request that says what was wrong, once; the same one would be answered the same."""
    SIMPLER = auto()
    """A request in the verdict's ``dialect``."""
    CLOSE = auto()
    """No request of this run can succeed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``wait`` is the seconds that the server asks for; ``completion`` what there is to charge for."""

    outcome: Outcome
    message: str = ""
    next: Next = Next.NOTHING
    wait: float | None = None
    dialect: Dialect | None = None
    value: BaseModel | None = None
    text: str | None = None
    completion: Completion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a verdict needs to know of the request. ``strike`` takes secrets out of a server's words."""

    question: Question
    dialect: Dialect
    body: Mapping[str, Any]
    model: str
    base_url: str
    seconds: float
    strike: Callable[[str], str]


KEY = "OPENAI_API_KEY or model.api_key_file"
ADDRESS = "model.base_url or OPENAI_BASE_URL"


def judge(exchange: Exchange, asked: Asked, now: datetime) -> Verdict:
    """Return what ``exchange`` means. Checks in this order: HTTP, JSON, finish, refusal, type, form, schema."""
    if isinstance(exchange, Lost):
        return _judge_loss(exchange, asked)
    if exchange.status != HTTPStatus.OK:
        return _judge_status(exchange.status, _read_or_none(exchange.body), exchange, asked, now)
    try:
        read = exchange.stream.body() if exchange.stream else _read(exchange.body)
        if (error := error_in(read)) is not None:
            return _judge_status(_status_of(error), read, exchange, asked, now)
        completion = completion_of(read)
    except BrokenReplyError as error:
        message = f"the reply of {asked.base_url} {error}; check {ADDRESS}"
        return Verdict(outcome=Outcome.UNAVAILABLE, message=message, next=Next.AGAIN_ONCE)
    return _judge_completion(completion, asked)


# ── no reply ──────────────────────────────────────────────────────────────────


def _judge_loss(lost: Lost, asked: Asked) -> Verdict:
    message, then = {
        Loss.UNREACHED: (f"{asked.base_url} cannot be reached; check {ADDRESS}", Next.AGAIN),
        Loss.UNTRUSTED: (
            f"{asked.base_url} has no secure connection that can be trusted; check {ADDRESS}",
            Next.CLOSE,
        ),
        Loss.LATE: (f"no answer came within {asked.seconds:g} s (model.call_seconds)", Next.AGAIN),
        Loss.BROKEN: (f"the reply of {asked.base_url} broke off or cannot be read", Next.AGAIN),
        Loss.OVERSIZE: ("the reply is larger than any answer", Next.NOTHING),
    }[lost.loss]
    outcome = Outcome.INVALID if lost.loss is Loss.OVERSIZE else Outcome.UNAVAILABLE
    return Verdict(outcome=outcome, message=message, next=then)


# ── a reply that is an error ──────────────────────────────────────────────────

_TOO_LONG = re.compile(
    r"context.{0,3}length|context.{0,3}window|context.{0,3}size|maximum context|prompt is too long"
    r"|string_above_max_length|request too large|too many (?:input )?tokens",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"content.{0,3}policy|content.{0,3}filter|content management|moderation|safety system|usage polic",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(
    r"insufficient.{0,3}quota|insufficient.{0,3}(?:funds|credit|balance)|billing|exceeded your current quota"
    r"|out of credits",
    re.IGNORECASE,
)
_BAD_JSON = re.compile(r"json_validate_failed|failed to (?:generate|validate) json", re.IGNORECASE)
_MAY_BE_LONG = frozenset({400, 413, 422, 429, 500})
_MAY_BE_POLICY = frozenset({400, 403, 422})
_MAY_BE_DIALECT = frozenset({400, 422, 500, 501})


def _judge_status(status: int, read: Any, exchange: Received, asked: Asked, now: datetime) -> Verdict:
    said = _said(read, exchange.body)
    if closing := _closing(status, said, asked):
        return Verdict(outcome=Outcome.UNAVAILABLE, message=closing, next=Next.CLOSE)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or (status in _MAY_BE_LONG and _TOO_LONG.search(said)):
        return Verdict(outcome=Outcome.TRUNCATED, message="the question is too long for the model")
    if status in _MAY_BE_POLICY and _POLICY.search(said):
        return Verdict(outcome=Outcome.FILTERED, message="the server's content policy stopped the question")
    if _BAD_JSON.search(said) and status in _MAY_BE_DIALECT:
        return _invalid("it was no JSON of the right form")
    simpler = simplified(asked.dialect, asked.body, said) if status in _MAY_BE_DIALECT else None
    if simpler:
        message = "the server does not take a parameter of the request"
        return Verdict(outcome=Outcome.UNAVAILABLE, message=message, next=Next.SIMPLER, dialect=simpler)
    return _judge_unexplained(status, said, exchange, asked, now)


def _judge_unexplained(status: int, said: str, exchange: Received, asked: Asked, now: datetime) -> Verdict:
    message = f"{asked.base_url} answered {status}{_quoted(said, asked)}"
    if status in (408, 409, 429) or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        wait = asked_wait(exchange.headers, now)
        return Verdict(outcome=Outcome.UNAVAILABLE, message=message, next=Next.AGAIN, wait=wait)
    if status == HTTPStatus.OK:
        message = f"{asked.base_url} answered with an error{_quoted(said, asked)}"
        return Verdict(outcome=Outcome.UNAVAILABLE, message=message, next=Next.AGAIN_ONCE)
    return Verdict(outcome=Outcome.UNAVAILABLE, message=message)


def _closing(status: int, said: str, asked: Asked) -> str | None:
    """Return why no further request can succeed, naming the setting, or ``None`` where one can."""
    host = asked.base_url
    if status == HTTPStatus.PAYMENT_REQUIRED or (status in (400, 403, 429) and _NO_CREDIT.search(said)):
        return f"the account at {host} has no credit left; add some, or set another key in {KEY}"
    if status == HTTPStatus.UNAUTHORIZED:
        return f"{host} refuses the key; set a valid one in {KEY}"
    if status == HTTPStatus.FORBIDDEN and not _POLICY.search(said):
        return f"{host} refuses access to {asked.model} with this key; check {KEY}, and model.name"
    if status in (404, 405, 410):
        return _not_there("model" in said.lower(), asked)
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return f"{host} redirects, which is not followed; set {ADDRESS} to the address of the model itself"
    return None


def _not_there(model: bool, asked: Asked) -> str:
    if model:
        return f"{asked.base_url} has no model {asked.model}; set model.name to one that it has"
    return f"{asked.base_url} does not answer questions to a model; check {ADDRESS}"


def _read(body: bytes) -> Any:
    try:
        return read_json(body.decode("utf-8", "replace"))
    except ValueError as error:
        raise BrokenReplyError("is not JSON" if body.strip() else "is empty") from error


def _read_or_none(body: bytes) -> Any:
    try:
        return _read(body)
    except BrokenReplyError:
        return None


def _status_of(error: Mapping[str, Any]) -> int:
    """Return the HTTP status that an error in a reply with status 200 reports, or 200."""
    code = error.get("code")
    known = isinstance(code, int) and HTTPStatus.BAD_REQUEST <= code < 600
    return code if known and isinstance(code, int) else int(HTTPStatus.OK)


def _said(read: Any, body: bytes) -> str:
    """Return the words of an error, wherever a server puts them."""
    error = error_in(read)
    if error is not None:
        parts = [error.get(name) for name in ("message", "code", "type", "param")]
        return " ".join(str(part)[:1000] for part in parts if part)
    if isinstance(read, dict):
        return json.dumps(read)[:2000]
    return body[:2000].decode("utf-8", "replace")


def _quoted(said: str, asked: Asked) -> str:
    """Return the server's words as a message may quote them: one short line without secrets or markup."""
    if "<" in said:
        return ""
    line = one_line(asked.strike(said))
    return f": {line[:160]}" if line else ""


# ── a reply that is a completion ──────────────────────────────────────────────


def _judge_completion(completion: Completion, asked: Asked) -> Verdict:
    text = completion.text or ""
    if completion.finish == "length":
        return _final(Outcome.TRUNCATED, "the answer was cut off at its limit", completion)
    if completion.finish == "content_filter":
        return _final(Outcome.FILTERED, "the server's content filter stopped the answer", completion)
    if completion.refused:
        return _final(Outcome.REFUSED, "the model refused to answer", completion)
    if len(text) > LONGEST:
        return _final(Outcome.INVALID, f"the answer is longer than {LONGEST} characters", completion)
    if not text.strip():
        return _invalid("it was empty", completion)
    return _judge_text(text, completion, asked)


def _judge_text(text: str, completion: Completion, asked: Asked) -> Verdict:
    try:
        read = read_json_within(text)
    except ValueError:
        return _invalid("it was not one JSON object", completion)
    if _longest_list(read) > LONGEST_LIST:
        return _invalid(f"a list in it has more than {LONGEST_LIST} items", completion)
    accepted = json.dumps(read, ensure_ascii=False)
    try:
        value = asked.question.schema.model_validate_json(accepted)
    except ValidationError as error:
        return _invalid(_first_fault(error, asked.question.schema), completion)
    return Verdict(outcome=Outcome.OK, value=value, text=accepted, completion=completion)


def _final(outcome: Outcome, message: str, completion: Completion) -> Verdict:
    return Verdict(outcome=outcome, message=message, completion=completion)


def _invalid(fault: str, completion: Completion | None = None) -> Verdict:
    return Verdict(outcome=Outcome.INVALID, message=fault, next=Next.ANEW, completion=completion)


def _longest_list(value: Any) -> int:
    if isinstance(value, dict):
        return max(map(_longest_list, value.values()), default=0)
    if isinstance(value, list):
        return max(len(value), *map(_longest_list, value)) if value else 0
    return 0


def _first_fault(error: ValidationError, schema: type[BaseModel]) -> str:
    """Return where the first fault is and of what kind, in words of ours only: names come from the schema."""
    fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
    ours = field_names(strict_schema(schema))
    place = ".".join(str(part) if isinstance(part, int) or part in ours else "?" for part in fault["loc"])
    return f"{place or 'the object'} does not fit the schema ({fault['type']})"
