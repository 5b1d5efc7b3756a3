"""Assessments and recommendations as FHIR R4 resources, and back (extra `fhir`); nothing is sent or fetched.

What this writes are models of `fhir.resources`; `model_dump_json()` gives the JSON. What tells of a person carries the
label for sensitive data, and says nothing in `repr`.
"""

from placement.fhir.bundle import transaction
from placement.fhir.coding import is_loinc
from placement.fhir.findings import detected_issues, provenance, requestable, risk_assessments, service_request
from placement.fhir.guidance import guidance_response
from placement.fhir.observations import Scores, SkippedObservation, from_observations, observation_codes
from placement.fhir.questionnaire import questionnaire
from placement.fhir.response_details import ResponseDetails, response_details
from placement.fhir.responses import from_questionnaire_response, to_questionnaire_response
from placement.fhir.terminology import code_systems, service_map, value_sets

__all__ = [
    "ResponseDetails",
    "Scores",
    "SkippedObservation",
    "code_systems",
    "detected_issues",
    "from_observations",
    "from_questionnaire_response",
    "guidance_response",
    "is_loinc",
    "observation_codes",
    "provenance",
    "questionnaire",
    "requestable",
    "response_details",
    "risk_assessments",
    "service_map",
    "service_request",
    "to_questionnaire_response",
    "transaction",
    "value_sets",
]
