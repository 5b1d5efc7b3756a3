"""How the cells of a column become answers: positions, names, codes, gaps, and what is none of these."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Final, TypeAlias

import narwhals.stable.v2 as nw

from placement.engines.columns.bits import Bit, as_column, both, either, inverted
from placement.engines.columns.sheet import Sheet
from placement.language.words import Ages

Code: TypeAlias = int | str
"""What stands for "not asked" or "unsure" in the caller's data."""

MISSING: Final = -1
"""Code of a cell that says nothing. A position is 0 or more; what is unsure or cannot be read is less."""

DOUBTFUL: Final = -2
"""Code of a cell that says that the answer could not be determined."""

UNREADABLE: Final = -3
"""Code of a cell that holds no answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and how its column is written.

    Attributes:
        fact: Id of the scale, or `age`.
        column: Name of the column.
        highest: The last position; the first is 0.
        named: Positions by what they may be called in text, "unsure" not among them.
        missing: Codes that mean "not asked".
        unsure: Codes that mean "unsure"; the text "unsure" is among them where it is an answer.
        coded: Its cells have been read, and are positions or codes of our own.
    """

    fact: str
    column: str
    highest: int
    named: Mapping[str, int]
    missing: tuple[Code, ...] = ()
    unsure: tuple[Code, ...] = ()
    coded: bool = False

    def in_text(self) -> dict[str, int]:
        """Return what each text means: codes first, then names, then positions where nothing is named by a number."""
        positions = range(self.highest + 1)
        if any(str(position) in self.named for position in positions):
            positions = range(0)
        return {
            **{text: position for position in positions for text in _spellings(position)},
            **self.named,
            **{text: meaning for code, meaning in self._codes() for text in _spellings(code)},
        }

    def in_numbers(self) -> dict[int, int]:
        """Return what each number means."""
        codes = {code: meaning for code, meaning in self._codes() if isinstance(code, int)}
        return {position: position for position in range(self.highest + 1)} | codes

    def _codes(self) -> list[tuple[Code, int]]:
        return [*((code, MISSING) for code in self.missing), *((code, DOUBTFUL) for code in self.unsure)]


def _spellings(code: Code) -> tuple[str, ...]:
    """Return how a code may be written as text. Where a column has gaps, libraries write whole numbers as decimals."""
    return (code,) if isinstance(code, str) else (str(code), f"{code}.0", f"{code}.00")


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers in a column.

    Attributes:
        position: The position, where there is a definite answer; else 0 or less.
        definite: There is a definite answer.
        unsure: It was asked and could not be determined, or what was recorded cannot be read.
        unreadable: What stands there is no answer.
    """

    position: nw.Expr
    definite: Bit
    unsure: Bit
    unreadable: Bit


AGE: Final = "age"
"""The question that is about no scale."""


def is_text(dtype: nw.dtypes.DType) -> bool:
    """Say whether a column holds text, in whatever way."""
    return isinstance(dtype, nw.String | nw.Categorical | nw.Enum)


def is_plain(question: Question, dtype: nw.dtypes.DType) -> bool:
    """Say whether a column holds whole numbers that all mean positions."""
    return (
        dtype.is_integer()
        and not question.coded
        and not fitting(question.missing, dtype)
        and not fitting(question.unsure, dtype)
    )


def unread() -> Answers:
    """Return the answers to a question that no column holds."""
    return Answers(nw.lit(0, nw.Int8), definite=False, unsure=False, unreadable=False)


def outside(ages: Ages, years: nw.Expr) -> nw.Expr:
    """Return where an age in years is none of these ages."""
    below = years < nw.lit(ages.least or 0)
    return below if ages.greatest is None else below | (years > nw.lit(ages.greatest))


def read(question: Question, dtype: nw.dtypes.DType, sheet: Sheet, *, valid: bool, lasting: bool = True) -> Answers:
    """Return the answers in a column, computed with the next step of the sheet.

    Args:
        question: What is asked.
        dtype: Type of the column.
        sheet: Where the column is.
        valid: Every cell is known to be an answer, a code or a gap: not looked at again.
        lasting: That stays so; else a number that is no answer by then says nothing.
    """
    column = sheet.given(question.column)
    if question.coded:
        return _coded(column)
    if dtype.is_numeric():
        return _numbers(question, column, dtype, sheet, valid=valid, lasting=lasting)
    if is_text(dtype):
        return _coded(sheet.hold(_codes_of_text(question, column, dtype)))
    gap = sheet.hold(column.is_null())  # a type that holds no answers
    return Answers(nw.lit(0, nw.Int8), definite=False, unsure=False if valid else ~gap, unreadable=~gap)


def _coded(code: nw.Expr) -> Answers:
    return Answers(code, definite=code >= 0, unsure=code <= DOUBTFUL, unreadable=code == UNREADABLE)


def _codes_of_text(question: Question, column: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr:
    text = column if dtype == nw.String else column.cast(nw.String)
    known = question.in_text()
    codes = text.replace_strict(list(known), list(known.values()), default=UNREADABLE, return_dtype=nw.Int16)
    return nw.when(column.is_null()).then(nw.lit(MISSING, nw.Int16)).otherwise(codes.cast(nw.Int16))


def cell_reader(question: Question) -> Callable[[object], int]:
    """Return what reads a cell of Python objects, such as pandas makes of numbers among text, as a code."""
    texts = question.in_text()
    numbers: dict[object, int] = dict(question.in_numbers().items())  # 1.0 is found as 1

    def code(cell: object) -> int:
        if isinstance(cell, str):
            return texts.get(cell, UNREADABLE)
        if cell is None or type(cell).__name__ in {"NAType", "NaTType"}:
            return MISSING
        if isinstance(cell, bool) or not isinstance(cell, Real | Decimal):
            return UNREADABLE
        return MISSING if cell != cell else numbers.get(cell, UNREADABLE)  # noqa: PLR0124 - not a number

    return code


def _numbers(  # noqa: PLR0913 - as `read`
    question: Question, column: nw.Expr, dtype: nw.dtypes.DType, sheet: Sheet, *, valid: bool, lasting: bool
) -> Answers:
    if dtype.is_decimal():
        column, dtype = column.cast(nw.Float64), nw.Float64()
    whole = dtype.is_integer()
    missing, unsure = (fitting(codes, dtype) for codes in (question.missing, question.unsure))
    known = valid and not missing and not unsure
    if known and not lasting:
        answer = (column >= 0) & (column <= question.highest)
        column = nw.when(answer if whole else answer & (column.floor() == column)).then(column)
    gap = column.is_null() if whole else column.is_null() | column.is_nan()
    filled = column.fill_null(0) if whole else nw.when(~gap).then(column).otherwise(nw.lit(0, dtype))
    if known:
        return Answers(sheet.hold(filled), definite=sheet.hold(~gap), unsure=False, unreadable=False)
    inside = (filled >= 0) & (filled <= question.highest)
    if not whole:
        inside &= filled.floor() == filled
    absent = either(gap, *(filled == code for code in missing))
    doubtful = either(*(filled == code for code in unsure))
    definite = as_column(both(~gap, inside, *(filled != code for code in (*missing, *unsure))))
    return Answers(
        sheet.hold(nw.when(definite).then(filled).otherwise(nw.lit(0, dtype))),
        definite=sheet.hold(definite),
        unsure=sheet.hold_bit(inverted(either(definite, absent))),
        unreadable=sheet.hold_bit(inverted(either(definite, absent, both(~gap, doubtful)))),
    )


def fitting(codes: Sequence[Code], dtype: nw.dtypes.DType) -> list[int]:
    """Return the codes that are numbers which a column of this type can hold."""
    numbers = [code for code in codes if isinstance(code, int)]
    if not dtype.is_integer():
        return numbers
    unsigned, bits = dtype.is_unsigned_integer(), int("".join(filter(str.isdigit, str(dtype))))
    least, most = (0, 2**bits - 1) if unsigned else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    return [code for code in numbers if least <= code <= most]
