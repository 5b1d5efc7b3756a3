"""Seeded chance for many people at once: the same on every machine and with every version of numpy.

Only the raw bits of a generator are used, which numpy promises to keep; its ready-made distributions may change.
Sixteen bits decide each thing, so shares hold to a part in 65,536.
"""

from collections.abc import Sequence
from functools import lru_cache
from statistics import NormalDist
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Flags: TypeAlias = npt.NDArray[np.bool_]
Positions: TypeAlias = npt.NDArray[np.int8]
Scores: TypeAlias = npt.NDArray[np.float32]

_STEPS: Final = 1 << 16
_PER_WORD: Final = 4


@lru_cache(maxsize=1)
def _normals() -> Scores:
    """Return a standard normal value for each of the 65,536 equally likely draws."""
    inverse = NormalDist().inv_cdf
    return np.fromiter((inverse((step + 0.5) / _STEPS) for step in range(_STEPS)), np.float32, _STEPS)


@lru_cache(maxsize=256)
def _choices(shares: tuple[float, ...]) -> Positions:
    ends = np.rint(np.cumsum(shares) / sum(shares) * _STEPS).astype(np.int64)
    return np.searchsorted(ends, np.arange(_STEPS), side="right").astype(np.int8)


class Chance:
    """What chance says of a block of people, one draw for each of them at a time."""

    def __init__(self, seed: int, block: int, size: int) -> None:
        """Begin where this block begins.

        Args:
            seed: Of the whole cohort.
            block: Which block of people, from 0: each has its own stream.
            size: How many people, a multiple of 4.
        """
        self._bits = np.random.SFC64(np.random.SeedSequence((seed, block)))
        self.size = size

    def draws(self) -> npt.NDArray[np.uint16]:
        """Return a whole number from 0 to 65,535 for each person."""
        words: npt.NDArray[np.uint64] = self._bits.random_raw(self.size // _PER_WORD)
        return words.astype("<u8", copy=False).view("<u2")

    def normals(self) -> Scores:
        """Return a standard normal value for each person."""
        return _normals().take(self.draws())

    def happens(self, share: float) -> Flags:
        """Return for whom something happens that happens to a share of people."""
        return self.draws() < round(share * _STEPS)

    @staticmethod
    def thresholds(shares: Scores) -> npt.NDArray[np.uint16]:
        """Return what a draw has to be below, for each person, to happen with a chance of their own below 1."""
        return (shares * _STEPS).astype(np.uint16)

    def below(self, thresholds: npt.NDArray[np.uint16]) -> Flags:
        """Return for whom something happens whose chance differs from person to person."""
        return self.draws() < thresholds

    def choose(self, shares: Sequence[float]) -> Positions:
        """Return which of several things each person has, given what share of people has each."""
        return _choices(tuple(shares)).take(self.draws())
