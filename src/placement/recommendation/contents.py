"""What a recommendation holds its parts in: lists made when they are first read, values by name, unchecked models.

A recommendation can be asked for by the million; its reasons are read for some. Every list in it is complete whenever
it is looked at, compared, copied, pickled or written out; it is only not built before that.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Generic, Self, TypeVar, cast, get_args, overload

from pydantic import BaseModel, Field, GetCoreSchemaHandler, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema

from placement.assessment.confidential import Silent
from placement.assessment.named_values import value_named
from placement.language.graded import Track

V = TypeVar("V")
M = TypeVar("M", bound=BaseModel)
T_co = TypeVar("T_co", covariant=True)


class Deferred(Sequence[T_co], Generic[T_co]):
    """An immutable sequence whose entries are made, once, by a function of things that never change."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], tuple[T_co, ...]]) -> None:
        """Remember how to make the entries."""
        self._make = make
        self._made: tuple[T_co, ...] | None = None

    @classmethod
    def of(cls, entries: Sequence[T_co]) -> Self:
        """Return a sequence of entries that exist already."""
        ready = tuple(entries)
        deferred = cls(lambda: ready)
        deferred._made = ready
        return deferred

    @property
    def made(self) -> bool:
        """Whether the entries are there already."""
        return self._made is not None

    def _entries(self) -> tuple[T_co, ...]:
        # Two threads may both make the entries: they make the same, and either assignment may win.
        made = self._made
        if made is None:
            made = self._made = self._make()
        return made

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        """Return an entry, or a tuple of some."""
        return self._entries()[index]

    def __iter__(self) -> Iterator[T_co]:
        """Go through the entries in order."""
        return iter(self._entries())

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self._entries())

    def __eq__(self, other: object) -> bool:
        """Say whether the other holds the same entries in the same order."""
        if isinstance(other, Deferred):
            return self._entries() == tuple(cast("Deferred[object]", other))
        return self._entries() == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        """Return a hash of the entries."""
        return hash(self._entries())

    def __repr__(self) -> str:
        """Return no entry: they may tell of a person."""
        return "(...)"

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle as the entries, without what they were made from."""
        return type(self).of, (self._entries(),)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Be an array to pydantic: read from one, written as one."""
        entries = core_schema.tuple_variable_schema(handler.generate_schema(get_args(source)[0]))

        def read(value: object, entries: ValidatorFunctionWrapHandler) -> object:
            if isinstance(value, cls) and not value.made:  # it is `place` that makes them
                return value
            return cls.of(entries(tuple(value) if isinstance(value, cls) else value))

        return core_schema.no_info_wrap_validator_function(
            read,
            entries,
            serialization=core_schema.plain_serializer_function_ser_schema(tuple, return_schema=entries),
        )


class ByName(Silent, Mapping[str, V], Generic[V]):
    """Values by the name that the rulebook gives them: `ratings["home"]`, or `ratings.home`."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, V]) -> None:
        """Keep the values as they are now."""
        self._values = dict(values)

    def __getitem__(self, name: str) -> V:
        """Return the value of this name."""
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names, in the order of the rulebook."""
        return iter(self._values)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._values)

    def __getattr__(self, name: str) -> V:
        """Return the value of this name.

        Raises:
            AttributeError: There is none; the names that there are, are listed.
        """
        if name.startswith("_") or name not in self._values:
            known = "" if name.startswith("_") else f"; there are {', '.join(self._values)}"
            raise AttributeError(f"no `{name}`{known}")
        return self._values[name]

    def __hash__(self) -> int:
        """Return a hash of the names and values."""
        return hash(tuple(self._values.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle as the values by name."""
        return type(self), (self._values,)


class Ratings(ByName[int]):
    """The rating of each rated dimension, from 0 (no need) to the dimension's highest, by the dimension's id."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Be an object of whole numbers to pydantic."""
        return _object(cls, handler.generate_schema(dict[str, Annotated[int, Field(strict=True, ge=0)]]))


class Tracks(ByName[Track]):
    """The value of each track, by the track's id."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Be an object of names to pydantic."""
        return _object(cls, handler.generate_schema(dict[str, str]))

    @classmethod
    def read(cls, values: Mapping[str, str]) -> Self:
        """Return the values of these names."""
        return cls({track: cast("Track", value_named(track, name)) for track, name in values.items()})


def _object(cls: type[Ratings] | type[Tracks], values: CoreSchema) -> CoreSchema:
    def read(value: object, values: ValidatorFunctionWrapHandler) -> object:
        if isinstance(value, cls):
            return value
        return cls.read(values(value)) if issubclass(cls, Tracks) else cls(values(value))

    return core_schema.no_info_wrap_validator_function(
        read,
        values,
        serialization=core_schema.plain_serializer_function_ser_schema(
            lambda value: {name: item if isinstance(item, int) else str(item) for name, item in value.items()},
            return_schema=values,
        ),
    )


def unchecked(model: type[M], private: dict[str, object] | None = None, /, **fields: object) -> M:
    """Return an instance of a model, of this library's own parts: to check them takes longer than all the rest.

    Args:
        model: The class.
        private: The values of all its private attributes.
        fields: The values of all its fields, each of its type, in their order.
    """
    instance = model.__new__(model)
    object.__setattr__(instance, "__dict__", fields)
    object.__setattr__(instance, "__pydantic_fields_set__", set(fields))
    object.__setattr__(instance, "__pydantic_extra__", None)
    object.__setattr__(instance, "__pydantic_private__", private)
    return instance
