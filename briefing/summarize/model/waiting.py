"""How long to wait before asking again."""

import random
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST = 0.5
"""Seconds before the second request, doubled for each further one."""


def backoff(retries: int, chance: random.Random) -> float:
    """Return the seconds to wait after ``retries`` earlier waits, a quarter more or less by ``chance``."""
    return float(FIRST * 2**retries * chance.uniform(0.75, 1.25))


def asked_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, in seconds or as a date (RFC 9110, 10.2.3).

    A date is taken against the server's own ``Date``, whose clock may not be ours. ``None`` for what
    cannot be read, or is negative.
    """
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,6})?", value):
        return float(value)
    until = _date(value)
    if until is None:
        return None
    seconds = (until - (_date(headers.get("date", "")) or now)).total_seconds()
    return seconds if seconds >= 0 else None


def _date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
