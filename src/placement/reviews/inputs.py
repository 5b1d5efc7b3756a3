"""What is noted at a review beside the answers. None is not known; it is never read as no."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from placement.assessment.confidential import Discreet
from placement.assessment.input_types import GivenDay, GivenPlace

__all__ = ["QUESTIONS", "Count", "Noted", "Use", "YesNo"]

Use: TypeAlias = Literal["none", "slip", "continued"]
"""Use since the last review."""

Count = Annotated[int, Field(strict=True, ge=0)]
YesNo = Annotated[bool, Field(strict=True)]


QUESTIONS: Final[dict[str, str]] = {
    "previous": "what did the last assessment say?",
    "days_in_level": "for how many days has the person been in this level?",
    "sessions_attended": "how many sessions were attended in this level?",
    "use": "was there use since the last review: none, a slip, or did it continue?",
    "use_before": "was there use before the last review: none, a slip, or did it continue?",
    "stalled_before": "which dimensions had not improved at the last review?",
    "plan_changed": "was the plan changed at the last review?",
    "appointment_booked": "is the next appointment booked, within {appointment}?",
    "aftercare_weeks": "for how many weeks has the person been in aftercare? 0 if not",
    "reason_over_24_hours": "has the reason for this level been absent for 24 hours?",
}
"""What to ask where one of these decides; numbers of the programme in braces."""


class Noted(Discreet):
    """What is noted at a review; see `placement.reviews.review` for what each means."""

    placed: GivenPlace
    days_in_level: Count | None = None
    sessions_attended: Count | None = None
    use: Use | None = None
    use_before: Use | None = None
    stalled_before: tuple[str, ...] | None = None
    plan_changed: YesNo | None = None
    appointment_booked: YesNo | None = None
    aftercare_weeks: Count | None = None
    reason_over_24_hours: YesNo | None = None
    on: GivenDay | None = None
