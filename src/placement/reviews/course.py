"""The course of one person through care: episodes in their order, validated as a whole.

Dates come from the caller. Reviews and the timeline are computed from the visits when asked for.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Self

from pydantic_core import PydanticCustomError

from placement.assessment.assessment import given_or_shipped
from placement.assessment.input_errors import input_error
from placement.errors import MismatchedAssessment
from placement.language.reviews import ReviewTimes
from placement.recommendation.place import Engine
from placement.reviews.inputs import RULEBOOK, meant
from placement.reviews.reviewing import review
from placement.reviews.timeline import Timeline, timeline
from placement.reviews.visits import Episode, ReadByItsRulebook, Reviewed, Visit, made_for
from placement.rulebook.rulebook import Rulebook


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


class Course(ReadByItsRulebook):
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
        book = given_or_shipped(made_for(self) if rulebook is None else rulebook)
        for number, episode in enumerate(self.episodes, 1):
            if episode.service not in set(book.headline_track):
                message = f"episode {number}: expected `service` of rulebook `{book.id}`"
                raise MismatchedAssessment(message)
        return book

    def _reviewed(self, rulebook: Rulebook, times: ReviewTimes | None, engine: Engine) -> Iterator[Reviewed]:
        before: Visit | None = None
        last: Visit | None = None  # the last review in this level
        stalled: tuple[str, ...] | None = ()
        for at, episode in enumerate(self.episodes):
            if not episode.transfer:
                last, stalled = None, ()
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
                        use_before="none" if last is None else last.use,
                        stalled_before=stalled,
                        plan_changed=False if last is None else last.plan_changed,
                        appointment_booked=visit.appointment_booked,
                        aftercare_weeks=visit.aftercare_weeks,
                        reason_over_24_hours=visit.reason_over_24_hours,
                        on=visit.on,
                        rulebook=rulebook,
                        times=times,
                        engine=engine,
                    )
                    last, stalled = visit, outcome.stalled
                    yield Reviewed(at, visit, outcome)
                before = visit

    def timeline(
        self, rulebook: Rulebook | None = None, *, times: ReviewTimes | None = None, engine: Engine = "auto"
    ) -> Timeline:
        """Return what happened, day by day: as text, as HTML with a drawing, or as JSON.

        Args:
            rulebook: As for `reviewed`.
            times: As for `reviewed`.
            engine: As for `place`.

        Raises:
            MismatchedAssessment: As `reviewed` does.
        """
        book = self._by(rulebook)
        return timeline(self.episodes, self.reviewed(book, times=times, engine=engine), book, engine)
