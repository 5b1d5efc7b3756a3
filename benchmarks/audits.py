"""How long an audit takes: also by itself, with `python -m benchmarks.audits`.

The people are drawn, with replacement, from a few thousand simulated adults; a tenth of their answers are then taken
away, and what each was given is what all their answers call for, give or take a level. The clock on the wall is
measured: a frame is worked on by every core.
"""

import statistics
from collections.abc import Iterator
from functools import lru_cache
from time import perf_counter
from typing import Final, TypeAlias

import numpy as np
import polars as pl

from placement import FIVE_LEVEL
from placement.cohort import audit, place_cohort
from placement.cohort.synthetic.population import population

__all__ = ["audits", "past_decisions"]

_Row: TypeAlias = tuple[str, str, str, str, str]
_ROUNDS: Final = 3
_SIMULATED: Final = 5_000
_LEVELS: Final = ("none", "0.5", "1", "2", "3", "4")
_BY: Final = ["site", "month", "payer"]


@lru_cache(maxsize=1)
def _simulated() -> pl.DataFrame:
    """Return simulated adults, and the level that all their answers call for."""
    people = pl.DataFrame(list(population(_SIMULATED, 1)))
    return people.with_columns(place_cohort(people)["level"].cast(pl.String))


def past_decisions(people: int, seed: int = 7) -> pl.DataFrame:
    """Return past assessments with what was given, where, when, and who paid.

    Args:
        people: How many.
        seed: Where chance begins.
    """
    chance = np.random.default_rng(seed)
    drawn = _simulated()[chance.integers(_SIMULATED, size=people)]
    answers = [
        pl.when(pl.Series(chance.random(people) >= 0.1)).then(pl.col(one.id).cast(pl.Int8)).alias(one.id)  # noqa: PLR2004 - a tenth
        for one in FIVE_LEVEL.scales
    ]
    needed = drawn["level"].replace_strict(list(_LEVELS), range(len(_LEVELS)), return_dtype=pl.Int8).to_numpy()
    given = np.clip(needed + chance.choice([-1, 0, 1], people, p=[0.15, 0.75, 0.1]), 0, len(_LEVELS) - 1)
    return drawn.select(
        "age",
        *answers,
        level_given=pl.Series(np.array(_LEVELS)[given]),
        site=pl.Series(chance.integers(20, size=people)).cast(pl.String),
        month=pl.Series(chance.integers(1, 13, size=people)),
        payer=pl.Series(np.array(["public", "private", "none"])[chance.integers(3, size=people)]),
    )


def audits() -> Iterator[_Row]:
    """Measure audits, row by row of the table."""
    for people, aim in ((10_000, ""), (100_000, ""), (1_000_000, "10 s")):
        frame = past_decisions(people)
        times: list[float] = []
        for _ in range(_ROUNDS):
            started = perf_counter()
            audit(frame, actual="level_given", by=_BY)
            times.append(perf_counter() - started)
        yield f"audit of {people:,} people, three groupings", f"{statistics.median(times):.3g} s", "", "", aim


if __name__ == "__main__":
    for row in audits():
        print("; ".join(cell for cell in row if cell))
