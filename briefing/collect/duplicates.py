"""Which articles are copies of one text, and which copy stands for them. Pure.

Candidates come from MinHash signatures (Broder 1997) with locality-sensitive hashing; each is then
confirmed on the words themselves. Two articles are copies when runs of equal words make up most of the
shorter one *and* both open with them: a trimmed reprint keeps the top of a text, whereas a follow-up
that reuses background paragraphs has a top of its own.
"""

import re
import struct
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from itertools import accumulate, chain
from operator import eq
from zlib import crc32

from briefing.partition import Partition, pairs_apart
from briefing.text import word_spans, words
from briefing.types import Article, DuplicateGroup, NoiseReason
from briefing.versions import corrects, puts_right

_SLOTS = 128
_SEED = 1
_BANDS, _SLOTS_OF_A_BAND, _SLOT_BYTES = 16, 3, 4
_FORMAT = struct.Struct(f"<B{_SLOTS}I")
_SHINGLE = 5
_RUN = 7
_SHORT = 40
_OPENING = 45
_SHARED = 0.65
_IDENTICAL = 0.95
_HOPELESS = 0.3
_WINDOW_DAYS = 7
_COMPLETE = 0.75
_DATELINE = 120
_CREDITS = (NoiseReason.CREDIT, NoiseReason.BYLINE, NoiseReason.DATELINE_FURNITURE)

_Slots = tuple[int, ...]


def signature(text: str) -> bytes:
    """Return the MinHash of the five-word shingles of ``text``.

    One byte names the algorithm's version, 128 little-endian 32-bit slots follow. Equal texts give equal
    bytes in every process and on every platform: the shingles are hashed here, not by the library.
    """
    from rensa import RMinHash

    shingles = _Text.of(text).shingles
    matrix = RMinHash.digest_matrix_from_token_hash_sets([shingles], _SLOTS, _SEED)
    return _FORMAT.pack(RMinHash.ALGORITHM_VERSION, *matrix.to_rows()[0])


def bands_of(signature: bytes) -> tuple[int, ...]:
    """Return sixteen keys of a signature, signed 64-bit numbers: texts that are nearly the same share one of them.

    Each is a hash of three slots. Of texts of which three fifths of the shingles are shared, 98 in 100 pairs meet;
    of those of which four fifths are, all but one in a hundred thousand.
    """
    found = []
    for band in range(_BANDS):
        start = 1 + band * _SLOT_BYTES * _SLOTS // _BANDS
        told = bytes([band]) + signature[start : start + _SLOT_BYTES * _SLOTS_OF_A_BAND]
        found.append(int.from_bytes(blake2b(told, digest_size=8).digest(), "big", signed=True))
    return tuple(found)


def likely_copies(fresh: Mapping[str, bytes], near: Mapping[str, bytes]) -> frozenset[str]:
    """Return the articles, by their signatures, that may be copies of one another, a ``fresh`` one in each such pair.

    One without a signature of this version may be a copy of any.
    """
    all_of_them = {**near, **fresh}
    known = [each for each, signature in all_of_them.items() if _is_current(signature)]
    found = set(all_of_them) - set(known)
    for bucket in _buckets([_unpacked(all_of_them[each]) for each in known]):
        ids = {known[at] for at in bucket}
        if not fresh.keys().isdisjoint(ids):
            found |= ids
    return frozenset(found)


def group_copies(
    articles: Sequence[Article],
    signatures: Mapping[str, bytes],
    *,
    fresh: Collection[str] | None = None,
    known: Iterable[DuplicateGroup] = (),
) -> tuple[DuplicateGroup, ...]:
    """Return the groups of two and more articles that are copies of one text.

    ``signatures`` are by article id; one that is missing or of another version is computed. Where ``fresh`` are given, the
    others were compared with one another before, and ``known`` are the groups that this came to. Articles that
    were published more than seven days apart are copies only if nearly all words of both are shared; an
    undated article is judged by its words alone. The order of ``articles`` does not matter.

    The copies of a group stand in this order, the canonical one first: those at least three quarters as
    long as the longest; the agency that another copy credits; dated ones, the earliest first; those that
    name their outlet; the longest; the least id.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    slots = [_slots(article, signatures) for article in ordered]
    places = {article.id: at for at, article in enumerate(ordered)}
    joined = Partition(len(ordered))
    for group in known:
        for copy in group.article_ids:
            joined.join(places[group.canonical_id], places[copy])
    _join_copies(ordered, slots, joined, None if fresh is None else {places[each] for each in fresh})
    components = [[ordered[at] for at in some] for some in joined.classes() if len(some) > 1]
    return tuple(sorted(map(_group, components), key=lambda group: group.canonical_id))


def superseded(articles: Sequence[Article]) -> frozenset[str]:
    """Return which of ``articles`` another of the same outlet puts right.

    Such a pair is no copy of one text: what the older one has wrong must not be told beside the newer.
    """
    by_outlet, by_address = defaultdict(list), defaultdict(list)
    for each in articles:
        by_outlet[each.outlet].append(each)
        by_address[each.url].append(each)
    return frozenset(
        older.id
        for newer in articles
        if newer.outlet
        for older in (by_outlet[newer.outlet] if corrects(newer) else by_address[newer.url])
        if _supersedes(newer, older)
    )


def _supersedes(newer: Article, older: Article) -> bool:
    return (
        newer.outlet == older.outlet
        and (newer.published or date.min) >= (older.published or date.max)
        and puts_right(newer, older)
        and _are_alike(_Text.of(newer.text), _Text.of(older.text))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The words of a text, and a hash of each run of five (of all, where there are fewer)."""

    text: str
    words: list[str]
    shingles: list[int]
    distinct: frozenset[int]

    @classmethod
    def of(cls, text: str) -> "_Text":
        tokens = words(text)
        encoded = [token.encode("utf-8", "surrogatepass") for token in tokens]
        ends = list(accumulate(len(token) + 1 for token in encoded))
        closing = ends[min(_SHINGLE, len(ends)) - 1 :]
        joined = b" ".join(encoded)
        shingles = [crc32(joined[start : end - 1]) for start, end in zip([0, *ends], closing, strict=False)]
        return cls(text=text, words=tokens, shingles=shingles, distinct=frozenset(shingles))


def _slots(article: Article, signatures: Mapping[str, bytes]) -> _Slots:
    stored = signatures.get(article.id, b"")
    return _unpacked(stored if _is_current(stored) else signature(article.text))


def _is_current(signature: bytes) -> bool:
    from rensa import RMinHash

    return len(signature) == _FORMAT.size and signature[0] == RMinHash.ALGORITHM_VERSION


def _unpacked(signature: bytes) -> _Slots:
    return _FORMAT.unpack(signature)[1:]


def _join_copies(
    articles: Sequence[Article], slots: Sequence[_Slots], joined: Partition, fresh: Container[int] | None
) -> None:
    read = cache(lambda at: _Text.of(articles[at].text))
    for one, other in pairs_apart(_buckets(slots), joined, fresh):
        expected = _expected_share(slots[one], slots[other], articles[one].words, articles[other].words)
        if expected >= _HOPELESS and _are_copies(articles[one], articles[other], read(one), read(other)):
            joined.join(one, other)


# ── candidates ────────────────────────────────────────────────────────────────


def _buckets(slots: Sequence[_Slots]) -> Iterator[list[int]]:
    """Yield the texts that agree in two slots, neighbours or next but one.

    Bands of two slots find a reprint of a fifth of a text; letting them overlap costs no longer signature.
    """
    columns = list(zip(*slots, strict=True))
    for stride in (1, 2):
        for column, partner in zip(columns, columns[stride:], strict=False):
            band: dict[tuple[int, int], list[int]] = defaultdict(list)
            for at, values in enumerate(zip(column, partner, strict=True)):
                band[values].append(at)
            yield from (bucket for bucket in band.values() if len(bucket) > 1)


def _expected_share(one: _Slots, other: _Slots, words_one: int, words_other: int) -> float:
    """Return the share of the shorter text that the longer one holds, as far as signatures tell it."""
    jaccard = sum(map(eq, one, other)) / _SLOTS
    shared: float = jaccard / (1 + jaccard) * (words_one + words_other)
    return shared / max(1, min(words_one, words_other))


# ── confirming ────────────────────────────────────────────────────────────────


def _are_copies(one: Article, other: Article, read_one: _Text, read_other: _Text) -> bool:
    if min(len(read_one.words), len(read_other.words)) < _SHORT:
        return read_one.words == read_other.words and words(one.title) == words(other.title)
    if _days_apart(one, other) > _WINDOW_DAYS:
        if min(_share(read_one, read_other), _share(read_other, read_one)) < _IDENTICAL:
            return False
        return not (puts_right(one, other) or puts_right(other, one))
    return _are_alike(read_one, read_other) and not (puts_right(one, other) or puts_right(other, one))


def _are_alike(one: _Text, other: _Text) -> bool:
    shorter, longer = sorted((one, other), key=lambda text: len(text.words))
    return (
        _share(shorter, longer) >= _SHARED
        and max(_opening(shorter, longer), _opening(longer, shorter)) <= _OPENING
        and _agree_on_specifics(shorter, longer)
    )


def _share(text: _Text, other: _Text) -> float:
    """Return the share of the words of ``text`` that stand in runs shared with ``other``."""
    return len(set(chain.from_iterable(_shared_runs(text, other)))) / len(text.words)


def _opening(text: _Text, other: _Text) -> int:
    """Return how many words of ``text`` stand before the first shared run."""
    return next((run.start for run in _shared_runs(text, other)), len(text.words))


def _shared_runs(text: _Text, other: _Text) -> list[range]:
    """Return the stretches of at least seven words of ``text`` whose every shingle stands in ``other``."""
    runs: list[range] = []
    start = None
    for at, shingle in enumerate([*text.shingles, None]):
        if shingle in other.distinct:
            start = at if start is None else start
        elif start is not None:
            if at - 1 + _SHINGLE - start >= _RUN:
                runs.append(range(start, at - 1 + _SHINGLE))
            start = None
    return runs


def _agree_on_specifics(shorter: _Text, longer: _Text) -> bool:
    """Tell whether half of the shorter text's names and figures stand in the longer one.

    They do not in two bulletins made from one form: two earthquakes, or two nights of drones.
    """
    specifics = _specifics(shorter.text)
    return 2 * len(specifics.intersection(longer.words)) >= len(specifics)


def _specifics(text: str) -> frozenset[str]:
    """Return the words with a digit, and those with a capital that opens no sentence."""
    return frozenset(
        word
        for span in word_spans(text)
        for word in words(span.of(text))
        if any(map(str.isdigit, word)) or (text[span.start].isupper() and _inside_sentence(text, span.start))
    )


def _inside_sentence(text: str, at: int) -> bool:
    return at > 1 and text[at - 1] == " " and (text[at - 2].isalnum() or text[at - 2] in ",;)")


def _days_apart(one: Article, other: Article) -> int:
    if one.published is None or other.published is None:
        return 0
    return abs((one.published - other.published).days)


# ── choosing ──────────────────────────────────────────────────────────────────


def _group(copies: Sequence[Article]) -> DuplicateGroup:
    longest = max(article.words for article in copies)
    credited = _credited(copies)

    def rank(article: Article) -> tuple[object, ...]:
        return (
            article.words < _COMPLETE * longest,
            article.outlet not in credited,
            article.published or date.max,
            article.outlet is None,
            -article.words,
            article.id,
        )

    ids = tuple(article.id for article in sorted(copies, key=rank))
    return DuplicateGroup(canonical_id=ids[0], article_ids=ids)


def _credited(copies: Sequence[Article]) -> frozenset[str]:
    """Return those outlets of ``copies`` that another copy credits."""
    outlets = {article.outlet for article in copies if article.outlet}
    return frozenset(
        outlet
        for outlet in outlets
        if any(_credits(article, outlet) for article in copies if article.outlet != outlet)
    )


def _credits(article: Article, outlet: str) -> bool:
    """Tell whether ``outlet`` stands in brackets in the first or last line, or in a line of its own: "Source: Andina"."""
    lines = [line.casefold() for line in article.text.strip().split("\n")]
    name = outlet.casefold()
    if f"({name})" in lines[0][:_DATELINE] or f"({name})" in lines[-1][-_DATELINE:]:
        return True
    lines += [noise.text.casefold() for noise in article.noise if noise.reason in _CREDITS]
    named = re.compile(rf"{_BY}(?:the )?{re.escape(name.removeprefix('the '))}", re.IGNORECASE)
    return any(named.fullmatch(line.strip(" ().—–-\n")) for line in lines)


_BY = (
    r"(?:(?:(?:this|the) (?:article|story|report|text) )?(?:was |is |has been |were )?(?:first |originally |re)?"
    r"(?:published|reported|appeared|written|provided|supplied|distributed)(?: (?:first|originally))? (?:by|in|on|at|from)[: ]+"
    r"|(?:source|credits?|agency|agencies|via|by|from|with|courtesy of)\b(?: by)?[: ]+)?"
)
