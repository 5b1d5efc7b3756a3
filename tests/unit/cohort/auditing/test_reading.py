"""What stands beside the answers is read, or said to be unreadable; groups have names and an order."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pytest

from placement import FIVE_LEVEL
from placement.cohort.auditing.reading import NO_LABEL, given_reader, grouped, kinds, label, reason_reader
from placement.cohort.auditing.tally import ladder
from placement.engines.columns.counting import PEOPLE

_LEVELS: Final = given_reader("given", ladder(FIVE_LEVEL, "level"), {})
_SERVICES: Final = given_reader("given", ladder(FIVE_LEVEL, "service"), {"IOP": "2.1", -9: None})


def test_names_that_differ_in_capitals_alone_are_told_apart() -> None:
    steps = replace(ladder(FIVE_LEVEL, "service"), names=("a", "A", "b"), services=("a", "A", "b"))
    reader = given_reader("given", replace(steps, step_of_service=(0, 1, 2)), {"x": "A"})
    assert [reader.read(cell) for cell in ("a", "A", "B", "b", "x")] == [0, 1, 2, 2, 1]
    assert reader.unread(["a ", "c"]) == ["a ", "c"]


def single(number: float) -> float:
    """Return a number as it comes out of a column in single precision."""
    return float(np.float32(number))


@pytest.mark.parametrize(
    ("cell", "step"),
    [
        *[("none", 0), ("None", None), (" None", None), ("NONE", 0), ("0.5", 1), (0.5, 1), (2, 3), (2.0, 3)],
        *[("2", 3), (" 2 ", 3), ("2.1", 3), (2.5, 3), ("3.7", 4), (4, 5)],
        *[("3.0", 4), ("2.10", 3), ("0.50", 1), (Decimal("2.10"), 3), (Decimal("3.00"), 4)],
        *[(single(2.1), 3), (single(3.7), 4), (single(0.5), 1), (single(3), 4)],
    ],
)
def test_levels_are_read_in_every_way_that_they_are_written(cell: object, step: int) -> None:
    assert _LEVELS.read(cell) == step


@pytest.mark.parametrize(("cell", "step"), [("3", 3), (3.0, 3), ("3.00", 3), (" 3", 3), ("-9", None), ("-9.0", None)])
def test_a_code_that_is_a_number_is_read_as_text_too(cell: object, step: int | None) -> None:
    """A file of text wrote the code 3 as "3", and it was read as level 3."""
    assert given_reader("given", ladder(FIVE_LEVEL, "level"), {3: "2.1", -9: None}).read(cell) == step


def test_codes_say_what_none_means() -> None:
    for meaning, step in (("none", 0), ("2", 3), (None, None)):
        reader = given_reader("given", ladder(FIVE_LEVEL, "level"), {"None": meaning})
        assert reader.read("None") == step
        assert reader.read("none") == 0
        assert not reader.is_none_as_text("None")
    assert _LEVELS.is_none_as_text("None")
    assert not _LEVELS.is_none_as_text("none")
    assert reason_reader("why").unread(["None"]) == ["None"]


def test_a_level_may_be_called_none_in_capitals_or_hold_zeros() -> None:
    other = replace(ladder(FIVE_LEVEL, "level"), names=("None", "0.5", "1.0", "1.00", "Ward", "4"))
    reader = given_reader("given", other, {})
    assert [reader.read(cell) for cell in ("None", "1.0", "1.00", "Ward", "ward")] == [0, 2, 3, 4, 4]


@pytest.mark.parametrize(("cell", "step"), [("2.1", 3), (2.5, 4), ("IOP", 3), (-9, None), (None, None), ("", None)])
def test_services_and_codes_are_read(cell: object, step: int | None) -> None:
    assert _SERVICES.read(cell) == step


@pytest.mark.parametrize("cell", ["2.3", "five", 0, 5, True, -9, "2.01", "1e0", float("inf"), 1e300, 2.1000001])
def test_what_is_no_level_is_not_guessed(cell: object) -> None:
    assert _LEVELS.unread([cell, "2", None]) == [cell]
    assert _LEVELS.read_or_nothing(cell) is None


def test_a_level_that_has_several_services_is_no_service() -> None:
    assert _SERVICES.unread(["2", "2.1", "IOP", -9, None]) == ["2"]


def test_reasons_are_ids() -> None:
    reader = reason_reader("why")
    assert reader.read("waiting-list") == "waiting-list"
    assert reader.unread(["waiting-list", "no bed", None]) == ["no bed"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, NO_LABEL),
        ("Ward 3", "Ward 3"),
        ("two\nlines\u202e", r"two lines\u202e"),
        (7, "7"),
        (7.0, "7"),
        (single(2.1), "2.1"),
        (2.1, "2.1"),
        (date(2024, 3, 1), "2024-03-01"),
        (datetime(2024, 3, 1, 12), "2024-03-01T12:00:00"),  # noqa: DTZ001 - as it stands in a frame
    ],
)
def test_groups_are_called_by_their_cells(cell: object, expected: str) -> None:
    assert label(cell) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([10, 2, None, 9], ["2", "9", "10", NO_LABEL]),
        (["b", None, "a"], ["a", "b", NO_LABEL]),
        (["b", 1], ["1", "b"]),
        (["a", "a "], ["a"]),
    ],
)
def test_groups_are_in_order_and_what_is_not_recorded_comes_last(cells: list[Any], expected: list[str]) -> None:
    columns = {"site": cells, "low": ["1"] * len(cells), "high": ["1"] * len(cells), "given": ["1"] * len(cells)}
    people = kinds({**columns, PEOPLE: [1] * len(cells)}, ladder(FIVE_LEVEL, "level"), _LEVELS, ("low", "high"))
    labels, places = grouped(people, "site")
    assert list(labels) == expected
    assert [labels[place] for place in places] == [label(cell) for cell in cells]


def test_who_could_not_be_placed_is_left_out() -> None:
    columns: dict[str, list[Any]] = {"low": ["1", None], "high": ["2.1", None], "given": ["1", "1"], PEOPLE: [3, 4]}
    (one,) = kinds(columns, ladder(FIVE_LEVEL, "level"), _LEVELS, ("low", "high"))
    assert (one.people, one.floor, one.ceiling, one.given) == (3, 2, 3, 2)
