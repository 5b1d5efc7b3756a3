"""Groups side by side within strata of equal need, each beside those that it is compared with.

Every group is compared with the same baseline, itself left out: with everybody, with one reference group, or with the
groups that do not stand out. One group that is far off would otherwise shift what all others are compared with, and
they would seem to differ in the other direction.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from placement.cohort.auditing.estimates import Counts, Estimate, Real, inflation, normal_of, stratified

ROUNDING: Final = 1e-9
"""Two figures no further apart than this are the same figure, computed in another order."""

_FEWEST_LEFT: Final = 2

Bits: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class ClusteredRows:
    """People by cluster, such as those of one clinician, and by group: a row for each pair that occurs.

    Attributes:
        group: Place of the group of each row.
        cluster: Place of the cluster of each row.
        people: By row and stratum.
        cases: By row and stratum.
    """

    group: Counts
    cluster: Counts
    people: Counts
    cases: Counts


def by_cluster(rows: Real, cluster: Counts) -> Real:
    """Return the sums of rows for each cluster."""
    places, which = np.unique(cluster, return_inverse=True)
    sums = np.zeros(len(places))
    np.add.at(sums, which, rows)
    return sums


class Strata:
    """Groups beside a baseline, as arrays of groups by strata."""

    def __init__(self, people: Counts | Real, cases: Counts | Real, baseline: Bits) -> None:
        """Compare each group with the groups of the baseline, itself left out."""
        self.people, self.cases = people.astype(float), cases.astype(float)
        self.all_people, self.all_cases = self.people.sum(axis=0), self.cases.sum(axis=0)
        self.baseline = baseline
        self.others, self.other_cases = (
            counts[baseline].sum(axis=0) - counts * baseline[:, None] for counts in (self.people, self.cases)
        )
        self.comparable: Bits = (self.people > 0) & (self.others > 0)
        weights = np.where(self.comparable, self.all_people, 0)
        whole = weights.sum(axis=1, keepdims=True)
        self.weights: Real = np.divide(weights, whole, out=np.zeros_like(weights), where=whole > 0)

    def beside(self, baseline: Bits) -> "Strata":
        """Return the same groups beside another baseline."""
        return Strata(self.people, self.cases, baseline)

    def _over(self, part: Real, whole: Real) -> Real:
        ratio: Real = np.divide(part, whole, out=np.zeros_like(self.people), where=self.comparable)
        return ratio

    def between(self) -> Real:
        """Return how much higher each group's standardised share is than that of those it is compared with."""
        own, others = self._over(self.cases, self.people), self._over(self.other_cases, self.others)
        difference: Real = (self.weights * own).sum(axis=1) - (self.weights * others).sum(axis=1)
        return difference

    def spread(self) -> Real:
        """Return the standard deviation of each difference where chance alone assigns people to groups."""
        people, cases = self.people + self.others, self.cases + self.other_cases
        # Of a hypergeometric count: as textbooks have it.
        apart = self._over(cases * (people - cases), self.people * self.others * np.maximum(people - 1, 1))
        deviation: Real = np.sqrt((self.weights**2 * apart).sum(axis=1))
        return deviation

    def sureness(self, rows: ClusteredRows | None) -> Real:
        """Return each difference in standard deviations, either way; not a number where too few clusters tell it.

        Args:
            rows: The same people by cluster, where decisions of one belong together.
        """
        sureness = _by_spread(np.abs(self.between()), self.spread())
        if rows is not None:
            for group in map(int, np.flatnonzero(self.comparable.any(axis=1))):
                sureness[group] = self._clustered(group, float(sureness[group]), rows)
        return sureness

    def drawn(self, draws: int, chance: np.random.Generator) -> Real:
        """Return differences in standard deviations that chance alone makes, either way, by draw and group.

        People of each stratum are dealt out anew to all groups, whichever of them are the baseline.
        """
        moved = np.zeros((draws, len(self.people)))
        variance = np.zeros(len(self.people))
        per_own, per_other = self._over(self.weights, self.people), self._over(self.weights, self.others)
        for at, (people, cases) in enumerate(zip(self.all_people, self.all_cases, strict=True)):
            if not 0 < cases < people:  # chance changes nothing here
                continue
            groups = self.people[:, at].astype(np.int64)
            dealt = chance.multivariate_hypergeometric(groups, int(cases), size=draws, method="marginals")
            surplus = dealt - groups * (cases / people)
            others = surplus[:, self.baseline].sum(axis=1, keepdims=True) - surplus * self.baseline
            moved += surplus * per_own[:, at] - others * per_other[:, at]
            by_chance = cases * (people - cases) / (people * (people - 1))
            variance += by_chance * self.weights[:, at] * (per_own[:, at] + per_other[:, at])
        return _by_spread(np.abs(moved), np.sqrt(variance))

    def shares(self, group: int, confidence: float, rows: ClusteredRows | None) -> tuple[Estimate, Estimate]:
        """Return a group's standardised share, and that of those it is compared with."""
        used = self.comparable[group]
        weights = self.weights[group, used]
        own, others = (
            (cases[group, used], people[group, used])
            for cases, people in ((self.cases, self.people), (self.other_cases, self.others))
        )
        if rows is None:
            return stratified(weights, *own, confidence), stratified(weights, *others, confidence)
        own_share, other_share = (
            stratified(weights, *side, confidence, inflation(residuals, _variance(weights, *side), confidence))
            for side, residuals in zip((own, others), self._residuals(group, rows), strict=True)
        )
        return own_share, other_share

    def _clustered(self, group: int, sure: float, rows: ClusteredRows) -> float:
        used = self.comparable[group]
        weights = self.weights[group, used]
        own, others = self._residuals(group, rows)
        fewest = min(len(own), len(others))
        if fewest <= 1:
            return float("nan")
        variance = _variance(weights, self.cases[group, used], self.people[group, used])
        variance += _variance(weights, self.other_cases[group, used], self.others[group, used])
        robust = sum(len(side) / (len(side) - 1) * float((side**2).sum()) for side in (own, others))
        return normal_of(sure / np.sqrt(max(1.0, robust / variance if variance else 1.0)), fewest)

    def _residuals(self, group: int, rows: ClusteredRows) -> tuple[Real, Real]:
        """Return by how much each cluster moves the share of a group, and of those it is compared with."""
        used = self.comparable[group]
        own = rows.group == group
        residuals: list[Real] = []
        for chosen, cases, people in (
            (own, self.cases, self.people),
            (self.baseline[rows.group] & ~own, self.other_cases, self.others),
        ):
            share = cases[group, used] / people[group, used]
            here = chosen & rows.people[:, used].any(axis=1)
            apart = rows.cases[here][:, used] - share * rows.people[here][:, used]
            residuals.append(by_cluster(apart @ (self.weights[group, used] / people[group, used]), rows.cluster[here]))
        return residuals[0], residuals[1]


def _by_spread(differences: Real, spread: Real) -> Real:
    sureness: Real = np.divide(differences, spread, out=np.zeros_like(differences), where=spread > 0)
    return sureness


def _variance(weights: Real, cases: Real, people: Real) -> float:
    share = cases / people
    return float((weights**2 * share * (1 - share) / people).sum())


def unexceptional(strata: Strata, drawn: Real, doubt: float, rows: ClusteredRows | None) -> Bits:
    """Return which groups do not stand out: the group that does so most is left out, until none does.

    Whether one stands out is told from the largest difference that chance makes among all groups. At least half of the
    groups that can be compared stay, and no fewer than two: where two groups differ, neither is the one that does.

    Args:
        strata: Every group beside all others.
        drawn: Differences that chance alone makes between these.
        doubt: How often chance alone may single out a group.
        rows: As for `Strata.sureness`.
    """
    kept, able, surest = strata.baseline.copy(), strata.comparable.any(axis=1), drawn.max(axis=1, initial=0)
    fewest = max(_FEWEST_LEFT, int(np.ceil(able.sum() / 2)))
    while (kept & able).sum() > fewest:
        sureness = np.where(kept, np.nan_to_num(strata.beside(kept).sureness(rows)), 0)
        most = int(sureness.argmax())
        if (1 + (surest >= sureness[most] - ROUNDING).sum()) / (1 + len(drawn)) >= doubt:
            break
        kept[most] = False
    return kept
