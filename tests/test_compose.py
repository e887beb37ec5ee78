"""The day becomes a brief by the rules of a diplomatic brief: whose word each line is, how likely, in which words; each test names the rule it holds."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from briefing.brief import Brief, lines_of
from briefing.brief.lines import Voice
from briefing.brief.rows import DisputeRow, ExpectationRow, ObjectiveRow
from briefing.day import Day, Desk
from briefing.labels import english
from briefing.publish.caveats import caveat_lines
from briefing.publish.compose import compose
from briefing.publish.lines import said
from briefing.publish.speakers import spoken_by
from briefing.speakers import speaker_of
from briefing.types import Article, Attribution, AttributionType, DuplicateGroup, Section
from tests.build import an_article
from tests.days import (
    TODAY,
    a_day,
    a_dispute,
    a_party,
    a_story,
    an_edition,
    an_objective,
    crowded,
    fishing_story,
    named,
    river_story,
    sugar_story,
    three_stories,
    unnamed,
    with_items,
)

# ── F: fact, source, judgement ────────────────────────────────────────────────


def test_f1_fact_and_claim_are_told_apart_by_who_stands_behind_them() -> None:
    brief = compose(three_stories())
    voices = {line.voice for line in lines_of(brief)}
    assert {Voice.FACT, Voice.CLAIM, Voice.OURS} <= voices
    for line in lines_of(brief):
        assert (line.voice is Voice.CLAIM) == (line.speaker is not None)


def assert_f2(brief: Brief, articles: dict[str, Article]) -> None:
    """Check that every line that is not ours stands in evidence that stands in its article."""
    numbers = {row.article_id: row.number for row in brief.sources}
    for line in lines_of(brief):
        if line.voice in (Voice.FACT, Voice.CLAIM):
            assert line.evidence
            assert any(line.text.removesuffix(".") in each.quote for each in line.evidence)
        for each in line.evidence:
            article = articles[each.article_id]
            text = article.title if each.section is Section.TITLE else article.text
            assert text[each.start : each.end] == each.quote
        assert set(line.citations) == {numbers[each.article_id] for each in line.evidence}


@pytest.mark.parametrize("day", [three_stories(), crowded(40)], ids=["three", "forty"])
def test_f2_every_line_that_is_not_ours_stands_letter_for_letter_in_its_article(day: Day) -> None:
    assert_f2(compose(day), dict(day.articles))


def test_f2_every_quote_lies_in_a_passage_that_the_brief_carries() -> None:
    brief = compose(three_stories())
    for line in lines_of(brief):
        for each in line.evidence:
            assert any(
                passage.article_id == each.article_id
                and passage.section is each.section
                and passage.text[each.start - passage.start : each.end - passage.start] == each.quote
                for passage in brief.passages
                if passage.start <= each.start
            )


def test_f2_the_passage_around_a_quote_in_an_endless_paragraph_is_short() -> None:
    filler = "The delegates walked up and down the hall without a word. " * 400
    article = an_article(filler + "Peru wants the archive returned. " + filler)
    quote = "Peru wants the archive returned"
    day = a_day([article], [with_items(article, an_objective(article, quote, "Peru"))], [a_story(article)])
    passages = [each for each in compose(day).passages if quote in each.text]
    assert passages
    assert all(len(each.text) < 1_500 for each in passages)
    assert all(article.text[each.start :].startswith(each.text) for each in passages)


@pytest.mark.parametrize(
    ("attribution", "speaker"),
    [
        (named("Clara Iriondo", "Foreign Minister"), "Foreign Minister Clara Iriondo, on the record"),
        (
            named("Li Wen", "a foreign ministry spokesperson"),
            "Li Wen, a foreign ministry spokesperson, on the record",
        ),
        (
            named("Foreign Minister Clara Iriondo", "foreign minister"),
            "Foreign Minister Clara Iriondo, on the record",
        ),
        (unnamed("senior Paraguayan official"), "senior Paraguayan official, on background"),
        (Attribution(type=AttributionType.UNNAMED_OFFICIAL), "an unnamed official, on background"),
        (Attribution(type=AttributionType.UNNAMED_SOURCES), "unnamed sources"),
        (Attribution(type=AttributionType.UNNAMED_SOURCES, name="two diplomats"), "two diplomats, unnamed"),
        (
            Attribution(type=AttributionType.INSTITUTION, name="State Department"),
            "State Department, on the record",
        ),
        (Attribution(type=AttributionType.DOCUMENT, name="the treaty"), "the treaty, in writing"),
        (Attribution(type=AttributionType.ANALYST, name="Ann Ray"), "Ann Ray, analyst"),
        (Attribution(type=AttributionType.CAPTION), "photo caption"),
        (Attribution(type=AttributionType.OUTLET_VOICE), None),
    ],
)
def test_f4_f5_the_speaker_stands_with_the_claim_under_its_ground_rule(
    attribution: Attribution, speaker: str | None
) -> None:
    assert speaker_of(attribution) == speaker
    assert said("Words.", attribution, ()).speaker == speaker


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("The official", "an official, on background"),
        ("the spokeswoman", "a spokeswoman, on background"),
        ("the official in Lima", "the official in Lima, on background"),
    ],
)
def test_f4_who_was_named_before_in_the_article_alone_is_any_such_to_the_reader(name: str, told: str) -> None:
    assert spoken_by(said("Words.", unnamed(name), ()), english()) == told


def test_f6_a_source_has_outlet_date_basis_and_grade() -> None:
    row = compose(three_stories()).sources[0]
    assert (row.outlet, row.published, row.published_basis) == ("Lake News", TODAY, "front_matter")
    assert (row.grade, row.grade_basis) == ("C", "inferred")


def test_f6_the_desk_s_grade_wins() -> None:
    rows = compose(three_stories(desk=Desk(grades={"The Courier": "A"}))).sources
    grades = {row.outlet: (row.grade, row.grade_basis) for row in rows}
    assert grades["The Courier"] == ("A", "desk")
    assert grades["Lake News"] == ("C", "inferred")


def test_f6_an_unknown_outlet_is_said_to_be_unknown() -> None:
    article, summary = river_story()
    article = replace(article, outlet=None)
    brief = compose(a_day([article], [summary], [a_story(article)]))
    assert brief.sources[0].outlet is None
    assert "Outlet unknown" in [line.label for line in brief.caveats]


def test_f7_three_prints_of_one_text_are_one_source() -> None:
    article, summary = river_story()
    prints = [replace(article, id=f"print{number}", outlet=f"Paper {number}") for number in (1, 2)]
    ids = (article.id, *(each.id for each in prints))
    day = a_day(
        [article, *prints],
        [summary],
        [replace(a_story(article), origins=(ids,))],
        groups=(DuplicateGroup(canonical_id=article.id, article_ids=ids),),
    )
    brief = compose(day)
    assert (brief.header.new_reports, brief.header.independent_sources) == (1, 1)
    assert brief.sources[0].copies == ("Paper 1", "Paper 2")
    assert brief.coverage.copies == 2


def test_f7_a_rewrite_of_the_same_wire_shares_its_number() -> None:
    (one, first), (two, second) = river_story(), sugar_story()
    story = replace(a_story(one, two), origins=((one.id, two.id),))
    brief = compose(a_day([one, two], [first, second], [story]))
    assert {row.origin for row in brief.sources} == {1}
    assert brief.stories[0].independent_sources == 1


def test_f8_each_lead_story_has_its_gaps_stated() -> None:
    brief = compose(three_stories())
    (gaps,) = [line.text for line in brief.caveats if line.label == "Not known"]
    assert gaps == (
        "single source, no primary document seen (all stories); "
        "nobody speaks on the record, no words of Tunisia (story 3)."
    )


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        (
            {"outlet": "Ministry of Foreign Affairs of Uruguay", "title": "Readout of the minister's call"},
            True,
        ),
        ({"outlet": "Presidency of Togo", "title": "Joint communiqué of the river commission"}, True),
        ({"url": "https://www.rree.gob.uy/news/7"}, True),
        ({"outlet": "The Courier", "title": "Ministers sign communiqué on the river toll"}, False),
        ({"outlet": "Government Weekly", "title": "What the ministers wanted"}, False),
    ],
)
def test_f8_what_an_office_gives_out_itself_is_a_primary_document(source: dict[str, Any], seen: bool) -> None:
    article, summary = river_story()
    brief = compose(a_day([replace(article, **source)], [summary], [a_story(article)]))
    told = " ".join(line.text for line in brief.caveats)
    assert ("no primary document seen" not in told) is seen


def test_f8_a_party_without_words_is_named() -> None:
    article, summary = fishing_story()
    brief = compose(a_day([article], [summary], [a_story(article)]))
    assert any("no words of Tunisia" in line.text for line in brief.caveats)


def test_f9_both_sides_of_a_dispute_stand_in_one_row() -> None:
    article, summary = river_story()
    (row,) = compose(a_day([article], [summary], [a_story(article)])).stories[0].disputes
    assert [side.party for side in row.sides] == ["Uruguay", "Paraguay"]
    assert all(side.said for side in row.sides)


def test_f9_the_answer_in_another_report_stands_in_the_same_row() -> None:
    one, first = fishing_story()
    two = an_article("Tunisia denied that its boats had crossed any line.", id="answer", outlet="Tunis Daily")
    denial = "Tunisia denied that its boats had crossed any line"
    answer = a_dispute(two, denial, a_party(two, "Malta", None), a_party(two, "Tunisia", denial))
    brief = compose(a_day([one, two], [first, with_items(two, answer)], [a_story(one, two)]))
    (row,) = brief.stories[0].disputes
    assert [side.said is not None for side in row.sides] == [True, True]
    assert row.credibility == 2


def test_f9_a_silent_side_is_kept_and_said_to_be_silent() -> None:
    article, summary = fishing_story()
    (row,) = compose(a_day([article], [summary], [a_story(article)])).stories[0].disputes
    assert [(side.party, side.said is None) for side in row.sides] == [("Malta", False), ("Tunisia", True)]


def test_f9_beside_two_sides_with_words_nobody_s_words_of_one_side_have_no_row_and_are_counted() -> None:
    quarrel, fact = (
        "Chile calls the toll unlawful, and Peru defends it.",
        "Eight firms were asked about the toll.",
    )
    article = an_article(f"{quarrel} {fact}")
    both = a_dispute(
        article,
        quarrel,
        a_party(article, "Chile", "Chile calls the toll unlawful"),
        a_party(article, "Peru", "Peru defends it"),
    )
    one = a_dispute(article, fact, a_party(article, "Eight firms", fact), a_party(article, "Peru", None))
    said_so = replace(one, attribution=named("Ana Soto"), id="d-said")
    told = compose(a_day([article], [with_items(article, both, one)], [a_story(article)]))
    claimed = compose(a_day([article], [with_items(article, both, said_so)], [a_story(article)]))
    assert [len(each.stories[0].disputes) for each in (told, claimed)] == [1, 2]
    assert "1 item" in " ".join(told.coverage.dropped)


def test_f10_what_goes_on_is_not_called_new() -> None:
    first = compose(three_stories())
    again = three_stories(
        edition=an_edition(TODAY + timedelta(days=1), previous=TODAY),
        previous=first,
    )
    brief = compose(again)
    assert "new" not in {change.kind for change in brief.changes}
    assert [story.continued_from for story in brief.stories] == [TODAY] * len(brief.stories)


def test_f10_a_row_that_the_edition_before_had_is_marked_as_repeated_and_its_credibility_not_raised() -> None:
    first = compose(three_stories())
    again = three_stories(edition=an_edition(TODAY + timedelta(days=1), previous=TODAY), previous=first)
    assert not any(row.repeated for story in first.stories for row in story.objectives)
    for story in compose(again).stories:
        rows: list[ObjectiveRow | DisputeRow | ExpectationRow] = [*story.objectives, *story.disputes]
        for row in (*rows, *story.expectations):
            assert row.repeated
            assert row.credibility in (3, 6)


def test_f11_each_text_used_is_kept_by_its_digest() -> None:
    assert all(len(row.sha256) == 64 for row in compose(three_stories()).sources)


# ── L: likelihood ─────────────────────────────────────────────────────────────


def test_l1_the_source_s_own_hedge_stands_in_the_row_and_in_its_words() -> None:
    for story in compose(three_stories()).stories:
        for row in story.expectations:
            assert row.hedge is None or row.hedge in row.said.text


def test_l5_confidence_and_likelihood_never_stand_in_one_sentence() -> None:
    likelihoods = ("likely", "chance", "probable", "almost certain")
    for line in compose(three_stories()).caveats:
        if "onfidence" in f"{line.label} {line.text}":
            assert not any(word in line.text for word in likelihoods)


def test_l7_one_source_without_a_named_speaker_gives_low_confidence() -> None:
    story = compose(three_stories()).stories[2]
    line = caveat_lines(three_stories(), [story], [story], ["D"])[0]
    assert line.label == "Confidence"
    assert line.text.startswith("low (1 independent source, best grade D, no named speaker)")


def test_l7_where_each_story_has_one_source_the_confidence_says_so_of_each() -> None:
    one, *_ = compose(three_stories()).stories
    told = [replace(one, independent_sources=number) for number in (1, 2)]
    lines = [caveat_lines(three_stories(), some, some, ["D"])[0].text for some in ([told[0]] * 2, told)]
    assert ["one source a story" in each for each in lines] == [True, False]


def test_l8_a_forecast_is_graded_six_and_a_single_source_three() -> None:
    story = compose(three_stories()).stories[0]
    assert {row.credibility for row in story.expectations} <= {6}
    assert {row.credibility for row in story.objectives} == {3}


def test_l8_two_independent_sources_make_a_two_and_two_prints_do_not() -> None:
    one, first = river_story()
    two = replace(one, id="other", outlet="The Herald")
    second = replace(
        first,
        article_id="other",
        objectives=tuple(
            replace(each, id="o2", evidence=tuple(replace(e, article_id="other") for e in each.evidence))
            for each in first.objectives
        ),
        disputes=(),
        expectations=(),
    )
    apart = a_day([one, two], [first, second], [a_story(one, two)])
    together = replace(apart, stories=(replace(a_story(one, two), origins=((one.id, two.id),)),))
    assert compose(apart).stories[0].objectives[0].credibility == 2
    assert compose(together).stories[0].objectives[0].credibility == 3


# ── D: diplomatic language ────────────────────────────────────────────────────


def test_d3_a_statement_keeps_its_tense_and_modality() -> None:
    article, summary = river_story()
    brief = compose(a_day([article], [summary], [a_story(article)]))
    assert brief.ledger[0].said.text == "The two presidents are expected to meet in Encarnación on 14 March."
    assert (
        brief.stories[0].expectations[0].said.text == "Talks could break down if the first barge is stopped"
    )


def test_d7_a_story_has_one_to_three_countries_and_at_most_two_topics() -> None:
    story = next(each for each in compose(three_stories()).stories if each.id == "s-river")
    assert set(story.countries) == {"UY", "PY"}
    assert "maritime" in story.topics
    assert len(story.topics) <= 2


def test_d8_what_to_watch_is_asked() -> None:
    watch = compose(three_stories()).watch
    assert 0 < len(watch) <= 5
    assert all("?" in line.text for line in watch)
    assert "Does Tunisia answer Malta?" in [line.text for line in watch]
