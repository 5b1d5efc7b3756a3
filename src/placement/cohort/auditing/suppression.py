"""Which counts of people are not shown: the small ones, and those by which a small one could be worked out.

A count from 1 to 10 says too much of too few people; payers and statistical offices withhold it (in the United States
the rule of the Centers for Medicare & Medicaid Services is fewer than 11). Withholding it alone is not enough: it may
follow from other counts by adding and subtracting, across rows, columns and tables. So every count that is published
is entered into one ledger together with how counts add up. What is withheld makes up a system of linear equations; it
is solved, and whichever small count still follows has one more of the counts that it follows from withheld, until none
does. That nobody is somewhere is no secret: a 0 is always shown, and taken for known.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Final, TypeAlias

import numpy as np

from placement.cohort.auditing.estimates import Counts

Cell: TypeAlias = tuple[object, ...]
"""Name of a count."""

_Row: TypeAlias = dict[Cell, int]
"""A sum of counts, each with its factor, that is known."""

_MOST_PEOPLE: Final = 0.1
_MOST_CELLS: Final = 0.5
"""Steps of a table are joined while more than these shares of its people, or of its cells with people, are withheld."""

_FEWEST_STEPS: Final = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    people: int
    rank: int | None


class Ledger:
    """Counts of people, and how they add up."""

    def __init__(self, below: int) -> None:
        """Withhold counts from 1 up to this one, exclusive."""
        self.below = below
        self.sums: list[tuple[Cell, tuple[Cell, ...]]] = []
        self._entries: dict[Cell, _Entry] = {}
        self._open: set[Cell] = set()

    def known(self, cell: Cell, people: int) -> None:
        """Enter a count that everybody knows, and that is shown however small it is."""
        self._entries[cell] = _Entry(people, None)
        self._open.add(cell)

    def shows(self, cell: Cell, people: int, rank: int = 0) -> Cell:
        """Enter a count that is shown unless it is withheld; of two, the one of the lower rank is withheld first."""
        self._entries[cell] = _Entry(people, rank)
        return cell

    def guards(self, cell: Cell, people: int) -> Cell:
        """Enter a count that is shown nowhere, and must not follow where it is small."""
        self._entries[cell] = _Entry(people, None)
        return cell

    def people(self, cell: Cell) -> int:
        """Return a count."""
        return self._entries[cell].people

    def adds(self, total: Cell, *parts: Cell) -> None:
        """Enter that a count is the sum of others."""
        self.sums.append((total, parts))

    def total(self, cell: Cell, *parts: Cell, rank: int | None = None) -> Cell:
        """Enter the sum of others: without a rank it is shown nowhere."""
        self._entries[cell] = _Entry(sum(map(self.people, parts)), rank)
        self.adds(cell, *parts)
        return cell

    def splits(self, total: Cell, *parts: Cell) -> None:
        """Enter that a count is the sum of others and of a rest that nobody names."""
        rest = self.guards(("rest", total, *parts), self.people(total) - sum(map(self.people, parts)))
        self.adds(total, *parts, rest)

    def cells(self) -> tuple[dict[Cell, int], dict[Cell, int]]:
        """Return the counts that are shown unless they are withheld, and those that are shown nowhere."""
        shown = {
            cell: entry.people for cell, entry in self._entries.items() if entry.rank is not None or cell in self._open
        }
        return shown, {cell: entry.people for cell, entry in self._entries.items() if cell not in shown}

    def withheld(self) -> frozenset[Cell]:
        """Return the counts that are not shown."""
        if self.below <= 1:
            return frozenset()
        if any(0 < self.people(cell) < self.below for cell in self._open):
            return frozenset(self._entries.keys() - self._open)
        equations = _Equations([self._row(*equation) for equation in self.sums])
        for cell, entry in self._entries.items():
            if entry.people and cell not in self._open and (entry.rank is None or entry.people < self.below):
                equations.hide(cell)
        while equations.changed:
            for row in equations.taken():
                further = self._further(row, equations.hidden)
                if further is not None:
                    equations.hide(further)
        return frozenset(equations.hidden)

    def _row(self, total: Cell, parts: Sequence[Cell]) -> _Row:
        row: _Row = defaultdict(int)
        for cell, factor in ((total, -1), *((part, 1) for part in parts)):
            if self.people(cell) and cell not in self._open:
                row[cell] += factor
        return row

    def _further(self, row: _Row, hidden: set[Cell]) -> Cell | None:
        """Return what else to withhold, if few people follow from what is shown of a row."""
        gone = [cell for cell in row if cell in hidden]
        one_way = len({row[cell] > 0 for cell in gone}) == 1
        if not one_way or sum(map(self.people, gone)) >= self.below:
            return None
        left = [
            (entry.rank, entry.people, at)
            for at, cell in enumerate(row)
            if (entry := self._entries[cell]).rank is not None and cell not in hidden
        ]
        return list(row)[min(left)[-1]] if left else None


class _Equations:
    """Equations between counts, solved for those that are hidden: each of these is in one row only, if it can be."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        self._given = [row for row in rows if row]
        self._rows = [dict(row) for row in self._given]
        self._where: dict[Cell, set[int]] = defaultdict(set)
        self._given_where: dict[Cell, list[int]] = defaultdict(list)
        for at, row in enumerate(self._given):
            for cell in row:
                self._where[cell].add(at)
                self._given_where[cell].append(at)
        self._solved: set[int] = set()
        self.hidden: set[Cell] = set()
        self.changed: set[int] = set()
        self._changed_given: set[int] = set()

    def hide(self, cell: Cell) -> None:
        """Take a count for unknown, and solve for it if an equation is left that has it."""
        self.hidden.add(cell)
        self._changed_given.update(self._given_where[cell])
        self.changed |= self._where[cell]
        unsolved = self._where[cell] - self._solved
        if unsolved:
            solving = min(unsolved, key=lambda at: (len(self._rows[at]), at))
            self._solved.add(solving)
            for at in self._where[cell] - {solving}:
                self._subtract(at, solving, cell)

    def taken(self) -> list[_Row]:
        """Return what changed since this was last asked: equations as given, and as they are solved."""
        rows = [self._given[at] for at in sorted(self._changed_given)]
        rows += [self._rows[at] for at in sorted(self.changed)]
        self.changed, self._changed_given = set(), set()
        return rows

    def _subtract(self, at: int, solving: int, cell: Cell) -> None:
        row, other = self._rows[at], self._rows[solving]
        times, by = other[cell], row[cell]
        if abs(times) != 1:
            for term in row:
                row[term] *= times
            by *= times
        factor = by // times
        for term, value in other.items():
            changed = row.get(term, 0) - factor * value
            if changed:
                row[term] = changed
                self._where[term].add(at)
            else:
                del row[term]
                self._where[term].discard(at)
        divisor = gcd(*row.values())
        if divisor > 1:
            for term in row:
                row[term] //= divisor
        self.changed.add(at)


def _vanishes(square: Counts, below: int) -> bool:
    """Return whether much of a table would be withheld beside its sums."""
    ledger, whole, steps = Ledger(below), int(square.sum()), range(len(square))
    ledger.known(("all",), whole)
    for row in steps:
        for column in steps:
            ledger.shows((row, column), int(square[row, column]), 1)
    for side, sums in enumerate((square.sum(axis=1), square.sum(axis=0))):
        for at in steps:
            total = ledger.shows(("sum", side, at), int(sums[at]))
            ledger.adds(total, *((at, other) if side == 0 else (other, at) for other in steps))
        ledger.adds(("all",), *(("sum", side, at) for at in steps))
    gone = [ledger.people(cell) for cell in ledger.withheld() if cell[0] != "sum"]
    return sum(gone) > _MOST_PEOPLE * whole or sum(map(bool, gone)) > _MOST_CELLS * int(np.count_nonzero(square))


def blocks(square: Counts, below: int) -> tuple[range, ...]:
    """Return which neighbouring steps of a table to join, so that little of it has to be withheld.

    Args:
        square: People by two steps of the same ladder.
        below: Counts from 1 up to this one, exclusive, are withheld.
    """
    joined = [range(at, at + 1) for at in range(len(square))]
    table = square
    while len(joined) > _FEWEST_STEPS and _vanishes(table, below):
        sizes = table.sum(axis=0) + table.sum(axis=1)
        at = int(np.add(sizes[:-1], sizes[1:]).argmin())
        joined[at : at + 2] = [range(joined[at].start, joined[at + 1].stop)]
        starts = [block.start for block in joined]
        table = np.add.reduceat(np.add.reduceat(square, starts, axis=0), starts, axis=1)
    return tuple(joined)
