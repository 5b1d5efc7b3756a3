"""An audit explains the people that were audited, whatever becomes of the caller's frame, or refuses."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from placement import CohortError
from placement.cohort import Audit, audit
from placement.cohort.auditing.source import LiveRows
from tests.tiny_rulebook import TINY

_CHANGED: Final = r"^cohort: the frame is not the one that was audited, or its rows come in another order: audit it"
_ROWS: Final[dict[str, list[Any]]] = {
    "who": ["ann", "bob", "cid"],
    "low_mood": [0, 2, 0],
    "fever": [2, 2, 0],
    "given": ["clinic", "ward", "home"],
}


def _audited(frame: object, **settings: Any) -> Audit:  # noqa: ANN401 - as `audit` takes them
    return audit(frame, TINY, actual="given", resamples=100, **settings)


def _levels(found: Audit, rows: list[Any]) -> list[str]:
    return [str(found.explain(row).floor.service) for row in rows]


def _sort_pandas(frame: pd.DataFrame) -> None:
    frame.sort_values("fever", inplace=True, ignore_index=True)  # noqa: PD002 - what callers do


def _edit_pandas(frame: pd.DataFrame) -> None:
    frame.loc[:, "fever"] = 0
    frame.loc[0, ["who", "low_mood"]] = ["dan", 2]
    frame.index = pd.Index([2, 1, 0])


def _edit_polars(frame: pl.DataFrame) -> None:
    frame[0, "fever"] = 0
    frame[1, "who"] = "dan"
    frame.replace_column(1, pl.Series("low_mood", [2, 0, 2]))


@pytest.mark.filterwarnings("ignore:The inplace keyword:Warning")
@pytest.mark.parametrize("by_id", [False, True], ids=["by row", "by id"])
@pytest.mark.parametrize(
    ("make", "change"),
    [(pd.DataFrame, _sort_pandas), (pd.DataFrame, _edit_pandas), (pl.DataFrame, _edit_polars)],
    ids=["sorted pandas", "edited pandas", "edited Polars"],
)
def test_a_frame_in_memory_may_change_after_the_audit(
    make: Callable[..., Any], change: Callable[[Any], None], by_id: bool
) -> None:
    frame = make(_ROWS)
    found = _audited(frame, id="who" if by_id else None)
    rows = _ROWS["who"] if by_id else [0, 1, 2] if make is pd.DataFrame else [1, 2, 3]
    change(frame)
    assert _levels(found, rows) == ["clinic", "ward", "home"]
    assert type(found.to_frames()["rules"]) is make


@pytest.mark.parametrize("make", [pl.DataFrame, pa.table, pd.DataFrame], ids=["Polars", "PyArrow", "pandas"])
def test_a_frame_may_stand_on_memory_that_changes(make: Callable[..., Any]) -> None:
    answers = np.array([0, 2, 0])
    found = _audited(make({**_ROWS, "low_mood": answers}))
    answers[:] = answers[::-1] + 1
    assert _levels(found, [0, 1, 2] if make is pd.DataFrame else [1, 2, 3]) == ["clinic", "ward", "home"]


@pytest.mark.parametrize("by_id", [False, True], ids=["by row", "by id"])
@pytest.mark.parametrize(
    "change",
    [
        "update people set fever = 0 where who = 'ann'",
        "update people set who = case who when 'ann' then 'bob' when 'bob' then 'ann' else who end",
        "update people set low_mood = null, fever = 2 where who = 'cid'",
        "insert into people values ('dan', 0, 0, 'home')",
        "delete from people where who = 'ann'",
        "drop table people",
    ],
    ids=lambda change: change.split()[0],
)
def test_a_table_of_duckdb_that_changed_is_refused(change: str, by_id: bool) -> None:
    connection = duckdb.connect()
    connection.register("given", pl.DataFrame(_ROWS).to_arrow())
    connection.execute("create table people as select * from given")
    found = _audited(connection.table("people"), id="who" if by_id else None)
    rows: list[Any] = _ROWS["who"] if by_id else [1, 2, 3]
    assert _levels(found, rows) == ["clinic", "ward", "home"]
    connection.execute(change)
    if "set who" in change and not by_id:  # no column that is read
        assert _levels(found, rows) == ["clinic", "ward", "home"]
        return
    for row in rows:
        with pytest.raises(CohortError, match="cannot be read" if "drop" in change else _CHANGED):
            found.explain(row)


def test_a_file_that_changed_is_refused(tmp_path: Any) -> None:  # noqa: ANN401 - a path
    path = tmp_path / "people.parquet"
    pl.DataFrame(_ROWS).with_columns(given=pl.col("given").cast(pl.Categorical)).write_parquet(path)
    found = _audited(pl.scan_parquet(path))
    assert _levels(found, [1, 2, 3]) == ["clinic", "ward", "home"]
    pl.DataFrame(_ROWS).reverse().write_parquet(path)
    with pytest.raises(CohortError, match=_CHANGED):
        found.explain(2)


def test_what_no_answer_and_no_id_depends_on_may_change() -> None:
    connection = duckdb.connect()
    connection.register("given", pl.DataFrame(_ROWS).to_arrow())
    connection.execute("create table people as select *, 1 as note from given")
    found = _audited(connection.table("people"), id="who")
    connection.execute("update people set note = 2, given = 'ward'")
    assert _levels(found, _ROWS["who"]) == ["clinic", "ward", "home"]


def test_a_row_that_a_lazy_frame_has_not_cannot_be_explained() -> None:
    by_number, by_id = _audited(pl.DataFrame(_ROWS).lazy()), _audited(pl.DataFrame(_ROWS).lazy(), id="who")
    for row in (0, 4, "ann"):
        with pytest.raises(CohortError, match="`row`: expected the number of a row, counted from 1"):
            by_number.explain(row)
    for row in ("dan", 1):
        with pytest.raises(CohortError, match="`who`: expected one row with the value that `explain` was given"):
            by_id.explain(row)


def test_another_frame_is_not_the_one_that_was_audited() -> None:
    rows = _audited(pl.DataFrame(_ROWS).lazy()).rows
    assert isinstance(rows, LiveRows)
    with pytest.raises(CohortError, match=_CHANGED):
        replace(rows, like=pl.DataFrame(_ROWS).reverse().lazy()).recommendation(1)
