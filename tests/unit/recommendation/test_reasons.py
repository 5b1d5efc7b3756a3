from collections.abc import Iterable
from typing import Final

import pytest

from placement import FIVE_LEVEL, Assessment, Level, Recommendation, Rulebook, place
from placement.engines.reference import evaluate
from placement.language.condition import AtLeast, all_of, any_of, count_of
from placement.language.graded import Graded
from placement.recommendation.case import Case
from placement.recommendation.reasons import because, level_cases, missing
from placement.recommendation.recommendation import Cause, Change, LevelCase, Reason
from placement.recommendation.recommendation import Tested as Comparison
from tests.known import known
from tests.other_rulebooks import SLEEP
from tests.tiny_rulebook import BODY, MIND, SERVICE, TINY, Fever, LowMood, Plan, tiny


def _case(rulebook: Rulebook, **answers: object) -> Case:
    person = rulebook.assessment_model().model_validate(answers)
    low, high = person.ends()
    return Case(
        rulebook=rulebook,
        assessment=person,
        low=low,
        high=high,
        floor=evaluate(rulebook, low),
        ceiling=evaluate(rulebook, high),
    )


def _placed(person: Assessment) -> Recommendation:
    return place(person, engine="reference")


def _answers(tests: Iterable[Comparison]) -> dict[str, str]:
    return {test.fact: test.needed for test in tests}


def _chain(cause: Cause) -> list[tuple[str, str]]:
    return [(cause.kind, cause.id), *(step for one in cause.behind for step in _chain(one))]


def _texts(cause: Cause) -> list[tuple[str, str]]:
    return [(cause.kind, cause.text), *(step for one in cause.behind for step in _texts(one))]


# ------------------------------------------------------------------------------------------------------------- because


def test_a_reason_is_enough_answers_their_rules_and_the_way_back_to_them() -> None:
    (reason,) = because(_case(TINY, low_mood="some", plan="absent", fever="very_high"))
    assert reason.gives == "ward"
    assert reason.rules == ("service.ward",)
    assert _answers(reason.answers) == {"low_mood": "some", "fever": "40 or more"}
    assert _chain(reason.causes) == [
        ("rule", "service.ward"),
        ("rating", "mind"),
        ("criterion", "mind.low"),
        ("answer", "low_mood"),
        ("answer", "fever"),
    ]
    assert reason.causes.behind[0].text == "Mind rated 2 or worse"
    assert reason.causes.behind[1].text == "Fever: 40 or more"


def test_no_rating_is_worse_than_its_dimensions_own_highest() -> None:
    reasons = because(_case(SLEEP, snoring="stops", drowsy="falls_asleep"))
    ratings = {text for kind, text in (step for one in reasons for step in _texts(one.causes)) if kind == "rating"}
    assert ratings == {"The night rated 3", "The day after rated 3"}


def test_each_smallest_set_of_answers_is_a_reason_the_shortest_first() -> None:
    reasons = because(_case(TINY, low_mood="marked", plan="present", fever="very_high"))
    assert [_answers(reason.answers) for reason in reasons] == [
        {"plan": "present"},
        {"low_mood": "some", "fever": "40 or more"},
    ]


def test_a_reason_says_what_was_recorded_where_that_is_worse_than_needed() -> None:
    (reason,) = because(_case(TINY, low_mood="marked", plan="absent", fever="none"))
    (test,) = reason.answers
    assert (test.answer, test.needed, test.distance, test.verdict) == ("marked", "some", 0, "met")


def test_where_nothing_is_indicated_nothing_decides() -> None:
    assert because(_case(TINY, low_mood="none", plan="absent", fever="none")) == ()


def test_reasons_are_those_of_the_floor_and_rest_on_no_open_answer() -> None:
    reasons = because(_case(TINY, fever="high"))
    assert [_answers(reason.answers) for reason in reasons] == [{"fever": "38 or more"}]


def test_every_rule_that_gives_the_service_is_named_and_the_first_is_followed() -> None:
    clinic, ward = TINY.rules
    book = tiny(
        rules=(clinic, ward, type(clinic)("service.also", "Also.", BODY.at(1), SERVICE.CLINIC.or_more, clinic.sources))
    )
    (reason,) = because(_case(book, low_mood="none", plan="absent", fever="high"))
    assert reason.rules == ("service.clinic", "service.also")
    assert reason.causes.id == "service.clinic"


def test_a_count_is_followed_through_as_many_parts_as_it_takes() -> None:
    clinic, ward = TINY.rules
    two = count_of(2, Plan.PRESENT.or_worse, BODY.at(1), any_of(MIND.at(4), LowMood.MARKED.or_worse))
    book = tiny(rules=(clinic, type(ward)(ward.id, "Two.", two, ward.raises, ward.sources)), guarantees=())
    (reason,) = because(_case(book, low_mood="marked", plan="absent", fever="high"))
    assert _chain(reason.causes) == [
        ("rule", "service.ward"),
        ("rating", "body"),
        ("criterion", "body.feverish"),
        ("answer", "fever"),
        ("answer", "low_mood"),
    ]


@pytest.mark.parametrize("person", [known(use_disorder=4, relapse_risk=2, home_support=3), known(alcohol_withdrawal=4)])
def test_no_answer_of_a_reason_can_be_spared(person: Assessment) -> None:
    recommendation = _placed(person)
    nobody = {scale.id: 0 for scale in FIVE_LEVEL.scales}
    for reason in recommendation.because:
        least = {test.fact: _position(test) for test in reason.answers}
        assert evaluate(FIVE_LEVEL, {**nobody, **least}).tracks["service"] == recommendation.floor.service.position
        for fact, position in least.items():
            spared = evaluate(FIVE_LEVEL, {**nobody, **least, fact: position - 1})
            assert spared.tracks["service"] < recommendation.floor.service.position


def _position(test: Comparison) -> int:
    return next(int(anchor) for anchor in FIVE_LEVEL.scale_named[test.fact] if anchor.label == test.needed)


# ----------------------------------------------------------------------------------------------------- for and against


@pytest.fixture(scope="module")
def residential() -> dict[Graded, LevelCase]:
    cases = _placed(known(use_disorder=4, relapse_risk=2, home_support=3)).cases
    return {case.level: case for case in cases}


def _sets(reasons: Iterable[Reason | Change]) -> list[dict[str, str]]:
    return [_answers(reason.answers) for reason in reasons]


def test_there_is_a_row_for_every_level(residential: dict[Graded, LevelCase]) -> None:
    assert list(residential) == list(Level)
    assert {str(level): case.verdict for level, case in residential.items()} == {
        "none": "not enough",
        "0.5": "not enough",
        "1": "not enough",
        "2": "not enough",
        "3": "recommended",
        "4": "more than needed",
    }
    assert residential[Level.NONE].name == "no level indicated"


def test_what_speaks_for_the_recommended_level_is_what_forbids_the_one_below(
    residential: dict[Graded, LevelCase],
) -> None:
    home: Final = {
        "use_disorder": "moderate disorder (4-5)",
        "relapse_risk": "inconsistent skills",
        "home_support": "hostile to recovery",
    }
    assert _sets(residential[Level.RESIDENTIAL].reasons_for) == [home]
    assert _sets(residential[Level.INTENSIVE_OUTPATIENT].reasons_against) == [home]
    assert residential[Level.RESIDENTIAL].reasons_against == ()
    assert residential[Level.RESIDENTIAL].would_need == ()
    assert residential[Level.RESIDENTIAL].distance == 0


def test_nothing_is_needed_for_no_level(residential: dict[Graded, LevelCase]) -> None:
    assert residential[Level.NONE].reasons_for == ()
    assert _sets(residential[Level.NONE].reasons_against) == [{"use_disorder": "risky use, no disorder"}]


def test_a_higher_level_says_what_it_would_have_needed_the_nearest_first(
    residential: dict[Graded, LevelCase],
) -> None:
    hospital = residential[Level.HOSPITAL]
    assert hospital.reasons_for == hospital.reasons_against == ()
    assert hospital.distance == 4
    assert [change.steps for change in hospital.would_need] == sorted(change.steps for change in hospital.would_need)
    assert _sets(hospital.would_need)[0] == {"detox_need": "hospital care"}
    assert len(hospital.would_need) == 5


def test_a_change_counts_from_the_answer_that_was_given() -> None:
    (*_, hospital) = _placed(known(use_disorder=1, suicide_risk=2, intoxication=1)).cases
    nearest = hospital.would_need[0]
    assert _sets([nearest]) == [
        {"intoxication": "marked but responds to support", "suicide_risk": "plan or some intent"}
    ]
    assert (nearest.steps, hospital.distance) == (2, 2)
    assert [test.distance for test in nearest.answers] == [1, 1]


def test_where_the_level_is_open_each_level_of_the_range_is_possible() -> None:
    verdicts = {str(case.level): case.verdict for case in _placed(known(use_disorder=2, relapse_risk=None)).cases}
    assert verdicts == {
        "none": "not enough",
        "0.5": "not enough",
        "1": "possible",
        "2": "possible",
        "3": "possible",
        "4": "more than needed",
    }


def test_a_level_that_no_completion_gives_is_passed_over() -> None:
    placed = _placed(known(use_disorder=2, medical_condition=None))
    outpatient, intensive, residential, hospital = placed.cases[2:]
    assert (outpatient.verdict, intensive.verdict, residential.verdict, hospital.verdict) == (
        "possible",
        "passed over",
        "passed over",
        "possible",
    )
    assert [*placed.possible_levels] == ["1", "4"]
    assert [*placed.possible_services] == ["1", "4"]
    assert [[*one.services] for one in (outpatient, intensive, hospital)] == [["1"], [], ["4"]]
    assert intensive.would_need == hospital.would_need  # what leads so far leads further
    assert (outpatient.distance, intensive.distance, hospital.distance) == (0, 4, 4)


def test_what_leads_past_a_possible_level_does_not_lead_to_it() -> None:
    placed = _placed(known(use_disorder="unsure", intoxication="unsure"))
    outpatient, residential = placed.why_not("1"), placed.why_not("3")
    assert [_answers(change.answers) for change in outpatient.would_need] == [
        {"use_disorder": "mild disorder (2-3 DSM-5 criteria)"}
    ]
    assert {"intoxication": "severe and endangering"} in [_answers(change.answers) for change in residential.would_need]


def test_levels_of_nobody_in_need_begin_with_none_recommended() -> None:
    none, *higher = _placed(known()).cases
    assert none.verdict == "recommended"
    assert {case.verdict for case in higher} == {"more than needed"}
    assert [case.distance for case in higher] == [1, 1, 2, 3, 4]


# ------------------------------------------------------------------------------------------------------------- missing


def _missing(person: Assessment) -> list[tuple[str, str, str]]:
    return [(one.scale, str(one.at_best), str(one.at_worst)) for one in _placed(person).missing]


def test_where_the_level_is_determined_nothing_is_missing() -> None:
    assert _placed(known()).missing == ()
    assert _placed(known(use_disorder=4, medical_condition=4, co_occurring=None, suicide_risk=None)).missing == ()


def test_an_answer_that_could_settle_everything_comes_first() -> None:
    # Once a headline is given, what was not asked in its dimension counts as 0.
    assert _missing(known(use_disorder=2, co_occurring=None)) == [
        ("co_occurring", "1", "4"),
        ("violence_risk", "4", "4"),
        ("daily_functioning", "4", "4"),
        ("cognition", "4", "3"),
    ]


def test_a_fact_of_its_own_is_not_settled_by_a_headline() -> None:
    assert _missing(known(use_disorder=2, co_occurring=None, suicide_risk=None))[0] == ("suicide_risk", "4", "4")
    assert ("co_occurring", "4", "4") in _missing(known(use_disorder=2, co_occurring=None, suicide_risk=None))


def test_only_what_can_still_move_the_level_is_missing() -> None:
    recommendation = _placed(known(use_disorder=2, relapse_risk=None, willingness=None))
    assert [one.scale for one in recommendation.missing] == ["relapse_risk", "use_consequence"]
    # Readiness is open too, and can move nothing.
    assert recommendation.ceiling.ratings.readiness == 4


def test_what_can_mean_danger_comes_first_among_equals_then_the_order_of_asking() -> None:
    person = known(detox_need=None, alcohol_withdrawal=0, opioid_withdrawal=0, medical_condition=None)
    found = _placed(person).missing
    assert {(one.at_best, one.at_worst) for one in found[:4]} == {(Level.HOSPITAL, Level.HOSPITAL)}
    assert [(one.scale, one.danger) for one in found[:4]] == [
        ("sedative_withdrawal", True),
        ("intoxication", True),
        ("detox_need", False),
        ("medical_condition", False),
    ]


def test_missing_says_whether_it_was_asked() -> None:
    states = {one.scale: one.state for one in _placed(known(suicide_risk="unsure", home_safety=None)).missing}
    assert states == {"suicide_risk": "unsure"}  # nothing follows from the home without any use
    states = {
        one.scale: one.state for one in _placed(known(use_disorder=3, suicide_risk="unsure", home_safety=None)).missing
    }
    assert states == {"suicide_risk": "unsure", "home_safety": "not recorded"}


def test_asking_for_what_is_missing_ends() -> None:
    person = Assessment(age=40)
    asked = 0
    while found := _placed(person).missing:
        person = person.model_copy(update={found[0].scale: FIVE_LEVEL.scale_named[found[0].scale].anchor(0)})
        asked += 1
    assert _placed(person).level is Level.NONE
    assert asked < 17


def test_the_parts_of_a_recommendation_can_be_worked_out_by_themselves() -> None:
    case = _case(FIVE_LEVEL, **known(use_disorder=3, suicide_risk=None).model_dump())
    recommendation = _placed(known(use_disorder=3, suicide_risk=None))
    assert recommendation.because == because(case)
    assert recommendation.cases == level_cases(case)
    assert recommendation.missing == missing(case)


def test_tests_of_one_fact_are_shared() -> None:
    case = _case(TINY, low_mood="some", plan="absent", fever="very_high")
    assert case.tested("fever", 2) is case.tested("fever", 2)
    assert all_of(AtLeast("fever", 2)).holds(case.low) is Fever.VERY_HIGH.or_worse.holds(case.low) is True
