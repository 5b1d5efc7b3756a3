"""What stands where an author writes a condition or a conclusion, and is neither: a sentence says what to write."""

from collections.abc import Iterator

from placement.language.condition import All, Any, AtLeast, AtMost, Count
from placement.language.declarations import Criterion, Flag, Rule
from placement.language.scale import Scale, Track
from placement.rulebook.declarations import Declarations
from placement.rulebook.limits import MOST_DEEP

__all__ = ["miswritten"]


def miswritten(rulebook: Declarations) -> Iterator[str]:
    """Return one sentence for each part that a type checker would have refused: nothing else can be judged before."""
    values = {track.id for track in rulebook.tracks}
    every: tuple[Criterion | Rule | Flag, ...] = (*rulebook.criteria, *rulebook.rules, *rulebook.flags)
    for one in every:
        for part in _no_conditions(one.when):
            yield f"`{one.id}` {_instead(part, 'reads', values) or 'reads something that is no condition'}"
        raised: object = None if isinstance(one, Flag) else one.raises
        if not isinstance(one, Flag) and not isinstance(raised, AtLeast):
            expected = "raises something that is no conclusion: expected `or_more` of a value, or `at` of a dimension"
            yield f"`{one.id}` {_instead(raised, 'raises', values) or expected}"


def _no_conditions(part: object, deep: int = 0) -> Iterator[object]:
    match part:
        case AtLeast():
            return
        case All(parts) | Any(parts) | Count(_, parts):
            for inner in parts if deep <= MOST_DEEP else ():  # deeper ones are refused as such
                yield from _no_conditions(inner, deep + 1)
        case _:
            yield part


def _instead(part: object, verb: str, values: set[str]) -> str | None:
    match part:
        case AtMost(fact):
            less, more = ("or_less", "or_more") if fact in values else ("or_better", "or_worse")
            return f"{verb} `{fact}` with `{less}`: write `{more}`, for more need never lowers a result"
        case Scale() | Track():
            name = f"{type(part).__name__}.{part.name}"
            return f"{verb} `{name}`: write `{name}.{'or_worse' if isinstance(part, Scale) else 'or_more'}`"
        case _:
            return None
