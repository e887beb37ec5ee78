"""What is foreseen in a lead story without a day is told with it in few words, each thing once; its questions are of what it tells."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing.brief.lines import Line, Voice
from briefing.brief.stories import BriefStory
from briefing.day import Day
from briefing.labels import english
from briefing.publish.compose import compose
from briefing.publish.outlook import outlook_of, untold
from briefing.publish.render import Renderer
from briefing.types import ExpectationSubkind, Matter, Prospect, StoryText, WrittenCell, WrittenSentence
from tests.build import an_article, quote_of
from tests.days import (
    TODAY,
    a_day,
    a_story,
    a_story_text,
    an_expectation,
    an_objective,
    named,
    with_items,
)

WANTS = "Kenya wants the crossing at Busia reopened."
WARNS = "Uganda will close the lake port if Kenya turns lorries back, Ada Nakato said."
LIKELY = "A second closure is likely later this year, an analyst said."
FEES = "Kenya may ask for a fee."
ARTICLE = an_article(f"{WANTS} {WARNS} {LIKELY} {FEES}", id="today", title="Kenya and Uganda quarrel")


def a_sentence(words: str, *quotes: str, speakers: tuple[str, ...] = ()) -> WrittenSentence:
    return WrittenSentence(
        text=words, evidence=tuple(quote_of(ARTICLE, each) for each in quotes), speakers=speakers
    )


def a_prospect(
    words: str, quote: str, day: date | None = None, when: str | None = None, speaker: str = ""
) -> Prospect:
    said = a_sentence(words, quote, speakers=(speaker,) if speaker else ())
    return Prospect(said=said, days=((day, said.evidence),), when=when)


CLOSES = a_prospect(
    "Uganda closes lake port if lorries are turned back", WARNS, speaker="Ada Nakato, on the record"
)
SECOND = a_prospect("Second closure is likely, an analyst says", LIKELY, when="later this year")


def a_written_day(*ahead: Prospect, lead: WrittenSentence | None = None, **fields: object) -> Day:
    """Return a day whose one story a model worded: a sentence, a matter, and what is ``ahead`` of it."""
    wants = an_objective(ARTICLE, WANTS, "Kenya", id="o1")
    warns = an_expectation(
        ARTICLE,
        WARNS,
        "Uganda",
        id="e1",
        subkind=ExpectationSubkind.COMMITMENT,
        attribution=named("Ada Nakato"),
    )
    cell = WrittenCell(party="Kenya", said=a_sentence("wants it reopened", WANTS), item_ids=("o1",))
    story = a_story(ARTICLE)
    text: StoryText = a_story_text(
        story,
        bottom_line=(lead or a_sentence("Kenya wants the crossing at Busia reopened.", WANTS),),
        matters=(Matter(name="the crossing", item_ids=("o1",), cells=(cell,)),),
        ahead=ahead,
        **fields,
    )
    return replace(a_day([ARTICLE], [with_items(ARTICLE, wants, warns)], [story]), texts=(text,))


def the_story(day: Day) -> BriefStory:
    (story,) = compose(day).stories
    return story


def test_what_has_no_day_stands_under_its_story_with_its_time_and_its_speaker() -> None:
    told = outlook_of(the_story(a_written_day(SECOND)), english())
    assert [(each.when, each.said.text, each.told_by) for each in told] == [
        ("“later this year”", "Second closure is likely, an analyst says.", "")
    ]
    (unnamed,) = outlook_of(
        replace(the_story(a_written_day(SECOND)), outlook=(line("It closes.", speaker="Ada Nakato"),)),
        english(),
    )
    assert unnamed.told_by == "Ada Nakato"


def test_what_has_a_day_is_left_to_ledger_and_calendar() -> None:
    dated = a_prospect("Second closure", LIKELY, TODAY + timedelta(days=7))
    assert not the_story(a_written_day(dated)).outlook


def test_what_the_ledger_tells_is_not_told_again() -> None:
    brief = compose(a_written_day(CLOSES, SECOND))
    assert [row.said.text for row in brief.ledger] == ["Uganda closes lake port if lorries are turned back."]
    assert [each.text for each in brief.stories[0].outlook] == ["Second closure is likely, an analyst says."]


def test_what_two_of_them_say_is_told_once() -> None:
    again = a_prospect("A second closure is likely, an analyst says", LIKELY)
    assert len(the_story(a_written_day(SECOND, again)).outlook) == 1


def test_what_the_comment_tells_is_not_told_again() -> None:
    comment = a_sentence(
        "Kenya wants Busia open; a second closure is likely, an analyst says.", WANTS, LIKELY
    )
    assert not the_story(a_written_day(SECOND, comment=(comment,))).outlook


def test_what_the_table_tells_under_a_party_is_not_told_again_with_its_name() -> None:
    told = a_prospect("Kenya wants it reopened, minister says", WANTS)
    assert not the_story(a_written_day(told, lead=a_sentence("Lorries wait.", FEES))).outlook


def test_a_word_of_an_office_names_nobody() -> None:
    story = the_story(a_written_day(SECOND))
    trade = line("Uganda trade may stop.", speaker="Ada Nakato, minister for trade")
    (told,) = outlook_of(replace(story, outlook=(trade,)), english())
    assert told.told_by == "Ada Nakato, minister for trade"


def test_what_a_sentence_of_the_story_tells_is_not_told_again() -> None:
    lead = a_sentence("A second closure is likely later this year, an analyst says.", LIKELY)
    assert not the_story(a_written_day(SECOND, lead=lead)).outlook


def line(text: str, *quotes: str, speaker: str | None = None) -> Line:
    evidence = tuple(quote_of(ARTICLE, each) for each in quotes or (WANTS,))
    return Line(text=text, voice=Voice.CLAIM if speaker else Voice.FACT, speaker=speaker, evidence=evidence)


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        (line("Uganda closes the lake port.", WARNS), True),
        (line("Uganda waits for lorries.", WARNS), False),
        (line("Kenya asks for a fee.", WARNS), False),
        (line("Uganda closes lake port if lorries are turned back.", FEES), False),
        (line("Uganda closes lake port; Kenya asks for a fee.", WARNS, FEES), True),
    ],
    ids=["same", "another thing of one quotation", "another thing", "another quotation", "among others"],
)
def test_what_is_told_shares_words_and_quotations(told: Line, *, is_told: bool) -> None:
    foreseen = line("Uganda closes lake port if lorries are turned back.", WARNS)
    assert (untold([foreseen], [told]) == []) is is_told


def test_every_form_tells_it_once() -> None:
    brief, renderer = compose(a_written_day(SECOND)), Renderer()
    for form in (renderer.markdown(brief), renderer.email_text(brief), renderer.email_html(brief)):
        assert form.count("Second closure is likely, an analyst says.") == 1
        assert "later this year" in form
    assert "Second closure is likely, an analyst says." in renderer.html(brief)


def test_a_question_about_words_that_the_story_does_not_tell_is_not_asked() -> None:
    asked = (
        a_sentence("Does Kenya ask for a fee?", FEES),
        a_sentence("Does Uganda reopen Busia?", WANTS),
    )
    watch = compose(a_written_day(watch=asked)).watch
    assert [each.text for each in watch] == ["Does Uganda reopen Busia?"]


def test_a_report_that_only_repeats_says_so_and_is_no_news() -> None:
    before = replace(an_article(WANTS, id="before"), published=TODAY - timedelta(days=1))
    day = a_written_day(repeats=True)
    story = replace(day.stories[0], background_ids=("before",))
    told = compose(replace(day, stories=(story,), articles={**day.articles, "before": before}))
    assert told.stories[0].repeats == before.published
    assert "repeats what is known" in " ".join(told.stories[0].reasons)
    assert "repeats reports of 9 March" in Renderer().markdown(told)


def test_a_report_is_no_repetition_where_nothing_came_before_its_day() -> None:
    before = replace(an_article(WANTS, id="before"), published=TODAY)
    day = a_written_day(repeats=True)
    story = replace(day.stories[0], background_ids=("before",))
    told = compose(replace(day, stories=(story,), articles={**day.articles, "before": before}))
    assert told.stories[0].repeats is None


def test_a_story_has_one_comment_of_several_sentences_each_with_its_marks() -> None:
    comments = (a_sentence("Kenya wants, Uganda warns.", WANTS, WARNS), a_sentence("Kenya may ask.", FEES))
    markdown = Renderer().markdown(compose(a_written_day(comment=comments)))
    assert markdown.count("**Comment (ours).**") == 1
    assert "Kenya wants, Uganda warns. Kenya may ask. [1]" in markdown
