# ruff: noqa: ANN401 - whatever was made up
"""Data frames of people, to be spoilt by `tests.campaigns.fuzz`."""

import random
from collections.abc import Callable
from typing import Any, Final

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl

from placement import CohortError, place
from placement.cohort import Codebook, audit, place_cohort
from placement.cohort.synthetic.population import population
from tests.campaigns.clinic_inputs import Way
from tests.campaigns.malforming import Secret, junk
from tests.campaigns.soak import random_assessment
from tests.other_rulebooks import SLEEP

__all__ = ["frame_ways"]

_TYPES: Final = (pl.Int8, pl.UInt64, pl.Float64, pl.String, pl.Boolean, pl.Date, pl.List(pl.Int8), pl.Categorical)


def _cells(randomly: random.Random, secret: Secret) -> dict[str, list[Any]]:
    """Return columns of a few people, in which some cells are junk."""
    people = [random_assessment(randomly).model_dump(mode="json") for _ in range(randomly.randint(1, 4))]
    names = randomly.sample(list(people[0]), 6)
    columns: dict[str, list[Any]] = {name: [one[name] for one in people] for name in names}
    for _ in range(randomly.randint(1, 3)):
        columns[randomly.choice(names)][randomly.randrange(len(people))] = junk(randomly, secret)
    if randomly.random() < 0.3:
        columns["housing"] = [secret.text for _ in people]
    return columns


def _in_pandas(randomly: random.Random, secret: Secret) -> pd.DataFrame:
    """Return columns of objects, in which a cell may be anything."""
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in _cells(randomly, secret).items()})


def _in_polars(randomly: random.Random, secret: Secret) -> pl.DataFrame:
    """Return columns that have a type, which may be no type of an answer."""
    columns = []
    for name, cells in _cells(randomly, secret).items():
        plain = [one if isinstance(one, str | int | float) else None for one in cells]
        try:
            columns.append(pl.Series(name, plain, dtype=randomly.choice(_TYPES), strict=False))
        except (pl.exceptions.PolarsError, OverflowError, TypeError, ValueError):  # no column can be made of that
            columns.append(pl.Series(name, list(map(str, plain))))
    return pl.DataFrame(columns)


def _take(frame: Any) -> None:
    placed = place_cohort(frame, keep=[])
    assert len(placed) == len(frame)
    set(placed["level_floor"])


def _take_what_can_be_read(frame: Any) -> None:
    """Cells that cannot be read are taken as unsure, and counted in a warning that is overheard."""
    assert len(place_cohort(frame, errors="null")) == len(frame)


_ODD: Final[tuple[Callable[[str], str], ...]] = (
    str.upper,
    str.title,
    lambda name: f" {name}",
    lambda name: f"{name}\ufeff",
    lambda name: name.replace("_", "-"),
    lambda name: name[:-1],
    lambda name: name[1] + name[0] + name[2:],
    lambda name: f"^{name[:3]}.*$",
    lambda _: "^.*$",
    lambda _: "*",
    lambda _: "a.b",
    lambda _: 'quoted"',
    lambda _: "",
    lambda _: "placement_row",
    lambda _: "Level_Floor",
)
_MADE: Final[tuple[Callable[[pl.DataFrame], Any], ...]] = (
    lambda frame: frame,
    lambda frame: frame.lazy(),
    lambda frame: frame.to_pandas(),
    lambda frame: frame.to_arrow(),
    lambda frame: duckdb.from_arrow(frame.to_arrow()),
)


def _oddly_named(randomly: random.Random, _: Secret) -> tuple[Any, pl.DataFrame, dict[str, str]]:
    """Return people of whom one column has an odd name, the same people without, and which column it is."""
    people = [random_assessment(randomly).model_dump(mode="json") for _ in range(randomly.randint(1, 4))]
    names = ["age", *randomly.sample([name for name in people[0] if name != "age"], 5)]
    plain = pl.DataFrame(
        {name: pl.Series([one[name] for one in people], dtype=pl.String, strict=False) for name in names}
    )
    name = randomly.choice(names)
    odd = randomly.choice(_ODD)(name)
    return randomly.choice(_MADE)(plain.rename({name: odd})), plain, {name: odd}


def _take_as_named(made: tuple[Any, pl.DataFrame, dict[str, str]]) -> None:
    """Whatever a column is called, it alone is read where it is named, and otherwise it is not left out silently."""
    frame, plain, columns = made
    (name, odd), *_ = columns.items()
    placed = nw.from_native(place_cohort(frame, columns=columns, keep=[odd])).lazy().collect("polars")
    expected = place_cohort(plain, keep=[name])
    assert placed.get_column(placed.columns[0]).to_list() == expected[name].to_list()
    assert placed.get_column("level_floor").to_list() == expected["level_floor"].to_list()
    told: list[Codebook] = []
    try:
        place_cohort(frame, report=told.append)
    except CohortError:
        return
    assert odd == name or name in {*told[0].unanswered, "age"}
    nearly = {one(name) for one in _ODD[:7]} - {name}
    assert odd not in nearly, "a name nearly that of a scale is not read, and nobody says so"


def _to_audit(randomly: random.Random, secret: Secret) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Return a few decisions by sites and clinicians that may be anything, and what to ask of them."""
    people = [random_assessment(randomly).model_dump(mode="json") for _ in range(randomly.randint(1, 30))]
    columns: dict[str, Any] = {name: [one[name] for one in people] for name in ("age", "use_disorder", "detox_need")}
    labels = ["a", "b", None, secret.text]
    for name in ("site", "clinician"):
        columns[name] = [randomly.choice(labels) for _ in people]
    columns["given"] = [randomly.choice(["1", "2", "3", None]) for _ in people]
    asked: dict[str, Any] = {"by": randomly.choice(["site", "clinician", "given", ["site", "clinician"]])}
    if randomly.random() < 0.7:
        asked["reference"] = randomly.choice(["a", secret.text, {"site": "a"}, {"ward": "a"}, {"site": secret.text}])
    if randomly.random() < 0.7:
        asked["cluster"] = randomly.choice(["site", "clinician", "age", "ward"])
    return pl.DataFrame(columns, strict=False), asked


def _audit(made: tuple[pl.DataFrame, dict[str, Any]]) -> None:
    """An audit of few people shows no small count, whoever they are compared with."""
    frame, asked = made
    found = audit(frame, actual="given", resamples=100, errors="null", **asked)
    assert found.agreement.people == frame.height
    for name, table in found.to_frames().items():
        for column in table.select(pl.selectors.integer()).columns:
            assert not [one for one in table[column] if one and one < found.sureness.suppress_below], name


def _to_change(randomly: random.Random, _: Secret) -> tuple[Any, list[str]]:
    """Return people of a rulebook of another subject in a frame, and what each needs."""
    people = [*population(randomly.randint(1, 6), randomly.randrange(1_000), SLEEP)]
    frame = pl.DataFrame(people).with_columns(given=pl.lit("clinic"))
    needed = [str(place(SLEEP.assessment_model().model_validate(one)).floor.service) for one in people]
    kind = randomly.choice(["pandas", "polars", "duckdb"])
    if kind == "pandas":
        return frame.to_pandas().set_axis([f"r{number}" for number in range(len(people))]), needed
    return (frame if kind == "polars" else duckdb.from_arrow(frame.to_arrow())), needed


def _explain_the_changed(made: tuple[Any, list[str]]) -> None:
    """A frame that changed in place after its audit still explains the people who were audited."""
    frame, needed = made
    found = audit(frame, SLEEP, actual="given", resamples=100)
    if isinstance(frame, pd.DataFrame):
        names = [*frame.index]
        frame.loc[:, "snoring"] = 0
        frame.index = frame.index[::-1]
    else:
        names = [*range(1, len(needed) + 1)]
        if isinstance(frame, pl.DataFrame):
            frame.replace_column(frame.get_column_index("snoring"), pl.Series("snoring", [0] * frame.height))
    assert [str(found.explain(name).floor.service) for name in names] == needed


def frame_ways() -> list[Way]:
    """Return the ways into the library that data frames are."""
    return [
        ("frame of pandas", 2, _in_pandas, _take, (CohortError,)),
        ("frame of pandas, errors empty", 1, _in_pandas, _take_what_can_be_read, (CohortError,)),
        ("frame of Polars", 2, _in_polars, _take, (CohortError,)),
        ("frame of Polars, errors empty", 1, _in_polars, _take_what_can_be_read, (CohortError,)),
        ("frame to audit", 1, _to_audit, _audit, (CohortError,)),
        ("frame changed after its audit", 1, _to_change, _explain_the_changed, (CohortError,)),
        ("frame with odd column names", 2, _oddly_named, _take_as_named, (CohortError,)),
    ]
