"""What stands in one Observation, and what must not stand together."""

import re
from typing import Any

import pytest

from placement import Assessment, ResourceError
from placement.fhir import from_observations
from placement.instruments import Gad7, Phq9
from tests.unit.fhir.scores import LOINC, observation

_HIDDEN = "S3NTINEL"

_ERROR = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "error"}]}
_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_ITEM_9 = {"coding": [{"system": LOINC, "code": "44260-8"}]}
_PHQ_9 = {"coding": [{"system": LOINC, "code": "44261-6"}]}
_ONCE = "`component.0.code`: expected one value, or reason for there being none, for each code"


def phq_9(*components: dict[str, Any], **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """Return a PHQ-9 of 11 with components."""
    return observation("44261-6", **{"component": list(components) or None, **fields})


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"dataAbsentReason": _ERROR}, "`dataAbsentReason`: expected no value beside it"),
        (
            {"_valueInteger": {"extension": [{"url": _ABSENT, "valueCode": "error"}]}},
            "`_valueInteger`: expected a value or a reason for its absence, not both",
        ),
        (
            {"component": [{"code": _ITEM_9, "valueInteger": 1, "dataAbsentReason": _ERROR}]},
            "`component.0.dataAbsentReason`: expected no value beside it",
        ),
        ({"component": [{"code": _PHQ_9, "valueInteger": 21}]}, _ONCE),
        ({"component": [{"code": _PHQ_9, "valueInteger": 11}]}, _ONCE),
        ({"component": [{"code": _PHQ_9, "dataAbsentReason": _ERROR}]}, _ONCE),
        (
            {"valueInteger": None, "dataAbsentReason": _ERROR, "component": [{"code": _PHQ_9, "valueInteger": 21}]},
            _ONCE,
        ),
        (
            {"component": [{"code": _ITEM_9, "valueInteger": 0}, {"code": _ITEM_9, "valueInteger": 3}]},
            _ONCE.replace("0", "1"),
        ),
        (
            {"component": [{"code": {"coding": [*_ITEM_9["coding"], *_PHQ_9["coding"]]}, "valueInteger": 1}]},
            "`component.0.code`: expected a code for one score",
        ),
        (
            {"component": [{"code": _ITEM_9, "valueInteger": 1, "modifierExtension": [{"url": "x"}]}]},
            "`component.0.modifierExtension`: expected none, as it could change what the rest means",
        ),
        (
            {"component": [{"code": _ITEM_9, "valueInteger": 3}], "valueInteger": 2},
            "`component`: expected a ninth item that can be part of the total",
        ),
        ({"valueInteger": True}, "`valueInteger`: not as FHIR R4 defines it"),
        ({"valueInteger": "11"}, "`valueInteger`: not as FHIR R4 defines it"),
        ({"effectiveDateTime": 2026}, "`effectiveDateTime`: not as FHIR R4 defines it"),
        (
            {"component": [{"code": _ITEM_9, "valueInteger": True}]},
            "`component.0.valueInteger`: not as FHIR R4 defines it",
        ),
    ],
)
def test_an_observation_that_contradicts_itself_is_refused(fields: dict[str, Any], problem: str) -> None:
    """Issue 9: obs-6 and obs-7 of FHIR R4, and values that are taken for others."""
    with pytest.raises(ResourceError, match=f"^`Observation`: 1: {re.escape(problem)}$"):
        from_observations([phq_9(**fields)])


# -------------------------------------------------------------------------------------------- the ninth item of PHQ-9


@pytest.mark.parametrize(
    "value",
    [
        {"valueInteger": 3},
        {"valueQuantity": {"value": 3}},
        {"valueCodeableConcept": {"coding": [{"system": LOINC, "code": "LA6571-9"}]}},
    ],
)
def test_the_ninth_item_beside_a_total_is_read_however_it_is_written(value: dict[str, Any]) -> None:
    said = from_observations([phq_9({"code": _ITEM_9, **value})])
    assert said == Phq9.of_total(11, item_9=3)
    assert Assessment(age=40).with_instruments(*said).floor()["suicide_risk"] == 1


@pytest.mark.parametrize(("code", "value"), [("LA6568-5", 0), ("LA6569-3", 1), ("LA6570-1", 2), ("LA6571-9", 3)])
def test_the_ninth_item_alone_is_read(code: str, value: int) -> None:
    coded: dict[str, Any] = {"valueCodeableConcept": {"coding": [{"system": LOINC, "code": code}]}}
    by_itself = observation("44260-8", valueInteger=None, **coded)
    assert from_observations([by_itself]) == Phq9.of_item_9(value)
    unscored = phq_9({"code": _ITEM_9, **coded}, valueInteger=None)
    assert from_observations([unscored]) == Phq9.of_item_9(value)


@pytest.mark.parametrize(
    "value",
    [
        {"valueInteger": 4},
        {"valueString": _HIDDEN},
        {"valueCodeableConcept": {"text": _HIDDEN}},
        {"valueCodeableConcept": {"coding": [{"system": LOINC, "code": _HIDDEN}]}},
        {
            "valueCodeableConcept": {
                "coding": [{"system": LOINC, "code": "LA6568-5"}, {"system": LOINC, "code": "LA6571-9"}]
            }
        },
    ],
)
def test_a_ninth_item_that_cannot_be_read_is_not_dropped(value: dict[str, Any]) -> None:
    problem = (
        "`component.0.value`: expected a value from 0 to 3, as `valueInteger`, `valueQuantity` or a LOINC answer code"
    )
    with pytest.raises(ResourceError, match=re.escape(problem)) as caught:
        from_observations([phq_9({"code": _ITEM_9, **value})])
    assert _HIDDEN not in str(caught.value)


def test_an_item_without_an_answer_and_other_details_say_nothing() -> None:
    absent = {"code": _ITEM_9, "dataAbsentReason": _ERROR}
    detail = {"code": {"coding": [{"system": LOINC, "code": "44250-9"}]}, "valueInteger": 2}
    assert from_observations([phq_9(absent, detail)]) == Phq9.of_total(11)


def test_a_total_may_stand_in_a_component_alone() -> None:
    assert from_observations([phq_9({"code": _PHQ_9, "valueInteger": 21}, valueInteger=None)]) == Phq9.of_total(21)
    both = phq_9({"code": {"coding": [{"system": LOINC, "code": "70274-6"}]}, "valueInteger": 12})
    assert from_observations([both]) == (*Phq9.of_total(11), *Gad7.of_total(12))
