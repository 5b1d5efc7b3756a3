"""What in a data frame cannot be used: looked for in one pass over it; what is found is counted and named by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import narwhals.stable.v2 as nw

from placement.engines.columns.bits import Bit, as_column, both
from placement.engines.columns.cells import AGE, Question, is_plain, outside, read
from placement.engines.columns.counting import in_memory, whole_numbers
from placement.engines.columns.dialect import Table, plainly_named
from placement.engines.columns.sheet import Sheet
from placement.language.words import Ages

Kind: TypeAlias = Literal["unreadable", "outside", "repeated", "nameless"]

_SHOWN: Final = 5
ROW: Final = "placement_row"
"""Column of the number of each row, from 0."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in one column that cannot be used.

    Attributes:
        kind: Answers that are `unreadable`; ages of a `minor`; ids that are `repeated`, or that are not there.
        fact: Id of the scale, or `age`, or nothing where it is about ids.
        column: Name of the column.
        count: In how many rows.
        rows: The first of these rows, counted from 1; nothing where the rows of a frame have no order.
    """

    kind: Kind
    fact: str
    column: str
    count: int
    rows: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at.

    Attributes:
        questions: How each question's column is written, by scale and `age`.
        ages: Whom the rulebook is for.
        unique: The column of ids, if there is one.
    """

    questions: Mapping[str, Question]
    ages: Ages
    unique: str | None


_Check: TypeAlias = tuple[Kind, str, str]
"""A kind of fault, the fact and the column that it may be in."""


def _count(bit: nw.Expr) -> nw.Expr:
    return bit.cast(nw.Int64).sum()


def _bits(sheet: Sheet, scope: Scope, facts: Iterable[str], types: Mapping[str, nw.dtypes.DType]) -> dict[_Check, Bit]:
    """Return where the answers to these questions cannot be used. They have been computed when this returns."""
    bits: dict[_Check, Bit] = {}
    for fact in facts:
        question = scope.questions[fact]
        answers = read(question, types[question.column], sheet, valid=False)
        bits["unreadable", fact, question.column] = answers.unreadable
        if fact == AGE:
            bits["outside", fact, question.column] = both(answers.definite, outside(scope.ages, answers.position))
    if scope.unique is not None:
        given = sheet.given(scope.unique)
        bits["repeated", "", scope.unique] = sheet.hold(~given.is_null() & ~given.is_unique())
        bits["nameless", "", scope.unique] = given.is_null()
    sheet.step()
    return {check: bit for check, bit in bits.items() if bit is not False}  # as in a column without any cell


def _suspected(table: Table, scope: Scope) -> list[str]:
    """Return the questions that some row answers wrongly, found in one pass, and "" if ids are wrong.

    Of columns of whole numbers only the range is looked at, which costs next to nothing.
    """
    types = table.collect_schema()
    plain = [fact for fact, question in scope.questions.items() if is_plain(question, types[question.column])]
    sheet = Sheet(table, _columns(scope))
    bits = _bits(sheet, scope, (fact for fact in scope.questions if fact not in plain), types)
    ends = [sheet.given(scope.questions[fact].column) for fact in plain]
    counts = whole_numbers(
        sheet.table,
        [
            *(end.min() for end in ends),
            *(end.max() for end in ends),
            *(_count(as_column(bit)) for bit in bits.values()),
        ],
    )
    wrong = {
        fact
        for fact, least, most in zip(plain, counts, counts[len(plain) :], strict=False)
        if least is not None and most is not None
        if not 0 <= least <= most <= scope.questions[fact].highest
        or (fact == AGE and not (scope.ages.includes(least) and scope.ages.includes(most)))
    }
    wrong |= {fact for (_, fact, _), count in zip(bits, counts[2 * len(plain) :], strict=True) if count}
    return [fact for fact in (*scope.questions, "") if fact in wrong]


def _columns(scope: Scope) -> list[str]:
    return [
        *(question.column for question in scope.questions.values()),
        *([] if scope.unique is None else [scope.unique]),
    ]


def numbered(table: Table, order: str | None) -> Table | None:
    """Return the table with the number of each row; nothing where rows have no order.

    Spark's have none, unless ids give them one.
    """
    if isinstance(table, nw.DataFrame):
        return table.with_row_index(ROW)
    if table.implementation.is_pyspark():
        if order is None:
            return None
        plain, called = plainly_named(table)
        indexed = plain.with_row_index(ROW, order_by=called[order])
        return indexed.select(ROW, *(nw.col(short).alias(name) for name, short in called.items()))
    native: Any = table.to_native()
    if table.implementation.is_polars():
        native = native.with_row_index(ROW)
    else:
        native = native.project(f"row_number() over () - 1 as {ROW}, *")
    with_rows: Table = nw.from_native(native)
    return with_rows


def faults(table: Table, scope: Scope) -> list[Fault]:
    """Return everything that cannot be used, in the order of the questions.

    A frame that is not in memory is gone through once; where something is wrong, once more to count it, and once for
    each fault to name its rows.
    """
    wrong = _suspected(table, scope)
    if not wrong:
        return []
    ordered = numbered(table, scope.unique)
    sheet = Sheet(table if ordered is None else ordered, [*_columns(scope), *([] if ordered is None else [ROW])])
    bits = _bits(sheet, scope, [fact for fact in wrong if fact], table.collect_schema())
    columns = {check: as_column(bit) for check, bit in bits.items()}
    counts = whole_numbers(sheet.table, [_count(column) for column in columns.values()])
    return [
        Fault(*check, count, None if ordered is None else _rows(sheet, column))
        for (check, column), count in zip(columns.items(), counts, strict=True)
        if count
    ]


def _rows(sheet: Sheet, wrong: nw.Expr) -> tuple[int, ...]:
    row = sheet.given(ROW).alias(ROW)
    first = sheet.table.filter(wrong).select(row).sort(ROW).head(_SHOWN)
    return tuple(int(number) + 1 for number in in_memory(first)[ROW].to_list())
