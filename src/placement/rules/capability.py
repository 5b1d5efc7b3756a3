"""What the programme must be able to do for co-occurring mental disorders."""

from placement.criteria import PSYCHOLOGICAL
from placement.criteria.sources import MN_9530_6622, TIP_42
from placement.language.declarations import Rule
from placement.rules.levels import MentalHealthCapability

CAPABLE = Rule(
    id="capability.capable",
    summary="Psychological health rated 1 or more calls for a programme that is at least co-occurring capable.",
    when=PSYCHOLOGICAL.at(1),
    raises=MentalHealthCapability.CAPABLE.or_more,
    sources=(MN_9530_6622, TIP_42),
)

ENHANCED = Rule(
    id="capability.enhanced",
    summary="Psychological health rated 2 or more calls for a programme that is co-occurring enhanced.",
    when=PSYCHOLOGICAL.at(2),
    raises=MentalHealthCapability.ENHANCED.or_more,
    sources=(MN_9530_6622, TIP_42),
)

CAPABILITY_RULES: tuple[Rule, ...] = (CAPABLE, ENHANCED)
