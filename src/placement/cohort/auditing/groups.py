"""The same figures group by group, and how far apart groups are. Names are those of fairlearn's `MetricFrame`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from placement.cohort.auditing.agreement import FIGURES, Agreement, Sureness, agreements
from placement.cohort.auditing.disparity import Departure, Disparity, disparity
from placement.cohort.auditing.tally import Tally

Method: TypeAlias = Literal["between_groups", "to_overall"]
"""Compare groups with each other, or each with all people."""

_DEPARTURES: Final[tuple[Departure, ...]] = ("below", "above")


@dataclass(frozen=True, slots=True)
class Groups:
    """One column of the frame, and what is so of each group in it.

    These figures say what happened. Whether groups are *treated* otherwise is another question, which `disparity`
    answers: groups differ in what they need.

    Attributes:
        column: Name of the column.
        overall: The figures of all people.
        by_group: The figures of each group, by its label.
        disparity: Differences at equal need, for what was given below the least and above the most that may be needed.
    """

    column: str
    overall: Agreement
    by_group: Mapping[str, Agreement]
    disparity: Mapping[Departure, Disparity]

    def _compared(self, name: str, method: Method) -> list[tuple[float, float]]:
        """Return the larger and the smaller of the values of a figure that are compared."""
        values = [figures.figure(name).value for figures in self.by_group.values()]
        shown, overall = [value for value in values if value is not None], self.overall.figure(name).value
        if method == "between_groups":
            return [(max(shown), min(shown))] if shown else []
        return [] if overall is None else [(max(value, overall), min(value, overall)) for value in shown]

    def difference(self, method: Method = "between_groups") -> dict[str, float | None]:
        """Return, for each figure, how far apart groups are.

        Groups that are not shown are left out; None where none is shown.

        Args:
            method: `between_groups`: the largest less the smallest; `to_overall`: the largest difference, either way,
                of a group from all people.
        """
        return {
            name: max((most - least for most, least in self._compared(name, method)), default=None) for name in FIGURES
        }

    def ratio(self, method: Method = "between_groups") -> dict[str, float | None]:
        """Return, for each figure, the smallest ratio, 1 where groups do not differ.

        Groups that are not shown are left out; None where none is shown, and for figures that are 0 or less somewhere
        where a ratio says nothing.

        Args:
            method: `between_groups`: the smallest by the largest; `to_overall`: of a group and all people, the smaller
                by the larger, where that is smallest.
        """
        ratios: dict[str, float | None] = {}
        for name in FIGURES:
            compared = self._compared(name, method)
            ratios[name] = min((least / most for most, least in compared if least >= 0 and most > 0), default=None)
        return ratios


def groups(column: str, tally: Tally, sureness: Sureness, reference: str | None = None) -> Groups:
    """Return what is so of each group in a column.

    Args:
        column: Its name.
        tally: The people, by the groups in it.
        sureness: How intervals are made.
        reference: The group that others are compared with; without it, those that do not stand out.
    """
    *each, overall = agreements(tally, sureness, column)
    beside, clusters = tally.beside(), tally.clusters
    return Groups(
        column=column,
        overall=overall,
        by_group=dict(zip(tally.groups, each, strict=True)),
        disparity={
            departure: disparity(
                departure, tally.groups, beside, sureness, column, reference=reference, clusters=clusters
            )
            for departure in _DEPARTURES
        },
    )
