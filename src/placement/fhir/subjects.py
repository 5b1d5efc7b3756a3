"""Whom a resource is about. References are compared as they are written; none is followed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

__all__ = ["focus_mistakes", "same_patient", "same_subject", "subject_mistakes"]

_PATIENT: Final = "Patient"
_PEOPLE: Final = frozenset({_PATIENT, "Group", "Person", "Practitioner", "PractitionerRole", "RelatedPerson"})
_FOCUS_CODE: Final = "http://hl7.org/fhir/StructureDefinition/observation-focusCode"
"""Extension that says about whom or what an Observation is, where that is not its subject."""

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


def same_patient(subject: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two resources may be about one patient: by reference, or by identifier where one has no reference.

    A subject with neither says nothing of whom it is, and contradicts nobody.

    Args:
        subject: `subject` of one resource, as JSON values; empty where there is none.
        other: That of the other.
    """
    references = [one["reference"] for one in (subject, other) if "reference" in one]
    if len(references) > 1:
        first, second = references
        return same_subject(first, second) or same_subject(second, first)
    named = [{"reference", "identifier"} & one.keys() for one in (subject, other)]
    return not all(named) or _identified(subject) == _identified(other) is not None


def _identified(subject: Mapping[str, Any]) -> tuple[str | None, str] | None:
    identifier: Mapping[str, Any] = subject.get("identifier", {})
    return (identifier.get("system"), identifier["value"]) if "value" in identifier else None


def focus_mistakes(observation: Mapping[str, Any]) -> Iterator[str]:
    """Say why an Observation is about another person than its subject, or may be.

    Args:
        observation: An Observation, as JSON values. A focus that is certainly no person, such as a Condition, is no
            mistake.
    """
    if any(one.get("url") == _FOCUS_CODE for one in observation.get("extension", ())):
        yield "`extension`: expected no code of a focus that is not the patient"
    contained = {f"#{one.get('id')}": one.get("resourceType", "") for one in observation.get("contained", ())}
    for focus in observation.get("focus", ()):
        reference: str = focus.get("reference", "")
        read = _literal(reference)
        said = str(focus.get("type", "")).rpartition("/")[2]
        kinds = {said, read.type if read else "", contained.get(reference, "")} - {""}
        if not kinds or kinds & _PEOPLE:
            yield "`focus`: expected none that is a person, or may be one"
            return
