"""How far what was given agrees with what is recommended, and how sure that is.

Where the level is determined, the two agree or not. Elsewhere only one thing can be said that no further answer will
refute: that what was given lies outside what is possible. The two are never mixed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final, TypeAlias
from zlib import crc32

import numpy as np

from placement.cohort.auditing.estimates import Counts, Estimate, clustered_proportion, proportion
from placement.cohort.auditing.kappa import Weights, kappa
from placement.cohort.auditing.tally import Clusters, Tally


@dataclass(frozen=True, slots=True)
class Sureness:
    """How intervals are made, and what is not shown.

    Attributes:
        confidence: Of every interval.
        resamples: How many, where chance is drawn.
        seed: Where chance begins. The same figure has the same interval, whatever else is asked for.
        suppress_below: Counts from 1 up to this one, exclusive, are not shown.
    """

    confidence: float = 0.95
    resamples: int = 2_000
    seed: int = 0
    suppress_below: int = 11

    @property
    def doubt(self) -> float:
        """How often chance may single out a group: in either departure, half of what the confidence leaves."""
        return (1 - self.confidence) / 2

    def chance(self, *names: str) -> np.random.Generator:
        """Return where chance comes from, for a figure that is called by these names."""
        return np.random.default_rng([self.seed, *(crc32(name.encode()) for name in names)])


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was given beside what is recommended, for all people or a group. None is a count that is not shown.

    Attributes:
        people: How many there are.
        compared: Those whose level is determined and of whom it is known what was given.
        undetermined: Those whose level is not determined and of whom it is known what was given.
        unknown: Those of whom it is not known what was given.
        exact: Share of the compared who were given just what is recommended.
        within_one: Share who were given that, or the step above or below.
        under: Share who were given less.
        over: Share who were given more.
        kappa: Cohen's kappa of the compared.
        weighted_kappa: Cohen's kappa with quadratic weights: two steps apart weigh four times as much as one.
        outside: Share of the undetermined who were given less than the least or more than the most they may need.
        below: Share who were given less than the least.
        above: Share who were given more than the most.
    """

    people: int | None
    compared: int | None
    undetermined: int | None
    unknown: int | None
    exact: Estimate
    within_one: Estimate
    under: Estimate
    over: Estimate
    kappa: Estimate
    weighted_kappa: Estimate
    outside: Estimate
    below: Estimate
    above: Estimate

    @property
    def withheld(self) -> bool:
        """Whether a count is not shown."""
        return None in {self.people, self.compared, self.undetermined, self.unknown}

    def figure(self, name: str) -> Estimate:
        """Return one of the figures by its name."""
        estimate: Estimate = getattr(self, name)
        return estimate


FIGURES: Final = tuple(field.name for field in fields(Agreement) if field.type is Estimate)
"""Names of the figures of an `Agreement` that have intervals."""

_Figures: TypeAlias = Mapping[str, Counts]
"""How many people of each group are counted by each figure, by name."""


def _counted(tally: Tally) -> _Figures:
    """Return how many people of each group there are, by what is said of them."""
    squares, beside = tally.confusion(), tally.beside()
    places: Counts = np.arange(len(tally.ladder.names))
    apart: Counts = places[None, :] - places[:, None]
    still_open = (beside * (1 - tally.determined())[None, :, :, None]).sum(axis=(1, 2))
    compared, undetermined, unknown = squares.sum(axis=(1, 2)), still_open.sum(axis=1), tally.unknown()
    return {
        "people": compared + undetermined + unknown,
        "compared": compared,
        "undetermined": undetermined,
        "unknown": unknown,
        "exact": squares[:, apart == 0].sum(axis=1),
        "within_one": squares[:, abs(apart) < 2].sum(axis=1),  # noqa: PLR2004 - one step at most
        "under": squares[:, apart < 0].sum(axis=1),
        "over": squares[:, apart > 0].sum(axis=1),
        "outside": still_open[:, 0] + still_open[:, 2],
        "below": still_open[:, 0],
        "above": still_open[:, 2],
    }


def _agreement(
    figures: _Figures, square: Counts, rows: tuple[_Figures, Counts] | None, sureness: Sureness, names: Sequence[str]
) -> Agreement:
    """Return the agreement of one group, also given with a row for each cluster unless people are independent."""
    counts = {name: int(column.sum()) for name, column in figures.items()}

    def share(name: str, of: str) -> Estimate:
        if rows is None:
            return proportion(counts[name], counts[of], sureness.confidence)
        return clustered_proportion(rows[0][name], rows[0][of], sureness.confidence)

    def beyond_chance(weights: Weights) -> Estimate:
        return kappa(
            square,
            weights,
            resamples=sureness.resamples,
            confidence=sureness.confidence,
            chance=sureness.chance(*names, "kappa", weights),
            clusters=None if rows is None else rows[1],
        )

    return Agreement(
        people=counts["people"],
        compared=counts["compared"],
        undetermined=counts["undetermined"],
        unknown=counts["unknown"],
        exact=share("exact", "compared"),
        within_one=share("within_one", "compared"),
        under=share("under", "compared"),
        over=share("over", "compared"),
        kappa=beyond_chance("none"),
        weighted_kappa=beyond_chance("quadratic"),
        outside=share("outside", "undetermined"),
        below=share("below", "undetermined"),
        above=share("above", "undetermined"),
    )


class _Rows:
    """The figures and the confusion of each cluster, in a group or in all of them."""

    def __init__(self, clusters: Clusters) -> None:
        self._clusters = clusters
        self._figures, self._squares = _counted(clusters.rows), clusters.rows.confusion()

    def of(self, group: int | None) -> tuple[_Figures, Counts]:
        here = slice(None) if group is None else self._clusters.group == group
        _, which = np.unique(self._clusters.cluster[here], return_inverse=True)

        def summed(rows: Counts) -> Counts:
            sums = np.zeros((which.max(initial=-1) + 1, *rows.shape[1:]), dtype=np.int64)
            np.add.at(sums, which, rows[here])
            return sums

        return {name: summed(rows) for name, rows in self._figures.items()}, summed(self._squares)


def agreements(tally: Tally, sureness: Sureness, *names: str) -> tuple[Agreement, ...]:
    """Return the figures of each group, then those of all people.

    Args:
        tally: The people.
        sureness: How intervals are made.
        *names: What the grouping is called; it sets chance apart from that of other groupings.
    """
    figures, squares = _counted(tally), tally.confusion()
    rows = None if tally.clusters is None else _Rows(tally.clusters)
    overall = _agreement(figures, squares.sum(axis=0), None if rows is None else rows.of(None), sureness, ())
    by_group = (
        _agreement(
            {name: column[[at]] for name, column in figures.items()},
            squares[at],
            None if rows is None else rows.of(at),
            sureness,
            (*names, group),
        )
        for at, group in enumerate(tally.groups)
    )
    return (*by_group, overall)


@dataclass(frozen=True, slots=True)
class Confusion:
    """The determined by what is recommended and by what was given, in the order of the steps.

    Attributes:
        steps: Names of the levels or services; neighbours that were joined because few people are in them are one step.
        counts: For each that is recommended, how many were given each; None is a count that is not shown.
        recommended: How many each is recommended to.
        given: How many were given each.
    """

    steps: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    recommended: tuple[int | None, ...]
    given: tuple[int | None, ...]


def confusion(tally: Tally) -> Confusion:
    """Return the confusion matrix of the determined of whom it is known what was given."""
    square = tally.confusion().sum(axis=0)
    return Confusion(
        steps=tally.ladder.names,
        counts=tuple(map(tuple, square.tolist())),
        recommended=tuple(square.sum(axis=1).tolist()),
        given=tuple(square.sum(axis=0).tolist()),
    )
