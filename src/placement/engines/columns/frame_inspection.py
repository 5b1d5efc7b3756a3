"""Small things that are asked of a caller's frame, and small frames that are made for the caller."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar, cast

import narwhals.stable.v2 as nw

from placement.engines.columns.cells import is_text
from placement.engines.columns.checks import ROW, numbered
from placement.engines.columns.counting import Column
from placement.engines.columns.dialect import Table, discreet, plainly_named

_F = TypeVar("_F")

_PRIME: Final = 2**31 - 1
"""Sums of so small hashes fit into 64 bits, of four billion rows."""


def _wrapped(frame: object) -> Table:
    return cast("Table", nw.from_native(cast("Any", frame)))


@discreet
def rows_where(
    frame: object, column: str, cells: Sequence[object], most: int, *, order: str | None
) -> tuple[int, ...] | None:
    """Return the first rows, counted from 1, in which a column holds one of some values; None where rows have no order.

    Where they have none of their own (Spark), they are numbered by the column `order`.
    """
    table, called = plainly_named(_wrapped(frame))
    needed: list[str] = list(dict.fromkeys(called[name] for name in (column, order) if name is not None))
    ordered = numbered(table.select(*needed), None if order is None else called[order])
    if ordered is None:
        return None
    wanted = nw.col(called[column]).is_in(list(cells))
    rows = ordered.lazy().filter(wanted).select(ROW).sort(ROW).head(most).collect()
    return tuple(int(number) + 1 for number in rows.get_column(ROW).to_list())


@discreet
def numbered_row(frame: object, number: int) -> dict[str, Any] | None:
    """Return a row, counted from 1, by column; None where there is no such row, or rows have no order (Spark)."""
    table, called = plainly_named(_wrapped(frame))
    ordered = numbered(table, None)
    if ordered is None:
        return None
    rows = ordered.lazy().filter(nw.col(ROW) == number - 1).collect()
    return next((_named(called, row) for row in rows.rows(named=True)), None)


def labels(frame: object, column: str | None) -> list[Any] | None:
    """Return what tells rows of a frame in memory apart: a column, or the index of pandas; None where neither does."""
    table: Any = _wrapped(frame)
    if column is not None:
        return [*table[column].to_list()]
    return [*table.to_native().index.to_list()] if table.implementation.is_pandas() else None


@discreet
def fingerprint(frame: object, columns: Sequence[str], *, ordered: bool) -> tuple[int, ...] | None:
    """Return figures of some columns that are others, but for one time in 2,147,483,647, once a cell has changed.

    Args:
        frame: A frame that is not in memory.
        columns: Names of the columns.
        ordered: They also change with the order of the rows.

    Returns:
        The number of rows, and the sum of what each row is hashed to; None where an order is asked for and rows have
        none (Spark).
    """
    table, called = plainly_named(_wrapped(frame))
    numbers = numbered(table, None) if ordered else table
    if numbers is None:
        return None
    types = numbers.collect_schema()
    names = [*(called[name] for name in columns), *([ROW] if ordered else [])]
    cells = [nw.col(name).cast(nw.String) if is_text(types[name]) else nw.col(name) for name in names]
    native: Any = numbers.select(*(cell.alias(f"cell_{place}") for place, cell in enumerate(cells))).to_native()
    if table.implementation.is_polars():
        polars: Any = nw.get_native_namespace(table)
        hashed = (polars.struct(polars.all()).hash() % _PRIME).cast(polars.Int64)
        row = native.select(polars.len(), hashed.sum()).collect(engine="streaming").row(0)
    elif table.implementation.is_pyspark():
        hashed = "xxhash64(to_json(struct(*), map('ignoreNullFields', 'false')))"  # alone, it passes over gaps
        row = native.selectExpr("count(*)", f"sum(pmod({hashed}, {_PRIME}))").first()
    else:
        row = native.aggregate(f"count(*), sum(hash({', '.join(native.columns)}) % {_PRIME})").fetchall()[0]
    return tuple(int(figure or 0) for figure in row)


@discreet
def matching_rows(frame: object, column: str, cell: object) -> list[dict[str, Any]]:
    """Return the cells of the first two rows in which a column holds a value."""
    table, called = plainly_named(_wrapped(frame))
    rows = table.lazy().filter(nw.col(called[column]) == cell).head(2).collect()
    return [_named(called, row) for row in rows.rows(named=True)]


def _named(called: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[short] for name, short in called.items()}


def renamed(frame: _F, names: Mapping[str, str], keep: Sequence[str]) -> _F:
    """Return a frame of some columns, under new names, and of others as they are."""
    table, called = plainly_named(_wrapped(frame))
    wanted = {**names, **{name: name for name in keep}}
    return cast("_F", table.select(*(nw.col(called[old]).alias(new) for old, new in wanted.items())).to_native())


def emptied(frame: _F) -> _F:
    """Return an empty frame of the same kind as one in memory; another is returned as it is."""
    table = _wrapped(frame)
    return framed(frame, {"nothing": []}) if isinstance(table, nw.DataFrame) else frame


def framed(like: _F, columns: Mapping[str, Column]) -> _F:
    """Return a small frame, of columns of plain values of one type each, of the same kind as another.

    Spark's session is that of the other frame; DuckDB's connection is its default one.
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
