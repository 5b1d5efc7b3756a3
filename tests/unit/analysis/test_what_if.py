from collections.abc import Callable
from typing import Any, Final

import pytest

from placement import FIVE_LEVEL, Level, Recommendation, UnknownSubject, place
from placement.analysis.results import WhatIf
from placement.analysis.what_if import level_at
from tests.known import known
from tests.other_rulebooks import SCHOOL

_KNOWN: Final = known(use_disorder=3, home_support=2, exposure=2, suicide_risk=2)
_OPEN: Final = known(use_disorder=3, suicide_risk=2, relapse_risk=None, cognition="unsure")
_WELL: Final = known()
_WORST: Final = known(suicide_risk=4)


def _placed(person: Any = _KNOWN) -> Recommendation:  # noqa: ANN401 - an assessment of any rulebook
    return place(person, engine="reference")


def _steps(found: tuple[WhatIf, ...]) -> list[dict[str, int]]:
    return [{answer.scale: answer.steps for answer in one.answers} for one in found]


def test_the_ways_down_are_the_least_that_would_have_to_be_better() -> None:
    found = _placed().what_would_change()
    assert (found.floor, found.ceiling) == (Level.INTENSIVE_OUTPATIENT, Level.INTENSIVE_OUTPATIENT)
    assert (found.lower_to, found.higher_to) == (Level.OUTPATIENT, Level.RESIDENTIAL)
    assert _steps(found.lower) == [
        {"use_disorder": -2},
        {"use_disorder": -1, "suicide_risk": -1},
        {"suicide_risk": -1, "home_support": -2},
        {"suicide_risk": -1, "home_support": -1, "exposure": -1},
    ]
    assert [one.steps for one in found.lower] == [2, 2, 3, 3]
    assert [one.level for one in found.lower] == [Level.EARLY_INTERVENTION, *[Level.OUTPATIENT] * 3]
    assert [one.can_change for one in found.lower] == [False, False, True, True]


def test_the_ways_up_are_the_least_that_would_have_to_be_worse() -> None:
    found = _placed().what_would_change()
    assert (found.higher_in_all, len(found.higher)) == (67, 67)
    assert _steps(found.higher[:1]) == [{"suicide_risk": 1}]
    [answer] = found.higher[0].answers
    assert answer.model_dump() == {
        "scale": "suicide_risk",
        "title": "Suicide risk",
        "recorded": "active thoughts without plan",
        "becomes": "plan or some intent",
        "steps": 1,
        "can_change": True,
    }


@pytest.mark.parametrize("to", [Level.HOSPITAL, "4"])
def test_a_level_is_asked_for_or_its_number(to: Level | str) -> None:
    found = _placed().what_would_change(to=to, vary=["suicide_risk"])
    assert (found.higher_to, found.lower_to, found.lower) == (Level.HOSPITAL, None, ())
    assert _steps(found.higher) == [{"suicide_risk": 2}]
    assert found.higher[0].level is Level.HOSPITAL


def test_the_level_itself_is_no_change() -> None:
    found = _placed().what_would_change(to="2")
    assert (found.higher_to, found.lower_to, found.higher, found.lower) == (None, None, (), ())


def test_a_level_between_floor_and_ceiling_is_led_to_from_both() -> None:
    everything = _placed(known(use_disorder=3, suicide_risk=None))
    assert (everything.floor.level, everything.ceiling.level) == (Level.OUTPATIENT, Level.HOSPITAL)
    found = everything.what_would_change(to="2", vary=["suicide_risk", "use_disorder"])
    assert (found.lower_to, found.higher_to) == (Level.INTENSIVE_OUTPATIENT, Level.INTENSIVE_OUTPATIENT)
    assert {"suicide_risk": 2} in _steps(found.higher)
    assert {"suicide_risk": -2} in _steps(found.lower)


def test_only_what_may_vary_changes() -> None:
    recommendation = _placed()
    assert _steps(recommendation.what_would_change(vary=["use_disorder", "suicide_risk"]).lower) == [
        {"use_disorder": -2},
        {"use_disorder": -1, "suicide_risk": -1},
    ]
    kept = recommendation.what_would_change(keep=["use_disorder"])
    assert _steps(kept.lower) == [
        {"suicide_risk": -1, "home_support": -2},
        {"suicide_risk": -1, "home_support": -1, "exposure": -1},
    ]
    nothing = recommendation.what_would_change(vary=[])
    assert (nothing.higher_in_all, nothing.lower_in_all) == (0, 0)
    both = recommendation.what_would_change(vary=["suicide_risk"], keep=["suicide_risk"])
    assert (both.higher, both.lower) == ((), ())


def test_duties_may_vary_and_move_nothing() -> None:
    found = _placed().what_would_change(vary=["work_duties"])
    assert (found.higher, found.lower) == ((), ())


def test_a_limit_cuts_each_direction_and_says_how_many_there_are() -> None:
    found = _placed().what_would_change(limit=2)
    assert (len(found.higher), found.higher_in_all) == (2, 67)
    assert (len(found.lower), found.lower_in_all) == (2, 4)
    none = _placed().what_would_change(limit=0)
    assert (none.higher, none.higher_in_all, none.lower_in_all) == ((), 67, 4)


def test_there_is_no_level_above_the_highest_and_none_below_the_lowest() -> None:
    worst = _placed(_WORST).what_would_change()
    assert (worst.higher_to, worst.higher, worst.lower_to) == (None, (), Level.RESIDENTIAL)
    well = _placed(_WELL).what_would_change()
    assert (well.lower_to, well.lower, well.higher_to) == (None, (), Level.EARLY_INTERVENTION)


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"vary": ["home_suport"]}, UnknownSubject, "no such scale: `home_suport`"),
        ({"vary": "home_suport", "keep": "use"}, UnknownSubject, "no such scale: `home_suport`, `use`"),
        ({"keep": ["z", "use_disorder", "a"]}, UnknownSubject, "no such scale: `a`, `z`"),
        ({"limit": -1}, ValueError, "`limit`: expected 0 or more, or None"),
        ({"to": "5"}, ValueError, "no such Level: expected one of `none`, `0.5`, `1`, `2`, `3`, `4`"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        _placed().what_would_change(**asked)
    assert str(raised.value) == message


def test_open_answers_are_changes_as_well() -> None:
    found = _placed(_OPEN).what_would_change(vary=["relapse_risk", "cognition"])
    assert (found.floor, found.ceiling) == (Level.INTENSIVE_OUTPATIENT, Level.RESIDENTIAL)
    [down] = found.lower
    assert {answer.scale: answer.recorded for answer in down.answers} == {"relapse_risk": "not recorded"}
    assert {"relapse_risk": 4} in _steps(found.higher)
    assert {"cognition": 3} in _steps(found.higher)
    assert [one.answers[0].recorded for one in found.higher if one.answers[0].scale == "cognition"] == [
        "covered by Co-occurring mental disorder, as severe as it is now, unsure"
    ]


def test_stability_counts_single_steps_of_recorded_answers() -> None:
    found = _placed().stability()
    assert (found.floor, found.ceiling) == (Level.INTENSIVE_OUTPATIENT, Level.INTENSIVE_OUTPATIENT)
    assert (found.steps_up, found.steps_down) == (1, 2)
    assert [[answer.scale for answer in answers] for answers in found.up] == [["suicide_risk"]]
    assert [[(answer.scale, answer.steps) for answer in answers] for answers in found.down] == [
        [("use_disorder", -2)],
        [("use_disorder", -1), ("suicide_risk", -1)],
    ]


def test_stability_has_no_number_where_recorded_answers_cannot_move_the_level() -> None:
    worst = _placed(_WORST).stability()
    assert (worst.steps_up, worst.up, worst.steps_down) == (None, (), 1)
    well = _placed(_WELL).stability()
    assert (well.steps_up, well.steps_down, well.down) == (1, None, ())


def test_levels_are_said_with_what_the_rulebook_calls_them() -> None:
    pupil = SCHOOL.assessment_model().model_validate({"age": 14, "days_missed": 1, "bullied": 0, "reading": 2})
    placed = place(pupil, SCHOOL, engine="reference")
    changes = placed.what_would_change(to="3")
    assert changes.to_text() == (
        "To level 3 (lessons apart): 1 smallest change\n"
        "- level 3 (lessons apart): Days missed in the last month: more than five, where “two to five” was recorded; "
        "Bullied by others: bullied, where “not bullied” was recorded"
    )
    assert {row["leads to"] for row in changes.rows()} == {"3 (lessons apart)"}
    assert placed.what_would_change().to_text().startswith("To level 2 (a tutor) or lower: ")
    points = placed.turning_points()
    *_, legend = points.to_text().splitlines()
    assert legend == "Levels: 1 (a small group); 2 (a tutor); 2+ (a tutor every day)."
    assert f"thick frame. {legend}</figcaption>" in points.to_html()


def test_turning_points_give_the_level_at_every_anchor() -> None:
    points = _placed().turning_points()
    assert len(points.scales) == sum(scale.dimension.need for scale in FIVE_LEVEL.scales)
    [suicide] = [one for one in points.scales if one.scale == "suicide_risk"]
    assert suicide.recorded == 2
    assert [str(level) for level in suicide.floors] == ["2", "2", "2", "3", "4"]
    assert suicide.ceilings == suicide.floors
    assert suicide.turns_at == (3, 4)
    [willing] = [one for one in points.scales if one.scale == "willingness"]
    assert (willing.turns_at, willing in points.turning()) == ((), False)
    [open_one] = [one for one in _placed(_OPEN).turning_points().scales if one.scale == "relapse_risk"]
    assert open_one.recorded is None
    assert set(open_one.floors[:4]) == {Level.INTENSIVE_OUTPATIENT}


def test_the_level_of_a_person_is_that_of_their_service() -> None:
    case = _placed()._held()
    lattice = FIVE_LEVEL.lattice
    assert level_at(case, 0) is Level.NONE
    assert level_at(case, lattice.top) is Level.HOSPITAL
    assert level_at(case, lattice.encode(case.low)) is Level.INTENSIVE_OUTPATIENT


@pytest.mark.parametrize(
    "ask", [Recommendation.what_would_change, Recommendation.stability, Recommendation.turning_points]
)
def test_nothing_of_the_person_is_shown_unasked(ask: Callable[[Recommendation], object]) -> None:
    found = ask(_placed())
    assert repr(found) == str(found) == f"<{type(found).__name__}>"
