"""How a level or a value of a track is found again by its name, whichever rulebook named it.

A result carries the names of its rulebook in their order. So it is read back, and its levels compare, wherever it is
sent, without the rulebook at hand.
"""

import types
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from weakref import WeakSet

from placement.language.scale import Graded, new_track, written

LEVEL: Final = "level"
"""Kind of the values that are levels. Any other kind is the id of a track."""

HEADLINE: Final = "headline"
"""Kind of the values of the headline track, whatever its id."""


def named(value: Graded | str, name: str) -> str:
    """Return a level or a value with what its rulebook calls it: "2.1 (intensive outpatient)"."""
    return f"{value} ({name})" if name else str(value)


def named_in_order(value: Graded, names: Sequence[str]) -> str:
    """Return the same, given the names of all values from the least to the most, or none where they are not known."""
    return named(value, names[value.position] if value.position < len(names) else "")


_made_of_names: "WeakSet[type[Graded]]" = WeakSet()


def is_declared(values: type[Graded]) -> bool:
    """Return whether a rulebook at hand declares these values: others were named by what was read."""
    return values not in _made_of_names


@lru_cache(maxsize=256)
def _made(kind: str, names: tuple[str, ...]) -> type[Graded]:
    made = _of_names(kind, names)
    _made_of_names.add(made)
    return made


def _of_names(kind: str, names: tuple[str, ...]) -> type[Graded]:
    if kind != LEVEL:
        return new_track(kind, kind.replace("_", " ").capitalize(), names)

    def body(namespace: dict[str, object]) -> None:
        namespace["__doc__"] = "A level of a rulebook."
        namespace["__module__"] = __name__
        for position, name in enumerate(names):
            namespace[f"VALUE_{position}"] = name

    return types.new_class("Level", (Graded,), {}, body)


def graded(kind: str, names: Sequence[str]) -> type[Graded]:
    """Return the class of these values: the one that an author wrote, or one made of the names alone.

    Args:
        kind: `level`, or the id of a track.
        names: From the least to the most.
    """
    return written.get((kind, tuple(names))) or _made(kind, tuple(names))
