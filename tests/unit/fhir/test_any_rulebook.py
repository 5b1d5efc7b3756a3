"""What is written for rulebooks that share nothing with the shipped one."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from placement import MismatchedAssessment, OutOfScope, Recommendation, Rulebook, place
from placement.cds_hooks import cds_card
from placement.fhir import (
    code_systems,
    detected_issues,
    from_questionnaire_response,
    provenance,
    questionnaire,
    risk_assessments,
    service_map,
    service_request,
    to_questionnaire_response,
    value_sets,
)
from placement.fhir.models import as_json
from placement.language.graded import Track
from placement.language.scale import Dimension, Scale, new_scale
from placement.language.words import Ages, Codes, SensitivityLabel, Words
from tests.official.r4 import problems
from tests.tiny_rulebook import BODY, DUTIES, LEAFLET, MIND, TINY, Shifts, tiny

AT = datetime(2026, 3, 4, tzinfo=UTC)
PATIENT = "Patient/1"


class Care(Track):
    """Care."""

    ONE = "1"
    TWO_PLUS = "2+"
    THREE = "3"


SPIRIT: Final = Dimension("spirit", "Spirit", rated=False)


class Worry(Scale, dimension=SPIRIT, closes=True, sources=(LEAFLET,)):
    """Worry."""

    NONE = 0, "none"
    SOME = 1, "some"
    CONSTANT = 2, "constant"


YOUNG: Final = tiny(
    id="young",
    title="Twelve to seventeen",
    dimensions=(SPIRIT, DUTIES),
    scales=(Worry, Shifts),
    tracks=(Care,),
    criteria=(),
    rules=(
        replace(TINY.rules[0], id="care.two", when=Worry.SOME.or_worse, raises=Care.TWO_PLUS.or_more),
        replace(TINY.rules[1], id="care.three", when=Worry.CONSTANT.or_worse, raises=Care.THREE.or_more),
    ),
    flags=(),
    guarantees=(),
    conflicts=(),
    ages=Ages(12, 17),
    words=Words(
        notice="For a clinician to judge.",
        codes=Codes("https://example.org/young", (SensitivityLabel("PSY", "psychiatry information sensitivity"),)),
    ),
)
"""Ages 12 to 17, three levels of which one is "2+", no rated dimension, no flags."""

KNOWN: Final[dict[str, dict[str, object]]] = {
    "tiny": {"low_mood": "marked", "plan": "absent", "fever": "none", "shifts": "night"},
    "young": {"worry": "some", "shifts": "night"},
}
OPEN: Final[dict[str, dict[str, object]]] = {"tiny": {"fever": "unsure"}, "young": {"worry": "unsure"}}

BOTH = pytest.mark.parametrize("rulebook", [TINY, YOUNG], ids=lambda one: one.id)


def placed(rulebook: Rulebook, **answers: object) -> tuple[Any, Recommendation]:
    person = rulebook.assessment_model().model_validate({**KNOWN[rulebook.id], **answers})
    return person, place(person)


@BOTH
def test_all_is_as_the_official_schema_says_and_says_nothing_of_substance_use(rulebook: Rulebook) -> None:
    person, said = placed(rulebook, age=15, **OPEN[rulebook.id])
    asked = (questionnaire(rulebook), *code_systems(rulebook), *value_sets(rulebook))
    told = (
        to_questionnaire_response(person),
        *risk_assessments(said, subject=PATIENT),
        service_request(placed(rulebook, age=15)[1], subject=PATIENT, at=AT),
        provenance(said, targets=["GuidanceResponse/1"], at=AT),
    )
    for resource in (*asked, *told):
        assert problems(resource) == []
        for word in ("ASAM", "substance", "evels of care", "five-level"):
            assert word not in resource.model_dump_json()
    labels = ["R", *(label.code for label in rulebook.words.codes.sensitivity)]
    assert [[one["code"] for one in as_json(each)["meta"]["security"]] for each in told] == [labels] * len(told)


def test_the_age_has_the_bounds_of_the_rulebook() -> None:
    bounds = {
        rulebook.id: [
            (one["url"].rpartition("/")[2], one["valueInteger"])
            for one in as_json(questionnaire(rulebook))["item"][0].get("extension", ())
        ]
        for rulebook in (TINY, YOUNG)
    }
    assert bounds == {"tiny": [], "young": [("minValue", 12), ("maxValue", 17)]}


@BOTH
def test_answers_come_back_as_they_were(rulebook: Rulebook) -> None:
    person, _ = placed(rulebook, age=15, **{**OPEN[rulebook.id], "shifts": None})
    written = to_questionnaire_response(person)
    assert from_questionnaire_response(written, rulebook) == person


def test_a_person_whom_the_rulebook_is_not_for_is_out_of_scope() -> None:
    written = as_json(to_questionnaire_response(placed(YOUNG, age=15)[0]))
    written["item"][0]["answer"][0]["valueInteger"] = 18
    with pytest.raises(OutOfScope, match="12 to 17 years"):
        from_questionnaire_response(written, YOUNG)


def test_code_systems_are_those_that_the_rulebook_has_something_for() -> None:
    systems = {as_json(system)["url"]: as_json(system) for system in code_systems(YOUNG)}
    own = [url.removeprefix("https://example.org/young/CodeSystem/young-") for url in systems if "young" in url]
    assert own == ["worry", "shifts", "questions", "dimensions", "levels", "services", "conflicts"]
    levels = systems["https://example.org/young/CodeSystem/young-levels"]
    assert (levels["title"], levels["description"]) == ("Levels", "For a clinician to judge.")
    assert [(concept["code"], concept["display"]) for concept in levels["concept"]] == [
        ("1", "1"),
        ("2+", "2+"),
        ("3", "3"),
    ]


def test_a_rating_is_named_in_words_only_where_the_rulebook_has_one_for_each() -> None:
    grief = Dimension("grief", "Grief", highest=3)
    loss = new_scale("loss", "Loss", (("none", "none"), ("recent", "recent")), dimension=grief, sources=(LEAFLET,))
    words = Words(ratings=("well", "light", "heavy", "heavier", "heaviest"))
    three = tiny(dimensions=(MIND, BODY, grief, DUTIES), scales=(*TINY.scales, loss), words=words)
    for rulebook, word in ((tiny(words=words), "heavy"), (TINY, "2"), (three, "2")):
        mind, *_ = map(as_json, risk_assessments(placed(rulebook)[1], subject=PATIENT))
        assert mind["prediction"][0]["qualitativeRisk"]["text"] == word
        (ratings,) = [one for one in map(as_json, code_systems(rulebook)) if one["url"].endswith("-ratings")]
        assert ratings["concept"][2] == {"code": "2", "display": word}


def test_one_without_rated_dimensions_has_no_risks() -> None:
    assert risk_assessments(placed(YOUNG)[1], subject=PATIENT) == ()


def test_a_conflict_is_coded_by_its_rulebook() -> None:
    (issue,) = detected_issues(placed(TINY, low_mood="none", plan="present")[1])
    assert problems(issue) == []
    (coding,) = as_json(issue)["code"]["coding"]
    assert coding["system"] == "https://placement.invalid/fhir/CodeSystem/tiny-conflicts"
    assert coding["code"] == "conflict.plan-without-mood"


def test_a_request_is_for_the_value_of_the_headline() -> None:
    request = as_json(service_request(placed(YOUNG)[1], subject=PATIENT, at=AT))
    system = "https://example.org/young/CodeSystem/young-services"
    assert request["code"] == {"coding": [{"system": system, "code": "2+", "display": "2+"}], "text": "2+"}
    assert request["note"] == [{"text": "For a clinician to judge."}]
    assert problems(service_map({"2+": None}, "https://example.org/codes", name="x", rulebook=YOUNG)) == []


def test_one_read_from_json_needs_its_rulebook() -> None:
    read = Recommendation.model_validate_json(placed(YOUNG)[1].model_dump_json())
    with pytest.raises(MismatchedAssessment, match=r"^recommended under another rulebook than `five-level` 2: give "):
        service_request(read, subject=PATIENT, at=AT)
    assert problems(service_request(read, subject=PATIENT, at=AT, rulebook=YOUNG)) == []


def test_a_card_has_the_notice_and_a_request_of_the_rulebook() -> None:
    card = cds_card(placed(YOUNG)[1], subject=PATIENT, at=AT)
    assert card.detail.endswith("_For a clinician to judge._")
    assert "2+" in card.summary
    assert card.suggestions is not None
    assert problems(dict(card.suggestions[0].actions[0].resource)) == []


def test_a_version_in_words_can_stand_in_an_address() -> None:
    draft = replace(YOUNG, version=' Draft | #1 % of\nMay "')
    version = f"Draft-1-of-May-{draft.digest[:12]}"
    assert as_json(questionnaire(draft))["version"] == version
    response = to_questionnaire_response(draft.assessment_model()(), draft)
    assert as_json(response)["questionnaire"].endswith(f"|{version}")
    assert problems(response) == []
