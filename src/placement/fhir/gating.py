"""Which questions may be hidden until another is answered, because then they cannot matter to anything."""

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from placement.language.condition import All, Any, AtLeast, AtMost, Condition, Count
from placement.rulebook.rulebook import Rulebook

if TYPE_CHECKING:
    from placement.language.declarations import Criterion, Flag, Rule

_Joined: TypeAlias = Condition | AtMost | tuple[AtLeast | AtMost, ...]

_NEVER_READ: Final = math.inf


def _reads(rulebook: Rulebook) -> Iterator[_Joined]:
    """Go through everything in a rulebook that reads answers; what stands in a tuple has to hold together."""
    declared: tuple[Criterion | Rule | Flag, ...] = (*rulebook.criteria, *rulebook.rules, *rulebook.flags)
    yield from (declaration.when for declaration in declared)
    yield from (arrangement.when for arrangement in rulebook.arrangements)
    for conflict in rulebook.conflicts:
        yield from conflict.any_of
    for alternative in rulebook.alternatives:
        yield from alternative.requires
        yield from alternative.guards


def _demanded(joined: _Joined, scale: str, gate: str) -> float:
    """Return how far the gate has to be for the scale to matter here: 0 at once, infinite if it is not read."""
    match joined:
        case AtLeast() | AtMost():
            return 0 if joined.fact == scale else _NEVER_READ
        case Any():
            return min((_demanded(part, scale, gate) for part in joined.any), default=_NEVER_READ)
        case Count():
            return min((_demanded(part, scale, gate) for part in joined.of), default=_NEVER_READ)
        case All() | tuple():
            parts = joined.all if isinstance(joined, All) else joined
            own = max((part.at_least for part in parts if isinstance(part, AtLeast) and part.fact == gate), default=0)
            return max(own, min((_demanded(part, scale, gate) for part in parts), default=_NEVER_READ))
        case _:
            assert_never(joined)


@lru_cache(maxsize=256)
def gates(rulebook: Rulebook) -> Mapping[str, tuple[str, int]]:
    """Return the questions that matter only where another one has an answer from some position on.

    Below that position, whatever is answered changes no criterion, rule, flag, conflict, arrangement or alternative:
    everything that reads the answer also needs the other one to be there. So the question may be hidden, but only once
    the other one has a definite answer; until then it stays open and is asked.

    Returns:
        By scale, the scale that it waits for, and the position.
    """
    reads = list(_reads(rulebook))
    shown_by: dict[str, tuple[str, int]] = {}
    for scale in rulebook.scales:
        reading = [condition for condition in reads if _demanded(condition, scale.id, "") != _NEVER_READ]
        for gate in rulebook.scales:
            position = min((_demanded(condition, scale.id, gate.id) for condition in reading), default=_NEVER_READ)
            if gate is not scale and 0 < position <= gate.highest() and gate.id not in shown_by:
                shown_by[scale.id] = gate.id, int(position)
                break
    return MappingProxyType(shown_by)
