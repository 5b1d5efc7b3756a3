"""Place very many random people in data frames and one by one by the specification: every column the same.

    python -m tests.campaigns.cohort --people 10000000 --processes 2

Answers are left out or unsure, from nearly all of a person's to none; frames are of Polars, with text or with numbers
and codes. The exit status is 1 if anybody differs in anything.
"""

import argparse
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

import polars as pl

from placement import FIVE_LEVEL, Assessment
from placement.cohort import place_cohort
from tests.campaigns.soak import random_assessment
from tests.frames import asked, said

AT_ONCE: Final = 20_000
UNSURE: Final = 99


def in_numbers(people: list[Assessment]) -> pl.DataFrame:
    """Return a frame of positions, and a code for unsure."""
    columns: dict[str, pl.Series] = {"age": pl.Series([one.age for one in people], dtype=pl.UInt8)}
    for scale in FIVE_LEVEL.scales:
        given = [one.answer(scale.id) for one in people]
        cells = [UNSURE if isinstance(one, str) and not isinstance(one, scale) else one for one in given]
        columns[scale.id] = pl.Series([None if one is None else int(one) for one in cells], dtype=pl.Int8)
    return pl.DataFrame(columns)


def differing(seed: int, count: int) -> list[str]:
    """Return what differs: whose row, and which columns."""
    randomly = random.Random(seed)
    people = [random_assessment(randomly) for _ in range(count)]
    if seed % 2:
        placed = place_cohort(asked(people, FIVE_LEVEL), detail=True)
    else:
        placed = place_cohort(in_numbers(people), detail=True, unsure=[UNSURE])
    found: list[str] = []
    for number, (one, row) in enumerate(zip(people, placed.rows(), strict=True)):
        expected = said(one, FIVE_LEVEL)
        if row != tuple(expected.values()) or placed.columns != list(expected):
            wrong = [name for name, cell in zip(placed.columns, row, strict=True) if expected.get(name) != cell]
            found.append(f"seed {seed}, person {number}: {', '.join(wrong)}")
    return found


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description="Hold data frames to the specification, one person at a time.")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    parts = [min(AT_ONCE, chosen.people - start) for start in range(0, chosen.people, AT_ONCE)]
    seeds = range(chosen.seed, chosen.seed + len(parts))
    started, done, wrong = time.monotonic(), 0, 0
    # Spawned: what Polars has started does not survive a fork.
    with ProcessPoolExecutor(chosen.processes, mp_context=get_context("spawn")) as pool:
        for count, found in zip(parts, pool.map(differing, seeds, parts), strict=True):
            done, wrong = done + count, wrong + len(found)
            for line in found[:10]:
                print(f"\n{line}", file=sys.stderr)
            rate = done / (time.monotonic() - started)
            print(f"\r{done:,} people, {wrong:,} differ, {rate:,.0f} a second", end="", flush=True)
    print()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
