"""Independent sources: which articles go back to one text. Pure."""

from collections.abc import Mapping

from briefing.day import Day


def origins_of(day: Day) -> Mapping[str, int]:
    """Number the independent sources from 1: articles, copies included, to their origin (F7).

    Stories say which of the new articles share their text; every other article is an origin of its own,
    together with its copies. Numbers follow the order of the stories, then that of the files.
    """
    groups = [origin for story in day.stories for origin in story.origins]
    groups += [(article_id,) for story in day.stories for article_id in story.article_ids]
    groups += [group.article_ids for group in day.groups]
    groups += [(article_id,) for article_id in (*day.on_file, *sorted(day.articles))]
    found: dict[str, int] = {}
    last = 0
    for group in groups:
        known = next((found[each] for each in group if each in found), None)
        last = last if known else last + 1
        for each in group:
            found.setdefault(each, known or last)
    return found
