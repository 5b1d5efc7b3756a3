"""Columns that are computed in steps, each of them once."""

from collections.abc import Iterable, Mapping

import narwhals.stable.v2 as nw

from placement.engines.columns.bits import Bit
from placement.engines.columns.dialect import Table, dialect_of, plainly_named


class Sheet:
    """A table to which columns are added, step by step.

    The names of its columns are its own, so that they cannot be those of the caller. They differ in more than capitals
    and hold no dots, which DuckDB and Spark would read in their own way.

    Attributes:
        table: The table, with what has been computed so far.
        dialect: How its library is spoken to.
    """

    def __init__(self, table: Table, columns: Iterable[str]) -> None:
        """Take some columns of a table."""
        self.dialect = dialect_of(table)
        self._given = {name: f"given_{place}" for place, name in enumerate(dict.fromkeys(columns))}
        plain, called = plainly_named(table)
        self.table: Table = plain.select(*(nw.col(called[name]).alias(own) for name, own in self._given.items()))
        self._waiting: list[nw.Expr] = []
        self._held = 0

    def given(self, column: str) -> nw.Expr:
        """Return a column of the caller's."""
        return nw.col(self._given[column])

    def hold(self, expression: nw.Expr) -> nw.Expr:
        """Have something computed once, and return the column that it is in after the next step."""
        name = f"held_{self._held}"
        self._held += 1
        self._waiting.append(expression.alias(name))
        return nw.col(name)

    def hold_bit(self, bit: Bit) -> Bit:
        """Hold what differs between rows; what does not costs nothing anyway."""
        return bit if isinstance(bit, bool) else self.hold(bit)

    def hold_test(self, bit: Bit, *, filled: bool = False) -> Bit:
        """Hold a comparison, unless the library would sooner repeat it; `filled` where its column may have had gaps."""
        if isinstance(bit, bool) or self.dialect.repeats:
            return bit
        return self.hold(self.dialect.solid(bit) if filled else bit)

    def step(self) -> None:
        """Work out what is waiting. What waits together cannot read one another."""
        if self._waiting:
            self.table = self.table.with_columns(*self._waiting)
            self._waiting = []

    def finished(self, carried: Iterable[str], results: Mapping[str, nw.Expr]) -> Table:
        """Return a table of the caller's columns that are carried, and of these results."""
        held = {name: self.hold(result) for name, result in results.items()}
        self.step()
        kept = {name: self.given(name) for name in carried}
        return self.table.select(*(column.alias(name) for name, column in {**kept, **held}.items()))
