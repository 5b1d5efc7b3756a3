"""Synthetic people: those of the population, many at a time, with the shares of real admissions."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest

from placement import FIVE_LEVEL, Assessment, place
from placement.analysis.region import judged
from placement.cohort.synthetic.assumptions import SPREADS
from placement.cohort.synthetic.chance import Chance
from placement.cohort.synthetic.marginals import AGES, CO_OCCURRING, HOMELESS, PREGNANT, PRIMARY, WOMEN, WORKING
from placement.cohort.synthetic.people import SPREADS_HERE, people
from placement.cohort.synthetic.population import population
from placement.cohort.synthetic.ratings import Rater
from placement.cohort.synthetic.settings import SICKER_VARIANCE, seen
from placement.criteria.dimensions import READINESS, WITHDRAWAL
from placement.engines.reference import evaluate
from placement.language.condition import all_of, any_of, count_of
from placement.language.declarations import Criterion
from tests.unit.cohort.synthetic.test_population import TOLERATED

if TYPE_CHECKING:
    from collections.abc import Mapping

SIZE = 1 << 14
BLOCKS = 6
SCALES = {scale.id: scale for scale in FIVE_LEVEL.scales}

Column = npt.NDArray[np.int8]


def _made() -> tuple[Column, npt.NDArray[np.bool_], dict[str, Column]]:
    blocks = []
    for number in range(BLOCKS):
        chance = Chance(11, number, SIZE)
        blocks.append(people(chance, seen(chance).sicker(), SICKER_VARIANCE))
    answers = {name: np.concatenate([one[2][name] for one in blocks]) for name in SCALES}
    return np.concatenate([one[0] for one in blocks]), np.concatenate([one[1] for one in blocks]), answers


AGE, WOMAN, ANSWERS = _made()
FEW = [{name: int(column[place]) for name, column in ANSWERS.items()} for place in range(400)]
ALIKE = set(SCALES) - {
    # Other substances, or shares of real admissions, and what hangs on them.
    *("alcohol_use_disorder", "stimulant_use_disorder", "opioid_use_disorder", "detox_need", "co_occurring"),
    *("alcohol_withdrawal", "sedative_withdrawal", "opioid_withdrawal", "stimulant_withdrawal", "pregnancy"),
    *("complicated_withdrawal_history", "complication_risk", "overdose_history", "opioid_medication"),
    *("suicide_risk", "violence_risk", "cognition", "daily_functioning", "housing", "work_duties"),
}


def share(column: npt.NDArray[np.bool_]) -> float:
    return float(column.mean())


def test_everybody_is_an_adult_with_an_answer_to_every_question() -> None:
    assert (AGE.min(), AGE.max()) == (18, 85)
    for name, scale in SCALES.items():
        assert ANSWERS[name].dtype == np.int8
        assert ANSWERS[name].min() == 0
        assert ANSWERS[name].max() <= scale.highest()
        assert len(np.unique(ANSWERS[name])) > 1


def test_shares_are_those_of_real_admissions() -> None:
    everybody = sum(AGES.values())
    for (first, last), wanted in AGES.items():
        assert share((first <= AGE) & (last >= AGE)) == pytest.approx(wanted / everybody, abs=0.005)
    assert share(WOMAN) == pytest.approx(WOMEN, abs=0.005)
    assert share(ANSWERS["pregnancy"][WOMAN] > 0) == pytest.approx(PREGNANT, abs=0.003)
    assert not ANSWERS["pregnancy"][~WOMAN].any()
    assert share(ANSWERS["housing"] > 2) == pytest.approx(HOMELESS, abs=0.005)
    assert share(ANSWERS["work_duties"] > 0) == pytest.approx(WORKING, abs=0.005)
    assert share(ANSWERS["co_occurring"] > 0) == pytest.approx(CO_OCCURRING, abs=0.01)


def test_substances_are_at_least_as_common_as_the_primary_ones_of_real_admissions() -> None:
    ill = ANSWERS["use_disorder"] > 1
    for scale, name, diagnosed in (
        ("alcohol_use_disorder", "alcohol", 0.85),
        ("stimulant_use_disorder", "stimulants", 0.85),
        ("opioid_use_disorder", "opioids", 0.92),
    ):
        primary = PRIMARY[name] / (1 - PRIMARY["none"])
        assert primary - 0.01 < share(ANSWERS[scale][ill] > 0) / diagnosed < primary + 0.25


def test_a_share_that_real_admissions_do_not_have_is_that_of_the_population() -> None:
    """The twins share their assumptions; the population's own shares drift a little where it mixes hidden things."""
    twins = list(population(1_200, 3))
    for name in sorted(ALIKE):
        for position in range(1, SCALES[name].highest() + 1):
            of_twins = sum(one[name] >= position for one in twins) / len(twins)
            assert share(ANSWERS[name] >= position) == pytest.approx(of_twins, abs=0.07), (name, position)


def test_a_spread_that_concerns_everybody_holds_exactly_where_nothing_moves_it() -> None:
    for name in ("use_disorder", "suicide_risk", "family_duties", "home_safety", "exposure", "housing"):
        for position, wanted in enumerate(SPREADS_HERE[name].shares, start=1):
            assert share(ANSWERS[name] >= position) == pytest.approx(wanted, abs=0.006), (name, position)
    assert SPREADS_HERE.keys() == SPREADS.keys()


def test_no_headline_is_milder_than_its_details_are_by_themselves() -> None:
    for person in FEW:
        encoded = FIVE_LEVEL.lattice.encode(person)
        for one in judged(FIVE_LEVEL):
            assert not [people for people in one.contradicting(encoded) if people & encoded == people]


def test_answers_hardly_ever_contradict_each_other() -> None:
    for person, age in zip(FEW, AGE.tolist(), strict=False):
        found = place(Assessment.model_validate({**person, "age": age}), engine="reference").conflicts
        assert {one.id for one in found} <= TOLERATED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("use_disorder", "relapse_risk"),
        ("home_support", "housing"),
        ("co_occurring", "suicide_risk"),
        ("opioid_use_disorder", "overdose_history"),
    ],
)
def test_what_goes_together_goes_together(one: str, other: str) -> None:
    assert np.corrcoef(ANSWERS[one], ANSWERS[other])[0, 1] > 0.2


def test_what_does_not_is_left_to_chance() -> None:
    assert abs(np.corrcoef(ANSWERS["work_duties"], ANSWERS["suicide_risk"])[0, 1]) < 0.02


def test_ratings_are_those_of_the_reference() -> None:
    few: Mapping[str, Column] = {name: column[: len(FEW)] for name, column in ANSWERS.items()}
    rater = Rater(FIVE_LEVEL, few)
    expected = [evaluate(FIVE_LEVEL, person).ratings for person in FEW]
    for dimension in expected[0]:
        assert rater.rating(dimension).tolist() == [one[dimension] for one in expected]


def test_what_is_left_out_counts_as_nothing() -> None:
    """Also in a count, of which the shipped rulebook has none."""
    known = {name: ANSWERS[name][:50] for name in ("willingness", "exposure")}
    absent, some, more = SCALES["housing"].at(1), SCALES["willingness"].at(1), SCALES["exposure"].at(1)

    class Book:
        criteria = (
            Criterion("a", "", any_of(absent, all_of(some, absent)), READINESS.at(4), ()),
            Criterion("b", "", count_of(2, absent, some, more), READINESS.at(3), ()),
            Criterion("c", "", any_of(absent, some), READINESS.at(1), ()),
            Criterion("d", "", count_of(1, absent), WITHDRAWAL.at(1), ()),
        )

    rater = Rater(Book(), known)  # type: ignore[arg-type]
    expected = np.where((known["willingness"] > 0) & (known["exposure"] > 0), 3, known["willingness"] > 0)
    assert rater.rating("readiness").tolist() == expected.tolist()
    assert not rater.rating("withdrawal").any()


def test_chance_is_the_same_with_the_same_seed_and_block_and_not_otherwise() -> None:
    one, same = Chance(5, 2, 8), Chance(5, 2, 8)
    assert one.draws().tolist() == same.draws().tolist()
    assert len({tuple(Chance(seed, block, 8).draws()) for seed in (5, 6) for block in (0, 1)}) == 4


def test_draws_are_those_that_were_always_drawn() -> None:
    """A generator's raw bits never change; if these do, the same seed gives other people: say so in the changelog."""
    chance = Chance(2021, 0, 8)
    assert chance.draws().tolist() == [17333, 29807, 14182, 60894, 7756, 38332, 48657, 45104]
    assert [round(float(one), 3) for one in chance.normals()] == [
        2.293,
        0.644,
        -0.145,
        1.602,
        -0.053,
        0.238,
        0.763,
        -1.185,
    ]


def test_chance_holds_to_its_shares() -> None:
    chance = Chance(1, 0, 1 << 18)
    normal = chance.normals()
    assert float(normal.mean()) == pytest.approx(0, abs=0.01)
    assert float(normal.std()) == pytest.approx(1, abs=0.01)
    assert share(chance.happens(0.3)) == pytest.approx(0.3, abs=0.005)
    assert not chance.happens(0).any()
    assert chance.happens(1).all()
    chosen = chance.choose([2, 1, 1])
    assert [share(chosen == place) for place in range(3)] == pytest.approx([0.5, 0.25, 0.25], abs=0.005)
    each = np.array([0, 0.25, 0.75, 0.5] * (1 << 16), np.float32)
    happened = chance.below(chance.thresholds(each)).reshape(-1, 4).mean(axis=0)
    assert happened.tolist() == pytest.approx([0, 0.25, 0.75, 0.5], abs=0.01)
