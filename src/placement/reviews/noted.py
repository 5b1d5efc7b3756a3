"""What is noted at a review beside the answers. None is not known; it is never read as no."""

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from placement.discreet import Discreet
from placement.levels import Service

__all__ = ["QUESTIONS", "Noted", "Use"]

Use: TypeAlias = Literal["none", "slip", "continued"]
"""Use since the last review."""

_Count = Annotated[int, Field(strict=True, ge=0)]
_YesNo = Annotated[bool, Field(strict=True)]

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

    placed: Service
    days_in_level: _Count | None = None
    sessions_attended: _Count | None = None
    use: Use | None = None
    use_before: Use | None = None
    stalled_before: tuple[str, ...] | None = None
    plan_changed: _YesNo | None = None
    appointment_booked: _YesNo | None = None
    aftercare_weeks: _Count | None = None
    reason_over_24_hours: _YesNo | None = None
    on: date | None = None

    @field_validator("placed")
    @classmethod
    def _somewhere(cls, placed: Service) -> Service:
        if placed is Service.NONE:
            expected = "expected a service, from 0.5 to 4"
            raise PydanticCustomError("placed", "{expected}", {"expected": expected})
        return placed
