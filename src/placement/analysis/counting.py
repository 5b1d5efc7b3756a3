"""How many of all possible people reach a conclusion: exact whole numbers.

Theorem: those who reach it are above one of its smallest people. Scale by scale, what remains to be met after an answer
is again a set of smallest people; equal remainders are counted once (a decision diagram).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from placement.analysis.minimal import Subject
from placement.errors import UnknownSubject
from placement.language.condition import AtLeast
from placement.language.foreign_text import visible
from placement.rulebook.lattice import Lattice, smallest
from placement.rulebook.rulebook import Rulebook


def count_all(lattice: Lattice) -> int:
    """Return how many people a rulebook can tell apart: one for each combination of answers to all scales."""
    people = 1
    for highest in lattice.highest.values():
        people *= highest + 1
    return people


def count_above(lattice: Lattice, people: Iterable[int]) -> int:
    """Return how many people are above at least one of these, given as bits."""
    least = smallest(people)
    whole = {fact: lattice.step(fact, highest) for fact, highest in lattice.highest.items()}
    # Scales that most of the smallest people name come first: what remains then falls apart soonest.
    order = sorted(whole, key=lambda fact: -sum(1 for person in least if person & whole[fact]))
    steps = [[lattice.step(fact, at) for at in range(lattice.highest[fact] + 1)] for fact in order]
    rest = [1]  # rest[n]: combinations of the last n scales
    for positions in reversed(steps):
        rest.append(rest[-1] * len(positions))
    known: dict[tuple[int, tuple[int, ...]], int] = {}

    def count(place: int, remaining: tuple[int, ...]) -> int:
        if not remaining:
            return 0
        if not remaining[0]:
            return rest[len(order) - place]
        key = place, remaining
        if key not in known:
            here = whole[order[place]]
            known[key] = sum(
                count(place + 1, tuple(smallest([person & ~here for person in remaining if not person & here & ~step])))
                for step in steps[place]
            )
        return known[key]

    return count(0, tuple(least))


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all possible people get each value of a track.

    Every combination of answers counts as one: this measures a rulebook, and nothing of any population.

    Attributes:
        track: Id of the track.
        exactly: How many get just this value, by its name.
        at_least: How many get this value or more.
        everybody: How many there are.
    """

    track: str
    exactly: dict[str, int]
    at_least: dict[str, int]
    everybody: int

    def fraction(self, value: str) -> Fraction:
        """Return the exact part of all people who get just this value."""
        return Fraction(self.exactly[value], self.everybody)

    def to_text(self) -> str:
        """Return a line for each value."""
        width = len(f"{self.everybody:,}")
        lines = [f"{self.track}: of {self.everybody:,} possible people"]
        lines += [
            f"{count:>{width},}  {float(self.fraction(value)):8.4%}  {value}" for value, count in self.exactly.items()
        ]
        return visible("\n".join(lines))


def share(rulebook: Rulebook, track: Subject) -> Share:
    """Return how many of all possible people get each value of a track.

    Args:
        rulebook: The rulebook.
        track: The track, or its id.

    Raises:
        UnknownSubject: The rulebook has no such track.
    """
    name = track if isinstance(track, str) else track.id
    if name not in rulebook.track_named:
        raise UnknownSubject(f"`{name}` is no track of `{rulebook.id}`")
    lattice = rulebook.lattice
    everybody = count_all(lattice)
    values = list(rulebook.track_named[name])
    reaching = [
        count_above(lattice, lattice.least(AtLeast(name, value.position))) if value.position else everybody
        for value in values
    ]
    return Share(
        track=name,
        exactly={
            str(value): here - above for value, here, above in zip(values, reaching, [*reaching[1:], 0], strict=True)
        },
        at_least={str(value): here for value, here in zip(values, reaching, strict=True)},
        everybody=everybody,
    )
