"""Which thread the articles of a day belong to: stories on one file form a thread over months. Pure.

A file is a matter between actors. A story is on the file of an earlier one where both name the same actors in about
the same measure, and where their words are of one matter, all names left out: two states have many files, and one
minister signs in all of them. What happens more than a week later is another story, however alike (briefcraft 2.5).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations, product

import briefing
from briefing.gazetteer import fingerprint
from briefing.track.likeness import Profile, Rarities, centre, likenesses, rarities
from briefing.track.occasions import Occasion, occasion_of
from briefing.track.stories import ALIKE, are_apart, events_among, story_id
from briefing.track.subjects import Vector, matter_of, of_all, shared
from briefing.track.terms import Terms, terms_of
from briefing.types import Article, ArticleSummary, Filing

_SAME_ACTORS = 0.65
_SAME_MATTER = 0.09
_LEADING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is to be known of an article to file another one: its date and the terms that it is made of."""

    article_id: str
    published: date | None
    terms: Terms


def traits_of(article: Article) -> Traits:
    """Read what an article is compared by."""
    return Traits(article_id=article.id, published=article.published, terms=terms_of(article))


def version_of_traits() -> str:
    """Return what tells traits from those that another program, or another gazetteer, would read of the same article."""
    return f"{briefing.__version__} {fingerprint()}"


def keys_of(terms: Terms) -> frozenset[str]:
    """Return what the file of an article is found by: each pair of the actors that it names most, or the only one."""
    leading = sorted(terms.actors, key=lambda each: (-terms.actors[each], each))[:_LEADING]
    pairs = combinations(sorted(leading), 2) if len(leading) > 1 else [leading]
    return frozenset(" + ".join(pair) for pair in pairs if pair)


def file_day(
    articles: Sequence[Article],
    traits: Iterable[Traits],
    filed: Mapping[str, Filing],
    summaries: Mapping[str, ArticleSummary],
) -> tuple[Filing, ...]:
    """Return where the ``articles`` of one day stand, given their ``traits`` and those of articles of the stories on file.

    An event goes on with a story, opens another one of a thread, or founds a thread. While the first story of a thread
    is the only one, what is added to it may show that it is on an older file; later a thread is what it is. Events are
    taken in the order of their founding, so the order of articles does not matter. ``summaries`` date the events.
    """
    told = _described(traits, summaries)
    on_file = sorted(told.keys() - {each.id for each in articles})
    members: dict[str, list[str]] = {}
    for each in on_file:
        members.setdefault(filed[each].story_id, []).append(each)
    threads = {filed[each].story_id: filed[each].thread_id for each in on_file}
    known = {story: _Together([told[each] for each in sorted(ids)]) for story, ids in members.items()}
    found_by: dict[str, set[str]] = defaultdict(set)
    for story, one in known.items():
        _let_find(found_by, story, one.keys)
    placed: dict[str, str] = {}
    for event in events_among(articles, summaries, {each.id: told[each.id].profile for each in articles}):
        ids = [each.id for each in event]
        new = _Together([told[each] for each in ids])
        near = {each: known[each] for each in sorted(set().union(*(found_by[key] for key in new.keys)))}
        story = _continued(new, near) or story_id(event)
        members.setdefault(story, []).extend(ids)
        known[story] = _Together([told[each] for each in sorted(members[story])])
        _let_find(found_by, story, known[story].keys)
        if threads.get(story, story) == story and list(threads.values()).count(story) < 2:
            threads[story] = _file_of(story, {**near, story: known[story]}, threads) or story
        placed |= dict.fromkeys(ids, story)
    return tuple(
        Filing(article_id=each, story_id=story, thread_id=threads[story])
        for each, story in sorted(placed.items())
    )


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What an article is compared by. What takes work waits until it is asked for: most on file is too old, or others' affair."""

    terms: Terms
    occasion: Occasion
    rarities: Rarities

    @cached_property
    def profile(self) -> Profile:
        return self.rarities.profile_of(self.terms)

    @cached_property
    def matter(self) -> Vector:
        return matter_of(self.terms)


@dataclass(frozen=True)
class _Together:
    """What a story's articles together are compared by."""

    articles: Sequence[_Told]

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(keys_of(each.terms) for each in self.articles))

    @cached_property
    def actors(self) -> Vector:
        return of_all(each.terms.actors for each in self.articles)

    @cached_property
    def matter(self) -> Vector:
        return of_all(each.matter for each in self.articles)

    @cached_property
    def profile(self) -> Profile:
        return centre(each.profile for each in self.articles)


def _described(traits: Iterable[Traits], summaries: Mapping[str, ArticleSummary]) -> dict[str, _Told]:
    several = list(traits)
    among = rarities([each.terms for each in several])
    return {
        each.article_id: _Told(
            terms=each.terms,
            occasion=occasion_of(each.published, summaries.get(each.article_id)),
            rarities=among,
        )
        for each in several
    }


def _let_find(found_by: Mapping[str, set[str]], story: str, keys: Iterable[str]) -> None:
    for key in keys:
        found_by[key].add(story)


def _continued(event: _Together, known: Mapping[str, _Together]) -> str | None:
    """Return the story that reports the same event, the most alike."""
    near = {story: told.profile for story, told in known.items() if not _are_apart(event, told)}
    alike = likenesses({"": event.profile}, near, least=ALIKE)[""]
    return max(alike, key=lambda story: (round(alike[story], 6), story), default=None)


def _are_apart(one: _Together, other: _Together) -> bool:
    pairs = product(one.articles, other.articles)
    return any(are_apart(first.occasion, second.occasion) for first, second in pairs)


def _file_of(story: str, known: Mapping[str, _Together], threads: Mapping[str, str]) -> str | None:
    """Return the thread of the other story on one file with this one with which it shares most of its matter."""
    own = known[story]
    matter = {
        other: round(shared(own.matter, told.matter), 6)
        for other, told in known.items()
        if other != story and shared(own.actors, told.actors) >= _SAME_ACTORS
    }
    nearest = max(matter, key=lambda other: (matter[other], other), default=None)
    return threads[nearest] if nearest and matter[nearest] >= _SAME_MATTER else None
