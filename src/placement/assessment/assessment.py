"""What is known about one person, for the shipped rulebook: one field per scale, written out for type checkers."""

from typing import ClassVar

from placement.assessment.answers import Answer, Answers
from placement.criteria import (
    ADULTS,
    SCALES,
    AlcoholUseDisorder,
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
    StimulantUseDisorder,
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
    WorkDuties,
)
from placement.language.scale import Scale
from placement.language.words import Ages
from placement.rulebook.rulebook import Rulebook


class Assessment(Answers):
    """Answers about one adult with a substance use problem.

    A value is an anchor (`HomeSupport.HOSTILE`), its key (`"hostile"`), its label, its position (3), `"unsure"` (asked,
    could not be determined), or None (not asked). Larger is more need, whatever the scale is called. Type checkers
    accept anchors and `"unsure"`; use `Assessment.model_validate` for the other forms.

    Raises:
        pydantic.ValidationError: A field is unknown, or its value not allowed. It names the field and what is expected,
            never the value.
        OutOfScope: The person is under 18.
    """

    scales: ClassVar[tuple[type[Scale], ...]] = SCALES
    ages: ClassVar[Ages] = ADULTS

    use_disorder: Answer[UseDisorder] = None
    alcohol_use_disorder: Answer[AlcoholUseDisorder] = None
    stimulant_use_disorder: Answer[StimulantUseDisorder] = None
    detox_need: Answer[DetoxNeed] = None
    alcohol_withdrawal: Answer[AlcoholWithdrawal] = None
    sedative_withdrawal: Answer[SedativeWithdrawal] = None
    opioid_withdrawal: Answer[OpioidWithdrawal] = None
    stimulant_withdrawal: Answer[StimulantWithdrawal] = None
    intoxication: Answer[Intoxication] = None
    complicated_withdrawal_history: Answer[ComplicatedWithdrawalHistory] = None
    complication_risk: Answer[ComplicationRisk] = None
    withdrawal_support: Answer[WithdrawalSupport] = None
    medical_condition: Answer[MedicalCondition] = None
    pregnancy: Answer[Pregnancy] = None
    opioid_use_disorder: Answer[OpioidUseDisorder] = None
    overdose_history: Answer[OverdoseHistory] = None
    opioid_medication: Answer[OpioidMedication] = None
    co_occurring: Answer[CoOccurring] = None
    suicide_risk: Answer[SuicideRisk] = None
    violence_risk: Answer[ViolenceRisk] = None
    cognition: Answer[Cognition] = None
    daily_functioning: Answer[DailyFunctioning] = None
    willingness: Answer[Willingness] = None
    relapse_risk: Answer[RelapseRisk] = None
    use_consequence: Answer[UseConsequence] = None
    unsuccessful_level: Answer[UnsuccessfulLevel] = None
    home_support: Answer[HomeSupport] = None
    exposure: Answer[Exposure] = None
    housing: Answer[Housing] = None
    home_safety: Answer[HomeSafety] = None
    structure_response: Answer[StructureResponse] = None
    work_duties: Answer[WorkDuties] = None
    family_duties: Answer[FamilyDuties] = None
    travel_difficulty: Answer[TravelDifficulty] = None

    @staticmethod
    def _found() -> Rulebook:
        return shipped()


def shipped() -> Rulebook:
    """Return the rulebook that is meant where none is named."""
    from placement.rules.five_level import FIVE_LEVEL  # noqa: PLC0415 - building it takes milliseconds

    return FIVE_LEVEL


def given_or_shipped(rulebook: Rulebook | None) -> Rulebook:
    """Return the rulebook that a caller gave, or the shipped one where none is given.

    Raises:
        TypeError: It is no rulebook.
    """
    if rulebook is None:
        return shipped()
    given: type = type(rulebook)
    if not issubclass(given, Rulebook):
        raise TypeError("`rulebook`: expected a `Rulebook`")
    return rulebook


def model_for(rulebook: Rulebook) -> type[Answers]:
    """Return the assessment of a rulebook: for the shipped one, the one that is written out for type checkers."""
    return Assessment if rulebook == shipped() else rulebook.assessment_model()
