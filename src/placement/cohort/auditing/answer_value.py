"""Which one answer would help whom, of people whose result is still open.

For every scale the rulebook is worked out again, as if each of its answers in turn were everybody's: with it, both ends
of what may be needed come nearer. The most favourable answer lowers the most as far as any does, and the worst raises
the least, because more need never lowers a result; whom an answer settles on average is told by how often each is given
where it is known. Only people whose result is open are looked at, and only what depends on the scale is worked out.

That is some thirty times the work of placing, so of very many people it is done for a part.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from placement.cohort.auditing.tally import Ladder, facts_read
from placement.cohort.conditions import Bits, holds
from placement.engines.columns.cells import MISSING
from placement.language.condition import AtLeast, Condition, comparisons
from placement.language.scale import Scale
from placement.rulebook.rulebook import Rulebook

if TYPE_CHECKING:
    from placement.language.declarations import Criterion, Rule

MOST: Final = 200_000
"""Of more people than this, a part is looked at: about as many."""

Codes: TypeAlias = Mapping[str, npt.NDArray[np.int16]]
"""Positions by scale, or codes of what is not known."""


@dataclass(frozen=True, slots=True)
class Helped:
    """Counts of people who were looked at.

    Attributes:
        people: How many were looked at.
        undetermined: Those whose result is open.
        narrows: By scale: the undetermined whom this one answer could bring nearer.
        settles: By scale: the undetermined whom this one answer could determine, at its best or at its worst.
        expected: By scale: how many of the undetermined it would determine on average, were each answer as frequent as
            it is among those who were looked at and have one; None where nobody has.
    """

    people: int
    undetermined: int
    narrows: Mapping[str, int]
    settles: Mapping[str, int]
    expected: Mapping[str, float | None]


class _Book:
    """A rulebook, what decides in it, and what reads what."""

    def __init__(self, rulebook: Rulebook, ladder: Ladder) -> None:
        self.scales = rulebook.scale_named
        self.declared: list[Criterion | Rule] = [*rulebook.criteria, *rulebook.rules]
        self.reads = facts_read(rulebook)
        self.track = ladder.track
        steps = ladder.step_of_service
        self.bounds = [at for at in range(1, len(steps)) if steps[at] != steps[at - 1]]


class _Case:
    """The rulebook for people of whom everything is known, given as tests; with what differs from another case."""

    def __init__(self, book: _Book, tests: Mapping[AtLeast, Bits], base: "_Case | None" = None) -> None:
        self._book, self._base = book, base
        self._tests: dict[AtLeast, Bits] = {**tests}
        if base is not None:
            self._tests = {**base._tests, **tests}  # noqa: SLF001 - another of the same class
        self._differing = {test.fact for test in tests}
        self._met: dict[str, Bits] = {}
        self._reached: dict[AtLeast, Bits] = {}

    def levels(self) -> list[Bits]:
        """Return who reaches each level above the first."""
        return [self._raised(AtLeast(self._book.track, bound)) for bound in self._book.bounds]

    def _raised(self, conclusion: AtLeast) -> Bits:
        if conclusion not in self._reached:
            reaching = [
                self._is_met(declaration.id, declaration.when)
                for declaration in self._book.declared
                if declaration.raises.fact == conclusion.fact and declaration.raises.at_least >= conclusion.at_least
            ]
            nobody = np.zeros_like(next(iter(self._tests.values())))
            self._reached[conclusion] = np.logical_or.reduce([nobody, *reaching])
        return self._reached[conclusion]

    def _is_met(self, name: str, condition: Condition) -> Bits:
        if self._base is not None and not self._book.reads[name] & self._differing:
            return self._base._is_met(name, condition)  # noqa: SLF001 - as above
        if name not in self._met:
            self._met[name] = holds(condition, self._passes)
        return self._met[name]

    def _passes(self, test: AtLeast) -> Bits:
        return self._tests[test] if test.fact in self._book.scales else self._raised(test)


class _Answers:
    """What is known of people, and what each test says of them at both ends."""

    def __init__(self, book: _Book, codes: Codes) -> None:
        self._book = book
        self.people = len(next(iter(codes.values())))
        nothing = np.full(self.people, MISSING, dtype=np.int16)
        self._codes = {name: codes.get(name, nothing) for name in book.scales}
        read = (test for declaration in book.declared for test in comparisons(declaration.when))
        self.tests = [*dict.fromkeys(test for test in read if test.fact in book.scales)]

    def open(self, changed: str = "") -> dict[str, Bits]:
        """Return where the answer to each scale is open, as if there were a definite one to the scale that is named.

        The same rule as in `placement.assessment.answers.Answers.ends`.
        """
        definite = {name: (code >= 0) | (name == changed) for name, code in self._codes.items()}
        closing: dict[str, list[Bits]] = defaultdict(list)
        for scale in self._book.scales.values():
            if scale.closes:
                closing[scale.dimension.id].append(definite[scale.id])
        closed: dict[str, Bits] = {name: np.logical_and.reduce(several) for name, several in closing.items()}
        return {
            name: ~definite[name] & self._left_open(scale, closed.get(scale.dimension.id))
            for name, scale in self._book.scales.items()
        }

    def _left_open(self, scale: type[Scale], closed: Bits | None) -> Bits:
        everybody = np.ones(self.people, dtype=np.bool_)
        if not scale.dimension.need:
            return ~everybody
        if scale.separate or closed is None:
            return everybody
        unsure: Bits = self._codes[scale.id] < MISSING
        return ~closed | unsure if scale.danger else ~closed

    def floor(self, scales: Iterable[str]) -> dict[AtLeast, Bits]:
        """Return which tests the least needy person passes who fits the answers."""
        wanted = {*scales}
        return {test: self._codes[test.fact] >= test.at_least for test in self.tests if test.fact in wanted}

    def ceiling(self, scales: Iterable[str], opened: Mapping[str, Bits]) -> dict[AtLeast, Bits]:
        """Return which tests the neediest person passes who fits the answers."""
        passed_by_floor = self.floor(scales)
        return {test: passed | opened[test.fact] for test, passed in passed_by_floor.items()}

    def ends(self) -> tuple[dict[AtLeast, Bits], dict[AtLeast, Bits]]:
        """Return which tests the least needy and the neediest person pass who fit the answers."""
        return self.floor(self._book.scales), self.ceiling(self._book.scales, self.open())

    def all_at(self, scale: str, position: int) -> dict[AtLeast, Bits]:
        """Return the tests of one scale, if everybody's answer to it were at a position."""
        return {test: np.full(self.people, position >= test.at_least) for test in self.tests if test.fact == scale}


def _less(lower: list[Bits], upper: list[Bits]) -> Bits:
    """Return where the one reaches less than the other, which reaches at least as much everywhere."""
    further: Bits = np.logical_or.reduce([more & ~less for less, more in zip(lower, upper, strict=True)])
    return further


def helped(rulebook: Rulebook, ladder: Ladder, codes: Codes) -> Helped:
    """Count whom which answer would help.

    Args:
        rulebook: What recommends.
        ladder: What is to be determined.
        codes: The answers of the people who are looked at, by scale; a scale that is not there is not known.
    """
    book = _Book(rulebook, ladder)
    everybody = _Answers(book, codes)
    floor, ceiling = (_Case(book, tests).levels() for tests in everybody.ends())
    undetermined = _less(floor, ceiling)
    answers = _Answers(book, {scale: code[undetermined] for scale, code in codes.items()})
    several = [scale for scale in rulebook.scales if scale.dimension.need]
    worth = _Worth(book, answers)
    each = {scale.id: worth.of(scale, codes.get(scale.id, np.zeros(0, dtype=np.int16))) for scale in several}
    return Helped(
        people=everybody.people,
        undetermined=int(undetermined.sum()),
        narrows={name: counts[0] for name, counts in each.items()},
        settles={name: counts[1] for name, counts in each.items()},
        expected={name: counts[2] for name, counts in each.items()},
    )


class _Worth:
    """What answers would do for people whose result is open."""

    def __init__(self, book: _Book, answers: _Answers) -> None:
        self._book, self._answers = book, answers
        self._opened = answers.open()
        self._cases = [_Case(book, tests) for tests in answers.ends()]
        self._floor, self._ceiling = (case.levels() for case in self._cases)

    def of(self, scale: type[Scale], given: npt.NDArray[np.int16]) -> tuple[int, int, float | None]:
        """Return whom an answer to a scale could bring nearer, whom it could determine, and how many on average.

        Args:
            scale: What is asked.
            given: The answers to it of those who were looked at, and codes of what is not known.
        """
        here, highest = self._opened[scale.id], int(scale.highest())
        frequency = np.bincount(given[given >= 0], minlength=highest + 1)
        ends = {at: self._ends(scale, at) for at in range(highest + 1) if frequency[at] or at in {0, highest}}
        worst, best = ends[highest][0], ends[0][1]
        narrows = int((here & (_less(best, self._ceiling) | _less(self._floor, worst))).sum())
        settles = int((here & ~(_less(self._floor, best) & _less(worst, self._ceiling))).sum())
        if not frequency.any():
            return narrows, settles, None
        settled = {at: int((here & ~_less(*both)).sum()) for at, both in ends.items()}
        return narrows, settles, float(sum(frequency[at] * many for at, many in settled.items()) / frequency.sum())

    def _ends(self, scale: type[Scale], position: int) -> tuple[list[Bits], list[Bits]]:
        """Return who reaches what, at the least and at the most, if everybody's answer were at a position."""
        low = self._answers.all_at(scale.id, position)
        high = low
        if scale.closes:
            beside = [
                other
                for other in self._book.scales.values()
                if other.dimension == scale.dimension and other is not scale
            ]
            high = low | self._answers.ceiling([other.id for other in beside], self._answers.open(changed=scale.id))
        least, most = (_Case(self._book, tests, base) for tests, base in zip((low, high), self._cases, strict=True))
        return least.levels(), most.levels()
