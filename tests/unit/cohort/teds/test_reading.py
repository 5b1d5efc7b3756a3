"""Reading TEDS-A, tried on invented rows in the format of its codebook."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from polars.testing import assert_frame_equal

from placement import CohortError
from placement.cohort import CohortWarning, place_cohort
from placement.cohort.teds import Bounds, TedsReading, read_teds
from placement.cohort.teds.codebook import MISSING
from placement.cohort.teds.crosswalk import ANSWERS, SLICES, VARIABLES
from tests.unit.cohort.teds.admissions import COLUMNS, admission, write

SCALES = [one.scale.id for one in ANSWERS]


def read(
    rows: Iterable[Mapping[str, object]],
    *,
    bounds: Bounds = "unsure",
    report: Callable[[TedsReading], object] | None = None,
) -> pl.DataFrame:
    frame: pl.DataFrame = read_teds(pl.DataFrame(list(rows)), bounds=bounds, report=report)
    return frame


def one(scale: str, codes: Mapping[str, int], bounds: Bounds = "unsure") -> str | None:
    (answer,) = read([admission(**codes)], bounds=bounds)[scale]
    return None if answer is None else str(answer)


@pytest.mark.parametrize(
    ("codes", "scale", "answer", "when_unsure"),
    [
        ({"DSMCRIT": 4}, "use_disorder", "mild", "unsure"),
        ({"DSMCRIT": 8}, "use_disorder", "mild", "unsure"),
        ({"DSMCRIT": 9}, "use_disorder", "unsure", "unsure"),
        ({"DSMCRIT": 19}, "use_disorder", "unsure", "unsure"),
        ({"DSMCRIT": -9}, "use_disorder", "unsure", "unsure"),
        ({"DSMCRIT": -9, "SUB1": 1}, "use_disorder", "unsure", "unsure"),
        ({"DSMCRIT": -9, "SUB1": -9}, "use_disorder", None, None),
        ({"SUB1": 5}, "opioid_use_disorder", "present", "present"),
        ({"SUB2": 6}, "opioid_use_disorder", "present", "present"),
        ({"SUB3": 7}, "opioid_use_disorder", "present", "present"),
        ({"SUB1": -9, "SUB2": 7}, "opioid_use_disorder", "present", "present"),
        ({"DSMCRIT": 5}, "opioid_use_disorder", "unsure", "unsure"),
        ({"METHUSE": 1}, "opioid_use_disorder", "unsure", "unsure"),
        ({"SUB2": -9}, "opioid_use_disorder", None, None),
        ({"SUB1": -9, "SUB2": -9, "SUB3": -9}, "opioid_use_disorder", None, None),
        ({"SUB1": 4, "SUB2": 2, "SUB3": 1}, "opioid_use_disorder", "absent", "absent"),
        ({"SUB1": 4, "SUB2": 2, "SUB3": 13}, "opioid_use_disorder", "unsure", "unsure"),  # a fourth has no column
        ({"SUB1": 1}, "opioid_use_disorder", "absent", "absent"),
        ({"GENDER": 2, "PREG": 1}, "pregnancy", "in_prenatal_care", "unsure"),
        ({"GENDER": 2, "PREG": 2}, "pregnancy", "not_pregnant", "not_pregnant"),
        ({"GENDER": 1, "PREG": -9}, "pregnancy", None, None),
        ({"PSYPROB": 1}, "co_occurring", "stable", "unsure"),
        ({"PSYPROB": 2}, "co_occurring", "unsure", "unsure"),  # nobody may have looked
        ({"PSYPROB": -9}, "co_occurring", None, None),
        ({"NOPRIOR": 0}, "unsuccessful_level", "unsure", "unsure"),
        ({"NOPRIOR": 5}, "unsuccessful_level", "unsure", "unsure"),
        ({"NOPRIOR": -9}, "unsuccessful_level", None, None),
        ({"LIVARAG": 1}, "housing", "none", "none"),
        ({"LIVARAG": 2}, "housing", "unsure", "unsure"),
        ({"LIVARAG": 3}, "housing", "unsure", "unsure"),
        ({"LIVARAG": -9}, "housing", None, None),
        ({"EMPLOY": 1}, "work_duties", "flexible", "unsure"),
        ({"EMPLOY": 4}, "work_duties", "none", "none"),
        ({"EMPLOY": -9}, "work_duties", None, None),
    ],
)
def test_codes_become_answers(codes: dict[str, int], scale: str, answer: str | None, when_unsure: str | None) -> None:
    assert one(scale, codes, "least") == answer
    assert one(scale, codes) == when_unsure


@pytest.mark.parametrize(("code", "level"), [*enumerate(["4", "3", "4", "3", "3", "2", "1", "1"], start=1)])
def test_settings_become_levels(code: int, level: str) -> None:
    assert one("level_given", {"SERVICES": code}) == level


def test_missing_is_null_in_every_column_and_never_a_zero() -> None:
    nothing = dict.fromkeys(COLUMNS, MISSING) | {"AGE": 12}
    (row,) = read([nothing]).iter_rows(named=True)
    assert row.pop("AGE") == "65 years and older"
    assert set(row.values()) == {None}


def test_slices_have_the_labels_of_the_codebook() -> None:
    (row,) = read([admission(REGION=0, STFIPS=72, GENDER=2, RACE=4)]).iter_rows(named=True)
    assert [row[one.name] for one in SLICES] == [
        "30-34 years old",
        "Female",
        "Black or African American",
        "Not of Hispanic or Latino origin",
        "U.S. territories",
        "Puerto Rico",
        "No",
        "Medicaid",
        "Medicaid",
        "Individual (includes self-referral)",
    ]
    assert row["SERVICES"] == "Ambulatory, non-intensive outpatient"


def test_the_columns_come_in_a_fixed_order() -> None:
    assert read([admission()]).columns == [*(one.name for one in SLICES), "SERVICES", *SCALES, "level_given"]


def test_people_under_18_and_of_unknown_age_are_left_out_and_counted() -> None:
    rows = [admission(AGE=age) for age in (1, 2, 3, 2, -9, 12)]
    told: list[TedsReading] = []
    frame = read(rows, report=told.append)
    assert frame["AGE"].to_list() == ["18-20 years old", "65 years and older"]
    assert told == [TedsReading(admissions=6, minors=3, of_unknown_age=1)]
    assert told[0].read == 2
    assert str(told[0]) == "6 admissions: 3 of people under 18 left out, 1 of unknown age left out, 2 read"
    assert str(TedsReading(1_482_543, 31_746, 0)) == (
        "1,482,543 admissions: 31,746 of people under 18 left out, 1,450,797 read"
    )


def test_nothing_is_said_unless_asked(capsys: pytest.CaptureFixture[str]) -> None:
    read([admission(AGE=1)])
    assert capsys.readouterr() == ("", "")


def test_a_file_is_read_as_its_rows_are(tmp_path: Path) -> None:
    rows = [admission(AGE=age, SUB1=sub) for age in (2, 3, 7) for sub in (-9, 2, 5)]
    path = write(tmp_path / "invented.csv", rows)
    frame = read(rows)
    assert_frame_equal(read_teds(path), frame)
    assert_frame_equal(read_teds(str(path)), frame)
    assert_frame_equal(read_teds(pl.scan_csv(path)), frame)


def test_the_columns_may_be_in_any_order_and_others_are_not_read(tmp_path: Path) -> None:
    rows = [admission()]
    path = write(tmp_path / "invented.csv", rows, [variable.name for variable in reversed(VARIABLES)])
    assert_frame_equal(read_teds(path), read(rows))


def test_a_frame_comes_back_as_a_frame_of_the_same_library() -> None:
    rows = [admission(), admission(AGE=1), admission(SUB1=-9, PREG=-9)]
    expected = read(rows)
    arrow = read_teds(pa.Table.from_pylist(rows))
    assert isinstance(arrow, pa.Table)
    assert_frame_equal(pl.from_arrow(arrow), expected, categorical_as_str=True, check_dtypes=False)  # type: ignore[arg-type]
    numbers = pd.DataFrame(rows)
    for given in (
        numbers,
        numbers.astype(float).replace(-9.0, float("nan")),
        numbers.drop(columns="CASEID").astype("Int16"),
    ):
        pandas = read_teds(given)
        assert isinstance(pandas, pd.DataFrame)
        assert_frame_equal(pl.from_pandas(pandas), expected, categorical_as_str=True, check_dtypes=False)


def test_whole_numbers_may_be_written_as_decimals(tmp_path: Path) -> None:
    path = write(tmp_path / "invented.csv", [admission() | {"LIVARAG": "1.0", "PREG": "-9.0"}])
    assert_frame_equal(read_teds(path), read([admission(LIVARAG=1, PREG=-9)]))


def test_an_empty_cell_is_missing(tmp_path: Path) -> None:
    path = write(tmp_path / "invented.csv", [admission() | {"PSYPROB": "", "SERVICES": ""}])
    assert read_teds(path).select("co_occurring", "level_given").row(0) == (None, None)


def test_nobody_at_all_can_be_read(tmp_path: Path) -> None:
    told: list[TedsReading] = []
    frame = read_teds(write(tmp_path / "invented.csv", []), report=told.append)
    assert frame.schema == read([admission()]).schema
    assert len(frame) == 0
    assert told == [TedsReading(0, 0, 0)]


def test_a_no_to_mental_health_does_not_close_it() -> None:
    """That no co-occurring problem is recorded can mean that nobody looked: it ruled out 24-hour support."""
    (row,) = place_cohort(read([admission(PSYPROB=2)])).iter_rows(named=True)
    assert (row["rating_psychological_floor"], row["rating_psychological_ceiling"]) == (0, 4)
    assert row["mental_health_capability_ceiling"] != row["mental_health_capability_floor"]


def test_files_of_later_years_are_read_though_a_column_is_called_otherwise(tmp_path: Path) -> None:
    rows = [admission(GENDER=2, AGE=1), admission(GENDER=2), admission(GENDER=-9)]
    later = [{"SEX" if name == "GENDER" else name: cell for name, cell in row.items()} for row in rows]
    path = write(tmp_path / "invented.csv", later, [*later[0]])
    for source in (pl.DataFrame(later), path):
        assert_frame_equal(read_teds(source), read(rows))
    assert read_teds(pd.DataFrame(later))["GENDER"].to_list()[0] == "Female"
    with pytest.raises(CohortError, match="`GENDER` and `SEX`: expected one of the two"):
        read([row | {"SEX": 1} for row in rows])


@pytest.mark.parametrize("column", ["DISYR", "LOS", "SERVICES_D"])
@pytest.mark.parametrize(
    "make", [pl.DataFrame, pd.DataFrame, pa.Table.from_pylist], ids=["polars", "pandas", "pyarrow"]
)
def test_discharges_are_refused(column: str, make: Callable[[list[dict[str, int | str]]], object]) -> None:
    """A file of TEDS-D has every column of TEDS-A, and its people were counted as if they had just been admitted."""
    with pytest.raises(CohortError) as caught:
        read_teds(make([admission() | {column: 1}]))
    assert caught.value.mistakes == ("these are discharges (TEDS-D): expected admissions (TEDS-A)",)


def test_a_code_that_the_codebook_does_not_have_is_missing_and_counted() -> None:
    rows = [admission(), admission(STFIPS=99), *[admission(PSYPROB=77)] * 4, admission(AGE=13), admission(AGE=2)]
    told: list[TedsReading] = []
    frame = read(rows, report=told.append)
    known = read([admission(), admission(STFIPS=-9), *[admission(PSYPROB=-9)] * 4])
    assert_frame_equal(frame, known)
    assert told == [TedsReading(8, 1, 1, {"AGE": 1, "STFIPS": 1, "PSYPROB": 4})]
    assert str(told[0]) == (
        "8 admissions: 1 of people under 18 left out, 1 of unknown age left out, 6 read; codes that the codebook does "
        "not have, taken for missing: 1 in AGE, 1 in STFIPS, 4 in PSYPROB"
    )
    with pytest.warns(CohortWarning) as warned:
        assert_frame_equal(read(rows), known)
    assert [str(warning.message) for warning in warned] == [
        "cohort: `AGE`: 1 row set to unknown; `STFIPS`: 1 row set to unknown; `PSYPROB`: 4 rows set to unknown"
    ]


def test_a_column_of_another_codebook_is_refused() -> None:
    """Ages in years, say: of these most are no code, and the rest would be taken for bands of ages."""
    rows = [admission(AGE=age) for age in range(12, 66)] * 3
    with pytest.raises(CohortError) as caught:
        read(rows)
    assert caught.value.mistakes == (
        "`AGE`: 159 rows (2, 3, 4, ...) hold no code of the codebook: expected 1 to 12, or -9 for missing",
    )


def test_every_mistake_is_named_at_once_and_no_value_is(tmp_path: Path) -> None:
    wrong: dict[str, object] = {"PSYPROB": "77.5"}
    cells: list[dict[str, object]] = [{}, {"STFIPS": "9x"}, wrong, wrong, wrong, wrong]
    path = write(tmp_path / "invented.csv", [admission() | one for one in cells])
    with pytest.raises(CohortError) as caught:
        read_teds(path)
    assert caught.value.mistakes == (
        "`STFIPS`: 1 row (2) holds no code of the codebook: expected 52 codes from 1 to 72, or -9 for missing",
        "`PSYPROB`: 4 rows (3, 4, 5, ...) hold no code of the codebook: expected 1 to 2, or -9 for missing",
    )
    assert "9x" not in str(caught.value)
    assert "77" not in str(caught.value)


@pytest.mark.parametrize(
    "make", [pl.DataFrame, pd.DataFrame, pa.Table.from_pylist], ids=["polars", "pandas", "pyarrow"]
)
def test_its_bands_of_ages_are_not_taken_for_ages_that_were_left_out(make: Callable[[object], object]) -> None:
    assert place_cohort(read_teds(make([admission()]))) is not None


@pytest.mark.parametrize("cell", ["homeless", "1.5", "nan", "inf", "1e30"])
def test_text_among_the_codes_is_a_mistake(cell: str, tmp_path: Path) -> None:
    path = write(tmp_path / "invented.csv", [admission() | {"LIVARAG": cell}])
    with pytest.raises(CohortError) as caught:
        read_teds(path)
    assert caught.value.mistakes == (
        "`LIVARAG`: 1 row (1) holds no code of the codebook: expected 1 to 3, or -9 for missing",
    )


def test_a_fraction_and_a_truth_value_are_mistakes() -> None:
    for wrong in (pl.lit(1.5), pl.lit(value=True)):
        with pytest.raises(CohortError, match="LIVARAG"):
            read_teds(pl.DataFrame([admission()]).with_columns(LIVARAG=wrong))


def test_columns_that_are_not_there_are_all_named(tmp_path: Path) -> None:
    kept = [name for name in COLUMNS if name not in {"SERVICES", "DSMCRIT"}]
    path = write(tmp_path / "invented.csv", [admission()], kept)
    with pytest.raises(CohortError) as caught:
        read_teds(path)
    assert caught.value.mistakes == ("`SERVICES`: no such column", "`DSMCRIT`: no such column")
    with pytest.raises(CohortError, match="`AGE`: no such column"):
        read_teds(pd.DataFrame({"x": [1]}))


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CohortError, match="expected the path of a CSV, or a frame of Polars, pandas or PyArrow"):
        read_teds(7)
    with pytest.raises(FileNotFoundError):
        read_teds(tmp_path / "nothing.csv")
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(CohortError, match="cannot be read as a table with a header") as caught:
        read_teds(tmp_path / "empty.csv")
    assert caught.value.__context__ is None
    with pytest.raises(ValueError, match="`bounds`: expected one of `least`, `unsure`"):
        read([admission()], bounds="most")  # type: ignore[arg-type]


def test_a_panic_of_polars_is_an_error_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def panics(_: pl.LazyFrame) -> pl.Schema:
        raise pl.exceptions.PanicException("S3NTINEL")

    monkeypatch.setattr(pl.LazyFrame, "collect_schema", panics)
    with pytest.raises(CohortError, match=r"^cohort: cannot be read as a table with a header$") as caught:
        read_teds(pl.DataFrame([admission()]))
    assert caught.value.__context__ is None


def test_a_bound_is_unsure_unless_asked_for_so_that_no_flag_is_ruled_out() -> None:
    ill = pl.DataFrame([admission(PSYPROB=1)])
    flag = "flag.accommodation"
    assert place_cohort(read_teds(ill))[flag].to_list() == [None]  # possible: nobody asked
    assert place_cohort(read_teds(ill, bounds="least"))[flag].to_list() == [False]  # as the docstring warns
    assert_frame_equal(read_teds(ill), read_teds(ill, bounds="unsure"))


def test_nobody_is_determined_and_the_floor_is_what_is_known() -> None:
    known = [
        admission(DSMCRIT=-9, SUB1=-9),
        admission(),
        admission(LIVARAG=1),
        admission(LIVARAG=1, DSMCRIT=9),
        admission(SUB1=5, DSMCRIT=12),
    ]
    floors: dict[Bounds, list[str]] = {
        "least": ["none", "1", "2", "none", "1"],
        "unsure": ["none", "none", "none", "none", "1"],
    }
    for bounds, expected in floors.items():
        placed = place_cohort(read(known, bounds=bounds))
        assert placed["level_floor"].to_list() == expected
        assert set(placed["level_ceiling"]) == {"4"}
        assert not placed["determined"].any()
