"""Whom a resource is about. References are compared as they are written; none is followed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from placement.errors import ResourceError

_PATIENT: Final = "Patient"
_PEOPLE: Final = frozenset({_PATIENT, "Group", "Person", "Practitioner", "PractitionerRole", "RelatedPerson"})
_FOCUS_CODE: Final = "http://hl7.org/fhir/StructureDefinition/observation-focusCode"
"""Extension that says about whom or what an Observation is, where that is not its subject."""

_LITERAL: Final = re.compile(
    r"(?:(?P<server>https?://[^\s?#]+)/)?(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?"
)
_URN: Final = re.compile(r"urn:(uuid:[0-9A-Fa-f-]{36}|oid:[0-9.]+)", re.IGNORECASE)


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
    given, wanted = _literal(reference), _literal(expected)
    if given is not None and wanted is not None:
        return given[1:] == wanted[1:] and given.server in {"", wanted.server}
    return _unfollowed(reference) == _unfollowed(expected) and not reference.startswith("#")


def subject_mistakes(resource: Mapping[str, Any], expected: str | None) -> Iterator[str]:
    """Say why a resource cannot be read as one about the patient whom the caller expects; None expects any patient.

    A resource that does not say whom it is about contradicts nothing. Where a response leaves out the subject, but
    a patient answered it, that patient is meant.
    """
    name = next((field for field in ("subject", "source") if field in resource), None)
    if name is None:
        return
    about: Mapping[str, Any] = resource[name]
    kinds, wanted = _kinds(resource, about), _literal(expected or "")
    if name == "source" and _PATIENT not in kinds:
        return
    if expected is not None and not same_subject(about.get("reference", ""), expected):
        yield f"`{name}`: expected the person whom the caller expects, by the same reference"
    elif kinds - {_PATIENT if wanted is None else wanted.type}:
        yield f"`{name}`: expected a patient"


def patient_reference(subject: str | None, resource: str) -> dict[str, str] | None:
    """Return a reference to the patient whom a resource that is made is about.

    Args:
        subject: `Patient/1`, an absolute reference to a patient, or a `urn:uuid`; None where none is named.
        resource: Name of the resource, for the error.

    Raises:
        ResourceError: It is none of these.
    """
    if subject is None:
        return None
    read = _literal(subject)
    if not (read.type == _PATIENT if read else _URN.fullmatch(subject)):
        raise ResourceError(f"`{resource}`", ["`subject`: expected a reference to a patient, such as `Patient/1`"])
    return {"reference": subject}


def _kinds(resource: Mapping[str, Any], about: Mapping[str, Any]) -> set[str]:
    """Return the types of resource that a reference says it is to; none where it does not say."""
    reference: str = about.get("reference", "")
    read = _literal(reference)
    contained = [part["resourceType"] for part in resource.get("contained", ()) if f"#{part.get('id')}" == reference]
    return {str(about.get("type", "")).rpartition("/")[2], read.type if read else "", *contained} - {""}


def subjects_mistakes(subjects: Mapping[int, Mapping[str, Any] | None]) -> Iterator[str]:
    """Say why resources, whose `subject` is given by number, are not known to be about one patient.

    One without a subject contradicts nothing. Of one with a subject that has neither reference nor identifier, such as
    a name alone, it cannot be told whether it is about the others' patient.
    """
    known: list[Mapping[str, Any]] = []
    for number, subject in subjects.items():
        if subject is None:
            continue
        if "reference" not in subject and _identified(subject) is None:
            if len(subjects) > 1:
                yield f"{number}: `subject`: expected a reference or an identifier, where several are read"
        elif all(_same_patient(subject, other) for other in known):
            known += [] if subject in known else [subject]
        else:
            yield f"{number}: `subject`: expected the patient of the other Observations"


def _same_patient(subject: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two subjects are one patient: by reference, or by identifier where one has no reference."""
    references = [reference["reference"] for reference in (subject, other) if "reference" in reference]
    if len(references) > 1:
        first, second = references
        return same_subject(first, second) or same_subject(second, first)
    return _identified(subject) == _identified(other) is not None


def _identified(subject: Mapping[str, Any]) -> tuple[str | None, str] | None:
    identifier: Mapping[str, Any] = subject.get("identifier", {})
    return (identifier.get("system"), identifier["value"]) if "value" in identifier else None


def focus_mistakes(observation: Mapping[str, Any]) -> Iterator[str]:
    """Say why an Observation is about another person than its subject, or may be.

    A focus that is certainly no person, such as a Condition, is no mistake.
    """
    if any(extension.get("url") == _FOCUS_CODE for extension in observation.get("extension", ())):
        yield "`extension`: expected no code of a focus that is not the patient"
    for focus in observation.get("focus", ()):
        kinds = _kinds(observation, focus)
        if not kinds or kinds & _PEOPLE:
            yield "`focus`: expected none that is a person, or may be one"
            return
