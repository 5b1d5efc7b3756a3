"""The ratings of many fully known people at once: what a headline answer has to be, at the least."""

from collections.abc import Mapping
from functools import reduce
from typing import assert_never

import numpy as np

from placement.cohort.synthetic.chance import Flags, Positions
from placement.condition import All, Any, AtLeast, Condition, Count
from placement.declarations import Declared

__all__ = ["Rater"]


class Rater:
    """Rates people as the reference does, whose answers are columns. What is left out of them is at 0."""

    def __init__(self, rulebook: Declared, people: Mapping[str, Positions]) -> None:
        """Look at these people."""
        self._rulebook = rulebook
        self._people = people
        self._nobody: Flags = np.zeros(len(next(iter(people.values()))), np.bool_)
        self._known: dict[Condition, Flags] = {}

    def rating(self, dimension: str) -> Positions:
        """Return everybody's rating of a dimension."""
        highest = np.zeros(len(self._nobody), np.int8)
        for one in self._rulebook.criteria:
            if one.raises.fact == dimension:
                np.maximum(highest, self._holds(one.when) * np.int8(one.raises.at_least), out=highest)
        return highest

    def _holds(self, condition: Condition) -> Flags:
        known = self._known.get(condition)
        if known is None:
            known = self._known[condition] = self._find(condition)
        return known

    def _find(self, condition: Condition) -> Flags:
        match condition:
            case AtLeast(fact, position) if fact in self._people:
                return self._people[fact] >= position
            case AtLeast():
                return self._nobody
            case All(parts):
                return reduce(np.logical_and, map(self._holds, parts))
            case Any(parts):
                return reduce(np.logical_or, map(self._holds, parts))
            case Count(least, parts):
                return reduce(np.add, (self._holds(part).view(np.int8) for part in parts)) >= least
            case _:
                assert_never(condition)
