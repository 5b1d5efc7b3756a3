"""Models that tell nothing of a person unless they are asked to: not in `repr`, and not when validation fails.

pydantic keeps the input of a failed validation in the error, where logs and error trackers find it. Here every error is
raised again with what went wrong and where, and without the input. And pydantic warns of a value that is not of its
field's kind when it is written: so no copy is made unchecked.
"""

import copy
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, cast

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from placement.assessment.input_errors import OUT_OF_SCOPE, by_our_names, input_error, shown_place
from placement.errors import OutOfScope
from placement.language.foreign_text import given_twice

_NOT_SHOWN: Final = "(not shown)"
_HALF: Final = re.compile("[\ud800-\udfff]")
_MOST: Final = 20
"""Errors that are listed; of more, the number is."""


def _clean(
    problems: Iterable[tuple[tuple[int | str, ...], PydanticCustomError]], model: type[BaseModel]
) -> ValidationError:
    lines: list[InitErrorDetails] = [
        {"type": problem, "loc": place, "input": _NOT_SHOWN} for place, problem in problems
    ]
    title = model.model_config.get("title") or model.__name__
    return ValidationError.from_exception_data(title, lines, hide_input=True)


def _documented(error: ValidationError) -> ValidationError | OutOfScope:
    """Return what is raised to a direct caller: that the person is of another age has an exception of its own."""
    lines = error.errors(include_url=False, include_input=False)
    if any(line["type"] not in OUT_OF_SCOPE for line in lines):
        return error
    return OutOfScope(f"`{lines[0]['loc'][-1]}`: {lines[0]['msg']}")


class Silent:
    """Says nothing in `repr`, `str` and what pretty printers show but the name of the class."""

    def __repr__(self) -> str:
        """Return the class name alone."""
        return f"<{type(self).__name__}>"

    def __str__(self) -> str:
        """Return what `repr` does."""
        return repr(self)

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Return nothing: it is what rich, IPython and devtools print."""
        return ()


class Quiet(Silent, BaseModel):
    """Frozen, strict about its fields, and silent: in `repr`, in pretty printers, and in validation errors.

    Errors have the types of `placement.assessment.input_errors`. They carry no input, neither in their text nor in
    `errors()`. Copies are validated like anything else.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    _unknown: ClassVar[str] = "unknown_field"
    """Type of the error about a field that there is not."""

    if not TYPE_CHECKING:  # pragma: no branch - to type checkers, these are as pydantic has them

        def __setattr__(self, name: str, value: object) -> None:
            """Refuse, as pydantic does, without repeating the value."""
            try:
                super().__setattr__(name, value)
            except ValidationError as error:
                clean = self._without_input(error)
            else:
                return
            raise clean

        @classmethod
        def model_construct(cls, _fields_set: set[str] | None = None, **values: object) -> Self:
            """Return what `model_validate` does: nothing is made unchecked."""
            return cls.model_validate(values)

        def copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
            """Return what `model_copy` does."""
            return self.model_copy(update=update, deep=deep)

    @classmethod
    def _without_input(cls, error: ValidationError) -> ValidationError:
        """Return an error that says what is wrong and where, in our types; of very many errors the first."""
        fields = [field.alias or name for name, field in cls.model_fields.items()]
        unknown: list[ErrorDetails] = []
        others: list[ErrorDetails] = []
        more = 0
        for line in error.errors(include_url=False):
            if line["type"] == "more_errors":  # of a part, which listed as many as it may
                more += line.get("ctx", {})["count"]
            else:
                (unknown if line["type"] == "extra_forbidden" and len(line["loc"]) == 1 else others).append(line)
        problems: list[tuple[tuple[int | str, ...], PydanticCustomError]] = []
        if len(unknown) > _MOST:
            message = f"no such fields: {len(unknown):,} of them"
            problems.append(((), input_error(cls._unknown, message, allowed=fields, count=len(unknown))))
        else:
            others += unknown
        problems += [(shown_place(line["loc"]), by_our_names(line, fields, cls._unknown)) for line in others[:_MOST]]
        more += max(len(others) - _MOST, 0)
        if more:
            problems.append(((), input_error("more_errors", f"and {more:,} more errors", count=more)))
        return _clean(problems, cls)

    @model_validator(mode="wrap")
    @classmethod
    def _raise_without_input(cls, data: Any, handler: Any) -> Self:  # noqa: ANN401 - pydantic's own signature
        try:
            read: Self = handler(data)
        except ValidationError as error:
            clean = cls._without_input(error)
        else:
            return read
        raise clean  # outside the handler: the first error, which carries the input, is not chained to this one

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # noqa: ANN401 - as in pydantic
        """Read an instance from JSON, as pydantic does; text that is not JSON is not repeated in the error either.

        A field that is given twice is refused: which of the two is meant cannot be told.
        """
        twice = given_twice(json_data)
        if twice is not None:
            place = (twice,) if twice in cls.model_fields else ()  # any other name is the caller's, and not repeated
            raise _clean([(place, input_error("given_twice", "expected each field once"))], cls)
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            clean = cls._without_input(error)
        raise clean

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with some fields changed; unlike pydantic's own, it validates them.

        Raises:
            pydantic.ValidationError: A field is unknown, or its value not allowed.
        """
        if not update:
            return super().model_copy(deep=deep)
        held = (copy.deepcopy(self) if deep else self).__dict__
        return type(self).model_validate({name: held[name] for name in self.model_fields_set} | {**update})


class Discreet(Quiet):
    """A quiet model of a caller's input: what has to hold of several fields at once is said in `mismatch`.

    That the rulebook is not for people of that age is a validation error like any other where this is part of another
    model, as in the body of a request. A direct caller gets `OutOfScope`, unless there is more to correct.
    """

    if not TYPE_CHECKING:  # pragma: no branch - as above

        def __init__(self, /, **data: object) -> None:
            """Validate the fields."""
            try:
                super().__init__(**data)
            except ValidationError as error:
                problem = _documented(error)
            else:
                return
            raise problem

        __init__.__pydantic_base_init__ = True  # so that pydantic makes instances inside others without calling it

    def mismatch(self) -> PydanticCustomError | None:
        """Return what is wrong with several fields at once, by `input_error`; None where they go together.

        An "after" validator would run outside of what takes the input away.
        """
        return None

    def unwritable(self) -> PydanticCustomError | None:
        """Return what is wrong where a text has half of a character (a lone surrogate): UTF-8 and JSON have no such."""
        for name, value in self.__dict__.items():
            if isinstance(value, str):
                texts: tuple[object, ...] = (value,)
            elif isinstance(value, tuple):
                texts = cast("tuple[object, ...]", value)
            else:
                continue
            for text in texts:
                if isinstance(text, str) and not text.isascii() and _HALF.search(text):
                    expected = "expected text without halves of characters (lone surrogates)"
                    return input_error("wrong_form", expected, field=name)
        return None

    @model_validator(mode="wrap")
    @classmethod
    def _raise_without_input(cls, data: Any, handler: Any) -> Self:  # noqa: ANN401 - as above
        try:
            read: Self = handler(data)
        except ValidationError as error:
            clean = cls._without_input(error)
        else:
            problem = None if read is data else read.unwritable() or read.mismatch()
            if problem is None:
                return read
            place = (problem.context or {}).get("field")
            clean = _clean([((), problem) if place is None else ((place,), problem)], cls)
        raise clean

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:  # noqa: ANN401 - as above
        """Read an instance, as pydantic does.

        Raises:
            pydantic.ValidationError: It cannot be read.
            OutOfScope: It is about a person of an age that the rulebook is not for, and nothing else is wrong with it.
        """
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            problem = _documented(error)
        raise problem

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # noqa: ANN401 - as above
        """Read an instance from JSON, as pydantic does; a field that is given twice is refused.

        Raises:
            pydantic.ValidationError: It cannot be read.
            OutOfScope: It is about a person of an age that the rulebook is not for, and nothing else is wrong with it.
        """
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            problem = _documented(error)
        raise problem
