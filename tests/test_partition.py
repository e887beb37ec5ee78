"""Disjoint sets, and that what is joined already is not compared again."""

from hypothesis import given
from hypothesis import strategies as st

from briefing.partition import Partition, pairs_apart

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12)


@given(PAIRS)
def test_whoever_is_joined_over_others_is_in_one_set(pairs: list[tuple[int, int]]) -> None:
    joined = Partition(10)
    for one, other in pairs:
        joined.join(one, other)
    sets = {at: {at} for at in range(10)}
    for one, other in pairs:
        both = sets[one] | sets[other]
        sets |= dict.fromkeys(both, both)
    assert joined.classes() == [sorted(some) for at, some in sets.items() if at == min(some)]


def test_of_what_is_all_alike_each_is_compared_once() -> None:
    joined, compared = Partition(500), 0
    for one, other in pairs_apart([list(range(500))] * 3, joined):
        joined.join(one, other)
        compared += 1
    assert compared == 499


def test_a_pair_of_several_buckets_is_compared_once() -> None:
    assert list(pairs_apart([[0, 1], [0, 1, 2]], Partition(3))) == [(0, 1), (0, 2), (1, 2)]


def test_what_is_not_fresh_is_not_compared_with_its_like_again() -> None:
    buckets = [list(range(800))] * 3
    assert list(pairs_apart(buckets, Partition(800), {400})) == [
        (min(at, 400), max(at, 400)) for at in range(800) if at != 400
    ]


@given(
    st.lists(st.lists(st.integers(0, 9), unique=True).map(sorted), max_size=4),
    st.frozensets(st.integers(0, 9)),
)
def test_of_all_pairs_those_are_compared_that_have_a_fresh_one(
    buckets: list[list[int]], fresh: frozenset[int]
) -> None:
    found = list(pairs_apart(buckets, Partition(10), fresh))
    assert len(found) == len(set(found))
    assert set(found) == {pair for pair in pairs_apart(buckets, Partition(10)) if not fresh.isdisjoint(pair)}
