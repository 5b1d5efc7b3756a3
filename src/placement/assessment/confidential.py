"""Models that tell nothing of a person unless they are asked to: not in `repr`, and not when validation fails.

pydantic keeps the input of a failed validation in the error, where logs and error trackers find it. Here every error is
raised again with what went wrong and where, and without the input.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from placement.assessment.json_fields import given_twice

__all__ = ["Discreet", "Quiet", "Silent"]

_NOT_SHOWN: Final = "(not shown)"


def _problem(one: ErrorDetails) -> str:
    """Return what pydantic says is wrong, where that repeats nothing of the input; two of its messages do."""
    context = one.get("ctx", {})
    if one["type"] == "union_tag_invalid":
        return f"Input should have {context['discriminator']} one of {context['expected_tags']}"
    return "Input cannot be read to its end" if one["type"] == "iteration_error" else one["msg"]


def _without_input(error: ValidationError, title: str) -> ValidationError:
    lines: list[InitErrorDetails] = [
        {
            "type": PydanticCustomError("invalid", "{problem}", {"problem": _problem(one)}),
            "loc": one["loc"],
            "input": _NOT_SHOWN,
        }
        for one in error.errors(include_url=False, include_input=False)
    ]
    return ValidationError.from_exception_data(title, lines, hide_input=True)


def _saying(expected: str, title: str, *place: str) -> ValidationError:
    problem = PydanticCustomError("invalid", "{problem}", {"problem": expected})
    return ValidationError.from_exception_data(
        title, [{"type": problem, "loc": place, "input": _NOT_SHOWN}], hide_input=True
    )


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
    """Frozen, strict about its fields, and silent in `repr` and in what pretty printers show."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    if not TYPE_CHECKING:  # pragma: no branch - to type checkers, what is frozen has no way to be set

        def __setattr__(self, name: str, value: object) -> None:
            """Refuse, as pydantic does, without repeating the value."""
            try:
                super().__setattr__(name, value)
            except ValidationError as error:
                clean = _without_input(error, type(self).__name__)
            else:
                return
            raise clean


class Discreet(Quiet):
    """A quiet model whose validation errors carry no input, neither in their text nor in `errors()`.

    What has to be so of several fields at once is said in `mismatch`. An "after" validator would run outside of what
    takes the input away.
    """

    def mismatch(self) -> str:
        """Return what was expected of several fields at once, such as "expected ..."; empty where they go together."""
        return ""

    @model_validator(mode="wrap")
    @classmethod
    def _raise_without_input(cls, data: Any, handler: Any) -> Self:  # noqa: ANN401 - pydantic's own signature
        try:
            read: Self = handler(data)
        except ValidationError as error:
            clean = _without_input(error, cls.__name__)
        else:
            expected = read.mismatch()
            if not expected:
                return read
            clean = _saying(expected, cls.__name__)
        raise clean  # outside the handler: the first error, which carries the input, is not chained to this one

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # noqa: ANN401 - as in pydantic
        """Read an instance from JSON, as pydantic does; text that is not JSON is not repeated in the error either.

        A field that is given twice is refused: which of the two is meant cannot be told.
        """
        twice = given_twice(json_data)
        if twice is not None:
            place = (twice,) if twice in cls.model_fields else ()  # any other name is the caller's, and not repeated
            raise _saying("expected each field once", cls.__name__, *place)
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            clean = _without_input(error, cls.__name__)
        raise clean
