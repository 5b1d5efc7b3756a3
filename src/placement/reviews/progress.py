"""How a person is against the last visit: what is worse, what did not improve, and what holds them at the need."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from placement.language.condition import AtLeast
from placement.language.reviews import ReviewTimes
from placement.reviews.inputs import Noted
from placement.reviews.known import Asked, Known, all_known
from placement.reviews.need import Need
from placement.rules import reviews as declared
from placement.rules.levels import Service

__all__ = ["DANGER_FLAGS", "AtReview", "improved", "new_dangers", "stalled"]

DANGER_FLAGS: Final = ("flag.same-day-psychiatric", "flag.immediate-safety")
_SERIOUS: Final = 2
"""A driver rated so or worse that does not improve stands in the way of progress."""

_NO_PREVIOUS: Final = Known(None, decides=(Asked("previous", "previous"),))


@dataclass(frozen=True, eq=False, repr=False)
class AtReview:
    """Everything that one review looks at.

    Attributes:
        noted: What was noted.
        now: The need by the current assessment.
        before: The need by the last one; None where there is none.
        times: The numbers that the programme goes by.
    """

    noted: Noted
    now: Need
    before: Need | None
    times: ReviewTimes

    @property
    def shortest(self) -> int:
        """Days that the phase takes at least."""
        return self.times.shortest_phase_days.get(str(self.noted.placed), 0)

    @cached_property
    def by_severity(self) -> Known:
        """Whether the need is 2.1 by the severity of the disorder alone."""
        return self.now.rests_on(declared.SEVERITY_RULE, Service.INTENSIVE_OUTPATIENT)

    @cached_property
    def settled(self) -> Known:
        """Whether no rating is above what counts as settled."""
        limits = declared.SETTLED.items()
        return all_known(self.now.reaches(AtLeast(name, most + 1)).negated() for name, most in limits)

    @cached_property
    def phase_has_met_the_need(self) -> Known:
        """Whether the intensive phase of 2.1 has met the need, and the person is settled in its aftercare.

        Phase 2 of 2.1 is level 1: a person who was let into it in spite of that need is not sent back because of it.
        """
        if self.noted.placed is not Service.OUTPATIENT:
            return Known(so=False)
        weeks = self.noted.aftercare_weeks
        aftercare = Known(None, decides=(Asked("aftercare_weeks"),)) if weeks is None else Known(weeks > 0)
        return all_known((aftercare, self.settled, self.by_severity))

    def at_least_as_high(self, dimension: str, *, by: int) -> Known:
        """Return whether a rating is at least what it was at the last visit, and so many steps more."""
        if self.before is None:
            return _NO_PREVIOUS
        (low, high), (was_low, was_high) = self.now.rating(dimension), self.before.rating(dimension)
        if low >= was_high + by or high < was_low + by:
            return Known(low >= was_high + by)
        current = range(max(low + 1, was_low + by), min(high, was_high + by) + 1)
        previous = range(max(was_low, low - by) + 1, min(was_high, high - by + 1) + 1)
        rungs = ((self.now, current), (self.before, previous))
        decides = (name for need, some in rungs for rung in some for name in need.opening(AtLeast(dimension, rung)))
        return Known(None, decides=tuple(dict.fromkeys(decides)))

    @cached_property
    def stalls(self) -> dict[str, Known]:
        """Of each driver, whether it is rated 2 or more and did not improve since the last visit."""
        return {
            name: all_known(
                (holds, self.now.reaches(AtLeast(name, _SERIOUS)), self.at_least_as_high(name, by=0)),
            )
            for name, holds in self.now.drivers.items()
        }


def improved(reviewed: AtReview, dimension: str) -> bool | None:
    """Return whether a rating is better than at the last visit, however open answers turn out; None if they decide."""
    return reviewed.at_least_as_high(dimension, by=0).negated().so


def stalled(reviewed: AtReview) -> tuple[str, ...] | None:
    """Return the drivers, rated 2 or more, that did not improve since the last visit; None where that is not known."""
    if any(known.so is None for known in reviewed.stalls.values()):
        return None
    return tuple(name for name, known in reviewed.stalls.items() if known.so)


def new_dangers(reviewed: AtReview) -> dict[str, Known]:
    """Return, of each flag that cannot wait, whether it is raised and was not at the last visit.

    A danger that is there now is presumed to be new where nobody knows whether it was there before.
    """
    found: dict[str, Known] = {}
    for flag in reviewed.now.rulebook.flags:
        if flag.id in DANGER_FLAGS:
            now = reviewed.now.reaches(flag.when)
            was = _NO_PREVIOUS if reviewed.before is None else reviewed.before.reaches(flag.when)
            found[flag.id] = all_known((now, was.negated()))._replace(presumed=now.so is True and was.so is None)
    return found
