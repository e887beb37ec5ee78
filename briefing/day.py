"""The day that a brief is made from; composing reads nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from briefing.brief import SECTIONS, Brief
from briefing.brief.coverage import LeftOut
from briefing.labels import ENGLISH, Labels, labels_in
from briefing.types import (
    Article,
    ArticleSummary,
    DuplicateGroup,
    EditionText,
    Failure,
    FiledStory,
    LedgerChange,
    LedgerEntry,
    Story,
    StoryText,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One publication: unique by ``profile`` and local ``day``.

    ``cut_off`` is the instant up to which articles count, ``previous`` the day of the
    edition before it. ``revision`` is 1 and grows when a rerun gives another brief.
    """

    profile: str
    day: date
    cut_off: datetime
    time_zone: str
    revision: int = 1
    previous: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What one reader follows, and how much she reads.

    ``countries`` are ISO 3166-1 alpha-2 codes, ``topics`` come from the controlled list.
    ``grades`` maps an outlet's name to the Admiralty letter that the desk gives it. Labels, dates and section names are
    in ``language``; quotations are never translated. ``sections`` are those she reads, in their order.
    """

    title: str = "Diplomatic Daily Brief"
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    interlocutors: tuple[str, ...] = ()
    max_words: int = 900
    max_stories: int = 5
    marking: str | None = None
    language: str = ENGLISH
    sections: tuple[str, ...] = SECTIONS
    grades: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerNews:
    """What the ledger tells of a day: the entries that its articles speak of, that changed or were put off, as they are at its end.

    ``changes`` are those since the edition before, ``history`` has all changes of each entry, ``rejected`` are the
    entries that the desk has overruled.
    """

    entries: Mapping[str, LedgerEntry]
    changes: tuple[LedgerChange, ...]
    history: Mapping[str, tuple[LedgerChange, ...]]
    rejected: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadNews:
    """The thread of a story of the day: when it began, and its stories before this one, the last to end at the end."""

    id: str
    since: date
    earlier: tuple[FiledStory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Everything that is known on the day of an edition; composing reads nothing else.

        ``articles`` holds new ones and those on file, copies included; ``summaries`` has one entry
        for each canonical article. ``stories`` cover the new articles. ``late`` names the new ones
        that were collected after the cut-off they belonged to. ``texts`` of stories and ``text`` of the edition are what a model
    wrote over checked lines. ``ledger`` is what is followed across days, ``threads`` has the thread of each story.
    """

    edition: Edition
    desk: Desk
    articles: Mapping[str, Article]
    summaries: Mapping[str, ArticleSummary]
    stories: tuple[Story, ...]
    on_file: tuple[str, ...]
    groups: tuple[DuplicateGroup, ...]
    late: frozenset[str]
    left_out: tuple[LeftOut, ...]
    failures: tuple[Failure, ...]
    sources_tried: int
    sources_answered: int
    sample: bool
    previous: Brief | None
    texts: tuple[StoryText, ...] = ()
    text: EditionText | None = None
    ledger: LedgerNews | None = None
    threads: Mapping[str, ThreadNews] = field(default_factory=dict)

    @property
    def labels(self) -> Labels:
        """Our own words, in the desk's language."""
        return labels_in(self.desk.language)
