"""From stories to threads: the local dates that an edition brings, filed one after the other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefing import serial
from briefing.day import ThreadNews
from briefing.following import Counted, Material, Plan
from briefing.store import Archive, Threads, settled
from briefing.track.threads import Traits, file_day, keys_of, traits_of, version_of_traits
from briefing.types import Article, FiledStory, Filing, Story

_OF_A_STORY = 4


def file_articles(threads: Threads, archive: Archive, plan: Plan, material: Material) -> list[Filing]:
    """File the days of ``plan`` in order, keep what they leave, and return it."""
    late = {each for each, (_, is_late) in plan.counted.items() if is_late}
    placed: list[Filing] = []
    for day, articles in sorted(_by_day(plan.counted, material).items()):
        traits = _traits(threads, archive, {each.id: each for each in articles})
        keys = {each: keys_of(one.terms) for each, one in traits.items()}
        filed = threads.near(frozenset().union(*keys.values()), day)
        traits |= _traits(threads, archive, dict.fromkeys(_newest_of_each(filed)))
        summaries = {each: material[each][1] for each in traits if each in material}
        found = file_day(articles, traits.values(), filed, summaries)
        if plan.kept:
            threads.save(day, found, late, keys)
        placed += found
    return placed


def _traits(threads: Threads, archive: Archive, wanted: Mapping[str, Article | None]) -> dict[str, Traits]:
    """Return what articles are compared by; what was not kept is read from them, or from the archive where none is given."""
    version = version_of_traits()
    known = {each: serial.loads(Traits, body) for each, body in threads.traits(wanted, version).items()}
    missing = {each: one for each, one in wanted.items() if each not in known}
    texts = archive.articles([each for each, one in missing.items() if one is None])
    fresh = {each: traits_of(one or texts[each]) for each, one in missing.items()}
    threads.save_traits({each: serial.dumps(one) for each, one in fresh.items()}, version)
    return known | fresh


def _newest_of_each(filed: Mapping[str, Filing]) -> list[str]:
    """Return a few articles of each story: what a story is about does not take all that was written on it."""
    members: dict[str, list[str]] = defaultdict(list)
    for each in filed.values():
        members[each.story_id].append(each.article_id)
    return [each for ids in members.values() for each in ids[-_OF_A_STORY:]]


def _by_day(counted: Counted, material: Material) -> dict[date, list[Article]]:
    found: dict[date, list[Article]] = defaultdict(list)
    for each, (day, _) in counted.items():
        if each in material:
            found[day].append(material[each][0])
    return found


def thread_news(
    threads: Threads, stories: Iterable[Story], fresh: Sequence[Filing], until: date
) -> dict[str, ThreadNews]:
    """Return the thread of each story as it is at the end of a day, by the story's id; ``fresh`` is what that day filed."""
    ids = {story.id: story.article_ids for story in stories}
    where = threads.filings({each for some in ids.values() for each in some}, until) | settled(fresh)
    filed = threads.stories({each.thread_id for each in where.values()}, until)
    own = {story: [where[each] for each in some if each in where] for story, some in ids.items()}
    return {story: _news(filings, filed, until) for story, filings in own.items() if filings}


def _news(own: Sequence[Filing], filed: Sequence[FiledStory], until: date) -> ThreadNews:
    """Return the thread that most of a story's articles were filed in, with what is on it from before."""
    thread, _ = Counter(each.thread_id for each in own).most_common(1)[0]
    on_thread = [each for each in filed if each.thread_id == thread]
    stories = {each.story_id for each in own}
    began = min((each.first for each in on_thread if each.id in stories), default=until)
    earlier = tuple(each for each in on_thread if each.id not in stories and each.first < began)
    return ThreadNews(id=thread, since=min([began, *(each.first for each in earlier)]), earlier=earlier)
