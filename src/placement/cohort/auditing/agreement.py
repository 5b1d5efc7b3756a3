"""How far what was given agrees with what is recommended, and how sure that is.

Of somebody whose level is determined, the two either agree or not. Of somebody whose level is not, only one thing can
be said that no further answer will refute: that what was given lies outside what is possible. The two are never mixed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final
from zlib import crc32

import numpy as np

from placement.cohort.auditing.estimates import UNKNOWN, Estimate, proportion
from placement.cohort.auditing.kappa import Counts, Weights, kappa
from placement.cohort.auditing.suppression import Sum, shown, withheld, withheld_from_square
from placement.cohort.auditing.tally import Tally

__all__ = ["FIGURES", "Agreement", "Confusion", "Sureness", "agreements", "confusion"]


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

    def chance(self, *names: str) -> np.random.Generator:
        """Return where chance comes from, for a figure that is called by these names."""
        return np.random.default_rng([self.seed, *(crc32(name.encode()) for name in names)])


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was given beside what is recommended, for everybody or for a group. None is a count that is not shown.

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
        found: Estimate = getattr(self, name)
        return found


FIGURES: Final = tuple(one.name for one in fields(Agreement) if one.type is Estimate)
"""Names of the figures of an `Agreement` that have intervals."""

_COLUMNS: Final = (
    *("people", "compared", "undetermined", "unknown"),
    *("exact", "within_one", "under", "over", "further"),
    *("outside", "below", "above", "inside"),
)
_AT: Final = {name: place for place, name in enumerate(_COLUMNS)}
_SUMS: Final[tuple[Sum, ...]] = tuple(
    (_AT[total], tuple(_AT[part] for part in parts))
    for total, parts in (
        ("people", ("compared", "undetermined", "unknown")),
        ("compared", ("exact", "under", "over")),
        ("compared", ("within_one", "further")),
        ("undetermined", ("outside", "inside")),
        ("outside", ("below", "above")),
    )
)


def _counted(tally: Tally) -> Counts:
    """Return a row for each group, and a column for each of `_COLUMNS`."""
    squares, beside = tally.confusion(), tally.beside()
    places: Counts = np.arange(len(tally.ladder.names))
    apart: Counts = places[None, :] - places[:, None]
    still_open = (beside * (1 - tally.determined())[None, :, :, None]).sum(axis=(1, 2))
    compared, undetermined, unknown = squares.sum(axis=(1, 2)), still_open.sum(axis=1), tally.unknown()
    columns = {
        "people": compared + undetermined + unknown,
        "compared": compared,
        "undetermined": undetermined,
        "unknown": unknown,
        "exact": squares[:, apart == 0].sum(axis=1),
        "within_one": squares[:, abs(apart) < 2].sum(axis=1),  # noqa: PLR2004 - one step at most
        "under": squares[:, apart < 0].sum(axis=1),
        "over": squares[:, apart > 0].sum(axis=1),
        "further": squares[:, abs(apart) > 1].sum(axis=1),
        "outside": still_open[:, 0] + still_open[:, 2],
        "below": still_open[:, 0],
        "above": still_open[:, 2],
        "inside": still_open[:, 1],
    }
    return np.stack([columns[name] for name in _COLUMNS], axis=1)


def _agreement(row: Sequence[int | None], square: Counts, sureness: Sureness, names: Sequence[str]) -> Agreement:
    many = dict(zip(_COLUMNS, row, strict=True))

    def share(name: str, of: str) -> Estimate:
        part, whole = many[name], many[of]
        return UNKNOWN if part is None or whole is None else proportion(part, whole, sureness.confidence)

    def beyond_chance(weights: Weights) -> Estimate:
        if many["compared"] is None:
            return UNKNOWN
        chance = sureness.chance(*names, "kappa", weights)
        return kappa(square, weights, resamples=sureness.resamples, confidence=sureness.confidence, chance=chance)

    return Agreement(
        people=many["people"],
        compared=many["compared"],
        undetermined=many["undetermined"],
        unknown=many["unknown"],
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


def agreements(tally: Tally, sureness: Sureness, *names: str) -> tuple[Agreement, ...]:
    """Return the figures of each group, then those of everybody.

    Args:
        tally: The people.
        sureness: How intervals are made, and which counts are not shown.
        *names: What the grouping is called; it sets chance apart from that of other groupings.
    """
    table = _counted(tally)
    everybody = table.sum(axis=0, keepdims=True)
    table = np.concatenate([table, everybody])
    hidden = withheld(table, _SUMS, sureness.suppress_below, known=(len(table) - 1, _AT["people"]))
    squares = tally.confusion()
    squares = np.concatenate([squares, squares.sum(axis=0, keepdims=True)])
    called = [*((*names, group) for group in tally.groups), ()]
    return tuple(
        _agreement(row, square, sureness, name)
        for row, square, name in zip(shown(table, hidden), squares, called, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Confusion:
    """The determined by what is recommended and by what was given, in the order of the steps.

    Attributes:
        steps: Names of the levels or services.
        counts: For each that is recommended, how many were given each; None is a count that is not shown.
        recommended: How many each is recommended to.
        given: How many were given each.
    """

    steps: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    recommended: tuple[int | None, ...]
    given: tuple[int | None, ...]


def confusion(tally: Tally, suppress_below: int) -> Confusion:
    """Return the confusion matrix of everybody who is determined and of whom it is known what was given."""
    square = tally.confusion().sum(axis=0)
    hidden = withheld_from_square(square, suppress_below)
    recommended, given = square.sum(axis=1, keepdims=True), square.sum(axis=0, keepdims=True)
    return Confusion(
        steps=tally.ladder.names,
        counts=shown(square, hidden[:-1, :-1]),
        recommended=tuple(row[0] for row in shown(recommended, hidden[:-1, -1:])),
        given=shown(given, hidden[-1:, :-1])[0],
    )
