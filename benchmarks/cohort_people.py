"""Tables of invented people, as large as asked for."""

from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from placement import FIVE_LEVEL

__all__ = ["MISSING", "table", "write_files"]

MISSING: Final = 0.1
"""Share of the answers that nobody gave."""

_SEED: Final = 20_262
_MOST_NEEDY: Final = 0.5
_IN_A_FILE: Final = 1_000_000


def table(people: int, part: int = 0) -> pl.DataFrame:
    """Return people, the same ones every time: of each some share of the answers, up to half, is not at its best.

    Args:
        people: How many.
        part: Different parts hold different people.
    """
    chance = np.random.default_rng([_SEED, part])
    needy = chance.uniform(0, _MOST_NEEDY, people).astype(np.float32)
    columns: dict[str, pl.Series] = {}
    for scale in FIVE_LEVEL.scales:
        answers = chance.integers(1, scale.highest(), people, np.uint8, endpoint=True)
        answers[chance.random(people, np.float32) >= needy] = 0
        given = pl.Series(chance.random(people, np.float32) >= MISSING)
        columns[scale.id] = pl.select(pl.when(given).then(pl.Series(answers))).to_series()
    return pl.DataFrame(columns)


def write_files(folder: Path, people: int) -> None:
    """Write people as Parquet, a million in a file; those that are there already are left as they are."""
    for part, start in enumerate(range(0, people, _IN_A_FILE)):
        number = min(_IN_A_FILE, people - start)
        file = folder / f"people-{part:04}-{number}.parquet"
        if not file.exists():
            table(number, part).write_parquet(file)
