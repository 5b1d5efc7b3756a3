"""Whose data it is: references compared as they are written."""

from typing import Any

import pytest

from placement import ResourceError
from placement.fhir import from_questionnaire_response, to_questionnaire_response
from placement.fhir.models import as_json
from placement.fhir.subjects import same_subject
from tests.sealed import PERSON

SERVER = "https://ehr.example/fhir"
UUID = "urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7"
ANOTHER = r"expected the person whom the caller expects, by the same reference$"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Patient/1", "Patient/1"),
        ("Patient/1/_history/2", "Patient/1"),
        ("Patient/1", "Patient/1/_history/2"),
        ("Patient/1", f"{SERVER}/Patient/1"),
        (f"{SERVER}/Patient/1", f"{SERVER}/Patient/1"),
        (f"{SERVER}/Patient/1/_history/2", f"{SERVER}/Patient/1/_history/3"),
        (UUID, UUID),
        (UUID.upper(), UUID),
        ("urn:oid:1.2.3", "urn:oid:1.2.3"),
    ],
)
def test_the_same_person(reference: str, expected: str) -> None:
    assert same_subject(reference, expected)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Patient/1", "Patient/2"),
        ("Patient/a", "Patient/A"),
        ("Patient/1", "Patient/11"),
        ("Patient/1", "Person/1"),
        ("Patient/1", "patient/1"),
        ("Patient/1 ", "Patient/1"),
        ("Patient/1", "1"),
        ("Patient/1", ""),
        (f"{SERVER}/Patient/1", "Patient/1"),
        (f"{SERVER}/Patient/1", "https://other.example/fhir/Patient/1"),
        (f"{SERVER}/Patient/1?x", f"{SERVER}/Patient/1"),
        ("#1", "#1"),
        ("#1", "Patient/1"),
        (UUID, f"{UUID[:-1]}8"),
        (UUID, "Patient/1"),
        ("", "Patient/1"),
    ],
)
def test_not_known_to_be_the_same_person(reference: str, expected: str) -> None:
    assert not same_subject(reference, expected)


def _response(**about: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {**as_json(to_questionnaire_response(PERSON)), **about}


@pytest.mark.parametrize(
    "about",
    [
        {"subject": {"reference": "Patient/2"}},
        {"subject": {"identifier": {"value": "1"}}},
        {"subject": {"display": "Patient/1"}},
        {"subject": {"reference": "Patient/2"}, "source": {"reference": "Patient/1"}},
        {"source": {"reference": "Patient/2"}},
        {"source": {"identifier": {"value": "2"}, "type": "Patient"}},
    ],
)
def test_a_response_about_somebody_else_is_refused_and_not_named(about: dict[str, Any]) -> None:
    with pytest.raises(ResourceError, match=ANOTHER) as caught:
        from_questionnaire_response(_response(**about), subject="Patient/1")
    assert "Patient/2" not in str(caught.value)


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"subject": {"reference": "Patient/1", "display": "x"}},
        {"subject": {"reference": "Patient/1"}, "source": {"reference": "RelatedPerson/2"}},
        {"subject": {"reference": "Patient/1"}, "author": {"reference": "Patient/2"}},
        {"source": {"reference": "Practitioner/2"}},
        {"source": {"reference": UUID}},
    ],
)
def test_a_response_about_the_expected_person_or_about_nobody_is_read(about: dict[str, Any]) -> None:
    assert from_questionnaire_response(_response(**about), subject="Patient/1") == PERSON


@pytest.mark.parametrize(
    "subject",
    [{"reference": UUID}, {"identifier": {"value": "1"}}, {"reference": UUID, "type": "Patient"}, {"display": "x"}],
)
def test_without_an_expectation_any_patient_will_do(subject: dict[str, str]) -> None:
    assert from_questionnaire_response(_response(subject=subject)) == PERSON


def test_who_is_expected_need_not_be_called_a_patient() -> None:
    response = _response(subject={"reference": "Person/1"})
    assert from_questionnaire_response(response, subject="Person/1") == PERSON


@pytest.mark.parametrize("kind", ["Practitioner", "RelatedPerson", "http://hl7.org/fhir/StructureDefinition/Group"])
@pytest.mark.parametrize("subject", [None, "Patient/1"])
def test_a_reference_to_a_patient_that_says_it_is_something_else_is_refused(kind: str, subject: str | None) -> None:
    content = as_json(to_questionnaire_response(PERSON, subject="Patient/1"))
    content["subject"]["type"] = kind
    with pytest.raises(ResourceError, match=r"`subject`: expected a patient$"):
        from_questionnaire_response(content, subject=subject)
