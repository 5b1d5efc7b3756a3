"""Intoxication and withdrawal: what rates the dimension 1 to 4.

1 is watched from outside, 2 is monitored for part of a day, 3 is monitored round the clock, 4 belongs in a hospital. Symptoms
are only part of it: support, illness, danger and history can raise the rating further.
"""

from placement.criteria.dimensions import WITHDRAWAL
from placement.criteria.scales import (
    AlcoholWithdrawal,
    Cognition,
    ComplicatedWithdrawalHistory,
    ComplicationRisk,
    CoOccurring,
    DetoxNeed,
    HomeSafety,
    HomeSupport,
    Housing,
    Intoxication,
    MedicalCondition,
    OpioidWithdrawal,
    Pregnancy,
    SedativeWithdrawal,
    StimulantWithdrawal,
    SuicideRisk,
    WithdrawalSupport,
)
from placement.criteria.sources import (
    ART_3,
    AWM_2020,
    BCCSU,
    BZD_2025,
    COWS,
    MN_9530_6622,
    NYS_PREG,
    PAWSS,
    TIP_45,
    TIP_50,
)
from placement.language.condition import all_of, any_of
from placement.language.declarations import Criterion

# ------------------------------------------------------------------------------------ the clinician's overall judgement

HEADLINE_1 = Criterion(
    id="withdrawal.headline-1",
    summary="The clinician judges that intoxication or withdrawal needs at least scheduled check-ins.",
    when=DetoxNeed.CHECK_INS.or_worse,
    raises=WITHDRAWAL.at(1),
    sources=(MN_9530_6622, ART_3),
)
HEADLINE_2 = Criterion(
    id="withdrawal.headline-2",
    summary=(
        "The clinician judges that intoxication or withdrawal needs at least on-site monitoring for part of a day (under"
        " 24 hours)."
    ),
    when=DetoxNeed.ON_SITE_MONITORING.or_worse,
    raises=WITHDRAWAL.at(2),
    sources=(MN_9530_6622, ART_3),
)
HEADLINE_3 = Criterion(
    id="withdrawal.headline-3",
    summary="The clinician judges that intoxication or withdrawal needs at least 24-hour monitoring.",
    when=DetoxNeed.MONITORING_24_HOUR.or_worse,
    raises=WITHDRAWAL.at(3),
    sources=(MN_9530_6622, ART_3),
)
HEADLINE_4 = Criterion(
    id="withdrawal.headline-4",
    summary="The clinician judges that intoxication or withdrawal needs hospital care.",
    when=DetoxNeed.HOSPITAL_CARE.or_worse,
    raises=WITHDRAWAL.at(4),
    sources=(MN_9530_6622, ART_3),
)

# ------------------------------------------------------------------------------------------------ one substance's signs

MILD = Criterion(
    id="withdrawal.mild",
    summary=(
        "There is intoxication or withdrawal of some kind: alcohol withdrawal now or expected, dependence on a sedative,"
        " opioid withdrawal (COWS 5 or more), stimulant withdrawal, or at least mild intoxication."
    ),
    when=any_of(
        AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse,
        SedativeWithdrawal.STEADY_DOSE.or_worse,
        OpioidWithdrawal.MILD.or_worse,
        StimulantWithdrawal.LOW_MOOD.or_worse,
        Intoxication.MILD.or_worse,
    ),
    raises=WITHDRAWAL.at(1),
    sources=(AWM_2020, BZD_2025, COWS, TIP_45, MN_9530_6622),
)
MODERATE = Criterion(
    id="withdrawal.moderate",
    summary=(
        "Alcohol withdrawal is at least moderate (CIWA-Ar 10 or more), sedative withdrawal shows signs or a taper has"
        " failed, opioid withdrawal is at least moderately severe (COWS 25 or more), or intoxication is at least marked."
    ),
    when=any_of(
        AlcoholWithdrawal.MODERATE.or_worse,
        SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse,
        OpioidWithdrawal.MODERATELY_SEVERE.or_worse,
        Intoxication.MARKED.or_worse,
    ),
    raises=WITHDRAWAL.at(2),
    sources=(AWM_2020, BZD_2025, COWS, MN_9530_6622),
)
SEVERE = Criterion(
    id="withdrawal.severe",
    summary=(
        "Alcohol withdrawal is severe (CIWA-Ar 19 or more), severe sedative withdrawal is likely, opioid withdrawal is"
        " severe (COWS over 36), stimulant withdrawal brings psychotic symptoms or poor impulse control, or intoxication"
        " is severe and endangers the person."
    ),
    when=any_of(
        AlcoholWithdrawal.SEVERE.or_worse,
        SedativeWithdrawal.SEVERE_LIKELY.or_worse,
        OpioidWithdrawal.SEVERE.or_worse,
        StimulantWithdrawal.PSYCHOTIC_OR_IMPULSIVE.or_worse,
        Intoxication.ENDANGERING.or_worse,
    ),
    raises=WITHDRAWAL.at(3),
    sources=(AWM_2020, BZD_2025, COWS, TIP_45, MN_9530_6622),
)
OPIOID_NOT_SAFE_OUTSIDE = Criterion(
    id="withdrawal.opioid-not-safe-outside",
    summary=(
        "Opioid withdrawal is at least moderately severe (COWS 25 or more) in someone whose physical illness needs active"
        " treatment, who cannot attend daily, who has no housing, or who has active thoughts of suicide."
    ),
    when=any_of(
        all_of(OpioidWithdrawal.MODERATELY_SEVERE.or_worse, MedicalCondition.ACTIVE_TREATMENT.or_worse),
        all_of(OpioidWithdrawal.MODERATELY_SEVERE.or_worse, WithdrawalSupport.CANNOT_ATTEND.or_worse),
        all_of(OpioidWithdrawal.MODERATELY_SEVERE.or_worse, Housing.NONE.or_worse),
        all_of(OpioidWithdrawal.MODERATELY_SEVERE.or_worse, SuicideRisk.ACTIVE_THOUGHTS.or_worse),
    ),
    raises=WITHDRAWAL.at(3),
    sources=(COWS, MN_9530_6622, AWM_2020, TIP_50),
)
LIFE_THREATENING = Criterion(
    id="withdrawal.life-threatening",
    summary=(
        "Alcohol withdrawal is complicated by seizure, delirium or new hallucinations, sedative withdrawal is complicated"
        " by seizure or delirium, or the person has overdosed or is incapacitated by intoxication."
    ),
    when=any_of(
        AlcoholWithdrawal.COMPLICATED.or_worse,
        SedativeWithdrawal.COMPLICATED.or_worse,
        Intoxication.OVERDOSE_OR_INCAPACITATED.or_worse,
    ),
    raises=WITHDRAWAL.at(4),
    sources=(AWM_2020, BZD_2025, MN_9530_6622),
)

# --------------------------------------------------------------------------------- more than the symptoms alone suggest

MILD_NEEDS_WATCHING = Criterion(
    id="withdrawal.mild-needs-watching",
    summary=(
        "Alcohol withdrawal, even if mild or only expected, meets a reason to watch it: the person is alone or helped"
        " only part of the time, lives with people hostile to recovery, has unstable housing, is over 65, has had a head"
        " injury or scores PAWSS 4 or more, has had severe withdrawal before, has a physical illness that needs active"
        " treatment, or has active thoughts of suicide."
    ),
    when=any_of(
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, WithdrawalSupport.ALONE_OR_PARTIAL.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, HomeSupport.HOSTILE.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, Housing.UNSTABLE.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, ComplicationRisk.AGE_OR_HEAD_INJURY.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, ComplicatedWithdrawalHistory.SEVERE.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, MedicalCondition.ACTIVE_TREATMENT.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, SuicideRisk.ACTIVE_THOUGHTS.or_worse),
    ),
    raises=WITHDRAWAL.at(2),
    sources=(AWM_2020, PAWSS, MN_9530_6622, TIP_50),
)
COMPLICATION_EXPECTED = Criterion(
    id="withdrawal.complication-expected",
    summary=(
        "A complication is to be expected: alcohol withdrawal, even if mild or only expected, after a past withdrawal"
        " seizure or delirium or with PAWSS 4 or more; moderate alcohol withdrawal (CIWA-Ar 10 or more) after a past"
        " severe withdrawal, over the age of 65 or after a head injury; sedative withdrawal signs or a failed taper after"
        " a past withdrawal seizure or delirium; or marked intoxication after one or with PAWSS 4 or more."
    ),
    when=any_of(
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, ComplicatedWithdrawalHistory.SEIZURE_OR_DELIRIUM.or_worse),
        all_of(AlcoholWithdrawal.MODERATE.or_worse, ComplicatedWithdrawalHistory.SEVERE.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, ComplicationRisk.HIGH_PAWSS.or_worse),
        all_of(AlcoholWithdrawal.MODERATE.or_worse, ComplicationRisk.AGE_OR_HEAD_INJURY.or_worse),
        all_of(
            SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse, ComplicatedWithdrawalHistory.SEIZURE_OR_DELIRIUM.or_worse
        ),
        all_of(Intoxication.MARKED.or_worse, ComplicatedWithdrawalHistory.SEIZURE_OR_DELIRIUM.or_worse),
        all_of(Intoxication.MARKED.or_worse, ComplicationRisk.HIGH_PAWSS.or_worse),
    ),
    raises=WITHDRAWAL.at(3),
    sources=(AWM_2020, PAWSS, BCCSU, BZD_2025, MN_9530_6622),
)
MIXED_DEPRESSANTS = Criterion(
    id="withdrawal.mixed-depressants",
    summary=(
        "Depressants add up: sedative withdrawal signs or a failed taper with any alcohol withdrawal, moderate alcohol"
        " withdrawal (CIWA-Ar 10 or more) in someone who depends on a sedative, or moderate alcohol withdrawal in someone"
        " who is still markedly intoxicated."
    ),
    when=any_of(
        all_of(SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse, AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse),
        all_of(SedativeWithdrawal.STEADY_DOSE.or_worse, AlcoholWithdrawal.MODERATE.or_worse),
        all_of(AlcoholWithdrawal.MODERATE.or_worse, Intoxication.MARKED.or_worse),
    ),
    raises=WITHDRAWAL.at(3),
    sources=(AWM_2020, BZD_2025, MN_9530_6622),
)
NO_SAFE_PLACE_TO_WITHDRAW = Criterion(
    id="withdrawal.no-safe-place-to-withdraw",
    summary=(
        "There is no safe place to withdraw: alcohol withdrawal, even if mild or only expected, in someone who cannot"
        " attend daily, lives with people who do harm, has no housing or meets violence or exploitation at home; moderate"
        " alcohol withdrawal (CIWA-Ar 10 or more) in someone who is alone or helped only part of the time, lives with"
        " people hostile to recovery or has unstable housing; or sedative withdrawal signs or a failed taper in someone"
        " who cannot attend daily, has no housing or meets violence or exploitation at home."
    ),
    when=any_of(
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, WithdrawalSupport.CANNOT_ATTEND.or_worse),
        all_of(AlcoholWithdrawal.MODERATE.or_worse, WithdrawalSupport.ALONE_OR_PARTIAL.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, HomeSupport.HARMFUL.or_worse),
        all_of(AlcoholWithdrawal.MODERATE.or_worse, HomeSupport.HOSTILE.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, Housing.NONE.or_worse),
        all_of(AlcoholWithdrawal.MODERATE.or_worse, Housing.UNSTABLE.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, HomeSafety.CURRENT_VIOLENCE.or_worse),
        all_of(SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse, WithdrawalSupport.CANNOT_ATTEND.or_worse),
        all_of(SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse, Housing.NONE.or_worse),
        all_of(SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse, HomeSafety.CURRENT_VIOLENCE.or_worse),
    ),
    raises=WITHDRAWAL.at(3),
    sources=(AWM_2020, BZD_2025, MN_9530_6622),
)
WITH_ILLNESS_OR_DANGER = Criterion(
    id="withdrawal.with-illness-or-danger",
    summary=(
        "Withdrawal meets illness or danger: alcohol withdrawal, even if mild or only expected, with an illness that"
        " needs 24-hour nursing, a suicide plan or some intent, or a mental disorder or thinking so impaired that it"
        " needs 24-hour support; moderate alcohol withdrawal (CIWA-Ar 10 or more) with an illness that needs active treatment or with"
        " active thoughts of suicide; or sedative withdrawal signs or a failed taper with active thoughts of suicide, an"
        " illness that needs 24-hour nursing or thinking so impaired that it needs 24-hour support."
    ),
    when=any_of(
        all_of(AlcoholWithdrawal.MODERATE.or_worse, MedicalCondition.ACTIVE_TREATMENT.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, MedicalCondition.NURSING_24_HOUR.or_worse),
        all_of(AlcoholWithdrawal.MODERATE.or_worse, SuicideRisk.ACTIVE_THOUGHTS.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, SuicideRisk.PLAN_OR_INTENT.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, CoOccurring.DISABLING.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, Cognition.SUPPORT_24_HOUR.or_worse),
        all_of(SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse, SuicideRisk.ACTIVE_THOUGHTS.or_worse),
        all_of(SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse, MedicalCondition.NURSING_24_HOUR.or_worse),
        all_of(SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse, Cognition.SUPPORT_24_HOUR.or_worse),
    ),
    raises=WITHDRAWAL.at(3),
    sources=(AWM_2020, BZD_2025, MN_9530_6622, TIP_50),
)
SEVERE_WITH_SERIOUS_ILLNESS = Criterion(
    id="withdrawal.severe-with-serious-illness",
    summary=(
        "Severe alcohol withdrawal (CIWA-Ar 19 or more) comes with an illness that needs 24-hour nursing, a past"
        " withdrawal seizure or delirium, sedative withdrawal signs or a failed taper, pregnancy, thinking so impaired"
        " that it needs 24-hour support, or a suicide plan or some intent; or likely severe sedative withdrawal comes"
        " with an illness that needs 24-hour nursing or with pregnancy."
    ),
    when=any_of(
        all_of(AlcoholWithdrawal.SEVERE.or_worse, MedicalCondition.NURSING_24_HOUR.or_worse),
        all_of(SedativeWithdrawal.SEVERE_LIKELY.or_worse, MedicalCondition.NURSING_24_HOUR.or_worse),
        all_of(AlcoholWithdrawal.SEVERE.or_worse, ComplicatedWithdrawalHistory.SEIZURE_OR_DELIRIUM.or_worse),
        all_of(AlcoholWithdrawal.SEVERE.or_worse, SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse),
        all_of(AlcoholWithdrawal.SEVERE.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
        all_of(SedativeWithdrawal.SEVERE_LIKELY.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
        all_of(AlcoholWithdrawal.SEVERE.or_worse, Cognition.SUPPORT_24_HOUR.or_worse),
        all_of(AlcoholWithdrawal.SEVERE.or_worse, SuicideRisk.PLAN_OR_INTENT.or_worse),
    ),
    raises=WITHDRAWAL.at(4),
    sources=(AWM_2020, BZD_2025, MN_9530_6622, NYS_PREG, TIP_50),
)

# ------------------------------------------------------------------------------------------------------------ pregnancy

IN_PREGNANCY_SUPERVISED = Criterion(
    id="withdrawal.in-pregnancy-supervised",
    summary=(
        "A pregnant person has opioid withdrawal (COWS 5 or more), or alcohol withdrawal now or expected: neither goes"
        " unsupervised."
    ),
    when=any_of(
        all_of(OpioidWithdrawal.MILD.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
        all_of(AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
    ),
    raises=WITHDRAWAL.at(2),
    sources=(NYS_PREG, AWM_2020, COWS),
)
IN_PREGNANCY_24_HOUR = Criterion(
    id="withdrawal.in-pregnancy-24-hour",
    summary=(
        "A pregnant person has moderate alcohol withdrawal (CIWA-Ar 10 or more), sedative withdrawal signs or a failed"
        " taper, or moderately severe opioid withdrawal (COWS 25 or more); or has moderate opioid withdrawal (COWS 13 or"
        " more) without reachable prenatal care or at high risk."
    ),
    when=any_of(
        all_of(AlcoholWithdrawal.MODERATE.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
        all_of(SedativeWithdrawal.SIGNS_OR_FAILED_TAPER.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
        all_of(OpioidWithdrawal.MODERATELY_SEVERE.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
        all_of(OpioidWithdrawal.MODERATE.or_worse, Pregnancy.NO_CARE_OR_HIGH_RISK.or_worse),
    ),
    raises=WITHDRAWAL.at(3),
    sources=(NYS_PREG, AWM_2020, BZD_2025, COWS),
)

CRITERIA: tuple[Criterion, ...] = (
    HEADLINE_1,
    HEADLINE_2,
    HEADLINE_3,
    HEADLINE_4,
    MILD,
    MODERATE,
    SEVERE,
    OPIOID_NOT_SAFE_OUTSIDE,
    LIFE_THREATENING,
    MILD_NEEDS_WATCHING,
    COMPLICATION_EXPECTED,
    MIXED_DEPRESSANTS,
    NO_SAFE_PLACE_TO_WITHDRAW,
    WITH_ILLNESS_OR_DANGER,
    SEVERE_WITH_SERIOUS_ILLNESS,
    IN_PREGNANCY_SUPERVISED,
    IN_PREGNANCY_24_HOUR,
)
