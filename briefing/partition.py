"""Disjoint sets, for relations that are handed on: who is joined already need not be compared. Pure."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from itertools import combinations, product


class Partition:
    """Disjoint sets of the numbers below ``size`` (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, at: int) -> int:
        """Return the one number that stands for the set of ``at``."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        """Make one set of those of two numbers."""
        self._parent[self.find(other)] = self.find(one)

    def classes(self) -> list[list[int]]:
        """Return the sets, each in order, by their least numbers."""
        members: dict[int, list[int]] = defaultdict(list)
        for at in range(len(self._parent)):
            members[self.find(at)].append(at)
        return list(members.values())


def pairs_apart(
    buckets: Iterable[list[int]], joined: Partition, fresh: Container[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield each pair that shares a bucket, once, the lesser first, unless it is joined by the time that it is come to.

    With ``fresh`` only those pairs of which one at least is among them.
    """
    seen: set[tuple[int, int]] = set()
    for bucket in buckets:
        if len({joined.find(at) for at in bucket}) == 1:
            continue
        for pair in combinations(bucket, 2) if fresh is None else _with_fresh(bucket, fresh):
            if pair not in seen and joined.find(pair[0]) != joined.find(pair[1]):
                seen.add(pair)
                yield pair


def _with_fresh(bucket: list[int], fresh: Container[int]) -> Iterator[tuple[int, int]]:
    new = [at for at in bucket if at in fresh]
    old = [at for at in bucket if at not in fresh]
    yield from combinations(new, 2)
    yield from ((min(pair), max(pair)) for pair in product(new, old))
