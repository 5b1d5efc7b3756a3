"""Is there a substance use disorder, how severe is it, and which substances are involved."""

from placement.criteria.dimensions import USE
from placement.criteria.sources import AUDIT, DSM_5_COUNT, TIP_63
from placement.language.scale import Scale


class UseDisorder(Scale, dimension=USE, closes=True, fixed=True, sources=(DSM_5_COUNT, AUDIT)):
    """Severity of the substance use disorder.

    Counts the DSM-5 criteria (0 to 11) met in the past 12 months, or in the 12 months before a controlled setting. A
    screening score never codes a disorder.
    """

    NO_RISKY_USE = 0, "no risky use"
    RISKY_USE = 1, "risky use, no disorder"
    MILD = 2, "mild disorder (2-3 DSM-5 criteria)"
    MODERATE = 3, "moderate disorder (4-5)"
    SEVERE = 4, "severe disorder (6 or more)"


class AlcoholUseDisorder(Scale, dimension=USE, fixed=True, sources=(DSM_5_COUNT,)):
    """Alcohol use disorder."""

    ABSENT = 0, "absent"
    PRESENT = 1, "present"


class StimulantUseDisorder(Scale, dimension=USE, fixed=True, sources=(DSM_5_COUNT,)):
    """Stimulant use disorder."""

    ABSENT = 0, "absent"
    PRESENT = 1, "present"


class OpioidUseDisorder(Scale, dimension=USE, danger=True, separate=True, fixed=True, sources=(TIP_63,)):
    """Opioid use disorder.

    Someone in remission because medication works still has it: stopping the medication would bring the danger back.
    """

    ABSENT = 0, "absent"
    PRESENT = 1, "present, including in remission on medication"
