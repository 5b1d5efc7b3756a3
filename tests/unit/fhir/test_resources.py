"""What is written of a recommendation: guidance, risks, conflicts, a request, provenance, and all of it together."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from placement import FIVE_LEVEL, NOTICE, Assessment, MismatchedAssessment, Recommendation, ResourceError, place
from placement.assessment.answers import Answers
from placement.fhir import (
    code_systems,
    detected_issues,
    from_questionnaire_response,
    guidance_response,
    provenance,
    requestable,
    risk_assessments,
    service_request,
    transaction,
)
from placement.fhir.models import Resource, as_json
from placement.instruments import Gad7
from placement.language.words import BASE
from placement.rules.levels import Level, Service
from tests.known import known
from tests.official.r4 import problems
from tests.sealed import OTHER
from tests.unit.instruments.filled_in import worst

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
NAIVE = AT.replace(tzinfo=None)
PATIENT = "Patient/1"

OPEN = Assessment(age=40)
SURE = known(use_disorder="severe", home_support="supportive", home_safety="current_violence")
URGENT = known(suicide_risk="plan_with_intent", age=None)
WELL = known()
STALE = known(co_occurring="none").with_instruments(
    worst(Gad7).model_copy(update={"taken_at": AT - timedelta(days=9)}), at=AT, stale_after=timedelta(days=1)
)
PEOPLE: dict[str, Answers] = {"open": OPEN, "sure": SURE, "urgent": URGENT, "well": WELL, "stale": STALE}


def placed(person: Answers) -> Recommendation:
    return place(person, engine="reference")


def everything(person: Answers) -> list[Resource]:
    said = placed(person)
    return [
        guidance_response(said),
        guidance_response(said, at=AT, subject=PATIENT),
        *risk_assessments(said, subject=PATIENT),
        *risk_assessments(said, subject=PATIENT, at=AT, basis=["QuestionnaireResponse/1"]),
        *detected_issues(said),
        *detected_issues(said, at=AT, subject=PATIENT, implicated=["QuestionnaireResponse/1"]),
        *([service_request(said, subject=PATIENT, at=AT)] if requestable(said) else []),
        provenance(said, targets=["GuidanceResponse/1"], at=AT),
        transaction(person, said, subject=PATIENT, at=AT, request_service=requestable(said)),
    ]


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_all_is_as_the_official_schema_says_labelled_and_silent_in_repr(person: Answers) -> None:
    for resource in everything(person):
        assert problems(resource) == []
        assert [one["code"] for one in as_json(resource)["meta"]["security"]] == ["R", "ETH"]
        assert repr(resource) == f"<{resource.get_resource_type()}>"


def _codings(value: object) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if {"system", "code"} <= value.keys():
            yield value
        for inner in value.values():
            yield from _codings(inner)
    if isinstance(value, list):
        for inner in value:
            yield from _codings(inner)


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_every_code_of_our_own_is_in_one_of_our_code_systems(person: Answers) -> None:
    systems = {content["url"]: content["concept"] for content in map(as_json, code_systems())}
    found = [one for each in everything(person) for one in _codings(as_json(each)) if one["system"].startswith(BASE)]
    assert len(found) > 50
    for one in found:
        displays = {concept["code"]: concept["display"] for concept in systems[one["system"]]}
        assert displays[one["code"]] == one["display"]


def _parameters(content: dict[str, Any]) -> dict[str, Any]:
    return {parameter["name"]: parameter for parameter in content["contained"][0]["parameter"]}


def test_a_determined_recommendation_succeeds() -> None:
    said = placed(SURE)
    content = as_json(guidance_response(said, at=AT, subject=PATIENT))
    assert content["status"] == "success"
    assert "dataRequirement" not in content
    assert content["subject"] == {"reference": PATIENT}
    assert content["occurrenceDateTime"] == "2026-03-04T05:06:07Z"
    assert content["moduleCanonical"].endswith(f"/five-level|2-{FIVE_LEVEL.digest[:12]}")
    assert [one["text"] for one in content["note"]] == [NOTICE, said.to_text()]
    found = _parameters(content)
    assert found["level"]["valueCoding"]["code"] == str(said.level)
    assert found["service"]["valueCoding"] == {
        "system": "https://placement.invalid/fhir/CodeSystem/five-level-services",
        "code": str(said.service),
        "display": next(service.name for service in said.services if service.service == said.service),
    }


def test_an_open_one_says_what_is_still_needed() -> None:
    said = placed(OPEN)
    content = as_json(guidance_response(said, at=AT))
    assert content["status"] == "data-required"
    needed = [requirement["codeFilter"][0]["code"][0]["code"] for requirement in content["dataRequirement"]]
    moving = [question.scale for question in said.missing]
    raising = {scale for finding in said.findings if finding.kind == "flag" for scale in finding.depends_on}
    assert needed[: len(moving)] == moving
    assert len(set(needed)) == len(needed)
    assert set(needed) == {*moving, *raising}
    found = _parameters(content)
    assert not {"level", "service"} & set(found)
    ends = {name: [part["valueCoding"]["code"] for part in found[name]["part"]] for name in ("at-least", "at-most")}
    assert ends == {
        "at-least": ["none", "none", "none", "standard"],
        "at-most": ["4", "4", "hospital-managed", "co-occurring-enhanced"],
    }
    flags = [
        parameter["valueCoding"]["code"]
        for parameter in content["contained"][0]["parameter"]
        if parameter["name"] == "possible-flag"
    ]
    assert flags == list(said.possible_flags)


def test_a_settled_one_says_which_open_answers_could_raise_a_flag() -> None:
    said = placed(known(use_disorder="risky_use", home_safety="unsure"))
    content = as_json(guidance_response(said))
    assert content["status"] == "success"
    (required,) = content["dataRequirement"]
    assert required["codeFilter"][0]["code"][0]["code"] == "home_safety"
    assert "flag.immediate-safety" in said.possible_flags
    assert "dataRequirement" not in as_json(guidance_response(placed(known(use_disorder="severe"))))


def test_flags_are_coded_with_what_to_do() -> None:
    said = placed(URGENT)
    content = as_json(guidance_response(said, at=AT))
    flags = [
        parameter["valueCoding"] for parameter in content["contained"][0]["parameter"] if parameter["name"] == "flag"
    ]
    assert [flag["code"] for flag in flags] == list(said.floor.flags)
    assert [flag["display"] for flag in flags] == [said.finding(name).text for name in said.floor.flags]


def test_each_dimension_has_a_risk_with_its_basis() -> None:
    said = placed(SURE)
    made = [as_json(risk) for risk in risk_assessments(said, subject=PATIENT, at=AT, basis=["X/1"])]
    ratings = dict(said.floor.ratings)
    assert [one["code"]["coding"][0]["code"] for one in made] == list(ratings)
    for one, rating in zip(made, ratings.values(), strict=True):
        (prediction,) = one["prediction"]
        assert prediction["qualitativeRisk"]["coding"][0]["code"] == str(rating)
        assert (prediction["rationale"] == "no criterion raises it") is (rating == 0)
        assert one["basis"] == [{"reference": "X/1"}]
        assert one["subject"] == {"reference": PATIENT}
        assert one["note"] == [{"text": NOTICE}]


def test_an_open_rating_is_predicted_at_the_least_and_at_the_most() -> None:
    made = [as_json(risk) for risk in risk_assessments(placed(OPEN), subject=PATIENT, at=AT)]
    for one in made:
        risks = [each["qualitativeRisk"]["coding"][0]["code"] for each in one["prediction"]]
        assert risks == ["0", "4"]
        assert [each["rationale"].partition(";")[0] for each in one["prediction"]] == ["at the least", "at the most"]
        assert "basis" not in one


def test_a_criterion_that_open_answers_decide_is_no_fact_of_a_risk() -> None:
    """What could be met is not said of the rating at the least, and elsewhere with that it could be."""
    said = placed(known(alcohol_withdrawal="moderate", sedative_withdrawal="unsure", home_support="hostile"))
    verdicts = {finding.text: finding.verdict for finding in said.findings if finding.kind == "criterion"}
    assert {"met", "not met", "unknown"} <= set(verdicts.values())
    for made in map(as_json, risk_assessments(said, subject=PATIENT)):
        assert made["status"] == ("final" if len(made["prediction"]) == 1 else "preliminary")
        for end, one in enumerate(made["prediction"]):
            stated = one["rationale"]
            for text in (text for text, verdict in verdicts.items() if verdict == "unknown"):
                stated = stated.replace(f"could be met, while answers are open: {text}", "")
            assert {verdicts[text] for text in verdicts if text in stated} <= {"met"}
            at_the_least = len(made["prediction"]) == 2 and end == 0
            assert not (at_the_least and "could be met" in one["rationale"])
    withdrawal = as_json(risk_assessments(said, subject=PATIENT)[0])
    assert "could be met" in withdrawal["prediction"][1]["rationale"]
    opened = as_json(risk_assessments(placed(OPEN), subject=PATIENT)[0])
    nothing = "no criterion that is known to be met raises it"
    assert opened["prediction"][0]["rationale"] == f"at the least; {nothing}"


def test_each_conflict_is_an_issue() -> None:
    said = placed(SURE)
    made = [as_json(issue) for issue in detected_issues(said, at=AT, subject=PATIENT, implicated=["X/1"])]
    assert [one["code"]["coding"][0]["code"] for one in made] == [conflict.id for conflict in said.conflicts]
    assert made
    assert all(one["detail"].endswith(")") and one["patient"] == {"reference": PATIENT} for one in made)
    assert detected_issues(placed(WELL), at=AT) == ()


def test_a_request_is_a_draft_and_a_proposal() -> None:
    said = placed(SURE)
    content = as_json(service_request(said, subject=PATIENT, at=AT, supporting=["GuidanceResponse/1"]))
    assert (content["status"], content["intent"]) == ("draft", "proposal")
    assert content["code"]["text"].startswith(f"{said.service}, ")
    assert content["supportingInfo"] == [{"reference": "GuidanceResponse/1"}]


@pytest.mark.parametrize("person", [OPEN, WELL], ids=["open", "well"])
def test_nothing_is_requested_where_no_one_service_is_recommended(person: Answers) -> None:
    said = placed(person)
    assert not requestable(said)
    with pytest.raises(ResourceError, match=r"^`ServiceRequest`: expected a recommendation with one service: "):
        service_request(said, subject=PATIENT, at=AT)


def test_provenance_names_the_rulebook_by_digest() -> None:
    content = as_json(provenance(placed(WELL), targets=["X/1", "X/2"], at=AT))
    assert content["entity"][0]["what"]["identifier"]["value"] == FIVE_LEVEL.digest
    assert content["agent"][0]["who"]["display"].startswith("placement ")
    assert [one["reference"] for one in content["target"]] == ["X/1", "X/2"]
    with pytest.raises(ResourceError, match=r"^`Provenance`: `targets`: expected at least one reference$"):
        provenance(placed(WELL), targets=[], at=AT)


def test_without_a_time_none_is_made_up() -> None:
    said = placed(OPEN)
    made = [guidance_response(said), *risk_assessments(said, subject=PATIENT), *detected_issues(placed(STALE))]
    assert {one.get_resource_type() for one in made} == {"GuidanceResponse", "RiskAssessment", "DetectedIssue"}
    for one in made:
        assert not {"occurrenceDateTime", "identifiedDateTime"} & as_json(one).keys()


def test_a_time_needs_an_offset() -> None:
    said = placed(SURE)
    expected = r"`: `at`: expected a time with its offset from UTC$"
    with pytest.raises(ResourceError, match=f"^`GuidanceResponse{expected}"):
        guidance_response(said, at=NAIVE)
    with pytest.raises(ResourceError, match=f"^`RiskAssessment{expected}"):
        risk_assessments(said, subject=PATIENT, at=NAIVE)
    with pytest.raises(ResourceError, match=f"^`DetectedIssue{expected}"):
        detected_issues(said, at=NAIVE)
    with pytest.raises(ResourceError, match=f"^`ServiceRequest{expected}"):
        service_request(said, subject=PATIENT, at=NAIVE)
    with pytest.raises(ResourceError, match=f"^`Provenance{expected}"):
        provenance(said, targets=["X/1"], at=NAIVE)


def test_a_transaction_holds_everything_and_refers_to_itself() -> None:
    content = as_json(transaction(SURE, placed(SURE), subject=PATIENT, at=AT, request_service=True))
    kinds = [entry["resource"]["resourceType"] for entry in content["entry"]]
    issues = len(placed(SURE).conflicts)
    assert kinds == [
        "QuestionnaireResponse",
        "GuidanceResponse",
        *["RiskAssessment"] * 6,
        *["DetectedIssue"] * issues,
        "ServiceRequest",
        "Provenance",
    ]
    assert [entry["request"] for entry in content["entry"]] == [{"method": "POST", "url": kind} for kind in kinds]
    addresses = [entry["fullUrl"] for entry in content["entry"]]
    assert len(set(addresses)) == len(addresses)
    answered, guided, *others, told = content["entry"]
    assert from_questionnaire_response(answered["resource"]) == SURE
    assert {one["resource"]["basis"][0]["reference"] for one in others[:6]} == {answered["fullUrl"]}
    assert others[-1]["resource"]["supportingInfo"][0]["reference"] == guided["fullUrl"]
    assert [one["reference"] for one in told["resource"]["target"]] == addresses[1:-1]


def test_a_transaction_is_about_one_person() -> None:
    """Answers of one and a recommendation for another would come out as the same person's."""
    message = r"^the recommendation was not made from this assessment under this rulebook$"
    with pytest.raises(MismatchedAssessment, match=message):
        transaction(OPEN, placed(SURE), subject=PATIENT, at=AT)
    with pytest.raises(MismatchedAssessment, match=message):
        transaction(SURE, placed(SURE), subject=PATIENT, at=AT, rulebook=OTHER)
    for change in ({"age": None}, {"housing": "unsure"}, {"housing": None}, {"cognition": "unsure"}):
        changed = SURE.model_copy(update=change)
        assert changed != SURE
        with pytest.raises(MismatchedAssessment, match=message):
            transaction(changed, placed(SURE), subject=PATIENT, at=AT)


@pytest.mark.parametrize(
    "change",
    [
        {"level": Level.OUTPATIENT, "service": Service.OUTPATIENT},
        {"determined": False},
        {"possible_flags": ("flag.naloxone",)},
        {"findings": ()},
        {"delivery": ()},
        {"services": ()},
        {"notice": "None."},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_transaction_takes_no_recommendation_that_does_not_follow_from_the_answers(change: dict[str, Any]) -> None:
    altered = placed(SURE).model_copy(update=change)
    assert altered != placed(SURE)
    with pytest.raises(MismatchedAssessment, match=r"^the recommendation was not made from this assessment"):
        transaction(SURE, altered, subject=PATIENT, at=AT)


@pytest.mark.parametrize(
    "subject", ["", "x y", "Practitioner/1", "RelatedPerson/2", "Patient/../2", "javascript:alert(1)"]
)
def test_what_is_made_is_about_a_patient(subject: str) -> None:
    expected = "`subject`: expected a reference to a patient, such as `Patient/1`$"
    said = placed(SURE)
    with pytest.raises(ResourceError, match=f"^`ServiceRequest`: {expected}") as raised:
        service_request(said, subject=subject, at=AT)
    assert not subject or subject not in str(raised.value)
    with pytest.raises(ResourceError, match=f"^`QuestionnaireResponse`: {expected}"):
        transaction(SURE, said, subject=subject, at=AT)
    with pytest.raises(ResourceError, match=f"^`RiskAssessment`: {expected}"):
        risk_assessments(said, subject=subject, at=AT)
    with pytest.raises(ResourceError, match=f"^`GuidanceResponse`: {expected}"):
        guidance_response(said, subject=subject, at=AT)
    with pytest.raises(ResourceError, match=f"^`DetectedIssue`: {expected}"):
        detected_issues(placed(STALE), subject=subject, at=AT)


def test_a_patient_may_be_named_by_a_urn_or_on_a_server() -> None:
    for subject in ("urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7", "https://ehr.example/fhir/Patient/1"):
        assert as_json(service_request(placed(SURE), subject=subject, at=AT))["subject"] == {"reference": subject}


def test_a_transaction_says_of_the_answers_when_and_whether_they_are_finished() -> None:
    answered = as_json(transaction(OPEN, placed(OPEN), subject=PATIENT, at=AT))["entry"][0]["resource"]
    assert answered["status"] == "completed"
    assert "authored" not in answered
    started = AT - timedelta(days=9)
    content = as_json(transaction(OPEN, placed(OPEN), subject=PATIENT, at=AT, authored=started, status="in-progress"))
    answered = content["entry"][0]["resource"]
    assert (answered["status"], answered["authored"]) == ("in-progress", "2026-02-23T05:06:07Z")


def test_nothing_is_requested_unless_asked() -> None:
    content = as_json(transaction(SURE, placed(SURE), subject=PATIENT, at=AT))
    assert "ServiceRequest" not in [entry["resource"]["resourceType"] for entry in content["entry"]]
