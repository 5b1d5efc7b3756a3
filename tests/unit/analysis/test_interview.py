"""An interview: what it asks, what it takes for an answer, how it ends, and that it can rest."""

import copy
import json
from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from placement import FIVE_LEVEL, Assessment, Level, MismatchedAssessment, OutOfScope, place
from placement.analysis import Interview, Question
from placement.analysis.region import Until, coherent
from placement.criteria.scales import AlcoholWithdrawal, DetoxNeed
from placement.rulebook.rulebook import Rulebook
from tests.tiny_rulebook import TINY

SENTINEL = "S3NTINEL"
UNTIL: list[Until] = ["level", "service", "all"]


def held(answers: Mapping[str, object], *, until: Until = "level", age: int | None = 40) -> Interview:
    """Hold an interview with these answers, and the best to everything else."""
    interview = Interview(until=until, age=age)
    for question in interview:
        interview.answer(answers.get(question.scale, 0))  # type: ignore[arg-type]
    return interview


def asked(interview: Interview) -> Question:
    question = interview.ask()
    assert question is not None
    return question


def test_it_begins_with_the_headlines_that_stand_for_danger() -> None:
    interview = held({})
    assert interview.asked[:5] == ("detox_need", "medical_condition", "pregnancy", "co_occurring", "suicide_risk")
    assert (interview.settled, interview.floor, interview.ceiling) == (True, Level.NONE, Level.NONE)


def test_it_is_over_with_the_first_answer_that_settles_it() -> None:
    interview = held({"detox_need": 4})
    assert interview.asked == ("detox_need",)
    assert interview.remaining_at_most() == 0
    assert interview.result().level == Level.HOSPITAL


def test_the_same_question_is_asked_until_it_is_answered() -> None:
    interview = Interview()
    assert asked(interview) == asked(interview)
    assert interview.asked == ()


@pytest.mark.parametrize("value", [DetoxNeed.CHECK_INS, "check_ins", DetoxNeed.CHECK_INS.label, 1])
def test_an_answer_is_an_anchor_its_key_label_or_position(value: DetoxNeed | int | str) -> None:
    interview = Interview()
    interview.answer(value)
    assert interview.assessment == Assessment(detox_need=DetoxNeed.CHECK_INS)


@pytest.mark.parametrize("value", [SENTINEL, 5, -1, True, 1.0, AlcoholWithdrawal.SEVERE, ["none"]])
def test_what_is_no_answer_is_refused_without_repeating_it_and_the_question_stands(value: object) -> None:
    interview = Interview()
    with pytest.raises(ValidationError) as refused:
        interview.answer(value)  # type: ignore[arg-type]
    (error,) = refused.value.errors()
    assert error["loc"] == ("detox_need",)
    assert error["msg"].startswith("expected one of none, check_ins, ")
    assert SENTINEL not in f"{refused.value} {refused.value!r} {error}"
    assert asked(interview).scale == "detox_need"


def test_an_unsure_headline_leads_to_its_details() -> None:
    interview = Interview()
    interview.answer("unsure")
    assert asked(interview).scale == "alcohol_withdrawal"
    assert interview.assessment.answer("detox_need") == "unsure"


def test_a_skipped_question_is_not_asked_again_and_is_unsure() -> None:
    interview = Interview(age=40)
    skipped = asked(interview).scale
    interview.answer(None)
    assert interview.assessment == Assessment.model_validate({"age": 40, skipped: "unsure"})
    for question in interview:
        assert question.scale != skipped
        interview.answer(0)
    assert not interview.settled
    assert interview.remaining_at_most() == 0
    assert interview.ceiling is Level.HOSPITAL
    assert interview.result().ceiling.level == Level.HOSPITAL


@pytest.mark.parametrize("value", [None, "unsure"])
def test_a_danger_that_was_asked_about_and_skipped_stays_open_though_its_headline_is_answered(
    value: str | None,
) -> None:
    """No headline settles what was asked and not told: it is no more settled than if it was said to be unsure."""
    interview = held({"detox_need": 1, "alcohol_withdrawal": value})
    assert "alcohol_withdrawal" in interview.asked
    assert not interview.settled
    placed = interview.result()
    assert (placed.level, placed.ceiling.level) == (None, Level.HOSPITAL)
    assert [(one.scale, one.state) for one in placed.missing] == [("alcohol_withdrawal", "unsure")]
    resumed = Interview.from_json(interview.to_json())
    assert (resumed.settled, resumed.assessment) == (False, interview.assessment)


def test_going_back_to_a_skipped_danger_closes_it_again_with_an_answer() -> None:
    interview = Interview(age=40)
    while asked(interview).scale != "alcohol_withdrawal":
        interview.answer(1 if asked(interview).scale == "detox_need" else 0)
    before = interview.to_json()
    interview.answer(None)
    interview.back()
    assert (interview.to_json(), interview.assessment.answer("alcohol_withdrawal")) == (before, None)
    for _ in interview:
        interview.answer(0)
    assert interview.settled


def test_there_is_a_way_back_to_what_was_answered_and_to_what_was_skipped() -> None:
    interview = Interview()
    interview.answer("unsure")
    interview.answer(None)
    interview.back()
    assert asked(interview).scale == "alcohol_withdrawal"
    interview.back()
    assert asked(interview).scale == "detox_need"
    with pytest.raises(LookupError, match=r"^there is no question to go back to$"):
        interview.back()


def test_there_is_nothing_to_answer_once_it_is_over() -> None:
    interview = held({"detox_need": 4})
    assert interview.ask() is None
    with pytest.raises(LookupError, match=r"^there is no question to answer$"):
        interview.answer(0)
    interview.back()
    assert asked(interview).scale == "detox_need"


def test_a_detail_is_asked_about_where_a_coherent_person_could_still_have_another_level() -> None:
    """Check-ins were judged to be enough; mild alcohol withdrawal without a home is nevertheless another level."""
    answers = {"detox_need": 1, "use_disorder": 2, "housing": 3, "alcohol_withdrawal": 1}
    interview = held(answers)
    assert "alcohol_withdrawal" in interview.asked
    whole = {scale.id: answers.get(scale.id, 0) for scale in FIVE_LEVEL.scales}
    full = place(Assessment.model_validate({"age": 40, **whole})).level
    assert interview.result().level is full is Level.RESIDENTIAL
    assert "alcohol_withdrawal" not in held({**answers, "detox_need": 0}).asked


def test_a_detail_that_can_mean_danger_and_is_unsure_opens_the_range_again() -> None:
    """As `place` has it: no headline stands for what could not be found out."""
    interview = Interview(age=40)
    answers = {"detox_need": 1, "use_disorder": 2}
    while (question := asked(interview)).scale != "alcohol_withdrawal":
        interview.answer(answers.get(question.scale, 0))
    assert interview.ceiling < Level.HOSPITAL
    before = interview.remaining_at_most()
    interview.answer("unsure")
    assert interview.ceiling is Level.HOSPITAL
    assert 0 < interview.remaining_at_most() < before
    for question in interview:
        interview.answer(answers.get(question.scale, 0))
    assert not interview.settled
    assert interview.ceiling is interview.result().ceiling.level == Level.HOSPITAL


def test_an_answer_that_contradicts_its_headline_stands_and_the_interview_goes_on() -> None:
    interview = Interview(age=40)
    answers = {"detox_need": 1, "use_disorder": 2, "alcohol_withdrawal": 2}
    while asked(interview).scale != "alcohol_withdrawal":
        interview.answer(answers.get(asked(interview).scale, 0))
    interview.answer(2)
    assert not interview.settled
    assert not interview.result().determined
    for question in interview:
        interview.answer(answers.get(question.scale, 0))
    assert interview.settled
    assert interview.floor is interview.result().level is Level.INTENSIVE_OUTPATIENT


def test_a_detail_that_could_not_be_found_out_counts_as_its_dimension_was_judged() -> None:
    """It is no danger: cognition was asked about, and the clinician judged mental health all the same."""
    answers = {"co_occurring": 3, "use_disorder": 0, "cognition": "unsure", "daily_functioning": None}
    interview = Interview(until="all", age=40)
    for question in interview:
        interview.answer(answers.get(question.scale, 0))  # type: ignore[arg-type]
    assert "cognition" in interview.asked
    assert interview.settled
    assert interview.result().possible_flags == ()


@pytest.mark.parametrize("until", UNTIL)
def test_a_question_says_what_its_answers_would_leave(until: Until) -> None:
    interview = Interview(until=until, age=40)
    while (question := interview.ask()) is not None:
        for value, text in ((0, question.if_best), (len(question.anchors) - 1, question.if_worst)):
            after = copy.copy(interview)
            after.answer(value)
            assert after.standing == text
        interview.answer(0)
    assert interview.until == until
    assert interview.standing.open == 0


@pytest.mark.parametrize("until", UNTIL)
def test_it_can_rest(until: Until) -> None:
    interview = Interview(until=until, age=40)
    for value in (1, None, "unsure", 2, 0):
        interview.answer(value)
    resumed = Interview.from_json(interview.to_json())
    assert resumed.to_json() == interview.to_json()
    assert resumed.asked == interview.asked
    assert resumed.until == until
    assert resumed.assessment == interview.assessment
    assert asked(resumed) == asked(interview)
    resumed.back()
    assert len(interview.asked) == 5


def changed(**parts: object) -> str:
    interview = Interview(age=40)
    interview.answer(1)
    return json.dumps({**json.loads(interview.to_json()), **parts})


@pytest.mark.parametrize(
    "text",
    [
        SENTINEL,
        "{}",
        changed(until=SENTINEL),
        changed(kind=SENTINEL),
        changed(answers=[[SENTINEL]]),
        changed(answers=[["detox_need", SENTINEL]]),
        changed(answers=[["detox_need", 1]]),
        changed(age=SENTINEL),
        changed(extra=SENTINEL),
        changed(rulebook={"id": SENTINEL, "version": "1"}),
    ],
)
def test_what_is_no_saved_interview_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Interview.from_json(text)
    assert SENTINEL not in f"{refused.value} {refused.value!r} {refused.value.errors()}"


def test_an_interview_goes_on_under_the_rulebook_that_it_was_held_under() -> None:
    reference = json.loads(changed())["rulebook"]
    with pytest.raises(MismatchedAssessment, match=r"^this interview was not held under rulebook `five-level` 2, word"):
        Interview.from_json(changed(rulebook={**reference, "digest": "0" * 64}))
    for answers in ([["detox_need", "none"], ["detox_need", "none"]], [[SENTINEL, "none"]]):
        with pytest.raises(MismatchedAssessment) as refused:
            Interview.from_json(changed(answers=answers))
        assert str(refused.value) == "`answers`: expected scales of the rulebook, each of them once"


def test_it_is_for_adults() -> None:
    with pytest.raises(OutOfScope):
        Interview(age=17)
    with pytest.raises(OutOfScope):
        Interview.from_json(changed(age=17))
    with pytest.raises(ValidationError):
        Interview(age=SENTINEL)  # type: ignore[arg-type]


def test_any_rulebook_can_be_asked_and_settled_at_what_is_known() -> None:
    assert Interview(TINY).ask() is not None
    with pytest.raises(ValueError, match=r"^`until`: expected one of"):
        Interview(until="sunset")  # type: ignore[arg-type]


def test_another_rulebook_asks_its_own_questions() -> None:
    book = Rulebook.from_json(FIVE_LEVEL.to_json())
    interview = Interview(book, age=40)
    interview.answer("hospital_care")
    assert interview.assessment.made_for() == book
    assert interview.result().level == Level.HOSPITAL


def test_it_shows_no_answer_unless_it_is_asked_to() -> None:
    interview = held({"detox_need": 4})
    assert repr(interview) == str(interview) == "<Interview 1 asked>"


def test_whoever_fits_the_answers_and_their_headlines_is_in_the_region() -> None:
    judged = Assessment(detox_need=DetoxNeed.CHECK_INS)
    region = coherent(FIVE_LEVEL, judged, ["detox_need"])
    step = FIVE_LEVEL.lattice.step
    assert step("alcohol_withdrawal", 4) & ~region.high == 0
    assert step("alcohol_withdrawal", 2) in region.without
    assert step("alcohol_withdrawal", 1) not in region.without
