"""Assessments as FHIR QuestionnaireResponses, there and back. What was not asked stays not asked."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError

from placement.assessment.answers import Answers
from placement.assessment.assessment import Assessment
from placement.assessment.provenance import Observed
from placement.errors import MismatchedAssessment, ResourceError
from placement.fhir.answered import Reading
from placement.fhir.coding import ABSENT, NOT_ASKED, SENSITIVE, answer_coding, questionnaire_canonical, rulebook_version
from placement.fhir.models import QuestionnaireResponse, as_json, read
from placement.fhir.questionnaire import AGE, group_id
from placement.language.scale import Scale
from placement.recommendation.addresses import BASE
from placement.rulebook.rulebook import Rulebook
from placement.rules.five_level import FIVE_LEVEL

__all__ = ["from_questionnaire_response", "to_questionnaire_response"]

_OBSERVED: Final = f"{BASE}/StructureDefinition/observed"
"""Extension that keeps what an instrument said, and beside it a clinician: see `Assessment.provenance`."""

_KINDS: Final = {
    "scale": "valueCode",
    "origin": "valueCode",
    "answer": "valueCode",
    "at_least": "valueCode",
    "total": "valueInteger",
    "at": "valueDateTime",
    "stale": "valueBoolean",
}
_STATUSES: Final = ("completed", "amended", "in-progress", "stopped")  # not: entered in error
_SUBJECT: Final = "`QuestionnaireResponse`"


def _model(rulebook: Rulebook) -> type[Answers]:
    return Assessment if rulebook == FIVE_LEVEL else rulebook.assessment_model()


def to_questionnaire_response(
    assessment: Answers,
    rulebook: Rulebook = FIVE_LEVEL,
    *,
    subject: str | None = None,
    authored: datetime | None = None,
) -> QuestionnaireResponse:
    """Return the answers as a FHIR QuestionnaireResponse to the rulebook's `questionnaire`.

    A question that was not asked is there without an answer, with `data-absent-reason` saying so. What instruments
    said is kept in an extension.

    Args:
        assessment: The answers.
        rulebook: The rulebook that asks them.
        subject: Whom they are about, such as `Patient/1`.
        authored: When they were given, with the offset from UTC, as the caller says.

    Raises:
        MismatchedAssessment: The assessment does not ask what the rulebook reads.
        ResourceError: `authored` has no offset from UTC.
    """
    if [one.id for one in assessment.scales] != [one.id for one in rulebook.scales]:
        message = f"this assessment does not ask what rulebook `{rulebook.id}` reads"
        raise MismatchedAssessment(message)
    if authored is not None and authored.utcoffset() is None:
        raise ResourceError(_SUBJECT, ["`authored`: expected a time with its offset from UTC"])
    groups = [
        {
            "linkId": group_id(dimension),
            "text": dimension.title,
            "item": [
                _item(rulebook, scale, assessment.answer(scale.id))
                for scale in rulebook.scales
                if scale.dimension == dimension
            ],
        }
        for dimension in rulebook.dimensions
    ]
    age = {"linkId": AGE, "text": "Age in years"}
    content: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "meta": SENSITIVE,
        "questionnaire": f"{questionnaire_canonical(rulebook)}|{rulebook_version(rulebook)}",
        "status": "completed",
        "item": [
            age | (_absent() if assessment.age is None else {"answer": [{"valueInteger": assessment.age}]}),
            *(group for group in groups if group["item"]),
        ],
    }
    if assessment.provenance:
        content["extension"] = [_observed(one) for one in assessment.provenance]
    if subject is not None:
        content["subject"] = {"reference": subject}
    if authored is not None:
        content["authored"] = authored.isoformat()
    return QuestionnaireResponse.model_validate(content)


def _absent() -> dict[str, Any]:
    return {"extension": [{"url": ABSENT, "valueCode": NOT_ASKED}]}


def _item(rulebook: Rulebook, scale: type[Scale], answer: object) -> dict[str, Any]:
    item: dict[str, Any] = {"linkId": scale.id, "text": scale.title()}
    if answer is None:
        return item | _absent()
    coding = answer_coding(rulebook, scale, answer if isinstance(answer, Scale) else None)
    return item | {"answer": [{"valueCoding": coding}]}


def _observed(one: Observed) -> dict[str, Any]:
    said = one.model_dump(mode="json", exclude_defaults=True)
    parts = [{"url": name, _KINDS[name]: value} for name, value in said.items()]
    return {"url": _OBSERVED, "extension": parts}


def from_questionnaire_response(resource: object, rulebook: Rulebook = FIVE_LEVEL) -> Answers:
    """Return the answers of a FHIR QuestionnaireResponse to the rulebook's `questionnaire`.

    A question that is left out, or has no answer, is not asked. `data-absent-reason` may say that it was asked without
    an answer coming of it (`asked-unknown`, `asked-declined`, `unknown`, `temp-unknown`): that is unsure.

    Args:
        resource: A QuestionnaireResponse: a model, JSON text, or a mapping.
        rulebook: The rulebook whose questionnaire it answers.

    Returns:
        An `Assessment`; for another rulebook than the shipped one, an instance of its `assessment_model()`.

    Raises:
        ResourceError: It is no such resource, answers another questionnaire, or holds answers that are not allowed.
            Every mistake is named by its linkId, and no answer is repeated.
        OutOfScope: The person is under 18.
    """
    response = as_json(read(QuestionnaireResponse, resource))
    reading = Reading(rulebook)
    mistakes = [*_of_another_kind(response, rulebook), *reading.mistakes_in(response)]
    if mistakes:
        raise ResourceError(_SUBJECT, mistakes)
    provenance = [_heard(one) for one in response.get("extension", ()) if one.get("url") == _OBSERVED]
    try:
        return _model(rulebook).model_validate({**reading.answers, "provenance": provenance})
    except ValidationError as error:
        found = error.errors(include_input=False)
    raise ResourceError(_SUBJECT, list(dict.fromkeys(f"`{one['loc'][0]}`: {one['msg'].lower()}" for one in found)))


def _of_another_kind(response: dict[str, Any], rulebook: Rulebook) -> Iterator[str]:
    """Say why a response cannot be read as answers to this questionnaire, whatever they are."""
    if response["status"] not in _STATUSES:
        yield f"`status`: expected one of {', '.join(_STATUSES)}"
    if "modifierExtension" in response:
        yield "`modifierExtension`: expected none, as it could change what the answers mean"
    canonical, version = questionnaire_canonical(rulebook), rulebook_version(rulebook)
    if response.get("questionnaire", canonical) not in {canonical, f"{canonical}|{version}"}:
        yield f"`questionnaire`: expected `{canonical}|{version}`"


def _heard(extension: dict[str, Any]) -> dict[str, Any]:
    parts: list[dict[str, Any]] = extension.get("extension", [])
    return {name: part.get(_KINDS.get(name, "")) for part in parts for name in [str(part.get("url"))]}
