"""The people, the place and the structure around recovery."""

from placement.criteria.dimensions import ENVIRONMENT
from placement.criteria.sources import ART_2, ART_4, MN_9530_6622
from placement.language.scale import Scale


class HomeSupport(Scale, dimension=ENVIRONMENT, closes=True, sources=(MN_9530_6622, ART_2, ART_4)):
    """How the people at home affect recovery."""

    SUPPORTIVE = 0, "supportive"
    PASSIVE_OR_ALONE = 1, "passive, or alone with support outside"
    UNSUPPORTIVE = 2, "unsupportive, or nobody to turn to"
    HOSTILE = 3, "hostile to recovery"
    HARMFUL = 4, "actively harmful"


class Exposure(Scale, dimension=ENVIRONMENT, closes=True, sources=(ART_2, MN_9530_6622)):
    """Contact with people who use."""

    NONE = 0, "no contact with people who use"
    OCCASIONAL = 1, "occasional contact"
    REGULAR = 2, "regular contact"
    SOMEONE_AT_HOME = 3, "someone in the home has an active substance problem"
    PRESSURE_OR_SUPPLY_AT_HOME = 4, "use in the home with pressure or supply"


class Housing(Scale, dimension=ENVIRONMENT, separate=True, sources=(MN_9530_6622,)):
    """Housing."""

    STABLE = 0, "stable"
    TEMPORARY = 1, "temporary with a bed assured"
    UNSTABLE = 2, "unstable"
    NONE = 3, "none: street, vehicle or night shelter"


class HomeSafety(Scale, dimension=ENVIRONMENT, danger=True, separate=True, sources=(MN_9530_6622,)):
    """Safety at home."""

    SAFE = 0, "safe"
    CONFLICT = 1, "conflict"
    PAST_VIOLENCE = 2, "past violence or threats in this home"
    CURRENT_VIOLENCE = 3, "current violence or exploitation"
    IMMINENT_DANGER = 4, "imminent danger"


class StructureResponse(Scale, dimension=ENVIRONMENT, sources=(MN_9530_6622,)):
    """How the person copes with the structure of outpatient care."""

    COPES = 0, "copes with outpatient structure"
    COPES_PARTLY = 1, "copes part of the time"
    DOES_NOT_COPE = 2, "does not cope even with structure"
