import random
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from stat import S_IMODE

import pytest
import sqlalchemy as sa

from briefing.collect.duplicates import bands_of, signature
from briefing.errors import SchemaVersionError, StoreError
from briefing.store import Extracted, Spend, Store, StoredDelivery, open_store, terms_of
from briefing.types import (
    DeskDecision,
    Document,
    DocumentHints,
    DuplicateGroup,
    FetchState,
    MediaType,
    ModelCall,
    RunReport,
    StoredAnswer,
)
from tests.build import a_summary, add, an_article, go_back_to_version_5

NOW = datetime(2025, 3, 12, 6, 30, tzinfo=UTC)


on_sqlite = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def a_document(identifier: str = "d1") -> Document:
    return Document(
        id=identifier,
        source="desk",
        location="notes/one.txt",
        url="https://courier.example/one",
        media_type=MediaType.TEXT,
        text="Ministers met.",
        hints=DocumentHints(),
    )


def test_what_was_stored_comes_back_equal(store: Store) -> None:
    article = an_article("Ministers met in Oslo. They talked.", published_at=NOW)
    assert add(store, a_document(), article, signature=b"s", now=NOW) == 1
    assert store.archive.articles([article.id]) == {article.id: article}
    assert store.archive.signatures([article.id]) == {article.id: b"s"}


def test_adding_twice_changes_nothing(store: Store) -> None:
    article = an_article("Ministers met in Oslo. They talked.")
    add(store, a_document(), article, signature=b"s", now=NOW)
    assert add(store, a_document(), article, signature=b"s", now=NOW) == 0
    assert [head.id for head in store.archive.dated(date.min, date.max)] == [article.id]


def test_a_document_is_known_by_its_id_and_its_addresses(store: Store) -> None:
    assert store.archive.document("d1") is None
    add(store, a_document(), error="holds no article", now=NOW)
    assert store.archive.document("d1") == "holds no article"
    assert store.archive.has_address("https://courier.example/one")
    assert store.archive.has_address("notes/one.txt")
    assert not store.archive.has_address("notes/two.txt")


def test_undated_heads_come_last(store: Store) -> None:
    articles = [an_article("x", id=each, published=day) for each, day in (("a", None), ("b", NOW.date()))]
    add(store, a_document(), *articles, now=NOW)
    assert [head.id for head in store.archive.uncompared()] == ["b", "a"]


def test_heads_of_some_days_are_newest_first_and_undated_ones_apart(store: Store) -> None:
    articles = [
        an_article("x", id="old", published=date(2025, 1, 1)),
        an_article("x", id="undated", published=None),
        an_article("x", id="new", published=date(2025, 3, 1)),
    ]
    add(store, a_document(), *articles, now=NOW)
    assert [head.id for head in store.archive.dated(date(2025, 1, 1), date(2025, 3, 1))] == ["new", "old"]
    assert [head.id for head in store.archive.dated(date(2025, 1, 2), date(2025, 2, 28))] == []
    assert [head.id for head in store.archive.undated(NOW - timedelta(seconds=1))] == ["undated"]
    assert store.archive.undated(NOW) == []


def test_on_file_are_the_newest_originals_in_languages_that_are_read(store: Store) -> None:
    articles = [
        an_article("x", id=each, published=date(2025, 3, day), language=language)
        for each, day, language in (
            ("a", 1, "en"),
            ("b", 2, "en"),
            ("c", 3, "fr"),
            ("d", 3, "en"),
            ("e", 4, "en"),
        )
    ]
    add(store, a_document(), *articles, now=NOW)
    store.archive.save_groups([DuplicateGroup(canonical_id="a", article_ids=("a", "d"))], {})
    found = store.archive.canonical_before(date(2025, 3, 4), {"en"}, 9)
    assert [head.id for head in found] == ["b", "a"]
    every = store.archive.canonical_before(date(2025, 3, 4), None, 2)
    assert [head.id for head in every] == ["c", "b"]


def test_groups_name_the_original_first(store: Store) -> None:
    articles = [an_article("x", id=each) for each in ("a", "b", "c")]
    add(store, a_document(), *articles, now=NOW)
    store.archive.save_groups(
        [
            DuplicateGroup(canonical_id="b", article_ids=("b", "a")),
            DuplicateGroup(canonical_id="c", article_ids=("c",)),
        ],
        {},
    )
    assert store.archive.groups(["b", "c"]) == (DuplicateGroup(canonical_id="b", article_ids=("b", "a")),)
    assert store.archive.with_their_groups(["a"]) == {"a", "b"}


def test_an_article_is_compared_once_and_found_by_its_bands_from_then_on(store: Store) -> None:
    articles = [an_article("x", id=each) for each in ("a", "b", "c")]
    add(store, a_document(), *articles, now=NOW)
    store.archive.save_groups(
        [DuplicateGroup(canonical_id="b", article_ids=("b", "a"))],
        {"a": (1, -2), "b": (-(2**63), 1), "c": (4,)},
    )
    assert store.archive.uncompared() == []
    heads = store.archive.dated(date.min, date.max)
    assert {head.id: head.canonical_id for head in heads} == {"a": "b", "b": "b", "c": "c"}
    assert store.archive.sharing_band([1, 4]) == {"a", "b", "c"}
    assert store.archive.sharing_band([-(2**63)]) == {"b"}


def test_what_two_runs_compared_at_once_is_recorded_once(store: Store) -> None:
    article = an_article("Talks on mackerel.")
    add(store, a_document(), article, signature=b"s", now=NOW)
    for _ in range(2):
        store.archive.save_groups([], {article.id: [7, 8]})
    assert store.archive.sharing_band([7]) == {article.id}


def test_summaries_belong_to_the_engine_that_made_them(store: Store) -> None:
    summary = a_summary(an_article("Ministers met in Oslo. They talked."))
    store.archive.save_summaries([summary], "embedded 1", now=NOW)
    assert store.archive.summaries(["a1"], "embedded 1") == {"a1": summary}
    assert store.archive.summaries(["a1"], "embedded 2") == {}
    assert store.archive.summarized(["a1", "a2"], "embedded 1") == {"a1"}
    assert store.archive.summarized(["a2"], "embedded 1") == frozenset()


def test_the_newest_validators_of_an_address_are_kept(store: Store) -> None:
    for etag in ("one", "two"):
        store.archive.save_fetch_states(
            [FetchState(url="https://x.example", etag=etag, retry_after=NOW, failed_at=NOW)]
        )
    assert store.archive.fetch_states()["https://x.example"] == FetchState(
        url="https://x.example", etag="two", retry_after=NOW, failed_at=NOW
    )


def test_an_address_of_which_nothing_is_to_be_remembered_has_no_row(store: Store) -> None:
    for at in (NOW, None):
        store.archive.save_fetch_states([FetchState(url="https://x.example/1", failed_at=at)])
    assert store.archive.fetch_states() == {}


def test_failures_are_forgotten_in_time_and_what_else_is_known_is_kept(store: Store) -> None:
    old, new = NOW - timedelta(days=31), NOW - timedelta(days=29)
    store.archive.save_fetch_states(
        [
            FetchState(url="old", failed_at=old, retry_after=old),
            FetchState(url="new", failed_at=new),
            FetchState(url="feed", etag="one", failed_at=old),
            FetchState(url="patient", failed_at=old, retry_after=NOW),
        ]
    )
    store.archive.forget_failures(NOW - timedelta(days=30))
    assert store.archive.fetch_states() == {
        "new": FetchState(url="new", failed_at=new),
        "feed": FetchState(url="feed", etag="one"),
        "patient": FetchState(url="patient", retry_after=NOW),
    }


# An address that no index by tree takes on PostgreSQL, where it is squeezed first: this one cannot be.
LONG = "https://x.example/" + "".join(random.Random(1).choices("0123456789abcdef", k=20_000))  # noqa: S311


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b", "a\ufffdb"),
        ("half \ud83d of it", "half \ufffd of it"),
        ('it\'s "said"; DROP TABLE run; --', None),
        ("100%_ \\ %(x)s :y ?", None),
        ("\u202eé\U0001f600", None),
        (LONG, None),
    ],
    ids=["NUL", "half a character", "quotes", "signs", "beyond ASCII", "long"],
)
def test_whatever_a_text_holds_it_is_kept_and_found_again(store: Store, text: str, kept: str | None) -> None:
    kept = kept or text
    for etag in ("old", text):
        store.archive.save_fetch_states([FetchState(url=text, etag=etag)])
    assert store.archive.fetch_states() == {kept: FetchState(url=kept, etag=kept)}
    add(store, replace(a_document(), location=kept, url=kept), error=text, now=NOW)
    assert store.archive.has_address(text)
    assert store.archive.document("d1") == kept
    store.calls.save_dialect("http://127.0.0.1:1/v1", text[:80], "plain")
    assert store.calls.dialect("http://127.0.0.1:1/v1", text[:80]) == "plain"
    store.calls.record(a_call(subject=text, message=text), now=NOW)
    assert store.calls.spend(1)[0].calls == 1
    store.ledger.decide(DeskDecision(entry_id="e", rejected=True, reason=text, at=NOW))
    assert store.ledger.decisions()["e"].reason == kept


def test_no_sign_in_an_address_stands_for_another(store: Store) -> None:
    add(store, replace(a_document(), location="a%b_c"), now=NOW)
    assert store.archive.has_address("a%b_c")
    assert not any(store.archive.has_address(each) for each in ("axb_c", "a%bxc", "A%B_C", "a%b_c "))


def test_the_service_claims_a_day_until_it_is_done(store: Store) -> None:
    day = date(2025, 3, 12)
    assert store.editions.claim("default", day, now=NOW)
    assert store.editions.claim("default", day, now=NOW), "a process that died leaves its claim unfinished"
    store.editions.finish("default", day)
    assert not store.editions.claim("default", day, now=NOW)
    assert store.editions.claim("trade", day, now=NOW), "profiles do not share their days"


def test_runs_are_newest_first_and_an_unfinished_one_has_no_report(store: Store) -> None:
    first = store.editions.begin_run("default", date(2025, 3, 11), now=NOW)
    store.editions.begin_run("default", date(2025, 3, 12), now=NOW)
    store.editions.end_run(first, RunReport(tried=1), now=NOW)
    unfinished, finished = store.editions.runs(5)
    assert unfinished.report is None
    assert finished.report == RunReport(tried=1)


def test_a_delivery_replaces_its_earlier_outcome(store: Store) -> None:
    day = date(2025, 3, 12)
    for state in ("deferred", "sent"):
        store.editions.save_delivery(
            "default",
            day,
            StoredDelivery(recipient="a@desk.example", revision=1, state=state, message=None, at=NOW),
        )
    assert [each.state for each in store.editions.deliveries("default", day)] == ["sent"]


@on_sqlite
def test_commits_are_durable(address: str) -> None:
    with open_store(address).database.transaction() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_the_migrations_lead_to_the_schema(store: Store) -> None:
    """What a new store holds is what the code's tables say."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from briefing.store.schema import metadata

    def is_ours(name: str | None, kind: str, _parents: object) -> bool:
        if kind == "index":
            return name != "ix_fetch_state_url"  # on PostgreSQL in place of the primary key
        return kind != "table" or not (name or "").startswith("search_index")

    with store.database.transaction() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours})
        assert compare_metadata(context, metadata) == []


def test_a_store_of_a_newer_version_is_refused_and_left_alone(new_address: str) -> None:
    with closing(open_store(new_address)) as store, store.database.transaction() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaVersionError, match="newer version"):
        open_store(new_address)


def test_a_file_that_is_no_database_is_named_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match=r"store\.db: file is not a database; restore a backup"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"not a database")


@on_sqlite
def test_a_store_waits_for_a_second_process_as_long_as_its_address_says(address: str) -> None:
    for options, milliseconds in {"": 30_000, "?timeout=2.5": 2_500}.items():
        with open_store(address + options).database.transaction() as connection:
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == milliseconds


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "mystery:///x",
        "mysql://desk@db.example/x",
        "postgres://desk@db.example/x",
        "postgresql://desk.example:port/x",
        "sqlite://?timeout=long",
        "postgresql://desk:s3cret@db.example:54x/b",
        "postgresql://desk:s3cret/?@@db.example:54x/b?password=s3cret",
        "postgresql:desk:s3cret@db.example/b",
    ],
)
def test_an_address_that_is_no_database_is_one_line(address: str) -> None:
    with pytest.raises(StoreError) as raised:
        open_store(address)
    assert "\n" not in str(raised.value)
    assert "s3cret" not in str(raised.value)


# ── what a model was asked ────────────────────────────────────────────────────


def an_answer(**fields: object) -> StoredAnswer:
    given = {
        "task": "article_summary",
        "prompt_version": "article_summary.v5",
        "model": "small",
        "outcome": "ok",
        "body": "{}",
        "requests": 1,
        "tokens_in": 10,
        "tokens_out": 5,
        "cost": 0.5,
    }
    return StoredAnswer(**{**given, **fields})  # type: ignore[arg-type]


def a_call(**fields: object) -> ModelCall:
    given = {
        "task": "article_summary",
        "subject": "a1",
        "prompt_version": "article_summary.v5",
        "model": "small",
        "outcome": "ok",
        "message": "",
        "tokens_in": 10,
        "tokens_out": 5,
        "cost": 0.5,
        "seconds": 1.0,
    }
    return ModelCall(**{**given, **fields})  # type: ignore[arg-type]


def test_an_answer_is_kept_under_its_key_and_the_last_one_counts(store: Store) -> None:
    assert store.calls.answer("k") is None
    store.calls.save_answer("k", an_answer(), now=NOW)
    store.calls.save_answer("k", an_answer(body='{"other":1}'), now=NOW)
    assert store.calls.answer("k") == an_answer(body='{"other":1}')


def test_spend_is_told_by_day_newest_first(store: Store) -> None:
    for hour, call in enumerate([a_call(), a_call(outcome="unavailable", cost=0.0, tokens_out=0)]):
        store.calls.record(call, now=NOW.replace(hour=hour))
    store.calls.record(a_call(), now=NOW.replace(day=13))
    newest, older = store.calls.spend(7)
    assert (newest.day, newest.calls, newest.cost) == ("2025-03-13", 1, 0.5)
    assert older == Spend(day="2025-03-12", calls=2, failed=1, tokens_in=20, tokens_out=5, cost=0.5)


def test_how_a_server_is_spoken_to_is_remembered_for_each_model(store: Store) -> None:
    store.calls.save_dialect("http://127.0.0.1:1/v1", "small", "json_object")
    store.calls.save_dialect("http://127.0.0.1:1/v1", "small", "plain")
    assert store.calls.dialect("http://127.0.0.1:1/v1", "small") == "plain"
    assert store.calls.dialect("http://127.0.0.1:1/v1", "large") is None


def test_a_store_of_the_first_version_is_brought_up_to_date_and_keeps_what_it_holds(new_address: str) -> None:
    from alembic import command
    from alembic.config import Config

    import briefing.store

    config = Config()
    config.set_main_option("script_location", str(Path(briefing.store.__file__).parent / "migrations"))
    engine = sa.create_engine(new_address)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            sa.text("INSERT INTO fetch_state (url, etag) VALUES ('https://courier.example/feed', 'tag')")
        )
    engine.dispose()
    with closing(open_store(new_address)) as migrated:
        assert migrated.archive.fetch_states()["https://courier.example/feed"].etag == "tag"
        assert migrated.calls.spend(7) == []


def test_articles_that_were_compared_are_so_after_an_upgrade_and_found_by_their_bands(
    new_address: str,
) -> None:
    store = open_store(new_address)
    run = store.editions.begin_run("default", NOW.date(), now=NOW)
    store.editions.end_run(run, RunReport(), now=NOW)
    signed = signature("Ministers met in Oslo on Monday and spoke of the mackerel quota.")
    for identifier, hour in (("compared", 6), ("collected", 9)):
        article = an_article("x", id=identifier)
        now = NOW.replace(hour=hour)
        add(store, a_document(identifier), article, signature=signed, now=now)
    with store.database.transaction() as connection:
        go_back_to_version_5(connection)
    store.close()
    with closing(open_store(new_address)) as migrated:
        assert [head.id for head in migrated.archive.uncompared()] == ["collected"]
        for band in bands_of(signed):
            assert migrated.archive.sharing_band([band]) == {"compared"}


@pytest.mark.parametrize("_attempt", range(3))
def test_a_new_store_may_be_opened_by_several_at_once(new_address: str, _attempt: int) -> None:
    """SQLite itself does not wait while another connection switches a new file to WAL."""
    together = threading.Barrier(6)

    def open_it() -> int:
        together.wait()
        with closing(open_store(new_address)) as opened:
            return len(opened.archive.dated(date.min, date.max))

    with ThreadPoolExecutor(6) as threads:
        found = [each.result() for each in [threads.submit(open_it) for _ in range(6)]]
    assert found == [0] * 6


def test_a_store_that_cannot_be_written_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only for a second process that holds the store is there something to wait for."""
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///store.db").close()
    with closing(sqlite3.connect("store.db")) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    begun = time.monotonic()
    with pytest.raises(StoreError, match="readonly"):
        open_store("sqlite:///file:store.db?mode=ro&uri=true")
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("name", "options", "made"),
    [
        ("file:sub/brief.db", "?uri=true", "sub/brief.db"),
        ("file:sub%20one/two/brief.db", "?mode=rwc&uri=true", "sub one/two/brief.db"),
        ("file://{here}/sub/brief.db", "?uri=1", "sub/brief.db"),
        ("file:sub/brief.db", "", "file:sub/brief.db"),
    ],
)
def test_the_folder_is_made_of_the_file_that_sqlite_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, options: str, made: str
) -> None:
    monkeypatch.chdir(tmp_path)
    open_store(f"sqlite:///{name.format(here=tmp_path)}{options}").close()
    assert [str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*.db")] == [made]
    assert [each.name for each in tmp_path.iterdir()] == [made.partition("/")[0]]


def test_nobody_else_can_read_a_store(tmp_path: Path) -> None:
    with closing(open_store(f"sqlite:///{tmp_path}/kept/brief.db")) as store:
        store.archive.save_fetch_states([FetchState(url="https://a.example/feed?key=s3cret", etag="1")])
        files = {each.name: S_IMODE(each.stat().st_mode) for each in (tmp_path / "kept").iterdir()}
    assert files == dict.fromkeys(["brief.db", "brief.db-wal", "brief.db-shm"], 0o600)
    assert S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", ["ro", "rw"])
def test_no_folder_is_made_for_a_store_that_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="unable to open"):
        open_store(f"sqlite:///file:sub/brief.db?mode={mode}&uri=true")
    assert list(tmp_path.iterdir()) == []


def test_an_article_that_two_documents_hold_is_stored_and_found_once(store: Store) -> None:
    article = an_article("Talks on mackerel.")
    signatures = {article.id: b"s"}
    extracted = [
        Extracted(document=a_document(each), articles=[article], signatures=signatures)
        for each in ("d1", "d2")
    ]
    assert (
        store.archive.add_all([*extracted, Extracted(document=a_document("d3"), error="no article")], now=NOW)
        == 1
    )
    assert [store.archive.document(each) for each in ("d1", "d2", "d3")] == ["", "", "no article"]
    assert store.search.find(terms_of("mackerel"), 5).total == 1
