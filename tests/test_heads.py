"""What a model writes over the checked lines of a story: what it is shown, what is ahead, what it comments and asks."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing.summarize.model.checking import Checking
from briefing.summarize.model.shown import with_their_words
from briefing.summarize.model.wire import WireSentence
from briefing.types import Horizon, HorizonBasis
from tests.build import an_article, quote_of
from tests.days import TODAY, a_story, an_event, an_objective, on_day, with_items
from tests.heads import LAST_WEEK, MINISTER, TEXT, WAITED, WANTS, a_line, head
from tests.test_model_engine import answering, engine_at


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


@pytest.mark.parametrize("at", ["1", "2", "3"])
def test_what_is_done_or_only_wanted_is_not_ahead(at: str) -> None:
    story, _ = head({"ahead": [{"text": "lorries at the crossing", "at": [at]}]}, MINISTER)
    assert not story.ahead


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
