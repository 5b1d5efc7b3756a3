"""Readiness for change."""

from placement.criteria.dimensions import READINESS
from placement.criteria.sources import MN_9530_6622
from placement.language.scale import Scale


class Willingness(Scale, dimension=READINESS, closes=True, sources=(MN_9530_6622,)):
    """Willingness to change and to take part in treatment."""

    COMMITTED = 0, "committed and active"
    AMBIVALENT = 1, "willing but ambivalent"
    RELUCTANT = 2, "reluctant"
    PASSIVE = 3, "passive or sees no problem"
    OPPOSED = 4, "opposed"
