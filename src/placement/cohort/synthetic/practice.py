"""What is assumed of practice: sites, reviewers, payers and a group, and how those who decide differ from the need.

All of it is invented, to be found again by an audit. No site, payer or group of people is meant by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Site:
    """Where people are assessed.

    Attributes:
        name: As in the column `site`.
        share: Of all people.
        sicker: By how many standard deviations use is more severe among them, before the mean is taken away.
        gaps: How many times as many answers are missing as elsewhere.
    """

    name: str
    share: float
    sicker: float = 0.0
    gaps: float = 1.0


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Something that somebody does.

    Attributes:
        id: What it is called.
        who: Of whom it is true.
        does: What happens.
        share: To what share of them; for the sicker group and for gaps, the size of the difference.
    """

    id: str
    who: str
    does: str
    share: float


SITES: tuple[Site, ...] = (
    Site("S01", 0.13, sicker=-0.1),
    Site("S02", 0.12),
    Site("S03", 0.11, sicker=0.35),
    Site("S04", 0.10, sicker=-0.2),
    Site("S05", 0.09),
    Site("S06", 0.09, sicker=0.1),
    Site("S07", 0.09),
    Site("S08", 0.07, sicker=-0.15),
    Site("S09", 0.07),
    Site("S10", 0.06, sicker=0.2),
    Site("S11", 0.04, gaps=3.0),
    Site("S12", 0.03, sicker=-0.1),
)
REVIEWERS_AT_A_SITE: Final = 4
"""Each with a quarter of the people there: R01 to R04 at S01, and so on."""

GROUPS: Final[Mapping[str, float]] = {"A": 0.6, "B": 0.2, "C": 0.2}
"""An invented group that people belong to, by its share."""

SICKER_GROUP: Final = Behaviour(
    "sicker-group", "group B", "use is more severe, by so many standard deviations; decisions are like everybody's", 0.5
)
LOWER: Final = Behaviour("judged-lower", "everybody", "judged one level lower than the need", 0.05)
HIGHER: Final = Behaviour("judged-higher", "everybody", "judged one level higher than the need", 0.05)
HARSH: Final = Behaviour("harsh-reviewer", "reviewer R18, at S05", "judges one level lower still", 0.3)
UNLIKE: Final = Behaviour("unlike-at-equal-need", "group C", "judged one level lower still, whatever the need", 0.12)
NO_BED: Final = Behaviour("no-bed", "people at S07 judged to need level 3", "given level 2, for lack of a bed", 0.5)
NO_BED_ELSEWHERE: Final = Behaviour(
    "no-bed-elsewhere", "people at other sites judged to need level 3", "given level 2, for lack of a bed", 0.04
)
PAYER: Final = Behaviour(
    "payer-tightens",
    "people judged to need level 3 whom private insurance pays for, from September",
    "given level 2, because the payer does not approve",
    0.4,
)
WISH: Final = Behaviour("own-reasons", "everybody", "takes one level less, for reasons of their own", 0.05)
REFUSED: Final = Behaviour("declines", "everybody", "declines any treatment", 0.01)
MANDATE: Final = Behaviour("mandate", "everybody", "sent one level higher by a court", 0.02)
RECORDED: Final = Behaviour(
    "reason-recorded", "people given another level than they need", "the reason is written down", 0.8
)
CUT_SHORT: Final = Behaviour("cut-short", "everybody", "interviewed in a hurry: five times as many gaps", 0.06)
SAFETY_NOT_ASKED: Final = Behaviour("safety-not-asked", "people at S04", "not asked about safety at home", 0.7)

BEHAVIOURS: tuple[Behaviour, ...] = (
    LOWER,
    HIGHER,
    SICKER_GROUP,
    UNLIKE,
    HARSH,
    MANDATE,
    NO_BED,
    NO_BED_ELSEWHERE,
    PAYER,
    WISH,
    REFUSED,
    RECORDED,
    CUT_SHORT,
    SAFETY_NOT_ASKED,
)
"""In the order in which they come; of two that happen to one person, the reason of the later one is recorded."""

OWN_REASONS: Final[Mapping[str, float]] = {
    "preference": 0.4,
    "work-or-school": 0.2,
    "family-or-caregiving": 0.15,
    "transport-or-distance": 0.15,
    "cost-or-no-insurance": 0.1,
}
"""Ids of discrepancy reasons, by their share."""

GAPS: Final[Mapping[str, float]] = {"headline": 0.02, "fact of its own": 0.03, "detail": 0.3, "circumstance": 0.25}
"""The share of answers that is missing: a headline is hardly ever left out, a detail that it stands for often."""
