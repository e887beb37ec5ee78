"""Days that are not like others, and that the same day gives the same brief."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.brief import Brief
from briefing.brief.coverage import LeftOut
from briefing.brief.lines import Line
from briefing.brief.stories import story_lines
from briefing.day import Desk
from briefing.labels import english
from briefing.publish.compose import compose
from briefing.publish.provenance import making_note
from briefing.serial import dumps, loads
from briefing.text import count_words
from briefing.types import (
    Article,
    ArticleSummary,
    BottomLine,
    EngineInfo,
    EventStatus,
    Failure,
    Withheld,
)
from tests.build import a_summary, an_article, quote_of
from tests.days import (
    TODAY,
    a_day,
    a_dispute,
    a_party,
    a_story,
    an_event,
    an_expectation,
    an_objective,
    crowded,
    named,
    on_day,
    river_story,
    three_stories,
    with_items,
)
from tests.test_compose import assert_f2

# ── days that are not like others ─────────────────────────────────────────────


def test_f24_an_empty_day_makes_a_brief_that_says_so() -> None:
    failures = (Failure(stage="collect", subject="https://news.example/feed", message="time-out"),)
    brief = compose(a_day(failures=failures, sources_tried=1, sources_answered=0))
    assert brief.header.subject == "No new reports, 10 March 2025"
    assert (brief.stories, brief.sources) == ((), ())
    assert [each.text for each in brief.bottom_line] == [english()("told.unreached")]
    assert brief.coverage.failed == ("https://news.example/feed (collect: time-out)",)


def test_f24_a_day_of_one_source_says_that_it_is_one() -> None:
    article, summary = river_story()
    brief = compose(a_day([article], [summary], [a_story(article)]))
    assert any("single source" in line.text for line in brief.caveats)


def test_an_undated_article_is_named_and_never_new() -> None:
    brief = compose(three_stories(left_out=(LeftOut(title="Ferry row", reason="undated"),)))
    assert brief.coverage.undated == ("Ferry row",)
    assert brief.header.new_reports == 3


def test_a_withheld_claim_is_told_in_one_line_with_words_that_stand_in_the_article() -> None:
    article, summary = river_story()
    real = Withheld(reason="contradicts its own article", quote="Talks could break down", statement=None)
    invented = Withheld(reason="the quote was not found", quote="We will fight", statement="War is near")
    assert _told_as_withheld(article, replace(summary, withheld=(real, invented))) == [
        "“Talks could break down”: contradicts its own article.",
        "the quote was not found.",
    ]
    brief = compose(a_day([article], [replace(summary, withheld=(real, invented))], [a_story(article)]))
    assert brief.withheld == (real, replace(invented, quote=None, statement=None))


def test_a_withheld_claim_stands_beside_the_words_that_contradict_it() -> None:
    article, summary = river_story()
    told, other = article.text.split()[:3], article.text.split()[-3:]
    claim = Withheld(reason="a slip", quote=" ".join(told), statement=None, against=" ".join(other))
    invented = replace(claim, against="We will fight")
    assert _told_as_withheld(article, replace(summary, withheld=(claim, invented))) == [
        f"“{' '.join(told)}”, for the same article contradicts it: “{' '.join(other)}”.",
        f"“{' '.join(told)}”: a slip.",
    ]


def _told_as_withheld(article: Article, summary: ArticleSummary) -> list[str]:
    brief = compose(a_day([article], [summary], [a_story(article)]))
    return [line.text for line in brief.caveats if line.label == "Withheld"]


def test_the_engine_is_named_item_by_item_and_its_cost_summed() -> None:
    day = three_stories()
    model = EngineInfo(name="openai", model="m-1", prompt_version="v1", calls=1, cost=0.25)
    day = replace(day, summaries={**day.summaries, "river": replace(day.summaries["river"], engine=model)})
    brief = compose(day)
    assert brief.coverage.cost == 0.25
    assert brief.header.engine == "embedded engine for 2 of 3, model m-1 for 1 of 3"
    assert {row.engine for row in brief.sources} == {"embedded engine", "model m-1, prompt v1"}


def test_the_header_says_that_another_engine_stood_in_and_the_coverage_box_why() -> None:
    day = three_stories()
    why = "m-1: unavailable, http://model.example cannot be reached; check model.base_url"
    engine = EngineInfo(name="embedded", instead_of=why)
    day = replace(day, summaries={name: replace(each, engine=engine) for name, each in day.summaries.items()})
    brief = compose(day)
    assert brief.header.engine == "embedded engine in place of m-1: unavailable"
    assert "check model.base_url" in str(brief.coverage.written_by)


@pytest.mark.parametrize(("cost", "told"), [(0.25, "Cost 0.25."), (0.0, "")])
def test_a_cost_that_has_no_prices_is_not_told_as_nothing(cost: float, told: str) -> None:
    day = three_stories()
    model = EngineInfo(name="openai", model="m-1", calls=1, tokens_in=1000, tokens_out=500, cost=cost)
    day = replace(day, summaries={**day.summaries, "river": replace(day.summaries["river"], engine=model)})
    assert making_note(compose(day).coverage, english()) == told


@pytest.mark.parametrize(("withheld", "is_told"), [(2, False), (3, True)])
def test_the_reader_is_told_of_a_model_that_often_fails_its_checks(withheld: int, *, is_told: bool) -> None:
    coverage = replace(compose(three_stories()).coverage, checked=20, withheld=withheld)
    told = f"{withheld} of 20 statements of the model failed their checks"
    assert (told in making_note(coverage, english())) == is_told


def test_a_new_article_without_a_summary_is_told_by_its_title() -> None:
    article, _ = river_story()
    brief = compose(a_day([article], [], [a_story(article)]))
    assert brief.stories[0].headline.text == article.title
    assert brief.sources[0].engine == "not summarized"


def test_an_article_without_title_and_summary_is_told_by_its_first_words() -> None:
    article = an_article("Peru and Chile have opened the road over the pass.", title=" ")
    brief = compose(a_day([article], [], [a_story(article)]))
    assert brief.stories[0].headline.text == "Peru and Chile have opened the road over the pass."
    assert brief.sources[0].title == "Untitled"


def test_an_endless_title_is_cut() -> None:
    article = an_article("Peru said yes.", title="Peru says yes " + "and yes again " * 200)
    headline = compose(a_day([article], [a_summary(article)], [a_story(article)])).stories[0].headline
    assert count_words(headline.text) <= 30
    assert headline.cut


# ── the same day, the same brief ──────────────────────────────────────────────


def test_the_order_of_the_day_s_mappings_does_not_matter() -> None:
    day = crowded(12)
    turned = replace(
        day,
        articles={each: day.articles[each] for each in reversed(list(day.articles))},
        summaries={each: day.summaries[each] for each in reversed(list(day.summaries))},
    )
    assert compose(turned) == compose(day)


def test_the_seed_of_the_hash_does_not_matter() -> None:
    program = (
        "from hashlib import sha256; from briefing.serial import dumps; from tests.days import crowded;"
        "from briefing.publish.compose import compose; print(sha256(dumps(compose(crowded(9))).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            cwd=Path(__file__).resolve().parents[1],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_brief_survives_its_json_form() -> None:
    brief = compose(three_stories(previous=compose(a_day())))
    assert loads(Brief, dumps(brief)) == brief


_WORDS = st.sampled_from(
    [
        "Peru",
        "Chile",
        "wants",
        "rejects",
        "the",
        "harbour",
        "talks",
        "on",
        "Friday",
        "“unless",
        "not",
        "expected",
        "to",
        "resume,",
        "archive;",
        "treaty",
        "and",
    ]
)
_SENTENCES = st.lists(_WORDS, min_size=2, max_size=60).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(_SENTENCES, min_size=1, max_size=5), min_size=0, max_size=7), st.integers(200, 1200))
def test_any_day_keeps_to_the_rules_that_must_hold(texts: list[list[str]], limit: int) -> None:
    articles = [
        an_article(". ".join(text) + ".", id=f"a{place}", title=text[0], outlet=None if place % 2 else "Post")
        for place, text in enumerate(texts)
    ]
    summaries = [
        with_items(
            article,
            *(an_objective(article, each, "Peru", attribution=named("Ana Paz")) for each in text),
            *(a_dispute(article, each, a_party(article, "Chile", each)) for each in text[:2]),
            *(an_expectation(article, each, "Chile", horizon=on_day("soon", TODAY)) for each in text),
        )
        for article, text in zip(articles, texts, strict=True)
    ]
    day = a_day(articles, summaries, [a_story(each) for each in articles], desk=Desk(max_words=limit))
    brief = compose(day)
    assert_f2(brief, dict(day.articles))
    assert sum(count_words(line.text) for line in brief.bottom_line) <= 75
    assert len(brief.stories) <= 5
    assert {row.article_id for row in brief.sources} >= {each.id for each in articles}
    assert [row.number for row in brief.sources] == list(range(1, len(brief.sources) + 1))


def test_a_story_cites_what_its_lines_cite() -> None:
    for story in compose(three_stories()).stories:
        lines: list[Line] = list(story_lines(story))
        assert set(story.citations) == {number for line in lines for number in line.citations}


def test_f4_what_somebody_says_to_be_done_is_not_told_as_done() -> None:
    done, claimed = "Peru opened the port of Ilo on Monday.", "Chile said the port of Arica was opened too."
    article = an_article(f"{done} {claimed}")
    events = [
        replace(an_event(article, each, on_day("on Monday", TODAY)), status=EventStatus.OCCURRED)
        for each in (done, claimed)
    ]
    gist = BottomLine(text="Peru and Chile open their ports.", evidence=(quote_of(article, done),))
    brief = compose(a_day([article], [with_items(article, *events, bottom_line=gist)], [a_story(article)]))
    told = [line.text for line in (*brief.bottom_line, *brief.stories[0].lead)]
    assert done in told
    assert claimed not in told


def test_a_story_of_several_days_leads_with_its_newest_report() -> None:
    (article, summary), newer = river_story(), "Uruguay and Paraguay agree on the toll"
    later = replace(article, id="later", title=newer)
    told = replace(summary, article_id="later")
    before = replace(article, published=TODAY - timedelta(days=2))
    brief = compose(a_day([before, later], [summary, told], [a_story(before, later)]))
    assert brief.stories[0].headline.text == newer
