"""A store on a PostgreSQL server: what it finds is what a file finds, and machines that share it take turns."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import StoreError, UsageError
from briefing.pipeline import make_edition
from briefing.service import make_due
from briefing.settings import MailSettings, ProfileSettings, Settings, StoreSettings
from briefing.store import Store, check_database, open_store, rehearse_store, terms_of
from briefing.store.schema import Words, metadata
from briefing.workplace import SAMPLE_DAYS, named_sources, open_workplace, sample_source
from tests.build import an_article
from tests.command import Command, Ran, run_in
from tests.mailbox import Mailbox, listening
from tests.postgres import Server
from tests.test_search import keep, summary_of, talks

TALKS = Path(__file__).parent / "data" / "talks"
NOW = datetime(2025, 3, 12, 7, tzinfo=UTC)
DAY = NOW.date()


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.empty_store()


@pytest.fixture
def one(url: str) -> Iterator[Store]:
    with closing(open_store(url)) as store:
        yield store


@pytest.fixture
def other(url: str) -> Iterator[Store]:
    with closing(open_store(url)) as store:
        yield store


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


# ── the same as in a file ─────────────────────────────────────────────────────

OUT = ("--out", "outputs/sample")


def make_sample_in(folder: Path, url: str) -> None:
    """Make what ``briefing run --samples`` makes, on a store of one's own."""
    settings = Settings(outputs=folder / OUT[1], store=StoreSettings(url=url))
    now = datetime.now(UTC)
    with open_workplace(settings, quiet, now=now) as work:
        for day in SAMPLE_DAYS:
            make_edition(work, profile="default", day=day, sources=[sample_source()], now=now, sample=True)


def files_in(folder: Path) -> dict[str, bytes]:
    paths = (each for each in (folder / OUT[1]).rglob("*") if each.is_file() and ".db" not in each.name)
    return {str(each.relative_to(folder)): each.read_bytes() for each in paths}


def test_a_whole_run_on_a_server_and_in_a_file_makes_the_same_of_the_same(
    url: str, tmp_path: Path, sample_made: Path
) -> None:
    make_sample_in(tmp_path, url)
    made = files_in(tmp_path)
    assert sum(each.endswith("brief.json") for each in made) == len(SAMPLE_DAYS)
    assert made == files_in(sample_made)
    make_sample_in(tmp_path, url)
    assert files_in(tmp_path) == made
    (tmp_path / "briefing.toml").write_text(f'[store]\nurl = "{url}"\n')
    for command in (
        ["verify"],
        ["ledger"],
        ["ledger", "--format", "json"],
        ["search", "minister"],
        ["search", "talk*", "--format", "json"],
    ):
        ran = run_in(tmp_path, *command, *OUT)
        assert (ran.code, ran.err) == (0, "")
        assert ran == run_in(sample_made, *command, *OUT), command
    told = run_in(tmp_path, "status", *OUT)
    assert (told.code, told.out.count("UTC: edition 2026-03-0")) == (0, 5)
    assert not list(tmp_path.rglob("*.db"))


@pytest.fixture(scope="module")
def both(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """A file and a server with the same articles and items."""
    addresses = (f"sqlite:///{tmp_path_factory.mktemp('both') / 'store.db'}", postgres.new_database())
    with closing(open_store(addresses[0])) as in_file, closing(open_store(addresses[1])) as on_server:
        for store in (in_file, on_server):
            keep(store, *ARTICLES)
            store.archive.save_summaries([summary_of(ARTICLES[0])], "embedded 1", now=NOW)
        yield in_file, on_server


ARTICLES = (
    talks(id="a"),
    an_article(
        "Zwölf Länder trafen sich; die U.S. Navy übte. 100% _sure_ of it.", id="b", title="Évènements"
    ),
    an_article("Running runners ran. The ministers’ agreement, agreed. " * 60, id="c", title="ΑΘΗΝΑ Straße"),
    an_article(
        "외교부 장관이 만났다. 外交部长会面。 Ministry's İstanbul ½ ² x1e5 3.14", id="d", title="Mixed"
    ),
)
WORDS = sorted({word for each in ARTICLES for word in f"{each.title} {each.text}".split()})


@given(
    st.lists(
        st.sampled_from(WORDS).flatmap(
            lambda word: st.sampled_from([word, word[:3] + "*", f'"{word}"', word.upper(), word[1:]])
        )
        | st.text(max_size=5),
        min_size=1,
        max_size=4,
    ).map(" ".join)
    | st.integers(0, len(ARTICLES[1].text)).map(lambda start: f'"{ARTICLES[1].text[start : start + 15]}"')
)
def test_any_question_finds_and_marks_the_same_on_a_server_as_in_a_file(
    both: tuple[Store, Store], written: str
) -> None:
    try:
        terms = terms_of(written)
    except UsageError:
        return
    in_file, on_server = (store.search.find(terms, 3) for store in both)
    assert in_file == on_server


def test_texts_are_in_the_same_order_and_of_any_length_whatever_the_server_is_set_to(one: Store) -> None:
    query = sa.text(
        "SELECT table_name || '.' || column_name, collation_name, character_maximum_length "
        "FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type IN ('text', 'character varying') AND table_name <> 'alembic_version'"
    )
    with one.database.transaction(reading=True) as connection:
        found = {name: (collation, length) for name, collation, length in connection.execute(query)}
    texts = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Words)
    }
    assert found == dict.fromkeys(texts, ("C", None))


# ── turns ─────────────────────────────────────────────────────────────────────


def cut_turns(postgres: Server) -> None:
    """Cut the connections that hold a turn, as the server does when their machine does not answer."""
    postgres.run("SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'")


def runs_of(store: Store) -> list[str]:
    return sorted(each.profile for each in store.editions.runs(9))


def test_a_second_run_waits_for_its_turn_and_turns_may_stand_in_one_another(one: Store, other: Store) -> None:
    told = threading.Event()

    def take() -> None:
        with other.turn():
            told.set()

    waiting = threading.Thread(target=take)
    with one.turn():
        with one.turn():
            waiting.start()
        assert not told.wait(0.3)
        one.editions.begin_run("during", DAY, now=NOW)
    assert told.wait(30)
    waiting.join(30)


@pytest.mark.parametrize("limit", ["lock_timeout", "statement_timeout"])
def test_a_turn_is_waited_for_longer_than_the_role_may_wait_for_anything_else(
    postgres: Server, url: str, one: Store, limit: str
) -> None:
    postgres.run(f"CREATE ROLE hasty_{limit} LOGIN SUPERUSER")
    postgres.run(f"ALTER ROLE hasty_{limit} SET {limit} = '50ms'")
    told = threading.Event()

    def take() -> None:
        with closing(open_store(url.replace("desk@", f"hasty_{limit}@"))) as hasty, hasty.turn():
            told.set()

    waiting = threading.Thread(target=take)
    with one.turn():
        waiting.start()
        assert not told.wait(0.5)
    assert told.wait(30)
    waiting.join(30)


def test_whoever_has_no_turn_may_write_during_that_of_another(one: Store, other: Store) -> None:
    with one.turn():
        other.editions.begin_run("desk", DAY, now=NOW)
    assert runs_of(one) == ["desk"]


def test_a_turn_that_was_cut_is_anothers_and_its_holder_writes_nothing_more(
    postgres: Server, one: Store, other: Store
) -> None:
    with one.turn():
        one.editions.begin_run("in time", DAY, now=NOW)
        cut_turns(postgres)
        with other.turn():
            other.editions.begin_run("next", DAY, now=NOW)
            with pytest.raises(StoreError, match="connection was cut"):
                one.editions.begin_run("late", DAY, now=NOW)
        with pytest.raises(StoreError, match="connection was cut"):
            one.editions.begin_run("later still", DAY, now=NOW)
    assert runs_of(one) == ["in time", "next"]
    with one.turn():
        one.editions.begin_run("a turn of its own", DAY, now=NOW)


def test_the_next_turn_begins_when_what_the_last_one_was_writing_is_there(
    postgres: Server, one: Store, other: Store
) -> None:
    seen: list[str] = []

    def take() -> None:
        with other.turn():
            seen.extend(runs_of(other))

    waiting = threading.Thread(target=take)
    with one.turn():
        with one.database.transaction() as connection:
            values = {"profile": "under way", "day": DAY, "started_at": NOW}
            connection.execute(sa.insert(metadata.tables["run"]).values(values))
            postgres.run(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' "
                "AND pid IN (SELECT pid FROM pg_stat_activity WHERE state = 'idle')"
            )
            waiting.start()
            waiting.join(0.3)
            assert waiting.is_alive()
        waiting.join(30)
    assert seen == ["under way"]


FROZEN = """
import sys
from datetime import UTC, datetime
from briefing.errors import StoreError
from briefing.store import open_store
now = datetime(2025, 3, 12, 7, tzinfo=UTC)
store = open_store(sys.argv[1])
with store.turn():
    print("holds", flush=True)
    sys.stdin.readline()
    try:
        store.editions.begin_run("late", now.date(), now=now)
    except StoreError as error:
        print(error, flush=True)
store.close()
"""


def test_a_process_that_was_frozen_while_it_had_the_turn_writes_nothing_late(
    postgres: Server, url: str, one: Store
) -> None:
    command = [sys.executable, "-c", FROZEN, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as frozen:
        try:
            assert frozen.stdout is not None
            assert frozen.stdout.readline() == "holds\n"
            frozen.send_signal(signal.SIGSTOP)
            cut_turns(postgres)
            with one.turn():
                one.editions.begin_run("next", DAY, now=NOW)
            frozen.send_signal(signal.SIGCONT)
            told, _ = frozen.communicate("\n", timeout=30)
        finally:
            frozen.kill()
    assert "connection was cut" in told
    assert runs_of(one) == ["next"]


def machine(folder: Path, url: str, **more: object) -> Settings:
    """Return the settings of a machine with its own outputs folder and the common store."""
    return Settings.model_validate({"outputs": folder, "store": StoreSettings(url=url), **more})


def test_two_machines_that_make_an_edition_at_once_make_one(url: str, tmp_path: Path) -> None:
    def make(name: str) -> tuple[int, int, bytes]:
        with open_workplace(machine(tmp_path / name, url), quiet, now=NOW) as work:
            made = make_edition(
                work, profile="default", day=DAY, sources=named_sources([str(TALKS)]), now=NOW
            )
        brief = (made.folder / "brief.json").read_bytes()
        return made.report.summarized, made.brief.header.revision, brief

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(make, ("here", "there"))
    assert sorted((first[0], second[0])) == [0, 3]
    assert (first[1], second[1]) == (1, 1)
    assert first[2] == second[2]


def test_two_services_on_two_machines_mail_an_edition_once(url: str, tmp_path: Path) -> None:
    mailbox = Mailbox({})
    with listening(mailbox) as port:
        server = MailSettings(host="127.0.0.1", port=port, security="none", sender="brief@desk.example")
        readers = {"default": ProfileSettings(recipients=("reader@desk.example",))}

        def serve_once(name: str) -> list[tuple[str, date]]:
            settings = machine(tmp_path / name, url, profiles=readers, mail=server)
            with open_workplace(settings, quiet, now=NOW) as work:
                return make_due(work, named_sources([str(TALKS)]), now=NOW)

        with ThreadPoolExecutor(2) as threads:
            made = list(threads.map(serve_once, ("here", "there")))
    assert sorted(made) == [[], [("default", DAY)]]
    assert len(mailbox.taken) == 1


def test_threads_that_write_the_same_at_once_write_it_one_after_the_other(one: Store) -> None:
    def write(number: int) -> None:
        one.calls.save_dialect("http://127.0.0.1:1/v1", "small", str(number))
        keep(one, an_article("x", id=str(number % 2)))

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(write, range(24))) == [None] * 24
    assert len(one.archive.dated(date.min, date.max)) == 2


def test_a_dry_run_keeps_nobody_waiting_and_leaves_nothing(one: Store, url: str, tmp_path: Path) -> None:
    keep(one, talks())
    with closing(rehearse_store(url, tmp_path)) as rehearsal:
        rehearsal.editions.begin_run("rehearsed", DAY, now=NOW)
        one.editions.begin_run("real", DAY, now=NOW)
        assert rehearsal.archive.articles(["a1"]) == {"a1": talks()}
        assert runs_of(rehearsal) == ["rehearsed"]
    assert runs_of(one) == ["real"]


# ── what goes wrong ───────────────────────────────────────────────────────────


def test_who_may_only_read_searches_and_is_told_so_when_it_writes(postgres: Server, one: Store) -> None:
    keep(one, talks())
    postgres.run("CREATE ROLE reader LOGIN")
    postgres.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", "store")
    with closing(open_store(postgres.address("store").replace("desk@", "reader@"), reading=True)) as reader:
        assert reader.search.find(terms_of("mackerel"), 9).total == 1
        with pytest.raises(StoreError, match="permission denied"):
            reader.editions.begin_run("default", DAY, now=NOW)


def test_a_store_that_is_open_goes_on_after_its_server_cut_all_connections(
    postgres: Server, one: Store
) -> None:
    keep(one, talks())
    postgres.run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'store'")
    assert one.archive.articles(["a1"]) == {"a1": talks()}
    one.editions.begin_run("desk", DAY, now=NOW)


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, briefing: Command) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    (briefing.folder / "briefing.toml").write_text('[store]\nurl = "postgresql://desk@db.example/archive"\n')
    ran = briefing("status")
    assert one_line(ran) == 3
    assert 'pip install ".[postgresql]"' in ran.err


def test_a_server_that_does_not_answer_is_one_line_without_the_password(briefing: Command) -> None:
    for address in ("desk:hush@127.0.0.1:1/archive", "desk@127.0.0.1:1/archive?password=hush"):
        (briefing.folder / "briefing.toml").write_text(f'[store]\nurl = "postgresql://{address}"\n')
        ran = briefing("status")
        assert one_line(ran) == 3
        assert "127.0.0.1:1/archive" in ran.err
        assert "hush" not in ran.err


def test_a_database_without_all_letters_is_refused_and_left_alone(postgres: Server) -> None:
    for encoding in ("LATIN1", "SQL_ASCII"):
        postgres.run(f"CREATE DATABASE {encoding} TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'")
        with pytest.raises(StoreError, match=rf"{encoding}.*ENCODING 'UTF8'"):
            open_store(postgres.address(encoding.lower()))
        postgres.run("CREATE TABLE alembic_version ()", encoding.lower())  # would fail where one is already


def one_line(ran: Ran) -> int:
    assert (ran.out, len(ran.err.splitlines())) == ("", 1), ran
    return ran.code


def test_the_doctor_says_that_a_server_answers(url: str, one: Store) -> None:
    assert check_database(url).endswith("/store answers")
