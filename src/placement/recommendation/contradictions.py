"""Answers that contradict each other. They are reported; the answers stand and the result does not change."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from placement.assessment.provenance import apart
from placement.language.condition import AtLeast, AtMost
from placement.language.declarations import Conflict
from placement.language.scale import Scale
from placement.recommendation.case import Case
from placement.recommendation.recommendation import Contradiction

_APART: Final = "conflict.answers-apart"
_STALE: Final = "conflict.stale-score"

OBSERVED_CONFLICTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        _APART: "an instrument and another answer to this question lie more than one step apart: look at both again",
        _STALE: "a score is older than the limit that was set, or of unknown age: repeat it",
    }
)
"""What instruments can bring up, by id. Product's own, like the age: no rulebook declares it."""


def _observed(case: Case) -> list[Contradiction]:
    """Return what instruments bring up."""
    observed = case.assessment.observations()
    differ = [
        asked for asked, entries in observed.items() if apart(asked, case.assessment.answer(asked.id), entries) > 1
    ]
    stale = [asked for asked, entries in observed.items() if any(entry.stale for entry in entries)]
    return [
        Contradiction(id=name, text=OBSERVED_CONFLICTS[name], scales=(scale.id,))
        for name, scales in ((_APART, differ), (_STALE, stale))
        for scale in scales
    ]


def _holds(statement: AtLeast | AtMost, given: dict[str, Scale]) -> bool:
    answer = given.get(statement.fact)
    if answer is None:  # not asked, or unsure: nothing that could contradict anything
        return False
    return answer >= statement.at_least if isinstance(statement, AtLeast) else answer <= statement.at_most


def _scales(conflict: Conflict, given: dict[str, Scale]) -> tuple[str, ...]:
    for statements in conflict.any_of:
        if all(_holds(statement, given) for statement in statements):
            return tuple(dict.fromkeys(statement.fact for statement in statements))
    return ()


def contradictions(case: Case) -> tuple[Contradiction, ...]:
    """Return the conflicts among definite answers, that no age was given where none was, and what scores bring up."""
    given = case.assessment.answered()
    contradicting: list[Contradiction] = []
    for conflict in case.rulebook.conflicts:
        scales = _scales(conflict, given)
        age_not_stated = not conflict.any_of and case.assessment.age is None
        if scales or age_not_stated:
            contradicting.append(Contradiction(id=conflict.id, text=conflict.text, scales=scales or ("age",)))
    return (*contradicting, *_observed(case))
