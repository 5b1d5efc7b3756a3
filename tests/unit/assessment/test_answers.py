import copy
import json
import pickle
from dataclasses import replace
from itertools import product
from typing import Any, Final

import jsonschema
import pytest
from pydantic import TypeAdapter, ValidationError

from placement import FIVE_LEVEL, Assessment, OutOfScope
from placement.assessment.answers import UNSURE, Answer, Answers, answers_model
from placement.language.scale import Dimension, Scale, new_scale
from placement.language.words import ADULT, Ages
from tests.tiny_rulebook import TINY, Fever, LowMood, Plan, Shifts

_HIGHEST: Final = 3
_NEED: Final = Dimension("side", "Side")
_DUTIES: Final = Dimension("side", "Side", rated=False, need=False)


def _scale(fact: str, **said: Any) -> type[Scale]:  # noqa: ANN401 - anything that is said of a scale
    anchors = [(f"at_{position}", f"at {position}") for position in range(_HIGHEST + 1)]
    return new_scale(fact, fact, anchors, **said)


_Row = tuple[object, bool, bool, bool, bool]


def _rows() -> list[tuple[_Row, tuple[int, int]]]:
    """Return the whole truth table: answer, dimension closed, danger, separate, need; and what the ends hold.

    Written as the clauses are: a definite answer is both ends; circumstances are never completed upwards; a separate
    fact is open until it is answered; "unsure" about a danger stays open always, and about anything else only while
    the dimension is not closed; what was not asked is open only while the dimension is not closed.
    """
    table: list[tuple[_Row, tuple[int, int]]] = []
    answers: list[object] = [2, UNSURE, None]
    for answer, (closed, danger, separate, need) in product(answers, product([False, True], repeat=4)):
        if answer == 2:
            ends = (2, 2)
        elif not need:
            ends = (0, 0)
        elif separate or not closed or (answer == UNSURE and danger):
            ends = (0, _HIGHEST)
        else:
            ends = (0, 0)
        table.append(((answer, closed, danger, separate, need), ends))
    return table


@pytest.mark.parametrize(("row", "ends"), _rows(), ids=str)
def test_answers_are_completed_by_the_truth_table(row: _Row, ends: tuple[int, int]) -> None:
    answer, closed, danger, separate, need = row
    side = _NEED if need else _DUTIES
    headline = _scale("headline", dimension=side, closes=True)
    detail = _scale("detail", dimension=side, danger=danger, separate=separate)
    person = answers_model([headline, detail]).model_validate({"headline": 1 if closed else None, "detail": answer})
    low, high = person.ends()
    assert (low["detail"], high["detail"]) == ends
    assert person.floor() == low
    assert person.ceiling() == high


def test_the_truth_table_is_whole_and_has_every_outcome() -> None:
    rows = _rows()
    assert len(rows) == len({row for row, _ in rows}) == 3 * 2**4
    assert {ends for _, ends in rows} == {(2, 2), (0, 0), (0, _HIGHEST)}


@pytest.mark.parametrize("given", [None, UNSURE])
@pytest.mark.parametrize(("danger", "separate"), list(product([False, True], repeat=2)))
def test_a_headline_that_is_not_definite_closes_nothing_and_is_open_itself(
    given: object, *, danger: bool, separate: bool
) -> None:
    headline = _scale("headline", dimension=_NEED, closes=True, danger=danger, separate=separate)
    person = answers_model([headline, _scale("detail", dimension=_NEED)]).model_validate({"headline": given})
    assert person.closed_dimensions() == frozenset()
    assert person.ends() == ({"headline": 0, "detail": 0}, {"headline": _HIGHEST, "detail": _HIGHEST})


def test_a_dimension_with_two_headlines_is_closed_by_both_of_them() -> None:
    one, other = (_scale(fact, dimension=_NEED, closes=True) for fact in ("one", "other"))
    model = answers_model([one, other, _scale("detail", dimension=_NEED)])
    assert model.model_validate({"one": 1}).ceiling() == {"one": 1, "other": _HIGHEST, "detail": _HIGHEST}
    assert model.model_validate({"one": 1, "other": UNSURE}).closed_dimensions() == frozenset()
    assert model.model_validate({"one": 1, "other": 0}).ceiling() == {"one": 1, "other": 0, "detail": 0}


def test_a_headline_closes_its_own_dimension_only() -> None:
    elsewhere = Dimension("elsewhere", "Elsewhere")
    model = answers_model([_scale("one", dimension=_NEED, closes=True), _scale("other", dimension=elsewhere)])
    person = model.model_validate({"one": 0})
    assert person.closed_dimensions() == {"side"}
    assert person.ceiling() == {"one": 0, "other": _HIGHEST}


def test_a_dimension_without_a_headline_is_never_closed() -> None:
    model = answers_model([_scale("one", dimension=_NEED), _scale("other", dimension=_NEED)])
    person = model.model_validate({"one": 2})
    assert person.closed_dimensions() == frozenset()
    assert person.ends() == ({"one": 2, "other": 0}, {"one": 2, "other": _HIGHEST})


def test_where_nothing_is_open_both_ends_are_the_same_person() -> None:
    low, high = TINY.assessment_model().model_validate({"low_mood": 1, "plan": 0, "fever": 2}).ends()
    assert low is high
    assert low == {"low_mood": 1, "plan": 0, "fever": 2, "shifts": 0}


def test_where_something_is_open_each_end_is_a_person_of_its_own() -> None:
    low, high = TINY.assessment_model()().ends()
    assert low == {"low_mood": 0, "plan": 0, "fever": 0, "shifts": 0}
    assert high == {"low_mood": 2, "plan": 1, "fever": 2, "shifts": 0}


@pytest.mark.parametrize(
    "said",
    [Fever.VERY_HIGH, "very_high", "40 or more", 2],
    ids=["an anchor", "its key", "its label", "its position"],
)
def test_an_answer_can_be_given_in_four_ways(said: object) -> None:
    person = TINY.assessment_model().model_validate({"fever": said})
    assert person.answer("fever") is Fever.VERY_HIGH


def test_an_answer_may_be_another_rulebooks_anchor_of_the_same_question() -> None:
    same = new_scale("fever", "Fever", [("no", "no"), ("yes", "yes")], dimension=_NEED)
    assert TINY.assessment_model().model_validate({"fever": same.anchor(1)}).answer("fever") is Fever.HIGH
    with pytest.raises(ValidationError):
        TINY.assessment_model().model_validate({"fever": LowMood.SOME})
    with pytest.raises(ValidationError):
        answers_model([same]).model_validate({"fever": Fever.VERY_HIGH})


def test_unsure_and_not_asked_are_not_definite() -> None:
    person = TINY.assessment_model().model_validate({"low_mood": "unsure", "fever": None, "plan": 1})
    assert person.answer("low_mood") == UNSURE
    assert person.answer("fever") is None
    assert person.answered() == {"plan": Plan.PRESENT}


def test_repr_says_how_much_is_known_and_nothing_of_it() -> None:
    person = Assessment(age=77, suicide_risk="unsure").model_copy()
    assert repr(person) == str(person) == f"{person}" == "<Assessment 0 of 34 answered>"
    assert repr(TINY.assessment_model()(plan="present", shifts=2)) == "<Assessment 2 of 4 answered>"  # type: ignore[call-arg]


def test_adults_of_any_age_and_people_of_unknown_age_are_taken() -> None:
    for age in (None, ADULT, 130):
        assert Assessment(age=age).age == age
    with pytest.raises(OutOfScope):
        Assessment(age=ADULT - 1)


def test_answers_are_equal_by_what_they_say_and_frozen() -> None:
    model = TINY.assessment_model()
    assert model.model_validate({"fever": 1}) == model.model_validate({"fever": "high"})
    assert hash(model.model_validate({"fever": 1})) == hash(model.model_validate({"fever": "high"}))
    assert model.model_validate({"fever": 1}) != model.model_validate({"fever": "unsure"})
    assert model.model_validate({"fever": 0}) != model()


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, Answers.model_copy])
def test_a_copy_says_the_same(copied: Any) -> None:  # noqa: ANN401 - any way of copying
    person = Assessment.model_validate({"age": 40, "housing": 2, "suicide_risk": "unsure"})
    assert copied(person) == person


def test_a_copy_with_changes_is_validated_like_any_assessment() -> None:
    person = Assessment.model_validate({"age": 40, "housing": 2})
    assert person.model_copy(update={"housing": "stable", "suicide_risk": 1}) == Assessment.model_validate(
        {"age": 40, "housing": 0, "suicide_risk": 1}
    )
    with pytest.raises(ValidationError, match="housing\n  expected one of") as raised:
        person.model_copy(update={"housing": 77})
    assert "77" not in repr(raised.value.errors())
    with pytest.raises(OutOfScope):
        person.model_copy(update={"age": ADULT - 1})


def test_a_shipped_assessment_can_be_pickled() -> None:
    person = Assessment.model_validate({"age": 40, "housing": 2, "suicide_risk": "unsure"})
    assert pickle.loads(pickle.dumps(person)) == person  # noqa: S301 - our own bytes


def test_json_has_keys_and_reads_back_the_same() -> None:
    person = TINY.assessment_model().model_validate({"age": 50, "low_mood": 2, "plan": "unsure", "fever": "38 or more"})
    text = person.model_dump_json()
    assert json.loads(text) == {"age": 50, "low_mood": "marked", "plan": "unsure", "fever": "high", "shifts": None}
    assert type(person).model_validate_json(text) == person
    assert person.model_dump()["low_mood"] is LowMood.MARKED


def test_the_schema_says_what_is_taken() -> None:
    schema = TINY.assessment_model().model_json_schema()
    assert schema["additionalProperties"] is False
    assert schema["properties"]["fever"] == {
        "enum": ["none", "high", "very_high", "unsure", None],
        "default": None,
        "description": "Fever",
        "title": "Fever",
    }


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"age": 40, "low_mood": "marked", "plan": "unsure"},
        {"fever": "unsure", "plan": None},
        {"fever": 3},
        {"fever": "hot"},
        {"fever": 1.5},
        {"fever": True},
        {"age": "40"},
        {"age": 131},
        {"hunger": 1},
    ],
    ids=str,
)
def test_the_schema_takes_what_the_model_takes(answers: dict[str, object]) -> None:
    model = TINY.assessment_model()
    text = json.dumps(answers)
    try:
        model.model_validate_json(text)
    except ValidationError:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(text), model.model_json_schema())
    else:
        jsonschema.validate(json.loads(text), model.model_json_schema())


@pytest.mark.parametrize("answer", ["40 or more", 2], ids=["a label", "a position"])
def test_the_schema_has_the_documented_form_alone_and_the_model_reads_the_others_too(answer: object) -> None:
    model = TINY.assessment_model()
    assert model.model_validate({"fever": answer}).answer("fever") is Fever.VERY_HIGH
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"fever": answer}, model.model_json_schema())


def test_what_is_written_has_the_schema_of_what_is_read_with_nothing_required() -> None:
    for model in (Assessment, TINY.assessment_model()):
        schema = model.model_json_schema()
        assert model.model_json_schema(mode="serialization") == schema
        assert "required" not in schema
        jsonschema.validate(json.loads(model().model_dump_json()), schema)


def test_an_answer_can_be_a_field_of_another_model() -> None:
    fever = TypeAdapter[Any](Answer[Fever])
    assert fever.validate_python("high") is Fever.HIGH
    assert fever.validate_python("unsure") == UNSURE
    assert fever.dump_json(Fever.HIGH) == b'"high"'


def test_a_model_asks_the_scales_in_their_order_and_the_age() -> None:
    model = answers_model([Shifts, Fever])
    assert list(model.model_fields) == ["age", "provenance", "shifts", "fever"]
    assert model.scales == (Shifts, Fever)


def test_a_rulebook_makes_its_model_once() -> None:
    assert TINY.assessment_model() is TINY.assessment_model()
    assert FIVE_LEVEL.assessment_model() is not Assessment


@pytest.mark.parametrize(
    ("ages", "bounds"),
    [
        (Ages(), (0, 130)),
        (Ages(least=18), (18, 130)),
        (Ages(greatest=17), (0, 17)),
        (Ages(least=12, greatest=17), (12, 17)),
    ],
)
def test_the_schema_says_whom_the_rulebook_is_for(ages: Ages, bounds: tuple[int, int]) -> None:
    schema = replace(TINY, ages=ages).assessment_model().model_json_schema()
    number, nothing = schema["properties"]["age"]["anyOf"]
    assert (number["minimum"], number["maximum"]) == bounds
    assert nothing == {"type": "null"}
