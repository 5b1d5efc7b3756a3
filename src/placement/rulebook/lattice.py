"""The order that all possible people stand in, and the smallest ways up in it.

A person is written as one whole number with a bit for every step of every scale: position 3 sets the scale's first
three bits. Then "at most as needy" is "a subset of the bits", "the least person who has both" is a bitwise or, and the
number of bits between two people is the number of single steps between them.

A rulebook is monotone, so the people who reach a conclusion are exactly those above its *smallest* people, and that
set is unique. `Ways` finds it between any two people; everything that is said about why, why not and what is missing
follows from it without search or sampling.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import reduce
from itertools import groupby
from typing import Final, assert_never

from placement.errors import DefinitionError
from placement.language.condition import All, Any, AtLeast, Condition, Count, all_of, comparisons
from placement.language.declarations import Criterion, Declared, Rule

__all__ = ["MOST_COMBINATIONS", "MOST_WORK", "Lattice", "Ways", "covered", "smallest"]


MOST_COMBINATIONS: Final = 100_000
"""Combinations of answers in one step. The shipped rulebook takes 900, and three times its size 63,000."""

MOST_WORK: Final = 100_000_000
"""Comparisons of combinations for all conditions of a rulebook, some ten seconds; as many for any other question. The
shipped rulebook takes a million, and three times its size 70 million."""

_SUSPICIOUS: Final = 1_000
"""Combinations from which a declaration is the cause where whatever reads it takes too many. Shipped: at most 458."""

_EACH: Final = 200
"""What it takes to put a combination in its place, in comparisons."""

_FEW: Final = 64
"""Up to so many people are compared one by one: to sort them by their steps would take longer."""


class _TooMany(Exception):
    """It takes more combinations of answers than can be looked at."""


class _TooMuchWork(_TooMany):
    """It does with all that was looked at before."""


def _refusal(what: str) -> DefinitionError:
    return DefinitionError("rulebook", [f"{what} takes too many combinations of answers"])


def _within(combinations: int) -> None:
    if combinations > MOST_COMBINATIONS:
        raise _TooMany


def smallest(people: Iterable[int]) -> list[int]:
    """Return those people who are not above another one, the fewest steps first.

    Raises:
        DefinitionError: It takes more than `MOST_WORK`.
    """
    try:
        return _sifted(people, MOST_WORK)[0]
    except _TooMany:
        raise _refusal("a question") from None


def covered(person: int, people: Iterable[int]) -> bool:
    """Return whether a person is above one of these people."""
    for least in people:  # noqa: SIM110 - the innermost loop of every analysis: a generator takes twice the time
        if least & person == least:
            return True
    return False


def _sifted(people: Iterable[int], most: int) -> tuple[list[int], int]:
    """Return those people, and how much work that took: at most `most`."""
    ordered = sorted(sorted(set(people)), key=int.bit_count)
    if len(ordered) > _FEW and ordered[0]:
        return _filed(ordered, most)
    kept: list[int] = []
    for person in ordered:
        for below in kept:
            if below & person == below:
                break
        else:
            kept.append(person)
    return kept, len(ordered) * (len(kept) + 1)


def _filed(ordered: list[int], most: int) -> tuple[list[int], int]:
    """Do the same for many people with one step or more: a person below another shares each step with that one.

    So it is enough to look among those filed under one of a person's steps. They are filed under their rarest step,
    once all who have as many steps were looked at: of two such people none is below the other.
    """
    often = Counter(step for person in ordered for step in _steps(person))
    filed: dict[int, list[int]] = {step: [] for step in often}
    kept: list[int] = []
    made = _EACH * len(ordered)
    for _, alike in groupby(ordered, int.bit_count):
        new: list[tuple[int, int]] = []
        for person in alike:
            steps = _steps(person)
            for step in steps:
                made += len(filed[step])
                for below in filed[step]:
                    if below & person == below:
                        break
                else:
                    continue
                break
            else:
                new.append((min(steps, key=often.__getitem__), person))
            if made > most:
                raise _TooMuchWork
        for step, person in new:
            kept.append(person)
            filed[step].append(person)
    return kept, made


def _steps(person: int) -> list[int]:
    steps: list[int] = []
    while person:
        lowest = person & -person
        steps.append(lowest)
        person ^= lowest
    return steps


def _both(left: list[int], right: list[int]) -> list[int]:
    _within(len(left) * len(right))
    return [person | other for person in left for other in right]


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
        """By rating, track or flag: the positions it can be raised to, each with the condition that does so."""
        concluding: tuple[Criterion | Rule, ...] = (*rulebook.criteria, *rulebook.rules)
        for declaration in concluding:
            self.conclusions[declaration.raises.fact].append((declaration.raises.at_least, declaration.when))
        for flag in rulebook.flags:
            self.conclusions[flag.id].append((1, flag.when))
        self._least: dict[Condition, list[int]] = {}  # of the rulebook alone: nothing of a person is kept
        self._facts: dict[Condition, frozenset[str]] = {}
        self._influenced: dict[str, frozenset[str]] = {}
        self._left = MOST_WORK
        self._names = {declaration.when: (declaration.id, declaration.raises.fact) for declaration in concluding}
        self._names |= {flag.when: (flag.id, flag.id) for flag in rulebook.flags}

    def step(self, fact: str, position: int) -> int:
        """Return the least person who is at this position of this scale."""
        return ((1 << position) - 1) << self._offset[fact]

    def encode(self, person: Mapping[str, int]) -> int:
        """Return a person as bits; scales left out are at 0."""
        return reduce(lambda bits, item: bits | self.step(*item), person.items(), 0)

    def decode(self, bits: int) -> dict[str, int]:
        """Return the positions above 0 by scale, in the order of the scales."""
        positions: dict[str, int] = {}
        for fact, highest in self.highest.items():
            position = (bits >> self._offset[fact] & ((1 << highest) - 1)).bit_count()
            if position:
                positions[fact] = position
        return positions

    def _reads(self, condition: Condition, facts: frozenset[str]) -> bool:
        read = self._facts.get(condition)
        if read is None:
            read = self._facts[condition] = frozenset(test.fact for test in comparisons(condition))
        return not facts.isdisjoint(read)

    def influenced(self, fact: str) -> frozenset[str]:
        """Return a fact and all ratings, tracks and flags that may depend on it."""
        known = self._influenced.get(fact)
        if known is None:
            known, before = frozenset({fact}), 0
            while before < len(known):
                before = len(known)
                known |= {
                    name
                    for name, raising in self.conclusions.items()
                    if any(self._reads(when, known) for _, when in raising)
                }
            self._influenced[fact] = known
        return known

    def having(self, fact: str, position: int) -> "Lattice":
        """Return the people of the rulebook in which every person has a rating, track or flag at just this position."""
        other, influenced = copy(self), self.influenced(fact)
        always: list[tuple[int, Condition]] = [(position, all_of())] if position else []
        other.conclusions = self.conclusions | {fact: always}
        kept = {when: people for when, people in self._least.items() if not self._reads(when, influenced)}
        other._least, other._influenced, other._left = kept, {}, MOST_WORK  # noqa: SLF001 - it is one of its own kind
        return other

    def least(self, condition: Condition) -> list[int]:
        """Return the smallest people who meet a condition on scales, ratings, tracks and flags, the fewest steps first.

        Exactly the people above one of them meet it. `[0]` means that every person meets it.

        Raises:
            DefinitionError: It takes more than `MOST_COMBINATIONS` at a time, or `MOST_WORK` with all before it; the
                declaration, rating or track is named.
        """
        try:
            return self._known(condition)
        except _TooMany:
            raise _refusal("a question") from None

    def _known(self, condition: Condition) -> list[int]:
        known = self._least.get(condition)
        if known is None:
            try:
                known = self._least[condition] = self._find(condition)
            except _TooMany as error:
                name = condition.fact if isinstance(condition, AtLeast) else self._names.get(condition, ("",))[0]
                if not name:  # part of something that has a name
                    raise
                anywhere = isinstance(error, _TooMuchWork)
                raise _refusal(f"`{self._cause(condition, anywhere=anywhere) or name}`") from None
        return known

    def _cause(self, condition: Condition, *, anywhere: bool) -> str | None:
        """Return the first declaration behind a condition, or anywhere, that takes many combinations by itself."""
        for when, (name, fact) in self._names.items():
            many = len(self._least.get(when, ())) > _SUSPICIOUS
            if many and (anywhere or self._reads(condition, self.influenced(fact))):
                return name
        return None

    def _smallest(self, people: Sequence[int]) -> list[int]:
        _within(len(people))
        kept, made = _sifted(people, self._left)
        self._left -= made
        return kept

    def _find(self, condition: Condition) -> list[int]:
        match condition:
            case AtLeast(fact, position) if fact in self.highest:
                return [self.step(fact, position)]
            case AtLeast(fact, position):
                return self._raised(fact, position)
            case All(parts):
                return reduce(self._joined, map(self._known, parts), [0])
            case Any(parts):
                return self._any(parts)
            case Count(least, parts):
                return self._count(least, parts)
            case _:
                assert_never(condition)

    def _raised(self, fact: str, position: int) -> list[int]:
        # From the most downwards: those who reach more are among those who reach less, and they are few.
        raising = self.conclusions[fact]
        more = min((raised for raised, _ in raising if raised > position), default=None)
        above = [] if more is None else self._known(AtLeast(fact, more))
        return self._smallest(
            [*above, *(bits for raised, when in raising if raised == position for bits in self._known(when))]
        )

    def _joined(self, left: list[int], right: list[int]) -> list[int]:
        return right if left == [0] else self._smallest(_both(left, right))

    def _any(self, parts: Iterable[Condition]) -> list[int]:
        return self._smallest([bits for part in parts for bits in self._known(part)])

    def _count(self, least: int, parts: Iterable[Condition]) -> list[int]:
        # met[n] holds the smallest ways to meet n of the parts looked at so far.
        met: list[list[int]] = [[0], *([] for _ in range(least))]
        for part in parts:
            people = self._known(part)
            for n in range(least, 0, -1):
                met[n] = self._smallest([*met[n], *_both(met[n - 1], people)])
        return met[least]


class Ways:
    """The smallest ways to meet a condition, for people between two given people.

    Every way is a set of steps to be added to the lower person; together they are the unique antichain of smallest
    additions. `[0]` means that the lower person meets the condition already, `[]` that even the upper one does not.
    """

    def __init__(self, lattice: Lattice, low: int, high: int) -> None:
        """Look at people from `low` to `high`, both as bits."""
        self._lattice = lattice
        self._low = low
        self._high = high

    def to(self, condition: Condition) -> list[int]:
        """Return the smallest sets of steps that meet a condition on scales, ratings and tracks."""
        # A person in between meets it just if above a smallest person who is not above `high`; `low` has some steps.
        return smallest([person & ~self._low for person in self._lattice.least(condition) if not person & ~self._high])

    def scales(self, condition: Condition) -> tuple[str, ...]:
        """Return the ids of the scales that have a step in one of the smallest ways, in the order of asking.

        For people between the two it is their answers that can bring the condition about: without such a step, the
        other steps of its way are not enough.
        """
        lattice, steps = self._lattice, 0
        for way in self.to(condition):
            steps |= way
        return tuple(scale for scale, highest in lattice.highest.items() if lattice.step(scale, highest) & steps)

    def exists(self, condition: Condition, unless: Condition | None = None) -> bool:
        """Return whether anyone in between meets a condition without meeting the other one.

        Theorem: if anyone does, then so does one of the smallest people of `condition` with the lower person's steps
        added. Proof: let a person between the two meet `condition` and not `unless`. That person is above one of the
        smallest people of `condition` and above the lower person, so above the two joined. The joined one lies in
        between as well, meets `condition` and, as no need is greater, does not meet `unless`.

        Args:
            condition: On scales, ratings and tracks.
            unless: The other condition; None is one that is never met.
        """
        more = [] if unless is None else self._lattice.least(unless)
        for person in self._lattice.least(condition):
            if not person & ~self._high:
                beyond = ~(person | self._low)
                for worse in more:
                    if not worse & beyond:
                        break
                else:
                    return True
        return False
