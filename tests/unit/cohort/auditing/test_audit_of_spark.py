"""An audit of Spark's frames, and of a part of very many people."""

from dataclasses import replace
from typing import Any, Final

import duckdb
import polars as pl
import pytest

from placement import FIVE_LEVEL, CohortError, MissingExtra
from placement import cohort as package
from placement.cohort import audit
from placement.cohort.auditing.source import LiveRows, Source
from placement.engines.columns.frame_inspection import numbered_row, rows_where
from tests.unit.cohort.audited_people import columns

_QUICK: Final[dict[str, Any]] = {"actual": "level_given", "resamples": 100, "suppress_below": 0}


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    return pl.DataFrame(columns(), infer_schema_length=None).head(200)


def _in_spark(frame: pl.DataFrame, spark: Any) -> Any:  # noqa: ANN401 - as above
    types = {pl.String: "string", pl.Int64: "int"}
    schema = ", ".join(f"{name} {types[type(dtype)]}" for name, dtype in frame.schema.items())
    return spark.createDataFrame(frame.rows(), schema)


@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
def test_spark_gives_the_same_audit_and_looks_at_a_part_of_very_many(
    frame: pl.DataFrame,
    spark: Any,  # noqa: ANN401 - as above
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = audit(frame, **_QUICK, by="site", reason="why")
    theirs = _in_spark(frame, spark)
    monkeypatch.setattr("placement.cohort.auditing.source.MOST", 50)
    found = audit(theirs, **_QUICK, by="site", reason="why", id="person")
    for part in ("agreement", "confusion", "by", "rules", "criteria", "reasons", "codebook"):
        assert getattr(found, part) == getattr(expected, part), part
    assert {scale.scale: scale.open for scale in found.quality.scales} == {
        scale.scale: scale.open for scale in expected.quality.scales
    }
    assert found.quality.conflicts == expected.quality.conflicts
    assert 20 <= found.quality.looked_at <= 90
    assert found.explain("P0007") == expected.explain(7)
    assert type(found.to_frames()["gaps"]) is type(theirs)
    # Rows have no order here, unless ids give them one.
    assert numbered_row(theirs, 1) is None
    assert rows_where(theirs, "site", ["north"], 5, order=None) is None
    assert rows_where(theirs, "person", ["P0007"], 5, order="person") == (7,)
    assert Source(theirs, FIVE_LEVEL, {}, (), None, (), (), "raise").rows_where("site", ["north"], 5) == ""
    live = found.rows
    assert isinstance(live, LiveRows)
    with pytest.raises(CohortError, match="where rows have no order"):
        replace(live, id=None, before=None).recommendation(1)
    moved = theirs.withColumn("suicide_risk", theirs["violence_risk"])
    with pytest.raises(CohortError, match="the frame is not the one that was audited"):
        replace(live, like=moved).recommendation("P0007")


@pytest.mark.parametrize("kind", ["polars", "duckdb"])
def test_of_very_many_people_a_part_is_looked_at(
    kind: str, frame: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("placement.cohort.auditing.source.MOST", 50)
    people = frame if kind == "polars" else duckdb.from_arrow(frame.to_arrow())
    quality = audit(people, **_QUICK).quality
    assert quality.people == 200
    assert 20 <= quality.looked_at <= 90
    undetermined = quality.looked_at_undetermined or 0
    assert undetermined <= quality.looked_at
    assert all((scale.settles or 0) <= (scale.narrows or 0) <= undetermined for scale in quality.scales)


def test_an_audit_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(package, "audit", raising=False)
    monkeypatch.setattr("placement.cohort.find_spec", lambda _name: None)
    with pytest.raises(MissingExtra, match=r"^an audit needs the `audit` extra"):
        _ = package.audit
    monkeypatch.undo()
    assert package.audit is audit


def test_a_name_that_there_is_not_is_refused() -> None:
    with pytest.raises(AttributeError, match=r"^module `placement.cohort` has no attribute `audits_of_mine`$"):
        _ = package.audits_of_mine
