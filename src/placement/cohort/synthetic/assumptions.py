"""What is assumed of simulated adults, in numbers; shares that `marginals` has are those of real admissions.

Five latent factors vary from person to person: severity of use, the body, the mind, the home, and the will to change.
Each is standard normal. An answer is cut from a mix of them and chance, so that the shares hold and answers correlate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from placement.cohort.synthetic.marginals import AGES, HOMELESS, PREGNANT, WORKING

FERTILE: Final = 46
"""Age in years under which a woman may be pregnant here."""

FRAIL: Final = 65
"""Age in years over which withdrawal is riskier."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How an answer is spread over those people whom it concerns.

    Attributes:
        shares: The share of them at position 1 or worse, at 2 or worse, and so on.
        weights: How much it hangs on each hidden thing, -1 to 1; chance has the rest.
    """

    shares: tuple[float, ...]
    weights: Mapping[str, float]


def _spread(*shares: float, **weights: float) -> Spread:
    return Spread(shares, weights)


HIDDEN: Final[Mapping[str, Mapping[str, float]]] = {
    "use": {},
    "body": {"use": 0.25},
    "mind": {"use": 0.35},
    "home": {"use": 0.3, "mind": 0.25},
    "will": {"use": 0.15, "mind": 0.1},
}
"""Latent factors, and how much each hangs on those before it."""

_FERTILE_WOMEN: Final = sum(
    share * max(0, min(last + 1, FERTILE) - first) / (last + 1 - first) for (first, last), share in AGES.items()
) / sum(AGES.values())

DISORDERS: Final[Mapping[str, float]] = {
    "alcohol": 0.85,
    "stimulants": 0.85,
    "opioids": 0.92,
    "opioids, in remission": 0.3,
}
"""Who has a disorder of what they take."""

SPREADS: Final[Mapping[str, Spread]] = {
    "use_disorder": _spread(0.97, 0.88, 0.68, 0.38, use=0.9),
    "opioid_medication": _spread(0.7, 0.45, 0.25, use=0.3, will=0.3),
    "overdose_history": _spread(0.4, 0.2, 0.06, use=0.4),
    "opioid_withdrawal": _spread(0.6, 0.32, 0.12, 0.02, use=0.4),
    "alcohol_withdrawal": _spread(0.3, 0.1, 0.035, 0.008, use=0.6),
    "sedative_withdrawal": _spread(0.6, 0.25, 0.08, 0.02, use=0.4),
    "stimulant_withdrawal": _spread(0.5, 0.18, 0.03, use=0.4, mind=0.2),
    "complicated_withdrawal_history": _spread(0.14, 0.06, use=0.5),
    "intoxication": _spread(0.12, 0.04, 0.008, 0.003, use=0.3),
    "complication_risk": _spread(0.4, 0.22, use=0.4, body=0.3),
    "medical_condition": _spread(0.48, 0.2, 0.045, 0.012, body=0.9),
    "pregnancy": _spread(PREGNANT / _FERTILE_WOMEN),
    "care in pregnancy": _spread(0.35, 0.08, 0.02, home=0.3),
    "suicide_risk": _spread(0.15, 0.06, 0.0175, 0.005, mind=0.75),
    "violence_risk": _spread(0.07, 0.025, 0.006, 0.0015, mind=0.5, home=0.2),
    "cognition": _spread(0.11, 0.035, 0.006, mind=0.4, body=0.3),
    "daily_functioning": _spread(0.14, 0.05, 0.0125, 0.002, mind=0.5, body=0.3),
    "willingness": _spread(0.72, 0.34, 0.15, 0.05, will=0.9),
    "relapse_risk": _spread(0.85, 0.55, 0.22, 0.05, use=0.55, will=0.35, home=0.2),
    "use_consequence": _spread(0.25, 0.05, use=0.4, body=0.3),
    "unsuccessful_level": _spread(0.2, 0.1, 0.05, 0.03, use=0.4),
    "housing": _spread(0.4, 0.27, HOMELESS, home=0.75, use=0.2),
    "home_support": _spread(0.68, 0.35, 0.12, 0.03, home=0.85),
    "exposure": _spread(0.7, 0.42, 0.18, 0.05, home=0.6, use=0.3),
    "home_safety": _spread(0.28, 0.1, 0.03, 0.006, home=0.7),
    "structure_response": _spread(0.3, 0.08, use=0.5, will=0.3),
    "withdrawal_support": _spread(0.5, 0.15, home=0.7),
    "work_duties": _spread(WORKING, 0.6 * WORKING, 0.15 * WORKING),
    "family_duties": _spread(0.45, 0.2, 0.07),
    "travel_difficulty": _spread(0.4, 0.15, 0.04, home=0.3),
    "detox_need": _spread(0.03),
    "co_occurring": _spread(0.25, 0.12, 0.035, 0.006, mind=0.9),
}
"""Answers, by scale; those to the headlines of withdrawal and mental health are raised to what the details mean. The
signs of mental illness are so frequent that, with that, as many have a co-occurring disorder as real admissions."""

SEES_EVERYTHING: Final = 0.8
"""How often a headline weighs in what the details mean in this person, and not the signs alone."""
