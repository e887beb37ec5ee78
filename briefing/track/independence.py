"""How many independent sources some articles are (briefcraft F7). Pure.

Articles have one origin when they share wording of their own, credit one agency, or come from one outlet.
Words inside quotation marks are nobody's own wording (two reporters who heard one minister are two
sources), nor are lists of names and titles.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from briefing.partition import Partition, pairs_apart
from briefing.text import fold, quotations, word_spans
from briefing.track.agencies import agency_named, credited_agencies
from briefing.types import Article

_RUN = 7
_LONG_RUN = 12
_SHARE = 0.08
_LONG_QUOTATION = 4


def origins(articles: Sequence[Article]) -> tuple[tuple[str, ...], ...]:
    """Return the ids of ``articles`` partitioned into independent sources.

    Two articles have one origin when a run of twelve words, or 8 % of the shorter one's words in runs of
    seven and more, stands in both; or when both credit one agency; or when both come from one outlet.
    The relation is transitive. Classes and the ids in them are sorted; the order of ``articles`` does not matter.
    """
    joined = Partition(len(articles))
    for one, other in _of_one_house(articles):
        joined.join(one, other)
    _join_by_wording(articles, joined)
    return tuple(sorted(tuple(sorted(articles[at].id for at in some)) for some in joined.classes()))


def _of_one_house(articles: Sequence[Article]) -> Iterator[tuple[int, int]]:
    """Yield links between the articles of one outlet or agency, by their places."""
    first: dict[str, int] = {}
    for at, article in enumerate(articles):
        for house in _houses(article):
            yield first.setdefault(house, at), at


def _houses(article: Article) -> frozenset[str]:
    if article.outlet is None:
        return credited_agencies(article)
    return credited_agencies(article) | {agency_named(article.outlet) or article.outlet.casefold().strip()}


# ── one wording ───────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """How many words a body has, which are in lower case, and each run of seven outside quotations, with its place."""

    id: str
    length: int
    plain: list[bool]
    shingles: dict[int, str]
    distinct: frozenset[str]

    @classmethod
    def of(cls, article: Article) -> "_Wording":
        text = fold(article.text)
        quoted = _quoted(text)
        spans = word_spans(text)
        tokens = [None if span.start in quoted else span.of(text).lower() for span in spans]
        plain = [text[span.start].islower() for span in spans]
        shingles = dict(_shingles(tokens))
        return cls(
            id=article.id,
            length=len(tokens),
            plain=plain,
            shingles=shingles,
            distinct=frozenset(shingles.values()),
        )


def _quoted(folded: str) -> frozenset[int]:
    """Return the offsets inside quotations of four words and more; a shorter one is a reporter's choice of words."""
    return frozenset(
        at
        for quotation in quotations(folded)
        if len(word_spans(quotation.of(folded))) >= _LONG_QUOTATION
        for at in range(*quotation)
    )


def _shingles(tokens: Sequence[str | None]) -> Iterator[tuple[int, str]]:
    """Yield each run of seven words outside quotations, with its place."""
    for at in range(len(tokens) - _RUN + 1):
        shingle = [token for token in tokens[at : at + _RUN] if token is not None]
        if len(shingle) == _RUN:
            yield at, " ".join(shingle)


def _join_by_wording(articles: Sequence[Article], joined: Partition) -> None:
    """Join those that share wording. Reprints of one text are compared with the first of them alone."""
    wordings = [_Wording.of(article) for article in articles] if len(articles) > 1 else []
    for one, other in pairs_apart(_buckets(wordings), joined):
        if _share_wording(wordings[one], wordings[other]):
            joined.join(one, other)


def _buckets(wordings: Sequence[_Wording]) -> Iterator[list[int]]:
    """Yield those that have one shingle, for each shingle that several have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, wording in enumerate(wordings):
        for shingle in wording.distinct:
            holders[shingle].append(at)
    yield from (some for some in holders.values() if len(some) > 1)


def _share_wording(one: _Wording, other: _Wording) -> bool:
    shorter, longer = sorted((one, other), key=lambda wording: (wording.length, wording.id))
    runs = [run for run in _shared_runs(shorter, longer) if _is_own(shorter, run)]
    shared = len(set(chain.from_iterable(runs)))
    return any(len(run) >= _LONG_RUN for run in runs) or shared >= max(_RUN, _SHARE * shorter.length)


def _shared_runs(wording: _Wording, other: _Wording) -> Iterator[range]:
    """Yield the longest runs of ``wording`` whose every shingle stands in ``other``."""
    places = [at for at, shingle in wording.shingles.items() if shingle in other.distinct]
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end] - places[end - 1] > 1:
            yield range(places[start], places[end - 1] + _RUN)
            start = end


def _is_own(wording: _Wording, run: range) -> bool:
    """Tell whether two thirds of the words are in lower case: a list of names and titles is no wording."""
    return 3 * sum(wording.plain[run.start : run.stop]) >= 2 * len(run)
