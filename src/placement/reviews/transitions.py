"""Where an outcome leads: to which service, within how many days, when to review again, and what follows."""

from typing import Final

from placement.language.reviews import ReviewOutcome, ReviewTimes
from placement.recommendation.place import Engine, place
from placement.reviews.facts import AtReview, unsuccessful
from placement.reviews.need import Need
from placement.reviews.result import Aftercare
from placement.rules import reviews as declared
from placement.rules.levels import Level, Service

__all__ = ["aftercare", "move", "next_review"]

_BODY_AND_MIND: Final = frozenset({"withdrawal", "biomedical", "psychological"})
_MARKED: Final = 2
_UNSUCCESSFUL: Final = "unsuccessful_level"
_WEEK: Final = 7


def _days_to_move(need: Need) -> int:
    """Return 0, the same day, for a need of withdrawal, body or mind; a week for one of relapse or home."""
    serious = [one for one in need.rated() if need.rating(one)[0] >= _MARKED]
    return 0 if _BODY_AND_MIND.intersection(need.drivers or serious) else _WEEK


def _one_level_down(reviewed: AtReview) -> Service:
    """Return the need, or the least intensive service of the next level down where that is more."""
    book, placed = reviewed.now.rulebook, reviewed.noted.placed
    level = book.level_of_service[placed.position]
    below = list(Level)[max(0, level.position - 1)]
    return max(reviewed.now.ceiling.service, list(Service)[book.lowest_service[below]])


def _again(reviewed: AtReview, engine: Engine) -> Need:
    """Return the need once this level is recorded as unsuccessful; the row applies only where it can be."""
    book, recorded = reviewed.now.rulebook, unsuccessful(reviewed)
    assessment = reviewed.now.assessment.model_copy(update={_UNSUCCESSFUL: recorded})
    return Need(book, assessment, place(assessment, book, engine))


def move(outcome: ReviewOutcome, reviewed: AtReview, engine: Engine) -> tuple[Service, int | None]:
    """Return where the person is to be, and within how many days."""
    placed, now, soon = reviewed.noted.placed, reviewed.now, reviewed.times.appointment_days
    to, within = placed, None
    match outcome.id:
        case "review.emergency":
            to, within = Service.HOSPITAL, 0
        case "review.safety":
            to, within = max(placed, now.floor.service), 0
        case "review.step-up":
            to, within = now.floor.service, _days_to_move(now)
        case "review.not-responding":
            again = _again(reviewed, engine)
            to = max(placed, again.floor.service)
            within = _days_to_move(again) if to > placed else None
        case "review.phase-1-done":
            to, within = Service.OUTPATIENT, soon
        case "review.step-down-medical":
            to, within = now.ceiling.service, soon
        case "review.step-down":
            to, within = _one_level_down(reviewed), soon
        case _:
            pass  # everybody else stays
    return to, within


def next_review(outcome: ReviewOutcome, to: Service, times: ReviewTimes) -> int | None:
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


def aftercare(placed: Service, times: ReviewTimes) -> Aftercare | None:
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
