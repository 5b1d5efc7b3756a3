"""The risk of relapse or continued use, and what it would do."""

from placement.criteria.dimensions import RELAPSE
from placement.criteria.sources import ART_4, MN_9530_6622, TIP_63
from placement.language.scale import Scale


class RelapseRisk(Scale, dimension=RELAPSE, closes=True, sources=(MN_9530_6622,)):
    """Risk of relapse and the skills to prevent it."""

    LOW = 0, "low"
    FAIR_SKILLS = 1, "some risk with fair skills"
    INCONSISTENT_SKILLS = 2, "inconsistent skills"
    POOR_SKILLS = 3, "little recognition and poor skills"
    ENDANGERING = 4, "no skills and use endangers now"


class UseConsequence(Scale, dimension=RELAPSE, sources=(MN_9530_6622,)):
    """Harm expected from further use.

    Judged with the medication that the person takes now, which may protect them.
    """

    ORDINARY = 0, "ordinary harm"
    SERIOUS = 1, "serious harm likely within weeks"
    LIFE_THREATENING = 2, "life-threatening at the next use, on the medication the person takes"


class UnsuccessfulLevel(Scale, dimension=RELAPSE, separate=True, fixed=True, sources=(MN_9530_6622, ART_4)):
    """Most intensive treatment that did not help in the past 90 days."""

    NONE = 0, "none in the past 90 days"
    OUTPATIENT = 1, "outpatient, despite a changed plan"
    INTENSIVE_OUTPATIENT = 2, "intensive outpatient, despite a changed plan"
    DAY_TREATMENT = 3, "day treatment, despite a changed plan"
    RESIDENTIAL = 4, "residential of any intensity"


class OverdoseHistory(Scale, dimension=RELAPSE, separate=True, fixed=True, sources=(TIP_63,)):
    """Most recent overdose."""

    NEVER = 0, "never"
    OVER_A_YEAR_AGO = 1, "more than a year ago"
    PAST_YEAR = 2, "past year"
    PAST_30_DAYS = 3, "past 30 days"


class OpioidMedication(Scale, dimension=RELAPSE, separate=True, sources=(TIP_63,)):
    """Medication for opioid use disorder."""

    NOT_NEEDED_OR_STEADY = 0, "no opioid disorder or steady on effective medication"
    STARTING = 1, "starting or restarting now"
    UNSTEADY = 2, "missed doses, dose too low or access about to end"
    NOT_TAKEN = 3, "declined, unavailable or stopped in the past 30 days"
