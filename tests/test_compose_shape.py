"""The day becomes a brief by the rules of a diplomatic brief: shape, length, headlines and the mail; each test names the rule it holds."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing.day import Day, Desk
from briefing.publish.compose import compose
from briefing.publish.headlines import claims, subject_of
from briefing.publish.render import Renderer
from briefing.text import count_words, sentences
from briefing.types import Article, BottomLine, Section
from tests.build import a_summary, an_article, quote_of
from tests.days import (
    a_day,
    a_story,
    an_edition,
    an_expectation,
    crowded,
    river_story,
    sugar_story,
    three_stories,
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


# ── E: the mail ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("day", [a_day(), three_stories(), crowded(40)], ids=["none", "three", "forty"])
def test_e5_the_preheader_adds_to_the_subject(day: Day) -> None:
    header = compose(day).header
    assert 40 <= len(header.preheader) <= 110
    assert header.preheader != header.subject
