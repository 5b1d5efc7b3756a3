"""Reviewing a placement: where the person is, against what they need now, by a table of outcomes.

The rows are tried in their order and the first that applies decides. A row rests on facts; more of them being so can
only make it apply, so it is looked at twice, with every unknown fact not so and with every unknown fact so. Where a row
may apply or not before one that does, its open question decides, and the outcome is to ask. What cannot wait (an
emergency, a danger, a need that is not met) is never kept waiting by a question, and may be presumed.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final, TypeAlias, assert_never

from placement.assessment.answers import Answers
from placement.explain.wording import count
from placement.language.condition import All, AtLeast, Condition, Count, comparisons
from placement.language.condition import Any as AnyOf
from placement.language.reviews import ReviewOutcome, ReviewTimes
from placement.recommendation.case import verdict
from placement.recommendation.place import Engine, place
from placement.recommendation.placement import RulebookReference
from placement.reviews.changes import changes
from placement.reviews.facts import facts
from placement.reviews.inputs import QUESTIONS, Noted, Use
from placement.reviews.known import Asked, Known
from placement.reviews.need import Need
from placement.reviews.progress import AtReview, improved, new_dangers, stalled
from placement.reviews.result import Driver, FactShown, Review, ReviewQuestion, RowShown
from placement.reviews.transitions import aftercare, move, next_review
from placement.rulebook.rulebook import Rulebook
from placement.rules import reviews as declared
from placement.rules.five_level import FIVE_LEVEL
from placement.rules.levels import Service

__all__ = ["review"]

_Ends: TypeAlias = tuple[Mapping[str, int], Mapping[str, int]]
"""Facts by id, 1 if so: with every unknown one not so, and with every unknown one so."""

_ASK: Final = "review.ask"
_HOLD: Final = "review.hold"
_PHASE_DONE: Final = "review.phase-1-done"
_ASKED_OF: Final = {"current": "{}, at this visit", "previous": "{}, at the last visit"}

_SAYS: Final = {one.id: one.says for one in declared.REVIEW_FACTS}


def _figures(times: ReviewTimes) -> dict[str, str]:
    """Return the numbers that texts name, in words."""
    return {
        "appointment": count(times.appointment_days, "day", "days"),
        "aftercare": count(times.aftercare_weeks, "week", "weeks"),
        "sessions": count(times.aftercare_sessions_a_week, "session", "sessions"),
    }


def _fact_shown(name: str, known: Known, figures: Mapping[str, str]) -> FactShown:
    said = _SAYS[name].format_map(figures)
    return FactShown(
        id=name,
        says=f"{said} ({known.detail})" if known.detail else said,
        verdict=verdict(at_floor=known.so is True, at_ceiling=known.so is not False),
    )


def _row(outcome: ReviewOutcome, known: dict[str, Known], ends: _Ends, figures: Mapping[str, str]) -> RowShown:
    at_floor, at_ceiling = (outcome.when.holds(end) for end in ends)
    names = dict.fromkeys(one.fact for one in comparisons(outcome.when))
    return RowShown(
        id=outcome.id,
        verdict=verdict(at_floor=at_floor, at_ceiling=at_ceiling),
        because=outcome.because,
        facts=tuple(_fact_shown(name, known[name], figures) for name in names),
        sources=tuple(source.id for source in outcome.sources),
    )


def _deciding(condition: Condition, ends: _Ends) -> Iterator[str]:
    """Yield the unknown facts by which a condition may hold or not; parts that hold or fail anyhow are passed over."""
    low, high = ends
    match condition:
        case AtLeast(fact, _):
            yield fact
        case All(parts) | AnyOf(parts) | Count(_, parts):
            for part in parts:
                if part.holds(high) and not part.holds(low):
                    yield from _deciding(part, ends)
        case _:
            assert_never(condition)


def _questions(asked: Iterable[Asked], reviewed: AtReview) -> tuple[ReviewQuestion, ...]:
    titles = {one.id: one.title() for one in reviewed.now.rulebook.scales}
    figures = _figures(reviewed.times)
    return tuple(
        ReviewQuestion(
            about=name,
            visit=visit,
            asks=QUESTIONS[name].format_map(figures) if name in QUESTIONS else _ASKED_OF[visit].format(titles[name]),
        )
        for name, visit in dict.fromkeys(asked)
    )


def _missing(row: RowShown) -> tuple[str, ...]:
    """Return what holds the person back: the facts of the row that are so, beside what says of whom it speaks."""
    beside = {declared.NEED_BELOW.id, declared.MEDICAL.id}
    return tuple(one.says for one in row.facts if one.verdict == "met" and one.id not in beside)


def _drivers(reviewed: AtReview) -> tuple[Driver, ...]:
    now, before = reviewed.now, reviewed.before
    title = {one.id: one.title for one in now.rulebook.dimensions}
    return tuple(
        Driver(
            id=name,
            title=title[name],
            rating=now.rating(name)[0],
            rating_at_most=now.rating(name)[1],
            verdict="met" if holds.so else "unknown",
            improved=None if before is None else improved(reviewed, name),
        )
        for name, holds in now.drivers.items()
    )


def _danger(reviewed: AtReview) -> tuple[str, ...]:
    new = {name for name, known in new_dangers(reviewed).items() if known.so or known.presumed}
    return tuple(flag.says for flag in reviewed.now.rulebook.flags if flag.id in new)


def _result(reviewed: AtReview, engine: Engine) -> dict[str, Any]:
    """Return what decides, what to do and what to ask.

    Every state has an outcome: the need lies above, below, or at where the person is placed, or is open, and for each
    of the four there is a row that rests on nothing else.
    """
    known = facts(reviewed)
    low = {name: int(one.so is True) for name, one in known.items()}
    high = {name: int(one.so is not False) for name, one in known.items()}
    acted = {name: int(one.so is True or one.presumed) for name, one in known.items()}
    figures = _figures(reviewed.times)
    rows = tuple(_row(one, known, (low, high), figures) for one in declared.OUTCOMES)
    at = next(place for place, one in enumerate(declared.OUTCOMES) if one.when.holds(acted))
    applies = outcome = declared.OUTCOMES[at]
    because = outcome.because
    open_ = [one for one, row in zip(declared.OUTCOMES, rows[: at + 1], strict=False) if row.verdict == "unknown"]
    if open_ and not outcome.urgent and outcome.id != _ASK:
        open_, because = open_[:1], f"An open question decides: {open_[0].because}"
        outcome = next(one for one in declared.OUTCOMES if one.id == _ASK)
    asked = [name for one in open_ for name in _deciding(one.when, (low, high))]
    if applies.id == _ASK:
        asked.append(declared.NEED_OPEN.id)
    moved = move(outcome, reviewed, engine)
    to = moved.to
    days, on = next_review(outcome, to, reviewed.times), reviewed.noted.on
    return {
        "outcome": outcome.id,
        "kind": outcome.kind,
        "do": outcome.do.format_map(figures),
        "because": because,
        "to": to,
        "within_days": moved.within_days,
        "rows": rows,
        "missing": _missing(rows[at]) if outcome.id == _HOLD else (),
        "questions": _questions([*(one for name in asked for one in known[name].decides), *moved.decides], reviewed),
        "unsuccessful_level": moved.recorded,
        "next_review_days": days,
        "next_review_on": None if on is None or days is None else on + timedelta(days=days),
    }


def review(  # noqa: PLR0913 - one argument for each thing that is noted at a review
    placed: Service | str,
    current: Answers,
    previous: Answers | None = None,
    *,
    days_in_level: int | None = None,
    sessions_attended: int | None = None,
    use: Use | None = None,
    use_before: Use | None = None,
    stalled_before: Iterable[str] | None = None,
    plan_changed: bool | None = None,
    appointment_booked: bool | None = None,
    aftercare_weeks: int | None = None,
    reason_over_24_hours: bool | None = None,
    on: date | None = None,
    rulebook: Rulebook = FIVE_LEVEL,
    times: ReviewTimes = declared.REVIEW_TIMES,
    engine: Engine = "auto",
) -> Review:
    """Review where a person is placed against what they need now.

    What is None is not known, and never read as no: where it could change the outcome, the outcome is to ask, and
    `questions` says what decides. Nothing is read from the clock.

    Args:
        placed: The service where the person is, such as `"2.1"`.
        current: The assessment of today.
        previous: The last assessment, on which the person was placed or reviewed.
        days_in_level: Days in this level; they carry over when the provider changes at the same level.
        sessions_attended: Sessions attended in this level.
        use: Use since the last review.
        use_before: Use found at the last review; `"none"` where this is the first.
        stalled_before: The `stalled` of the last review; empty where this is the first.
        plan_changed: The plan was changed at the last review.
        appointment_booked: The next appointment is booked, within the days of `times.appointment_days`.
        aftercare_weeks: Weeks in aftercare; 0 where the person is not.
        reason_over_24_hours: The reason for 3.7 or 4 (withdrawal, body, acute danger) has been absent for 24 hours.
        on: Date of the review, from which that of the next is counted.
        rulebook: The rulebook that says what is needed.
        times: The numbers that the programme goes by.
        engine: As for `place`.

    Returns:
        One outcome, with the reason of every row.

    Raises:
        pydantic.ValidationError: An argument is not of its kind. It names the argument, never the value.
        MismatchedAssessment: An assessment does not ask what the rulebook reads.
    """
    noted = Noted.model_validate(
        {
            "placed": placed,
            "days_in_level": days_in_level,
            "sessions_attended": sessions_attended,
            "use": use,
            "use_before": use_before,
            "stalled_before": stalled_before,
            "plan_changed": plan_changed,
            "appointment_booked": appointment_booked,
            "aftercare_weeks": aftercare_weeks,
            "reason_over_24_hours": reason_over_24_hours,
            "on": on,
        }
    )
    now = Need(rulebook, current, place(current, rulebook, engine), "current")
    before = None if previous is None else Need(rulebook, previous, place(previous, rulebook, engine), "previous")
    reviewed = AtReview(noted, now, before, times)
    result = _result(reviewed, engine)
    names = {one.service: one.name for one in rulebook.services}
    return Review(
        **result,
        placed=noted.placed,
        placed_name=names.get(str(noted.placed), ""),
        to_name=names.get(str(result["to"]), ""),
        need_met_by_phase=(result["outcome"] == _PHASE_DONE and reviewed.by_severity.so is True)
        or reviewed.phase_has_met_the_need.so is True,
        need_floor=Service(str(now.floor.service)),
        need_ceiling=Service(str(now.ceiling.service)),
        drivers=_drivers(reviewed),
        stalled=stalled(reviewed),
        danger=_danger(reviewed),
        changes=None if before is None else changes(before, now),
        aftercare=aftercare(noted.placed, times),
        on=noted.on,
        rulebook=RulebookReference.to(now.recommendation.rulebook),
    )
