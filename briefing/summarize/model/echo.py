"""Words of our own prompt in a model's answer: an article may have asked for them, and no brief repeats them. Pure."""

from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from briefing.text import words

RUN = 6
"""As many words running are no chance: a shorter run may be anybody's."""
_Value = TypeVar("_Value", bound=BaseModel)
_Runs = frozenset[tuple[str, ...]]


def without_echo(value: _Value, system: str, user: str) -> _Value:
    """Return ``value`` with an empty text for each that repeats ``system`` where ``user`` does not say so itself."""
    asked, told = _kept_runs(system), _runs(user)

    def kept(part: Any) -> Any:
        if isinstance(part, str):
            return "" if (_runs(part) & asked) - told else part
        if isinstance(part, list):
            return [kept(each) for each in part]
        return {name: kept(each) for name, each in part.items()} if isinstance(part, dict) else part

    return type(value).model_validate(kept(value.model_dump()))


def _runs(text: str) -> _Runs:
    found = words(text)
    return frozenset(tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1))


@cache
def _kept_runs(system: str) -> _Runs:
    return _runs(system)
