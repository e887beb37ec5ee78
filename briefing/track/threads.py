"""Which thread the articles of a day belong to: stories on one file form a thread over months. Pure.

A file is a matter between actors. A story is on the file of an earlier one where both name the same actors in about
the same measure, and where their words are of one matter, all names left out: two states have many files, and one
minister signs in all of them. What happens more than a week later is another story, however alike (briefcraft 2.5).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

import briefing
from briefing.gazetteer import fingerprint
from briefing.track.likeness import Profile, centre, likenesses, profiles
from briefing.track.occasions import Occasion, occasion_of
from briefing.track.stories import ALIKE, are_apart, events_among, story_id
from briefing.track.subjects import Subject, actors_shared, matter_shared, subject_of, subject_of_all
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
    known = {story: _together(told[each] for each in sorted(ids)) for story, ids in members.items()}
    found_by: dict[str, set[str]] = defaultdict(set)
    for story, one in known.items():
        _let_find(found_by, story, one.keys)
    placed: dict[str, str] = {}
    for event in events_among(articles, summaries, {each: one.profile for each, one in told.items()}):
        ids = [each.id for each in event]
        new = _together(told[each] for each in ids)
        near = {each: known[each] for each in sorted(set().union(*(found_by[key] for key in new.keys)))}
        story = _continued(new, near) or story_id(event)
        members.setdefault(story, []).extend(ids)
        known[story] = _together(told[each] for each in sorted(members[story]))
        _let_find(found_by, story, known[story].keys)
        if threads.get(story, story) == story and list(threads.values()).count(story) < 2:
            threads[story] = _file_of(story, {**near, story: known[story]}, threads) or story
        placed |= dict.fromkeys(ids, story)
    return tuple(
        Filing(article_id=each, story_id=story, thread_id=threads[story])
        for each, story in sorted(placed.items())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What an article, or a story's articles together, are compared by."""

    profile: Profile
    subject: Subject
    occasions: tuple[Occasion, ...]
    keys: frozenset[str]


def _described(traits: Iterable[Traits], summaries: Mapping[str, ArticleSummary]) -> dict[str, _Told]:
    known = {each.article_id: each for each in traits}
    described = profiles({each: one.terms for each, one in known.items()})
    return {
        each: _Told(
            profile=described[each],
            subject=subject_of(one.terms),
            occasions=(occasion_of(one.published, summaries.get(each)),),
            keys=keys_of(one.terms),
        )
        for each, one in known.items()
    }


def _together(told: Iterable[_Told]) -> _Told:
    several = list(told)
    if len(several) == 1:
        return several[0]
    return _Told(
        profile=centre(each.profile for each in several),
        subject=subject_of_all(each.subject for each in several),
        occasions=tuple(one for each in several for one in each.occasions),
        keys=frozenset().union(*(each.keys for each in several)),
    )


def _let_find(found_by: Mapping[str, set[str]], story: str, keys: Iterable[str]) -> None:
    for key in keys:
        found_by[key].add(story)


def _continued(event: _Told, known: Mapping[str, _Told]) -> str | None:
    """Return the story that reports the same event, the most alike."""
    near = {story: told.profile for story, told in known.items() if not _are_apart(event, told)}
    alike = likenesses({"": event.profile}, near, least=ALIKE)[""]
    return max(alike, key=lambda story: (round(alike[story], 6), story), default=None)


def _are_apart(one: _Told, other: _Told) -> bool:
    return any(are_apart(*pair) for pair in product(one.occasions, other.occasions))


def _file_of(story: str, known: Mapping[str, _Told], threads: Mapping[str, str]) -> str | None:
    """Return the thread of the other story on one file with this one with which it shares most of its matter."""
    subject = known[story].subject
    matter = {
        other: round(matter_shared(subject, told.subject), 6)
        for other, told in known.items()
        if other != story and actors_shared(subject, told.subject) >= _SAME_ACTORS
    }
    nearest = max(matter, key=lambda other: (matter[other], other), default=None)
    return threads[nearest] if nearest and matter[nearest] >= _SAME_MATTER else None
