"""What those who decide give synthetic people, and what is written down of them. All of it is invented."""

from typing import Final

import numpy as np

from placement.cohort.synthetic.chance import Chance, Positions
from placement.cohort.synthetic.marginals import PAYERS
from placement.cohort.synthetic.people import People
from placement.cohort.synthetic.practice import (
    CUT_SHORT,
    GAPS,
    GROUPS,
    HARSH,
    HIGHER,
    LOWER,
    MANDATE,
    NO_BED,
    NO_BED_ELSEWHERE,
    OWN_REASONS,
    PAYER,
    RECORDED,
    REFUSED,
    SAFETY_NOT_ASKED,
    SITES,
    UNLIKE,
    WISH,
)
from placement.cohort.synthetic.settings import Seen
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
    *OWN_REASONS,
    "not-recorded",
)
"""Ids of discrepancy reasons, in the order of their codes."""

_REASON: Final = {name: np.int8(code) for code, name in enumerate(REASONS)}
NO_REASON: Final = np.int8(-1)
"""Stands for no reason: none is needed, or none is written down."""

_SITE: Final = {site.name: code for code, site in enumerate(SITES)}
_GROUP: Final = {name: code for code, name in enumerate(GROUPS)}
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
_TIMES: Final = np.array([site.gaps for site in SITES], np.float32)


def decided(chance: Chance, where: Seen, need: Positions) -> tuple[Positions, Positions]:
    """Return the level that each is given, and the code of the recorded reason where it is not the one needed.

    Args:
        chance: What decides, where nothing else does.
        where: Where and by whom they are seen.
        need: The level that everything about them calls for, as a position.
    """
    reason = np.full(chance.size, NO_REASON)
    step = chance.choose([LOWER.share, HIGHER.share, 1 - LOWER.share - HIGHER.share])
    shift = (step == 1).view(np.int8) - (step == 0).view(np.int8)
    shift -= ((where.group == _GROUP["C"]) & chance.happens(UNLIKE.share)).view(np.int8)
    shift -= ((where.reviewer == _HARSH) & chance.happens(HARSH.share)).view(np.int8)
    given = need + shift
    reason[shift != 0] = _REASON["clinician-judgement"]
    sent = chance.happens(MANDATE.share)
    given += sent.view(np.int8)
    reason[sent] = _REASON["legal-mandate"]
    given = np.clip(given, 0, _HOSPITAL)

    beds = np.where(where.site == _SITE["S07"], np.float32(NO_BED.share), np.float32(NO_BED_ELSEWHERE.share))
    full = (given == _RESIDENTIAL) & chance.below(chance.thresholds(beds))
    reason[full] = np.where(chance.happens(0.7), _REASON["waiting-list"], _REASON["not-available"])[full]
    given[full] = _INTENSIVE
    unpaid = (given == _RESIDENTIAL) & (where.payer == _PRIVATE) & (where.month >= _SEPTEMBER)
    unpaid &= chance.happens(PAYER.share)
    reason[unpaid] = _REASON["payer-decision"]
    given[unpaid] = _INTENSIVE

    wish, own = chance.happens(WISH.share) & (given > 0), chance.choose(list(OWN_REASONS.values()))
    reason[wish] = own[wish] + _REASON[next(iter(OWN_REASONS))]
    given[wish] -= 1
    refused = chance.happens(REFUSED.share)
    reason[refused] = _REASON["declines-treatment"]
    given[refused] = 0

    unsaid = ~chance.happens(RECORDED.share)
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
    times = _TIMES.take(where.site) * np.where(chance.happens(CUT_SHORT.share), _HURRY, np.float32(1))
    chances = {kind: chance.thresholds(np.minimum(times * np.float32(share), _MOST)) for kind, share in GAPS.items()}
    at_site = np.where(where.site == _SITE["S04"], np.float32(SAFETY_NOT_ASKED.share), np.float32(0))
    safety = np.maximum(chances["fact of its own"], chance.thresholds(at_site))
    written: People = {}
    for scale in FIVE_LEVEL.scales:
        gap = chance.below(safety if scale.id == "home_safety" else chances[_kind(scale)])
        written[scale.id] = np.where(gap, np.int8(MISSING), answers[scale.id])
    return written
