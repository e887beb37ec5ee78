"""One article's summary as the JSON contract has it, and as it reads on a terminal."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.publish.summary import summary_document, summary_markdown, summary_text
from briefing.types import (
    Article,
    ArticleSummary,
    Attribution,
    AttributionType,
    BottomLine,
    Direction,
    Evidence,
    Noise,
    NoiseReason,
    Section,
    Trend,
    Withheld,
)
from tests.build import a_summary, an_article, quote_of
from tests.days import (
    a_dispute,
    a_party,
    an_event,
    an_expectation,
    an_objective,
    named,
    on_day,
    river_story,
    with_items,
)

KEYS = {
    "": "article bottom_line actors objectives disputes expectations events withheld noise engine",
    "article": "id title published published_at published_basis outlet url language words text captions",
    "bottom_line": "text evidence",
    "actors": "name kind role country",
    "objectives": "id statement subkind holder counterpart topic polarity hedge attribution horizon evidence",
    "disputes": "id statement subkind topic attribution parties trend evidence topic_text",
    "expectations": "id statement subkind holder counterpart topic polarity hedge band attribution horizon evidence",
    "events": "what status when evidence",
    "withheld": "reason quote statement replaced against",
    "noise": "start end reason text",
    "engine": "name model prompt_version calls tokens_in tokens_out cost instead_of",
}
EVIDENCE = "article_id section index quote start end match"


def _full() -> tuple[Article, ArticleSummary]:
    """Return an article and a summary with something in every list."""
    article, summary = river_story()
    article = replace(
        article,
        captions=("Barges at Encarnación",),
        noise=(Noise(start=0, end=11, reason=NoiseReason.BYLINE, text="By A. Writer"),),
        published_at=datetime(2025, 3, 10, 9, 30, tzinfo=UTC),
    )
    row = replace(summary.disputes[0], trend=Trend(direction=Direction.DOWN, cue="eased"))
    meeting = an_event(
        article, "The two presidents are expected to meet", on_day("14 March", date(2025, 3, 14))
    )
    withheld = Withheld(reason="contradicts its own article", quote="Talks could break down", statement=None)
    return article, replace(summary, disputes=(row,), events=(meeting,), withheld=(withheld,))


def test_the_document_has_the_names_of_the_contract_in_its_order() -> None:
    document = summary_document(*_full())
    for name, keys in KEYS.items():
        part = document[name] if name else document
        assert part, name
        assert list(part[0] if isinstance(part, list) else part) == keys.split()
    assert list(document["disputes"][0]["parties"][0]) == ["party", "position", "attribution", "evidence"]
    assert list(document["disputes"][0]["trend"]) == ["direction", "cue"]
    expected = document["expectations"][0]
    assert list(expected["attribution"]) == ["type", "name", "role", "said_on", "imputed"]
    assert list(expected["horizon"]) == ["text", "start", "end", "basis"]
    assert list(expected["evidence"][0]) == EVIDENCE.split()


def test_dates_are_iso_dates_and_the_document_is_json() -> None:
    document = json.loads(json.dumps(summary_document(*_full())))
    assert document["article"]["published"] == "2025-03-10"
    assert document["article"]["published_at"] == "2025-03-10T09:30:00Z"
    assert document["expectations"][0]["horizon"]["start"] == "2025-03-14"
    assert document["noise"][0]["reason"] == "byline"


def test_every_quote_of_the_document_stands_in_its_text() -> None:
    document = summary_document(*_full())
    text = document["article"]["text"]
    for kind in ("objectives", "disputes", "expectations", "events"):
        for item in document[kind]:
            for each in item["evidence"]:
                assert text[each["start"] : each["end"]] == each["quote"]


def test_the_text_tells_who_wants_what_and_who_says_so() -> None:
    text = summary_text(*_full())
    assert "OBJECTIVES\n  1. Uruguay: her government wants the toll suspended before the harvest\n" in text
    assert "     said by Foreign Minister Clara Iriondo, on the record; goal" in text


def test_the_text_tells_both_sides_of_a_dispute() -> None:
    text = summary_text(*_full())
    assert "     Uruguay: We shall not pay twice for the same water — Foreign Minister Clara Iriondo" in text
    assert (
        "     Paraguay: The dredging has to be paid for by somebody — senior Paraguayan official, on background"
        in text
    )
    assert "▼ milder: “eased”" in text


def test_a_side_without_words_is_said_to_be_silent() -> None:
    article = an_article("Malta accused Tunisia.")
    row = a_dispute(article, "Malta accused Tunisia", a_party(article, "Tunisia", None))
    assert "     Tunisia: no position reported" in summary_text(article, with_items(article, row))


def test_the_text_tells_hedge_and_date_of_an_expectation() -> None:
    text = summary_text(*_full())
    assert "hedge “are expected to”; ICD 203: likely; “on 14 March”: 14 March 2025" in text
    assert "“by 1 April”: by 1 April 2025" in text


def test_the_calendar_holds_dated_events_soonest_first() -> None:
    article = an_article("They sign on 20 March. They meet on 12 March. They may rest.")
    events = (
        an_event(article, "They sign on 20 March", on_day("20 March", date(2025, 3, 20))),
        an_event(article, "They meet on 12 March", on_day("12 March", date(2025, 3, 12))),
    )
    text = summary_text(article, with_items(article, *events))
    assert text.index("12 March 2025: They meet") < text.index("20 March 2025: They sign")


def test_what_was_withheld_is_told_with_its_reason() -> None:
    assert "WITHHELD\n  1. contradicts its own article: Talks could break down" in summary_text(*_full())


def test_an_empty_section_is_left_out_and_the_bottom_line_never() -> None:
    article = an_article("Peru waits.")
    empty = replace(a_summary(article).bottom_line, text="", evidence=())
    text = summary_text(article, a_summary(article, bottom_line=empty))
    assert "BOTTOM LINE\n     None found." in text
    assert "OBJECTIVES" not in text


def test_an_imputed_wish_is_said_to_be_imputed() -> None:
    article = an_article("Peru wants time, an analyst said.")
    analyst = Attribution(type=AttributionType.ANALYST, name="Ann Ray", imputed=True)
    wish = an_objective(article, "Peru wants time", "Peru", attribution=analyst)
    assert "said by Ann Ray, analyst, imputing it" in summary_text(article, with_items(article, wish))


def test_explain_shows_each_quote_marked_in_its_paragraph_with_its_place() -> None:
    article, summary = _full()
    quote = "The two presidents are expected to meet in Encarnación on 14 March."
    start = article.text.index(quote)
    text = summary_text(article, summary, explain=True)
    assert f"| body {start}–{start + len(quote)}: «{quote}» Paraguay has promised" in text
    assert "«" not in summary_text(article, summary)


def test_explain_claims_no_check_where_there_is_nothing_to_check() -> None:
    article = an_article("Peru said so.")
    silent = a_summary(article, bottom_line=BottomLine(text="", evidence=()))
    assert "checked:" in summary_text(article, a_summary(article), explain=True)
    for write in (summary_text, summary_markdown):
        told = write(article, silent, explain=True)
        assert "None found." in told
        assert "checked:" not in told


def test_explain_marks_overlapping_quotes_once() -> None:
    article = an_article("Peru wants the archive and the maps.")
    inner, outer = quote_of(article, "wants the archive"), quote_of(article, "Peru wants the archive and")
    wish = an_objective(article, "wants the archive", "Peru", evidence=(inner, outer))
    text = summary_text(article, with_items(article, wish), explain=True)
    assert "| body 0–26: «Peru wants the archive and» the maps." in text


def test_explain_shows_a_caption_as_a_caption() -> None:
    article = an_article("Peru waits.", captions=("one", "The presidents in Lima"))
    place = Evidence(article_id="a1", section=Section.CAPTION, index=1, quote="in Lima", start=15, end=22)
    met = an_expectation(article, "Peru waits", "Peru", evidence=(place,))
    assert "| caption 15–22: The presidents «in Lima»" in summary_text(
        article, with_items(article, met), explain=True
    )


@pytest.mark.parametrize("explain", [False, True])
def test_the_markdown_has_one_heading_for_each_section(explain: bool) -> None:
    tokens = MarkdownIt("commonmark").parse(summary_markdown(*_full(), explain=explain))
    heads = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open"]
    assert heads[1:] == [
        "Bottom line",
        "Objectives",
        "Disputes",
        "Expectations",
        "Calendar",
        "Withheld",
        "Left out as page furniture",
    ]


@given(st.text(max_size=60))
def test_a_terminal_never_gets_a_control_character(payload: str) -> None:
    article = an_article("Peru waits.", title=payload, outlet=payload)
    wish = an_objective(article, "Peru waits", payload, attribution=named(payload))
    wish = replace(wish, statement=payload)
    for write in (summary_text, summary_markdown):
        text = write(article, with_items(article, wish), explain=True)
        assert not any(ord(char) < 32 and char != "\n" for char in text)
        assert "\x9b" not in text


@pytest.mark.parametrize(
    "payload", ["# a", "a\n\n## b", "<b>c</b>", "[x](javascript:alert(1))", "- d", "1. e"]
)
def test_no_text_changes_the_structure_of_the_markdown(payload: str) -> None:
    def structure(text: str) -> list[str]:
        tokens = MarkdownIt("commonmark").parse(text)
        return [
            each.type for token in tokens for each in (token, *(token.children or ())) if each.type != "text"
        ]

    def told(word: str) -> str:
        article = an_article("Peru waits.", title=word, outlet=word)
        wish = an_objective(article, "Peru waits", word, attribution=named(word))
        return summary_markdown(article, with_items(article, replace(wish, statement=word)))

    assert structure(told(payload)) == structure(told("x"))


def test_an_explanation_tells_what_was_checked_and_what_was_replaced() -> None:
    article, summary = river_story()
    note = Withheld(
        reason="the number '40' is not in its evidence", quote="Words.", statement="40 words.", replaced=True
    )
    shown = summary_text(article, replace(summary, withheld=(note,)), explain=True)
    assert "REPLACED BY THEIR EVIDENCE" in shown
    assert "stands as: Words." in shown
    assert "WITHHELD" not in shown
    assert "checked: 1 quotation found letter for letter; statement verbatim" in shown
    assert "checked:" not in summary_text(article, summary)
