"""What a model puts side by side, and what is expected, in the stories of a brief."""

from dataclasses import replace

import pytest

from briefing.brief.stories import BriefStory
from briefing.day import Day, Desk
from briefing.labels import english
from briefing.publish.columns import story_table
from briefing.publish.compose import compose
from briefing.types import (
    Article,
    EventStatus,
    ExpectationSubkind,
    Matter,
    Polarity,
    Prospect,
    WrittenCell,
    WrittenSentence,
)
from tests.build import an_article, quote_of
from tests.days import (
    TODAY,
    a_day,
    a_dispute,
    a_party,
    a_story,
    a_story_text,
    an_event,
    an_expectation,
    an_objective,
    named,
    on_day,
    with_items,
)

WANTS = "Kenya wants the crossing at Busia reopened."
MAY = "Uganda may reopen it at night only."
TEXT = f"{WANTS} {MAY}"


def a_matter(name: str, article: Article, *item_ids: str, party: str = "Kenya") -> Matter:
    """Return what a model wrote of one party, over the sentence that says what Kenya wants."""
    said = WrittenSentence(text="wants it reopened", evidence=(quote_of(article, WANTS),))
    return Matter(name=name, item_ids=item_ids, cells=(WrittenCell(party=party, said=said),))


def written(day: Day, *matters: Matter, ahead: tuple[Prospect, ...] = ()) -> Day:
    """Return ``day`` with what a model wrote of its first story: nothing but its matters and what is ahead."""
    return replace(day, texts=(a_story_text(day.stories[0], matters=matters, ahead=ahead),))


def the_story(day: Day) -> BriefStory:
    (story,) = compose(day).stories
    return story


def articles() -> list[Article]:
    return [an_article(TEXT, id=name, outlet=name, title=f"Report of {name}") for name in ("one", "two")]


def test_items_that_are_told_once_stand_in_the_matter_of_either() -> None:
    one, two = articles()
    aims = [an_objective(each, WANTS, "Kenya") for each in (one, two)]
    day = a_day([one, two], [with_items(one, aims[0]), with_items(two, aims[1])], [a_story(one, two)])
    story = the_story(written(day, a_matter("the crossing", one, aims[1].id)))
    assert [(each.name, each.item_ids) for each in story.matters] == [("the crossing", (aims[0].id,))]
    assert [row.name for row in story_table(story, english()).rows] == ["the crossing"]


def test_a_matter_of_items_that_nobody_knows_is_not_told() -> None:
    one, _ = articles()
    aim = an_objective(one, WANTS, "Kenya")
    day = a_day([one], [with_items(one, aim)], [a_story(one)])
    matters = [a_matter(name, one, *ids) for name, ids in (("first", (aim.id,)), ("second", ("unknown",)))]
    told = the_story(written(day, *matters)).matters
    assert [(each.name, each.item_ids) for each in told] == [("first", (aim.id,))]


def test_of_two_matters_that_one_item_is_in_both_are_told_and_its_row_is_the_first_ones() -> None:
    one, _ = articles()
    aim = an_objective(one, WANTS, "Kenya")
    day = a_day([one], [with_items(one, aim)], [a_story(one)])
    told = the_story(written(day, *(a_matter(name, one, aim.id) for name in ("first", "second")))).matters
    assert [(each.name, each.item_ids) for each in told] == [("first", (aim.id,)), ("second", ())]


def test_what_has_a_day_is_told_by_the_ledger_or_the_calendar_and_not_by_its_story() -> None:
    one, _ = articles()
    dated = an_expectation(
        one, MAY, "Uganda", id="dated", horizon=on_day("on Tuesday", TODAY.replace(day=11))
    )
    open_ended = an_expectation(one, WANTS, "Uganda", id="open-ended")
    brief = compose(a_day([one], [with_items(one, dated, open_ended)], [a_story(one)]))
    assert [row.id for row in brief.stories[0].expectations] == ["open-ended"]
    assert [row.id for row in brief.ledger] == ["dated"]


# ── what is ahead ─────────────────────────────────────────────────────────────────────

TALKS = "Officials of Kenya and Uganda will hold talks on Busia in Kisumu on Tuesday."
TUESDAY = TODAY.replace(day=11)


def told_ahead(*worded: tuple[str, int]) -> list[str]:
    """Return the calendar of a day with one appointment for the 11th, where a model wrote of what ends on these days of March."""
    report = an_article(f"{TALKS} {WANTS}", title="Kenya and Uganda to talk")
    event = an_event(report, TALKS, on_day("on Tuesday", TUESDAY))
    day = a_day([report], [with_items(report, event)], [a_story(report)])
    ahead = tuple(
        Prospect(
            said=WrittenSentence(text=text, evidence=(quote_of(report, TALKS),)),
            days=((TODAY.replace(day=number), (quote_of(report, TALKS),)),),
        )
        for text, number in worded
    )
    return [row.said.text for row in compose(written(day, ahead=ahead)).calendar]


def test_the_calendar_tells_in_few_words_what_a_model_worded_for_that_day() -> None:
    assert told_ahead() == [TALKS]
    assert told_ahead(("talks on Busia", 11)) == ["Talks on Busia."]
    assert told_ahead(("talks on Busia", 12)) == [TALKS]


def test_of_several_wordings_for_one_day_that_most_like_the_appointment_stands() -> None:
    assert told_ahead(("a deadline", 11), ("talks in Kisumu", 11)) == ["Talks in Kisumu."]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("talks on Busia", "Talks on Busia."),
        ("talks on Busia, minister Onyango says", "Talks on Busia."),
        ("talks on Busia, Uganda says", "Talks on Busia, Uganda says."),
        ("talks on Busia, unless Onyango has a say", "Talks on Busia, unless Onyango has a say."),
    ],
)
def test_the_ledger_tells_in_few_words_too_and_keeps_who_says_so(words: str, told: str) -> None:
    report = an_article(f"{TALKS} {WANTS}", title="Kenya and Uganda to talk")
    row = an_expectation(
        report, TALKS, "Kenya", horizon=on_day("on Tuesday", TUESDAY), attribution=named("Ada Onyango")
    )
    said = WrittenSentence(text=words, evidence=(quote_of(report, TALKS),))
    day = a_day([report], [with_items(report, row)], [a_story(report)])
    (row_told,) = compose(written(day, ahead=(Prospect(said=said, days=((TUESDAY, said.evidence),)),))).ledger
    assert (row_told.said.text, row_told.said.speaker) == (told, "Ada Onyango, on the record")


@pytest.mark.parametrize(
    ("promise", "few", "is_told"),
    [
        ("Uganda will return the lorries", "Uganda's return of the lorries", True),
        ("Uganda will return the lorries", "Kenya's fee", False),
        ("Kenya will pay Uganda a fee", "Uganda returns lorries to Kenya", False),
        ("Uganda will return the lorries if Kenya pays", "Uganda's return of the lorries", False),
        ("Uganda will return the lorries if Kenya pays", "Return of the lorries if Kenya pays", True),
    ],
)
def test_without_a_day_few_words_are_of_the_line_whose_words_they_have(
    promise: str, few: str, is_told: bool
) -> None:
    report = an_article(f"{promise}.", title="A promise at Busia")
    row = an_expectation(report, promise, promise.split(maxsplit=1)[0], subkind=ExpectationSubkind.COMMITMENT)
    said = WrittenSentence(text=few, evidence=row.evidence)
    day = a_day([report], [with_items(report, row)], [a_story(report)])
    (found,) = compose(written(day, ahead=(Prospect(said=said, days=((None, said.evidence),)),))).ledger
    assert found.said.text.removesuffix(".") == (few if is_told else promise)


def test_without_a_day_the_words_of_the_edition_before_are_of_the_same_quotation_alone() -> None:
    report = an_article("Uganda will return the lorries to Kenya.", title="A promise at Busia")
    row = an_expectation(
        report, "Uganda will return the lorries to Kenya", "Uganda", subkind=ExpectationSubkind.COMMITMENT
    )
    day = a_day([report], [with_items(report, row)], [a_story(report)])
    before = compose(day)
    old = replace(before.ledger[0].said, text="Kenya will not return lorries to Uganda", evidence=())
    previous = replace(before, ledger=(replace(before.ledger[0], said=old),), calendar=())
    (found,) = compose(replace(day, previous=previous)).ledger
    assert found.said.text == "Uganda will return the lorries to Kenya"


def test_d3_what_is_not_to_be_keeps_its_own_words() -> None:
    text = "Kenya will not meet Uganda on Tuesday."
    report = an_article(text, title="Kenya stays away")
    row = an_expectation(
        report, text, "Kenya", horizon=on_day("on Tuesday", TUESDAY), polarity=Polarity.NEGATIVE
    )
    said = WrittenSentence(text="meeting of Kenya and Uganda", evidence=(quote_of(report, text),))
    ahead = (Prospect(said=said, days=((TUESDAY, said.evidence),)),)
    (told,) = compose(
        written(a_day([report], [with_items(report, row)], [a_story(report)]), ahead=ahead)
    ).ledger
    assert told.said.text == text


def test_f9_a_side_of_whom_a_model_wrote_nothing_keeps_its_own_words() -> None:
    one, _ = articles()
    quarrel = a_dispute(one, WANTS, a_party(one, "Kenya", WANTS), a_party(one, "Uganda", MAY))
    day = a_day([one], [with_items(one, quarrel)], [a_story(one)])
    (row,) = story_table(the_story(written(day, a_matter("the crossing", one, quarrel.id))), english()).rows
    told = [entry.said.text for cell in row.cells for entry in cell if entry.said]
    assert told == ["wants it reopened", "may reopen it at night only"]


def test_which_third_parties_are_heard_on_a_matter_decides_who_wrote_of_it() -> None:
    one, _ = articles()
    sides = [a_party(one, party, MAY) for party in ("Uganda", "Rwanda", "Burundi")]
    quarrel = a_dispute(one, WANTS, a_party(one, "Kenya", WANTS), *sides)
    day = a_day([one], [with_items(one, quarrel)], [a_story(one)])
    (row,) = story_table(the_story(written(day, a_matter("the crossing", one, quarrel.id))), english()).rows
    assert [entry.party for cell in row.cells for entry in cell] == [None, None]


@pytest.mark.parametrize(
    ("party", "told"),
    [("certain foreign media", []), ("Uganda Media Council", ["Uganda may reopen it at night only"])],
)
def test_the_press_that_a_side_complains_of_has_no_place_in_the_table(party: str, told: list[str]) -> None:
    one, _ = articles()
    quarrel = a_dispute(one, WANTS, a_party(one, "Kenya", WANTS), a_party(one, party, MAY))
    day = a_day([one], [with_items(one, quarrel)], [a_story(one)])
    (row,) = story_table(the_story(written(day, a_matter("the crossing", one, quarrel.id))), english()).rows
    said = [entry.said.text for cell in row.cells for entry in cell if entry.said]
    assert said == ["wants it reopened", *told]


def test_a_story_whose_table_a_model_wrote_has_no_row_beside_it() -> None:
    one, _ = articles()
    aim, may = an_objective(one, WANTS, "Kenya"), an_expectation(one, MAY, "Uganda")
    day = a_day([one], [with_items(one, aim, may)], [a_story(one)])
    story = the_story(written(day, a_matter("the crossing", one, aim.id)))
    assert [row.name for row in story_table(story, english()).rows] == ["the crossing"]


def test_what_a_report_calls_off_leaves_the_calendar() -> None:
    report = an_article(TALKS, id="first", outlet="first")
    later = an_article(
        "The talks of Kenya and Uganda on Busia on Tuesday are off.", id="later", outlet="later"
    )
    event = an_event(report, TALKS, on_day("on Tuesday", TUESDAY))
    off = replace(an_event(later, later.text, on_day("on Tuesday", TUESDAY)), status=EventStatus.CANCELLED)
    stories = [a_story(report), a_story(later)]
    assert compose(a_day([report], [with_items(report, event)], stories[:1])).calendar
    assert not compose(
        a_day([report, later], [with_items(report, event), with_items(later, off)], stories)
    ).calendar


@pytest.mark.parametrize(
    ("said", "hedges"), [("reopens it at night only", ("may",)), ("calls it closed", ())]
)
def test_l1_a_cell_has_the_hedge_of_what_it_tells_and_not_of_all_that_it_cites(
    said: str, hedges: tuple[str, ...]
) -> None:
    one, _ = articles()
    forecast = an_expectation(one, MAY, "Uganda", hedge="may")
    cell = WrittenCell(
        party="Uganda",
        said=WrittenSentence(text=said, evidence=(quote_of(one, MAY),)),
        item_ids=(forecast.id,),
    )
    matter = Matter(name="the crossing", item_ids=(forecast.id,), cells=(cell,))
    day = a_day([one], [with_items(one, forecast)], [a_story(one)])
    ((side,),) = (each.sides for each in the_story(written(day, matter)).matters)
    assert side.hedges == hedges


def test_a_story_whose_table_a_model_wrote_is_opened_with_a_row_or_told_in_one_line() -> None:
    reports = articles()
    aims = [an_objective(each, WANTS, "Kenya") for each in reports]
    summaries = [with_items(each, aim) for each, aim in zip(reports, aims, strict=True)]
    day = a_day(reports, summaries, [a_story(each) for each in reports])
    texts = tuple(
        a_story_text(
            story,
            bottom_line=(WrittenSentence(text=MAY, evidence=(quote_of(report, MAY),)),),
            matters=(a_matter("the crossing", report, aim.id),),
        )
        for story, report, aim in zip(day.stories, reports, aims, strict=True)
    )
    told = [
        compose(replace(day, texts=texts, desk=Desk(max_words=limit))).stories
        for limit in range(120, 330, 10)
    ]
    assert {len(stories) for stories in told} == {1, 2}
    assert all(story.matters for stories in told for story in stories)
