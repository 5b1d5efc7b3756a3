"""What is so at a review, what is not, and what is not known: every fact that the outcomes rest on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from placement.language.condition import AtLeast
from placement.language.reviews import ReviewFact, ReviewTimes
from placement.language.scale import Scale
from placement.reviews.changes import direction
from placement.reviews.inputs import Noted
from placement.reviews.need import Need
from placement.rules import reviews as declared
from placement.rules.levels import Service

__all__ = ["DANGER_FLAGS", "AtReview", "Known", "facts", "improved", "stalled", "unsuccessful"]

_EMERGENCY_FLAGS: Final = ("flag.emergency",)
DANGER_FLAGS: Final = ("flag.same-day-psychiatric", "flag.immediate-safety")
_SERIOUS: Final = 2
"""A driver rated so or worse that does not improve stands in the way of progress."""


class Known(NamedTuple):
    """What is known of a fact.

    Attributes:
        so: Whether it is so; None where that is not known.
        detail: What is known of it, in words; may be empty.
        decides: What decides it where it is not known: names of arguments, or ids of scales.
    """

    so: bool | None
    detail: str = ""
    decides: tuple[str, ...] = ()


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
    def needs_no_second_phase(self) -> bool:
        """Whether somebody settled in outpatient care needs 2.1 by the severity of the disorder alone.

        Phase 2 of 2.1 is level 1: whoever was let into it in spite of that need is not sent back because of it.
        """
        determined = self.now.floor.service is self.now.ceiling.service is Service.INTENSIVE_OUTPATIENT
        settled = self.noted.placed is Service.OUTPATIENT and determined and self.settled is True
        return settled and self.now.rests_on(declared.SEVERITY_RULE)

    @property
    def phase_has_met_the_need(self) -> bool:
        """Whether that is so in the aftercare of the phase."""
        return self.needs_no_second_phase and bool(self.noted.aftercare_weeks)

    @property
    def settled(self) -> bool | None:
        """Whether no rating is above what counts as settled; None where open answers decide that."""
        between = [(self.now.rating(one), most) for one, most in declared.SETTLED.items()]
        if all(high <= most for (_, high), most in between):
            return True
        return False if any(low > most for (low, _), most in between) else None

    def worse(self) -> list[str] | None:
        """Return the dimensions that are rated worse; None where there is nothing to compare with."""
        if self.before is None:
            return None
        before = self.before
        return [one for one in self.now.rated() if direction(before.rating(one), self.now.rating(one)) == "worse"]


def improved(before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Say whether the worst that a range allows is better than it was."""
    return after[1] < before[1]


def stalled(reviewed: AtReview) -> tuple[str, ...] | None:
    """Return the drivers, rated 2 or more, that did not improve since the last assessment; None without one."""
    if reviewed.before is None:
        return None
    now, before = reviewed.now, reviewed.before
    return tuple(
        one
        for one in now.drivers
        if now.rating(one)[0] >= _SERIOUS and not improved(before.rating(one), now.rating(one))
    )


def unsuccessful(reviewed: AtReview) -> Scale | None:
    """Return the answer that records this level as unsuccessful; None where that cannot be recorded."""
    now = reviewed.now
    scale = now.rulebook.scale_named.get("unsuccessful_level")
    position = declared.UNSUCCESSFUL_LEVEL_FOR.get(str(reviewed.noted.placed))
    if scale is None or position is None or position > scale.highest():
        return None
    given = now.assessment.answer(scale.id)
    return scale.anchor(max(position, int(given)) if isinstance(given, Scale) else position)


def _needs(reviewed: AtReview) -> Iterator[tuple[ReviewFact, Known]]:
    now, placed = reviewed.now, reviewed.noted.placed
    least, most = now.floor.service, now.ceiling.service
    said = f"the need is {least}" if least is most else f"the need is from {least} to {most}"
    if reviewed.phase_has_met_the_need:
        least = most = Service.OUTPATIENT
        said = "the need of 2.1 rests on severity alone, and its intensive phase is done"
    equal, below = least is most is placed, most < placed
    above = least > placed
    rungs = [one for one in (placed.position, placed.position + 1) if least.position < one <= most.position]
    deciding = tuple(dict.fromkeys(name for one in rungs for name in now.opening(AtLeast(Service.id, one))))
    open_ = not (equal or below or above)
    # Not known to be in aftercare, the person moves up all the same; that it decides is said beside it.
    may_be_met = reviewed.needs_no_second_phase and reviewed.noted.aftercare_weeks is None
    yield declared.NEED_ABOVE, Known(above, said, ("aftercare_weeks",) if may_be_met else ())
    yield declared.NEED_OPEN, Known(open_, said, deciding if open_ else ())
    yield declared.NEED_EQUAL, Known(equal, said)
    yield declared.NEED_BELOW, Known(below, said)
    yield declared.NEED_ONE, Known(most is Service.OUTPATIENT, said)
    yield declared.NEED_AT_MOST_ONE, Known(most <= Service.OUTPATIENT, said)
    yield declared.NEED_BY_SEVERITY, Known(equal and now.rests_on(declared.SEVERITY_RULE), said)


def _dangers(reviewed: AtReview) -> Iterator[tuple[ReviewFact, Known]]:
    now = reviewed.now
    # Whoever is in hospital already is where an emergency would lead, however open answers turn out.
    possible = now.possibly(_EMERGENCY_FLAGS) if reviewed.noted.placed < Service.HOSPITAL else ()
    yield declared.EMERGENCY, _flagged(now, now.flagged(_EMERGENCY_FLAGS), possible)
    seen = () if reviewed.before is None else reviewed.before.flagged(DANGER_FLAGS)
    new, maybe = (
        tuple(one for one in some if one not in seen)
        for some in (now.flagged(DANGER_FLAGS), now.possibly(DANGER_FLAGS))
    )
    yield declared.NEW_DANGER, _flagged(now, new, maybe)


def _flagged(now: Need, raised: tuple[str, ...], possible: tuple[str, ...]) -> Known:
    if raised:
        return Known(so=True, detail=", ".join(raised))
    if possible:
        return Known(None, f"open answers decide {', '.join(possible)}", now.deciding_flags(possible))
    return Known(so=False)


def _uses(reviewed: AtReview) -> Iterator[tuple[ReviewFact, Known]]:
    noted = reviewed.noted
    for fact, name, wanted in (
        (declared.SLIP, "use", "slip"),
        (declared.CONTINUED, "use", "continued"),
        (declared.CONTINUED_BEFORE, "use_before", "continued"),
    ):
        value = getattr(noted, name)
        yield fact, Known(None if value is None else value == wanted, "" if value is None else f"use: {value}", (name,))
    changed = noted.plan_changed
    yield declared.PLAN_CHANGED, Known(changed, "", ("plan_changed",))
    yield declared.PLAN_UNCHANGED, Known(None if changed is None else not changed, "", ("plan_changed",))


def _progress(reviewed: AtReview) -> Iterator[tuple[ReviewFact, Known]]:
    now, worse = reviewed.now, reviewed.worse()
    title = {one.id: one.title for one in now.rulebook.dimensions}
    if worse is None:
        yield declared.RATING_WORSE, Known(None, "", ("previous",))
    else:
        yield declared.RATING_WORSE, Known(bool(worse), ", ".join(title[one] for one in worse))
    yield declared.STALLED_TWICE, _stalled_twice(reviewed, title)
    above = [title[one] for one, most in declared.SETTLED.items() if now.rating(one)[0] > most]
    deciding = (name for one, most in declared.SETTLED.items() for name in now.deciding_rating(one, most + 1))
    detail = f"not yet: {', '.join(above)}" if above else ""
    yield declared.SETTLED_NOW, Known(reviewed.settled, detail, () if above else tuple(dict.fromkeys(deciding)))


def _stalled_twice(reviewed: AtReview, title: dict[str, str]) -> Known:
    before, now = reviewed.noted.stalled_before, stalled(reviewed)
    now_at_most = reviewed.now.drivers if now is None else now
    serious = [one for one in now_at_most if reviewed.now.rating(one)[0] >= _SERIOUS]
    both = serious if before is None else [one for one in serious if one in before]
    if not both:
        return Known(so=False)
    unknown = tuple(name for name, known in (("previous", now), ("stalled_before", before)) if known is None)
    return Known(None if unknown else True, ", ".join(title[one] for one in both), unknown)


def _programme(reviewed: AtReview) -> Iterator[tuple[ReviewFact, Known]]:
    noted, times, shortest = reviewed.noted, reviewed.times, reviewed.shortest
    placed = noted.placed
    over = _reached("days_in_level", noted.days_in_level, shortest, "day {} of at least {}")
    yield declared.PHASE_OVER, over
    yield declared.PHASE_NOT_OVER, over._replace(so=None if over.so is None else not over.so)
    yield declared.CAN_FAIL, Known(unsuccessful(reviewed) is not None)
    booked = noted.appointment_booked
    yield declared.NO_APPOINTMENT, Known(None if booked is None else not booked, "", ("appointment_booked",))
    medical, gone = str(placed) in declared.MEDICAL_SERVICES, noted.reason_over_24_hours
    yield declared.MEDICAL, Known(medical)
    yield declared.REASON_OVER, Known(gone if medical else False, "", ("reason_over_24_hours",))
    yield (
        declared.REASON_THERE,
        Known(medical and (None if gone is None else not gone), "", ("reason_over_24_hours",)),
    )
    yield declared.IN_INTENSIVE_OUTPATIENT, Known(placed is Service.INTENSIVE_OUTPATIENT)
    yield (
        declared.PHASE_1_DAYS,
        _reached("days_in_level", noted.days_in_level, times.phase_1_days, "day {} of at least {}"),
    )
    yield (
        declared.PHASE_1_SESSIONS,
        _reached("sessions_attended", noted.sessions_attended, times.phase_1_sessions, "{} sessions of about {}"),
    )
    yield declared.IN_OUTPATIENT, Known(placed is Service.OUTPATIENT)
    yield (
        declared.AFTERCARE_DONE,
        _reached("aftercare_weeks", noted.aftercare_weeks, times.aftercare_weeks, "week {} of about {}"),
    )


def _reached(name: str, value: int | None, needed: int, said: str) -> Known:
    if not needed:
        return Known(so=True)
    return Known(None, "", (name,)) if value is None else Known(value >= needed, said.format(value, needed))


_KINDS: Final[tuple[Callable[[AtReview], Iterator[tuple[ReviewFact, Known]]], ...]] = (
    _needs,
    _dangers,
    _uses,
    _progress,
    _programme,
)


def facts(reviewed: AtReview) -> dict[str, Known]:
    """Return what is known of every fact, by its id."""
    return {fact.id: known for kind in _KINDS for fact, known in kind(reviewed)}
