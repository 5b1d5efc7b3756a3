"""Data frames of every kind that is taken, and what one person's answers have to come out as in any of them."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import duckdb
import pandas as pd
import polars as pl

from placement import UNSURE, Answers, Assessment, Rulebook, Scale
from placement.engines.reference import Outcome, evaluate

__all__ = ["KINDS", "Kind", "Rows", "asked", "random_people", "said"]

Rows: TypeAlias = list[dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """A kind of data frame.

    Attributes:
        name: What it is called.
        make: Returns a frame with what is in a frame of Polars.
        rows: Returns its rows, with `None` for a gap.
        lists: It has columns of lists.
    """

    name: str
    make: Callable[[pl.DataFrame], Any]
    rows: Callable[[Any], Rows]
    lists: bool = True

    def __repr__(self) -> str:
        return self.name


def _rows_of_pandas(frame: Any) -> Rows:  # noqa: ANN401 - pandas has no types
    found: Rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return found


def _nullable(frame: pl.DataFrame) -> Any:  # noqa: ANN401 - pandas has no types
    return pd.DataFrame({name: pd.Series(frame[name].to_list()).convert_dtypes() for name in frame.columns})


def _objects(frame: pl.DataFrame) -> Any:  # noqa: ANN401 - pandas has no types
    return pd.DataFrame(frame.to_dict(as_series=False), dtype=object, index=range(7, 7 + frame.height))


KINDS: Final = (
    Kind("polars", lambda frame: frame, lambda frame: frame.to_dicts()),
    Kind("polars-lazy", lambda frame: frame.lazy(), lambda frame: frame.collect().to_dicts()),
    Kind("pandas", lambda frame: frame.to_pandas(), _rows_of_pandas, lists=False),
    Kind("pandas-nullable", _nullable, _rows_of_pandas, lists=False),
    Kind("pandas-objects", _objects, _rows_of_pandas, lists=False),
    Kind("pyarrow", lambda frame: frame.to_arrow(), lambda frame: frame.to_pylist()),
    Kind("duckdb", lambda frame: duckdb.from_arrow(frame.to_arrow()), lambda frame: frame.pl().to_dicts()),
)
"""All but Spark's, which take long to start."""


def random_people(count: int) -> list[Assessment]:
    """Return people, the same every time: of each a share of the answers is not known, and a share not the best."""
    chance = random.Random(20_261)
    shares = [(chance.random() * 0.6, chance.random() * 0.4) for _ in range(count)]

    def answer(scale: type[Scale], needy: float, unknown: float) -> object:
        if chance.random() < unknown:
            return chance.choice([None, None, UNSURE])
        return chance.randint(1, scale.highest()) if chance.random() < needy else 0

    return [
        Assessment.model_validate(
            {"age": chance.choice([None, 18, 44, 130]), **{one.id: answer(one, *share) for one in Assessment.scales}}
        )
        for share in shares
    ]


def asked(people: Iterable[Answers], rulebook: Rulebook) -> pl.DataFrame:
    """Return a frame of people, every answer as text: a key, a label, a position, or "unsure"."""
    rows = [*people]
    columns = {"age": pl.Series([one.age for one in rows], dtype=pl.Int64)}
    for scale in rulebook.scales:
        given = [one.answer(scale.id) for one in rows]
        columns[scale.id] = pl.Series([one.key if isinstance(one, scale) else one for one in given], dtype=pl.String)
    return pl.DataFrame(columns)


def _ends(name: str, floor: object, ceiling: object) -> dict[str, Any]:
    return {f"{name}_floor": floor, f"{name}_ceiling": ceiling}


def _deciding(rulebook: Rulebook, track: str, outcome: Outcome) -> str | None:
    """Return the first rule, in the order of the rulebook, of those that the track's value comes from."""
    value = outcome.tracks[track]
    met = (one for one in rulebook.rules if one.id in outcome.met and one.raises.fact == track)
    return next((one.id for one in met if one.raises.at_least == value), None)


def _found(name: str, low: Iterable[str], high: Iterable[str]) -> bool | None:
    return True if name in {*low} else None if name in {*high} else False


def said(answers: Answers, rulebook: Rulebook, *, lists: bool = False) -> dict[str, Any]:
    """Return what the specification says of one person, under the names of the columns, in their order."""
    low, high = (evaluate(rulebook, end) for end in answers.ends())
    leading = rulebook.headline_track
    names: dict[str, Sequence[str]] = {leading.id: [str(value) for value in leading]}
    names = {"level": [str(level) for level in rulebook.level_of_service], **names}
    reached = {
        name: (called[low.tracks[leading.id]], called[high.tracks[leading.id]]) for name, called in names.items()
    }
    row: dict[str, Any] = {name: floor if floor == ceiling else None for name, (floor, ceiling) in reached.items()}
    floor, ceiling = next(iter(reached.values()))
    row["determined"] = floor == ceiling
    for name, ends in reached.items():
        row |= _ends(name, *ends)
    for track in rulebook.tracks:
        if track is not leading:
            values = [str(value) for value in track]
            row |= _ends(track.id, values[low.tracks[track.id]], values[high.tracks[track.id]])
    for name, rating in low.ratings.items():
        row |= _ends(f"rating_{name}", rating, high.ratings[name])
    row["deciding_rule"] = _deciding(rulebook, leading.id, low)
    flags = [flag.id for flag in rulebook.flags]
    if lists:
        row["flags"] = [name for name in flags if name in low.flags]
        row["flags_possible"] = [name for name in flags if name in high.flags - low.flags]
    else:
        row |= {name: _found(name, low.flags, high.flags) for name in flags}
    declared = [*(one.id for one in rulebook.criteria), *(one.id for one in rulebook.rules)]
    return row | {name: _found(name, low.met, high.met) for name in declared}
