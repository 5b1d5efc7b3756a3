"""Visits, the episodes that they belong to, and each visit with its review."""

from itertools import pairwise
from typing import Annotated, Any, NamedTuple, Self, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    SerializeAsAny,
    TypeAdapter,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from placement.assessment.answers import Answers
from placement.assessment.assessment import Assessment, model_for
from placement.assessment.confidential import Discreet
from placement.assessment.input_errors import input_error
from placement.assessment.input_types import GivenDay
from placement.reviews.inputs import Count, Place, Use, YesNo, meant, named_by, read_by
from placement.reviews.result import Review
from placement.rulebook.rulebook import Rulebook


def read_assessment(value: object, info: ValidationInfo) -> object:
    """Return answers as an assessment of the rulebook by which they are read."""
    if isinstance(value, Answers):
        return value
    return TypeAdapter(model_for(meant(info))).validate_python(value)  # as a part: another age is an error of its place


class _AsShipped:
    """Describes answers as the shipped rulebook asks them; another rulebook's are read with `Course.context`."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of an assessment."""
        return Assessment.__get_pydantic_json_schema__(Assessment.__pydantic_core_schema__, handler)


class Visit(Discreet):
    """What was assessed and noted on one day. None is not known.

    Attributes:
        on: The day.
        assessment: The answers.
        use: How it went since the last visit with what the person is treated for.
        plan_changed: The plan was changed at this visit.
        sessions_attended: Sessions attended in this level so far.
        appointment_booked: The next appointment is booked, within the days of `ReviewTimes.appointment_days`.
        aftercare_weeks: Weeks in aftercare; 0 where the person is not.
        reason_over_24_hours: The reason for an acute service has been absent for 24 hours.
    """

    on: GivenDay
    assessment: Annotated[SerializeAsAny[Answers], BeforeValidator(read_assessment), _AsShipped()]
    use: Use | None = None
    plan_changed: YesNo | None = None
    sessions_attended: Count | None = None
    appointment_booked: YesNo | None = None
    aftercare_weeks: Count | None = None
    reason_over_24_hours: YesNo | None = None


def _part(whole: object, name: str) -> object:
    if isinstance(whole, dict):
        return cast("dict[object, object]", whole).get(name)
    return getattr(whole, name, None) if isinstance(whole, BaseModel) else None


def _parts(whole: object, name: str) -> tuple[object, ...]:
    parts = _part(whole, name)
    return tuple(cast("tuple[object, ...]", parts)) if isinstance(parts, list | tuple) else ()


def made_for(data: object) -> Rulebook | None:
    """Return the rulebook that the first assessment in a course or an episode was made for; None without one."""
    visits = (visit for episode in _parts(data, "episodes") or (data,) for visit in _parts(episode, "visits"))
    assessments = (_part(visit, "assessment") for visit in visits)
    return next((assessment.made_for() for assessment in assessments if isinstance(assessment, Answers)), None)


class ReadByItsRulebook(Discreet):
    """A model read by the rulebook of the validation, or else by the one that its first assessment was made for."""

    @model_validator(mode="wrap")
    @classmethod
    def _read_by_its_rulebook(cls, data: Any, handler: Any, info: ValidationInfo) -> Self:  # noqa: ANN401 - pydantic's own signature
        with read_by(named_by(info) or made_for(data)):
            read: Self = handler(data)
        return read


class Episode(ReadByItsRulebook):
    """A time in one service, with one provider.

    Attributes:
        service: The service, or its name: a value of the headline track.
        began: Its first day.
        ended: Its last day; None while it lasts.
        transfer: Why the provider changed at the same level, where that is how it began. Days in level carry over.
        visits: In their order. One on the first day is the placing; the others are reviews.
    """

    service: Place
    began: GivenDay
    ended: GivenDay | None = None
    transfer: Annotated[str, Field(strict=True)] = ""
    visits: tuple[Visit, ...] = ()

    def mismatch(self) -> PydanticCustomError | None:
        """Return what is wrong with several fields at once; None where they go together."""
        if self.ended is not None and self.ended < self.began:
            return input_error("ended_before_began", "expected `ended` not before `began`")
        days = [visit.on for visit in self.visits]
        if any(later <= earlier for earlier, later in pairwise(days)):
            expected = "expected `visits` in the order of their days, at most one on each"
            return input_error("visits_out_of_order", expected)
        if days and (days[0] < self.began or (self.ended is not None and days[-1] > self.ended)):
            return input_error("visit_outside_episode", "expected `visits` between `began` and `ended`")
        return None


class Reviewed(NamedTuple):
    """A visit with its episode, and its review where it is one.

    Attributes:
        episode: Place of the episode in the course, from 0.
        visit: The visit.
        review: What it comes to; None on the first day of an episode, which is the placing.
    """

    episode: int
    visit: Visit
    review: Review | None
