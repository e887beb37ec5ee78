"""Article in, structured summary out: the seam between the engines and everything that follows."""

from typing import Protocol

from briefing.types import Article, ArticleSummary


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
    def languages(self) -> frozenset[str]:
        """The languages (ISO 639-1) that it reads; articles in others are left out and named."""
        ...

    def summarize(self, article: Article) -> ArticleSummary:
        """Return what ``article`` says, each item with the words it rests on."""
        ...
