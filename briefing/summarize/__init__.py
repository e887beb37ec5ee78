"""Article in, structured summary out: the seam between the engines and everything that follows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

from briefing.types import (
    Article,
    ArticleSummary,
    CheckedLine,
    EditionText,
    Forecast,
    LedgerEntry,
    Story,
    StoryText,
)

Progress = Callable[[int], None]
"""Told how many characters of an answer have come so far."""


class Engine(Protocol):
    """Reads one article. ``name`` and ``version`` say in a stored summary who wrote it."""

    @property
    def name(self) -> str:
        """What a stored summary is filed under."""
        ...

    @property
    def version(self) -> str:
        """Changes when the same article would be summarized otherwise."""
        ...

    @property
    def languages(self) -> frozenset[str] | None:
        """The languages (ISO 639-1) that it reads, ``None`` for any; articles in others are left out and named."""
        ...

    @property
    def concurrency(self) -> int:
        """How many articles it reads at a time, from as many threads."""
        ...

    def forecast(self, article: Article) -> Forecast:
        """Return what summarizing ``article`` would take; nothing is called."""
        ...

    def summarize(self, article: Article, progress: Progress | None = None) -> ArticleSummary:
        """Return what ``article`` says, each item with the words it rests on."""
        ...


class Writer(Protocol):
    """Writes over checked lines; there is none without a model."""

    def write_story(
        self,
        story: Story,
        articles: Mapping[str, Article],
        summaries: Mapping[str, ArticleSummary],
        entries: Sequence[LedgerEntry],
    ) -> StoryText | None:
        """Return the head of a story over what its summaries hold, or ``None`` where those hold nothing.

        It holds what they say of the open ``entries`` as well. Where the model gave none, the head is empty and says why.
        """
        ...

    def write_edition(
        self, day: date, lines: Sequence[CheckedLine], articles: Mapping[str, Article], room: int
    ) -> EditionText:
        """Return the bottom line of the edition of ``day`` over the heads of its stories, else an empty one that says why.

        It holds as well how a page with ``room`` for so many words of them tells each story.
        """
        ...
