"""What a review says: an outcome with every row that was tried, what changed, what follows, and what to ask."""

from datetime import date
from typing import Literal, TypeAlias

from placement.assessment.confidential import Quiet
from placement.language.reviews import OutcomeKind
from placement.recommendation.placement import Referring, ServiceValue
from placement.recommendation.reasoning import Verdict
from placement.reviews.known import Visit

__all__ = [
    "Aftercare",
    "AnswerChange",
    "Changes",
    "DimensionChange",
    "Direction",
    "Driver",
    "FactShown",
    "Review",
    "ReviewQuestion",
    "RowShown",
]

Direction: TypeAlias = Literal["better", "worse", "clearer", "less clear"]
"""How what may be so moved: see `placement.reviews.progress.direction`.

Worse and better: so however the open answers of both visits turn out. Clearer: less is open. Less clear: more is, as
where something is not asked again; that is never called better.
"""


class FactShown(Quiet):
    """Something that a row rests on.

    Attributes:
        id: Id of the fact.
        text: What is so, or would have to be, and what is known of it.
        verdict: `met` if it is so, `not met`, or `unknown`.
    """

    id: str
    text: str
    verdict: Verdict


class RowShown(Quiet):
    """One row of the table of outcomes, and whether it applies.

    Attributes:
        id: Id of the outcome.
        verdict: `met` if it applies, `not met`, or `unknown` where an open question decides.
        because: Why it would apply.
        facts: What it rests on.
        sources: Ids of the sources.
    """

    id: str
    verdict: Verdict
    because: str
    facts: tuple[FactShown, ...]
    sources: tuple[str, ...]


class Driver(Quiet):
    """A dimension that holds the person at this need: placed at 0, it would lower the service.

    Attributes:
        id: Id of the dimension.
        title: What it is called.
        rating: At the least.
        rating_at_most: At the most.
        verdict: `met` where it holds the person here however open answers turn out, `unknown` where they decide.
        improved: Whether it is better than at the last visit, where that is so, or is not so, however the open answers
            of both turn out; None where they decide, or there was no last visit.
    """

    id: str
    title: str
    rating: int
    rating_at_most: int
    verdict: Verdict
    improved: bool | None


class DimensionChange(Quiet):
    """How the rating of a dimension changed since the last assessment; no direction where open answers decide it."""

    id: str
    title: str
    before: str
    after: str
    direction: Direction | None


class AnswerChange(Quiet):
    """How one answer changed since the last assessment.

    Attributes:
        scale: Id of the scale.
        title: What it asks.
        dimension: Id of its dimension.
        before: What was recorded then.
        after: What is recorded now.
        direction: None for duties and access, which are not need, and where open answers decide it.
    """

    scale: str
    title: str
    dimension: str
    before: str
    after: str
    direction: Direction | None


class Changes(Quiet):
    """What changed since the last assessment, by dimension and by answer."""

    dimensions: tuple[DimensionChange, ...]
    answers: tuple[AnswerChange, ...]


class Aftercare(Quiet):
    """What follows the service.

    Attributes:
        service: The service that it is.
        service_name: What that is called.
        weeks: About how many weeks.
        sessions_a_week: How often.
        sources: Ids of the sources.
        notes: What else sources say.
    """

    service: ServiceValue
    service_name: str = ""
    weeks: int
    sessions_a_week: int
    sources: tuple[str, ...]
    notes: tuple[str, ...]


class ReviewQuestion(Quiet):
    """A question that decides the outcome.

    Attributes:
        about: Name of the argument of `review`, or id of the scale.
        visit: The visit that it is about: the current one, or the previous one.
        asks: What is asked.
    """

    about: str
    visit: Visit
    asks: str


class Review(Referring):
    """What a review comes to, and why.

    Attributes:
        rulebook: The rulebook under which the need was determined.
        outcome: Id of the row that decided; the one of the kind "ask" where an open question does.
        kind: What it comes to, in two words.
        do: What to do.
        because: Why, in a sentence.
        placed: Where the person is placed.
        placed_name: What that is called.
        to: Where they are to be from now on; never below the least that is needed, unless `need_met_by_phase`.
        to_name: What that is called; empty for no service.
        to_floor: The least intensive service that it could be, where open answers decide; else `to`.
        to_ceiling: The most intensive one. `to` is the more careful: this one on the way down, the other on the way up.
        within_days: Within how many days that is to be; 0 is today. None for no move. The sooner of two where
            open answers decide.
        to_no_service: Whether that is no service.
        need_met_by_phase: The need rests on the rule of an intensive phase alone, and the phase is done: it no longer
            counts. Only then may `to` be below `need_floor`.
        need_floor: The least that is needed.
        need_ceiling: The most that may be needed.
        need_text: The need, in a sentence.
        rows: Every row of the table, in its order.
        drivers: Dimensions that hold the person at this need: the foremost first, then the highest rating.
        stalled: Ids of the drivers with a serious rating that did not improve; None where open answers decide that.
        danger: What cannot wait and was not known at the last visit.
        changes: What changed since the last assessment; None without one.
        missing: What has to come first, where the outcome is to hold.
        questions: What decides, where the outcome is to ask; elsewhere what is open beside it, because it cannot wait
            or because open answers decide how far to move. Without questions, nothing that is open matters.
        unsuccessful_level: Key of the answer that is to be recorded, where treatment here did not help; else None.
        unsuccessful_scale: Id of the scale in which it is recorded.
        aftercare: What follows the service where the person is placed.
        on: Date of the review, as the caller gave it.
        next_review_days: Days until the next review.
        next_review_on: Its date.
        notice: What this is not.
    """

    outcome: str
    kind: OutcomeKind
    do: str
    because: str
    placed: ServiceValue
    placed_name: str
    to: ServiceValue
    to_name: str
    to_floor: ServiceValue
    to_ceiling: ServiceValue
    to_no_service: bool
    within_days: int | None
    need_met_by_phase: bool
    need_floor: ServiceValue
    need_ceiling: ServiceValue
    need_text: str
    rows: tuple[RowShown, ...]
    drivers: tuple[Driver, ...]
    stalled: tuple[str, ...] | None
    danger: tuple[str, ...]
    changes: Changes | None
    missing: tuple[str, ...]
    questions: tuple[ReviewQuestion, ...]
    unsuccessful_level: str | None
    unsuccessful_scale: str | None
    aftercare: Aftercare | None
    on: date | None
    next_review_days: int | None
    next_review_on: date | None
    notice: str

    def row(self, outcome: str) -> RowShown:
        """Return whether a row applies, and why, by its id.

        Raises:
            KeyError: There is no such row.
        """
        for row in self.rows:
            if row.id == outcome:
                return row
        raise KeyError(outcome)

    def to_text(self) -> str:
        """Return the review as plain text: what to do first, then why."""
        from placement.reviews.rendering import to_text  # noqa: PLC0415 - renderers load when they are used

        return to_text(self)

    def to_html(self) -> str:
        """Return the review as one HTML article: no script, nothing loaded, all text escaped."""
        from placement.reviews.rendering import to_html  # noqa: PLC0415 - as above

        return to_html(self)

    def _repr_html_(self) -> str:
        return self.to_html()
