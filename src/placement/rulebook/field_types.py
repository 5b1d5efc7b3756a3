"""Whether each field of each declaration holds what its annotation says, as a type checker would have it.

An author without a type checker is told here, in a sentence. What passes can be written as JSON and read back.
"""

import re
from collections.abc import Hashable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, cast, get_args, get_origin, get_type_hints

from placement.language.condition import All, AtLeast, AtMost, Condition
from placement.language.declarations import Criterion, Flag, Rule
from placement.language.graded import Track
from placement.language.scale import Dimension, Source
from placement.rulebook.declarations import Declarations

_DESCRIBED: Final[dict[object, str]] = {
    str: "text",
    int: "a whole number",
    bool: "True or False",
    NoneType: "None",
    AtLeast: "a comparison, such as `or_worse` of an anchor or `or_more` of a value",
    AtMost: "a comparison, such as `or_better` of an anchor or `or_less` of a value",
}

_PLAIN: Final = frozenset({str, int, bool, NoneType})

_NAMES: Final = ("id", "finding", "level", "service", "of", "code")
"""Fields by which a declaration is known, the first that it has."""

_NAME: Final = re.compile(r"\S+( \S+)*")
"""Names are codes in other systems, which allow single spaces within and none at the ends."""


def mistyped(rulebook: Declarations) -> Iterator[str]:
    """Return one sentence for each field that holds something else than it may, naming the declaration.

    What criteria, rules and flags read and raise is left to `placement.rulebook.limits.miswritten`, which says what to
    write, and to `mistyped_conditions`.
    """
    hints = _hints(Declarations).items()
    mistakes = [mistake for name, hint in hints for mistake in _mistakes(getattr(rulebook, name), hint, f"`{name}`")]
    yield from mistakes
    if mistakes:
        return
    for scale in rulebook.scales:
        yield from _mistakes(scale.dimension, Dimension, f"scale `{scale.id}`: `dimension`")
        yield from _mistakes(scale.sources, tuple[Source, ...], f"scale `{scale.id}`: `sources`")
        texts: list[tuple[str, object]] = [
            ("its title", scale.title()),
            *((f"`{anchor.name}`", anchor.label) for anchor in scale),
        ]
        for name, text in texts:
            if not (isinstance(text, str) and text.strip() and not text.endswith(".")):
                yield f"scale `{scale.id}`: {name}: expected text, without a full stop at its end"
    for track in rulebook.tracks:
        for value in track:
            if not (isinstance(value.value, str) and _NAME.fullmatch(value.value)):
                yield f"track `{track.id}`: `{value.name}`: expected a name, without spaces at its ends"
    titled: tuple[Declarations | Dimension, ...] = (rulebook, *rulebook.dimensions)
    yield from (f"`{declared.id}`: `title`: expected text" for declared in titled if not declared.title.strip())


def mistyped_conditions(rulebook: Declarations) -> Iterator[str]:
    """Return one sentence for each part of a condition or conclusion whose fields hold something else than they may."""
    conditional: tuple[Criterion | Rule | Flag, ...] = (*rulebook.criteria, *rulebook.rules, *rulebook.flags)
    for declared in conditional:
        yield from _mistakes(declared.when, Condition, f"`{declared.id}`: `when`")
        if not isinstance(declared, Flag):
            yield from _mistakes(declared.raises, AtLeast, f"`{declared.id}`: `raises`")


@cache
def _hints(declaration: Hashable) -> dict[str, object]:
    kind = cast("type[Any]", declaration)
    known = get_type_hints(kind)
    return {field.name: known[field.name] for field in fields(kind)}


def _mistakes(value: object, hint: Any, where: str) -> Iterator[str]:  # noqa: ANN401 - an annotation
    if type(value) is hint and hint in _PLAIN:  # most are
        return
    origin = get_origin(hint)
    if origin is tuple and isinstance(value, tuple):
        inner, *_ = get_args(hint)
        for place, part in enumerate(cast("tuple[object, ...]", value)):
            yield from _mistakes(part, inner, f"{where[:-1]}[{place}]`")
    elif origin in {Union, UnionType}:
        fitting = [choice for choice in get_args(hint) if _is_of(value, choice)]
        if fitting:
            yield from _mistakes(value, fitting[0], where)
        else:
            yield _expected(where, value, hint)
    elif not _is_of(value, hint):
        yield _expected(where, value, hint)
    elif _is_declaration(value):
        yield from _of_fields(value, where)


def _of_fields(declaration: Any, where: str) -> Iterator[str]:  # noqa: ANN401 - an instance of any
    hints = _hints(cast("Hashable", type(declaration)))
    listed = where.endswith("]`")
    called = next((getattr(declaration, name) for name in _NAMES if name in hints), None) if listed else None
    named = f"`{called}`" if isinstance(called, str) and called else where
    for name, hint in hints.items():
        if not (isinstance(declaration, Criterion | Rule | Flag) and name in {"when", "raises"}):
            yield from _mistakes(getattr(declaration, name), hint, f"{named}: `{name}`")


def _is_declaration(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


def _is_of(value: object, hint: Any) -> bool:  # noqa: ANN401 - an annotation
    """Say whether a value is of an annotated type; what a tuple holds is looked at elsewhere."""
    origin = get_origin(hint)
    if origin is Literal:
        return value in get_args(hint)
    if origin is type:
        return isinstance(value, type) and issubclass(value, get_args(hint)[0])
    if origin in {Union, UnionType}:
        return any(_is_of(value, choice) for choice in get_args(hint))
    if hint is int:
        return type(value) is int
    return isinstance(value, origin or hint)


def _described(hint: Any) -> str:  # noqa: ANN401 - an annotation
    origin, inner = get_origin(hint), get_args(hint)
    if hint in _DESCRIBED:
        return _DESCRIBED[hint]
    if origin is Literal:
        return f"one of {', '.join(f'`{value}`' for value in inner)}"
    if origin is tuple:
        return f"a tuple, each {_described(inner[0])}"
    if origin in {Union, UnionType}:
        return "a condition" if All in inner else " or ".join(dict.fromkeys(_described(choice) for choice in inner))
    return f"a class derived from `{inner[0].__name__}`" if origin is type else f"`{(origin or hint).__name__}`"


def _expected(where: str, value: object, hint: Any) -> str:  # noqa: ANN401 - an annotation
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if get_origin(inner) is not tuple and _is_of(value, inner):
            return f"{where}: expected a tuple: write a comma after the one that it holds, `(..., )`"
    if hint is str and isinstance(value, Track):
        return f"{where}: expected text: write its name, `{value}`"
    if hint is str and isinstance(called := getattr(value, "id", None), str):
        return f"{where}: expected text: write its id, `{called}`"
    return f"{where}: expected {_described(hint)}"
