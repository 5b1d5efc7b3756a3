"""A recommendation as a FHIR GuidanceResponse: what is recommended, how sure it is, and what is still needed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from placement.errors import ResourceError
from placement.fhir.coding import SENSITIVE, concept, rulebook_version, system_of
from placement.fhir.models import GuidanceResponse
from placement.language.scale import Graded
from placement.recommendation.addresses import BASE
from placement.recommendation.recommendation import Placement, Recommendation
from placement.rules.words import NOTICE

__all__ = ["guidance_response", "level_coding", "moment", "performer", "service_coding"]

_PARAMETERS: Final = "recommended"


def moment(at: datetime, resource: str) -> str:
    """Return a time as FHIR writes it.

    Raises:
        ResourceError: It has no offset from UTC.
    """
    if at.utcoffset() is None:
        raise ResourceError(f"`{resource}`", ["`at`: expected a time with its offset from UTC"])
    return at.isoformat()


def performer(recommendation: Recommendation) -> dict[str, str]:
    """Return what made the recommendation: this library, with its version."""
    return {"display": f"placement {recommendation.library_version}"}


def level_coding(recommendation: Recommendation, level: Graded) -> dict[str, str]:
    """Return the coding of a level."""
    system, name = system_of(recommendation.rulebook, "levels"), recommendation.why_not(level).name
    return {"system": system, "code": str(level), "display": name}


def service_coding(recommendation: Recommendation, service: Graded) -> dict[str, str]:
    """Return the coding of a service."""
    named = next((one.name for one in recommendation.services if one.service == service), "no service")
    return {"system": system_of(recommendation.rulebook, "services"), "code": str(service), "display": named}


def guidance_response(
    recommendation: Recommendation, *, at: datetime | None = None, subject: str | None = None
) -> GuidanceResponse:
    """Return a recommendation as a FHIR GuidanceResponse.

    Its status is `success` where the level is determined, else `data-required`. There is a `dataRequirement` for each
    open answer that could still move the level, the most decisive first, and for each that could raise a flag. What is
    recommended at the least and at the most is in the contained Parameters, and a flag that is not certain is
    a `possible-flag` there; the note for the chart, and what this is not, are notes.

    Args:
        recommendation: The recommendation.
        at: When it was made, with the offset from UTC, as the caller says; left out if None.
        subject: Whom it is about, such as `Patient/1`.

    Raises:
        ResourceError: `at` has no offset from UTC.
    """
    rulebook = recommendation.rulebook
    content: dict[str, Any] = {
        "resourceType": "GuidanceResponse",
        "meta": SENSITIVE,
        "contained": [
            {"resourceType": "Parameters", "id": _PARAMETERS, "parameter": list(_parameters(recommendation))}
        ],
        "moduleCanonical": f"{BASE}/Library/{rulebook.id}|{rulebook_version(rulebook)}",
        "status": "success" if recommendation.determined else "data-required",
        "performer": performer(recommendation),
        "note": [{"text": NOTICE}, {"text": recommendation.to_text()}],
        "outputParameters": {"reference": f"#{_PARAMETERS}"},
    }
    if at is not None:
        content["occurrenceDateTime"] = moment(at, "GuidanceResponse")
    if subject is not None:
        content["subject"] = {"reference": subject}
    if required := list(_open_questions(recommendation)):
        content["dataRequirement"] = [
            {"type": "Observation", "codeFilter": [{"path": "code", "code": [question]}]} for question in required
        ]
    return GuidanceResponse.model_validate(content)


def _open_questions(recommendation: Recommendation) -> Iterator[dict[str, str]]:
    """Go through the codings of the questions whose open answers could move the level or raise a flag, once each."""
    titles = {one.scale: one.title for one in recommendation.answers}
    deciding = [one.scale for one in recommendation.missing]
    for flag in recommendation.findings:
        deciding += flag.depends_on
    for scale in dict.fromkeys(deciding):
        yield {"system": system_of(recommendation.rulebook, "questions"), "code": scale, "display": titles[scale]}


def _parameters(recommendation: Recommendation) -> Iterator[dict[str, Any]]:
    if recommendation.level is not None:
        yield {"name": "level", "valueCoding": level_coding(recommendation, recommendation.level)}
    if recommendation.service is not None:
        yield {"name": "service", "valueCoding": service_coding(recommendation, recommendation.service)}
    for name, end in (("at-least", recommendation.floor), ("at-most", recommendation.ceiling)):
        yield {"name": name, "part": list(_end(recommendation, end))}
    says = {one.id: one.says for one in recommendation.findings if one.kind == "flag"}
    system = system_of(recommendation.rulebook, "flags")
    for name, flags in (("flag", recommendation.floor.flags), ("possible-flag", recommendation.possible_flags)):
        for flag in flags:
            yield {"name": name, "valueCoding": {"system": system, "code": flag, "display": says[flag]}}


def _end(recommendation: Recommendation, end: Placement) -> Iterator[dict[str, Any]]:
    yield {"name": "level", "valueCoding": level_coding(recommendation, end.level)}
    yield {"name": "service", "valueCoding": service_coding(recommendation, end.service)}
    for track, value in end.tracks.items():
        if track != recommendation.rulebook.headline:
            coded = concept(system_of(recommendation.rulebook, track), str(value).replace(" ", "-"), str(value))
            yield {"name": track.replace("_", "-"), "valueCoding": coded["coding"][0]}
