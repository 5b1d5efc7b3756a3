"""A CDS Hooks 2.0 service that recommends a level of care when a patient's record is opened.

    pip install 'placement[service]'
    uvicorn --app-dir examples cds_service:app

It asks the record system for the latest answers to placement's own questionnaire and returns one card. What was shown
is kept in memory, so that feedback can be told as a discrepancy; a real service keeps both where health records belong,
and asks who is calling. Nothing that it answers or logs repeats what it could not read.
"""

import json
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI, HTTPException, Request

from placement import NOTICE, OutOfScope, Recommendation, ResourceError, place
from placement.cds_hooks import cds_card, feedback
from placement.fhir import from_questionnaire_response, questionnaire

app = FastAPI(title="placement", description=NOTICE)

shown: dict[str, Recommendation] = {}
"""What was recommended, by the uuid of the card that showed it."""

discrepancies: dict[str, Any] = {}
"""What clinicians answered, by the uuid of the card."""


async def body_of(request: Request) -> dict[str, Any]:
    """Return the JSON object of a request. FastAPI's own reader would repeat a wrong one in its answer."""
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise HTTPException(400, "expected a JSON object")
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
                    "answers": "QuestionnaireResponse?subject={{context.patientId}}"
                    f"&questionnaire={questionnaire().url}&_sort=-authored&_count=1"
                },
            }
        ]
    }


def answers_in(body: dict[str, Any]) -> object:
    """Return the QuestionnaireResponse that was sent along: itself, or the first in a search result."""
    prefetch = body.get("prefetch")
    sent = prefetch.get("answers") if isinstance(prefetch, dict) else None
    entries = sent.get("entry") if isinstance(sent, dict) and sent.get("resourceType") == "Bundle" else None
    if isinstance(entries, list):
        return entries[0].get("resource") if entries and isinstance(entries[0], dict) else None
    return sent


@app.post("/cds-services/placement")
async def recommend(request: Request) -> dict[str, Any]:
    """Return a card, or none where there are no answers yet."""
    body = await body_of(request)
    context = body.get("context")
    patient = context.get("patientId") if isinstance(context, dict) else None
    if body.get("hook") != "patient-view" or not isinstance(patient, str):
        raise HTTPException(400, "expected the hook `patient-view` with `context.patientId`")
    sent = answers_in(body)
    if sent is None:
        return {"cards": []}
    try:
        recommendation = place(from_questionnaire_response(sent))
        card = cds_card(recommendation, subject=f"Patient/{patient}", at=datetime.now(UTC))
    except (ResourceError, OutOfScope) as error:
        raise HTTPException(422, str(error)) from None
    shown[card.uuid] = recommendation
    return {"cards": [card.content()]}


@app.post("/cds-services/placement/feedback")
async def answered(request: Request) -> dict[str, Any]:
    """Keep what a clinician did with a card."""
    try:
        discrepancies.update(feedback(await body_of(request), shown))
    except ResourceError as error:
        raise HTTPException(422, str(error)) from None
    return {}
