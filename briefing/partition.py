"""Disjoint sets, for relations that are handed on: who is joined already need not be compared. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations


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


def pairs_apart(buckets: Iterable[list[int]], joined: Partition) -> Iterator[tuple[int, int]]:
    """Yield each pair that shares a bucket, once, unless it is joined by the time that it is come to."""
    seen: set[tuple[int, int]] = set()
    for bucket in buckets:
        if len({joined.find(at) for at in bucket}) == 1:
            continue
        for pair in combinations(bucket, 2):
            if pair not in seen and joined.find(pair[0]) != joined.find(pair[1]):
                seen.add(pair)
                yield pair
