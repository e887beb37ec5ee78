"""The day becomes a brief by the rules of a diplomatic brief; each test names the rule it holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from briefing.brief import Brief, lines_of
from briefing.brief.lines import Voice
from briefing.brief.rows import DisputeRow, ExpectationRow, ObjectiveRow
from briefing.day import Day, Desk
from briefing.labels import english
from briefing.publish.caveats import caveat_lines
from briefing.publish.compose import compose
from briefing.publish.headlines import claims, subject_of
from briefing.publish.ledger import ledger_rows
from briefing.publish.lines import said
from briefing.publish.render import Renderer
from briefing.publish.speakers import spoken_by
from briefing.serial import dumps
from briefing.speakers import speaker_of
from briefing.text import count_words, sentences
from briefing.types import (
    Article,
    Attribution,
    AttributionType,
    BottomLine,
    DuplicateGroup,
    ExpectationSubkind,
    Section,
)
from tests.build import a_summary, an_article, quote_of
from tests.days import (
    TODAY,
    a_day,
    a_dispute,
    a_party,
    a_story,
    an_edition,
    an_event,
    an_expectation,
    an_objective,
    crowded,
    fishing_story,
    named,
    on_day,
    river_story,
    sugar_story,
    three_stories,
    unnamed,
    with_items,
)

# ── S: shape and length ───────────────────────────────────────────────────────


@pytest.mark.parametrize("day", [three_stories(), crowded(40)], ids=["three", "forty"])
def test_s1_the_bottom_line_has_at_most_four_sentences_and_75_words(day: Day) -> None:
    lines = compose(day).bottom_line
    assert sum(len(sentences(line.text)) for line in lines) <= 4
    assert sum(count_words(line.text) for line in lines) <= 75


def test_s1_the_bottom_line_says_what_is_open() -> None:
    bottom_line = compose(three_stories()).bottom_line
    assert [line.label for line in bottom_line][-1] == "Open"


def test_s1_a_sentence_longer_than_the_bottom_line_is_cut_at_its_beginning() -> None:
    article = an_article("Chile said " + "that the strait is open and " * 40 + "calm. Peru agreed.")
    brief = compose(a_day([article], [a_summary(article)], [a_story(article)]))
    assert brief.bottom_line
    assert article.text.startswith(brief.bottom_line[0].text)
    assert sum(count_words(line.text) for line in brief.bottom_line) <= 75


def test_s1_a_long_sentence_is_told_up_to_where_it_stands_alone() -> None:
    news = "Chile opened the strait to every ship of the northern fleet on Monday at noon"
    tail = ", ending a quarrel of nine weeks in which eleven tankers, two hospital ships and a ferry lay at anchor in the roads of Punta Arenas."
    article = an_article(f"{news}{tail} Peru agreed.")
    line = compose(a_day([article], [a_summary(article)], [a_story(article)])).bottom_line[0]
    assert (line.text, line.cut) == (f"{news}.", False)


def test_s1_a_long_sentence_of_the_lead_goes_before_the_headline() -> None:
    title = "Chile lets the fleet pass the strait"
    news = f"Chile agreed with Peru, Ecuador and Bolivia that {'the tankers and the ferries and ' * 9}the fleet may pass the strait."
    article = an_article(news, title=title)
    line = compose(a_day([article], [a_summary(article)], [a_story(article)])).bottom_line[0]
    assert line.text.startswith("Chile agreed with Peru, Ecuador and Bolivia")


def test_s1_the_headline_goes_before_a_sentence_that_would_be_cut_before_its_verb() -> None:
    title = "Chile lets the fleet pass the strait"
    news = f"Ministers of Chile and {'of the islands and ' * 12}of Peru agreed that the fleet may pass the strait."
    article = an_article(news, title=title)
    line = compose(a_day([article], [a_summary(article)], [a_story(article)])).bottom_line[0]
    assert line.text == title


def test_s1_what_is_open_goes_before_the_last_of_the_news() -> None:
    opens = "Peru is expected to sign the last of the papers on Friday."
    gauges = "new gauges for the river and the canal and the lake and the old port and the new port and the lock below the dam above the town of Sarrow"
    one = an_article(f"Chile and Peru agreed in Lima on Monday on {gauges}. {opens}", id="a1", title="Rivers")
    other = an_article(
        f"Fiji and Samoa decided in Apia on Monday about {gauges}. {opens}", id="a2", title="Gauges"
    )
    summaries = [with_items(each, an_expectation(each, opens, "Peru")) for each in (one, other)]
    bottom_line = compose(a_day([one, other], summaries, [a_story(one), a_story(other)])).bottom_line
    assert [line.label for line in bottom_line] == [None, "Open"]


@pytest.mark.parametrize(
    "label", ["Update on the river talks", "Talks on the river", "Why the river matters?", ""]
)
def test_s2_a_label_gives_way_to_a_clause_of_the_lead(label: str) -> None:
    article, summary = river_story()
    article = replace(article, title=label)
    headline = compose(a_day([article], [summary], [a_story(article)])).stories[0].headline
    assert headline.text != label
    assert article.text.startswith(headline.text)


def test_s2_a_title_that_claims_something_is_the_headline() -> None:
    assert compose(three_stories()).stories[0].headline.evidence[0].section is Section.TITLE


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("Envoy flies to Lima on rare trip with hopes low", True),
        ("Envoy heads to Lima hoping to calm fears of a break", True),
        ("Peru accuses Chile", True),
        ("Ministers say talks will go on", True),
        ("Oslo talks end without accord", True),
        ("Peru to host summit", True),
        ("Minister: ‘We wait’", True),
        ("Talks on fishing in Oslo", False),
        ("Attack in the strait", False),
        ("The long road to a visit", False),
        ("Analysis: what Peru wants", False),
        ("What does Peru want?", False),
        ("The Foreign Minister of Japan, Mr. K. Shun", False),
        ("Press conference by Foreign Minister Shun", False),
        ("Foreign Minister’s visit to Peru", False),
        ("Statement of the press secretary", False),
        ("The world in brief", False),
        ("Foreign Minister Shun meets envoy", True),
        ("Foreign Minister put on trial", True),
        ("President and minister agree", True),
        ("Foreign ministers agree", True),
    ],
)
def test_s2_a_claim_is_known_by_its_verb(title: str, claim: bool) -> None:
    assert claims(title) is claim


def test_s2_a_name_and_an_office_in_front_of_the_verb_are_no_headline() -> None:
    office = "On 10 March, beginning at half past nine, the Foreign Minister of Japan, Mr. K. Shun"
    article = an_article(f"{office}, held talks with Mr. Luis Vega, the Ambassador of Peru.", title="Talks")
    assert headline_of(article).startswith(f"{office}, held talks")


def test_s2_a_label_stands_where_the_verb_comes_too_late() -> None:
    office = "Minister for Foreign Affairs and for Trade of Japan in the cabinet of Mr. Ito"
    text = f"The {office} and {office.replace('Ito', 'Ono')}, Mr. K. Shun, in the presence of {'the Ambassador, ' * 9}held talks."
    article = an_article(text, title="Talks on fishing in Tokyo")
    assert headline_of(article) == "Talks on fishing in Tokyo"


def headline_of(article: Article) -> str:
    """Return the headline of the story of an article whose bottom line is the whole of it."""
    whole = BottomLine(text=article.text, evidence=(quote_of(article, article.text),))
    day = a_day([article], [a_summary(article, bottom_line=whole)], [a_story(article)])
    return compose(day).stories[0].headline.text


def test_s3_a_subject_is_no_name_and_office_alone() -> None:
    office = "The Foreign Minister of Japan, Mr. Ken Shun"
    assert subject_of(f"{office}, held talks with the ambassador of Peru") == f"{office}, held talks…"


@pytest.mark.parametrize(
    "title",
    [
        "Uruguay and Paraguay fail to agree on river toll " + "and on much else " * 5,
        "Ministers: ‘no toll before the harvest, and none after it for the barges either’",
        "A" * 200,
        "Short",
    ],
)
def test_s3_the_subject_has_at_most_sixty_characters_and_begins_with_the_news(title: str) -> None:
    article, summary = river_story()
    article = replace(article, title=title)
    subject = compose(a_day([article], [summary], [a_story(article)])).header.subject
    assert 0 < len(subject) <= 60
    assert subject[:5] in (title + article.text)
    assert "brief" not in subject.lower()


@pytest.mark.parametrize("number", [6, 40, 120])
def test_s5_a_crowded_day_keeps_to_its_length(number: int) -> None:
    brief = compose(crowded(number))
    assert 800 <= brief.header.words <= 900
    assert 3 <= len(brief.stories) <= 5


@pytest.mark.parametrize("limit", [450, 600, 1000])
def test_s5_the_desk_sets_the_length(limit: int) -> None:
    brief = compose(crowded(20, desk=Desk(max_words=limit, max_stories=3)))
    assert limit * 0.8 <= brief.header.words <= limit
    assert len(brief.stories) <= 3


@pytest.mark.parametrize("number", [5, 12])
def test_s5_as_many_stories_lead_as_the_desk_asks_for_where_there_is_room(number: int) -> None:
    brief = compose(crowded(14, desk=Desk(max_words=5_000, max_stories=number)))
    assert len(brief.stories) == number


def test_s5_what_the_length_cuts_is_counted_in_the_brief_and_said_in_the_small_print() -> None:
    brief = compose(crowded(40))
    assert "What found no room is on file." in Renderer().markdown(brief)
    dropped = " ".join(brief.coverage.dropped)
    told = len(brief.stories) + len(brief.also)
    assert f"{40 - told} stories" in dropped
    assert "items" in dropped
    assert {row.article_id for row in brief.sources} == {f"c{place:03}" for place in range(40)}


def test_s5_an_item_has_at_most_150_words_before_its_tables() -> None:
    for story in compose(crowded(40)).stories:
        assert sum(count_words(line.text) for line in (story.headline, *story.lead)) <= 150


def test_s5_a_long_sentence_that_leaves_no_room_for_the_next_stands_alone() -> None:
    told = [
        f"{who} opened {' and '.join(f'{what} {each}' for each in numbers)}."
        for who, what, numbers in _OPENED
    ]
    long, other = an_article(" ".join(told), id="long", title="Peru opens archive"), sugar_story()
    line = BottomLine(text=long.text, evidence=tuple(quote_of(long, each) for each in told))
    summaries = [other[1], replace(with_items(long), bottom_line=line)]
    brief = compose(a_day([other[0], long], summaries, [a_story(other[0]), a_story(long)]))
    assert [[each.text for each in story.lead] for story in brief.stories[1:]] == [told[:1]]


_OPENED = (("Peru", "archive room", range(25)), ("Chile", "river lock", range(50, 75)))


@pytest.mark.parametrize("day", [a_day(), three_stories(), crowded(40)], ids=["none", "three", "forty"])
def test_s5_the_reading_time_is_that_of_230_words_a_minute(day: Day) -> None:
    header = compose(day).header
    assert header.reading_minutes == pytest.approx(header.words / 230, rel=0.25)


def test_s7_the_header_states_cut_off_new_reports_and_independent_sources() -> None:
    header = compose(three_stories()).header
    assert header.cut_off == datetime(2025, 3, 10, 18, tzinfo=UTC)
    assert (header.new_reports, header.independent_sources) == (3, 3)


def test_s8_a_rerun_carries_its_revision() -> None:
    assert compose(three_stories(edition=an_edition(revision=2))).header.revision == 2


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
    assert "Does Tunisia answer Malta on maritime?" in [line.text for line in watch]


# ── T: tracking ───────────────────────────────────────────────────────────────


def _promise(end: date, **fields: object) -> Day:
    article = an_article("Chile has promised to open the archive.", published=TODAY - timedelta(days=20))
    row = an_expectation(
        article, "Chile has promised to open the archive", "Chile", horizon=on_day("then", end), **fields
    )
    return a_day([article], [with_items(article, row)], on_file=(article.id,))


@pytest.mark.parametrize(
    ("days", "status"),
    [(-8, None), (-7, "date_passed"), (-1, "date_passed"), (0, "due"), (2, "due"), (3, "open"), (400, None)],
)
def test_t5_the_calendar_alone_decides_where_an_expectation_stands(days: int, status: str | None) -> None:
    ledger = compose(_promise(TODAY + timedelta(days=days))).ledger
    assert [row.status for row in ledger] == ([status] if status else [])


def test_t5_nothing_is_ever_called_missed() -> None:
    text = dumps(compose(_promise(TODAY - timedelta(days=3))))
    assert "missed" not in text


def test_t6_the_ledger_has_at_most_twelve_rows() -> None:
    assert len(compose(crowded(40, desk=Desk(max_words=9_000))).ledger) == 12


@pytest.mark.parametrize(("days", "told"), [(14, True), (15, False)])
def test_what_is_looked_for_within_a_fortnight_comes_before_promises_without_a_day(
    days: int, *, told: bool
) -> None:
    """Of thirteen that the twelve rows are too few for."""
    promises = [
        f"{holder} will {act}."
        for holder, act in zip(
            (
                "Kenya",
                "Peru",
                "Chile",
                "Norway",
                "Japan",
                "Ghana",
                "Malta",
                "Nepal",
                "Qatar",
                "Serbia",
                "Tonga",
                "Yemen",
            ),
            (
                "deliver wheat",
                "free the crew",
                "reopen its embassy",
                "ratify the treaty",
                "lift the tariffs",
                "send doctors",
                "withdraw the troops",
                "host the court",
                "pay its arrears",
                "publish the maps",
                "extradite the banker",
                "clear the mines",
            ),
            strict=True,
        )
    ]
    hope = "Uganda is expected to open the border crossing at Busia."
    article = an_article(" ".join((*promises, hope)))
    items = [
        *(
            an_expectation(article, each, each.split()[0], id=each, subkind=ExpectationSubkind.COMMITMENT)
            for each in promises
        ),
        an_expectation(
            article, hope, "Uganda", id=hope, horizon=on_day("by then", TODAY + timedelta(days=days))
        ),
    ]
    day = a_day([article], [with_items(article, *items)], [a_story(article)])
    rows = ledger_rows(day, [article.id])
    assert len(rows) == 12
    assert (hope in {row.id for row in rows}) is told


def test_an_aim_of_the_day_it_was_reported_on_is_not_waited_for() -> None:
    article = an_article("Kenya demanded the release of the crew on Monday. It hopes for talks on Friday.")
    done = an_objective(article, "Kenya demanded the release", "Kenya", horizon=on_day("on Monday", TODAY))
    friday = on_day("on Friday", TODAY + timedelta(days=4))
    open_aim = an_objective(article, "It hopes for talks", "Kenya", horizon=friday)
    ledger = compose(a_day([article], [with_items(article, done, open_aim)], [a_story(article)])).ledger
    assert [row.id for row in ledger] == [open_aim.id]


def test_what_only_they_are_expected_to_do_is_not_followed() -> None:
    article = an_article("Drivers met in Kenya. They would lift their roadblock on Friday.")
    friday = on_day("on Friday", TODAY + timedelta(days=4))
    row = an_expectation(article, "They would lift their roadblock", "Kenya", horizon=friday)
    assert compose(a_day([article], [with_items(article, row)], [a_story(article)])).ledger == ()


def test_t6_the_ledger_tells_first_what_is_due() -> None:
    ledger = compose(three_stories(edition=an_edition(date(2025, 3, 13)))).ledger
    assert [row.status for row in ledger] == ["due", "open", "undated"]


def test_the_ledger_remembers_the_first_report() -> None:
    day = _promise(TODAY + timedelta(days=9))
    assert compose(day).ledger[0].first_seen == TODAY - timedelta(days=20)


def test_a_dated_hope_is_on_the_ledger() -> None:
    article = an_article("Peru hopes to sign on 20 March.")
    hope = an_objective(
        article, "Peru hopes to sign on 20 March", "Peru", horizon=on_day("on 20 March", date(2025, 3, 20))
    )
    brief = compose(a_day([article], [with_items(article, hope)], [a_story(article)]))
    assert [(row.id, row.subkind) for row in brief.ledger] == [(hope.id, "goal")]


def test_the_calendar_holds_what_is_to_come_soonest_first_and_once() -> None:
    article = an_article(
        "The pact will be signed on 20 March. The council meets on 12 March. It met on 1 March."
    )
    signed = an_event(article, "The pact will be signed on 20 March", on_day("20 March", date(2025, 3, 20)))
    meets = an_event(article, "The council meets on 12 March", on_day("12 March", date(2025, 3, 12)))
    met = an_event(article, "It met on 1 March", on_day("1 March", date(2025, 3, 1)))
    summary = with_items(article, signed, meets, met, signed)
    rows = compose(a_day([article], [summary], [a_story(article)])).calendar
    assert [row.start for row in rows] == [date(2025, 3, 12), date(2025, 3, 20)]


# ── E: the mail ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("day", [a_day(), three_stories(), crowded(40)], ids=["none", "three", "forty"])
def test_e5_the_preheader_adds_to_the_subject(day: Day) -> None:
    header = compose(day).header
    assert 40 <= len(header.preheader) <= 110
    assert header.preheader != header.subject
