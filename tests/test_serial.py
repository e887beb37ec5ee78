import json

import pytest

from briefing import serial
from briefing.brief import brief_from
from briefing.brief.lines import Line, Voice
from briefing.publish.compose import compose
from briefing.types import ArticleSummary, FetchState
from tests.build import a_summary, an_article
from tests.days import a_day, a_story, with_items


def test_what_is_written_is_read_back_equal() -> None:
    summary = a_summary(an_article("Ministers met in Oslo. They talked."))
    assert serial.loads(ArticleSummary, serial.dumps(summary)) == summary


def test_fields_stand_in_the_order_of_their_declaration() -> None:
    assert serial.dumps(FetchState(url="u")).startswith('{"url":"u","etag":null')


def test_text_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="url"):
        serial.loads(FetchState, "{}")


@pytest.mark.parametrize(
    "text",
    [
        '[{"comment": 1}]',
        '{"comment": 1}',
        '{"stories": [1], "comment": 2}',
        '{"stories": 1, "comment": 2}',
        "[]",
    ],
)
def test_json_of_another_shape_is_no_brief(text: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)brief"):
        brief_from(text)


def test_a_brief_of_an_earlier_version_keeps_its_comment_and_its_question() -> None:
    article = an_article("Ministers met in Oslo.")
    brief = compose(a_day([article], [with_items(article)], [a_story(article)]))
    held = serial.plain(brief)
    line = serial.plain(Line(text="Both gain.", voice=Voice.COMMENT))
    for story in held["stories"]:
        del story["comments"], story["questions"], story["outlook"], story["repeats"]
        story |= {"comment": line, "watch": None}
    (story,) = brief_from(json.dumps(held, separators=(",", ":"))).stories
    assert ([each.text for each in story.comments], story.questions) == (["Both gain."], ())
    assert brief_from(serial.dumps(brief)) == brief
