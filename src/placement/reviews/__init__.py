"""Reviews over time: whether to stay, step up, step down, finish or ask, and the course of one person through care.

A review compares where a person is placed with what they need now, by a table of outcomes in a fixed order. It never
recommends less than the least that is needed, and what is not known is asked, never read as no.
"""

from placement.language.reviews import OutcomeKind, ReviewFact, ReviewOutcome, ReviewTimes
from placement.reviews.course import Course, Episode, Reviewed, Visit
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
from placement.rules.reviews import OUTCOMES, REVIEW_TIMES

__all__ = [
    "OUTCOMES",
    "REVIEW_TIMES",
    "Aftercare",
    "AnswerChange",
    "Changes",
    "Course",
    "DimensionChange",
    "Driver",
    "Entry",
    "Episode",
    "FactShown",
    "OutcomeKind",
    "Review",
    "ReviewFact",
    "ReviewOutcome",
    "ReviewQuestion",
    "ReviewTimes",
    "Reviewed",
    "RowShown",
    "Span",
    "Timeline",
    "Visit",
    "review",
]
