"""What is written down of synthetic people: their answers, with gaps."""

from typing import Final

import numpy as np

from placement.cohort.synthetic.chance import Chance
from placement.cohort.synthetic.people import People
from placement.cohort.synthetic.practice import CUT_SHORT, GAPS, SAFETY_NOT_ASKED, SITES
from placement.cohort.synthetic.settings import Seen
from placement.language.scale import Scale
from placement.rules.five_level import FIVE_LEVEL

__all__ = ["MISSING", "recorded"]

MISSING: Final = -1
"""Stands for an answer that is not written down."""

_HURRY: Final = np.float32(5)
_MOST: Final = np.float32(0.95)
_TIMES: Final = np.array([one.gaps for one in SITES], np.float32)
_SAFETY_NOT_ASKED_AT: Final = next(code for code, site in enumerate(SITES) if site.name == "S04")


def _kind(scale: type[Scale]) -> str:
    if not scale.dimension.need:
        return "circumstance"
    if scale.closes:
        return "headline"
    return "fact of its own" if scale.separate else "detail"


def recorded(chance: Chance, where: Seen, answers: People) -> People:
    """Return the answers as they stand in the record: `MISSING` where there is a gap.

    Args:
        chance: What decides.
        where: Where they are seen.
        answers: What is true of them.
    """
    times = _TIMES.take(where.site) * np.where(chance.happens(CUT_SHORT.share), _HURRY, np.float32(1))
    chances = {kind: chance.thresholds(np.minimum(times * np.float32(share), _MOST)) for kind, share in GAPS.items()}
    at_site = np.where(where.site == _SAFETY_NOT_ASKED_AT, np.float32(SAFETY_NOT_ASKED.share), np.float32(0))
    safety = np.maximum(chances["fact of its own"], chance.thresholds(at_site))
    written: People = {}
    for scale in FIVE_LEVEL.scales:
        gap = chance.below(safety if scale.id == "home_safety" else chances[_kind(scale)])
        written[scale.id] = np.where(gap, np.int8(MISSING), answers[scale.id])
    return written
