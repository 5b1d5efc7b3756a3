"""Emotional, behavioural and cognitive health: what rates the dimension 1 to 4."""

from placement.criteria.dimensions import PSYCHOLOGICAL
from placement.criteria.scales import (
    Cognition,
    CoOccurring,
    DailyFunctioning,
    Intoxication,
    SuicideRisk,
    ViolenceRisk,
)
from placement.criteria.sources import MN_9530_6622, TIP_42, TIP_50
from placement.language.condition import all_of, any_of
from placement.language.declarations import Criterion

PRESENT = Criterion(
    id="psychological.present",
    summary=(
        "There is a mental disorder, even if stable, any thought of suicide, hostility in words, or at least mild"
        " difficulty with thinking or daily functioning."
    ),
    when=any_of(
        CoOccurring.STABLE.or_worse,
        SuicideRisk.PASSIVE_THOUGHTS.or_worse,
        ViolenceRisk.VERBAL_HOSTILITY.or_worse,
        Cognition.MILD_DIFFICULTY.or_worse,
        DailyFunctioning.MINOR_DIFFICULTY.or_worse,
    ),
    raises=PSYCHOLOGICAL.at(1),
    sources=(MN_9530_6622, TIP_42, TIP_50),
)
INTERFERING = Criterion(
    id="psychological.interfering",
    summary=(
        "A mental disorder interferes and needs treatment at the same time, there are active thoughts of suicide, threats"
        " or violence in the past year, or daily functioning needs prompting."
    ),
    when=any_of(
        CoOccurring.INTERFERES.or_worse,
        SuicideRisk.ACTIVE_THOUGHTS.or_worse,
        ViolenceRisk.THREATS_OR_PAST_YEAR.or_worse,
        DailyFunctioning.NEEDS_PROMPTING.or_worse,
    ),
    raises=PSYCHOLOGICAL.at(2),
    sources=(MN_9530_6622, TIP_42, TIP_50),
)
SUPPORT_24_HOUR = Criterion(
    id="psychological.24-hour-support",
    summary=(
        "A mental disorder is so severe or disabling that it needs 24-hour support, there is a suicide plan or some"
        " intent, a plan of violence or violence in the past week, thinking so impaired that the person cannot take part"
        " without 24-hour support, or the person cannot care for themselves at home."
    ),
    when=any_of(
        CoOccurring.DISABLING.or_worse,
        SuicideRisk.PLAN_OR_INTENT.or_worse,
        ViolenceRisk.PLAN_OR_PAST_WEEK.or_worse,
        Cognition.SUPPORT_24_HOUR.or_worse,
        DailyFunctioning.CANNOT_CARE_FOR_SELF.or_worse,
    ),
    raises=PSYCHOLOGICAL.at(3),
    sources=(MN_9530_6622, TIP_42, TIP_50),
)
ACUTE_DANGER = Criterion(
    id="psychological.acute-danger",
    summary=(
        "A mental disorder puts someone in acute danger, there is a suicide plan with intent, imminent violence, or such"
        " a lack of self-care that it endangers the person; or a suicide plan or some intent comes with marked"
        " intoxication or a disabling mental disorder, or a plan of violence or violence in the past week comes with"
        " severe intoxication."
    ),
    when=any_of(
        CoOccurring.ACUTE_DANGER.or_worse,
        SuicideRisk.PLAN_WITH_INTENT.or_worse,
        ViolenceRisk.IMMINENT.or_worse,
        DailyFunctioning.IN_DANGER.or_worse,
        all_of(SuicideRisk.PLAN_OR_INTENT.or_worse, Intoxication.MARKED.or_worse),
        all_of(SuicideRisk.PLAN_OR_INTENT.or_worse, CoOccurring.DISABLING.or_worse),
        all_of(ViolenceRisk.PLAN_OR_PAST_WEEK.or_worse, Intoxication.ENDANGERING.or_worse),
    ),
    raises=PSYCHOLOGICAL.at(4),
    sources=(MN_9530_6622, TIP_42, TIP_50),
)

CRITERIA: tuple[Criterion, ...] = (PRESENT, INTERFERING, SUPPORT_24_HOUR, ACUTE_DANGER)
