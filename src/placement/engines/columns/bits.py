"""Truth in columns: true of all rows, of none, or row by row. No cell of it is ever empty."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, assert_never

import narwhals.stable.v2 as nw

from placement.language.condition import All, Any, AtLeast, Condition, Count

Bit: TypeAlias = bool | nw.Expr
"""True or False of every row, or a column of them. What is known beforehand costs nothing."""


def _columns(parts: Iterable[Bit]) -> list[nw.Expr]:
    return [part for part in parts if not isinstance(part, bool)]


def both(*parts: Bit) -> Bit:
    """Return what is true where every part is."""
    if any(part is False for part in parts):
        return False
    columns = _columns(parts)
    if len(columns) < 2:  # noqa: PLR2004 - nothing to join
        return columns[0] if columns else True
    return nw.all_horizontal(*columns, ignore_nulls=False)


def either(*parts: Bit) -> Bit:
    """Return what is true where a part is."""
    if any(part is True for part in parts):
        return True
    columns = _columns(parts)
    if len(columns) < 2:  # noqa: PLR2004 - nothing to join
        return columns[0] if columns else False
    return nw.any_horizontal(*columns, ignore_nulls=False)


def inverted(bit: Bit) -> Bit:
    """Return what is true where this is not."""
    return not bit if isinstance(bit, bool) else ~bit


def enough(count: int, parts: Sequence[Bit]) -> Bit:
    """Return what is true where at least so many parts are."""
    columns = _columns(parts)
    needed = count - sum(part is True for part in parts)
    if needed <= 0:
        return True
    if needed > len(columns):
        return False
    if needed == 1:
        return either(*columns)
    if needed == len(columns):
        return both(*columns)
    return nw.sum_horizontal(*(column.cast(nw.Int8) for column in columns)) >= needed


def compiled(condition: Condition, holds: Callable[[AtLeast], Bit]) -> Bit:
    """Return where a condition holds, given what returns where a single test holds."""
    match condition:
        case AtLeast():
            return holds(condition)
        case All(parts):
            return both(*(compiled(part, holds) for part in parts))
        case Any(parts):
            return either(*(compiled(part, holds) for part in parts))
        case Count(count, parts):
            return enough(count, [compiled(part, holds) for part in parts])
        case _:
            assert_never(condition)


def as_column(bit: Bit) -> nw.Expr:
    """Return it as a column, even where it is the same in every row."""
    return nw.lit(bit, nw.Boolean) if isinstance(bit, bool) else bit
