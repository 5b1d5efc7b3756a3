import inspect
from types import NoneType
from typing import get_args

import pytest

from placement import FIVE_LEVEL, Assessment, criteria
from placement.assessment.answers import Answers, Unsure
from placement.language.scale import Scale


def test_it_has_a_field_for_every_scale_in_the_order_of_asking() -> None:
    assert list(Assessment.model_fields) == ["age", "provenance", *(scale.id for scale in FIVE_LEVEL.scales)]
    assert Assessment.scales == FIVE_LEVEL.scales


@pytest.mark.parametrize("scale", FIVE_LEVEL.scales, ids=lambda scale: scale.id)
def test_each_field_takes_the_answers_of_its_own_scale(scale: type[Scale]) -> None:
    written = get_args(get_args(inspect.get_annotations(Assessment)[scale.id])[0])
    assert written == (getattr(criteria, scale.__name__), Unsure, NoneType)
    assert written[0] is scale
    for anchor in scale:
        person = Assessment.model_validate({scale.id: anchor.key})
        assert person.answered() == {scale.id: anchor}


def test_it_asks_what_a_model_made_from_the_rulebook_asks() -> None:
    made = FIVE_LEVEL.assessment_model()
    assert {**Assessment.model_json_schema(), "description": ""} == {**made.model_json_schema(), "description": ""}


def test_seventeen_answers_determine_anybody() -> None:
    asked = {scale.id: 0 for scale in FIVE_LEVEL.scales if scale.closes or scale.separate}
    assert len(asked) == 17
    person = Assessment.model_validate(asked)
    assert person.floor() is not None
    assert person.floor() == person.ceiling()


@pytest.mark.parametrize("scale", [one for one in FIVE_LEVEL.scales if one.separate], ids=lambda scale: scale.id)
def test_a_fact_of_its_own_must_be_asked(scale: type[Scale]) -> None:
    asked = {one.id: 0 for one in FIVE_LEVEL.scales if one.closes or one.separate}
    person = Assessment.model_validate({**asked, scale.id: None})
    assert person.ceiling() == {**person.floor(), scale.id: scale.highest()}


def test_it_is_an_assessment_like_any_other() -> None:
    assert issubclass(Assessment, Answers)
