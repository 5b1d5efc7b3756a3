"""Where, when and by whom synthetic people are seen, who pays, and which group they belong to."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from placement.cohort.synthetic.chance import Chance, Positions, Scores
from placement.cohort.synthetic.marginals import PAYERS
from placement.cohort.synthetic.practice import GROUPS, REVIEWERS_AT_A_SITE, SICKER_GROUP, SITES

_SITE_SHARES: Final = tuple(site.share for site in SITES)
_GROUP_SHARES: Final = tuple(GROUPS.values())


def _centred(values: list[float], shares: tuple[float, ...]) -> npt.NDArray[np.float64]:
    return np.array(values) - np.average(values, weights=shares)


_SITES: Final = _centred([site.sicker for site in SITES], _SITE_SHARES)
_GROUPS: Final = _centred([SICKER_GROUP.share if name == "B" else 0 for name in GROUPS], _GROUP_SHARES)

SICKER_VARIANCE: Final = float(
    np.average(_SITES**2, weights=_SITE_SHARES) + np.average(_GROUPS**2, weights=_GROUP_SHARES)
)
"""How much of the variance of use is between sites and groups."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where and by whom a block of people is seen: codes, from 0.

    Attributes:
        site: Of `SITES`.
        reviewer: From 0 at the first site.
        month: 1 to 12.
        payer: Of `PAYERS`.
        group: Of `GROUPS`.
    """

    site: Positions
    reviewer: Positions
    month: Positions
    payer: Positions
    group: Positions

    def sicker(self) -> Scores:
        """Return by how many standard deviations the use of each is more severe than the mean."""
        return (_SITES.take(self.site) + _GROUPS.take(self.group)).astype(np.float32)


def seen(chance: Chance) -> Seen:
    """Return where and by whom people are seen."""
    site = chance.choose(_SITE_SHARES)
    within = chance.choose([1] * REVIEWERS_AT_A_SITE)
    return Seen(
        site=site,
        reviewer=site * np.int8(REVIEWERS_AT_A_SITE) + within,
        month=chance.choose([1] * 12) + np.int8(1),
        payer=chance.choose(list(PAYERS.values())),
        group=chance.choose(_GROUP_SHARES),
    )
