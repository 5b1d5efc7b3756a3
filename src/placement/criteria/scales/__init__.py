"""The scales of the shipped rulebook, one module per dimension; no criterion, since criteria read several dimensions."""

from placement.criteria.scales.biomedical import MedicalCondition, Pregnancy
from placement.criteria.scales.circumstances import FamilyDuties, TravelDifficulty, WorkDuties
from placement.criteria.scales.environment import Exposure, HomeSafety, HomeSupport, Housing, StructureResponse
from placement.criteria.scales.psychological import Cognition, CoOccurring, DailyFunctioning, SuicideRisk, ViolenceRisk
from placement.criteria.scales.readiness import Willingness
from placement.criteria.scales.relapse import (
    OpioidMedication,
    OverdoseHistory,
    RelapseRisk,
    UnsuccessfulLevel,
    UseConsequence,
)
from placement.criteria.scales.use import AlcoholUseDisorder, OpioidUseDisorder, StimulantUseDisorder, UseDisorder
from placement.criteria.scales.withdrawal import (
    AlcoholWithdrawal,
    ComplicatedWithdrawalHistory,
    ComplicationRisk,
    DetoxNeed,
    Intoxication,
    OpioidWithdrawal,
    SedativeWithdrawal,
    StimulantWithdrawal,
    WithdrawalSupport,
)
from placement.language.scale import Scale

__all__ = [
    "SCALES",
    "AlcoholUseDisorder",
    "AlcoholWithdrawal",
    "CoOccurring",
    "Cognition",
    "ComplicatedWithdrawalHistory",
    "ComplicationRisk",
    "DailyFunctioning",
    "DetoxNeed",
    "Exposure",
    "FamilyDuties",
    "HomeSafety",
    "HomeSupport",
    "Housing",
    "Intoxication",
    "MedicalCondition",
    "OpioidMedication",
    "OpioidUseDisorder",
    "OpioidWithdrawal",
    "OverdoseHistory",
    "Pregnancy",
    "RelapseRisk",
    "SedativeWithdrawal",
    "StimulantUseDisorder",
    "StimulantWithdrawal",
    "StructureResponse",
    "SuicideRisk",
    "TravelDifficulty",
    "UnsuccessfulLevel",
    "UseConsequence",
    "UseDisorder",
    "ViolenceRisk",
    "Willingness",
    "WithdrawalSupport",
    "WorkDuties",
]

SCALES: tuple[type[Scale], ...] = (
    UseDisorder,
    AlcoholUseDisorder,
    StimulantUseDisorder,
    DetoxNeed,
    AlcoholWithdrawal,
    SedativeWithdrawal,
    OpioidWithdrawal,
    StimulantWithdrawal,
    Intoxication,
    ComplicatedWithdrawalHistory,
    ComplicationRisk,
    WithdrawalSupport,
    MedicalCondition,
    Pregnancy,
    OpioidUseDisorder,
    OverdoseHistory,
    OpioidMedication,
    CoOccurring,
    SuicideRisk,
    ViolenceRisk,
    Cognition,
    DailyFunctioning,
    Willingness,
    RelapseRisk,
    UseConsequence,
    UnsuccessfulLevel,
    HomeSupport,
    Exposure,
    Housing,
    HomeSafety,
    StructureResponse,
    WorkDuties,
    FamilyDuties,
    TravelDifficulty,
)
"""Every fact, in the order in which a person is asked."""
