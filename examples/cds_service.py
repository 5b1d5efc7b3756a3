"""A CDS Hooks 2.0 service that recommends a level of care when a patient's record is opened.

    pip install '.[service]'
    uvicorn --app-dir examples cds_service:app

It asks the record system for the latest answers to placement's own questionnaire and returns one card: what is
recommended, or why nothing is. Answers about another patient than that of the context are refused. What was shown is
kept in memory, so that feedback can be told as a discrepancy; a real service keeps both where health records belong,
and asks who is calling. Nothing that it answers or logs repeats what it could not read.

`CDS_CLIENTS` in the environment names the record systems whose pages may call it from a browser, with spaces between.
"""

import json
import os
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from fastapi import FastAPI, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware

from placement import NOTICE, OutOfScope, Recommendation, ResourceError, place
from placement.cds_hooks import Card, Source, cds_card, feedback
from placement.fhir import ResponseDetails, from_questionnaire_response, questionnaire, response_details

STALE_AFTER = timedelta(days=30)
"""How old answers may be before the card says so and suggests nothing."""

RESPONSE, OUTCOME = "QuestionnaireResponse", "OperationOutcome"

PATIENT_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")

ASKED = str(questionnaire().url)

CLIENTS = os.environ.get("CDS_CLIENTS", "https://sandbox.cds-hooks.org").split()

app = FastAPI(title="placement", description=NOTICE)
app.add_middleware(
    CORSMiddleware,
    allow_origins=CLIENTS,
    allow_methods=["GET", "POST"],
    allow_headers=["Authorization", "Content-Type"],
)

shown: dict[str, Recommendation] = {}
"""What was recommended, by the uuid of the card that showed it."""

explained: set[str] = set()
"""Cards that said why there is no recommendation. There is nothing to learn from feedback about them."""

discrepancies: dict[str, Any] = {}
"""What clinicians answered, by the uuid of the card."""


def each_field_once(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object. Of a field that is given twice it cannot be known which is meant."""
    found = dict(fields)
    if len(found) < len(fields):
        raise ValueError
    return found


async def body_of(request: Request) -> dict[str, Any]:
    """Return the JSON object of a request. FastAPI's own reader would repeat a wrong one in its answer."""
    try:
        body = json.loads(await request.body(), object_pairs_hook=each_field_once)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise HTTPException(400, "expected a JSON object with each field once")
    return body


@app.get("/cds-services")
def discover() -> dict[str, Any]:
    """Say which services there are, and what they need to know."""
    return {
        "services": [
            {
                "id": "placement",
                "hook": "patient-view",
                "title": "Level of care",
                "description": f"Recommends a level of care for an adult with a substance use problem. {NOTICE}",
                "prefetch": {
                    "answers": f"{RESPONSE}?subject=Patient/{{{{context.patientId}}}}"
                    f"&questionnaire={ASKED}&_sort=-authored&_count=5"
                },
            }
        ]
    }


def patient_in(body: dict[str, Any]) -> str:
    """Return the reference to the patient of the context, on the record system's own server where it names that."""
    context, server = body.get("context"), body.get("fhirServer")
    patient = context.get("patientId") if isinstance(context, dict) else None
    if body.get("hook") != "patient-view" or not isinstance(patient, str) or not PATIENT_ID.fullmatch(patient):
        raise HTTPException(400, "expected the hook `patient-view` with `context.patientId`")
    return f"{server.rstrip('/')}/Patient/{patient}" if isinstance(server, str) and server else f"Patient/{patient}"


def resources_in(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the resource that was sent along, or the responses and outcomes of a search result."""
    prefetch = body.get("prefetch")
    if not isinstance(prefetch, dict) or "answers" not in prefetch:
        raise HTTPException(412, "expected the prefetch `answers`")
    sent = prefetch["answers"]
    if sent is None:
        return []
    if not isinstance(sent, dict) or sent.get("resourceType") != "Bundle":
        return [sent if isinstance(sent, dict) else {}]
    entries = sent.get("entry", [])
    found = [one.get("resource") for one in entries if isinstance(one, dict)] if isinstance(entries, list) else [{}]
    return [one for one in found if isinstance(one, dict) and one.get("resourceType") in (RESPONSE, OUTCOME, None)]


def failed(outcome: dict[str, Any]) -> bool:
    """Say whether an OperationOutcome says that the search failed; it may also hold mere remarks."""
    issues = outcome.get("issue")
    return not isinstance(issues, list) or any(
        not isinstance(one, dict) or one.get("severity") not in ("information", "warning") for one in issues
    )


def latest(responses: list[dict[str, Any]]) -> tuple[ResponseDetails, dict[str, Any]] | None:
    """Return the latest answers to the questionnaire that were not entered in error; one without a date is oldest."""
    ours = [one for one in responses if str(one.get("questionnaire", ASKED)).partition("|")[0] == ASKED]
    known = [(response_details(one), one) for one in ours]
    current = [one for one in known if one[0].status != "entered-in-error"]
    return max(current, key=lambda one: one[0].earliest() or datetime.min.replace(tzinfo=UTC), default=None)


def explaining(why: str) -> dict[str, Any]:
    """Return a card that says why there is no recommendation."""
    card = Card(
        uuid=str(uuid4()),
        summary="No level of care can be recommended",
        detail=f"{why}\n\n_{NOTICE}_",
        indicator="info",
        source=Source(label="placement"),
        override_reasons=(),
    )
    explained.add(card.uuid)
    return {"cards": [card.content()]}


@app.post("/cds-services/placement")
async def recommend(request: Request) -> dict[str, Any]:
    """Return a card, or none where there are no answers yet."""
    body = await body_of(request)
    patient, resources = patient_in(body), resources_in(body)
    outcomes = [one for one in resources if one.get("resourceType") == OUTCOME]
    if any(map(failed, outcomes)):
        return explaining("The record system could not look for the answers.")
    try:
        found = latest([one for one in resources if one.get("resourceType") != OUTCOME])
        if found is None:
            return {"cards": []}
        details, sent = found
        if details.subject is None:
            return explaining("The latest answers do not say whom they are about.")
        recommendation = place(from_questionnaire_response(sent, subject=patient))
        now = datetime.now(UTC)
        card = cds_card(recommendation, subject=patient, at=now, answers=details, stale_after=STALE_AFTER)
    except OutOfScope:
        return explaining("The criteria are for adults, and the latest answers are about a minor.")
    except ResourceError as error:
        return explaining(f"The latest answers cannot be used. {error}")
    shown[card.uuid] = recommendation
    return {"cards": [card.content()]}


@app.post("/cds-services/placement/feedback")
async def answered(request: Request) -> dict[str, Any]:
    """Keep what a clinician did with a card."""
    body = await body_of(request)
    given = body.get("feedback")
    if isinstance(given, list):
        body["feedback"] = [one for one in given if not (isinstance(one, dict) and str(one.get("card")) in explained)]
    try:
        discrepancies.update(feedback(body, shown))
    except ResourceError as error:
        raise HTTPException(422, str(error)) from None
    return {}
