"""What is so at a review, what is not, and what is not known: every fact that the outcomes rest on."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from placement.language.condition import AtLeast
from placement.language.reviews import ReviewFact
from placement.reviews.known import Asked, Known, all_known, any_known
from placement.reviews.progress import AtReview, new_dangers
from placement.reviews.unsuccessful import unsuccessful
from placement.rules import reviews as declared
from placement.rules.levels import Service

__all__ = ["facts"]

_EMERGENCY_FLAGS: Final = ("flag.emergency",)


def _needs(reviewed: AtReview) -> Iterator[tuple[ReviewFact, Known]]:
    now, placed = reviewed.now, reviewed.noted.placed
    least, most = now.floor.service, now.ceiling.service
    above = now.reaches(AtLeast(Service.id, placed.position + 1))
    below = now.reaches(placed.or_more).negated()
    equal, phase = all_known((below.negated(), above.negated())), reviewed.phase_has_met_the_need
    open_ = {above.so, below.so, equal.so} <= {None, False}
    deciding = tuple(dict.fromkeys(name for known in (above, below) for name in known.decides))
    one, at_most_one = now.is_at(Service.OUTPATIENT), now.reaches(AtLeast(Service.id, Service.OUTPATIENT.position + 1))
    said = f"the need is {least}" if least is most else f"the need is from {least} to {most}"
    if phase.so:
        said = "the need of 2.1 rests on severity alone, and its intensive phase is done"
    # Where nobody knows whether the phase has met the need, the person moves up all the same.
    presumed = above.so is True and phase.so is None
    yield declared.NEED_ABOVE, all_known((above, phase.negated()))._replace(detail=said, presumed=presumed)
    yield declared.NEED_OPEN, Known(open_, said, deciding if open_ else ())
    yield declared.NEED_EQUAL, any_known((equal, phase))._replace(detail=said)
    yield declared.NEED_BELOW, below._replace(detail=said)
    yield declared.NEED_ONE, any_known((one, phase))._replace(detail=said)
    yield declared.NEED_AT_MOST_ONE, any_known((at_most_one.negated(), phase))._replace(detail=said)
    yield declared.NEED_BY_SEVERITY, reviewed.by_severity._replace(detail=said)


def _dangers(reviewed: AtReview) -> Iterator[tuple[ReviewFact, Known]]:
    flags = [one for one in reviewed.now.rulebook.flags if one.id in _EMERGENCY_FLAGS]
    yield declared.EMERGENCY, _any_flag({one.id: reviewed.now.reaches(one.when) for one in flags})
    yield declared.NEW_DANGER, _any_flag(new_dangers(reviewed))


def _any_flag(raised: dict[str, Known]) -> Known:
    """Return whether any of these flags is raised, and what is known of them."""
    known = any_known(raised.values())
    presumed = known.so is None and any(one.presumed for one in raised.values())
    certain = ", ".join(name for name, one in raised.items() if one.so or one.presumed)
    possible = ", ".join(name for name, one in raised.items() if one.so is None)
    detail = certain or (f"open answers decide {possible}" if possible else "")
    return known._replace(detail=detail, presumed=presumed)


def _uses(reviewed: AtReview) -> Iterator[tuple[ReviewFact, Known]]:
    noted = reviewed.noted
    for fact, asked, value, wanted in (
        (declared.SLIP, Asked("use"), noted.use, "slip"),
        (declared.CONTINUED, Asked("use"), noted.use, "continued"),
        (declared.CONTINUED_BEFORE, Asked("use_before", "previous"), noted.use_before, "continued"),
    ):
        said = "" if value is None else f"use: {value}"
        yield fact, _noted(asked, None if value is None else value == wanted)._replace(detail=said)
    changed = _noted(Asked("plan_changed", "previous"), noted.plan_changed)
    yield declared.PLAN_CHANGED, changed
    yield declared.PLAN_UNCHANGED, changed.negated()


def _noted(asked: Asked, value: bool | None) -> Known:  # noqa: FBT001 - what was noted, as it is
    return Known(None, decides=(asked,)) if value is None else Known(value)


def _progress(reviewed: AtReview) -> Iterator[tuple[ReviewFact, Known]]:
    now = reviewed.now
    worse = {name: reviewed.at_least_as_high(name, by=1) for name in now.rated()}
    yield declared.RATING_WORSE, _any_dimension(reviewed, worse)
    yield declared.STALLED_TWICE, _any_dimension(reviewed, dict(_stalled_twice(reviewed)))
    above = _titles(reviewed, [name for name, most in declared.SETTLED.items() if now.rating(name)[0] > most])
    yield declared.SETTLED_NOW, reviewed.settled._replace(detail=f"not yet: {above}" if above else "")


def _titles(reviewed: AtReview, names: Iterable[str]) -> str:
    titles = {one.id: one.title for one in reviewed.now.rulebook.dimensions}
    return ", ".join(titles[name] for name in names)


def _any_dimension(reviewed: AtReview, known: dict[str, Known]) -> Known:
    """Return whether something is so of any dimension, and of which it is, or may be."""
    certain = _titles(reviewed, [name for name, one in known.items() if one.so])
    possible = _titles(reviewed, [name for name, one in known.items() if one.so is None])
    found = any_known(known.values())
    detail = f"perhaps {possible}" if possible and found.so is None and reviewed.before is not None else certain
    return found._replace(detail=detail)


def _stalled_twice(reviewed: AtReview) -> Iterator[tuple[str, Known]]:
    before = reviewed.noted.stalled_before
    for name, now in reviewed.stalls.items():
        last = _noted(Asked("stalled_before", "previous"), None if before is None else name in before)
        yield name, all_known((now, last))


def _programme(reviewed: AtReview) -> Iterator[tuple[ReviewFact, Known]]:
    noted, times, placed = reviewed.noted, reviewed.times, reviewed.noted.placed
    over = _reached("days_in_level", noted.days_in_level, reviewed.shortest, "day {} of at least {}")
    yield declared.PHASE_OVER, over
    yield declared.PHASE_NOT_OVER, over.negated()
    yield declared.CAN_FAIL, Known(unsuccessful(reviewed.now, placed) is not None)
    yield declared.NO_APPOINTMENT, _noted(Asked("appointment_booked"), noted.appointment_booked).negated()
    medical = str(placed) in declared.MEDICAL_SERVICES
    over_24_hours = _noted(Asked("reason_over_24_hours"), noted.reason_over_24_hours)
    yield declared.MEDICAL, Known(medical)
    yield declared.REASON_OVER, over_24_hours if medical else Known(so=False)
    yield declared.REASON_THERE, over_24_hours.negated() if medical else Known(so=False)
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
    return _noted(Asked(name), None) if value is None else Known(value >= needed, said.format(value, needed))


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
