"""Which codes the columns of a frame hold, and in how many rows each: counted in one pass."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import narwhals.stable.v2 as nw

from placement.engines.columns.cells import AGE, DOUBTFUL, MISSING, UNREADABLE, Code, Question, fitting, is_text
from placement.engines.columns.counting import as_number, in_memory
from placement.engines.columns.dialect import Table
from placement.engines.columns.sheet import Sheet


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
    """Return how many rows there are, and how often each code stands in the columns of scales; never of ages.

    Args:
        table: The frame.
        questions: How each question's column is written.
    """
    asked = {fact: question for fact, question in questions.items() if fact != AGE}
    sheet = Sheet(table, [question.column for question in asked.values()])
    types = table.collect_schema()
    cases = [(fact, *case) for fact, asks in asked.items() for case in _cases(asks, types[asks.column], sheet)]
    sheet.step()
    sums = [as_number(where, table).sum().alias(f"sum_{place}") for place, (*_, where) in enumerate(cases)]
    total, *counts = in_memory(sheet.table.select(nw.len().alias("people"), *sums)).row(0)
    rows = [0 if count is None or count != count else int(count) for count in counts]  # noqa: PLR0124 - not a number
    counted = [CodeCount(fact, code, means, many) for (fact, code, means, _), many in zip(cases, rows, strict=True)]
    nothing = {fact: int(total) - sum(code.rows for code in counted if code.fact == fact) for fact in asked}
    counted += [CodeCount(fact, None, UNREADABLE, many) for fact, many in nothing.items()]
    return int(total), [code for code in counted if code.rows]


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
