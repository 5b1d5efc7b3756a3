"""The order that all possible people stand in, and the smallest ways up in it.

A person is written as one whole number with a bit for every step of every scale: position 3 sets the scale's first
three bits. Then "at most as needy" is "a subset of the bits", "the least person who has both" is a bitwise or, and the
number of bits between two people is the number of single steps between them.

A rulebook is monotone, so the people who reach a conclusion are exactly those above its *smallest* people, and that
set is unique. `Ways` finds it between any two people; everything that is said about why, why not and what is missing
follows from it without search or sampling.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import assert_never

from placement.condition import All, Any, AtLeast, Condition, Count
from placement.declarations import Criterion, Declared, Rule

__all__ = ["Lattice", "Ways", "smallest"]


def smallest(people: Iterable[int]) -> list[int]:
    """Return those people who are not above another one, the fewest steps first."""
    kept: list[int] = []
    for person in sorted(sorted(set(people)), key=int.bit_count):
        for below in kept:
            if below & person == below:
                break
        else:
            kept.append(person)
    return kept


def _joined(left: list[int], right: list[int]) -> list[int]:
    if left == [0]:
        return right
    return smallest([one | other for one in left for other in right])


class Lattice:
    """All people that a rulebook can speak of, in their order.

    Attributes:
        highest: Position of the worst anchor, by scale.
        top: The person at the worst anchor of every scale.
    """

    def __init__(self, rulebook: Declared) -> None:
        """Give every step of every scale its bit."""
        self.highest = {scale.id: scale.highest() for scale in rulebook.scales}
        self._offset: dict[str, int] = {}
        width = 0
        for fact, highest in self.highest.items():
            self._offset[fact] = width
            width += highest
        self.top = (1 << width) - 1
        self.conclusions: dict[str, list[tuple[int, Condition]]] = defaultdict(list)
        """By rating or track: the positions it can be raised to, each with the condition that does so."""
        concluding: tuple[Criterion | Rule, ...] = (*rulebook.criteria, *rulebook.rules)
        for one in concluding:
            self.conclusions[one.raises.fact].append((one.raises.at_least, one.when))

    def step(self, fact: str, position: int) -> int:
        """Return the least person who is at this position of this scale."""
        return ((1 << position) - 1) << self._offset[fact]

    def encode(self, person: Mapping[str, int]) -> int:
        """Return a person as bits; scales left out are at 0."""
        return reduce(lambda bits, item: bits | self.step(*item), person.items(), 0)

    def decode(self, bits: int) -> dict[str, int]:
        """Return the positions above 0 by scale, in the order of the scales."""
        found: dict[str, int] = {}
        for fact, highest in self.highest.items():
            position = (bits >> self._offset[fact] & ((1 << highest) - 1)).bit_count()
            if position:
                found[fact] = position
        return found


class Ways:
    """The smallest ways to meet a condition, for people between two given people.

    Every way is the set of steps to be added to the lower person; together they are the unique antichain of smallest
    additions. `[0]` means that the lower person meets the condition already, `[]` that even the upper one does not.
    """

    def __init__(self, lattice: Lattice, low: int, high: int) -> None:
        """Look at people from `low` to `high`, both as bits."""
        self._lattice = lattice
        self._low = low
        self._high = high
        self._known: dict[tuple[str, int], list[int]] = {}

    def to(self, condition: Condition) -> list[int]:
        """Return the smallest sets of steps that meet a condition on scales, ratings and tracks."""
        match condition:
            case AtLeast(fact, position) if fact in self._lattice.highest:
                bits = self._lattice.step(fact, position)
                return [] if bits & ~self._high else [bits & ~self._low]
            case AtLeast(fact, position):
                return self._concluded(fact, position)
            case All(parts):
                return self._all(parts)
            case Any(parts):
                return self._any(parts)
            case Count(least, parts):
                return self._count(least, parts)
            case _:
                assert_never(condition)

    def _concluded(self, fact: str, position: int) -> list[int]:
        key = fact, position
        if key not in self._known:
            raising = [when for raised, when in self._lattice.conclusions[fact] if raised >= position]
            self._known[key] = self._any(raising)
        return self._known[key]

    def _all(self, parts: Iterable[Condition]) -> list[int]:
        found = [0]
        for part in parts:
            found = _joined(found, self.to(part))
            if not found:
                break
        return found

    def _any(self, parts: Iterable[Condition]) -> list[int]:
        found: list[int] = []
        for part in parts:
            found += self.to(part)
            if 0 in found:
                return [0]
        return smallest(found)

    def _count(self, least: int, parts: Iterable[Condition]) -> list[int]:
        # met[n] holds the smallest ways to meet n of the parts looked at so far.
        met: list[list[int]] = [[0], *([] for _ in range(least))]
        for part in parts:
            ways = self.to(part)
            for n in range(least, 0, -1):
                met[n] = smallest([*met[n], *_joined(met[n - 1], ways)])
        return met[least]
