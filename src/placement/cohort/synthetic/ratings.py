"""The ratings of many fully known people at once: what a headline answer has to be, at the least."""

from collections.abc import Mapping
from typing import assert_never

import numpy as np

from placement.cohort.synthetic.chance import Flags, Positions
from placement.language.condition import All, Any, AtLeast, Condition, Count
from placement.language.declarations import Declared

__all__ = ["Rater"]


class Rater:
    """Rates people as the reference does, whose answers are columns. What is left out of them is at 0."""

    def __init__(self, rulebook: Declared, people: Mapping[str, Positions]) -> None:
        """Look at these people."""
        self._rulebook = rulebook
        self._people = people
        self._size = len(next(iter(people.values())))
        self._known: dict[tuple[str, int], Flags] = {}

    def rating(self, dimension: str) -> Positions:
        """Return everybody's rating of a dimension."""
        highest = np.zeros(self._size, np.int8)
        for one in self._rulebook.criteria:
            if one.raises.fact == dimension:
                met = self._holds(one.when)
                if met is not None:
                    np.maximum(highest, met.view(np.int8) * np.int8(one.raises.at_least), out=highest)
        return highest

    def _holds(self, condition: Condition) -> Flags | None:
        """Return for whom a condition holds; None if for nobody, because of what was left out."""
        match condition:
            case AtLeast(fact, position):
                return self._at_least(fact, position)
            case All(parts):
                found = [self._holds(part) for part in parts]
                every = [one for one in found if one is not None]
                return None if len(every) < len(found) else np.logical_and.reduce(every)
            case Any(parts):
                some = [one for part in parts if (one := self._holds(part)) is not None]
                return np.logical_or.reduce(some) if some else None
            case Count(least, parts):
                some = [one for part in parts if (one := self._holds(part)) is not None]
                return np.add.reduce(some, dtype=np.int8) >= least if some else None
            case _:
                assert_never(condition)

    def _at_least(self, fact: str, position: int) -> Flags | None:
        if fact not in self._people:
            return None
        known = self._known.get((fact, position))
        if known is None:
            known = self._known[fact, position] = self._people[fact] >= position
        return known
