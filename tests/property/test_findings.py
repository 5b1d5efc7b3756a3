"""Each finding says what the specification says at both ends of the range, down to the last comparison."""

from typing import assert_never

from hypothesis import given

from placement import FIVE_LEVEL, All, Answers, Any, AtLeast, Condition, Count, Rulebook, place
from placement.engines.reference import Facts, evaluate
from placement.recommendation import recommendation as shown
from placement.testing import assessments
from tests.property.everybody import cases


def _verdict(condition: Condition, low: Facts, high: Facts) -> str:
    if condition.holds(low):
        return "met"
    return "unknown" if condition.holds(high) else "not met"


def _agrees(evidence: shown.Evidence, condition: Condition, low: Facts, high: Facts) -> None:
    assert evidence.verdict == _verdict(condition, low, high)
    match condition:
        case AtLeast(fact, needed):
            assert isinstance(evidence, shown.Tested)
            assert evidence.fact == fact
            assert evidence.distance == max(0, needed - low[fact])
            return
        case All(parts):
            kind, least = "all", len(parts)
        case Any(parts):
            kind, least = "any", 1
        case Count(least, parts):
            kind = "count"
        case _:
            assert_never(condition)
    assert isinstance(evidence, shown.Joined)
    assert (evidence.kind, evidence.least) == (kind, least)
    for inside, part in zip(evidence.parts, parts, strict=True):
        _agrees(inside, part, low, high)


def _all_agree(rulebook: Rulebook, assessment: Answers) -> None:
    outcomes = [(end, evaluate(rulebook, end)) for end in assessment.ends()]
    low, high = ({**end, **outcome.ratings, **outcome.tracks} for end, outcome in outcomes)
    findings = place(assessment, rulebook, engine="reference").findings
    for finding, declared in zip(findings, rulebook.declared.values(), strict=True):
        assert finding.id == declared.id
        assert finding.verdict == finding.when.verdict
        _agrees(finding.when, declared.when, low, high)


@given(assessments())
def test_a_finding_is_met_at_the_floor_unknown_at_the_ceiling_alone_or_not_met(assessment: Answers) -> None:
    """Criteria are met, not met or unknown: unknown is met if the open answers turn out badly."""
    _all_agree(FIVE_LEVEL, assessment)


@given(cases)
def test_findings_agree_with_the_specification_under_any_rulebook(case: tuple[Rulebook, Answers]) -> None:
    """The conditions inside each, with what was needed and the distance to it."""
    _all_agree(*case)
