from datetime import UTC, datetime
from typing import Any

import pytest

from placement import ResourceError
from placement.fhir import ResponseDetails, from_questionnaire_response, response_details, to_questionnaire_response
from placement.fhir.models import as_json
from tests.official.r4 import problems
from tests.sealed import PERSON


def test_what_is_written_beside_the_answers_is_read() -> None:
    written = to_questionnaire_response(PERSON, subject="Patient/1", authored="2026-03", status="in-progress")
    assert problems(written) == []
    assert response_details(written) == ResponseDetails(status="in-progress", authored="2026-03", subject="Patient/1")
    assert response_details(to_questionnaire_response(PERSON)) == ResponseDetails(status="completed")
    assert repr(response_details(written)) == "<ResponseDetails>"


@pytest.mark.parametrize("authored", ["2026", "2026-03", "2026-03-04", "2026-03-04T05:06:07Z"])
def test_a_time_may_be_text_as_fhir_writes_it(authored: str) -> None:
    assert as_json(to_questionnaire_response(PERSON, authored=authored))["authored"] == authored
    at = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert as_json(to_questionnaire_response(PERSON, authored=at))["authored"] == "2026-03-04T05:06:07Z"


@pytest.mark.parametrize("authored", ["2026-03-04T05:06:07", "2026-03-04T", "last T"])
def test_a_time_needs_an_offset(authored: str) -> None:
    with pytest.raises(ResourceError, match=r"^`QuestionnaireResponse`: `authored`: expected a time with its offset"):
        to_questionnaire_response(PERSON, authored=authored)


def test_other_text_is_no_time() -> None:
    with pytest.raises(ResourceError, match=r"^`QuestionnaireResponse`: `authored`: not as FHIR R4 defines it$"):
        to_questionnaire_response(PERSON, authored="in spring")


@pytest.mark.parametrize(
    "change", [{"status": "S3NTINEL"}, {"status": None, "_status": {"extension": [{"url": "x", "valueCode": "x"}]}}]
)
def test_a_status_that_is_none_is_refused(change: dict[str, Any]) -> None:
    response = {**as_json(to_questionnaire_response(PERSON)), **change}
    response = {field: value for field, value in response.items() if value is not None}
    for read in (response_details, from_questionnaire_response):
        with pytest.raises(ResourceError, match=r"^`QuestionnaireResponse`: `status`: expected one of completed, "):
            read(response)
