"""How the editor of the page tells the stories: his sentences over their lines, and the rows and comments that he chooses."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from briefing.brief import BriefStory, Change, ChangeKind
from briefing.day import Day, Desk
from briefing.publish.compose import compose, unedited
from briefing.publish.editing import checked_lines, steps_of
from briefing.publish.lines import ours
from briefing.types import EditedStory, EditionText, EngineInfo, Matter, WrittenCell, WrittenSentence
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


def a_written_day(*told: EditedStory, words: int = 900) -> Day:
    """Return a day of one story with four sentences, two rows and two comments, which an editor told as in ``told``."""
    article = an_article(" ".join(source_of(each) for each in (*SENTENCES, *COMMENTS)))
    lines = {
        each: WrittenSentence(text=each, evidence=(quote_of(article, source_of(each)),))
        for each in (*SENTENCES, *COMMENTS)
    }
    aims = [an_objective(article, source_of(each), "Kenya") for each in SENTENCES[:2]]
    matters = tuple(
        Matter(
            name=None,
            item_ids=(aim.id,),
            cells=(WrittenCell(party="Kenya", said=replace(lines[sentence], text=cell)),),
        )
        for aim, sentence, cell in zip(aims, SENTENCES, CELLS, strict=False)
    )
    story = a_story(article)
    text = a_story_text(
        story,
        headline=lines[SENTENCES[0]],
        bottom_line=tuple(lines[each] for each in SENTENCES),
        comment=tuple(lines[each] for each in COMMENTS),
        matters=matters,
    )
    edition = EditionText(
        bottom_line=(lines[SENTENCES[0]],), withheld=(), engine=EngineInfo(name="openai"), stories=told
    )
    day = a_day([article], [with_items(article, *aims)], [story], texts=(text,), text=edition)
    return replace(day, desk=Desk(max_words=words))


def the_story(day: Day) -> BriefStory:
    (story,) = compose(day).stories
    return story


def an_edited_story(*beside: str, number: int = 1, lead: Sequence[str] = ()) -> EditedStory:
    sentences = tuple(WrittenSentence(text=each, evidence=()) for each in lead)
    return EditedStory(number=number, lead=sentences, beside=beside)


def test_what_the_editor_wrote_and_chose_stands_where_there_is_not_room_for_all() -> None:
    least = compose(a_written_day(words=1)).header.words
    told = an_edited_story(CELLS[1], COMMENTS[1], CELLS[0], lead=("Lorries stand, and a vote is due.",))
    story = the_story(a_written_day(told, words=least + 12))
    assert [line.text for line in story.lead] == ["Lorries stand, and a vote is due."]
    assert [side.said.text for row in story.matters for side in row.sides if side.said] == [CELLS[1]]
    assert [line.text for line in story.comments] == [COMMENTS[1]]


def test_with_room_what_he_chose_stands_first_and_of_the_sentences_only_his() -> None:
    story = the_story(a_written_day(an_edited_story(CELLS[1], COMMENTS[1], lead=SENTENCES[2:])))
    assert [line.text for line in story.lead] == list(SENTENCES[2:])
    assert [line.text for line in story.comments] == [COMMENTS[1], COMMENTS[0]]
    assert [side.said.text for row in story.matters for side in row.sides if side.said] == [*CELLS[::-1]]


def test_a_story_that_he_wrote_nothing_of_keeps_its_sentences() -> None:
    told = an_edited_story(COMMENTS[1]), an_edited_story(lead=["Of no story."], number=2)
    assert [line.text for line in the_story(a_written_day(*told)).lead] == list(SENTENCES)


def test_one_line_tells_the_fifth_story_by_the_editors_first_sentence() -> None:
    day = a_written_day(an_edited_story(lead=SENTENCES[2:], number=5))
    texts = [f"{each} wants talks with Chile about the pass." for each in ("Peru", "Tonga", "Ghana", "Nepal")]
    others = [an_article(text, id=f"a{number}", title=text) for number, text in enumerate(texts, start=2)]
    all_five = replace(
        day,
        articles={**day.articles, **{each.id: each for each in others}},
        summaries={**day.summaries, **{each.id: with_items(each) for each in others}},
        stories=(*day.stories, *map(a_story, others)),
    )
    limits = range(compose(replace(all_five, desk=Desk(max_words=1))).header.words, 400, 5)
    briefs = [compose(replace(all_five, desk=Desk(max_words=each))) for each in limits]
    assert [SENTENCES[2]] in [[line.headline.text for line in brief.also] for brief in briefs]
    (fifth,) = compose(replace(all_five, desk=Desk(max_words=3000))).stories[4:]
    assert SENTENCES[2] not in [line.text for line in fifth.lead]


def test_sentences_take_turns_with_what_stands_beside_them_and_the_first_of_each_open_a_story() -> None:
    (story,) = unedited(a_written_day()).stories
    told = [
        an_edited_story(CELLS[0], COMMENTS[0], CELLS[1], CELLS[1], "unknown", lead=SENTENCES[:3]),
        an_edited_story(COMMENTS[1], CELLS[1], number=2, lead=SENTENCES[:1]),
    ]
    assert steps_of(told, [story, story]) == [
        ("lead", 0),
        ("comment", 1),
        ("comment", 0),
        ("lead", 0),
        ("disputes", 0),
    ]


def test_few_stories_are_told_whole_before_a_fifth_is_opened() -> None:
    (story,) = unedited(a_written_day()).stories
    told = [an_edited_story(lead=SENTENCES[:2], number=number) for number in (4, 5, 6)]
    assert steps_of(told, [story] * 5) == [("lead", 3)]


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


def told(**fields: Any) -> EditedStory | None:
    """Return what comes of one story of an answer."""
    text, _ = asked({"bottom_line": [], "stories": [{"story": "1", **fields}]})
    return next(iter(text.stories), None)


def test_the_editor_is_shown_every_line_and_how_much_room_there_is() -> None:
    _, question = asked({"bottom_line": []})
    assert "room for about 450 words" in question
    assert f"[2] story 1 · sentence, 5 words · {SENTENCES[0]}" in question


@pytest.mark.parametrize(
    ("beside", "chosen"),
    [
        (["6", " 9 ", "6"], (CELLS[0], COMMENTS[1])),
        (["0", "99", "x", "-1", "2.5"], ()),
        (None, ()),
    ],
)
def test_the_editor_names_rows_and_comments_by_their_numbers_and_what_names_none_is_left_out(
    beside: object, chosen: tuple[str, ...]
) -> None:
    found = told(beside=beside)
    assert found is not None
    assert found.beside == chosen


def test_a_sentence_over_several_lines_has_all_their_evidence() -> None:
    found = told(sentences=[{"text": "Lorries stand at Busia, and Uganda waits for fuel.", "at": ["4", "3"]}])
    assert found is not None
    assert [each.text for each in found.lead] == ["Lorries stand at Busia, and Uganda waits for fuel."]
    assert [each.quote for each in found.lead[0].evidence] == [
        source_of(SENTENCES[2]),
        source_of(SENTENCES[1]),
    ]


def test_a_sentence_that_its_lines_do_not_bear_gives_way_to_the_first_of_them() -> None:
    found = told(sentences=[{"text": "Forty lorries stand at Busia.", "at": ["4"]}])
    assert found is not None
    assert [each.text for each in found.lead] == [SENTENCES[2]]


def test_a_sentence_that_fails_gives_way_to_no_cell() -> None:
    found = told(sentences=[{"text": "Forty ports open.", "at": ["6", "4"]}])
    assert found is not None
    assert not found.lead


def test_a_sentence_is_no_longer_than_one_reads_at_a_breath() -> None:
    words = " and ".join([SENTENCES[2].rstrip(".")] * 12)
    found = told(sentences=[{"text": f"{words}.", "at": ["4"]}])
    assert found is not None
    assert [each.text for each in found.lead] == [SENTENCES[2]]


@pytest.mark.parametrize("number", ["2", "0", "99", "none", ""])
def test_a_number_that_is_of_no_story_tells_nothing(number: str) -> None:
    answer = [{"story": number, "sentences": [{"text": SENTENCES[2], "at": ["4"]}], "beside": ["6"]}]
    text, _ = asked({"bottom_line": [], "stories": answer})
    assert text.stories == ()


def test_a_number_may_come_as_a_number() -> None:
    answer = [{"story": 1, "sentences": [{"text": SENTENCES[2], "at": [4]}], "beside": [6]}]
    text, _ = asked({"bottom_line": [], "stories": answer})
    assert [([line.text for line in each.lead], each.beside) for each in text.stories] == [
        ([SENTENCES[2]], (CELLS[0],))
    ]


def test_a_story_can_rest_on_no_line_of_another() -> None:
    (story,) = unedited(a_written_day()).stories
    lines = checked_lines([story, story])
    foreign = next(number for number, each in enumerate(lines, start=1) if each.story == 2) + 3
    answer = [
        {"story": "1", "sentences": [{"text": SENTENCES[2], "at": [str(foreign)]}], "beside": [str(foreign)]}
    ]
    day = a_written_day()
    with answering(lambda _: json.dumps({"bottom_line": [], "stories": answer})) as server:
        text = engine_at(server.url("ok")).write_edition(day.edition.day, lines, day.articles, 450)
    assert [(each.lead, each.beside) for each in text.stories] == [((), ())]


@pytest.mark.parametrize(
    ("speaker", "speaks"),
    [
        ("Ada Onyango, spokeswoman, on the record", ("Kenya",)),
        ("a United States official, on background", ()),
        ("a Kenyan official, on background; a United States official, on background", ()),
        ("Ivo Lund, analyst", ()),
        (None, ("Kenya",)),
    ],
)
def test_f4_who_speaks_of_a_party_from_outside_does_not_speak_for_it(
    speaker: str | None, speaks: tuple[str, ...]
) -> None:
    (story,) = unedited(a_written_day()).stories
    (side,) = story.matters[0].sides
    assert side.said is not None
    row = replace(story.matters[0], sides=(replace(side, said=replace(side.said, speaker=speaker)),))
    lines = checked_lines([replace(story, matters=(row,))])
    (cell,) = [line for line in lines if line.about.startswith("row")]
    assert cell.speaks_for == speaks


def test_f1_nothing_rests_on_a_comment_of_ours() -> None:
    _, question = asked({"bottom_line": []})
    number = next(line for line in question.splitlines() if "comment of ours" in line)[1:].partition("]")[0]
    over_it = {"text": COMMENTS[0], "at": [number]}
    answer = {
        "bottom_line": [over_it],
        "stories": [{"story": "1", "sentences": [over_it], "beside": [number]}],
    }
    text, _ = asked(answer)
    assert not text.bottom_line
    assert [(each.lead, each.beside) for each in text.stories] == [((), (COMMENTS[0],))]
    assert [each.reason for each in text.withheld] == ["it points to no line"] * 2


def test_what_changed_is_shown_to_the_editor_and_bears_nothing() -> None:
    day = a_written_day()
    line = replace(unedited(day).stories[0].lead[0], text="Kenya got the port")
    changed = [
        Change(kind=ChangeKind.MET, line=line),
        Change(kind=ChangeKind.FIRST, line=ours("No edition before")),
    ]
    lines = checked_lines((), (), changed)
    assert [(each.about, each.text, each.speaker, each.evidence) for each in lines] == [
        ("what changed · met", "Kenya got the port", "ours", ())
    ]


def test_the_room_of_the_page_is_what_its_lists_leave() -> None:
    day = a_written_day()
    room = unedited(replace(day, text=None)).room
    assert 0 < room < day.desk.max_words
    roomy = replace(day, text=None, desk=Desk(max_words=day.desk.max_words + 100))
    assert unedited(roomy).room == room + 100
