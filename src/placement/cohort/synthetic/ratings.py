"""The ratings of many fully known people at once: what a headline answer has to be, at the least."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from placement.cohort.conditions import Bits, holds
from placement.cohort.synthetic.chance import Positions
from placement.language.condition import AtLeast
from placement.language.declarations import Declared


class Rater:
    """Rates people as the reference does, whose answers are columns. What is left out of them is at 0."""

    def __init__(self, rulebook: Declared, people: Mapping[str, Positions]) -> None:
        """Look at these people."""
        self._rulebook = rulebook
        self._size = len(next(iter(people.values())))
        nobody = np.zeros(self._size, dtype=np.bool_)

        @cache
        def passes(test: AtLeast) -> Bits:
            return people[test.fact] >= test.at_least if test.fact in people else nobody

        self._passes = passes

    def rating(self, dimension: str) -> Positions:
        """Return everybody's rating of a dimension."""
        highest = np.zeros(self._size, np.int8)
        for criterion in self._rulebook.criteria:
            if criterion.raises.fact == dimension:
                met = holds(criterion.when, self._passes)
                np.maximum(highest, met.view(np.int8) * np.int8(criterion.raises.at_least), out=highest)
        return highest
