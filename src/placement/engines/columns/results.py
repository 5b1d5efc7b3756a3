"""What is said of every row: positions, values by name, what decides, what is met."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from placement.declarations import Rule
from placement.engines.columns.bits import Bit, as_column, both, either, inverted
from placement.engines.columns.outcome import Ladder

__all__ = ["Writing", "agree", "deciding", "finding", "listed", "position", "value"]

_BETWEEN = ","
"""Stands between ids; no id holds one."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How values are written in a kind of table.

    Attributes:
        categories: As ordered categories; else as text.
        late: Categories are made of text in the end, because this kind of table has no constants of them.
    """

    categories: bool
    late: bool = False

    def constant(self, name: str, names: Sequence[str]) -> nw.Expr:
        """Return a column of one of several names."""
        return nw.lit(name, nw.Enum(names) if self.categories and not self.late else nw.String())

    def whole(self, column: nw.Expr, names: Sequence[str]) -> nw.Expr:
        """Return a column of constants as it is written in the result."""
        return column.cast(nw.Enum(names)) if self.late else column


def _first(cases: Iterable[tuple[Bit, nw.Expr]], otherwise: nw.Expr | None) -> nw.Expr:
    """Return the first of some columns whose bit is true; nothing where none is and nothing else is given."""
    chain: nw.Then | None = None
    for bit, column in cases:
        if bit is True:
            otherwise = column
            break
        if not isinstance(bit, bool):
            chain = (nw.when(bit) if chain is None else chain.when(bit)).then(column)
    if chain is None:
        return nw.lit(None) if otherwise is None else otherwise
    return chain if otherwise is None else chain.otherwise(otherwise)


def position(ladder: Ladder) -> nw.Expr:
    """Return how far up a ladder each row is, as a small whole number."""
    steps = [(bit, nw.lit(place, nw.UInt8)) for place, bit in enumerate(ladder, start=1)]
    return _first(reversed(steps), nw.lit(0, nw.UInt8))


def value(ladder: Ladder, names: Sequence[str], writing: Writing) -> nw.Expr:
    """Return the name of the value that each row reaches.

    Args:
        ladder: Where each value but the first is reached.
        names: Of the values, the first one's first; one may be called as the one before.
        writing: How they are written.
    """
    every = [*dict.fromkeys(names)]
    steps = [(bit, writing.constant(names[place], every)) for place, bit in _new(ladder, names)]
    return writing.whole(_first(reversed(steps), writing.constant(names[0], every)), every)


def _new(ladder: Ladder, names: Sequence[str]) -> list[tuple[int, Bit]]:
    """Return the steps of a ladder at which the name changes, each with its place."""
    return [(place, bit) for place, bit in enumerate(ladder, start=1) if names[place] != names[place - 1]]


def agree(low: Ladder, high: Ladder, names: Sequence[str]) -> Bit:
    """Return where both ends reach a value of the same name. The low end never reaches further than the high one."""
    beyond = [both(more, inverted(low[place - 1])) for place, more in _new(high, names)]
    return inverted(either(*beyond))


def deciding(rules: Sequence[Rule], track: str, met: Mapping[str, Bit], writing: Writing) -> nw.Expr:
    """Return the first rule, of those that raise a track the most, that is met."""
    raising = [one for one in rules if one.raises.fact == track]
    every = [one.id for one in raising]
    highest_first = sorted(raising, key=lambda one: -one.raises.at_least)  # stable: the rulebook's order within
    found = _first([(met[one.id], writing.constant(one.id, every)) for one in highest_first], None)
    return writing.whole(found, every)


def finding(low: Bit, high: Bit) -> nw.Expr:
    """Return true where it is met at both ends, false where it is met at neither, and nothing where it is open."""
    if isinstance(low, bool) and isinstance(high, bool):
        return as_column(low) if low == high else nw.lit(None, nw.Boolean)
    return nw.when(as_column(either(low, inverted(high)))).then(as_column(low))


def listed(bits: Mapping[str, Bit]) -> nw.Expr:
    """Return a list of those whose bit is true."""
    raise NotImplementedError
