"""Recovery environment: what rates the dimension 1 to 4."""

from placement.criteria.dimensions import ENVIRONMENT
from placement.criteria.scales import Exposure, HomeSafety, HomeSupport, Housing, StructureResponse
from placement.criteria.sources import ART_2, ART_4, MN_9530_6622
from placement.language.condition import all_of, any_of
from placement.language.declarations import Criterion

PASSIVE = Criterion(
    id="environment.passive",
    summary=(
        "The people at home are passive or the person lives alone, there is at least occasional contact with people who"
        " use, housing is temporary at best, or there is conflict at home."
    ),
    when=any_of(
        HomeSupport.PASSIVE_OR_ALONE.or_worse,
        Exposure.OCCASIONAL.or_worse,
        Housing.TEMPORARY.or_worse,
        HomeSafety.CONFLICT.or_worse,
    ),
    raises=ENVIRONMENT.at(1),
    sources=(MN_9530_6622, ART_2, ART_4),
)
UNSUPPORTIVE = Criterion(
    id="environment.unsupportive",
    summary=(
        "The people at home give no support or there is nobody to turn to, someone in the home has an active substance"
        " problem, regular contact with people who use comes with a passive home or living alone, housing is unstable, or"
        " there were violence or threats in this home."
    ),
    when=any_of(
        HomeSupport.UNSUPPORTIVE.or_worse,
        Exposure.SOMEONE_AT_HOME.or_worse,
        all_of(Exposure.REGULAR.or_worse, HomeSupport.PASSIVE_OR_ALONE.or_worse),
        Housing.UNSTABLE.or_worse,
        HomeSafety.PAST_VIOLENCE.or_worse,
    ),
    raises=ENVIRONMENT.at(2),
    sources=(MN_9530_6622, ART_2, ART_4),
)
UNDERMINING = Criterion(
    id="environment.undermining",
    summary=(
        "Home works against recovery: the people there are hostile to it; there is use in the home with pressure or"
        " supply; someone there has an active substance problem and there is no support or there were violence or threats"
        " in this home; there is no housing; or there is violence or exploitation at home now."
    ),
    when=any_of(
        HomeSupport.HOSTILE.or_worse,
        Exposure.PRESSURE_OR_SUPPLY_AT_HOME.or_worse,
        all_of(Exposure.SOMEONE_AT_HOME.or_worse, HomeSupport.UNSUPPORTIVE.or_worse),
        all_of(Exposure.SOMEONE_AT_HOME.or_worse, HomeSafety.PAST_VIOLENCE.or_worse),
        Housing.NONE.or_worse,
        HomeSafety.CURRENT_VIOLENCE.or_worse,
    ),
    raises=ENVIRONMENT.at(3),
    sources=(MN_9530_6622, ART_2, ART_4),
)
COPING_FAILS_IN_PART = Criterion(
    id="environment.coping-fails-in-part",
    summary=(
        "The person copes with outpatient structure only part of the time, and has no support at home, regular contact"
        " with people who use, or unstable housing."
    ),
    when=any_of(
        all_of(StructureResponse.COPES_PARTLY.or_worse, HomeSupport.UNSUPPORTIVE.or_worse),
        all_of(StructureResponse.COPES_PARTLY.or_worse, Exposure.REGULAR.or_worse),
        all_of(StructureResponse.COPES_PARTLY.or_worse, Housing.UNSTABLE.or_worse),
    ),
    raises=ENVIRONMENT.at(3),
    sources=(MN_9530_6622, ART_2),
)
DANGEROUS = Criterion(
    id="environment.dangerous",
    summary=(
        "The people at home do active harm, the person is in imminent danger there, or there is use in the home with"
        " pressure or supply among people hostile to recovery."
    ),
    when=any_of(
        HomeSupport.HARMFUL.or_worse,
        HomeSafety.IMMINENT_DANGER.or_worse,
        all_of(Exposure.PRESSURE_OR_SUPPLY_AT_HOME.or_worse, HomeSupport.HOSTILE.or_worse),
    ),
    raises=ENVIRONMENT.at(4),
    sources=(MN_9530_6622, ART_2),
)
COPING_FAILS = Criterion(
    id="environment.coping-fails",
    summary=(
        "The person does not cope even with structure, and the people at home are hostile to recovery, someone there has"
        " an active substance problem, there is no housing, or there is violence or exploitation at home now."
    ),
    when=any_of(
        all_of(StructureResponse.DOES_NOT_COPE.or_worse, HomeSupport.HOSTILE.or_worse),
        all_of(StructureResponse.DOES_NOT_COPE.or_worse, Exposure.SOMEONE_AT_HOME.or_worse),
        all_of(StructureResponse.DOES_NOT_COPE.or_worse, Housing.NONE.or_worse),
        all_of(StructureResponse.DOES_NOT_COPE.or_worse, HomeSafety.CURRENT_VIOLENCE.or_worse),
    ),
    raises=ENVIRONMENT.at(4),
    sources=(MN_9530_6622, ART_2),
)

CRITERIA: tuple[Criterion, ...] = (
    PASSIVE,
    UNSUPPORTIVE,
    UNDERMINING,
    COPING_FAILS_IN_PART,
    DANGEROUS,
    COPING_FAILS,
)
