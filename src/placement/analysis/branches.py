"""The ways in which a declaration can be met, one by one, and what is written in it to no effect."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import assert_never

from placement.engines.conjunctions import Conjunction, conjunctions
from placement.errors import EngineError
from placement.language.condition import All, Any, AtLeast, Condition, Count, all_of, any_of, comparisons
from placement.language.declarations import Criterion, Flag, Rule
from placement.rulebook.lattice import Lattice


@dataclass(frozen=True, slots=True)
class Branch:
    """One smallest conjunction that meets a declaration.

    Attributes:
        id: The declaration's id; followed, where it has several branches, by the branch's number in brackets, from 1.
        declared: The declaration.
        tests: The comparisons, all of which hold.
        least: The smallest people who meet them.
    """

    id: str
    declared: Criterion | Rule | Flag
    tests: Conjunction
    least: tuple[int, ...]

    @property
    def raises(self) -> AtLeast:
        """What it raises and how far; a flag is raised by 1."""
        return AtLeast(self.declared.id, 1) if isinstance(self.declared, Flag) else self.declared.raises


@contextmanager
def _naming(name: str) -> Generator[None, None, None]:
    try:
        yield
    except EngineError as error:
        message = f"`{name}`: {error}"
        raise EngineError(message) from None


def _written(condition: Condition) -> Iterator[Condition]:
    """Return the alternatives in the order in which an author wrote them."""
    match condition:
        case Any(parts):
            for part in parts:
                yield from _written(part)
        case _:
            yield condition


def branches(lattice: Lattice, declared: Criterion | Rule | Flag) -> tuple[Branch, ...]:
    """Return the branches of a declaration: alternatives as they are written, each as its smallest conjunctions.

    Raises:
        EngineError: It takes more conjunctions than can be looked at (10,000).
    """
    with _naming(declared.id):
        written = [joined for part in _written(declared.when) for joined in conjunctions(part)]
    ids = [f"{declared.id}[{number}]" for number in range(1, len(written) + 1)] if len(written) > 1 else [declared.id]
    return tuple(
        Branch(name, declared, joined, tuple(lattice.least(all_of(*joined))))
        for name, joined in zip(ids, written, strict=True)
    )


def _with(condition: Condition, number: int, instead: Condition) -> Condition:
    """Return the condition with something else in the place of one comparison, counted from 0."""
    counted = count()

    def changed(part: Condition) -> Condition:
        match part:
            case AtLeast():
                return instead if next(counted) == number else part
            case All(parts):
                return All(tuple(map(changed, parts)))
            case Any(parts):
                return Any(tuple(map(changed, parts)))
            case Count(least, parts):
                return Count(least, tuple(map(changed, parts)))
            case _:
                assert_never(part)

    return changed(condition)


def idle(declared: Criterion | Rule | Flag) -> tuple[AtLeast, ...]:
    """Return the comparisons that can be left out of one of the alternatives in a condition, which stays the same.

    Such a comparison is implied by another one, as "mild or worse" is by "severe or worse". A whole alternative that
    another one implies is not looked for here: as a branch it decides nothing.

    Raises:
        EngineError: It takes more conjunctions than can be looked at (10,000).
    """
    idle_tests: dict[AtLeast, None] = {}
    with _naming(declared.id):
        for part in _written(declared.when):
            meant = conjunctions(part)
            for number, test in enumerate(comparisons(part)):
                never, always = _with(part, number, any_of()), _with(part, number, all_of())
                if meant in (conjunctions(never), conjunctions(always)):
                    idle_tests[test] = None
    return tuple(idle_tests)
