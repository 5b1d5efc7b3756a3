"""Where one data-frame library differs from the rest: how it writes values, and what it need not compute."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar

import narwhals.stable.v2 as nw

from placement.errors import CohortError

Table: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]
"""A data frame of any library, wrapped."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a library is spoken to.

    Attributes:
        constants: It has constants that are ordered categories; elsewhere they are text.
        masks_stay: A column whose gaps were filled keeps a mask for them, and is reckoned with three times as slowly.
        lists: It has columns of lists.
        unsigned: It has numbers without a sign.
        repeats: It compares again sooner than it keeps another column.
        capitals: Names that differ in capitals alone are of different columns.
    """

    constants: bool = False
    masks_stay: bool = False
    lists: bool = True
    unsigned: bool = True
    repeats: bool = False
    capitals: bool = True

    def constant(self, name: str | None, names: Sequence[str]) -> nw.Expr:
        """Return one of several names, or nothing, in every row."""
        return nw.lit(name, nw.Enum(names) if self.constants else nw.String())

    def small(self, number: int) -> nw.Expr:
        """Return a small whole number in every row."""
        return nw.lit(number, nw.UInt8 if self.unsigned else nw.Int8)

    def solid(self, bit: nw.Expr) -> nw.Expr:
        """Return a column of truth values without any mask for gaps."""
        return ~nw.when(bit).then(nw.lit(value=True)).is_null() if self.masks_stay else bit


_POLARS: Final = Dialect(constants=True, masks_stay=True)
_PANDAS: Final = Dialect(lists=False)
_SPARK: Final = Dialect(unsigned=False, repeats=True, capitals=False)
_DUCKDB: Final = Dialect(repeats=True, capitals=False)
_OTHERS: Final = Dialect(repeats=True)


def dialect_of(table: Table) -> Dialect:
    """Return how the library of a table is spoken to."""
    if table.implementation.is_polars():
        return _POLARS
    if table.implementation.is_pandas():
        return _PANDAS
    if table.implementation.is_duckdb():
        return _DUCKDB
    return _SPARK if table.implementation.is_pyspark() else _OTHERS


def plainly_named(table: Table) -> tuple[Table, dict[str, str]]:
    """Return a table of which every column can be named, and what each is called there.

    To Spark, a dot in a name means a part of a column; ids of criteria have dots. To Polars, `*` and `^...$` mean every
    column that they fit.
    """
    names = table.collect_schema().names()
    short = {name: f"column_{place}" for place, name in enumerate(names)}
    plain: Table
    if table.implementation.is_pyspark():
        plain = nw.from_native(table.to_native().toDF(*short.values()))
    elif table.implementation.is_polars() and any(map(_is_pattern, names)):
        plain = table.rename(short)
    else:
        return table, {name: name for name in names}
    return plain, short


def _is_pattern(name: str) -> bool:
    return name == "*" or (name.startswith("^") and name.endswith("$"))


_P = ParamSpec("_P")
_R = TypeVar("_R")

_PANIC: Final = "PanicException"
"""What Polars raises where it did not expect to fail; Python does not count it among the exceptions."""


def discreet(work: Callable[_P, _R]) -> Callable[_P, _R]:
    """Raise a `CohortError` that names the kind of a library's error, and says nothing else of it."""

    @wraps(work)
    def discreetly(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return work(*args, **kwargs)
        except CohortError:
            raise
        except Exception as error:  # noqa: BLE001 - each library has its own
            problem = type(error).__name__
        except BaseException as error:
            problem = type(error).__name__
            if problem != _PANIC:
                raise
        raise CohortError([f"the frame cannot be read: `{problem}`"])  # outside: the first error is not chained to it

    return discreetly
