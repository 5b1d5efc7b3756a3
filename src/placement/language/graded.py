"""Levels and values of tracks: names in order. Each is found again by its name, whichever rulebook named it.

A result carries the names of its rulebook in their order. So it is read back, and its levels compare, wherever it is
sent, without the rulebook at hand.
"""

import re
import types
from collections.abc import Callable, Sequence
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Self
from weakref import WeakSet, WeakValueDictionary

from placement.language.condition import AtLeast, AtMost

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

LEVEL: Final = "level"
"""Kind of the values that are levels. Any other kind is the id of a track."""

HEADLINE: Final = "headline"
"""Kind of the values of the headline track, whatever its id."""

written: "WeakValueDictionary[tuple[str, tuple[str, ...]], type[Graded]]" = WeakValueDictionary()
"""Classes of levels and of values of tracks, by their kind and the names of their values."""


def snake_case(name: str) -> str:
    """Return a class's name as an id: `FIMScore` is `fim_score`."""
    return re.sub(r"(?<=[^A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def class_name(name: str) -> str:
    """Return an id as the name of a class."""
    return "".join(word.capitalize() for word in name.split("_"))


def _kind(values: "type[Graded]") -> str:
    """Return what values are of: the id of their track, however its class is called, or the name of the class."""
    return str(getattr(values, "id", values.__name__))


class Graded(Enum):
    """Names in order, from the least to the most: compared by position, written by name, equal to their names.

    Members of two kinds are never equal, whatever their names: `Level.NONE != Service.NONE`. Two rulebooks that have a
    kind in common, such as `Service`, have its members in common.
    """

    position: int

    def __new__(cls, name: str) -> Self:
        """Make the next member: its position is its place in the class statement."""
        member = object.__new__(cls)
        member._value_ = name
        member.position = len(cls.__members__)
        return member

    def __init_subclass__(cls) -> None:
        """Remember the class by its name and the names of its values: what is read back is of it."""
        super().__init_subclass__()
        names = tuple(str(value.value) for value in cls)
        if names:
            written.setdefault((snake_case(cls.__name__), names), cls)

    @property
    def is_lowest(self) -> bool:
        """Whether this is the least of its kind."""
        return self.position == 0

    @property
    def is_highest(self) -> bool:
        """Whether this is the most of its kind."""
        return self.position == len(type(self)) - 1

    def __str__(self) -> str:
        """Return the name that people use."""
        return str(self.value)

    def __eq__(self, other: object) -> bool:
        """Say whether the other is this one, or its name: `Level.RESIDENTIAL == "3"`."""
        if isinstance(other, Graded):
            return self._value_ == other._value_ and _kind(type(self)) == _kind(type(other))
        return self._value_ == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        """Return the hash of the name, so that either finds the other in a set or a mapping."""
        return hash(self._value_)

    def __lt__(self, other: Self | str) -> bool:
        """Say whether this one is less than another of the same kind, given as such or by its name."""
        place = self._place_of(other)
        return NotImplemented if place is None else self.position < place

    def __le__(self, other: Self | str) -> bool:
        """Say whether this one is at most another of the same kind, given as such or by its name."""
        place = self._place_of(other)
        return NotImplemented if place is None else self.position <= place

    def __gt__(self, other: Self | str) -> bool:
        """Say whether this one is more than another of the same kind, given as such or by its name."""
        place = self._place_of(other)
        return NotImplemented if place is None else self.position > place

    def __ge__(self, other: Self | str) -> bool:
        """Say whether this one is at least another of the same kind, given as such or by its name."""
        place = self._place_of(other)
        return NotImplemented if place is None else self.position >= place

    def __reduce_ex__(self, protocol: object) -> tuple[Callable[..., "Graded"], tuple[object, ...]]:
        """Pickle as a name among the names of its kind: it is read back wherever it is sent, without its rulebook."""
        values = type(self)
        return _value_of, (snake_case(_kind(values)), tuple(map(str, values)), str(self))

    def __copy__(self) -> Self:
        """Return this one."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return this one."""
        return self

    def _place_of(self, other: object) -> int | None:
        """Return the position of what this is compared with; None if it is of another kind.

        Raises:
            ValueError: It is a name that none of this kind has.
        """
        if isinstance(other, Graded) and _kind(type(other)) == _kind(type(self)):
            return type(self)(other._value_).position
        return type(self)(other).position if isinstance(other, str) else None

    @classmethod
    def _missing_(cls, value: object) -> Self:  # noqa: ARG003 - that is the point
        """Refuse what is no name of this kind, without repeating it."""
        names = ", ".join(f"`{member}`" for member in cls)
        message = f"no such {cls.__name__}: expected one of {names}"
        raise ValueError(message)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """Be an enumeration to pydantic, that looks at nothing but names: other objects may not like to be compared."""
        from pydantic_core import core_schema  # noqa: PLC0415 - only pydantic asks

        def read(value: object) -> object:
            return value if isinstance(value, cls | str) else None

        return core_schema.no_info_before_validator_function(read, handler(source))


class Track(Graded):
    """One side of the answer: what is provided, from nothing to the most. Subclass it; each member is a value."""

    id: str

    def __init_subclass__(cls) -> None:
        """Name the track after its class."""
        super().__init_subclass__()
        cls.id = snake_case(cls.__name__)

    @property
    def or_more(self) -> AtLeast:
        """The conclusion that at least this is needed."""
        return AtLeast(type(self).id, self.position)

    @property
    def or_less(self) -> AtMost:
        """The promise that at most this is needed."""
        return AtMost(type(self).id, self.position)

    @classmethod
    def highest(cls) -> int:
        """Return the position of the most that this track provides."""
        return len(cls) - 1

    @classmethod
    def title(cls) -> str:
        """Return the first line of the docstring, without its full stop."""
        return (cls.__doc__ or cls.__name__).strip().splitlines()[0].rstrip(".")


def new_track(track: str, title: str, values: Sequence[str]) -> type[Track]:
    """Make a track from data.

    Args:
        track: The track's id, in snake case.
        title: One line that says what it provides.
        values: Its values by name, from nothing to the most.

    Returns:
        A new subclass of `Track`.
    """

    def body(namespace: dict[str, object]) -> None:
        namespace["__doc__"] = f"{title}."
        namespace["__module__"] = __name__
        for position, value in enumerate(values):
            namespace[f"VALUE_{position}"] = value

    made: type[Track] = types.new_class(class_name(track), (Track,), {}, body)
    made.id = track
    return made


def named(value: Graded | str, name: str) -> str:
    """Return a level or a value with what its rulebook calls it, if that is anything else: "2.1 (outpatient)"."""
    return f"{value} ({name})" if name and name != str(value) else str(value)


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
    for key in [key for key, values in written.items() if values is made]:
        del written[key]  # an author's own class may be written later
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


def _value_of(kind: str, names: Sequence[str], name: str) -> Graded:
    return graded(kind, names)(name)
