"""Independent sources: which articles go back to one text, or to one outlet. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from briefing.day import Day


def origins_of(day: Day) -> Mapping[str, int]:
    """Number the independent sources from 1: articles, copies included, to their origin (F7).

    Stories say which of the new articles share their text. What an outlet reports itself is one source, in however many
    articles: nobody confirms himself. What it took over from another does not make its own articles the other's. Numbers
    follow the order of the stories, then that of the files.
    """
    root: dict[str, str] = {}

    def rooted(article_id: str) -> str:
        while root.setdefault(article_id, article_id) != article_id:
            article_id = root[article_id]
        return article_id

    for first, *others in _groups(day):
        for each in others:
            root[rooted(each)] = rooted(first)
    numbers: dict[str, int] = {}
    return {
        each: numbers.setdefault(rooted(each), len(numbers) + 1) for group in _groups(day) for each in group
    }


def _groups(day: Day) -> Iterator[Sequence[str]]:
    """Yield articles that have one origin together, every article in one at least."""
    texts = [
        *(each for story in day.stories for each in story.origins),
        *(each.article_ids for each in day.groups),
    ]
    yield from texts
    yield from ((article_id,) for story in day.stories for article_id in story.article_ids)
    yield from ((article_id,) for article_id in (*day.on_file, *sorted(day.articles)))
    copied = {article_id for _, *others in texts for article_id in others}
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for article_id, article in sorted(day.articles.items()):
        if article.outlet and article_id not in copied:
            by_outlet[article.outlet.casefold()].append(article_id)
    yield from by_outlet.values()
