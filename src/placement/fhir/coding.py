"""Codes: where this project's own come from, which ones others have published, and how a code is checked."""

import re
from collections.abc import Mapping
from typing import Any, Final, Protocol

from placement.language.scale import Scale
from placement.recommendation.addresses import BASE

__all__ = [
    "ABSENT",
    "ABSENT_REASONS",
    "LOINC",
    "NOT_ASKED",
    "SENSITIVE",
    "UNSURE_CODE",
    "Edition",
    "answer_coding",
    "concept",
    "is_loinc",
    "questionnaire_canonical",
    "resource_id",
    "rulebook_version",
    "system_of",
]

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

SENSITIVE: Final[Mapping[str, Any]] = {
    "security": [
        {
            "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
            "code": "R",
            "display": "restricted",
        },
        {
            "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
            "code": "ETH",
            "display": "substance abuse information sensitivity",
        },
    ]
}
"""`meta` of whatever tells of a person: restricted, and about substance use."""

_LOINC: Final = re.compile(r"[1-9][0-9]{0,6}-[0-9]")


class Edition(Protocol):
    """A rulebook, or a reference to one."""

    @property
    def id(self) -> str:
        """Its name in kebab case."""
        ...

    @property
    def version(self) -> str:
        """Its edition, as its authors call it."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of what it says."""
        ...


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
    """Return a name as the id of a resource, which may hold no underscore (FHIR R4, datatype `id`)."""
    return name.replace("_", "-")[:64]


def rulebook_version(rulebook: Edition) -> str:
    """Return the version of whatever is generated from a rulebook: the same as long as it says the same."""
    return f"{rulebook.version}-{rulebook.digest[:12]}"


def questionnaire_canonical(rulebook: Edition) -> str:
    """Return the address of the questionnaire of a rulebook, without its version."""
    return f"{BASE}/Questionnaire/{rulebook.id}"


def system_of(rulebook: Edition, name: str) -> str:
    """Return the code system of a scale, a track, or `levels`, `flags`, `conflicts` and `dimensions`."""
    return f"{BASE}/CodeSystem/{rulebook.id}-{resource_id(name)}"


def answer_coding(rulebook: Edition, scale: type[Scale], anchor: Scale | None) -> dict[str, str]:
    """Return the coding of an anchor; of "unsure" for None."""
    code, display = (UNSURE_CODE, "unsure") if anchor is None else (anchor.key, anchor.label)
    return {"system": system_of(rulebook, scale.id), "code": code, "display": display}


def concept(system: str, code: str, display: str) -> dict[str, Any]:
    """Return a concept with one coding, and its text."""
    return {"coding": [{"system": system, "code": code, "display": display}], "text": display}
