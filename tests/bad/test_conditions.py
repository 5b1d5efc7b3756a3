"""Conditions are joined by name; what would quietly mean something else fails loudly."""

import operator
from collections.abc import Callable
from typing import Any, Final

import pytest

from placement import AtLeast, AtMost, Condition, all_of, any_of, count_of

_ONE: Final = AtLeast("fever", 1)
_TRUTH: Final = "a condition has no truth value: join conditions with `all_of`, `any_of` or `count_of`"


_OPERATORS: Final[tuple[Callable[[Any], object], ...]] = (
    lambda one: one & _ONE,
    lambda one: 1 & one,
    lambda one: one | _ONE,
    lambda one: 1 | one,
    operator.invert,
)


def _both(one: object) -> object:
    return one and "and"


def _either(one: object) -> object:
    return one or "or"


def _chosen(one: object) -> object:
    return "if" if one else "else"


@pytest.mark.parametrize("used", [bool, operator.not_, _both, _either, _chosen, lambda one: all([one]), *_OPERATORS])
@pytest.mark.parametrize(
    "condition",
    [_ONE, AtMost("fever", 1), all_of(), any_of(_ONE), count_of(1, _ONE)],
    ids=["at least", "at most", "all", "any", "count"],
)
def test_a_condition_has_no_truth_value(condition: Condition | AtMost, used: Callable[[object], object]) -> None:
    with pytest.raises(TypeError) as raised:
        used(condition)
    assert str(raised.value) == _TRUTH
