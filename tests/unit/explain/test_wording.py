import pytest

from placement.explain.wording import (
    Side,
    answered,
    between,
    by_rule,
    headline,
    levels_between,
    provenance,
    rating,
    sides,
    wanted,
)
from placement.recommendation.recommendation import Missing, Recommendation
from placement.rules.levels import Level
from tests.unit.explain import people
from tests.unit.explain.people import PEOPLE


@pytest.mark.parametrize(
    ("recommendation", "sentence"),
    [
        (
            people.determined(),
            "Recommended level of care: 3, residential or inpatient (service 3.1, low-intensity residential)",
        ),
        (
            people.between(),
            (
                "At least level 3 (residential or inpatient); could be up to level 4 (medically managed intensive "
                "inpatient): suicide risk was not asked; risk of violence was unsure"
            ),
        ),
        (
            people.between(open_answers=4),
            (
                "At least level 3 (residential or inpatient); could be up to level 4 (medically managed intensive "
                "inpatient): suicide risk was not asked; risk of violence was unsure; PAWSS score was not asked; "
                "1 more answer is open"
            ),
        ),
        (
            people.between(Level.NONE, Level.OUTPATIENT, 5),
            (
                "Anywhere from no level of care to level 1 (outpatient): suicide risk was not asked; risk of violence "
                "was unsure; PAWSS score was not asked; 2 more answers are open"
            ),
        ),
        (
            people.open_service(),
            (
                "Recommended level of care: 3, residential or inpatient (at least service 3.1, low-intensity "
                "residential; could be up to service 3.7, medically monitored inpatient)"
            ),
        ),
        (people.nothing(), "No level of care is indicated"),
        (people.urgent(), "Recommended level of care: 4, medically managed intensive inpatient"),
    ],
)
def test_the_headline(recommendation: Recommendation, sentence: str) -> None:
    assert headline(recommendation).sentence == sentence


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (Level.NONE, Level.NONE, "no level"),
        (Level.NONE, Level.HOSPITAL, "no level to level 4"),
        (Level.OUTPATIENT, Level.OUTPATIENT, "level 1"),
        (Level.EARLY_INTERVENTION, Level.RESIDENTIAL, "level 0.5 to 3"),
    ],
)
def test_a_range_of_levels(least: Level, most: Level, said: str) -> None:
    assert levels_between(PEOPLE["nothing"], least, most) == said


def test_a_track_that_is_open_says_both_ends() -> None:
    assert (between("none", "none"), between("none", "ambulatory")) == ("none", "none; could be up to ambulatory")


@pytest.mark.parametrize(
    ("name", "dimension", "said"),
    [
        ("determined", "environment", "3 of 4 (serious)"),
        ("determined", "readiness", "0 of 4 (no problem)"),
        ("open-level", "psychological", "0 to 4 of 4 (no problem to extreme)"),
        ("determined", "use", ""),
    ],
)
def test_a_rating_is_said_in_words(name: str, dimension: str, said: str) -> None:
    assert rating(PEOPLE[name], dimension) == said


def test_sides_stand_in_the_order_of_the_ratings_and_lose_no_criterion() -> None:
    shown = sides(PEOPLE["determined"])
    assert [one.id for one in shown] == ["use", "biomedical", "psychological", "environment", "circumstances"]
    assert [criterion.id for side in shown for criterion in side.criteria] == [
        "psychological.danger",
        "environment.hostile",
        "house-rule",
    ]
    assert "" not in [one.id for one in sides(PEOPLE["nothing"])]


def test_reasons_stand_together_by_their_rule() -> None:
    assert [(group.rule, len(group.reasons)) for group in by_rule(people.REASONS)] == [
        ("service.home", 2),
        ("own-rule", 1),
    ]


def test_an_answer_says_what_would_have_been_enough() -> None:
    assert answered(people.DISORDER) == "Severity of the disorder: severe, where moderate is enough"
    assert answered(people.HOME) == "People at home: hostile"


def test_what_is_wanted_stands_beside_what_is() -> None:
    assert wanted(people.ILLNESS) == "Physical health: at least emergency (recorded: stable)"
    assert wanted(people.SUICIDE) == "Suicide risk: at least plan with intent (not recorded)"
    for answer in ("unsure", "not recorded, at least passive thoughts", "covered by Mental health"):
        tested = people.comparison("suicide_risk", "Suicide risk", answer, "plan with intent")
        assert wanted(tested) == f"Suicide risk: at least plan with intent ({answer})"


def test_it_is_said_what_a_recommendation_was_made_with() -> None:
    assert provenance(people.between()).endswith("; placement 9.9.9; reference engine.")


def test_an_unsure_answer_is_not_called_unasked() -> None:
    assert {question.state for question in people.between().missing} == {"unsure", "not recorded"}
    assert all(isinstance(question, Missing) for question in people.between().missing)


def test_a_side_says_what_its_headline_covers_and_what_is_known_of_it_all_the_same() -> None:
    answers = [
        people.recorded("detox_need", "Detox, all in all", "withdrawal", "Withdrawal", "none"),
        people.recorded("alcohol", "Alcohol, now", "withdrawal", "Withdrawal", "covered by Detox, all in all"),
        people.recorded("opioid", "Opioids", "withdrawal", "Withdrawal", "covered by Detox, all in all, at least mild"),
    ]
    covered = [answer.model_copy(update={"state": "covered", "covered_by": ("detox_need",)}) for answer in answers[1:]]
    side = Side("withdrawal", "Withdrawal", (answers[0], *covered), ())
    assert side.covered() == ("Detox, all in all", ("Alcohol, now", "Opioids (at least mild)"))
    assert side.titles("not recorded") == ()
    assert Side("withdrawal", "Withdrawal", (answers[0],), ()).covered() == ("", ())
