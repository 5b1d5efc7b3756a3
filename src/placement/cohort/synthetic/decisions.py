"""Where synthetic people are seen, what they are given there, and what is written down. All of it is invented."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from placement.cohort.synthetic import practice
from placement.cohort.synthetic.chance import Chance, Positions, Scores
from placement.cohort.synthetic.marginals import PAYERS
from placement.cohort.synthetic.people import People
from placement.language.scale import Scale
from placement.rules.five_level import FIVE_LEVEL
from placement.rules.levels import Level

REASONS: Final = (
    "clinician-judgement",
    "waiting-list",
    "not-available",
    "payer-decision",
    "declines-treatment",
    "legal-mandate",
    *practice.OWN_REASONS,
    "not-recorded",
)
"""Ids of discrepancy reasons, in the order of their codes."""

_REASON: Final = {name: np.int8(code) for code, name in enumerate(REASONS)}
NO_REASON: Final = np.int8(-1)
"""Stands for no reason: none is needed, or none is written down."""

_SITE: Final = {site.name: code for code, site in enumerate(practice.SITES)}
_GROUP: Final = {name: code for code, name in enumerate(practice.GROUPS)}
_PRIVATE: Final = list(PAYERS).index("private insurance")
_HARSH: Final = 17
"""R18, counted from 0."""

_SEPTEMBER: Final = 9
_HOSPITAL: Final = Level.HOSPITAL.position
_RESIDENTIAL: Final = Level.RESIDENTIAL.position
_INTENSIVE: Final = np.int8(Level.INTENSIVE_OUTPATIENT.position)

MISSING: Final = -1
"""Stands for an answer that is not written down."""

_HURRY: Final = np.float32(5)
_MOST: Final = np.float32(0.95)
_TIMES: Final = np.array([site.gaps for site in practice.SITES], np.float32)
_SITE_SHARES: Final = tuple(site.share for site in practice.SITES)
_GROUP_SHARES: Final = tuple(practice.GROUPS.values())


def _centred(values: list[float], shares: tuple[float, ...]) -> npt.NDArray[np.float64]:
    return np.array(values) - np.average(values, weights=shares)


_SICKER_SITES: Final = _centred([site.sicker for site in practice.SITES], _SITE_SHARES)
_SICKER_GROUPS: Final = _centred(
    [practice.SICKER_GROUP.share if name == "B" else 0 for name in practice.GROUPS], _GROUP_SHARES
)

SICKER_VARIANCE: Final = float(
    np.average(_SICKER_SITES**2, weights=_SITE_SHARES) + np.average(_SICKER_GROUPS**2, weights=_GROUP_SHARES)
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
        return (_SICKER_SITES.take(self.site) + _SICKER_GROUPS.take(self.group)).astype(np.float32)


def seen(chance: Chance) -> Seen:
    """Return where and by whom people are seen."""
    site = chance.choose(_SITE_SHARES)
    within = chance.choose([1] * practice.REVIEWERS_AT_A_SITE)
    return Seen(
        site=site,
        reviewer=site * np.int8(practice.REVIEWERS_AT_A_SITE) + within,
        month=chance.choose([1] * 12) + np.int8(1),
        payer=chance.choose(list(PAYERS.values())),
        group=chance.choose(_GROUP_SHARES),
    )


def decided(chance: Chance, where: Seen, need: Positions) -> tuple[Positions, Positions]:
    """Return the level that each is given, and the code of the recorded reason where it is not the one needed.

    Args:
        chance: What decides, where nothing else does.
        where: Where and by whom they are seen.
        need: The level that everything about them calls for, as a position.
    """
    reason = np.full(chance.size, NO_REASON)
    step = chance.choose(
        [practice.LOWER.share, practice.HIGHER.share, 1 - practice.LOWER.share - practice.HIGHER.share]
    )
    shift = (step == 1).view(np.int8) - (step == 0).view(np.int8)
    shift -= ((where.group == _GROUP["C"]) & chance.happens(practice.UNLIKE.share)).view(np.int8)
    shift -= ((where.reviewer == _HARSH) & chance.happens(practice.HARSH.share)).view(np.int8)
    given = need + shift
    reason[shift != 0] = _REASON["clinician-judgement"]
    sent = chance.happens(practice.MANDATE.share)
    given += sent.view(np.int8)
    reason[sent] = _REASON["legal-mandate"]
    given = np.clip(given, 0, _HOSPITAL)

    beds = np.where(
        where.site == _SITE["S07"], np.float32(practice.NO_BED.share), np.float32(practice.NO_BED_ELSEWHERE.share)
    )
    full = (given == _RESIDENTIAL) & chance.below(chance.thresholds(beds))
    reason[full] = np.where(chance.happens(0.7), _REASON["waiting-list"], _REASON["not-available"])[full]
    given[full] = _INTENSIVE
    unpaid = (given == _RESIDENTIAL) & (where.payer == _PRIVATE) & (where.month >= _SEPTEMBER)
    unpaid &= chance.happens(practice.PAYER.share)
    reason[unpaid] = _REASON["payer-decision"]
    given[unpaid] = _INTENSIVE

    wish, own = chance.happens(practice.WISH.share) & (given > 0), chance.choose(list(practice.OWN_REASONS.values()))
    reason[wish] = own[wish] + _REASON[next(iter(practice.OWN_REASONS))]
    given[wish] -= 1
    refused = chance.happens(practice.REFUSED.share)
    reason[refused] = _REASON["declines-treatment"]
    given[refused] = 0

    unsaid = ~chance.happens(practice.RECORDED.share)
    reason[unsaid] = np.where(chance.happens(0.5), _REASON["not-recorded"], NO_REASON)[unsaid]
    reason[given == need] = NO_REASON
    return given, reason


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
    times = _TIMES.take(where.site) * np.where(chance.happens(practice.CUT_SHORT.share), _HURRY, np.float32(1))
    chances = {
        kind: chance.thresholds(np.minimum(times * np.float32(share), _MOST)) for kind, share in practice.GAPS.items()
    }
    at_site = np.where(where.site == _SITE["S04"], np.float32(practice.SAFETY_NOT_ASKED.share), np.float32(0))
    safety = np.maximum(chances["fact of its own"], chance.thresholds(at_site))
    written: People = {}
    for scale in FIVE_LEVEL.scales:
        gap = chance.below(safety if scale.id == "home_safety" else chances[_kind(scale)])
        written[scale.id] = np.where(gap, np.int8(MISSING), answers[scale.id])
    return written
