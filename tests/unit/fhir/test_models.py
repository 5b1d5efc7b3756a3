import copy
import json
import pickle
import re
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as Theirs

from placement import MissingExtra, ResourceError
from placement.fhir import to_questionnaire_response
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


def test_without_the_models_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = "`placement.fhir` needs the `fhir` extra: from a checkout, `pip install '.[fhir]'`"
    with pytest.raises(MissingExtra, match=f"^{re.escape(expected)}$"):
        load_without(monkeypatch, "fhir.resources.R4B.bundle", "placement.fhir.models")
