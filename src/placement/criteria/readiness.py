"""Readiness for change: what rates the dimension 1 to 4. It decides how treatment begins more than where."""

from placement.criteria.dimensions import READINESS
from placement.criteria.scales import Willingness
from placement.criteria.sources import MN_9530_6622
from placement.language.declarations import Criterion

AMBIVALENT = Criterion(
    id="readiness.ambivalent",
    summary="The person is willing but ambivalent about change, or less ready than that.",
    when=Willingness.AMBIVALENT.or_worse,
    raises=READINESS.at(1),
    sources=(MN_9530_6622,),
)
RELUCTANT = Criterion(
    id="readiness.reluctant",
    summary="The person is reluctant to change, or less ready than that.",
    when=Willingness.RELUCTANT.or_worse,
    raises=READINESS.at(2),
    sources=(MN_9530_6622,),
)
PASSIVE = Criterion(
    id="readiness.passive",
    summary="The person is passive, sees no problem or is opposed to change.",
    when=Willingness.PASSIVE.or_worse,
    raises=READINESS.at(3),
    sources=(MN_9530_6622,),
)
OPPOSED = Criterion(
    id="readiness.opposed",
    summary="The person is opposed to change.",
    when=Willingness.OPPOSED.or_worse,
    raises=READINESS.at(4),
    sources=(MN_9530_6622,),
)

CRITERIA: tuple[Criterion, ...] = (AMBIVALENT, RELUCTANT, PASSIVE, OPPOSED)
