"""What a rulebook declares of its reviews: facts that can be so, outcomes in their order, services, texts and numbers.

Without any of it a review is neutral: step up where the need is above the place, ask where that is open, step down
where the need is below, and else stay.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from placement.language.condition import AtLeast, AtMost, Condition
from placement.language.declarations import Cited
from placement.language.words import Phrase

__all__ = [
    "FIGURES",
    "NEED_ABOVE",
    "NEED_BELOW",
    "NEED_EQUAL",
    "NEED_OPEN",
    "AftercareRules",
    "FactKind",
    "Failure",
    "IntensivePhase",
    "Numbers",
    "OutcomeKind",
    "ReviewFact",
    "ReviewInput",
    "ReviewOutcome",
    "ReviewRules",
    "ReviewTimes",
]

OutcomeKind: TypeAlias = Literal[
    "emergency", "safety", "step up", "ask", "continue", "not progressing", "step down", "finish phase", "complete"
]
"""What a review comes to, in two words. It says where the person goes: see `ReviewOutcome`."""

NeedKind: TypeAlias = Literal["need above", "need open", "need equal", "need below"]
"""Where the need lies: above the place, on an unknown side of it, at it, or below it. One of them always is so."""

AftercareKind: TypeAlias = Literal["need is aftercare", "need at most aftercare", "in aftercare", "aftercare done"]
"""What rests on the service of `AftercareRules`."""

PhaseKind: TypeAlias = Literal["need met by phase", "in phased service", "phase days done", "phase sessions done"]
"""What rests on `IntensivePhase`."""

OtherKind: TypeAlias = Literal[
    "emergency",
    "new danger",
    "slip",
    "continued",
    "continued before",
    "plan changed",
    "plan unchanged",
    "stalled twice",
    "rating worse",
    "settled",
    "shortest stay over",
    "shortest stay not over",
    "can fail",
    "no appointment",
    "in acute service",
    "acute reason there",
    "acute reason over",
]

FactKind: TypeAlias = Literal[NeedKind, AftercareKind, PhaseKind, OtherKind]
"""What a fact says of the person, the need, what was noted, or the place."""

ReviewInput: TypeAlias = Literal[
    "previous",
    "days_in_level",
    "sessions_attended",
    "use",
    "use_before",
    "stalled_before",
    "plan_changed",
    "appointment_booked",
    "aftercare_weeks",
    "reason_over_24_hours",
]
"""What can be noted at a review, by the name of the argument."""

FIGURES: Final = ("appointment", "aftercare", "sessions")
"""Numbers of `ReviewTimes` that a text may name in braces: days until the appointment, weeks, sessions a week."""


class Numbers(Mapping[str, int]):
    """Whole numbers by name, which do not change."""

    __slots__ = ("_numbers",)

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Keep the numbers as they are now."""
        self._numbers = dict(numbers)

    def __getitem__(self, name: str) -> int:
        """Return the number of this name."""
        return self._numbers[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._numbers)

    def __repr__(self) -> str:
        """Return the numbers by name."""
        return repr(self._numbers)

    def __hash__(self) -> int:
        """Return a hash of what it says."""
        return hash(frozenset(self._numbers.items()))


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """Something that is so at a review, is not so, or is not known.

    Attributes:
        id: Permanent, never reused.
        kind: What it is.
        text: What is so, as a clause.
    """

    id: str
    kind: FactKind
    text: str

    @property
    def is_so(self) -> AtLeast:
        """The condition that it is so."""
        return AtLeast(self.id, 1)


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """A row of the table of outcomes. The first row that applies decides.

    Attributes:
        id: `review.what-it-comes-to`, permanent, never reused.
        kind: What it comes to. "emergency" leads to the emergency service and "finish phase" to the one of aftercare;
            "safety" and "step up" to the need; "step down" to the need, one level at a time; "not progressing" to the
            need once failure is recorded. At all others the person stays. None leads below the least that is needed,
            unless an intensive phase has met it.
        when: Condition on facts.
        because: Why, in one plain sentence.
        do: What to do.
        sources: May be empty: some are clinical defaults, which a programme may change.
        at_once: It steps down to the need, however many levels lower.
        sooner: The next review is in half the time.
        missing: Ids of the facts that have to change first, shown where they are so.
    """

    id: str
    kind: OutcomeKind
    when: Condition
    because: str
    do: str
    sources: Cited = ()
    at_once: bool = False
    sooner: bool = False
    missing: tuple[str, ...] = ()

    @property
    def cannot_wait(self) -> bool:
        """Whether it is not kept waiting by a question that an earlier row asks, and may be presumed."""
        return self.kind in {"emergency", "safety", "step up"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTimes:
    """The numbers that reviews go by. Those without a source are clinical defaults; a programme may set its own.

    Attributes:
        shortest_phase_days: Days that the phase in a service takes at least; 0 where it is not named.
        review_period_days: Days until the next review, by service.
        phase_1_days: Days that the intensive phase takes at least.
        phase_1_sessions: Sessions attended by then.
        aftercare_weeks: Weeks of aftercare that follow.
        aftercare_sessions_a_week: Sessions a week in aftercare.
        appointment_days: Within how many days the next service starts.
    """

    shortest_phase_days: Mapping[str, int] = field(default_factory=lambda: Numbers({}))
    review_period_days: Mapping[str, int] = field(default_factory=lambda: Numbers({}))
    phase_1_days: int = 0
    phase_1_sessions: int = 0
    aftercare_weeks: int = 0
    aftercare_sessions_a_week: int = 0
    appointment_days: int = 7

    def __post_init__(self) -> None:
        """Keep the days by service as they are now."""
        for name in ("shortest_phase_days", "review_period_days"):
            object.__setattr__(self, name, Numbers(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Failure:
    """That treatment in a service did not help, and the answer that records it.

    Attributes:
        service: Where the person was treated.
        recorded: The scale, and the anchor that it is raised to.
    """

    service: str
    recorded: AtLeast


@dataclass(frozen=True, slots=True, kw_only=True)
class IntensivePhase:
    """The first phase of a service, which can meet the need for it; aftercare is then the second.

    Attributes:
        service: The service that has it.
        rule: The rule whose need the phase meets, where nothing else asks for the service.
        clause: That it has met the need, within a sentence.
        sentence: The same, as a sentence.
    """

    service: str
    rule: str
    clause: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AftercareRules:
    """What follows a service.

    Attributes:
        service: The service in which aftercare is given.
        follows: Services that it follows.
        phase: An intensive phase after which it is the second one.
        sources: May be empty.
        notes: What else sources say.
    """

    service: str
    follows: tuple[str, ...] = ()
    phase: IntensivePhase | None = None
    sources: Cited = ()
    notes: tuple[str, ...] = ()


NEED_ABOVE: Final = ReviewFact(
    "need.above", "need above", "the least that is needed is above where the person is placed"
)
NEED_OPEN: Final = ReviewFact(
    "need.open",
    "need open",
    "the least and the most that may be needed lie on different sides of where the person is placed",
)
NEED_EQUAL: Final = ReviewFact("need.equal", "need equal", "the need is where the person is placed")
NEED_BELOW: Final = ReviewFact(
    "need.below", "need below", "even the most that may be needed is below where the person is placed"
)

_NEUTRAL: Final = (
    ReviewOutcome(
        id="review.step-up",
        kind="step up",
        when=NEED_ABOVE.is_so,
        because="The least that is needed is above where the person is placed.",
        do="move up to the need",
    ),
    ReviewOutcome(
        id="review.ask",
        kind="ask",
        when=NEED_OPEN.is_so,
        because="The least and the most that may be needed lie on different sides of where the person is placed.",
        do="stay, and ask the questions that decide",
    ),
    ReviewOutcome(
        id="review.continue",
        kind="continue",
        when=NEED_EQUAL.is_so,
        because="The need is where the person is placed.",
        do="continue",
    ),
    ReviewOutcome(
        id="review.step-down",
        kind="step down",
        when=NEED_BELOW.is_so,
        because="Even the most that may be needed is below where the person is placed.",
        do="move down to the need, one level at a time",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRules:
    """All that reviews go by.

    `{appointment}`, `{aftercare}` and `{sessions}` in a text stand for the numbers of `times`, with their nouns.

    Attributes:
        facts: The facts that outcomes read. One of each of the kinds "need above", "need open", "need equal" and "need
            below" is among them.
        outcomes: What a review can come to. One is of the kind "ask", and for each of the four facts above there is one
            that rests on it alone: so one always applies. Before the one for "need above" there is none that stays.
        times: The numbers.
        questions: What is asked of each input, in place of the neutral question; `of` is a `ReviewInput`.
        nowhere: The value of the headline track that is no service; empty where every value is one.
        emergency_service: Where an emergency leads.
        emergency_flags: Flags that are an emergency.
        danger_flags: Flags that cannot wait where they are new.
        urgent: Dimensions whose need makes a move one of the same day. For others it is a week.
        foremost: Dimensions that stand first among those that hold a person at the need.
        acute_services: Services that one leaves once the reason for them is over.
        settled: The highest rating of each dimension at which a person counts as settled.
        serious: Rating at which a dimension that does not improve stands in the way of progress.
        failures: What is recorded where treatment in a service does not help.
        aftercare: What follows a service.
    """

    facts: tuple[ReviewFact, ...] = (NEED_ABOVE, NEED_OPEN, NEED_EQUAL, NEED_BELOW)
    outcomes: tuple[ReviewOutcome, ...] = _NEUTRAL
    times: ReviewTimes = field(default_factory=ReviewTimes)
    questions: tuple[Phrase, ...] = ()
    nowhere: str = ""
    emergency_service: str = ""
    emergency_flags: tuple[str, ...] = ()
    danger_flags: tuple[str, ...] = ()
    urgent: tuple[str, ...] = ()
    foremost: tuple[str, ...] = ()
    acute_services: tuple[str, ...] = ()
    settled: tuple[AtMost, ...] = ()
    serious: int = 2
    failures: tuple[Failure, ...] = ()
    aftercare: AftercareRules | None = None

    def fact(self, kind: NeedKind) -> ReviewFact:
        """Return the fact of a kind that every rulebook declares."""
        return next(fact for fact in self.facts if fact.kind == kind)

    @property
    def phase(self) -> IntensivePhase | None:
        """The intensive phase that aftercare follows."""
        return None if self.aftercare is None else self.aftercare.phase


NEED_KINDS: Final[tuple[NeedKind, ...]] = get_args(NeedKind)
AFTERCARE_KINDS: Final[tuple[AftercareKind, ...]] = get_args(AftercareKind)
PHASE_KINDS: Final[tuple[PhaseKind, ...]] = get_args(PhaseKind)
INPUTS: Final[tuple[ReviewInput, ...]] = get_args(ReviewInput)
