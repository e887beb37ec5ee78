"""Articles filed day by day, as a run does it, without a store."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from briefing.store import settled
from briefing.track.threads import file_day, traits_of
from briefing.types import Article, ArticleSummary, Filing


def filed_in_turn(
    days: Iterable[Sequence[Article]], summaries: Mapping[str, ArticleSummary] | None = None
) -> dict[str, Filing]:
    """Return where all articles stand after the last of ``days``: a story's thread is what was said of it last."""
    found: list[Filing] = []
    known: list[Article] = []
    for articles in days:
        found += file_day(articles, map(traits_of, [*articles, *known]), settled(found), summaries or {})
        known += articles
    return settled(found)


def filed(articles: Iterable[Article]) -> dict[str, Filing]:
    """Return where articles stand that come on the days of their publication."""
    in_order = sorted((each for each in articles if each.published), key=lambda each: str(each.published))
    return filed_in_turn([list(some) for _, some in groupby(in_order, key=lambda each: each.published)])
