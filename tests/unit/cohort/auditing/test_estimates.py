"""Proportions and their differences, against scipy and a published worked example."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from placement.cohort.auditing.estimates import UNKNOWN, Estimate, difference, proportion, wilson


def test_a_share_of_nobody_is_unknown() -> None:
    assert proportion(0, 0, 0.95) == UNKNOWN


@given(st.integers(1, 10_000), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_a_share_has_the_interval_that_scipy_gives(people: int, data: st.DataObject, confidence: float) -> None:
    many = data.draw(st.integers(0, people))
    expected = binomtest(many, people).proportion_ci(confidence, method="wilson")
    assert proportion(many, people, confidence) == Estimate(many / people, expected.low, expected.high)
    again = wilson(many / people, people, confidence)
    assert (again.low, again.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_a_difference_has_the_published_interval() -> None:
    # Newcombe, Statistics in Medicine 1998; 17: 873-890, table II, method 10, first example: 56/70 less 48/80.
    found = difference(proportion(56, 70, 0.95), proportion(48, 80, 0.95))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_a_difference_from_what_is_unknown_is_unknown() -> None:
    assert difference(proportion(1, 2, 0.95), UNKNOWN) == UNKNOWN
    assert difference(Estimate(0.5), proportion(1, 2, 0.95)) == UNKNOWN
