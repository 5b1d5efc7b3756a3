"""Reviews over time and one person's course through care, by outcomes that the rulebook declares, not by code.

A review compares where a person is placed with what they need now. What is not known is asked, never read as no.
"""

from placement.language.reviews import (
    AftercareRules,
    Failure,
    IntensivePhase,
    OutcomeKind,
    ReviewFact,
    ReviewOutcome,
    ReviewRules,
    ReviewTimes,
)
from placement.reviews.course import Course
from placement.reviews.result import (
    Aftercare,
    AnswerChange,
    Changes,
    DimensionChange,
    Driver,
    FactShown,
    Review,
    ReviewQuestion,
    RowShown,
)
from placement.reviews.reviewing import review
from placement.reviews.timeline import Entry, Span, Timeline
from placement.reviews.visits import Episode, Reviewed, Visit

__all__ = [
    "Aftercare",
    "AftercareRules",
    "AnswerChange",
    "Changes",
    "Course",
    "DimensionChange",
    "Driver",
    "Entry",
    "Episode",
    "FactShown",
    "Failure",
    "IntensivePhase",
    "OutcomeKind",
    "Review",
    "ReviewFact",
    "ReviewOutcome",
    "ReviewQuestion",
    "ReviewRules",
    "ReviewTimes",
    "Reviewed",
    "RowShown",
    "Span",
    "Timeline",
    "Visit",
    "review",
]
