import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.summarize.model.budget import Budget, Reservation, believable
from briefing.summarize.model.pace import Pace

tokens = st.integers(0, 5000)
anything = st.one_of(st.none(), st.booleans(), st.text(max_size=3), st.floats(), st.integers())


def test_what_does_not_fit_is_not_set_aside() -> None:
    budget = Budget(max_cost=1.0, price_in=1.0, price_out=10.0)
    assert budget.reserve(500_000, 60_000) is None
    assert budget.cost == 0
    assert budget.reserve(500_000, 50_000) is not None
    assert budget.reserve(1, 0) is None


def test_what_is_not_spent_is_given_back() -> None:
    budget = Budget(max_tokens=1000, price_in=1.0)
    first = budget.reserve(600, 400)
    assert first is not None
    assert budget.reserve(1, 0) is None
    charge = budget.settle(first, 600, 10)
    assert (charge.tokens_in, charge.tokens_out, charge.cost) == (600, 10, 0.0006)
    assert budget.reserve(300, 90) is not None


def test_who_is_patient_waits_for_what_may_be_given_back() -> None:
    """So that an early question does not go without while a later one is served."""
    budget = Budget(max_tokens=1000)
    first = budget.reserve(600, 400)
    assert first is not None
    with ThreadPoolExecutor(1) as executor:
        waiting = executor.submit(budget.reserve, 300, 100, patient=True)
        assert not waiting.done()
        budget.settle(first, 500, 100)
        second = waiting.result(5)
    assert second is not None
    with ThreadPoolExecutor(1) as executor:
        waiting = executor.submit(budget.reserve, 300, 100, patient=True)
        budget.forfeit(second)
        assert waiting.result(5) is None
    assert budget.tokens == 1000
    assert budget.reserve(1, 0, patient=True) is None


def test_a_reservation_is_settled_once() -> None:
    budget = Budget()
    reservation = budget.reserve(1, 1)
    assert reservation is not None
    budget.settle(reservation, 1, 1)
    with pytest.raises(KeyError):
        budget.settle(reservation, 1, 1)


def test_an_answer_longer_than_its_limit_is_charged_as_far_as_there_is_room() -> None:
    budget = Budget(max_tokens=100)
    roomy = budget.reserve(10, 10)
    assert roomy is not None
    assert budget.settle(roomy, 10, 50).tokens_out == 50
    tight = budget.reserve(10, 10)
    assert tight is not None
    assert budget.settle(tight, 10, 5000).tokens_out == 10


@given(anything, tokens, tokens)
def test_a_reported_usage_never_leaves_its_bounds(reported: object, least: int, room: int) -> None:
    assert least <= believable(reported, least=least, most=least + room) <= least + room


@given(
    st.floats(0, 0.05),
    st.integers(0, 20_000),
    st.lists(st.tuples(tokens, tokens, tokens, tokens), max_size=40),
)
def test_what_is_spent_and_set_aside_never_exceeds_the_limits(
    max_cost: float, max_tokens: int, steps: list[tuple[int, int, int, int]]
) -> None:
    """Whatever is charged, and however many reservations are open."""
    budget = Budget(max_cost=max_cost, max_tokens=max_tokens, price_in=0.75, price_out=4.5)
    waiting: list[Reservation] = []
    for number, (ask_in, ask_out, used_in, used_out) in enumerate(steps):
        if (reservation := budget.reserve(ask_in, ask_out)) is not None:
            waiting.append(reservation)
        assert budget.cost <= max_cost
        assert budget.tokens <= max_tokens
        if waiting and number % 3 == 0:
            budget.settle(waiting.pop(0), used_in, used_out)
        assert budget.cost <= max_cost
        assert budget.tokens <= max_tokens


def test_the_limits_hold_under_threads() -> None:
    budget = Budget(max_tokens=10_000)
    over: list[int] = []
    ready = threading.Barrier(8)

    def spend(seed: int) -> int:
        ready.wait()
        spent = 0
        for step in range(300):
            reservation = budget.reserve(20, 30)
            over.extend([budget.tokens] if budget.tokens > 10_000 else [])
            if reservation is not None:
                charge = budget.settle(reservation, 20, (seed * step) % 50)
                spent += charge.tokens_in + charge.tokens_out
        return spent

    with ThreadPoolExecutor(8) as executor:
        spent = sum(executor.map(spend, range(8)))
    assert not over
    assert spent == budget.tokens <= 10_000


def test_requests_are_spaced_in_the_order_they_come() -> None:
    pace = Pace(requests_per_minute=60, tokens_per_minute=None, clock=lambda: 0.0)
    assert [pace.wait(10, at_most=99) for _ in range(3)] == [0.0, 1.0, 2.0]


def test_many_tokens_take_more_time_than_one_request() -> None:
    pace = Pace(requests_per_minute=60, tokens_per_minute=6000, clock=lambda: 0.0)
    assert [pace.wait(500, at_most=99) for _ in range(2)] == [0.0, 5.0]


def test_a_place_that_is_too_late_is_not_taken() -> None:
    pace = Pace(requests_per_minute=1, tokens_per_minute=None, clock=lambda: 0.0)
    assert [pace.wait(1, at_most=30) for _ in range(3)] == [0.0, None, None]
    assert pace.wait(1, at_most=60) == 60


def test_without_limits_nobody_waits() -> None:
    pace = Pace(requests_per_minute=None, tokens_per_minute=None, clock=lambda: 0.0)
    assert [pace.wait(10**6, at_most=0) for _ in range(5)] == [0.0] * 5
