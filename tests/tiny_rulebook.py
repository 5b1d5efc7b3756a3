"""A rulebook small enough to know by heart, written as an author would, and copies of it with something changed."""

from dataclasses import replace
from typing import Any, Final

from placement import (
    CeilingGuarantee,
    Conflict,
    Criterion,
    Dimension,
    Flag,
    FloorGuarantee,
    Rule,
    Rulebook,
    Scale,
    Source,
    Track,
    all_of,
    any_of,
)
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
from placement.language.words import Phrase, Words

__all__ = [
    "BODY",
    "DUTIES",
    "FEVERISH",
    "LEAFLET",
    "LOW",
    "MIND",
    "REVIEWED",
    "SERVICE",
    "TINY",
    "Fever",
    "LowMood",
    "Plan",
    "Shifts",
    "tiny",
]

LEAFLET: Final = Source("LEAFLET", "A leaflet that nobody wrote", "Everything in this rulebook.", "read")

MIND: Final = Dimension("mind", "Mind")
BODY: Final = Dimension("body", "Body")
DUTIES: Final = Dimension("duties", "Duties", rated=False, need=False)


class LowMood(Scale, dimension=MIND, closes=True, sources=(LEAFLET,)):
    """Low mood."""

    NONE = 0, "none"
    SOME = 1, "some"
    MARKED = 2, "marked"


class Plan(Scale, dimension=MIND, danger=True, separate=True, sources=(LEAFLET,)):
    """Plan to harm oneself."""

    ABSENT = 0, "absent"
    PRESENT = 1, "present"


class Fever(Scale, dimension=BODY, closes=True, sources=(LEAFLET,)):
    """Fever."""

    NONE = 0, "below 38"
    HIGH = 1, "38 or more"
    VERY_HIGH = 2, "40 or more"


class Shifts(Scale, dimension=DUTIES, sources=(LEAFLET,)):
    """Shifts at work."""

    NONE = 0, "none"
    DAY = 1, "by day"
    NIGHT = 2, "by night"


class _Service(Track):
    """Service."""

    HOME = "home"
    CLINIC = "clinic"
    WARD = "ward"


_Service.id = "service"
SERVICE: Final = _Service

LOW: Final = Criterion(
    id="mind.low",
    summary="Mood is low.",
    when=any_of(LowMood.SOME.or_worse, Plan.PRESENT.or_worse),
    raises=MIND.at(2),
    sources=(LEAFLET,),
)
FEVERISH: Final = Criterion(
    id="body.feverish", summary="There is a fever.", when=Fever.HIGH.or_worse, raises=BODY.at(1), sources=(LEAFLET,)
)


def tiny(**changed: Any) -> Rulebook:  # noqa: ANN401 - any part of a rulebook
    """Return the tiny rulebook, with these parts in place of its own."""
    parts: dict[str, Any] = {
        "id": "tiny",
        "version": "1",
        "title": "Mood and fever",
        "dimensions": (MIND, BODY, DUTIES),
        "scales": (LowMood, Plan, Fever, Shifts),
        "tracks": (SERVICE,),
        "criteria": (LOW, FEVERISH),
        "rules": (
            Rule(
                id="service.clinic",
                summary="Low mood or a fever is seen in a clinic.",
                when=any_of(MIND.at(2), BODY.at(1)),
                raises=SERVICE.CLINIC.or_more,
                sources=(LEAFLET,),
            ),
            Rule(
                id="service.ward",
                summary="Low mood with a very high fever, or a plan, is looked after in a ward.",
                when=any_of(all_of(MIND.at(2), Fever.VERY_HIGH.or_worse), Plan.PRESENT.or_worse),
                raises=SERVICE.WARD.or_more,
                sources=(LEAFLET,),
            ),
        ),
        "flags": (Flag(id="flag.fluids", text="offer fluids", when=BODY.at(1), sources=(LEAFLET,)),),
        "sources": (LEAFLET,),
        "guarantees": (
            FloorGuarantee(
                "g.plan-is-ward", "A plan leads to the ward.", SERVICE.WARD.or_more, (Plan.PRESENT.or_worse,)
            ),
            CeilingGuarantee("g.well-stays-home", "Who is well stays at home.", SERVICE.HOME.or_less, ("mind", "body")),
        ),
        "conflicts": (
            Conflict("conflict.plan-without-mood", "a plan without low mood", ((LowMood.NONE.or_better, Plan.at(1)),)),
        ),
        "words": Words(lower_case_titles=True),
    }
    return Rulebook(**{**parts, **changed})


TINY: Final = tiny()
"""Low mood or a fever: clinic; low mood with a very high fever, or a plan: ward."""


_STEP_UP, _ASK, _CONTINUE, _STEP_DOWN = ReviewRules().outcomes
_CHILLS: Final = ReviewFact("chills.again", "continued", "chills went on")
_IN_WARD: Final = ReviewFact("place.ward", "in acute service", "the person is in the ward")
_NOT_OVER: Final = ReviewFact("ward.not-over", "acute reason there", "what the ward was needed for is not over")
_RESTED: Final = ReviewFact("rest.done", "phase days done", "the days of rest are over")
_BY_FEVER: Final = ReviewFact("need.by-fever", "need met by phase", "the need rests on the fever alone")
_FAILS: Final = ReviewFact("place.fails", "can fail", "failure here can be recorded")

REVIEWED: Final = tiny(
    id="tiny-reviewed",
    rules=(
        replace(TINY.rules[0], when=MIND.at(2)),
        replace(TINY.rules[0], id="service.fever", when=BODY.at(1)),
        TINY.rules[1],
    ),
    reviews=ReviewRules(
        facts=(NEED_ABOVE, NEED_OPEN, NEED_EQUAL, NEED_BELOW, _CHILLS, _IN_WARD, _NOT_OVER, _RESTED, _BY_FEVER, _FAILS),
        outcomes=(
            ReviewOutcome(
                id="review.rested",
                kind="safety",
                when=all_of(_CHILLS.is_so, _IN_WARD.is_so),
                because="Chills went on in the ward.",
                do="look in within {appointment}",
            ),
            _STEP_UP,
            ReviewOutcome(
                id="review.no-help",
                kind="not progressing",
                when=all_of(_CHILLS.is_so, _FAILS.is_so),
                because="Chills went on.",
                do="say that it did not help",
                sources=(LEAFLET,),
            ),
            _ASK,
            ReviewOutcome(
                id="review.rest-done",
                kind="finish phase",
                when=all_of(_RESTED.is_so, _BY_FEVER.is_so),
                because="The rest is done.",
                do="home for {aftercare}, {sessions} a week",
            ),
            _CONTINUE,
            ReviewOutcome(
                id="review.hold",
                kind="continue",
                when=all_of(NEED_BELOW.is_so, _IN_WARD.is_so, _NOT_OVER.is_so),
                because="The ward is still needed.",
                do="wait",
                missing=(_NOT_OVER.id,),
            ),
            _STEP_DOWN,
        ),
        times=ReviewTimes(
            review_period_days={"clinic": 5, "ward": 2},
            phase_1_days=3,
            aftercare_weeks=1,
            aftercare_sessions_a_week=2,
            appointment_days=1,
        ),
        questions=(Phrase("use", "did the chills go on?"),),
        urgent=("body",),
        foremost=("mind",),
        acute_services=("ward",),
        serious=1,
        failures=(Failure("clinic", LowMood.MARKED.or_worse),),
        aftercare=AftercareRules(
            service="home",
            follows=("clinic",),
            sources=(LEAFLET,),
            phase=IntensivePhase(
                service="clinic",
                rule="service.fever",
                clause="the fever has had its rest",
                sentence="The need rests on the fever alone, which has had its rest.",
            ),
        ),
    ),
)
"""The tiny rulebook, with reviews of its own."""
