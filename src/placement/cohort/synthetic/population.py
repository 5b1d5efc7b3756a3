"""Simulated people one by one, for measuring interviews, trying reports and testing.

Those of the shipped rulebook are the adults of `people`: none is real, and no figure of them is a finding.
"""

import random
from collections.abc import Iterator
from functools import partial
from itertools import chain, count, islice
from typing import Final

import numpy as np

from placement.cohort.synthetic.chance import Chance
from placement.cohort.synthetic.people import people
from placement.rulebook.rulebook import Rulebook
from placement.rules.five_level import FIVE_LEVEL

_BLOCK: Final = 1 << 12
_OLDEST: Final = 85


def population(size: int, seed: int, rulebook: Rulebook | None = None) -> Iterator[dict[str, int]]:
    """Return simulated people, each a complete set of answers: `age`, and a position for every scale.

    `Assessment.model_validate` reads one, and a row of a table holds one. The same seed gives the same people in the
    same order; the first of a larger population are those of a smaller one.

    Args:
        size: How many.
        seed: Where chance begins, 0 or more.
        rulebook: Whose questions they answer; the shipped rulebook's if none is given. Of the people of another nothing
            is assumed but that bad answers go together.

    Raises:
        ValueError: `size` or `seed` is negative.
    """
    for name, number in (("size", size), ("seed", seed)):
        if number < 0:
            message = f"`{name}`: expected 0 or more"
            raise ValueError(message)
    if rulebook is None or rulebook == FIVE_LEVEL:
        return islice(chain.from_iterable(map(partial(_adults, seed), count())), size)
    return islice(_people_of(rulebook, seed), size)


def _adults(seed: int, block: int) -> Iterator[dict[str, int]]:
    age, _, answers = people(Chance(seed, block, _BLOCK), np.zeros(_BLOCK, np.float32), 0)
    columns = {"age": age, **answers}
    rows = np.column_stack(list(columns.values())).tolist()
    return (dict(zip(columns, row, strict=True)) for row in rows)


def _people_of(rulebook: Rulebook, seed: int) -> Iterator[dict[str, int]]:
    chance = random.Random(seed)  # noqa: S311 - simulated people, not secrets

    def up_to(most: int) -> int:
        return int(chance.random() * (most + 1))

    youngest = rulebook.ages.least or 0
    oldest = max(_OLDEST, youngest) if rulebook.ages.greatest is None else rulebook.ages.greatest
    while True:
        age, worse = youngest + up_to(oldest - youngest), chance.random()
        yield {"age": age} | {
            scale.id: 1 + up_to(scale.highest() - 1) if chance.random() < worse else 0 for scale in rulebook.scales
        }
