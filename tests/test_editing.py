"""How the editor of the page tells the stories: his sentences, rows and comments, each over lines of the story."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing.brief.changes import Change, ChangeKind
from briefing.brief.rows import MatterRow, Side
from briefing.brief.stories import BriefStory
from briefing.day import Day, Desk
from briefing.publish.compose import compose, unedited
from briefing.publish.editing import checked_lines, edited, steps_of
from briefing.publish.lines import ours, written
from briefing.types import (
    CheckedLine,
    EditedStory,
    EditionText,
    EngineInfo,
    Matter,
    WrittenCell,
    WrittenSentence,
)
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


def sentences(*texts: str, of: str | None = None) -> tuple[WrittenSentence, ...]:
    """Return sentences that an editor wrote, over the sentence of the article ``of`` which they are, or over themselves."""
    article = an_article(" ".join(source_of(each) for each in (*SENTENCES, *COMMENTS)))
    known = {*SENTENCES, *COMMENTS}
    return tuple(
        WrittenSentence(
            text=each,
            evidence=(quote_of(article, source_of(of or each)),) if of or each in known else (),
        )
        for each in texts
    )


def a_row(text: str, *, of: str) -> Matter:
    """Return a row in which Kenya has ``text``, over the sentence ``of`` the article."""
    (said,) = sentences(text, of=of)
    return Matter(name="the port", item_ids=(), cells=(WrittenCell(party="Kenya", said=said),))


def an_edited_story(
    *comments: str, number: int = 1, lead: Sequence[str] = (), rows: Sequence[Matter] = ()
) -> EditedStory:
    return EditedStory(number=number, lead=sentences(*lead), rows=tuple(rows), comments=sentences(*comments))


def texts_of(story: BriefStory) -> list[str]:
    return [side.said.text for row in story.matters for side in row.sides if side.said]


def test_what_the_editor_wrote_stands_where_there_is_not_room_for_all() -> None:
    least = compose(a_written_day(words=1)).header.words
    row = a_row("says that its lorries wait", of=SENTENCES[1])
    told = an_edited_story(COMMENTS[1], lead=("Lorries stand, and a vote is due.",), rows=[row])
    story = the_story(a_written_day(told, words=least + 16))
    assert [line.text for line in story.lead] == ["Lorries stand, and a vote is due."]
    assert texts_of(story) == ["says that its lorries wait"]
    assert [line.text for line in story.comments] == [COMMENTS[1]]


def test_with_room_what_he_wrote_stands_first_and_of_the_sentences_only_his() -> None:
    row = a_row("says that its lorries wait", of=SENTENCES[1])
    story = the_story(a_written_day(an_edited_story(COMMENTS[1], lead=SENTENCES[2:], rows=[row])))
    assert [line.text for line in story.lead] == list(SENTENCES[2:])
    assert [line.text for line in story.comments] == [COMMENTS[1], COMMENTS[0]]
    assert texts_of(story) == ["says that its lorries wait", CELLS[0]]


def test_what_his_rows_and_comments_draw_on_is_not_told_again() -> None:
    rows = [a_row(f"is said to do {cell}", of=of) for cell, of in zip(CELLS, SENTENCES, strict=False)]
    (comment,) = sentences("The fuel goes first.", of=COMMENTS[0])
    told = EditedStory(number=1, rows=tuple(rows), comments=(comment,))
    story = the_story(a_written_day(told, words=2000))
    assert texts_of(story) == [f"is said to do {cell}" for cell in CELLS]
    assert [line.text for line in story.comments] == ["The fuel goes first.", COMMENTS[1]]


def a_side(party: str, text: str, *, of: str, hedges: tuple[str, ...] = ()) -> Side:
    (said,) = sentences(text, of=of)
    return Side(party=party, said=written(said), hedges=hedges)


def told_as(story: BriefStory, *rows: Matter, lead: Sequence[str] = ()) -> list[tuple[str | None, list[str]]]:
    """Return the rows of a story, each with its name and what its sides say, once an editor wrote ``rows`` and ``lead``."""
    told = edited(story, an_edited_story(lead=lead, rows=rows))
    return [(row.name, [side.said.text for side in row.sides if side.said]) for row in told.matters]


def a_story_of_two() -> BriefStory:
    (story,) = unedited(a_written_day()).stories
    wants, waits = (
        a_side("Kenya", CELLS[0], of=SENTENCES[0], hedges=("may",)),
        a_side("Uganda", CELLS[1], of=SENTENCES[1]),
    )
    both = MatterRow(name="the port", item_ids=("a", "b"), sides=(wants, waits))
    return replace(story, parties=("Kenya", "Uganda"), matters=(both,))


def test_f9_the_other_chief_side_of_a_row_that_he_draws_on_keeps_its_words_unless_his_sentences_have_them() -> (
    None
):
    story, row = a_story_of_two(), replace(a_row("wants it open at once", of=SENTENCES[0]), name=None)
    assert told_as(story, row) == [("the port", ["wants it open at once", CELLS[1]])]
    assert told_as(story, row, lead=SENTENCES[1:2]) == [("the port", ["wants it open at once"])]
    (told, *_) = edited(story, an_edited_story(rows=[row])).matters
    assert [(side.party, side.hedges) for side in told.sides] == [("Kenya", ("may",)), ("Uganda", ())]
    third = replace(story, parties=("Kenya", "Chad"))
    assert told_as(third, row) == [("the port", ["wants it open at once"])]


def test_a_row_draws_on_no_side_of_another_party_with_the_same_words_behind_it() -> None:
    story = a_story_of_two()
    fuel = MatterRow(name="fuel", item_ids=(), sides=(a_side("Uganda", "lacks fuel", of=SENTENCES[0]),))
    found = told_as(replace(story, matters=(*story.matters, fuel)), a_row("wants it", of=SENTENCES[0]))
    assert found == [("the port", ["wants it", CELLS[1]]), ("fuel", ["lacks fuel"])]


def test_rows_that_his_sentences_tell_come_last() -> None:
    story = a_story_of_two()
    fuel = MatterRow(name="fuel", item_ids=(), sides=(a_side("Uganda", "lacks fuel", of=SENTENCES[2]),))
    both = replace(story, matters=(*story.matters, fuel))
    assert [name for name, _ in told_as(both, lead=SENTENCES[:2])] == ["fuel", "the port"]


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
    rows = [a_row("waits", of=SENTENCES[1])] * 2
    told = [
        an_edited_story(*COMMENTS, lead=SENTENCES[:3], rows=rows),
        an_edited_story(COMMENTS[1], number=2, lead=SENTENCES[:1]),
    ]
    assert steps_of(told, 2) == [
        ("lead", 0),
        ("comment", 1),
        ("comment", 0),
        ("lead", 0),
        ("disputes", 0),
        ("comment", 0),
    ]


def test_few_stories_are_told_whole_before_a_fifth_is_opened() -> None:
    told = [an_edited_story(lead=SENTENCES[:2], number=number) for number in (4, 5, 6)]
    assert steps_of(told, 5) == [("lead", 3)]


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
    text, _ = asked({"bottom_line": [], "stories": [{"story": "1"} | fields]})
    return next(iter(text.stories), None)


def test_the_editor_is_shown_every_line_and_how_much_room_there_is() -> None:
    _, question = asked({"bottom_line": []})
    assert "room for about 450 words" in question
    assert f"[2] story 1 · sentence, 5 words · {SENTENCES[0]}" in question


def test_the_editor_is_shown_the_articles_own_words_and_of_one_story_alone_every_row() -> None:
    _, question = asked({"bottom_line": []})
    assert f"‹{source_of(SENTENCES[2])}›" in question
    (story,) = unedited(a_written_day()).stories
    many = replace(story, matters=story.matters[:1] * 9)
    assert _rows_shown(many) == 8
    assert _rows_shown(many, many, many) == 4


def _rows_shown(*stories: BriefStory) -> int:
    return sum(line.story == 1 and line.about.startswith("row") for line in checked_lines(stories))


def a_wire_row(*cells: tuple[str, str, list[str]], name: str = "port") -> dict[str, Any]:
    return {"name": name, "cells": [{"of": of, "text": text, "at": at} for of, text, at in cells]}


def test_a_row_is_written_over_cells_and_sentences_of_its_parties() -> None:
    found = told(
        rows=[a_wire_row(("Kenya", "wants the port open", ["6"]), ("Uganda", "waits for fuel", ["3"]))]
    )
    assert found is not None
    (row,) = found.rows
    assert row.name == "port"
    assert [(cell.party, cell.said.text) for cell in row.cells] == [
        ("Kenya", "wants the port open"),
        ("Uganda", "waits for fuel"),
    ]


def test_a_row_without_a_name_is_a_row() -> None:
    found = told(rows=[a_wire_row(("Kenya", "wants the port open", ["6"])) | {"name": None}])
    assert found is not None
    assert [row.name for row in found.rows] == [None]


@pytest.mark.parametrize(
    ("cell", "told_as"),
    [
        (("Kenya", "wants forty ports open", ["6"]), [CELLS[0]]),
        (("Peru", "wants the port open", ["6"]), []),
        (("Kenya", "wants the port open", ["99"]), []),
    ],
)
def test_a_cell_that_its_lines_do_not_bear_gives_way_to_one_of_its_party(
    cell: tuple[str, str, list[str]], told_as: list[str]
) -> None:
    found = told(rows=[a_wire_row(cell)])
    assert found is not None
    assert [each.said.text for row in found.rows for each in row.cells] == told_as


def test_f4_a_sentence_is_of_whom_a_clause_of_it_begins_with_and_not_of_whom_it_names() -> None:
    (story,) = unedited(a_written_day()).stories
    (line,) = sentences("Kenya says that Uganda blocks the port, and Rwanda waits.", of=SENTENCES[0])
    heads = checked_lines([replace(story, lead=(written(line),))])
    assert [each.parties for each in heads if each.about.startswith("sentence")] == [("Kenya", "Rwanda")]


def test_a_stand_in_is_told_once() -> None:
    found = told(
        comments=[{"text": "Forty days.", "at": ["8"]}, {"text": "Fifty days.", "at": ["8"]}],
        rows=[a_wire_row(("Kenya", "wants forty ports", ["6"]))] * 2,
    )
    assert found is not None
    assert [each.text for each in found.comments] == [COMMENTS[0]]
    assert len(found.rows) == 1


def test_f10_a_sentence_may_set_todays_news_beside_an_earlier_report_with_its_day() -> None:
    before = replace(an_article("Kenya wanted the port open.", id="before"), published=date(2026, 2, 27))
    news = an_article("Lorries stand at Busia.", id="news")
    lines = [
        CheckedLine(
            text=text,
            about=about,
            source="",
            speaker=None,
            item_id=None,
            evidence=(quote_of(article, article.text),),
            parties=("Kenya",),
            story=1,
        )
        for text, about, article in (
            ("on 27 February wanted the port open", "row 1, position of Kenya, 6 words", before),
            ("Lorries stand at Busia.", "sentence, 4 words", news),
        )
    ]
    both = "On 27 February Kenya wanted the port open; lorries stand at Busia."

    def lead(text: str) -> list[str]:
        answer = {
            "bottom_line": [],
            "stories": [{"story": "1", "sentences": [{"text": text, "at": ["1", "2"]}]}],
        }
        with answering(lambda _: json.dumps(answer)) as server:
            engine = engine_at(server.url("ok"))
            text_ = engine.write_edition(
                date(2026, 3, 2), lines, {each.id: each for each in (before, news)}, 450
            )
        return [each.text for each in text_.stories[0].lead]

    assert lead(both) == [both]
    assert lead("On 28 February Kenya wanted the port open.") == []


def test_f10_a_cell_over_an_earlier_report_keeps_its_day() -> None:
    article = replace(an_article("On 1 March Kenya wanted the port open."), published=date(2026, 3, 1))
    line = CheckedLine(
        text="on 1 March wanted the port open",
        about="row 1, position of Kenya, 7 words",
        source="",
        speaker=None,
        item_id=None,
        evidence=(quote_of(article, "On 1 March Kenya wanted the port open."),),
        parties=("Kenya",),
        story=1,
    )

    def cell(text: str) -> list[str]:
        rows = [a_wire_row(("Kenya", text, ["1"]))]
        answer = {"bottom_line": [], "stories": [{"story": "1", "rows": rows}]}
        with answering(lambda _: json.dumps(answer)) as server:
            engine = engine_at(server.url("ok"))
            written = engine.write_edition(date(2026, 3, 2), [line], {article.id: article}, 450)
        return [each.said.text for row in written.stories[0].rows for each in row.cells]

    assert cell("wanted the port open on 1 March") == ["wanted the port open on 1 March"]
    assert cell("wanted the port open") == [line.text]


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
    answer = [{"story": number, "sentences": [{"text": SENTENCES[2], "at": ["4"]}]}]
    text, _ = asked({"bottom_line": [], "stories": answer})
    assert text.stories == ()


def test_a_number_may_come_as_a_number() -> None:
    found = told(story=1, sentences=[{"text": SENTENCES[2], "at": [4]}])
    assert found is not None
    assert [line.text for line in found.lead] == [SENTENCES[2]]


def test_a_story_can_rest_on_no_line_of_another() -> None:
    (story,) = unedited(a_written_day()).stories
    lines = checked_lines([story, story])
    first = next(number for number, each in enumerate(lines, start=1) if each.story == 2)
    sentence, cell, comment = (str(first + each) for each in (3, 5, 7))
    answer = {
        "story": "1",
        "sentences": [{"text": SENTENCES[2], "at": [sentence]}],
        "rows": [a_wire_row(("Kenya", CELLS[0], [cell]))],
        "comments": [{"text": COMMENTS[0], "at": [comment]}],
    }
    day = a_written_day()
    with answering(lambda _: json.dumps({"bottom_line": [], "stories": [answer]})) as server:
        text = engine_at(server.url("ok")).write_edition(day.edition.day, lines, day.articles, 450)
    assert text.stories == (EditedStory(number=1),)


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


def test_f1_no_sentence_and_no_cell_rests_on_a_comment_of_ours() -> None:
    _, question = asked({"bottom_line": []})
    number = next(line for line in question.splitlines() if "comment of ours" in line)[1:].partition("]")[0]
    over_it = {"text": COMMENTS[0], "at": [number]}
    row = {"name": "port", "cells": [{"of": "Kenya", "text": "has fuel", "at": [number]}]}
    answer = {"bottom_line": [over_it], "stories": [{"story": "1", "sentences": [over_it], "rows": [row]}]}
    text, _ = asked(answer)
    assert not text.bottom_line
    assert text.stories == (EditedStory(number=1),)
    assert [each.reason for each in text.withheld] == ["it points to no line"] * 2 + ["no line is of 'Kenya'"]


@pytest.mark.parametrize(
    ("comment", "stands"),
    [
        ("The fuel is used up. The vote comes after.", "The fuel is used up. The vote comes after."),
        ("The vote comes ten days after the fuel is used up.", COMMENTS[0]),
        ("Kenya should wait: the vote comes after the fuel.", COMMENTS[0]),
    ],
)
def test_a_comment_is_written_over_comments_and_gives_way_to_the_one_it_cites(
    comment: str, stands: str
) -> None:
    found = told(comments=[{"text": comment, "at": ["8", "3"]}])
    assert found is not None
    assert [each.text for each in found.comments] == [stands]


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
