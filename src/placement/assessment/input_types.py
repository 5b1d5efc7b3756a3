"""Services, days and digests as callers give them, read strictly and without touching what they are not."""

import re
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from placement.rules.levels import Service

__all__ = ["Digest", "GivenDay", "GivenPlace", "GivenService", "is_digest"]

_BY_NAME: Final = {str(one): one for one in Service}
_FIRST: Final = date(1900, 1, 1)
_LAST: Final = date(2199, 12, 31)
_DIGITS: Final = r"[0-9a-f]{64}"


def _wrong(expected: str) -> PydanticCustomError:
    return PydanticCustomError("given", "{expected}", {"expected": f"expected {expected}"})


def _service(value: object) -> Service:
    """Read a service, its name, or the number that YAML takes 2.1 for."""
    if isinstance(value, Service):
        return value
    name = f"{value:g}" if type(value) is float or (type(value) is int and 0 <= value < len(Service)) else value
    if type(name) is str and name in _BY_NAME:
        return _BY_NAME[name]
    raise _wrong(f"one of {', '.join(_BY_NAME)}")


def _somewhere(service: Service) -> Service:
    if service is Service.NONE:
        raise _wrong("a service, from 0.5 to 4")
    return service


def _no_number(value: object) -> object:
    """Refuse seconds since 1970, which pydantic would take for a day, and what has a time as well."""
    if type(value) is str or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise _wrong("a day, such as 2026-03-02")


def _in_our_time(day: date) -> date:
    if not _FIRST <= day <= _LAST:
        raise _wrong(f"a day from {_FIRST.year} to {_LAST.year}")
    return day


GivenService = Annotated[Service, BeforeValidator(_service)]
"""A service, or its number."""

GivenPlace = Annotated[Service, BeforeValidator(_service), AfterValidator(_somewhere)]
"""A service where somebody can be: any but none."""

GivenDay = Annotated[date, BeforeValidator(_no_number), AfterValidator(_in_our_time)]
"""A day, or its text in ISO 8601."""

Digest = Annotated[str, Field(pattern=f"^{_DIGITS}$")]
"""SHA-256, or a public key, in 64 lower-case hexadecimal digits. It may name a file: nothing else is let through."""


def is_digest(text: object) -> bool:
    """Say whether a text is 64 lower-case hexadecimal digits."""
    return isinstance(text, str) and re.fullmatch(_DIGITS, text) is not None
