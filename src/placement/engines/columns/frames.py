"""A caller's data frame: of which kind it is, and what can be asked of it."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

import narwhals.stable.v2 as nw
from narwhals.exceptions import DuplicateError

from placement.declarations import Conflict
from placement.engines.columns.checks import Fault, Scope, faults
from placement.engines.columns.dialect import Table, dialect_of
from placement.engines.columns.gaps import Unknown, codes, unknown
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
        self._polars = table.implementation.is_polars()

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return self._table.collect_schema().names()

    @property
    def has_lists(self) -> bool:
        """Whether a column may hold lists."""
        return dialect_of(self._table).lists

    def faults(self, scope: Scope) -> list[Fault]:
        """Return what in it cannot be used.

        Raises:
            CohortError: It cannot be read at all.
        """
        with _discreetly():
            return faults(self._streamed(), scope)

    def unknown(self, plan: Plan, conflicts: Iterable[Conflict]) -> Unknown:
        """Count what is not known in it, and which answers contradict each other."""
        with _discreetly():
            return unknown(self._streamed(), plan, conflicts)

    def codes(self, plan: Plan, every: int, seed: int) -> dict[str, Any]:
        """Return the answers of about one in so many of its people, as arrays of numpy by scale.

        Args:
            plan: How it is placed.
            every: One in how many.
            seed: Where chance begins.
        """
        with _discreetly():
            return codes(self._streamed(), plan, every, seed)

    def placed(self, plan: Plan) -> Any:  # noqa: ANN401 - a frame of the caller's own library
        """Return what is said of every row, as a frame of the same kind.

        Raises:
            CohortError: It cannot be read at all.
        """
        with _discreetly():
            result = placed(self._streamed(), plan)
            if isinstance(self._table, nw.DataFrame):
                result = result.lazy().collect("polars", engine="streaming") if self._polars else result
            return result.to_native()

    def _streamed(self) -> Table:
        """Return a frame of Polars as one that is worked out piece by piece: nothing in between is ever whole."""
        return self._table.lazy() if self._polars else self._table


@contextmanager
def _discreetly() -> Generator[None, None, None]:
    """Keep to ourselves what a library says of what it cannot read: it may quote somebody's answers."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - each library has its own
        problem = type(error).__name__
    else:
        return
    raise CohortError([f"the frame cannot be read: `{problem}`"])


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
