import re
from datetime import UTC, datetime
from typing import Any

import pytest

from placement import Assessment, ResourceError
from placement.fhir import from_observations, observation_codes
from placement.fhir.models import Observation
from placement.instruments import INSTRUMENTS, AuditC, Observed, Summed

LOINC = "http://loinc.org"
LOCAL = "https://placement.invalid/fhir/CodeSystem/instruments"
_HIDDEN = "S3NTINEL"


def observation(total: str = "70274-6", system: str = LOINC, **fields: object) -> dict[str, Any]:
    """Return a GAD-7 of 11, if not said otherwise; a field that is None is left out."""
    coded = {"coding": [{"system": system, "code": total}]}
    plain = {"resourceType": "Observation", "status": "final", "code": coded, "valueInteger": 11}
    return {name: value for name, value in {**plain, **fields}.items() if value is not None}


def test_a_verified_code_is_read() -> None:
    (one,) = from_observations([observation(effectiveDateTime="2026-03-04T05:06:07Z")])
    at = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert one == Observed(
        scale="co_occurring", origin="gad_7", answer="unsure", at_least="interferes", total=11, at=at
    )
    assert Assessment(age=40).with_instruments(one).floor()["co_occurring"] == 2


def test_only_verified_codes_are_known_by_themselves() -> None:
    known = {code: one.id for (system, code), one in observation_codes().items() if system == LOINC}
    assert known == {"75626-2": "audit_c", "44261-6": "phq_9", "70274-6": "gad_7", "82667-7": "dast_10"}


@pytest.mark.parametrize("name", [name for name, one in INSTRUMENTS.items() if issubclass(one, Summed)])
def test_a_local_code_is_known_for_every_instrument_of_which_a_total_says_something(name: str) -> None:
    instrument = INSTRUMENTS[name]
    assert issubclass(instrument, Summed)
    for total in range(instrument.highest() + 1):
        assert from_observations([observation(name, LOCAL, valueInteger=total)]) == instrument.of_total(total)


@pytest.mark.parametrize("name", ["pawss", "suicide_screener", "dsm5_count"])
def test_a_total_that_says_nothing_by_itself_is_refused(name: str) -> None:
    with pytest.raises(ResourceError, match=r"^`Observation`: 1: `code`: expected the total score of one instrument"):
        from_observations([observation(name, LOCAL)])


@pytest.mark.parametrize("sex", ["female", "male", "other", None])
@pytest.mark.parametrize("total", range(13))
def test_audit_c_says_by_its_total_what_its_items_would(total: int, sex: Any) -> None:  # noqa: ANN401 - a literal
    items = [min(4, max(0, total - before)) for before in (0, 4, 8)]
    said = AuditC(item_1=items[0], item_2=items[1], item_3=items[2], sex=sex).observed()
    assert from_observations([observation("75626-2", valueInteger=total)], sex=sex) == said
    assert said[0].answer == ("unsure" if total >= (4 if sex == "male" else 3) else "no_risky_use")


def test_a_caller_may_answer_for_further_codes() -> None:
    """An invented code; only its check digit is verified."""
    assert from_observations([observation("99999-5")], codes={"ciwa_ar": "99999-5"})[0].origin == "ciwa_ar"


@pytest.mark.parametrize(
    ("codes", "problem"),
    [
        ({"ciwa_ar": "99999-7"}, "`codes`: `ciwa_ar`: expected a LOINC code with its check digit"),
        ({"ciwa_ar": _HIDDEN}, "`codes`: `ciwa_ar`: expected a LOINC code with its check digit"),
        ({_HIDDEN: "99999-5"}, "`codes`: expected instruments among `ciwa_ar`, `cows`, `audit`, `audit_c`"),
        ({"pawss": "99999-5"}, "`codes`: expected instruments among `ciwa_ar`, `cows`, `audit`, `audit_c`"),
    ],
)
def test_a_code_that_cannot_be_right_is_refused(codes: dict[str, str], problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}"):
        observation_codes(codes)


@pytest.mark.parametrize(
    "fields",
    [
        {"valueQuantity": {"value": 11}},
        {"valueQuantity": {"value": 11.0, "unit": "{score}"}},
        {"valueQuantity": {"value": 11, "unit": "points", "system": "http://unitsofmeasure.org", "code": "{score}"}},
        {"valueQuantity": {"value": 11, "code": "1"}},
        {"valueInteger": 11, "status": "amended"},
        {"valueInteger": 11, "status": "corrected"},
    ],
)
def test_a_total_is_read_however_it_is_written(fields: dict[str, Any]) -> None:
    assert from_observations([observation(**{"valueInteger": None, **fields})])[0].total == 11


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({}, None),
        ({"effectiveDateTime": "2026"}, None),
        ({"effectiveDateTime": "2026-03"}, None),
        ({"effectiveDateTime": "2026-03-04"}, None),
        ({"effectiveDateTime": "2026-03-04T05:06:07+02:00"}, datetime(2026, 3, 4, 3, 6, 7, tzinfo=UTC)),
        ({"effectiveInstant": "2026-03-04T05:06:07.500Z"}, datetime(2026, 3, 4, 5, 6, 7, 500_000, tzinfo=UTC)),
        ({"effectivePeriod": {"start": "2026-03-04T05:06:07Z"}}, None),
    ],
)
def test_a_date_is_no_time(fields: dict[str, Any], at: datetime | None) -> None:
    """So its age counts as unknown, and the score as stale where a limit is set."""
    assert from_observations([observation(**fields)])[0].at == at


def test_an_observation_without_a_value_says_nothing() -> None:
    absent = {"text": "unknown"}
    assert from_observations([observation(valueInteger=None, dataAbsentReason=absent)]) == ()
    assert from_observations([]) == ()


_VALUE = "`value`: expected a total that the instrument can give, as `valueInteger` or `valueQuantity`"
_CODE = "`code`: expected the total score of one instrument that is known here"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"valueInteger": 22}, _VALUE),
        ({"valueInteger": -1}, _VALUE),
        ({"valueInteger": None, "valueString": _HIDDEN}, _VALUE),
        ({"valueInteger": None, "valueQuantity": {"value": 10.5}}, _VALUE),
        ({"valueInteger": None, "valueQuantity": {"value": 11, "unit": "mg"}}, _VALUE),
        ({"valueInteger": None, "valueQuantity": {"value": 11, "comparator": "<"}}, _VALUE),
        ({"valueInteger": None, "valueQuantity": {"unit": "1"}}, _VALUE),
        ({"status": "preliminary"}, "`status`: expected one of amended, corrected, final"),
        ({"status": "entered-in-error"}, "`status`: expected one of amended, corrected, final"),
        ({"code": {"text": _HIDDEN}}, _CODE),
        ({"code": {"coding": [{"code": "70274-6"}]}}, _CODE),
        ({"code": {"coding": [{"system": LOINC, "code": _HIDDEN}]}}, _CODE),
        (
            {"code": {"coding": [{"system": LOINC, "code": "70274-6"}, {"system": LOINC, "code": "44261-6"}]}},
            _CODE,
        ),
        (
            {"modifierExtension": [{"url": "https://example.org/not", "valueBoolean": True}]},
            "`modifierExtension`: expected none, as it could change what the value means",
        ),
        ({_HIDDEN: 1}, "the resource: a field that FHIR R4 does not have"),
    ],
)
def test_a_mistake_is_named_by_its_number(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(ResourceError, match=f"^`Observation`: 2: {re.escape(problem)}$") as caught:
        from_observations([observation(), observation(**fields)])
    assert _HIDDEN not in str(caught.value)


@pytest.mark.parametrize("total", [-1, 13])
def test_audit_c_has_no_such_total(total: int) -> None:
    with pytest.raises(ResourceError, match=re.escape(_VALUE)):
        from_observations([observation("75626-2", valueInteger=total)])


def test_several_codes_for_one_instrument_are_one_instrument() -> None:
    both = {"coding": [{"system": LOINC, "code": "70274-6"}, {"system": LOCAL, "code": "gad_7"}]}
    assert from_observations([Observation.model_validate(observation(code=both))])[0].origin == "gad_7"
