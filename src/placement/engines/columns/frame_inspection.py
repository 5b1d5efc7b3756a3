"""Small things that are asked of a caller's frame, and small frames that are made for the caller."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

import narwhals.stable.v2 as nw

from placement.engines.columns.checks import ROW, numbered
from placement.engines.columns.counting import Column
from placement.engines.columns.dialect import Table, plainly_named
from placement.engines.columns.unreadable import discreet

__all__ = ["framed", "labelled_rows", "matching_rows", "numbered_row", "renamed", "rows_where"]

_F = TypeVar("_F")


def _wrapped(frame: object) -> Table:
    return cast("Table", nw.from_native(cast("Any", frame)))


@discreet
def rows_where(
    frame: object, column: str, cells: Sequence[object], most: int, *, order: str | None
) -> tuple[int, ...] | None:
    """Return the first rows, counted from 1, in which a column holds one of some values.

    Args:
        frame: Any data frame.
        column: Name of the column.
        cells: The values.
        most: How many rows to return at most.
        order: A column by which rows are numbered where they have no order of their own (Spark).

    Returns:
        The rows, or None where they have no order.
    """
    table, called = plainly_named(_wrapped(frame))
    needed: list[str] = list(dict.fromkeys(called[name] for name in (column, order) if name is not None))
    ordered = numbered(table.select(*needed), None if order is None else called[order])
    if ordered is None:
        return None
    wanted = nw.col(called[column]).is_in(list(cells))
    found = ordered.lazy().filter(wanted).select(ROW).sort(ROW).head(most).collect()
    return tuple(int(number) + 1 for number in found.get_column(ROW).to_list())


@discreet
def numbered_row(frame: object, number: int) -> dict[str, Any] | None:
    """Return the cells of a row by column, None where there is no such row or where rows have no order (Spark).

    Args:
        frame: Any data frame.
        number: The row, counted from 1.
    """
    table, called = plainly_named(_wrapped(frame))
    ordered = numbered(table, None)
    if ordered is None:
        return None
    found = ordered.lazy().filter(nw.col(ROW) == number - 1).collect()
    return next((_named(called, row) for row in found.rows(named=True)), None)


@discreet
def labelled_rows(frame: object, label: object) -> list[dict[str, Any]] | None:
    """Return the cells of the rows with a label of the frame's index; None where rows have no labels (all but pandas).

    Args:
        frame: Any data frame.
        label: The label, as `frame.loc` takes it.
    """
    table = _wrapped(frame)
    if not isinstance(table, nw.DataFrame) or not table.implementation.is_pandas():
        return None
    native: Any = table.to_native()
    truth = isinstance(label, bool)  # to Python, True is 1
    places = [
        place for place, own in enumerate(native.index.to_list()) if isinstance(own, bool) == truth and own == label
    ]
    return table[places].rows(named=True)


@discreet
def matching_rows(frame: object, column: str, cell: object) -> list[dict[str, Any]]:
    """Return the cells of the first two rows in which a column holds a value."""
    table, called = plainly_named(_wrapped(frame))
    found = table.lazy().filter(nw.col(called[column]) == cell).head(2).collect()
    return [_named(called, row) for row in found.rows(named=True)]


def _named(called: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[short] for name, short in called.items()}


def renamed(frame: _F, names: Mapping[str, str], keep: Sequence[str]) -> _F:
    """Return a frame of some columns, under new names, and of others as they are."""
    table, called = plainly_named(_wrapped(frame))
    wanted = {**names, **{name: name for name in keep}}
    return cast("_F", table.select(*(nw.col(called[old]).alias(new) for old, new in wanted.items())).to_native())


def framed(like: _F, columns: Mapping[str, Column]) -> _F:
    """Return a small frame of the same kind as another.

    Args:
        like: The other frame. Spark's session is that of this frame; DuckDB's connection is its default one.
        columns: The plain values of each column, of one type each.
    """
    table = _wrapped(like)
    kind = table.implementation
    types = {name: _type(cells, gaps=not kind.is_pandas()) for name, cells in columns.items()}
    if isinstance(table, nw.DataFrame):
        return cast("_F", nw.from_dict(dict(columns), types, backend=kind).to_native())
    made = nw.from_dict(dict(columns), types, backend="polars")
    session = {"session": cast("Any", like).sparkSession} if kind.is_pyspark() else {}
    return cast("_F", made.lazy(kind, **session).to_native())


def _type(cells: Column, *, gaps: bool) -> nw.dtypes.DType:
    """Return the type of a column; `gaps` says whether whole numbers may have some."""
    kinds: set[type[object]] = {type(cell) for cell in cells if cell is not None}
    if kinds == {int} and (gaps or None not in cells):
        return nw.Int64()
    return nw.Float64() if kinds and kinds <= {int, float} else nw.String()
