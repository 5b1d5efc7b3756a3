"""Answers, days and digests as callers give them, read strictly and without touching what they are not."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Final, TypeVar, get_args

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from placement.assessment.input_errors import input_error, nearest
from placement.assessment.provenance import UNSURE, Unsure
from placement.language.scale import Scale

_FIRST: Final = date(1900, 1, 1)
_LAST: Final = date(2199, 12, 31)
_DIGITS: Final = r"[0-9a-f]{64}"


def _no_number(value: object) -> object:
    """Refuse what has a time, and seconds since 1970, as a number or as text: pydantic takes those for a day."""
    if (type(value) is str and "-" in value[1:]) or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise input_error("wrong_form" if type(value) is str else "wrong_kind", "expected a day, such as 2026-03-02")


def _in_our_time(day: date) -> date:
    if not _FIRST <= day <= _LAST:
        expected = f"expected a day from {_FIRST.year} to {_LAST.year}"
        raise input_error("day_out_of_range", expected, least=str(_FIRST), most=str(_LAST))
    return day


GivenDay = Annotated[date, BeforeValidator(_no_number), AfterValidator(_in_our_time)]
"""A day, or its text in ISO 8601."""

Digest = Annotated[str, Field(pattern=f"^{_DIGITS}$")]
"""SHA-256, or a public key, in 64 lower-case hexadecimal digits. It may name a file: nothing else is let through."""


def is_digest(text: object) -> bool:
    """Say whether a text is 64 lower-case hexadecimal digits."""
    return isinstance(text, str) and re.fullmatch(_DIGITS, text) is not None


def _json_schema(scale: type[Scale]) -> JsonSchemaValue:
    """Return the documented form: keys. Labels and positions are read as well."""
    return {"enum": [*(anchor.key for anchor in scale), UNSURE, None], "description": scale.title()}


class AnswerReader:
    """Reads an answer to one scale: an anchor, its key, its label, its position, "unsure", or nothing."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        scale = next(arg for arg in get_args(source) if isinstance(arg, type) and issubclass(arg, Scale))
        named: dict[object, Scale] = {text: anchor for anchor in scale for text in (anchor.key, anchor.label)}
        keys = ", ".join(anchor.key for anchor in scale)
        expected = f"expected one of {keys}, a position from 0 to {scale.highest()}, `unsure`, or nothing"
        allowed = [*(anchor.key for anchor in scale), UNSURE]
        context = {"allowed": allowed, "least": 0, "most": scale.highest()}

        def read(value: object) -> object:
            if value is None or isinstance(value, scale) or (type(value) is str and value == UNSURE):
                return value
            if type(value) is int and 0 <= value <= scale.highest():
                return scale.anchor(value)
            if type(value) is str and value in named:
                return named[value]
            if isinstance(value, Scale) and type(value).id == scale.id and value <= scale.highest():
                return scale.anchor(value)  # the same question, in another rulebook's own class
            if isinstance(value, str):
                raise input_error("unknown_anchor", expected, **context, nearest=nearest(value, allowed))
            number = isinstance(value, int) and not isinstance(value, bool | Scale)
            raise input_error("position_out_of_range" if number else "wrong_kind", expected, **context)

        def describe(_schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
            return _json_schema(scale)

        return core_schema.no_info_plain_validator_function(
            read,
            metadata={"pydantic_js_functions": [describe]},
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: value.key if isinstance(value, Scale) else value, when_used="json"
            ),
        )


_S = TypeVar("_S", bound=Scale)
Answer = Annotated[_S | Unsure | None, AnswerReader()]
"""`Answer[HomeSupport]`: a field that takes an answer to this scale."""
