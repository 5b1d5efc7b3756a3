"""Whom a resource is about. References are compared as they are written; none is followed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

__all__ = ["same_subject", "subject_mistakes"]

_PATIENT: Final = "Patient"

_LITERAL: Final = re.compile(
    r"(?:(?P<server>https?://[^\s?#]+)/)?(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?"
)


class _Literal(NamedTuple):
    """A reference to a resource on a server.

    Attributes:
        server: Address of the server; empty in a relative reference.
        type: Type of the resource.
        id: Its id there.
    """

    server: str
    type: str
    id: str


def _literal(reference: str) -> _Literal | None:
    read = _LITERAL.fullmatch(reference)
    return None if read is None else _Literal(read["server"] or "", read["type"], read["id"])


def _unfollowed(reference: str) -> str:
    """Return a reference as it is compared: of a UUID, upper and lower case are the same."""
    return reference.lower() if reference.lower().startswith("urn:uuid:") else reference


def same_subject(reference: str, expected: str) -> bool:
    """Say whether a reference in a resource is the one that a caller expects.

    The version of a reference (`/_history/2`) does not matter. A relative reference belongs to the server that the
    resource comes from, which the caller knows, so it may stand for an absolute one. An absolute reference is not the
    expected relative one: `Patient/1` of another server is another person. A reference to a contained resource has no
    meaning outside of it, and equals nothing.

    Args:
        reference: The reference as the resource has it.
        expected: The person whom the caller expects: `Patient/1`, an absolute reference, or a `urn:uuid`.
    """
    found, wanted = _literal(reference), _literal(expected)
    if found is not None and wanted is not None:
        return found[1:] == wanted[1:] and found.server in {"", wanted.server}
    return _unfollowed(reference) == _unfollowed(expected) and not reference.startswith("#")


def subject_mistakes(resource: Mapping[str, Any], expected: str | None) -> Iterator[str]:
    """Say why a resource cannot be read as one about the person whom the caller expects.

    A resource that does not say whom it is about contradicts nobody. Where a response leaves out the subject, but
    a patient answered it, that patient is meant.

    Args:
        resource: A resource with `subject`, as JSON values.
        expected: The reference that the caller expects; None for any patient.
    """
    name = next((field for field in ("subject", "source") if field in resource), None)
    if name is None:
        return
    about: Mapping[str, Any] = resource[name]
    reference: str = about.get("reference", "")
    read = _literal(reference)
    kind = str(about.get("type", read.type if read else "")).rpartition("/")[2]
    if name == "source" and kind != _PATIENT:
        return
    if expected is not None and not same_subject(reference, expected):
        yield f"`{name}`: expected the person whom the caller expects, by the same reference"
    elif expected is None and kind not in {"", _PATIENT}:
        yield f"`{name}`: expected a patient"
