"""How a person is against the last visit: what changed, what is worse, what did not improve, what holds the need."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from placement.assessment.answers import Answers
from placement.language.condition import AtLeast
from placement.language.graded import Track
from placement.language.reviews import ReviewRules
from placement.language.scale import Scale
from placement.reviews.inputs import Noted
from placement.reviews.known import Asked, Known, all_known
from placement.reviews.need import Need
from placement.reviews.result import AnswerChange, Changes, DimensionChange, Direction

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


_NOT_ASKED: Final = "not recorded"


def direction(before: tuple[int, int], after: tuple[int, int]) -> Direction | None:
    """Return how a range moved; None where it stayed, or where the two overlap and it cannot be said.

    Worse and better are said only where they are so whatever the open answers turn out to be. Where the range got
    narrower it is clearer, where it got wider less clear.
    """
    if after[0] > before[1]:
        return "worse"
    if after[1] < before[0]:
        return "better"
    if after != before and before[0] <= after[0] and after[1] <= before[1]:
        return "clearer"
    if after != before and after[0] <= before[0] and before[1] <= after[1]:
        return "less clear"
    return None


def _rated(between: tuple[int, int]) -> str:
    least, most = between
    return f"rated {least}" if least == most else f"rated {least} to {most}"


def _dimensions(before: Need, now: Need) -> Iterator[DimensionChange]:
    for name in now.rated():
        was, is_ = before.rating(name), now.rating(name)
        if was != is_:
            yield DimensionChange(
                id=name,
                title=now.rulebook.dimension_named[name].title,
                before=_rated(was),
                after=_rated(is_),
                direction=direction(was, is_),
            )


def _recorded(assessment: Answers, scale: str) -> str:
    answer = assessment.answer(scale)
    return answer.label if isinstance(answer, Scale) else (answer or _NOT_ASKED)


def _between(assessment: Answers, scale: type[Scale]) -> tuple[int, int]:
    """Return what the answer may be, as it was recorded: that a judged dimension closes it is no improvement."""
    answer = assessment.answer(scale.id)
    return (int(answer), int(answer)) if isinstance(answer, Scale) else (0, scale.highest())


def _answers(before: Need, now: Need) -> Iterator[AnswerChange]:
    for scale in now.rulebook.scales:
        name = scale.id
        was, is_ = _recorded(before.assessment, name), _recorded(now.assessment, name)
        if was != is_:
            moved = direction(_between(before.assessment, scale), _between(now.assessment, scale))
            yield AnswerChange(
                scale=name,
                title=scale.title(),
                dimension=scale.dimension.id,
                before=was,
                after=is_,
                direction=moved if scale.dimension.need else None,
            )


def changes(before: Need, now: Need) -> Changes:
    """Return what changed since the last assessment, in the order of the rulebook."""
    return Changes(dimensions=tuple(_dimensions(before, now)), answers=tuple(_answers(before, now)))
