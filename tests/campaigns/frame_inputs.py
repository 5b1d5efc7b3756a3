# ruff: noqa: ANN401 - whatever was made up
"""Data frames of people, to be spoilt by `tests.campaigns.fuzz`."""

import random
from typing import Any, Final

import pandas as pd
import polars as pl

from placement import CohortError
from placement.cohort import place_cohort
from tests.campaigns.clinic_inputs import Way
from tests.campaigns.malforming import Secret, junk
from tests.campaigns.soak import random_assessment

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


def frame_ways() -> list[Way]:
    """Return the ways into the library that data frames are."""
    return [
        ("frame of pandas", 2, _in_pandas, _take, (CohortError,)),
        ("frame of pandas, errors empty", 1, _in_pandas, _take_what_can_be_read, (CohortError,)),
        ("frame of Polars", 2, _in_polars, _take, (CohortError,)),
        ("frame of Polars, errors empty", 1, _in_polars, _take_what_can_be_read, (CohortError,)),
    ]
