"""The example service, started as its docstring says and called over HTTP."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
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


def _request(sent: object) -> dict[str, Any]:
    return {
        "hook": "patient-view",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/1", "patientId": "1"},
        "prefetch": {"answers": sent},
    }


def _answers(assessment: Assessment) -> dict[str, Any]:
    return as_json(to_questionnaire_response(assessment, subject="Patient/1"))


def test_it_says_what_it_offers_and_needs(service: httpx.Client) -> None:
    (offered,) = service.get("/cds-services").raise_for_status().json()["services"]
    assert (offered["id"], offered["hook"]) == ("placement", "patient-view")
    assert str(questionnaire().url) in offered["prefetch"]["answers"]


def test_it_returns_a_card_and_takes_feedback(service: httpx.Client) -> None:
    sent = _answers(known(use_disorder="severe"))
    for prefetched in (sent, {"resourceType": "Bundle", "entry": [{"resource": sent}]}):
        answer = service.post("/cds-services/placement", json=_request(prefetched)).raise_for_status()
        (card,) = answer.json()["cards"]
        assert card["summary"] == "Recommended level of care: 1, outpatient"
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


@pytest.mark.parametrize(
    "sent", [None, {"resourceType": "Bundle", "entry": []}, {"resourceType": "Bundle", "entry": [1]}]
)
def test_without_answers_there_is_no_card(service: httpx.Client, sent: object) -> None:
    answer = service.post("/cds-services/placement", json=_request(sent))
    assert (answer.status_code, answer.json()) == (200, {"cards": []})


def test_what_it_cannot_use_it_names_and_does_not_repeat(service: httpx.Client) -> None:
    wrong = _answers(known(use_disorder="severe"))
    wrong["item"][1]["item"][0]["answer"][0]["valueCoding"]["code"] = HIDDEN
    minor = _answers(Assessment(age=18))
    minor["item"][0]["answer"][0]["valueInteger"] = 17
    for body, status, named in (
        (_request(wrong), 422, "`use_disorder`: expected a `valueCoding`"),
        (_request(minor), 422, "`age`: this is for adults"),
        (_request({"resourceType": HIDDEN}), 422, "expected a resource of the type"),
        ({**_request(None), "hook": HIDDEN}, 400, "expected the hook `patient-view`"),
        ({**_request(None), "context": HIDDEN}, 400, "expected the hook `patient-view`"),
        ([HIDDEN], 400, "expected a JSON object"),
    ):
        answer = service.post("/cds-services/placement", json=body)
        assert answer.status_code == status
        assert named in answer.text
        assert HIDDEN not in answer.text
    answer = service.post("/cds-services/placement/feedback", content=HIDDEN)
    assert (answer.status_code, HIDDEN in answer.text) == (400, False)
    answer = service.post("/cds-services/placement/feedback", json={"feedback": [{"card": HIDDEN}]})
    assert (answer.status_code, HIDDEN in answer.text) == (422, False)
