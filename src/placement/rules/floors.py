"""Floors: what everybody with certain facts gets at least.

Nothing in the rulebook lowers need, so a floor is true of everybody if it is true of the one person who has only these
facts. That is how each is proven when the rulebook is built.
"""

from placement.criteria import (
    AlcoholWithdrawal,
    Cognition,
    ComplicatedWithdrawalHistory,
    ComplicationRisk,
    CoOccurring,
    DailyFunctioning,
    Exposure,
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
    SuicideRisk,
    UnsuccessfulLevel,
    UseDisorder,
    ViolenceRisk,
    Willingness,
    WithdrawalSupport,
)
from placement.language.declarations import FloorGuarantee
from placement.rules.levels import Service, WithdrawalManagement

__all__ = ["FLOORS"]

FLOORS: tuple[FloorGuarantee, ...] = (
    FloorGuarantee(
        id="g.withdrawal-complication-is-hospital",
        summary="A seizure, delirium or new hallucinations in alcohol withdrawal always mean hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(AlcoholWithdrawal.COMPLICATED.or_worse,),
    ),
    FloorGuarantee(
        id="g.sedative-complication-is-hospital",
        summary="A seizure or delirium in sedative withdrawal always means hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(SedativeWithdrawal.COMPLICATED.or_worse,),
    ),
    FloorGuarantee(
        id="g.overdose-is-hospital",
        summary="An overdose now, or intoxication that leaves the person incapacitated, always means hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(Intoxication.OVERDOSE_OR_INCAPACITATED.or_worse,),
    ),
    FloorGuarantee(
        id="g.unstable-body-is-hospital",
        summary="An unstable physical state or an emergency, including new confusion, always means hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(MedicalCondition.UNSTABLE.or_worse,),
    ),
    FloorGuarantee(
        id="g.obstetric-emergency-is-hospital",
        summary="Signs of an obstetric emergency always mean hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(Pregnancy.EMERGENCY.or_worse,),
    ),
    FloorGuarantee(
        id="g.suicide-plan-and-intent-is-hospital",
        summary="A suicide plan with intent always means hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(SuicideRisk.PLAN_WITH_INTENT.or_worse,),
    ),
    FloorGuarantee(
        id="g.imminent-violence-is-hospital",
        summary="Imminent violence always means hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(ViolenceRisk.IMMINENT.or_worse,),
    ),
    FloorGuarantee(
        id="g.seizure-history-never-ambulatory",
        summary="Alcohol withdrawal, even mild or only expected, after a past withdrawal seizure or delirium always means at least medically monitored inpatient care.",
        promises=Service.MONITORED_INPATIENT.or_more,
        given=(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, ComplicatedWithdrawalHistory.SEIZURE_OR_DELIRIUM.or_worse),
    ),
    FloorGuarantee(
        id="g.severe-alcohol-withdrawal-24h",
        summary="Severe alcohol withdrawal always means at least medically monitored inpatient care.",
        promises=Service.MONITORED_INPATIENT.or_more,
        given=(AlcoholWithdrawal.SEVERE.or_worse,),
    ),
    FloorGuarantee(
        id="g.pregnant-opioid-withdrawal-supervised",
        summary="Opioid withdrawal in pregnancy, even mild, always means at least extended monitoring.",
        promises=WithdrawalManagement.EXTENDED.or_more,
        given=(Pregnancy.IN_PRENATAL_CARE.or_worse, OpioidWithdrawal.MILD.or_worse),
    ),
    FloorGuarantee(
        id="g.disorder-is-treated",
        summary="Anybody with a use disorder, even a mild one, gets at least outpatient treatment.",
        promises=Service.OUTPATIENT.or_more,
        given=(UseDisorder.MILD.or_worse,),
    ),
    FloorGuarantee(
        id="g.undermining-home-and-relapse-risk-is-residential",
        summary="A moderate or severe disorder with inconsistent skills, an unsupportive home or nobody to turn to, and someone in the home who has an active substance problem always means at least low-intensity residential care.",
        promises=Service.LOW_INTENSITY_RESIDENTIAL.or_more,
        given=(
            UseDisorder.MODERATE.or_worse,
            Exposure.SOMEONE_AT_HOME.or_worse,
            HomeSupport.UNSUPPORTIVE.or_worse,
            RelapseRisk.INCONSISTENT_SKILLS.or_worse,
        ),
    ),
    FloorGuarantee(
        id="g.high-pawss-never-ambulatory",
        summary="Alcohol withdrawal, even mild or only expected, at PAWSS 4 or more always means at least medically monitored inpatient care.",
        promises=Service.MONITORED_INPATIENT.or_more,
        given=(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, ComplicationRisk.HIGH_PAWSS.or_worse),
    ),
    FloorGuarantee(
        id="g.drunk-with-past-delirium-never-ambulatory",
        summary="Marked or worse intoxication in somebody with a past withdrawal seizure or delirium always means at least 24-hour monitored withdrawal management.",
        promises=WithdrawalManagement.MONITORED.or_more,
        given=(Intoxication.MARKED.or_worse, ComplicatedWithdrawalHistory.SEIZURE_OR_DELIRIUM.or_worse),
    ),
    FloorGuarantee(
        id="g.severe-withdrawal-with-past-delirium-is-hospital",
        summary="Severe alcohol withdrawal after a past withdrawal seizure or delirium always means hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(AlcoholWithdrawal.SEVERE.or_worse, ComplicatedWithdrawalHistory.SEIZURE_OR_DELIRIUM.or_worse),
    ),
    FloorGuarantee(
        id="g.severe-withdrawal-in-pregnancy-is-hospital",
        summary="Severe alcohol withdrawal in pregnancy always means hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(AlcoholWithdrawal.SEVERE.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
    ),
    FloorGuarantee(
        id="g.moderate-withdrawal-in-pregnancy-24h",
        summary="Moderate or worse alcohol withdrawal in pregnancy always means at least medically monitored inpatient care.",
        promises=Service.MONITORED_INPATIENT.or_more,
        given=(AlcoholWithdrawal.MODERATE.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
    ),
    FloorGuarantee(
        id="g.moderate-withdrawal-alone-24h",
        summary="Moderate or worse alcohol withdrawal in somebody who is alone or helped only part of the time always means at least medically monitored inpatient care.",
        promises=Service.MONITORED_INPATIENT.or_more,
        given=(AlcoholWithdrawal.MODERATE.or_worse, WithdrawalSupport.ALONE_OR_PARTIAL.or_worse),
    ),
    FloorGuarantee(
        id="g.withdrawal-without-a-home-24h",
        summary="Alcohol withdrawal, even mild or only expected, in somebody without any housing always means at least medically monitored inpatient care.",
        promises=Service.MONITORED_INPATIENT.or_more,
        given=(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, Housing.NONE.or_worse),
    ),
    FloorGuarantee(
        id="g.withdrawal-with-confusion-24h",
        summary="Alcohol withdrawal, even mild or only expected, in somebody who cannot take part without 24-hour support always means at least medically monitored inpatient care.",
        promises=Service.MONITORED_INPATIENT.or_more,
        given=(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, Cognition.SUPPORT_24_HOUR.or_worse),
    ),
    FloorGuarantee(
        id="g.two-depressants-24h",
        summary="Signs of sedative withdrawal, or a failed taper, together with alcohol withdrawal, even mild or only expected, always mean at least medically monitored inpatient care.",
        promises=Service.MONITORED_INPATIENT.or_more,
        given=(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse),
    ),
    FloorGuarantee(
        id="g.high-dose-sedatives-24h",
        summary="Sedative withdrawal that is likely to be severe (a high dose, GHB, or several depressants stopped together) always means at least medically monitored inpatient care.",
        promises=Service.MONITORED_INPATIENT.or_more,
        given=(SedativeWithdrawal.SEVERE_LIKELY.or_worse,),
    ),
    FloorGuarantee(
        id="g.suicide-plan-needs-medical-cover",
        summary="Any use disorder with a suicide plan or some intent always means at least medically monitored inpatient care.",
        promises=Service.MONITORED_INPATIENT.or_more,
        given=(UseDisorder.MILD.or_worse, SuicideRisk.PLAN_OR_INTENT.or_worse),
    ),
    FloorGuarantee(
        id="g.suicide-plan-while-drunk-is-hospital",
        summary="A suicide plan or some intent during marked or worse intoxication always means hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(SuicideRisk.PLAN_OR_INTENT.or_worse, Intoxication.MARKED.or_worse),
    ),
    FloorGuarantee(
        id="g.grave-disability-is-hospital",
        summary="Somebody without self-care, and in danger from it, always gets hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(DailyFunctioning.IN_DANGER.or_worse,),
    ),
    FloorGuarantee(
        id="g.acute-mental-danger-is-hospital",
        summary="Acute danger from a mental disorder always means hospital care.",
        promises=Service.HOSPITAL.or_more,
        given=(CoOccurring.ACUTE_DANGER.or_worse,),
    ),
    FloorGuarantee(
        id="g.disabling-mental-disorder-is-24h",
        summary="Any use disorder with a mental disorder that is severe or disabling and needs 24-hour support always means at least high-intensity residential care.",
        promises=Service.HIGH_INTENSITY_RESIDENTIAL.or_more,
        given=(UseDisorder.MILD.or_worse, CoOccurring.DISABLING.or_worse),
    ),
    FloorGuarantee(
        id="g.24h-nursing-is-monitored",
        summary="A moderate or severe disorder with a physical condition that needs 24-hour nursing always means at least medically monitored inpatient care.",
        promises=Service.MONITORED_INPATIENT.or_more,
        given=(UseDisorder.MODERATE.or_worse, MedicalCondition.NURSING_24_HOUR.or_worse),
    ),
    FloorGuarantee(
        id="g.endangering-use-is-residential",
        summary="Any use disorder without relapse skills, where use endangers the person now, always means at least high-intensity residential care.",
        promises=Service.HIGH_INTENSITY_RESIDENTIAL.or_more,
        given=(UseDisorder.MILD.or_worse, RelapseRisk.ENDANGERING.or_worse),
    ),
    FloorGuarantee(
        id="g.failed-outpatient-steps-up",
        summary="Any use disorder for which outpatient treatment did not succeed in the past 90 days despite a changed plan always means at least intensive outpatient care.",
        promises=Service.INTENSIVE_OUTPATIENT.or_more,
        given=(UseDisorder.MILD.or_worse, UnsuccessfulLevel.OUTPATIENT.or_worse),
    ),
    FloorGuarantee(
        id="g.failed-intensive-outpatient-steps-up",
        summary="Any use disorder for which intensive outpatient care did not succeed in the past 90 days despite a changed plan always means at least day treatment.",
        promises=Service.DAY_TREATMENT.or_more,
        given=(UseDisorder.MILD.or_worse, UnsuccessfulLevel.INTENSIVE_OUTPATIENT.or_worse),
    ),
    FloorGuarantee(
        id="g.failed-day-treatment-steps-up",
        summary="Any use disorder for which day treatment did not succeed in the past 90 days despite a changed plan always means at least low-intensity residential care.",
        promises=Service.LOW_INTENSITY_RESIDENTIAL.or_more,
        given=(UseDisorder.MILD.or_worse, UnsuccessfulLevel.DAY_TREATMENT.or_worse),
    ),
    FloorGuarantee(
        id="g.severe-homeless-poor-skills",
        summary="A severe disorder with little recognition and poor skills in somebody without any housing always means at least high-intensity residential care.",
        promises=Service.HIGH_INTENSITY_RESIDENTIAL.or_more,
        given=(UseDisorder.SEVERE.or_worse, Housing.NONE.or_worse, RelapseRisk.POOR_SKILLS.or_worse),
    ),
    FloorGuarantee(
        id="g.severe-ambivalent-with-risk-is-intensive",
        summary="A severe disorder with some relapse risk and ambivalence always means at least intensive outpatient care.",
        promises=Service.INTENSIVE_OUTPATIENT.or_more,
        given=(UseDisorder.SEVERE.or_worse, RelapseRisk.FAIR_SKILLS.or_worse, Willingness.AMBIVALENT.or_worse),
    ),
    FloorGuarantee(
        id="g.severe-with-unsteady-skills-is-intensive",
        summary="A severe disorder with inconsistent relapse skills always means at least intensive outpatient care.",
        promises=Service.INTENSIVE_OUTPATIENT.or_more,
        given=(UseDisorder.SEVERE.or_worse, RelapseRisk.INCONSISTENT_SKILLS.or_worse),
    ),
    FloorGuarantee(
        id="g.pregnant-with-unsteady-skills-is-day-care",
        summary="A moderate or severe disorder with inconsistent relapse skills in pregnancy always means at least day treatment.",
        promises=Service.DAY_TREATMENT.or_more,
        given=(
            UseDisorder.MODERATE.or_worse,
            Pregnancy.IN_PRENATAL_CARE.or_worse,
            RelapseRisk.INCONSISTENT_SKILLS.or_worse,
        ),
    ),
    FloorGuarantee(
        id="g.opioid-disorder-is-always-in-treatment",
        summary="Anybody with an opioid use disorder, even in remission on medication, gets at least outpatient treatment.",
        promises=Service.OUTPATIENT.or_more,
        given=(OpioidUseDisorder.PRESENT.or_worse,),
    ),
    FloorGuarantee(
        id="g.recent-overdose-is-intensive",
        summary="Any use disorder with an overdose in the past 30 days always means at least intensive outpatient care.",
        promises=Service.INTENSIVE_OUTPATIENT.or_more,
        given=(UseDisorder.MILD.or_worse, OverdoseHistory.PAST_30_DAYS.or_worse),
    ),
    FloorGuarantee(
        id="g.recent-overdose-without-medication",
        summary="A moderate or severe disorder with an overdose in the past 30 days and opioid medication that is missed, too low or about to end always means at least day treatment.",
        promises=Service.DAY_TREATMENT.or_more,
        given=(
            UseDisorder.MODERATE.or_worse,
            OverdoseHistory.PAST_30_DAYS.or_worse,
            OpioidMedication.UNSTEADY.or_worse,
        ),
    ),
)
