"""Everything about one recommendation in a FHIR transaction."""

import uuid
from datetime import datetime

from placement.assessment.answers import Answers, rulebook_for
from placement.errors import MismatchedAssessment
from placement.fhir.findings import detected_issues, provenance, risk_assessments, service_request
from placement.fhir.guidance import guidance_response
from placement.fhir.models import Bundle, Resource, made
from placement.fhir.response_details import ResponseStatus
from placement.fhir.responses import to_questionnaire_response
from placement.recommendation.place import place
from placement.recommendation.recommendation import Recommendation
from placement.rulebook.rulebook import Rulebook


def _address() -> str:
    return f"urn:uuid:{uuid.uuid4()}"


def transaction(  # noqa: PLR0913 - one argument for each thing that it is about
    assessment: Answers,
    recommendation: Recommendation,
    *,
    subject: str,
    at: datetime,
    authored: datetime | str | None = None,
    status: ResponseStatus = "completed",
    request_service: bool = False,
    rulebook: Rulebook | None = None,
) -> Bundle:
    """Return a transaction Bundle: answers, guidance, risks, conflicts and provenance, referring to each other.

    Nothing is sent. Each entry is a `POST`, so a server makes new resources of all of them or of none.

    Args:
        assessment: What was known.
        recommendation: What `place` made of it.
        subject: Whom it is about, such as `Patient/1`.
        at: When it was recommended, with the offset from UTC, as the caller says.
        authored: When the answers were given, as in `to_questionnaire_response`; left out if None.
        status: Whether the answers are finished.
        request_service: Add a draft ServiceRequest.
        rulebook: The rulebook; by default the one that the assessment was made for.

    Raises:
        ResourceError: As `to_questionnaire_response` and `service_request`.
        MismatchedAssessment: The assessment does not ask what the rulebook reads, or the recommendation was made under
            another rulebook or from other answers.
    """
    book = rulebook_for(assessment, rulebook)
    if recommendation.rulebook.digest != book.digest or not _made_from(recommendation, assessment, book):
        raise MismatchedAssessment("the recommendation was not made from this assessment under this rulebook")
    answered, guided = _address(), _address()
    entries: list[tuple[str, Resource]] = [
        (answered, to_questionnaire_response(assessment, book, subject=subject, authored=authored, status=status)),
        (guided, guidance_response(recommendation, at=at, subject=subject, rulebook=book)),
    ]
    following: list[Resource] = [
        *risk_assessments(recommendation, subject=subject, at=at, basis=[answered], rulebook=book),
        *detected_issues(recommendation, at=at, subject=subject, implicated=[answered], rulebook=book),
    ]
    if request_service:
        following.append(service_request(recommendation, subject=subject, at=at, supporting=[guided], rulebook=book))
    entries += [(_address(), resource) for resource in following]
    targets = [address for address, _ in entries if address != answered]
    entries.append((_address(), provenance(recommendation, targets=targets, at=at, rulebook=book)))
    entry = [
        {
            "fullUrl": address,
            "resource": resource,
            "request": {"method": "POST", "url": resource.get_resource_type()},
        }
        for address, resource in entries
    ]
    return made(Bundle, book, type="transaction", entry=entry)


def _made_from(recommendation: Recommendation, assessment: Answers, rulebook: Rulebook) -> bool:
    """Say whether placing the person again gives the same in every field, whichever engines and version decided."""
    again = place(assessment, rulebook, "reference")
    decided = {"engines": recommendation.engines, "library_version": recommendation.library_version}
    return recommendation == again.model_copy(update=decided)
