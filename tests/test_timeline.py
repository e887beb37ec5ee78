"""What became of a row, and the dates of a brief on one line of time: on the page, from brief.json, by our own code."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import serial
from briefing.brief import Brief
from briefing.brief.dates import Mark, MarkKind
from briefing.brief.lines import Line, Voice
from briefing.brief.rows import ExpectationStatus
from briefing.day import Desk
from briefing.labels import english, labels_in, languages
from briefing.publish.compose import compose
from briefing.publish.drawing import SIDE, _lanes, drawn
from briefing.publish.render import Renderer
from briefing.publish.status import history_steps, status_name
from briefing.types import EventStatus
from tests.build import an_article
from tests.days import TODAY, a_day, a_story, an_edition, an_event, on_day, three_stories, with_items
from tests.printed import elements, squeezed

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def brief(sample_made: Path) -> Brief:
    """The third edition of the sample, as its file has it: an exchange was expected on the first day, and is met."""
    path = sample_made / "outputs" / "sample" / "2026-03-04" / "brief.json"
    return serial.loads(Brief, path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(brief: Brief) -> str:
    return Renderer().html(brief)


# ── the history of a row ──────────────────────────────────────────────────────


def test_a_row_tells_each_of_its_changes_with_day_rule_and_the_words_it_rests_on(brief: Brief) -> None:
    (row,) = [each for each in brief.ledger if each.status is ExpectationStatus.MET]
    steps = history_steps(row, english())
    assert [(each.day, each.change, each.rule) for each in steps] == [
        ("2 March 2026", "→ open", "first report of it"),
        ("2 March 2026", "open → due", "its date is two days off, or less"),
        ("4 March 2026", "due → met", "a report tells the act, inside its time"),
    ]
    words = [each.said.text if each.said else None for each in steps]
    assert (words[0] or "").startswith("Bolivia is expected to hand over two Chilean carabineros")
    assert words[1] is None
    assert (words[2] or "").startswith("Bolivia handed over two Chilean carabineros")


def test_each_step_opens_the_passage_of_its_report_on_the_page(brief: Brief, page: str) -> None:
    histories = [each for each in elements(page, "details") if each.get("class") == "history"]
    assert len(histories) == sum(bool(row.history) for row in brief.ledger)
    for history, row in zip(histories, [each for each in brief.ledger if each.history], strict=True):
        items = history.findall("ol/li")
        assert len(items) == len(row.history)
        for item, step in zip(items, row.history, strict=True):
            quote = item.find("details/blockquote/p/mark")
            assert (quote is not None) is (step.said is not None)
            if quote is not None and step.said is not None:
                assert squeezed(quote) == " ".join(step.said.evidence[0].quote.split())


def test_the_last_step_of_a_history_is_where_its_row_stands(brief: Brief) -> None:
    answered = [row for row in brief.ledger if row.status is not ExpectationStatus.DUE]
    assert answered
    for row in answered:
        last = row.history[-1]
        told = status_name(replace(row, first_seen=None), brief.header.day, english())
        assert told == english()(f"status.{last.after}")


def test_what_only_a_history_rests_on_is_listed_and_said_to_be_so(brief: Brief) -> None:
    numbers = {row.article_id: row for row in brief.sources}
    for row in brief.ledger:
        for step in row.history:
            for each in step.said.evidence if step.said else ():
                assert each.article_id in numbers
                assert step.said
                assert step.said.citations == (numbers[each.article_id].number,)


def test_the_other_forms_leave_the_history_to_the_page(brief: Brief) -> None:
    renderer = Renderer()
    for text in (renderer.markdown(brief), renderer.email_html(brief), renderer.email_text(brief)):
        assert "first report of it" not in text
    assert "first report of it" in renderer.html(brief)


# ── which dates stand on the line ─────────────────────────────────────────────


def test_the_line_has_what_is_over_and_what_is_to_come_in_order(brief: Brief) -> None:
    marks = brief.timeline
    assert list(marks) == sorted(marks, key=lambda each: (each.start, each.end, each.said.text))
    assert {each.kind for each in marks} >= {MarkKind.ANSWERED, MarkKind.EXPECTED}
    assert {(each.start, each.end) for each in brief.calendar} <= {(each.start, each.end) for each in marks}


@pytest.mark.parametrize(
    ("days", "status", "kind"),
    [
        (-3, EventStatus.OCCURRED, MarkKind.OCCURRED),
        (-3, EventStatus.SCHEDULED, MarkKind.SCHEDULED),
        (-3, EventStatus.CANCELLED, None),
        (-400, EventStatus.OCCURRED, None),
    ],
)
def test_what_a_report_tells_of_the_year_before_stands_on_the_line(
    days: int, status: EventStatus, kind: MarkKind | None
) -> None:
    article = an_article("Peru and Chile met on the pass.", title="Peru meets Chile")
    when = on_day("then", TODAY + timedelta(days=days))
    event = replace(an_event(article, "Peru and Chile met on the pass", when), status=status)
    marks = compose(a_day([article], [with_items(article, event)], [a_story(article)])).timeline
    assert [each.kind for each in marks] == ([kind] if kind else [])


def test_a_deadline_stands_on_its_last_day_and_silence_is_no_failure() -> None:
    later = compose(replace(three_stories(edition=an_edition(date(2025, 4, 3))), ledger=None)).timeline
    promise = next(each for each in later if "publish its accounts" in each.said.text)
    assert (promise.start, promise.end, promise.kind) == (date(2025, 4, 1), date(2025, 4, 1), MarkKind.SILENT)


def test_there_is_no_line_where_the_reader_has_no_calendar() -> None:
    sections = ("bottom_line", "stories", "caveats", "coverage", "sources")
    assert compose(three_stories()).timeline
    assert compose(three_stories(desk=Desk(sections=sections))).timeline == ()


# ── the drawing ───────────────────────────────────────────────────────────────


def a_mark(start: date, end: date | None = None, kind: MarkKind = MarkKind.EXPECTED) -> Mark:
    line = Line(text="<script>words</script>", voice=Voice.FACT)
    return Mark(start=start, end=end or start, kind=kind, status=None, said=line)


def test_the_drawing_says_what_it_is_and_the_list_below_has_every_mark(brief: Brief, page: str) -> None:
    (drawing,) = [each for each in elements(page, f"{SVG}svg") if each.get("role") == "img"]
    title, described = drawing.find(f"{SVG}title"), drawing.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert drawing.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert "dates before 4 March 2026" in squeezed(described)
    (dates,) = [each for each in elements(page, "ol") if each.get("class") == "dates"]
    signs = [squeezed(each) for each in dates.iter("span") if each.get("class") == "sign"]
    numbers = [each.split()[-1] for each in signs]
    assert numbers == [str(number) for number, _ in enumerate(brief.timeline, start=1)]
    drawn_numbers = [squeezed(each) for each in drawing.iter(f"{SVG}text") if not each.get("class")]
    assert drawn_numbers == numbers


def test_e6_each_kind_has_a_shape_of_its_own_and_its_word() -> None:
    marks = [a_mark(TODAY + timedelta(days=number), kind=kind) for number, kind in enumerate(MarkKind)]
    shapes = re.findall(r'overflow="visible">(<\w+[^>]*/>)', drawn(marks, TODAY, english()))
    assert len(set(shapes)) == len(MarkKind)


def test_the_drawing_holds_no_word_of_an_article() -> None:
    marks = [a_mark(TODAY), a_mark(TODAY + timedelta(days=9))]
    assert "words" not in drawn(marks, TODAY, english())


def test_a_day_without_dates_has_no_drawing() -> None:
    assert drawn([], TODAY, english()) == ""
    assert "<svg" not in Renderer().html(compose(a_day()))


@given(
    st.lists(st.tuples(st.dates(), st.integers(0, 13)), min_size=1, max_size=20),
    st.dates(),
    st.sampled_from(languages()),
)
def test_any_dates_stand_inside_the_drawing_and_in_their_order(
    days: list[tuple[date, int]], today: date, language: str
) -> None:
    spans = sorted(
        (day, date.fromordinal(min(day.toordinal() + more, date.max.toordinal()))) for day, more in days
    )
    text = drawn([a_mark(*span) for span in spans], today, labels_in(language))
    html5lib.HTMLParser(strict=False).parseFragment(text)
    places = [float(each) for each in re.findall(r'<svg x="([\d.]+)%"', text)]
    assert len(places) == len(spans)
    assert all(0 <= each <= 95 for each in places)
    ends = [span[1] for span in spans]
    for one, other in zip(sorted(zip(ends, places, strict=True)), sorted(places), strict=True):
        assert one[1] == pytest.approx(other)


@given(
    st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1, max_size=9),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(languages()),
)
def test_no_words_at_the_axis_touch_on_a_narrow_screen(days: list[date], today: date, language: str) -> None:
    text = drawn([a_mark(each) for each in sorted(days)], today, labels_in(language))
    words = re.findall(r'<text x="([\d.]+)%" y="\d+" text-anchor="(\w+)" class="\w+">([^<]+)</text>', text)
    width, letter = 320, 6.5
    begins = {"start": 0.0, "middle": 0.5, "end": 1.0}
    stretches = sorted(
        (float(at) / 100 * width - begins[anchor] * letter * len(told), letter * len(told))
        for at, anchor, told in words
    )
    assert all(start + length <= after for (start, length), (after, _) in pairwise(stretches))


@given(st.lists(st.tuples(st.floats(0, 90), st.floats(0, 10)), max_size=30))
def test_no_mark_touches_another(starts: list[tuple[float, float]]) -> None:
    spans = sorted((start, start + length) for start, length in starts)
    lanes = _lanes(spans)
    for place, lane in enumerate(lanes):
        before = [spans[each] for each in range(place) if lanes[each] == lane]
        assert all(end + SIDE <= spans[place][0] for _, end in before)
