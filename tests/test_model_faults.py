"""Every fault of a model's server: what it comes to, after how many requests, and in what time.

The fault that no route can play, a refused connection, has a test of its own; so has the day that is too
large for its budget. Whether a quotation is true (B55–B58) is for the engine to find out.
"""

import base64
import json
import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict

from briefing.settings import ModelSettings
from briefing.summarize.model.answers import Answer, Outcome, Question
from briefing.summarize.model.client import ModelClient, Surroundings, open_client
from briefing.types import ModelCall
from tests.hostile import FAULTS, SLOW, HostileServer, Mix, hostile, refused_url

CANARY = "sk-CANARY-5f3a/b+7~91c"
CALL, HASTY = 4.0, 0.4
"""Seconds for one question: enough for every wait, and too few for the faults that last."""


class Wish(BaseModel):
    model_config = ConfigDict(extra="forbid")

    holder: str
    quote: str
    polarity: Literal["positive", "negative"]


class Wishes(BaseModel):
    model_config = ConfigDict(extra="forbid")

    gist: str
    wishes: list[Wish]


GOOD = {
    "gist": "Talks go on.",
    "wishes": [
        {"holder": "Norland", "quote": "we will talk in 2026", "polarity": "positive"},
        {"holder": "Sudland", "quote": "there is nothing to discuss", "polarity": "negative"},
    ],
}


def good(_request: dict[str, Any]) -> str:
    return json.dumps(GOOD)


def question(subject: str = "a1", user: str = "Norland said on Monday: we will talk in 2026.") -> Question:
    return Question(
        task="article_summary",
        subject=subject,
        prompt_version="v1",
        system="You read news.",
        user=user,
        schema=Wishes,
        max_tokens=500,
    )


@dataclass(slots=True)
class Asker:
    """A client, and what it handed out. Waits are noted and not waited for."""

    client: ModelClient
    records: list[ModelCall]
    waits: list[float]


def open_asker(url: str, call: float = CALL, **settings: Any) -> Asker:
    records: list[ModelCall] = []
    waits: list[float] = []
    client = open_client(
        ModelSettings(base_url=url, call_seconds=call, **settings),
        Surroundings(environ={"OPENAI_API_KEY": CANARY}, record=records.append, sleep=waits.append),
    )
    return Asker(client, records, waits)


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with hostile(good) as running:
        yield running


@pytest.fixture(autouse=True)
def no_canary(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """No test leaves the key in a log, on the terminal or in a traceback."""
    caplog.set_level(logging.DEBUG)
    yield
    said = [record.getMessage() + str(record.exc_info or "") for record in caplog.get_records("call")]
    said += [*capfd.readouterr()]
    assert not [text for text in said if holds_canary(text)]


def holds_canary(text: str) -> bool:
    encoded = base64.b64encode(CANARY.encode()).decode()[:-4]
    return any(form in text for form in (CANARY, encoded, "sk-CANARY-5f3a%2Fb"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """``waits`` are those asked for by the server; ``None`` stands for a wait of our own."""

    outcome: Outcome
    requests: int = 1
    message: str = ""
    closes: bool = False
    waits: list[float | None] = field(default_factory=list)


OK, TRUNCATED, REFUSED, FILTERED, INVALID, UNAVAILABLE, _ = Outcome
CHANGED = Expected(outcome=INVALID, requests=2, message="the model's answer could not be used")
ONCE_MORE = Expected(outcome=UNAVAILABLE, requests=2, message="model.base_url", waits=[None])
THRICE = Expected(outcome=UNAVAILABLE, requests=3, waits=[None, None])
FINE = Expected(outcome=OK)

EXPECTED: dict[str, Expected] = {
    "B01": Expected(outcome=UNAVAILABLE, requests=3, message="answered 429", waits=[1, 1]),
    "B02": Expected(outcome=UNAVAILABLE, message="answered 429: Rate limit reached"),
    "B03": Expected(outcome=UNAVAILABLE, requests=3, message="answered 429", waits=[1, 1]),
    "B04": THRICE,
    "B04-negative": THRICE,
    "B05": Expected(outcome=UNAVAILABLE, message="no credit left", closes=True),
    "B06": THRICE,
    "B07": THRICE,
    "B08": Expected(outcome=OK, requests=3, waits=[None, None]),
    "B09": THRICE,
    "B10": THRICE,
    "B11": Expected(outcome=UNAVAILABLE, message="no credit left", closes=True),
    "B12": THRICE,
    "B13": Expected(outcome=TRUNCATED, message="too long"),
    "B14": Expected(outcome=FILTERED, message="content policy"),
    "B15": Expected(outcome=UNAVAILABLE, message="OPENAI_API_KEY or model.api_key_file", closes=True),
    "B16": Expected(outcome=UNAVAILABLE, message="OPENAI_API_KEY or model.api_key_file", closes=True),
    "B17": Expected(outcome=UNAVAILABLE, message="set model.name", closes=True),
    "B17-address": Expected(outcome=UNAVAILABLE, message="check model.base_url", closes=True),
    "B18": Expected(outcome=OK, requests=2),
    **dict.fromkeys(("B19", "B20", "B21", "B22", "B23", "B25", "B26"), ONCE_MORE),
    "B24": Expected(outcome=UNAVAILABLE, requests=3, message="upstream failed", waits=[None, None]),
    "B27": CHANGED,
    **dict.fromkeys(("B28", "B29", "B30"), FINE),
    **dict.fromkeys(("B31", "B32", "B33", "B34", "B37", "B38"), THRICE),
    "B35": Expected(outcome=UNAVAILABLE, message="model.call_seconds"),
    "B36": Expected(outcome=UNAVAILABLE, message="model.call_seconds"),
    "B38-redirect": Expected(outcome=UNAVAILABLE, message="set model.base_url", closes=True),
    "B39": Expected(outcome=TRUNCATED),
    "B40": Expected(outcome=TRUNCATED),
    "B41": Expected(outcome=FILTERED),
    "B42": Expected(outcome=REFUSED),
    **dict.fromkeys(("B43", "B44", "B45"), FINE),
    **dict.fromkeys(("B46", "B47", "B48", "B49", "B51", "B53-stop"), CHANGED),
    "B52": Expected(outcome=INVALID, message="longer than"),
    "B53": Expected(outcome=TRUNCATED),
    **dict.fromkeys(("B50", "B54", "B55", "B56", "B57", "B58", "B59"), FINE),
}


def test_every_fault_has_its_expectation() -> None:
    assert set(EXPECTED) == set(FAULTS)
    assert {name[:3] for name in FAULTS} == {f"B{number:02}" for number in range(1, 60)}


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_comes_to_its_outcome(server: HostileServer, fault: str) -> None:
    call = HASTY if fault in SLOW else CALL
    asker, before = open_asker(server.url(fault), call), len(server.asked)
    expected = EXPECTED[fault]
    with asker.client as client:
        began = time.monotonic()
        answer = client.ask(question())
        elapsed = time.monotonic() - began
    sent = [each.body for each in server.asked[before:]]
    assert (answer.outcome, len(sent)) == (expected.outcome, expected.requests), answer.message
    assert answer.requests == len(asker.records) == expected.requests
    assert expected.message in answer.message
    assert elapsed < (HASTY if fault in SLOW else 1) + 0.4
    assert (answer.value is not None) == (answer.text is not None) == (answer.outcome is OK)
    assert (client.closed is not None) == expected.closes
    assert [wait if wait in (1, 3600) else None for wait in asker.waits] == expected.waits
    _check_that_nothing_leaks(answer, asker)
    if not expected.waits:
        assert len(set(sent)) == len(sent), "what is answered the same each time is not asked twice"


def _check_that_nothing_leaks(answer: Answer, asker: Asker) -> None:
    said = [answer.message, *(record.message for record in asker.records)]
    assert not [text for text in said if holds_canary(text) or "\n" in text or len(text) > 400]
    assert not [text for text in said if "the the" in text or "Norland" in text], "no words of the model"
    assert not holds_canary(repr(asker.client) + repr(vars(asker.client)))


def test_a_closed_client_sends_nothing_more(server: HostileServer) -> None:
    asker = open_asker(server.url("B15"))
    with asker.client as client:
        first, before = client.ask(question()), len(server.asked)
        second = client.ask(question("a2"))
    assert (first.requests, second.requests, second.outcome) == (1, 0, UNAVAILABLE)
    assert second.message.startswith(first.message)
    assert len(server.asked) == before


def test_five_questions_without_a_model_are_enough() -> None:
    asker = open_asker(refused_url())
    with asker.client as client:
        answers = [client.ask(question(f"a{number}")) for number in range(7)]
    assert [answer.requests for answer in answers] == [3] * 5 + [0] * 2
    assert {answer.outcome for answer in answers} == {UNAVAILABLE}
    assert "cannot be reached" in answers[-1].message
    assert client.budget.tokens == 0, "what reaches nobody costs nothing"


def test_a_refused_parameter_is_remembered(server: HostileServer) -> None:
    asker = open_asker(server.url("B18"))
    with asker.client as client:
        assert [client.ask(question(each)).requests for each in ("a1", "a2", "a3")] == [2, 1, 1]


def test_a_redirect_carries_the_key_nowhere(server: HostileServer) -> None:
    """The other address is loopback too, and nothing listens there: a connection would show as a failure of its own."""
    asker = open_asker(server.url("B38-redirect"))
    with asker.client as client:
        assert "redirects" in client.ask(question()).message


def test_a_day_of_ten_thousand_articles_stays_within_its_budget(server: HostileServer) -> None:
    """B60: each question after the budget's end is answered at once, and says why."""
    asker = open_asker(server.url("ok"), max_tokens=20_000)
    before = len(server.asked)
    with asker.client as client, ThreadPoolExecutor(4) as executor:
        answers = list(executor.map(lambda number: client.ask(question(f"a{number}")), range(10_000)))
    outcomes = [answer.outcome for answer in answers]
    assert set(outcomes) == {OK, Outcome.BUDGET}
    assert len(server.asked) - before == outcomes.count(OK) < 100
    assert client.budget.tokens <= 20_000
    assert "model.max_tokens" in answers[-1].message
    assert sum(answer.tokens_in + answer.tokens_out for answer in answers) == client.budget.tokens


@pytest.mark.parametrize("seed", range(3))
def test_a_mix_of_faults_never_raises_and_never_exceeds_three_requests(seed: int) -> None:
    closing = {name for name, expected in EXPECTED.items() if expected.closes}
    drawn = tuple(name for name in FAULTS if name not in {"B35", "B36", *closing})
    with hostile(good, mix=Mix(seed=seed, faults=drawn)) as server:
        asker = open_asker(server.url("mix"))
        with asker.client as client, ThreadPoolExecutor(4) as executor:
            questions = [question(f"a{number}", f"Article {number}.") for number in range(50)]
            answers = list(executor.map(client.ask, questions))
    assert len(answers) == 50
    assert max(answer.requests for answer in answers) <= 3
    assert sum(answer.outcome is OK for answer in answers) > 30
    assert sum(answer.requests for answer in answers) == len(server.asked)
