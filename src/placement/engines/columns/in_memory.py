"""Frames in memory, of whatever library: handed to Polars, which is tens of times as fast, and back.

Only columns that are read are handed over. Those of pandas go by way of NumPy and of lists: PyArrow need not be there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import narwhals.stable.v2 as nw

from placement.engines.columns.cells import Question, cell_reader, is_text

_NONE: Final = -1
"""Code of no category, in pandas."""


def handed_over(
    table: nw.DataFrame[Any], questions: Mapping[str, Question], unique: str | None = None
) -> tuple[nw.LazyFrame[Any], dict[str, Question]]:
    """Return a frame of Polars that says the same of each row as the caller's, with a column of ids if one is named.

    Beside it are the questions; those whose columns were of Python objects are now answered in codes.
    """
    table = _without_coded_categories(table, [question.column for question in questions.values()])
    types = table.collect_schema()
    objects = {
        question.column: question for question in questions.values() if isinstance(types[question.column], nw.Object)
    }
    asked = {fact: replace(asks, coded=asks.column in objects) for fact, asks in questions.items()}
    read = [question.column for question in questions.values()]
    columns = {
        name: _polars(name, map(cell_reader(asks), table[name].to_list()), nw.Int16()) for name, asks in objects.items()
    }
    ids = [unique] if unique is not None and unique not in read else []
    rest = [name for name in (*read, *ids) if name not in objects]
    if not table.implementation.is_pandas():
        kept = table.with_columns(*columns.values())[[*rest, *columns]]  # to `select`, a name may be a pattern
        return kept.lazy("polars"), asked
    columns |= {name: _of_pandas(table[name], types[name], distinct=name not in read) for name in rest}
    return nw.from_dict(columns, backend="polars").lazy(), asked


def _without_coded_categories(table: nw.DataFrame[Any], columns: Iterable[str]) -> nw.DataFrame[Any]:
    """Return a table in which columns of pandas whose categories are numbers (codes of SPSS or Stata) hold numbers."""
    if not table.implementation.is_pandas():
        return table
    native: Any = table.to_native()
    numbers = {
        name: native[name].to_numpy()
        for name in columns
        if hasattr(native[name].dtype, "categories") and native[name].dtype.categories.dtype.kind not in "OU"
    }
    return nw.from_native(native.assign(**numbers), eager_only=True) if numbers else table


def _polars(name: str, cells: Iterable[object], dtype: nw.dtypes.DType) -> nw.Series[Any]:
    return nw.new_series(name, [*cells], dtype, backend="polars")


def _of_pandas(column: nw.Series[Any], dtype: nw.dtypes.DType, *, distinct: bool) -> nw.Series[Any]:
    """Return a column of pandas as one of Polars: of answers or, where `distinct`, of what tells rows apart."""
    name = column.name
    if dtype.is_numeric():
        numbers = column.cast(nw.Float64) if dtype.is_decimal() else column
        made = nw.from_dict(
            {"cell": numbers.fill_null(0).to_numpy(), "gap": column.is_null().to_numpy()}, backend="polars"
        )
        return made.select(nw.when(~nw.col("gap")).then(nw.col("cell")))["cell"].alias(name)
    if is_text(dtype):
        texts: list[object] = column.cast(nw.String).to_list()
        return _polars(name, (text if isinstance(text, str) else None for text in texts), nw.String())
    gaps: list[bool] = column.is_null().to_list()
    if not distinct:  # a type that holds no answers: only the gaps are looked at
        return _polars(name, (None if gap else True for gap in gaps), nw.Boolean())
    numbered: dict[object, int] = {}
    cells: list[object] = column.to_list()
    return _polars(
        name,
        (None if gap else numbered.setdefault(cell, len(numbered)) for cell, gap in zip(cells, gaps, strict=True)),
        nw.Int64(),
    )


def beside(given: nw.DataFrame[Any], carried: Sequence[str], result: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """Return columns of the caller's frame and, beside them, what Polars computed, in the caller's library."""
    if given.implementation.is_pandas():
        return _in_pandas(given, carried, result)
    table = _in_arrow(result) if given.implementation.is_pyarrow() else result
    return nw.concat([given[[*carried]], table], how="horizontal") if carried else table


def _in_pandas(given: nw.DataFrame[Any], carried: Sequence[str], result: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """Return results as pandas has them: ordered categories, and truth values and numbers that may have gaps."""
    native, pandas = given.to_native(), nw.get_native_namespace(given)
    columns: dict[str, Any] = {name: native[name] for name in carried}
    columns |= {name: _array(result[name], pandas) for name in result.columns}
    return nw.from_native(pandas.DataFrame(columns, index=native.index), eager_only=True)


def _array(column: nw.Series[Any], pandas: Any) -> Any:  # noqa: ANN401 - of a library that need not be there
    if isinstance(column.dtype, nw.Enum):
        codes = nw.from_native(column.to_native().to_physical(), series_only=True).cast(nw.Int32).fill_null(_NONE)
        return pandas.Categorical.from_codes(codes.to_numpy(), list(column.dtype.categories), ordered=True)
    make = pandas.arrays.BooleanArray if isinstance(column.dtype, nw.Boolean) else pandas.arrays.IntegerArray
    filled = column.fill_null(value=False if isinstance(column.dtype, nw.Boolean) else 0)
    return make(filled.to_numpy(), column.is_null().to_numpy(), copy=True)


def _in_arrow(result: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """Return results as PyArrow has them, names as text."""
    native: Any = result.to_native()
    table: nw.DataFrame[Any] = nw.from_native(native.to_arrow(), eager_only=True)
    names = [name for name, dtype in result.schema.items() if isinstance(dtype, nw.Enum)]
    return table.with_columns(nw.col(*names).cast(nw.String))
