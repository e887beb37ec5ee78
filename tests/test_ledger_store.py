"""The ledger on disk: each day as it ended, and the desk's word apart from it."""

import random
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from briefing.evaluation import labelled_articles, shipped
from briefing.evaluation.labelled import article_of
from briefing.following import follow, plan_of
from briefing.store import Kept, Store, open_store
from briefing.summarize.embedded import EmbeddedEngine
from briefing.track.ledger.keys import alike, article_key, keys_of, telling_words
from briefing.track.ledger.matching import same_entry
from briefing.types import Alike, Article, ArticleSummary, DeskDecision, LedgerStatus
from tests.build import an_article, go_back_to_version_5
from tests.days import an_expectation, on_day, with_items

NOW = datetime(2025, 3, 12, 6, 30, tzinfo=UTC)
FIRST = date(2025, 3, 10)
VISIT = "Peru is expected to hand over the stolen archive to Chile at the Tacna border post on 12 March."
DONE = "Peru handed over the stolen archive to Chile at the Tacna border post on Wednesday."


def expecting(day: date = FIRST) -> tuple[Article, ArticleSummary]:
    article = an_article(VISIT, id=f"visit {day}", published=day)
    item = an_expectation(
        article, VISIT, "Peru", counterpart="Chile", horizon=on_day("on 12 March", date(2025, 3, 12))
    )
    return article, with_items(article, item)


def reporting(day: date = date(2025, 3, 12)) -> tuple[Article, ArticleSummary]:
    article = an_article(DONE, id=f"done {day}", published=day)
    return article, with_items(article)


def edition(store: Store, day: date, *articles: tuple[Article, ArticleSummary]) -> dict[str, LedgerStatus]:
    """Work off what an edition of ``day`` brings and return what it sees."""
    material = {article.id: (article, summary) for article, summary in articles}
    last = store.ledger.last_day()
    known = store.ledger.articles(material.keys(), min(last or day, day))
    plan = plan_of(day, last, known, {each: one for each, (one, _) in material.items()})
    news = follow(store.ledger, plan, material, since=day - timedelta(days=1))
    return {each.statement: each.status for each in news.entries.values()}


def state(store: Store) -> object:
    entries = store.ledger.entries()
    return entries, store.ledger.changes([each.id for each in entries])


def test_days_one_by_one_and_all_at_once_leave_the_same(store: Store, tmp_path: Path) -> None:
    for number in range(40):
        edition(store, FIRST + timedelta(days=number), expecting(), reporting())
    with closing(open_store(f"sqlite:///{tmp_path / 'other.db'}")) as other:
        edition(other, FIRST + timedelta(days=39), expecting(), reporting())
        assert state(store) == state(other)


def test_a_rerun_recomputes_its_own_day_from_the_state_before_it(store: Store) -> None:
    edition(store, FIRST, expecting())
    before = edition(store, date(2025, 3, 12), expecting(), reporting())
    kept = state(store)
    assert edition(store, date(2025, 3, 12), expecting(), reporting()) == before == {VISIT: LedgerStatus.MET}
    assert state(store) == kept


def test_an_edition_of_the_past_sees_the_past_and_changes_nothing(store: Store) -> None:
    edition(store, FIRST, expecting())
    edition(store, date(2025, 3, 12), expecting(), reporting())
    kept = state(store)
    assert edition(store, FIRST, expecting()) == {VISIT: LedgerStatus.DUE}
    assert state(store) == kept


def test_an_article_after_the_cut_off_joins_its_own_day(store: Store) -> None:
    edition(store, date(2025, 3, 12), expecting())
    edition(store, date(2025, 3, 13), expecting(), reporting())
    (entry,) = store.ledger.entries()
    assert (entry.status, entry.closed_on) == (LedgerStatus.MET, date(2025, 3, 12))


def test_an_article_that_comes_late_counts_on_the_day_it_comes_and_is_marked(store: Store) -> None:
    edition(store, date(2025, 3, 12), expecting())
    edition(store, date(2025, 3, 14))
    edition(store, date(2025, 3, 14), expecting(date(2025, 3, 8)), reporting())
    (entry,) = store.ledger.entries()
    assert (entry.status, entry.closed_on) == (LedgerStatus.MET, date(2025, 3, 14))
    assert [(each.published.day, each.late) for each in entry.sightings] == [(8, True), (10, False)]
    assert entry.first_seen == date(2025, 3, 8)


def test_the_desks_word_is_reversible_and_outlives_a_rerun(store: Store) -> None:
    edition(store, FIRST, expecting())
    (entry,) = store.ledger.entries()
    decision = DeskDecision(entry_id=entry.id, rejected=True, reason="a hoax", at=NOW)
    store.ledger.decide(decision)
    edition(store, FIRST, expecting())
    assert store.ledger.decisions() == {entry.id: decision}
    store.ledger.decide(replace(decision, rejected=False, reason=None))
    assert not store.ledger.decisions()[entry.id].rejected
    assert store.ledger.entries() == [entry]


def test_an_existing_ledger_is_found_by_its_words_after_an_upgrade(new_address: str) -> None:
    store = open_store(new_address)
    edition(store, FIRST, expecting())
    (entry,) = store.ledger.entries()
    kept = sa.text(
        "SELECT key, entry_id FROM ledger_key UNION SELECT key, entry_id FROM ledger_word ORDER BY 1"
    )
    with store.database.transaction() as connection:
        made = connection.execute(kept).all()
        go_back_to_version_5(connection)
    store.close()
    sought = alike(entry)
    assert sought is not None
    with closing(open_store(new_address)) as migrated:
        with migrated.database.transaction() as connection:
            assert connection.execute(kept).all() == made
        assert migrated.ledger.told_alike([sought]) == {entry.id}


def test_an_entry_is_found_by_the_fewest_words_that_it_was_told_in(store: Store) -> None:
    sought = Alike(words=frozenset("abcdwxyz"), telling=frozenset("abcdwxyz"), acts=frozenset())
    for day, told, found in ((10, "abcdefgh", set()), (11, "abcd", {"e"}), (12, "abcdefgh", {"e"})):
        _leave(store, date(2025, 3, day), told)
        assert store.ledger.told_alike([sought]) == found


def test_words_of_any_length_find_an_entry(store: Store) -> None:
    told = ["".join(random.Random(each).choices("0123456789abcdef", k=20_000)) for each in range(4)]  # noqa: S311
    _leave(store, FIRST, told)
    sought = Alike(words=frozenset(told), telling=frozenset(told), acts=frozenset(told[:1]))
    assert store.ledger.told_alike([sought]) == {"e"}
    other = frozenset(f"{each}x" for each in told)
    assert store.ledger.told_alike([Alike(words=other, telling=other, acts=other)]) == frozenset()


def _leave(store: Store, day: date, told: Iterable[str]) -> None:
    words = {"e": frozenset(told)}
    kept = Kept(day=day, entries=(), keys=words, words=words, turns_on={}, changes=())
    store.ledger.save(day, day, [kept], {})


def test_whatever_is_the_same_entry_is_found_among_the_stored_ones(store: Store) -> None:
    chance, found = random.Random(7), 0  # noqa: S311
    engine = EmbeddedEngine()
    for article in map(article_of, labelled_articles(shipped())[:8]):
        dated = replace(article, published=article.published or FIRST)
        material = {dated.id: (dated, engine.summarize(dated))}
        follow(store.ledger, plan_of(FIRST, None, {}, {}), {}, since=FIRST)
        plan = replace(plan_of(FIRST, None, {}, {}), counted={dated.id: (FIRST, False)})
        follow(store.ledger, plan, material, since=FIRST)
        for entry in store.ledger.entries():
            words = [each for each in entry.statement.split() if chance.random() < 0.75]
            fresh = replace(entry, statement=" ".join(words), first_seen=FIRST)
            sought = alike(fresh)
            if sought and len(telling_words(fresh) & telling_words(entry)) > 1 and same_entry(fresh, [entry]):
                keys = keys_of(fresh) & keys_of(entry) - {article_key(article.id)}
                assert entry.id in store.ledger.told_alike([sought]) or any(" = " in key for key in keys)
                found += 1
    assert found > 20


def test_a_day_looks_at_what_it_concerns_and_not_at_the_archive(store: Store) -> None:
    edition(store, FIRST, expecting())
    assert len(store.ledger.concerned(date.max, {"hand_over Peru"}, FIRST)) == 1
    assert store.ledger.concerned(date.max, {"hand_over Kenya"}, FIRST) == []
