"""HL7's JSON schema of FHIR R4, as a judge of what is written here."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft6Validator

from placement.fhir.models import Resource, as_json

__all__ = ["problems"]

_SCHEMA: Final = json.loads(Path(__file__).with_name("fhir-r4.schema.json").read_text("utf-8"))


@cache
def _validator(kind: str) -> Draft6Validator:
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": _SCHEMA["definitions"]})


def problems(resource: Resource | dict[str, Any]) -> list[str]:
    """Return where a resource is not as the official schema says."""
    content = resource if isinstance(resource, dict) else as_json(resource)
    return [one.json_path for one in _validator(content["resourceType"]).iter_errors(content)]
