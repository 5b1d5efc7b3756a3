"""Days and digests as callers give them, read strictly and without touching what they are not."""

import re
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field

from placement.assessment.input_errors import input_error

__all__ = ["Digest", "GivenDay", "is_digest"]

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
