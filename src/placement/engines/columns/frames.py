"""Data frames in and out: which kinds there are, and what each of them can and cannot do."""

from typing import Any, Final

import narwhals.stable.v2 as nw

from placement.engines.columns.placing import Plan, placed
from placement.engines.columns.results import Writing
from placement.engines.columns.sheet import Table

__all__ = ["Frame", "wrapped"]

_TEXT: Final = Writing(categories=False)
_CATEGORIES: Final = Writing(categories=True)
_LATE_CATEGORIES: Final = Writing(categories=True, late=True)


class Frame:
    """A caller's data frame.

    Attributes:
        table: The frame, wrapped.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self._kind = table.implementation

    @property
    def eager(self) -> bool:
        """Whether its rows are in memory already."""
        return isinstance(self.table, nw.DataFrame)

    @property
    def types(self) -> dict[str, nw.dtypes.DType]:
        """The type of each column, in order."""
        return dict(self.table.collect_schema())

    def placed(self, plan: Plan) -> Any:  # noqa: ANN401 - a frame of the caller's own library
        """Return what is said of every row, as a frame of the same kind."""
        if self._kind.is_polars():
            if isinstance(self.table, nw.LazyFrame):
                return placed(self.table, plan, _CATEGORIES).to_native()
            # Streaming works on pieces that fit into the processor's cache; nothing in between is ever whole.
            return placed(self.table.lazy(), plan, _CATEGORIES).collect(engine="streaming").to_native()
        writing = _LATE_CATEGORIES if self._kind.is_pandas() else _TEXT
        return placed(self.table, plan, writing).to_native()


def wrapped(frame: object) -> Frame | None:
    """Return a caller's frame, or nothing if it is of no kind that is known."""
    try:
        table: Table = nw.from_native(frame)  # type: ignore[call-overload]
    except TypeError:
        return None
    kind = table.implementation
    known = kind.is_polars() or kind.is_pandas() or kind.is_pyarrow() or kind.is_duckdb() or kind.is_pyspark()
    return Frame(table) if known else None
