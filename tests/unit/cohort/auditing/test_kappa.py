"""Kappa against scikit-learn, and its interval against published examples and the large-sample formula."""

from math import sqrt
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import cohen_kappa_score

from placement.cohort.auditing.estimates import UNDEFINED, UNKNOWN, Counts, Estimate
from placement.cohort.auditing.kappa import Weights, kappa, kappas

_SKIN: Final = np.array([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]])
"""Two dermatologists on one skin condition: SAS/STAT User's Guide, PROC FREQ, "Agreement Study"."""

_SHARED: Final[dict[str, Any]] = {"resamples": 4_000, "confidence": 0.95}


def _chance() -> np.random.Generator:
    return np.random.default_rng(5)


def test_kappa_and_its_interval_are_the_published_ones() -> None:
    found = kappa(_SKIN, "none", chance=_chance(), **_SHARED)
    assert found.value == pytest.approx(0.3449, abs=5e-5)
    # SAS gives 0.2030 to 0.4868, from the large-sample formula; a bootstrap of 88 people is about as wide.
    assert found.low == pytest.approx(0.2030, abs=0.01)
    assert found.high == pytest.approx(0.4868, abs=0.01)


def test_of_many_people_the_interval_is_that_of_the_large_sample_formula() -> None:
    many = 1_000 * _SKIN
    found = kappa(many, "none", chance=_chance(), **_SHARED)
    assert found.low is not None
    assert found.high is not None
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * _standard_error(many), rel=0.05)


def _standard_error(table: Counts) -> float:
    """Fleiss, Cohen and Everitt, Psychological Bulletin 1969; 72: 323-327, for weights of 0 and 1."""
    shares = table / table.sum()
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    agreed, by_chance = np.trace(shares), rows @ columns
    value = (agreed - by_chance) / (1 - by_chance)
    within = sum(shares[i, i] * (1 - (rows[i] + columns[i]) * (1 - value)) ** 2 for i in range(len(table)))
    apart = sum(
        shares[i, j] * (columns[i] + rows[j]) ** 2 for i in range(len(table)) for j in range(len(table)) if i != j
    )
    spread = within + (1 - value) ** 2 * apart - (value - by_chance * (1 - value)) ** 2
    return float(sqrt(spread / table.sum()) / (1 - by_chance))


@given(arrays(np.int64, (4, 4), elements=st.integers(0, 30)), st.sampled_from(["none", "quadratic"]))
def test_every_resample_is_computed_as_scikit_learn_would(table: Counts, weights: Weights) -> None:
    first, second = table.nonzero()
    ours = kappas(table[None], weights)[0]
    alone = kappa(table, weights, resamples=100, confidence=0.95, chance=_chance())
    if len(set(first)) < 2 or len(set(second)) < 2:
        assert np.isnan(ours)
        assert alone == (UNDEFINED if len(first) else UNKNOWN)
        return
    expected = cohen_kappa_score(
        first,
        second,
        labels=[0, 1, 2, 3],
        weights=None if weights == "none" else weights,
        sample_weight=table[first, second],
    )
    assert ours == pytest.approx(expected, abs=1e-12)
    assert alone.value == pytest.approx(expected, abs=1e-12)


def test_quadratic_weights_go_by_the_place_in_the_order_even_past_levels_that_nobody_has() -> None:
    near, far = np.diag([5, 0, 0, 5]), np.diag([5, 0, 0, 5])
    near[0, 1], far[0, 3] = 2, 2
    assert kappas(near[None], "quadratic")[0] > kappas(far[None], "quadratic")[0] > 0


def test_where_resamples_have_no_kappa_there_is_no_interval() -> None:
    one_off = np.array([[9, 0], [0, 1]])
    found = kappa(one_off, "none", chance=_chance(), **_SHARED)
    assert found.value == pytest.approx(1)
    assert (found.low, found.high) == (None, None)


def test_a_kappa_that_would_be_0_whatever_was_given_is_undefined() -> None:
    one_level_recommended = np.array([[0, 0, 0], [4, 30, 6], [0, 0, 0]])
    assert kappa(one_level_recommended, "quadratic", chance=_chance(), **_SHARED) == UNDEFINED
    assert kappa(one_level_recommended.T, "none", chance=_chance(), **_SHARED) == UNDEFINED


def test_where_every_resample_has_the_same_kappa_there_is_no_interval() -> None:
    complete = np.diag([20, 20, 20])
    assert kappa(complete, "none", chance=_chance(), **_SHARED) == Estimate(1.0)


def test_clusters_are_drawn_again_as_a_whole() -> None:
    """Ten clinicians, half of whom always agree and half of whom never do: far less sure than 400 people would be."""
    agreeing, apart = np.diag([20, 20]), np.array([[0, 20], [20, 0]])
    clusters = np.stack([agreeing, apart] * 5)
    alone = kappa(clusters.sum(axis=0), "none", chance=_chance(), **_SHARED)
    together = kappa(clusters.sum(axis=0), "none", chance=_chance(), clusters=clusters, **_SHARED)
    assert together.value == alone.value == 0
    widths = [(one.high or 0) - (one.low or 0) for one in (alone, together)]
    # Of a mean of ten that are 1 or -1: 2 x 1.96 / the root of 10; of 400 people, a root of 40 less.
    assert widths == pytest.approx([0.196, 1.24], rel=0.1)
    assert kappa(agreeing + apart, "none", chance=_chance(), clusters=clusters[:1], **_SHARED).low is None


def test_the_same_chance_gives_the_same_interval() -> None:
    first, second = (kappa(_SKIN, "quadratic", chance=_chance(), **_SHARED) for _ in range(2))
    assert first == second
