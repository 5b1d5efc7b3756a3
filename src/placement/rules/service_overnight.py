"""Which service follows, where the person stays overnight: residential, inpatient and hospital care."""

from placement.criteria import (
    BIOMEDICAL,
    ENVIRONMENT,
    PSYCHOLOGICAL,
    READINESS,
    RELAPSE,
    WITHDRAWAL,
    OverdoseHistory,
    Pregnancy,
    RelapseRisk,
    SuicideRisk,
    UnsuccessfulLevel,
    UseDisorder,
)
from placement.criteria.sources import (
    ART_2,
    ART_3,
    ART_4,
    AWM_2020,
    BCCSU,
    MN_9530_6620,
    MN_9530_6622,
    NYS_PREG,
    TIP_42,
    TIP_50,
    TIP_63,
)
from placement.language.condition import all_of, any_of, count_of
from placement.language.declarations import Rule
from placement.rules.levels import Service

RESIDENTIAL_HOME = Rule(
    id="service.residential-home",
    summary="An environment that works against recovery calls for at least low-intensity residential care: with a moderate or severe disorder, environment rated 4, or rated 3 with relapse rated 2 or more; with any use disorder, environment rated 4 with relapse rated 3 or more, or environment rated 3 with an overdose in the past 30 days or with relapse rated 2 or more in pregnancy.",
    when=any_of(
        all_of(UseDisorder.MODERATE.or_worse, ENVIRONMENT.at(4)),
        all_of(UseDisorder.MODERATE.or_worse, ENVIRONMENT.at(3), RELAPSE.at(2)),
        all_of(UseDisorder.MILD.or_worse, ENVIRONMENT.at(4), RELAPSE.at(3)),
        all_of(UseDisorder.MILD.or_worse, ENVIRONMENT.at(3), OverdoseHistory.PAST_30_DAYS.or_worse),
        all_of(UseDisorder.MILD.or_worse, ENVIRONMENT.at(3), RELAPSE.at(2), Pregnancy.IN_PRENATAL_CARE.or_worse),
    ),
    raises=Service.LOW_INTENSITY_RESIDENTIAL.or_more,
    sources=(ART_2, MN_9530_6622, TIP_63, NYS_PREG),
)

RESIDENTIAL_SEVERE = Rule(
    id="service.residential-severe",
    summary="A severe disorder with relapse rated 3 or more and environment rated 2 or more calls for at least low-intensity residential care.",
    when=all_of(UseDisorder.SEVERE.or_worse, RELAPSE.at(3), ENVIRONMENT.at(2)),
    raises=Service.LOW_INTENSITY_RESIDENTIAL.or_more,
    sources=(ART_2, MN_9530_6622),
)

RESIDENTIAL_AFTER_DAY = Rule(
    id="service.residential-after-day",
    summary="Any use disorder for which, in the past 90 days, day treatment did not succeed despite a changed plan, or residential care did not succeed, calls for at least low-intensity residential care.",
    when=all_of(UseDisorder.MILD.or_worse, UnsuccessfulLevel.DAY_TREATMENT.or_worse),
    raises=Service.LOW_INTENSITY_RESIDENTIAL.or_more,
    sources=(ART_4, MN_9530_6622),
)

HIGH_RESIDENTIAL_ENDANGERING_USE = Rule(
    id="service.high-residential-endangering-use",
    summary="Any use disorder with relapse rated 4, where continued use endangers the person now, calls for at least high-intensity residential care.",
    when=all_of(UseDisorder.MILD.or_worse, RELAPSE.at(4)),
    raises=Service.HIGH_INTENSITY_RESIDENTIAL.or_more,
    sources=(MN_9530_6622,),
)

HIGH_RESIDENTIAL_NOWHERE_TO_GO = Rule(
    id="service.high-residential-nowhere-to-go",
    summary="A severe disorder with little recognition of relapse and poor skills, or worse, in an environment rated 3 or more calls for at least high-intensity residential care.",
    when=all_of(UseDisorder.SEVERE.or_worse, RelapseRisk.POOR_SKILLS.or_worse, ENVIRONMENT.at(3)),
    raises=Service.HIGH_INTENSITY_RESIDENTIAL.or_more,
    sources=(ART_2, MN_9530_6622),
)

HIGH_RESIDENTIAL_MENTAL_HEALTH = Rule(
    id="service.high-residential-mental-health",
    summary="Any use disorder with psychological health rated 3 or more calls for at least high-intensity residential care.",
    when=all_of(UseDisorder.MILD.or_worse, PSYCHOLOGICAL.at(3)),
    raises=Service.HIGH_INTENSITY_RESIDENTIAL.or_more,
    sources=(ART_2, MN_9530_6622, TIP_42),
)

HIGH_RESIDENTIAL_THREE_DIMENSIONS = Rule(
    id="service.high-residential-three-dimensions",
    summary="A moderate or severe disorder with three of psychological health, readiness, relapse and environment rated 3 or more calls for at least high-intensity residential care.",
    when=all_of(
        UseDisorder.MODERATE.or_worse,
        count_of(3, PSYCHOLOGICAL.at(3), READINESS.at(3), RELAPSE.at(3), ENVIRONMENT.at(3)),
    ),
    raises=Service.HIGH_INTENSITY_RESIDENTIAL.or_more,
    sources=(MN_9530_6622,),
)

HIGH_RESIDENTIAL_SEVERE_COMPLEX = Rule(
    id="service.high-residential-severe-complex",
    summary="A severe disorder with relapse rated 3 or more, and two of psychological health rated 2 or more, readiness rated 3 or more and environment rated 2 or more, calls for at least high-intensity residential care.",
    when=all_of(
        UseDisorder.SEVERE.or_worse,
        RELAPSE.at(3),
        count_of(2, PSYCHOLOGICAL.at(2), READINESS.at(3), ENVIRONMENT.at(2)),
    ),
    raises=Service.HIGH_INTENSITY_RESIDENTIAL.or_more,
    sources=(ART_2, MN_9530_6622),
)

HIGH_RESIDENTIAL_AFTER_RESIDENTIAL = Rule(
    id="service.high-residential-after-residential",
    summary="Any use disorder for which residential care of any intensity did not succeed in the past 90 days calls for at least high-intensity residential care.",
    when=all_of(UseDisorder.MILD.or_worse, UnsuccessfulLevel.RESIDENTIAL.or_worse),
    raises=Service.HIGH_INTENSITY_RESIDENTIAL.or_more,
    sources=(MN_9530_6622,),
)

MONITORED_WITHDRAWAL = Rule(
    id="service.monitored-withdrawal",
    summary="Withdrawal rated 3 or more calls for at least medically monitored inpatient care, with or without a use disorder.",
    when=WITHDRAWAL.at(3),
    raises=Service.MONITORED_INPATIENT.or_more,
    sources=(ART_3, MN_9530_6622, AWM_2020, BCCSU),
)

MONITORED_MEDICAL = Rule(
    id="service.monitored-medical",
    summary="A moderate or severe disorder with physical health rated 3 or more calls for at least medically monitored inpatient care.",
    when=all_of(UseDisorder.MODERATE.or_worse, BIOMEDICAL.at(3)),
    raises=Service.MONITORED_INPATIENT.or_more,
    sources=(MN_9530_6622,),
)

MONITORED_MENTAL_AND_PHYSICAL = Rule(
    id="service.monitored-mental-and-physical",
    summary="Any use disorder with psychological health rated 3 or more and withdrawal or physical health rated 2 or more, or with a suicide plan or some intent, calls for at least medically monitored inpatient care.",
    when=any_of(
        all_of(UseDisorder.MILD.or_worse, PSYCHOLOGICAL.at(3), WITHDRAWAL.at(2)),
        all_of(UseDisorder.MILD.or_worse, PSYCHOLOGICAL.at(3), BIOMEDICAL.at(2)),
        all_of(UseDisorder.MILD.or_worse, SuicideRisk.PLAN_OR_INTENT.or_worse),
    ),
    raises=Service.MONITORED_INPATIENT.or_more,
    sources=(MN_9530_6622, TIP_42, TIP_50),
)

HOSPITAL = Rule(
    id="service.hospital",
    summary="Withdrawal, physical health or psychological health rated 4 calls for hospital care, with or without a use disorder.",
    when=any_of(WITHDRAWAL.at(4), BIOMEDICAL.at(4), PSYCHOLOGICAL.at(4)),
    raises=Service.HOSPITAL.or_more,
    sources=(MN_9530_6620, MN_9530_6622, AWM_2020),
)
