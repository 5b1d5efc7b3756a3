"""A recommendation as a FHIR GuidanceResponse: what is recommended, how sure it is, and what is still needed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from placement.errors import ResourceError
from placement.fhir.coding import coding, rulebook_of, rulebook_version, value_code
from placement.fhir.models import GuidanceResponse, made
from placement.fhir.subjects import patient_reference
from placement.language.graded import Graded
from placement.recommendation.recommendation import Placement, Recommendation
from placement.rulebook.rulebook import Rulebook

_PARAMETERS: Final = "recommended"
_NO_SERVICE: Final = "no service"


def moment(at: datetime | None, resource: str) -> str | None:
    """Return a time as FHIR writes it; None where there is none.

    Raises:
        ResourceError: It has no offset from UTC.
    """
    if at is not None and at.utcoffset() is None:
        raise ResourceError(f"`{resource}`", ["`at`: expected a time with its offset from UTC"])
    return None if at is None else at.isoformat()


def performer(recommendation: Recommendation) -> dict[str, str]:
    """Return what made the recommendation: this library, with its version."""
    return {"display": f"placement {recommendation.library_version}"}


def level_coding(rulebook: Rulebook, level: Graded) -> dict[str, str]:
    """Return the coding of a level."""
    return coding(rulebook, "levels", level, rulebook.level_named[level].name or level)


def service_names(rulebook: Rulebook) -> dict[str, str]:
    """Return what the services of a rulebook are called: as it says, or else by their values."""
    names = {described.service: described.name for described in rulebook.services}
    lowest = {str(next(iter(rulebook.headline_track))): _NO_SERVICE} if names else {}
    return {str(value): {**lowest, **names}.get(str(value)) or str(value) for value in rulebook.headline_track}


def service_coding(rulebook: Rulebook, service: Graded) -> dict[str, str]:
    """Return the coding of a service."""
    return coding(rulebook, "services", service, service_names(rulebook)[str(service)])


def guidance_response(
    recommendation: Recommendation,
    *,
    at: datetime | None = None,
    subject: str | None = None,
    rulebook: Rulebook | None = None,
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
        rulebook: The rulebook by which it was recommended; by default the one that it holds, else the shipped one.

    Raises:
        ResourceError: `at` has no offset from UTC.
    """
    book = rulebook_of(recommendation, rulebook)
    required = _open_questions(recommendation, book)
    parameters = {"resourceType": "Parameters", "id": _PARAMETERS, "parameter": list(_parameters(recommendation, book))}
    return made(
        GuidanceResponse,
        book,
        contained=[parameters],
        moduleCanonical=f"{book.words.codes.base}/Library/{book.id}|{rulebook_version(book)}",
        status="success" if recommendation.determined else "data-required",
        subject=patient_reference(subject, "GuidanceResponse"),
        occurrenceDateTime=moment(at, "GuidanceResponse"),
        performer=performer(recommendation),
        note=[{"text": recommendation.notice}, {"text": recommendation.to_text()}],
        outputParameters={"reference": f"#{_PARAMETERS}"},
        dataRequirement=[
            {"type": "Observation", "codeFilter": [{"path": "code", "code": [question]}]} for question in required
        ]
        or None,
    )


def _open_questions(recommendation: Recommendation, book: Rulebook) -> Iterator[dict[str, str]]:
    """Go through the codings of the questions whose open answers could move the level or raise a flag, once each."""
    titles = {answer.scale: answer.title for answer in recommendation.answers}
    deciding = [question.scale for question in recommendation.missing]
    for flag in recommendation.findings:
        deciding += flag.depends_on
    for scale in dict.fromkeys(deciding):
        yield coding(book, "questions", scale, titles[scale])


def _parameters(recommendation: Recommendation, book: Rulebook) -> Iterator[dict[str, Any]]:
    if recommendation.level is not None:
        yield {"name": "level", "valueCoding": level_coding(book, recommendation.level)}
    if recommendation.service is not None:
        yield {"name": "service", "valueCoding": service_coding(book, recommendation.service)}
    for name, end in (("at-least", recommendation.floor), ("at-most", recommendation.ceiling)):
        yield {"name": name, "part": list(_end(book, end))}
    text = {finding.id: finding.text for finding in recommendation.findings if finding.kind == "flag"}
    for name, flags in (("flag", recommendation.floor.flags), ("possible-flag", recommendation.possible_flags)):
        for flag in flags:
            yield {"name": name, "valueCoding": coding(book, "flags", flag, text[flag])}


def _end(book: Rulebook, end: Placement) -> Iterator[dict[str, Any]]:
    yield {"name": "level", "valueCoding": level_coding(book, end.level)}
    yield {"name": "service", "valueCoding": service_coding(book, end.service)}
    for track, value in end.tracks.items():
        if track != book.headline_track.id:
            yield {"name": track.replace("_", "-"), "valueCoding": coding(book, track, value_code(value), value)}
