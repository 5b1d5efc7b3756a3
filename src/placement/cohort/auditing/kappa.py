"""Agreement beyond chance: Cohen's kappa, plain and quadratically weighted, with bootstrap intervals.

The figure itself is scikit-learn's, which is imported here and nowhere else. People are never resampled one by one:
a resample of people, with replacement, is one multinomial draw of the table that counts them, so an interval costs the
same for a hundred people and for a hundred million. The thousands of tables that are drawn are computed at once, by a
form of our own that a test holds to scikit-learn's.
"""

from typing import Any, Final, Literal, TypeAlias, cast

import numpy as np
import numpy.typing as npt
from sklearn.metrics import cohen_kappa_score  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from placement.cohort.auditing.estimates import UNDEFINED, UNKNOWN, Counts, Estimate

Weights: TypeAlias = Literal["none", "quadratic"]
"""Whether a disagreement counts as one, or as the square of the steps between the two."""

_MOST_UNDEFINED: Final = 0.05
"""Share of resamples without a kappa from which on no interval is given."""


def _disagreement(steps: int, weights: Weights) -> npt.NDArray[np.float64]:
    apart = np.subtract.outer(np.arange(steps), np.arange(steps)).astype(float)
    return apart**2 if weights == "quadratic" else (apart != 0).astype(float)


def kappas(tables: Counts, weights: Weights) -> npt.NDArray[np.float64]:
    """Return kappa of many tables at once, not a number where it is undefined: where either side has one value only.

    Args:
        tables: People by the one value and the other, in order; any number of tables, in the first dimension.
        weights: How disagreements count.
    """
    people = tables.sum(axis=(1, 2), dtype=float)
    apart = _disagreement(tables.shape[1], weights)
    observed = np.einsum("kij,ij->k", tables, apart)
    expected = np.einsum("ki,ij,kj->k", tables.sum(axis=2, dtype=float), apart, tables.sum(axis=1, dtype=float))
    with np.errstate(invalid="ignore", divide="ignore"):  # no people in a table
        values: npt.NDArray[np.float64] = 1 - observed * people / expected
    varied = [(tables.sum(axis=axis) > 0).sum(axis=1) > 1 for axis in (1, 2)]
    values[~(varied[0] & varied[1])] = np.nan
    return values


def _drawn(table: Counts, resamples: int, chance: np.random.Generator) -> Counts:
    first, second = table.nonzero()
    people = table[first, second]
    drawn = np.zeros((resamples, *table.shape), dtype=np.int64)
    drawn[:, first, second] = chance.multinomial(people.sum(), people / people.sum(), size=resamples)
    return drawn


def _redealt(clusters: Counts, resamples: int, chance: np.random.Generator) -> Counts:
    """Return tables of as many clusters, drawn with replacement; none of a single cluster, which tells of no other."""
    count = len(clusters)
    times = chance.multinomial(count, np.full(count, 1 / count), size=resamples if count > 1 else 0)
    tables: Counts = np.einsum("rc,cij->rij", times, clusters)
    return tables


def kappa(  # noqa: PLR0913 - one argument for each thing that an interval rests on
    table: Counts,
    weights: Weights,
    *,
    resamples: int,
    confidence: float,
    chance: np.random.Generator,
    clusters: Counts | None = None,
) -> Estimate:
    """Return kappa of a table with a percentile bootstrap interval.

    It is undefined where one of the two values is the same for all people: kappa would be 0 whatever the other is.
    Resamples of which that is so are left out; where they are more than one in twenty, or all the others have the same
    kappa, no interval is given.

    Args:
        table: People by the one value and the other, in the order of the values. Quadratic weights go by the place in
            that order, whether or not the values in between occur.
        weights: How disagreements count.
        resamples: How many; 0 for no interval.
        confidence: Of the interval.
        chance: Where chance comes from.
        clusters: The same people in a table for each cluster: then clusters are drawn again, not people.
    """
    first, second = table.nonzero()
    if not len(first):
        return UNKNOWN
    if len(set(first)) == 1 or len(set(second)) == 1:
        return UNDEFINED
    # scikit-learn refuses labels of which none occurs, and takes the rest in the order given.
    value = float(
        cast("Any", cohen_kappa_score)(
            first,
            second,
            labels=np.arange(len(table)),
            weights=None if weights == "none" else weights,
            sample_weight=table[first, second],
        )
    )
    drawn = _drawn(table, resamples, chance) if clusters is None else _redealt(clusters, resamples, chance)
    resampled = kappas(drawn, weights)
    resampled = resampled[~np.isnan(resampled)]
    if len(resampled) <= (1 - _MOST_UNDEFINED) * resamples or np.ptp(resampled) == 0:
        return Estimate(value)
    low, high = np.quantile(resampled, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Estimate(value, float(low), float(high))
