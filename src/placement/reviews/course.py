"""The course of one person through care: episodes in their order, each with its visits; validated as a whole.

Dates come from the caller. What was assessed, placed and reviewed follows from the visits and is computed when asked.
"""

from collections.abc import Iterator
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
from placement.assessment.assessment import Assessment, model_for, shipped
from placement.assessment.confidential import Discreet
from placement.assessment.input_errors import input_error
from placement.assessment.input_types import GivenDay
from placement.errors import MismatchedAssessment
from placement.language.reviews import ReviewTimes
from placement.recommendation.place import Engine
from placement.reviews.inputs import RULEBOOK, Count, Place, Use, YesNo, meant, named_by, read_by
from placement.reviews.result import Review
from placement.reviews.reviewing import review
from placement.reviews.timeline import Seen, Stay, Timeline, timeline
from placement.rulebook.rulebook import Rulebook

__all__ = ["Course", "Episode", "Reviewed", "Visit", "read_assessment"]


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


def _made_for(data: object) -> Rulebook | None:
    """Return the rulebook that the first assessment in a course or an episode was made for; None without one."""
    visits = (visit for episode in _parts(data, "episodes") or (data,) for visit in _parts(episode, "visits"))
    assessments = (_part(visit, "assessment") for visit in visits)
    return next((assessment.made_for() for assessment in assessments if isinstance(assessment, Answers)), None)


class _ReadByItsRulebook(Discreet):
    """A model read by the rulebook of the validation, or else by the one that its first assessment was made for."""

    @model_validator(mode="wrap")
    @classmethod
    def _read_by_its_rulebook(cls, data: Any, handler: Any, info: ValidationInfo) -> Self:  # noqa: ANN401 - pydantic's own signature
        with read_by(named_by(info) or _made_for(data)):
            read: Self = handler(data)
        return read


class Episode(_ReadByItsRulebook):
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


def _apart(number: int, earlier: Episode, later: Episode) -> PydanticCustomError | None:
    """Return what is wrong with an episode after the one before it; None where it follows."""
    if earlier.ended is None:
        expected = f"expected `ended` in episode {number - 1}, for another one follows"
        return input_error("episode_not_ended", expected, episode=number - 1)
    gap, within = (later.began - earlier.ended).days, meant().reviews.times.appointment_days
    if gap < 0:
        expected = f"expected episode {number} to begin no earlier than the one before it ended"
        return input_error("episodes_overlap", expected, episode=number)
    if later.transfer and (later.service != earlier.service or gap > within):
        expected = (
            f"expected `transfer` in episode {number} to follow the same service within {within} days: days carry over"
        )
        return input_error("transfer_not_expected", expected, episode=number)
    if later.service == earlier.service and not gap and not later.transfer:
        expected = f"expected `transfer` in episode {number}, the reason why the same service went on elsewhere"
        return input_error("transfer_missing", expected, episode=number)
    return None


class Course(_ReadByItsRulebook):
    """The episodes of one person, in order.

    Attributes:
        episodes: At least one. None begins before the one before it ended, and only the last may still last.
    """

    episodes: tuple[Episode, ...]

    def mismatch(self) -> PydanticCustomError | None:
        """Return what is wrong with several fields at once; None where they go together."""
        if not self.episodes:
            return input_error("no_episodes", "expected at least one of `episodes`")
        if self.episodes[0].transfer:
            expected = "expected no `transfer` in episode 1: there is none before it"
            return input_error("transfer_not_expected", expected, episode=1)
        pairs = enumerate(pairwise(self.episodes), 2)
        return next((wrong for number, (earlier, later) in pairs if (wrong := _apart(number, earlier, later))), None)

    @classmethod
    def from_json(cls, text: str | bytes, rulebook: Rulebook | None = None) -> Self:
        """Return a course from JSON.

        Args:
            text: What `model_dump_json` returned, or the same by hand.
            rulebook: The rulebook whose questions the assessments answer, and in whose services the person was; the
                shipped one if none is given.

        Raises:
            pydantic.ValidationError: It is no course. The error names places and what was expected, never a value.
            OutOfScope: The person is not of the age that the rulebook is for.
        """
        return cls.model_validate_json(text, context=None if rulebook is None else cls.context(rulebook))

    @staticmethod
    def context(rulebook: Rulebook) -> dict[str, Any]:
        """Return the context of a validation in which services and assessments are read as a rulebook has them."""
        return {RULEBOOK: rulebook}

    def days_before(self, episode: int) -> int:
        """Return the days in level that carried over into an episode from those that it continues.

        Args:
            episode: Its place, from 0.
        """
        carried, at = 0, episode
        while self.episodes[at].transfer:
            at -= 1
            earlier = self.episodes[at]
            carried += ((earlier.ended or earlier.began) - earlier.began).days
        return carried

    def reviewed(
        self, rulebook: Rulebook | None = None, *, times: ReviewTimes | None = None, engine: Engine = "auto"
    ) -> tuple[Reviewed, ...]:
        """Return every visit, with the review that it comes to.

        A visit is compared with the one before it. What the one before noted, and whether its plan was changed, count
        while the person stays in the same level; the first review there has none before it.

        Args:
            rulebook: The rulebook that says what is needed and what reviews go by; the one that the assessments were
                made for if none is given.
            times: The numbers that the programme goes by; the rulebook's if none are given.
            engine: As for `place`.

        Raises:
            MismatchedAssessment: An assessment does not ask what the rulebook reads, or a service is of another one.
        """
        return tuple(self._reviewed(self._by(rulebook), times, engine))

    def _by(self, rulebook: Rulebook | None) -> Rulebook:
        """Return the rulebook by which the course is looked at."""
        book = rulebook or _made_for(self) or shipped()
        for number, episode in enumerate(self.episodes, 1):
            if episode.service not in set(book.headline_track):
                message = f"episode {number}: expected `service` of rulebook `{book.id}`"
                raise MismatchedAssessment(message)
        return book

    def _reviewed(self, rulebook: Rulebook, times: ReviewTimes | None, engine: Engine) -> Iterator[Reviewed]:
        before: Visit | None = None
        last: tuple[Visit, Review] | None = None  # the last review in this level
        for at, episode in enumerate(self.episodes):
            if not episode.transfer:
                last = None
            for visit in episode.visits:
                if visit.on == episode.began:
                    yield Reviewed(at, visit, None)
                else:
                    days = self.days_before(at) + (visit.on - episode.began).days
                    outcome = review(
                        episode.service,
                        visit.assessment,
                        None if before is None else before.assessment,
                        days_in_level=days,
                        sessions_attended=visit.sessions_attended,
                        use=visit.use,
                        use_before="none" if last is None else last[0].use,
                        stalled_before=() if last is None else last[1].stalled,
                        plan_changed=False if last is None else last[0].plan_changed,
                        appointment_booked=visit.appointment_booked,
                        aftercare_weeks=visit.aftercare_weeks,
                        reason_over_24_hours=visit.reason_over_24_hours,
                        on=visit.on,
                        rulebook=rulebook,
                        times=times,
                        engine=engine,
                    )
                    last = visit, outcome
                    yield Reviewed(at, visit, outcome)
                before = visit

    def timeline(
        self, rulebook: Rulebook | None = None, *, times: ReviewTimes | None = None, engine: Engine = "auto"
    ) -> Timeline:
        """Return what happened, day by day: as text, as HTML with a drawing, or as JSON.

        Args:
            rulebook: The rulebook that says what is needed and what reviews go by; the one that the assessments were
                made for if none is given.
            times: The numbers that the programme goes by; the rulebook's if none are given.
            engine: As for `place`.

        Raises:
            MismatchedAssessment: An assessment does not ask what the rulebook reads, or a service is of another one.
        """
        book = self._by(rulebook)
        reviews = self.reviewed(book, times=times, engine=engine)
        stays = [Stay(episode.service, episode.began, episode.ended, episode.transfer) for episode in self.episodes]
        seen = [Seen(review.episode, review.visit.on, review.visit.assessment, review.review) for review in reviews]
        return timeline(stays, seen, book, engine)
