"""The example service, started as its docstring says and called over HTTP."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from placement import Assessment
from placement.fhir import questionnaire, to_questionnaire_response
from placement.fhir.models import as_json
from tests.known import known

EXAMPLES = Path(__file__).parents[2] / "examples"
HIDDEN = "S3NTINEL"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("service") / "log"
    command = ["-m", "uvicorn", "--app-dir", str(EXAMPLES), "cds_service:app", "--port", str(port)]
    with log.open("wb") as written:
        process = subprocess.Popen([sys.executable, *command], stdout=written, stderr=subprocess.STDOUT)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        try:
            _wait_for(client, process)
            yield client
        finally:
            process.terminate()
            process.wait(30)
    assert HIDDEN not in log.read_text()


def _wait_for(client: httpx.Client, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None
        try:
            client.get("/cds-services")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the service does not answer")


def _request(sent: object, **more: object) -> dict[str, Any]:
    return {
        "hook": "patient-view",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/1", "patientId": "1"},
        "prefetch": {"answers": sent},
        **more,
    }


def _answers(assessment: Assessment, **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return answers of today about the patient of the context; a field that is None is left out."""
    written = as_json(to_questionnaire_response(assessment, subject="Patient/1", authored=datetime.now(UTC)))
    return {field: value for field, value in {**written, **changed}.items() if value is not None}


def _found(*resources: object) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": one} for one in resources]}


def _cards(service: httpx.Client, sent: object, **more: object) -> list[dict[str, Any]]:
    answer = service.post("/cds-services/placement", json=_request(sent, **more))
    assert answer.status_code == 200
    assert HIDDEN not in answer.text
    cards: list[dict[str, Any]] = answer.json()["cards"]
    return cards


def _explained(service: httpx.Client, sent: object, **more: object) -> str:
    """Return why there is no recommendation."""
    (card,) = _cards(service, sent, **more)
    assert (card["summary"], card["indicator"]) == ("No level of care can be recommended", "info")
    assert "suggestions" not in card
    return str(card["detail"]).partition("\n")[0]


SEVERE = known(use_disorder="severe")
MILD = known(use_disorder="mild")


def test_it_says_what_it_offers_and_needs(service: httpx.Client) -> None:
    (offered,) = service.get("/cds-services").raise_for_status().json()["services"]
    assert (offered["id"], offered["hook"]) == ("placement", "patient-view")
    assert str(questionnaire().url) in offered["prefetch"]["answers"]


def test_it_returns_a_card_and_takes_feedback(service: httpx.Client) -> None:
    sent = _answers(SEVERE)
    for prefetched in (sent, _found(sent)):
        answer = service.post("/cds-services/placement", json=_request(prefetched)).raise_for_status()
        (card,) = answer.json()["cards"]
        assert card["summary"] == "Recommended level of care: 1, outpatient"
        assert card["indicator"] == "info"
        assert f"Answers of {sent['authored'][:10]}, completed." in card["detail"].splitlines()
        assert card["suggestions"][0]["actions"][0]["resource"]["subject"] == {"reference": "Patient/1"}
        reason = card["overrideReasons"][2]
        said = {
            "card": card["uuid"],
            "outcome": "overridden",
            "overrideReason": {"reason": reason, "userComment": "prefers evenings"},
            "outcomeTimestamp": "2026-03-04T05:06:07Z",
        }
        answer = service.post("/cds-services/placement/feedback", json={"feedback": [said]})
        assert (answer.status_code, answer.json()) == (200, {})


_REMARK = {"resourceType": "OperationOutcome", "issue": [{"severity": "information", "code": "informational"}]}
_FAILURE = {
    "resourceType": "OperationOutcome",
    "issue": [{"severity": "error", "code": "timeout", "diagnostics": HIDDEN}],
}


@pytest.mark.parametrize(
    "sent",
    [
        None,
        {"resourceType": "Bundle", "type": "searchset", "total": 0},
        _found(),
        {"resourceType": "Bundle", "entry": [1, {"fullUrl": "urn:uuid:1"}]},
        _found(_REMARK),
        _found({"resourceType": "Patient", "id": "1"}),
        _found(_answers(SEVERE, status="entered-in-error")),
        _found(_answers(SEVERE, questionnaire="https://example.org/another")),
    ],
)
def test_without_answers_there_is_no_card(service: httpx.Client, sent: object) -> None:
    assert _cards(service, sent) == []


def test_a_search_that_failed_is_not_an_empty_one(service: httpx.Client) -> None:
    for sent in (_FAILURE, _found(_FAILURE), _found(_answers(SEVERE), _FAILURE), {"resourceType": "OperationOutcome"}):
        assert _explained(service, sent) == "The record system could not look for the answers."


def test_a_minor_is_told_so_in_a_card(service: httpx.Client) -> None:
    minor = _answers(Assessment(age=18))
    minor["item"][0]["answer"][0]["valueInteger"] = 17
    assert "are for adults" in _explained(service, minor)


@pytest.mark.parametrize(
    ("subject", "more"),
    [
        ("Patient/2", {}),
        ("Group/1", {}),
        ("https://other.example/fhir/Patient/1", {}),
        ("https://other.example/fhir/Patient/1", {"fhirServer": "https://ehr.example/fhir"}),
    ],
)
def test_answers_of_somebody_else_are_refused(service: httpx.Client, subject: str, more: dict[str, str]) -> None:
    """Nothing is drafted for the patient of the context, and nothing is said of the other."""
    sent = _answers(SEVERE, subject={"reference": subject})
    for prefetched in (sent, _found(sent)):
        assert "`subject`: expected the person whom the caller expects" in _explained(service, prefetched, **more)


def test_answers_that_do_not_say_whose_they_are_are_refused(service: httpx.Client) -> None:
    expected = "The latest answers do not say whom they are about."
    assert _explained(service, _answers(SEVERE, subject=None)) == expected


@pytest.mark.parametrize("subject", ["Patient/1", "Patient/1/_history/3", "https://ehr.example/fhir/Patient/1"])
def test_the_patient_may_be_named_with_server_or_version(service: httpx.Client, subject: str) -> None:
    sent = _answers(SEVERE, subject={"reference": subject})
    (card,) = _cards(service, sent, fhirServer="https://ehr.example/fhir/")
    request = card["suggestions"][0]["actions"][0]["resource"]
    assert request["subject"] == {"reference": "https://ehr.example/fhir/Patient/1"}


def test_of_several_answers_the_latest_count(service: httpx.Client) -> None:
    now = datetime.now(UTC)
    old, older = ((now - timedelta(days=days)).isoformat() for days in (3, 9))
    undated = _answers(Assessment(age=40), authored=None)
    sent = [undated, _answers(MILD, authored=older), _answers(SEVERE, authored=old), _REMARK]
    (card,) = _cards(service, _found(*sent, _answers(MILD, status="entered-in-error")))
    assert "- Severity of the substance use disorder: severe" in card["detail"]
    (card,) = _cards(service, _found(*sent, _answers(MILD)))
    assert "- Severity of the substance use disorder: severe" not in card["detail"]


@pytest.mark.parametrize(
    ("changed", "caution"),
    [
        ({"status": "in-progress"}, "the answers are in progress"),
        ({"status": "stopped"}, "the answers are stopped before the end"),
        ({"authored": "2019"}, "the answers are, or may be, older than 30 days"),
        ({"authored": None}, "it is not known how old the answers are"),
        ({"authored": "2999-01-01"}, "the answers are dated in the future"),
    ],
)
def test_answers_that_are_old_or_not_finished_are_said_to_be(
    service: httpx.Client, changed: dict[str, str], caution: str
) -> None:
    (card,) = _cards(service, _answers(SEVERE, **changed))
    assert card["summary"] == f"Recommended level of care: 1, outpatient; {caution}"
    assert f"- {caution[0].upper()}{caution[1:]}" in card["detail"].splitlines()
    assert card["indicator"] == "warning"
    assert "suggestions" not in card


def test_without_the_prefetch_the_precondition_failed(service: httpx.Client) -> None:
    without: list[object] = [{}, None, [HIDDEN]]
    for prefetch in without:
        answer = service.post("/cds-services/placement", json=_request(None, prefetch=prefetch))
        assert (answer.status_code, answer.json()) == (412, {"detail": "expected the prefetch `answers`"})


def test_a_field_that_is_given_twice_is_refused_before_anything_is_read(service: httpx.Client) -> None:
    twice = json.dumps(_request(_answers(SEVERE))).replace('"linkId": "age"', '"linkId": "x", "linkId": "age"')
    for content in (twice, '{"hook": "x", "hook": "patient-view"}'):
        answer = service.post("/cds-services/placement", content=content)
        assert (answer.status_code, answer.json()) == (400, {"detail": "expected a JSON object with each field once"})


def test_a_page_of_a_known_record_system_may_call_it(service: httpx.Client) -> None:
    known_client, other = "https://sandbox.cds-hooks.org", "https://elsewhere.example"
    for origin, status in ((known_client, 200), (other, 400)):
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        asked["Access-Control-Request-Headers"] = "authorization,content-type"
        answer = service.options("/cds-services/placement", headers=asked)
        assert answer.status_code == status
        assert answer.headers.get("access-control-allow-origin") == (origin if status == 200 else None)
    refused = service.post("/cds-services/placement", content="[]", headers={"Origin": known_client})
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (400, known_client)


def test_what_it_cannot_use_it_names_and_does_not_repeat(service: httpx.Client) -> None:
    wrong = _answers(SEVERE)
    wrong["item"][1]["item"][0]["answer"][0]["valueCoding"]["code"] = HIDDEN
    assert "`use_disorder`: expected a `valueCoding`" in _explained(service, wrong)
    for sent in ({"resourceType": HIDDEN}, HIDDEN, [HIDDEN], _found({"id": HIDDEN}), {"resourceType": [HIDDEN]}):
        assert "expected a resource of the type" in _explained(service, sent)
    listless = {"resourceType": "Bundle", "entry": HIDDEN}
    assert "expected a resource of the type" in _explained(service, listless)
    for body, named in (
        (_request(None, hook=HIDDEN), "expected the hook `patient-view`"),
        (_request(None, context=HIDDEN), "expected the hook `patient-view`"),
        (_request(None, context={"patientId": f"1/{HIDDEN}"}), "expected the hook `patient-view`"),
        ([HIDDEN], "expected a JSON object"),
    ):
        answer = service.post("/cds-services/placement", json=body)
        assert answer.status_code == 400
        assert named in answer.text
        assert HIDDEN not in answer.text
    answer = service.post("/cds-services/placement/feedback", content=HIDDEN)
    assert (answer.status_code, HIDDEN in answer.text) == (400, False)
    answer = service.post("/cds-services/placement/feedback", json={"feedback": [{"card": HIDDEN}]})
    assert (answer.status_code, HIDDEN in answer.text) == (422, False)


def test_feedback_to_a_card_without_a_recommendation_is_taken(service: httpx.Client) -> None:
    (card,) = _cards(service, _FAILURE)
    said = {"card": card["uuid"], "outcome": "overridden", "outcomeTimestamp": "2026-03-04T05:06:07Z"}
    answer = service.post("/cds-services/placement/feedback", json={"feedback": [said]})
    assert (answer.status_code, answer.json()) == (200, {})
    answer = service.post("/cds-services/placement/feedback", json={"feedback": HIDDEN})
    assert (answer.status_code, HIDDEN in answer.text) == (422, False)
