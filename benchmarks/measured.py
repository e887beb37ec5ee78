"""Timings as they are kept: of several rounds the median, with the fastest and the slowest."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 7

Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A figure of several rounds."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One line of the results: what was measured, in which unit ("x" is a ratio to the yardstick of the same round)."""

    what: str
    unit: str
    figure: Spread


def spread(figures: Sequence[float]) -> Spread:
    """Return three digits of each: more is noise."""
    return Spread(
        median=_rounded(statistics.median(figures)), low=_rounded(min(figures)), high=_rounded(max(figures))
    )


def _rounded(figure: float) -> float:
    return float(f"{figure:.3g}")


def timed(clock: Callable[[], float] = time.process_time, /, **contestants: Work) -> dict[str, list[float]]:
    """Return the seconds that each takes in every round; in a round they run one after the other, after one that warms up.

    Seconds are of the processor, all threads together, so that a busy machine does not change them;
    ``time.perf_counter`` for what waits or runs in another process.
    """
    spent: dict[str, list[float]] = {name: [] for name in contestants}
    for work in contestants.values():
        work()
    for _ in range(ROUNDS):
        for name, work in contestants.items():
            began = clock()
            work()
            spent[name].append(clock() - began)
    return spent


def ratios(spent: Mapping[str, Sequence[float]], name: str, yardstick: str) -> list[float]:
    """Return how many times as long as the yardstick one takes, round by round."""
    return [one / other for one, other in zip(spent[name], spent[yardstick], strict=True)]
