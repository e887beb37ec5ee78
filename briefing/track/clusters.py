"""Average-link agglomeration (UPGMA) in which some pairs must stay apart. Pure."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

_Cluster = tuple[str, ...]
_Sums = dict[str, dict[str, float]]


def average_link(
    members: Iterable[str],
    likeness: Mapping[str, Mapping[str, float]],
    *,
    least: float,
    apart: Callable[[str, str], bool],
) -> tuple[_Cluster, ...]:
    """Return the clusters left when no two are alike by ``least`` on average; the two most alike join first.

    ``likeness`` is symmetric, and zero where it has no entry. Two clusters with members that belong
    ``apart`` are never joined. Clusters and their members are sorted; the order of ``members`` does not matter.
    """
    clusters: dict[str, _Cluster] = {member: (member,) for member in members}
    sums = _symmetric(likeness)
    waiting = [entry for member in clusters for entry in _links(member, clusters, sums, least)]
    heapq.heapify(waiting)
    while waiting:
        _, one, other, size = heapq.heappop(waiting)
        if one not in clusters or other not in clusters or len(clusters[one] + clusters[other]) != size:
            continue
        if any(apart(first, second) for first in clusters[one] for second in clusters[other]):
            continue
        clusters[one] += clusters.pop(other)
        _add(sums, one, other)
        for entry in _links(one, clusters, sums, least):
            heapq.heappush(waiting, entry)
    return tuple(sorted(tuple(sorted(cluster)) for cluster in clusters.values()))


def _symmetric(likeness: Mapping[str, Mapping[str, float]]) -> _Sums:
    sums: _Sums = defaultdict(dict)
    for one, others in likeness.items():
        for other, value in others.items():
            if one < other:
                sums[one][other] = sums[other][one] = value
    return sums


def _links(
    member: str, clusters: Mapping[str, _Cluster], sums: _Sums, least: float
) -> Iterator[tuple[float, str, str, int]]:
    """Yield what could be joined with ``member``, the most alike first in order; a cluster goes by its least member."""
    for other, total in sums[member].items():
        mean = total / (len(clusters[member]) * len(clusters[other]))
        if mean >= least:
            yield -mean, min(member, other), max(member, other), len(clusters[member] + clusters[other])


def _add(sums: _Sums, one: str, other: str) -> None:
    """Let ``one`` take over what ``other`` has in common with the rest."""
    for neighbour, total in sums.pop(other, {}).items():
        del sums[neighbour][other]
        if neighbour != one:
            sums[one][neighbour] = sums[neighbour][one] = sums[one].get(neighbour, 0.0) + total
