"""How the cells of a column become answers: positions, names, codes, gaps, and what is none of these."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, Final, TypeAlias

import narwhals.stable.v2 as nw

from placement.engines.columns.bits import Bit

__all__ = ["MISSING", "Answers", "Code", "Hold", "Question", "can_be_read", "cell_reader", "read", "unread"]

Code: TypeAlias = int | str
"""What stands for "not asked" or "unsure" in the caller's data."""

Hold: TypeAlias = Callable[[nw.Expr], nw.Expr]
"""Takes what is to be worked out once, and returns the column that it will be in."""

MISSING: Final = -1
"""Code of a cell that says nothing; a position is 0 or more, and what is unsure or cannot be read is less."""

_UNSURE: Final = -2
_UNREADABLE: Final = -3


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
    """

    fact: str
    column: str
    highest: int
    named: Mapping[str, int]
    missing: tuple[Code, ...] = ()
    unsure: tuple[Code, ...] = ()

    def in_text(self) -> dict[str, int]:
        """Return what each text means: codes first, then names, then positions where nothing is named by a number."""
        positions = {str(position): position for position in range(self.highest + 1)}
        if positions.keys() & self.named.keys():
            positions = {}
        return {**positions, **self.named, **{str(code): meaning for code, meaning in self._codes()}}

    def in_numbers(self) -> dict[int, int]:
        """Return what each number means."""
        codes = {code: meaning for code, meaning in self._codes() if isinstance(code, int)}
        return {position: position for position in range(self.highest + 1)} | codes

    def _codes(self) -> list[tuple[Code, int]]:
        return [*((code, MISSING) for code in self.missing), *((code, _UNSURE) for code in self.unsure)]


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


def can_be_read(dtype: nw.dtypes.DType) -> bool:
    """Say whether a column of this type can hold answers; of one that cannot, only gaps are read."""
    return dtype.is_numeric() or dtype in {nw.String, nw.Categorical, nw.Enum, nw.Object}


def unread() -> Answers:
    """Return the answers to a question that no column holds."""
    return Answers(nw.lit(0, nw.Int8), definite=False, unsure=False, unreadable=False)


def read(question: Question, name: str, dtype: nw.dtypes.DType, hold: Hold, *, valid: bool) -> Answers:
    """Return the answers in a column.

    Args:
        question: What is asked.
        name: What the column is called here.
        dtype: Type of the column.
        hold: Takes what is to be worked out once.
        valid: Every cell is known to be an answer, a code or a gap: not looked at again.
    """
    column = nw.col(name)
    if not can_be_read(dtype):
        gap = column.is_null()
        return Answers(nw.lit(0, nw.Int8), definite=False, unsure=False if valid else ~gap, unreadable=~gap)
    if dtype.is_numeric():
        return _numbers(question, column, dtype, hold, valid=valid)
    if dtype == nw.Object:
        code = hold(column.map_batches(_reader(question), return_dtype=nw.Int16))
    else:
        code = hold(_codes_of_text(question, column, dtype))
    return Answers(code, definite=code >= 0, unsure=code <= _UNSURE, unreadable=code == _UNREADABLE)


def _codes_of_text(question: Question, column: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr:
    text = column if dtype == nw.String else column.cast(nw.String)
    known = question.in_text()
    codes = text.replace_strict(list(known), list(known.values()), default=_UNREADABLE, return_dtype=nw.Int16)
    return nw.when(column.is_null()).then(nw.lit(MISSING, nw.Int16)).otherwise(codes.cast(nw.Int16))


def cell_reader(question: Question) -> Callable[[object], int]:
    """Return what reads a single cell: its position, or `MISSING`, or less where it is unsure or cannot be read."""
    texts, numbers = question.in_text(), question.in_numbers()

    def code(cell: object) -> int:
        if isinstance(cell, str):
            return texts.get(cell, _UNREADABLE)
        if cell is None or type(cell).__name__ in {"NAType", "NaTType"}:
            return MISSING
        if isinstance(cell, bool) or not isinstance(cell, Real):
            return _UNREADABLE
        if isinstance(cell, Integral) or float(cell).is_integer():
            return numbers.get(int(cell), _UNREADABLE)
        return MISSING if cell != cell else _UNREADABLE  # noqa: PLR0124 - not a number

    return code


def _reader(question: Question) -> Callable[[nw.Series[Any]], nw.Series[Any]]:
    """Return what reads a column of Python objects, such as pandas makes of numbers among text."""
    code = cell_reader(question)

    def codes(cells: nw.Series[Any]) -> nw.Series[Any]:
        found = [code(one) for one in cells.to_list()]
        return nw.new_series(cells.name, found, nw.Int16, backend=cells.implementation)

    return codes


def _numbers(question: Question, column: nw.Expr, dtype: nw.dtypes.DType, hold: Hold, *, valid: bool) -> Answers:
    whole = dtype.is_integer()
    gap = column.is_null() if whole else column.is_null() | column.is_nan()
    filled = column.fill_null(0) if whole else nw.when(~gap).then(column).otherwise(nw.lit(0, dtype))
    missing, unsure = (_fitting(codes, dtype) for codes in (question.missing, question.unsure))
    if valid and not missing and not unsure:
        return Answers(hold(filled), definite=hold(~gap), unsure=False, unreadable=False)
    absent, doubtful = (gap | filled.is_in(missing) if missing else gap), ~gap & filled.is_in(unsure)
    answers = [one for one in range(question.highest + 1) if one not in {*missing, *unsure}]
    definite = ~gap & filled.is_in(answers)
    position = hold(nw.when(definite).then(filled).otherwise(nw.lit(0, dtype)))
    neither = hold(~(definite | absent))
    return Answers(position, definite=hold(definite), unsure=neither, unreadable=hold(~(definite | absent | doubtful)))


def _fitting(codes: Sequence[Code], dtype: nw.dtypes.DType) -> list[int]:
    """Return the codes that are numbers which a column of this type can hold."""
    numbers = [code for code in codes if isinstance(code, int)]
    if not dtype.is_integer():
        return numbers
    unsigned, bits = dtype.is_unsigned_integer(), int("".join(filter(str.isdigit, str(dtype))))
    least, most = (0, 2**bits - 1) if unsigned else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    return [code for code in numbers if least <= code <= most]
