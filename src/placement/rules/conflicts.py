"""Answers that contradict each other. Reported beside the recommendation; none changes it: the answers stand.

These speak about answers, not about need, so they may also say that an answer is at an anchor or better.
"""

from placement.criteria import (
    AlcoholWithdrawal,
    Cognition,
    ComplicatedWithdrawalHistory,
    ComplicationRisk,
    CoOccurring,
    DailyFunctioning,
    DetoxNeed,
    Exposure,
    FamilyDuties,
    HomeSafety,
    HomeSupport,
    Housing,
    Intoxication,
    MedicalCondition,
    OpioidMedication,
    OpioidUseDisorder,
    OpioidWithdrawal,
    OverdoseHistory,
    Pregnancy,
    RelapseRisk,
    SedativeWithdrawal,
    StimulantWithdrawal,
    StructureResponse,
    SuicideRisk,
    TravelDifficulty,
    UnsuccessfulLevel,
    UseConsequence,
    UseDisorder,
    ViolenceRisk,
    Willingness,
    WithdrawalSupport,
)
from placement.language.declarations import Conflict

CONFLICTS: tuple[Conflict, ...] = (
    Conflict(
        id="conflict.detox-none-but-withdrawal",
        text="withdrawal was judged to need nothing or check-ins, yet a severe sign was recorded",
        any_of=(
            (DetoxNeed.CHECK_INS.or_better, AlcoholWithdrawal.SEVERE.or_worse),
            (DetoxNeed.CHECK_INS.or_better, SedativeWithdrawal.SEVERE_LIKELY.or_worse),
            (DetoxNeed.CHECK_INS.or_better, OpioidWithdrawal.SEVERE.or_worse),
            (DetoxNeed.CHECK_INS.or_better, Intoxication.ENDANGERING.or_worse),
            (DetoxNeed.CHECK_INS.or_better, StimulantWithdrawal.PSYCHOTIC_OR_IMPULSIVE.or_worse),
        ),
    ),
    Conflict(
        id="conflict.detox-24h-without-a-reason",
        text="24-hour withdrawal care was judged necessary but nothing recorded explains it",
        any_of=(
            (
                DetoxNeed.MONITORING_24_HOUR.or_worse,
                AlcoholWithdrawal.MILD_OR_EXPECTED.or_better,
                SedativeWithdrawal.STEADY_DOSE.or_better,
                OpioidWithdrawal.MODERATE.or_better,
                StimulantWithdrawal.STRONG_CRAVING.or_better,
                Intoxication.MARKED.or_better,
                ComplicatedWithdrawalHistory.NONE.or_better,
                ComplicationRisk.LOW.or_better,
                WithdrawalSupport.ALONE_OR_PARTIAL.or_better,
                MedicalCondition.ROUTINE_CARE.or_better,
                Pregnancy.NOT_PREGNANT.or_better,
                SuicideRisk.PASSIVE_THOUGHTS.or_better,
                CoOccurring.INTERFERES.or_better,
                Cognition.NEEDS_ACCOMMODATION.or_better,
                Housing.TEMPORARY.or_better,
                HomeSupport.UNSUPPORTIVE.or_better,
                HomeSafety.CONFLICT.or_better,
            ),
        ),
    ),
    Conflict(
        id="conflict.risk-of-withdrawal-but-none-expected",
        text="PAWSS applies to people who drank in the past 30 days: is withdrawal expected?",
        any_of=((AlcoholWithdrawal.NONE.or_better, ComplicationRisk.HIGH_PAWSS.or_worse),),
    ),
    Conflict(
        id="conflict.drinking-now-none-expected",
        text="intoxicated, with a past withdrawal seizure or delirium: is withdrawal really not expected?",
        any_of=(
            (
                AlcoholWithdrawal.NONE.or_better,
                Intoxication.MILD.or_worse,
                ComplicatedWithdrawalHistory.SEIZURE_OR_DELIRIUM.or_worse,
            ),
        ),
    ),
    Conflict(
        id="conflict.withdrawal-without-disorder",
        text="marked withdrawal without any disorder: prescribed, or was the disorder not counted?",
        any_of=(
            (UseDisorder.RISKY_USE.or_better, OpioidUseDisorder.ABSENT.or_better, AlcoholWithdrawal.MODERATE.or_worse),
            (
                UseDisorder.RISKY_USE.or_better,
                OpioidUseDisorder.ABSENT.or_better,
                OpioidWithdrawal.MODERATELY_SEVERE.or_worse,
            ),
            (
                UseDisorder.RISKY_USE.or_better,
                OpioidUseDisorder.ABSENT.or_better,
                SedativeWithdrawal.SEVERE_LIKELY.or_worse,
            ),
            (
                UseDisorder.RISKY_USE.or_better,
                OpioidUseDisorder.ABSENT.or_better,
                ComplicatedWithdrawalHistory.SEIZURE_OR_DELIRIUM.or_worse,
            ),
        ),
    ),
    Conflict(
        id="conflict.opioid-disorder-without-disorder",
        text="opioid use disorder present, no disorder counted, and not in steady remission on medication",
        any_of=(
            (OpioidUseDisorder.PRESENT.or_worse, UseDisorder.RISKY_USE.or_better, OpioidMedication.UNSTEADY.or_worse),
            (OpioidUseDisorder.PRESENT.or_worse, UseDisorder.RISKY_USE.or_better, OpioidWithdrawal.MILD.or_worse),
            (
                OpioidUseDisorder.PRESENT.or_worse,
                UseDisorder.RISKY_USE.or_better,
                OverdoseHistory.PAST_30_DAYS.or_worse,
            ),
        ),
    ),
    Conflict(
        id="conflict.opioid-withdrawal-without-opioids",
        text="opioid withdrawal without opioid use disorder: prescribed opioids?",
        any_of=((OpioidWithdrawal.MILD.or_worse, OpioidUseDisorder.ABSENT.or_better),),
    ),
    Conflict(
        id="conflict.medication-without-opioid-disorder",
        text="a medication answer was given for somebody without opioid use disorder",
        any_of=((OpioidMedication.STARTING.or_worse, OpioidUseDisorder.ABSENT.or_better),),
    ),
    Conflict(
        id="conflict.steady-but-in-withdrawal",
        text="steady on effective medication, yet in withdrawal or overdosed within 30 days: dose, doses missed, or other drugs?",
        any_of=(
            (
                OpioidUseDisorder.PRESENT.or_worse,
                OpioidMedication.NOT_NEEDED_OR_STEADY.or_better,
                OpioidWithdrawal.MODERATE.or_worse,
            ),
            (
                OpioidUseDisorder.PRESENT.or_worse,
                OpioidMedication.NOT_NEEDED_OR_STEADY.or_better,
                OverdoseHistory.PAST_30_DAYS.or_worse,
            ),
        ),
    ),
    Conflict(
        id="conflict.recent-overdose-low-risk",
        text="overdose within 30 days, yet low risk and ordinary harm",
        any_of=(
            (
                OverdoseHistory.PAST_30_DAYS.or_worse,
                RelapseRisk.FAIR_SKILLS.or_better,
                UseConsequence.ORDINARY.or_better,
            ),
        ),
    ),
    Conflict(
        id="conflict.endangering-mild",
        text="use endangers now, yet the disorder is mild or absent: recount the criteria",
        any_of=((UseDisorder.MILD.or_better, RelapseRisk.ENDANGERING.or_worse),),
    ),
    Conflict(
        id="conflict.failed-treatment-mild",
        text="intensive treatment failed in the past 90 days, yet the disorder is mild or absent",
        any_of=((UseDisorder.MILD.or_better, UnsuccessfulLevel.INTENSIVE_OUTPATIENT.or_worse),),
    ),
    Conflict(
        id="conflict.failed-treatment-low-risk",
        text="treatment failed in the past 90 days, yet relapse risk is low",
        any_of=((UnsuccessfulLevel.OUTPATIENT.or_worse, RelapseRisk.LOW.or_better),),
    ),
    Conflict(
        id="conflict.failed-but-copes",
        text="intensive outpatient failed, yet the person copes with outpatient structure",
        any_of=((UnsuccessfulLevel.INTENSIVE_OUTPATIENT.or_worse, StructureResponse.COPES.or_better),),
    ),
    Conflict(
        id="conflict.stable-body-in-danger",
        text="a life-threatening state recorded with a stable body",
        any_of=(
            (MedicalCondition.ROUTINE_CARE.or_better, AlcoholWithdrawal.COMPLICATED.or_worse),
            (MedicalCondition.ROUTINE_CARE.or_better, SedativeWithdrawal.COMPLICATED.or_worse),
            (MedicalCondition.ROUTINE_CARE.or_better, Intoxication.OVERDOSE_OR_INCAPACITATED.or_worse),
        ),
    ),
    Conflict(
        id="conflict.stable-body-obstetric",
        text="the pregnancy needs nursing or is an emergency, yet medical condition is stable",
        any_of=((MedicalCondition.ROUTINE_CARE.or_better, Pregnancy.NURSING_24_HOUR.or_worse),),
    ),
    Conflict(
        id="conflict.no-disorder-but-danger",
        text="no mental disorder, yet active suicidal thoughts or a plan of violence",
        any_of=(
            (CoOccurring.NONE.or_better, SuicideRisk.ACTIVE_THOUGHTS.or_worse),
            (CoOccurring.NONE.or_better, ViolenceRisk.PLAN_OR_PAST_WEEK.or_worse),
        ),
    ),
    Conflict(
        id="conflict.no-cause-for-disability",
        text="cannot care for self, with no mental, cognitive or medical cause recorded",
        any_of=(
            (
                DailyFunctioning.CANNOT_CARE_FOR_SELF.or_worse,
                CoOccurring.STABLE.or_better,
                Cognition.MILD_DIFFICULTY.or_better,
                MedicalCondition.ROUTINE_CARE.or_better,
            ),
        ),
    ),
    Conflict(
        id="conflict.cannot-take-part-but-answers",
        text="cannot take part without 24-hour support, yet judged committed or at low risk: from whom is the history?",
        any_of=(
            (Cognition.SUPPORT_24_HOUR.or_worse, Willingness.COMMITTED.or_better),
            (Cognition.SUPPORT_24_HOUR.or_worse, RelapseRisk.LOW.or_better),
        ),
    ),
    Conflict(
        id="conflict.supportive-but-violent",
        text="supportive home with current violence or exploitation",
        any_of=((HomeSupport.SUPPORTIVE.or_better, HomeSafety.CURRENT_VIOLENCE.or_worse),),
    ),
    Conflict(
        id="conflict.supportive-but-supplies",
        text="supportive or passive home with pressure or supply",
        any_of=((HomeSupport.PASSIVE_OR_ALONE.or_better, Exposure.PRESSURE_OR_SUPPLY_AT_HOME.or_worse),),
    ),
    Conflict(
        id="conflict.homeless-with-a-home",
        text="no housing, yet a supportive home or a reliable person at home: whose home?",
        any_of=(
            (Housing.NONE.or_worse, HomeSupport.SUPPORTIVE.or_better),
            (Housing.NONE.or_worse, WithdrawalSupport.RELIABLE.or_better),
        ),
    ),
    Conflict(
        id="conflict.reliable-person-hostile-home",
        text="a reliable person at home in a hostile home",
        any_of=(
            (
                WithdrawalSupport.RELIABLE.or_better,
                HomeSupport.HOSTILE.or_worse,
                AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse,
            ),
            (
                WithdrawalSupport.RELIABLE.or_better,
                HomeSupport.HOSTILE.or_worse,
                SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse,
            ),
        ),
    ),
    Conflict(
        id="conflict.attends-but-cannot-travel",
        text="can attend daily, yet cannot travel",
        any_of=(
            (
                WithdrawalSupport.ALONE_OR_PARTIAL.or_better,
                TravelDifficulty.CANNOT_TRAVEL.or_worse,
                AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse,
            ),
            (
                WithdrawalSupport.ALONE_OR_PARTIAL.or_better,
                TravelDifficulty.CANNOT_TRAVEL.or_worse,
                SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse,
            ),
        ),
    ),
    Conflict(
        id="conflict.carer-in-danger",
        text="somebody depends on this person: are they safe today? (local reporting law applies)",
        any_of=(
            (FamilyDuties.MAIN_CARER.or_worse, HomeSafety.CURRENT_VIOLENCE.or_worse),
            (FamilyDuties.MAIN_CARER.or_worse, Housing.NONE.or_worse),
            (FamilyDuties.MAIN_CARER.or_worse, DailyFunctioning.CANNOT_CARE_FOR_SELF.or_worse),
        ),
    ),
    Conflict(
        id="conflict.marked-withdrawal-without-use",
        text="withdrawal or intoxication without any recorded use",
        any_of=(
            (UseDisorder.NO_RISKY_USE.or_better, AlcoholWithdrawal.MODERATE.or_worse),
            (UseDisorder.NO_RISKY_USE.or_better, OpioidWithdrawal.MODERATE.or_worse),
            (UseDisorder.NO_RISKY_USE.or_better, StimulantWithdrawal.STRONG_CRAVING.or_worse),
            (UseDisorder.NO_RISKY_USE.or_better, Intoxication.MARKED.or_worse),
        ),
    ),
    Conflict(
        id="conflict.answers-given-while-intoxicated",
        text="answers given while intoxicated are unreliable; repeat the assessment",
        any_of=((Intoxication.MARKED.or_worse,),),
    ),
    Conflict(
        id="conflict.age-not-stated",
        text="no age given: the rulebook is for adults of 18 and over (raised by the product itself)",
        any_of=(),
    ),
)
