"""One invented person who shows that something is so, in the words of a rulebook."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from placement.explain.wording import lower_first
from placement.rulebook import Rulebook

__all__ = ["Answered", "Frozen", "described", "in_short"]


class Frozen(BaseModel):
    """A part of a report: frozen, and nobody's health record."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Answered(Frozen):
    """An answer above the most favourable.

    Attributes:
        scale: Id of the scale.
        title: What it asks.
        answer: Label of the anchor.
        position: Position of the anchor, 1 or more.
    """

    scale: str
    title: str
    answer: str
    position: int


def described(rulebook: Rulebook, person: int) -> tuple[Answered, ...]:
    """Return the answers above 0 of a person given as bits, in the order of the scales."""
    return tuple(
        Answered(
            scale=name,
            title=rulebook.scale_named[name].title(),
            answer=rulebook.scale_named[name].anchor(position).label,
            position=position,
        )
        for name, position in rulebook.lattice.decode(person).items()
    )


def in_short(person: Sequence[Answered]) -> str:
    """Return the answers in one line; all that is not named is at its most favourable."""
    return "; ".join(f"{lower_first(one.title)}: “{one.answer}”" for one in person) or "no need at all"
