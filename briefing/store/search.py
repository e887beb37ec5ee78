"""Words in the stored articles and in the items of their summaries: kept findable, and found.

SQLite looks into its FTS5 index, which triggers keep in step with ``search_entry``. PostgreSQL looks into the words of each
entry, as that index takes them, which are stored with it. Both compare text with text for scripts that set no spaces
between words, of which the index takes a sentence for one word.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from briefing import serial
from briefing.errors import UsageError
from briefing.store import schema
from briefing.store.batches import batches
from briefing.store.database import Database
from briefing.store.words import Texts, index_of, words_of
from briefing.text import Span, strip_controls
from briefing.types import Article, ArticleSummary, Dispute, Item

ARTICLE, OBJECTIVE, DISPUTE, EXPECTATION = "article", "objective", "dispute", "expectation"
LONGEST = 1000
_SNIPPET_WORDS, _BEFORE, _AFTER = 28, 60, 140
_OPEN, _CLOSE = "\x02", "\x03"  # no stored text holds them
_CHUNK = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_INDEX = sa.table("search_index", sa.column("rowid", sa.Integer), sa.column("search_index", sa.Text))


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that must occur; as the beginning of a word where it is a ``prefix``."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a stored text; ``marks`` are where the searched ones stand in ``text``."""

    text: str
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article or an item that has all the words.

    ``head`` is the article's title or the item's statement, ``parties`` its holder and counterpart or its sides,
    ``snippet`` a piece of the article's body or of the sides' positions. ``copy`` tells of a copy of another article.
    """

    kind: str
    subkind: str | None
    item_id: str | None
    article_id: str
    title: str
    published: date | None
    outlet: str | None
    url: str | None
    copy: bool
    head: Excerpt
    parties: Excerpt
    snippet: Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """``hits`` are the first of ``total``."""

    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """Reads only; what is found is kept by :class:`briefing.store.archive.Archive` as it stores."""

    database: Database

    def find(self, terms: Sequence[Term], at_most: int) -> Found:
        """Return the articles and items that have all ``terms``.

        Those that have them in their title, statement or parties come first, then those that have them in the
        body; newest first in each, undated ones last.
        """
        entry, article = schema.search_entry, schema.article
        with self.database.transaction(reading=True) as connection:
            look_for, mark = _ways(connection, terms)
            everywhere, ahead = look_for(terms)
            query = (
                sa.select(
                    entry, article.c.body.label("article"), article.c.canonical_id, sa.func.count().over()
                )
                .join(article, article.c.id == entry.c.article_id)
                .where(everywhere)
                .order_by(sa.case((ahead, 0), else_=1), article.c.published.is_(None))
                .order_by(article.c.published.desc(), entry.c.article_id, entry.c.kind == ARTICLE, entry.c.id)
            )
            rows = connection.execute(query.limit(at_most)).all()
            excerpts = mark(connection, rows, terms)
            hits = tuple(_hit(row, *excerpts[row.id]) for row in rows)
        return Found(total=rows[0][-1] if rows else 0, hits=hits)


Condition = sa.ColumnElement[bool]
Excerpts = tuple[Excerpt, Excerpt, Excerpt]
LookFor = Callable[[Sequence[Term]], tuple[Condition, Condition]]
Mark = Callable[[Connection, Sequence[Any], Sequence[Term]], dict[int, Excerpts]]


def _ways(connection: Connection, terms: Sequence[Term]) -> tuple[LookFor, Mark]:
    """Return how entries with all terms are found, and how those are marked in them."""
    if _UNSPACED.search(_joined(terms)):
        return _compared, _marked
    if connection.dialect.name == "postgresql":
        return _by_words, _marked_by_passing_index
    return _indexed, _marked_by_index


def _hit(row: Any, head: Excerpt, parties: Excerpt, snippet: Excerpt) -> Hit:
    article = serial.loads(Article, row.article)
    return Hit(
        kind=row.kind,
        subkind=row.subkind,
        item_id=row.item_id,
        article_id=article.id,
        title=article.title,
        published=article.published,
        outlet=article.outlet,
        url=article.url,
        copy=row.canonical_id not in (None, article.id),
        head=head,
        parties=parties,
        snippet=snippet,
    )


# ── the question ──────────────────────────────────────────────────────────────


def terms_of(written: str) -> tuple[Term, ...]:
    """Return what to look for: words, phrases in double quotes, beginnings of words with an asterisk.

    Nothing else has a meaning. Raises :class:`UsageError` where there is no word, or far too many.
    """
    plain = strip_controls(written)
    if len(plain) > LONGEST:
        raise UsageError(f"a search may have {LONGEST} characters, not {len(plain)}; name fewer words")
    chunks = [(phrase or word, star or word[-1:]) for phrase, star, word in _CHUNK.findall(plain)]
    terms = tuple(Term(_trimmed(text), prefix=end == "*") for text, end in chunks if _trimmed(text))
    if not terms:
        raise UsageError("there is no word to search for; name at least one, as in: briefing search fishing")
    return terms


def _trimmed(chunk: str) -> str:
    """Return ``chunk`` from its first letter or digit to its last."""
    places = [place for place, char in enumerate(chunk) if char.isalnum()]
    return chunk[places[0] : places[-1] + 1] if places else ""


def _joined(terms: Iterable[Term]) -> str:
    return " ".join(term.text for term in terms)


def _indexed(terms: Sequence[Term]) -> tuple[Condition, Condition]:
    """Return what tells whether an entry has all terms anywhere, and outside of its body."""
    wanted, entry = _expression(terms), schema.search_entry.c.id
    return entry.in_(_matching(wanted)), entry.in_(_matching(f"{{head parties}} : ({wanted})"))


def _expression(terms: Sequence[Term]) -> str:
    """Return the terms in FTS5's language; each is quoted, so that none of it is an operator."""
    quoted = ((term.text.replace('"', '""'), "*" if term.prefix else "") for term in terms)
    return " ".join(f'"{text}"{star}' for text, star in quoted)


def _matching(expression: str) -> sa.Select[tuple[int]]:
    return sa.select(_INDEX.c.rowid).where(_INDEX.c.search_index.op("MATCH")(expression))


def _by_words(terms: Sequence[Term]) -> tuple[Condition, Condition]:
    """Return the same as :func:`_indexed` for a database whose entries have their words beside them."""
    told = words_of(Texts(number, "", "", term.text) for number, term in enumerate(terms))
    sought = [
        told[number][1].rstrip() if term.prefix else told[number][1]
        for number, term in enumerate(terms)
        if told[number][1].strip()  # the index, too, passes over what it takes for no word
    ]
    if not sought:
        return sa.false(), sa.false()
    entry = schema.search_entry.c
    ahead = [sa.func.strpos(entry.head_words, words) > 0 for words in sought]
    behind = [sa.func.strpos(entry.body_words, words) > 0 for words in sought]
    return sa.and_(*(sa.or_(*each) for each in zip(ahead, behind, strict=True))), sa.and_(*ahead)


def _compared(terms: Sequence[Term]) -> tuple[Condition, Condition]:
    """Return the same as :func:`_indexed` for words that no index knows."""
    entry = schema.search_entry.c
    ahead = [entry.head, entry.parties]
    return _all_in(terms, [*ahead, entry.body]), _all_in(terms, ahead)


def _all_in(terms: Sequence[Term], columns: Sequence[sa.Column[str]]) -> Condition:
    return sa.and_(
        *(sa.or_(*(column.icontains(term.text, autoescape=True) for column in columns)) for term in terms)
    )


# ── the words in their place ──────────────────────────────────────────────────


def _marked_by_passing_index(
    _connection: Connection, rows: Sequence[Any], terms: Sequence[Term]
) -> dict[int, Excerpts]:
    """Return the same as :func:`_marked_by_index` where there is no index: these few rows get one that passes."""
    with index_of(Texts(row.id, row.head, row.parties, row.body) for row in rows) as index:
        return _marked_by_index(index, rows, terms)


def _marked_by_index(
    connection: Connection, rows: Sequence[Any], terms: Sequence[Term]
) -> dict[int, Excerpts]:
    """Return title or statement, parties and a piece of the body of each row, as the index marks them."""
    whole = [sa.func.highlight(_NAME, column, _OPEN, _CLOSE) for column in (0, 1)]
    piece = sa.func.snippet(_NAME, 2, _OPEN, _CLOSE, "…", _SNIPPET_WORDS)
    once = _INDEX.c.rowid + 0  # a bare rowid would make SQLite look up the terms anew for each row
    query = sa.select(_INDEX.c.rowid, *whole, piece).where(
        _INDEX.c.search_index.op("MATCH")(_expression(terms)), once.in_([row.id for row in rows])
    )
    return {
        row[0]: (_excerpt(row[1]), _excerpt(row[2]), _excerpt(row[3])) for row in connection.execute(query)
    }


_NAME: sa.ColumnElement[str] = sa.literal_column("search_index")


def _excerpt(marked: str) -> Excerpt:
    """Return a text that the index has set marks in, with their places."""
    text, marks = "", []
    for number, piece in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", marked)):
        if number % 2:
            marks.append(Span(len(text), len(text) + len(piece)))
        text += piece
    return Excerpt(text, tuple(marks))


def _marked(_connection: Connection, rows: Sequence[Any], terms: Sequence[Term]) -> dict[int, Excerpts]:
    """Return the same as :func:`_marked_by_index`, by looking for the terms."""
    pattern = re.compile("|".join(re.escape(term.text) for term in terms), re.IGNORECASE)

    def marked(text: str) -> Excerpt:
        return Excerpt(text, tuple(Span(*match.span()) for match in pattern.finditer(text)))

    return {
        row.id: (marked(row.head), marked(row.parties), _piece(row.body, pattern, marked)) for row in rows
    }


def _piece(text: str, pattern: re.Pattern[str], marked: Callable[[str], Excerpt]) -> Excerpt:
    first = pattern.search(text)
    middle = first.start() if first else 0
    start, end = max(0, middle - _BEFORE), middle + _AFTER
    return marked(f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}")


# ── keeping it findable ───────────────────────────────────────────────────────


def index_articles(connection: Connection, articles: Collection[Article]) -> None:
    """Make articles findable, in the transaction that stores them."""
    rows = [_entry(each.id, ARTICLE, head=each.title, body=each.text) for each in articles]
    _replace(connection, [each.id for each in articles], schema.search_entry.c.kind == ARTICLE, rows)


def index_summaries(connection: Connection, summaries: Collection[ArticleSummary]) -> None:
    """Make the items of summaries findable in place of those of their articles' earlier ones."""
    rows = [_item_entry(each.article_id, kind, item) for each in summaries for kind, item in _items(each)]
    _replace(connection, [each.article_id for each in summaries], schema.search_entry.c.kind != ARTICLE, rows)


def _replace(
    connection: Connection, ids: Collection[str], kind: sa.ColumnElement[bool], rows: Sequence[dict[str, Any]]
) -> None:
    """Replace the entries of a kind that articles have.

    All are added in one statement, which RETURNING has SQLAlchemy make of them: FTS5 closes a piece of its index at each
    statement, and has to merge the pieces.
    """
    table = schema.search_entry
    for some in batches(ids):
        connection.execute(sa.delete(table).where(table.c.article_id.in_(some), kind))
    if rows:
        connection.execute(sa.insert(table).returning(table.c.id), _with_words(connection, rows))


def _with_words(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows as they are stored: with their words where no index holds those."""
    if connection.dialect.name != "postgresql":
        return list(rows)
    told = words_of(
        Texts(number, row["head"], row["parties"], row["body"]) for number, row in enumerate(rows)
    )
    return [
        {**row, "head_words": told[number][0], "body_words": told[number][1]}
        for number, row in enumerate(rows)
    ]


def _items(summary: ArticleSummary) -> Iterator[tuple[str, Item]]:
    yield from ((OBJECTIVE, item) for item in summary.objectives)
    yield from ((DISPUTE, item) for item in summary.disputes)
    yield from ((EXPECTATION, item) for item in summary.expectations)


def _item_entry(article_id: str, kind: str, item: Item) -> dict[str, Any]:
    if isinstance(item, Dispute):
        parties = [each.party for each in item.parties]
        positions = [f"{each.party}: {each.position}" for each in item.parties if each.position]
    else:
        parties, positions = [each for each in (item.holder, item.counterpart) if each], []
    return {
        **_entry(
            article_id, kind, head=item.statement, parties="; ".join(parties), body=" / ".join(positions)
        ),
        "subkind": str(item.subkind),
        "item_id": item.id,
    }


def _entry(article_id: str, kind: str, *, head: str, parties: str = "", body: str = "") -> dict[str, Any]:
    texts = {"head": head, "parties": parties, "body": body}
    return {
        "article_id": article_id,
        "kind": kind,
        "subkind": None,
        "item_id": None,
        **{name: " ".join(strip_controls(text).split()) for name, text in texts.items()},
    }
