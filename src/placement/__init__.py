"""Recommend one of five ASAM-style levels of care for an adult with a substance use problem, and show why.

>>> from placement import Assessment, place
>>> place(Assessment(age=40)).determined
False

Not affiliated with or endorsed by ASAM. Decision support for clinicians, not a diagnosis.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from placement.assessment.answers import UNSURE, Answer, Answers
    from placement.assessment.assessment import Assessment
    from placement.errors import (
        AnswersNotHeld,
        CohortError,
        DefinitionError,
        EngineDisagreement,
        EngineError,
        EngineUnavailable,
        MismatchedAssessment,
        MissingExtra,
        NotComparable,
        OutOfScope,
        PlacementError,
        RecordError,
        ResourceError,
        UnknownSubject,
    )
    from placement.language.condition import All, Any, AtLeast, AtMost, Condition, Count, all_of, any_of, count_of
    from placement.language.declarations import (
        Alternative,
        Arrangement,
        CeilingGuarantee,
        Conflict,
        Criterion,
        Exemption,
        Figure,
        Flag,
        FloorGuarantee,
        Guarantee,
        LevelDescription,
        Rule,
        ServiceDescription,
        Statement,
    )
    from placement.language.graded import Track, new_track
    from placement.language.scale import Dimension, Scale, Source, new_scale
    from placement.language.words import Ages, Codes, Letter, Phrase, Phrases, SensitivityLabel, Words
    from placement.recommendation.overrides import Discrepancy, NearestSafe, nearest_safe
    from placement.recommendation.place import place
    from placement.recommendation.placement import Placement
    from placement.recommendation.recommendation import Recommendation, recommendation_schema
    from placement.rulebook.document import rulebook_schema
    from placement.rulebook.rulebook import Rulebook
    from placement.rules.five_level import FIVE_LEVEL
    from placement.rules.levels import Level, MentalHealthCapability, Service, WithdrawalManagement
    from placement.rules.words import NOTICE

__all__ = [
    "FIVE_LEVEL",
    "NOTICE",
    "UNSURE",
    "Ages",
    "All",
    "Alternative",
    "Answer",
    "Answers",
    "AnswersNotHeld",
    "Any",
    "Arrangement",
    "Assessment",
    "AtLeast",
    "AtMost",
    "CeilingGuarantee",
    "Codes",
    "CohortError",
    "Condition",
    "Conflict",
    "Count",
    "Criterion",
    "DefinitionError",
    "Dimension",
    "Discrepancy",
    "EngineDisagreement",
    "EngineError",
    "EngineUnavailable",
    "Exemption",
    "Figure",
    "Flag",
    "FloorGuarantee",
    "Guarantee",
    "Letter",
    "Level",
    "LevelDescription",
    "MentalHealthCapability",
    "MismatchedAssessment",
    "MissingExtra",
    "NearestSafe",
    "NotComparable",
    "OutOfScope",
    "Phrase",
    "Phrases",
    "Placement",
    "PlacementError",
    "Recommendation",
    "RecordError",
    "ResourceError",
    "Rule",
    "Rulebook",
    "Scale",
    "SensitivityLabel",
    "Service",
    "ServiceDescription",
    "Source",
    "Statement",
    "Track",
    "UnknownSubject",
    "WithdrawalManagement",
    "Words",
    "all_of",
    "any_of",
    "count_of",
    "nearest_safe",
    "new_scale",
    "new_track",
    "place",
    "recommendation_schema",
    "rulebook_schema",
]

# Names load when they are first used: importing the package builds neither the models nor the rulebook.
_HOMES = {
    "assessment.answers": ("UNSURE", "Answer", "Answers"),
    "assessment.assessment": ("Assessment",),
    "language.condition": ("All", "Any", "AtLeast", "AtMost", "Condition", "Count", "all_of", "any_of", "count_of"),
    "language.declarations": (
        "Alternative",
        "Arrangement",
        "CeilingGuarantee",
        "Conflict",
        "Criterion",
        "Exemption",
        "Figure",
        "Flag",
        "FloorGuarantee",
        "Guarantee",
        "LevelDescription",
        "Rule",
        "ServiceDescription",
        "Statement",
    ),
    "rulebook.document": ("rulebook_schema",),
    "errors": (
        "AnswersNotHeld",
        "CohortError",
        "DefinitionError",
        "EngineDisagreement",
        "EngineError",
        "EngineUnavailable",
        "MismatchedAssessment",
        "MissingExtra",
        "NotComparable",
        "OutOfScope",
        "PlacementError",
        "RecordError",
        "ResourceError",
        "UnknownSubject",
    ),
    "recommendation.placement": ("Placement",),
    "rules.words": ("NOTICE",),
    "rules.levels": ("Level", "MentalHealthCapability", "Service", "WithdrawalManagement"),
    "language.words": ("Ages", "Codes", "Letter", "Phrase", "Phrases", "SensitivityLabel", "Words"),
    "recommendation.overrides": ("Discrepancy", "NearestSafe", "nearest_safe"),
    "recommendation.place": ("place",),
    "recommendation.recommendation": ("Recommendation", "recommendation_schema"),
    "rulebook.rulebook": ("Rulebook",),
    "rules.five_level": ("FIVE_LEVEL",),
    "language.graded": ("Track", "new_track"),
    "language.scale": ("Dimension", "Scale", "Source", "new_scale"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name on first use."""
    if name not in _HOME:
        message = f"module `placement` has no attribute `{name}`"
        raise AttributeError(message)
    value: object = getattr(import_module(f"placement.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
