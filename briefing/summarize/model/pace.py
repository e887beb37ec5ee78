"""How fast requests may follow each other."""

import threading
from collections.abc import Callable


class Pace:
    """Spaces requests evenly, first come, first served. ``None`` is no limit. Threads can share it."""

    def __init__(
        self, *, requests_per_minute: int | None, tokens_per_minute: int | None, clock: Callable[[], float]
    ) -> None:
        self._request = 60 / requests_per_minute if requests_per_minute else 0.0
        self._token = 60 / tokens_per_minute if tokens_per_minute else 0.0
        self._clock = clock
        self._lock = threading.Lock()
        self._free_at = clock()

    def wait(self, tokens: int, *, at_most: float) -> float | None:
        """Return the seconds to wait before a request of ``tokens``, whose place is then taken.

        ``None``, and no place taken, where that is longer than ``at_most``.
        """
        with self._lock:
            now = self._clock()
            start = max(now, self._free_at)
            if start - now > at_most:
                return None
            self._free_at = start + max(self._request, tokens * self._token)
            return start - now
