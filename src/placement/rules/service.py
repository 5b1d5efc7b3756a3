"""Which service follows, while the person lives at home; and every rule for the service, in order."""

from placement.criteria import (
    ENVIRONMENT,
    PSYCHOLOGICAL,
    READINESS,
    RELAPSE,
    WITHDRAWAL,
    AlcoholWithdrawal,
    DetoxNeed,
    OpioidUseDisorder,
    OpioidWithdrawal,
    OverdoseHistory,
    Pregnancy,
    SedativeWithdrawal,
    StimulantWithdrawal,
    SuicideRisk,
    UnsuccessfulLevel,
    UseDisorder,
)
from placement.criteria.sources import (
    ART_2,
    ART_4,
    AUDIT,
    AWM_2020,
    BZD_2025,
    COWS,
    MN_9530_6620,
    MN_9530_6622,
    NYS_PREG,
    TIP_42,
    TIP_45,
    TIP_47,
    TIP_50,
    TIP_63,
)
from placement.language.condition import all_of, any_of, count_of
from placement.language.declarations import Rule
from placement.rules.levels import Service
from placement.rules.service_overnight import (
    HIGH_RESIDENTIAL_AFTER_RESIDENTIAL,
    HIGH_RESIDENTIAL_ENDANGERING_USE,
    HIGH_RESIDENTIAL_MENTAL_HEALTH,
    HIGH_RESIDENTIAL_NOWHERE_TO_GO,
    HIGH_RESIDENTIAL_SEVERE_COMPLEX,
    HIGH_RESIDENTIAL_THREE_DIMENSIONS,
    HOSPITAL,
    MONITORED_MEDICAL,
    MONITORED_MENTAL_AND_PHYSICAL,
    MONITORED_WITHDRAWAL,
    RESIDENTIAL_AFTER_DAY,
    RESIDENTIAL_HOME,
    RESIDENTIAL_SEVERE,
)

EARLY_INTERVENTION = Rule(
    id="service.early-intervention",
    summary="Risky use, even without a disorder, calls for at least early intervention.",
    when=UseDisorder.RISKY_USE.or_worse,
    raises=Service.EARLY_INTERVENTION.or_more,
    sources=(AUDIT, ART_2),
)

OUTPATIENT = Rule(
    id="service.outpatient",
    summary="Any use disorder, an opioid use disorder even in remission on medication, alcohol withdrawal present or expected, opioid or stimulant withdrawal, or signs of sedative withdrawal or a failed taper call for at least outpatient treatment.",
    when=any_of(
        UseDisorder.MILD.or_worse,
        OpioidUseDisorder.PRESENT.or_worse,
        AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse,
        OpioidWithdrawal.MILD.or_worse,
        StimulantWithdrawal.LOW_MOOD.or_worse,
        SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse,
    ),
    raises=Service.OUTPATIENT.or_more,
    sources=(ART_2, TIP_45, TIP_63),
)

IOP_ONE_DIMENSION = Rule(
    id="service.iop-one-dimension",
    summary="A moderate or severe disorder with relapse, environment or psychological health rated 2 or more, or any use disorder with relapse or environment rated 3 or more, active suicidal thoughts or an overdose in the past 30 days, calls for at least intensive outpatient care.",
    when=any_of(
        all_of(UseDisorder.MODERATE.or_worse, RELAPSE.at(2)),
        all_of(UseDisorder.MODERATE.or_worse, ENVIRONMENT.at(2)),
        all_of(UseDisorder.MODERATE.or_worse, PSYCHOLOGICAL.at(2)),
        all_of(UseDisorder.MILD.or_worse, RELAPSE.at(3)),
        all_of(UseDisorder.MILD.or_worse, ENVIRONMENT.at(3)),
        all_of(UseDisorder.MILD.or_worse, SuicideRisk.ACTIVE_THOUGHTS.or_worse),
        all_of(UseDisorder.MILD.or_worse, OverdoseHistory.PAST_30_DAYS.or_worse),
    ),
    raises=Service.INTENSIVE_OUTPATIENT.or_more,
    sources=(MN_9530_6620, TIP_50, TIP_63),
)

IOP_TWO_DIMENSIONS = Rule(
    id="service.iop-two-dimensions",
    summary="Any use disorder with two of psychological health, relapse and environment rated 2 or more calls for at least intensive outpatient care.",
    when=all_of(
        UseDisorder.MILD.or_worse,
        count_of(2, PSYCHOLOGICAL.at(2), RELAPSE.at(2), ENVIRONMENT.at(2)),
    ),
    raises=Service.INTENSIVE_OUTPATIENT.or_more,
    sources=(MN_9530_6620, MN_9530_6622),
)

IOP_AFTER_OUTPATIENT = Rule(
    id="service.iop-after-outpatient",
    summary="Any use disorder for which, in the past 90 days, outpatient treatment did not succeed despite a changed plan, or more intensive treatment did not succeed, calls for at least intensive outpatient care.",
    when=all_of(UseDisorder.MILD.or_worse, UnsuccessfulLevel.OUTPATIENT.or_worse),
    raises=Service.INTENSIVE_OUTPATIENT.or_more,
    sources=(ART_4, MN_9530_6622),
)

IOP_SEVERE_DISORDER = Rule(
    id="service.iop-severe-disorder",
    summary="A severe disorder with relapse rated 1 or more, and withdrawal or readiness rated 1 or more as well, calls for at least intensive outpatient care.",
    when=any_of(
        all_of(UseDisorder.SEVERE.or_worse, RELAPSE.at(1), WITHDRAWAL.at(1)),
        all_of(UseDisorder.SEVERE.or_worse, RELAPSE.at(1), READINESS.at(1)),
    ),
    raises=Service.INTENSIVE_OUTPATIENT.or_more,
    sources=(MN_9530_6622, TIP_47),
)

DAY_MONITORED_WITHDRAWAL = Rule(
    id="service.day-monitored-withdrawal",
    summary="Withdrawal that must be watched for part of the day calls for at least day treatment: moderate alcohol withdrawal or worse, any alcohol withdrawal in pregnancy, or, with any use disorder, a judged need of on-site monitoring, signs of sedative withdrawal or a failed taper, or opioid withdrawal that is at least moderately severe.",
    when=any_of(
        AlcoholWithdrawal.MODERATE.or_worse,
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
        all_of(UseDisorder.MILD.or_worse, DetoxNeed.ON_SITE_MONITORING.or_worse),
        all_of(UseDisorder.MILD.or_worse, SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse),
        all_of(UseDisorder.MILD.or_worse, OpioidWithdrawal.MODERATELY_SEVERE.or_worse),
    ),
    raises=Service.DAY_TREATMENT.or_more,
    sources=(MN_9530_6622, AWM_2020, BZD_2025, COWS),
)

DAY_ONE_MARKED_DIMENSION = Rule(
    id="service.day-one-marked-dimension",
    summary="A severe disorder with relapse rated 3 or more, or a moderate one with relapse rated 3 or more and an overdose in the past 30 days or a pregnancy, calls for at least day treatment.",
    when=any_of(
        all_of(UseDisorder.SEVERE.or_worse, RELAPSE.at(3)),
        all_of(UseDisorder.MODERATE.or_worse, RELAPSE.at(3), OverdoseHistory.PAST_30_DAYS.or_worse),
        all_of(UseDisorder.MODERATE.or_worse, RELAPSE.at(3), Pregnancy.IN_PRENATAL_CARE.or_worse),
    ),
    raises=Service.DAY_TREATMENT.or_more,
    sources=(MN_9530_6622, TIP_63, NYS_PREG),
)

DAY_WITH_MENTAL_HEALTH = Rule(
    id="service.day-with-mental-health",
    summary="A moderate or severe disorder with psychological health rated 2 or more, and relapse or environment rated 2 or more as well, calls for at least day treatment.",
    when=any_of(
        all_of(UseDisorder.MODERATE.or_worse, PSYCHOLOGICAL.at(2), RELAPSE.at(2)),
        all_of(UseDisorder.MODERATE.or_worse, PSYCHOLOGICAL.at(2), ENVIRONMENT.at(2)),
    ),
    raises=Service.DAY_TREATMENT.or_more,
    sources=(MN_9530_6622, TIP_42),
)

DAY_THREE_DIMENSIONS = Rule(
    id="service.day-three-dimensions",
    summary="A moderate or severe disorder with three of psychological health, readiness, relapse and environment rated 2 or more calls for at least day treatment.",
    when=all_of(
        UseDisorder.MODERATE.or_worse,
        count_of(3, PSYCHOLOGICAL.at(2), READINESS.at(2), RELAPSE.at(2), ENVIRONMENT.at(2)),
    ),
    raises=Service.DAY_TREATMENT.or_more,
    sources=(MN_9530_6620, MN_9530_6622),
)

DAY_AFTER_IOP = Rule(
    id="service.day-after-iop",
    summary="Any use disorder for which, in the past 90 days, intensive outpatient care did not succeed despite a changed plan, or more intensive treatment did not succeed, calls for at least day treatment.",
    when=all_of(UseDisorder.MILD.or_worse, UnsuccessfulLevel.INTENSIVE_OUTPATIENT.or_worse),
    raises=Service.DAY_TREATMENT.or_more,
    sources=(ART_4, MN_9530_6622),
)

SERVICE_RULES: tuple[Rule, ...] = (
    EARLY_INTERVENTION,
    OUTPATIENT,
    IOP_ONE_DIMENSION,
    IOP_TWO_DIMENSIONS,
    IOP_AFTER_OUTPATIENT,
    IOP_SEVERE_DISORDER,
    DAY_MONITORED_WITHDRAWAL,
    DAY_ONE_MARKED_DIMENSION,
    DAY_WITH_MENTAL_HEALTH,
    DAY_THREE_DIMENSIONS,
    RESIDENTIAL_HOME,
    RESIDENTIAL_SEVERE,
    DAY_AFTER_IOP,
    RESIDENTIAL_AFTER_DAY,
    HIGH_RESIDENTIAL_ENDANGERING_USE,
    HIGH_RESIDENTIAL_NOWHERE_TO_GO,
    HIGH_RESIDENTIAL_MENTAL_HEALTH,
    HIGH_RESIDENTIAL_THREE_DIMENSIONS,
    HIGH_RESIDENTIAL_SEVERE_COMPLEX,
    HIGH_RESIDENTIAL_AFTER_RESIDENTIAL,
    MONITORED_WITHDRAWAL,
    MONITORED_MEDICAL,
    MONITORED_MENTAL_AND_PHYSICAL,
    HOSPITAL,
)
