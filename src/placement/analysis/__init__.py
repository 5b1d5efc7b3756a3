"""Exact answers to questions about every possible person.

A rulebook is one monotone function: more need never lowers a result. Each question is a few evaluations of it, or a
walk over its smallest people; nothing is searched, sampled or approximated.
"""

from placement.analysis.counting import Share, share
from placement.analysis.minimal import MinimalPeople, minimal_people
from placement.analysis.soundness import check

__all__ = ["MinimalPeople", "Share", "check", "minimal_people", "share"]
