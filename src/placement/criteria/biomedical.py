"""Physical health: what rates the dimension 1 to 4."""

from placement.criteria.dimensions import BIOMEDICAL
from placement.criteria.scales import MedicalCondition, Pregnancy
from placement.criteria.sources import MN_9530_6622, NYS_PREG
from placement.language.condition import any_of
from placement.language.declarations import Criterion

ROUTINE = Criterion(
    id="biomedical.routine",
    summary="A physical illness needs at least routine care, or the person is pregnant.",
    when=any_of(MedicalCondition.ROUTINE_CARE.or_worse, Pregnancy.IN_PRENATAL_CARE.or_worse),
    raises=BIOMEDICAL.at(1),
    sources=(MN_9530_6622, NYS_PREG),
)
ACTIVE_TREATMENT = Criterion(
    id="biomedical.active-treatment",
    summary=(
        "A physical illness needs new or active treatment, or the person is pregnant and has no reachable prenatal care"
        " or is at high risk."
    ),
    when=any_of(MedicalCondition.ACTIVE_TREATMENT.or_worse, Pregnancy.NO_CARE_OR_HIGH_RISK.or_worse),
    raises=BIOMEDICAL.at(2),
    sources=(MN_9530_6622, NYS_PREG),
)
NURSING = Criterion(
    id="biomedical.nursing",
    summary="A physical illness or a pregnancy needs 24-hour nursing.",
    when=any_of(MedicalCondition.NURSING_24_HOUR.or_worse, Pregnancy.NURSING_24_HOUR.or_worse),
    raises=BIOMEDICAL.at(3),
    sources=(MN_9530_6622, NYS_PREG),
)
EMERGENCY = Criterion(
    id="biomedical.emergency",
    summary=(
        "Physical health is unstable or an emergency, which includes new confusion, or there are signs of an obstetric"
        " emergency."
    ),
    when=any_of(MedicalCondition.UNSTABLE.or_worse, Pregnancy.EMERGENCY.or_worse),
    raises=BIOMEDICAL.at(4),
    sources=(MN_9530_6622, NYS_PREG),
)

CRITERIA: tuple[Criterion, ...] = (ROUTINE, ACTIVE_TREATMENT, NURSING, EMERGENCY)
