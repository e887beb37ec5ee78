"""Threads on disk: days are filed once, in order, and an edition tells the thread of each of its stories."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from briefing import serial
from briefing.day import ThreadNews
from briefing.filing import file_articles, thread_news
from briefing.following import plan_of
from briefing.store import Store, open_store
from briefing.store.schema import thread_article, thread_key
from briefing.track.threads import Traits, version_of_traits
from briefing.types import Article, Story
from tests.build import a_summary, add, an_article
from tests.test_store import a_document
from tests.test_threads import articles_of

NOW = datetime(2025, 7, 9, 6, 30, tzinfo=UTC)
TURBINES = ("turbines-probe", "turbines-duty", "turbines-floor")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with_tables = fresh(tmp_path, "store")
    yield with_tables
    with_tables.close()


def fresh(folder: Path, name: str) -> Store:
    return open_store(f"sqlite:///{folder / name}.db")


def edition(store: Store, day: date, articles: Sequence[Article], *new: Article) -> dict[str, ThreadNews]:
    """File what an edition of ``day`` knows of, and return the threads of its ``new`` articles, each a story."""
    add(store, a_document(), *articles, now=NOW)
    material = {each.id: (each, a_summary(each)) for each in articles}
    last = store.threads.last_day()
    known = store.threads.filed_on(material, since=last or date.max)
    plan = plan_of(day, last, known, {each.id: each for each in articles})
    found = file_articles(store.threads, store.archive, plan, material)
    stories = [Story(id=each.id, article_ids=(each.id,), background_ids=(), origins=()) for each in new]
    return thread_news(store.threads, stories, found, day)


def state(store: Store) -> object:
    with store.database.transaction(reading=True) as connection:
        return [
            sorted(map(tuple, connection.execute(sa.select(table)))) for table in (thread_article, thread_key)
        ]


def published(article: Article) -> date:
    assert article.published
    return article.published


def test_days_one_by_one_and_all_at_once_leave_the_same(tmp_path: Path) -> None:
    articles = sorted(articles_of("tuned", *TURBINES), key=published)
    one_by_one, at_once = fresh(tmp_path, "one"), fresh(tmp_path, "all")
    for number, each in enumerate(articles):
        edition(one_by_one, published(each), articles[: number + 1])
    edition(at_once, published(articles[-1]), articles)
    assert state(one_by_one) == state(at_once)
    for store in (one_by_one, at_once):
        store.close()


def test_a_day_filed_twice_leaves_what_it_left(store: Store) -> None:
    articles = articles_of("tuned", *TURBINES)
    last = max(map(published, articles))
    edition(store, last, articles)
    before = state(store)
    edition(store, last, articles)
    assert state(store) == before


def test_which_of_a_days_articles_came_first_does_not_matter(tmp_path: Path) -> None:
    probe, duty = articles_of("tuned", "turbines-probe"), articles_of("tuned", "turbines-duty")
    later = an_article(duty[1].text, id="0", title=duty[1].title, published=duty[0].published)
    states = []
    for name, first in (("one", [*probe, duty[0]]), ("other", [*probe, later])):
        store = fresh(tmp_path, name)
        for articles in (first, [*probe, duty[0], later]):
            edition(store, published(duty[0]), articles)
        states.append(state(store))
        store.close()
    assert states[0] == states[1]


def test_what_comes_late_joins_its_thread_and_leaves_it_its_name(store: Store) -> None:
    probe, duty, floor = (articles_of("tuned", name) for name in TURBINES)
    known = [*probe, *floor]
    before = edition(store, published(floor[1]), known, *floor)
    after = edition(store, published(floor[1]), [*known, *duty], *floor)
    assert {each.id for each in after.values()} == {each.id for each in before.values()}
    assert [len(before["wt-3b"].earlier), len(after["wt-3b"].earlier)] == [1, 2]


@pytest.mark.parametrize(
    "lost",
    ["DELETE FROM filed_traits", "UPDATE filed_traits SET version = 'another', body = 'of another form'"],
    ids=["kept by no version", "kept by another version"],
)
def test_what_this_version_did_not_keep_of_the_articles_on_file_is_read_from_their_texts(
    tmp_path: Path, lost: str
) -> None:
    articles = sorted(articles_of("tuned", *TURBINES), key=published)
    left = []
    for name in ("as it is", "lost"):
        store = fresh(tmp_path, name)
        edition(store, published(articles[3]), articles[:4])
        if name == "lost":
            with store.database.transaction() as connection:
                connection.execute(sa.text(lost))
        edition(store, published(articles[-1]), articles)
        left.append((state(store), store.threads.traits({each.id for each in articles}, version_of_traits())))
        store.close()
    (filed, kept), (filed_anew, kept_anew) = left
    assert filed == filed_anew
    assert {each: serial.loads(Traits, body) for each, body in kept.items()} == {
        each: serial.loads(Traits, body) for each, body in kept_anew.items()
    }
    assert kept.keys() == {each.id for each in articles}


def test_the_text_of_an_article_on_file_is_not_read_again(store: Store) -> None:
    probe, duty, floor = (articles_of("tuned", name) for name in TURBINES)
    edition(store, published(duty[-1]), [*probe, *duty])
    with store.database.transaction() as connection:
        connection.execute(sa.text("UPDATE article SET body = 'no article'"))
    news = edition(store, published(floor[-1]), floor, *floor)
    assert {each.since for each in news.values()} == {date(2025, 1, 21)}


def test_an_edition_of_a_past_day_sees_the_thread_as_it_was_and_changes_nothing(store: Store) -> None:
    articles = articles_of("tuned", *TURBINES)
    edition(store, max(map(published, articles)), articles)
    before = state(store)
    past = date(2025, 4, 9)
    (told,) = edition(
        store, past, [each for each in articles if published(each) <= past], articles[3]
    ).values()
    assert [each.first for each in told.earlier] == [date(2025, 1, 21)]
    assert state(store) == before


def test_a_thread_tells_when_it_began_and_each_story_before_once(store: Store) -> None:
    articles = articles_of("tuned", *TURBINES)
    news = edition(store, date(2025, 7, 3), articles, articles[0], articles[-1])
    assert (news["wt-1a"].since, news["wt-1a"].earlier) == (date(2025, 1, 21), ())
    assert news["wt-3b"].since == date(2025, 1, 21)
    assert [(each.first, each.last, each.article_id) for each in news["wt-3b"].earlier] == [
        (date(2025, 1, 21), date(2025, 1, 22), "wt-1b"),
        (date(2025, 4, 8), date(2025, 4, 9), "wt-2b"),
    ]


def test_a_story_that_goes_on_is_not_its_own_earlier_story(store: Store) -> None:
    first, second = articles_of("tuned", "lumber-duty")
    edition(store, published(first), [first], first)
    news = edition(store, published(second), [first, second], second)
    assert news["sl-1b"].earlier == ()
    assert news["sl-1b"].since == published(first)
