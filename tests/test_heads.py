"""What a model writes over the checked lines of a story: what it is shown, whom it must name, what it asks."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from briefing.summarize.model.checking import Checking
from briefing.summarize.model.shown import with_their_words
from briefing.summarize.model.wire import WireCell, WireMatter, WireSentence
from briefing.types import (
    Article,
    Attribution,
    AttributionType,
    CheckedLine,
    EventStatus,
    Evidence,
    Horizon,
    HorizonBasis,
    Section,
    StoryText,
)
from tests.build import an_article, quote_of
from tests.days import TODAY, a_story, an_event, an_expectation, an_objective, named, on_day, with_items
from tests.reports import report
from tests.test_model_engine import answering, engine_at

WANTS = "Kenya wants Uganda to reopen the crossing at Busia."
WAITED = "Forty lorries waited at the crossing on Monday."
TEXT = f"Trade Minister Ada Onyango spoke in Nairobi. {WANTS} {WAITED}"


def head(
    answer: dict[str, Any], attribution: Attribution, earlier: Article | None = None
) -> tuple[StoryText, str]:
    """Return what comes of ``answer`` for a story of one aim and one event, and the question that was asked.

    The aim was wanted already a week ago; ``earlier`` is a report that the story goes on from, its text what was expected then.
    """
    article: Article = an_article(TEXT)
    aim = an_objective(article, WANTS, "Kenya", attribution=attribution)
    waited = replace(an_event(article, WAITED, on_day("on Monday", TODAY)), status=EventStatus.OCCURRED)
    given = {"headline": {"text": "Kenya presses Uganda", "at": ["3"]}, "bottom_line": [], **answer}
    asked: list[str] = []

    def answered(request: dict[str, Any]) -> str:
        asked.append(str(request["messages"][1]["content"]))
        return json.dumps(given)

    with answering(answered) as server:
        before = [earlier] if earlier else []
        told = {each.id: with_items(each, an_expectation(each, each.text, "Uganda")) for each in before}
        text = engine_at(server.url("ok")).write_story(
            a_story(article, background=before),
            {each.id: each for each in (article, *before)},
            {article.id: with_items(article, aim, waited), **told},
            report(WANTS, LAST_WEEK, aim).entries,
        )
    assert text is not None
    return text, asked[0]


MINISTER = named("Ada Onyango", "Trade Minister")
LAST_WEEK = TODAY - timedelta(days=7)


def test_what_is_reported_as_done_stands_among_its_lines() -> None:
    _, asked = head({}, MINISTER)
    assert f"event, occurred, for 2025-03-10 · {WAITED}" in asked


def test_behind_a_line_stand_the_words_it_rests_on_where_they_tell_more_and_once() -> None:
    article = an_article(f"{WANTS} {WAITED}")
    wants, waited = (quote_of(article, each) for each in (WANTS, WAITED))
    lines = [
        replace(a_line("Kenya wants passage.", "Kenya", speaker=None), evidence=(wants, waited, wants)),
        replace(a_line("Kenya is impatient.", "Kenya", speaker=None), evidence=(wants, waited)),
        replace(a_line(WAITED, "Kenya", speaker=None), evidence=(waited,)),
    ]
    told = [each.partition("(the outlet)")[2] for each in with_their_words(lines)]
    assert told == [f" ‹{WANTS} … {WAITED}›", " ‹as [1]›", ""]


@pytest.mark.parametrize(
    ("attribution", "speakers"),
    [
        (MINISTER, ()),
        (replace(MINISTER, imputed=True), ("Trade Minister Ada Onyango, on the record",)),
        (Attribution(type=AttributionType.OUTLET_VOICE), ()),
    ],
)
def test_f4_who_speaks_for_the_holder_is_named_by_the_holder_and_an_outsider_by_herself(
    attribution: Attribution, speakers: tuple[str, ...]
) -> None:
    text, asked = head({"bottom_line": [{"text": WANTS, "at": ["3"]}]}, attribution)
    assert [line for line in asked.splitlines() if line.startswith("[3] ") and WANTS in line]
    assert [(each.text, each.speakers) for each in text.bottom_line] == [(WANTS, speakers)]


def test_whoever_is_cited_without_a_word_of_hers_is_no_speaker() -> None:
    sentence = {"text": WAITED, "at": ["2", "3"]}
    text, _ = head({"bottom_line": [sentence]}, replace(MINISTER, imputed=True))
    assert text.bottom_line[0].speakers == ()


@pytest.mark.parametrize(
    ("question", "stands"),
    [
        ("Does Uganda reopen the crossing at Busia?", True),
        ("Does Uganda reopen the crossing by 19 June?", False),
    ],
)
def test_a_question_to_watch_is_checked_like_every_sentence(question: str, stands: bool) -> None:
    text, _ = head({"watch": [{"text": question, "at": ["3"]}]}, MINISTER)
    assert bool(text.watch) is stands


def test_an_earlier_report_is_set_beside_the_lines_by_the_comment_alone() -> None:
    before = an_article("Uganda may open the crossing at night.", id="before", published=LAST_WEEK)
    beside = {
        "text": "Uganda said that it may open the crossing at night; Kenya wants it reopened.",
        "at": ["3", "4"],
    }
    text, asked = head({"comment": [beside], "watch": [{**beside, "at": ["4"]}]}, MINISTER, before)
    assert asked.index("Earlier reports:") < asked.index("[4] ") < asked.index(before.text)
    (comment,) = text.comment
    assert {each.article_id for each in comment.evidence} == {"before", "a1"}
    assert not text.watch


def test_what_is_ahead_stands_on_the_day_of_the_first_line_that_it_cites() -> None:
    article = an_article("Uganda opens the crossing on 19 March. Forty lorries wait.")
    first, second = (
        quote_of(article, each) for each in ("Uganda opens the crossing on 19 March.", "Forty lorries wait.")
    )
    opens = a_line(
        "Uganda opens the crossing.", "Uganda", speaker=None, horizon=on_day("on 19 March", date(2025, 3, 19))
    )
    waits = a_line("Forty lorries wait.", "Uganda", speaker=None, horizon=on_day("on Monday", TODAY))
    desk = Checking(
        [replace(opens, evidence=(first,)), replace(waits, evidence=(second,))], {article.id: article}
    )
    (found,) = desk.ahead([WireSentence(text="Uganda opens the crossing", at=["1", "2"])])
    assert [day for day, _ in found.days] == [date(2025, 3, 19)]


@pytest.mark.parametrize(
    ("speaker", "text", "is_named"),
    [
        ("Xi Jinping, leader, on the record", "Xi promised calm.", True),
        ("Ivo Lund, analyst", "An analyst expects calm.", True),
        ("Opposition deputies in Sofia, on background", "Opposition deputies suspect fraud.", True),
        ("Ada Nakato, minister for trade", "Trade fell.", False),
        ("senior official, on background", "Senior envoys left.", False),
        ("two-page communiqué, in writing", "The signed text frees the crews.", True),
        ("two-page communiqué, in writing", "The crews are free.", False),
        ("defence ministry, in writing", "The crews are free, but no agreement is near.", False),
        ("Foreign Ministry, on the record", "The strait is closed to foreign ships.", False),
    ],
)
def test_f4_a_comment_names_its_speakers_or_says_what_they_are(
    speaker: str, text: str, *, is_named: bool
) -> None:
    article = an_article(text)
    line = replace(a_line(text, "Kenya", speaker=speaker), evidence=(quote_of(article, text),))
    desk = Checking([line], {article.id: article})
    assert bool(list(desk.comment([WireSentence(text=text, at=["1"])]))) is is_named


@pytest.mark.parametrize(
    ("comment", "stands"),
    [
        ("Kenya wants calm; an agreement is unlikely, an analyst says.", True),
        ("Kenya wants calm; an agreement is likely, an analyst says.", False),
        ("Kenya wants calm; an agreement is unlikely.", False),
        ("Kenya must want calm; an agreement is unlikely, an analyst says.", False),
        ("Kenya has to want calm; an agreement is unlikely, an analyst says.", False),
        ("Kenya will have to want calm; an agreement is unlikely, an analyst says.", False),
        ("Kenya would have to want calm; an agreement is unlikely, an analyst says.", True),
    ],
)
def test_l5_a_word_of_likelihood_is_its_speaker_s_and_no_other(comment: str, *, stands: bool) -> None:
    article = an_article("Kenya wants calm. An agreement is unlikely this year, an analyst said.")
    calm = replace(
        a_line("Kenya wants calm.", "Kenya", speaker=None),
        evidence=(quote_of(article, "Kenya wants calm."),),
    )
    unlikely = replace(
        a_line("An agreement is unlikely.", "Kenya", speaker="Ivo Lund, analyst"),
        evidence=(quote_of(article, "An agreement is unlikely this year, an analyst said."),),
    )
    desk = Checking([calm, unlikely], {article.id: article})
    assert bool(list(desk.comment([WireSentence(text=comment, at=["1", "2"])]))) is stands


def test_the_words_for_the_time_are_those_of_what_is_expected() -> None:
    article = an_article("Forty lorries waited last week. Uganda may close the port soon.")
    waited, may = "Forty lorries waited last week.", "Uganda may close the port soon."
    lines = [
        replace(
            a_line(
                text,
                "Uganda",
                speaker=None,
                horizon=Horizon(text=when, start=None, end=None, basis=HorizonBasis.UNRESOLVED),
            ),
            evidence=(quote_of(article, text),),
            about=about,
        )
        for text, when, about in (
            (waited, "last week", "event, occurred"),
            (may, "soon", "expectation of Uganda"),
        )
    ]
    (found,) = Checking(lines, {article.id: article}).ahead(
        [WireSentence(text="Port may close", at=["1", "2"])]
    )
    assert (found.days[0][0], found.when) == (None, "soon")


def test_without_a_day_only_what_is_expected_is_ahead() -> None:
    article = an_article("Uganda will press Kenya. Uganda may close the port.")
    wants, may = (
        replace(a_line(text, "Uganda", speaker=None), evidence=(quote_of(article, text),), about=about)
        for text, about in (
            ("Uganda will press Kenya.", "objective of Uganda"),
            ("Uganda may close the port.", "expectation of Uganda"),
        )
    )
    desk = Checking([wants, may], {article.id: article})
    asked = [
        WireSentence(text="Uganda presses Kenya", at=["1"]),
        WireSentence(text="Port may close", at=["2"]),
        WireSentence(text="Port may close on 19 June", at=["2"]),
    ]
    assert [each.said.text for each in desk.ahead(asked)] == ["Port may close"]


@pytest.mark.parametrize(("story", "stands"), [(1, True), (2, False)])
def test_f4_who_speaks_in_one_story_is_not_said_to_say_what_another_tells(
    story: int, *, stands: bool
) -> None:
    article = an_article("Uganda will reopen the crossing. Kenya signed a treaty.")
    reopens = replace(
        a_line("Uganda will reopen the crossing.", "Uganda", speaker="Ada Nakato"),
        story=1,
        evidence=(quote_of(article, "Uganda will reopen the crossing."),),
    )
    signed = replace(
        a_line("Kenya signed a treaty.", "Kenya", speaker=None),
        story=story,
        evidence=(quote_of(article, "Kenya signed a treaty."),),
    )
    desk = Checking([reopens, signed], {article.id: article}, of_stories=True)
    wire = WireSentence(text="Kenya signed a treaty; Uganda will reopen the crossing.", at=["1", "2"])
    assert (desk.sentence(wire, 20) is not None) is stands


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("On 3 March Uganda said that it may open the crossing", True),
        ("On 2 March Uganda said that it may open the crossing", False),
        ("Uganda may open the crossing by 3 March", False),
        ("In March 2025 Uganda said that it may open the crossing", True),
        ("In February 2025 Uganda said that it may open the crossing", False),
        ("Uganda acts first and may open the crossing", True),
        ("On 3 March The Courier had that Uganda may open the crossing", True),
        ("On 3 March the Bergen Post had that Uganda may open the crossing", False),
    ],
)
def test_a_comment_says_on_which_day_and_by_whom_something_was_reported(words: str, stands: bool) -> None:
    before = an_article("Uganda may open the crossing at night.", id="before", published=LAST_WEEK)
    told = {"text": f"{words}; Kenya wants it reopened.", "at": ["3", "4"]}
    text, _ = head({"comment": [told]}, MINISTER, before)
    assert bool(text.comment) is stands


def test_a_sentence_keeps_the_names_that_were_proved_for_it() -> None:
    before = an_article("The ministry said that it may open the crossing.", id="before", published=LAST_WEEK)
    told = {
        "text": "On 3 March Uganda said that it may open the crossing; Kenya wants it reopened.",
        "at": ["3", "4"],
    }
    text, _ = head({"comment": [told]}, MINISTER, before)
    assert "Uganda" in text.comment[0].names


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("reopened after forty lorries waited", "reopened after forty lorries waited"),
        ("reopened on 19 June", None),
    ],
)
def test_what_came_of_an_entry_is_told_in_words_that_its_lines_bear(what: str, told: str | None) -> None:
    text, _ = head({"open": [{"entry": "a", "became": "met", "what": what, "at": ["2", "3"]}]}, MINISTER)
    assert [each.text for each in text.outcomes.values()] == ([told] if told else [])


def test_what_was_done_stands_before_what_is_wanted_and_each_article_is_heard() -> None:
    articles = [an_article(TEXT, id=name, outlet=name) for name in ("first", "second")]
    aims = {
        each.id: [an_objective(each, WANTS, "Kenya", id=f"{each.id} {number}") for number in range(60)]
        for each in articles
    }
    done = {each.id: an_event(each, WAITED, on_day("on Monday", TODAY)) for each in articles}
    asked: list[str] = []

    def answered(request: dict[str, Any]) -> str:
        asked.append(str(request["messages"][1]["content"]))
        return json.dumps({"headline": {"text": "Kenya presses Uganda", "at": ["1"]}, "bottom_line": []})

    with answering(answered) as server:
        engine_at(server.url("ok")).write_story(
            a_story(*articles),
            {each.id: each for each in articles},
            {each.id: with_items(each, *aims[each.id], done[each.id]) for each in articles},
            (),
        )
    lines = [line for line in asked[0].splitlines() if line.startswith("[")]
    kinds = [line.split(" · ")[1].partition(",")[0].partition(" of ")[0] for line in lines]
    for name in ("first", "second"):
        own = [kind for kind, line in zip(kinds, lines, strict=True) if name in line.split(" · ")[0]]
        assert own[:3] == ["gist", "event", "objective"]
        assert len(own) == len(lines) // 2


@pytest.mark.parametrize(
    ("name", "at", "matters"),
    [
        ("the crossing", ["3"], [("the crossing", 1)]),
        ("the ferry", ["3"], [(None, 1)]),
        ("", ["3", "3"], [(None, 1)]),
        ("the crossing", ["2", "9"], []),
    ],
)
def test_a_matter_has_items_and_a_name_in_their_words(
    name: str, at: list[str], matters: list[tuple[str | None, int]]
) -> None:
    cell = {"of": "Kenya", "text": "wants the crossing reopened", "at": at}
    text, _ = head({"matters": [{"name": name, "cells": [cell]}]}, MINISTER)
    assert [(each.name, len(each.item_ids)) for each in text.matters] == matters


@pytest.mark.parametrize(
    ("of", "text", "told"),
    [
        ("Kenya", "wants the crossing at Busia reopened", ["wants the crossing at Busia reopened"]),
        ("Kenya", "wants the crossing reopened by 19 June", [WANTS]),
        ("Uganda", "wants the crossing at Busia reopened", []),
        ("Rwanda", "wants the crossing at Busia reopened", []),
        ("", "wants the crossing at Busia reopened", []),
    ],
)
def test_what_is_written_under_a_party_is_borne_out_by_lines_of_it(
    of: str, text: str, told: list[str]
) -> None:
    """Words that fail give way to a line; those under another party's name are a claim of hers, and withheld."""
    cell = {"of": of, "text": text, "at": ["3"]}
    story, _ = head({"matters": [{"name": "the crossing", "cells": [cell]}]}, MINISTER)
    cells = [each for matter in story.matters for each in matter.cells]
    assert [each.said.text for each in cells] == told
    assert all(each.party == of for each in cells)
    assert bool(story.withheld) is (told != [text])


@pytest.mark.parametrize(
    ("attribution", "speakers"),
    [(MINISTER, ()), (replace(MINISTER, imputed=True), ("Trade Minister Ada Onyango, on the record",))],
)
def test_f4_what_stands_under_a_party_names_who_says_it_of_her(
    attribution: Attribution, speakers: tuple[str, ...]
) -> None:
    """However few of the line's words it has, and though the country that is named is not the speaker's."""
    cell = {"of": "Kenya", "text": "wants its neighbour to act at once", "at": ["3"]}
    story, _ = head({"matters": [{"name": "the crossing", "cells": [cell]}]}, attribution)
    assert [each.said.speakers for matter in story.matters for each in matter.cells] == [speakers]


@pytest.mark.parametrize(
    ("told", "speakers"),
    [
        ("says the February draft had no such clause", ("an officer, on background",)),
        ("says, an officer tells, that the February draft had no such clause", ()),
        ("says that a clause delayed it", ()),
    ],
)
def test_f4_f5_who_speaks_for_a_party_stands_behind_words_that_are_only_his(
    told: str, speakers: tuple[str, ...]
) -> None:
    outlet = a_line("A clause delayed the signing.", "Kenya", speaker=None)
    own = a_line(
        "Kenya's cabinet approved a draft without that clause in February.",
        "Kenya",
        speaks_for=("Kenya",),
        speaker="an officer, on background",
    )
    checking = Checking([outlet, own], {})
    cell = checking.cell(WireCell(of="Kenya", text=told, at=["1", "2"]), checking.lines)
    assert cell is not None
    assert cell.said.speakers == speakers


@pytest.mark.parametrize("outlet_has_it", [True, False])
def test_f4_a_list_may_tell_a_plan_that_the_outlet_reports_itself(*, outlet_has_it: bool) -> None:
    plan, signs = "Kenya plans to reopen Busia.", "Rwanda signs on Tuesday."
    article = an_article(f"{plan} {signs}")
    lines = [
        replace(a_line(text, "Kenya", speaker=who), evidence=(quote_of(article, text),), story=story)
        for text, who, story in (
            (plan, "officials, on background", 1),
            (signs, None, 2),
            (plan if outlet_has_it else signs, None, 3),
        )
    ]
    desk = Checking(lines, {article.id: article}, of_stories=True)
    wire = WireSentence(
        text="Kenya plans to reopen Busia with the help of all; Rwanda signs.", at=["1", "2", "3"]
    )
    assert bool(desk.sentence(wire, 20)) is outlet_has_it


def test_f4_who_say_a_thing_together_stand_behind_it_each_whom_it_does_not_name() -> None:
    both = "Ada Nakato, minister, on the record; Ivo Lund, spokesman, on the record"
    own = a_line(
        "Kenya wants the port reopened before the rains.", "Kenya", speaks_for=("Kenya",), speaker=both
    )
    checking = Checking([own], {})
    cell = checking.cell(
        WireCell(of="Kenya", text="wants the port reopened before the rains, Nakato says", at=["1"]), [own]
    )
    assert cell is not None
    assert cell.said.speakers == ("Ivo Lund, spokesman, on the record",)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The wells were poisoned.", False),
        ("Kenya insists that the wells were poisoned.", True),
        ("Kenya expects talks; the wells were poisoned.", False),
        ("The condition is unmet.", True),
    ],
)
def test_f4_a_claim_of_a_page_keeps_its_word_of_saying_in_its_part_of_the_sentence(
    text: str, *, stands: bool
) -> None:
    line = replace(
        a_line("The condition is unmet; Kenya insists that the wells were poisoned.", "Kenya", speaker=None),
        story=1,
    )
    expects = replace(a_line("Kenya expects talks.", "Kenya", speaker=None), story=1)
    said = Checking([line, expects], {}).sentence(WireSentence(text=text, at=["1", "2"]), 12)
    assert (said is not None) is stands


@pytest.mark.parametrize(
    ("speaker", "speakers"),
    [
        ("los transportistas", ()),
        ("transport workers", ("transport workers, on the record",)),
        ("Le Drian", ("Le Drian, on the record",)),
    ],
)
def test_f4_words_of_saying_stand_for_whom_another_language_calls_by_what_he_is(
    speaker: str, speakers: tuple[str, ...]
) -> None:
    line = a_line("Hauliers warn of a blockade.", "Kenya", speaker=f"{speaker}, on the record")
    said = Checking([line], {}).sentence(WireSentence(text=line.text, at=["1"]), 10)
    assert said is not None
    assert said.speakers == speakers


@pytest.mark.parametrize(
    ("told", "speakers"),
    [
        ("wants the lorries through overnight", ()),
        ("wants those through that waited overnight", ("an officer, on background",)),
    ],
)
def test_f4_whose_line_only_helps_to_name_a_thing_beside_a_partys_own_is_no_speaker(
    told: str, speakers: tuple[str, ...]
) -> None:
    own = a_line("Kenya wants the lorries through.", "Kenya", speaks_for=("Kenya",), speaker="Ada Onyango")
    other = a_line("Lorries waited overnight.", "Kenya", speaker="an officer, on background")
    lines = [own, other]
    cell = Checking(lines, {}).cell(WireCell(of="Kenya", text=told, at=["1", "2"]), lines)
    assert cell is not None
    assert tuple(each for each in cell.said.speakers if each != "Ada Onyango") == speakers


@pytest.mark.parametrize(
    ("text", "at", "stands"),
    [
        ("on 2 March wanted the port opened", ["1"], True),
        ("wanted the port opened", ["1"], False),
        ("on 3 March wanted the port opened", ["1"], False),
        ("wants the port opened at night", ["1", "2"], True),
    ],
)
def test_f10_what_an_earlier_report_has_stands_in_the_table_with_its_day(
    text: str, at: list[str], stands: bool
) -> None:
    told = (("Uganda wants the port opened.", 2), ("Uganda wants it opened at night.", 3))
    articles = [an_article(words, id=str(day), published=date(2025, 3, day)) for words, day in told]
    earlier, today = (
        replace(
            a_line(each.text, "Uganda", speaker=None), item_id=each.id, evidence=(quote_of(each, each.text),)
        )
        for each in articles
    )
    desk = Checking([earlier, today], {each.id: each for each in articles}, names_reports=True)
    matter = WireMatter(name="port", cells=[WireCell(of="Uganda", text=text, at=at)])
    cells = [cell.said.text for each in desk.matters([matter], of_today=[today]) for cell in each.cells]
    assert cells == ([text] if stands else [])


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Uganda will open the port, the Harbour Post of Kenya says.", True),
        ("Uganda will open the port, the Coast Gazette says.", False),
        ("The Coast Gazette says that Uganda will open the port.", False),
        ("Uganda and Kenya will open the port, the Harbour Post of Kenya says.", False),
    ],
)
def test_f4_a_sentence_may_say_which_outlet_has_what_it_tells(text: str, *, stands: bool) -> None:
    article = an_article("Uganda will open the port.", outlet="The Harbour Post of Kenya")
    line = replace(a_line(article.text, "Uganda", speaker=None), evidence=(quote_of(article, article.text),))
    desk = Checking([line], {article.id: article})
    wire = WireSentence(text=text, at=["1"])
    said = desk.sentence(wire, 20)
    assert (said is not None and said.text == wire.text) == stands


@pytest.mark.parametrize(("text", "names"), [("US talks next", ("United States",)), ("Talks next", ())])
def test_a_party_that_a_sentence_calls_by_another_name_stands_with_it(
    text: str, names: tuple[str, ...]
) -> None:
    article = an_article("Washington will hold talks.")
    line = replace(
        a_line(article.text, "United States", speaker=None), evidence=(quote_of(article, article.text),)
    )
    said = Checking([line], {article.id: article}).sentence(WireSentence(text=text, at=["1"]), 10)
    assert said is not None
    assert said.names == names


def test_f4_whose_claim_a_party_denies_does_not_speak_under_its_name() -> None:
    own = a_line("Chile: denies it.", "Chile", speaks_for=("Chile",), speaker="Chile, on the record")
    other = a_line("Bolivia: the charges were invented.", "Bolivia", speaker="Bolivia, on the record")
    lines = [own, other]
    told = WireCell(of="Chile", text="denies that the charges were invented", at=["1", "2"])
    cell = Checking(lines, {}).cell(told, lines)
    assert cell is not None
    assert "Bolivia, on the record" not in cell.said.speakers


def test_f4_who_is_quoted_under_a_party_is_named_though_two_lines_rest_on_the_words() -> None:
    article = an_article("“I will not sign at Busia,” Ada Onyango said.")
    lines = [
        replace(
            a_line(text, "Kenya", speaks_for=("Kenya",), speaker="Ada Onyango"),
            evidence=(quote_of(article, article.text),),
        )
        for text in ("Kenya: rejects it outright.", "Kenya will reject it.")
    ]
    told = WireCell(of="Kenya", text="refuses: “I will not sign at Busia”", at=["1", "2"])
    cell = Checking(lines, {article.id: article}).cell(told, lines)
    assert cell is not None
    assert cell.said.speakers == ("Ada Onyango",)


def a_line(text: str, party: str, **fields: Any) -> CheckedLine:
    rests_on = Evidence(article_id="a1", section=Section.BODY, quote=text, start=0, end=len(text))
    return CheckedLine(
        text=text, about="", source="", item_id=None, evidence=(rests_on,), parties=(party,), **fields
    )


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Kenya wants Busia crossing reopened", False),
        ("Kenya wants crossing reopened, Ada Onyango says", True),
    ],
)
def test_f4_a_headline_names_who_says_so_or_gives_way(text: str, stands: bool) -> None:
    story, _ = head({"headline": {"text": text, "at": ["3"]}}, replace(MINISTER, imputed=True))
    assert (story.headline is not None) is stands


@pytest.mark.parametrize("at", ["1", "2", "3"])
def test_what_is_done_or_only_wanted_is_not_ahead(at: str) -> None:
    story, _ = head({"ahead": [{"text": "lorries at the crossing", "at": [at]}]}, MINISTER)
    assert not story.ahead


def test_a_body_is_named_by_whose_it_is() -> None:
    committee = Attribution(type=AttributionType.INSTITUTION, name="the hauliers’ committee", imputed=True)
    told = "Hauliers want Uganda to reopen the crossing at Busia."
    text, _ = head({"bottom_line": [{"text": told, "at": ["3"]}]}, committee)
    assert [(each.text, each.speakers) for each in text.bottom_line] == [(told, ())]


@pytest.mark.parametrize(
    ("comment", "stands"),
    [
        ("All six states have to agree, Kenya's minister says, and Uganda is against.", True),
        ("All six states must agree, Kenya's minister says, and Uganda is against.", True),
        ("All six states should agree, Kenya's minister says, and Uganda is against.", False),
    ],
)
def test_f12_what_has_to_be_is_told_where_a_line_has_it_so(comment: str, *, stands: bool) -> None:
    article = an_article("All six states have to agree, Kenya’s minister said. Uganda is against.")
    quotes = ["All six states have to agree, Kenya’s minister said.", "Uganda is against."]
    lines = [
        replace(a_line(each, "Kenya", speaker=None), evidence=(quote_of(article, each),)) for each in quotes
    ]
    desk = Checking(lines, {article.id: article})
    assert bool(list(desk.comment([WireSentence(text=comment, at=["1", "2"])]))) is stands


def test_f4_whoever_is_quoted_in_a_cell_is_named_however_little_of_her_line_it_tells() -> None:
    article = an_article("Ada Onyango denied that Kenya had added a clause. “It was on page nine,” she said.")
    denies = a_line("Kenya denies a change.", "Kenya", speaks_for=("Kenya",), speaker="Ada Onyango")
    line = replace(denies, evidence=(quote_of(article, article.text),))
    cell = Checking([line], {article.id: article}).cell(
        WireCell(of="Kenya", text="says it “was on page nine”", at=["1"]), [line]
    )
    assert cell is not None
    assert cell.said.speakers == ("Ada Onyango",)


@pytest.mark.parametrize(("of_two", "stands"), [("the two ministries", True), ("the ministries", False)])
def test_whom_a_line_calls_the_two_may_be_named_as_the_parties_of_the_story(
    of_two: str, *, stands: bool
) -> None:
    article = an_article(f"Experts of {of_two} meet in Nakuru on 19 March. Kenya wants Uganda to pay.")
    meet, wants = (f"Experts of {of_two} meet in Nakuru on 19 March.", "Kenya wants Uganda to pay.")
    day = on_day("on 19 March", date(2025, 3, 19))
    lines = [
        replace(a_line(meet, "experts", speaker=None, horizon=day), evidence=(quote_of(article, meet),)),
        replace(
            a_line(wants, "Kenya", speaker=None),
            evidence=(quote_of(article, wants),),
            parties=("Kenya", "Uganda"),
        ),
    ]
    told = Checking(lines, {article.id: article}).ahead(
        [WireSentence(text="Kenyan and Ugandan experts in Nakuru", at=["1"])]
    )
    assert bool(list(told)) is stands


@pytest.mark.parametrize(("question", "stands"), [("Does Uganda pay?", True), ("Does Rwanda pay?", False)])
def test_a_question_may_name_any_party_of_the_story(question: str, *, stands: bool) -> None:
    article = an_article("The fee is due on Friday. The ministry in Kampala is silent.")
    lines = [
        replace(a_line(each, party, speaker=None), evidence=(quote_of(article, each),))
        for each, party in (
            ("The fee is due on Friday.", "Kenya"),
            ("The ministry in Kampala is silent.", "Uganda"),
        )
    ]
    asked = WireSentence(text=question, at=["1"])
    desk = Checking(lines, {article.id: article}, asks=True)
    assert bool(desk.sentence(asked, 10)) is stands
    assert not Checking(lines, {article.id: article}).sentence(asked, 10)


def test_what_stands_in_for_a_sentence_that_fails_is_not_told_twice() -> None:
    article = an_article("Kenya wants Uganda to reopen the crossing. Lorries wait at Busia.")
    wants, wait = "Kenya wants Uganda to reopen the crossing.", "Lorries wait at Busia."
    lines = [
        replace(a_line(each, "Kenya", speaker=None), evidence=(quote_of(article, each),))
        for each in (wants, wait)
    ]
    given = [
        WireSentence(text="Kenya wants the crossing reopened by Uganda.", at=["1"]),
        WireSentence(text="Rwanda wants it too.", at=["1", "2"]),
        WireSentence(text="Rwanda has lorries at Busia.", at=["2"]),
    ]
    told = Checking(lines, {article.id: article}).sentences(given, 4, 75)
    assert [each.text for each in told] == [given[0].text, wait]


@pytest.mark.parametrize(
    ("told", "speaker", "stands"),
    [
        ("Tuesday: Busia reopening expected; Rwanda signs.", "officials, on background", True),
        ("Tuesday: Busia reopening due to Rwanda.", "officials, on background", False),
        ("Tuesday: Busia reopens; Rwanda signs.", "officials, on background", False),
        ("Tuesday: Busia reopening expected; Rwanda signs.", "Ada Onyango, on the record", False),
    ],
)
def test_f4_a_list_of_what_several_stories_expect_need_not_name_unnamed_officials(
    told: str, speaker: str, *, stands: bool
) -> None:
    article = an_article("The reopening of Busia is expected on Tuesday. Rwanda signs on Tuesday.")
    texts = ("The reopening of Busia is expected on Tuesday.", "Rwanda signs on Tuesday.")
    lines = [
        replace(a_line(each, "Kenya", speaker=who), evidence=(quote_of(article, each),), story=story)
        for each, who, story in zip(texts, (speaker, None), (1, None), strict=True)
    ]
    desk = Checking(lines, {article.id: article}, of_stories=True)
    assert bool(desk.sentence(WireSentence(text=told, at=["1", "2"]), 20)) is stands


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ("The crossing has reopened.", False),
        ("The crossing has reopened, Ada Onyango says.", True),
        ("Kenya calls the crossing reopened.", True),
    ],
)
def test_f4_what_a_line_of_the_page_has_somebody_say_is_not_told_as_a_fact(
    told: str, *, stands: bool
) -> None:
    article = an_article("The crossing has reopened, Kenya's minister Ada Onyango says. Kenya calls it so.")
    words = "The crossing has reopened, Kenya's minister Ada Onyango says."
    line = replace(a_line(words, "Kenya", speaker=None), evidence=(quote_of(article, article.text),), story=1)
    said = Checking([line], {article.id: article}).sentence(WireSentence(text=told, at=["1"]), 20)
    assert (said is not None) is stands
