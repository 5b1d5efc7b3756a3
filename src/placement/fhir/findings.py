"""What follows from a recommendation, as FHIR resources: risks by dimension, conflicts, a draft request, provenance."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from placement.errors import ResourceError
from placement.fhir.coding import concept, rating_names, rulebook_of, system_of
from placement.fhir.guidance import moment, performer, service_coding
from placement.fhir.models import DetectedIssue, Provenance, RiskAssessment, ServiceRequest, made
from placement.fhir.subjects import patient_reference
from placement.language.words import BASE
from placement.recommendation.recommendation import Recommendation
from placement.rulebook.rulebook import Rulebook

_DIGEST: Final = f"{BASE}/rulebook-digest"
_PARTICIPANT: Final = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"


def _references(references: Sequence[str]) -> list[dict[str, str]] | None:
    return [{"reference": reference} for reference in references] or None


def risk_assessments(
    recommendation: Recommendation,
    *,
    subject: str,
    at: datetime | None = None,
    basis: Sequence[str] = (),
    rulebook: Rulebook | None = None,
) -> tuple[RiskAssessment, ...]:
    """Return the rating of each rated dimension as a FHIR RiskAssessment.

    Where open answers leave a rating open, there are two predictions, what it is at the least and at the most, and the
    assessment is `preliminary`, else `final`. A criterion that open answers decide is said to be so.

    Args:
        recommendation: The recommendation.
        subject: Whom it is about, such as `Patient/1`.
        at: When it was made, with the offset from UTC; left out if None.
        basis: References to what the ratings rest on, such as the QuestionnaireResponse.
        rulebook: The rulebook by which it was recommended; by default the one that it holds, else the shipped one.

    Raises:
        ResourceError: `at` has no offset from UTC.
    """
    book = rulebook_of(recommendation, rulebook)
    return tuple(
        made(
            RiskAssessment,
            book,
            status="final" if len(set(_ends(recommendation, name))) == 1 else "preliminary",
            code=_dimension(book, name),
            subject=patient_reference(subject, "RiskAssessment"),
            performer=performer(recommendation),
            occurrenceDateTime=moment(at, "RiskAssessment"),
            basis=_references(basis),
            prediction=_predictions(recommendation, book, name),
            note=[{"text": recommendation.notice}],
        )
        for name in recommendation.floor.ratings
    )


def _dimension(rulebook: Rulebook, name: str) -> dict[str, Any]:
    return concept(system_of(rulebook, "dimensions"), name, rulebook.dimension_named[name].title)


def _ends(recommendation: Recommendation, name: str) -> tuple[int, int]:
    """Return the rating of a dimension at the least and at the most."""
    return recommendation.floor.ratings[name], recommendation.ceiling.ratings[name]


def _predictions(recommendation: Recommendation, rulebook: Rulebook, name: str) -> list[dict[str, Any]]:
    names = rating_names(rulebook)
    least, most = _ends(recommendation, name)
    raising = [finding for finding in recommendation.findings if finding.raises == name and finding.kind == "criterion"]
    could_be = [
        f"could be met, while answers are open: {finding.text}" for finding in raising if finding.verdict == "unknown"
    ]
    nothing = "no criterion that is known to be met raises it" if could_be else "no criterion raises it"
    met = [finding.text for finding in raising if finding.verdict == "met"] or [nothing]
    ends = (
        [(least, [*met, *could_be])]
        if least == most
        else [(least, ["at the least", *met]), (most, ["at the most", *met, *could_be])]
    )
    return [
        {
            "outcome": _dimension(rulebook, name),
            "qualitativeRisk": concept(system_of(rulebook, "ratings"), str(rating), names[rating]),
            "rationale": "; ".join(reasons),
        }
        for rating, reasons in ends
    ]


def detected_issues(
    recommendation: Recommendation,
    *,
    at: datetime | None = None,
    subject: str | None = None,
    implicated: Sequence[str] = (),
    rulebook: Rulebook | None = None,
) -> tuple[DetectedIssue, ...]:
    """Return each conflict among the answers as a FHIR DetectedIssue. It changes nothing of what is recommended.

    Args:
        recommendation: The recommendation.
        at: When the conflict was noticed, with the offset from UTC; left out if None.
        subject: Whom it is about, such as `Patient/1`.
        implicated: References to what contradicts itself, such as the QuestionnaireResponse.
        rulebook: The rulebook by which it was recommended; by default the one that it holds, else the shipped one.

    Raises:
        ResourceError: `at` has no offset from UTC.
        MismatchedAssessment: The rulebook is another one.
    """
    book = rulebook_of(recommendation, rulebook)
    system = system_of(book, "conflicts")
    return tuple(
        made(
            DetectedIssue,
            book,
            status="final",
            code=concept(system, conflict.id, conflict.text),
            detail=f"{conflict.text} ({', '.join(conflict.scales)})",
            identifiedDateTime=moment(at, "DetectedIssue"),
            patient=patient_reference(subject, "DetectedIssue"),
            implicated=_references(implicated),
        )
        for conflict in recommendation.conflicts
    )


def requestable(recommendation: Recommendation) -> bool:
    """Say whether there is one service to request: it is determined, and one is indicated."""
    service = recommendation.service
    return service is not None and not recommendation.rulebook.is_nothing(service)


def service_request(
    recommendation: Recommendation,
    *,
    subject: str,
    at: datetime,
    supporting: Sequence[str] = (),
    rulebook: Rulebook | None = None,
) -> ServiceRequest:
    """Return the recommended service as a draft FHIR ServiceRequest: a proposal for a clinician to sign or to discard.

    Args:
        recommendation: The recommendation.
        subject: Who needs the service, such as `Patient/1`.
        at: When it was proposed, with the offset from UTC.
        supporting: References to what supports it, such as the GuidanceResponse.
        rulebook: The rulebook by which it was recommended; by default the one that it holds, else the shipped one.

    Raises:
        ResourceError: The service is not determined, or none is indicated (`requestable` says so beforehand); or `at`
            has no offset from UTC.
    """
    service = recommendation.service
    if service is None or not requestable(recommendation):
        expected = "expected a recommendation with one service: open answers leave several, or none is indicated"
        raise ResourceError("`ServiceRequest`", [expected])
    book = rulebook_of(recommendation, rulebook)
    coding = service_coding(book, service)
    name = coding["display"]
    return made(
        ServiceRequest,
        book,
        status="draft",
        intent="proposal",
        code={"coding": [coding], "text": name if name == coding["code"] else f"{coding['code']}, {name}"},
        subject=patient_reference(subject, "ServiceRequest"),
        authoredOn=moment(at, "ServiceRequest"),
        note=[{"text": recommendation.notice}],
        supportingInfo=_references(supporting),
    )


def provenance(
    recommendation: Recommendation, *, targets: Sequence[str], at: datetime, rulebook: Rulebook | None = None
) -> Provenance:
    """Return by what resources were made: this library and its version, and the rulebook by its digest.

    Args:
        recommendation: The recommendation that they come from.
        targets: References to the resources, at least one.
        at: When they were made, with the offset from UTC.
        rulebook: The rulebook by which it was recommended; by default the one that it holds, else the shipped one.

    Raises:
        ResourceError: There is no target, or `at` has no offset from UTC.
    """
    if not targets:
        raise ResourceError("`Provenance`", ["`targets`: expected at least one reference"])
    book = rulebook_of(recommendation, rulebook)
    digest = {"identifier": {"system": _DIGEST, "value": book.digest}, "display": f"rulebook {book.id} {book.version}"}
    return made(
        Provenance,
        book,
        target=_references(targets),
        recorded=moment(at, "Provenance"),
        agent=[{"type": concept(_PARTICIPANT, "assembler", "Assembler"), "who": performer(recommendation)}],
        entity=[{"role": "source", "what": digest}],
    )
