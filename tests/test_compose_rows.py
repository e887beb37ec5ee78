"""What leads a brief, and which rows its stories and its ledger have."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing.brief.stories import story_lines
from briefing.day import Desk
from briefing.publish.compose import compose
from briefing.publish.headlines import is_roundup
from briefing.publish.lines import first_words
from briefing.publish.ranking import FRESH, REPEATED, Standing, in_order, rank_of
from briefing.publish.rows import balanced, dispute_rows, expectation_rows, objective_rows
from briefing.types import (
    Article,
    ArticleFlag,
    Attribution,
    AttributionType,
    Item,
)
from tests.build import a_summary, an_article
from tests.days import (
    TODAY,
    a_day,
    a_dispute,
    a_party,
    a_story,
    an_expectation,
    an_objective,
    fishing_story,
    named,
    objective_row,
    sugar_story,
    three_stories,
    with_items,
)

# ── what leads ────────────────────────────────────────────────────────────────


def test_a_head_of_state_leads_before_a_foreign_minister_and_each_story_says_why() -> None:
    stories = compose(three_stories()).stories
    assert [story.id for story in stories] == ["s-sugar", "s-river", "s-fishing"]
    assert stories[0].reasons == ("new", "head of state or government: Josphat Wanyonyi")


@pytest.mark.parametrize(
    ("role", "rank"),
    [
        ("President", 3),
        ("prime minister of Malta", 3),
        ("Vice President", 1),
        ("former president", 1),
        ("Foreign Minister", 2),
        ("Secretary of State", 2),
        ("ambassador to Peru", 1),
        ("fisherman", 0),
        (None, 0),
    ],
)
def test_offices_have_ranks(role: str | None, rank: int) -> None:
    assert rank_of(role) == rank


def test_more_independent_sources_lead_among_equals() -> None:
    plain = [an_article(f"Peru said {word} things.", id=word, title=f"Peru says {word}") for word in "abc"]
    plain = [replace(each, outlet=f"The {each.id} Post") for each in plain]
    day = a_day(plain, [a_summary(each) for each in plain], [a_story(plain[0]), a_story(plain[1], plain[2])])
    assert [story.id for story in compose(day).stories] == ["s-b", "s-a"]


def test_what_the_desk_follows_leads_before_what_has_more_sources() -> None:
    plain = [an_article(f"Peru said {word} things.", id=word, title=f"Peru says {word}") for word in "bc"]
    chad = an_article("Chad said a thing.", id="a", title="Chad says a")
    plain = [replace(each, outlet=f"The {each.id} Post") for each in (chad, *plain)]
    stories = [a_story(plain[0]), a_story(plain[1], plain[2])]
    day = a_day(plain, [a_summary(each) for each in plain], stories, desk=Desk(countries=("TD",)))
    assert [story.id for story in compose(day).stories] == ["s-a", "s-b"]


def test_what_the_desk_follows_does_not_lead_when_it_only_repeats() -> None:
    plain, told = (
        Standing(
            opinion=False,
            change=change,
            rank=0,
            independent=1,
            desk=desk,
            published=datetime(2025, 3, 10, tzinfo=UTC),
            title="Peru says so",
            outlets=frozenset(),
            reasons=(),
        )
        for change, desk in ((FRESH, 0), (REPEATED, 1))
    )
    assert in_order({"told": told, "plain": plain}, 2) == ("plain", "told")


def test_a_story_on_the_desk_s_list_says_so() -> None:
    day = three_stories(desk=Desk(countries=("TN",), topics=("maritime",)))
    reasons = {story.id: story.reasons for story in compose(day).stories}
    assert "on the desk's list: TN, maritime" in reasons["s-fishing"]


def test_the_later_report_leads_among_equals_and_ties_go_by_title() -> None:
    plain = [an_article(f"Peru said {word}.", id=word, title=f"Peru says {word}") for word in "abc"]
    plain[2] = replace(plain[2], published_at=datetime(2025, 3, 10, 12, tzinfo=UTC))
    day = a_day(plain, [a_summary(each) for each in plain], [a_story(each) for each in reversed(plain)])
    assert [story.id for story in compose(day).stories] == ["s-c", "s-a", "s-b"]


def test_a_person_on_the_desk_s_list_counts_by_surname_too() -> None:
    day = three_stories(desk=Desk(interlocutors=("Iriondo",)))
    reasons = {story.id: story.reasons for story in compose(day).stories}
    assert "on the desk's list: Iriondo" in reasons["s-river"]


def test_opinion_never_leads_and_is_marked() -> None:
    article, summary = sugar_story()
    column = replace(article, flags=(ArticleFlag.OPINION,))
    other, told = fishing_story()
    brief = compose(a_day([column, other], [summary, told], [a_story(column), a_story(other)]))
    assert [story.id for story in brief.stories] == ["s-fishing"]
    assert [(story.id, story.opinion) for story in brief.also] == [("s-sugar", True)]


def test_a_round_up_of_unrelated_news_never_leads_and_tells_no_row_of_a_story() -> None:
    article, summary = sugar_story()
    several = replace(article, title="World in brief")
    other, told = fishing_story()
    brief = compose(a_day([several, other], [summary, told], [a_story(several), a_story(other)]))
    assert [story.id for story in brief.stories] == ["s-fishing"]
    assert [each.id for each in brief.also] == ["s-sugar"]
    joined = compose(a_day([several, other], [summary, told], [a_story(several, other)])).stories[0]
    words = {
        each.quote for line in story_lines(joined) for each in line.evidence if each.article_id == several.id
    }
    assert not words


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("World in brief", True),
        ("World news in brief: Peru votes, Chile waits", True),
        ("Europe roundup – 3 March", True),
        ("The week in review", True),
        ("Minister stops in Lima in brief visit", False),
        ("Police round up forty men in Lima", False),
        ("President’s morning briefing leaks to Peru", False),
    ],
)
def test_a_round_up_is_known_by_its_title(title: str, is_one: bool) -> None:
    assert is_roundup(title) is is_one


def test_a_flood_from_one_outlet_does_not_fill_the_lead() -> None:
    flood = [
        an_article(f"Peru said {n}.", id=f"f{n}", title=f"Peru says {n}", outlet="Flood") for n in range(30)
    ]
    rest = [
        an_article(f"Mali said {n}.", id=f"m{n}", title=f"Zambia says {n}", outlet=f"Paper {n}")
        for n in range(4)
    ]
    articles = [*flood, *rest]
    brief = compose(
        a_day(articles, [a_summary(each) for each in articles], [a_story(each) for each in articles])
    )
    outlets = [
        row.outlet for story in brief.stories for row in brief.sources if row.number in story.citations
    ]
    assert outlets.count("Flood") <= 2
    assert len(outlets) == 5


# ── rows ──────────────────────────────────────────────────────────────────────


def test_near_equal_objectives_of_one_holder_are_one_row_with_two_citations() -> None:
    one = an_article("Peru wants the old archive returned by the museum.", id="one")
    two = an_article("Lima wants the archive returned by the museum soon.", id="two")
    day = a_day(
        [one, two],
        [
            with_items(one, an_objective(one, "Peru wants the old archive returned by the museum", "Peru")),
            with_items(
                two,
                an_objective(two, "Lima wants the archive returned by the museum soon", "Peruvian officials"),
            ),
        ],
        [a_story(one, two)],
    )
    (row,) = compose(day).stories[0].objectives
    assert len(row.said.citations) == 2


def test_a_table_that_is_cut_keeps_rows_of_each_holder() -> None:
    rows = [
        objective_row(f"{holder} {number}", holder) for holder in ("Peru", "Chile") for number in range(4)
    ]
    kept = balanced(rows, 3)
    assert [(row.holder, row.id) for row in kept] == [
        ("Peru", "Peru 0"),
        ("Peru", "Peru 1"),
        ("Chile", "Chile 0"),
    ]
    assert balanced(rows, 99) == tuple(rows)


def test_the_strongest_speaker_tells_a_merged_row() -> None:
    one = an_article("Peru wants the old archive returned by the museum.", id="one")
    two = an_article("Peru wants the archive returned by the museum.", id="two")
    strong = an_objective(
        two, "Peru wants the archive returned by the museum", "Peru", attribution=named("Ana Paz", "Minister")
    )
    weak = an_objective(one, "Peru wants the old archive returned by the museum", "Peru")
    day = a_day([one, two], [with_items(one, weak), with_items(two, strong)], [a_story(one, two)])
    assert compose(day).stories[0].objectives[0].said.speaker == "Minister Ana Paz, on the record"


def test_one_stretch_of_words_fills_one_row_of_one_table() -> None:
    article = an_article("Peru insists that the museum return the archive.")
    quote = "Peru insists that the museum return the archive"
    concern = a_dispute(article, quote, a_party(article, "Peru", quote))
    summary = with_items(article, an_objective(article, quote, "Peru"), concern)
    story = compose(a_day([article], [summary], [a_story(article)])).stories[0]
    assert (len(story.objectives), len(story.disputes)) == (1, 0)


def test_what_somebody_else_says_of_a_holder_s_will_is_called_imputed() -> None:
    article = an_article("Peru wants to win time, an analyst said.")
    wish = an_objective(
        article,
        "Peru wants to win time",
        "Peru",
        attribution=Attribution(type=AttributionType.ANALYST, imputed=True),
    )
    story = compose(a_day([article], [with_items(article, wish)], [a_story(article)])).stories[0]
    assert story.objectives[0].subkind == "imputed"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("one two three four five six seven eight", "one two three four five six"),
        ("one two three four, five six seven eight nine", "one two three four"),
        ("one two three four and five six seven eight", "one two three four"),
        ("one two three four five six seven unless eight", "one two three four five six seven unless eight"),
        ("one two three four, five, six and seven eight", "one two three four, five, six"),
        ("one two three; four five six, which seven eight nine", "one two three"),
        ("one two", "one two"),
    ],
)
def test_words_are_cut_between_clauses_and_never_before_a_condition(text: str, kept: str) -> None:
    assert first_words(text, 6) == kept


def test_a_dateline_is_no_part_of_a_statement() -> None:
    article = an_article("LIMA, March 9 (Agency) - Peru wants the archive returned. It waits.")
    wish = an_objective(article, "LIMA, March 9 (Agency) - Peru wants the archive returned.", "Peru")
    brief = compose(a_day([article], [with_items(article, wish)], [a_story(article)]))
    assert brief.stories[0].objectives[0].said.text == "the archive returned"
    assert brief.sources[0].grade == "B"


# ── what says nothing ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "Peru says that it is evidence.",
        "It was not involved.",
        "Peru now expected Chile to do the same.",
        "Chile’s foreign minister, Ana Rojas, said he was “cautiously optimistic”.",
    ],
)
def test_words_without_the_noun_or_the_act_that_they_mean_have_no_row(text: str) -> None:
    article = an_article(f"{text} Peru wants the ford reopened.")
    told = rows_of_each_kind(article, text, "Peru wants the ford reopened.")
    assert told == {"Peru wants the ford reopened."}


@pytest.mark.parametrize(
    "text",
    [
        "Peru says that it is a war crime.",
        "Peru says that the rifle is evidence.",
        "Peru rejected the charge and said that it was false.",
        "It was not involved in the raid.",
        "Peru freed the two officers and expected Chile to do the same.",
        "If Chile reopens the ford, Peru will do so too.",
    ],
)
def test_words_that_have_their_noun_and_their_act_have_a_row(text: str) -> None:
    assert rows_of_each_kind(an_article(text), text) == {text}


def test_a_bare_denial_has_its_row_beside_the_accusation_that_it_answers() -> None:
    article = an_article("Chile accused Peru of the raid. It was not involved.")
    sides = (
        a_party(article, "Chile", "Chile accused Peru of the raid."),
        a_party(article, "Peru", "It was not involved."),
    )
    quarrel = a_dispute(article, "Chile accused Peru of the raid.", *sides)
    rows, _ = dispute_rows([with_items(article, quarrel)], len, 9)
    assert [side.said.text for side in rows[0].sides if side.said] == [each.position for each in sides]


def rows_of_each_kind(article: Article, *quotes: str) -> set[str]:
    """Return the words of the rows that aims, disputes and expectations of these ``quotes`` have."""
    items: list[Item] = []
    for quote in quotes:
        items += [an_objective(article, quote, "Peru"), an_expectation(article, quote, "Peru")]
        items.append(a_dispute(article, quote, a_party(article, "Peru", quote)))
    summaries = [with_items(article, *items)]
    aims, _ = objective_rows(summaries, len, 9)
    quarrels, _ = dispute_rows(summaries, len, 9)
    awaited, _ = expectation_rows(summaries, lambda _: None, TODAY, 9)
    told = [{row.said.text for row in rows} for rows in (aims, quarrels, awaited)]
    assert told[0] == told[1] == told[2]
    return told[0]


@pytest.mark.parametrize(("language", "topic_text"), [("en", "la barrera"), ("es", None)])
def test_a_dispute_is_not_named_in_a_language_that_the_table_is_not_written_in(
    language: str, topic_text: str | None
) -> None:
    article = replace(an_article("Chile rechaza la barrera de Perú.", id="es"), language=language)
    side = a_party(article, "Chile", article.text)
    quarrel = replace(a_dispute(article, article.text, side), topic_text="la barrera")
    brief = compose(a_day([article], [with_items(article, quarrel)], [a_story(article)]))
    (row,) = brief.stories[0].disputes
    assert row.topic_text == topic_text
