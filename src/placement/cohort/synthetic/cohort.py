"""The synthetic cohort as a data frame: people, where they were seen, what they were given, what was written down."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from placement.cohort.placing import place_cohort
from placement.cohort.synthetic.chance import Chance, Flags, Positions
from placement.cohort.synthetic.decisions import MISSING, REASONS, SICKER_VARIANCE, Seen, decided, recorded, seen
from placement.cohort.synthetic.marginals import PAYERS
from placement.cohort.synthetic.people import People, people
from placement.cohort.synthetic.practice import GROUPS, REVIEWERS_AT_A_SITE, SITES
from placement.cohort.tables import pl
from placement.rules.five_level import FIVE_LEVEL
from placement.rules.levels import Level, Service

_BLOCK: Final = 1 << 14
"""So many people at a time fit into the processor's cache."""

_BATCH: Final = 1 << 20

_SEXES: Final = ("male", "female")
_SITES: Final = tuple(site.name for site in SITES)
_REVIEWERS: Final = tuple(f"R{number:02}" for number in range(1, len(SITES) * REVIEWERS_AT_A_SITE + 1))
_LEVELS: Final = tuple(map(str, Level))
_SERVICES: Final = tuple(map(str, Service))
_LEVEL_OF_SERVICE: Final = np.array([level.position for level in FIVE_LEVEL.level_of_service], np.int8)


class _Block:
    """A block of people in the making."""

    def __init__(self, seed: int, number: int) -> None:
        self.chance = Chance(seed, number, _BLOCK)
        self.where: Seen = seen(self.chance)
        self.age: Positions
        self.woman: Flags
        self.answers: People
        self.age, self.woman, self.answers = people(self.chance, self.where.sicker(), SICKER_VARIANCE)


def _joined(parts: Sequence[npt.NDArray[np.generic]]) -> npt.NDArray[np.generic]:
    return np.concatenate(parts)


def _named(codes: Sequence[npt.NDArray[np.generic]], names: Sequence[str]) -> pl.Series:
    """Return codes, of which -1 is a gap, as categories."""
    places = pl.Series(_joined(codes)).replace(-1, None).cast(pl.UInt32)
    return pl.Series(names, dtype=pl.Enum(names)).gather(places)


def _need(blocks: Sequence[_Block]) -> Positions:
    """Return the position of the service that all the answers of each person call for."""
    complete = pl.LazyFrame(
        {scale.id: _joined([block.answers[scale.id] for block in blocks]) for scale in FIVE_LEVEL.scales}
    )
    placed = place_cohort(complete).select(pl.col("service_floor").to_physical()).collect(engine="streaming")
    return placed.to_series().to_numpy().astype(np.int8)


def _batch(seed: int, first: int, count: int, *, truth: bool) -> pl.DataFrame:
    blocks = [_Block(seed, number) for number in range(first, first + count)]
    service = _need(blocks)
    level = _LEVEL_OF_SERVICE.take(service)
    given: list[Positions] = []
    reasons: list[Positions] = []
    written: list[People] = []
    for place, block in enumerate(blocks):
        decision = decided(block.chance, block.where, level[place * _BLOCK : (place + 1) * _BLOCK])
        given.append(decision[0])
        reasons.append(decision[1])
        written.append(recorded(block.chance, block.where, block.answers))
    start = first * _BLOCK
    columns = {
        "synthetic_id": pl.int_range(start + 1, start + len(level) + 1, dtype=pl.Int64, eager=True),
        "site": _named([block.where.site for block in blocks], _SITES),
        "reviewer": _named([block.where.reviewer for block in blocks], _REVIEWERS),
        "month": pl.Series(_joined([block.where.month for block in blocks])),
        "payer": _named([block.where.payer for block in blocks], tuple(PAYERS)),
        "group": _named([block.where.group for block in blocks], tuple(GROUPS)),
        "sex": _named([block.woman.view(np.int8) for block in blocks], _SEXES),
        "age": pl.Series(_joined([block.age for block in blocks])),
        **{
            scale.id: pl.Series(_joined([answers[scale.id] for answers in written])).replace(MISSING, None)
            for scale in FIVE_LEVEL.scales
        },
        "level_given": _named(given, _LEVELS),
        "discrepancy_reason": _named(reasons, REASONS),
    }
    if truth:
        columns |= {"level_needed": _named([level], _LEVELS), "service_needed": _named([service], _SERVICES)}
    return pl.DataFrame(columns)


def synthetic_batches(size: int, seed: int, *, truth: bool = False) -> Iterator[pl.DataFrame]:
    """Return the same people as `synthetic_cohort`, about a million at a time, for files larger than memory.

    Args:
        size: How many people in all.
        seed: Where chance begins.
        truth: Also say what each person needs; see `synthetic_cohort`.

    Raises:
        ValueError: `size` or `seed` is negative.
    """
    for name, number in (("size", size), ("seed", seed)):
        if number < 0:
            message = f"`{name}`: expected 0 or more"
            raise ValueError(message)
    per_batch = _BATCH // _BLOCK
    return (
        _batch(seed, start // _BLOCK, min(per_batch, -(-(size - start) // _BLOCK)), truth=truth).head(size - start)
        for start in range(0, size, _BATCH)
    )


def synthetic_cohort(size: int, seed: int, *, truth: bool = False) -> pl.DataFrame:
    """Return synthetic adults as a table of past assessments, with the level that each of them was given.

    None of them is real, and nothing in it is a finding. It is for examples, tests and measurements. Some shares are
    those of real admissions (TEDS-A 2021: age, sex, substances, pregnancy, homelessness, co-occurring disorders, work,
    payer), each by itself; everything else, and how it goes together, is this project's assumption (`people`).
    What each person needs is what `FIVE_LEVEL` says of all their answers. Those who decide are noisy; one site lacks
    beds, one reviewer is harsh, one payer tightens, one invented group is sicker and treated alike, another is treated
    unlike at equal need. Answers are left out, more at some sites. The page on the synthetic cohort in the reference
    lists all of it with its numbers.

    The same seed gives the same people in the same order, with any version of numpy; the first of a larger cohort are
    those of a smaller one. Ten million fit into a gigabyte of memory; for more there is `synthetic_batches`.

    >>> from placement.cohort import place_cohort
    >>> from placement.cohort.synthetic import synthetic_cohort
    >>> cohort = synthetic_cohort(1_000, seed=1)
    >>> place_cohort(cohort, id="synthetic_id").columns[:3]
    ['synthetic_id', 'level', 'service']

    Args:
        size: How many people.
        seed: Where chance begins, 0 or more.
        truth: Add `level_needed` and `service_needed`, which no real table has: what all the answers call for,
            before any was left out.

    Returns:
        A frame of Polars with `synthetic_id` from 1; `site`, `reviewer`, `month` (1 to 12), `payer`, `group`
        (invented), `sex`, `age` (years); a position or null for every scale; `level_given`; `discrepancy_reason` (an
        id or null).

    Raises:
        ValueError: `size` or `seed` is negative.
        MissingExtra: The extra `audit` is not installed.
    """
    batches = list(synthetic_batches(size, seed, truth=truth))
    return pl.concat(batches, rechunk=False) if batches else _batch(seed, 0, 1, truth=truth).clear()
