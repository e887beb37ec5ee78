"""Whom a sentence of a model must name for what its lines have somebody say."""

from dataclasses import replace

import pytest

from briefing.summarize.model.checking import Checking
from briefing.summarize.model.wire import WireSentence
from briefing.types import Attribution, AttributionType
from tests.build import an_article, quote_of
from tests.heads import MINISTER, WAITED, WANTS, a_line, head


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
    ("text", "stands"),
    [
        ("Kenya wants Busia crossing reopened", False),
        ("Kenya wants crossing reopened, Ada Onyango says", True),
    ],
)
def test_f4_a_headline_names_who_says_so_or_gives_way(text: str, stands: bool) -> None:
    story, _ = head({"headline": {"text": text, "at": ["3"]}}, replace(MINISTER, imputed=True))
    assert (story.headline is not None) is stands


def test_a_body_is_named_by_whose_it_is() -> None:
    committee = Attribution(type=AttributionType.INSTITUTION, name="the hauliers’ committee", imputed=True)
    told = "Hauliers want Uganda to reopen the crossing at Busia."
    text, _ = head({"bottom_line": [{"text": told, "at": ["3"]}]}, committee)
    assert [(each.text, each.speakers) for each in text.bottom_line] == [(told, ())]


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
