"""Canonical JSON, RFC 8785: one way to write a value, so that a digest of the text is a digest of what it says."""

import hashlib
import json
from typing import Any, Final, NoReturn

from placement.errors import MissingExtra, RecordError

try:
    import rfc8785
except ModuleNotFoundError:
    raise MissingExtra("`placement.records`", "seal") from None

_FORM: Final = "is not in canonical form (RFC 8785)"


def canonical(value: object) -> bytes:
    """Return a JSON value in canonical form: keys sorted, no spaces, numbers and texts written in one way, UTF-8.

    Raises:
        RecordError: JSON cannot say it, or not in the same way everywhere: a number that is not finite, a whole number
            beyond 2**53, half of a surrogate pair.
    """
    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type] # whatever JSON cannot say is refused
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError, AttributeError, TypeError):
        problem = "holds what canonical JSON cannot say"
    raise RecordError(problem)  # outside, so that the first error, which carries the value, is not chained to this one


def digest_of(value: object) -> str:
    """Return SHA-256, in hexadecimal, of a JSON value's canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _no_such_number(_: str) -> NoReturn:
    raise RecordError(_FORM)


def read_canonical(text: str | bytes) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Return what a text in canonical form says.

    Any other spelling of the same value is refused: there is one text for each value, so a changed byte is always
    either another value or no canonical text.

    Raises:
        RecordError: It is not JSON, or not in canonical form. Says where, and repeats nothing of it.
    """
    try:
        written = text.encode() if isinstance(text, str) else bytes(text)
        value: Any = json.loads(written.decode(), parse_constant=_no_such_number)
    except json.JSONDecodeError as error:
        problem = f"is not valid JSON: line {error.lineno}, column {error.colno}"
    except UnicodeError:
        problem = "is not text in UTF-8"
    except RecursionError:
        problem = "is nested too deeply"
    except RecordError:
        raise
    except ValueError:  # Python's own limit on the digits of a number
        problem = _FORM
    else:
        if canonical(value) != written:
            raise RecordError(_FORM)
        return value
    raise RecordError(problem)
