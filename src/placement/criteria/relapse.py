"""Relapse and continued use: what rates the dimension 1 to 4."""

from placement.criteria.dimensions import RELAPSE
from placement.criteria.scales import (
    OpioidMedication,
    OverdoseHistory,
    Pregnancy,
    RelapseRisk,
    StimulantWithdrawal,
    UnsuccessfulLevel,
    UseConsequence,
)
from placement.criteria.sources import ART_4, MN_9530_6622, NYS_PREG, TIP_45, TIP_63
from placement.language.condition import all_of, any_of
from placement.language.declarations import Criterion

SOME = Criterion(
    id="relapse.some",
    summary="There is at least some risk of relapse, or an overdose in the past year.",
    when=any_of(RelapseRisk.FAIR_SKILLS.or_worse, OverdoseHistory.PAST_YEAR.or_worse),
    raises=RELAPSE.at(1),
    sources=(MN_9530_6622, TIP_63),
)
INCONSISTENT = Criterion(
    id="relapse.inconsistent",
    summary=(
        "Skills to prevent relapse are inconsistent, there was an overdose in the past 30 days, treatment did not help in"
        " the past 90 days, medication for opioid use disorder is unsteady or not taken, stimulant withdrawal brings"
        " strong craving, or some risk of relapse comes with serious harm likely within weeks."
    ),
    when=any_of(
        RelapseRisk.INCONSISTENT_SKILLS.or_worse,
        OverdoseHistory.PAST_30_DAYS.or_worse,
        UnsuccessfulLevel.OUTPATIENT.or_worse,
        OpioidMedication.UNSTEADY.or_worse,
        StimulantWithdrawal.STRONG_CRAVING.or_worse,
        all_of(RelapseRisk.FAIR_SKILLS.or_worse, UseConsequence.SERIOUS.or_worse),
    ),
    raises=RELAPSE.at(2),
    sources=(MN_9530_6622, TIP_63, TIP_45, ART_4),
)
POOR_SKILLS = Criterion(
    id="relapse.poor-skills",
    summary=(
        "The person recognises little of what leads to relapse and has poor skills to prevent it, day treatment or"
        " residential care did not help in the past 90 days, an overdose in the past 30 days comes with inconsistent"
        " skills or with unsteady or no medication for opioid use disorder, or an overdose in the past year comes with"
        " that medication declined, unavailable or stopped."
    ),
    when=any_of(
        RelapseRisk.POOR_SKILLS.or_worse,
        UnsuccessfulLevel.DAY_TREATMENT.or_worse,
        all_of(OverdoseHistory.PAST_30_DAYS.or_worse, RelapseRisk.INCONSISTENT_SKILLS.or_worse),
        all_of(OverdoseHistory.PAST_30_DAYS.or_worse, OpioidMedication.UNSTEADY.or_worse),
        all_of(OverdoseHistory.PAST_YEAR.or_worse, OpioidMedication.NOT_TAKEN.or_worse),
    ),
    raises=RELAPSE.at(3),
    sources=(MN_9530_6622, TIP_63, ART_4),
)
LIFE_THREATENING_USE = Criterion(
    id="relapse.life-threatening-use",
    summary=(
        "Skills to prevent relapse are inconsistent or worse, and the next use would threaten life or the person is"
        " pregnant."
    ),
    when=any_of(
        all_of(RelapseRisk.INCONSISTENT_SKILLS.or_worse, UseConsequence.LIFE_THREATENING.or_worse),
        all_of(RelapseRisk.INCONSISTENT_SKILLS.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
    ),
    raises=RELAPSE.at(3),
    sources=(MN_9530_6622, NYS_PREG),
)
ENDANGERING = Criterion(
    id="relapse.endangering",
    summary=(
        "The person has no skills to prevent relapse and use endangers them now, or has poor skills and the next use"
        " would threaten life."
    ),
    when=any_of(
        RelapseRisk.ENDANGERING.or_worse,
        all_of(RelapseRisk.POOR_SKILLS.or_worse, UseConsequence.LIFE_THREATENING.or_worse),
    ),
    raises=RELAPSE.at(4),
    sources=(MN_9530_6622,),
)

CRITERIA: tuple[Criterion, ...] = (SOME, INCONSISTENT, POOR_SKILLS, LIFE_THREATENING_USE, ENDANGERING)
