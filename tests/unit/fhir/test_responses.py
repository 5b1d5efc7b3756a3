import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from placement import FIVE_LEVEL, Assessment, MismatchedAssessment, OutOfScope, ResourceError, place
from placement.fhir import from_questionnaire_response, questionnaire, response_details, to_questionnaire_response
from placement.fhir.models import as_json
from placement.instruments import CiwaAr, Gad7
from tests.official.r4 import problems
from tests.sealed import PERSON
from tests.tiny_rulebook import TINY
from tests.unit.instruments.filled_in import worst

AT = datetime(2026, 3, 4, 5, 6, 7, 891011, tzinfo=UTC)
SYSTEM = "https://placement.invalid/fhir/CodeSystem/five-level-housing"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def _item(response: dict[str, Any], name: str) -> dict[str, Any]:
    return next(
        part for group in response["item"] for part in (group, *group.get("item", ())) if part["linkId"] == name
    )


@pytest.fixture
def response() -> dict[str, Any]:
    return as_json(to_questionnaire_response(PERSON, subject="Patient/1", authored=AT))


def test_answers_go_there_and_back() -> None:
    for assessment in (PERSON, Assessment(), Assessment(age=18), Assessment(age=130, suicide_risk="unsure")):
        written = to_questionnaire_response(assessment)
        assert problems(written) == []
        assert from_questionnaire_response(written) == assessment
        assert from_questionnaire_response(written.model_dump_json()) == assessment


def test_what_instruments_said_goes_there_and_back() -> None:
    """Otherwise a score would come back as a clinician's answer, which may close a dimension."""
    anxious = {f"item_{n}": 2 for n in range(1, 8)}
    scored = [
        Gad7(**anxious, taken_at=AT - timedelta(days=9)),
        worst(CiwaAr).model_copy(update={"taken_at": AT - timedelta(days=1)}),
    ]
    assessment = PERSON.with_instruments(*scored, at=AT, stale_after=timedelta(days=2))
    again = from_questionnaire_response(to_questionnaire_response(assessment))
    assert again == assessment
    assert again.provenance == assessment.provenance
    assert any(one.stale for one in again.provenance)
    assert place(again, engine="reference") == place(assessment, engine="reference")
    assert problems(to_questionnaire_response(assessment)) == []


def test_another_rulebook_has_answers_of_its_own() -> None:
    asked = TINY.assessment_model()
    assessment = asked.model_validate({"low_mood": "some", "plan": "unsure"})
    again = from_questionnaire_response(to_questionnaire_response(assessment, TINY), TINY)
    assert type(again) is asked
    assert again == assessment


def test_it_answers_the_questionnaire_and_says_for_whom_and_when(response: dict[str, Any]) -> None:
    asked = as_json(questionnaire())
    assert response["questionnaire"] == f"{asked['url']}|{asked['version']}"
    assert response["subject"] == {"reference": "Patient/1"}
    assert response["authored"] == "2026-03-04T05:06:07.891011Z"
    assert [one["code"] for one in response["meta"]["security"]] == ["R", "ETH"]
    asked_ids = [(item["linkId"], [each["linkId"] for each in item.get("item", ())]) for item in asked["item"]]
    assert [
        (item["linkId"], [each["linkId"] for each in item.get("item", ())]) for item in response["item"]
    ] == asked_ids


def test_an_answer_is_coded_and_one_that_was_not_asked_says_so(response: dict[str, Any]) -> None:
    assert _item(response, "housing")["answer"][0]["valueCoding"]["code"] == "unsure"
    assert _item(response, "home_support")["answer"][0]["valueCoding"]["code"] == "hostile"
    missing = _item(response, "cognition")
    assert "answer" not in missing
    assert missing["extension"] == [{"url": ABSENT, "valueCode": "not-asked"}]


def test_a_time_needs_an_offset() -> None:
    with pytest.raises(ResourceError, match=r"^`QuestionnaireResponse`: `authored`: expected a time with its offset"):
        to_questionnaire_response(PERSON, authored=datetime(2026, 1, 1))  # noqa: DTZ001 - that is what is refused


def test_answers_to_other_questions_are_refused() -> None:
    with pytest.raises(MismatchedAssessment, match=r"^this assessment is of rulebook `five-level` .* `tiny` "):
        to_questionnaire_response(PERSON, TINY)


def test_what_is_left_out_was_not_asked(response: dict[str, Any]) -> None:
    del response["item"]
    assert from_questionnaire_response(response) == Assessment()


def test_questions_may_stand_outside_their_groups(response: dict[str, Any]) -> None:
    response["item"] = [one for group in response["item"] for one in group.get("item", [group])]
    assert from_questionnaire_response(response) == PERSON


@pytest.mark.parametrize("reason", ["asked-unknown", "asked-declined", "unknown", "temp-unknown"])
@pytest.mark.parametrize("inside", [True, False])
def test_asked_without_an_answer_is_unsure(response: dict[str, Any], reason: str, *, inside: bool) -> None:
    said = {"extension": [{"url": ABSENT, "valueCode": reason}]}
    item = _item(response, "home_support")
    del item["answer"]
    item |= {"answer": [said]} if inside else said
    assert from_questionnaire_response(response) == PERSON.model_copy(update={"home_support": "unsure"})


@pytest.mark.parametrize("reasons", [("not-asked", "asked-unknown"), ("asked-declined", "not-asked")])
@pytest.mark.parametrize("holders", [("item", "item"), ("item", "answer"), ("answer", "value"), ("value", "item")])
def test_of_several_reasons_the_most_open_one_counts(
    response: dict[str, Any], reasons: tuple[str, str], holders: tuple[str, str]
) -> None:
    """Intoxication is a danger: not asked it is covered by the headline, unsure it stays open."""
    item = _item(response, "intoxication")
    item.pop("extension")
    for holder, reason in zip(holders, reasons, strict=True):
        at = item if holder == "item" else item.setdefault("answer", [{}])[0]
        at = at.setdefault("valueCoding", {}) if holder == "value" else at
        at.setdefault("extension", []).append({"url": ABSENT, "valueCode": reason})
    assert problems(response) == []
    assert from_questionnaire_response(response) == PERSON.model_copy(update={"intoxication": "unsure"})
    assert place(PERSON, engine="reference").ceiling.level < place(from_questionnaire_response(response)).ceiling.level


@pytest.mark.parametrize("reason", ["not-asked", "asked-unknown", "asked-declined", "unknown", "temp-unknown"])
@pytest.mark.parametrize("holder", ["item", "answer", "value"])
def test_an_age_that_nobody_gave_is_not_stated(response: dict[str, Any], reason: str, holder: str) -> None:
    said = {"extension": [{"url": ABSENT, "valueCode": reason}]}
    item = _item(response, "age")
    del item["answer"]
    held: dict[str, dict[str, Any]] = {
        "item": said,
        "answer": {"answer": [said]},
        "value": {"answer": [{"_valueInteger": said}]},
    }
    item |= held[holder]
    assert problems(response) == []
    assert from_questionnaire_response(response) == PERSON.model_copy(update={"age": None})


def test_other_extensions_are_passed_over(response: dict[str, Any]) -> None:
    for holder in (response, _item(response, "housing")):
        holder["extension"] = [{"url": "https://example.org/x", "valueString": "x"}, *holder.get("extension", ())]
    assert from_questionnaire_response(response) == PERSON


def _change(name: str, **fields: Any) -> Callable[[dict[str, Any]], None]:  # noqa: ANN401 - JSON
    def change(response: dict[str, Any]) -> None:
        item = response if name == "" else _item(response, name)
        for field, value in fields.items():
            item[field] = value

    return change


def _coded(code: str, system: str = SYSTEM) -> list[dict[str, Any]]:
    return [{"valueCoding": {"system": system, "code": code}}]


_CODES = "stable, temporary, unstable, none, unsure"
_EXPECTED = f"`housing`: expected a `valueCoding` of `{SYSTEM}` with one of the codes {_CODES}"
_HIDDEN = "S3NTINEL"
_GROUP = "`dimension.use`: expected no answer to a group, and no reason for absence"
_WHOLE = "`extension`: expected a reason for absence on a question, not on the whole response"
_NEGATED = [{"url": "https://example.org/not", "valueBoolean": True}]


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (_change("housing", answer=_coded(_HIDDEN)), _EXPECTED),
        (_change("housing", answer=_coded("stable", _HIDDEN)), _EXPECTED),
        (_change("housing", answer=[{"valueCoding": {"code": "stable"}}]), _EXPECTED),
        (_change("housing", answer=[{"valueCoding": {"system": SYSTEM, "display": _HIDDEN}}]), _EXPECTED),
        (_change("housing", answer=[{"valueString": _HIDDEN}]), _EXPECTED),
        (_change("housing", answer=[{"valueInteger": 0}]), _EXPECTED),
        (_change("age", answer=[{"valueString": _HIDDEN}]), "`age`: expected a `valueInteger`"),
        (_change("age", answer=[{"valueInteger": 131}]), "`age`: input should be less than or equal to 130"),
        (_change("housing", answer=_coded("stable") * 2), "`housing`: expected one answer"),
        (
            _change("housing", extension=[{"url": ABSENT, "valueCode": "not-asked"}]),
            "`housing`: expected an answer or a reason for there being none",
        ),
        (
            _change("cognition", extension=[{"url": ABSENT, "valueCode": _HIDDEN}]),
            "`cognition`: expected one of the reasons not-asked, asked-unknown, asked-declined, temp-unknown, unknown",
        ),
        (
            _change("cognition", extension=[{"url": ABSENT, "valueString": _HIDDEN}]),
            "`cognition`: expected one of the reasons not-asked, asked-unknown, asked-declined, temp-unknown, unknown",
        ),
        (
            _change("housing", item=[{"linkId": _HIDDEN}]),
            "`housing`: expected no items below a question",
        ),
        (
            _change("housing", answer=[{**_coded("stable")[0], "item": [{"linkId": _HIDDEN}]}]),
            "`housing`: expected no items below a question",
        ),
        (_change("cognition", linkId="housing"), "`housing`: answered twice"),
        (_change("age", linkId=_HIDDEN), "item 1: a linkId that the questionnaire does not have"),
        (_change("dimension.use", answer=_coded("x")), _GROUP),
        (_change("dimension.use", extension=[{"url": ABSENT, "valueCode": "asked-declined"}]), _GROUP),
        (_change("", extension=[{"url": ABSENT, "valueCode": "asked-declined"}]), _WHOLE),
        (_change("", subject={"reference": "Group/1"}), "`subject`: expected a patient"),
        (_change("", subject={"reference": "urn:uuid:1", "type": "RelatedPerson"}), "`subject`: expected a patient"),
        (_change("", status="entered-in-error"), "`status`: expected one of completed, amended, in-progress, stopped"),
        (_change("", status=_HIDDEN), "`status`: expected one of completed, amended, in-progress, stopped"),
        (
            _change("", questionnaire=f"https://example.org/{_HIDDEN}"),
            f"`questionnaire`: expected `{questionnaire().url}|{questionnaire().version}`",
        ),
        (
            _change("", questionnaire=f"{questionnaire().url}|0"),
            f"`questionnaire`: expected `{questionnaire().url}|{questionnaire().version}`",
        ),
    ],
)
def test_a_mistake_is_named_by_its_link_id(
    response: dict[str, Any], change: Callable[[dict[str, Any]], None], mistake: str
) -> None:
    change(response)
    with pytest.raises(ResourceError, match=f"^`QuestionnaireResponse`: {re.escape(mistake)}$") as caught:
        from_questionnaire_response(response)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (_change("", modifierExtension=_NEGATED), "modifierExtension"),
        (_change("", implicitRules="https://example.org/rules"), "implicitRules"),
        (_change("", _implicitRules={"extension": _NEGATED}), "_implicitRules"),
        (_change("dimension.use", modifierExtension=_NEGATED), "item.1.modifierExtension"),
        (_change("use_disorder", modifierExtension=_NEGATED), "item.1.item.0.modifierExtension"),
        (
            _change("use_disorder", answer=[{"valueInteger": 1, "modifierExtension": _NEGATED}]),
            "item.1.item.0.answer.0.modifierExtension",
        ),
    ],
)
@pytest.mark.parametrize("reader", [from_questionnaire_response, response_details])
def test_what_could_change_the_meaning_is_refused_by_every_reader(
    response: dict[str, Any],
    change: Callable[[dict[str, Any]], None],
    field: str,
    reader: Callable[[object], object],
) -> None:
    change(response)
    with pytest.raises(ResourceError) as caught:
        reader(response)
    assert caught.value.mistakes == (f"`{field}`: expected none, as it could change what the rest means",)


def test_an_unknown_link_id_inside_a_group_is_named_by_its_place(response: dict[str, Any]) -> None:
    response["item"][2]["item"][1]["linkId"] = _HIDDEN
    with pytest.raises(ResourceError, match=r": item 3, item 2: a linkId that the questionnaire does not have$"):
        from_questionnaire_response(response)


def test_every_mistake_is_named_at_once(response: dict[str, Any]) -> None:
    _change("housing", answer=_coded(_HIDDEN))(response)
    _change("age", answer=[{"valueString": _HIDDEN}])(response)
    with pytest.raises(ResourceError) as caught:
        from_questionnaire_response(response)
    assert len(caught.value.mistakes) == 2


@pytest.mark.parametrize(
    "observed",
    [
        [],
        [{"url": "scale", "valueCode": _HIDDEN}],
        [{"url": _HIDDEN, "valueCode": "housing"}],
        [{"url": "scale", "valueString": "housing"}],
    ],
)
def test_what_an_instrument_did_not_say_is_refused(response: dict[str, Any], observed: list[Any]) -> None:
    url = "https://placement.invalid/fhir/StructureDefinition/observed"
    response["extension"] = [{"url": url, "extension": observed} if observed else {"url": url, "valueCode": "x"}]
    with pytest.raises(ResourceError, match=r"^`QuestionnaireResponse`: `provenance`: ") as caught:
        from_questionnaire_response(response)
    assert _HIDDEN not in str(caught.value)


def test_the_version_may_be_left_out(response: dict[str, Any]) -> None:
    response["questionnaire"] = questionnaire().url
    assert from_questionnaire_response(response) == PERSON
    del response["questionnaire"]
    assert from_questionnaire_response(response) == PERSON


def test_a_minor_is_out_of_scope(response: dict[str, Any]) -> None:
    _change("age", answer=[{"valueInteger": 17}])(response)
    with pytest.raises(OutOfScope):
        from_questionnaire_response(response)


def test_every_anchor_of_every_scale_is_read() -> None:
    every = [{scale.id: scale.anchor(min(place, scale.highest())) for scale in FIVE_LEVEL.scales} for place in range(5)]
    for answers in (*every, {scale.id: "unsure" for scale in FIVE_LEVEL.scales}):
        assessment = Assessment.model_validate(answers)
        assert from_questionnaire_response(to_questionnaire_response(assessment)) == assessment
