"""The whole algebra of conditions: at least, all, any, count.

There is no NOT and no "less than". So a condition that holds for a person holds for everyone with more need, and a
rulebook written in it is one monotone function: that is what every proof in this library rests on.

Each condition says when it holds. Nearly all of the time that placing a person takes is spent in these four methods: a
plain loop takes a third of the time of `all(...)` or `any(...)`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn, TypeAlias, assert_never


class _NotATruthValue:
    """Makes `and`, `or`, `not`, `if`, `&`, `|` and `~` on a condition fail loudly, and say what to write."""

    __slots__ = ()

    def __bool__(self) -> NoReturn:
        message = "a condition has no truth value: join conditions with `all_of`, `any_of` or `count_of`"
        raise TypeError(message)


def _refused(condition: _NotATruthValue, *_: object) -> None:
    bool(condition)


for _operator in ("__and__", "__rand__", "__or__", "__ror__", "__invert__"):
    setattr(_NotATruthValue, _operator, _refused)  # not declared: a type checker refuses the operators by itself


@dataclass(frozen=True, slots=True)
class AtLeast(_NotATruthValue):
    """A fact is at an anchor or worse; said of a conclusion, a fact is raised to an anchor.

    Attributes:
        fact: Id of a scale, of a dimension (its rating) or of a track.
        at_least: Position of the anchor, 1 or more. Position 0 is the most favourable and always holds.
    """

    fact: str
    at_least: int

    def holds(self, facts: Mapping[str, int]) -> bool:
        """Say whether the fact is there or worse, among the positions of facts by id."""
        return facts[self.fact] >= self.at_least


@dataclass(frozen=True, slots=True)
class All(_NotATruthValue):
    """Every part holds."""

    all: "tuple[Condition, ...]"

    def holds(self, facts: Mapping[str, int]) -> bool:
        """Say whether every part holds."""
        for part in self.all:  # noqa: SIM110 - see above
            if not part.holds(facts):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Any(_NotATruthValue):
    """At least one part holds."""

    any: "tuple[Condition, ...]"

    def holds(self, facts: Mapping[str, int]) -> bool:
        """Say whether a part holds."""
        for part in self.any:  # noqa: SIM110 - see above
            if part.holds(facts):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Count(_NotATruthValue):
    """At least `count` parts hold."""

    count: int
    of: "tuple[Condition, ...]"

    def holds(self, facts: Mapping[str, int]) -> bool:
        """Say whether enough parts hold."""
        return sum([part.holds(facts) for part in self.of]) >= self.count


Condition: TypeAlias = AtLeast | All | Any | Count


@dataclass(frozen=True, slots=True)
class AtMost(_NotATruthValue):
    """A fact is at an anchor or better. Never part of a condition.

    It may be said where a statement is not about need: in a conflict (two answers that contradict each other), in a
    guard of an alternative way of providing care, and as the promise of a ceiling guarantee.
    """

    fact: str
    at_most: int


def all_of(*parts: Condition) -> All:
    """Return the condition that every part holds."""
    return All(parts)


def any_of(*parts: Condition) -> Any:
    """Return the condition that at least one part holds."""
    return Any(parts)


def count_of(count: int, *parts: Condition) -> Count:
    """Return the condition that at least `count` of the parts hold."""
    return Count(count, parts)


def comparisons(condition: Condition) -> Iterator[AtLeast]:
    """Return every comparison in a condition, from left to right, as often as it is written."""
    match condition:
        case AtLeast():
            yield condition
        case All(parts) | Any(parts) | Count(_, parts):
            for part in parts:
                yield from comparisons(part)
        case _:
            assert_never(condition)


def oddities(condition: Condition) -> Iterator[str]:
    """Return what cannot stand in a condition whatever it reads, in words that follow the name of its declaration."""
    match condition:
        case AtLeast():
            return
        case All(parts) | Any(parts) | Count(_, parts):
            if not parts:
                yield "joins no conditions"
            if isinstance(condition, Count) and not 1 <= condition.count <= len(parts):
                yield f"counts {condition.count} of {len(parts)}"
            for part in parts:
                yield from oddities(part)
        case _:
            assert_never(condition)
