"""Every exception of the libraries beneath a call: each comes to an outcome, and none to the one who asks."""

import inspect
import json
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import httpcore2
import httpx2
import openai
import pytest

from briefing.settings import ModelSettings
from briefing.summarize.model.answers import Outcome
from briefing.summarize.model.client import Surroundings, open_client
from tests.test_model_faults import GOOD, question

REQUEST = httpx2.Request("POST", "http://127.0.0.1:9/v1/chat/completions")
RESPONSE = httpx2.Response(400, request=REQUEST)
MADE_OF: dict[str, Any] = {
    "message": "it broke",
    "request": REQUEST,
    "response": RESPONSE,
    "body": None,
    "completion": SimpleNamespace(usage=None),
}


def raised_by(library: ModuleType) -> list[type[Exception]]:
    """Return the exceptions that a library offers, each once, however many names it has."""
    # To ask what else a name of openai stands for would load all that it can do.
    found = {value for value in vars(library).values() if issubclass(type(value), type)}
    return sorted((each for each in found if issubclass(each, Exception)), key=lambda each: each.__qualname__)


BENEATH = [*raised_by(httpcore2), *raised_by(httpx2), TimeoutError, ConnectionResetError, UnicodeDecodeError]
OF_THE_SDK = raised_by(openai)


def an(error: type[Exception]) -> Exception:
    """Return an exception of that class, whatever it is made of."""
    if error is UnicodeDecodeError:
        return UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")
    try:
        wanted = inspect.signature(error).parameters
    except ValueError:
        return error("it broke")
    if set(wanted) & {"args", "kwargs"}:
        return error("it broke")
    given = {name: MADE_OF.get(name, "it broke") for name in wanted}
    positional = [given.pop(name) for name, each in wanted.items() if each.kind is not each.KEYWORD_ONLY]
    return error(*positional, **given)


class BrokenBody(httpx2.SyncByteStream):
    """A reply that begins well and ends with an exception."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __iter__(self) -> Iterator[bytes]:
        yield b"{"
        raise self._error


def outcome_of(answer: Callable[[httpx2.Request], httpx2.Response]) -> Outcome:
    """Return what a question comes to where the network is ``answer``, asked once as a whole and once in pieces."""
    found = set()
    for progress in (None, lambda _characters: None):
        outside = Surroundings(
            environ={}, sleep=lambda _seconds: None, transport=httpx2.MockTransport(answer)
        )
        with open_client(ModelSettings(base_url="http://127.0.0.1:9/v1"), outside) as client:
            found.add(client.ask(question(), progress=progress).outcome)
    (outcome,) = found
    return outcome


def test_a_good_reply_is_answered_over_this_network() -> None:
    message = {"message": {"content": json.dumps(GOOD)}, "finish_reason": "stop"}
    assert outcome_of(lambda _: httpx2.Response(200, json={"choices": [message]})) is Outcome.OK


@pytest.mark.parametrize(
    "error", [*BENEATH, *OF_THE_SDK], ids=lambda each: f"{each.__module__}.{each.__name__}"
)
def test_an_exception_before_or_in_a_reply_comes_to_an_outcome(error: type[Exception]) -> None:
    def at_once(_request: httpx2.Request) -> httpx2.Response:
        raise an(error)

    def in_the_body(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=BrokenBody(an(error)))

    assert outcome_of(at_once) is Outcome.UNAVAILABLE
    assert outcome_of(in_the_body) is Outcome.UNAVAILABLE


def test_every_status_that_the_sdk_has_an_exception_for_comes_to_an_outcome() -> None:
    def answering(status: int) -> Outcome:
        return outcome_of(lambda _request: httpx2.Response(status))

    statuses = (400, 401, 403, 404, 408, 409, 413, 418, 422, 429, 500, 502, 503, 599)
    assert {answering(each) for each in statuses} == {Outcome.UNAVAILABLE, Outcome.TRUNCATED}


def test_a_fault_of_ours_is_raised_and_holds_nothing_back() -> None:
    """Only what libraries raise is expected; and what was set aside for the request is charged."""

    def faulty(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=BrokenBody(ZeroDivisionError()))

    outside = Surroundings(environ={}, transport=httpx2.MockTransport(faulty))
    with open_client(ModelSettings(base_url="http://127.0.0.1:9/v1"), outside) as client:
        with pytest.raises(ZeroDivisionError):
            client.ask(question())
        assert client.budget.tokens > question().max_tokens
        assert client.budget.reserve(10**9, 0, patient=True) is None
