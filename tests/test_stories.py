import math
import random
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.text import words
from briefing.track.clusters import average_link
from briefing.track.likeness import likenesses, profiles
from briefing.track.stories import group_stories
from briefing.track.terms import terms_of
from briefing.types import (
    Article,
    ArticleFlag,
    ArticleSummary,
    Event,
    EventStatus,
    Evidence,
    Horizon,
    HorizonBasis,
    Section,
    Story,
)
from tests.build import a_summary, an_article

LABELLED = Path(__file__).parent / "data" / "stories"


@cache
def labelled(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads((LABELLED / f"{name}.toml").read_text(encoding="utf-8"))["article"])


def article_of(row: Mapping[str, Any]) -> Article:
    return an_article(
        row["text"].strip(),
        id=row["id"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
    )


def articles_of(name: str, *stories: str) -> list[Article]:
    return [article_of(row) for row in labelled(name) if not stories or row["story"] in stories]


def dated(article: Article, *days: date) -> ArticleSummary:
    """Return a summary that reports an event on each of ``days`` in the first words of the body."""
    return a_summary(article, events=tuple(_event(article, day, day) for day in days))


def _event(article: Article, start: date, end: date, at: int = 0) -> Event:
    quote = article.text[at : at + 20]
    evidence = Evidence(
        article_id=article.id, section=Section.BODY, quote=quote, start=at, end=at + len(quote)
    )
    when = Horizon(text="then", start=start, end=end, basis=HorizonBasis.STATED)
    return Event(what=quote, status=EventStatus.OCCURRED, when=when, evidence=(evidence,))


def ids(stories: Sequence[Story]) -> list[set[str]]:
    return [set(story.article_ids) for story in stories]


def together(*articles: Article, **summaries: ArticleSummary) -> bool:
    return len(group_stories(articles, [], {each.article_id: each for each in summaries.values()})) == 1


# ── the labelled sets ─────────────────────────────────────────────────────────


def b_cubed(found: Mapping[str, str], gold: Mapping[str, str]) -> float:
    """Return the harmonic mean of B-cubed precision and recall (Bagga and Baldwin 1998)."""

    def mean_share(of: Mapping[str, str], by: Mapping[str, str]) -> float:
        shares = []
        for one in gold:
            near = [other for other in gold if by[other] == by[one]]
            shares.append(sum(of[other] == of[one] for other in near) / len(near))
        return sum(shares) / len(shares)

    precision, recall = mean_share(gold, found), mean_share(found, gold)
    return 2 * precision * recall / (precision + recall)


def by_plain_words(articles: Sequence[Article], thresholds: Iterable[float]) -> list[dict[str, str]]:
    """Cluster by the cosine of plain TF-IDF over title and text, average link, at each threshold: the usual baseline."""
    counts = {article.id: Counter(words(f"{article.title} {article.text}")) for article in articles}
    holders = Counter(term for each in counts.values() for term in each)
    vectors = {
        each: {term: (1 + math.log(n)) * math.log(len(articles) / holders[term]) for term, n in terms.items()}
        for each, terms in counts.items()
    }
    lengths = {
        each: math.sqrt(sum(value**2 for value in vector.values())) for each, vector in vectors.items()
    }
    alike: dict[str, dict[str, float]] = {each: {} for each in vectors}
    for one, other in combinations(vectors, 2):
        product = sum(value * vectors[other].get(term, 0.0) for term, value in vectors[one].items())
        alike[one][other] = alike[other][one] = product / (lengths[one] * lengths[other])
    clustered = [average_link(vectors, alike, least=least, apart=lambda *_: False) for least in thresholds]
    return [{each: cluster[0] for cluster in clusters for each in cluster} for clusters in clustered]


@pytest.mark.parametrize(("name", "expected"), [("events", 0.98), ("held_out", 0.95)])
def test_stories_are_told_apart_better_than_by_plain_words(name: str, expected: float) -> None:
    articles = articles_of(name)
    gold = {row["id"]: row["story"] for row in labelled(name)}
    found = {each: story.id for story in group_stories(articles, [], {}) for each in story.article_ids}
    plain = max(b_cubed(each, gold) for each in by_plain_words(articles, (n / 100 for n in range(5, 31))))
    assert b_cubed(found, gold) >= expected
    assert b_cubed(found, gold) > plain


LOOK_ALIKE = [
    ("tashkent-water", "ashgabat-gas"),
    ("nepal-quake", "chile-quake"),
    ("council-sudan", "council-cyprus"),
    ("eu-china-buses", "us-mexico-tomatoes"),
    ("wendt-ankara", "wendt-cairo"),
    ("russia-ukraine-swap", "armenia-azerbaijan-prisoners"),
    ("doha-congo", "doha-yemen"),
    ("nordic-oslo", "visegrad-prague"),
]


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKE)
def test_two_events_of_one_kind_in_one_week_stay_apart_on_a_quiet_day(one: str, other: str) -> None:
    first, second = articles_of("events", one), articles_of("events", other)
    assert sorted(ids(group_stories([*first, *second], [], {})), key=min) == sorted(
        [{each.id for each in first}, {each.id for each in second}], key=min
    )


# ── dates beat words ──────────────────────────────────────────────────────────


def test_the_same_words_on_events_eight_days_apart_are_two_stories() -> None:
    one = article_of(labelled("events")[0])
    assert one.published
    for days, same in ((7, True), (8, False), (300, False)):
        later = an_article(
            one.text, id="later", title=one.title, published=one.published + timedelta(days=days)
        )
        assert together(one, later) is same


def test_meetings_of_two_weeks_previewed_on_one_day_are_two_stories() -> None:
    one = article_of(labelled("events")[0])
    other = an_article(one.text, id="other", title=one.title, published=one.published)
    april, may = date(2025, 4, 14), date(2025, 5, 2)
    assert together(one, other, a=dated(one, april), b=dated(other, april))
    assert not together(one, other, a=dated(one, april), b=dated(other, may))
    assert together(one, other, a=dated(one, april, may), b=dated(other, may))


def test_a_preview_and_a_report_without_a_date_of_its_own_may_be_one_story() -> None:
    preview = article_of(labelled("events")[0])
    report = an_article(preview.text, id="report", title=preview.title, published=preview.published)
    assert together(preview, report, a=dated(preview, date(2025, 4, 14)))


def test_a_vague_horizon_and_one_deep_in_the_text_date_nothing() -> None:
    one = article_of(labelled("events")[0])
    other = an_article(one.text, id="other", title=one.title, published=one.published)
    assert one.published
    vague = a_summary(other, events=(_event(other, date(2025, 6, 1), date(2025, 8, 31)),))
    deep = a_summary(other, events=(_event(other, date(2025, 6, 1), date(2025, 6, 1), at=550),))
    for summary in (vague, deep):
        assert together(one, other, a=dated(one, one.published), b=summary)


def test_an_undated_article_is_grouped_by_its_words() -> None:
    one, two, *_ = articles_of("events", "nepal-quake")
    undated = an_article(two.text, id=two.id, title=two.title, published=None)
    assert together(one, undated)


# ── what a story says ─────────────────────────────────────────────────────────


def test_an_article_that_nothing_is_like_is_a_story_of_its_own() -> None:
    lone = articles_of("events", "climate-fund", "kenya-recall")
    assert ids(group_stories(lone, [], {})) == [{"kenya-1"}, {"climate-1"}]


def test_a_story_keeps_its_id_when_another_article_joins_it() -> None:
    first, second, third = articles_of("events", "doha-congo")
    alone, all_three = group_stories([first, second], [], {}), group_stories([third, first, second], [], {})
    assert [story.id for story in alone] == [story.id for story in all_three]


def test_reports_stand_before_opinion() -> None:
    articles = articles_of("events", "nepal-quake")
    for article in articles:
        opinion = an_article(
            article.text,
            id=article.id,
            title=article.title,
            published=article.published,
            flags=(ArticleFlag.OPINION,),
        )
        (story,) = group_stories([opinion, *(each for each in articles if each.id != article.id)], [], {})
        assert story.article_ids[-1] == article.id


def test_what_lies_on_file_about_the_same_affairs_is_background_best_first() -> None:
    new = articles_of("events", "shoal-collision")
    filed = [
        *articles_of("events", "shoal-water-cannon"),
        *articles_of("events", "nepal-quake", "climate-fund"),
    ]
    (story,) = group_stories(new, filed, {})
    assert set(story.article_ids) == {"shoal-1", "shoal-2", "shoal-3"}
    assert story.background_ids == ("cannon-1", "cannon-2")


def test_background_is_a_handful_at_most() -> None:
    new, *_ = articles_of("events", "shoal-collision")
    filed = [
        an_article(f"{new.text} Day {day}.", id=f"f{day}", title=new.title, published=date(2025, 1, day))
        for day in range(1, 10)
    ]
    (story,) = group_stories([new], filed, {})
    assert len(story.background_ids) == 5


def test_copies_count_for_the_origins_of_a_story() -> None:
    first, second, third = articles_of("events", "nepal-quake")
    reprint = an_article(first.text, id="reprint", outlet="Another Outlet")
    (story,) = group_stories([first, second, third], [], {}, copies={first.id: [reprint]})
    assert story.origins == (("nepal-1", "reprint"), ("nepal-2",), ("nepal-3",))
    assert "reprint" not in story.article_ids


def test_a_day_without_articles_has_no_stories() -> None:
    assert group_stories([], articles_of("held_out"), {}) == ()


def test_texts_without_words_are_stories_of_their_own() -> None:
    blank = [
        an_article(text, id=f"a{number}", title="") for number, text in enumerate(("", "?!", "of the", "."))
    ]
    assert len(group_stories(blank, [], {})) == 4


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(range(51)), min_size=2, max_size=25, unique=True),
    st.randoms(use_true_random=False),
)
def test_the_order_of_articles_does_not_matter(chosen: list[int], order: random.Random) -> None:
    articles = [article_of(labelled("events")[number]) for number in chosen]
    new, filed = articles[: len(articles) // 2 + 1], articles[len(articles) // 2 + 1 :]
    shuffled, shuffled_file = list(new), list(filed)
    order.shuffle(shuffled)
    order.shuffle(shuffled_file)
    assert group_stories(shuffled, shuffled_file, {}) == group_stories(new, filed, {})


@settings(max_examples=25)
@given(st.lists(st.text(), max_size=6))
def test_every_new_article_stands_in_one_story(texts: list[str]) -> None:
    articles = [an_article(text, id=f"a{number}", title=text[:20]) for number, text in enumerate(texts)]
    stories = group_stories(articles, [], {})
    assert sorted(each for story in stories for each in story.article_ids) == [
        article.id for article in articles
    ]
    assert len({story.id for story in stories}) == len(stories)


# ── real articles ─────────────────────────────────────────────────────────────

CUTS = {
    "001": ("Fresh from", "leave a reply", date(2023, 2, 24)),
    "002": ("US Secretary", "More from", date(2023, 6, 18)),
    "003": ("US Secretary of State Antony Blinken has arrived", "This comes at", date(2024, 4, 24)),
    "004": ("WASHINGTON:", "Russian str", date(2023, 6, 16)),
    "004 appended": ("KYIV:", "Meanwhile,", None),
}


def seed(shared: Path, name: str) -> Article:
    first, after, published = CUTS[name]
    file = next((shared / "seeds-dated").glob(f"{name[:3]}_*"))
    front, body = file.read_text(encoding="utf-8").split("---\n", 2)[1:]
    lines = [line.strip() for line in body.splitlines()]
    start = next(at for at, line in enumerate(lines) if line.startswith(first))
    end = next(at for at, line in enumerate(lines) if at > start and line.startswith(after))
    title = front.split('"')[1] if published else "Russian strikes"
    text = "\n\n".join(line for line in lines[start:end] if line)
    return an_article(text, id=name, title=title, published=published, outlet=None)


def test_june_2023_is_one_story_with_february_as_its_background(shared: Path) -> None:
    (story,) = group_stories([seed(shared, "002"), seed(shared, "004")], [seed(shared, "001")], {})
    assert set(story.article_ids) == {"002", "004"}
    assert story.background_ids == ("001",)
    assert story.origins == (("002", "004"),)


def test_april_2024_is_another_story_with_the_older_ones_as_background(shared: Path) -> None:
    filed = [seed(shared, name) for name in ("001", "002", "004")]
    visit, war = sorted(
        group_stories([seed(shared, "003"), seed(shared, "004 appended")], filed, {}),
        key=lambda story: story.article_ids,
    )
    assert (visit.article_ids, set(visit.background_ids)) == (("003",), {"001", "002", "004"})
    assert (war.article_ids, war.background_ids) == (("004 appended",), ())


def test_one_visit_a_year_later_never_joins_the_first(shared: Path) -> None:
    found = ids(group_stories([seed(shared, name) for name in CUTS], [], {}))
    assert sorted(found, key=min) == [{"001"}, {"002", "004"}, {"003"}, {"004 appended"}]


def test_articles_are_alike_by_the_terms_that_both_have_and_less_where_each_has_parties_of_its_own() -> None:
    told = profiles({each.id: terms_of(each) for each in articles_of("events")})

    def alike(one: str, other: str) -> float:
        first, second = told[one], told[other]
        shared = sum(weight * second.vector.get(term, 0.0) for term, weight in first.vector.items())
        apart = not first.foremost <= second.parties and not second.foremost <= first.parties
        return shared * (0.7 if apart else 1)

    by_hand = {one: {other: alike(one, other) for other in told if alike(one, other) >= 0.05} for one in told}
    assert likenesses(told, told, least=0.05) == by_hand
