"""Synthetic adults, many at a time: complete, correlated, free of contradictions. Nobody in it is real.

The twin of `placement.population` for large numbers. It has the same assumptions (`placement.assumptions`) and goes
through them in the same order, on columns instead of persons. Where real admissions have a share of their own
(`placement.cohort.synthetic.marginals`), that is taken instead.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from math import sqrt
from statistics import NormalDist
from typing import Final

import numpy as np

from placement.assumptions import DISORDERS, FERTILE, FRAIL, HIDDEN, SEES_EVERYTHING, SPREADS, Spread
from placement.cohort.synthetic.chance import Chance, Flags, Positions, Scores
from placement.cohort.synthetic.marginals import (
    AGES,
    CO_OCCURRING,
    HOMELESS,
    PREGNANT,
    PRIMARY,
    SECONDARY,
    THIRD,
    WOMEN,
    WORKING,
)
from placement.cohort.synthetic.ratings import Rater
from placement.rules.five_level import FIVE_LEVEL

__all__ = ["SPREADS_HERE", "People", "people"]

People = dict[str, Positions]
"""Answers: a column for every scale."""

_SCALES: Final = tuple(scale.id for scale in FIVE_LEVEL.scales)
_SIGNS: Final = tuple(
    scale.id
    for scale in FIVE_LEVEL.scales
    if not scale.separate and scale.dimension.id in {"withdrawal", "psychological"}
)

_FERTILE_WOMEN: Final = sum(
    share * max(0, min(last + 1, FERTILE) - first) / (last + 1 - first) for (first, last), share in AGES.items()
) / sum(AGES.values())


def _with(scale: str, *shares: float) -> Spread:
    return replace(SPREADS[scale], shares=shares)


_FEWER: Final = 0.5
"""With fewer signs, and headlines raised to what they mean, as many have a co-occurring disorder as real admissions."""


def _fewer(scale: str) -> Spread:
    return _with(scale, *(share * _FEWER for share in SPREADS[scale].shares))


SPREADS_HERE: Final[Mapping[str, Spread]] = {
    **SPREADS,
    "pregnancy": _with("pregnancy", PREGNANT / _FERTILE_WOMEN),
    "housing": _with("housing", 0.4, 0.27, HOMELESS),
    "work_duties": _with("work_duties", WORKING, 0.6 * WORKING, 0.15 * WORKING),
    **{scale: _fewer(scale) for scale in ("suicide_risk", "violence_risk", "cognition", "daily_functioning")},
    "co_occurring": _with("co_occurring", 0.25, 0.12, 0.035, 0.006),
}
"""What is assumed, with the shares of real admissions where they have one."""


def _relations() -> dict[str, dict[str, float]]:
    """Return how hidden things go together: the correlation of every two."""
    known: dict[str, dict[str, float]] = {}
    for name, weights in HIDDEN.items():
        known[name] = {
            other: sum(weight * known[part][other] for part, weight in weights.items()) for other in known
        } | {name: 1.0}
        for other, relation in known[name].items():
            known[other][name] = relation
    return known


_RELATIONS: Final = _relations()


@lru_cache(maxsize=512)
def _rest(weights: tuple[tuple[str, float], ...]) -> np.float32:
    """Return the weight of chance with which a mix is standard normal, so that shares hold."""
    mixed = sum(one * other * _RELATIONS[name][another] for name, one in weights for another, other in weights)
    return np.float32(sqrt(1 - mixed))


@lru_cache(maxsize=512)
def _cut(share: float) -> np.float32:
    return np.float32(NormalDist().inv_cdf(1 - share))


class _Adults:
    """A block of people in the making: what nobody asks, and the answers so far."""

    def __init__(self, chance: Chance, sicker: Scores, variance: float) -> None:
        self.chance = chance
        self._hidden: dict[str, Scores] = {"use": chance.normals() * np.float32(sqrt(1 - variance)) + sicker}
        for name, weights in HIDDEN.items():
            if name != "use":
                self._hidden[name] = self._mix(weights)
        self.answers: People = dict.fromkeys(_SCALES, np.zeros(chance.size, np.int8))

    def _mix(self, weights: Mapping[str, float]) -> Scores:
        """Return something that hangs on hidden things with these weights, and on chance for the rest."""
        mixed = self.chance.normals()
        if weights:
            mixed *= _rest(tuple(weights.items()))
        for name, weight in weights.items():
            mixed += self._hidden[name] * np.float32(weight)
        return mixed

    def at(self, spread: Spread) -> Positions:
        """Return everybody's position."""
        score = self._mix(spread.weights)
        position = (score > _cut(spread.shares[0])).view(np.int8)
        for share in spread.shares[1:]:
            position += (score > _cut(share)).view(np.int8)
        return position

    def answer(self, scale: str, among: Flags | None = None) -> None:
        """Answer a scale as it is assumed to be spread, among some; the others stay at 0."""
        position = self.at(SPREADS_HERE[scale])
        if among is not None:
            position *= among.view(np.int8)
        self.answers[scale] = position

    def __getitem__(self, scale: str) -> Positions:
        return self.answers[scale]

    def __setitem__(self, scale: str, position: Positions) -> None:
        self.answers[scale] = position

    def raise_to(self, scale: str, least: int, among: Flags) -> None:
        """Move the answer of some to this position where it is better."""
        self.answers[scale] = np.maximum(self.answers[scale], among.view(np.int8) * np.int8(least))

    def lower_to(self, scale: str, most: int, among: Flags) -> None:
        """Move the answer of some to this position where it is worse."""
        self.answers[scale] = np.minimum(self.answers[scale], np.where(among, np.int8(most), np.int8(4)))


def _age(chance: Chance) -> Positions:
    band = chance.choose(list(AGES.values()))
    first = np.array([first for first, _ in AGES], np.int8).take(band)
    years = np.array([last + 1 - first for first, last in AGES], np.uint32).take(band)
    return first + (chance.draws() * years >> 16).astype(np.int8)


def _use(adults: _Adults) -> Mapping[str, Flags]:
    chance = adults.chance
    adults.answer("use_disorder")
    severity = adults["use_disorder"]
    used, disorder = severity > 0, severity > 1
    groups = [name for name in PRIMARY if name != "none"]
    first = chance.choose([PRIMARY[name] for name in groups])
    second = chance.choose(list(SECONDARY.values()))
    third = chance.choose(list(THIRD.values()))
    more = second < len(groups)
    taken = {
        name: used & ((first == place) | (second == place) | (more & (third == place)))
        for place, name in enumerate(groups)
    }
    adults["alcohol_use_disorder"] = (disorder & taken["alcohol"] & chance.happens(DISORDERS["alcohol"])).view(np.int8)
    adults["stimulant_use_disorder"] = (disorder & taken["stimulants"] & chance.happens(DISORDERS["stimulants"])).view(
        np.int8
    )
    # Below a disorder nothing is counted any more, on medication.
    treated = (disorder & chance.happens(DISORDERS["opioids"])) | (
        ~disorder & chance.happens(DISORDERS["opioids, in remission"])
    )
    adults["opioid_use_disorder"] = (taken["opioids"] & treated).view(np.int8)
    return taken


def _opioids(adults: _Adults) -> None:
    ill = (adults["opioid_use_disorder"] > 0) & (adults["use_disorder"] > 1)
    for scale in ("opioid_medication", "overdose_history", "opioid_withdrawal"):
        adults.answer(scale, ill)
    steady = adults["opioid_medication"] == 0  # no more than mild signs, no overdose of late
    adults.lower_to("opioid_withdrawal", 1, steady)
    adults.lower_to("overdose_history", 2, steady)


def _withdrawal(adults: _Adults, taken: Mapping[str, Flags], age: Positions) -> None:
    disorder = adults["use_disorder"] > 1
    adults.answer("alcohol_withdrawal", disorder & taken["alcohol"])
    adults.answer("sedative_withdrawal", disorder & taken["sedatives"])
    adults.answer("stimulant_withdrawal", disorder & taken["stimulants"])
    adults.answer("complicated_withdrawal_history", disorder & (taken["alcohol"] | taken["sedatives"]))
    adults.answer("intoxication", adults["use_disorder"] > 0)
    drinking = adults["alcohol_withdrawal"] > 0
    adults.answer("complication_risk", drinking)
    # Else withdrawal would be expected.
    adults.lower_to("intoxication", 0, (adults["complicated_withdrawal_history"] > 1) & ~drinking)
    adults.raise_to("complication_risk", 1, age > FRAIL)


def _body(adults: _Adults, woman: Flags, age: Positions) -> None:
    adults.answer("medical_condition")
    pregnant = woman & (age < FERTILE) & (adults.at(SPREADS_HERE["pregnancy"]) > 0)
    adults["pregnancy"] = (1 + adults.at(SPREADS_HERE["care in pregnancy"])) * pregnant.view(np.int8)
    worst = (adults["alcohol_withdrawal"] > 3) | (adults["sedative_withdrawal"] > 3) | (adults["intoxication"] > 3)
    adults.raise_to("medical_condition", 2, worst | (adults["pregnancy"] > 2))


def _mind(adults: _Adults) -> None:
    for scale in ("suicide_risk", "violence_risk", "cognition", "daily_functioning"):
        adults.answer(scale)


def _relapse(adults: _Adults) -> None:
    for scale in ("willingness", "relapse_risk", "use_consequence"):
        adults.answer(scale)
    adults.answer("unsuccessful_level", adults["use_disorder"] > 1)
    mild = adults["use_disorder"] <= 2
    adults.lower_to("relapse_risk", 3, mild)
    adults.lower_to("unsuccessful_level", 1, mild)
    adults.raise_to("use_consequence", 1, adults["overdose_history"] > 2)
    absent = adults["cognition"] > 2  # cannot take part
    adults.raise_to("relapse_risk", 1, (adults["unsuccessful_level"] > 0) | absent)
    adults.raise_to("willingness", 1, absent)


def _environment(adults: _Adults) -> None:
    for scale in ("housing", "home_support", "exposure", "home_safety", "structure_response", "withdrawal_support"):
        adults.answer(scale)
    street = adults["housing"] > 2
    adults.raise_to("home_support", 1, street | (adults["home_safety"] > 2))
    adults.raise_to("home_support", 2, adults["exposure"] > 3)  # pressed, or supplied
    adults.raise_to("withdrawal_support", 1, street | (adults["home_support"] > 2))  # nobody there who could help
    adults.raise_to("structure_response", 1, adults["unsuccessful_level"] > 1)


def _circumstances(adults: _Adults) -> None:
    for scale in ("work_duties", "family_duties", "travel_difficulty"):
        adults.answer(scale)
    adults.lower_to("travel_difficulty", 2, adults["withdrawal_support"] < 2)  # can attend daily


def _headlines(adults: _Adults) -> None:
    """Have a clinician judge withdrawal and mental health, from the details and mostly from everything."""
    signs = Rater(FIVE_LEVEL, {scale: adults[scale] for scale in _SIGNS})
    everything = Rater(FIVE_LEVEL, dict(adults.answers))
    for headline, dimension in (("detox_need", "withdrawal"), ("co_occurring", "psychological")):
        own, least = adults.at(SPREADS_HERE[headline]), signs.rating(dimension)
        seen = everything.rating(dimension) * adults.chance.happens(SEES_EVERYTHING).view(np.int8)
        adults[headline] = np.maximum(own, np.maximum(seen, least))
    adults.raise_to("co_occurring", 1, adults["suicide_risk"] > 1)


def people(chance: Chance, sicker: Scores, variance: float) -> tuple[Positions, Flags, People]:
    """Return a block of synthetic adults.

    Args:
        chance: What decides.
        sicker: By how many standard deviations each one's use is more severe than the mean of all people.
        variance: Of that, over all people: the rest, up to 1, is left to chance.

    Returns:
        Age in years, who is a woman, and the answers: a position for every scale.
    """
    adults = _Adults(chance, sicker, variance)
    age, woman = _age(chance), chance.happens(WOMEN)
    taken = _use(adults)
    _opioids(adults)
    _withdrawal(adults, taken, age)
    _body(adults, woman, age)
    _mind(adults)
    _relapse(adults)
    _environment(adults)
    _circumstances(adults)
    _headlines(adults)
    return age, woman, adults.answers
