"""Where an outcome leads: to which service, within how many days, when to review again, and what follows."""

from typing import Final, NamedTuple

from placement.language.condition import AtLeast
from placement.language.reviews import ReviewOutcome, ReviewTimes
from placement.language.scale import Scale, Track
from placement.recommendation.place import Engine
from placement.reviews.known import Asked
from placement.reviews.need import Need
from placement.reviews.progress import AtReview
from placement.reviews.result import Aftercare
from placement.reviews.unsuccessful import need_after_failure, open_failure, unsuccessful
from placement.rules import reviews as declared
from placement.rules.levels import Level, Service

__all__ = ["Move", "aftercare", "move", "next_review"]

_BODY_AND_MIND: Final = frozenset({"withdrawal", "biomedical", "psychological"})
_MARKED: Final = 2
_WEEK: Final = 7


class Move(NamedTuple):
    """Where a person is to be.

    Attributes:
        to: The service.
        within_days: Within how many days; None where nobody moves.
        decides: Open answers by which it could be another service.
        recorded: Key of the answer that records this service as unsuccessful; None unless it is.
    """

    to: Track
    within_days: int | None = None
    decides: tuple[Asked, ...] = ()
    recorded: str | None = None


def _days_to_move(need: Need) -> int:
    """Return 0, the same day, for a need of withdrawal, body or mind; a week for one of relapse or home.

    Where open answers decide which of them it is, it is the same day.
    """
    holding = set(need.drivers)
    if not any(known.so for known in need.drivers.values()):
        holding.update(name for name in need.rated() if need.reaches(AtLeast(name, _MARKED)).so is not False)
    return 0 if _BODY_AND_MIND & holding else _WEEK


def _one_level_down(reviewed: AtReview) -> Track:
    """Return the least intensive service of the next level down: nobody goes further in one step."""
    book, placed = reviewed.now.rulebook, reviewed.noted.placed
    level = book.level_of_service[placed.position]
    below = list(Level)[max(0, level.position - 1)]
    return list(Service)[book.lowest_service[below]]


def _not_responding(reviewed: AtReview, recorded: Scale, engine: Engine) -> Move:
    now, placed = reviewed.now, reviewed.noted.placed
    again = need_after_failure(now, recorded, engine)
    to = max(placed, again.floor.service)
    decides = (*open_failure(now, recorded), *again.between(to, again.ceiling.service))
    return Move(to, _days_to_move(again) if to > placed else None, decides, recorded.key)


def move(outcome: ReviewOutcome, reviewed: AtReview, engine: Engine) -> Move:
    """Return where the person is to be, within how many days, and which open answers could still change that."""
    placed, now, soon = reviewed.noted.placed, reviewed.now, reviewed.times.appointment_days
    least, most = now.floor.service, now.ceiling.service
    moved = Move(placed)
    match outcome.id:
        case "review.emergency":
            moved = Move(Service.HOSPITAL, 0)
        case "review.safety":
            to = max(placed, least)
            moved = Move(to, 0, now.between(to, most))
        case "review.step-up":
            moved = Move(least, _days_to_move(now), now.between(least, most))
        case "review.not-responding" if (recorded := unsuccessful(now, placed)) is not None:
            moved = _not_responding(reviewed, recorded, engine)
        case "review.phase-1-done":
            moved = Move(Service.OUTPATIENT, soon)
        case "review.step-down-medical":
            moved = Move(most, soon, now.between(least, most))
        case "review.step-down":
            down = _one_level_down(reviewed)
            moved = Move(max(most, down), soon, now.between(max(least, down), most))
        case _:
            pass  # all others stay
    return moved


def next_review(outcome: ReviewOutcome, to: Track, times: ReviewTimes) -> int | None:
    """Return the days until the next review: the period of the service; half of it where a rating is worse."""
    days = times.review_period_days.get(str(to))
    if days is None:
        return None
    match outcome.id:
        case "review.worse-but-same-need":
            return max(1, days // 2)
        case "review.safety":
            return min(1, days)
        case _:
            return days


def aftercare(placed: Track, times: ReviewTimes) -> Aftercare | None:
    """Return the aftercare that follows a service; None where none does."""
    if str(placed) not in declared.AFTERCARE_FOLLOWS:
        return None
    return Aftercare(
        service=Service.OUTPATIENT,
        weeks=times.aftercare_weeks,
        sessions_a_week=times.aftercare_sessions_a_week,
        sources=("ART-0",),
        notes=declared.REVIEW_NOTES,
    )
