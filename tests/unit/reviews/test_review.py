"""One review: what it shows, what it asks, what it refuses."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import pytest
from pydantic import ValidationError

from placement import FIVE_LEVEL, Assessment, Criterion, Flag, MismatchedAssessment, Rule, Rulebook, Scale
from placement.criteria import RELAPSE, RelapseRisk
from placement.language.words import Letter
from placement.reviews import Review, review
from placement.reviews.progress import direction
from placement.rules.levels import Service
from placement.rules.reviews import OUTCOMES, REVIEW_TIMES
from tests.known import known
from tests.tiny_rulebook import TINY

_NOTED: Final[dict[str, Any]] = {
    "days_in_level": 35,
    "sessions_attended": 18,
    "use": "none",
    "plan_changed": False,
    "appointment_booked": True,
    "aftercare_weeks": 0,
}
_INTENSIVE: Final[dict[str, Any]] = {"use_disorder": "moderate", "relapse_risk": "inconsistent_skills"}


def _review(placed: Any, answers: dict[str, Any], before: dict[str, Any] | None = None, **noted: Any) -> Review:  # noqa: ANN401 - any
    current, previous = known(**answers), known(**{**answers, **(before or {})})
    return review(placed, current, previous, **{**_NOTED, **noted}, engine="reference")


# ------------------------------------------------------------------------------------------------------- what it asks


@pytest.mark.parametrize(
    ("placed", "now", "before", "ends", "line"),
    [
        (
            "3.7",
            {"use_disorder": None, "relapse_risk": 3},
            {"use_disorder": 0},
            ("none", "2.5", "2.5"),
            "to 2.5 (partial hospitalisation or day treatment) or less (open answers decide), within 7 days",
        ),
        (
            "1",
            {**_INTENSIVE, "housing": None},
            {"housing": 0},
            ("2.1", "2.1", "3.1"),
            "to 2.1 (intensive outpatient) or more (open answers decide), within 7 days",
        ),
        ("1", _INTENSIVE, {}, ("2.1", "2.1", "2.1"), "to 2.1 (intensive outpatient), within 7 days"),
    ],
)
def test_where_open_answers_decide_how_far_to_move_both_ends_are_said(
    placed: str, now: dict[str, Any], before: dict[str, Any], ends: tuple[str, str, str], line: str
) -> None:
    reviewed = _review(placed, now, before, reason_over_24_hours=True, use_before="none", stalled_before=[])
    assert tuple(map(str, (reviewed.to_floor, reviewed.to, reviewed.to_ceiling))) == ends
    assert bool(reviewed.questions) is (ends[0] != ends[2])
    assert line in " ".join(reviewed.to_text().split())


@pytest.mark.parametrize(
    ("placed", "answers", "noted", "asked"),
    [
        ("2.1", _INTENSIVE, {"use": None}, ["use"]),
        ("2.1", _INTENSIVE, {"use": "continued", "plan_changed": None}, ["plan_changed"]),
        ("2.1", _INTENSIVE, {"use": "continued", "plan_changed": True}, ["use_before", "stalled_before"]),
        (
            "2.1",
            _INTENSIVE,
            {"use": "continued", "plan_changed": True, "use_before": "continued", "days_in_level": None},
            ["days_in_level"],
        ),
        ("2.1", _INTENSIVE, {"plan_changed": True}, ["stalled_before"]),
        ("3.5", _INTENSIVE, {"days_in_level": None}, ["days_in_level"]),
        ("3.5", _INTENSIVE, {"appointment_booked": None}, ["appointment_booked"]),
        ("3.7", _INTENSIVE, {}, ["reason_over_24_hours"]),
        ("2.1", {"use_disorder": "mild"}, {"sessions_attended": None}, ["sessions_attended"]),
        ("1", {"use_disorder": "mild"}, {"aftercare_weeks": None}, ["aftercare_weeks"]),
    ],
)
def test_what_is_not_known_and_decides_is_asked(
    placed: str, answers: dict[str, Any], noted: dict[str, Any], asked: list[str]
) -> None:
    reviewed = _review(placed, answers, **noted)
    assert (reviewed.outcome, reviewed.to) == ("review.ask", reviewed.placed)
    assert [one.about for one in reviewed.questions] == asked
    assert reviewed.because.startswith("An open question decides: ")
    assert all(one.asks.endswith(("?", "not")) for one in reviewed.questions)


@pytest.mark.parametrize(
    ("placed", "answers", "noted", "outcome"),
    [
        ("2.1", _INTENSIVE, {"sessions_attended": None, "aftercare_weeks": None}, "review.continue"),
        ("3.5", _INTENSIVE, {"plan_changed": None, "stalled_before": []}, "review.step-down"),
        ("3.7", _INTENSIVE, {"days_in_level": None, "reason_over_24_hours": True}, "review.step-down-medical"),
        ("1", {"use_disorder": "mild"}, {"days_in_level": None, "aftercare_weeks": 3}, "review.continue"),
        ("1", {"use_disorder": "mild"}, {"days_in_level": None, "aftercare_weeks": 10}, "review.complete"),
        ("0.5", {"use_disorder": "risky_use"}, {}, "review.continue"),
        ("0.5", {}, {}, "review.step-down"),
    ],
)
def test_what_is_not_known_and_decides_nothing_is_not_asked(
    placed: str, answers: dict[str, Any], noted: dict[str, Any], outcome: str
) -> None:
    reviewed = _review(placed, answers, **noted)
    assert (reviewed.outcome, reviewed.questions) == (outcome, ())


def test_without_the_last_assessment_nobody_can_say_whether_something_is_worse() -> None:
    for placed in ("2.1", "3.5"):
        reviewed = review(placed, known(**_INTENSIVE), None, **_NOTED, engine="reference")
        assert [one.about for one in reviewed.questions] == ["previous"]
        assert (reviewed.changes, reviewed.stalled) == (None, None)
        assert {one.improved for one in reviewed.drivers} == {None}


def test_whether_a_driver_stalled_twice_can_need_both_the_last_assessment_and_the_last_review() -> None:
    reviewed = review("2.1", known(**_INTENSIVE), None, **{**_NOTED, "plan_changed": True}, engine="reference")
    assert [one.about for one in reviewed.questions] == ["previous", "stalled_before"]
    elsewhere = review(
        "2.1", known(**_INTENSIVE), None, **{**_NOTED, "plan_changed": True}, stalled_before=["environment"]
    )
    assert [one.about for one in elsewhere.questions] == ["previous"]
    assert elsewhere.row("review.not-responding").verdict == "not met"


def test_an_open_need_asks_just_what_decides_on_which_side_it_lies() -> None:
    reviewed = _review("2.1", {**_INTENSIVE, "housing": None, "opioid_medication": None})
    assert reviewed.outcome == "review.ask"
    assert (reviewed.need_floor, reviewed.need_ceiling) == (
        Service.INTENSIVE_OUTPATIENT,
        Service.LOW_INTENSITY_RESIDENTIAL,
    )
    assert [one.about for one in reviewed.questions] == ["housing"]
    assert [one.asks for one in reviewed.questions] == ["Housing, at this visit"]


def test_where_an_open_need_and_a_danger_decide_both_are_asked_with_the_danger_first() -> None:
    reviewed = _review("2.1", {**_INTENSIVE, "suicide_risk": None})
    assert reviewed.outcome == "review.ask"
    assert reviewed.row("review.emergency").verdict == "unknown"
    assert reviewed.questions[0].about == "suicide_risk"


def test_what_cannot_wait_is_not_kept_waiting_by_a_question() -> None:
    up = _review("1", {**_INTENSIVE, "suicide_risk": None}, use=None)
    assert (up.outcome, up.row("review.emergency").verdict) == ("review.step-up", "unknown")
    assert "suicide_risk" in [one.about for one in up.questions]
    danger = _review("2.1", {**_INTENSIVE, "home_safety": "current_violence", "suicide_risk": None}, {"home_safety": 0})
    assert danger.outcome == "review.safety"
    assert danger.danger == ("the home is not safe; arrange a safe place and offer domestic-violence services",)


def test_without_the_last_assessment_a_danger_counts_as_new() -> None:
    person = known(**_INTENSIVE, home_safety="current_violence")
    assert review("3.1", person, engine="reference").outcome == "review.safety"
    assert review("3.1", person, person, **_NOTED, engine="reference").outcome == "review.continue"


def test_in_hospital_an_open_danger_is_asked_about_as_anywhere_else() -> None:
    person = {"use_disorder": "moderate", "medical_condition": "unstable", "suicide_risk": None}
    reviewed = _review("4", person, {"suicide_risk": 0})
    assert reviewed.outcome == "review.emergency"
    calm = _review("4", {**person, "medical_condition": 0})
    assert calm.row("review.emergency").verdict == "unknown"
    assert (calm.outcome, calm.questions[0].about) == ("review.ask", "suicide_risk")


# --------------------------------------------------------------------------------- what is open at one of the visits


@pytest.mark.parametrize("last", [None, "unsure"])
@pytest.mark.parametrize("placed", ["2.1", "3.1", "3.5"])
def test_an_answer_that_is_open_at_the_last_visit_is_neither_better_nor_worse(placed: str, last: str | None) -> None:
    """Completed at its best the rating is worse today, and at its worst it is not: nobody steps down on that."""
    reviewed = _review(placed, _INTENSIVE, {"relapse_risk": last}, stalled_before=[])
    assert {fact.verdict for row in reviewed.rows for fact in row.facts if fact.id == "rating.worse"} == {"unknown"}
    assert (reviewed.outcome, reviewed.to) == ("review.ask", reviewed.placed)
    assert [(one.about, one.visit) for one in reviewed.questions] == [
        ("relapse_risk", "previous"),
        ("use_consequence", "previous"),
    ]
    assert reviewed.questions[0].asks == "Risk of relapse and the skills to prevent it, at the last visit"
    assert [(one.id, one.verdict, one.improved) for one in reviewed.drivers] == [("relapse", "met", None)]
    assert reviewed.stalled is None
    text = " ".join(reviewed.to_text().split())
    assert "rated 2, not known whether better than last time" in text
    assert "a rating is worse than last time (perhaps Relapse and continued use): not known" in text
    assert "Relapse and continued use: rated 0 to 4, now rated 2 (clearer)" in text


@pytest.mark.parametrize(
    ("now", "last", "asked"),
    [
        (None, None, ["current", "previous"]),
        (None, 0, ["current"]),
        (1, "unsure", ["previous"]),
        (0, "unsure", []),  # no worse, whatever it was
        ("unsure", 4, []),
    ],
)
def test_a_rating_that_may_be_worse_is_asked_about_at_the_visits_at_which_it_is_open(
    now: object, last: object, asked: list[str]
) -> None:
    reviewed = _review("2.1", {"use_disorder": "severe", "willingness": now}, {"willingness": last}, stalled_before=[])
    assert (reviewed.outcome == "review.ask") is bool(asked)
    assert [(one.about, one.visit) for one in reviewed.questions] == [("willingness", visit) for visit in asked]


@pytest.mark.parametrize(
    ("now", "before", "improved"),
    [
        ({}, {"relapse_risk": 3}, True),
        ({}, {"relapse_risk": 3, "overdose_history": "unsure"}, True),  # 3 or more at the last visit
        ({"overdose_history": "unsure"}, {"relapse_risk": 3, "overdose_history": 0}, None),  # 2 today, or more
        ({"overdose_history": "unsure"}, {"overdose_history": 0}, False),  # no less today, however it turns out
    ],
)
def test_a_driver_is_better_or_not_only_where_that_is_so_whatever_is_open(
    now: dict[str, Any], before: dict[str, Any], improved: bool | None
) -> None:
    reviewed = _review("2.1", {"use_disorder": "moderate", "relapse_risk": 2, **now}, before, stalled_before=[])
    assert (reviewed.drivers[0].id, reviewed.drivers[0].improved) == ("relapse", improved)


def test_what_may_hold_a_person_here_is_not_said_to_hold_them() -> None:
    """The need is 2.1 by relapse; if mental illness interferes as well, neither alone holds the person here."""
    reviewed = _review("2.1", {**_INTENSIVE, "daily_functioning": "unsure", "co_occurring": "unsure"})
    assert {one.id: one.verdict for one in reviewed.drivers}["relapse"] == "unknown"
    text = " ".join(reviewed.to_text().split())
    assert "Relapse and continued use (perhaps): rated 2, no better than last time" in text
    assert "Emotional, behavioural and cognitive health (perhaps): rated 0 to 4" in text


@pytest.mark.parametrize(
    ("last", "presumed", "visit"), [(0, "met", None), (None, "unknown", "previous"), (3, "not met", None)]
)
def test_a_danger_that_may_be_new_is_acted_upon_and_asked_about(
    last: int | None, presumed: str, visit: str | None
) -> None:
    reviewed = _review("3.1", {**_INTENSIVE, "home_safety": "current_violence"}, {"home_safety": last})
    assert reviewed.row("review.safety").verdict == presumed
    assert (reviewed.outcome == "review.safety", bool(reviewed.danger)) == ((presumed != "not met"),) * 2
    asked = [(one.about, one.visit) for one in reviewed.questions if one.about == "home_safety"]
    assert asked == ([] if visit is None else [("home_safety", visit)])


def test_a_need_that_is_open_is_neither_here_nor_above_nor_below() -> None:
    reviewed = _review("2.1", {**_INTENSIVE, "housing": None})
    facts = {fact.id: fact.verdict for row in reviewed.rows for fact in row.facts}
    assert [facts[name] for name in ("need.open", "need.above", "need.equal", "need.below")] == [
        "met",
        "unknown",
        "unknown",
        "not met",
    ]


def test_in_phase_2_an_open_rating_does_not_send_anybody_back_for_certain() -> None:
    """The phase met the need if the person is settled; the floor of need comes before that open question."""
    phase_2 = {"use_disorder": "severe", "relapse_risk": 1, "willingness": 1, "structure_response": "unsure"}
    open_home = {**phase_2, "home_support": "unsure", "home_safety": 0}
    reviewed = _review("1", open_home, aftercare_weeks=4)
    assert reviewed.row("review.step-up").verdict == "unknown"
    assert (reviewed.outcome, reviewed.to, reviewed.need_met_by_phase) == (
        "review.step-up",
        Service.INTENSIVE_OUTPATIENT,
        False,
    )
    assert ("home_support", "current") in [(one.about, one.visit) for one in reviewed.questions]


def test_in_phase_2_a_need_that_is_open_is_asked_about_first() -> None:
    reviewed = _review("1", {"use_disorder": "unsure", "relapse_risk": 1, "willingness": 1}, aftercare_weeks=4)
    assert (reviewed.outcome, reviewed.to) == ("review.ask", Service.OUTPATIENT)
    assert [one.about for one in reviewed.questions] == ["use_disorder"]


def test_a_rating_at_its_limit_is_settled_as_far_as_it_goes() -> None:
    """Relapse is at 1, which counts as settled; whether the home is decides an open answer, so that is asked."""
    at_limit = {"use_disorder": "mild", "relapse_risk": 1, "exposure": "regular", "home_safety": None}
    reviewed = _review("1", at_limit, aftercare_weeks=10)
    facts = {fact.id: fact for row in reviewed.rows for fact in row.facts}
    assert facts["ratings.settled"].verdict == "unknown"
    assert "not yet" not in facts["ratings.settled"].text
    above = {**at_limit, "relapse_risk": 2}
    settled = {fact.id: fact for row in _review("1", above).rows for fact in row.facts}["ratings.settled"]
    assert settled.verdict == "not met"
    assert settled.text.endswith("(not yet: Relapse and continued use)")


def test_where_open_answers_decide_how_far_to_move_they_are_asked_beside_it() -> None:
    before = {"home_support": "harmful", "housing": "none"}
    reviewed = _review("3.7", {**_INTENSIVE, "housing": None}, before, reason_over_24_hours=True, stalled_before=[])
    assert (reviewed.outcome, reviewed.to) == ("review.step-down-medical", Service.LOW_INTENSITY_RESIDENTIAL)
    assert [(one.about, one.visit) for one in reviewed.questions] == [("housing", "current")]


@pytest.mark.parametrize(
    ("answers", "to", "asked"),
    [
        ({"use_disorder": "unsure", "relapse_risk": 1}, "2.1", []),  # one level down, whether 1 is needed or nothing
        ({**_INTENSIVE, "housing": "unsure"}, "3.1", ["housing"]),
    ],
)
def test_open_answers_that_decide_only_what_lies_further_down_are_not_asked(
    answers: dict[str, Any], to: str, asked: list[str]
) -> None:
    reviewed = _review("3.5", answers, {"home_support": 4}, stalled_before=[])
    assert (reviewed.outcome, str(reviewed.to)) == ("review.step-down", to)
    assert [one.about for one in reviewed.questions] == asked


@pytest.mark.parametrize(("failed", "asked"), [("unsure", ["unsuccessful_level"]), (0, []), (2, [])])
def test_failure_elsewhere_that_nobody_asked_about_is_asked_where_failure_is_recorded(
    failed: object, asked: list[str]
) -> None:
    noted: dict[str, Any] = {"use": "continued", "use_before": "continued", "plan_changed": True}
    reviewed = _review("2.1", {"use_disorder": "risky_use", "relapse_risk": 3, "unsuccessful_level": failed}, **noted)
    assert (reviewed.outcome, reviewed.unsuccessful_level) == ("review.not-responding", "intensive_outpatient")
    assert [one.about for one in reviewed.questions] == asked


@pytest.mark.parametrize(
    ("answers", "days", "asked"),
    [
        ({"co_occurring": 0}, 7, set[str]()),
        # Perhaps it is mental health that holds them.
        ({"daily_functioning": "unsure", "co_occurring": "unsure"}, 0, {"daily_functioning", "co_occurring"}),
        ({"daily_functioning": "unsure", "co_occurring": 2}, 0, set[str]()),
    ],
)
def test_how_soon_to_move_up_is_the_sooner_where_open_answers_decide(
    answers: dict[str, Any], days: int, asked: set[str]
) -> None:
    reviewed = _review("1", {**_INTENSIVE, **answers})
    assert (reviewed.outcome, reviewed.within_days) == ("review.step-up", days)
    assert {one.about for one in reviewed.questions} >= asked


@pytest.mark.parametrize(("housing", "days", "asked"), [("stable", 0, []), ("none", 7, []), ("unsure", 0, ["housing"])])
def test_an_open_answer_that_decides_only_how_soon_to_move_is_asked(housing: str, days: int, asked: list[str]) -> None:
    """The need is 3.1 anyhow; with a home it is the pregnancy that holds her there, which does not wait."""
    pregnant = {"use_disorder": "severe", "relapse_risk": 2, "home_safety": 2, "pregnancy": 1, "housing": housing}
    reviewed = _review("2.1", pregnant)
    assert (reviewed.outcome, str(reviewed.to), str(reviewed.to_ceiling)) == ("review.step-up", "3.1", "3.1")
    assert (reviewed.within_days, [one.about for one in reviewed.questions]) == (days, asked)


# ------------------------------------------------------------------------------------------------------ what it shows


def test_every_row_shows_whether_it_applies_and_what_it_rests_on() -> None:
    reviewed = _review("3.5", _INTENSIVE, appointment_booked=False)
    assert [one.id for one in reviewed.rows] == [one.id for one in OUTCOMES]
    hold = reviewed.row("review.hold")
    assert hold.verdict == "met"
    assert [(one.id, one.verdict) for one in hold.facts] == [
        ("need.below", "met"),
        ("phase.not-over", "not met"),
        ("rating.worse", "not met"),
        ("appointment.missing", "met"),
        ("placed.medical", "not met"),
        ("reason.not-over", "not met"),
    ]
    assert hold.facts[1].text == "the shortest phase of this service is not over (day 35 of at least 7)"
    assert hold.sources == ("ART-0",)
    with pytest.raises(KeyError, match=r"^'review.nothing'$"):
        reviewed.row("review.nothing")


def test_drivers_stand_with_withdrawal_first_and_then_the_highest_rating() -> None:
    person = {**_INTENSIVE, "co_occurring": "interferes", "detox_need": "on_site_monitoring"}
    reviewed = _review("2.5", {**person, "use_disorder": "mild"}, {"detox_need": "hospital_care"})
    assert [(one.id, one.rating, one.improved) for one in reviewed.drivers] == [("withdrawal", 2, True)]
    assert reviewed.stalled == ()
    two = _review("2.5", {"use_disorder": "moderate", "relapse_risk": 2, "co_occurring": 2}, {"relapse_risk": 3})
    assert [(one.id, one.improved) for one in two.drivers] == [("psychological", False), ("relapse", True)]
    assert two.stalled == ("psychological",)


@pytest.mark.parametrize(
    ("answers", "days"),
    [
        ({"use_disorder": "moderate", "medical_condition": "nursing_24_hour"}, 0),
        ({"use_disorder": "moderate", "relapse_risk": "endangering"}, 7),
        ({"use_disorder": "moderate", "home_support": "harmful"}, 7),
        ({"use_disorder": "mild", "suicide_risk": 2, "overdose_history": "past_30_days"}, 0),
        ({"use_disorder": "moderate", "home_support": "unsupportive", "relapse_risk": 2}, 7),
    ],
)
def test_a_step_up_is_the_same_day_for_withdrawal_body_or_mind(answers: dict[str, Any], days: int) -> None:
    """The last two are held up by two dimensions, neither of which would lower the service by itself."""
    reviewed = _review("1", answers)
    assert (reviewed.outcome, reviewed.within_days) == ("review.step-up", days)


def test_what_changed_is_told_by_dimension_and_by_answer() -> None:
    reviewed = _review(
        "2.1",
        {**_INTENSIVE, "home_support": "passive_or_alone", "work_duties": "flexible", "exposure": "unsure"},
        {"relapse_risk": "poor_skills", "home_support": "supportive", "work_duties": None},
    )
    assert reviewed.changes is not None
    assert [(one.id, one.before, one.after, one.direction) for one in reviewed.changes.dimensions] == [
        ("relapse", "rated 3", "rated 2", "better"),
        ("environment", "rated 0 to 4", "rated 1 to 4", "clearer"),
    ]
    assert [(one.scale, one.before, one.after, one.direction) for one in reviewed.changes.answers] == [
        ("relapse_risk", "little recognition and poor skills", "inconsistent skills", "better"),
        ("home_support", "supportive", "passive, or alone with support outside", "worse"),
        ("work_duties", "not recorded", "flexible", None),
    ]


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ((1, 1), (1, 1), None),
        ((1, 1), (2, 2), "worse"),
        ((1, 1), (0, 0), "better"),
        ((0, 4), (1, 1), "clearer"),
        ((0, 4), (0, 2), "clearer"),
        ((4, 4), (0, 4), "less clear"),
        ((1, 3), (0, 3), "less clear"),
        ((2, 4), (0, 3), None),
        ((0, 3), (2, 4), None),
        ((0, 4), (2, 4), "clearer"),
        ((1, 1), (0, 4), "less clear"),
        ((1, 2), (2, 3), None),
        ((1, 2), (3, 4), "worse"),
        ((2, 3), (0, 1), "better"),
    ],
)
def test_a_range_that_moves_is_better_or_worse_and_one_that_gets_narrower_or_wider_is_neither(
    before: tuple[int, int], after: tuple[int, int], moved: str | None
) -> None:
    assert direction(before, after) == moved


@pytest.mark.parametrize("now", ["unsure", None])
def test_a_danger_that_is_not_asked_about_again_is_not_called_better(now: str | None) -> None:
    """The dimension is judged here: what nobody asked counts as absent in it, and is not known to have gone."""
    reviewed = _review("2.1", {"suicide_risk": now}, {"suicide_risk": "plan_with_intent"})
    assert reviewed.changes is not None
    (risk,) = (one for one in reviewed.changes.answers if one.scale == "suicide_risk")
    assert (risk.before, risk.direction) == ("plan with intent", "less clear")
    assert "better" not in {one.direction for one in reviewed.changes.answers}


@pytest.mark.parametrize(("placed", "follows"), [("2.1", True), ("3.5", True), ("1", False), ("3.7", False)])
def test_aftercare_that_follows_is_told_with_its_sources(placed: str, follows: bool) -> None:
    aftercare = _review(placed, _INTENSIVE).aftercare
    assert (aftercare is not None) == follows
    if aftercare is not None:
        assert (aftercare.weeks, aftercare.sessions_a_week, aftercare.sources) == (10, 1, ("ART-0",))
        note = "Four weeks is the shortest intensive phase [ART-0], not a target: TIP-47 speaks of about 90 days with "
        assert aftercare.notes == (f"{note}continuing care.",)


def test_the_next_review_is_counted_from_the_date_that_the_caller_gives() -> None:
    assert _review("2.1", _INTENSIVE).next_review_on is None
    assert _review("2.1", _INTENSIVE, on=date(2026, 2, 20)).next_review_on == date(2026, 3, 6)
    nothing = _review("0.5", {}, on=date(2026, 2, 20))
    assert (nothing.to, nothing.to_name, nothing.next_review_days, nothing.next_review_on) == (
        Service.NONE,
        "",
        None,
        None,
    )


@pytest.mark.parametrize(("placed", "days"), [("4", 1), ("2.1", 7)])
def test_where_a_rating_is_worse_the_next_review_is_in_half_the_time_but_not_before_tomorrow(
    placed: str, days: int
) -> None:
    answers = {**_INTENSIVE, "medical_condition": "unstable"} if placed == "4" else _INTENSIVE
    times = replace(REVIEW_TIMES, review_period_days=MappingProxyType({"2.1": 15, "4": 1}))
    reviewed = _review(placed, answers, {"relapse_risk": 1}, times=times)
    if placed == "4":
        assert reviewed.outcome == "review.emergency"
    assert reviewed.next_review_days == days


def test_a_programme_may_set_its_own_numbers() -> None:
    times = replace(
        REVIEW_TIMES,
        shortest_phase_days=MappingProxyType({"2.1": 42}),
        phase_1_sessions=24,
        review_period_days=MappingProxyType({"2.1": 10}),
    )
    reviewed = _review("2.1", {"use_disorder": "mild"}, times=times)
    assert (reviewed.outcome, reviewed.next_review_days) == ("review.hold", 10)
    assert reviewed.missing == ("the shortest phase of this service is not over (day 35 of at least 42)",)


def test_texts_name_the_numbers_that_the_programme_goes_by() -> None:
    times = replace(REVIEW_TIMES, appointment_days=1, aftercare_weeks=12, aftercare_sessions_a_week=2)
    asked = _review("3.5", _INTENSIVE, appointment_booked=None, times=times)
    assert [one.asks for one in asked.questions] == ["is the next appointment booked, within 1 day?"]
    assert asked.row("review.hold").facts[3].text == "no next appointment within 1 day is booked"
    done = _review("2.1", {"use_disorder": "mild"}, times=times)
    assert done.do == "phase 2: level 1 with an aftercare group, 2 sessions a week for about 12 weeks"
    down = _review("3.7", _INTENSIVE, reason_over_24_hours=True, times=times)
    assert "the next service starts within 1 day and" in down.do
    assert down.within_days == 1


def test_recording_this_level_never_lowers_what_was_recorded() -> None:
    stuck = {"use_disorder": "mild", "unsuccessful_level": "day_treatment"}
    noted: dict[str, Any] = {"use": "continued", "use_before": "continued", "plan_changed": True}
    reviewed = _review("3.1", stuck, **noted)
    assert (reviewed.outcome, reviewed.unsuccessful_level, reviewed.to) == (
        "review.not-responding",
        "residential",
        Service.HIGH_INTENSITY_RESIDENTIAL,
    )
    again = _review("3.5", {**stuck, "unsuccessful_level": "residential"}, **noted)
    assert (again.outcome, again.unsuccessful_level, again.within_days) == (
        "review.not-responding",
        "residential",
        None,
    )
    assert again.to is again.placed
    lower = _review("2.5", {**stuck, "unsuccessful_level": "unsure"}, **noted)
    assert lower.outcome == "review.ask"


def test_text_says_first_what_to_do() -> None:
    reviewed = _review("3.5", {"use_disorder": "mild", "relapse_risk": 0}, {"relapse_risk": 2}, on=date(2026, 2, 20))
    text = reviewed.to_text()
    first, second, *_ = text.splitlines()
    assert first == (
        "2026-02-20 Step down: from 3.5 (high-intensity residential) to 2.1 (intensive outpatient), within 7"
    )
    assert second == "days."
    assert "Next review in 14 days, on 2026-03-06." in text
    assert "- Risk of relapse and the skills to prevent it: inconsistent skills, now low (better)" in text
    assert max(map(len, text.splitlines())) <= 100
    assert text.endswith("uses none of its texts.\n")


def test_text_leaves_out_what_there_is_nothing_to_say_of() -> None:
    text = review("2.1", known(**_INTENSIVE), engine="reference").to_text()
    assert text.startswith("Ask: stay in 2.1 (intensive outpatient).\n")
    assert "WHAT CHANGED" not in text
    assert "- Was there use since the last review: none, a slip, or did it continue?" in text
    same = _review("2.1", _INTENSIVE).to_text()
    assert "WHAT CHANGED SINCE LAST TIME\n- Nothing." in same
    done = _review("0.5", {}).to_text()
    assert done.startswith("Step down: from 0.5 (early intervention) to no service, within 7 days.\n")
    assert "Next review" not in done
    emergency = _review("1", {"suicide_risk": 4}, {"suicide_risk": 0}).to_text()
    assert "CANNOT WAIT\n- Same-day emergency psychiatric evaluation; do not leave alone" in emergency
    assert "The need is 4 (medically managed intensive inpatient)." in emergency
    assert emergency.splitlines()[0].endswith(", today.")
    stuck = _review("2.1", _INTENSIVE, use="continued", use_before="continued", plan_changed=True).to_text()
    assert "Record in `unsuccessful_level` that treatment here did not help." in stuck
    wide = " ".join(_review("2.1", {**_INTENSIVE, "housing": None}).to_text().split())
    assert "The need is at least 2.1 (intensive outpatient) and may be up to 3.1 (low-intensity residential)." in wide


def test_html_runs_and_loads_nothing_and_escapes_everything() -> None:
    reviewed = _review("1", {"suicide_risk": 4}, {"suicide_risk": 0}, on=date(2026, 2, 20))
    shown = reviewed.model_copy(update={"because": "<script>alert(1)</script>"}).to_html()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "http" not in shown
    assert 'aria-label="Review on 2026-02-20"' in shown
    assert reviewed._repr_html_() == reviewed.to_html()
    assert 'aria-label="Review"' in _review("2.1", _INTENSIVE).to_html()


# --------------------------------------------------------------------------------------------------- what it refuses


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"days_in_level": -739184}, "days_in_level"),
        ({"days_in_level": "739184"}, "days_in_level"),
        ({"days_in_level": True}, "days_in_level"),
        ({"sessions_attended": 7391.84}, "sessions_attended"),
        ({"use": "739184"}, "use"),
        ({"use_before": 739184}, "use_before"),
        ({"plan_changed": "739184"}, "plan_changed"),
        ({"appointment_booked": 1}, "appointment_booked"),
        ({"aftercare_weeks": -739184}, "aftercare_weeks"),
        ({"reason_over_24_hours": 739184}, "reason_over_24_hours"),
        ({"on": "739184-"}, "on"),
        ({"placed": "739184"}, "placed"),
        ({"placed": 739184}, "placed"),
        ({"placed": "none"}, "placed"),
    ],
)
def test_a_wrong_argument_is_named_and_not_shown(wrong: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as raised:
        review(**{"placed": "2.1", "current": Assessment(), **_NOTED, **wrong})
    assert [one["loc"][0] for one in raised.value.errors()] == [where]
    assert "739184" not in f"{raised.value}{raised.value.errors()}"


@pytest.mark.parametrize("placed", [Service.INTENSIVE_OUTPATIENT, "2.1", 2.1])
def test_a_service_may_be_given_by_its_number(placed: object) -> None:
    assert _review(placed, _INTENSIVE).placed is Service.INTENSIVE_OUTPATIENT


def test_another_rulebook_that_gives_services_can_be_reviewed_and_none_other() -> None:
    model = FIVE_LEVEL.assessment_model()
    other = replace(FIVE_LEVEL, id="ours", services=())
    person = model.model_validate(known(**_INTENSIVE).model_dump())
    reviewed = review("2.1", person, person, **_NOTED, rulebook=other, engine="reference")
    assert (reviewed.outcome, reviewed.rulebook.id, reviewed.placed_name) == ("review.continue", "ours", "")
    assert reviewed.to_text().startswith("Continue: stay in 2.1.\n")
    with pytest.raises(MismatchedAssessment):
        review("2.1", TINY.assessment_model()(), rulebook=FIVE_LEVEL)


def test_a_rulebook_that_does_not_ask_about_failed_treatment_records_none() -> None:
    kept = tuple(one for one in FIVE_LEVEL.scales if one.id != "unsuccessful_level")
    small = _without_failure(kept)
    model = small.assessment_model()
    answers = {one.id: 0 for one in kept} | {"age": 40, "use_disorder": 3, "relapse_risk": 2}
    person = model.model_validate(answers)
    noted = {**_NOTED, "use": "continued", "use_before": "continued", "plan_changed": True}
    reviewed = review("2.1", person, person, **noted, rulebook=small, engine="reference")
    assert reviewed.outcome == "review.continue"
    assert reviewed.row("review.not-responding").verdict == "not met"


def _without_failure(kept: tuple[type[Scale], ...]) -> Rulebook:
    """Return a small rulebook that asks the shipped questions, but not whether treatment failed."""

    def read(one: Criterion | Rule | Flag) -> bool:
        return "unsuccessful_level" in repr(one.when)

    inconsistent = replace(
        FIVE_LEVEL.criteria[-1], id="relapse.inconsistent", when=RelapseRisk.at(2), raises=RELAPSE.at(2)
    )
    return replace(
        FIVE_LEVEL,
        id="small",
        scales=kept,
        criteria=(*(one for one in FIVE_LEVEL.criteria if not read(one)), inconsistent),
        rules=tuple(one for one in FIVE_LEVEL.rules if not read(one)),
        flags=tuple(one for one in FIVE_LEVEL.flags if not read(one)),
        guarantees=(),
        exemptions=(),
        conflicts=(),
        alternatives=(),
        arrangements=(),
        reviews=replace(FIVE_LEVEL.reviews, failures=()),
        words=replace(FIVE_LEVEL.words, letter=Letter()),
    )


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"use_disorder": "severe", "relapse_risk": 1, "willingness": 1}, "review.phase-1-done"),
        ({"use_disorder": "moderate", "relapse_risk": 1, "exposure": 3}, "review.continue"),
        ({"use_disorder": "severe", "relapse_risk": 1, "willingness": 1, "home_support": 2}, "review.continue"),
    ],
)
def test_the_intensive_phase_meets_a_need_that_rests_on_severity_and_no_other(
    answers: dict[str, Any], outcome: str
) -> None:
    reviewed = _review("2.1", answers)
    assert (str(reviewed.need_floor), str(reviewed.need_ceiling)) == ("2.1", "2.1")
    assert reviewed.outcome == outcome


@pytest.mark.parametrize(("stalled", "nearest"), [(["x"], None), (["relapse", "enviroment"], "environment")])
def test_only_rated_dimensions_can_have_stalled(stalled: list[str], nearest: str | None) -> None:
    with pytest.raises(ValidationError) as raised:
        _review("2.1", _INTENSIVE, stalled_before=stalled)
    (error,) = raised.value.errors()
    assert (raised.value.title, error["loc"], error["type"]) == ("review", ("stalled_before",), "unknown_value")
    assert error["msg"].startswith("expected ids of rated dimensions: ")
    assert error.get("ctx", {}).get("nearest") == nearest
