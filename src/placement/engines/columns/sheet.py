"""Columns that are worked out in steps, each of them once."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw

from placement.engines.columns.bits import Bit

__all__ = ["Sheet", "Table"]

Table: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]
"""A data frame of any library, wrapped."""


class Sheet:
    """A table to which columns are added, step by step.

    The names of its columns are its own, so that they cannot be those of the caller. They differ in more than capitals
    and hold no dots, which DuckDB and Spark would read in their own way.
    """

    def __init__(self, table: Table, columns: Iterable[str]) -> None:
        """Take some columns of a table."""
        self._given = {name: f"_given_{place}" for place, name in enumerate(columns)}
        self._table: Table = table.select(*(nw.col(name).alias(own) for name, own in self._given.items()))
        self._waiting: list[nw.Expr] = []
        self._held = 0

    def given(self, column: str) -> str:
        """Return what a column of the caller's is called here."""
        return self._given[column]

    def hold(self, expression: nw.Expr) -> nw.Expr:
        """Have something worked out once, and return the column that it is in after the next step."""
        name = f"_{self._held}"
        self._held += 1
        self._waiting.append(expression.alias(name))
        return nw.col(name)

    def hold_bit(self, bit: Bit) -> Bit:
        """Hold what differs between rows; what does not costs nothing anyway."""
        return bit if isinstance(bit, bool) else self.hold(bit)

    def step(self) -> None:
        """Work out what is waiting. What waits together cannot read one another."""
        if self._waiting:
            self._table = self._table.with_columns(*self._waiting)
            self._waiting = []

    def finished(self, results: Mapping[str, nw.Expr]) -> Table:
        """Return a table of these columns alone, under these names."""
        held = {name: self.hold(expression) for name, expression in results.items()}
        self.step()
        return self._table.select(*(column.alias(name) for name, column in held.items()))
