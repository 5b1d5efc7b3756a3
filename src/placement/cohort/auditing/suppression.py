"""Which counts of people are not shown: the small ones, and those by which a small one could be worked out.

A count from 1 to 10 says too much of too few people; payers and statistical offices withhold it (in the United States
the rule of the Centers for Medicare & Medicaid Services is fewer than 11). Withholding it alone is not enough: where it
is the only one missing from a sum, it follows by subtraction. So in every sum at least two counts are withheld or none,
and those withheld from a sum that is shown come to no fewer than the limit together.

This guards each row and each column. It is not a full disclosure audit: whoever publishes several tables of the same
people, or knows some of them, can know more.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from placement.cohort.auditing.kappa import Counts

__all__ = ["Mask", "Sum", "shown", "withheld", "withheld_from_square"]

Mask: TypeAlias = npt.NDArray[np.bool_]
"""True where a count is not shown."""

Sum: TypeAlias = tuple[int, tuple[int, ...]]
"""A column that is the sum of other columns, or a row that is the sum of other rows; by their places."""

_Line: TypeAlias = tuple[tuple[int, int], list[tuple[int, int]]]
"""A cell that is a sum, and its parts."""


def _lines(rows: int, columns: int, across: Sequence[Sum], down: Sequence[Sum]) -> Iterator[_Line]:
    for row in range(rows):
        for total, parts in across:
            yield (row, total), [(row, part) for part in parts]
    for column in range(columns):
        for total, parts in down:
            yield (total, column), [(part, column) for part in parts]


def _next(table: Counts, hidden: Mask, parts: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the part to withhold next: the smallest that anybody is in, else an empty one."""
    left = [cell for cell in parts if not hidden[cell]]
    return min(left, key=lambda cell: (table[cell] == 0, table[cell]), default=None)


def withheld(
    table: Counts,
    across: Sequence[Sum],
    below: int,
    *,
    down: Sequence[Sum] | None = None,
    known: tuple[int, int] | None = None,
) -> Mask:
    """Return which cells of a table are not shown.

    Args:
        table: Counts of people, a row for each group.
        across: Which columns are sums of which others.
        down: Which rows are sums of which others; without it the last row is the sum of all others.
        below: Counts from 1 up to this one, exclusive, are small. 0 or 1 withholds nothing.
        known: Row and column of a count that everybody knows, and that is shown however small it is.
    """
    hidden: Mask = (table > 0) & (table < below)
    if known is not None:
        hidden[known] = False
    if not hidden.any():
        return hidden
    rows, columns = table.shape
    last = rows - 1
    lines = list(_lines(rows, columns, across, [(last, tuple(range(last)))] if down is None else down))
    before = 0
    while before < hidden.sum():  # each round but the last withholds something more
        before = int(hidden.sum())
        for total, parts in lines:
            gone = [cell for cell in parts if hidden[cell]]
            alone = len(gone) + bool(hidden[total]) == 1
            few = bool(gone) and not hidden[total] and sum(int(table[cell]) for cell in gone) < below
            if alone or few:
                further = _next(table, hidden, parts)
                if further is not None:
                    hidden[further] = True
    return hidden


def withheld_from_square(table: Counts, below: int) -> Mask:
    """Return which cells of a table are not shown beside its sums by row, by column and of everybody.

    Args:
        table: People by two things.
        below: As for `withheld`.

    Returns:
        A mask with a row and a column more than the table: those of the sums.
    """
    with_sums = np.pad(table, ((0, 1), (0, 1)))
    with_sums[-1, :-1], with_sums[:-1, -1], with_sums[-1, -1] = table.sum(axis=0), table.sum(axis=1), table.sum()
    columns = table.shape[1]
    return withheld(with_sums, [(columns, tuple(range(columns)))], below, known=(table.shape[0], columns))


def shown(table: Counts, hidden: Mask) -> tuple[tuple[int | None, ...], ...]:
    """Return a table row by row, with None in place of what is not shown."""
    return tuple(
        tuple(None if gone else int(many) for many, gone in zip(row, mask, strict=True))
        for row, mask in zip(table, hidden, strict=True)
    )
