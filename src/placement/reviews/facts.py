"""What is so at a review, what is not, and what is not known: every fact that the outcomes rest on."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from placement.language.condition import AtLeast
from placement.language.reviews import FactKind
from placement.reviews.inputs import Use
from placement.reviews.known import Asked, Known, all_known, any_known
from placement.reviews.need import unsuccessful
from placement.reviews.progress import AtReview, new_dangers

_DAYS: Final = "day {} of at least {}"
_SESSIONS: Final = "{} sessions of about {}"
_WEEKS: Final = "week {} of about {}"


def _needs(reviewed: AtReview) -> Iterator[tuple[FactKind, Known]]:
    now, placed = reviewed.now, reviewed.noted.placed
    least, most = now.floor.service, now.ceiling.service
    above = now.reaches(AtLeast(now.track, placed.position + 1))
    below = now.reaches(placed.or_more).negated()
    equal, met = all_known((below.negated(), above.negated())), reviewed.phase_has_met_the_need
    open_ = {above.so, below.so, equal.so} <= {None, False}
    deciding = tuple(dict.fromkeys((*above.decides, *below.decides)))
    low, high = now.rulebook.named_service(least), now.rulebook.named_service(most)
    detail = f"the need is {low}" if least == most else f"the need is from {low} to {high}"
    if met.so and reviewed.rules.phase is not None:
        detail = reviewed.rules.phase.clause
    # Where it is not known whether the phase has met the need, the person moves up all the same.
    presumed = above.so is True and met.so is None
    yield "need above", all_known((above, met.negated()))._replace(detail=detail, presumed=presumed)
    yield "need open", Known(open_, detail, deciding if open_ else ())
    yield "need equal", any_known((equal, met))._replace(detail=detail)
    yield "need below", below._replace(detail=detail)
    yield "need met by phase", reviewed.met_by_phase._replace(detail=detail)
    if reviewed.rules.aftercare is not None:
        aftercare = reviewed.service(reviewed.rules.aftercare.service)
        more = now.reaches(AtLeast(now.track, aftercare.position + 1))
        yield "need is aftercare", any_known((now.is_at(aftercare), met))._replace(detail=detail)
        yield "need at most aftercare", any_known((more.negated(), met))._replace(detail=detail)


def _dangers(reviewed: AtReview) -> Iterator[tuple[FactKind, Known]]:
    flags = [flag for flag in reviewed.now.rulebook.flags if flag.id in reviewed.rules.emergency_flags]
    yield "emergency", _any_flag({flag.id: reviewed.now.reaches(flag.when) for flag in flags})
    yield "new danger", _any_flag(new_dangers(reviewed))


def _any_flag(raised: dict[str, Known]) -> Known:
    """Return whether any of these flags is raised, and what is known of them."""
    known = any_known(raised.values())
    presumed = known.so is None and any(flag.presumed for flag in raised.values())
    certain = ", ".join(name for name, fact in raised.items() if fact.so or fact.presumed)
    possible = ", ".join(name for name, fact in raised.items() if fact.so is None)
    detail = certain or (f"open answers decide {possible}" if possible else "")
    return known._replace(detail=detail, presumed=presumed)


def _uses(reviewed: AtReview) -> Iterator[tuple[FactKind, Known]]:
    noted = reviewed.noted
    yield "slip", _used(Asked("use"), noted.use, "slip")
    yield "continued", _used(Asked("use"), noted.use, "continued")
    yield "continued before", _used(Asked("use_before", "previous"), noted.use_before, "continued")
    changed = _noted(Asked("plan_changed", "previous"), noted.plan_changed)
    yield "plan changed", changed
    yield "plan unchanged", changed.negated()


def _used(asked: Asked, use: Use | None, wanted: Use) -> Known:
    known = _noted(asked, None if use is None else use == wanted)
    return known if use is None else known._replace(detail=f"use: {use}")


def _noted(asked: Asked, value: bool | None) -> Known:  # noqa: FBT001 - what was noted, as it is
    return Known(None, decides=(asked,)) if value is None else Known(value)


def _progress(reviewed: AtReview) -> Iterator[tuple[FactKind, Known]]:
    now = reviewed.now
    worse = {name: reviewed.at_least_as_high(name, by=1) for name in now.rated()}
    yield "rating worse", _any_dimension(reviewed, worse)
    yield "stalled twice", _any_dimension(reviewed, dict(_stalled_twice(reviewed)))
    limits = reviewed.rules.settled
    above = _titles(reviewed, [limit.fact for limit in limits if now.rating(limit.fact)[0] > limit.at_most])
    yield "settled", reviewed.settled._replace(detail=f"not yet: {above}" if above else "")


def _titles(reviewed: AtReview, names: Iterable[str]) -> str:
    return ", ".join(reviewed.now.rulebook.dimension_named[name].title for name in names)


def _any_dimension(reviewed: AtReview, known: dict[str, Known]) -> Known:
    """Return whether something is so of any dimension, and of which it is, or may be."""
    certain = _titles(reviewed, [name for name, fact in known.items() if fact.so])
    possible = _titles(reviewed, [name for name, fact in known.items() if fact.so is None])
    overall = any_known(known.values())
    detail = f"perhaps {possible}" if possible and overall.so is None and reviewed.before is not None else certain
    return overall._replace(detail=detail)


def _stalled_twice(reviewed: AtReview) -> Iterator[tuple[str, Known]]:
    before = reviewed.noted.stalled_before
    for name, now in reviewed.stalls.items():
        last = _noted(Asked("stalled_before", "previous"), None if before is None else name in before)
        yield name, all_known((now, last))


def _programme(reviewed: AtReview) -> Iterator[tuple[FactKind, Known]]:
    noted, rules, placed = reviewed.noted, reviewed.rules, reviewed.noted.placed
    over = _reached("days_in_level", noted.days_in_level, reviewed.shortest, _DAYS)
    yield "shortest stay over", over
    yield "shortest stay not over", over.negated()
    yield "can fail", Known(unsuccessful(reviewed.now, placed) is not None)
    yield "no appointment", _noted(Asked("appointment_booked"), noted.appointment_booked).negated()
    acute = str(placed) in rules.acute_services
    over_24_hours = _noted(Asked("reason_over_24_hours"), noted.reason_over_24_hours)
    yield "in acute service", Known(acute)
    yield "acute reason over", over_24_hours if acute else Known(so=False)
    yield "acute reason there", over_24_hours.negated() if acute else Known(so=False)
    yield "in phased service", Known(rules.phase is not None and placed == rules.phase.service)
    times = rules.times
    yield "phase days done", _reached("days_in_level", noted.days_in_level, times.phase_1_days, _DAYS)
    yield (
        "phase sessions done",
        _reached("sessions_attended", noted.sessions_attended, times.phase_1_sessions, _SESSIONS),
    )
    yield "in aftercare", Known(rules.aftercare is not None and placed == rules.aftercare.service)
    yield "aftercare done", _reached("aftercare_weeks", noted.aftercare_weeks, times.aftercare_weeks, _WEEKS)


def _reached(name: str, value: int | None, needed: int, detail: str) -> Known:
    if not needed:
        return Known(so=True)
    return _noted(Asked(name), None) if value is None else Known(value >= needed, detail.format(value, needed))


_KINDS: Final[tuple[Callable[[AtReview], Iterator[tuple[FactKind, Known]]], ...]] = (
    _needs,
    _dangers,
    _uses,
    _progress,
    _programme,
)


def facts(reviewed: AtReview) -> dict[str, Known]:
    """Return what is known of every fact that the rulebook declares, by its id."""
    of_kind = {kind: known for find in _KINDS for kind, known in find(reviewed)}
    return {fact.id: of_kind[fact.kind] for fact in reviewed.rules.facts}
