"""Which new articles report one news event, and what lies on file about the same affairs. Pure.

Dates beat words (briefcraft 2.5): articles whose events lie more than a week apart are of different stories,
however alike their actors and their vocabulary.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from types import MappingProxyType

from briefing.track.clusters import average_link
from briefing.track.independence import origins
from briefing.track.likeness import Likenesses, centre, likenesses, profiles
from briefing.track.occasions import days_apart, occasion_of
from briefing.types import Article, ArticleFlag, ArticleSummary, Story

_ALIKE = 0.275
_RELATED = 0.2
_NEGLIGIBLE = 0.05
_BACKGROUND_AT_MOST = 5
_WITHIN_DAYS = 7

_Copies = Mapping[str, Sequence[Article]]
_NO_COPIES: _Copies = MappingProxyType({})


def group_stories(
    new: Sequence[Article],
    on_file: Sequence[Article],
    summaries: Mapping[str, ArticleSummary],
    *,
    copies: _Copies = _NO_COPIES,
) -> tuple[Story, ...]:
    """Return the stories of the canonical articles ``new``, each with its background among ``on_file``.

    ``summaries`` date the events; an article without one is dated by its publication. ``copies`` are the
    reprints of new articles, by canonical id; they count for a story's origins alone. Stories stand in the
    order of their founding articles, the earliest published, whose ids make theirs. The order of the
    articles does not matter.
    """
    described = profiles([*new, *on_file])
    fresh = {article.id: described[article.id] for article in new}
    filed = {article.id: described[article.id] for article in on_file}
    alike = likenesses(fresh, fresh, least=_NEGLIGIBLE)
    groups = _groups(new, summaries, alike)
    centres = {_founder(group).id: centre(fresh[each.id] for each in group) for group in groups}
    related = likenesses(centres, filed, least=_RELATED)
    age = {article.id: _age(article) for article in on_file}
    return tuple(
        Story(
            id=_story_id(group),
            article_ids=_best_first(group, alike),
            background_ids=_nearest(related[_founder(group).id], age),
            origins=origins([*group, *(copy for each in group for copy in copies.get(each.id, ()))]),
        )
        for group in groups
    )


def _groups(
    new: Sequence[Article], summaries: Mapping[str, ArticleSummary], alike: Likenesses
) -> list[list[Article]]:
    """Return the articles of each event, the story that was founded first in front."""
    article_of = {article.id: article for article in new}
    occasions = {article.id: occasion_of(article, summaries.get(article.id)) for article in new}

    def apart(one: str, other: str) -> bool:
        return days_apart(occasions[one], occasions[other]) > _WITHIN_DAYS

    clusters = average_link(article_of, alike, least=_ALIKE, apart=apart)
    groups = [[article_of[each] for each in cluster] for cluster in clusters]
    return sorted(groups, key=lambda group: _age(_founder(group)))


def _founder(group: Iterable[Article]) -> Article:
    return min(group, key=_age)


def _age(article: Article) -> tuple[date, str]:
    return article.published or date.max, article.id


def _story_id(group: Iterable[Article]) -> str:
    return sha256(_founder(group).id.encode()).hexdigest()[:12]


def _best_first(group: Sequence[Article], alike: Likenesses) -> tuple[str, ...]:
    """Return reports before opinion, then those nearest to all the others, then the longest."""

    def rank(article: Article) -> tuple[bool, float, int, str]:
        nearness = sum(alike[article.id].get(other.id, 0.0) for other in group)
        return ArticleFlag.OPINION in article.flags, -round(nearness, 6), -article.words, article.id

    return tuple(article.id for article in sorted(group, key=rank))


def _nearest(related: Mapping[str, float], age: Mapping[str, tuple[date, str]]) -> tuple[str, ...]:
    """Return the articles on file that are most alike, ties from old to new."""
    ranked = sorted(related, key=lambda each: (-round(related[each], 6), age[each]))
    return tuple(ranked[:_BACKGROUND_AT_MOST])
