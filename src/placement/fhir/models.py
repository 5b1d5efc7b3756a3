"""The FHIR R4 models: those of `fhir.resources` (R4B), quiet about the person, and one way to read them.

R4B is R4 with corrections; the resources that are used here are the same in both.
"""

import json
from collections.abc import Iterator
from typing import Any, Final, NoReturn, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from placement.assessment.confidential import Silent
from placement.errors import MissingExtra, ResourceError
from placement.fhir.coding import gives_absence, meta_of
from placement.language.foreign_text import given_twice
from placement.rulebook.rulebook import Rulebook

try:
    from fhir.resources.R4B.bundle import Bundle as _Bundle
    from fhir.resources.R4B.codesystem import CodeSystem
    from fhir.resources.R4B.conceptmap import ConceptMap
    from fhir.resources.R4B.detectedissue import DetectedIssue as _DetectedIssue
    from fhir.resources.R4B.guidanceresponse import GuidanceResponse as _GuidanceResponse
    from fhir.resources.R4B.observation import Observation as _Observation
    from fhir.resources.R4B.provenance import Provenance as _Provenance
    from fhir.resources.R4B.questionnaire import Questionnaire
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as _QuestionnaireResponse
    from fhir.resources.R4B.resource import Resource
    from fhir.resources.R4B.riskassessment import RiskAssessment as _RiskAssessment
    from fhir.resources.R4B.servicerequest import ServiceRequest as _ServiceRequest
    from fhir.resources.R4B.valueset import ValueSet
except ModuleNotFoundError:
    raise MissingExtra("`placement.fhir`", "fhir") from None

__all__ = [
    "Bundle",
    "CodeSystem",
    "ConceptMap",
    "DetectedIssue",
    "GuidanceResponse",
    "Observation",
    "Provenance",
    "Questionnaire",
    "QuestionnaireResponse",
    "Resource",
    "RiskAssessment",
    "ServiceRequest",
    "ValueSet",
    "as_json",
    "made",
    "read",
]


class Bundle(Silent, _Bundle):
    """Several resources together."""


class DetectedIssue(Silent, _DetectedIssue):
    """Answers that contradict each other."""


class GuidanceResponse(Silent, _GuidanceResponse):
    """A recommendation."""


class Observation(Silent, _Observation):
    """The score of an instrument."""


class Provenance(Silent, _Provenance):
    """By what something was made."""


class QuestionnaireResponse(Silent, _QuestionnaireResponse):
    """An assessment."""


class RiskAssessment(Silent, _RiskAssessment):
    """The rating of one dimension."""


class ServiceRequest(Silent, _ServiceRequest):
    """A service that is asked for."""


_Model = TypeVar("_Model", bound=Resource)


def made(model: type[_Model], rulebook: Rulebook, **content: Any) -> _Model:  # noqa: ANN401 - any JSON values
    """Return a resource of this content that tells of a person: labelled as the rulebook says. None is left out."""
    return model.model_validate({"resourceType": model.__name__, "meta": meta_of(rulebook), **content})


_MODIFIERS: Final = frozenset({"implicitRules", "_implicitRules", "modifierExtension"})


def read(model: type[_Model], resource: object) -> _Model:
    """Return a resource, read from JSON or from another model.

    Args:
        model: What it should be.
        resource: A model of `fhir.resources`, a mapping as JSON has it, or JSON text.

    Raises:
        ResourceError: It is no such resource, has something that could change what it means (`implicitRules`,
            `modifierExtension`), or a value beside a reason for its absence. Names the fields, and repeats nothing of
            what stands in them.
    """
    subject = f"`{model.__name__}`"
    try:
        text = resource.model_dump_json() if isinstance(resource, Resource) else resource
        # Whatever comes in is JSON from here on: no object of the caller's is compared or printed on the way.
        written = text if isinstance(text, str | bytes) else json.dumps(text, allow_nan=False)
        data: object = json.loads(written, parse_constant=_no_such_number)
        if given_twice(written) is not None:
            mistakes = ["expected each field of an object once"]
        elif _resource_type(data) != model.__name__:
            mistakes = [f"expected a resource of the type {subject}"]
        else:
            read_as = model.model_validate(data)
            mistakes = list(dict.fromkeys(_mistakes(data, as_json(read_as), [])))
            if not mistakes:
                return read_as
    except ValidationError as error:
        mistakes = list(dict.fromkeys(map(_mistake_at, error.errors(include_url=False, include_input=False))))
    except RecursionError:
        mistakes = ["is nested too deeply"]
    except KeyError:  # the models look up the type of what is contained, and the error repeats it
        mistakes = ["contains a resource of a type that FHIR R4 does not have"]
    except (ValueError, TypeError):
        mistakes = ["expected a resource as JSON"]
    raise ResourceError(subject, mistakes)  # outside: the first error, which carries the input, is not chained to it


def _resource_type(data: object) -> object:
    return cast("dict[str, object]", data).get("resourceType") if isinstance(data, dict) else None


def _mistakes(written: object, understood: object, place: list[str]) -> Iterator[str]:
    """Say where a resource may mean something else than it seems to.

    By a modifier, by a reason for the absence of a value that is there, or because the models took a JSON value for one
    of another type: `true` for 1, "3" for 3, 2026 for a time.
    """
    if isinstance(written, dict) and isinstance(understood, dict):
        given, fields = cast("dict[str, object]", written), cast("dict[str, object]", understood)
        for name, value in fields.items():
            if name in _MODIFIERS:
                yield f"{_named([*place, name])}: expected none, as it could change what the rest means"
            elif name.startswith("_") and name[1:] in fields and gives_absence(value):
                yield f"{_named([*place, name])}: expected a value or a reason for its absence, not both"
            else:
                yield from _mistakes(given.get(name), value, [*place, name])
    elif isinstance(written, list) and isinstance(understood, list):
        elements = zip(cast("list[object]", written), cast("list[object]", understood), strict=False)
        for number, (element, read_as) in enumerate(elements):
            yield from _mistakes(element, read_as, [*place, str(number)])
    elif written is not None and understood is not None and _json_type(written) != _json_type(understood):
        yield f"{_named(place)}: not as FHIR R4 defines it"


def _json_type(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return "number" if type(value) in {int, float} else type(value).__name__


def _no_such_number(_: str) -> NoReturn:
    raise ValueError


def as_json(resource: Resource) -> dict[str, Any]:
    """Return a resource as JSON values."""
    written: dict[str, Any] = json.loads(resource.model_dump_json())
    return written


def _mistake_at(mistake: ErrorDetails) -> str:
    """Return where something is wrong. The messages of the models may repeat what was written; this one does not."""
    place = [str(part) for part in mistake["loc"]]
    if mistake["type"] == "extra_forbidden":
        return f"{_named(place[:-1])}: a field that FHIR R4 does not have"
    return f"{_named(place)}: not as FHIR R4 defines it"


def _named(place: list[str]) -> str:
    return f"`{'.'.join(place)}`" if place else "the resource"
