"""Which open answers matter, in which order, and how few of them would do."""

import pytest

from placement import FIVE_LEVEL, Assessment, MismatchedAssessment, place
from placement.analysis import FewestQuestions, Question, fewest_questions, next_questions
from placement.analysis.question_model import urgency
from placement.analysis.questions import smallest_meeting
from placement.analysis.region import Region, Until, ladders
from placement.criteria.scales import AlcoholWithdrawal
from tests.tiny_rulebook import TINY

SETTLED = Assessment(age=40, alcohol_withdrawal=AlcoholWithdrawal.COMPLICATED)
NOTHING = Assessment()
UNTIL: list[Until] = ["level", "service", "all"]

KNOWN = {
    "use_disorder": 3,
    "opioid_use_disorder": 0,
    "detox_need": 0,
    "complicated_withdrawal_history": 0,
    "medical_condition": 0,
    "pregnancy": 0,
    "co_occurring": 0,
    "suicide_risk": 0,
    "willingness": 1,
    "relapse_risk": 1,
    "overdose_history": 0,
    "opioid_medication": 0,
    "unsuccessful_level": 0,
    "housing": 0,
    "home_safety": 0,
}


def scales(questions: tuple[Question, ...]) -> list[str]:
    return [one.scale for one in questions]


def known(**answers: object) -> Assessment:
    return Assessment.model_validate({**KNOWN, **answers})


def test_nothing_is_asked_where_the_level_is_settled() -> None:
    assert next_questions(SETTLED) == ()
    assert fewest_questions(SETTLED) == FewestQuestions(best=(), worst=())
    assert fewest_questions(SETTLED).to_text() == "Nothing is open."


@pytest.mark.parametrize("until", UNTIL)
def test_what_can_mean_danger_is_asked_first_and_a_headline_before_its_details(until: Until) -> None:
    questions = next_questions(NOTHING, until=until)
    dangers = [one.danger for one in questions]
    assert dangers == sorted(dangers, reverse=True)
    places = {one.scale: place_ for place_, one in enumerate(questions)}
    assert places["detox_need"] < places["alcohol_withdrawal"]
    assert places["co_occurring"] < places["violence_risk"]


def test_a_question_can_mean_danger_by_itself_or_by_what_it_stands_for() -> None:
    urgent = urgency(FIVE_LEVEL)
    assert {urgent[name] for name in ("detox_need", "medical_condition", "co_occurring", "suicide_risk")} == {0}
    assert urgent["home_safety"] == urgent["complicated_withdrawal_history"] == 1
    assert urgent["willingness"] == urgent["work_duties"] == 2


def test_what_settles_more_is_asked_before_what_settles_less() -> None:
    questions = next_questions(known(home_support=2))
    left = [one.if_best.open + one.if_worst.open for one in questions]
    assert left == sorted(left)
    assert scales(questions) == ["exposure", "structure_response"]


def test_a_question_says_what_it_offers_and_what_its_answers_would_leave() -> None:
    (question, *_) = next_questions(known(home_support="unsure"))
    assert (question.scale, question.state, question.closes, question.danger) == ("home_support", "unsure", True, False)
    assert (question.dimension, question.dimension_title) == ("environment", "Recovery environment")
    assert question.anchors[2].key == "unsupportive"
    assert question.to_text().splitlines()[0] == f"{question.title} (Recovery environment)"
    assert question.to_text().splitlines()[3] == f"2  {question.anchors[2].label}"
    placed = place(known(home_support=4), engine="reference")
    assert question.if_worst.floor == placed.floor.level
    assert question.if_worst.floor_service == placed.floor.service
    assert question.if_worst.ceiling_service == placed.ceiling.service
    assert question.if_worst.open == placed.ceiling.level.position - placed.floor.level.position


def test_no_answer_is_in_what_a_question_shows() -> None:
    (question, *_) = next_questions(known(home_support="unsure"))
    assert repr(question) == str(question) == "<Question>"
    assert repr(fewest_questions(known())) == "<FewestQuestions>"


def test_a_headline_counts_as_one_answer_for_all_the_details_that_it_stands_for() -> None:
    best = scales(fewest_questions(NOTHING).best)
    assert "detox_need" in best
    assert not {"alcohol_withdrawal", "sedative_withdrawal", "intoxication"} & set(best)


def test_two_headlines_together_stand_for_a_detail_that_one_alone_leaves_open() -> None:
    fewest = fewest_questions(known(unsuccessful_level=None))
    assert scales(fewest.best) == ["unsuccessful_level", "home_support", "exposure"]
    assert scales(fewest.worst) == ["unsuccessful_level"]
    titles = "; ".join(one.title for one in fewest.best)
    assert fewest.to_text().splitlines() == [
        f"The most favourable answers to these 3 settle it at the floor: {titles}.",
        f"The worst answer to this one settles it at the ceiling: {fewest.worst[0].title}.",
    ]


def test_no_headline_stands_for_a_detail_that_can_mean_danger_and_was_unsure() -> None:
    """However well withdrawal is judged, it is not known whether there was a seizure."""
    unsure = known(detox_need=None, alcohol_withdrawal="unsure", home_support=0, exposure=0)
    assert scales(fewest_questions(unsure).best) == ["detox_need", "alcohol_withdrawal"]
    assert scales(fewest_questions(known(detox_need=None, home_support=0, exposure=0)).best) == ["detox_need"]


@pytest.mark.parametrize("ask", [next_questions, fewest_questions])
def test_what_cannot_be_placed_is_refused(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(MismatchedAssessment):
        ask(TINY.assessment_model()(), FIVE_LEVEL)
    with pytest.raises(ValueError, match=r"^`until`: expected one of `level`, `service`, `all`$"):
        ask(NOTHING, until="sunset")


def test_the_smallest_set_is_found_among_many_choices() -> None:
    assert smallest_meeting([]) == 0
    assert smallest_meeting([[1, 2], [2, 4], [4, 1]]).bit_count() == 2
    assert smallest_meeting([[0b111], [0b1000, 0b11]]) == 0b111
    assert smallest_meeting([[0b0011, 0b1100], [0b0101, 0b1100], [0b1000, 0b0010]]) == 0b1100


def test_nobody_beyond_what_is_left_out_is_in_a_region() -> None:
    (service,) = ladders(FIVE_LEVEL, "service")
    lattice = FIVE_LEVEL.lattice
    drunk = lattice.step("intoxication", 4)
    everybody = Region(0, drunk)
    assert (everybody.floor(service), everybody.ceiling(service)) == (0, 8)
    calmer = Region(0, drunk, (lattice.step("intoxication", 3),))
    assert calmer.ceiling(service) == 0
    assert calmer.still_open([service]) == 0
    assert "Region" in repr(calmer)
    assert str(drunk) not in repr(everybody)
