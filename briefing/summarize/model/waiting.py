"""How long to wait before asking again."""

import random

FIRST = 0.5
"""Seconds before the second request, doubled for each further one."""


def backoff(retries: int, chance: random.Random) -> float:
    """Return the seconds to wait after ``retries`` earlier waits, a quarter more or less by ``chance``."""
    return float(FIRST * 2**retries * chance.uniform(0.75, 1.25))
