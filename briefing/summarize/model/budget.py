"""What a run may spend on a model: taken before each request, by our own count.

What a server says of its usage can raise a charge up to what was set aside, and never lower one.
"""

import math
import threading
from dataclasses import dataclass
from itertools import count

_UNIT = 10**12
"""Money is counted in whole units of a trillionth of the currency, so that sums are exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """Tokens and money (in units of our own) that are set aside for one request."""

    number: int
    tokens_in: int
    tokens_out: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What one request was charged: tokens, and money in the configured currency."""

    tokens_in: int
    tokens_out: int
    cost: float


class Budget:
    """Keeps what is spent and set aside within ``max_cost`` and ``max_tokens``, whichever is reached first.

    ``max_cost`` is in the configured currency, prices are for a million tokens; ``None`` is no limit.
    Threads can share it.
    """

    def __init__(
        self,
        *,
        max_cost: float | None = None,
        max_tokens: int | None = None,
        price_in: float = 0.0,
        price_out: float = 0.0,
    ) -> None:
        self._max_cost = None if max_cost is None else math.floor(max_cost * _UNIT)
        self._max_tokens = max_tokens
        self._price_in = math.ceil(price_in * _UNIT / 10**6)
        self._price_out = math.ceil(price_out * _UNIT / 10**6)
        self._lock = threading.Condition()
        self._numbers = count()
        self._open: dict[int, Reservation] = {}
        self._tokens = 0
        self._cost = 0

    def price(self, tokens_in: int, tokens_out: int) -> float:
        """Return what so many tokens cost, in the configured currency."""
        return (tokens_in * self._price_in + tokens_out * self._price_out) / _UNIT

    @property
    def tokens(self) -> int:
        """Tokens that are spent or set aside."""
        with self._lock:
            return self._tokens

    @property
    def cost(self) -> float:
        """Money that is spent or set aside, in the configured currency."""
        with self._lock:
            return self._cost / _UNIT

    def reserve(self, tokens_in: int, max_tokens_out: int, *, patient: bool = False) -> Reservation | None:
        """Set aside the most that a request can take, or return ``None`` where that exceeds what is left.

        A ``patient`` caller waits while requests under way may leave room, so that who asks first is served first.
        """
        cost = self._price(tokens_in, max_tokens_out)
        with self._lock:
            while self._lacks(tokens_in + max_tokens_out, cost):
                if not (patient and self._open):
                    return None
                self._lock.wait()
            reservation = Reservation(
                number=next(self._numbers), tokens_in=tokens_in, tokens_out=max_tokens_out, cost=cost
            )
            self._open[reservation.number] = reservation
            self._tokens += tokens_in + max_tokens_out
            self._cost += cost
            return reservation

    def settle(self, reservation: Reservation, tokens_in: int, tokens_out: int) -> Charge:
        """Put what a request took in place of what was set aside for it, and return the charge.

        More than was set aside is charged as far as the budget has room. Raises ``KeyError`` for a
        reservation that is settled already.
        """
        with self._lock:
            del self._open[reservation.number]
            self._tokens -= reservation.tokens_in + reservation.tokens_out
            self._cost -= reservation.cost
            tokens_in, tokens_out = max(0, tokens_in), max(0, tokens_out)
            if self._lacks(tokens_in + tokens_out, self._price(tokens_in, tokens_out)):
                tokens_in, tokens_out = reservation.tokens_in, reservation.tokens_out
            cost = self._price(tokens_in, tokens_out)
            self._tokens += tokens_in + tokens_out
            self._cost += cost
            self._lock.notify_all()
        return Charge(tokens_in=tokens_in, tokens_out=tokens_out, cost=cost / _UNIT)

    def forfeit(self, reservation: Reservation) -> None:
        """Charge all that was set aside, unless it is settled: nobody waits for a request that a fault of ours ended."""
        with self._lock:
            self._open.pop(reservation.number, None)
            self._lock.notify_all()

    def _price(self, tokens_in: int, tokens_out: int) -> int:
        return tokens_in * self._price_in + tokens_out * self._price_out

    def _lacks(self, tokens: int, cost: int) -> bool:
        over_cost = self._max_cost is not None and self._cost + cost > self._max_cost
        over_tokens = self._max_tokens is not None and self._tokens + tokens > self._max_tokens
        return over_cost or over_tokens


def believable(reported: object, *, least: int, most: int) -> int:
    """Return ``reported`` where it is a count of tokens from ``least`` to ``most``, else ``least``.

    Servers report nothing, "lots", NaN, -5 and 10**12.
    """
    if isinstance(reported, int) and not isinstance(reported, bool) and least <= reported <= most:
        return reported
    return least
