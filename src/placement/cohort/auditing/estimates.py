"""A figure and how sure it is: proportions with Wilson's interval, and differences of standardised proportions.

scipy is imported here and nowhere else.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

from scipy import stats  # pyright: ignore[reportMissingTypeStubs]

_STATS: Final[Any] = stats  # scipy has no type hints

__all__ = ["UNKNOWN", "Estimate", "difference", "proportion", "wilson"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval.

    Attributes:
        value: The figure; None where there is nobody to say it of, or where it is withheld.
        low: Lower end of the interval; None where there is none.
        high: Upper end of the interval; None where there is none.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


UNKNOWN: Final = Estimate(None)
"""A figure that cannot be said."""


def proportion(many: int, people: int, confidence: float) -> Estimate:
    """Return a share of people with Wilson's interval, as scipy has it; unknown where there is nobody.

    Args:
        many: How many of them.
        people: How many there are.
        confidence: Of the interval, such as 0.95.
    """
    if not people:
        return UNKNOWN
    found = _STATS.binomtest(many, people).proportion_ci(confidence, method="wilson")
    return Estimate(many / people, float(found.low), float(found.high))


def wilson(share: float, people: float, confidence: float) -> Estimate:
    """Return a share with Wilson's interval for a number of people that need not be whole.

    For whole numbers it is what `proportion` gives. A standardised share rests on as many people as
    `effective` says, which is no whole number.

    Args:
        share: The share, 0 to 1.
        people: On how many people it rests; more than 0.
        confidence: Of the interval.
    """
    z = float(_STATS.norm.ppf((1 + confidence) / 2))
    middle = share + z * z / (2 * people)
    reach = z * sqrt(share * (1 - share) / people + z * z / (4 * people * people))
    whole = 1 + z * z / people
    return Estimate(share, max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole))


def difference(one: Estimate, other: Estimate) -> Estimate:
    """Return how much one share is above another, with the interval that their own intervals give.

    Newcombe's hybrid of two score intervals (Statistics in Medicine 1998; 17: 873-890, method 10), which Zou and Donner
    (2008; 27: 1693-1702) show to hold for any two independent figures that have good intervals of their own.
    """
    match one, other:
        case Estimate(float(value), float(low), float(high)), Estimate(float(value_2), float(low_2), float(high_2)):
            below = sqrt((value - low) ** 2 + (high_2 - value_2) ** 2)
            above = sqrt((high - value) ** 2 + (value_2 - low_2) ** 2)
            return Estimate(value - value_2, value - value_2 - below, value - value_2 + above)
        case _:
            return UNKNOWN
