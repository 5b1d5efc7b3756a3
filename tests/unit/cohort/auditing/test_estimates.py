"""Proportions and their differences, against scipy and a published worked example."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, norm, t

from placement.cohort.auditing.estimates import (
    UNKNOWN,
    Estimate,
    clustered_proportion,
    difference,
    inflation,
    normal_of,
    proportion,
    stratified,
    wilson,
)


def test_a_share_of_nobody_is_unknown() -> None:
    assert proportion(0, 0, 0.95) == UNKNOWN
    assert clustered_proportion(np.zeros(3), np.zeros(3), 0.95) == UNKNOWN


def test_clusters_of_nobody_make_a_share_no_surer() -> None:
    cases, people = np.array([4, 1, 0, 2]), np.array([10, 10, 0, 10])
    assert clustered_proportion(cases, people, 0.95) == clustered_proportion(cases[[0, 1, 3]], people[[0, 1, 3]], 0.95)
    residuals = (cases - 7 / 30 * people)[[0, 1, 3]] / 30
    inflated = inflation(residuals, 7 * 23 / 30**3, 0.95)
    assert clustered_proportion(cases, people, 0.95) == proportion(7, 30, 0.95, inflated)


@given(st.integers(1, 10_000), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_a_share_has_the_interval_that_scipy_gives(people: int, data: st.DataObject, confidence: float) -> None:
    many = data.draw(st.integers(0, people))
    expected = binomtest(many, people).proportion_ci(confidence, method="wilson")
    found = proportion(many, people, confidence)
    assert found.value == many / people
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_a_difference_has_the_published_interval() -> None:
    # Newcombe, Statistics in Medicine 1998; 17: 873-890, table II, method 10, first example: 56/70 less 48/80.
    found = difference(proportion(56, 70, 0.95), proportion(48, 80, 0.95))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_a_difference_from_what_is_unknown_is_unknown() -> None:
    assert difference(proportion(1, 2, 0.95), UNKNOWN) == UNKNOWN
    assert difference(Estimate(0.75), proportion(1, 2, 0.95)) == Estimate(0.25)


@given(st.integers(1, 10_000), st.data())
def test_the_share_of_one_stratum_has_the_interval_of_a_share(people: int, data: st.DataObject) -> None:
    many = data.draw(st.integers(0, people))
    alone = stratified(np.ones(1), np.array([many]), np.array([people]), 0.95)
    assert alone == wilson(many / people, people, 0.95)


def _coverage(of: list[list[int]], shares: list[float]) -> tuple[float, float]:
    """Return how often intervals of 95 % hold the truth: of the first group's share, and of the difference of two.

    Args:
        of: People of two groups by stratum.
        shares: Of cases, by stratum: the same in both groups.
    """
    chance, rounds = np.random.default_rng(7), 600
    people = np.array(of)
    weights = people.sum(axis=0) / people.sum()
    truth = float(weights @ shares)
    held = np.zeros(2)
    for cases in chance.binomial(people, shares, size=(rounds, *people.shape)):
        one, other = (stratified(weights, *both, 0.95) for both in zip(cases, people, strict=True))
        apart = difference(one, other)
        held += [(one.low or 0) <= truth <= (one.high or 0), (apart.low or 0) <= 0 <= (apart.high or 0)]
    return float(held[0] / rounds), float(held[1] / rounds)


@pytest.mark.parametrize(
    ("of", "shares"),
    [
        ([[3_000, 30], [5_000, 1_970]], [0.02, 0.5]),
        ([[60, 3_000], [5_940, 1_000]], [0.02, 0.5]),
        ([[4, 9, 2, 30, 7, 1, 15, 3], [80, 180, 40, 600, 140, 20, 300, 60]], [0.01, 0.3, 0.05, 0.1, 0.6, 0.2, 0, 0.02]),
    ],
    ids=["few where cases are frequent", "few where cases are rare", "many strata of few"],
)
def test_intervals_of_standardised_shares_hold_the_truth_as_often_as_they_say(
    of: list[list[int]], shares: list[float]
) -> None:
    assert _coverage(of, shares) == pytest.approx((0.95, 0.95), abs=0.025)


def test_decisions_that_are_alike_within_clusters_widen_an_interval() -> None:
    # Ten clinicians of twenty decisions each, all alike within: as sure as ten decisions, with t for ten clusters.
    residuals = np.array([0.05, -0.05] * 5)
    widened = inflation(residuals, 0.5 * 0.5 / 200, 0.95)
    assert widened == pytest.approx(200 / 10 * 10 / 9 * (t.ppf(0.975, 9) / norm.ppf(0.975)) ** 2)
    assert proportion(100, 200, 0.95, widened) == wilson(0.5, 200 / (widened or 1), 0.95)
    assert inflation(np.zeros(2), 0.0, 0.95) == pytest.approx((t.ppf(0.975, 1) / norm.ppf(0.975)) ** 2)


def test_one_cluster_tells_of_no_other() -> None:
    assert inflation([0.1], 0.01, 0.95) is None
    assert proportion(1, 2, 0.95, None) == Estimate(0.5)
    assert stratified(np.ones(1), np.ones(1), np.array([2]), 0.95, None) == Estimate(0.5)


def test_of_few_clusters_a_difference_is_less_sure() -> None:
    assert normal_of(2.5, 4) == pytest.approx(norm.isf(t.sf(2.5, 3)))
    assert normal_of(2.5, 4) < normal_of(2.5, 400) < 2.5
