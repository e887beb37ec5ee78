"""One canonical brief, four forms: the same sections, counts and lines in each."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from briefing.brief import Brief
from briefing.brief.coverage import LeftOut
from briefing.brief.dates import CalendarRow, Mark, MarkKind
from briefing.brief.lines import Line, Voice
from briefing.day import Day
from briefing.labels import english
from briefing.publish import escape
from briefing.publish.compose import compose
from briefing.publish.header import reading_time
from briefing.publish.quotation import is_verbatim
from briefing.publish.render import Renderer
from briefing.rules.places import lines_with_places
from briefing.text import count_words
from briefing.types import EventStatus
from tests.build import an_article, quote_of
from tests.days import TODAY, a_day, a_story, an_objective, crowded, three_stories, with_items
from tests.payloads import EVIL, hostile
from tests.printed import elements, forms, full_brief, squeezed, text_of, text_of_markdown, without_marks

SECTIONS = ["Bottom line", "What changed", "Stories", "Expectations ledger", "Calendar", "Watch"]
SECTIONS += ["Caveats", "Coverage", "Sources"]


@pytest.mark.parametrize("day", [a_day(), three_stories(), crowded(40)], ids=["none", "three", "forty"])
def test_s6_every_form_has_the_same_sections_in_the_same_order(day: Day, renderer: Renderer) -> None:
    brief = compose(day)
    heads = re.findall(r"^## (.+?)$", renderer.markdown(brief), re.MULTILINE)
    assert heads == SECTIONS
    for page in (renderer.html(brief), renderer.email_html(brief)):
        assert [squeezed(each) for each in elements(page, "h2")] == SECTIONS
    text = renderer.email_text(brief)
    places = [text.index(f"\n{name.upper()}\n") for name in SECTIONS]
    assert places == sorted(places)


def test_s6_an_empty_section_says_so_in_one_line(renderer: Renderer) -> None:
    brief = compose(a_day())
    for text in forms(renderer, brief):
        for part in ("bottom_line", "stories", "ledger", "calendar", "watch", "caveats", "sources"):
            assert english()(f"empty.{part}") in text


def test_s7_the_header_states_counts_reading_time_cut_off_and_engine(renderer: Renderer) -> None:
    brief = full_brief()
    for text in forms(renderer, brief):
        for words in (
            "3 new reports from 3 independent sources.",
            "-minute read.",
            "Information cut-off: 10 March 2025, 18:00 UTC.",
            "Embedded engine, no model used.",
            "TLP:GREEN",
            "Invented sample",
        ):
            assert words in text


@pytest.mark.parametrize(
    "day", [a_day(), three_stories(), crowded(6), crowded(40)], ids=["none", "three", "six", "forty"]
)
def test_s5_the_words_declared_are_the_words_printed(day: Day, renderer: Renderer) -> None:
    brief = compose(day)
    printed = count_words(
        without_marks(text_of_markdown(renderer.markdown(brief)).partition("\nSources\n")[0])
    )
    assert brief.header.words == pytest.approx(printed, rel=0.03)
    assert printed <= 900


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.1, "10-second read"),
        (0.4, "20-second read"),
        (0.8, "1-minute read"),
        (1.4, "1½-minute read"),
        (1.8, "2-minute read"),
        (3.9, "4-minute read"),
    ],
)
def test_s5_the_reading_time_is_told_in_words(minutes: float, words: str) -> None:
    assert reading_time(minutes, english()) == words


# ── what stands in every form ─────────────────────────────────────────────────


def test_every_form_tells_the_same(renderer: Renderer) -> None:
    """A dispute is told by its sides; what it is in the outlet's words stands on the page alone."""
    brief = with_a_date_and_a_comment(full_brief())
    forms = (
        text_of_markdown(renderer.markdown(brief)),
        text_of(renderer.html(brief)),
        text_of(renderer.email_html(brief)),
        renderer.email_text(brief),
    )
    told = [line for place, line in lines_with_places(brief) if not re.search(r"dispute \d+$", place)]
    assert {*brief.caveats, brief.ledger[0].said, brief.calendar[0].said, *brief.stories[0].comments} <= {
        *told
    }
    for text in (" ".join(form.split()) for form in forms):
        assert [line.text for line in told if escape.plain(line.text) not in text] == []


def with_a_date_and_a_comment(brief: Brief) -> Brief:
    """Return ``brief`` with a date, which the page tells beneath its line of time, and with a comment on its first story."""
    first, *others = brief.stories
    meeting = replace(first.headline, text="The two presidents meet in Encarnación.")
    row = CalendarRow(start=TODAY, end=TODAY, status=EventStatus.SCHEDULED, said=meeting)
    mark = Mark(start=TODAY, end=TODAY, kind=MarkKind.SCHEDULED, status=None, said=meeting)
    comment = Line(text="Each side waits for the other.", voice=Voice.COMMENT, evidence=meeting.evidence)
    stories = (replace(first, comments=(comment,)), *others)
    return replace(brief, calendar=(row,), timeline=(*brief.timeline, mark), stories=stories)


@pytest.mark.parametrize(("beside", "told"), [(0, ""), (2, "Read and not cited: 2 articles.")])
def test_what_the_header_counts_and_the_sources_do_not_list_is_counted_below_them(
    renderer: Renderer, beside: int, told: str
) -> None:
    brief = full_brief()
    cited = sum(row.cited for row in brief.sources)
    header = replace(brief.header, new_reports=1, on_file=cited - 1 + beside)
    sources = renderer.markdown(replace(brief, header=header)).partition("## Sources")[2]
    assert ("Read and not cited" in sources, told in sources) == (bool(told), True)


def test_each_sentence_of_the_bottom_line_is_an_item_of_a_list_in_markdown(renderer: Renderer) -> None:
    brief = full_brief()
    section = renderer.markdown(brief).partition("## Bottom line")[2].partition("\n## ")[0]
    items = [line for line in section.splitlines() if line.strip()]
    assert len(items) == len(brief.bottom_line)
    assert all(line.startswith("- ") for line in items)


def test_a_row_of_the_ledger_that_nobody_says_has_no_mark_of_a_speaker(renderer: Renderer) -> None:
    brief = full_brief()
    rows = tuple(
        replace(row, said=replace(row.said, voice=Voice.FACT, speaker=None), hedge=None)
        for row in brief.ledger
    )
    assert rows
    _, _, ledger = renderer.email_text(replace(brief, ledger=rows)).partition("EXPECTATIONS LEDGER")
    assert " ; " not in ledger
    assert ";;" not in ledger


def test_a_speaker_in_the_middle_of_a_paragraph_ends_with_a_stop(renderer: Renderer) -> None:
    brief = compose(three_stories())
    story = brief.stories[0]
    first = replace(story.headline, text="Peru frees the crews.", speaker="communiqué, in writing")
    told = replace(story, lead=(first, replace(first, text="Chile waits.", speaker=None)))
    markdown = renderer.markdown(replace(brief, stories=(told,)))
    assert "Peru frees the crews. — *communiqué, in writing*. Chile waits." in markdown


def test_the_mail_has_no_empty_paragraph(renderer: Renderer) -> None:
    page = renderer.email_html(compose(three_stories()))
    assert [each for each in elements(page, "p") if not squeezed(each)] == []


def test_e1_both_parts_of_the_mail_have_the_same_content(renderer: Renderer) -> None:
    brief = full_brief()
    html = Counter(count_of(text_of(renderer.email_html(brief)).replace(brief.header.preheader, "", 1)))
    text = Counter(count_of(renderer.email_text(brief)))
    for word in (*count_of(" ".join(english().all("heads.ledger"))), "open", "items"):
        del html[word], text[word]
    assert html - text == Counter()
    assert text - html == Counter()


def count_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_f1_a_claim_has_its_speaker_set_apart_and_the_outlet_s_voice_has_none(renderer: Renderer) -> None:
    markdown = renderer.markdown(full_brief())
    assert "We shall not pay twice for the same water — *Foreign Minister Clara Iriondo*" in markdown
    assert "— *senior Paraguayan official, on background*" in markdown
    page = renderer.html(full_brief())
    claims = [each for each in elements(page, "details") if "claim" in (each.get("class") or "")]
    assert claims


def test_f9_the_silent_side_is_shown_as_silent_in_the_row_of_the_other(renderer: Renderer) -> None:
    rows = [line for line in renderer.markdown(full_brief()).splitlines() if line.startswith("| **")]
    silent = [row for row in rows if "*no position reported*" in row]
    assert silent
    assert all(row.count(" | ") >= 2 for row in silent)


def test_l1_the_hedge_stands_in_the_printed_row(renderer: Renderer) -> None:
    lines = renderer.markdown(full_brief()).splitlines()
    for story in full_brief().stories:
        for row in story.expectations:
            assert any(row.said.text in line and (row.hedge or "") in line for line in lines)


def test_t5_no_form_says_missed(renderer: Renderer) -> None:
    assert not any("missed" in text for text in forms(renderer, full_brief()))


def test_f11_every_form_says_that_it_was_compiled_automatically(renderer: Renderer) -> None:
    assert all("Compiled automatically." in text for text in forms(renderer, full_brief()))


def test_a_mark_stays_on_the_line_of_its_words_in_the_mail(renderer: Renderer) -> None:
    page = renderer.email_html(full_brief())
    marks = re.findall(r"(.{6})<span class=\"small mark\" style=\"([^\"]*)\"", page)
    assert len(marks) > 5
    assert all(before == "&nbsp;" or before.endswith("\u00a0") for before, _ in marks)
    assert all("white-space: nowrap" in style for _, style in marks)


def test_what_was_left_out_is_listed(renderer: Renderer) -> None:
    brief = compose(three_stories(left_out=(LeftOut(title="Nota de prensa", reason="language: es"),)))
    assert "- Nota de prensa: language: es" in renderer.markdown(brief)
    assert "Left out: 1 language: es." in renderer.markdown(brief)


def test_words_that_were_cut_end_in_an_ellipsis_outside_the_quotation(renderer: Renderer) -> None:
    text = "Peru wants the museum to return the archive " + "and the maps of the coast " * 9 + "."
    article = an_article(text, title="Peru asks for its archive back")
    wish = an_objective(article, text, "Peru")
    brief = compose(a_day([article], [with_items(article, wish)], [a_story(article)]))
    assert re.search(r"the coast … \|", renderer.markdown(brief))
    assert not brief.stories[0].objectives[0].said.text.endswith("…")


@pytest.mark.parametrize("payload", EVIL, ids=range(len(EVIL)))
def test_no_form_holds_an_invisible_or_turning_character(payload: str, renderer: Renderer) -> None:
    brief = compose(hostile(payload))
    for text in (
        renderer.markdown(brief),
        renderer.html(brief),
        renderer.email_html(brief),
        renderer.email_text(brief),
    ):
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff]", text
        )


def test_the_same_brief_gives_the_same_bytes(renderer: Renderer) -> None:
    assert renderer.html(full_brief()) == Renderer().html(full_brief())


def test_a_statement_of_a_model_is_not_said_to_be_verbatim(renderer: Renderer) -> None:
    brief = full_brief()
    assert "Statements are in their sources' own words." in renderer.markdown(brief)
    line = replace(brief.bottom_line[0], text="Our own sentence")
    paraphrased = replace(brief, bottom_line=(line,))
    assert "Worded by a model" in renderer.markdown(paraphrased)


def test_each_row_stands_on_a_line_of_its_own_in_the_mail_s_text(renderer: Renderer) -> None:
    brief = full_brief()
    lines = renderer.email_text(brief).splitlines()
    wanted = [row.said.text for story in brief.stories for row in story.objectives]
    expected = [row.said.text for story in brief.stories for row in story.expectations]
    for text in (*wanted, *expected, *(row.said.text for row in brief.ledger)):
        assert [line for line in lines if text in line and line.startswith("- ")], text
    assert not [line for line in lines if "]- " in line]


def test_words_of_two_quotations_side_by_side_are_the_sources_own() -> None:
    article = an_article("Chile says 300 metres; Bolivia says four kilometres.")
    quotes = tuple(
        quote_of(article, each) for each in ("Chile says 300 metres", "Bolivia says four kilometres.")
    )
    line = Line(text=article.text, voice=Voice.FACT, evidence=quotes)
    assert is_verbatim(line)
    assert not is_verbatim(replace(line, text="Chile says 300 metres; Bolivia denies it."))
