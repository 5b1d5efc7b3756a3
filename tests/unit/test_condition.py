from dataclasses import FrozenInstanceError

import pytest

from placement.condition import All, Any, AtLeast, AtMost, Condition, Count, all_of, any_of, count_of

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
