"""Differences between groups among people with the same need, so that no group is called over-placed for being sicker.

People have the same need, as far as is known, when the rulebook gives them the same service at the floor and the same
at the ceiling: that is a stratum. Within each stratum a group is compared with everybody else in it; the strata are
then weighted alike for both, by how many people of the whole cohort are in them (direct standardisation). So a group
whose members need more, and are treated as others are who need as much, differs by exactly nothing.

The null hypothesis of the test: among people of equal need, what was given does not depend on the group. Under it every
assignment of the groups' names to the people of a stratum is as likely as any other; the test draws from these (a
multivariate hypergeometric draw in each stratum), and from nothing assumed of how the figures are distributed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from placement.cohort.auditing.agreement import Sureness
from placement.cohort.auditing.estimates import UNKNOWN, Estimate, difference, proportion, wilson
from placement.cohort.auditing.kappa import Counts
from placement.cohort.auditing.suppression import withheld

__all__ = ["Departure", "Disparity", "GroupDisparity", "disparity"]

Departure: TypeAlias = Literal["below", "above"]
"""Given less than the least that may be needed, or more than the most."""

_ROUNDING: Final = 1e-9
"""Two figures no further apart than this are the same figure, computed in another order."""

_Real: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GroupDisparity:
    """How one group differs from everybody else of equal need.

    Attributes:
        people: How many of the group it is known of what was given; None where that is not shown.
        comparable: Share of them for whom there is somebody of equal need outside the group.
        rate: Share of the group of whom the departure is so: it says what happened, not how the group is treated.
        standardised: What that share would be if the comparable of the group needed what the whole cohort needs.
        others: The same for everybody else in the same strata.
        difference: How much higher the group's standardised share is than that of the others.
        p: How often chance alone makes a difference at least as large, either way.
        p_adjusted: How often chance alone makes *any* group differ as surely as that (single-step maximum of Westfall
            and Young), so that among many groups one is not singled out by luck.
    """

    people: int | None
    comparable: float | None
    rate: Estimate
    standardised: Estimate
    others: Estimate
    difference: Estimate
    p: float | None
    p_adjusted: float | None

    @property
    def withheld(self) -> bool:
        """Whether the figures are not shown."""
        return self.people is None


@dataclass(frozen=True, slots=True)
class Disparity:
    """Whether groups differ among people of equal need.

    Attributes:
        departure: What it is about: given less than the least, or more than the most, that may be needed.
        overall: Share of everybody of whom that is so.
        by_group: How each group differs from everybody else.
        p: How often chance alone makes groups differ as surely as they do; None where nobody can be compared.
    """

    departure: Departure
    overall: Estimate
    by_group: Mapping[str, GroupDisparity]
    p: float | None

    def _shares(self) -> list[float]:
        found = (one.standardised.value for one in self.by_group.values())
        return [share for share in found if share is not None]

    def difference(self) -> float | None:
        """Return the largest standardised share less the smallest; None where fewer than two are shown."""
        shares = self._shares()
        return max(shares) - min(shares) if len(shares) > 1 else None

    def ratio(self) -> float | None:
        """Return the smallest standardised share by the largest; None where fewer than two are shown, or all are 0."""
        shares = self._shares()
        return min(shares) / max(shares) if len(shares) > 1 and max(shares) else None


_NOT_SHOWN: Final = GroupDisparity(None, None, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, None, None)


class _Strata:
    """Groups side by side within strata of equal need, as arrays of groups by strata."""

    def __init__(self, people: Counts, cases: Counts) -> None:
        used = people.sum(axis=0) > 0
        self.people, self.cases = people[:, used].astype(float), cases[:, used]
        self.all_people, self.all_cases = self.people.sum(axis=0), self.cases.sum(axis=0)
        self.others = self.all_people - self.people
        self.comparable = (self.people > 0) & (self.others > 0)
        weights = np.where(self.comparable, self.all_people, 0)
        whole = weights.sum(axis=1, keepdims=True)
        self.weights: _Real = np.divide(weights, whole, out=np.zeros_like(weights), where=whole > 0)

    def _over(self, part: _Real, whole: _Real) -> _Real:
        found: _Real = np.divide(part, whole, out=np.zeros_like(self.people), where=self.comparable)
        return found

    def standardised(self) -> tuple[_Real, _Real]:
        """Return each group's standardised share, and that of everybody else."""
        own = self._over(self.cases.astype(float), self.people)
        others = self._over((self.all_cases - self.cases).astype(float), self.others)
        return (self.weights * own).sum(axis=1), (self.weights * others).sum(axis=1)

    def resting_on(self) -> tuple[_Real, _Real]:
        """Return on how many people each of these rests: as many as would give an unweighted share its variance."""
        spread = [self._over(self.weights**2, one).sum(axis=1) for one in (self.people, self.others)]
        one, other = (np.divide(1, each, out=np.zeros_like(each), where=each > 0) for each in spread)
        return one, other

    def chance(self, draws: int, chance: np.random.Generator) -> tuple[_Real, _Real]:
        """Return differences that chance alone makes, by draw and group, and their standard deviation by group."""
        one = np.ones_like(self.people)
        per_case = self.weights * (self._over(one, self.people) + self._over(one, self.others))
        drawn = np.zeros((draws, len(self.people)))
        variance = np.zeros(len(self.people))
        for at, (people, cases) in enumerate(zip(self.all_people, self.all_cases, strict=True)):
            if not 0 < cases < people:  # chance changes nothing here
                continue
            groups = self.people[:, at].astype(np.int64)
            found = chance.multivariate_hypergeometric(groups, cases, size=draws, method="marginals")
            expected = groups * (cases / people)
            drawn += (found - expected) * per_case[:, at]
            # Of a hypergeometric count: as textbooks have it.
            spread = expected * (1 - cases / people) * (people - groups) / (people - 1)
            variance += per_case[:, at] ** 2 * spread
        return drawn, np.sqrt(variance)


def disparity(
    departure: Departure, groups: tuple[str, ...], beside: Counts, sureness: Sureness, *names: str
) -> Disparity:
    """Return how groups differ in a departure from what is recommended, among people of equal need.

    Args:
        departure: Which one.
        groups: Labels.
        beside: People by group, service at the floor, service at the ceiling, and: below, within, above.
        sureness: How intervals are made, how often chance is drawn, and which counts are not shown.
        *names: What the grouping is called; it sets chance apart from that of other groupings.
    """
    flat = beside.reshape(len(groups), beside.shape[1] * beside.shape[2], 3)
    strata = _Strata(flat.sum(axis=2), flat[..., 0 if departure == "below" else 2])
    people, cases = strata.people.sum(axis=1).astype(np.int64), strata.cases.sum(axis=1)
    table = np.stack([people, cases, people - cases], axis=1)
    table = np.concatenate([table, table.sum(axis=0, keepdims=True)])
    hidden = withheld(table, [(0, (1, 2))], sureness.suppress_below, known=(len(groups), 0))
    not_shown = [bool(one.any()) for one in hidden]

    own, others = strata.standardised()
    rests = strata.resting_on()
    drawn, spread = strata.chance(sureness.resamples, sureness.chance(*names, departure))
    between = own - others
    by_chance = (np.abs(drawn) >= np.abs(between) - _ROUNDING).sum(axis=0)
    sure = np.divide(np.abs(between), spread, out=np.zeros_like(between), where=spread > 0)
    surest = np.divide(np.abs(drawn), spread, out=np.zeros_like(drawn), where=spread > 0).max(axis=1, initial=0)
    any_by_chance = (surest[:, None] >= sure[None, :] - _ROUNDING).sum(axis=0)
    compared = np.array([one.any() for one in strata.comparable])

    by_group: dict[str, GroupDisparity] = {}
    for at, group in enumerate(groups):
        if not_shown[at]:
            by_group[group] = _NOT_SHOWN
            continue
        rate = proportion(int(cases[at]), int(people[at]), sureness.confidence)
        if not compared[at]:
            by_group[group] = GroupDisparity(int(people[at]), 0.0, rate, UNKNOWN, UNKNOWN, UNKNOWN, None, None)
            continue
        one, other = (
            wilson(float(share[at]), float(rest[at]), sureness.confidence)
            for share, rest in zip((own, others), rests, strict=True)
        )
        by_group[group] = GroupDisparity(
            people=int(people[at]),
            comparable=float(strata.people[at, strata.comparable[at]].sum() / people[at]),
            rate=rate,
            standardised=one,
            others=other,
            difference=difference(one, other),
            p=float((1 + by_chance[at]) / (1 + sureness.resamples)),
            p_adjusted=float((1 + any_by_chance[at]) / (1 + sureness.resamples)),
        )
    overall = UNKNOWN if not_shown[-1] else proportion(int(cases.sum()), int(people.sum()), sureness.confidence)
    p = float((1 + any_by_chance[compared].min()) / (1 + sureness.resamples)) if compared.any() else None
    return Disparity(departure, overall, by_group, p)
