"""Physical health, and pregnancy."""

from placement.criteria.dimensions import BIOMEDICAL
from placement.criteria.sources import MN_9530_6622, NYS_PREG
from placement.language.scale import Scale


class MedicalCondition(Scale, dimension=BIOMEDICAL, closes=True, sources=(MN_9530_6622,)):
    """Physical health and the care it needs."""

    NONE_OR_STABLE = 0, "none or stable"
    ROUTINE_CARE = 1, "needs routine care"
    ACTIVE_TREATMENT = 2, "needs new or active treatment"
    NURSING_24_HOUR = 3, "needs 24-hour nursing"
    UNSTABLE = 4, "unstable or emergency, including new confusion"


class Pregnancy(Scale, dimension=BIOMEDICAL, danger=True, separate=True, fixed=True, sources=(NYS_PREG,)):
    """Pregnancy and its care."""

    NOT_PREGNANT = 0, "not pregnant"
    IN_PRENATAL_CARE = 1, "pregnant with prenatal care"
    NO_CARE_OR_HIGH_RISK = 2, "pregnant, no reachable prenatal care or high-risk followed in clinic"
    NURSING_24_HOUR = 3, "pregnancy needing 24-hour nursing"
    EMERGENCY = 4, "obstetric emergency signs"
