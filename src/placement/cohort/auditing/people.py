"""The people of an audit, placed and counted: by rule, by group, and under another rulebook."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

import numpy as np

from placement.cohort.auditing.agreement import Sureness, agreements
from placement.cohort.auditing.estimates import Counts
from placement.cohort.auditing.reading import Reader, grouped, kinds, tallied
from placement.cohort.auditing.reasons import Given
from placement.cohort.auditing.source import OTHER_ENDS
from placement.cohort.auditing.tally import Ladder, Tally
from placement.cohort.auditing.transitions import Changed, Moved, moved, transition
from placement.engines.columns.counting import Column, counted
from placement.language.condition import comparisons
from placement.rulebook.rulebook import Rulebook

_RULE: Final = "deciding_rule"

Table: TypeAlias = Mapping[str, Column]
"""Counts of people by several things at once, column by column."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class People:
    """People who were placed, and how their columns are read.

    Attributes:
        placed: The frame of results.
        rulebook: What recommends.
        ladder: What is compared.
        given: Reads what was given.
        other: Another rulebook with its ladder, where who would move is asked for.
    """

    placed: object
    rulebook: Rulebook
    ladder: Ladder
    given: Reader
    other: tuple[Rulebook, Ladder] | None

    def _keys(self, *further: str) -> list[str]:
        return [*further, *self.ladder.ends, *(OTHER_ENDS if self.other else ()), self.given.column]

    def count(self, by: str, cluster: str | None = None) -> Table:
        """Count people by the groups in a column, and by cluster."""
        return counted(self.placed, self._keys(by, *([] if cluster is None else [cluster])))

    def count_by_rule(self, reason: str | None) -> Table:
        """Count people by the rule that decides and by the recorded reason; with how many each criterion rates."""
        rating = {
            criterion.id: {criterion.id: True, f"rating_{criterion.raises.fact}_floor": criterion.raises.at_least}
            for criterion in self.rulebook.criteria
        }
        return counted(self.placed, self._keys(_RULE, *([] if reason is None else [reason])), rating)

    def tally(self, table: Table, by: str | None = None, cluster: str | None = None) -> Tally:
        """Return the people in a table by the groups in a column, or all as one group; and by cluster."""
        return tallied(kinds(table, self.ladder, self.given, self.ladder.ends), self.ladder, by, cluster)

    def by_rule(self, table: Table, why: Reader | None) -> list[Given]:
        """Return the people of `count_by_rule` for the reasons."""
        raised = {criterion.id: criterion.raises.fact for criterion in self.rulebook.criteria}
        influenced = {fact: self.rulebook.lattice.influenced(fact) for fact in raised.values()}
        reads = {rule.id: {test.fact for test in comparisons(rule.when)} for rule in self.rulebook.rules}
        steps = self.ladder.step_of_service
        given: list[Given] = []
        for kind in kinds(table, self.ladder, self.given, self.ladder.ends):
            rule = cast("str | None", kind.row[_RULE])
            direction = None
            if kind.given is not None:
                direction = int(kind.given > steps[kind.ceiling]) - int(kind.given < steps[kind.floor])
            criteria = {
                name: int(cast("int", kind.row[name]))  # DuckDB counts in decimals
                for name, fact in raised.items()
                if rule is not None and not influenced[fact].isdisjoint(reads[rule])
            }
            reason = None if why is None else cast("str | None", why.read_or_nothing(kind.row[why.column]))
            given.append(Given(rule, direction, reason, kind.people, criteria))
        return given

    def changed(self, decisions: Table, by_column: Mapping[str, Table], sureness: Sureness) -> Changed | None:
        """Return what the other rulebook would change; None without one.

        Args:
            decisions: The table of `count_by_rule`.
            by_column: The tables of `count`, by column.
            sureness: How intervals are made.
        """
        if self.other is None:
            return None
        rulebook, ladder = self.other
        names = self.ladder.names
        _, (overall,) = self._moves(decisions, ladder, None)
        by_group: dict[str, dict[str, Moved]] = {}
        for column, table in by_column.items():
            labels, squares = self._moves(table, ladder, column)
            by_group[column] = dict(zip(labels, moved(squares[:, 0]), strict=True))
        theirs = tallied(kinds(decisions, ladder, self.given, OTHER_ENDS), ladder, None)
        return Changed(
            rulebook=rulebook.id,
            version=rulebook.version,
            digest=rulebook.digest,
            floor=transition("floor", names, overall[0]),
            ceiling=transition("ceiling", names, overall[1]),
            by_group=by_group,
            agreement=agreements(theirs, sureness, "under", rulebook.id)[-1],
        )

    def _moves(self, table: Table, ladder: Ladder, by: str | None) -> tuple[tuple[str, ...], Counts]:
        """Return groups, and for each and both ends: people by the step under the one rulebook and under the other."""
        now, then = (
            kinds(table, self.ladder, self.given, self.ladder.ends),
            kinds(table, ladder, self.given, OTHER_ENDS),
        )
        labels, places = grouped(now, by)
        squares = np.zeros((len(labels), 2, len(ladder.names), len(ladder.names)), dtype=np.int64)
        steps = self.ladder.step_of_service, ladder.step_of_service
        for kind, other, place in zip(now, then, places, strict=True):
            squares[place, 0, steps[0][kind.floor], steps[1][other.floor]] += kind.people
            squares[place, 1, steps[0][kind.ceiling], steps[1][other.ceiling]] += kind.people
        return labels, squares
