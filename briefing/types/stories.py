"""Which articles belong together: stories of days, in threads of months."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles on one news event within days.

    ``article_ids`` are canonical articles new in this edition, best first; ``background_ids``
    are articles on file about the same affairs. ``origins`` partitions ``article_ids`` and their
    copies into independent sources (shared wire text makes one origin).
    """

    id: str
    article_ids: tuple[str, ...]
    background_ids: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Where an article stands for good: in which story of which thread, each named after the article that founded it."""

    article_id: str
    story_id: str
    thread_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledStory:
    """A story of a thread: the days of its first and its last article, and the latter."""

    id: str
    thread_id: str
    first: date
    last: date
    article_id: str
