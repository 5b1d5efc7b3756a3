from dataclasses import replace
from typing import Final

import pytest

from placement import FIVE_LEVEL, Assessment, AtLeast, AtMost, Conflict, place

_AGE: Final = "conflict.age-not-stated"
_ALTERNATIVES: Final = [(conflict, statements) for conflict in FIVE_LEVEL.conflicts for statements in conflict.any_of]
_IDS: Final = [f"{conflict.id}-{conflict.any_of.index(one)}" for conflict, one in _ALTERNATIVES]

_Statements = tuple[AtLeast | AtMost, ...]


def _raised(answers: dict[str, object]) -> dict[str, tuple[str, ...]]:
    person = Assessment.model_validate({"age": 40, **answers})
    return {one.id: one.scales for one in place(person, engine="reference").conflicts}


def _just(statements: _Statements) -> dict[str, object]:
    """Return the answers that only just meet every statement."""
    return {one.fact: one.at_least if isinstance(one, AtLeast) else one.at_most for one in statements}


@pytest.mark.parametrize(("conflict", "statements"), _ALTERNATIVES, ids=_IDS)
def test_a_conflict_is_raised_by_answers_that_only_just_contradict_each_other(
    conflict: Conflict, statements: _Statements
) -> None:
    assert _raised(_just(statements))[conflict.id] == tuple(dict.fromkeys(one.fact for one in statements))


@pytest.mark.parametrize(("conflict", "statements"), _ALTERNATIVES, ids=_IDS)
@pytest.mark.parametrize("not_known", [None, "unsure"])
def test_a_conflict_is_not_raised_while_one_of_its_answers_is_not_definite(
    conflict: Conflict, statements: _Statements, not_known: object
) -> None:
    for one in statements:
        assert conflict.id not in _raised({**_just(statements), one.fact: not_known})


@pytest.mark.parametrize(("conflict", "statements"), _ALTERNATIVES, ids=_IDS)
def test_a_conflict_is_not_raised_by_an_answer_one_step_off(conflict: Conflict, statements: _Statements) -> None:
    for one in statements:
        off = one.at_least - 1 if isinstance(one, AtLeast) else one.at_most + 1
        raised = _raised({**_just(statements), one.fact: off})
        # The step may lead into another alternative of the same conflict; never into this one.
        assert raised.get(conflict.id) != tuple(dict.fromkeys(other.fact for other in statements))


def test_no_age_is_a_conflict_and_an_age_is_none() -> None:
    without = place(Assessment(), engine="reference").conflicts
    (said,) = (one.text for one in FIVE_LEVEL.conflicts if one.id == _AGE)
    assert [(one.id, one.text, one.scales) for one in without] == [(_AGE, said, ("age",))]
    assert _raised({}) == {}


def test_a_conflict_says_what_to_ask_oneself() -> None:
    person = Assessment.model_validate({"age": 40, "home_support": 0, "home_safety": 3})
    (raised,) = place(person, engine="reference").conflicts
    assert (raised.id, raised.text) == (
        "conflict.supportive-but-violent",
        "supportive home with current violence or exploitation",
    )


def test_a_conflict_is_raised_once_with_the_scales_of_its_first_alternative() -> None:
    raised = _raised({"detox_need": 1, "alcohol_withdrawal": 4, "sedative_withdrawal": 4})
    assert raised["conflict.detox-none-but-withdrawal"] == ("detox_need", "alcohol_withdrawal")


def test_conflicts_do_not_change_the_result() -> None:
    person = Assessment.model_validate({"detox_need": 1, "alcohol_withdrawal": 3, "medical_condition": 0, "housing": 3})
    without = place(person, replace(FIVE_LEVEL, conflicts=()), engine="reference")
    recommendation = place(person, engine="reference")
    assert recommendation.conflicts
    assert without.conflicts == ()
    assert (without.floor, without.ceiling) == (recommendation.floor, recommendation.ceiling)
    assert without.because == recommendation.because
