"""The soak in short: `make soak` makes 200 runs of 50 articles."""

import pytest

from tests.soak import soak


@pytest.mark.parametrize("seed", [0, *(pytest.param(each, marks=pytest.mark.long) for each in (1, 2))])
def test_a_run_whose_model_fails_a_third_of_the_time_makes_its_brief(seed: int) -> None:
    """A small budget, faults after which nothing more is asked, and neither."""
    found = soak(seed, 10)
    assert found.by_model + found.by_rules >= 9
