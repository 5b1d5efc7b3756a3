"""A condition over arrays of people: where it holds."""

from collections.abc import Callable
from typing import TypeAlias, assert_never

import numpy as np
import numpy.typing as npt

from placement.language.condition import All, Any, AtLeast, Condition, Count

Bits: TypeAlias = npt.NDArray[np.bool_]
"""What is so of each person."""


def holds(condition: Condition, passes: Callable[[AtLeast], Bits]) -> Bits:
    """Return of whom a condition holds, given of whom a comparison does."""
    match condition:
        case AtLeast():
            return passes(condition)
        case All(parts):
            every: Bits = np.logical_and.reduce([holds(part, passes) for part in parts])
            return every
        case Any(parts):
            some: Bits = np.logical_or.reduce([holds(part, passes) for part in parts])
            return some
        case Count(least, parts):
            many: Bits = np.add.reduce([holds(part, passes) for part in parts], dtype=np.int16) >= least
            return many
        case _:
            assert_never(condition)
