"""Where an outcome leads: to which service, within how many days, when to review again, and what follows."""

from typing import Final, NamedTuple

from placement.language.condition import AtLeast
from placement.language.graded import Track
from placement.language.reviews import ReviewOutcome, ReviewRules
from placement.language.scale import Scale
from placement.recommendation.place import Engine
from placement.reviews.known import Asked
from placement.reviews.need import Need, need_after_failure, open_failure, unsuccessful
from placement.reviews.progress import AtReview
from placement.reviews.result import Aftercare

_WEEK: Final = 7


class Move(NamedTuple):
    """Where a person is to be.

    Attributes:
        to: The service; the more careful end of the range where open answers decide it.
        within_days: Within how many days; None where the patient stays.
        decides: Open answers by which it could be another service.
        recorded: The answer that records this service as unsuccessful; None unless it is.
        range: The least and the most intensive service that it could be; None where that is `to` alone.
    """

    to: Track
    within_days: int | None = None
    decides: tuple[Asked, ...] = ()
    recorded: Scale | None = None
    range: tuple[Track, Track] | None = None


def _days_to_move(need: Need) -> tuple[int, tuple[Asked, ...]]:
    """Return 0, the same day, for a need of an urgent dimension; a week for one of any other; and what decides.

    Where open answers decide which of them it is, it is the same day.
    """
    rules, drivers = need.rulebook.reviews, need.drivers
    if any(drivers[name].so for name in rules.urgent if name in drivers):
        return 0, ()
    holding = dict(drivers)
    if not any(known.so for known in drivers.values()):
        serious = {name: need.reaches(AtLeast(name, rules.serious)) for name in need.rated()}
        holding = {name: known for name, known in serious.items() if known.so is not False} | holding
    if not holding.keys() & set(rules.urgent):
        return _WEEK, ()
    return 0, tuple(dict.fromkeys(name for known in holding.values() for name in known.decides))


def _one_level_down(reviewed: AtReview) -> Track:
    """Return the least intensive service of the next level down: the furthest that one step goes."""
    book, placed = reviewed.now.rulebook, reviewed.noted.placed
    level = book.level_of_service[placed.position]
    below = list(book.level_type)[max(0, level.position - 1)]
    return list(book.headline_track)[book.lowest_service[below]]


def _not_progressing(reviewed: AtReview, recorded: Scale, engine: Engine) -> Move:
    now, placed = reviewed.now, reviewed.noted.placed
    again = need_after_failure(now, recorded, engine)
    to, most = max(placed, again.floor.service), max(placed, again.ceiling.service)
    days, soon = _days_to_move(again) if to > placed else (None, ())
    decides = (*open_failure(now, recorded), *again.between(to, again.ceiling.service), *soon)
    return Move(to, days, decides, recorded, (to, most))


def move(outcome: ReviewOutcome, reviewed: AtReview, engine: Engine) -> Move:
    """Return where the person is to be, within how many days, and which open answers could still change that."""
    placed, now, rules = reviewed.noted.placed, reviewed.now, reviewed.rules
    least, most, soon = now.floor.service, now.ceiling.service, rules.times.appointment_days
    moved = Move(placed)
    match outcome.kind:
        case "emergency":
            emergency = reviewed.service(rules.emergency_service)
            to = max(emergency, least)
            moved = Move(to, 0, now.between(to, most), range=(to, max(emergency, most)))
        case "safety":
            to = max(placed, least)
            moved = Move(to, 0, now.between(to, most), range=(to, max(placed, most)))
        case "step up":
            days, decides = _days_to_move(now)
            moved = Move(least, days, (*now.between(least, most), *decides), range=(least, most))
        case "not progressing" if (recorded := unsuccessful(now, placed)) is not None:
            moved = _not_progressing(reviewed, recorded, engine)
        case "finish phase" if rules.aftercare is not None:
            to = reviewed.service(rules.aftercare.service)
            moved = (
                Move(to, soon) if reviewed.met_by_phase.so else Move(max(to, least), soon, range=(to, max(to, most)))
            )
        case "step down" if outcome.at_once:
            moved = Move(most, soon, now.between(least, most), range=(least, most))
        case "step down":
            down = _one_level_down(reviewed)
            to = max(least, down)
            moved = Move(max(most, down), soon, now.between(to, most), range=(to, max(most, down)))
        case _:
            pass  # all others stay
    return moved


def next_review(outcome: ReviewOutcome, to: Track, rules: ReviewRules) -> int | None:
    """Return the days until the next review: the period of the service, half of it, or a day where danger is new."""
    days = rules.times.review_period_days.get(str(to))
    if days is None:
        return None
    if outcome.kind == "safety":
        return min(1, days)
    return max(1, days // 2) if outcome.sooner else days


def aftercare(reviewed: AtReview) -> Aftercare | None:
    """Return the aftercare that follows a service; None where none does."""
    declared, times = reviewed.rules.aftercare, reviewed.rules.times
    if declared is None or str(reviewed.noted.placed) not in declared.follows:
        return None
    return Aftercare(
        service=reviewed.service(declared.service),
        service_name=reviewed.now.rulebook.service_names[declared.service],
        weeks=times.aftercare_weeks,
        sessions_a_week=times.aftercare_sessions_a_week,
        sources=tuple(source.id for source in declared.sources),
        notes=declared.notes,
    )
