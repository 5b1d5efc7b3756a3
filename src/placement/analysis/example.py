"""One invented person who shows that something is so, in the words of a rulebook."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from placement.assessment.confidential import Quiet
from placement.explain.sentences import within
from placement.language.scale import Scale
from placement.language.words import Words
from placement.rulebook.rulebook import Rulebook


class Frozen(Quiet):
    """A part of a report: frozen, and no patient's health record, so that it may be printed."""

    def __repr__(self) -> str:
        """Return the fields as well."""
        return BaseModel.__repr__(self)

    def __str__(self) -> str:
        """Return the fields as well."""
        return BaseModel.__str__(self)

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Return the fields as well."""
        return BaseModel.__repr_args__(self)


class Answered(Frozen):
    """An answer above the most favourable.

    Attributes:
        scale: Id of the scale.
        title: What it asks.
        title_within: The same, as it stands within a sentence.
        answer: Label of the anchor.
        position: Position of the anchor, 1 or more.
    """

    scale: str
    title: str
    title_within: str
    answer: str
    position: int


def answered(scales: Mapping[str, type[Scale]], person: Mapping[str, int], words: Words) -> tuple[Answered, ...]:
    """Return answers in the words of their scales, given by what the person calls them."""
    return tuple(
        Answered(
            scale=name,
            title=scales[name].title(),
            title_within=within(scales[name].title(), words),
            answer=scales[name].anchor(position).label,
            position=position,
        )
        for name, position in person.items()
    )


def described(rulebook: Rulebook, person: int) -> tuple[Answered, ...]:
    """Return the answers above 0 of a person given as bits, in the order of the scales."""
    return answered(rulebook.scale_named, rulebook.lattice.decode(person), rulebook.words)


def in_short(person: Sequence[Answered]) -> str:
    """Return the answers in one line; all that is not named is at its most favourable."""
    return "; ".join(f"{answer.title_within}: “{answer.answer}”" for answer in person) or "no need at all"
