"""Which sentences, rows and comments of the stories the editor of the page puts first."""

import json
from dataclasses import replace
from typing import Any

import pytest

from briefing.brief import BriefStory
from briefing.day import Day, Desk
from briefing.publish.compose import compose, unedited
from briefing.publish.editing import checked_lines, first_of, places, steps_of
from briefing.types import EditionText, EngineInfo, Matter, WrittenCell, WrittenSentence
from tests.build import an_article, quote_of
from tests.days import a_day, a_story, a_story_text, an_objective, with_items
from tests.test_model_engine import answering, engine_at

SENTENCES = (
    "Kenya wants the port open.",
    "Uganda waits for fuel.",
    "Lorries stand at Busia.",
    "A vote is due.",
)
COMMENTS = ("The vote comes after the fuel is used up.", "Uganda no longer names a day.")
CELLS = ("wants it open", "waits for fuel")


def source_of(sentence: str) -> str:
    """Return what the article has: the same words, told as hearsay in the middle of them."""
    first, *rest = sentence.split()
    return " ".join((first, "by all accounts", *rest))


def a_written_day(*page: str, words: int = 900) -> Day:
    """Return a day of one story with four sentences, two rows and two comments, of which an editor put ``page`` first."""
    article = an_article(" ".join(source_of(each) for each in (*SENTENCES, *COMMENTS)))
    told = {
        each: WrittenSentence(text=each, evidence=(quote_of(article, source_of(each)),))
        for each in (*SENTENCES, *COMMENTS)
    }
    aims = [an_objective(article, source_of(each), "Kenya") for each in SENTENCES[:2]]
    matters = tuple(
        Matter(
            name=None,
            item_ids=(aim.id,),
            cells=(WrittenCell(party="Kenya", said=replace(told[sentence], text=cell)),),
        )
        for aim, sentence, cell in zip(aims, SENTENCES, CELLS, strict=False)
    )
    story = a_story(article)
    text = a_story_text(
        story,
        headline=told[SENTENCES[0]],
        bottom_line=tuple(told[each] for each in SENTENCES),
        comment=tuple(told[each] for each in COMMENTS),
        matters=matters,
    )
    edition = EditionText(
        bottom_line=(told[SENTENCES[0]],), withheld=(), engine=EngineInfo(name="openai"), page=page
    )
    day = a_day([article], [with_items(article, *aims)], [story], texts=(text,), text=edition)
    return replace(day, desk=Desk(max_words=words))


def the_story(day: Day) -> BriefStory:
    (story,) = compose(day).stories
    return story


def test_what_the_editor_puts_first_stands_where_there_is_not_room_for_all() -> None:
    least = compose(a_written_day(words=1)).header.words
    page = (SENTENCES[2], CELLS[1], COMMENTS[1], SENTENCES[3], CELLS[0])
    story = the_story(a_written_day(*page, words=least + 12))
    assert [line.text for line in story.lead] == [SENTENCES[2], SENTENCES[3]]
    assert [side.said.text for row in story.matters for side in row.sides if side.said] == [CELLS[1]]
    assert [line.text for line in story.comments] == [COMMENTS[1]]


def test_with_room_all_is_told_whatever_the_editor_named_and_in_the_order_of_its_story() -> None:
    story = the_story(a_written_day(SENTENCES[3], COMMENTS[1]))
    assert [line.text for line in story.lead] == list(SENTENCES)
    assert [line.text for line in story.comments] == list(COMMENTS)
    assert len(story.matters) == len(CELLS)


def test_the_first_of_some_parts_keep_the_order_in_which_they_are_read() -> None:
    lines = unedited(a_written_day()).stories[0].lead
    order = places([SENTENCES[3], SENTENCES[1], SENTENCES[3]])
    told = [[each.text for each in first_of(lines, number, order)] for number in (0, 1, 2, 3)]
    assert told == [
        [],
        [SENTENCES[3]],
        [SENTENCES[1], SENTENCES[3]],
        [SENTENCES[0], SENTENCES[1], SENTENCES[3]],
    ]


def test_a_row_is_a_step_once_and_the_first_sentence_and_row_open_their_story() -> None:
    stories = unedited(a_written_day()).stories
    page = [CELLS[0], CELLS[0], SENTENCES[1], COMMENTS[0], CELLS[1], SENTENCES[0], "unknown"]
    steps = list(steps_of(page, stories))
    assert steps[0] == ("story", 0)
    assert [each for each in steps if each[0] != "story"] == [("comment", 0), ("disputes", 0), ("lead", 0)]


def test_a_comment_opens_its_story_too() -> None:
    stories = unedited(a_written_day()).stories
    assert list(steps_of([COMMENTS[0]], stories)) == [("story", 0), ("comment", 0)]


def asked(answer: dict[str, Any]) -> tuple[EditionText, str]:
    """Return what comes of an edition's ``answer``, and the question."""
    day, questions = a_written_day(), []

    def answered(request: dict[str, Any]) -> str:
        questions.append(str(request["messages"][1]["content"]))
        return json.dumps(answer)

    with answering(answered) as server:
        lines = checked_lines(unedited(day).stories)
        text = engine_at(server.url("ok")).write_edition(day.edition.day, lines, day.articles, 450)
    return text, questions[0]


@pytest.mark.parametrize(
    ("page", "chosen"),
    [
        (["4", " 2 ", "4"], (SENTENCES[2], SENTENCES[0])),
        (["0", "99", "x", "-1", "2.5"], ()),
        (None, ()),
    ],
)
def test_the_editor_names_lines_by_their_numbers_and_what_names_none_is_left_out(
    page: object, chosen: tuple[str, ...]
) -> None:
    text, question = asked({"bottom_line": [], "page": page})
    assert text.page == chosen
    assert "room for about 450 words" in question
    assert f"[2] story 1 · sentence, 5 words · {SENTENCES[0]}" in question


def test_f1_no_bottom_line_rests_on_a_comment_of_ours() -> None:
    _, question = asked({"bottom_line": []})
    number = next(line for line in question.splitlines() if "comment of ours" in line)[1:].partition("]")[0]
    text, _ = asked({"bottom_line": [{"text": COMMENTS[0], "at": [number]}], "page": [number]})
    assert not text.bottom_line
    assert text.page == (COMMENTS[0],)
    assert [each.reason for each in text.withheld] == ["it points to no line"]


def test_the_room_of_the_page_is_what_its_lists_leave() -> None:
    day = a_written_day()
    room = unedited(replace(day, text=None)).room
    assert 0 < room < day.desk.max_words
    roomy = replace(day, text=None, desk=Desk(max_words=day.desk.max_words + 100))
    assert unedited(roomy).room == room + 100


def test_few_stories_are_told_whole_before_a_fifth_is_opened() -> None:
    (story,) = unedited(a_written_day()).stories
    line = story.lead[0]
    stories = [
        replace(story, lead=tuple(replace(line, text=f"{name}{number}") for name in "ab"))
        for number in range(5)
    ]
    page = ["a4", "a0", "b0", "b4", "a3"]
    told = list(dict.fromkeys(steps_of(page, stories)))
    assert told == [("story", 0), ("lead", 0), ("story", 3), ("story", 4), ("lead", 4)]
