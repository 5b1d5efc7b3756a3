from dataclasses import replace
from typing import Any

import pytest

from placement import FIVE_LEVEL, NOTICE, Rulebook
from placement.fhir import questionnaire
from placement.fhir.coding import rulebook_version
from placement.fhir.models import as_json
from tests.official.r4 import problems
from tests.tiny_rulebook import TINY
from tests.unit.fhir.waiting import WAITING


@pytest.fixture(scope="module")
def shipped() -> dict[str, Any]:
    return as_json(questionnaire())


def _questions(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["linkId"]: item for group in content["item"] for item in group.get("item", ())}


@pytest.mark.parametrize("rulebook", [FIVE_LEVEL, TINY, WAITING], ids=lambda one: one.id)
def test_it_is_as_the_official_schema_says(rulebook: Rulebook) -> None:
    assert problems(questionnaire(rulebook)) == []


def test_the_judge_says_no() -> None:
    assert problems({**as_json(questionnaire(TINY)), "status": "S3NTINEL"}) == ["$.status"]
    assert problems({**as_json(questionnaire(TINY)), "colour": 1}) == ["$"]


def test_every_scale_is_asked_by_dimension_with_its_anchors_and_unsure(shipped: dict[str, Any]) -> None:
    groups = {item["linkId"]: item for item in shipped["item"] if item["type"] == "group"}
    assert [one.removeprefix("dimension.") for one in groups] == [dimension.id for dimension in FIVE_LEVEL.dimensions]
    for scale in FIVE_LEVEL.scales:
        asked = [item["linkId"] for item in groups[f"dimension.{scale.dimension.id}"]["item"]]
        assert scale.id in asked
        item = _questions(shipped)[scale.id]
        assert (item["type"], item["text"], "required" in item) == ("choice", scale.title(), False)
        codes = [option["valueCoding"]["code"] for option in item["answerOption"]]
        assert codes == [*(anchor.key for anchor in scale), "unsure"]
        positions = [option.get("extension", [{}])[0].get("valueDecimal") for option in item["answerOption"]]
        assert positions == [*range(scale.highest() + 1), None]


def test_the_age_is_asked_first(shipped: dict[str, Any]) -> None:
    assert (shipped["item"][0]["linkId"], shipped["item"][0]["type"]) == ("age", "integer")


def test_it_says_what_it_is_not(shipped: dict[str, Any]) -> None:
    assert shipped["description"] == NOTICE


def test_nothing_of_the_shipped_rulebook_can_be_hidden_safely(shipped: dict[str, Any]) -> None:
    assert not [item for item in _questions(shipped).values() if "enableWhen" in item]


def test_its_version_follows_the_rulebook() -> None:
    other = replace(TINY, title="Another")
    versions = [as_json(questionnaire(one))["version"] for one in (TINY, other)]
    assert versions == [rulebook_version(TINY), rulebook_version(other)]
    assert versions[0] != versions[1]


def test_a_question_that_cannot_matter_yet_is_hidden_once_that_is_known() -> None:
    questions = _questions(as_json(questionnaire(WAITING)))
    assert [name for name, item in questions.items() if "enableWhen" in item] == ["shifts"]
    item = questions["shifts"]
    assert item["enableBehavior"] == "any"
    assert item["enableWhen"][0] == {"question": "fever", "operator": "exists", "answerBoolean": False}
    codes = [condition["answerCoding"]["code"] for condition in item["enableWhen"][1:]]
    assert codes == ["very_high", "unsure"]
