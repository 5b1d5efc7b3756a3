"""Invented people and assessments are what they are said to be, and varied."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from placement import FIVE_LEVEL, UNSURE, Answers, Assessment, Level
from placement.engines.reference import Person, evaluate
from placement.language.graded import Graded
from placement.testing import assessments, completions, people, rulebooks, worse

_T = TypeVar("_T")

_NOBODY = {scale.id: 0 for scale in FIVE_LEVEL.scales}
_EVERYTHING = {scale.id: scale.highest() for scale in FIVE_LEVEL.scales}


def _between(low: Mapping[str, int], person: Person, high: Mapping[str, int]) -> bool:
    return low.keys() == person.keys() and all(low[name] <= person[name] <= high[name] for name in low)


def _found(strategy: st.SearchStrategy[_T], wanted: Callable[[_T], bool]) -> _T:
    """Return an example that is wanted; any will do, so none is made smaller."""
    return find(strategy, wanted, settings=settings(phases=[Phase.generate], max_examples=5_000, database=None))


def _level(person: Person) -> Graded:
    return FIVE_LEVEL.level_of_service[evaluate(FIVE_LEVEL, person).tracks["service"]]


@given(people())
def test_people_have_a_position_on_every_scale(person: dict[str, int]) -> None:
    assert _between(_NOBODY, person, _EVERYTHING)


@pytest.mark.parametrize("level", Level)
def test_people_of_every_level_are_found(level: Level) -> None:
    assert _level(_found(people(), lambda person: _level(person) is level)) is level


def test_people_shrink_to_somebody_without_need() -> None:
    assert find(people(), lambda _: True) == _NOBODY


@given(st.data())
def test_people_answer_the_scales_of_any_rulebook(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    person = data.draw(people(rulebook))
    assert {*person} == {scale.id for scale in rulebook.scales}


def _states(assessment: Answers) -> list[object]:
    return [assessment.answer(scale.id) for scale in assessment.scales]


def test_assessments_shrink_to_no_answer() -> None:
    assert find(assessments(), lambda _: True) == Assessment()


def test_assessments_hold_answers_unsure_answers_and_questions_not_asked() -> None:
    found = _found(assessments(), lambda one: {UNSURE, None, FIVE_LEVEL.scales[0].anchor(2)} <= {*_states(one)})
    assert isinstance(found, Assessment)


def test_assessments_may_state_the_age() -> None:
    assert _found(assessments(), lambda one: one.age is not None).age
    assert _found(assessments(), lambda one: one.age is None).age is None


@given(assessments(complete=True))
def test_complete_assessments_leave_nothing_open(assessment: Assessment) -> None:
    assert len(assessment.answered()) == len(FIVE_LEVEL.scales)
    assert assessment.age is not None
    assert assessment.floor() == assessment.ceiling()


@given(st.data())
def test_assessments_are_of_the_model_of_their_rulebook(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    assert isinstance(data.draw(assessments(rulebook)), rulebook.assessment_model())


@given(st.data())
def test_completions_lie_between_the_ends_and_keep_every_answer(data: st.DataObject) -> None:
    assessment = data.draw(assessments())
    person = data.draw(completions(assessment))
    assert _between(assessment.floor(), person, assessment.ceiling())
    assert all(person[name] == answer for name, answer in assessment.answered().items())


@pytest.mark.parametrize("end", ["floor", "ceiling"])
def test_completions_reach_both_ends(end: str) -> None:
    known = {scale.id: 0 for scale in FIVE_LEVEL.scales if scale.id not in {"housing", "suicide_risk"}}
    assessment = Assessment.model_validate(known)
    person = getattr(assessment, end)()
    assert _found(completions(assessment), lambda one: one == person) == person


@given(st.data())
def test_worse_people_are_worse(data: st.DataObject) -> None:
    person = data.draw(people().filter(lambda one: one != _EVERYTHING))
    more = data.draw(worse(person))
    assert _between(person, more, _EVERYTHING)
    assert more != person


def test_nobody_is_worse_than_the_worst() -> None:
    assert find(worse(_EVERYTHING), lambda _: True) == _EVERYTHING


@pytest.mark.parametrize("wrong", [-1, 5, None], ids=["too little", "too much", "nothing"])
def test_worse_than_nobody_is_refused(wrong: int | None) -> None:
    person = {name: position for name, position in (_NOBODY | {"housing": wrong}).items() if position is not None}
    with pytest.raises(ValueError, match=r"^`person`: expected `housing` from 0 to 3$"):
        worse(person)
