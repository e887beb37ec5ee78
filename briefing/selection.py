"""What belongs to the edition of a day, and where its time ends. Pure: heads and instants in, ids out."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from briefing.types import ArticleHead

FRESH = timedelta(days=3)
ON_FILE_AT_MOST = 2_000
_DAY = timedelta(days=1)
_WEEK = range(-7, 8)
_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time that an edition covers: after ``since`` (an earlier cut-off and its local day), up to ``cut_off``.

    ``follows`` is false for the first edition, which has no earlier one to follow.
    """

    day: date
    cut_off: datetime
    since: datetime
    since_day: date
    follows: bool


class Place(StrEnum):
    """What one article is to one edition."""

    NEW = "new"
    LATE = "late"
    ON_FILE = "on_file"
    UNDATED = "undated"
    FOREIGN = "foreign"
    AHEAD = "ahead"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Article ids by their place. ``late`` ones are among the ``new``, ``on_file`` is newest first.

    ``foreign`` would be new but is in a language that the engine does not read, ``superseded`` but for a correction
    that is new too. ``failed`` but that the engine fails on it. ``ahead`` bear a day that had begun nowhere when they were collected.
    """

    new: tuple[str, ...]
    late: frozenset[str]
    on_file: tuple[str, ...]
    undated: tuple[str, ...]
    foreign: tuple[str, ...]
    superseded: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    def without(self, failed: Collection[str]) -> "Selection":
        """Return what is left where the engine fails on some articles."""
        return replace(
            self,
            new=tuple(each for each in self.new if each not in failed),
            late=self.late - frozenset(failed),
            on_file=tuple(each for each in self.on_file if each not in failed),
            failed=tuple(each for each in self.new if each in failed),
        )


def local_instant(day: date, at: time | None, zone: ZoneInfo) -> datetime:
    """Return the instant of a local time of day, the last second of the day for ``None``, in UTC."""
    return datetime.combine(day, at or time(23, 59, 59), tzinfo=zone).astimezone(UTC)


def window_of(day: date, cut_off: datetime, previous: tuple[date, datetime] | None) -> Window:
    """Return the time that the edition of ``day`` covers; ``previous`` is the day and cut-off of the one before."""
    if previous is None:
        return Window(day=day, cut_off=cut_off, since=cut_off - FRESH, since_day=day - FRESH, follows=False)
    return Window(day=day, cut_off=cut_off, since=previous[1], since_day=previous[0], follows=True)


def reach_of(window: Window) -> tuple[date, date]:
    """Return the first and the last day of publication that are looked at one by one: older articles are on file.

    Two days are added on either side, for a day of publication is local to its outlet, and a cut-off to its profile.
    """
    first = min(window.since_day, window.since.date(), window.day - FRESH, (window.cut_off - FRESH).date())
    return first - 2 * _DAY, window.day + 2 * _DAY


def settle_cut_off(
    planned: datetime, now: datetime, kept: datetime | None, new_at: Callable[[datetime], Collection[str]]
) -> datetime:
    """Return where the edition's time ends: ``planned``, or before that the time of the run.

    A run before the planned time keeps the cut-off of an earlier run (``kept``) while ``new_at`` finds
    the same new articles at both.
    """
    if now >= planned:
        return planned
    if kept is not None and kept <= now and set(new_at(kept)) == set(new_at(now)):
        return kept
    return now.replace(microsecond=0)


def select(
    heads: Iterable[ArticleHead], window: Window, *, taken: Collection[str], languages: Collection[str] | None
) -> Selection:
    """Sort the stored articles by what they are to the edition of ``window``.

    ``taken`` are the articles that were new in an earlier edition: they are never news again.
    """
    found: dict[Place, list[str]] = {place: [] for place in Place}
    for head in sorted(heads, key=_newest_first):
        found[place_of(head, window, taken=taken, languages=languages)].append(head.id)
    return Selection(
        new=tuple(sorted(found[Place.NEW] + found[Place.LATE])),
        late=frozenset(found[Place.LATE]),
        on_file=tuple(found[Place.ON_FILE][:ON_FILE_AT_MOST]),
        undated=tuple(sorted(found[Place.UNDATED])),
        foreign=tuple(sorted(found[Place.FOREIGN])),
        ahead=tuple(sorted(found[Place.AHEAD])),
    )


def _newest_first(head: ArticleHead) -> tuple[int, str]:
    return (-head.published.toordinal() if head.published else 0, head.id)


def place_of(
    head: ArticleHead, window: Window, *, taken: Collection[str], languages: Collection[str] | None
) -> Place:
    """Return what one article is to the edition of ``window``.

    An undated article is never new: the time of its collection only decides for how long it is named.
    """
    if head.published is None:
        return Place.UNDATED if head.collected_at > window.cut_off - FRESH else Place.ELSEWHERE
    if _is_after(head, window.cut_off, window.day):
        lately = head.collected_at > window.cut_off - FRESH
        return (
            Place.AHEAD if lately and _had_not_begun(head.published, head.collected_at) else Place.ELSEWHERE
        )
    if head.canonical_id not in (None, head.id):
        return Place.ELSEWHERE
    fresh = _is_after(head, window.since, window.since_day)
    late = _is_late(head, window) and not fresh
    newsworthy = head.id not in taken and (fresh or late)
    if languages is not None and head.language not in languages:
        return Place.FOREIGN if newsworthy else Place.ELSEWHERE
    if not newsworthy:
        return Place.ON_FILE
    return Place.LATE if late else Place.NEW


def _is_after(head: ArticleHead, instant: datetime, day: date) -> bool:
    """Tell whether an article is later than an instant on a local day; a date without a time counts as that day."""
    if head.published_at is not None:
        return head.published_at > instant
    return head.published is not None and head.published > day


def _had_not_begun(day: date, instant: datetime) -> bool:
    """Tell whether a day had begun nowhere on earth by then: who bears it as a date of publication was dated wrongly."""
    return day > (instant + _EASTERNMOST).date()


_EASTERNMOST = timedelta(hours=14)


def _is_late(head: ArticleHead, window: Window) -> bool:
    """Tell whether an article came after the cut-off it belonged to and is at most three days old."""
    came_late = window.follows and head.collected_at > window.since
    return came_late and _is_after(head, window.cut_off - FRESH, window.day - FRESH)


def undated_near(heads: Iterable[ArticleHead]) -> datetime:
    """Return since when undated articles were collected that these are compared with one by one: a month before."""
    return min(head.collected_at for head in heads) - _MONTH


def days_near(heads: Iterable[ArticleHead]) -> frozenset[date]:
    """Return the days within a week of the publication of one of these: on them its copies mostly appear."""
    published = {head.published for head in heads if head.published}
    return frozenset(day + number * _DAY for day in published for number in _WEEK)
