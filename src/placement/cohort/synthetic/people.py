"""Simulated adults, many at a time: complete, correlated and free of contradictions. None is real.

- Substances come first, with the shares of real admissions. Withdrawal, disorders, overdose and medication follow only
  from what is used.
- Each other answer is an anchor of its scale, cut from a mix of latent factors and chance (`assumptions`).
- Answers do not contradict one another: without housing there is no reliable person at home; treatment that
  failed lately means some risk of relapse; a life-threatening state means an ill body.
- A clinician gives the headline answers of withdrawal and of mental health last, and they are *coherent*: never milder
  than the details of their dimension are by themselves. Four times in five they also weigh in what those details mean
  in this person (a past seizure, no home); else they judge the signs alone.
"""

from collections.abc import Mapping
from functools import lru_cache
from math import sqrt
from statistics import NormalDist
from typing import Final, TypeAlias

import numpy as np

from placement import criteria
from placement.cohort.conditions import among, holds, those
from placement.cohort.synthetic.assumptions import DISORDERS, FERTILE, FRAIL, HIDDEN, SEES_EVERYTHING, SPREADS, Spread
from placement.cohort.synthetic.chance import Chance, Flags, Positions, Scores
from placement.cohort.synthetic.marginals import AGES, PRIMARY, SECONDARY, THIRD, WOMEN
from placement.language.condition import AtLeast
from placement.language.scale import Scale
from placement.rules.five_level import FIVE_LEVEL

People: TypeAlias = dict[str, Positions]
"""Answers: a column for every scale."""

_SCALES: Final = tuple(scale.id for scale in FIVE_LEVEL.scales)
_SIGNS: Final = tuple(
    scale.id
    for scale in FIVE_LEVEL.scales
    if not scale.separate and scale.dimension.id in {"withdrawal", "psychological"}
)


def _correlations() -> dict[str, dict[str, float]]:
    """Return how hidden things go together: the corcorrelation of every two."""
    known: dict[str, dict[str, float]] = {}
    for name, weights in HIDDEN.items():
        known[name] = {
            other: sum(weight * known[part][other] for part, weight in weights.items()) for other in known
        } | {name: 1.0}
        for other, correlation in known[name].items():
            known[other][name] = correlation
    return known


_CORRELATIONS: Final = _correlations()


@lru_cache(maxsize=512)
def _rest(weights: tuple[tuple[str, float], ...]) -> np.float32:
    """Return the weight of chance with which a mix is standard normal, so that shares hold."""
    mixed = sum(weight * other * _CORRELATIONS[name][another] for name, weight in weights for another, other in weights)
    return np.float32(sqrt(1 - mixed))


@lru_cache(maxsize=512)
def _cut(share: float) -> np.float32:
    return np.float32(NormalDist().inv_cdf(1 - share))


class _Adults:
    """A block of people in the making: their latent factors, and the answers so far."""

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
        """Return the position of each person."""
        score = self._mix(spread.weights)
        position = (score > _cut(spread.shares[0])).view(np.int8)
        for share in spread.shares[1:]:
            position += (score > _cut(share)).view(np.int8)
        return position

    def answer(self, scale: type[Scale], among: Flags | None = None) -> None:
        """Answer a scale as it is assumed to be spread, among some; the others stay at 0."""
        position = self.at(SPREADS[scale.id])
        self.answers[scale.id] = position if among is None else position * among

    def have(self, scale: type[Scale], among: Flags) -> None:
        """Answer a scale that is there or not."""
        self.answers[scale.id] = among.astype(np.int8)

    def are(self, anchor: Scale) -> Flags:
        """Return who is at this anchor or a worse one."""
        return self.answers[type(anchor).id] >= anchor

    def worsen(self, anchor: Scale, among: Flags) -> None:
        """Move the answers of some to this anchor where they are better."""
        scale = type(anchor).id
        self.answers[scale] = np.maximum(self.answers[scale], among.view(np.int8) * np.int8(anchor))

    def improve(self, anchor: Scale, among: Flags) -> None:
        """Move the answers of some to this anchor where they are worse."""
        scale = type(anchor).id
        most = np.where(among, np.int8(anchor), np.int8(type(anchor).highest()))
        self.answers[scale] = np.minimum(self.answers[scale], most)


def _draw_age(chance: Chance) -> Positions:
    band = chance.choose(list(AGES.values()))
    first = np.array([first for first, _ in AGES], np.int8).take(band)
    years = np.array([last + 1 - first for first, last in AGES], np.uint32).take(band)
    return first + (chance.draws() * years >> 16).astype(np.int8)


def _answer_use(adults: _Adults) -> Mapping[str, Flags]:
    chance = adults.chance
    adults.answer(criteria.UseDisorder)
    used, disorder = adults.are(criteria.UseDisorder.RISKY_USE), adults.are(criteria.UseDisorder.MILD)
    groups = [name for name in PRIMARY if name != "none"]
    first = chance.choose([PRIMARY[name] for name in groups])
    second = chance.choose(list(SECONDARY.values()))
    third = chance.choose(list(THIRD.values()))
    more = second < len(groups)
    taken = {
        name: used & ((first == place) | (second == place) | (more & (third == place)))
        for place, name in enumerate(groups)
    }
    for scale, name in ((criteria.AlcoholUseDisorder, "alcohol"), (criteria.StimulantUseDisorder, "stimulants")):
        adults.have(scale, disorder & taken[name] & chance.happens(DISORDERS[name]))
    ill, treated = chance.happens(DISORDERS["opioids"]), chance.happens(DISORDERS["opioids, in remission"])
    # Without a disorder that counts any more: on medication.
    adults.have(criteria.OpioidUseDisorder, taken["opioids"] & np.where(disorder, ill, treated))
    return taken


def _answer_opioids(adults: _Adults) -> None:
    ill = adults.are(criteria.OpioidUseDisorder.PRESENT) & adults.are(criteria.UseDisorder.MILD)
    for scale in (criteria.OpioidMedication, criteria.OverdoseHistory, criteria.OpioidWithdrawal):
        adults.answer(scale, ill)
    steady = ~adults.are(criteria.OpioidMedication.STARTING)
    adults.improve(criteria.OpioidWithdrawal.MILD, steady)
    adults.improve(criteria.OverdoseHistory.PAST_YEAR, steady)


def _answer_withdrawal(adults: _Adults, taken: Mapping[str, Flags], age: Positions) -> None:
    disorder = adults.are(criteria.UseDisorder.MILD)
    adults.answer(criteria.AlcoholWithdrawal, disorder & taken["alcohol"])
    adults.answer(criteria.SedativeWithdrawal, disorder & taken["sedatives"])
    adults.answer(criteria.StimulantWithdrawal, disorder & taken["stimulants"])
    adults.answer(criteria.ComplicatedWithdrawalHistory, disorder & (taken["alcohol"] | taken["sedatives"]))
    adults.answer(criteria.Intoxication, adults.are(criteria.UseDisorder.RISKY_USE))
    drinking = adults.are(criteria.AlcoholWithdrawal.MILD_OR_EXPECTED)
    adults.answer(criteria.ComplicationRisk, drinking)
    # Else withdrawal would be expected.
    adults.improve(
        criteria.Intoxication.NONE, adults.are(criteria.ComplicatedWithdrawalHistory.SEIZURE_OR_DELIRIUM) & ~drinking
    )
    adults.worsen(criteria.ComplicationRisk.AGE_OR_HEAD_INJURY, age > FRAIL)


def _answer_body(adults: _Adults, woman: Flags, age: Positions) -> None:
    adults.answer(criteria.MedicalCondition)
    pregnant = woman & (age < FERTILE) & (adults.at(SPREADS["pregnancy"]) > 0)
    adults.answers[criteria.Pregnancy.id] = pregnant * (np.int8(1) + adults.at(SPREADS["care in pregnancy"]))
    worst = adults.are(criteria.AlcoholWithdrawal.COMPLICATED) | adults.are(criteria.SedativeWithdrawal.COMPLICATED)
    worst |= adults.are(criteria.Intoxication.OVERDOSE_OR_INCAPACITATED) | adults.are(
        criteria.Pregnancy.NURSING_24_HOUR
    )
    adults.worsen(criteria.MedicalCondition.ACTIVE_TREATMENT, worst)


def _answer_mind(adults: _Adults) -> None:
    for scale in (criteria.SuicideRisk, criteria.ViolenceRisk, criteria.Cognition, criteria.DailyFunctioning):
        adults.answer(scale)


def _answer_relapse(adults: _Adults) -> None:
    for scale in (criteria.Willingness, criteria.RelapseRisk, criteria.UseConsequence):
        adults.answer(scale)
    adults.answer(criteria.UnsuccessfulLevel, adults.are(criteria.UseDisorder.MILD))
    mild = ~adults.are(criteria.UseDisorder.MODERATE)
    adults.improve(criteria.RelapseRisk.POOR_SKILLS, mild)
    adults.improve(criteria.UnsuccessfulLevel.OUTPATIENT, mild)
    adults.worsen(criteria.UseConsequence.SERIOUS, adults.are(criteria.OverdoseHistory.PAST_30_DAYS))
    absent = adults.are(criteria.Cognition.SUPPORT_24_HOUR)  # cannot take part
    adults.worsen(criteria.RelapseRisk.FAIR_SKILLS, adults.are(criteria.UnsuccessfulLevel.OUTPATIENT) | absent)
    adults.worsen(criteria.Willingness.AMBIVALENT, absent)


def _answer_environment(adults: _Adults) -> None:
    for scale in (
        criteria.Housing,
        criteria.HomeSupport,
        criteria.Exposure,
        criteria.HomeSafety,
        criteria.StructureResponse,
        criteria.WithdrawalSupport,
    ):
        adults.answer(scale)
    street = adults.are(criteria.Housing.NONE)
    adults.worsen(criteria.HomeSupport.PASSIVE_OR_ALONE, street | adults.are(criteria.HomeSafety.CURRENT_VIOLENCE))
    adults.worsen(criteria.HomeSupport.UNSUPPORTIVE, adults.are(criteria.Exposure.PRESSURE_OR_SUPPLY_AT_HOME))
    # No one is there to help.
    adults.worsen(criteria.WithdrawalSupport.ALONE_OR_PARTIAL, street | adults.are(criteria.HomeSupport.HOSTILE))
    adults.worsen(criteria.StructureResponse.COPES_PARTLY, adults.are(criteria.UnsuccessfulLevel.INTENSIVE_OUTPATIENT))


def _answer_circumstances(adults: _Adults) -> None:
    for scale in (criteria.WorkDuties, criteria.FamilyDuties, criteria.TravelDifficulty):
        adults.answer(scale)
    adults.improve(criteria.TravelDifficulty.HARD, ~adults.are(criteria.WithdrawalSupport.CANNOT_ATTEND))


def rating(people: People, dimension: str) -> Positions:
    """Return the rating of a dimension, as the reference engine gives it; a scale that is left out is at 0."""
    highest = np.zeros_like(next(iter(people.values())))

    def passes(test: AtLeast) -> int:
        return those(people[test.fact] >= test.at_least) if test.fact in people else 0

    for criterion in FIVE_LEVEL.criteria:
        if criterion.raises.fact == dimension:
            met = among(holds(criterion.when, passes), highest.size)
            np.maximum(highest, met.view(np.int8) * np.int8(criterion.raises.at_least), out=highest)
    return highest


def _judge_headlines(adults: _Adults) -> None:
    """Have a clinician judge withdrawal and mental health, from the details and mostly from everything."""
    signs = {scale: adults.answers[scale] for scale in _SIGNS}
    everything = dict(adults.answers)
    for headline, dimension in ((criteria.DetoxNeed.id, "withdrawal"), (criteria.CoOccurring.id, "psychological")):
        own, least = adults.at(SPREADS[headline]), rating(signs, dimension)
        seen = rating(everything, dimension) * adults.chance.happens(SEES_EVERYTHING)
        adults.answers[headline] = np.maximum(own, np.maximum(seen, least))
    adults.worsen(criteria.CoOccurring.STABLE, adults.are(criteria.SuicideRisk.ACTIVE_THOUGHTS))


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
    age, woman = _draw_age(chance), chance.happens(WOMEN)
    taken = _answer_use(adults)
    _answer_opioids(adults)
    _answer_withdrawal(adults, taken, age)
    _answer_body(adults, woman, age)
    _answer_mind(adults)
    _answer_relapse(adults)
    _answer_environment(adults)
    _answer_circumstances(adults)
    _judge_headlines(adults)
    return age, woman, adults.answers
