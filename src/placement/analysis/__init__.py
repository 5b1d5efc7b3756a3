"""Exact answers to questions about every possible person; nothing is sampled or approximated.

A rulebook is one monotone function, so each question is a few evaluations of it, or a walk over its smallest people.
"""

from placement.analysis.comparison import Comparison, agree, compare, first_difference
from placement.analysis.counting import Share, share
from placement.analysis.interview import Interview
from placement.analysis.minimal import MinimalPeople, minimal_people
from placement.analysis.question_model import Question, Standing
from placement.analysis.questions import FewestQuestions, fewest_questions, next_questions
from placement.analysis.report import Report
from placement.analysis.soundness import check

__all__ = [
    "Comparison",
    "FewestQuestions",
    "Interview",
    "MinimalPeople",
    "Question",
    "Report",
    "Share",
    "Standing",
    "agree",
    "check",
    "compare",
    "fewest_questions",
    "first_difference",
    "minimal_people",
    "next_questions",
    "share",
]
