"""What changed between two assessments of one person, by dimension and by answer."""

from collections.abc import Iterator
from typing import Final

from placement.assessment.answers import Answers
from placement.language.scale import Scale
from placement.reviews.need import Need
from placement.reviews.result import AnswerChange, Changes, DimensionChange, Direction

_NOT_ASKED: Final = "not recorded"


def direction(before: tuple[int, int], after: tuple[int, int]) -> Direction | None:
    """Return how a range moved; None where it stayed, or where the two overlap and it cannot be said.

    Worse and better are said only where they are so whatever the open answers turn out to be. Where the range got
    narrower it is clearer, where it got wider less clear.
    """
    if after[0] > before[1]:
        return "worse"
    if after[1] < before[0]:
        return "better"
    if after != before and before[0] <= after[0] and after[1] <= before[1]:
        return "clearer"
    if after != before and after[0] <= before[0] and before[1] <= after[1]:
        return "less clear"
    return None


def _rated(between: tuple[int, int]) -> str:
    least, most = between
    return f"rated {least}" if least == most else f"rated {least} to {most}"


def _dimensions(before: Need, now: Need) -> Iterator[DimensionChange]:
    for dimension in now.rulebook.dimensions:
        if dimension.id in now.rated():
            was, is_ = before.rating(dimension.id), now.rating(dimension.id)
            if was != is_:
                yield DimensionChange(
                    id=dimension.id,
                    title=dimension.title,
                    before=_rated(was),
                    after=_rated(is_),
                    direction=direction(was, is_),
                )


def _said(assessment: Answers, scale: str) -> str:
    given = assessment.answer(scale)
    return given.label if isinstance(given, Scale) else (given or _NOT_ASKED)


def _between(assessment: Answers, scale: type[Scale]) -> tuple[int, int]:
    """Return what the answer may be, as it was given: that a judged dimension closes it is no improvement."""
    given = assessment.answer(scale.id)
    return (int(given), int(given)) if isinstance(given, Scale) else (0, scale.highest())


def _answers(before: Need, now: Need) -> Iterator[AnswerChange]:
    for scale in now.rulebook.scales:
        name = scale.id
        was, is_ = _said(before.assessment, name), _said(now.assessment, name)
        if was != is_:
            moved = direction(_between(before.assessment, scale), _between(now.assessment, scale))
            yield AnswerChange(
                scale=name,
                title=scale.title(),
                dimension=scale.dimension.id,
                before=was,
                after=is_,
                direction=moved if scale.dimension.need else None,
            )


def changes(before: Need, now: Need) -> Changes:
    """Return what changed since the last assessment, in the order of the rulebook."""
    return Changes(dimensions=tuple(_dimensions(before, now)), answers=tuple(_answers(before, now)))
