"""Counting the rows of a frame, by codes or by values, and reading a few: all that leaves a frame here is small."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, Final, TypeAlias, cast

import narwhals.stable.v2 as nw

from placement.engines.columns.cells import AGE, DOUBTFUL, MISSING, UNREADABLE, Code, Question, fitting, is_text
from placement.engines.columns.dialect import Table, discreet, plainly_named
from placement.engines.columns.sheet import Sheet

Column = list[Any]
"""The plain values of a column; None where there is none."""

PEOPLE: Final = "number of people"
"""Name of the column of counts: no id, and refused as the name of a caller's column."""


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a data frame
    """Return a value as every library would say it: gaps are None, whatever they are called."""
    gap = (isinstance(value, float) and isnan(value)) or type(value).__name__ in {"NAType", "NaTType"}
    return None if gap else value


def in_memory(table: Table) -> nw.DataFrame[Any]:
    """Return a table, computed: only small ones are asked for."""
    if isinstance(table, nw.DataFrame):
        return table
    return table.collect(engine="streaming") if table.implementation.is_polars() else table.collect()


def whole_numbers(table: Table, aggregates: Iterable[nw.Expr]) -> list[int | None]:
    """Return a whole number for each of these aggregates of a table; None where it is of no rows."""
    named = [aggregate.alias(f"of_{place}") for place, aggregate in enumerate(aggregates)]
    cells = in_memory(table.select(*named)).row(0) if named else ()
    return [None if cell is None else int(cell) for cell in map(_plain, cells)]


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


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a code stands in a column.

    Attributes:
        fact: Id of the scale.
        code: As it stands there; None for an empty cell, and for what means nothing.
        means: A position, or the code of what is missing, unsure or cannot be read.
        rows: In how many rows.
    """

    fact: str
    code: Code | None
    means: int
    rows: int


_Cases: TypeAlias = Iterator[tuple[Code | None, int, nw.Expr]]
"""Each code that a column may hold, what it means, and where it stands."""


def code_counts(table: Table, questions: Mapping[str, Question]) -> tuple[int, list[CodeCount]]:
    """Return how many rows there are, and how often each code stands in the columns of scales; never of ages."""
    asked = {fact: question for fact, question in questions.items() if fact != AGE}
    sheet = Sheet(table, [question.column for question in asked.values()])
    types = table.collect_schema()
    cases = [(fact, *case) for fact, asks in asked.items() for case in _cases(asks, types[asks.column], sheet)]
    sheet.step()
    sums = (as_number(where, table).sum() for *_, where in cases)
    total, *rows = (number or 0 for number in whole_numbers(sheet.table, [nw.len(), *sums]))
    counted = [CodeCount(fact, code, means, many) for (fact, code, means, _), many in zip(cases, rows, strict=True)]
    nothing = {fact: total - sum(code.rows for code in counted if code.fact == fact) for fact in asked}
    counted += [CodeCount(fact, None, UNREADABLE, many) for fact, many in nothing.items()]
    return total, [code for code in counted if code.rows]


def _cases(question: Question, dtype: nw.dtypes.DType, sheet: Sheet) -> _Cases:
    column = sheet.given(question.column)
    if question.coded:  # Python objects: a position may have been written in several ways
        for means in range(DOUBTFUL, question.highest + 1):
            yield (means if means >= 0 else None), means, column == nw.lit(means)
        return
    gap = column.is_null()
    if is_text(dtype):
        texts = question.in_text()
        text = column if dtype == nw.String else column.cast(nw.String)
        place = text.replace_strict([*texts], [*range(len(texts))], default=-1, return_dtype=nw.Int16)
        place = sheet.hold(nw.when(~gap).then(place).otherwise(nw.lit(-1, nw.Int16)))
        for index, (written, means) in enumerate(texts.items()):
            yield written, means, place == nw.lit(index, nw.Int16)
    elif dtype.is_numeric():
        number = column.cast(nw.Float64) if dtype.is_decimal() else column
        if not dtype.is_integer():
            gap |= number.is_nan()
        numbers = question.in_numbers()
        for code in fitting([*numbers], dtype):
            yield code, numbers[code], number == nw.lit(code)
    yield None, MISSING, gap
