"""Simulated adults: seeded, complete, correlated and free of contradictions. Nobody in it is real.

For measuring interviews, trying reports and testing, where answers of real people may not be used. Everything about it
is an assumption of this project, written down here and fitted to no data set: never report it as what is so anywhere.

What is assumed of adults who come to be assessed:

- Five things that nobody asks vary from person to person: how severe use is, the body, the mind, the home, and the will
  to change. Each is standard normal; severe use goes with worse in the other four.
- Substances come first: alcohol (64 %), opioids (28 %), stimulants (30 %), sedatives (12 %, more often with opioids).
  Withdrawal, disorders, overdose and medication follow only from what is used.
- Each other answer is an anchor of its scale, cut from a mix of those five and chance. The shares, in
  `assumptions`, are of people *at this anchor or worse*, as far as what follows leaves them there.
- Answers do not contradict one another: whoever sleeps in the street has no reliable person at home; treatment that
  failed lately means some risk of relapse; a life-threatening state means an ill body.
- A clinician gives the headline answers of withdrawal and of mental health last, and they are *coherent*: never milder
  than the details of their dimension are by themselves. Four times in five they also weigh in what those details mean
  in this person (a past seizure, no home); else they judge the signs alone.
"""

import math
import random
from collections.abc import Iterator, Mapping
from functools import lru_cache
from statistics import NormalDist
from typing import Final

from placement.cohort.synthetic.assumptions import (
    DISORDERS,
    FERTILE,
    FRAIL,
    HIDDEN,
    OLDEST,
    SEES_EVERYTHING,
    SPREADS,
    TAKEN,
    YOUNGEST,
    Spread,
)
from placement.engines.reference import Person, evaluate
from placement.rulebook.rulebook import Rulebook
from placement.rules.five_level import FIVE_LEVEL

_NORMAL: Final = NormalDist()
_SCALES: Final = tuple(scale.id for scale in FIVE_LEVEL.scales)


@lru_cache(maxsize=512)
def _cut(share: float) -> float:
    return _NORMAL.inv_cdf(1 - share)


class _Adult:
    """One person in the making: what nobody asks, and the answers so far."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._hidden: dict[str, float] = {}
        for name, weights in HIDDEN.items():
            self._hidden[name] = self._mix(weights)
        self.answers = dict.fromkeys(_SCALES, 0)

    def _mix(self, weights: Mapping[str, float]) -> float:
        """Return something that hangs on hidden things with these weights, and on chance for the rest."""
        # `random()` is the one source that Python promises to keep; 0 has no place on the normal curve.
        chance = _NORMAL.inv_cdf(max(self._chance.random(), 1e-12))
        rest = math.sqrt(1 - sum(weight * weight for weight in weights.values()))
        return sum(weight * self._hidden[name] for name, weight in weights.items()) + rest * chance

    def at(self, spread: Spread) -> int:
        """Return a position."""
        score = self._mix(spread.weights)
        return sum(score > _cut(share) for share in spread.shares)

    def answer(self, scale: str) -> None:
        """Answer a scale as it is assumed to be spread."""
        self.answers[scale] = self.at(SPREADS[scale])

    def happens(self, share: float) -> bool:
        return bool(self.at(Spread((share,), {})))

    def __getitem__(self, scale: str) -> int:
        return self.answers[scale]

    def __setitem__(self, scale: str, position: int) -> None:
        self.answers[scale] = position

    def keep(self, scale: str, least: int = 0, most: int = 4) -> None:
        """Move an answer into a range."""
        self.answers[scale] = min(most, max(least, self.answers[scale]))


def _use(adult: _Adult) -> frozenset[str]:
    adult.answer("use_disorder")
    severity = adult["use_disorder"]
    if not severity:
        return frozenset()
    taken = {name for name in ("alcohol", "opioids", "stimulants") if adult.at(TAKEN[name])} or {"alcohol"}
    if adult.at(TAKEN["sedatives with opioids" if "opioids" in taken else "sedatives"]):
        taken.add("sedatives")
    if severity > 1:
        adult["alcohol_use_disorder"] = int("alcohol" in taken and adult.happens(DISORDERS["alcohol"]))
        adult["stimulant_use_disorder"] = int("stimulants" in taken and adult.happens(DISORDERS["stimulants"]))
        adult["opioid_use_disorder"] = int("opioids" in taken and adult.happens(DISORDERS["opioids"]))
    elif "opioids" in taken:  # nothing counted any more, on medication
        adult["opioid_use_disorder"] = int(adult.happens(DISORDERS["opioids, in remission"]))
    return frozenset(taken)


def _opioids(adult: _Adult) -> None:
    severity = adult["use_disorder"]
    if not adult["opioid_use_disorder"]:
        return
    if severity > 1:
        adult.answer("opioid_medication")
        adult.answer("overdose_history")
        adult.answer("opioid_withdrawal")
    if not adult["opioid_medication"]:  # steady: no more than mild signs, no overdose of late
        adult.keep("opioid_withdrawal", most=1)
        adult.keep("overdose_history", most=2)


def _withdrawal(adult: _Adult, taken: frozenset[str], age: int) -> None:
    disorder = adult["use_disorder"] > 1
    if disorder and "alcohol" in taken:
        adult.answer("alcohol_withdrawal")
    if disorder and "sedatives" in taken:
        adult.answer("sedative_withdrawal")
    if disorder and "stimulants" in taken:
        adult.answer("stimulant_withdrawal")
    if disorder and taken & {"alcohol", "sedatives"}:
        adult.answer("complicated_withdrawal_history")
    if adult["use_disorder"]:
        adult.answer("intoxication")
    if adult["alcohol_withdrawal"]:
        adult.answer("complication_risk")
    if adult["complicated_withdrawal_history"] > 1 and not adult["alcohol_withdrawal"]:
        adult["intoxication"] = 0  # else withdrawal would be expected
    if age > FRAIL:
        adult.keep("complication_risk", least=1)


def _body(adult: _Adult, *, woman: bool, age: int) -> None:
    adult.answer("medical_condition")
    if woman and age < FERTILE and adult.at(SPREADS["pregnancy"]):
        adult["pregnancy"] = 1 + adult.at(SPREADS["care in pregnancy"])
    if max(adult["alcohol_withdrawal"], adult["sedative_withdrawal"], adult["intoxication"]) > 3:  # noqa: PLR2004 - the worst
        adult.keep("medical_condition", least=2)
    if adult["pregnancy"] > 2:  # noqa: PLR2004 - in need of nursing
        adult.keep("medical_condition", least=2)


def _mind(adult: _Adult) -> None:
    adult.answer("suicide_risk")
    adult.answer("violence_risk")
    adult.answer("cognition")
    adult.answer("daily_functioning")


def _relapse(adult: _Adult) -> None:
    adult.answer("willingness")
    adult.answer("relapse_risk")
    adult.answer("use_consequence")
    if adult["use_disorder"] > 1:
        adult.answer("unsuccessful_level")
    if adult["use_disorder"] <= 2:  # noqa: PLR2004 - mild
        adult.keep("relapse_risk", most=3)
        adult.keep("unsuccessful_level", most=1)
    if adult["overdose_history"] > 2:  # noqa: PLR2004 - in the past month
        adult.keep("use_consequence", least=1)
    if adult["unsuccessful_level"] or adult["cognition"] > 2:  # noqa: PLR2004 - cannot take part
        adult.keep("relapse_risk", least=1)
    if adult["cognition"] > 2:  # noqa: PLR2004 - as above
        adult.keep("willingness", least=1)


def _environment(adult: _Adult) -> None:
    adult.answer("housing")
    adult.answer("home_support")
    adult.answer("exposure")
    adult.answer("home_safety")
    adult.answer("structure_response")
    adult.answer("withdrawal_support")
    if adult["home_safety"] > 2 or adult["housing"] > 2:  # noqa: PLR2004 - violence; the street
        adult.keep("home_support", least=1)
    if adult["exposure"] > 3:  # noqa: PLR2004 - pressed, or supplied
        adult.keep("home_support", least=2)
    if adult["housing"] > 2 or adult["home_support"] > 2:  # noqa: PLR2004 - nobody there who could help
        adult.keep("withdrawal_support", least=1)
    if adult["unsuccessful_level"] > 1:
        adult.keep("structure_response", least=1)


def _circumstances(adult: _Adult) -> None:
    adult.answer("work_duties")
    adult.answer("family_duties")
    adult.answer("travel_difficulty")
    if adult["withdrawal_support"] < 2:  # noqa: PLR2004 - can attend daily
        adult.keep("travel_difficulty", most=2)


def _headlines(adult: _Adult) -> None:
    """Have a clinician judge withdrawal and mental health, from the details and mostly from everything."""
    signs = dict.fromkeys(_SCALES, 0)
    for scale in FIVE_LEVEL.scales:
        if not scale.separate and scale.dimension.id in {"withdrawal", "psychological"}:
            signs[scale.id] = adult[scale.id]
    everything: Person = adult.answers
    for headline, dimension, own in (
        ("detox_need", "withdrawal", adult.at(SPREADS["detox_need"])),
        ("co_occurring", "psychological", adult.at(SPREADS["co_occurring"])),
    ):
        seen = everything if adult.happens(SEES_EVERYTHING) else signs
        adult[headline] = max(own, evaluate(FIVE_LEVEL, seen).ratings[dimension])
        adult.keep(headline, least=evaluate(FIVE_LEVEL, signs).ratings[dimension])
    if adult["suicide_risk"] > 1:
        adult.keep("co_occurring", least=1)


def _one(chance: random.Random) -> dict[str, int]:
    adult = _Adult(chance)
    age = min(OLDEST, max(YOUNGEST, round(40 + 13 * _NORMAL.inv_cdf(max(chance.random(), 1e-12)))))
    woman = adult.happens(0.38)
    taken = _use(adult)
    _opioids(adult)
    _withdrawal(adult, taken, age)
    _body(adult, woman=woman, age=age)
    _mind(adult)
    _relapse(adult)
    _environment(adult)
    _circumstances(adult)
    _headlines(adult)
    return {"age": age, **adult.answers}


def _anyone(rulebook: Rulebook, chance: random.Random) -> dict[str, int]:
    """Return a person of whom nothing is assumed, but that answers are worse together."""

    def up_to(most: int) -> int:
        return int(chance.random() * (most + 1))

    youngest = rulebook.ages.least or 0
    age = youngest + up_to((rulebook.ages.greatest or max(OLDEST, youngest)) - youngest)
    worse = chance.random()
    return {"age": age} | {
        scale.id: 1 + up_to(scale.highest() - 1) if chance.random() < worse else 0 for scale in rulebook.scales
    }


def population(size: int, seed: int, rulebook: Rulebook | None = None) -> Iterator[dict[str, int]]:
    """Return simulated people, each a complete set of answers: `age`, and a position for every scale.

    `Assessment.model_validate` reads one, and a row of a table holds one. The same seed gives the same people in the
    same order; the first of a larger population are those of a smaller one.

    Args:
        size: How many.
        seed: Where chance begins.
        rulebook: Whose questions they answer; the shipped rulebook's if none is given. Of the people of another nothing
            is assumed but that bad answers go together.

    Raises:
        ValueError: `size` is negative.
    """
    if size < 0:
        raise ValueError("`size`: expected 0 or more")
    chance = random.Random(seed)  # noqa: S311 - simulated people, not secrets
    if rulebook is None or rulebook == FIVE_LEVEL:
        return (_one(chance) for _ in range(size))
    return (_anyone(rulebook, chance) for _ in range(size))
