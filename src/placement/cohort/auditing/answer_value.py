"""Which one answer would help whom, of people whose result is still open.

For every scale the rulebook is evaluated again with each of its answers in turn given to all people: both ends of what
may be needed come nearer. The most favourable answer lowers the most as far as any does, and the worst raises the
least, because more need never lowers a result. Whom an answer settles on average follows from how often each is given
where it is known. Of very many people a part is looked at.
"""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from placement.cohort.auditing.tally import Ladder
from placement.cohort.conditions import People, holds, those
from placement.engines.columns.cells import MISSING
from placement.language.condition import AtLeast, Condition, comparisons
from placement.language.scale import Scale
from placement.rulebook.rulebook import Rulebook

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


def helped(rulebook: Rulebook, ladder: Ladder, codes: Codes) -> Helped:
    """Count whom which answer would help.

    Args:
        rulebook: What recommends.
        ladder: What is to be determined.
        codes: The answers of the people who are looked at, by scale; a scale that is not there is not known.
    """
    cohort = _Cohort(rulebook, ladder, codes)
    worth = {scale.id: cohort.worth(scale) for scale in rulebook.scales if scale.dimension.need}
    return Helped(
        people=cohort.people,
        undetermined=cohort.undetermined.bit_count(),
        narrows={name: narrows for name, (narrows, _, _) in worth.items()},
        settles={name: settles for name, (_, settles, _) in worth.items()},
        expected={name: expected for name, (_, _, expected) in worth.items()},
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Reason:
    """A condition that raises something, and the facts that it reads."""

    when: Condition
    facts: frozenset[str]


class _Book:
    """What decides in a rulebook, and what reads what."""

    def __init__(self, rulebook: Rulebook, ladder: Ladder) -> None:
        self.scales, self.influenced = rulebook.scale_named, rulebook.lattice.influenced
        self.raising = {
            fact: [
                (position, _Reason(when, frozenset(test.fact for test in comparisons(when))))
                for position, when in conclusions
            ]
            for fact, conclusions in rulebook.lattice.conclusions.items()
        }
        steps = ladder.step_of_service
        self.levels = [AtLeast(ladder.track, at) for at in range(1, len(steps)) if steps[at] != steps[at - 1]]

    def tests(self) -> list[AtLeast]:
        """Return every comparison with a scale."""
        reasons = [reason for raising in self.raising.values() for _, reason in raising]
        read = dict.fromkeys(test for reason in reasons for test in comparisons(reason.when))
        return [test for test in read if test.fact in self.scales]


class _Case:
    """The rulebook for people of whom everything is known, given as tests.

    Beside a base case, from which only the tests given differ, what these do not influence is taken from there.
    """

    def __init__(self, book: _Book, tests: Mapping[AtLeast, People], base: "_Case | None" = None) -> None:
        self._book, self._base = book, base
        self._tests: Mapping[AtLeast, People] = tests if base is None else {**base._tests, **tests}  # noqa: SLF001 - another of the same class
        self._influenced = frozenset[str]().union(*map(book.influenced, {test.fact for test in tests}))
        self._met: dict[_Reason, People] = {}
        self._reached: dict[AtLeast, People] = {}

    def levels(self) -> list[People]:
        """Return who reaches each level above the first."""
        return [self._raised(level) for level in self._book.levels]

    def _raised(self, conclusion: AtLeast) -> People:
        if self._base is not None and conclusion.fact not in self._influenced:
            return self._base._raised(conclusion)  # noqa: SLF001 - as above
        if conclusion not in self._reached:
            raising = self._book.raising.get(conclusion.fact, ())
            met = [self._is_met(reason) for position, reason in raising if position >= conclusion.at_least]
            self._reached[conclusion] = reduce(int.__or__, met, 0)
        return self._reached[conclusion]

    def _is_met(self, reason: _Reason) -> People:
        if self._base is not None and self._influenced.isdisjoint(reason.facts):
            return self._base._is_met(reason)  # noqa: SLF001 - as above
        if reason not in self._met:
            self._met[reason] = holds(reason.when, self._passes)
        return self._met[reason]

    def _passes(self, test: AtLeast) -> People:
        return self._tests[test] if test.fact in self._book.scales else self._raised(test)


def _less(lower: list[People], upper: list[People]) -> People:
    """Return who reaches less in the one than in the other, in which all reach at least as much."""
    return reduce(int.__or__, [more & ~less for less, more in zip(lower, upper, strict=True)], 0)


class _Cohort:
    """The people who are looked at: what is known of them, and what both ends of it come to."""

    def __init__(self, rulebook: Rulebook, ladder: Ladder, codes: Codes) -> None:
        self._book, self._codes = _Book(rulebook, ladder), codes
        self.people = len(next(iter(codes.values())))
        self._everybody = those(np.ones(self.people, dtype=np.bool_))
        nothing = np.full(self.people, MISSING, dtype=np.int16)
        known = {name: codes.get(name, nothing) for name in self._book.scales}
        self._definite = {name: those(code >= 0) for name, code in known.items()}
        self._unsure = {name: those(code < MISSING) for name, code in known.items()}
        self._passed = {test: those(known[test.fact] >= test.at_least) for test in self._book.tests()}
        self._opened = self._open()
        neediest = self._neediest(self._book.scales, self._opened)
        self._cases = _Case(self._book, self._passed), _Case(self._book, neediest)
        self._floor, self._ceiling = (case.levels() for case in self._cases)
        self.undetermined = _less(self._floor, self._ceiling)

    def worth(self, scale: type[Scale]) -> tuple[int, int, float | None]:
        """Return how many an answer could bring nearer, how many it could determine, and how many on average."""
        here, highest = self._opened[scale.id] & self.undetermined, int(scale.highest())
        answers = self._codes.get(scale.id, np.zeros(0, dtype=np.int16))
        frequency = np.bincount(answers[answers >= 0], minlength=highest + 1)
        beside = self._beside(scale)
        ends = {at: self._ends(scale, at, beside) for at in range(highest + 1) if frequency[at] or at in {0, highest}}
        worst, best = ends[highest][0], ends[0][1]
        narrows = (here & (_less(best, self._ceiling) | _less(self._floor, worst))).bit_count()
        settles = (here & ~(_less(self._floor, best) & _less(worst, self._ceiling))).bit_count()
        if not frequency.any():
            return narrows, settles, None
        settled = (int(frequency[at]) * (here & ~_less(*both)).bit_count() for at, both in ends.items())
        return narrows, settles, sum(settled) / int(frequency.sum())

    def _ends(
        self, scale: type[Scale], position: int, beside: Mapping[AtLeast, People]
    ) -> tuple[list[People], list[People]]:
        """Return who reaches what, at the least and at the most, if every answer were at a position."""
        answer = {
            test: self._everybody if position >= test.at_least else 0 for test in self._passed if test.fact == scale.id
        }
        floor, ceiling = self._cases
        return _Case(self._book, answer, floor).levels(), _Case(self._book, {**answer, **beside}, ceiling).levels()

    def _beside(self, scale: type[Scale]) -> Mapping[AtLeast, People]:
        """Return which tests of other scales the neediest pass, where a definite answer to this one closes them."""
        if not scale.closes:
            return {}
        others = {other.id for other in self._book.scales.values() if other.dimension == scale.dimension} - {scale.id}
        return self._neediest(others, self._open(changed=scale.id))

    def _neediest(self, scales: Container[str], opened: Mapping[str, People]) -> dict[AtLeast, People]:
        """Return which tests of some scales the neediest person passes who fits the answers."""
        return {test: passed | opened[test.fact] for test, passed in self._passed.items() if test.fact in scales}

    def _open(self, changed: str = "") -> dict[str, People]:
        """Return where the answer to each scale is open, as if there were a definite one to the scale that is named.

        The same rule as in `placement.assessment.answers.Answers.ends`.
        """
        definite = self._definite | {changed: self._everybody}
        closing: dict[str, list[People]] = defaultdict(list)
        for scale in self._book.scales.values():
            if scale.closes:
                closing[scale.dimension.id].append(definite[scale.id])
        closed = {dimension: reduce(int.__and__, headlines) for dimension, headlines in closing.items()}
        return {
            name: self._left_open(scale, closed.get(scale.dimension.id, 0)) & ~definite[name]
            for name, scale in self._book.scales.items()
        }

    def _left_open(self, scale: type[Scale], closed: People) -> People:
        if not scale.dimension.need:
            return 0
        if scale.separate:
            return self._everybody
        return self._everybody & (~closed | self._unsure[scale.id] if scale.danger else ~closed)
