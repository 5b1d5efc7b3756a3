"""Duties and access. They shape how care is given, never how much is needed."""

from placement.criteria.dimensions import CIRCUMSTANCES
from placement.criteria.sources import ART_0, ART_2, ART_3, ART_4
from placement.language.scale import Scale


class WorkDuties(Scale, dimension=CIRCUMSTANCES, sources=(ART_0, ART_3, ART_4)):
    """Duties at work."""

    NONE = 0, "none"
    FLEXIBLE = 1, "flexible"
    FIXED_DAYTIME = 2, "fixed daytime hours"
    CANNOT_BE_ABSENT = 3, "cannot be absent"


class FamilyDuties(Scale, dimension=CIRCUMSTANCES, sources=(ART_0, ART_4)):
    """Duties of care in the family."""

    NONE = 0, "none"
    SHARED = 1, "shared"
    MAIN_CARER = 2, "main carer with back-up"
    SOLE_CARER = 3, "sole carer without back-up"


class TravelDifficulty(Scale, dimension=CIRCUMSTANCES, sources=(ART_2,)):
    """Difficulty of travelling to care."""

    EASY = 0, "easy"
    SOME = 1, "some"
    HARD = 2, "hard"
    CANNOT_TRAVEL = 3, "cannot travel"
