"""Why the level given differs from the level recommended, and what may follow. Words for a record; nothing computes.

What is recommended and what is given are kept apart, always. A reason never changes a recommendation.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["CONSEQUENCES", "DIRECTIONS", "DISCREPANCY_REASONS", "Direction", "DiscrepancyReason", "ReasonKind"]

ReasonKind: TypeAlias = Literal["access", "payer", "person", "judgement", "mandate", "other"]
"""Where a difference originates, so that "no bed" is never counted as a clinical judgement.

- `access`: the service cannot be had, reached or entered.
- `payer`: it is not paid for.
- `person`: the person's own choice, life or leaving.
- `judgement`: the clinician judges differently.
- `mandate`: a court or another authority decides.
- `other`: something else, or nothing was written down.
"""

Direction: TypeAlias = Literal["same", "less intensive than recommended", "more intensive than recommended"]
"""How the level given compares with the level recommended."""


@dataclass(frozen=True, slots=True)
class DiscrepancyReason:
    """Why a level other than the recommended one was given.

    Attributes:
        id: Permanent, never reused.
        text: In a few words.
        kind: Whose doing it is.
        explanation_required: It says too little without a sentence of explanation.
    """

    id: str
    text: str
    kind: ReasonKind
    explanation_required: bool = False


DISCREPANCY_REASONS: tuple[DiscrepancyReason, ...] = (
    DiscrepancyReason("not-available", "the service does not exist within reach", "access"),
    DiscrepancyReason("waiting-list", "no opening or the wait is too long", "access"),
    DiscrepancyReason("preference", "the person prefers another level", "person"),
    DiscrepancyReason("declines-treatment", "the person declines any treatment", "person"),
    DiscrepancyReason(
        "clinician-judgement", "the clinician judges differently", "judgement", explanation_required=True
    ),
    DiscrepancyReason("work-or-school", "work or school", "person"),
    DiscrepancyReason("family-or-caregiving", "family or caregiving", "person"),
    DiscrepancyReason("transport-or-distance", "transport or distance", "access"),
    DiscrepancyReason("cost-or-no-insurance", "cost or no insurance", "payer"),
    DiscrepancyReason("payer-decision", "the payer does not approve", "payer"),
    DiscrepancyReason("programme-declines", "the programme will not admit", "access", explanation_required=True),
    DiscrepancyReason("legal-mandate", "a court or other mandate differs", "mandate"),
    DiscrepancyReason("language-or-culture", "language or culture", "access"),
    DiscrepancyReason("physical-access", "physical access", "access"),
    DiscrepancyReason("left-before-placement", "the person left", "person"),
    DiscrepancyReason("other", "other", "other", explanation_required=True),
    DiscrepancyReason("not-recorded", "not recorded", "other"),
)

DIRECTIONS: tuple[Direction, ...] = ("same", "less intensive than recommended", "more intensive than recommended")

CONSEQUENCES: tuple[str, ...] = (
    "none",
    "serious harm",
    "overdose",
    "acute admission",
    "loss of housing",
    "loss of custody",
    "loss of freedom",
    "violence",
    "victimisation",
    "discharge without care",
    "other",
)
"""Expected consequences of deciding otherwise, in the order of asking."""
