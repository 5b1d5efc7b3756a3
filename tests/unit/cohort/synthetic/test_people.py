"""Simulated people, many at a time: complete, plausible, coherent, with the shares of real admissions."""

import numpy as np
import numpy.typing as npt
import pytest

from placement import FIVE_LEVEL
from placement.cohort.synthetic.assumptions import SPREADS
from placement.cohort.synthetic.chance import Chance
from placement.cohort.synthetic.decisions import SICKER_VARIANCE, seen
from placement.cohort.synthetic.marginals import AGES, CO_OCCURRING, HOMELESS, PREGNANT, PRIMARY, WOMEN, WORKING
from placement.cohort.synthetic.people import people, rating
from placement.engines.reference import evaluate

SIZE = 1 << 14
BLOCKS = 6
SCALES = {scale.id: scale for scale in FIVE_LEVEL.scales}

Column = npt.NDArray[np.int8]


def _made() -> tuple[Column, npt.NDArray[np.bool_], dict[str, Column]]:
    blocks = []
    for number in range(BLOCKS):
        chance = Chance(11, number, SIZE)
        blocks.append(people(chance, seen(chance).sicker(), SICKER_VARIANCE))
    answers = {name: np.concatenate([block[2][name] for block in blocks]) for name in SCALES}
    return np.concatenate([block[0] for block in blocks]), np.concatenate([block[1] for block in blocks]), answers


AGE, WOMAN, ANSWERS = _made()
FEW = [{name: int(column[place]) for name, column in ANSWERS.items()} for place in range(400)]


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


def test_a_spread_that_concerns_everybody_holds_exactly_where_nothing_moves_it() -> None:
    for name in ("use_disorder", "suicide_risk", "family_duties", "home_safety", "exposure", "housing"):
        for position, wanted in enumerate(SPREADS[name].shares, start=1):
            assert share(ANSWERS[name] >= position) == pytest.approx(wanted, abs=0.006), (name, position)


def test_ratings_are_those_of_the_reference() -> None:
    few = {name: column[: len(FEW)] for name, column in ANSWERS.items()}
    expected = [evaluate(FIVE_LEVEL, person).ratings for person in FEW]
    for dimension in expected[0]:
        assert rating(few, dimension).tolist() == [ratings[dimension] for ratings in expected]


def test_what_is_left_out_counts_as_nothing() -> None:
    known = {name: ANSWERS[name][:50] for name in ("willingness", "relapse_risk")}
    expected = [
        evaluate(FIVE_LEVEL, dict.fromkeys(SCALES, 0) | {name: int(known[name][place]) for name in known}).ratings
        for place in range(50)
    ]
    for dimension in expected[0]:
        assert rating(known, dimension).tolist() == [ratings[dimension] for ratings in expected]
    assert rating(known, "readiness").any()


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
