"""Intoxication and withdrawal: what is seen now, what is expected, and what could go wrong."""

from placement.criteria.dimensions import WITHDRAWAL
from placement.criteria.sources import ART_3, AWM_2020, BCCSU, BZD_2025, CIWA, COWS, MN_9530_6622, PAWSS, TIP_45
from placement.language.scale import Scale


class DetoxNeed(Scale, dimension=WITHDRAWAL, closes=True, sources=(MN_9530_6622, ART_3)):
    """Care needed for intoxication and withdrawal, all in all."""

    NONE = 0, "none"
    CHECK_INS = 1, "scheduled check-ins"
    ON_SITE_MONITORING = 2, "on-site monitoring under 24 hours"
    MONITORING_24_HOUR = 3, "24-hour monitoring"
    HOSPITAL_CARE = 4, "hospital care"


class AlcoholWithdrawal(Scale, dimension=WITHDRAWAL, danger=True, sources=(AWM_2020, CIWA)):
    """Alcohol withdrawal, now or expected.

    Bands are of the CIWA-Ar total, 0 to 67. The score alone never sets a level: criteria read it beside other facts.
    """

    NONE = 0, "none and none expected"
    MILD_OR_EXPECTED = 1, "mild (CIWA-Ar under 10), or expected: heavy daily drinking stopped or about to stop"
    MODERATE = 2, "moderate (10-18)"
    SEVERE = 3, "severe (19 or more)"
    COMPLICATED = 4, "complicated: seizure, delirium or new hallucinations"


class SedativeWithdrawal(Scale, dimension=WITHDRAWAL, danger=True, sources=(BZD_2025,)):
    """Withdrawal from sedatives, now or expected.

    Sedatives are benzodiazepines, GHB and other depressants except alcohol and opioids. A steady dose as prescribed is
    dependence of the body, not addiction.
    """

    NONE = 0, "none"
    STEADY_DOSE = 1, "dependent on a steady prescribed dose, no signs"
    SIGNS_OR_FAILED_TAPER = 2, "withdrawal signs now, or a taper that failed"
    SEVERE_LIKELY = 3, "severe withdrawal likely: high dose, GHB, or several depressants stopped together"
    COMPLICATED = 4, "complicated: seizure or delirium"


class OpioidWithdrawal(Scale, dimension=WITHDRAWAL, sources=(COWS,)):
    """Opioid withdrawal now.

    Bands are of the COWS total, 0 to 48.
    """

    NONE = 0, "none (COWS under 5)"
    MILD = 1, "mild (5-12)"
    MODERATE = 2, "moderate (13-24)"
    MODERATELY_SEVERE = 3, "moderately severe (25-36)"
    SEVERE = 4, "severe (over 36)"


class StimulantWithdrawal(Scale, dimension=WITHDRAWAL, sources=(TIP_45,)):
    """Stimulant withdrawal now."""

    NONE = 0, "none"
    LOW_MOOD = 1, "low mood or lethargy with good control"
    STRONG_CRAVING = 2, "moderate with strong craving"
    PSYCHOTIC_OR_IMPULSIVE = 3, "psychotic symptoms or poor impulse control"


class Intoxication(Scale, dimension=WITHDRAWAL, danger=True, sources=(MN_9530_6622,)):
    """Intoxication now."""

    NONE = 0, "none"
    MILD = 1, "mild"
    MARKED = 2, "marked but responds to support"
    ENDANGERING = 3, "severe and endangering"
    OVERDOSE_OR_INCAPACITATED = 4, "overdose or incapacitated"


class ComplicatedWithdrawalHistory(
    Scale, dimension=WITHDRAWAL, danger=True, separate=True, fixed=True, sources=(AWM_2020,)
):
    """Worst withdrawal in the past."""

    NONE = 0, "none"
    SEVERE = 1, "past severe withdrawal without complication"
    SEIZURE_OR_DELIRIUM = 2, "past withdrawal seizure or delirium"


class ComplicationRisk(Scale, dimension=WITHDRAWAL, danger=True, fixed=True, sources=(PAWSS, BCCSU, AWM_2020)):
    """Risk that alcohol withdrawal becomes complicated.

    PAWSS is a score of 0 to 10. Over 65 means years of age.
    """

    LOW = 0, "PAWSS under 4 and no other risk factor"
    AGE_OR_HEAD_INJURY = 1, "PAWSS under 4, but over 65 or past head injury"
    HIGH_PAWSS = 2, "PAWSS 4 or more"


class WithdrawalSupport(Scale, dimension=WITHDRAWAL, sources=(AWM_2020,)):
    """Help at home and daily attendance during withdrawal."""

    RELIABLE = 0, "reliable person at home and can attend daily"
    ALONE_OR_PARTIAL = 1, "alone, or helped part of the time, but can attend daily"
    CANNOT_ATTEND = 2, "cannot attend daily"
