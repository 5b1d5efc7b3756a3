"""A condition over many people at once: of whom it holds. A set of people is a number with a bit for each of them."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TypeAlias, assert_never

import numpy as np
import numpy.typing as npt

from placement.language.condition import All, Any, AtLeast, Condition, Count

People: TypeAlias = int
"""Some of the people of an array: joined and compared all at once, a hundred thousand in a few microseconds."""


def those(who: npt.NDArray[np.bool_]) -> People:
    """Return the people of whom something is true."""
    return int.from_bytes(np.packbits(who).tobytes(), "big")


def among(people: People, size: int) -> npt.NDArray[np.bool_]:
    """Return who of so many is among some people: the inverse of `those`."""
    packed = np.frombuffer(people.to_bytes(-(-size // 8), "big"), np.uint8)
    return np.unpackbits(packed, count=size).view(np.bool_)


def holds(condition: Condition, passes: Callable[[AtLeast], People]) -> People:
    """Return of whom a condition holds, given of whom a comparison does."""
    match condition:
        case AtLeast():
            return passes(condition)
        case All(parts):
            return reduce(int.__and__, [holds(part, passes) for part in parts])
        case Any(parts):
            return reduce(int.__or__, [holds(part, passes) for part in parts])
        case Count(least, parts):
            return _counted([holds(part, passes) for part in parts])[least - 1]
        case _:
            assert_never(condition)


def _counted(parts: Sequence[People]) -> list[People]:
    """Return of whom at least one of some parts holds, of whom at least two do, and so on."""
    reached: list[People] = []
    for part in parts:
        further = [part, *(fewer & part for fewer in reached)]
        reached = [*map(int.__or__, reached, further), further[-1]]
    return reached
