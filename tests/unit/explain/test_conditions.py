"""Conditions in words."""

from dataclasses import replace

import pytest

from placement.criteria import ENVIRONMENT, RELAPSE, Housing, OpioidUseDisorder, SuicideRisk, UseDisorder
from placement.explain.conditions import alternatives_in_words, in_words
from placement.language.condition import AtLeast, AtMost, Condition, all_of, any_of, count_of
from placement.language.reviews import NEED_ABOVE, NEED_BELOW, ReviewFact
from placement.rules.five_level import FIVE_LEVEL
from placement.rules.levels import Service, WithdrawalManagement
from tests.other_rulebooks import SLEEP
from tests.tiny_rulebook import TINY, Fever, tiny

SEVERE = UseDisorder.SEVERE.or_worse
PLAN = SuicideRisk.PLAN_OR_INTENT.or_worse
HOMELESS = Housing.NONE.or_worse

SEVERE_SAID = "severity of the substance use disorder: “severe disorder (6 or more)”"
PLAN_SAID = "suicide risk: “plan or some intent” or worse"
HOMELESS_SAID = "housing: “none: street, vehicle or night shelter”"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param(PLAN, PLAN_SAID, id="an anchor and those beyond it"),
        pytest.param(SEVERE, SEVERE_SAID, id="nothing is beyond the last anchor"),
        pytest.param(RELAPSE.at(3), "relapse and continued use rated 3 or worse", id="a rating"),
        pytest.param(RELAPSE.at(4), "relapse and continued use rated 4", id="the highest rating"),
        pytest.param(Service.DAY_TREATMENT.or_more, "service: 2.5 or more", id="a track"),
        pytest.param(Service.HOSPITAL.or_more, "service: 4", id="the most of a track"),
        pytest.param(
            SuicideRisk.PASSIVE_THOUGHTS.or_better, "suicide risk: “passive thoughts” or better", id="at most"
        ),
        pytest.param(SuicideRisk.NONE.or_better, "suicide risk: “none”", id="nothing is better than the first anchor"),
        pytest.param(ENVIRONMENT.at_most(2), "recovery environment rated 2 or better", id="a rating at most"),
        pytest.param(
            WithdrawalManagement.EXTENDED.or_less,
            "withdrawal management: ambulatory with extended monitoring or less",
            id="a track at most",
        ),
        pytest.param(Service.NONE.or_less, "service: none", id="nothing is less than the least of a track"),
        pytest.param(
            all_of(SEVERE, RELAPSE.at(3)), f"{SEVERE_SAID}, and relapse and continued use rated 3 or worse", id="all"
        ),
        pytest.param(any_of(SEVERE, PLAN), f"{SEVERE_SAID}, or {PLAN_SAID}", id="any"),
        pytest.param(
            count_of(2, SEVERE, PLAN, HOMELESS),
            f"at least 2 of: {SEVERE_SAID}; {PLAN_SAID}; {HOMELESS_SAID}",
            id="count",
        ),
        pytest.param(any_of(all_of(PLAN)), PLAN_SAID, id="one part needs no joining"),
        pytest.param(
            all_of(SEVERE, any_of(PLAN, count_of(1, HOMELESS))),
            f"{SEVERE_SAID}, and ({PLAN_SAID}, or (at least 1 of: {HOMELESS_SAID}))",
            id="nested",
        ),
        pytest.param(
            all_of(SEVERE, any_of(PLAN)), f"{SEVERE_SAID}, and {PLAN_SAID}", id="one part needs no brackets either"
        ),
    ],
)
def test_a_condition_is_said_with_titles_and_labels(condition: Condition | AtMost, expected: str) -> None:
    assert in_words(condition, FIVE_LEVEL) == expected


def test_a_choice_is_listed_and_anything_else_is_one() -> None:
    assert alternatives_in_words(any_of(SEVERE, all_of(PLAN, HOMELESS)), FIVE_LEVEL) == (
        SEVERE_SAID,
        f"{PLAN_SAID}, and {HOMELESS_SAID}",
    )
    assert alternatives_in_words(all_of(PLAN, HOMELESS), FIVE_LEVEL) == (f"{PLAN_SAID}, and {HOMELESS_SAID}",)
    assert alternatives_in_words(OpioidUseDisorder.PRESENT.or_worse, FIVE_LEVEL) == (
        "opioid use disorder: “present, including in remission on medication”",
    )


def test_everything_that_is_declared_can_be_said() -> None:
    said = {in_words(declaration.when, FIVE_LEVEL) for declaration in FIVE_LEVEL.declared.values()}
    said |= {in_words(guarantee.promises, FIVE_LEVEL) for guarantee in FIVE_LEVEL.guarantees}
    assert all(said)


def test_what_is_not_declared_is_not_said() -> None:
    with pytest.raises(KeyError):
        in_words(AtLeast("nowhere", 1), FIVE_LEVEL)


def test_a_fact_of_reviews_is_said_by_its_clause_unless_something_that_is_asked_has_its_id() -> None:
    facts = (*TINY.reviews.facts, ReviewFact("fever", "slip", "the fever is back"))
    reviewed = tiny(reviews=replace(TINY.reviews, facts=facts))
    assert in_words(any_of(NEED_ABOVE.is_so, NEED_BELOW.is_so), reviewed) == f"{NEED_ABOVE.text}, or {NEED_BELOW.text}"
    assert in_words(Fever.HIGH.or_worse, reviewed) == "fever: “38 or more” or worse"


def test_the_highest_rating_is_the_dimensions_own() -> None:
    assert SLEEP.dimension_named["night"].highest == 3
    assert in_words(AtLeast("night", 3), SLEEP) == "The night rated 3"
    assert in_words(AtLeast("night", 2), SLEEP) == "The night rated 2 or worse"
