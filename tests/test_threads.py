"""Threads: which stories are on one file, over months, and which only look alike."""

import random
import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.evaluation import labelled_articles
from briefing.track.terms import terms_of
from briefing.track.threads import file_day, keys_of, traits_of
from briefing.types import Article
from tests.build import an_article
from tests.filed import filed, filed_in_turn
from tests.test_stories import article_of, b_cubed, by_plain_words, seed
from training.labelled import ARTICLES
from training.words import counted

LABELLED = Path(__file__).parent / "data" / "threads"


@cache
def labelled(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads((LABELLED / f"{name}.toml").read_text(encoding="utf-8"))["article"])


def articles_of(name: str, *stories: str) -> list[Article]:
    return [article_of(row) for row in labelled(name) if not stories or row["story"] in stories]


def threads(*articles: Article) -> list[set[str]]:
    """Return the articles of each thread, in the order of their first names."""
    found: dict[str, set[str]] = {}
    for each in filed(articles).values():
        found.setdefault(each.thread_id, set()).add(each.article_id)
    return sorted(found.values(), key=min)


def stories(*articles: Article) -> int:
    return len({each.story_id for each in filed(articles).values()})


# ── the labelled sets ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "of_stories", "of_threads"), [("tuned", 0.99, 0.99), ("held_out", 0.93, 0.95)]
)
def test_stories_and_threads_are_told_apart_better_than_by_plain_words(
    name: str, of_stories: float, of_threads: float
) -> None:
    articles = articles_of(name)
    found, plain = filed(articles), by_plain_words(articles, (n / 200 for n in range(4, 80)))
    for label, least, place in (
        ("story", of_stories, {each: one.story_id for each, one in found.items()}),
        ("thread", of_threads, {each: one.thread_id for each, one in found.items()}),
    ):
        gold = {row["id"]: row[label] for row in labelled(name)}
        assert b_cubed(place, gold) >= least
        assert b_cubed(place, gold) > max(b_cubed(each, gold) for each in plain), "at any threshold"


LOOK_ALIKE = [
    ("peru-quake", "mindanao-quake"),
    ("caucasus-swap-february", "ukraine-swap-february"),
    ("turbines-duty", "lumber-duty"),
    ("ghana-togo-trawler", "kenya-somalia-patrol"),
    ("ghana-togo-claim", "ghana-togo-power-debt"),
    ("lumber-duty", "asylum-pact-suspended"),
    ("ukraine-swap-april", "black-sea-grain-strike"),
    ("turbines-floor", "eu-china-rights-dialogue"),
]


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKE)
def test_events_of_one_kind_or_of_the_same_parties_are_two_threads(one: str, other: str) -> None:
    first, second = articles_of("tuned", one), articles_of("tuned", other)
    apart = [{each.id for each in first}, {each.id for each in second}]
    assert threads(*first, *second) == sorted(apart, key=min)


@pytest.mark.parametrize(
    "events",
    [
        ("caucasus-swap-february", "caucasus-swap-may"),
        ("ghana-togo-claim", "ghana-togo-trawler", "ghana-togo-truce"),
        ("turbines-probe", "turbines-duty", "turbines-floor"),
    ],
)
def test_the_same_file_months_later_is_another_story_of_one_thread(events: tuple[str, ...]) -> None:
    articles = articles_of("tuned", *events)
    assert threads(*articles) == [{each.id for each in articles}]
    assert stories(*articles) == len(events)


# ── dates beat words ──────────────────────────────────────────────────────────


def again(article: Article, days: int, **fields: Any) -> Article:
    assert article.published
    given: dict[str, Any] = {
        "id": "again",
        "title": article.title,
        "published": article.published + timedelta(days=days),
    }
    given |= fields
    return an_article(given.pop("text", article.text), **given)


def test_the_same_words_a_week_later_go_on_with_a_story_and_a_day_more_opens_another() -> None:
    one, *_ = articles_of("tuned", "turbines-duty")
    for days, number in ((7, 1), (8, 2), (300, 2)):
        assert stories(one, again(one, days)) == number
        assert len(threads(one, again(one, days))) == 1


# ── one thread, whatever comes when ───────────────────────────────────────────


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(range(44)), min_size=2, max_size=12, unique=True), st.randoms())
def test_the_order_of_a_days_articles_does_not_matter(chosen: list[int], order: random.Random) -> None:
    articles = articles_of("tuned")
    some = [articles[number] for number in chosen]
    new, known = some[: len(some) // 2 + 1], some[len(some) // 2 + 1 :]
    placed = filed(known)
    shuffled, shuffled_known = list(new), list(known)
    order.shuffle(shuffled)
    order.shuffle(shuffled_known)
    one, other = (map(traits_of, each) for each in ([*shuffled, *shuffled_known], [*new, *known]))
    assert file_day(shuffled, one, placed, {}) == file_day(new, other, placed, {})


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(range(44)), min_size=1, max_size=12))
def test_what_comes_late_leaves_a_thread_its_name(chosen: set[int]) -> None:
    articles = articles_of("tuned", "ghana-togo-claim", "ghana-togo-truce", "caucasus-swap-may")
    late = [
        each for number, each in enumerate(articles_of("tuned")) if number in chosen and each not in articles
    ]
    before = filed(articles)
    days = [[each] for each in sorted(articles, key=lambda each: (str(each.published), each.id))]
    after = filed_in_turn([*days, late])
    several = {
        each.thread_id
        for each in before.values()
        if len({one.story_id for one in before.values() if one.thread_id == each.thread_id}) > 1
    }
    assert several
    assert all(
        after[each.id].thread_id == before[each.id].thread_id
        for each in articles
        if before[each.id].thread_id in several
    )


def test_a_thread_and_a_story_are_named_after_what_founded_them() -> None:
    articles = articles_of("tuned", "turbines-probe", "turbines-duty")
    found = filed(articles)
    assert {each.thread_id for each in found.values()} == {found["wt-1a"].story_id}
    assert filed(articles[:1])["wt-1a"].thread_id == found["wt-1a"].thread_id


def test_while_its_first_story_runs_a_thread_may_turn_out_to_be_an_older_one() -> None:
    first, full = articles_of("tuned", "turbines-probe")[0], articles_of("tuned", "turbines-duty")[0]
    text = "BRUSSELS: Commissioner Elsa Lindqvist will levy up to 27 per cent on China, rates differing by company."
    thin = again(full, 0, id="thin", title="EU slaps China with 27 per cent", text=text)
    alone = filed_in_turn([[first], [thin]])
    assert alone["thin"].thread_id != alone[first.id].thread_id
    joined = filed_in_turn([[first], [thin], [again(full, 1)]])
    assert joined["again"].story_id == joined["thin"].story_id
    assert joined["thin"].thread_id == joined[first.id].thread_id


def test_articles_that_name_nobody_are_threads_of_their_own() -> None:
    blank = [an_article(text, id=f"a{number}", title="") for number, text in enumerate(("", "?!", "of the"))]
    assert len(threads(*blank)) == 3
    assert all(keys_of(terms_of(each)) == frozenset() for each in blank)


def test_a_file_is_found_by_the_pairs_of_those_most_named_or_the_only_one() -> None:
    pair = an_article("Ghana sued Togo. Ghana waits, Togo answers.", title="Ghana and Togo")
    assert keys_of(terms_of(pair)) == {"Ghana + Togo"}
    assert keys_of(terms_of(an_article("Peru shook.", title="Peru"))) == {"Peru"}
    assert len(keys_of(terms_of(articles_of("tuned", "turbines-duty")[0]))) == 3


def test_the_same_articles_give_the_same_common_words() -> None:
    some = labelled_articles(ARTICLES)[:12]
    assert counted(some) == counted(some)


# ── real articles ─────────────────────────────────────────────────────────────


def test_june_2023_and_april_2024_are_two_stories_of_the_thread_that_february_founded(shared: Path) -> None:
    found = filed([seed(shared, name) for name in ("001", "002", "003", "004")])
    assert {each.thread_id for each in found.values()} == {found["001"].story_id}
    assert found["002"].story_id == found["004"].story_id
    assert len({each.story_id for each in found.values()}) == 3
