"""The shipped rulebook, put together. Building it checks the whole and proves every guarantee."""

from placement.criteria import ADULTS, CRITERIA, DIMENSIONS, SCALES
from placement.criteria.sources import SOURCES
from placement.rulebook.rulebook import Rulebook
from placement.rules.capability import CAPABILITY_RULES
from placement.rules.ceilings import CEILINGS
from placement.rules.conflicts import CONFLICTS
from placement.rules.delivery import ALTERNATIVE, ARRANGEMENTS, DELIVERY_NOTES
from placement.rules.exemptions import EXEMPTIONS
from placement.rules.flags import FLAGS
from placement.rules.floors import FLOORS
from placement.rules.levels import MentalHealthCapability, Service, WithdrawalManagement
from placement.rules.reviews import REVIEWS
from placement.rules.service import SERVICE_RULES
from placement.rules.services import ALWAYS, LEVELS, SERVICES
from placement.rules.withdrawal_management import WITHDRAWAL_MANAGEMENT_RULES
from placement.rules.words import WORDS

FIVE_LEVEL = Rulebook(
    id="five-level",
    version="2",
    title="Five levels of care for adults with a substance use problem",
    dimensions=DIMENSIONS,
    scales=SCALES,
    tracks=(Service, WithdrawalManagement, MentalHealthCapability),
    criteria=CRITERIA,
    rules=(*SERVICE_RULES, *WITHDRAWAL_MANAGEMENT_RULES, *CAPABILITY_RULES),
    flags=FLAGS,
    sources=SOURCES,
    guarantees=(*FLOORS, *CEILINGS),
    exemptions=EXEMPTIONS,
    conflicts=CONFLICTS,
    arrangements=ARRANGEMENTS,
    alternatives=(ALTERNATIVE,),
    levels=LEVELS,
    services=SERVICES,
    always=ALWAYS,
    delivery_notes=DELIVERY_NOTES,
    headline=Service.id,
    ages=ADULTS,
    words=WORDS,
    reviews=REVIEWS,
)
"""Five levels, from public law, public federal guidance and published thresholds."""
