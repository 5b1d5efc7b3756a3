import copy
import pickle
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from placement import Assessment, ResourceError
from placement.fhir import Scores, SkippedObservation, from_observations, observation_codes
from placement.fhir.models import Observation
from placement.instruments import INSTRUMENTS, AuditC, Gad7, Observed, Summed
from tests.unit.fhir.scores import LOINC, observation

LOCAL = "https://placement.invalid/fhir/CodeSystem/instruments"
_HIDDEN = "S3NTINEL"


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
        {"valueQuantity": {"value": 11, "_value": {"extension": [{"url": "https://example.org/x", "valueCode": "x"}]}}},
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


def test_a_code_that_is_null_is_as_if_absent() -> None:
    nameless = observation() | {"code": None}
    with pytest.raises(ResourceError, match=f"^`Observation`: 1: {re.escape(_CODE)}$"):
        from_observations([nameless])
    detail = observation(component=[{"code": None, "valueInteger": 3}])
    assert from_observations([detail]) == Gad7.of_total(11)


def test_an_observation_without_a_value_says_nothing() -> None:
    absent = {"text": "unknown"}
    assert from_observations([observation(valueInteger=None, dataAbsentReason=absent)]) == ()
    assert from_observations([]) == ()


_VALUE = "`value`: expected a total that the instrument can give, as `valueInteger` or `valueQuantity`"
_UNKNOWN = {
    "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
}
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
        ({"code": {"coding": [{"code": None, "system": None}]}}, _CODE),
        ({"code": {"coding": [{"code": "70274-6"}]}}, _CODE),
        ({"code": {"coding": [{"system": LOINC, "code": _HIDDEN}]}}, _CODE),
        (
            {"code": {"coding": [{"system": LOINC, "code": "70274-6"}, {"system": LOINC, "code": "44261-6"}]}},
            _CODE,
        ),
        (
            {"modifierExtension": [{"url": "https://example.org/not", "valueBoolean": True}]},
            "`modifierExtension`: expected none, as it could change what the rest means",
        ),
        (
            {"component": [{"code": {"text": "a detail"}, "modifierExtension": [{"url": "https://example.org/not"}]}]},
            "`component.0.modifierExtension`: expected none, as it could change what the rest means",
        ),
        ({"implicitRules": _HIDDEN}, "`implicitRules`: expected none, as it could change what the rest means"),
        ({"status": None, "_status": _UNKNOWN}, "`status`: expected one of amended, corrected, final"),
        ({"valueInteger": None, "valueQuantity": {"value": 11, "_comparator": _UNKNOWN}}, _VALUE),
        ({"valueInteger": None, "valueQuantity": {"value": 11, "_code": _UNKNOWN}}, _VALUE),
        ({"valueInteger": None, "valueQuantity": {"value": 11, "_unit": _UNKNOWN}}, _VALUE),
        (
            {"valueInteger": None, "valueQuantity": {"value": 11, "_value": _UNKNOWN}},
            "`valueQuantity._value`: expected a value or a reason for its absence, not both",
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


@pytest.mark.parametrize(
    "codes", [{"phq_9": "44260-8"}, {"ciwa_ar": "44261-6"}, {"cows": "99999-5", "ciwa_ar": "99999-5"}]
)
def test_a_code_of_another_score_is_refused(codes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^`codes`: `\w+`: expected a code that no other score has$"):
        observation_codes(codes)


# ---------------------------------------------------------------------------------------------------- whose they are


RICH = observation(
    id="a",
    language="en",
    issued="2026-03-04T05:06:07Z",
    effectiveDateTime="2026-03-04T05:06:07Z",
    subject={"reference": "Patient/1"},
    component=[{"code": {"text": "a detail"}}],
)


def about(reference: object, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return observation(subject={"reference": reference} if isinstance(reference, str) else reference, **fields)


@pytest.mark.parametrize(
    "subjects",
    [
        ("Patient/1", "Patient/2"),
        ("Patient/1", None, "Patient/2"),
        ("https://a.example/Patient/1", "Patient/1", "https://b.example/Patient/1"),
        ("#p", "#p"),
        ("Patient/1", {"identifier": {"system": "urn:x", "value": "1"}}),
        ({"identifier": {"system": "urn:x", "value": "1"}}, {"identifier": {"system": "urn:x", "value": "2"}}),
    ],
)
@pytest.mark.parametrize("unknown", ["refuse", "skip"])
def test_observations_about_two_patients_are_refused(subjects: tuple[object, ...], unknown: Any) -> None:  # noqa: ANN401 - a literal
    problem = f"{len(subjects)}: `subject`: expected the patient of the other Observations"
    with pytest.raises(ResourceError, match=f"^`Observation`: {re.escape(problem)}$"):
        from_observations([about(one) for one in subjects], unknown=unknown)


@pytest.mark.parametrize(
    "subjects",
    [
        ("Patient/1", "Patient/1/_history/2", None),
        ("Patient/1", "https://a.example/Patient/1"),
        ("https://a.example/Patient/1", "Patient/1"),
        ("urn:uuid:0A", "urn:uuid:0a"),
        ({"identifier": {"system": "urn:x", "value": "1"}}, {"identifier": {"system": "urn:x", "value": "1"}}),
        (None, None),
        ({"display": "A"},),
    ],
)
def test_observations_about_one_patient_are_read(subjects: tuple[object, ...]) -> None:
    assert len(from_observations([about(one) for one in subjects])) == len(subjects)


@pytest.mark.parametrize(
    "subjects",
    [
        ({"display": "A"}, {"display": "B"}),
        ({"display": "A"}, {"display": "A"}),
        ({"display": "A"}, "Patient/1"),
        ({"display": "A"}, None),
        ({"type": "Patient"}, None),
        ({"identifier": {"system": "urn:x"}}, {"identifier": {"system": "urn:x"}}),
        ({"_reference": _UNKNOWN}, None),
        ({"identifier": {"_value": _UNKNOWN}}, None),
    ],
)
@pytest.mark.parametrize("unknown", ["refuse", "skip"])
def test_a_name_alone_does_not_say_that_it_is_the_others_patient(subjects: tuple[object, ...], unknown: Any) -> None:  # noqa: ANN401 - a literal
    problem = "`subject`: expected a reference or an identifier, where several are read"
    with pytest.raises(ResourceError) as caught:
        from_observations([about(one) for one in subjects], unknown=unknown)
    assert f"1: {problem}" in caught.value.mistakes
    with pytest.raises(ResourceError, match="expected the person whom the caller expects"):
        from_observations([about(one) for one in subjects], subject="Patient/1")


@pytest.mark.parametrize(
    ("subject", "contained"),
    [("#g", [{"resourceType": "Group", "id": "g", "type": "person", "actual": True}]), ("Group/1", [])],
)
def test_a_subject_that_is_no_patient_is_refused_however_it_is_named(subject: str, contained: list[Any]) -> None:
    named = {"reference": subject, "type": "Patient"}
    with pytest.raises(ResourceError, match=r"^`Observation`: 1: `subject`: expected a patient$"):
        from_observations([about(named, contained=contained)])


@pytest.mark.parametrize("field", sorted(RICH))
def test_an_element_in_place_of_a_value_is_as_if_absent_or_refused(field: str) -> None:
    """A primitive may have extensions and no value (FHIR R4, JSON): the models then take a required one for given."""
    absent = {name: value for name, value in RICH.items() if name != field}
    without, instead = (from_observations([one], unknown="skip") for one in (absent, {**absent, f"_{field}": _UNKNOWN}))
    no_such_field = ("the resource: a field that FHIR R4 does not have",)
    assert instead == without or [one.mistakes for one in instead.skipped] == [no_such_field]


def test_the_caller_may_say_whom_they_expect() -> None:
    assert len(from_observations([about("Patient/1"), about(None)], subject="Patient/1")) == 2
    problem = "2: `subject`: expected the person whom the caller expects, by the same reference"
    with pytest.raises(ResourceError, match=f"^`Observation`: {re.escape(problem)}$"):
        from_observations([about("Patient/1"), about("Patient/2")], subject="Patient/1")
    with pytest.raises(ResourceError, match="`subject`: expected a patient"):
        from_observations([about("Group/1")])


_FOCUS = "`focus`: expected none that is a person, or may be one"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"focus": [{"reference": "RelatedPerson/1"}]}, _FOCUS),
        ({"focus": [{"reference": "Patient/1"}]}, _FOCUS),
        ({"focus": [{"reference": "https://a.example/Patient/1/_history/3"}]}, _FOCUS),
        ({"focus": [{"type": "RelatedPerson", "identifier": {"value": "1"}}]}, _FOCUS),
        ({"focus": [{"type": "http://hl7.org/fhir/StructureDefinition/Patient"}]}, _FOCUS),
        ({"focus": [{"reference": "Condition/1"}, {"reference": "urn:uuid:1"}]}, _FOCUS),
        ({"focus": [{"reference": "RelatedPerson/1", "type": "Condition"}]}, _FOCUS),
        ({"focus": [{"reference": "#f"}], "contained": [{"resourceType": "Patient", "id": "f"}]}, _FOCUS),
        (
            {
                "extension": [
                    {
                        "url": "http://hl7.org/fhir/StructureDefinition/observation-focusCode",
                        "valueCodeableConcept": {"text": _HIDDEN},
                    }
                ]
            },
            "`extension`: expected no code of a focus that is not the patient",
        ),
    ],
)
def test_a_score_of_another_person_than_the_patient_is_refused(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(ResourceError, match=f"^`Observation`: 1: {re.escape(problem)}$"):
        from_observations([about("Patient/1", **fields)], subject="Patient/1")


@pytest.mark.parametrize(
    "fields",
    [
        {"focus": [{"reference": "Condition/1"}]},
        {"focus": [{"type": "Condition", "identifier": {"value": "1"}}]},
        {"focus": [{"reference": "#f"}], "contained": [{"resourceType": "Device", "id": "f"}]},
        {"extension": [{"url": "https://example.org/x", "valueCode": "x"}]},
    ],
)
def test_a_focus_that_is_no_person_is_allowed(fields: dict[str, Any]) -> None:
    assert from_observations([about("Patient/1", **fields)])[0].origin == "gad_7"


# ---------------------------------------------------------------------------------------------------- what is skipped


def test_what_cannot_be_read_is_skipped_and_returned() -> None:
    weight = observation("29463-7", valueInteger=None, valueQuantity={"value": 80, "unit": "kg"})
    mother = about("Patient/1", focus=[{"reference": "RelatedPerson/1"}])
    given: list[Any] = [weight, about("Patient/1"), mother, _HIDDEN, about("Patient/2"), observation(valueInteger=99)]
    scores = from_observations(given, subject="Patient/1", unknown="skip")
    assert [one.origin for one in scores] == ["gad_7"]
    assert [one.number for one in scores.skipped] == [1, 3, 4, 5, 6]
    assert [one.mistakes for one in scores.skipped] == [
        (_CODE,),
        (_FOCUS,),
        ("expected a resource as JSON",),
        ("`subject`: expected the person whom the caller expects, by the same reference",),
        (_VALUE,),
    ]
    assert _HIDDEN not in repr(scores.skipped)
    with pytest.raises(ResourceError) as caught:
        from_observations(given, subject="Patient/1")
    assert len(caught.value.mistakes) == 5


def test_scores_are_a_tuple_that_keeps_what_was_skipped() -> None:
    scores = from_observations([observation(), {}], unknown="skip")
    assert scores == Gad7.of_total(11)
    assert repr(scores) == "(<Observed>,)"
    for copied in (copy.copy(scores), copy.deepcopy(scores), pickle.loads(pickle.dumps(scores))):  # noqa: S301 - our own
        assert copied == scores
        assert (
            copied.skipped
            == scores.skipped
            == (SkippedObservation(2, ("expected a resource of the type `Observation`",)),)
        )
    assert Scores() == ()
    assert Scores().skipped == ()


@pytest.mark.parametrize("several", [observation(), "[]", b"[]", Observation.model_validate(observation())])
def test_one_observation_is_not_several(several: Any) -> None:  # noqa: ANN401 - what is wrong is of any type
    with pytest.raises(ResourceError, match=r"^`Observation`: expected several, as a list$"):
        from_observations(several, unknown="skip")


def test_a_wrong_word_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^`unknown`: expected `refuse` or `skip`$"):
        from_observations([], unknown="ignore")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^`sex`: expected `female`, `male`, `other`, or None where it is not known$"):
        from_observations([], sex="unknown")  # type: ignore[arg-type]
