"""What was made of a table can be held against the codebook of its data: every code, what it means, of how many."""

from typing import Any, Final

import pandas as pd
import polars as pl
import pytest

from placement import FIVE_LEVEL
from placement.cohort import Codebook, CohortWarning, audit, place_cohort
from tests.frames import KINDS, Kind
from tests.tiny_rulebook import TINY

every_kind = pytest.mark.parametrize("kind", KINDS, ids=str)


def read(frame: object, **arguments: Any) -> Codebook:  # noqa: ANN401 - any of `place_cohort`'s
    """Return what was made of a frame of the tiny rulebook."""
    told: list[Codebook] = []
    place_cohort(frame, TINY, report=told.append, **arguments)
    (only,) = told
    return only


def coded(book: Codebook, scale: str) -> list[tuple[str | None, str, int | None]]:
    return [(code.code, code.meaning, code.people) for code in book.codes if code.scale == scale]


FEVER: Final = [("0", "below 38", 2), ("1", "38 or more", 1), (None, "40 or more", 0)]


@every_kind
def test_every_code_of_every_column_is_there_with_its_meaning_and_its_people(kind: Kind) -> None:
    frame = pl.DataFrame({"heat": [0, 0, 1, -9, 8, None], "low_mood": ["some", "2", "2.0", "unsure", "?", None]})
    book = read(
        kind.make(frame.with_columns(age=40)),
        columns={"fever": "heat"},
        missing=[-9],
        unsure={"heat": [8], "low_mood": ["?"]},
    )
    assert book.people == 6
    assert {one.column for one in book.codes if one.scale == "fever"} == {"heat"}
    assert [one for one in coded(book, "fever") if one[1] not in {"not asked", "unsure"}] == FEVER
    assert [one for one in coded(book, "low_mood") if one[0] != "?"] == [
        (None, "none", 0),
        ("some", "some", 1),
        ("2", "marked", 1),
        ("2.0", "marked", 1),
        ("unsure", "unsure", 1),
        (None, "not asked", 1),
    ]
    assert book.unanswered == ("plan", "shifts")
    assert all(one.scale != "age" for one in book.codes)  # years are no codes


@every_kind
def test_a_severity_of_four_steps_on_a_scale_of_five_is_seen_in_the_anchor_that_nobody_has(kind: Kind) -> None:
    """Coded 0 none to 3 severe, it reads without an error, and over-places a third."""
    told: list[Codebook] = []
    place_cohort(kind.make(pl.DataFrame({"use_disorder": [0, 1, 2, 3, 3, 3]})), report=told.append)
    assert [(code.code, code.meaning, code.people) for code in told[0].codes] == [
        ("0", "no risky use", 1),
        ("1", "risky use, no disorder", 1),
        ("2", "mild disorder (2-3 DSM-5 criteria)", 1),
        ("3", "moderate disorder (4-5)", 3),
        (None, "severe disorder (6 or more)", 0),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        [-9.0, 8.0, float("nan"), 1.0, 0.0, 0.0],
        pl.Series([-9, 8, None, 1, 0, 0], dtype=pl.Decimal(10, 2)),
        pl.Series([-9, 8, None, 1, 0, 0], dtype=pl.Int8),
    ],
    ids=str,
)
def test_numbers_of_every_kind_are_counted(cells: Any) -> None:  # noqa: ANN401 - a list or a series
    book = read(pl.DataFrame({"fever": cells}), missing=[-9], unsure=[8, 10**30])
    assert coded(book, "fever") == [*FEVER, ("8", "unsure", 1), ("-9", "not asked", 1), (None, "not asked", 1)]


def test_categories_are_counted_by_name() -> None:
    frame = pl.DataFrame({"fever": pl.Series(["high", None, "none", "none"], dtype=pl.Categorical)})
    assert coded(read(frame), "fever") == [
        ("none", "below 38", 2),
        ("high", "38 or more", 1),
        (None, "40 or more", 0),
        (None, "not asked", 1),
    ]


def test_objects_are_counted_by_position_and_gaps_of_no_type_as_not_asked() -> None:
    cells = pd.Series([0, "0", "unsure", None, "none"], dtype=object)
    frame = pd.DataFrame({"fever": cells, "plan": pd.to_datetime([None] * 5)})
    book = read(frame)
    assert coded(book, "fever")[0] == ("0", "below 38", 3)
    assert coded(book, "fever")[3:] == [(None, "unsure", 1), (None, "not asked", 1)]
    assert coded(book, "plan") == [(None, "absent", 0), (None, "present", 0), (None, "not asked", 5)]


@every_kind
def test_what_cannot_be_read_is_counted_and_never_shown(kind: Kind) -> None:
    frame = kind.make(pl.DataFrame({"low_mood": ["some", "S3NTINEL", "2"], "fever": [0, 7, None]}))
    with pytest.warns(CohortWarning):
        book = read(frame, errors="null")
    for scale in ("low_mood", "fever"):
        assert (None, "cannot be read, taken for unsure", 1) in coded(book, scale)
    assert "S3NTINEL" not in str(book)


@every_kind
def test_nobody_has_no_codes(kind: Kind) -> None:
    book = read(kind.make(pl.DataFrame(schema={"fever": pl.Int8})))
    assert (book.people, coded(book, "fever")) == (
        0,
        [(None, "below 38", 0), (None, "38 or more", 0), (None, "40 or more", 0)],
    )


def test_a_lazy_frame_is_read_and_stays_lazy() -> None:
    told: list[Codebook] = []
    placed = place_cohort(pl.LazyFrame({"fever": [0, 1]}), TINY, report=told.append)
    assert isinstance(placed, pl.LazyFrame)
    assert told[0].people == 2


def test_it_reads_as_a_line_for_each_column() -> None:
    assert str(read(pl.DataFrame({"heat": [0, 0, 1, None]}), columns={"fever": "heat"})) == (
        "`heat` (`fever`): `0` = below 38: 2; `1` = 38 or more: 1; 40 or more: 0; not asked: 1\n"
        "no column answers: low_mood, plan, shifts"
    )
    everything = {scale.id: [0] for scale in TINY.scales}
    assert "no column answers" not in str(read(pl.DataFrame(everything)))


def test_an_audit_shows_it_without_small_counts() -> None:
    cells = [*[0] * 30, *[1] * 5, *[2] * 3, *[3] * 20, *[None] * 4]
    frame = pl.DataFrame({"use_disorder": cells, "housing": [*[0] * 57, *[2] * 5], "given": ["1"] * 62})
    found = audit(frame, actual="given", resamples=100)
    shown = {(one.scale, one.code): one.people for one in found.codebook.codes if one.people != 0}
    assert [shown["use_disorder", code] for code in ("1", "2", None)] == [None, None, None]  # 12 of the 62 together
    assert [shown["use_disorder", code] for code in ("0", "3")] == [30, 20]
    assert (shown["housing", "0"], shown["housing", "2"]) == (None, None)  # else 5 would follow from 57
    assert "not shown" in str(found.codebook)
    assert set(found.codebook.unanswered) == {one.id for one in FIVE_LEVEL.scales} - {"use_disorder", "housing"}
    everything = audit(frame, actual="given", resamples=100, suppress_below=0)
    assert {(one.scale, one.code): one.people for one in everything.codebook.codes}["housing", "2"] == 5
    table = everything.to_frames()["codebook"]
    assert table.filter(column="housing", code="2").row(0) == ("housing", "housing", "2", "unstable", 5)
    page = everything.to_html(plots=False)
    assert "Scales that no column answers, so that they were asked of nobody: alcohol_use_disorder, " in page
    assert "What each code of each column was taken to mean" in page


def test_an_audit_in_which_every_scale_has_a_column_says_nothing_of_others() -> None:
    frame = pl.DataFrame({**{scale.id: [0] * 20 for scale in FIVE_LEVEL.scales}, "given": ["none"] * 20})
    assert "no column answers" not in audit(frame, actual="given", resamples=100).to_html(plots=False)
