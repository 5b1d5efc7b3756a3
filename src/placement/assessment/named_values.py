"""How the levels and values of any rulebook are read by their names into the fields of a model."""

import types
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final, cast

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from placement.assessment.input_errors import input_error, nearest
from placement.language.graded import Graded, is_declared

_MOST: Final = 1_000_000
"""No name is so large a number."""

FORMAT: Final = "placement-"
"""Beginning of the format of a field whose names the rulebook chooses, in a schema that is of no rulebook."""

_NOTHING: Final[Mapping[str, type[Graded]]] = types.MappingProxyType({})

_meant: ContextVar[Callable[[], Mapping[str, type[Graded]]]] = ContextVar("meant", default=lambda: _NOTHING)


@contextmanager
def named_in(meant: Callable[[], Mapping[str, type[Graded]]]) -> Generator[None]:
    """Let names be read as values of these classes while the context lasts.

    Args:
        meant: Returns classes by kind. Called for each name, so not where members are given.
    """
    token = _meant.set(meant)
    try:
        yield
    finally:
        _meant.reset(token)


def value_named(kind: str, name: object) -> Graded:
    """Return the value of this name, as `named_in` says what the names of its kind mean.

    Raises:
        pydantic_core.PydanticCustomError: It is none of them.
    """
    meant = _meant.get()().get(kind)
    # YAML takes 2.1 for a number.
    written_as = f"{name:g}" if type(name) is float else str(name) if type(name) is int and abs(name) < _MOST else name
    for value in meant or ():
        if type(written_as) is str and str(value) == written_as:
            return value
    if meant is None or not is_declared(meant):
        raise input_error("unknown_value", "expected a value of the rulebook")
    names = [str(value) for value in meant]
    near = {"nearest": nearest(written_as, names)} if isinstance(written_as, str) else {}
    raise input_error("unknown_service", f"expected one of {', '.join(names)}", allowed=names, **near)


@dataclass(frozen=True, slots=True)
class Named:
    """Marks a field of a model as a value of a kind: `Annotated[Graded, Named(LEVEL)]`.

    It takes a member, or a name where `named_in` says what the names mean; it is written as the name.
    """

    kind: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:  # noqa: ANN401
        """Read a member or its name; write the name."""

        def read(value: object) -> Graded:
            return value if isinstance(value, Graded) else value_named(self.kind, value)

        def describe(_schema: object, _handler: object) -> dict[str, Any]:
            return {"type": "string", "format": f"{FORMAT}{self.kind}"}

        return core_schema.no_info_plain_validator_function(
            read,
            metadata={"pydantic_js_functions": [describe]},
            serialization=core_schema.plain_serializer_function_ser_schema(str, when_used="json"),
        )


def described(schema: object, meant: Mapping[str, type[Graded]]) -> object:
    """Return a JSON schema in which each field of a rulebook's names lists them.

    Args:
        schema: A schema, or a part of one.
        meant: Classes by kind.
    """
    if isinstance(schema, list):
        return [described(part, meant) for part in cast("list[object]", schema)]
    if not isinstance(schema, dict):
        return schema
    fields = cast("dict[str, object]", schema)
    form = fields.get("format")
    if isinstance(form, str) and form.startswith(FORMAT):
        rest = {name: part for name, part in fields.items() if name != "format"}
        return {**rest, "enum": [str(value) for value in meant[form.removeprefix(FORMAT)]]}
    return {name: described(part, meant) for name, part in fields.items()}
