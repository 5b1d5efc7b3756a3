"""Whether a rulebook can be judged: its parts are conditions and conclusions, and it is not too large.

It may come from a stranger, and neither building nor asking it may stop the process. A limit is ten times what the
shipped rulebook takes, or more; how many combinations of answers it may take is in `placement.rulebook.lattice`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, assert_never, cast

from placement.language.condition import All, Any, AtLeast, AtMost, Condition, Count
from placement.language.declarations import Criterion, Flag, Rule
from placement.language.graded import Track
from placement.language.scale import Dimension, Scale
from placement.rulebook.declarations import Declarations

if TYPE_CHECKING:
    from placement.language.reviews import ReviewOutcome

MOST_DECLARED: Final = 1_000
"""Declarations of one kind in a document: scales, criteria, rules and so on."""

MOST_POSITIONS: Final = 100
"""Anchors of a scale, and values of a track, in a document."""

MOST_STEPS: Final = 2_000
"""Steps from the best anchor to the worst, of all scales together."""

MOST_TESTS: Final = 10_000
"""Comparisons in the conditions of all criteria, rules, flags and outcomes of reviews."""

MOST_DEEP: Final = 20
"""Conditions within conditions."""


_NO_CONDITION: Final = (
    "reads something that is no condition: expected `or_worse` of an anchor, `at` of a dimension, `or_more` of a value,"
    " or `all_of`, `any_of` or `count_of` such"
)


def _tests(condition: Condition, deep: int = 0) -> int:
    """Return how many comparisons a condition holds; more than are allowed if it is nested too deeply to count."""
    match condition:
        case AtLeast():
            return 1
        case All(parts) | Any(parts) | Count(_, parts):
            return 1 + MOST_TESTS if deep == MOST_DEEP else sum(_tests(part, deep + 1) for part in parts)
        case _:
            assert_never(condition)


def excesses(rulebook: Declarations) -> Iterator[str]:
    """Return one sentence for each limit that a rulebook passes: nothing that takes long is done before."""
    if sum(scale.highest() for scale in rulebook.scales) > MOST_STEPS:
        yield f"the scales have more than {MOST_STEPS:,} steps together"
    left = MOST_TESTS
    declared: tuple[Criterion | Rule | Flag, ...] = (*rulebook.criteria, *rulebook.rules, *rulebook.flags)
    every: tuple[Criterion | Rule | Flag | ReviewOutcome, ...] = (*declared, *rulebook.reviews.outcomes)
    for declaration in every:
        tests = _tests(declaration.when)
        if tests > MOST_TESTS:
            excess = f"is nested more than {MOST_DEEP} deep, or makes more than {MOST_TESTS:,} comparisons"
            yield f"`{declaration.id}` {excess}"
        elif left >= 0 > left - tests:
            yield f"`{declaration.id}` makes it more than {MOST_TESTS:,} comparisons in all conditions"
        left -= tests


def miswritten(rulebook: Declarations) -> Iterator[str]:
    """Return one sentence for each part that a type checker would have refused: nothing else can be judged before."""
    values = {track.id for track in rulebook.tracks}
    every: tuple[Criterion | Rule | Flag, ...] = (*rulebook.criteria, *rulebook.rules, *rulebook.flags)
    for declaration in every:
        for part in _no_conditions(declaration.when):
            yield f"`{declaration.id}` {_instead(part, 'reads', values) or _NO_CONDITION}"
        raised: object = None if isinstance(declaration, Flag) else declaration.raises
        if not isinstance(declaration, Flag) and not isinstance(raised, AtLeast):
            expected = "raises something that is no conclusion: expected `or_more` of a value, or `at` of a dimension"
            yield f"`{declaration.id}` {_instead(raised, 'raises', values) or expected}"


def _no_conditions(part: object, deep: int = 0) -> Iterator[object]:
    match part:
        case AtLeast():
            return
        case All(tuple(parts)) | Any(tuple(parts)) | Count(_, tuple(parts)):
            for inner in parts if deep <= MOST_DEEP else ():  # deeper ones are refused as such
                yield from _no_conditions(inner, deep + 1)
        case All(parts) | Any(parts) | Count(_, parts):
            yield parts
        case _:
            yield part


def _instead(part: object, verb: str, values: set[str]) -> str | None:
    """Return what is read or raised, and what to write; None where that cannot be known."""
    write: str | None = None
    match part:
        case Dimension(id=fact):
            write = f"`{fact}` without a rating: write `{fact.upper()}.at(1)`"
        case type() if issubclass(part, Scale) and part.highest() >= 1:
            write = f"`{part.__name__}` without an anchor: write `{part.__name__}.{part.anchor(1).name}.or_worse`"
        case type() if issubclass(part, Track) and part.highest() >= 1:
            write = f"`{part.__name__}` without a value: write `{part.__name__}.{[*part][1].name}.or_more`"
        case tuple() | list():
            joined = "its parts one after another, `all_of(a, b)`" if verb == "reads" else "one for each"
            write = f"a {type(cast('object', part)).__name__}: write {joined}"
        case bool():
            write = "True or False: write `or_worse` of an anchor, `or_more` of a value or `at` of a dimension"
        case AtMost(fact):
            less, more = ("or_less", "or_more") if fact in values else ("or_better", "or_worse")
            write = f"`{fact}` with `{less}`: write `{more}`, for more need never lowers a result"
        case Scale() | Track():
            name = f"{type(part).__name__}.{part.name}"
            write = f"`{name}`: write `{name}.{'or_worse' if isinstance(part, Scale) else 'or_more'}`"
        case _:
            pass
    return write and f"{verb} {write}"
