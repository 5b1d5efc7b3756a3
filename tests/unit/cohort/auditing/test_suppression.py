"""Small counts are not shown, nor those by which they could be worked out."""

from typing import Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from placement.cohort.auditing.kappa import Counts
from placement.cohort.auditing.suppression import shown, withheld, withheld_from_square

_ACROSS: Final = [(0, (1, 2))]


def test_nothing_is_withheld_where_nothing_is_small() -> None:
    assert not withheld_from_square(np.array([[11, 0], [500, 20]]), 11).any()


@pytest.mark.parametrize("below", [0, 1])
def test_everything_is_shown_if_that_is_asked_for(below: int) -> None:
    assert not withheld_from_square(np.array([[1, 2], [3, 4]]), below).any()


def test_the_only_small_count_of_a_row_takes_the_next_smallest_with_it() -> None:
    # 40 people, 37 of them elsewhere: 40 - 37 would tell of the 3.
    table = np.array([[40, 3, 37], [60, 30, 30], [70, 35, 35], [170, 68, 102]])
    hidden = withheld(table, _ACROSS, 11, known=(3, 0))
    assert hidden[0].tolist() == [False, True, True]
    # Down the column, 68 - 30 - 35 would tell of the 3 again; so one more is withheld, and one of its row.
    assert hidden[:3, 1].sum() == hidden[:3, 2].sum() == 2
    assert not hidden[3].any()


def test_counts_withheld_from_a_sum_are_not_few_together() -> None:
    # Two counts of 2 and 3 are withheld: that they are 5 together says that each is small.
    table = np.array([[105, 2, 3, 100], [105, 2, 3, 100]])
    hidden = withheld(table, [(0, (1, 2, 3))], 11, down=())
    assert hidden.tolist() == [[False, True, True, True]] * 2


def test_a_small_group_is_withheld_whole_and_never_alone() -> None:
    table = np.array([[5, 5, 0], [30, 15, 15], [65, 35, 30], [100, 55, 45]])
    hidden = withheld(table, _ACROSS, 11, known=(3, 0))
    assert hidden[0, :2].all()
    assert hidden[:, 0].sum() == 2


def test_how_many_people_there_are_is_known_however_few() -> None:
    assert not withheld_from_square(np.array([[1, 0], [0, 2]]), 11)[-1, -1]


def test_a_sum_of_one_part_is_withheld_with_it() -> None:
    table = np.array([[5, 5], [20, 20], [25, 25]])
    assert withheld(table, [(0, (1,))], 11, down=()).tolist() == [[True, True], [False, False], [False, False]]
    assert withheld(table, [(0, (1,))], 11, down=(), known=(0, 0)).tolist()[0] == [False, True]


def test_what_is_not_shown_is_none() -> None:
    assert shown(np.array([[1, 20]]), np.array([[True, False]])) == ((None, 20),)


@given(arrays(np.int64, st.tuples(st.integers(2, 6), st.integers(2, 5)), elements=st.integers(0, 60)))
def test_no_withheld_count_follows_from_one_sum(table: Counts) -> None:
    hidden = withheld_from_square(table, 11)
    whole = np.pad(table, ((0, 1), (0, 1)))
    whole[-1, :-1], whole[:-1, -1], whole[-1, -1] = table.sum(axis=0), table.sum(axis=1), table.sum()
    assert not ((whole > 0) & (whole < 11) & ~hidden)[:-1].any()
    for counts, mask in [*zip(whole, hidden, strict=True), *zip(whole.T, hidden.T, strict=True)]:
        if mask.any() and whole[-1, -1] >= 22:
            assert mask.sum() > 1
        if mask[:-1].any() and not mask[-1] and counts[-1] >= 11:
            assert counts[:-1][mask[:-1]].sum() >= 11
