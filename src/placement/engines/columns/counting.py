"""Counting the rows of a frame, and reading a few of them: all that leaves a frame here is small."""

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any, Final, cast

import narwhals.stable.v2 as nw

from placement.engines.columns.dialect import Table, discreet, plainly_named

Column = list[Any]
"""The plain values of a column; None where there is none."""

PEOPLE: Final = "people"
"""Name of the column of counts."""


def _plain(value: object) -> object:
    """Return a value as every library would say it: gaps are None, whatever they are called."""
    gap = (isinstance(value, float) and isnan(value)) or type(value).__name__ in {"NAType", "NaTType"}
    return None if gap else value


def in_memory(table: Table) -> nw.DataFrame[Any]:
    """Return a table, computed: only small ones are asked for."""
    if isinstance(table, nw.DataFrame):
        return table
    return table.collect(engine="streaming") if table.implementation.is_polars() else table.collect()


def as_number(bit: nw.Expr, table: Table) -> nw.Expr:
    """Return what can be summed; SQL has no sum of truth values."""
    known = bit.fill_null(value=False)
    return known.cast(nw.Int8) if table.implementation.is_spark_like() or table.implementation.is_duckdb() else known


@discreet
def counted(
    frame: object, keys: Sequence[str], where: Mapping[str, Mapping[str, object]] | None = None
) -> dict[str, Column]:
    """Count the rows for each combination of values.

    Args:
        frame: A data frame of any library.
        keys: Columns whose values are told apart; an empty cell is a value of its own.
        where: Further counts, by name: of the rows in which every one of these columns has this value.

    Returns:
        Columns under the names of the keys, `PEOPLE`, and the names of the further counts.
    """
    table = cast("Table", nw.from_native(cast("Any", frame)))
    if table.implementation.is_polars():
        table = table.lazy()  # in pieces, on every core
    table, called = plainly_named(table)
    further = where or {}
    own = {name: f"_key_{place}" for place, name in enumerate(dict.fromkeys(keys))}
    sums = {name: f"_sum_{place}" for place, name in enumerate(further)}
    table = table.select(
        *(nw.col(called[name]).alias(short) for name, short in own.items()),
        *(
            as_number(
                nw.all_horizontal(
                    *(nw.col(called[column]) == value for column, value in values.items()), ignore_nulls=False
                ),
                table,
            ).alias(sums[name])
            for name, values in further.items()
        ),
    )
    collected = in_memory(
        table.group_by(*own.values()).agg(nw.len().alias("_people"), *(nw.col(short).sum() for short in sums.values()))
    )
    names = {**own, PEOPLE: "_people", **sums}
    return {name: [_plain(value) for value in collected.get_column(short).to_list()] for name, short in names.items()}
