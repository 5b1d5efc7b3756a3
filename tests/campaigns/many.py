"""Place very many random people in columns and one by one: every result of every person must be the same.

    python -m tests.campaigns.many --people 10000000 --processes 2

Answers are left out or unsure, from nearly all of a person's to none. What is compared is every column that
`place_cohort` can write: levels, services, tracks and ratings at both ends, the deciding rule, and each flag, criterion
and rule as met, not met or unknown. The exit status is 1 if anything differed.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

import polars as pl

from placement import FIVE_LEVEL, Assessment, Criterion, Flag, Rule, Service
from placement.cohort import place_cohort
from placement.engines.reference import Outcome, evaluate

AT_ONCE: Final = 20_000
UNSURE: Final = -1

_NAMES: Final = {track.id: [str(value) for value in track] for track in FIVE_LEVEL.tracks}
_LEVELS: Final = [str(level) for level in FIVE_LEVEL.level_of_service]
_RAISING: Final = [rule for rule in FIVE_LEVEL.rules if rule.raises.fact == Service.id]

Answers = list[int | None]


def somebody(randomly: random.Random) -> Answers:
    """Return a cell for every scale; how much is known, and how needy people are, differs from one to the next."""
    known, needy, unsure = randomly.random() ** 0.3, randomly.random(), randomly.random() * 0.2
    cells: Answers = []
    for scale in FIVE_LEVEL.scales:
        if randomly.random() < unsure:
            cells.append(UNSURE)
        elif randomly.random() < known:
            cells.append(randomly.randint(1, scale.highest()) if randomly.random() < needy else 0)
        else:
            cells.append(None)
    return cells


def expected(cells: Answers) -> Iterator[object]:
    """Return what the specification says of one person, in the order of the columns."""
    given = {
        scale.id: "unsure" if cell == UNSURE else cell for scale, cell in zip(FIVE_LEVEL.scales, cells, strict=True)
    }
    low, high = Assessment.model_validate(given).ends()
    floor = evaluate(FIVE_LEVEL, low)
    ceiling = floor if high is low else evaluate(FIVE_LEVEL, high)
    least, most = floor.tracks[Service.id], ceiling.tracks[Service.id]
    services = _NAMES[Service.id]
    determined = _LEVELS[least] == _LEVELS[most]
    yield _LEVELS[least] if determined else None
    yield services[least] if least == most else None
    yield determined
    yield from (_LEVELS[least], _LEVELS[most], services[least], services[most])
    for track, names in _NAMES.items():
        if track != Service.id:
            yield from (names[floor.tracks[track]], names[ceiling.tracks[track]])
    for dimension, rating in floor.ratings.items():
        yield from (rating, ceiling.ratings[dimension])
    yield next((one.id for one in _RAISING if one.raises.at_least == least and one.id in floor.met), None)
    yield from _said(floor, ceiling)


def _said(floor: Outcome, ceiling: Outcome) -> Iterator[bool | None]:
    met, possible = floor.met | floor.flags, ceiling.met | ceiling.flags
    declared: tuple[Flag | Criterion | Rule, ...] = (*FIVE_LEVEL.flags, *FIVE_LEVEL.criteria, *FIVE_LEVEL.rules)
    for one in declared:
        yield True if one.id in met else None if one.id in possible else False


def compared(seed: int, count: int) -> Counter[str]:
    """Place this many people both ways; return how many there were, how many differed, and in which columns."""
    randomly = random.Random(seed)
    people = [somebody(randomly) for _ in range(count)]
    frame = pl.DataFrame(people, schema=dict.fromkeys((scale.id for scale in FIVE_LEVEL.scales), pl.Int8), orient="row")
    placed = place_cohort(frame, unsure=[UNSURE], detail=True)
    found = Counter(people=count)
    for cells, row in zip(people, placed.rows(), strict=True):
        wanted = tuple(expected(cells))
        found["determined"] += wanted[0] is not None
        if wanted != row:
            found["different"] += 1
            found.update(
                f"`{column}` differs"
                for column, one, other in zip(placed.columns, wanted, row, strict=True)
                if one != other
            )
    return found


def main() -> int:
    """Place them, printing how far it is and, at the end, what was found."""
    asked = argparse.ArgumentParser(
        prog="python -m tests.campaigns.many", description="Place people in columns and alone."
    )
    asked.add_argument("--people", type=int, default=10_000_000, help="how many (default: %(default)s)")
    asked.add_argument("--processes", type=int, default=2, help="how many at once (default: %(default)s)")
    asked.add_argument("--seed", type=int, default=0, help="number of the first group (default: %(default)s)")
    given = asked.parse_args()
    started, found = time.perf_counter(), Counter[str]()
    sizes = [min(AT_ONCE, given.people - done) for done in range(0, given.people, AT_ONCE)]
    with ProcessPoolExecutor(given.processes, get_context("spawn")) as processes:  # Polars has threads: no fork
        for one in processes.map(compared, range(given.seed, given.seed + len(sizes)), sizes):
            found.update(one)
            print(f"\r{found['people']:,} people, {found['different']:,} different", end="", file=sys.stderr)
    print(f"\n{found['people']:,} people, {found['determined']:,} determined, {found['different']:,} different")
    for column, count in found.items():
        if column.endswith(" differs"):
            print(f"{column}: {count:,}")
    print(f"{time.perf_counter() - started:.0f} s")
    return 1 if found["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
