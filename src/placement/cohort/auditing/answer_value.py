"""Which one answer would help whom, of people whose result is still open.

For every scale the rulebook is worked out twice more: as if everybody's answer to it were the most favourable (how far
the most that is needed comes down), and as if it were the worst (how far the least goes up). No answer does more in
either direction, because more need never lowers a result. Only what depends on the scale is worked out again.

That is some thirty times the work of placing, so of very many people it is done for a part.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

import numpy as np
import numpy.typing as npt

from placement.cohort.auditing.tally import SERVICE, Ladder
from placement.engines.columns.cells import MISSING
from placement.language.condition import All, Any, AtLeast, Condition, Count, comparisons
from placement.language.scale import Scale
from placement.rulebook.rulebook import Rulebook

if TYPE_CHECKING:
    from placement.language.declarations import Criterion, Rule

__all__ = ["MOST", "Helped", "helped"]

MOST: Final = 200_000
"""Of more people than this, a part is looked at: about as many."""

Codes: TypeAlias = Mapping[str, npt.NDArray[np.int16]]
"""Positions by scale, or codes of what is not known."""

_Bits: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Helped:
    """Counts of people who were looked at.

    Attributes:
        people: How many were looked at.
        undetermined: Those whose result is open.
        narrows: By scale: the undetermined whom this one answer could bring nearer.
        settles: By scale: the undetermined whom this one answer could determine.
    """

    people: int
    undetermined: int
    narrows: Mapping[str, int]
    settles: Mapping[str, int]


def _every(several: Sequence[_Bits]) -> _Bits:
    found: _Bits = np.logical_and.reduce(several)
    return found


def _any(several: Sequence[_Bits]) -> _Bits:
    found: _Bits = np.logical_or.reduce(several)
    return found


class _Book:
    """A rulebook, as far as it decides about the service, and what reads what."""

    def __init__(self, rulebook: Rulebook, ladder: Ladder) -> None:
        self.scales = rulebook.scale_named
        self.criteria = rulebook.criteria
        self.rules = [one for one in rulebook.rules if one.raises.fact == SERVICE]
        declared: list[Criterion | Rule] = [*self.criteria, *self.rules]
        self.conditions = [one.when for one in declared]
        self.reads = {one.id: frozenset(test.fact for test in comparisons(one.when)) for one in declared}
        steps = ladder.step_of_service
        self.bounds = [at for at in range(1, len(steps)) if steps[at] != steps[at - 1]]


class _Case:
    """The rulebook for people of whom everything is known, given as tests; with what differs from another case."""

    def __init__(self, book: _Book, tests: Mapping[AtLeast, _Bits], base: "_Case | None" = None) -> None:
        self._book, self._base = book, base
        self._tests: dict[AtLeast, _Bits] = {**tests}
        if base is not None:
            self._tests = {**base._tests, **tests}  # noqa: SLF001 - another of the same class
        scales = {test.fact for test in tests}
        rated = {one.raises.fact for one in book.criteria if base is None or book.reads[one.id] & scales}
        self._differing = scales | rated
        self._met: dict[str, _Bits] = {}
        self._reached: dict[AtLeast, _Bits] = {}

    def levels(self) -> list[_Bits]:
        """Return who reaches each level above the first."""
        return [self._raised(AtLeast(SERVICE, bound)) for bound in self._book.bounds]

    def _raised(self, conclusion: AtLeast) -> _Bits:
        if conclusion not in self._reached:
            declared = self._book.rules if conclusion.fact == SERVICE else self._book.criteria
            reaching = [
                self._is_met(one.id, one.when)
                for one in declared
                if one.raises.fact == conclusion.fact and one.raises.at_least >= conclusion.at_least
            ]
            nobody = np.zeros_like(next(iter(self._tests.values())))
            self._reached[conclusion] = _any([nobody, *reaching])
        return self._reached[conclusion]

    def _is_met(self, name: str, condition: Condition) -> _Bits:
        if self._base is not None and not self._book.reads[name] & self._differing:
            return self._base._is_met(name, condition)  # noqa: SLF001 - as above
        if name not in self._met:
            self._met[name] = self._holds(condition)
        return self._met[name]

    def _holds(self, condition: Condition) -> _Bits:
        match condition:
            case AtLeast(fact, _):
                if fact not in self._book.scales:
                    return self._raised(condition)
                return self._tests[condition]
            case All(parts):
                return _every([self._holds(part) for part in parts])
            case Any(parts):
                return _any([self._holds(part) for part in parts])
            case Count(least, parts):
                many: _Bits = np.sum([self._holds(part) for part in parts], axis=0) >= least
                return many
            case _:
                assert_never(condition)


class _Answers:
    """What is known of people, and what each test says of them at both ends."""

    def __init__(self, book: _Book, codes: Codes) -> None:
        self._book = book
        self.people = len(next(iter(codes.values())))
        nothing = np.full(self.people, MISSING, dtype=np.int16)
        self._codes = {name: codes.get(name, nothing) for name in book.scales}
        read = (test for one in book.conditions for test in comparisons(one))
        self.tests = [*dict.fromkeys(test for test in read if test.fact in book.scales)]

    def open(self, changed: str = "") -> dict[str, _Bits]:
        """Return where the answer to each scale is open, as if there were a definite one to the scale that is named.

        The same rule as in `placement.assessment.answers.Answers.ends`.
        """
        definite = {name: (code >= 0) | (name == changed) for name, code in self._codes.items()}
        closing: dict[str, list[_Bits]] = defaultdict(list)
        for one in self._book.scales.values():
            if one.closes:
                closing[one.dimension.id].append(definite[one.id])
        closed = {name: _every(several) for name, several in closing.items()}
        return {
            name: ~definite[name] & self._left_open(one, closed.get(one.dimension.id))
            for name, one in self._book.scales.items()
        }

    def _left_open(self, scale: type[Scale], closed: _Bits | None) -> _Bits:
        everybody = np.ones(self.people, dtype=np.bool_)
        if not scale.dimension.need:
            return ~everybody
        if scale.separate or closed is None:
            return everybody
        unsure: _Bits = self._codes[scale.id] < MISSING
        return ~closed | unsure if scale.danger else ~closed

    def floor(self, scales: Iterable[str]) -> dict[AtLeast, _Bits]:
        """Return which tests the least needy person passes who fits the answers."""
        wanted = {*scales}
        return {test: self._codes[test.fact] >= test.at_least for test in self.tests if test.fact in wanted}

    def ceiling(self, scales: Iterable[str], opened: Mapping[str, _Bits]) -> dict[AtLeast, _Bits]:
        """Return which tests the neediest person passes who fits the answers."""
        found = self.floor(scales)
        return {test: passed | opened[test.fact] for test, passed in found.items()}

    def all_of(self, scale: str, *, passed: bool) -> dict[AtLeast, _Bits]:
        """Return the tests of one scale, passed or failed by everybody."""
        return {test: np.full(self.people, fill_value=passed) for test in self.tests if test.fact == scale}


def _less(lower: list[_Bits], upper: list[_Bits]) -> _Bits:
    """Return where the one reaches less than the other, which reaches at least as much everywhere."""
    return _any([more & ~less for less, more in zip(lower, upper, strict=True)])


def helped(rulebook: Rulebook, ladder: Ladder, codes: Codes) -> Helped:
    """Count whom which answer would help.

    Args:
        rulebook: What recommends.
        ladder: What is to be determined.
        codes: The answers of the people who are looked at, by scale; a scale that is not there is not known.
    """
    book = _Book(rulebook, ladder)
    answers = _Answers(book, codes)
    opened = answers.open()
    floor_case = _Case(book, answers.floor(book.scales))
    ceiling_case = _Case(book, answers.ceiling(book.scales, opened))
    floor, ceiling = floor_case.levels(), ceiling_case.levels()
    undetermined = _less(floor, ceiling)
    narrows: dict[str, int] = {}
    settles: dict[str, int] = {}
    for one in (one for one in rulebook.scales if one.dimension.need):
        here = undetermined & opened[one.id]
        at_best = answers.all_of(one.id, passed=False)
        if one.closes:
            beside = [each.id for each in rulebook.scales if each.dimension == one.dimension and each is not one]
            at_best |= answers.ceiling(beside, answers.open(changed=one.id))
        best = _Case(book, at_best, ceiling_case).levels()
        worst = _Case(book, answers.all_of(one.id, passed=True), floor_case).levels()
        narrows[one.id] = int((here & (_less(best, ceiling) | _less(floor, worst))).sum())
        settles[one.id] = int((here & ~(_less(floor, best) & _less(worst, ceiling))).sum())
    return Helped(answers.people, int(undetermined.sum()), narrows, settles)
