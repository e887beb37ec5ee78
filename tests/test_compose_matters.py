"""What a model puts side by side, and what is expected, in the stories of a brief."""

from dataclasses import replace

from briefing.brief import BriefStory
from briefing.day import Day
from briefing.labels import english
from briefing.publish.columns import story_table
from briefing.publish.compose import compose
from briefing.types import Article, EngineInfo, Matter, StoryText
from tests.build import an_article
from tests.days import (
    TODAY,
    a_day,
    a_dispute,
    a_party,
    a_story,
    an_expectation,
    an_objective,
    on_day,
    with_items,
)

WANTS = "Kenya wants the crossing at Busia reopened."
MAY = "Uganda may reopen it at night only."
TEXT = f"{WANTS} {MAY}"


def written(day: Day, *matters: Matter) -> Day:
    """Return ``day`` with what a model wrote of its first story: nothing but its matters."""
    text = StoryText(
        story_id=day.stories[0].id,
        headline=None,
        bottom_line=(),
        same=(),
        comment=None,
        withheld=(),
        engine=EngineInfo(name="openai"),
        matters=matters,
    )
    return replace(day, texts=(text,))


def the_story(day: Day) -> BriefStory:
    (story,) = compose(day).stories
    return story


def articles() -> list[Article]:
    return [an_article(TEXT, id=name, outlet=name, title=f"Report of {name}") for name in ("one", "two")]


def test_items_that_are_told_once_stand_in_the_matter_of_either() -> None:
    one, two = articles()
    aims = [an_objective(each, WANTS, "Kenya") for each in (one, two)]
    day = a_day([one, two], [with_items(one, aims[0]), with_items(two, aims[1])], [a_story(one, two)])
    story = the_story(written(day, Matter(name="the crossing", item_ids=(aims[1].id,))))
    assert [(each.name, each.item_ids) for each in story.matters] == [("the crossing", (aims[0].id,))]
    assert [row.name for row in story_table(story, english()).rows] == ["the crossing"]


def test_an_item_stands_in_one_matter_only_and_one_that_nobody_knows_in_none() -> None:
    one, _ = articles()
    aim = an_objective(one, WANTS, "Kenya")
    day = a_day([one], [with_items(one, aim)], [a_story(one)])
    matters = [Matter(name=name, item_ids=("unknown", aim.id)) for name in ("first", "second")]
    assert the_story(written(day, *matters)).matters == (Matter(name="first", item_ids=(aim.id,)),)


def test_what_has_a_day_is_told_by_the_ledger_or_the_calendar_and_not_by_its_story() -> None:
    one, _ = articles()
    dated = an_expectation(
        one, MAY, "Uganda", id="dated", horizon=on_day("on Tuesday", TODAY.replace(day=11))
    )
    open_ended = an_expectation(one, WANTS, "Uganda", id="open-ended")
    brief = compose(a_day([one], [with_items(one, dated, open_ended)], [a_story(one)]))
    assert [row.id for row in brief.stories[0].expectations] == ["open-ended"]
    assert [row.id for row in brief.ledger] == ["dated"]


def test_a_quarrel_beside_the_matters_that_says_what_one_of_them_has_is_not_told_again() -> None:
    one, _ = articles()
    aim = an_objective(one, WANTS, "Kenya")
    again = a_dispute(one, WANTS, a_party(one, "Kenya", WANTS), id="again")
    other = a_dispute(one, MAY, a_party(one, "Uganda", MAY), a_party(one, "Kenya", None), id="other")
    day = a_day([one], [with_items(one, aim, again, other)], [a_story(one)])
    matter = Matter(name="the crossing", item_ids=(aim.id,))
    assert [row.id for row in the_story(written(day, matter)).disputes] == ["other"]
