"""Codes: where this project's own come from, which ones others have published, and how a code is checked."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final, cast

from placement.assessment.assessment import given_or_shipped
from placement.language.scale import Scale
from placement.recommendation.recommendation import Recommendation
from placement.rulebook.rulebook import Rulebook

LOINC: Final = "http://loinc.org"

ABSENT: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
"""Extension that says why there is no answer."""

NOT_ASKED: Final = "not-asked"

UNSURE_CODE: Final = "unsure"

ABSENT_REASONS: Final[Mapping[str, str | None]] = {
    NOT_ASKED: None,
    "asked-unknown": "unsure",
    "asked-declined": "unsure",
    "temp-unknown": "unsure",
    "unknown": "unsure",
}
"""What a reason for the absence of an answer means: not asked, or asked without getting to know. Of several reasons the
most open one counts; of the age, each means that it is not stated."""

_HL7: Final = "http://terminology.hl7.org/CodeSystem"

_LONGEST_ID: Final = 64

_LOINC: Final = re.compile(r"[1-9][0-9]{0,6}-[0-9]")


def gives_absence(element: object) -> bool:
    """Say whether extensions of an element give a reason for the absence of its value; a primitive has none."""
    extensions = cast("dict[str, Any]", element).get("extension", ()) if isinstance(element, dict) else ()
    return any(extension.get("url") == ABSENT for extension in extensions)


def rulebook_of(recommendation: Recommendation, rulebook: Rulebook | None = None) -> Rulebook:
    """Return the rulebook by which something was recommended: the one given, the one held, or the shipped one.

    Raises:
        MismatchedAssessment: It is another one.
    """
    return recommendation.rulebook.expect(
        given_or_shipped(recommendation.rulebook_held if rulebook is None else rulebook)
    )


def meta_of(rulebook: Rulebook) -> dict[str, Any]:
    """Return `meta` of whatever tells of a person: restricted, and why it is sensitive, as the rulebook says."""
    labels = [("v3-Confidentiality", "R", "restricted")]
    labels += [("v3-ActCode", label.code, label.display) for label in rulebook.words.codes.sensitivity]
    return {
        "security": [{"system": f"{_HL7}/{name}", "code": code, "display": display} for name, code, display in labels]
    }


def rating_names(rulebook: Rulebook) -> tuple[str, ...]:
    """Return what the ratings of dimensions are called: in words where there is one for each, else by number."""
    highest = {dimension.highest for dimension in rulebook.dimensions if dimension.rated}
    if highest == {len(rulebook.words.ratings) - 1}:
        return rulebook.words.ratings
    return tuple(map(str, range(max(highest, default=-1) + 1)))


def is_loinc(code: str) -> bool:
    """Say whether a code has the form of a LOINC code and the right check digit (modulo 10, as LOINC defines it).

    That does not say that there is such a code, or what it stands for.
    """
    if not _LOINC.fullmatch(code):
        return False
    digits, _, check = code.partition("-")
    doubled = str(2 * int(digits[::-2][::-1]))
    total = sum(map(int, doubled)) + sum(map(int, digits[-2::-2]))
    return (10 - total % 10) % 10 == int(check)


def resource_id(name: str) -> str:
    """Return a name as the id of a resource: no underscore, 64 characters at most (FHIR R4, datatype `id`).

    A longer name ends in a part of its SHA-256 digest, so that different ones stay different.
    """
    plain = name.replace("_", "-")
    if len(plain) <= _LONGEST_ID:
        return plain
    digest = sha256(name.encode()).hexdigest()[:12]
    return f"{plain[: _LONGEST_ID - 1 - len(digest)]}-{digest}"


def resource_name(name: str) -> str:
    """Return a name in kebab case as FHIR names a resource to programs."""
    return "".join(part.capitalize() for part in name.split("-"))


def rulebook_version(rulebook: Rulebook) -> str:
    """Return the version of whatever is generated from a rulebook: the same as long as it says the same.

    It follows a `|` in canonical addresses, and is of what these may hold.
    """
    version = re.sub(r"[^\w.+~-]+", "-", rulebook.version).strip("-")
    return f"{version}-{rulebook.digest[:12]}"


def questionnaire_canonical(rulebook: Rulebook) -> str:
    """Return the address of the questionnaire of a rulebook, without its version."""
    return f"{rulebook.words.codes.base}/Questionnaire/{rulebook.id}"


def system_of(rulebook: Rulebook, name: str) -> str:
    """Return the code system of a scale, a track, or `levels`, `flags`, `conflicts` and `dimensions`."""
    return f"{rulebook.words.codes.base}/CodeSystem/{rulebook.id}-{resource_id(name)}"


def coding(rulebook: Rulebook, system: str, code: object, display: object) -> dict[str, str]:
    """Return a coding from one of the rulebook's systems, which are those of `system_of`."""
    return {"system": system_of(rulebook, system), "code": str(code), "display": str(display)}


def value_code(value: object) -> str:
    """Return the name of a track's value as a code: FHIR allows single spaces, but few expect them."""
    return str(value).replace(" ", "-")


def answer_coding(rulebook: Rulebook, scale: type[Scale], anchor: Scale | None) -> dict[str, str]:
    """Return the coding of an anchor; of "unsure" for None."""
    code, display = (UNSURE_CODE, "unsure") if anchor is None else (anchor.key, anchor.label)
    return coding(rulebook, scale.id, code, display)


def concept(system: str, code: str, display: str) -> dict[str, Any]:
    """Return a concept with one coding, and its text."""
    return {"coding": [{"system": system, "code": code, "display": display}], "text": display}
