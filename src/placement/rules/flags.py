"""What must happen whatever the level. Flags are raised, never lowered."""

from placement.criteria import (
    BIOMEDICAL,
    ENVIRONMENT,
    PSYCHOLOGICAL,
    READINESS,
    RELAPSE,
    WITHDRAWAL,
    AlcoholUseDisorder,
    AlcoholWithdrawal,
    Cognition,
    HomeSafety,
    Intoxication,
    OpioidMedication,
    OpioidUseDisorder,
    OpioidWithdrawal,
    OverdoseHistory,
    Pregnancy,
    SedativeWithdrawal,
    StimulantUseDisorder,
    StimulantWithdrawal,
    SuicideRisk,
    UnsuccessfulLevel,
    UseDisorder,
    ViolenceRisk,
)
from placement.criteria.sources import (
    ART_1,
    ART_4,
    AWM_2020,
    BCCSU,
    BZD_2025,
    CFR_45_96_131,
    MN_9530_6620,
    MN_9530_6622,
    ND_75_09_1,
    NYS_PREG,
    TIP_42,
    TIP_45,
    TIP_47,
    TIP_50,
    TIP_63,
)
from placement.language.condition import all_of, any_of
from placement.language.declarations import Flag

__all__ = ["FLAGS"]

FLAGS: tuple[Flag, ...] = (
    Flag(
        id="flag.emergency",
        says="arrange emergency evaluation now",
        when=any_of(WITHDRAWAL.at(4), BIOMEDICAL.at(4), PSYCHOLOGICAL.at(4)),
        sources=(MN_9530_6620, MN_9530_6622),
        urgent=True,
    ),
    Flag(
        id="flag.immediate-safety",
        says="the home is not safe; arrange a safe place and offer domestic-violence services",
        when=HomeSafety.CURRENT_VIOLENCE.or_worse,
        sources=(MN_9530_6622,),
        urgent=True,
    ),
    Flag(
        id="flag.same-day-psychiatric",
        says="same-day emergency psychiatric evaluation; do not leave alone",
        when=any_of(SuicideRisk.PLAN_OR_INTENT.or_worse, ViolenceRisk.PLAN_OR_PAST_WEEK.or_worse, PSYCHOLOGICAL.at(4)),
        sources=(MN_9530_6622, TIP_50),
        urgent=True,
    ),
    Flag(
        id="flag.psychiatric-evaluation",
        says="psychiatric evaluation before or at admission",
        when=PSYCHOLOGICAL.at(3),
        sources=(MN_9530_6622, TIP_42),
    ),
    Flag(
        id="flag.safety-plan",
        says="make a written safety plan",
        when=any_of(
            SuicideRisk.PASSIVE_THOUGHTS.or_worse,
            ViolenceRisk.THREATS_OR_PAST_YEAR.or_worse,
            HomeSafety.PAST_VIOLENCE.or_worse,
        ),
        sources=(MN_9530_6622, TIP_50),
    ),
    Flag(
        id="flag.naloxone",
        says="provide naloxone and overdose education",
        when=any_of(
            OpioidUseDisorder.PRESENT.or_worse,
            OpioidWithdrawal.MILD.or_worse,
            OpioidMedication.STARTING.or_worse,
            OverdoseHistory.OVER_A_YEAR_AGO.or_worse,
            Intoxication.OVERDOSE_OR_INCAPACITATED.or_worse,
            StimulantUseDisorder.PRESENT.or_worse,
            StimulantWithdrawal.LOW_MOOD.or_worse,
            SedativeWithdrawal.SEVERE_LIKELY.or_worse,
        ),
        sources=(TIP_63,),
    ),
    Flag(
        id="flag.opioid-medication",
        says="offer or continue medication for opioid use disorder at every level; a programme that bars it is a mismatch",
        when=any_of(
            OpioidUseDisorder.PRESENT.or_worse, OpioidWithdrawal.MILD.or_worse, OpioidMedication.STARTING.or_worse
        ),
        sources=(TIP_63,),
    ),
    Flag(
        id="flag.overdose-follow-up",
        says="start medication before discharge and make contact within 48 hours",
        when=OverdoseHistory.PAST_30_DAYS.or_worse,
        sources=(TIP_63,),
    ),
    Flag(
        id="flag.reassess-when-sober",
        says="repeat the assessment when sober and out of withdrawal; this one is provisional",
        when=any_of(Intoxication.MILD.or_worse, WITHDRAWAL.at(3), Cognition.SUPPORT_24_HOUR.or_worse),
        sources=(TIP_42, TIP_45),
    ),
    Flag(
        id="flag.rule-out-delirium",
        says="new confusion: look for delirium, Wernicke, head injury and infection",
        when=any_of(
            all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, Cognition.SUPPORT_24_HOUR.or_worse),
            all_of(SedativeWithdrawal.STEADY_DOSE.or_worse, Cognition.SUPPORT_24_HOUR.or_worse),
            AlcoholWithdrawal.COMPLICATED.or_worse,
        ),
        sources=(AWM_2020, BZD_2025),
        urgent=True,
    ),
    Flag(
        id="flag.alcohol-medication",
        says="give thiamine; offer medication for alcohol use disorder",
        when=any_of(
            AlcoholUseDisorder.PRESENT.or_worse,
            all_of(UseDisorder.MILD.or_worse, AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse),
        ),
        sources=(AWM_2020, BCCSU),
    ),
    Flag(
        id="flag.contingency-management",
        says="offer contingency management",
        when=StimulantUseDisorder.PRESENT.or_worse,
        sources=(TIP_47,),
    ),
    Flag(
        id="flag.accommodation",
        says="slower pace, repetition and written aids; not more hours",
        when=Cognition.NEEDS_ACCOMMODATION.or_worse,
        sources=(MN_9530_6622,),
    ),
    Flag(
        id="flag.medical-bed-first",
        says="24-hour nursing comes first, wherever it is; deliver addiction care there",
        when=BIOMEDICAL.at(3),
        sources=(MN_9530_6622,),
    ),
    Flag(
        id="flag.perinatal-priority",
        says="pregnancy has priority for admission: a place, or interim services within 48 hours",
        when=any_of(
            all_of(Pregnancy.IN_PRENATAL_CARE.or_worse, UseDisorder.RISKY_USE.or_worse),
            all_of(Pregnancy.IN_PRENATAL_CARE.or_worse, OpioidUseDisorder.PRESENT.or_worse),
        ),
        sources=(CFR_45_96_131,),
    ),
    Flag(
        id="flag.residence-plus-programme",
        says="low-intensity residential supplies about five hours a week; add intensive outpatient or day treatment",
        when=any_of(
            all_of(UseDisorder.MODERATE.or_worse, ENVIRONMENT.at(3), RELAPSE.at(2)),
            all_of(UseDisorder.MILD.or_worse, UnsuccessfulLevel.DAY_TREATMENT.or_worse),
        ),
        sources=(ND_75_09_1,),
    ),
    Flag(
        id="flag.no-abrupt-stop",
        says="do not stop sedatives abruptly; supervised taper",
        when=SedativeWithdrawal.STEADY_DOSE.or_worse,
        sources=(BZD_2025,),
    ),
    Flag(
        id="flag.prenatal-care",
        says="link to prenatal care",
        when=Pregnancy.IN_PRENATAL_CARE.or_worse,
        sources=(NYS_PREG,),
    ),
    Flag(
        id="flag.no-unsupervised-withdrawal-in-pregnancy",
        says="no unsupervised withdrawal; offer methadone or buprenorphine where opioids are involved",
        when=any_of(
            all_of(Pregnancy.IN_PRENATAL_CARE.or_worse, OpioidWithdrawal.MILD.or_worse),
            all_of(Pregnancy.IN_PRENATAL_CARE.or_worse, OpioidUseDisorder.PRESENT.or_worse),
            all_of(Pregnancy.IN_PRENATAL_CARE.or_worse, AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse),
            all_of(Pregnancy.IN_PRENATAL_CARE.or_worse, SedativeWithdrawal.STEADY_DOSE.or_worse),
        ),
        sources=(NYS_PREG, AWM_2020, BZD_2025),
    ),
    Flag(
        id="flag.continue-after-withdrawal",
        says="withdrawal management alone is not treatment; book the next level before discharge",
        when=any_of(
            all_of(UseDisorder.MILD.or_worse, WITHDRAWAL.at(1)),
            AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse,
            OpioidWithdrawal.MILD.or_worse,
            StimulantWithdrawal.LOW_MOOD.or_worse,
        ),
        sources=(TIP_45, BCCSU),
    ),
    Flag(
        id="flag.medical-coordination",
        says="coordinate with medical care",
        when=BIOMEDICAL.at(2),
        sources=(MN_9530_6622,),
    ),
    Flag(
        id="flag.recovery-residence",
        says="add a recovery residence to any outpatient level",
        when=all_of(UseDisorder.MILD.or_worse, ENVIRONMENT.at(3)),
        sources=(MN_9530_6622,),
    ),
    Flag(
        id="flag.motivational-work",
        says="begin with motivational work",
        when=READINESS.at(1),
        sources=(MN_9530_6622,),
    ),
    Flag(
        id="flag.engagement",
        says="offer the most the person will accept now, keep the recommendation open, make contact within a week",
        when=READINESS.at(4),
        sources=(MN_9530_6622,),
    ),
    Flag(
        id="flag.primary-care",
        says="link to primary care",
        when=BIOMEDICAL.at(1),
        sources=(MN_9530_6622,),
    ),
    Flag(
        id="flag.recovery-support",
        says="build recovery support: family sessions, peers, mutual help",
        when=ENVIRONMENT.at(1),
        sources=(ART_1, ART_4),
    ),
)
