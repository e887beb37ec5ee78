"""What a brief says of the thread of a story: one line, with the headline of the story before."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefing.brief import Brief, lines_of
from briefing.brief.stories import StoryThread
from briefing.day import Day, Desk, ThreadNews
from briefing.labels import languages
from briefing.publish.compose import compose
from briefing.publish.render import Renderer
from briefing.rules import Force, broken
from briefing.types import FiledStory
from tests.build import an_article
from tests.command import Command
from tests.days import crowded, three_stories
from tests.test_rules import edition_of

BEFORE = an_article(
    "The talks ended without a text.",
    id="before",
    title="Talks end without a text",
    published=date(2024, 12, 3),
)


def on_file(day: Day, number: int = 2) -> Day:
    """Return ``day`` with each of its stories on a thread that has stories before it."""
    earlier = tuple(
        FiledStory(
            id=f"s{each}",
            thread_id="t",
            first=date(2024, each, 1),
            last=date(2024, each, 3),
            article_id="before",
        )
        for each in range(13 - number, 13)
    )
    news = ThreadNews(id="t", since=earlier[0].first if earlier else day.edition.day, earlier=earlier)
    return replace(
        day,
        articles={**day.articles, BEFORE.id: BEFORE},
        threads={story.id: news for story in day.stories},
    )


def threads(brief: Brief) -> list[StoryThread]:
    found = [*(each.thread for each in brief.stories), *(each.thread for each in brief.also)]
    return [each for each in found if each]


def test_a_story_on_a_file_tells_since_when_how_many_came_before_and_the_last_of_them() -> None:
    brief = compose(on_file(three_stories()))
    thread = brief.stories[0].thread
    assert thread
    assert thread.said
    assert (thread.id, thread.since, thread.earlier, thread.last) == (
        "t",
        date(2024, 11, 1),
        2,
        date(2024, 12, 3),
    )
    line = "**On this file since 1 November 2024, 2 earlier stories, last 3 December 2024:** Talks end without a text ["
    assert Renderer().markdown(brief).count(line) == len(brief.stories)
    assert thread.said in lines_of(brief)


def test_every_form_tells_it_and_the_page_opens_the_headline_and_links_its_source() -> None:
    brief, renderer = compose(on_file(three_stories())), Renderer()
    for form in (renderer.html, renderer.email_html, renderer.email_text):
        assert "On this file since 1 November 2024" in " ".join(form(brief).split())
    (number,) = {row.number for row in brief.sources if row.article_id == "before"}
    page = renderer.html(brief)
    told = page[page.index("On this file since") :]
    assert f"#source-{number}" in told[: told.index("</details>")]


def test_the_first_story_of_a_thread_carries_it_and_says_nothing() -> None:
    brief = compose(on_file(three_stories(), number=0))
    assert {(each.earlier, each.last, each.said) for each in threads(brief)} == {(0, None, None)}
    assert "On this file" not in Renderer().markdown(brief)


def test_the_headline_of_the_story_before_is_not_told_again_as_background() -> None:
    day = three_stories()
    stories = tuple(replace(each, background_ids=("before",)) for each in day.stories)
    brief = compose(on_file(replace(day, stories=stories)))
    assert all(not story.background for story in brief.stories)


def test_a_story_told_in_one_line_has_its_thread_without_a_headline() -> None:
    brief = compose(on_file(crowded(9)))
    assert brief.also
    assert all(each.thread and each.thread.earlier == 2 and each.thread.said is None for each in brief.also)


@pytest.mark.parametrize("language", languages())
def test_a_crowded_day_on_old_files_keeps_its_length_and_the_rules(language: str) -> None:
    brief = compose(on_file(crowded(9, desk=Desk(language=language))))
    assert brief.header.words <= 900
    assert [str(each) for each in broken(edition_of(brief)) if each.force is Force.MUST] == []


def test_the_visit_of_april_2024_is_on_the_file_that_february_2023_began(
    briefing: Command, shared: Path
) -> None:
    arguments = ("run", "--source", str(shared / "seeds-dated"), "--date", "2024-04-24")
    assert briefing(*arguments).code == 0
    written = (briefing.folder / "outputs" / "2024-04-24" / "brief.json").read_bytes()
    (story,) = json.loads(written)["stories"]
    assert story["thread"]["since"] == "2023-02-24"
    assert (story["thread"]["earlier"], story["thread"]["last"]) == (2, "2023-06-18")
    assert briefing(*arguments).code == 0
    assert (briefing.folder / "outputs" / "2024-04-24" / "brief.json").read_bytes() == written
    assert briefing("verify").code == 0
