from dataclasses import FrozenInstanceError

import pytest

from placement.language.condition import (
    All,
    Any,
    AtLeast,
    AtMost,
    Condition,
    Count,
    all_of,
    any_of,
    comparisons,
    count_of,
)

_FEVER = AtLeast("fever", 1)
_PAIN = AtLeast("pain", 2)


def test_conditions_are_joined_by_name() -> None:
    assert all_of(_FEVER, _PAIN) == All((_FEVER, _PAIN))
    assert any_of(_FEVER, _PAIN) == Any((_FEVER, _PAIN))
    assert count_of(2, _FEVER, _PAIN) == Count(2, (_FEVER, _PAIN))


@pytest.mark.parametrize("condition", [_FEVER, AtMost("fever", 1), all_of(_FEVER), any_of(_FEVER), count_of(1, _FEVER)])
def test_conditions_are_frozen_and_hold_nothing_else(condition: Condition | AtMost) -> None:
    name, *_ = condition.__slots__
    with pytest.raises(FrozenInstanceError):
        setattr(condition, name, getattr(condition, name))
    assert not hasattr(condition, "__dict__")


def test_conditions_that_say_the_same_are_equal_and_hash_alike() -> None:
    assert all_of(_FEVER, any_of(_PAIN)) == all_of(AtLeast("fever", 1), any_of(AtLeast("pain", 2)))
    assert len({all_of(_FEVER), all_of(AtLeast("fever", 1)), any_of(_FEVER), count_of(1, _FEVER)}) == 3


def test_at_least_is_not_at_most() -> None:
    at_least: object = AtLeast("fever", 1)
    assert at_least != AtMost("fever", 1)


_FACTS = {"fever": 1, "pain": 1, "cough": 0}
_MET, _ALSO_MET, _NOT_MET = AtLeast("fever", 1), AtLeast("pain", 1), AtLeast("cough", 1)


@pytest.mark.parametrize(("position", "holds"), [(0, False), (1, False), (2, True), (3, True)])
def test_at_least_holds_from_its_anchor_on(position: int, *, holds: bool) -> None:
    assert AtLeast("fever", 2).holds({"fever": position}) is holds


@pytest.mark.parametrize(
    ("parts", "all_hold", "any_holds", "how_many"),
    [
        ((), True, False, 0),
        ((_MET,), True, True, 1),
        ((_NOT_MET,), False, False, 0),
        ((_MET, _ALSO_MET), True, True, 2),
        ((_MET, _NOT_MET), False, True, 1),
        ((_NOT_MET, _MET), False, True, 1),
        ((_NOT_MET, _NOT_MET), False, False, 0),
        ((_MET, _NOT_MET, _ALSO_MET), False, True, 2),
    ],
)
def test_joined_conditions_hold_by_the_truth_table(
    parts: tuple[Condition, ...], how_many: int, *, all_hold: bool, any_holds: bool
) -> None:
    assert all_of(*parts).holds(_FACTS) is all_hold
    assert any_of(*parts).holds(_FACTS) is any_holds
    for count in range(5):
        assert count_of(count, *parts).holds(_FACTS) is (how_many >= count)


def test_conditions_hold_inside_one_another() -> None:
    assert all_of(_MET, any_of(_NOT_MET, count_of(1, _NOT_MET, _ALSO_MET))).holds(_FACTS)
    assert not all_of(_MET, any_of(_NOT_MET, count_of(2, _NOT_MET, _ALSO_MET))).holds(_FACTS)


def test_comparisons_come_from_left_to_right_as_often_as_they_are_written() -> None:
    one, two, three = AtLeast("mood", 1), AtLeast("sleep", 2), AtLeast("mood", 3)
    condition = all_of(any_of(two, one), count_of(2, three, one, all_of()), two)
    assert list(comparisons(condition)) == [two, one, three, one, two]
