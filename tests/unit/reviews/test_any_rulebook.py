"""Reviews and courses by rulebooks that share nothing with the shipped one: neutral, and with reviews of their own."""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from pydantic import ValidationError

from placement import FIVE_LEVEL, Answers, MismatchedAssessment, Rulebook, place
from placement.reviews import Course, Episode, Review, Timeline, Visit, review
from placement.rules.levels import Service
from tests.tiny_rulebook import REVIEWED, SERVICE, TINY

_BOOKS: Final = (TINY, REVIEWED)
_MEDICINE: Final = re.compile(r"drink|drug|withdrawal|asam|hospital|outpatient|relapse|intensive", re.IGNORECASE)


def _person(rulebook: Rulebook, **answers: Any) -> Answers:  # noqa: ANN401 - any
    return rulebook.assessment_model().model_validate({"low_mood": 0, "plan": 0, "fever": 0, **answers})


def _review(placed: str, rulebook: Rulebook = REVIEWED, noted: dict[str, Any] | None = None, **answers: Any) -> Review:  # noqa: ANN401 - any
    person = _person(rulebook, **answers)
    return review(placed, person, person, **{"use": "none", "days_in_level": 0, **(noted or {})}, engine="reference")


# ------------------------------------------------------------------------------------------------------------ neutral


@pytest.mark.parametrize(
    ("placed", "answers", "outcome", "to", "within"),
    [
        ("home", {"fever": 1}, "review.step-up", "clinic", 7),
        ("home", {}, "review.continue", "home", None),
        ("clinic", {"plan": "unsure"}, "review.ask", "clinic", None),
        ("clinic", {"fever": 1}, "review.continue", "clinic", None),
        ("clinic", {"plan": 1}, "review.step-up", "ward", 7),
        ("ward", {}, "review.step-down", "clinic", 7),  # one level at a time
    ],
)
def test_without_declared_reviews_a_review_is_neutral(
    placed: str, answers: dict[str, Any], outcome: str, to: str, within: int | None
) -> None:
    found = _review(placed, TINY, **answers)
    assert (found.outcome, str(found.to), found.within_days) == (outcome, to, within)
    assert (found.next_review_days, found.aftercare, found.unsuccessful_scale) == (None, None, None)
    assert [row.id for row in found.rows] == ["review.step-up", "review.ask", "review.continue", "review.step-down"]
    assert not found.to_no_service


def test_a_neutral_review_names_what_decides_and_speaks_of_no_subject() -> None:
    found = _review("home", TINY, plan="unsure")
    assert [(one.about, one.asks) for one in found.questions] == [("plan", "Plan to harm oneself, at this visit")]
    for shown in (found.to_text(), re.sub(r"<style>.*</style>", "", found.to_html(), flags=re.DOTALL)):
        assert _MEDICINE.search(shown) is None
    assert found.to_text().startswith("Ask: stay in home.\nStay, and ask the questions that decide.\n")
    assert found.to_text().endswith("\n\nDecision support for clinicians, not a diagnosis.\n")


# ------------------------------------------------------------------------------------------------------- of their own


def test_an_intensive_phase_of_any_rulebook_meets_the_need_that_its_rule_gives_and_no_other() -> None:
    rested = _review("clinic", fever=1, noted={"days_in_level": 3})
    assert (rested.outcome, rested.to, rested.within_days, rested.need_met_by_phase) == (
        "review.rest-done",
        SERVICE.HOME,
        1,
        True,
    )
    assert rested.need_text == "The need rests on the fever alone, which has had its rest."
    assert _review("clinic", fever=1, noted={"days_in_level": 2}).outcome == "review.continue"
    both = _review("clinic", fever=1, low_mood=1, noted={"days_in_level": 3})
    assert (both.outcome, both.need_met_by_phase) == ("review.continue", False)
    home = _review("home", fever=1, noted={"aftercare_weeks": 1})
    assert (home.outcome, home.to, home.need_met_by_phase) == ("review.continue", SERVICE.HOME, True)
    assert home.row("review.continue").facts[0].text.endswith("(the fever has had its rest)")
    assert _review("home", fever=1, noted={"aftercare_weeks": 0}).outcome == "review.step-up"


def test_texts_take_their_figures_and_questions_from_the_rulebook_and_from_the_caller() -> None:
    rested = _review("clinic", fever=1, noted={"days_in_level": 3})
    assert rested.do == "home for 1 week, 2 sessions a week"
    assert "Then aftercare: service home for about 1 week, 2 sessions a week [LEAFLET].\n" in rested.to_text()
    times = replace(REVIEWED.reviews.times, aftercare_weeks=4, appointment_days=9)
    longer = _review("clinic", fever=1, noted={"days_in_level": 3, "times": times})
    assert (longer.do, longer.within_days) == ("home for 4 weeks, 2 sessions a week", 9)
    chills = _review("ward", noted={"use": "continued", "times": times})
    assert chills.do == "look in within 9 days"
    asked = _review("ward", noted={"use": None})
    assert [one.asks for one in asked.questions] == ["did the chills go on?"]


def test_an_acute_service_is_left_once_its_reason_is_over() -> None:
    there = _review("ward", noted={"reason_over_24_hours": False})
    assert (there.outcome, there.missing) == ("review.hold", ("what the ward was needed for is not over",))
    over = _review("ward", noted={"reason_over_24_hours": True})
    assert (over.outcome, over.to, over.next_review_days) == ("review.step-down", SERVICE.CLINIC, 5)


@pytest.mark.parametrize(("answers", "within"), [({"fever": 1}, 0), ({"low_mood": 1}, 7), ({"fever": "unsure"}, None)])
def test_the_dimensions_that_make_a_move_urgent_are_the_rulebooks(answers: dict[str, Any], within: int | None) -> None:
    assert _review("home", **answers, noted={"aftercare_weeks": 0}).within_days == within


def test_the_dimensions_that_stand_first_are_the_rulebooks() -> None:
    both: dict[str, Any] = {"low_mood": 1, "fever": 2}  # either alone holds the person below the ward
    assert [one.id for one in _review("ward", **both).drivers] == ["mind", "body"]
    last = replace(REVIEWED, reviews=replace(REVIEWED.reviews, foremost=("body",)))
    assert [one.id for one in _review("ward", last, **both).drivers] == ["body", "mind"]


def test_failure_is_recorded_in_the_scale_that_the_rulebook_names() -> None:
    found = _review("clinic", fever=2, noted={"use": "continued"})
    assert (found.outcome, found.unsuccessful_scale, found.unsuccessful_level) == (
        "review.no-help",
        "low_mood",
        "marked",
    )
    assert (found.to, found.within_days) == (SERVICE.WARD, 0)  # with that mood, the fever needs the ward
    assert "Record in `low_mood` that treatment here did not help." in found.to_text()
    assert found.row("review.no-help").sources == ("LEAFLET",)


def test_an_emergency_and_a_new_danger_lead_where_the_rulebook_says_and_never_below_the_need() -> None:
    rules = FIVE_LEVEL.reviews
    emergency = next(one for one in rules.facts if one.kind == "emergency")
    danger = next(one for one in rules.facts if one.kind == "new danger")
    rows = [one for one in rules.outcomes if one.kind in {"emergency", "safety"}]
    plain = [replace(one, sources=()) for one in rows]
    ours = REVIEWED.reviews
    for kept, outcome in ((plain[:1], "review.emergency"), (plain[1:], "review.safety")):
        book = replace(
            REVIEWED,
            reviews=replace(
                ours,
                facts=(emergency, danger, *ours.facts),
                outcomes=(*kept, *ours.outcomes),
                emergency_service="clinic",
                emergency_flags=("flag.fluids",),
                danger_flags=("flag.fluids",),
            ),
        )
        well, feverish = _person(book), _person(book, fever=1)
        found = review("home", feverish, well, engine="reference")
        assert (found.outcome, found.to, found.within_days) == (outcome, SERVICE.CLINIC, 0)
        planning = review("home", _person(book, fever=1, plan=1), well, engine="reference")
        assert (planning.outcome, planning.to) == (outcome, SERVICE.WARD)
        assert found.danger == ("offer fluids",)


def _everybody(rulebook: Rulebook) -> Iterator[Answers]:
    unsure: tuple[object, ...] = ("unsure",)
    scales = [scale for scale in rulebook.scales if scale.dimension.need]
    for answers in itertools.product(*((*range(scale.highest() + 1), *unsure) for scale in scales)):
        yield rulebook.assessment_model().model_validate(dict(zip((one.id for one in scales), answers, strict=True)))


@pytest.mark.parametrize("rulebook", _BOOKS, ids=lambda one: one.id)
def test_nobody_of_whom_a_rulebook_can_speak_is_sent_below_the_least_that_is_needed(rulebook: Rulebook) -> None:
    noted: dict[str, Any] = {"days_in_level": 9, "aftercare_weeks": 1, "reason_over_24_hours": True}
    for person, placed in itertools.product(_everybody(rulebook), rulebook.headline_track):
        for use in ("none", "continued", None):
            found = review(placed, person, person, use=use, **noted, engine="reference")
            assert found.to >= found.need_floor or found.need_met_by_phase
            assert found.need_floor == place(person, engine="reference").floor.service
            assert found.kind != "ask" or found.questions


# ----------------------------------------------------------------------------------------------- names, JSON, courses


@pytest.mark.parametrize("rulebook", _BOOKS, ids=lambda one: one.id)
def test_a_review_is_read_back_without_the_rulebook_and_its_services_compare(rulebook: Rulebook) -> None:
    found = _review("clinic", rulebook, fever=1)
    again = Review.model_validate_json(found.model_dump_json())
    assert again == found
    assert again.to_text() == found.to_text()
    assert again.placed < "ward"
    assert json.loads(found.model_dump_json())["rulebook"]["tracks"] == {"service": ["home", "clinic", "ward"]}


def test_the_rulebook_meant_is_the_one_that_the_assessment_was_made_for() -> None:
    person = _person(TINY, fever=1)
    assert review("clinic", person).rulebook.id == "tiny"
    assert review("clinic", person, rulebook=replace(TINY, id="ours")).rulebook.id == "ours"
    with pytest.raises(MismatchedAssessment):
        review("2.1", person, rulebook=FIVE_LEVEL)
    with pytest.raises(ValidationError, match="expected one of home, clinic, ward"):
        review("2.1", person)


def _visit(number: int, rulebook: Rulebook, **answers: Any) -> Visit:  # noqa: ANN401 - any
    return Visit(on=date(2026, 1, number), assessment=_person(rulebook, **answers), use="none")


def _course(rulebook: Rulebook) -> Course:
    first, second = _visit(5, rulebook, fever=1), _visit(8, rulebook)
    clinic, home = rulebook.headline_track("clinic"), rulebook.headline_track("home")
    treated = Episode(service=clinic, began=first.on, ended=second.on, visits=(first, second))
    return Course(episodes=(treated, Episode(service=home, began=date(2026, 1, 9))))


@pytest.mark.parametrize("rulebook", _BOOKS, ids=lambda one: one.id)
def test_a_course_is_read_by_the_rulebook_of_its_assessments(rulebook: Rulebook) -> None:
    course = _course(rulebook)
    by_name: Any = {"service": "clinic", "began": date(2026, 1, 5), "visits": course.episodes[0].visits}
    assert Episode(**by_name).service is SERVICE.CLINIC
    assert [episode.service for episode in course.episodes] == [SERVICE.CLINIC, SERVICE.HOME]
    assert Course.from_json(course.model_dump_json(), rulebook) == course
    assert Course.model_validate({"episodes": course.episodes}) == course
    assert Course.model_validate(course.model_dump(), context=Course.context(rulebook)) == course
    timeline, within = course.timeline(engine="reference"), "1 day" if rulebook is REVIEWED else "7 days"
    assert timeline.rulebook.id == rulebook.id
    assert timeline.to_text().splitlines()[:3] == [
        "2026-01-05  clinic begins",
        "2026-01-05  assessed: need clinic",
        f"2026-01-08  review: need home; Step down: from clinic to home, within {within} (review.step-down)",
    ]
    assert Timeline.model_validate_json(timeline.to_json()) == timeline
    drawing = timeline.to_html()
    assert [name for name in ("home", "clinic", "ward", "2.1", "none") if f">{name}</text>" in drawing] == [
        "home",
        "clinic",
        "ward",
    ]


def test_how_soon_a_transfer_has_to_follow_is_the_rulebooks() -> None:
    within = {"tiny": 7, "tiny-reviewed": 1}
    for rulebook in _BOOKS:
        days = within[rulebook.id]
        later = {"service": "clinic", "began": date(2026, 1, 6 + days), "ended": date(2026, 1, 20), "transfer": "moved"}
        first = {"service": "clinic", "began": date(2026, 1, 1), "ended": date(2026, 1, 6)}
        context = Course.context(rulebook)
        assert len(Course.model_validate({"episodes": [first, later]}, context=context).episodes) == len(within)
        late = later | {"began": date(2026, 1, 7 + days)}
        with pytest.raises(ValidationError, match=f"follow the same service within {days} day"):
            Course.model_validate({"episodes": [first, late]}, context=context)


def test_a_course_in_services_of_another_rulebook_is_refused_by_its_episode() -> None:
    course = Course(episodes=(Episode(service=Service.OUTPATIENT, began=date(2026, 1, 5)),))
    assert course.timeline().rulebook.id == "five-level"
    with pytest.raises(MismatchedAssessment, match=r"^episode 1: expected `service` of rulebook `tiny`$"):
        course.reviewed(TINY)
    with pytest.raises(ValidationError) as raised:
        Course.from_json('{"episodes": [{"service": "2.1", "began": "2026-01-05"}]}', TINY)
    assert raised.value.errors()[0]["msg"] == "expected one of home, clinic, ward"


def test_what_is_no_course_is_refused_by_any_rulebook() -> None:
    lasting = {"service": "clinic", "began": "2026-01-05", "visits": 3}
    every: list[Any] = [[], {"episodes": [[]]}, {"episodes": [lasting]}]
    for wrong in every:
        with pytest.raises(ValidationError):
            Course.model_validate(wrong, context=Course.context(TINY))
