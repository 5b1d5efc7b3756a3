import copy
from typing import Final

import pytest

from placement import FIVE_LEVEL, Assessment, Level
from placement.engines.reference import evaluate
from placement.recommendation.case import Case, level_of, verdict
from tests.known import known

_PLANTED: Final = known(use_disorder=3, suicide_risk=2, cognition="unsure", relapse_risk=None)
_IN_DOUBT: Final = _PLANTED.model_copy(update={"violence_risk": "unsure"})
_ENVIRONMENT: Final = ("How the people at home affect recovery", "Contact with people who use")


def _case(person: Assessment) -> Case:
    low, high = person.ends()
    floor, ceiling = evaluate(FIVE_LEVEL, low), evaluate(FIVE_LEVEL, high)
    return Case(rulebook=FIVE_LEVEL, assessment=person, low=low, high=high, floor=floor, ceiling=ceiling)


@pytest.mark.parametrize(
    ("at_floor", "at_ceiling", "said"),
    [(False, False, "not met"), (False, True, "unknown"), (True, True, "met")],
)
def test_what_both_ends_say_is_known(said: str, *, at_floor: bool, at_ceiling: bool) -> None:
    assert verdict(at_floor=at_floor, at_ceiling=at_ceiling) == said


def test_levels_are_those_of_the_services_of_both_ends() -> None:
    case = _case(_PLANTED)
    assert (case.floor_level, case.ceiling_level) == (Level.INTENSIVE_OUTPATIENT, Level.RESIDENTIAL)
    assert level_of(FIVE_LEVEL, case.floor) is case.floor_level


@pytest.mark.parametrize(
    ("scale", "state", "answer", "covered_by"),
    [
        ("suicide_risk", "answered", "active thoughts without plan", ()),
        ("violence_risk", "unsure", "unsure", ()),  # unsure of a danger: no headline covers it
        (
            "cognition",
            "covered",
            "covered by Co-occurring mental disorder, as severe as it is now, unsure",
            ("co_occurring",),
        ),
        (
            "daily_functioning",
            "covered",
            "covered by Co-occurring mental disorder, as severe as it is now",
            ("co_occurring",),
        ),
        ("structure_response", "covered", f"covered by {' and '.join(_ENVIRONMENT)}", ("home_support", "exposure")),
        ("relapse_risk", "not recorded", "not recorded", ()),
        ("use_consequence", "not recorded", "not recorded", ()),  # nobody answered its headline
        ("travel_difficulty", "not recorded", "not recorded", ()),  # not need: it has no headline
    ],
)
def test_an_answer_is_definite_covered_by_headlines_unsure_or_not_recorded(
    scale: str, state: str, answer: str, covered_by: tuple[str, ...]
) -> None:
    case = _case(_IN_DOUBT)
    assert (case.state(scale), case.answer(scale)) == (state, answer)
    assert tuple(one.id for one in _IN_DOUBT.covering(FIVE_LEVEL.scale_named[scale])) == covered_by


@pytest.mark.parametrize(
    ("test", "answer", "wanted", "distance", "said"),
    [
        (("suicide_risk", 2), "active thoughts without plan", "active thoughts without plan", 0, "met"),
        (("suicide_risk", 1), "active thoughts without plan", "passive thoughts", 0, "met"),
        (("suicide_risk", 4), "active thoughts without plan", "plan with intent", 2, "not met"),
        (("relapse_risk", 3), "not recorded", "little recognition and poor skills", 3, "unknown"),
        (("housing", 1), "stable", "temporary with a bed assured", 1, "not met"),
        (("psychological", 2), "rated 2", "rated 2", 0, "met"),
        (("psychological", 3), "rated 2", "rated 3", 1, "not met"),
        (("relapse", 3), "rated 0 to 4", "rated 3", 3, "unknown"),
    ],
)
def test_a_comparison_says_what_is_there_what_is_needed_and_how_far_off(
    test: tuple[str, int], answer: str, wanted: str, distance: int, said: str
) -> None:
    tested = _case(_PLANTED).tested(*test)
    assert (tested.fact, tested.answer, tested.needed) == (test[0], answer, wanted)
    assert (tested.distance, tested.verdict) == (distance, said)


def test_a_comparison_of_a_scale_has_its_title_and_one_of_a_rating_that_of_the_dimension() -> None:
    case = _case(_PLANTED)
    assert case.tested("suicide_risk", 1).title == "Suicide risk"
    assert case.tested("relapse", 1).title == "Relapse and continued use"


def test_repr_shows_nothing_of_the_person() -> None:
    assert repr(_case(_PLANTED)).startswith("<placement.recommendation.case.Case object at ")


def test_a_deep_copy_is_the_case_itself() -> None:
    case = _case(_PLANTED)
    assert copy.deepcopy(case) is case
    assert copy.deepcopy([case])[0] is case
