"""Words in the stored articles and items: what is found, in which order, and what no question can do."""

import json
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import UsageError
from briefing.search import search_lines
from briefing.store import Found, Store, open_store, terms_of
from briefing.store.search import LONGEST
from briefing.types import Article, ArticleSummary, Document, DocumentHints, DuplicateGroup, MediaType
from tests.build import add, an_article, an_empty_store, go_back_to_version_5
from tests.command import Command
from tests.days import a_dispute, a_party, an_expectation, an_objective, with_items
from tests.postgres import Server

NOW = datetime(2025, 3, 12, 6, 30, tzinfo=UTC)
TALKS = Path(__file__).parent / "data" / "talks"
BODY = "Norway wants a quota on mackerel. Iceland rejects the quota. A deal may come by May."


on_sqlite = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def keep(store: Store, *articles: Article) -> None:
    document = Document(
        id="-".join(each.id for each in articles),
        source="desk",
        location="x",
        url=None,
        media_type=MediaType.TEXT,
        text="",
        hints=DocumentHints(),
    )
    add(store, document, *articles, now=NOW)


def talks(**fields: Any) -> Article:
    return an_article(BODY, title="Talks in Oslo", **fields)


def summary_of(article: Article) -> ArticleSummary:
    return with_items(
        article,
        an_objective(article, "wants a quota on mackerel", "Norway", counterpart="Iceland"),
        a_dispute(
            article,
            "rejects the quota",
            a_party(article, "Iceland", "Iceland rejects the quota"),
            a_party(article, "Norway", None),
        ),
        an_expectation(article, "A deal may come by May", "Norway"),
    )


def find(store: Store, written: str, at_most: int = 20) -> Found:
    return store.search.find(terms_of(written), at_most)


def ids(found: Found) -> list[str]:
    return [each.article_id for each in found.hits]


def marked(store: Store, written: str) -> list[str]:
    (hit, *_) = find(store, written).hits
    parts = (hit.head, hit.parties, hit.snippet)
    return [mark.of(part.text) for part in parts for mark in part.marks]


# ── what is found ─────────────────────────────────────────────────────────────


def test_titles_and_statements_come_before_bodies_and_the_newest_first(store: Store) -> None:
    days = {"old": date(2025, 1, 1), "new": date(2025, 3, 1), "undated": None}
    bodies = [an_article("On mackerel.", id=f"{name}-body", published=day) for name, day in days.items()]
    titles = [an_article("x", id=name, title="Mackerel", published=day) for name, day in days.items()]
    keep(store, *bodies, *titles)
    expected = ["new", "old", "undated", "new-body", "old-body", "undated-body"]
    assert ids(find(store, "mackerel")) == expected
    assert (find(store, "mackerel", 2).total, len(find(store, "mackerel", 2).hits)) == (6, 2)


def test_items_are_found_by_statement_holder_and_position(store: Store) -> None:
    article = talks()
    keep(store, article)
    store.archive.save_summaries([summary_of(article)], "embedded 1", now=NOW)
    kinds = [(each.kind, each.subkind) for each in find(store, "norway").hits]
    assert sorted(kinds[:3]) == [("dispute", "bilateral"), ("expectation", "forecast"), ("objective", "goal")]
    assert kinds[3] == ("article", None)
    (wish, text) = find(store, "mackerel quota").hits
    assert (wish.item_id, wish.title, wish.parties.text) == (
        "o-a1-wants a quot",
        "Talks in Oslo",
        "Norway; Iceland",
    )
    assert text.item_id is None
    assert find(store, '"iceland rejects"').hits[0].kind == "dispute"


def test_the_items_of_the_latest_summary_take_the_place_of_earlier_ones(store: Store) -> None:
    article = talks()
    keep(store, article)
    store.archive.save_summaries([summary_of(article)], "embedded 1", now=NOW)
    store.archive.save_summaries([with_items(article)], "embedded 2", now=NOW)
    assert [each.kind for each in find(store, "norway").hits] == ["article"]


def test_an_article_is_found_once_however_often_it_is_stored(store: Store) -> None:
    keep(store, talks())
    keep(store, talks())
    assert find(store, "oslo").total == 1


def test_a_copy_is_found_and_said_to_be_one(store: Store) -> None:
    keep(store, talks(id="a"), talks(id="b"))
    store.archive.save_groups([DuplicateGroup(canonical_id="a", article_ids=("a", "b"))], {})
    assert [(each.article_id, each.copy) for each in find(store, "oslo").hits] == [("a", False), ("b", True)]
    assert "Oslo* (a copy)" in "\n".join(search_lines(find(store, "oslo")))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("quotas", ["quota", "quota"]),
        ("MACKEREL", ["mackerel"]),
        ("mack*", ["mackerel"]),
        ('"come by"', ["come by"]),
        ('"come by" rejects', ["rejects", "come by"]),
        ("oslo deal", ["Oslo", "deal"]),
        ("évén*", ["even"]),
    ],
)
def test_words_phrases_and_beginnings_are_found_and_marked(
    store: Store, written: str, expected: list[str]
) -> None:
    keep(store, an_article(f"{BODY} Not even so.", title="Talks in Oslo"))
    assert marked(store, written) == expected


@pytest.mark.parametrize(
    "written", ['"by come"', "mack", "deal AND oslo", "oslo NOT deal", "oslo OR nothing"]
)
def test_what_is_not_there_is_not_found_and_operators_are_words(store: Store, written: str) -> None:
    keep(store, talks())
    assert find(store, written) == Found(total=0, hits=())


def test_the_snippet_shows_the_words_in_the_midst_of_a_long_body(store: Store) -> None:
    keep(store, an_article("So it went on. " * 400 + "Then mackerel came. " + "So it went on. " * 400))
    (hit,) = find(store, "mackerel").hits
    assert hit.snippet.text.startswith("…")
    assert hit.snippet.text.endswith("…")
    assert len(hit.snippet.text) < 250


# ── without an index of words ─────────────────────────────────────────────────


def test_a_script_without_spaces_is_compared_as_text(store: Store) -> None:
    text = "外交部长周三在奥斯陆会面。" * 30 + "他们谈到了鲭鱼配额问题。" + "会谈将继续。" * 60
    keep(store, an_article(text, title="鲭鱼会谈", language="zh"), talks(id="other"))
    (hit,) = find(store, "鲭鱼").hits
    assert [mark.of(hit.head.text) for mark in hit.head.marks] == ["鲭鱼"]
    assert marked(store, "配额 鲭鱼") == ["鲭鱼", "鲭鱼", "配额"]
    assert len(hit.snippet.text) < 250


def test_no_sign_is_a_wild_card_where_text_is_compared(store: Store) -> None:
    keep(store, an_article("鲭鱼 50%_ of it", id="a"), an_article("鲭鱼 50xyz of it", id="b"))
    assert ids(find(store, "鲭鱼 50%_x")) == []
    assert ids(find(store, '"鲭鱼 50%_ of"')) == ["a"]


# ── an existing store ─────────────────────────────────────────────────────────


def test_an_existing_store_is_entered_as_a_new_one_would_be(new_address: str) -> None:
    """The migration alone, and storing one by one, come to the same entries."""
    store = open_store(new_address)
    articles = [
        talks(id="a", outlet=None),
        an_article("Zwölf\x07 Länder\n\ntrafen sich.", id="b", title="T\u202ee"),
    ]
    keep(store, *articles)
    store.archive.save_summaries([with_items(articles[0])], "embedded 1", now=NOW)
    store.archive.save_summaries([summary_of(articles[0])], "embedded 2", now=NOW.replace(hour=7))
    entries = sa.text(
        "SELECT article_id, kind, subkind, item_id, head, parties, body, head_words, body_words FROM search_entry "
        "ORDER BY article_id, kind, item_id"
    )
    with store.database.transaction() as connection:
        made = connection.execute(entries).all()
        go_back_to_version_5(connection)
        for name in ("search_index", "search_entry", "ledger_judgement"):
            connection.execute(sa.text(f"DROP TABLE IF EXISTS {name}"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0003'"))
    store.close()
    with closing(open_store(new_address)) as migrated:
        with migrated.database.transaction() as connection:
            assert connection.execute(entries).all() == made
        assert len(made) == 5
        assert [each.kind for each in find(migrated, "mackerel").hits] == ["objective", "article"]
        assert ids(find(migrated, "zwolf lander")) == ["b"]


@on_sqlite
def test_the_index_agrees_with_the_entries(store: Store) -> None:
    article = talks()
    keep(store, article)
    for version in ("1", "2", "3"):
        store.archive.save_summaries([summary_of(article)], f"embedded {version}", now=NOW)
    with store.database.transaction() as connection:
        connection.execute(
            sa.text("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
        )


@on_sqlite
def test_summaries_that_are_stored_together_make_one_piece_of_the_index(store: Store) -> None:
    articles = [talks(id=each) for each in "abc"]
    keep(store, *articles)
    pieces = sa.text("SELECT count(DISTINCT segid) FROM search_index_idx")
    with store.database.transaction() as connection:
        connection.execute(sa.text("INSERT INTO search_index (search_index) VALUES ('optimize')"))
        assert connection.execute(pieces).scalar() == 1
    store.archive.save_summaries([summary_of(each) for each in articles], "embedded 1", now=NOW)
    with store.database.transaction() as connection:
        assert connection.execute(pieces).scalar() == 2


# ── hostile questions ─────────────────────────────────────────────────────────

HOSTILE = [
    "' OR 1=1 --",
    "'; DROP TABLE search_entry; --",
    'a" OR "b',
    "NEAR(a b, 2)",
    "{head} : x",
    "head:x",
    "^first",
    "a + b - c",
    "-a",
    "NOT",
    "AND AND",
    "a*b**",
    "((((",
    "\\",
    "100% _",
    "x\x00y",
    "\x1b[31mred",
    "\udcff oslo",
    "a " * (LONGEST // 2),
    "Z" + "\u0335" * 300,
    '"' * 501,
    "中" * 900,
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    address = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'store.db'}"
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        address = server.new_database()
    with closing(open_store(address)) as store:
        keep(store, talks())
        yield store


def answered(store: Store, written: str) -> Found | None:
    """Return what was found, ``None`` where the question is refused in one line."""
    try:
        return find(store, written)
    except UsageError as error:
        refusal = str(error)
    assert "\n" not in refusal
    return None


@pytest.mark.parametrize("written", HOSTILE)
def test_a_hostile_question_is_answered_or_refused_in_one_line(filled: Store, written: str) -> None:
    answered(filled, written)
    assert find(filled, "oslo").total == 1


@given(st.text(st.characters(), max_size=60) | st.text('ab"*()^:{}+-\\ ', max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_question_is_answered_or_refused_in_one_line(filled: Store, written: str) -> None:
    found = answered(filled, written)
    assert found is None or found.total >= len(found.hits)


@pytest.mark.parametrize("written", ["", "   ", "* ** ***", '"" "', "…—!?", "\u200b", "x" * (LONGEST + 1)])
def test_a_question_without_a_word_or_without_an_end_is_refused(written: str) -> None:
    with pytest.raises(UsageError, match=r"search"):
        terms_of(written)


# ── on the command line ───────────────────────────────────────────────────────


def test_the_command_prints_hits_as_text_and_as_json(briefing: Command) -> None:
    briefing("run", "--source", str(TALKS), "--date", "2025-03-12")
    ran = briefing("search", "mackerel")
    assert (ran.code, ran.err) == (0, "")
    assert "2025-03-10  The Harbour Post: " in ran.out
    assert "*mackerel*" in ran.out
    assert "    objective (" in ran.out
    told = json.loads(briefing("search", "mackerel", "--format", "json").out)
    assert told["total"] == len(told["hits"]) > 1
    for hit in told["hits"]:
        parts = [hit["head"], hit["parties"], hit["snippet"]]
        assert {part["text"][slice(*mark)].lower() for part in parts for mark in part["marks"]} == {
            "mackerel"
        }
    shorter = briefing("search", "mackerel", "--limit", "1").out
    assert shorter.splitlines()[-1] == f"1 of {told['total']} are shown; --limit shows more"


def test_nothing_found_is_said_and_no_word_is_a_usage_fault(briefing: Command) -> None:
    an_empty_store(briefing.folder)
    nothing, where = briefing("search", "zeppelin").out.splitlines()
    assert nothing == "Nothing stored has all these words."
    assert "outputs; --out names another folder" in where
    for arguments in (
        ["search", "***"],
        ["search"],
        ["search", "x", "--limit", "0"],
        ["search", "--", "\udcff"],
    ):
        ran = briefing(*arguments)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1), arguments


def test_no_control_character_reaches_a_terminal(store: Store) -> None:
    evil = "oslo \x1b[31m\u202e\x9b2J\x07 *x*"
    article = an_article(f"{evil}. Norway wants oslo", title=evil, outlet=evil)
    keep(store, article)
    wish = an_objective(article, "Norway wants oslo", evil)
    store.archive.save_summaries([with_items(article, wish)], "embedded 1", now=NOW)
    lines = list(search_lines(find(store, "oslo")))
    assert len(lines) == 4
    assert all(unicodedata.category(char) not in ("Cc", "Cf") for line in lines for char in line)
