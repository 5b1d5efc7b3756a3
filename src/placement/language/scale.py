"""Ordered facts: the scales a person is asked about, the dimensions they belong to, and the tracks of an answer.

Position 0 is always the most favourable; a larger position is more need, whatever the name suggests.
"""

import types
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, Self, TypeAlias

from placement.language.condition import AtLeast, AtMost
from placement.language.graded import class_name, snake_case

HIGHEST_RATING = 4
"""The highest rating of a dimension that does not say its own."""

Reading: TypeAlias = Literal["read", "part", "general"]


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that a declaration rests on.

    Attributes:
        id: Permanent key, such as `AWM-2020`.
        title: Author, title, year or legal citation.
        used_for: What this project takes from it: facts and thresholds, never sentences.
        seen: How far it was seen: `read` in the source, `part` of it, or `general` knowledge of a published fact.
    """

    id: str
    title: str
    used_for: str
    seen: Reading


@dataclass(frozen=True, slots=True)
class Dimension:
    """An assessment dimension.

    Attributes:
        id: Name in snake case; it is also the id of the dimension's rating.
        title: What a reader sees.
        rated: Criteria raise its rating, from 0 to `highest`.
        need: Its scales say how much help is needed. False for duties and access, which shape only how help is given:
            they are never completed upwards, and no criterion, rule or flag may read them.
        highest: The highest rating, 4 unless the rulebook says otherwise.
    """

    id: str
    title: str
    rated: bool = True
    need: bool = True
    highest: int = HIGHEST_RATING

    def at(self, rating: int) -> AtLeast:
        """Return the condition (or conclusion) that this dimension is rated `rating` or worse."""
        return AtLeast(self.id, rating)

    def at_most(self, rating: int) -> AtMost:
        """Return the statement that this dimension is rated `rating` or better. Not a condition: see `AtMost`."""
        return AtMost(self.id, rating)


_NO_DIMENSION = Dimension("", "Belongs to no dimension", rated=False)


class Scale(IntEnum):
    """An ordered fact about a person. Subclass it; each member is an anchor: its position, then its label.

    The first line of the docstring is the scale's title, which loses its full stop; a label has none at its end, since
    both are said within sentences. Members are whole numbers: `HomeSupport.HOSTILE == 3`.

    Class attributes:
        id: The class name in snake case; the field of an assessment.
        dimension: The dimension it belongs to.
        closes: A definite answer here (and to every other closing scale of the dimension) means that a clinician has
            judged the dimension: its unanswered details then count as 0.
        danger: An answer of "unsure" keeps the range open even in a closed dimension.
        separate: A fact of its own: no headline answer closes it.
        fixed: A matter of history, age or the body, which cannot be changed.
        sources: What its anchors rest on.
    """

    label: str
    id: str
    dimension: Dimension
    closes: bool
    danger: bool
    separate: bool
    fixed: bool
    sources: tuple[Source, ...]
    _anchors: "tuple[Self, ...]"
    _title: str

    def __new__(cls, position: int, label: str = "") -> Self:
        """Make the anchor at `position`. Without a label no rulebook takes it."""
        anchor = int.__new__(cls, position)
        anchor._value_ = position
        anchor.label = label
        return anchor

    def __init_subclass__(  # noqa: PLR0913 - one argument for each thing that a scale says of itself
        cls,
        *,
        dimension: Dimension = _NO_DIMENSION,
        closes: bool = False,
        danger: bool = False,
        separate: bool = False,
        fixed: bool = False,
        sources: tuple[Source, ...] = (),
    ) -> None:
        """Record what the class statement says of the scale."""
        super().__init_subclass__()
        cls.id = snake_case(cls.__name__)
        cls.dimension = dimension
        cls.closes = closes
        cls.danger = danger
        cls.separate = separate
        cls.fixed = fixed
        cls.sources = sources
        cls._anchors = tuple(cls)
        cls._title = (cls.__doc__ or cls.__name__).strip().splitlines()[0].rstrip(".")

    @classmethod
    def _missing_(cls, value: object) -> Self:  # noqa: ARG003 - that is the point
        """Refuse what is no position of this scale, without repeating it: it may be an answer."""
        message = f"no such {cls.__name__}: expected a position from 0 to {cls.highest()}"
        raise ValueError(message)

    @property
    def key(self) -> str:
        """The anchor's name as it is written in an assessment: the member's name in lower case."""
        return self.name.lower()

    @property
    def or_worse(self) -> AtLeast:
        """The condition that the person is at this anchor or a worse one."""
        return AtLeast(type(self).id, int(self))

    @property
    def or_better(self) -> AtMost:
        """The statement that the person is at this anchor or a better one. Not a condition: see `AtMost`."""
        return AtMost(type(self).id, int(self))

    @classmethod
    def at(cls, position: int) -> AtLeast:
        """Return the condition that the person is at the anchor of this position or a worse one."""
        return AtLeast(cls.id, position)

    @classmethod
    def anchor(cls, position: int) -> Self:
        """Return the anchor at a position."""
        return cls._anchors[position]

    @classmethod
    def highest(cls) -> int:
        """Return the position of the worst anchor."""
        return len(cls._anchors) - 1

    @classmethod
    def title(cls) -> str:
        """Return the first line of the docstring, without its full stop."""
        return cls._title


def new_scale(  # noqa: PLR0913 - one argument for each thing that a scale says of itself
    scale: str,
    title: str,
    anchors: Sequence[tuple[str, str]],
    *,
    dimension: Dimension,
    closes: bool = False,
    danger: bool = False,
    separate: bool = False,
    fixed: bool = False,
    sources: tuple[Source, ...] = (),
) -> type[Scale]:
    """Make a scale from data: what a class statement is to an author, this is to a rulebook read from JSON.

    Args:
        scale: The scale's id, in snake case.
        title: One line that says what is asked.
        anchors: Key (lower case) and label of each anchor, the most favourable first.
        dimension: As in a class statement, like the arguments that follow it.
        closes: See `Scale`.
        danger: See `Scale`.
        separate: See `Scale`.
        fixed: See `Scale`.
        sources: See `Scale`.

    Returns:
        A new subclass of `Scale`.
    """

    def body(namespace: dict[str, object]) -> None:
        namespace["__doc__"] = f"{title}."
        namespace["__module__"] = __name__
        for position, (key, label) in enumerate(anchors):
            namespace[key.upper()] = position, label

    keywords = {
        "dimension": dimension,
        "closes": closes,
        "danger": danger,
        "separate": separate,
        "fixed": fixed,
        "sources": sources,
    }
    made: type[Scale] = types.new_class(class_name(scale), (Scale,), keywords, body)
    made.id = scale
    return made
