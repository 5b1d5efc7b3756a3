"""How a person is against the last visit: what is worse, what did not improve, and what holds them at the need."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from placement.language.condition import AtLeast
from placement.language.reviews import ReviewRules
from placement.language.scale import Track
from placement.reviews.inputs import Noted
from placement.reviews.known import Asked, Known, all_known
from placement.reviews.need import Need

_NO_PREVIOUS: Final = Known(None, decides=(Asked("previous", "previous"),))


@dataclass(frozen=True, eq=False, repr=False)
class AtReview:
    """Everything that one review looks at.

    Attributes:
        noted: What was noted.
        now: The need by the current assessment.
        before: The need by the last one; None where there is none.
        rules: What the review goes by, with the numbers of the programme.
    """

    noted: Noted
    now: Need
    before: Need | None
    rules: ReviewRules

    @property
    def shortest(self) -> int:
        """Days that the phase takes at least."""
        return self.rules.times.shortest_phase_days.get(str(self.noted.placed), 0)

    def service(self, name: str) -> Track:
        """Return the service of this name."""
        return self.now.rulebook.headline_track(name)

    @cached_property
    def met_by_phase(self) -> Known:
        """Whether the need is one that the intensive phase meets, by its rule and no other."""
        phase = self.rules.phase
        return Known(so=False) if phase is None else self.now.rests_on(phase.rule, self.service(phase.service))

    @cached_property
    def settled(self) -> Known:
        """Whether no rating is above what counts as settled."""
        above = (AtLeast(limit.fact, limit.at_most + 1) for limit in self.rules.settled)
        return all_known(self.now.reaches(condition).negated() for condition in above)

    @cached_property
    def phase_has_met_the_need(self) -> Known:
        """Whether the intensive phase has met the need, and the person is settled in its aftercare.

        Aftercare is its second phase: who was let into it in spite of that need is not sent back because of it.
        """
        if self.rules.aftercare is None or self.noted.placed != self.rules.aftercare.service:
            return Known(so=False)
        weeks = self.noted.aftercare_weeks
        aftercare = Known(None, decides=(Asked("aftercare_weeks"),)) if weeks is None else Known(weeks > 0)
        return all_known((aftercare, self.settled, self.met_by_phase))

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
        """Of each driver, whether it is rated seriously and did not improve since the last visit."""
        return {
            name: all_known(
                (holds, self.now.reaches(AtLeast(name, self.rules.serious)), self.at_least_as_high(name, by=0)),
            )
            for name, holds in self.now.drivers.items()
        }


def improved(reviewed: AtReview, dimension: str) -> bool | None:
    """Return whether a rating is better than at the last visit, however open answers turn out; None if they decide."""
    return reviewed.at_least_as_high(dimension, by=0).negated().so


def stalled(reviewed: AtReview) -> tuple[str, ...] | None:
    """Return the drivers, rated seriously, that did not improve since the last visit; None where that is not known."""
    if any(known.so is None for known in reviewed.stalls.values()):
        return None
    return tuple(name for name, known in reviewed.stalls.items() if known.so)


def new_dangers(reviewed: AtReview) -> dict[str, Known]:
    """Return, of each flag that cannot wait, whether it is raised and was not at the last visit.

    A danger that is there now is presumed to be new where it is not known whether it was there before.
    """
    dangers: dict[str, Known] = {}
    for flag in reviewed.now.rulebook.flags:
        if flag.id in reviewed.rules.danger_flags:
            now = reviewed.now.reaches(flag.when)
            was = _NO_PREVIOUS if reviewed.before is None else reviewed.before.reaches(flag.when)
            dangers[flag.id] = all_known((now, was.negated()))._replace(presumed=now.so is True and was.so is None)
    return dangers
