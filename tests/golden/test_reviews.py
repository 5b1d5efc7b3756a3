"""Reviews that the specification works through, and some beside them, with every reason."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from placement.language.condition import All, AtLeast, Condition, Count
from placement.language.condition import Any as AnyOf
from placement.reviews import review
from placement.rules.reviews import OUTCOMES, REVIEW_FACTS, REVIEW_TIMES, REVIEWS
from tests.beside import SHARED, needs
from tests.known import known

_HERE: Final = Path(__file__).parent
_SHARED: Final = SHARED / "clinical" / "review.yaml"
_CASES: Final[list[dict[str, Any]]] = yaml.safe_load((_HERE / "reviews.yaml").read_text(encoding="utf-8"))
_DAY: Final = date(2026, 3, 2)

_needs_specification = needs(_SHARED)


def _specification() -> dict[str, Any]:
    return dict(yaml.safe_load(_SHARED.read_text(encoding="utf-8")))


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["was"])
def test_a_review_comes_to_what_was_worked_out(case: dict[str, Any]) -> None:
    previous = known(**{**case["answers"], **case.get("before", {})})
    found = review(case["placed"], known(**case["answers"]), previous, **case["noted"], on=_DAY, engine="reference")
    assert (found.outcome, found.kind, str(found.to)) == (case["outcome"], case["kind"], case["to"])
    assert found.within_days == case.get("within", 7 if case["kind"] == "finish phase" else None)
    assert list(found.missing) == case.get("missing", [])
    assert [one.about for one in found.questions] == case.get("questions", [])
    assert found.need_met_by_phase is case.get("met_by_phase", False)
    assert ("its intensive phase is done" in found.to_text()) is found.need_met_by_phase
    assert found.unsuccessful_level == case.get("unsuccessful_level")
    presumed = {"met", "not met"} if case["kind"] == "ask" else {"unknown"}
    assert found.row(found.outcome).verdict in ({"met"} if not found.questions else presumed)
    days = case.get("next", REVIEW_TIMES.review_period_days[case["to"]])
    assert (found.next_review_days, found.next_review_on) == (days, _DAY + timedelta(days=days))


def test_every_outcome_is_reached_by_one_of_these() -> None:
    assert {case["outcome"] for case in _CASES} == {one.id for one in OUTCOMES}


@_needs_specification
def test_everything_that_the_specification_works_through_is_here() -> None:
    worked = {(one["was"], one["now"]) for one in _specification()["worked"]}
    assert worked == {(case["was"], case["now"]) for case in _CASES if "now" in case}


@_needs_specification
def test_the_outcomes_are_those_of_the_specification() -> None:
    """In its order, save that finishing a phase, completing and holding stand before the general rows around them.

    There, `review.continue` takes in all whose need is where they are, and `review.step-down` all whose need is lower:
    after them the two special cases that the specification works through could never be reached.
    """
    specified = [one["id"] for one in _specification()["outcomes"]]
    ours = [one.id for one in OUTCOMES]
    moved = {"review.hold", "review.phase-1-done", "review.complete"}
    assert sorted(ours) == sorted(specified)
    assert [one for one in ours if one not in moved] == [one for one in specified if one not in moved]


@_needs_specification
def test_the_numbers_are_those_of_the_specification() -> None:
    said = _specification()
    assert dict(REVIEW_TIMES.shortest_phase_days) == said["shortest_phase_days"]
    assert dict(REVIEW_TIMES.review_period_days) == said["review_period_days"]
    assert {one.service: one.recorded.at_least for one in REVIEWS.failures} == said["unsuccessful_level_for"]
    settled = {part.split(" <= ")[0]: int(part.split(" <= ")[1]) for part in said["terms"]["settled"].split(", ")}
    assert {one.fact: one.at_most for one in REVIEWS.settled} == settled
    aftercare = said["aftercare"]
    assert REVIEWS.aftercare is not None
    assert list(REVIEWS.aftercare.follows) == aftercare["after"]
    assert f"about {REVIEW_TIMES.aftercare_weeks}" == aftercare["weeks"]
    assert REVIEW_TIMES.aftercare_sessions_a_week == aftercare["sessions_per_week"]
    assert REVIEW_TIMES.phase_1_days == 7 * said["phases_of_2.1"][0]["weeks_min"]


def _facts(condition: Condition) -> set[str]:
    match condition:
        case AtLeast(fact, _):
            return {fact}
        case All(parts) | AnyOf(parts) | Count(_, parts):
            return {fact for part in parts for fact in _facts(part)}


def test_every_fact_that_is_declared_is_read_and_every_one_that_is_read_is_declared() -> None:
    ids = [one.id for one in REVIEW_FACTS]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {fact for one in OUTCOMES for fact in _facts(one.when)}
