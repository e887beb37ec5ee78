"""Our own words in a reader's language, from ``data/labels/``: one file for each language. Pure.

Labels, dates and the names of sections are translated; quotations, names and titles never are.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The labels of one language, by names like ``status.met``. ``singular`` are the numbers that take a noun's first form."""

    language: str
    singular: frozenset[int]
    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]

    def __call__(self, name: str, /, **values: object) -> str:
        """Return a label with ``values`` in their places."""
        return self.texts[name].format(**values)

    def all(self, name: str) -> tuple[str, ...]:
        """Return the labels of a list, such as the heads of a table."""
        return self.lists[name]

    def counted(self, number: int, noun: str) -> str:
        """Return "1 report", "2 reports"."""
        one, several = self.lists[f"counted.{noun}"]
        return (one if number in self.singular else several).format(number)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are labels in, by ISO 639-1 code."""
    names = (each.name for each in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def labels_in(language: str) -> Labels:
    """Return the labels of a language. Raises ``ValueError`` for one without labels."""
    if language not in languages():
        raise ValueError(f"there are no labels in {language!r}; there are: {', '.join(languages())}")
    raw = tomllib.loads((_folder() / f"{language}.toml").read_text(encoding="utf-8"))
    entries = dict(_named(raw))
    return Labels(
        language=language,
        singular=frozenset(entries.pop("singular")),
        texts={name: value for name, value in entries.items() if isinstance(value, str)},
        lists={name: tuple(value) for name, value in entries.items() if not isinstance(value, str)},
    )


def english() -> Labels:
    """Return the labels of the command line, whatever language a desk reads."""
    return labels_in(ENGLISH)


def _folder() -> Any:
    return files("briefing.data") / "labels"


def _named(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _named(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
