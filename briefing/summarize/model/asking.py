"""Asking a model what was not answered before: answers are kept by everything they depend on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256

from pydantic import BaseModel, ValidationError

from briefing.summarize import Progress
from briefing.summarize.model.answers import Answer, Outcome, Question
from briefing.summarize.model.client import ModelClient
from briefing.summarize.model.echo import without_echo
from briefing.types import StoredAnswer

# Outcomes that the same question would have again; the others are worth a later try.
_LASTING = (Outcome.OK, Outcome.TRUNCATED, Outcome.REFUSED, Outcome.FILTERED, Outcome.INVALID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What was answered before: ``recall`` an answer by its key, ``keep`` a new one."""

    recall: Callable[[str], StoredAnswer | None]
    keep: Callable[[str, StoredAnswer], None]


NO_MEMORY = Memory(recall=lambda _key: None, keep=lambda _key, _answer: None)


@dataclass(slots=True)
class Allowance:
    """How many requests one subject may still take."""

    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A client with a memory: a question with a lasting answer is not asked again."""

    client: ModelClient
    memory: Memory = NO_MEMORY

    @property
    def model(self) -> str:
        """The model's name."""
        return self.client.model

    def ask(
        self,
        question: Question,
        material: str,
        allowance: Allowance,
        *,
        keep_back: int = 0,
        progress: Progress | None = None,
    ) -> Answer:
        """Return the answer to ``question``, from memory where it was given before.

        ``material`` is what the answer depends on beside prompt version, schema and model. ``keep_back`` requests
        of the allowance are left for later questions.
        """
        key = self._key(question, material)
        if (known := self.memory.recall(key)) and (answer := _from_memory(known, question)):
            return _without_echo(answer, question)
        answer = self.client.ask(question, requests=max(1, allowance.left - keep_back), progress=progress)
        allowance.left -= answer.requests
        if answer.outcome in _LASTING:
            self.memory.keep(key, self._to_memory(question, answer))
        return _without_echo(answer, question)

    def _key(self, question: Question, material: str) -> str:
        form = _form_of(question.schema)
        parts = (question.task, question.prompt_version, form, self.model, material)
        return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def _to_memory(self, question: Question, answer: Answer) -> StoredAnswer:
        return StoredAnswer(
            task=question.task,
            prompt_version=question.prompt_version,
            model=self.model,
            outcome=answer.outcome,
            body=answer.text or answer.message,
            requests=answer.requests,
            tokens_in=answer.tokens_in,
            tokens_out=answer.tokens_out,
            cost=answer.cost,
        )


@cache
def _form_of(schema: type[BaseModel]) -> str:
    return repr(schema.model_json_schema())


def _without_echo(answer: Answer, question: Question) -> Answer:
    if answer.value is None:
        return answer
    return replace(answer, value=without_echo(answer.value, question.system, question.user))


def _from_memory(known: StoredAnswer, question: Question) -> Answer | None:
    """Return a kept answer as it was given, or ``None`` where it no longer fits the schema."""
    outcome = Outcome(known.outcome)
    answer = Answer(
        outcome=outcome,
        value=None,
        text=None,
        message=known.body,
        requests=known.requests,
        tokens_in=known.tokens_in,
        tokens_out=known.tokens_out,
        cost=known.cost,
        seconds=0.0,
    )
    if outcome is not Outcome.OK:
        return answer
    try:
        value = question.schema.model_validate_json(known.body)
    except ValidationError:
        return None
    return replace(answer, value=value, text=known.body, message="")
