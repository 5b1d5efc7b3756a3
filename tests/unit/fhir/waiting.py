"""A rulebook in which one question waits for another."""

from typing import Any, Final

from placement import Arrangement, AtLeast, Rulebook
from tests.tiny_rulebook import Fever, Shifts, tiny

__all__ = ["WAITING", "arranged"]


def arranged(*when: tuple[AtLeast, ...], **changed: Any) -> Rulebook:  # noqa: ANN401 - any part of a rulebook
    """Return the tiny rulebook with something to arrange in each of these cases."""
    arrangements = tuple(Arrangement(f"delivery.n{n}", "do it", ("ward",), one) for n, one in enumerate(when))
    return tiny(arrangements=arrangements, **changed)


WAITING: Final = arranged((Shifts.NIGHT.or_worse, Fever.at(2)), (Fever.at(2), Shifts.DAY.or_worse), id="waiting")
"""Shifts at work matter only with a very high fever."""
