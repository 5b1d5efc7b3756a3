"""What a programme declares of its reviews: facts that can be so, outcomes in their order, and the numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from placement.language.condition import AtLeast, Condition
from placement.language.scale import Source

__all__ = ["OutcomeKind", "ReviewFact", "ReviewOutcome", "ReviewTimes"]

OutcomeKind: TypeAlias = Literal[
    "emergency", "safety", "step up", "ask", "continue", "not progressing", "step down", "finish phase", "complete"
]
"""What a review comes to, in two words."""


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """Something that is so at a review, is not so, or is not known.

    Attributes:
        id: Permanent, never reused.
        says: What is so, as a clause.
    """

    id: str
    says: str

    @property
    def is_so(self) -> AtLeast:
        """The condition that it is so."""
        return AtLeast(self.id, 1)


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """A row of the table of outcomes. The first row that applies decides.

    Attributes:
        id: `review.what-it-comes-to`, permanent, never reused.
        kind: What it comes to.
        when: Condition on facts.
        because: Why, in one plain sentence.
        do: What to do.
        sources: May be empty: some are clinical defaults, which a programme may change.
        urgent: It is not kept waiting by a question that an earlier row asks.
    """

    id: str
    kind: OutcomeKind
    when: Condition
    because: str
    do: str
    sources: tuple[Source, ...] = ()
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTimes:
    """The numbers that reviews go by. Those without a source are clinical defaults; a programme may set its own.

    Attributes:
        shortest_phase_days: Days that the phase in a service takes at least; 0 where it is not named.
        review_period_days: Days until the next review, by service.
        phase_1_days: Days of the intensive phase of service 2.1 at least.
        phase_1_sessions: Sessions attended by then.
        aftercare_weeks: Weeks of aftercare that follow.
        aftercare_sessions_a_week: Sessions a week in aftercare.
        appointment_days: Within how many days the next service starts.
    """

    shortest_phase_days: Mapping[str, int]
    review_period_days: Mapping[str, int]
    phase_1_days: int
    phase_1_sessions: int
    aftercare_weeks: int
    aftercare_sessions_a_week: int
    appointment_days: int
