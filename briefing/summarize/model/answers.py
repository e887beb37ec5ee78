"""What is asked of a model, and what it came to."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel


class Outcome(StrEnum):
    """What a question came to. Everything but ``OK`` has no value."""

    OK = "ok"
    TRUNCATED = "truncated"
    """The question or its answer is too long: ask about less, never the same again."""
    REFUSED = "refused"
    FILTERED = "filtered"
    INVALID = "invalid"
    """The model answered, and not with what was asked for."""
    UNAVAILABLE = "unavailable"
    """No model answered, or none may be asked any more."""
    BUDGET = "budget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``system`` is equal for all questions of a ``task`` and is sent first, so that servers can cache it.

    ``subject`` says in records what it is about (an article's id). ``max_tokens`` limits the answer.
    """

    task: str
    subject: str
    prompt_version: str
    system: str
    user: str
    schema: type[BaseModel]
    max_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``value`` is an instance of the question's schema, and ``text`` the JSON it was read from.

    ``message`` says in one line why there is no value; it holds no secret and nothing that the model
    wrote. The rest is what the answer took: HTTP requests, tokens by our own count, ``cost`` in the
    configured currency, seconds.
    """

    outcome: Outcome
    value: BaseModel | None = None
    text: str | None = None
    message: str = ""
    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    seconds: float = 0.0
