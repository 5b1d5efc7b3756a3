from dataclasses import replace
from typing import Final

import pytest

from placement import FIVE_LEVEL, Arrangement, Assessment, Figure, Recommendation, Service, Statement, place
from tests.known import known


def _placed(person: Assessment) -> Recommendation:
    return place(person, engine="reference")


def _delivery(person: Assessment) -> dict[str, str]:
    return {one.id: one.verdict for one in _placed(person).delivery}


# -------------------------------------------------------------------------------------------------------- arrangements


def test_duties_arrange_how_and_never_how_much() -> None:
    free = _placed(known(use_disorder=3, relapse_risk=2))
    busy = _placed(known(use_disorder=3, relapse_risk=2, work_duties=3, family_duties=3, travel_difficulty=3))
    assert (free.floor, free.ceiling) == (busy.floor, busy.ceiling)
    assert free.delivery == ()
    assert [one.id for one in busy.delivery] == [
        "delivery.evening-sessions",
        "delivery.intermittent-leave",
        "delivery.confidential",
        "delivery.childcare",
        "delivery.telehealth",
        "delivery.transport",
    ]


def test_an_arrangement_says_what_for_which_service_and_on_whose_word() -> None:
    (evening, *_) = _placed(known(use_disorder=3, relapse_risk=2, work_duties=2)).delivery
    assert evening.text == "evening, early-morning or weekend track; night workers a morning track"
    assert (evening.services, evening.verdict, evening.sources) == (("2.1",), "met", ("ART-0", "ART-4"))


def test_an_arrangement_speaks_only_of_services_that_are_possible() -> None:
    hospital = _delivery(known(medical_condition=4, work_duties=3))
    assert "delivery.job-at-risk" in hospital
    assert "delivery.evening-sessions" not in hospital
    range_of_services = _placed(known(use_disorder=2, relapse_risk=None, work_duties=2)).delivery
    services = {one.id: one.services for one in range_of_services}
    assert services["delivery.evening-sessions"] == ("1", "2.1")
    assert services["delivery.protected-leave"] == ("3.5",)  # no completion needs 2.5 or 3.1


def test_an_arrangement_is_for_the_services_of_those_who_need_it() -> None:
    # A pregnancy by itself makes of this person's intensive outpatient treatment a day programme, or more.
    person = _placed(known(use_disorder=3, relapse_risk=2, pregnancy=None))
    (perinatal,) = (one for one in person.delivery if one.id == "delivery.perinatal")
    assert [*person.possible_services] == ["2.1", "2.5", "3.7", "4"]
    assert (perinatal.verdict, perinatal.depends_on) == ("unknown", ("pregnancy",))
    assert perinatal.services == ("2.5", "3.7", "4")
    withdrawing = known(use_disorder=2, detox_need=None, travel_difficulty=2)
    (in_person,) = (one for one in _placed(withdrawing).delivery if one.id == "delivery.withdrawal-in-person")
    assert (in_person.verdict, in_person.services) == ("unknown", ("1", "2.5"))


def test_an_arrangement_that_an_open_answer_decides_is_unknown() -> None:
    person = known(use_disorder=3, relapse_risk=2, travel_difficulty=2, home_safety=None)
    assert _delivery(person)["delivery.telehealth-needs-a-private-safe-room"] == "unknown"
    assert _delivery(person)["delivery.telehealth"] == "met"


def test_duties_that_were_not_asked_arrange_nothing() -> None:
    assert _delivery(known(use_disorder=3, relapse_risk=2, work_duties="unsure", travel_difficulty=None)) == {}


_NEEDS: Final[dict[str, dict[str, object]]] = {
    "0.5": {"use_disorder": 1},
    "1": {"use_disorder": 2},
    "2.1": {"use_disorder": 3, "relapse_risk": 2},
    "2.5": {"use_disorder": 4, "relapse_risk": 3},
    "3.1": {"use_disorder": 2, "unsuccessful_level": 3},
    "3.5": {"use_disorder": 2, "co_occurring": 3},
    "3.7": {"use_disorder": 3, "medical_condition": 3},
    "4": {"medical_condition": 4},
}
_ANSWERS: Final[dict[str, dict[str, object]]] = {"environment": {"exposure": 4}, "withdrawal": {"opioid_withdrawal": 1}}


@pytest.mark.parametrize("service", _NEEDS)
def test_the_people_of_these_tests_need_what_they_are_listed_under(service: str) -> None:
    assert str(_placed(known(**_NEEDS[service])).service) == service


@pytest.mark.parametrize("arrangement", FIVE_LEVEL.arrangements, ids=lambda one: one.id)
def test_an_arrangement_is_made_where_its_facts_hold_and_one_of_its_services_is_needed(
    arrangement: Arrangement,
) -> None:
    facts: dict[str, object] = {}
    for test in arrangement.when:
        facts |= _ANSWERS.get(test.fact, {test.fact: test.at_least})
    made = []
    for need in _NEEDS.values():
        recommendation = _placed(known(**{**need, **facts}))
        spoken_of = str(recommendation.service) in arrangement.services
        assert (arrangement.id in {one.id for one in recommendation.delivery}) is spoken_of
        assert arrangement.id not in _delivery(known(**need))
        made.append(spoken_of)
    assert any(made)


# -------------------------------------------------------------------------------------------------------- alternatives

_HOME_ALONE: Final[dict[str, object]] = {"use_disorder": 3, "home_support": 4, "work_duties": 2}


def test_where_only_the_home_calls_for_a_residence_and_duties_weigh_heavily_another_way_is_offered() -> None:
    recommendation = _placed(known(**_HOME_ALONE))
    (offered,) = recommendation.alternatives
    (declared,) = FIVE_LEVEL.alternatives
    assert (offered.id, offered.text) == (declared.id, declared.text)
    assert recommendation.service is Service.LOW_INTENSITY_RESIDENTIAL


def test_the_service_beside_it_is_what_the_person_would_need_with_a_home() -> None:
    (offered,) = _placed(known(**_HOME_ALONE, relapse_risk=2)).alternatives
    assert offered.service is Service.INTENSIVE_OUTPATIENT


def test_the_service_beside_it_is_what_is_offered_even_where_less_is_needed() -> None:
    (offered,) = _placed(known(**_HOME_ALONE)).alternatives
    assert "intensive outpatient" in offered.text
    assert offered.service is Service.INTENSIVE_OUTPATIENT


def test_where_open_answers_leave_its_service_open_the_most_and_the_least_of_it_are_said() -> None:
    person = known(**_HOME_ALONE, relapse_risk=1, co_occurring=2, opioid_medication="unsure")
    (offered,) = _placed(person).alternatives
    assert (offered.at_least, offered.service) == (Service.INTENSIVE_OUTPATIENT, Service.DAY_TREATMENT)
    (settled,) = _placed(known(**_HOME_ALONE, relapse_risk=2)).alternatives
    assert settled.at_least is None


@pytest.mark.parametrize(
    "changed",
    [
        {"work_duties": 1},
        {"work_duties": None},
        {"work_duties": "unsure"},
        {"home_support": 2, "relapse_risk": 2},
        {"medical_condition": 4},
        {"co_occurring": 3},
        {"relapse_risk": 3},
        {"alcohol_withdrawal": 2},
        {"home_safety": 3},
        {"home_safety": None},
        {"relapse_risk": None},
    ],
    ids=[
        "duties are light",
        "duties were not asked",
        "duties are unsure",
        "no level 3",
        "level 4",
        "the mind alone calls for level 3",
        "relapse is a guard",
        "withdrawal is a guard",
        "the home is not safe",
        "the home might not be safe",
        "the level is open",
    ],
)
def test_nothing_else_is_offered_where(changed: dict[str, object]) -> None:
    assert _placed(known(**{**_HOME_ALONE, **changed})).alternatives == ()


def test_the_family_counts_as_duty() -> None:
    assert _placed(known(use_disorder=3, home_support=4, family_duties=2)).alternatives


# ------------------------------------------------------------------------------------------------------------ services


def test_the_services_described_are_those_that_are_possible() -> None:
    assert [one.service for one in _placed(known(use_disorder=2)).services] == [Service.OUTPATIENT]
    open_range = _placed(known(use_disorder=2, relapse_risk=None)).services
    assert [str(one.service) for one in open_range] == ["1", "2.1", "3.5"]
    assert [str(one.level) for one in open_range] == ["1", "2", "3"]


def test_no_service_is_described_to_those_who_need_none() -> None:
    assert _placed(known()).services == ()


def test_sources_that_differ_are_both_shown() -> None:
    (day,) = _placed(known(use_disorder=4, relapse_risk=3)).services
    assert day.name == "partial hospitalisation or day treatment"
    hours = [(one.text, one.sources) for one in day.figures if one.what == "hours a week"]
    assert hours == [("20 or more", ("42-CFR-410.43",)), ("12 or more (at least 3 hours a day)", ("FL-65D-30",))]


def test_every_kind_of_figure_is_shown() -> None:
    (intensive,) = _placed(known(use_disorder=3, relapse_risk=2)).services
    assert [one.what for one in intensive.figures] == [
        *["hours a week"] * 5,
        *["sessions"] * 3,
        *["length"] * 2,
        *["phase"] * 2,
        "group size",
        "cost in US dollars",
        "staffing",
    ]
    said = {one.what: one.text for one in intensive.figures}
    assert said["group size"] == "6 to 12"
    assert said["cost in US dollars"].startswith("3,000 to 10,000 (whole programme")
    assert said["staffing"] == "medical professional, counsellor, technician, psychologist"


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure(maximum=8), "up to 8"),
        (Figure(minimum=1200), "1,200 or more"),
        (Figure(3, 5), "3 to 5"),
        (Figure(0, 0), "0 to 0"),
        (Figure(3, 5, note="on average"), "3 to 5 (on average)"),
    ],
)
def test_a_figure_is_said_as_a_range(figure: Figure, said: str) -> None:
    outpatient = replace(FIVE_LEVEL.services[1], group_size=(figure,))
    book = replace(FIVE_LEVEL, services=(outpatient,), guarantees=())
    (shown,) = place(known(use_disorder=2), book, engine="reference").services
    assert [one.text for one in shown.figures if one.what == "group size"] == [said]


def test_a_statement_is_said_with_its_note() -> None:
    early = replace(FIVE_LEVEL.services[0], sessions=(Statement("once", note="or twice"), Statement("again")))
    book = replace(FIVE_LEVEL, services=(early,), guarantees=())
    (shown,) = place(known(use_disorder=1), book, engine="reference").services
    assert [one.text for one in shown.figures if one.what == "sessions"] == ["once (or twice)", "again"]
    assert shown.for_whom == "people at risk, without a disorder"
