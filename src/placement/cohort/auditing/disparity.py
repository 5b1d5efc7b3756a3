"""Differences between groups among people with the same need, so that no group is called over-placed for being sicker.

People have the same need, as far as is known, when the rulebook gives them the same service at the floor and the same
at the ceiling: that is a stratum. Within each stratum a group is compared with others in it; the strata are then
weighted alike for both, by how many people of the whole cohort are in them (direct standardisation). So a group whose
members need more, and are treated as others are who need as much, differs by exactly nothing.

The others are a reference group, where one is named. Else they are all groups but those that stand out themselves, so
that one group that is far off does not make all the rest look different.

The null hypothesis of the test: among people of equal need, what was given does not depend on the group. Under it every
assignment of the groups' names to the people of a stratum is as likely as any other; the test draws from these (a
multivariate hypergeometric draw in each stratum), and from nothing assumed of how the figures are distributed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

import numpy as np

from placement.cohort.auditing.agreement import Sureness
from placement.cohort.auditing.estimates import (
    UNKNOWN,
    Counts,
    Estimate,
    Real,
    clustered_proportion,
    difference,
    proportion,
)
from placement.cohort.auditing.strata import ROUNDING, Bits, ClusteredRows, Strata, by_cluster, unexceptional
from placement.cohort.auditing.tally import Clusters

Departure: TypeAlias = Literal["below", "above"]
"""Given less than the least that may be needed, or more than the most."""

_PLACE: Final[Mapping[Departure, int]] = {"below": 0, "above": 2}


@dataclass(frozen=True, slots=True)
class GroupDisparity:
    """How one group differs from others of equal need: from `Disparity.reference`, or from those that do not stand out.

    Attributes:
        people: How many of the group it is known of what was given; None where that is not shown.
        comparable: Share of them for whom there is a person of equal need among the others.
        rate: Share of the group of whom the departure is so: it says what happened, not how the group is treated.
        standardised: What that share would be if the comparable of the group needed what the whole cohort needs.
        others: The same for the others in the same strata.
        difference: How much higher the group's standardised share is than that of the others.
        p: How often chance alone makes a difference at least as sure, either way.
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
        overall: Share of all people of whom that is so.
        by_group: How each group differs from the others.
        p: How often chance alone makes groups differ as surely as they do; None where no group can be compared.
        reference: The group that all others are compared with; None where they are compared with each other.
        left_out: Groups that stand out, so that the rest are not compared with them; empty with a reference group.
    """

    departure: Departure
    overall: Estimate
    by_group: Mapping[str, GroupDisparity]
    p: float | None
    reference: str | None = None
    left_out: tuple[str, ...] = ()

    def _shares(self) -> list[float]:
        shares = (group.standardised.value for group in self.by_group.values())
        return [share for share in shares if share is not None]

    def difference(self) -> float | None:
        """Return the largest standardised share less the smallest; None where fewer than two are shown."""
        shares = self._shares()
        return max(shares) - min(shares) if len(shares) > 1 else None

    def ratio(self) -> float | None:
        """Return the smallest standardised share by the largest; None where fewer than two are shown, or all are 0."""
        shares = self._shares()
        return min(shares) / max(shares) if len(shares) > 1 and max(shares) else None


def _rows(clusters: Clusters | None, departure: Departure, used: Bits) -> ClusteredRows | None:
    if clusters is None:
        return None
    flat = clusters.rows.beside().reshape(len(clusters.group), -1, 3)[:, used]
    return ClusteredRows(clusters.group, clusters.cluster, flat.sum(axis=2), flat[..., _PLACE[departure]])


def _rate(people: Counts, cases: Counts, rows: ClusteredRows | None, group: int | None, confidence: float) -> Estimate:
    """Return the share of cases in a group, or in all groups; as it is, whatever is needed."""
    if rows is None:
        return proportion(int(cases.sum()), int(people.sum()), confidence)
    here = slice(None) if group is None else rows.group == group
    many, whole = (by_cluster(part[here].sum(axis=1), rows.cluster[here]) for part in (rows.cases, rows.people))
    return clustered_proportion(many, whole, confidence)


def disparity(  # noqa: PLR0913 - one argument for each thing that the comparison rests on
    departure: Departure,
    groups: tuple[str, ...],
    beside: Counts,
    sureness: Sureness,
    *names: str,
    reference: str | None = None,
    clusters: Clusters | None = None,
) -> Disparity:
    """Return how groups differ in a departure from what is recommended, among people of equal need.

    Args:
        departure: Which one.
        groups: Labels.
        beside: People by group, service at the floor, service at the ceiling, and: below, within, above.
        sureness: How intervals are made, and how often chance is drawn.
        *names: What the grouping is called; it sets chance apart from that of other groupings.
        reference: The group that all others are compared with; without it, those that do not stand out.
        clusters: The same people by group and cluster, where decisions of a cluster belong together.
    """
    flat = beside.reshape(len(groups), beside.shape[1] * beside.shape[2], 3)
    used = flat.sum(axis=(0, 2)) > 0
    people, cases = flat.sum(axis=2)[:, used], flat[:, used, _PLACE[departure]]
    rows = _rows(clusters, departure, used)
    confidence, named = sureness.confidence, np.array([group == reference for group in groups], dtype=np.bool_)
    strata = Strata(people, cases, named if reference is not None else ~named)
    drawn = strata.drawn(sureness.resamples, sureness.chance(*names, departure))
    baseline = strata.baseline if reference is not None else unexceptional(strata, drawn, sureness.doubt, rows)
    if not np.array_equal(baseline, strata.baseline):
        strata = strata.beside(baseline)
        drawn = strata.drawn(sureness.resamples, sureness.chance(*names, departure))
    surest = strata.sureness(rows)
    any_drawn = drawn.max(axis=1, initial=0)

    by_group: dict[str, GroupDisparity] = {}
    for at, group in enumerate(groups):
        rate, whole = _rate(people[at], cases[at], rows, at, confidence), int(people[at].sum())
        if not strata.comparable[at].any():
            by_group[group] = GroupDisparity(whole, 0.0, rate, UNKNOWN, UNKNOWN, UNKNOWN, None, None)
            continue
        own, others = strata.shares(at, confidence, rows)
        by_group[group] = GroupDisparity(
            people=whole,
            comparable=float(people[at, strata.comparable[at]].sum() / whole),
            rate=rate,
            standardised=own,
            others=others,
            difference=difference(own, others),
            p=_by_chance(drawn[:, at], surest[at]),
            p_adjusted=_by_chance(any_drawn, surest[at]),
        )
    if reference is not None and (~baseline).any():
        by_group[reference] = _reference(by_group[reference], strata.beside(~baseline), baseline, confidence, rows)
    ps = [group.p_adjusted for group in by_group.values() if group.p_adjusted is not None]
    left_out = [group for group, kept in zip(groups, baseline, strict=True) if reference is None and not kept]
    overall = _rate(people, cases, rows, None, confidence)
    return Disparity(departure, overall, by_group, min(ps, default=None), reference, tuple(left_out))


def _reference(
    group: GroupDisparity, rest: Strata, baseline: Bits, confidence: float, rows: ClusteredRows | None
) -> GroupDisparity:
    """Return what is said of the reference group: what its share would be at equal need, beside all the others."""
    at = int(baseline.argmax())
    if not rest.comparable[at].any():
        return group
    own, _ = rest.shares(at, confidence, rows)
    comparable = float(rest.people[at, rest.comparable[at]].sum() / rest.people[at].sum())
    return replace(group, standardised=own, comparable=comparable)


def _by_chance(drawn: Real, sure: float) -> float | None:
    """Return how often chance makes a difference as sure; None where it cannot be said how sure one is."""
    return None if np.isnan(sure) else float((1 + (drawn >= sure - ROUNDING).sum()) / (1 + len(drawn)))
