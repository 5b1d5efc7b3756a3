# ruff: noqa: ANN401 - whatever was made up
"""What comes from other systems and from files of records, to be spoilt by `tests.campaigns.fuzz`."""

import json
import random
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, Final

from pydantic import ValidationError

from placement import Answers, Assessment, OutOfScope, RecordError, ResourceError, place
from placement.cds_hooks import cds_card, feedback
from placement.fhir import (
    from_observations,
    from_questionnaire_response,
    response_details,
    to_questionnaire_response,
    transaction,
)
from placement.fhir.models import as_json
from placement.fhir.subjects import same_subject
from placement.records import DecisionRecord, redact, seal, verify, verify_lines
from placement.records.canonical import canonical
from tests.campaigns.clinic_inputs import Way
from tests.campaigns.malforming import Secret, as_text, junk, spoilt, spoilt_text
from tests.campaigns.soak import random_assessment
from tests.known import known

__all__ = ["exchange_ways"]

_AT: Final = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
_CARD: Final = "a-card"
_SAID: Final = place(known(use_disorder="severe"), engine="reference")
_SCORE: Final = {
    "resourceType": "Observation",
    "status": "final",
    "code": {"coding": [{"system": "http://loinc.org", "code": "70274-6", "display": "total"}]},
    "effectiveDateTime": "2026-03-04T05:06:07Z",
    "valueInteger": 11,
}


def _sealed(seed: int) -> DecisionRecord:
    """Return a record of what is small: every answer, and of the recommendation what decides."""
    person = random_assessment(random.Random(seed))
    record = seal(person, place(person, engine="reference"), at=_AT)
    return redact(
        record,
        keep=[*(f"assessment.{name}" for name in record.assessment), "recommendation.level", "recommendation.floor"],
    )


_RECORDS: Final = [_sealed(seed) for seed in range(5)]


def _content(randomly: random.Random, secret: Secret) -> dict[str, Any]:
    content = randomly.choice(_RECORDS).content()
    if randomly.random() < 0.5:
        content["assessment"] |= {"housing": secret.text, "suicide_risk": secret.number}
    return content


def _line(randomly: random.Random, secret: Secret) -> tuple[Secret, str | bytes]:
    """Return a line: canonical JSON of what is wrong, other JSON, or the line of a record misspelt."""
    content = _content(randomly, secret)
    match randomly.randrange(3):
        case 0:
            return secret, as_text(spoilt(content, randomly, secret))
        case 1:
            return secret, spoilt_text(canonical(content).decode(), randomly)
        case _:
            wrong = spoilt(content, randomly, secret)
            try:
                return secret, canonical(wrong)
            except RecordError:
                return secret, as_text(wrong)


def _keeps(secret: Secret, *said: object) -> None:
    for one in said:
        assert not secret.shows(f"{one} {one!r}"), "what was found gives away what was planted"


def _take_line(given: tuple[Secret, str | bytes]) -> None:
    secret, line = given
    found = verify(line, engine="reference")
    _keeps(secret, found, found.model_dump_json())
    written = line.encode("utf-8", "replace") if isinstance(line, str) else line
    for one in verify_lines(BytesIO(written), engine="reference"):
        _keeps(secret, one, one.verification)
    _keeps(secret, DecisionRecord.from_json(line))


def _take_record(data: Any) -> None:
    read = DecisionRecord.model_validate(data)
    repr((read, verify(read, engine="reference"), redact(read)))


_ABSENT: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_REASONS: Final = ("not-asked", "asked-unknown", "asked-declined", "unknown", "temp-unknown")
_SUBJECTS: Final = ("Patient/1", "Patient/1/_history/2", "Patient/2", "https://ehr.example/fhir/Patient/1", "#1")


def _answered(randomly: random.Random, secret: Secret) -> dict[str, Any]:
    """Return answers, perhaps with an instrument's, of one of several people, or with reasons for their absence."""
    person = random_assessment(randomly)
    if randomly.random() < 0.5:
        person = person.with_instruments(*from_observations([_SCORE]))
    subject = randomly.choice((*_SUBJECTS, secret.text)) if randomly.random() < 0.5 else "Patient/1"
    content: dict[str, Any] = as_json(to_questionnaire_response(person, authored=_AT))
    content["subject"] = {"reference": subject}
    questions = [item for group in content["item"] for item in group.get("item", [group])]
    for item in randomly.sample(questions, 3):
        item.pop("answer", None)
        reasons = [{"url": _ABSENT, "valueCode": randomly.choice(_REASONS)} for _ in range(randomly.randint(1, 2))]
        item["extension"] = reasons[:1]
        item["answer"] = [{"valueCoding": {"extension": reasons[1:]}}] if reasons[1:] else []
    if randomly.random() < 0.5:
        content.pop("extension", None)
    if randomly.random() < 0.3:
        coded = {"valueCoding": {"system": secret.text, "code": secret.text, "display": secret.text}}
        content["item"][1]["item"][0]["answer"] = [randomly.choice((coded, {"valueInteger": secret.number}))]
    return content


def _take_response(resource: Any) -> None:
    details = response_details(resource)
    read = from_questionnaire_response(resource, subject="Patient/1")
    assert details.subject is None or same_subject(details.subject, "Patient/1"), "another person's answers were read"
    assert isinstance(read, Assessment)
    repr((details, details.earliest(), read, to_questionnaire_response(read)))
    _stays_open_without_extensions(read)
    said = place(read, engine="reference")
    made = transaction(read, said, subject="Patient/1", at=_AT, authored=details.authored, status=details.status)
    repr((made, cds_card(said, at=_AT, answers=details, stale_after=timedelta(days=30))))


def _stays_open_without_extensions(person: Answers) -> None:
    content = as_json(to_questionnaire_response(person))
    content.pop("extension", None)
    (low, high), (bare_low, bare_high) = person.ends(), from_questionnaire_response(content).ends()
    assert all(bare_low[name] <= low[name] and high[name] <= bare_high[name] for name in low), (
        "an open answer was closed"
    )


def _scores(randomly: random.Random, secret: Secret) -> list[Any]:
    """Return scores of one or several people, one that may contradict itself, and one that is spoilt."""
    hidden = {"valueInteger": secret.number, "note": [{"text": secret.text}]} if randomly.random() < 0.5 else {}
    item = {"code": {"coding": [{"system": "http://loinc.org", "code": randomly.choice(("44260-8", "70274-6"))}]}}
    odd: dict[str, Any] = {
        "subject": randomly.choice(
            ({"reference": randomly.choice((*_SUBJECTS, secret.text))}, {"display": secret.text}, {"_reference": {}})
        ),
        "implicitRules": secret.text,
        "contained": [{"resourceType": randomly.choice((secret.text, "Patient", "Device")), "id": "1"}],
        "_valueInteger": {"extension": [{"url": _ABSENT, "valueCode": "unknown"}]},
        "_status": {"extension": [{"url": _ABSENT, "valueCode": "unknown"}]},
        "focus": [{"reference": f"{randomly.choice(('RelatedPerson', 'Patient', 'Condition'))}/2"}],
        "dataAbsentReason": {"coding": [{"code": randomly.choice(_REASONS)}]},
        "component": [item | randomly.choice(({"valueInteger": secret.number}, {"valueInteger": 2}, {}))],
        "valueInteger": randomly.choice((None, True, 11)),
    }
    kept = {name: odd[name] for name in randomly.sample(list(odd), randomly.randint(0, 3))}
    contrary = _SCORE | kept
    if "_status" in kept:
        del contrary["status"]
    return [
        _SCORE | {"subject": {"reference": "Patient/1"}},
        contrary,
        spoilt(_SCORE | hidden, randomly, secret, python=True),
    ]


def _take_scores(observations: list[Any]) -> None:
    read = from_observations(observations, unknown="skip", subject="Patient/1")
    assert read[0].origin == "gad_7", "the first one is as it should be"
    repr((read, read.skipped, Assessment(age=40).with_instruments(*read)))
    found = from_observations(observations)
    repr((found, Assessment(age=40).with_instruments(*found)))


def _feedback(randomly: random.Random, secret: Secret) -> Any:
    said = {
        "card": _CARD,
        "outcome": "overridden",
        "overrideReason": {"reason": {"code": "other", "system": "x"}, "userComment": secret.text},
        "outcomeTimestamp": "2026-03-04T05:06:07Z",
    }
    return spoilt({"feedback": [said]}, randomly, secret, python=True)


def exchange_ways() -> list[Way]:
    """Return the ways in."""
    resource, record = (ResourceError,), (RecordError,)
    return [
        ("record line", 20, _line, _take_line, record),
        (
            "record from a mapping",
            5,
            lambda randomly, secret: spoilt(_content(randomly, secret), randomly, secret, python=True),
            _take_record,
            (ValidationError,),
        ),
        (
            "parts of a record to keep",
            2,
            lambda randomly, secret: [junk(randomly, secret, python=False)],
            lambda keep: redact(_RECORDS[0], keep=[one for one in keep if isinstance(one, str)]),
            record,
        ),
        ("FHIR response about somebody", 4, _answered, _take_response, resource),
        (
            "FHIR response from a mapping",
            8,
            lambda randomly, secret: spoilt(_answered(randomly, secret), randomly, secret, python=True),
            _take_response,
            (*resource, OutOfScope),
        ),
        (
            "FHIR response from JSON",
            8,
            lambda randomly, secret: spoilt_text(json.dumps(_answered(randomly, secret)), randomly),
            _take_response,
            (*resource, OutOfScope),
        ),
        ("FHIR observations", 8, _scores, _take_scores, resource),
        ("CDS Hooks feedback", 5, _feedback, lambda said: repr(feedback(said, {_CARD: _SAID})), resource),
    ]
