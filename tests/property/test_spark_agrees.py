"""Everybody is placed in Spark as they are one by one. One session, few jobs: each takes seconds."""

from typing import Any

import polars as pl
import pytest

from placement import FIVE_LEVEL, CohortError, Scale
from placement.cohort import CohortWarning, place_cohort
from placement.engines.columns.frame_inspection import matching_rows, rows_where
from placement.language.words import Ages
from tests.frames import random_people, said
from tests.tiny_rulebook import TINY, tiny

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


def column(given: list[Scale | str | None], way: int) -> pl.Series:
    """Return answers written in one of the ways that a table of Spark may have."""
    if way == 0:  # text
        return pl.Series([one.key if isinstance(one, Scale) else one for one in given], dtype=pl.String)
    dtype = (pl.Int8, pl.Int32, pl.Float64)[way - 1]
    gap = float("nan") if dtype == pl.Float64 else None
    cells = [int(one) if isinstance(one, Scale) else 77 if one else gap for one in given]
    return pl.Series(cells, dtype=dtype, strict=False)


def test_everybody_is_placed_as_the_specification_says(spark: Any) -> None:  # noqa: ANN401 - PySpark has no types
    people = random_people(300)
    columns = {"who": pl.Series(range(len(people))), "age": pl.Series([one.age for one in people], dtype=pl.Int16)}
    for place, scale in enumerate(FIVE_LEVEL.scales):
        columns[scale.id] = column([one.answer(scale.id) for one in people], place % 4)
    frame = spark.createDataFrame(pl.DataFrame(columns).to_arrow())
    placed = place_cohort(frame, id="who", unsure=[77], detail=True)
    assert type(placed) is type(frame)
    rows = sorted(placed.toArrow().to_pylist(), key=lambda row: row["who"])
    assert rows == [{"who": number, **said(one, FIVE_LEVEL)} for number, one in enumerate(people)]


BAD = pl.DataFrame({"who": [5, 4, 4, None], "age": [17, 40, 300, None], "fever": [1.5, 2, None, -1]})
FEVERS = "no answer of this scale: expected one of none, high, very_high, a position from 0 to 2, `unsure`, or nothing"


def test_rows_are_counted_in_the_order_of_their_ids(spark: Any) -> None:  # noqa: ANN401 - as above
    with pytest.raises(CohortError) as caught:
        place_cohort(spark.createDataFrame(BAD.to_arrow()), tiny(ages=Ages(18)), id="who")
    assert caught.value.mistakes == (
        "`age`: 1 row (3) holds no age: expected whole years from 0 to 130, or nothing",
        "`age`: 1 row (4) is of minors: this is for adults, expected 18 years or more",
        f"`fever`: 2 rows (1, 4) hold {FEVERS}",
        "`who`: 2 rows (2, 3) have an id that is repeated: expected one for each row",
        "`who`: 1 row (1) has no id: expected one for each row",
    )


def test_rows_without_an_order_are_counted_alone_and_lists_are_lists(spark: Any) -> None:  # noqa: ANN401 - as above
    frame = spark.createDataFrame(BAD.select("fever").to_arrow())
    unordered = "which have no order here: name an `id` to have them counted in its order"
    with pytest.raises(CohortError) as caught:
        place_cohort(frame, TINY)
    assert caught.value.mistakes == (f"`fever`: 2 rows ({unordered}) hold {FEVERS}",)
    with pytest.warns(CohortWarning):
        placed = place_cohort(frame, TINY, keep=["fever"], flags="list", errors="null")
    found = {row["fever"]: (row["flags"], row["flags_possible"]) for row in placed.toArrow().to_pylist()}
    assert found == {
        2.0: (["flag.fluids"], []),
        1.5: ([], ["flag.fluids"]),
        -1.0: ([], ["flag.fluids"]),
        None: ([], ["flag.fluids"]),
    }


def test_a_dot_in_a_name_is_part_of_the_name(spark: Any) -> None:  # noqa: ANN401 - as above
    """Spark would take it for a field of a column."""
    frame = spark.createDataFrame(pl.DataFrame({"id.of": [2, 1], "f.ever": [9, 2], "si.te": ["a", "b"]}).to_arrow())
    dotted: dict[str, Any] = {"columns": {"fever": "f.ever"}, "id": "id.of", "keep": ["si.te"]}
    with pytest.raises(CohortError) as caught:
        place_cohort(frame, TINY, **dotted)
    assert caught.value.mistakes == (f"`f.ever` (`fever`): 1 row (2) holds {FEVERS}",)
    placed = place_cohort(frame, TINY, **dotted, missing=[9], flags="list")
    found = {row["id.of"]: (row["si.te"], row["flags"]) for row in placed.toArrow().to_pylist()}
    assert found == {1: ("b", ["flag.fluids"]), 2: ("a", [])}
    assert rows_where(frame, "si.te", ["a"], 5, order="id.of") == (2,)
    assert matching_rows(frame, "id.of", 1) == [{"id.of": 1, "f.ever": 2, "si.te": "b"}]
