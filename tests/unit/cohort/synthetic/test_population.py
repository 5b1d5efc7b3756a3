"""Simulated adults: complete, the same every time, plausible, and free of contradictions."""

from collections import Counter
from dataclasses import replace
from statistics import correlation, fmean

import pytest

from placement import FIVE_LEVEL, Assessment, Level, Rulebook, place
from placement.analysis.region import judged
from placement.cohort.synthetic.population import population
from placement.engines.reference import evaluate
from placement.language.words import Ages
from tests.other_rulebooks import SCHOOL, SLEEP
from tests.tiny_rulebook import TINY

PEOPLE = list(population(600, 11))
SCALES = {scale.id: scale for scale in FIVE_LEVEL.scales}
TOLERATED = {
    # The rulebook itself rates withdrawal 3 for somebody with mild signs who cannot come every day, and then asks why.
    "conflict.detox-24h-without-a-reason",
    # Nothing is wrong with these people; there is something to be done.
    "conflict.answers-given-while-intoxicated",
    "conflict.carer-in-danger",
}


def test_everybody_is_an_adult_with_an_answer_to_every_question() -> None:
    for person in PEOPLE:
        assert list(person) == ["age", *SCALES]
        assert 18 <= person["age"] <= 85
        assert Assessment.model_validate(person).answered().keys() == SCALES.keys()


def test_the_same_seed_gives_the_same_people_and_another_one_others() -> None:
    assert list(population(40, 11)) == PEOPLE[:40]
    assert list(population(5_000, 11))[:600] == PEOPLE
    assert list(population(40, 12)) != PEOPLE[:40]


@pytest.mark.parametrize("rulebook", [SCHOOL, SLEEP], ids=lambda book: book.id)
def test_people_answer_what_another_rulebook_asks(rulebook: Rulebook) -> None:
    found = list(population(300, 2, rulebook))
    assert list(population(5, 2, rulebook)) == found[:5]
    placed = [place(rulebook.assessment_model().model_validate(one)) for one in found]
    assert {str(one.level) for one in placed} == {*rulebook.names["level"]}
    for scale in rulebook.scales:
        assert {one[scale.id] for one in found} == {*range(scale.highest() + 1)}
    ages = [one["age"] for one in found]
    assert (min(ages), max(ages)) == ((12, 17) if rulebook is SCHOOL else (0, 85))
    assert list(population(5, 2, FIVE_LEVEL)) == list(population(5, 2))


def test_nobody_can_be_asked_for_and_fewer_cannot() -> None:
    assert list(population(0, 1)) == []
    with pytest.raises(ValueError, match=r"^`size`: expected 0 or more$"):
        population(-1, 1)
    with pytest.raises(ValueError, match=r"^`seed`: expected 0 or more$"):
        population(1, -1)


def test_no_headline_is_milder_than_its_details_are_by_themselves() -> None:
    """Everybody is coherent: that is what an interview may rely on."""
    for person in PEOPLE:
        encoded = FIVE_LEVEL.lattice.encode({name: person[name] for name in SCALES})
        for one in judged(FIVE_LEVEL):
            assert not [people for people in one.contradicting(encoded) if people & encoded == people]


def test_answers_hardly_ever_contradict_each_other() -> None:
    placed = [place(Assessment.model_validate(person), engine="reference") for person in PEOPLE]
    found = Counter(conflict.id for placement in placed for conflict in placement.conflicts)
    assert set(found) <= TOLERATED
    assert found["conflict.detox-24h-without-a-reason"] < len(PEOPLE) / 25


def test_every_level_and_every_anchor_that_is_not_rare_is_among_them() -> None:
    levels = Counter(FIVE_LEVEL.level_of_service[evaluate(FIVE_LEVEL, person).tracks["service"]] for person in PEOPLE)
    assert set(levels) == set(Level)
    assert max(levels.values()) < len(PEOPLE) / 2
    for name, scale in SCALES.items():
        found = Counter(person[name] for person in PEOPLE)
        assert 0 < found[0] < len(PEOPLE), name
        assert max(found) <= scale.highest()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("use_disorder", "alcohol_withdrawal"),
        ("use_disorder", "relapse_risk"),
        ("home_support", "housing"),
        ("home_safety", "exposure"),
        ("co_occurring", "suicide_risk"),
        ("opioid_use_disorder", "overdose_history"),
    ],
)
def test_what_goes_together_goes_together(one: str, other: str) -> None:
    assert correlation([p[one] for p in PEOPLE], [p[other] for p in PEOPLE]) > 0.2


def test_what_does_not_is_left_to_chance() -> None:
    assert abs(correlation([p["work_duties"] for p in PEOPLE], [p["suicide_risk"] for p in PEOPLE])) < 0.15
    assert 35 < fmean(p["age"] for p in PEOPLE) < 45


def test_a_rulebook_for_newborns_has_newborns() -> None:
    newborns = replace(TINY, ages=Ages(least=0, greatest=0))
    assert {person["age"] for person in population(20, 1, newborns)} == {0}
