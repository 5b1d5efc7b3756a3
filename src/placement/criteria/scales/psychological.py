"""Mental health, danger to oneself and others, thinking, and self-care."""

from placement.criteria.dimensions import PSYCHOLOGICAL
from placement.criteria.sources import ART_2, MN_9530_6622, TIP_42, TIP_50
from placement.language.scale import Scale


class CoOccurring(Scale, dimension=PSYCHOLOGICAL, closes=True, sources=(MN_9530_6622, TIP_42, ART_2)):
    """Co-occurring mental disorder, as severe as it is now.

    What counts is how far it interferes now, not which diagnosis it has.
    """

    NONE = 0, "none"
    STABLE = 1, "present, stable"
    INTERFERES = 2, "interferes and needs concurrent treatment"
    DISABLING = 3, "severe or disabling and needs 24-hour support"
    ACUTE_DANGER = 4, "acute danger"


class SuicideRisk(Scale, dimension=PSYCHOLOGICAL, danger=True, separate=True, sources=(TIP_50,)):
    """Suicide risk."""

    NONE = 0, "none"
    PASSIVE_THOUGHTS = 1, "passive thoughts"
    ACTIVE_THOUGHTS = 2, "active thoughts without plan"
    PLAN_OR_INTENT = 3, "plan or some intent"
    PLAN_WITH_INTENT = 4, "plan with intent"


class ViolenceRisk(Scale, dimension=PSYCHOLOGICAL, danger=True, sources=(MN_9530_6622,)):
    """Risk of violence to others."""

    NONE = 0, "none"
    VERBAL_HOSTILITY = 1, "verbal hostility"
    THREATS_OR_PAST_YEAR = 2, "threats without plan, or violence in the past year"
    PLAN_OR_PAST_WEEK = 3, "plan, or violence in the past week"
    IMMINENT = 4, "imminent violence"


class Cognition(Scale, dimension=PSYCHOLOGICAL, sources=(MN_9530_6622,)):
    """Thinking, memory and orientation."""

    INTACT = 0, "intact"
    MILD_DIFFICULTY = 1, "mild difficulty"
    NEEDS_ACCOMMODATION = 2, "needs slower pace or accommodation"
    SUPPORT_24_HOUR = 3, "cannot take part without 24-hour support"


class DailyFunctioning(Scale, dimension=PSYCHOLOGICAL, sources=(MN_9530_6622,)):
    """Self-care and daily functioning."""

    INDEPENDENT = 0, "independent"
    MINOR_DIFFICULTY = 1, "minor difficulty"
    NEEDS_PROMPTING = 2, "needs prompting"
    CANNOT_CARE_FOR_SELF = 3, "cannot care for self at home"
    IN_DANGER = 4, "no self-care and in danger from it"
