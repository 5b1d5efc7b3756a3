"""A figure and how sure it is: proportions with Wilson's interval, standardised proportions, and their differences.

scipy is imported here and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special  # pyright: ignore[reportMissingTypeStubs]

Counts: TypeAlias = npt.NDArray[np.int64]
"""How many people there are in each cell of a table."""

Real: TypeAlias = npt.NDArray[np.float64]

_SPECIAL: Final[Any] = special  # scipy has no type hints; its `stats` take forty times as long

_FEWEST_CLUSTERS: Final = 2


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval.

    Attributes:
        value: The figure; None where there are no people to say it of, or where it is withheld.
        low: Lower end of the interval; None where there is none.
        high: Upper end of the interval; None where there is none.
        undefined: There are people to say it of, and it has no value all the same.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    undefined: bool = False


UNKNOWN: Final = Estimate(None)
"""A figure that cannot be said."""

UNDEFINED: Final = Estimate(None, undefined=True)
"""A figure that has no value for these people."""


def proportion(many: int, people: int, confidence: float, inflated: float | None = 1.0) -> Estimate:
    """Return a share of people with Wilson's interval; unknown of no people.

    Args:
        many: How many of them.
        people: How many there are.
        confidence: Of the interval, such as 0.95.
        inflated: By how much the variance is larger than that of independent people, see `inflation`; None where that
            cannot be said, and there is no interval.
    """
    if not people:
        return UNKNOWN
    if inflated is None:
        return Estimate(many / people)
    return wilson(many / people, people / inflated, confidence)


def clustered_proportion(cases: Counts | Real, people: Counts | Real, confidence: float) -> Estimate:
    """Return a share of people whose decisions were made together, with an interval that is wider by as much.

    Args:
        cases: How many of them, by cluster.
        people: How many there are, by cluster.
        confidence: Of the interval.
    """
    many, whole = int(cases.sum()), int(people.sum())
    if not whole:
        return UNKNOWN
    residuals = (cases - many / whole * people)[people > 0] / whole
    return proportion(many, whole, confidence, inflation(residuals, many * (whole - many) / whole**3, confidence))


def wilson(share: float, people: float, confidence: float) -> Estimate:
    """Return a share with Wilson's interval for a number of people that need not be whole.

    For whole numbers it is what `proportion` gives.

    Args:
        share: The share, 0 to 1.
        people: On how many people it rests; more than 0.
        confidence: Of the interval.
    """
    z = float(_SPECIAL.ndtri((1 + confidence) / 2))
    middle = share + z * z / (2 * people)
    reach = z * sqrt(share * (1 - share) / people + z * z / (4 * people * people))
    whole = 1 + z * z / people
    return Estimate(share, max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole))


def stratified(
    weights: Real,
    cases: Real,
    people: Real,
    confidence: float,
    inflated: float | None = 1.0,
) -> Estimate:
    """Return a weighted mean of the shares of several strata, with an interval.

    It is Wilson's interval for as many people as would give one share the variance that the mean has, which is the sum
    of the squared weights times each stratum's own variance. For that variance half a case and half a non-case are
    added to each stratum, so that a stratum of two people without a case is not taken for certain. Of one stratum it
    is Wilson's interval itself.

    Args:
        weights: Of the strata; they come to 1.
        cases: How many people of each stratum the share counts.
        people: How many people are in each stratum; more than 0.
        confidence: Of the interval.
        inflated: As for `proportion`.
    """
    share = float((weights * (cases / people)).sum())
    if inflated is None:
        return Estimate(share)
    if len(weights) == 1:
        return wilson(share, float(people[0]) / inflated, confidence)
    smoothed = (cases + 0.5) / (people + 1)
    middle = float((weights * smoothed).sum())
    variance = float((weights**2 * smoothed * (1 - smoothed) / people).sum()) * inflated
    return wilson(share, middle * (1 - middle) / variance, confidence)


def difference(share: Estimate, other: Estimate) -> Estimate:
    """Return how much one share is above another, with the interval that their own intervals give.

    Newcombe's hybrid of two score intervals (Statistics in Medicine 1998; 17: 873-890, method 10), which Zou and Donner
    (2008; 27: 1693-1702) show to hold for any two independent figures that have good intervals of their own.
    """
    match share, other:
        case Estimate(float(value), float(low), float(high)), Estimate(float(value_2), float(low_2), float(high_2)):
            below = sqrt((value - low) ** 2 + (high_2 - value_2) ** 2)
            above = sqrt((high - value) ** 2 + (value_2 - low_2) ** 2)
            return Estimate(value - value_2, value - value_2 - below, value - value_2 + above)
        case Estimate(float(value)), Estimate(float(value_2)):
            return Estimate(value - value_2)
        case _:
            return UNKNOWN


def inflation(residuals: Sequence[float] | Real, variance: float, confidence: float) -> float | None:
    """Return by how much decisions that are made together widen an interval; None of fewer than two clusters.

    The cluster-robust variance is that of the sum of the clusters' residuals, C / (C - 1) times the sum of their
    squares (Liang and Zeger, Biometrika 1986; 73: 13-22). It is never taken to be less than that of independent
    people. Because few clusters tell little of it, t with C - 1 degrees of freedom stands in for the normal quantile.

    Args:
        residuals: By how much each cluster moves the figure away from what the others make of it.
        variance: Of the figure, if people were independent.
        confidence: Of the interval.
    """
    clusters = len(residuals)
    if clusters < _FEWEST_CLUSTERS:
        return None
    robust = clusters / (clusters - 1) * float(np.square(residuals).sum())
    t, z = _SPECIAL.stdtrit(clusters - 1, (1 + confidence) / 2), _SPECIAL.ndtri((1 + confidence) / 2)
    return max(1.0, robust / variance if variance else 1.0) * float(t / z) ** 2


def normal_of(t: float, clusters: int) -> float:
    """Return the normal deviate as unlikely as a deviate of t with one degree of freedom fewer than clusters."""
    return -float(_SPECIAL.ndtri(_SPECIAL.stdtr(clusters - 1, -t)))
