"""A list that is worked out when it is first read.

A recommendation can be asked for by the million; its reasons are read for some. Every list in it is complete whenever
it is looked at, compared, copied, pickled or written out; it is only not built before that.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, Self, TypeVar, cast, get_args, overload

from pydantic import GetCoreSchemaHandler, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema

__all__ = ["Deferred"]

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
