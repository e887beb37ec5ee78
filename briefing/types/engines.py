"""What writing summaries takes, and what a model was asked for them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """Which engine wrote a summary and what that took; ``cost`` in the configured currency.

    ``instead_of`` names the model whose answer could not be used, and why, where this engine stands in for it.
    """

    name: str
    model: str | None = None
    prompt_version: str | None = None
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    instead_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What summarizing would take at a model: requests, tokens, ``cost`` in the configured currency."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One request to a model's server: what for, what it came to, and what it took.

    ``subject`` is the id of what was asked about. Tokens and ``cost`` (in the configured currency) are by our own
    count, ``seconds`` by the clock.
    """

    task: str
    subject: str
    prompt_version: str
    model: str
    outcome: str
    message: str
    tokens_in: int
    tokens_out: int
    cost: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """An answer that need not be asked for again. ``body`` is its JSON text, or why there is none."""

    task: str
    prompt_version: str
    model: str
    outcome: str
    body: str
    requests: int
    tokens_in: int
    tokens_out: int
    cost: float
