"""A caller's data frame: of which kind it is, and what can be asked of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, cast

import narwhals.stable.v2 as nw
from narwhals.exceptions import DuplicateError

from placement.declarations import Conflict
from placement.engines.columns.checks import Fault, Scope, faults
from placement.engines.columns.dialect import Table, dialect_of
from placement.engines.columns.gaps import Gaps, Leading, gaps
from placement.engines.columns.placing import Plan, placed
from placement.errors import CohortError

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

__all__ = ["Frame", "wrapped"]

_KNOWN: Final = frozenset(
    {
        nw.Implementation.DUCKDB,
        nw.Implementation.PANDAS,
        nw.Implementation.POLARS,
        nw.Implementation.PYARROW,
        nw.Implementation.PYSPARK,
    }
)
_EXPECTED: Final = "expected a data frame of pandas, Polars, PyArrow or PySpark, or a DuckDB relation"


class Frame:
    """A data frame of pandas, Polars, PyArrow or PySpark, or a DuckDB relation."""

    def __init__(self, table: Table) -> None:
        """Hold a wrapped frame."""
        self._table = table

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return self._table.collect_schema().names()

    @property
    def has_lists(self) -> bool:
        """Whether a column may hold lists."""
        return dialect_of(self._table).lists

    def faults(self, scope: Scope) -> list[Fault]:
        """Return what in it cannot be used."""
        return faults(self._streamed(), scope)

    def gaps(self, plan: Plan, leading: Leading, conflicts: Iterable[Conflict]) -> Gaps:
        """Count what is not known in it, and whom which answer would help."""
        return gaps(self._streamed(), plan, leading, conflicts)

    def placed(self, plan: Plan) -> Any:  # noqa: ANN401 - a frame of the caller's own library
        """Return what is said of every row, as a frame of the same kind."""
        result = placed(self._streamed(), plan)
        if self._table.implementation.is_polars() and isinstance(self._table, nw.DataFrame):
            return result.lazy().collect("polars", engine="streaming").to_native()
        return result.to_native()

    def _streamed(self) -> Table:
        """Return a frame of Polars as one that is worked out piece by piece: nothing in between is ever whole."""
        return self._table.lazy() if self._table.implementation.is_polars() else self._table


def wrapped(frame: object) -> Frame:
    """Return a caller's frame.

    Raises:
        CohortError: It is of no kind that is known, or two of its columns have the same name.
    """
    try:
        table: Table = nw.from_native(cast("IntoFrame", frame))
    except TypeError:
        raise CohortError([_EXPECTED]) from None
    except DuplicateError:
        raise CohortError(["expected columns of different names"]) from None
    if table.implementation not in _KNOWN:
        raise CohortError([_EXPECTED])
    return Frame(table)
