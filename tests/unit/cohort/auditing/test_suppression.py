"""Small counts are not shown, nor those by which they could be worked out."""

from typing import Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from placement.cohort.auditing.estimates import Counts
from placement.cohort.auditing.suppression import Cell, Ledger, blocks

_BELOW: Final = 11


def _ledger(table: list[list[int]], below: int = _BELOW) -> Ledger:
    """Return a table of parts by group, with the sums of its rows and columns; how many there are is known."""
    ledger = Ledger(below)
    ledger.known(("all",), sum(map(sum, table)))
    for row, parts in enumerate(table):
        for column, people in enumerate(parts):
            ledger.shows((row, column), people)
        ledger.adds(ledger.shows(("row", row), sum(parts), 1), *((row, column) for column in range(len(parts))))
    for column, people in enumerate(map(sum, zip(*table, strict=True))):
        ledger.adds(ledger.shows(("column", column), people, 2), *((row, column) for row in range(len(table))))
    ledger.adds(("all",), *(("row", row) for row in range(len(table))))
    return ledger


def _withheld(table: list[list[int]]) -> set[Cell]:
    return set(_ledger(table).withheld())


def test_nothing_is_withheld_where_nothing_is_small() -> None:
    assert _withheld([[11, 0], [500, 20]]) == set()


@pytest.mark.parametrize("below", [0, 1])
def test_everything_is_shown_if_that_is_asked_for(below: int) -> None:
    assert not _ledger([[1, 2], [3, 4]], below).withheld()


def test_the_only_small_count_of_a_row_takes_another_with_it_across_and_down() -> None:
    # 40 people, 37 of them elsewhere: 40 - 37 would tell of the 3; and so would what its column has elsewhere.
    assert _withheld([[3, 37], [30, 30], [35, 35]]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_counts_withheld_from_a_sum_are_not_few_together() -> None:
    # Two counts of 2 and 3 are withheld: that they are 5 together says that each is small.
    ledger = Ledger(_BELOW)
    for name, people in {"whole": 105, "a": 2, "b": 3, "c": 100}.items():
        ledger.shows((name,), people)
    ledger.adds(("whole",), ("a",), ("b",), ("c",))
    assert ledger.withheld() == {("a",), ("b",), ("c",)}


def test_nobody_is_no_secret_and_hides_nothing() -> None:
    # The 0 is shown, so only the sum can be withheld with the 5; and the sum of all others with it.
    assert _withheld([[5, 0], [15, 15]]) == {(0, 0), ("row", 0), (1, 0), ("row", 1)}


def test_how_many_people_there_are_is_known_and_of_few_nothing_else_is_shown() -> None:
    ledger = _ledger([[1, 0], [0, 2]])
    shown, _ = ledger.cells()
    assert ledger.withheld() == set(shown) - {("all",)}


def test_a_count_that_nobody_shows_must_not_follow_either() -> None:
    ledger = Ledger(_BELOW)
    ledger.shows(("whole",), 100, 1)
    ledger.splits(("whole",), ledger.shows(("part",), 97))
    assert ledger.withheld() == {("part",), ("rest", ("whole",), ("part",))}


def test_what_follows_by_way_of_several_tables_is_withheld() -> None:
    # b is 20 - 15 by way of two tables that share no row: a + b = x, x + c = y, c and y and a are shown.
    ledger = Ledger(_BELOW)
    for name, people in {"a": 15, "c": 30, "y": 50}.items():
        ledger.shows((name,), people)
    ledger.guards(("b",), 5)
    ledger.guards(("x",), 20)
    ledger.adds(("x",), ("a",), ("b",))
    ledger.adds(("y",), ("x",), ("c",))
    assert ledger.withheld() - {("b",), ("x",)} == {("a",)}


def test_factors_of_more_than_one_are_solved() -> None:
    # u + v = p and u - v = q: twice v is p - q, so v follows.
    ledger = Ledger(_BELOW)
    ledger.shows(("p",), 25)
    ledger.shows(("q",), 15)
    ledger.guards(("u",), 20)
    ledger.guards(("v",), 5)
    ledger.adds(("p",), ("u",), ("v",))
    ledger.adds(("u",), ("v",), ("q",))
    assert ("q",) in ledger.withheld()
    assert ("p",) not in ledger.withheld()


@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=2, max_size=6))
def test_no_small_count_follows_from_any_sums_together(table: list[list[int]]) -> None:
    ledger = _ledger(table)
    hidden = ledger.withheld()
    shown, guarded = ledger.cells()
    if 0 < shown["all",] < _BELOW:
        return
    several = sorted((cell for cell in {**shown, **guarded} if cell in hidden and cell), key=str)
    places = {cell: at for at, cell in enumerate(several)}
    rows = np.zeros((len(ledger.sums), len(several)))
    for at, (total, parts) in enumerate(ledger.sums):
        for cell, factor in ((total, -1), *((part, 1) for part in parts)):
            if cell in places:
                rows[at, places[cell]] += factor
    for cell, people in shown.items():
        assert cell in hidden or cell == ("all",) or not 0 < people < _BELOW
    _, sizes, turned = np.linalg.svd(rows)
    free = turned[(sizes > 1e-9).sum() :]
    for cell, at in places.items():
        assert np.abs(free[:, at]).max(initial=0) > 1e-9 or ledger.people(cell) >= _BELOW


def test_steps_are_joined_only_where_much_would_have_to_be_withheld() -> None:
    many = np.array([[500, 20, 30], [40, 600, 50], [20, 30, 700]])
    assert blocks(many, _BELOW) == (range(1), range(1, 2), range(2, 3))
    few = np.array([[5, 2, 0, 0], [1, 6, 3, 0], [2, 20, 300, 40], [4, 30, 60, 500]])
    assert blocks(few, _BELOW) == (range(2), range(2, 3), range(3, 4))
    assert len(blocks(np.array([[5, 4], [3, 6]]), _BELOW)) == 2


@given(arrays(np.int64, (4, 4), elements=st.integers(0, 40)))
def test_every_step_is_in_one_block(square: Counts) -> None:
    assert [at for block in blocks(square, _BELOW) for at in block] == [0, 1, 2, 3]
