"""Asks a model, again where that can help, within a time, a budget and a pace; comes back with a value."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from briefing.errors import ConfigError
from briefing.settings import DEFAULT_MODEL, DEFAULT_PRICES, ModelSettings
from briefing.summarize.model.answers import Answer, Outcome, Question
from briefing.summarize.model.budget import Budget, Charge, Reservation, believable
from briefing.summarize.model.connection import Connection
from briefing.summarize.model.dialect import (
    Dialect,
    Dialects,
    first_dialect,
    forgotten,
    read_dialect,
    request_body,
)
from briefing.summarize.model.endpoint import Endpoint, find_endpoint
from briefing.summarize.model.exchange import Exchange, Loss, Lost
from briefing.summarize.model.pace import Pace
from briefing.summarize.model.reply import LONGEST
from briefing.summarize.model.schema import schema_text
from briefing.summarize.model.secret import StrikingFilter
from briefing.summarize.model.tokens import count
from briefing.summarize.model.verdict import Asked, Next, Verdict, judge
from briefing.summarize.model.waiting import backoff
from briefing.types import ModelCall

if TYPE_CHECKING:
    import httpx2

PATIENCE = 5
"""Questions in a row that find no model before no more are asked."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a client has from outside. ``record`` and ``dialects.put`` are called from the threads that ask.

    Without a ``sleep`` a wait ends when the client is closed; ``transport`` takes the place of the network.
    """

    environ: Mapping[str, str] = field(repr=False)
    dialects: Dialects = field(default_factory=forgotten)
    record: Callable[[ModelCall], None] | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] | None = None
    now: Callable[[], datetime] = _utc_now
    seed: int = 0
    transport: "httpx2.BaseTransport | None" = None


def open_client(settings: ModelSettings, surroundings: Surroundings) -> "ModelClient":
    """Return a client for one run, which begins now. Raises :class:`ConfigError` before anything is sent."""
    endpoint = find_endpoint(settings, surroundings.environ)
    price_in, price_out = _prices(settings, endpoint)
    budget = Budget(
        max_cost=settings.max_cost,
        max_tokens=settings.max_tokens,
        price_in=price_in,
        price_out=price_out,
    )
    return ModelClient(settings, endpoint, budget, surroundings)


def _prices(settings: ModelSettings, endpoint: Endpoint) -> tuple[float, float]:
    """Return the prices for a million tokens in and out. Without them no limit of cost can hold."""
    if settings.price_in is not None and settings.price_out is not None:
        return settings.price_in, settings.price_out
    if endpoint.local:
        return 0.0, 0.0
    if endpoint.is_openai and endpoint.model == DEFAULT_MODEL and settings.currency == "USD":
        return DEFAULT_PRICES
    raise ConfigError(
        f"model.price_in and model.price_out: set what {endpoint.model} costs for a million tokens at "
        f"{endpoint.base_url}, so that model.max_cost can hold"
    )


@dataclass(slots=True, kw_only=True)
class _Asking:
    """One question on its way; ``end`` is the reading of the clock by which it must be answered."""

    question: Question
    progress: Callable[[int], None] | None
    requests_left: int
    started: float
    end: float
    taken: Answer = field(default_factory=lambda: Answer(outcome=Outcome.UNAVAILABLE))
    waits: int = 0
    resent: bool = False
    fault: str | None = None


class _Sent(NamedTuple):
    """A request that was made, what was set aside for it, what came back, and after how many seconds."""

    body: Mapping[str, Any]
    dialect: Dialect
    reservation: Reservation
    exchange: Exchange
    seconds: float


class ModelClient:
    """Asks one model during one run. Threads can share it, and more of them than requests may be under way at a time.

    ``call_seconds`` of the settings is the time for one question, retries included, and ``run_seconds`` for all.
    Waiting for a slot, for a place in the pace or for room in the budget counts for the run alone. After :data:`PATIENCE` questions in a
    row that found no model, or one refusal that no repetition can change, nothing more is sent.
    """

    def __init__(
        self, settings: ModelSettings, endpoint: Endpoint, budget: Budget, surroundings: Surroundings
    ) -> None:
        self.budget = budget
        self._settings = settings
        self._endpoint = endpoint
        self._outside = surroundings
        self._clock = surroundings.clock
        self._end = self._clock() + settings.run_seconds
        self._pace = Pace(
            requests_per_minute=settings.requests_per_minute,
            tokens_per_minute=settings.tokens_per_minute,
            clock=self._clock,
        )
        self._slots = threading.BoundedSemaphore(settings.concurrency)
        self._static_tokens = lru_cache(64)(self.tokens)
        self._chance = random.Random(surroundings.seed)  # noqa: S311  (spreads retries)
        self._lock = threading.Lock()
        self._failures = 0
        self._closed: str | None = None
        self._stopped = threading.Event()
        self._sleep = surroundings.sleep or self._stopped.wait
        self._dialect = read_dialect(
            surroundings.dialects.get(endpoint.base_url, endpoint.model),
            first_dialect(openai=endpoint.is_openai),
        )
        self._connection = Connection(endpoint, self._clock, surroundings.transport)
        self._filter = StrikingFilter(endpoint.key) if endpoint.key else None
        if self._filter:
            self._filter.install()

    @property
    def closed(self) -> str | None:
        """Why no more questions are asked in this run, in one line, or ``None`` while they are."""
        return self._closed

    @property
    def model(self) -> str:
        """The name of the model."""
        return self._endpoint.model

    def close(self) -> None:
        """Ask nothing more, let go of what is being asked, and give back what is open. Any thread may close."""
        self._stopped.set()
        self._connection.close()
        if self._filter:
            self._filter.remove()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(
        self, question: Question, *, requests: int = 3, progress: Callable[[int], None] | None = None
    ) -> Answer:
        """Return what ``question`` came to, after at most ``requests`` HTTP requests.

        ``progress`` is told the characters of the answer so far. Nothing that a server or the network
        does raises an exception.
        """
        now = self._clock()
        asking = _Asking(
            question=question,
            progress=progress,
            requests_left=requests,
            started=now,
            end=now + self._settings.call_seconds,
        )
        verdict = self._pursue(asking)
        self._learn(verdict)
        return replace(
            asking.taken,
            outcome=verdict.outcome,
            value=verdict.value,
            text=verdict.text,
            message=_sentence(verdict),
            seconds=self._clock() - now,
        )

    def _pursue(self, asking: _Asking) -> Verdict:
        """Ask until there is a verdict that stands."""
        verdict = self._obstacle(asking)
        while verdict is None:
            verdict, sent = self._request(asking)
            if sent and self._may_follow(verdict, asking):
                verdict = self._obstacle(asking) and verdict
        return verdict

    def _obstacle(self, asking: _Asking) -> Verdict | None:
        """Return why no request may be made now, or ``None``."""
        if self._closed is not None:
            return _unavailable(self._closed)
        if self._stopped.is_set():
            return _unavailable("the run was stopped")
        if self._clock() >= self._end:
            return _unavailable("the time of the run is used up (model.run_seconds)")
        if self._clock() >= asking.end or asking.requests_left <= 0:
            return _unavailable("no time or no request is left for this question")
        return None

    # ── one request ───────────────────────────────────────────────────────────

    def _request(self, asking: _Asking) -> tuple[Verdict, bool]:
        """Return the verdict on one request, and whether it was sent. What came back is read when its slot is another's."""
        with ExitStack() as until_charged:
            with self._slot(asking) as obstacle:
                if obstacle is not None:
                    return obstacle, False
                sent = self._send(asking, until_charged)
            return (sent, False) if isinstance(sent, Verdict) else (self._judged(asking, sent), True)

    @contextmanager
    def _slot(self, asking: _Asking) -> Iterator[Verdict | None]:
        """Wait until fewer requests than ``concurrency`` are under way; say why none may be made then."""
        began = self._clock()
        with self._slots:
            asking.end += self._clock() - began
            yield self._obstacle(asking)

    def _send(self, asking: _Asking, until_charged: ExitStack) -> _Sent | Verdict:
        """Return what came of one request, which holds its part of the budget until it is charged, or why none was sent."""
        question, dialect = asking.question, self._dialect
        body = request_body(
            question,
            self.model,
            dialect,
            streamed=asking.progress is not None,
            fault=asking.fault,
        )
        tokens_in = self._prompt_tokens(body, question)
        if (verdict := self._take_place(asking, tokens_in + question.max_tokens)) is not None:
            return verdict
        asked = self._clock()
        reservation = self.budget.reserve(tokens_in, question.max_tokens, patient=True)
        if reservation is None:
            return Verdict(outcome=Outcome.BUDGET, message=_SPENT)
        until_charged.callback(self.budget.forfeit, reservation)
        began = self._clock()
        asking.end += began - asked
        seconds = max(0.0, min(asking.end, self._end) - began)
        exchange = self._connection.send(body, seconds=seconds, progress=asking.progress)
        return _Sent(body, dialect, reservation, exchange, self._clock() - began)

    def _take_place(self, asking: _Asking, tokens: int) -> Verdict | None:
        """Wait until the pace allows a request; return why none may be made then."""
        waited = self._pace.wait(tokens, at_most=self._end - self._clock())
        if waited is None:
            return _unavailable("the pace leaves no place before the end of the run (model.run_seconds)")
        if waited == 0:
            return None
        self._sleep(waited)
        asking.end += waited
        return self._obstacle(asking)

    def _judged(self, asking: _Asking, sent: _Sent) -> Verdict:
        asked = Asked(
            question=asking.question,
            dialect=sent.dialect,
            body=sent.body,
            model=self.model,
            base_url=self._endpoint.base_url,
            seconds=self._settings.call_seconds,
            strike=self._endpoint.key.strike if self._endpoint.key else str,
        )
        verdict = judge(sent.exchange, asked, self._outside.now())
        if verdict.dialect is not None:
            self._adopt(sent.dialect, verdict.dialect)
        charge = self._settle(sent.reservation, sent.exchange, verdict)
        self._note(asking, verdict, charge, sent.seconds)
        return verdict

    def _prompt_tokens(self, body: Mapping[str, Any], question: Question) -> int:
        """Return our count of what is sent: the messages, the schema, and what wraps them."""
        system, user = (str(message["content"]) for message in body["messages"])
        schema = schema_text(question.schema) if "response_format" in body else ""
        return _WRAPPING + self._static_tokens(system) + self._static_tokens(schema) + self.tokens(user)

    def size(self, question: Question) -> int:
        """Return how many tokens ``question`` is with its schema, by our own count."""
        static = self._static_tokens(question.system) + self._static_tokens(schema_text(question.schema))
        return _WRAPPING + static + self.tokens(question.user)

    def tokens(self, text: str) -> int:
        """Return how many tokens ``text`` is for this model, by our own count."""
        return count(text, self.model, self._outside.environ).tokens

    def _settle(self, reservation: Reservation, exchange: Exchange, verdict: Verdict) -> Charge:
        """Charge a request: nothing where nothing was written, all that was set aside where nobody knows."""
        if isinstance(exchange, Lost):
            unspent = exchange.loss in (Loss.UNREACHED, Loss.UNTRUSTED)
            tokens = (0, 0) if unspent else (reservation.tokens_in, reservation.tokens_out)
        elif exchange.status >= _FIRST_NOT_OK:
            tokens = (0, 0)
        elif verdict.completion is None or verdict.outcome is Outcome.TRUNCATED:
            tokens = (reservation.tokens_in, reservation.tokens_out)
        else:
            written = self.tokens((verdict.completion.text or "")[:LONGEST])
            reported = verdict.completion.tokens_out
            most = reservation.tokens_out
            tokens = (reservation.tokens_in, believable(reported, least=written, most=most))
        return self.budget.settle(reservation, *tokens)

    def _note(self, asking: _Asking, verdict: Verdict, charge: Charge, seconds: float) -> None:
        question, taken = asking.question, asking.taken
        asking.requests_left -= 1
        asking.taken = replace(
            taken,
            requests=taken.requests + 1,
            tokens_in=taken.tokens_in + charge.tokens_in,
            tokens_out=taken.tokens_out + charge.tokens_out,
            cost=taken.cost + charge.cost,
        )
        if self._outside.record is None:
            return
        call = ModelCall(
            task=question.task,
            subject=question.subject,
            prompt_version=question.prompt_version,
            model=self.model,
            outcome=verdict.outcome,
            message=_sentence(verdict),
            tokens_in=charge.tokens_in,
            tokens_out=charge.tokens_out,
            cost=charge.cost,
            seconds=seconds,
        )
        self._outside.record(call)

    # ── what follows from a verdict ───────────────────────────────────────────

    def _may_follow(self, verdict: Verdict, asking: _Asking) -> bool:
        """Tell whether another request may change ``verdict``, and prepare for it."""
        if verdict.next in (Next.NOTHING, Next.CLOSE) or asking.requests_left <= 0:
            return False
        if verdict.next is Next.SIMPLER:
            return True
        if verdict.next is Next.ANEW:
            first, asking.fault = asking.fault is None, verdict.message
            return first
        if verdict.next is Next.AGAIN_ONCE and asking.resent:
            return False
        return self._wait(verdict, asking)

    def _wait(self, verdict: Verdict, asking: _Asking) -> bool:
        """Wait before the same request, and return ``True``; ``False`` where the time left is too short for it."""
        with self._lock:
            seconds = backoff(asking.waits, self._chance) if verdict.wait is None else verdict.wait
        if self._clock() + seconds >= min(asking.end, self._end):
            return False
        asking.resent, asking.waits = True, asking.waits + 1
        self._sleep(seconds)
        return True

    def _adopt(self, used: Dialect, simpler: Dialect) -> None:
        """Speak ``simpler`` from now on, unless another question has taught more since ``used`` was."""
        with self._lock:
            if self._dialect != used:
                return
            self._dialect = simpler
        self._outside.dialects.put(self._endpoint.base_url, self.model, simpler.written())

    def _learn(self, verdict: Verdict) -> None:
        """Close where no further question can be answered, or none of the last ones was."""
        with self._lock:
            failed = verdict.outcome is Outcome.UNAVAILABLE
            self._failures = self._failures + 1 if failed else 0
            if self._closed is None and (verdict.next is Next.CLOSE or self._failures >= PATIENCE):
                self._closed = f"{verdict.message}; nothing more is asked in this run"


_WRAPPING = 32
"""Tokens that the roles and borders of a request's messages take, at most."""
_FIRST_NOT_OK = 300
_SPENT = "the budget of the run is used up (model.max_cost, model.max_tokens)"


def _unavailable(message: str) -> Verdict:
    return Verdict(outcome=Outcome.UNAVAILABLE, message=message)


def _sentence(verdict: Verdict) -> str:
    """Return the message; that of an invalid answer is worded as the model is told it."""
    if verdict.outcome is Outcome.INVALID and verdict.next is Next.ANEW:
        return f"the model's answer could not be used: {verdict.message}"
    return verdict.message
