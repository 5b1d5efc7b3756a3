"""Assessments as FHIR QuestionnaireResponses, there and back. What was not asked stays not asked."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError

from placement.assessment.answers import Answers, rulebook_for
from placement.assessment.assessment import given_or_shipped, model_for
from placement.errors import ResourceError
from placement.fhir.answered import Reading
from placement.fhir.coding import (
    ABSENT,
    NOT_ASKED,
    answer_coding,
    gives_absence,
    meta_of,
    questionnaire_canonical,
    rulebook_version,
)
from placement.fhir.models import QuestionnaireResponse, as_json, read
from placement.fhir.questionnaire import AGE, group_id
from placement.fhir.response_details import ResponseStatus
from placement.fhir.scored_answers import item_answers, observed_extensions, read_observed
from placement.fhir.subjects import patient_reference, subject_mistakes
from placement.language.scale import Scale
from placement.rulebook.rulebook import Rulebook

_STATUSES: Final = ("completed", "amended", "in-progress", "stopped")  # not: entered in error
_SUBJECT: Final = "`QuestionnaireResponse`"


def to_questionnaire_response(
    assessment: Answers,
    rulebook: Rulebook | None = None,
    *,
    subject: str | None = None,
    authored: datetime | str | None = None,
    status: ResponseStatus = "completed",
) -> QuestionnaireResponse:
    """Return the answers as a FHIR QuestionnaireResponse to the rulebook's `questionnaire`.

    A question that was not asked is there without an answer, with `data-absent-reason` saying so. What instruments
    said is kept in an extension. The items hold what may be read without it: an answer that only an instrument gave
    and that would close a dimension is `unsure` there, so that it stays open where a server drops the extension.

    Args:
        assessment: The answers.
        rulebook: The rulebook that asks them; by default the one that the assessment was made for.
        subject: Whom they are about, such as `Patient/1`.
        authored: When they were given, as the caller says: a time with its offset from UTC, or text as FHIR writes it,
            such as `2026-03`; left out if None.
        status: Whether the answers are finished, as the caller says.

    Raises:
        MismatchedAssessment: The assessment does not ask what the rulebook reads.
        ResourceError: `authored` is no such time, or has no offset from UTC.
    """
    book = rulebook_for(assessment, rulebook)
    answers = item_answers(assessment)
    groups = [
        {
            "linkId": group_id(dimension),
            "text": dimension.title,
            "item": [_item(book, scale, answers[scale.id]) for scale in book.scales if scale.dimension == dimension],
        }
        for dimension in book.dimensions
    ]
    age = {"linkId": AGE, "text": "Age in years"}
    content: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "meta": meta_of(book),
        "questionnaire": f"{questionnaire_canonical(book)}|{rulebook_version(book)}",
        "status": status,
        "extension": observed_extensions(assessment) or None,
        "subject": patient_reference(subject, "QuestionnaireResponse"),
        "authored": None if authored is None else _written(authored),
        "item": [
            age | (_absent() if assessment.age is None else {"answer": [{"valueInteger": assessment.age}]}),
            *(group for group in groups if group["item"]),
        ],
    }
    return read(QuestionnaireResponse, content)


def _written(authored: datetime | str) -> str:
    """Return a time as FHIR writes it. A date, or a part of one, needs no offset from UTC."""
    try:
        at = datetime.fromisoformat(authored) if isinstance(authored, str) and "T" in authored else authored
    except ValueError:
        at = None
    if at is None or (isinstance(at, datetime) and at.utcoffset() is None):
        raise ResourceError(_SUBJECT, ["`authored`: expected a time with its offset from UTC"])
    return authored if isinstance(authored, str) else authored.isoformat()


def _absent() -> dict[str, Any]:
    return {"extension": [{"url": ABSENT, "valueCode": NOT_ASKED}]}


def _item(rulebook: Rulebook, scale: type[Scale], answer: object) -> dict[str, Any]:
    item: dict[str, Any] = {"linkId": scale.id, "text": scale.title()}
    if answer is None:
        return item | _absent()
    coding = answer_coding(rulebook, scale, answer if isinstance(answer, Scale) else None)
    return item | {"answer": [{"valueCoding": coding}]}


def from_questionnaire_response(
    resource: object, rulebook: Rulebook | None = None, *, subject: str | None = None
) -> Answers:
    """Return the answers of a FHIR QuestionnaireResponse to the rulebook's `questionnaire`.

    A question that is left out, or has no answer, is not asked. `data-absent-reason` may say that it was asked without
    an answer coming of it (`asked-unknown`, `asked-declined`, `unknown`, `temp-unknown`): that is unsure,
    whatever other reasons there are; of the age, it is not stated.

    Args:
        resource: A QuestionnaireResponse: a model, JSON text, or a mapping.
        rulebook: The rulebook whose questionnaire it answers; the shipped one if None.
        subject: Whom the caller expects it to be about: `Patient/1`, an absolute reference to a patient, or a
            `urn:uuid`. A response that names another patient is refused; versions of a reference do not matter, and
            a relative reference in the response may stand for the expected absolute one, not the other way round. One
            that names no patient is read; `response_details` says whom it names.

    Returns:
        An `Assessment`; for another rulebook than the shipped one, an instance of its `assessment_model()`.

    Raises:
        ResourceError: It is no such resource, is about another patient or none, answers another questionnaire, or
            holds answers that are not allowed. Every mistake is named by its linkId, and no answer is repeated.
        OutOfScope: The rulebook is not for people of this age.
    """
    response = as_json(read(QuestionnaireResponse, resource))
    book = given_or_shipped(rulebook)
    reading = Reading(book)
    mistakes = [
        *_of_another_kind(response, book),
        *subject_mistakes(response, subject),
        *reading.mistakes_in(response),
    ]
    if mistakes:
        raise ResourceError(_SUBJECT, mistakes)
    try:
        return model_for(book).model_validate(read_observed(response, reading.answers))
    except ValidationError as error:
        lines = error.errors(include_input=False)
    raise ResourceError(_SUBJECT, list(dict.fromkeys(f"`{line['loc'][0]}`: {line['msg'].lower()}" for line in lines)))


def _of_another_kind(response: dict[str, Any], rulebook: Rulebook) -> Iterator[str]:
    """Say why a response cannot be read as answers to this questionnaire, whatever they are."""
    if response.get("status") not in _STATUSES:
        yield f"`status`: expected one of {', '.join(_STATUSES)}"
    if gives_absence(response):
        yield "`extension`: expected a reason for absence on a question, not on the whole response"
    canonical, version = questionnaire_canonical(rulebook), rulebook_version(rulebook)
    if response.get("questionnaire", canonical) not in {canonical, f"{canonical}|{version}"}:
        yield f"`questionnaire`: expected `{canonical}|{version}`"
