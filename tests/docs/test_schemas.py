"""The published JSON schemas are schemas, accept what is real, and refuse what is not."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic.json_schema import JsonSchemaMode

from placement import FIVE_LEVEL, Assessment, Recommendation, place
from placement.cli.reading import read_data
from placement.reviews import Course
from placement.testing import assessments
from tests.docs.pages import ROOT

CASES = sorted((ROOT / "examples" / "cases").iterdir())


@cache
def published(name: str) -> Draft202012Validator:
    text = (ROOT / "docs" / "reference" / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def people() -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for path in CASES:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [(path.name, one.get("answers", one)) for one in (held if isinstance(held, list) else [held])]
    return found


ADULTS = [answers for _, answers in people() if answers.get("age", 18) >= 18]


def test_the_example_cases_were_found() -> None:
    assert len(ADULTS) >= 10


@pytest.mark.parametrize("answers", ADULTS)
def test_answers_of_an_example_are_of_the_schema(answers: dict[str, Any]) -> None:
    published("assessment").validate(Assessment.model_validate(answers).model_dump(mode="json"))


@pytest.mark.parametrize("answers", ADULTS)
def test_the_recommendation_for_an_example_is_of_the_schema(answers: dict[str, Any]) -> None:
    written = place(Assessment.model_validate(answers)).model_dump_json()
    published("recommendation").validate(json.loads(written))


@given(assessments())
def test_invented_assessments_are_of_the_schema_as_they_are_written(assessment: Assessment) -> None:
    published("assessment").validate(assessment.model_dump(mode="json"))


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "courses").iterdir()), ids=lambda path: path.name)
@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_a_course_is_of_its_schema_as_it_is_read_and_written(path: Path, mode: JsonSchemaMode) -> None:
    schema = Draft202012Validator(Course.model_json_schema(mode=mode))
    data: Any = read_data(path.name, path.read_bytes())
    schema.validate(data)
    schema.validate(json.loads(Course.model_validate(data).model_dump_json()))
    data["episodes"][0]["visits"][0]["assessment"]["housing"] = "with a friend"
    assert not schema.is_valid(data)


@given(st.data())
def test_schema_and_model_refuse_the_same_answers(data: st.DataObject) -> None:
    scale = data.draw(st.sampled_from(FIVE_LEVEL.scales))
    wrong = data.draw(
        st.sampled_from([scale.highest() + 1, -1, 1.5, True, "1", "Unsure", "", [], {}])
        | st.text().filter(lambda text: text not in {"unsure", *(x for a in scale for x in (a.key, a.label))})
    )
    assert not published("assessment").is_valid({scale.id: wrong})
    with pytest.raises(ValueError, match=scale.id):
        Assessment.model_validate({scale.id: wrong})


def test_an_unknown_question_is_refused() -> None:
    assert not published("assessment").is_valid({"home_suport": 0})


def test_a_recommendation_that_lacks_or_adds_something_is_refused() -> None:
    whole = json.loads(place(Assessment(age=30)).model_dump_json())
    written = {name: [] if isinstance(one, list) else one for name, one in whole.items()}  # shorter, and still of it
    published("recommendation").validate(written)
    for field in Recommendation.model_fields:
        if Recommendation.model_fields[field].is_required():
            assert not published("recommendation").is_valid(
                {name: one for name, one in written.items() if name != field}
            )
    assert not published("recommendation").is_valid(written | {"probability": 1})
    assert not published("recommendation").is_valid(written | {"level": "5"})


def test_the_shipped_rulebook_is_of_the_schema() -> None:
    published("rulebook").validate(json.loads(FIVE_LEVEL.to_json()))


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("format", 2),
        ("id", 5),
        ("scales", [{"id": "no_anchors"}]),
        ("rules", [{"id": "r", "when": {"not": {}}, "summary": "", "raises": {}, "sources": []}]),
        ("criteria", None),
        ("opinions", []),
    ],
)
def test_what_is_no_rulebook_is_refused(part: str, wrong: object) -> None:
    assert not published("rulebook").is_valid(json.loads(FIVE_LEVEL.to_json()) | {part: wrong})
