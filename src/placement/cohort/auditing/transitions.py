"""Who would move under another rulebook: from which level to which, at the least and at the most they may need."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from placement.cohort.auditing.agreement import Agreement
from placement.cohort.auditing.estimates import Counts

Ends: TypeAlias = Literal["floor", "ceiling"]
"""The least that people may need, or the most."""


@dataclass(frozen=True, slots=True)
class Transition:
    """How many people go from each level to each. None is a count that is not shown.

    Attributes:
        end: Whether this is the least or the most that they may need.
        steps: Names of the levels or services; neighbours that were joined because few people are in them are one step.
        counts: For each under the one rulebook, how many have each under the other.
        up: How many go up.
        down: How many go down.
        people: How many there are.
    """

    end: Ends
    steps: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    up: int | None
    down: int | None
    people: int


@dataclass(frozen=True, slots=True)
class Moved:
    """How many people of a group move, at the least that they may need.

    Attributes:
        people: How many there are; None is a count that is not shown.
        up: How many go up.
        down: How many go down.
    """

    people: int | None
    up: int | None
    down: int | None


@dataclass(frozen=True, slots=True)
class Changed:
    """What another rulebook would change.

    Attributes:
        rulebook: Id of the other rulebook.
        version: Its version.
        digest: SHA-256 of its content.
        floor: From which level to which, at the least that people may need.
        ceiling: The same at the most.
        by_group: Who moves, by column and group.
        agreement: How what was given agrees with what the other rulebook recommends.
    """

    rulebook: str
    version: str
    digest: str
    floor: Transition
    ceiling: Transition
    by_group: Mapping[str, Mapping[str, Moved]]
    agreement: Agreement


def transition(end: Ends, steps: tuple[str, ...], square: Counts) -> Transition:
    """Return a transition.

    Args:
        end: Which end this is.
        steps: Names of the levels or services.
        square: People by the one rulebook and by the other.
    """
    (overall,) = moved(square[None])
    return Transition(end, steps, tuple(map(tuple, square.tolist())), overall.up, overall.down, int(square.sum()))


def moved(squares: Counts) -> tuple[Moved, ...]:
    """Return how many move, for each group.

    Args:
        squares: By group, people by the one rulebook and by the other.
    """
    up, down = np.triu(squares, 1).sum(axis=(1, 2)), np.tril(squares, -1).sum(axis=(1, 2))
    return tuple(Moved(*map(int, row)) for row in zip(squares.sum(axis=(1, 2)), up, down, strict=True))
