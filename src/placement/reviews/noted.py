"""What is noted at a review beside the answers. None is not known; it is never read as no."""

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from placement.discreet import Discreet
from placement.levels import Service

__all__ = ["QUESTIONS", "Count", "Noted", "Placed", "Use", "YesNo"]

Use: TypeAlias = Literal["none", "slip", "continued"]
"""Use since the last review."""

Count = Annotated[int, Field(strict=True, ge=0)]
YesNo = Annotated[bool, Field(strict=True)]


def _by_number(value: object) -> object:
    """Read 2.1, which YAML takes for a number, as "2.1"."""
    return f"{value:g}" if type(value) in {int, float} else value


def _somewhere(service: Service) -> Service:
    if service is Service.NONE:
        expected = "expected a service, from 0.5 to 4"
        raise PydanticCustomError("placed", "{expected}", {"expected": expected})
    return service


Placed = Annotated[Service, BeforeValidator(_by_number), AfterValidator(_somewhere)]
"""Where a person is: a service, or its number."""

QUESTIONS: Final[dict[str, str]] = {
    "previous": "what did the last assessment say?",
    "days_in_level": "for how many days has the person been in this level?",
    "sessions_attended": "how many sessions were attended in this level?",
    "use": "was there use since the last review: none, a slip, or did it continue?",
    "use_before": "was there use before the last review: none, a slip, or did it continue?",
    "stalled_before": "which dimensions had not improved at the last review?",
    "plan_changed": "was the plan changed at the last review?",
    "appointment_booked": "is the next appointment booked, within 7 days?",
    "aftercare_weeks": "for how many weeks has the person been in aftercare? 0 if not",
    "reason_over_24_hours": "has the reason for this level been absent for 24 hours?",
}
"""What to ask where one of these decides."""


class Noted(Discreet):
    """What is noted at a review; see `placement.reviews.review` for what each means."""

    placed: Placed
    days_in_level: Count | None = None
    sessions_attended: Count | None = None
    use: Use | None = None
    use_before: Use | None = None
    stalled_before: tuple[str, ...] | None = None
    plan_changed: YesNo | None = None
    appointment_booked: YesNo | None = None
    aftercare_weeks: Count | None = None
    reason_over_24_hours: YesNo | None = None
    on: date | None = None
