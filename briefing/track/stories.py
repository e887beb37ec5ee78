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
from briefing.track.likeness import Likenesses, Profile, centre, likenesses, profiles
from briefing.track.occasions import Occasion, days_apart, occasion_of
from briefing.track.terms import terms_of
from briefing.types import Article, ArticleFlag, ArticleSummary, Story

ALIKE = 0.275
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
    described = profiles({article.id: terms_of(article) for article in (*new, *on_file)})
    fresh = {article.id: described[article.id] for article in new}
    filed = {article.id: described[article.id] for article in on_file}
    alike = likenesses(fresh, fresh, least=_NEGLIGIBLE)
    groups = _groups(new, summaries, alike)
    centres = {founder(group).id: centre(fresh[each.id] for each in group) for group in groups}
    related = likenesses(centres, filed, least=_RELATED)
    age = {article.id: _age(article) for article in on_file}
    return tuple(
        Story(
            id=story_id(group),
            article_ids=_best_first(group, alike),
            background_ids=_nearest(related[founder(group).id], age),
            origins=origins([*group, *(copy for each in group for copy in copies.get(each.id, ()))]),
        )
        for group in groups
    )


def events_among(
    articles: Sequence[Article], summaries: Mapping[str, ArticleSummary], described: Mapping[str, Profile]
) -> list[list[Article]]:
    """Return the articles of each event, the story that was founded first in front. ``described`` are their profiles."""
    profiles_of = {article.id: described[article.id] for article in articles}
    return _groups(articles, summaries, likenesses(profiles_of, profiles_of, least=_NEGLIGIBLE))


def _groups(
    new: Sequence[Article], summaries: Mapping[str, ArticleSummary], alike: Likenesses
) -> list[list[Article]]:
    """Return the articles of each event, the story that was founded first in front."""
    article_of = {article.id: article for article in new}
    occasions = {article.id: occasion_of(article.published, summaries.get(article.id)) for article in new}

    def apart(one: str, other: str) -> bool:
        return are_apart(occasions[one], occasions[other])

    clusters = average_link(article_of, alike, least=ALIKE, apart=apart)
    groups = [[article_of[each] for each in cluster] for cluster in clusters]
    return sorted(groups, key=lambda group: _age(founder(group)))


def are_apart(one: Occasion, other: Occasion) -> bool:
    """Tell whether two articles lie too far apart in time for one story, whatever they say."""
    return days_apart(one, other) > _WITHIN_DAYS


def founder(group: Iterable[Article]) -> Article:
    """Return the article that founds a story: the earliest, and of those of one day the one of the least id."""
    return min(group, key=_age)


def _age(article: Article) -> tuple[date, str]:
    return article.published or date.max, article.id


def story_id(group: Iterable[Article]) -> str:
    """Return the id of a story: one of content, made from its founder's."""
    return sha256(founder(group).id.encode()).hexdigest()[:12]


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
