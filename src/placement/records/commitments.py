"""What a digest is over: one salted commitment for each part of a record, so that parts can be taken away.

A commitment is SHA-256 over the canonical JSON of a fixed title, the part's name, its salt and its value. Whoever sees
it learns nothing of the value without the salt, of which there are 2**128; whoever sealed it cannot show another value
for it. The record's digest is over the commitments alone, so it is the same whether a part is shown or not.
"""

import secrets
from collections.abc import Mapping
from typing import Any, Final

from placement.records.canonical import digest_of

FORMAT: Final = 1
"""Edition of a record's own shape; a reader refuses any other."""

_PART: Final = "placement decision record: part"
_WHOLE: Final = "placement decision record"

_HEADER: Final = ("recorded_at", "rulebook", "library_version", "python_version", "previous")
_SECTIONS: Final = ("assessment", "recommendation", "discrepancy")


def new_salt() -> str:
    """Return 128 random bits, in hexadecimal."""
    return secrets.token_hex(16)


def commitment(name: str, salt: str, value: object) -> str:
    """Return the commitment to one part."""
    return digest_of([_PART, name, salt, value])


def sealed_digest(commitments: Mapping[str, str]) -> str:
    """Return the digest of a record with these commitments."""
    return digest_of([_WHOLE, FORMAT, dict(commitments)])


def parts_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a record by name: what is said of it, then each answer and each field of what followed.

    Args:
        content: The record's fields, as JSON values.

    Returns:
        Values by name, such as `recorded_at`, `assessment.housing`, `recommendation.level`. What is not shown is left
        out; a record without a discrepancy has no such parts.
    """
    parts = {name: content[name] for name in _HEADER}
    for section in _SECTIONS:
        shown: Mapping[str, Any] = content[section] or {}
        parts.update({f"{section}.{name}": value for name, value in shown.items()})
    return parts
