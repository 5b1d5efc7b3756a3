import copy
import json
import pickle
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as Theirs

from placement import MissingExtra, OutOfScope, ResourceError
from placement.fhir import (
    from_observations,
    from_questionnaire_response,
    response_details,
    to_questionnaire_response,
)
from placement.fhir.models import Observation, QuestionnaireResponse, as_json, read
from tests.sealed import PERSON
from tests.without import load_without

_HIDDEN = "S3NTINEL"


def test_a_resource_tells_nothing_in_repr() -> None:
    response = to_questionnaire_response(PERSON)
    for one in (response, copy.deepcopy(response), pickle.loads(pickle.dumps(response))):  # noqa: S301 - our own bytes
        assert repr(one) == str(one) == f"{one}" == "<QuestionnaireResponse>"
        assert list(one.__repr_args__()) == []
        assert "hostile" in one.model_dump_json()


def test_a_resource_is_read_in_every_form() -> None:
    response = to_questionnaire_response(PERSON)
    theirs = Theirs.model_validate(as_json(response))
    forms = [response, theirs, as_json(response), response.model_dump_json(), response.model_dump_json().encode()]
    assert all(as_json(read(QuestionnaireResponse, form)) == as_json(response) for form in forms)


_UNKNOWN = {
    "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
}


def _response(**changed: object) -> dict[str, Any]:
    return {"resourceType": "QuestionnaireResponse", "status": "completed", **changed}


@pytest.mark.parametrize(
    ("resource", "problem"),
    [
        (_HIDDEN, "expected a resource as JSON"),
        (b"\xff", "expected a resource as JSON"),
        ("NaN", "expected a resource as JSON"),
        (f'{{"status": "{_HIDDEN}", "status": "final"}}', "expected each field of an object once"),
        (object(), "expected a resource as JSON"),
        (_response(item={_HIDDEN}), "expected a resource as JSON"),
        (_response(item=float("nan")), "expected a resource as JSON"),
        ("[" * 100_000, "is nested too deeply"),
        (None, "expected a resource of the type `QuestionnaireResponse`"),
        ([_HIDDEN], "expected a resource of the type `QuestionnaireResponse`"),
        ({"resourceType": _HIDDEN}, "expected a resource of the type `QuestionnaireResponse`"),
        ({"status": "completed"}, "expected a resource of the type `QuestionnaireResponse`"),
        (_response(**{_HIDDEN: 1}), "the resource: a field that FHIR R4 does not have"),
        (_response(item=[{"linkId": "a", _HIDDEN: 1}]), "`item.0`: a field that FHIR R4 does not have"),
        (_response(item=[{"text": _HIDDEN}]), "`item.0.linkId`: not as FHIR R4 defines it"),
        (
            _response(contained=[{"resourceType": _HIDDEN}]),
            "contains a resource of a type that FHIR R4 does not have",
        ),
        (
            _response(item=[{"linkId": "age", "_linkId": _UNKNOWN}]),
            "`item.0._linkId`: expected a value or a reason for its absence, not both",
        ),
        (_response(authored=_HIDDEN), "`authored`: not as FHIR R4 defines it"),
        (_response(status=7), "`status`: not as FHIR R4 defines it"),
        (_response(authored=2026), "`authored`: not as FHIR R4 defines it"),
        (
            _response(item=[{"linkId": "age", "answer": [{"valueInteger": True}]}]),
            "`item.0.answer.0.valueInteger`: not as FHIR R4 defines it",
        ),
        (
            _response(item=[{"linkId": "age", "answer": [{"valueInteger": "41"}]}]),
            "`item.0.answer.0.valueInteger`: not as FHIR R4 defines it",
        ),
        (
            _response(item=[{"linkId": "age", "answer": [{"valueBoolean": 1}]}]),
            "`item.0.answer.0.valueBoolean`: not as FHIR R4 defines it",
        ),
    ],
)
def test_what_is_no_resource_is_refused_without_repeating_it(resource: object, problem: str) -> None:
    with pytest.raises(ResourceError, match=f"^`QuestionnaireResponse`: {re.escape(problem)}$") as caught:
        read(QuestionnaireResponse, resource)
    assert caught.value.__context__ is None


def test_another_resource_is_refused() -> None:
    with pytest.raises(ResourceError, match=r"^`Observation`: expected a resource of the type `Observation`$"):
        read(Observation, json.dumps(_response()))


def _fields(element: object) -> Iterator[tuple[dict[str, Any], str]]:
    """Go through the fields of a resource, at every depth: the element that has one, and its name."""
    if isinstance(element, dict):
        for name, value in list(element.items()):
            yield element, name
            yield from _fields(value)
    elif isinstance(element, list):
        for part in element:
            yield from _fields(part)


_OBSERVATION = {
    "resourceType": "Observation",
    "status": "final",
    "code": {"coding": [{"system": "http://loinc.org", "code": "44261-6"}]},
    "subject": {"reference": "Patient/1", "type": "Patient", "identifier": {"system": "urn:x", "value": _HIDDEN}},
    "effectiveDateTime": "2026-03-04T05:06:07Z",
    "valueQuantity": {"value": 10, "unit": "{score}"},
    "contained": [{"resourceType": "Device", "id": "d"}],
    "focus": [{"reference": "#d"}],
    "component": [{"code": {"coding": [{"system": "http://loinc.org", "code": "44260-8"}]}, "valueInteger": 1}],
}


_ANSWERS = as_json(to_questionnaire_response(PERSON, subject="Patient/1", authored="2026"))
_AGE, _GROUP, *_ = _ANSWERS["item"]


@pytest.mark.parametrize(
    ("resource", "reader"),
    [
        (_OBSERVATION, lambda resource: from_observations([resource])),
        (_ANSWERS | {"item": [_AGE, _GROUP | {"item": _GROUP["item"][:2]}]}, from_questionnaire_response),
        (_ANSWERS | {"item": [_AGE]}, response_details),
    ],
    ids=["observation", "answers", "details"],
)
def test_whatever_is_missing_anywhere_is_read_without_it_or_refused(
    resource: dict[str, Any], reader: Callable[[object], object]
) -> None:
    """Left out, null, empty, or only said to be absent: nothing but the documented errors comes out of any field."""
    reader(resource)
    messages: list[str] = []
    for element, name in list(_fields(resource)):
        value = element.pop(name)
        for instead in ({}, {name: None}, {name: type(value)()}, {f"_{name}": _UNKNOWN}, {name: _UNKNOWN}):
            element.update(instead)
            try:
                reader(resource)
            except (ResourceError, OutOfScope) as error:  # the age is 0 in place of what was there
                messages.append(str(error))
            for field in instead:
                del element[field]
        element[name] = value
    assert messages
    assert _HIDDEN not in "".join(messages)


def test_without_the_models_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = "`placement.fhir` needs the `fhir` extra: from a checkout, `pip install '.[fhir]'`"
    with pytest.raises(MissingExtra, match=f"^{re.escape(expected)}$"):
        load_without(monkeypatch, "fhir.resources.R4B.bundle", "placement.fhir.models")
