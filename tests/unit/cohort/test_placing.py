"""`place_cohort`: what comes out beside the results, and what is refused, on every kind of frame."""

import datetime as dt
import re
import sys
import warnings
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from placement import FIVE_LEVEL, Ages, Answers, CohortError, MissingExtra, Rule, new_track
from placement.cohort import CohortWarning, place_cohort
from placement.cohort.row_errors import fault_said
from placement.engines.columns.checks import Fault
from tests.frames import KINDS, Kind, said
from tests.tiny_rulebook import BODY, LEAFLET, TINY, tiny

every_kind = pytest.mark.parametrize("kind", KINDS, ids=str)

SENTINEL = "S3NTINEL"
GROWN = tiny(ages=Ages(least=18))
MOODS = "no answer of this scale: expected one of none, some, marked, a position from 0 to 2, `unsure`, or nothing"
FEVERS = "no answer of this scale: expected one of none, high, very_high, a position from 0 to 2, `unsure`, or nothing"


def person(**answers: object) -> Answers:
    """Return somebody as the tiny rulebook asks."""
    return TINY.assessment_model().model_validate(answers)


def refused(frame: object, **arguments: Any) -> tuple[str, ...]:  # noqa: ANN401 - any of `place_cohort`'s
    """Return what is wrong with a frame of the tiny rulebook."""
    with pytest.raises(CohortError) as caught:
        place_cohort(frame, GROWN, **arguments)
    assert caught.value.__cause__ is None
    assert SENTINEL not in str(caught.value)
    return caught.value.mistakes


@every_kind
def test_only_what_is_asked_for_comes_out_beside_the_results(kind: Kind) -> None:
    frame = kind.make(pl.DataFrame({"name": ["Ann", "Bo"], "low_mood": [0, 2], "site": ["x", "y"], "who": [7, 8]}))
    bare, kept = place_cohort(frame, TINY), place_cohort(frame, TINY, id="who", keep=["site", "low_mood", "who"])
    columns = list(said(person(), TINY))
    columns = columns[: columns.index(TINY.criteria[0].id)]
    assert nw.from_native(bare).collect_schema().names() == columns
    assert nw.from_native(kept).collect_schema().names() == ["who", "site", "low_mood", *columns]
    assert [(row["who"], row["site"], row["low_mood"]) for row in kind.rows(kept)] == [(7, "x", 0), (8, "y", 2)]


@every_kind
def test_a_frame_without_rows_is_placed(kind: Kind) -> None:
    frame = kind.make(pl.DataFrame(schema={"low_mood": pl.Int8, "fever": pl.String, "who": pl.Int64, "age": pl.Int64}))
    assert kind.rows(place_cohort(frame, TINY, id="who", detail=True)) == []


@every_kind
def test_a_question_that_no_column_answers_was_not_asked(kind: Kind) -> None:
    frame = kind.make(pl.DataFrame({"fever": [2, 0]}))
    expected = [said(person(fever=position), TINY) for position in (2, 0)]
    assert kind.rows(place_cohort(frame, TINY, detail=True)) == expected


@every_kind
def test_a_column_of_gaps_alone_was_not_asked(kind: Kind) -> None:
    frame = kind.make(pl.DataFrame({"fever": [None, None], "low_mood": pl.Series([None, None], dtype=pl.Date)}))
    nobody = said(person(), TINY)
    assert kind.rows(place_cohort(frame, TINY, detail=True)) == [nobody, nobody]


def test_categories_are_in_the_order_of_need() -> None:
    cells = {"low_mood": [0, 2], "fever": [0, 2], "plan": [0, 1]}
    placed = place_cohort(pl.DataFrame(cells), TINY)
    assert placed.schema["service_floor"] == pl.Enum(["home", "clinic", "ward"])
    assert placed.filter(pl.col("service_floor") > "clinic").height == 1
    assert placed.schema["rating_mind_floor"] == pl.UInt8
    in_pandas = place_cohort(pd.DataFrame(cells, index=["a", "b"]), TINY)
    assert list(in_pandas.index) == ["a", "b"]
    assert list(in_pandas["service_floor"] > "clinic") == [False, True]
    assert (str(in_pandas["flag.fluids"].dtype), str(in_pandas["rating_mind_floor"].dtype)) == ("boolean", "UInt8")
    assert place_cohort(pa.table(cells), TINY).schema.field("service_floor").type == pa.string()


def test_the_levels_are_categories_without_repetition() -> None:
    placed = place_cohort(pl.DataFrame({"housing": [0]}), FIVE_LEVEL)
    assert placed.schema["level_floor"] == pl.Enum(["none", "0.5", "1", "2", "3", "4"])


def test_a_lazy_frame_stays_lazy_and_takes_further_steps() -> None:
    lazy = pl.LazyFrame({"low_mood": [0, 1, 2], "who": ["a", "b", "c"]})
    placed = place_cohort(lazy, TINY, id="who").filter(pl.col("rating_mind_floor") > 0).select("who")
    assert isinstance(placed, pl.LazyFrame)
    assert placed.collect()["who"].to_list() == ["b", "c"]


def test_only_columns_that_are_asked_for_are_worked_out() -> None:
    placed = place_cohort(pl.LazyFrame({"low_mood": [0], "fever": [0]}), TINY).select("rating_body_floor")
    assert 'PROJECT["fever"] 1/2 COLUMNS' in placed.explain()


BAD = {
    "age": pl.Series([17, 40, 300, 5, None]),
    "fever": pl.Series([9, 1, -1, 2, None]),
    "low_mood": pl.Series(["some", SENTINEL, "unsure", None, "2"]),
    "who": pl.Series([1, 2, 2, None, 5]),
}
WRONG = (
    "`age`: 1 row (3) holds no age: expected whole years from 0 to 130, or nothing",
    "`age`: 2 rows (1, 4) are of minors: this is for adults, expected 18 years or more",
    f"`low_mood`: 1 row (2) holds {MOODS}",
    f"`fever`: 2 rows (1, 3) hold {FEVERS}",
)
WRONG_IDS = (
    "`who`: 2 rows (2, 3) have an id that is repeated: expected one for each row",
    "`who`: 1 row (4) has no id: expected one for each row",
)


@every_kind
def test_everything_wrong_is_said_at_once_with_rows_and_without_values(kind: Kind) -> None:
    frame = kind.make(pl.DataFrame(BAD))
    assert refused(frame, id="who") == (*WRONG, *WRONG_IDS)
    assert refused(frame) == WRONG


@every_kind
def test_what_cannot_be_read_is_left_unknown_on_request_and_counted(kind: Kind) -> None:
    people: list[Any] = [
        None,
        person(age=40, fever=1, low_mood="unsure"),
        person(fever="unsure", low_mood="unsure"),
        None,
        person(low_mood=2),
    ]
    with pytest.warns(CohortWarning) as heard:
        placed = place_cohort(kind.make(pl.DataFrame(BAD)), GROWN, errors="null", detail=True)
    (warned,) = (one.message for one in heard)
    assert isinstance(warned, CohortWarning)
    assert (warned.counts, warned.minors) == ({"age": 1, "low_mood": 1, "fever": 2}, 2)
    nobody = dict.fromkeys(said(person(), TINY))
    assert kind.rows(placed) == [nobody if one is None else said(one, TINY) for one in people]


def test_the_warning_says_what_was_left_out_and_no_value() -> None:
    with pytest.warns(CohortWarning, match=re.escape("cohort: `fever`: 2 rows set to unknown")) as heard:
        place_cohort(pl.DataFrame({"fever": [3, 7]}), TINY, errors="null")
    assert heard[0].filename == __file__
    for ages, others in (
        (Ages(18), "under 18"),
        (Ages(12), "under 12"),
        (Ages(greatest=17), "over 17"),
        (Ages(12, 17), "of other ages than 12 to 17 years"),
    ):
        assert str(CohortWarning({}, 1, ages=ages)) == f"cohort: 1 row {others}, left without a result"


@every_kind
def test_ages_are_refused_on_either_side_of_those_that_the_rulebook_is_for(kind: Kind) -> None:
    young, cells = tiny(ages=Ages(12, 17)), {"age": [11, 12, 17, 18, None], "fever": [0, 1, 2, 2, 0]}
    texts = kind.make(pl.DataFrame({**cells, "age": ["11", "12", "17", "18", "unsure"]}))  # each cell has to be read
    with pytest.raises(CohortError, match=r"`age`: 2 rows \(1, 4\) are of other ages: expected 12 to 17 years"):
        place_cohort(texts, young)
    frame = kind.make(pl.DataFrame(cells))
    with pytest.raises(CohortError, match=r"`age`: 2 rows \(1, 4\) are of other ages: expected 12 to 17 years"):
        place_cohort(frame, young)
    with pytest.warns(CohortWarning, match="2 rows of other ages than 12 to 17 years, left without a result"):
        placed = kind.rows(place_cohort(frame, young, errors="null"))
    assert [row["rating_body_floor"] for row in placed] == [None, 1, 1, None, 0]


@every_kind
def test_a_column_without_any_cell_asked_nobody(kind: Kind) -> None:
    frame = kind.make(pl.DataFrame({"age": [None, None], "low_mood": [None, None], "fever": [1, None]}))
    for book in (TINY, GROWN):
        assert [row["service_floor"] for row in kind.rows(place_cohort(frame, book))] == ["clinic", "home"]


def test_a_table_may_change_before_its_result_is_read() -> None:
    """What was looked at is no longer there: a number that is no answer is none, and no child is placed."""
    people = duckdb.connect()
    people.execute("create table people (age int, fever int, low_mood double)")
    people.execute("insert into people values (40, 0, 0), (40, 0, 0), (40, 0, 0), (40, 0, 0), (40, 1, null)")
    placed = place_cohort(people.table("people"), GROWN, keep=["fever"])
    people.execute("update people set fever = 99, low_mood = 1.5 where rowid = 0")
    people.execute("update people set fever = -3, low_mood = 17 where rowid = 1")
    people.execute("update people set age = 7 where rowid = 2")
    people.execute("update people set fever = 2 where rowid = 3")
    rows = [(row["fever"], row["service_floor"], row["service_ceiling"]) for row in placed.pl().to_dicts()]
    assert rows == [
        (99, "home", "ward"),
        (-3, "home", "ward"),
        (0, None, None),
        (2, "clinic", "ward"),
        (1, "clinic", "ward"),
    ]


def test_a_rulebook_for_any_age_places_children() -> None:
    assert place_cohort(pl.DataFrame({"age": [4], "fever": [1]}), TINY)["service_floor"].item() == "clinic"


def test_the_first_track_is_the_headline() -> None:
    bed, meals = (new_track(name, name, ["none", "some"]) for name in ("bed", "meals"))
    rules = [
        Rule(
            id=f"{track.id}.fever", summary="A fever.", when=BODY.at(1), raises=[*track][1].or_more, sources=(LEAFLET,)
        )
        for track in (meals, bed)
    ]
    book = tiny(tracks=(bed, meals), rules=tuple(rules), guarantees=(), conflicts=(), arrangements=(), alternatives=())
    placed = place_cohort(pl.DataFrame({"fever": [1]}), book)
    assert placed["deciding_rule"].item() == "bed.fever"
    assert (placed["bed_floor"].item(), placed["meals_floor"].item()) == ("some", "some")


@every_kind
def test_ids_are_refused_even_where_cells_are_let_through(kind: Kind) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert refused(kind.make(pl.DataFrame(BAD)), id="who", errors="null") == WRONG_IDS


@every_kind
def test_a_danger_that_cannot_be_read_stays_open_in_a_judged_dimension(kind: Kind) -> None:
    frame = kind.make(pl.DataFrame({"detox_need": [0], "alcohol_withdrawal": [17]}))
    with pytest.warns(CohortWarning):
        (row,) = kind.rows(place_cohort(frame, errors="null"))
    assert (row["rating_withdrawal_floor"], row["rating_withdrawal_ceiling"]) == (0, 4)


def test_rows_without_an_order_are_counted_alone() -> None:
    fault = Fault("outside", "age", "years", 2, None)
    assert fault_said(fault, GROWN) == (
        "`years` (`age`): 2 rows (which have no order here: name an `id` to have them counted in its order) are of "
        "minors: this is for adults, expected 18 years or more"
    )


def test_of_many_rows_the_first_are_named() -> None:
    cells = [0, *[7] * 1_200]
    assert refused(pl.DataFrame({"fever": cells})) == (f"`fever`: 1,200 rows (2, 3, 4, 5, 6, ...) hold {FEVERS}",)


@pytest.mark.parametrize(
    "cells",
    [
        [True, False],
        [dt.date(2024, 1, 1), dt.date(2024, 1, 2)],
        [[1], [2]],
        [1.5, float("inf")],
        ["1.5", " none"],
        [300, -300],
        [Decimal("0.5"), Decimal(3)],
    ],
    ids=str,
)
@every_kind
def test_what_is_no_answer_is_refused_whatever_its_type(kind: Kind, cells: list[Any]) -> None:
    frame = kind.make(pl.DataFrame({"fever": cells, "low_mood": [0, 0]}))
    assert refused(frame) == (f"`fever`: 2 rows (1, 2) hold {FEVERS}",)


@pytest.mark.parametrize(
    "cells",
    [
        [Decimal(1), None, Decimal(2)],
        [Decimal("1.00"), None, Decimal("2.00")],
        [1.0, float("nan"), 2.0],
        pl.Series([1.0, float("nan"), 2.0], dtype=pl.Float32),
        ["1.0", None, "2.0"],
        ["1.00", "-9.0", "2"],
    ],
    ids=str,
)
@every_kind
def test_whole_numbers_are_read_however_they_are_kept(kind: Kind, cells: Any) -> None:  # noqa: ANN401 - or a series
    rows = kind.rows(place_cohort(kind.make(pl.DataFrame({"fever": cells, "age": [40.0, 18, 30]})), TINY, missing=[-9]))
    assert [row["rating_body_floor"] for row in rows] == [1, 0, 1]
    assert [row["rating_body_ceiling"] for row in rows] == [1, 1, 1]


def test_objects_of_any_kind_are_read_one_by_one() -> None:
    cells = [1, "some", "unsure", None, float("nan"), pd.NA, pd.NaT, 2.0, "2"]
    rows = pd.DataFrame({"low_mood": pd.Series(cells, dtype=object)})
    placed = place_cohort(rows, TINY)
    assert list(placed["rating_mind_floor"]) == [2, 2, 0, 0, 0, 0, 0, 2, 2]
    wrong = pd.DataFrame({"low_mood": pd.Series([*cells, True, 1.5, 10**400, float("inf"), [1], b"1"], dtype=object)})
    assert refused(wrong) == (f"`low_mood`: 6 rows (10, 11, 12, 13, 14, ...) hold {MOODS}",)
    assert refused(pl.DataFrame({"low_mood": pl.Series([1, True], dtype=pl.Object)})) == (
        f"`low_mood`: 1 row (2) holds {MOODS}",
    )


@pytest.mark.parametrize(
    "codes", [pd.Categorical([2, 1, None]), pd.Categorical([2.0, 1.0, None]), pd.Categorical(["2.0", "some", None])]
)
def test_categories_are_read_by_what_they_are_whatever_that_is(codes: pd.Categorical) -> None:
    """SPSS and Stata keep answers as categories of numbers."""
    frame = pd.DataFrame({"low_mood": codes, "site": pd.Categorical([7, 8, 9])})
    placed = place_cohort(frame, TINY, keep=["site"], id="site")
    assert list(placed["rating_mind_floor"]) == [2, 2, 0]
    assert list(placed["rating_mind_ceiling"]) == [2, 2, 2]
    assert placed["site"].dtype == frame["site"].dtype


def test_categories_that_are_no_answers_are_refused() -> None:
    frame = pd.DataFrame({"low_mood": pd.Categorical([1.5, 7.0, None]), "fever": pd.Categorical([True, False, None])})
    assert refused(frame) == (f"`low_mood`: 2 rows (1, 2) hold {MOODS}", f"`fever`: 2 rows (1, 2) hold {FEVERS}")


def test_ids_may_be_anything_that_can_be_compared() -> None:
    days = [dt.date(2024, 1, 1), dt.date(2024, 1, 2), dt.date(2024, 1, 1), None]
    for ids in (days, ["a", 1, "a", None]):
        frame = pd.DataFrame({"low_mood": [0, 0, 0, 0], "who": pd.Series(ids, dtype=object)})
        assert refused(frame, id="who") == (
            "`who`: 2 rows (1, 3) have an id that is repeated: expected one for each row",
            "`who`: 1 row (4) has no id: expected one for each row",
        )
    frame = pd.DataFrame({"low_mood": [0, 0], "who": pd.to_datetime(["2024-01-01", "2024-01-01"])})
    assert len(refused(frame, id="who")) == 1


def test_an_id_may_be_an_answer() -> None:
    assert place_cohort(pl.DataFrame({"fever": [0, 1]}), TINY, id="fever")["fever"].to_list() == [0, 1]


@every_kind
def test_codes_come_before_positions_and_names(kind: Kind) -> None:
    frame = kind.make(pl.DataFrame({"fever": [2, 1, 0], "low_mood": ["some", "none", "marked"], "plan": [0, 0, 0]}))
    placed = place_cohort(frame, TINY, missing={"fever": [2]}, unsure={"low_mood": ["some"], "fever": [1]}, detail=True)
    people = [
        person(low_mood="unsure", plan=0),
        person(fever="unsure", low_mood=0, plan=0),
        person(fever=0, low_mood=2, plan=0),
    ]
    assert kind.rows(placed) == [said(one, TINY) for one in people]


@every_kind
def test_a_code_that_a_column_cannot_hold_is_no_hindrance(kind: Kind) -> None:
    frame = kind.make(pl.DataFrame({"fever": pl.Series([2, 9], dtype=pl.UInt8), "low_mood": ["-9", "some"]}))
    rows = kind.rows(place_cohort(frame, TINY, missing=[-9, 9, 10**30, "n/a"]))
    assert [row["rating_body_floor"] for row in rows] == [1, 0]
    assert [row["rating_mind_ceiling"] for row in rows] == [2, 2]


def test_the_age_has_codes_too() -> None:
    frame = pl.DataFrame({"fever": [1, 1], "age": [999, 40]})
    assert place_cohort(frame, TINY, missing=[999]).height == 2
    assert refused(frame) == ("`age`: 1 row (1) holds no age: expected whole years from 0 to 130, or nothing",)
    assert refused(pl.DataFrame({"fever": [1], "age": ["unsure"]})) == (
        "`age`: 1 row (1) holds no age: expected whole years from 0 to 130, or nothing",
    )
    assert place_cohort(pl.DataFrame({"fever": [1], "age": ["41"]}), TINY).height == 1


TABLE = pl.DataFrame({"fever": [0], "mood": [0], "level": [0], "flag.fluids": [0]})


@pytest.mark.parametrize(
    ("arguments", "mistakes"),
    [
        (
            {"columns": {"lowmood": "mood"}},
            ["`columns`: `lowmood` is no question of this rulebook: is it `low_mood`?"],
        ),
        ({"columns": {"x": "mood"}}, ["`columns`: `x` is no question of this rulebook"]),
        ({"columns": {"low_mood": "moods"}}, ["`moods` (`low_mood`): the frame has no such column"]),
        (
            {"columns": {"low_mood": "fever"}},
            ["`fever`: answers `low_mood` and `fever`: expected a column for each"],
        ),
        (
            {"columns": {"low_mood": "mood", "plan": "mood"}},
            ["`mood`: answers `low_mood` and `plan`: expected a column for each"],
        ),
        ({"keep": ["site"]}, ["`site`: the frame has no such column to carry through"]),
        ({"id": "who"}, ["`who`: the frame has no such column to carry through"]),
        ({"keep": ["flag.fluids"]}, ["`flag.fluids`: the result has a column of this name: rename yours"]),
        ({"missing": {"mood": [9]}}, ["`missing`: `mood` is no column that is read"]),
        ({"missing": {"fever": "9"}}, ["`missing`: expected a list of whole numbers and texts for `fever`"]),
        ({"unsure": [1.5]}, ["`unsure`: expected a list of whole numbers and texts"]),
        ({"unsure": [True]}, ["`unsure`: expected a list of whole numbers and texts"]),
        ({"missing": "9"}, ["`missing`: expected a list of whole numbers and texts"]),
        ({"missing": [9], "unsure": ["9"]}, ["`missing` and `unsure`: the same code for `fever`"]),
        ({"missing": ["unsure"]}, ["`missing` and `unsure`: the same code for `fever`"]),
        (
            {"columns": {"x": "y"}, "keep": ["site"], "missing": {"mood": []}},
            [
                "`columns`: `x` is no question of this rulebook",
                "`missing`: `mood` is no column that is read",
                "`site`: the frame has no such column to carry through",
            ],
        ),
    ],
    ids=str,
)
def test_arguments_that_cannot_be_meant_are_refused(arguments: dict[str, Any], mistakes: list[str]) -> None:
    assert refused(TABLE, **arguments) == tuple(mistakes)


def test_a_frame_that_answers_nothing_is_refused() -> None:
    for frame in (pl.DataFrame({"x": [1]}), pl.DataFrame({"age": [40]}), pl.DataFrame()):
        assert refused(frame) == ("no column is called like a scale: rename some, or say which in `columns`",)


@pytest.mark.parametrize("frame", [3, [{"fever": 1}], {"fever": [1]}, pl.Series([1]), pd.Series([1]), None], ids=str)
def test_what_is_no_frame_is_refused(frame: object) -> None:
    assert refused(frame) == ("expected a data frame of pandas, Polars, PyArrow or PySpark, or a DuckDB relation",)


def test_a_frame_of_another_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("placement.engines.columns.frames._KNOWN", frozenset())
    assert refused(pl.DataFrame({"fever": [1]})) == (
        "expected a data frame of pandas, Polars, PyArrow or PySpark, or a DuckDB relation",
    )


def test_columns_of_one_name_are_refused() -> None:
    frame = pd.DataFrame([[0, SENTINEL]], columns=["fever", "fever"])
    assert refused(frame) == ("expected columns of different names",)


def test_pandas_has_no_lists() -> None:
    frame = pd.DataFrame({"fever": [1]})
    assert refused(frame, flags="list") == ("`flags`: pandas has no lists of text: expected `columns`",)


def test_a_rulebook_whose_results_would_share_a_name_is_refused() -> None:
    rule = TINY.rules[0]
    double = tiny(rules=(replace(rule, id="determined"), *TINY.rules))
    with pytest.raises(CohortError, match="`determined`: two columns of the result would be called so"):
        place_cohort(pl.DataFrame({"fever": [1]}), double, detail=True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"flags": "lists"}, "`flags`: expected `columns` or `list`"),
        ({"errors": "ignore"}, "`errors`: expected `raise` or `null`"),
    ],
    ids=str,
)
def test_a_choice_that_there_is_not_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        place_cohort(TABLE, TINY, **arguments)


@pytest.mark.parametrize(
    ("module", "package", "purpose"),
    [("placement.cohort", "narwhals", "a cohort"), ("placement.cohort.tables", "polars", "a file of people")],
)
def test_an_absent_extra_is_named(module: str, package: str, purpose: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import_module(module)
    monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == package else object())
    with pytest.raises(MissingExtra) as caught:
        import_module(module)
    assert (caught.value.purpose, caught.value.extra) == (purpose, "cohort")


def test_what_a_library_says_of_a_frame_that_it_cannot_read_is_not_passed_on() -> None:
    broken = duckdb.sql("select cast(x as integer) as fever from (values ($1)) t(x)", params=[SENTINEL])
    with pytest.raises(CohortError) as caught:
        place_cohort(broken, TINY)
    assert caught.value.mistakes == ("the frame cannot be read: `ConversionException`",)
    assert caught.value.__context__ is None
