"""What a review comes to: the facts it rests on, the outcomes in their order, and the numbers.

The first outcome that applies decides. Facts are so, not so, or not known; what is not known is asked where it decides.
`{appointment}`, `{aftercare}` and `{sessions}` in a text stand for the numbers that a programme goes by.
"""

from placement.criteria import ENVIRONMENT, PSYCHOLOGICAL, RELAPSE, WITHDRAWAL, UnsuccessfulLevel
from placement.criteria.sources import ART_0, ART_4, AWM_2020, MN_9530_6620, MN_9530_6622, TIP_45, TIP_47
from placement.language.condition import all_of, any_of
from placement.language.reviews import (
    NEED_ABOVE,
    NEED_BELOW,
    NEED_EQUAL,
    NEED_OPEN,
    AftercareRules,
    Failure,
    IntensivePhase,
    ReviewFact,
    ReviewOutcome,
    ReviewRules,
    ReviewTimes,
)
from placement.language.words import Phrase

REVIEW_TIMES = ReviewTimes(
    shortest_phase_days={"2.1": 28, "2.5": 7, "3.1": 14, "3.5": 7, "3.7": 0, "4": 0},
    review_period_days={"0.5": 90, "1": 30, "2.1": 14, "2.5": 7, "3.1": 14, "3.5": 7, "3.7": 2, "4": 1},
    phase_1_days=28,
    phase_1_sessions=16,
    aftercare_weeks=10,
    aftercare_sessions_a_week=1,
    appointment_days=7,
)
"""Four weeks of intensive outpatient care and about ten weeks of aftercare are ART-0's; the rest are defaults."""

# -------------------------------------------------------------------------------------------------------------- facts

EMERGENCY = ReviewFact("need.emergency", "emergency", "there is an emergency now")
NEW_DANGER = ReviewFact("danger.new", "new danger", "a danger that cannot wait is new since the last review")
NEED_ONE = ReviewFact("need.outpatient", "need is aftercare", "the need is outpatient care")
NEED_AT_MOST_ONE = ReviewFact(
    "need.at-most-outpatient", "need at most aftercare", "the need is at most outpatient care"
)
NEED_BY_SEVERITY = ReviewFact(
    "need.by-severity-alone", "need met by phase", "the need for 2.1 rests on the severity of the disorder alone"
)

SLIP = ReviewFact("use.slip", "slip", "there was a slip since the last review")
CONTINUED = ReviewFact("use.continued", "continued", "use continued since the last review")
CONTINUED_BEFORE = ReviewFact("use.continued-before", "continued before", "use had continued at the last review too")
PLAN_CHANGED = ReviewFact("plan.changed", "plan changed", "the plan was changed at the last review")
PLAN_UNCHANGED = ReviewFact("plan.unchanged", "plan unchanged", "the plan was not changed at the last review")
STALLED_TWICE = ReviewFact(
    "driver.stalled-twice",
    "stalled twice",
    "a dimension that holds the person here, rated 2 or more, did not improve at two reviews in a row",
)
RATING_WORSE = ReviewFact("rating.worse", "rating worse", "a rating is worse than last time")
SETTLED_NOW = ReviewFact(
    "ratings.settled",
    "settled",
    "the person is settled (relapse and mental health at most 1, home at most 2, withdrawal at most 1)",
)

PHASE_OVER = ReviewFact("phase.over", "shortest stay over", "the shortest phase of this service is over")
PHASE_NOT_OVER = ReviewFact(
    "phase.not-over", "shortest stay not over", "the shortest phase of this service is not over"
)
CAN_FAIL = ReviewFact(
    "placed.can-be-unsuccessful", "can fail", "treatment in this service can be recorded as unsuccessful"
)
NO_APPOINTMENT = ReviewFact(
    "appointment.missing", "no appointment", "no next appointment within {appointment} is booked"
)
MEDICAL = ReviewFact("placed.medical", "in acute service", "the person is placed in 3.7 or 4")
REASON_THERE = ReviewFact(
    "reason.not-over", "acute reason there", "the reason for 3.7 or 4 has not been absent for 24 hours"
)
REASON_OVER = ReviewFact("reason.over", "acute reason over", "the reason for 3.7 or 4 has been absent for 24 hours")
IN_INTENSIVE_OUTPATIENT = ReviewFact("placed.intensive-outpatient", "in phased service", "the person is placed in 2.1")
PHASE_1_DAYS = ReviewFact("phase-1.days", "phase days done", "the weeks of the intensive phase are over")
PHASE_1_SESSIONS = ReviewFact(
    "phase-1.sessions", "phase sessions done", "the sessions of the intensive phase were attended"
)
IN_OUTPATIENT = ReviewFact("placed.outpatient", "in aftercare", "the person is placed in 1")
AFTERCARE_DONE = ReviewFact("aftercare.done", "aftercare done", "the weeks of aftercare are done")

REVIEW_FACTS: tuple[ReviewFact, ...] = (
    EMERGENCY,
    NEW_DANGER,
    NEED_ABOVE,
    NEED_OPEN,
    NEED_EQUAL,
    NEED_BELOW,
    NEED_ONE,
    NEED_AT_MOST_ONE,
    NEED_BY_SEVERITY,
    SLIP,
    CONTINUED,
    CONTINUED_BEFORE,
    PLAN_CHANGED,
    PLAN_UNCHANGED,
    STALLED_TWICE,
    RATING_WORSE,
    SETTLED_NOW,
    PHASE_OVER,
    PHASE_NOT_OVER,
    CAN_FAIL,
    NO_APPOINTMENT,
    MEDICAL,
    REASON_THERE,
    REASON_OVER,
    IN_INTENSIVE_OUTPATIENT,
    PHASE_1_DAYS,
    PHASE_1_SESSIONS,
    IN_OUTPATIENT,
    AFTERCARE_DONE,
)
"""Every fact that an outcome reads."""

# ----------------------------------------------------------------------------------------------------------- outcomes

OUTCOMES: tuple[ReviewOutcome, ...] = (
    ReviewOutcome(
        id="review.emergency",
        kind="emergency",
        when=EMERGENCY.is_so,
        because="There is an emergency now.",
        do="to level 4 at once",
        sources=(MN_9530_6620,),
    ),
    ReviewOutcome(
        id="review.safety",
        kind="safety",
        when=NEW_DANGER.is_so,
        because="A danger that cannot wait is new since the last review.",
        do="act on it today, whatever the level; place again",
    ),
    ReviewOutcome(
        id="review.step-up",
        kind="step up",
        when=NEED_ABOVE.is_so,
        because="The least that is needed is above where the person is placed.",
        do="move up to the need: the same day for withdrawal, body or mind; within the week for relapse or home",
        sources=(MN_9530_6620,),
    ),
    ReviewOutcome(
        id="review.ask",
        kind="ask",
        when=NEED_OPEN.is_so,
        because="The least and the most that may be needed lie on different sides of where the person is placed.",
        do="stay, and ask the questions that decide",
    ),
    ReviewOutcome(
        id="review.slip",
        kind="continue",
        when=any_of(SLIP.is_so, all_of(CONTINUED.is_so, PLAN_UNCHANGED.is_so)),
        because="There was a slip, or use continued and the plan was not changed yet.",
        do="stay; change the plan (medication, frequency, contingency management, home); a slip is never a discharge",
    ),
    ReviewOutcome(
        id="review.not-responding",
        kind="not progressing",
        when=all_of(
            any_of(all_of(CONTINUED.is_so, CONTINUED_BEFORE.is_so), STALLED_TWICE.is_so),
            PLAN_CHANGED.is_so,
            PHASE_OVER.is_so,
            CAN_FAIL.is_so,
        ),
        because="Two reviews in a row brought no progress although the plan was changed between them, and the shortest phase is over.",
        do="record this level as unsuccessful and place again",
        sources=(MN_9530_6622, ART_4),
    ),
    ReviewOutcome(
        id="review.worse-but-same-need",
        kind="continue",
        when=all_of(NEED_EQUAL.is_so, RATING_WORSE.is_so),
        because="A rating is worse, and the need is still met here.",
        do="continue; change the plan; review in half the time",
        sooner=True,
    ),
    ReviewOutcome(
        id="review.hold",
        kind="continue",
        when=all_of(
            NEED_BELOW.is_so,
            any_of(
                PHASE_NOT_OVER.is_so,
                RATING_WORSE.is_so,
                NO_APPOINTMENT.is_so,
                all_of(MEDICAL.is_so, REASON_THERE.is_so),
            ),
        ),
        because="Less would do, and something that has to come first is missing.",
        do="continue, and see to what is missing",
        sources=(ART_0,),
        missing=(PHASE_NOT_OVER.id, RATING_WORSE.id, NO_APPOINTMENT.id, REASON_THERE.id),
    ),
    ReviewOutcome(
        id="review.phase-1-done",
        kind="finish phase",
        when=all_of(
            IN_INTENSIVE_OUTPATIENT.is_so,
            PHASE_1_DAYS.is_so,
            PHASE_1_SESSIONS.is_so,
            SETTLED_NOW.is_so,
            any_of(NEED_BY_SEVERITY.is_so, NEED_ONE.is_so),
        ),
        because="The intensive phase is done and the person is settled.",
        do="phase 2: level 1 with an aftercare group, {sessions} a week for about {aftercare}",
        sources=(ART_0,),
    ),
    ReviewOutcome(
        id="review.complete",
        kind="complete",
        when=all_of(IN_OUTPATIENT.is_so, AFTERCARE_DONE.is_so, SETTLED_NOW.is_so, NEED_AT_MOST_ONE.is_so),
        because="Aftercare is done and the person is settled.",
        do="complete; recovery check-ups monthly for a year; medication continues as long as it helps; the door stays open",
        sources=(ART_0, AWM_2020),
    ),
    ReviewOutcome(
        id="review.continue",
        kind="continue",
        when=NEED_EQUAL.is_so,
        because="The need is where the person is placed.",
        do="continue",
    ),
    ReviewOutcome(
        id="review.step-down-medical",
        kind="step down",
        when=all_of(NEED_BELOW.is_so, MEDICAL.is_so, REASON_OVER.is_so),
        because="What 3.7 or 4 was needed for has been over for 24 hours.",
        do="move to the need at once, however many levels lower; the next service starts within {appointment} and medication is not interrupted",
        sources=(TIP_45,),
        at_once=True,
    ),
    ReviewOutcome(
        id="review.step-down",
        kind="step down",
        when=NEED_BELOW.is_so,
        because="Less would do, and nothing that has to come first is missing.",
        do="move down to the need, one of the five levels at a time",
        sources=(TIP_47,),
    ),
)
"""Every outcome, in the order in which they are tried.

Finishing the intensive phase and completing aftercare stand before `review.continue` and `review.step-down`, as special
cases of them: after these, which between them take in whoever is left, they could never be reached.
"""

# ------------------------------------------------------------------------------------------------------- all together

REVIEWS = ReviewRules(
    facts=REVIEW_FACTS,
    outcomes=OUTCOMES,
    times=REVIEW_TIMES,
    questions=(
        Phrase("use", "was there use since the last review: none, a slip, or did it continue?"),
        Phrase("use_before", "was there use before the last review: none, a slip, or did it continue?"),
    ),
    nowhere="none",
    emergency_service="4",
    emergency_flags=("flag.emergency",),
    danger_flags=("flag.same-day-psychiatric", "flag.immediate-safety"),
    urgent=("withdrawal", "biomedical", "psychological"),
    foremost=("withdrawal",),
    acute_services=("3.7", "4"),
    settled=(RELAPSE.at_most(1), ENVIRONMENT.at_most(2), PSYCHOLOGICAL.at_most(1), WITHDRAWAL.at_most(1)),
    failures=(
        Failure("1", UnsuccessfulLevel.OUTPATIENT.or_worse),
        Failure("2.1", UnsuccessfulLevel.INTENSIVE_OUTPATIENT.or_worse),
        Failure("2.5", UnsuccessfulLevel.DAY_TREATMENT.or_worse),
        Failure("3.1", UnsuccessfulLevel.RESIDENTIAL.or_worse),
        Failure("3.5", UnsuccessfulLevel.RESIDENTIAL.or_worse),
    ),
    aftercare=AftercareRules(
        service="1",
        follows=("2.1", "2.5", "3.1", "3.5"),
        phase=IntensivePhase(
            service="2.1",
            rule="service.iop-severe-disorder",
            clause="the need of 2.1 rests on severity alone, and its intensive phase is done",
            sentence="The need of 2.1 rests on the severity of the disorder alone, and its intensive phase is done.",
        ),
        sources=(ART_0,),
        notes=(
            "Four weeks is the shortest intensive phase [ART-0], not a target: TIP-47 speaks of about 90 days with continuing care.",
        ),
    ),
)
"""Acute services are those that withdrawal, the body or acute danger need; one leaves them when that is over."""
