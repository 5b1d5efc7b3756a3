"""A questionnaire made from the scales of a rulebook, in this project's own words."""

from collections.abc import Iterator
from typing import Any, Final

from placement.assessment.assessment import given_or_shipped
from placement.fhir.coding import (
    answer_coding,
    coding,
    questionnaire_canonical,
    resource_id,
    resource_name,
    rulebook_version,
)
from placement.fhir.gating import gates
from placement.fhir.models import Questionnaire
from placement.language.scale import Dimension, Scale
from placement.language.words import Ages
from placement.rulebook.rulebook import Rulebook

AGE: Final = "age"
"""The linkId of the age; that of a question is the id of its scale."""

_ORDINAL: Final = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
_LEAST: Final = "http://hl7.org/fhir/StructureDefinition/minValue"
_GREATEST: Final = "http://hl7.org/fhir/StructureDefinition/maxValue"


def group_id(dimension: Dimension) -> str:
    """Return the linkId of a dimension's group of questions."""
    return f"dimension.{dimension.id}"


def questionnaire(rulebook: Rulebook | None = None) -> Questionnaire:
    """Return the questions of a rulebook as a FHIR Questionnaire, by dimension.

    Each question takes one of its scale's anchors, or "unsure"; none is required, because not asked is an answer to
    nothing. A question is hidden (`enableWhen`) only where it provably cannot matter, which in the shipped rulebook is
    nowhere.

    Args:
        rulebook: The rulebook; the shipped one if None.

    Returns:
        A Questionnaire whose version changes whenever the rulebook does.
    """
    book = given_or_shipped(rulebook)
    asked = [dimension for dimension in book.dimensions if any(scale.dimension == dimension for scale in book.scales)]
    return Questionnaire.model_validate(
        {
            "resourceType": "Questionnaire",
            "id": resource_id(book.id),
            "url": questionnaire_canonical(book),
            "version": rulebook_version(book),
            "name": resource_name(book.id),
            "title": book.title,
            "status": "active",
            "subjectType": ["Patient"],
            "description": book.words.notice,
            "item": [
                {"linkId": AGE, "text": "Age in years", "type": "integer", **_bounds(book.ages)},
                *(
                    {
                        "linkId": group_id(dimension),
                        "text": dimension.title,
                        "type": "group",
                        "code": [coding(book, "dimensions", dimension.id, dimension.title)],
                        "item": list(_questions(book, dimension)),
                    }
                    for dimension in asked
                ),
            ],
        }
    )


def _bounds(ages: Ages) -> dict[str, Any]:
    """Return the ages that a rulebook is for, as extensions of a question; empty where there are no bounds."""
    bounds = [(_LEAST, ages.least), (_GREATEST, ages.greatest)]
    extensions = [{"url": url, "valueInteger": bound} for url, bound in bounds if bound is not None]
    return {"extension": extensions} if extensions else {}


def _questions(rulebook: Rulebook, dimension: Dimension) -> Iterator[dict[str, Any]]:
    waiting = gates(rulebook)
    for scale in rulebook.scales:
        if scale.dimension == dimension:
            item: dict[str, Any] = {
                "linkId": scale.id,
                "text": scale.title(),
                "type": "choice",
                "code": [coding(rulebook, "questions", scale.id, scale.title())],
                "answerOption": [_option(rulebook, scale, anchor) for anchor in (*scale, None)],
            }
            if scale.id in waiting:
                gate, position = waiting[scale.id]
                item |= _shown_when(rulebook, rulebook.scale_named[gate], position)
            yield item


def _option(rulebook: Rulebook, scale: type[Scale], anchor: Scale | None) -> dict[str, Any]:
    option: dict[str, Any] = {"valueCoding": answer_coding(rulebook, scale, anchor)}
    if anchor is not None:
        option["extension"] = [{"url": _ORDINAL, "valueDecimal": int(anchor)}]
    return option


def _shown_when(rulebook: Rulebook, gate: type[Scale], position: int) -> dict[str, Any]:
    """Return when a question is shown: unless the gate has a definite answer below the position."""
    enough = [*(anchor for anchor in gate if anchor >= position), None]
    return {
        "enableBehavior": "any",
        "enableWhen": [
            {"question": gate.id, "operator": "exists", "answerBoolean": False},
            *(
                {"question": gate.id, "operator": "=", "answerCoding": answer_coding(rulebook, gate, anchor)}
                for anchor in enough
            ),
        ],
    }
