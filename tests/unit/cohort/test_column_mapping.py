"""Columns that are not called like a scale, or in a way that a library reads otherwise: never silently left out."""

import warnings
from typing import Any, Final

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from placement import FIVE_LEVEL, CohortError
from placement.cohort import audit, place_cohort
from placement.cohort.column_mapping import lookalikes
from tests.frames import KINDS, Kind
from tests.tiny_rulebook import TINY
from tests.unit.cohort.audited_people import strict

every_kind = pytest.mark.parametrize("kind", KINDS, ids=str)

SCALES: Final = [scale.id for scale in FIVE_LEVEL.scales]


def overlooked(column: str, fact: str) -> str:
    return (
        f"`{column}` is not read, and no column answers `{fact}`: "
        "expected it in `columns`, or in `ignore` if it holds something else"
    )


@pytest.mark.parametrize(
    ("column", "fact"),
    [
        *[(name, "intoxication") for name in ("Intoxication", " intoxication", "INTOXICATION ", "\ufeffintoxication")],
        *[(name, "intoxication") for name in ("intoxicaton", "intoxciation", "intoxicattion", "entoxicatoin")],
        *[(name, "suicide_risk") for name in ("SuicideRisk", "suicide-risk", "suicide risk", "suicide_risks")],
        *[("Housing ", "housing"), ("hosing", "housing"), ("AGE", "age"), ("Age", "age"), ("ages", "age")],
    ],
)
def test_a_column_that_is_nearly_called_like_a_scale_is_found(column: str, fact: str) -> None:
    assert list(lookalikes(["age", *SCALES], [column])) == [(column, fact)]


@pytest.mark.parametrize("column", ["intoxicated", "race", "sex", "stage", "house", "site", "level_given", "risk", ""])
def test_another_word_is_no_column_of_a_scale(column: str) -> None:
    assert list(lookalikes(["age", *SCALES], [column])) == []


def test_of_several_facts_the_nearest_is_named() -> None:
    assert list(lookalikes(["low_mood", "slow_mood"], ["slow-mod"])) == [("slow-mod", "slow_mood")]


@every_kind
def test_a_column_that_is_not_read_for_its_spelling_is_refused(kind: Kind) -> None:
    """Ignored, it would turn a person in need into one who was not asked, and a headline would settle that."""
    frame = pl.DataFrame({"detox_need": [0], "Intoxication": [4], "AGE": [16]})
    with pytest.raises(CohortError) as caught:
        place_cohort(kind.make(frame))
    assert caught.value.mistakes == (overlooked("Intoxication", "intoxication"), overlooked("AGE", "age"))


def test_it_is_read_or_left_out_where_the_caller_says_so() -> None:
    frame = pl.DataFrame({"detox_need": [0], "Intoxication": [4]})
    read = place_cohort(frame, columns={"intoxication": "Intoxication"})
    left = place_cohort(frame, ignore=["Intoxication"])
    assert (read["rating_withdrawal_floor"].item(), left["rating_withdrawal_floor"].item()) == (4, 0)


def test_text_is_one_name_and_not_its_letters() -> None:
    frame = pl.DataFrame({"detox_need": [0], "Intoxication": [4], "SI": ["x"], "S": ["y"], "I": ["z"]})
    left = place_cohort(frame, ignore="Intoxication", keep="SI")
    assert left["rating_withdrawal_floor"].item() == 0
    assert left["SI"].item() == "x"
    assert not {"S", "I"} & {*left.columns}


def test_a_column_that_is_ignored_is_not_read_even_if_it_is_called_like_a_scale() -> None:
    frame = pl.DataFrame({"fever": [2], "low_mood": ["sad"]})
    assert place_cohort(frame, TINY, ignore=["low_mood"])["rating_body_floor"].item() == 1


def test_a_second_column_of_a_scale_that_is_answered_is_nobodys_mistake() -> None:
    assert place_cohort(pl.DataFrame({"fever": [0], "Fever": ["high, as the nurse wrote"]}), TINY).height == 1


@pytest.mark.parametrize(
    ("ignore", "mistake"),
    [
        ("fevers", "`ignore`: the frame has no column `fevers`"),
        ("mood", "`ignore`: `mood` is named in `columns` too: expected one of the two"),
    ],
)
def test_a_column_that_cannot_be_ignored_is_refused(ignore: str, mistake: str) -> None:
    frame = pl.DataFrame({"fever": [0], "mood": [1]})
    with pytest.raises(CohortError) as caught:
        place_cohort(frame, TINY, columns={"low_mood": "mood"}, ignore=[ignore])
    assert mistake in caught.value.mistakes


def _bands(frame: pl.DataFrame, category: Any) -> pl.DataFrame:  # noqa: ANN401 - a type of Polars
    return frame.with_columns(pl.col("AGE").cast(category))


BANDS: Final = pl.DataFrame({"fever": [0, 1], "AGE": ["18-20 years", "21 and older"]})


@pytest.mark.parametrize(
    "frame",
    [
        _bands(BANDS, pl.Enum(["18-20 years", "21 and older"])),
        _bands(BANDS, pl.Enum(["18-20 years", "21 and older"])).lazy(),
        _bands(BANDS, pl.Categorical),
        BANDS.to_pandas().astype({"AGE": "category"}),
        pa.table({"fever": [0, 1], "AGE": pa.array(BANDS["AGE"].to_list()).dictionary_encode()}),
    ],
    ids=["enum", "lazy enum", "categorical", "pandas", "pyarrow"],
)
def test_bands_of_ages_are_no_ages(frame: Any) -> None:  # noqa: ANN401 - any frame
    assert place_cohort(frame, TINY) is not None


@pytest.mark.parametrize(
    "frame",
    [
        _bands(BANDS, pl.Categorical).lazy(),  # of which kinds there are is not known before it is worked out
        pl.DataFrame({"fever": [0], "AGE": pl.Series(["17"], dtype=pl.Enum(["17", "18"]))}),
        pd.DataFrame({"fever": [0], "AGE": pd.Categorical([17.0])}),
    ],
    ids=["lazy categorical", "enum", "pandas"],
)
def test_categories_that_may_be_ages_are_not_left_out(frame: Any) -> None:  # noqa: ANN401 - any frame
    with pytest.raises(CohortError) as caught:
        place_cohort(frame, TINY)
    assert caught.value.mistakes == (overlooked("AGE", "age"),)


AUDITED: Final = pl.DataFrame({"use_disorder": [3, 4] * 20, "YEARS": [40, 16] * 20, "given": ["1", "2"] * 20})


def test_an_audit_refuses_a_scale_that_there_is_not() -> None:
    """A misspelt `age` was dropped without a word, and minors were audited."""
    with pytest.raises(CohortError) as caught:
        audit(AUDITED, actual="given", columns={"AGE": "YEARS"})
    assert caught.value.mistakes == ("`columns`: `AGE` is no question of this rulebook: is it `age`?",)
    with pytest.raises(CohortError, match=r"20 rows .* are of minors"):
        audit(AUDITED, actual="given", columns={"age": "YEARS"})


def test_an_audit_under_two_rulebooks_takes_columns_of_either_and_of_no_third() -> None:
    frame = AUDITED.drop("YEARS").with_columns(Housing=pl.lit("rents"))
    with pytest.raises(CohortError) as caught:
        audit(frame, actual="given", compare=strict(), columns={"housng": "Housing"})
    assert caught.value.mistakes[0] == "`columns`: `housng` is no question of this rulebook: is it `housing`?"
    found = audit(frame, actual="given", by="Housing", compare=strict(), ignore=["Housing"], resamples=100)
    assert list(found.by["Housing"].by_group) == ["rents"]


# ------------------------------------------------------------------- names that a library reads as something else


ODD: Final = ["^hous.*$", "*", "a.b", 'a"b', "^", "given_0"]


@every_kind
@pytest.mark.parametrize("name", ODD)
def test_a_name_is_no_pattern(name: str, kind: Kind) -> None:
    """To Polars `^hous.*$` is every column that it fits: the answers of another column were read."""
    if str(kind) == "duckdb" and name == "*":
        with pytest.raises(CohortError, match=r"`\*`: means every column in DuckDB: rename yours"):
            place_cohort(kind.make(pl.DataFrame({"*": [0], "housing": [0]})))
        return
    frame = kind.make(pl.DataFrame({name: [4, 0], "housing": [0, 1], "use_disorder": [4, 2]}))
    rows = kind.rows(place_cohort(frame, columns={"home_safety": name}, keep=[name], id=name))
    assert [row["rating_environment_floor"] for row in rows] == [4, 1]
    assert [row[name] for row in rows] == [4, 0]


def test_an_audit_groups_and_explains_by_the_column_that_is_named() -> None:
    frame = pl.DataFrame({"use_disorder": [3] * 40, "given": ["1"] * 40, "^g.*$": ["a", "b"] * 20})
    found = audit(frame, actual="given", by="^g.*$", resamples=100)
    assert list(found.by["^g.*$"].by_group) == ["a", "b"]
    assert str(found.explain(3).floor.level) == "1"
    numbered = audit(frame.with_columns(pl.int_range(40).alias("*")), actual="given", id="*", resamples=100)
    assert str(numbered.explain(7).floor.level) == "1"


@pytest.mark.parametrize("library", ["duckdb", "polars"])
def test_names_that_differ_in_capitals_alone_are_told_apart_or_refused(library: str) -> None:
    """To DuckDB and Spark they are one name: what is asked for is the first that fits."""
    frame = pl.DataFrame({"fever": [0], "Level_Floor": ["x"], "SERVICE_FLOOR": ["mine"]})
    if library == "polars":
        placed = place_cohort(frame, TINY, keep=["SERVICE_FLOOR"])
        assert placed.select("SERVICE_FLOOR", "service_floor").row(0) == ("mine", "home")
        return
    relation = duckdb.from_arrow(frame.to_arrow())
    with pytest.raises(CohortError) as caught:
        place_cohort(relation, TINY, keep=["SERVICE_FLOOR"])
    assert caught.value.mistakes == ("`SERVICE_FLOOR`: the result has a column of this name: rename yours",)
    with pytest.raises(CohortError, match="expected columns whose names differ in more than capitals"):
        place_cohort(duckdb.sql("select 0 as fever, 2 as Fever"), TINY)


@every_kind
def test_the_name_of_the_column_of_row_numbers_is_taken(kind: Kind) -> None:
    with pytest.raises(CohortError, match="`placement_row`: a column of this name is needed: rename yours"):
        place_cohort(kind.make(pl.DataFrame({"fever": [7], "placement_row": [0]})), TINY)


# --------------------------------------------------------------------------------------- what libraries say in failing


class PanicException(BaseException):
    """What Polars raises where it did not expect to fail, which is no `Exception`."""


@pytest.mark.parametrize("raised", [PanicException, RuntimeError])
def test_what_a_library_raises_is_an_error_of_ours(
    raised: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise raised("planted-7731")

    monkeypatch.setattr("placement.engines.columns.frames.handed_over", fail)
    with pytest.raises(CohortError) as caught:
        place_cohort(pl.DataFrame({"fever": [0]}), TINY)
    assert caught.value.mistakes == (f"the frame cannot be read: `{raised.__name__}`",)
    assert caught.value.__context__ is None


def test_an_interruption_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("placement.engines.columns.frames.handed_over", interrupt)
    with pytest.raises(KeyboardInterrupt):
        place_cohort(pl.DataFrame({"fever": [0]}), TINY)


def test_a_lazy_frame_that_cannot_be_looked_at_is_refused() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(CohortError, match="the frame cannot be read: `ColumnNotFoundError`"):
            place_cohort(pl.LazyFrame({"fever": [0]}).select("planted-7731"), TINY)
