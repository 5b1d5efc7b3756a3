"""The answers: five levels of care, the services within them, and the two tracks beside them.

The names are this project's own. The numbers are those that United States law and practice use for such levels.
"""

from placement.language.graded import Graded, Track


class Level(Graded):
    """The level of care that a person needs; the value is its number. `Level("2") < Level.RESIDENTIAL` is true."""

    NONE = "none"
    EARLY_INTERVENTION = "0.5"
    OUTPATIENT = "1"
    INTENSIVE_OUTPATIENT = "2"
    RESIDENTIAL = "3"
    HOSPITAL = "4"


class Service(Track):
    """Service.

    The kind of programme, finer than the level: 2.1 and 2.5 are both level 2.
    """

    NONE = "none"
    EARLY_INTERVENTION = "0.5"
    OUTPATIENT = "1"
    INTENSIVE_OUTPATIENT = "2.1"
    DAY_TREATMENT = "2.5"
    LOW_INTENSITY_RESIDENTIAL = "3.1"
    HIGH_INTENSITY_RESIDENTIAL = "3.5"
    MONITORED_INPATIENT = "3.7"
    HOSPITAL = "4"


class WithdrawalManagement(Track):
    """Withdrawal management.

    How intoxication and withdrawal are looked after, beside the service.
    """

    NONE = "none"
    AMBULATORY = "ambulatory"
    EXTENDED = "ambulatory with extended monitoring"
    MONITORED = "24-hour monitored"
    MANAGED = "hospital managed"


class MentalHealthCapability(Track):
    """Mental-health capability.

    What the programme must be able to do for co-occurring disorders.
    """

    STANDARD = "standard"
    CAPABLE = "co-occurring capable"
    ENHANCED = "co-occurring enhanced"
