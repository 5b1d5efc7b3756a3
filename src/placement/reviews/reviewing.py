"""Reviewing a placement: where the person is, against what they need now, by a table of outcomes.

The rows are tried in their order and the first that applies decides. A row rests on facts; more of them being so can
only make it apply, so it is looked at twice, with every unknown fact not so and with every unknown fact so. Where a row
may apply or not before one that does, its open question decides, and the outcome is to ask. What cannot wait (an
emergency, a danger, a need that is not met) is never kept waiting by a question.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final, TypeAlias, assert_never

from placement.assessment.answers import Answers
from placement.language.condition import All, AtLeast, Condition, Count, comparisons
from placement.language.condition import Any as AnyOf
from placement.language.reviews import ReviewOutcome, ReviewTimes
from placement.recommendation.case import verdict
from placement.recommendation.place import Engine, place
from placement.reviews.changes import changes
from placement.reviews.facts import DANGER_FLAGS, AtReview, Known, facts, improved, stalled, unsuccessful
from placement.reviews.inputs import QUESTIONS, Noted, Use
from placement.reviews.need import Need
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
_ASKS_TOO: Final = {_ASK: declared.NEED_OPEN.id, "review.step-up": declared.NEED_ABOVE.id}
"""Facts that are known and rest on something that is not: what is open in them is asked as well."""

_SAYS: Final = {one.id: one.says for one in declared.REVIEW_FACTS}


def _fact_shown(name: str, known: Known) -> FactShown:
    said = f"{_SAYS[name]} ({known.detail})" if known.detail else _SAYS[name]
    return FactShown(id=name, says=said, verdict=verdict(at_floor=known.so is True, at_ceiling=known.so is not False))


def _row(outcome: ReviewOutcome, known: dict[str, Known], ends: _Ends) -> RowShown:
    at_floor, at_ceiling = (outcome.when.holds(end) for end in ends)
    return RowShown(
        id=outcome.id,
        verdict=verdict(at_floor=at_floor, at_ceiling=at_ceiling),
        because=outcome.because,
        facts=tuple(
            _fact_shown(name, known[name]) for name in dict.fromkeys(one.fact for one in comparisons(outcome.when))
        ),
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


def _questions(names: Iterable[str], known: dict[str, Known], now: Need) -> tuple[ReviewQuestion, ...]:
    titles = {one.id: one.title() for one in now.rulebook.scales}
    about = dict.fromkeys(decides for name in names for decides in known[name].decides)
    return tuple(ReviewQuestion(about=one, asks=QUESTIONS.get(one, titles.get(one, one))) for one in about)


def _missing(row: RowShown) -> tuple[str, ...]:
    """Return what holds the person back: the facts of the row that are so, beside what says of whom it speaks."""
    beside = {declared.NEED_BELOW.id, declared.MEDICAL.id}
    return tuple(one.says for one in row.facts if one.verdict == "met" and one.id not in beside)


def _drivers(reviewed: AtReview) -> tuple[Driver, ...]:
    now, before = reviewed.now, reviewed.before
    title = {one.id: one.title for one in now.rulebook.dimensions}
    return tuple(
        Driver(
            id=one,
            title=title[one],
            rating=now.rating(one)[0],
            improved=None if before is None else improved(before.rating(one), now.rating(one)),
        )
        for one in now.drivers
    )


def _danger(reviewed: AtReview) -> tuple[str, ...]:
    seen = () if reviewed.before is None else reviewed.before.flagged(DANGER_FLAGS)
    new = [one for one in reviewed.now.flagged(DANGER_FLAGS) if one not in seen]
    return tuple(flag.says for flag in reviewed.now.rulebook.flags if flag.id in new)


def _result(reviewed: AtReview, engine: Engine) -> dict[str, Any]:
    """Return what decides, what to do and what to ask.

    Every state has an outcome: the need lies above, below, or at where the person is placed, or is open, and for each
    of the four there is a row that rests on nothing else.
    """
    known = facts(reviewed)
    low = {name: int(one.so is True) for name, one in known.items()}
    high = {name: int(one.so is not False) for name, one in known.items()}
    rows = tuple(_row(one, known, (low, high)) for one in declared.OUTCOMES)
    at = next(place for place, row in enumerate(rows) if row.verdict == "met")
    outcome, decided = declared.OUTCOMES[at], rows[at]
    because = outcome.because
    open_ = [one for one, row in zip(declared.OUTCOMES[:at], rows, strict=False) if row.verdict == "unknown"]
    if open_ and not outcome.urgent and outcome.id != _ASK:
        open_, because = open_[:1], f"An open question decides: {open_[0].because}"
        outcome = next(one for one in declared.OUTCOMES if one.id == _ASK)
    asked = [name for one in open_ for name in _deciding(one.when, (low, high))]
    if outcome is declared.OUTCOMES[at] and outcome.id in _ASKS_TOO:
        asked.append(_ASKS_TOO[outcome.id])
    to, within = move(outcome, reviewed, engine)
    recorded = unsuccessful(reviewed) if outcome.id == "review.not-responding" else None
    days, on = next_review(outcome, to, reviewed.times), reviewed.noted.on
    return {
        "outcome": outcome.id,
        "kind": outcome.kind,
        "do": outcome.do,
        "because": because,
        "to": to,
        "within_days": within,
        "rows": rows,
        "missing": _missing(decided) if outcome.id == _HOLD else (),
        "questions": _questions(asked, known, reviewed.now),
        "unsuccessful_level": None if recorded is None else recorded.key,
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
        appointment_booked: The next appointment is booked, within 7 days.
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
    now = Need(rulebook, current, place(current, rulebook, engine))
    before = None if previous is None else Need(rulebook, previous, place(previous, rulebook, engine))
    reviewed = AtReview(noted, now, before, times)
    result = _result(reviewed, engine)
    names = {one.service: one.name for one in rulebook.services}
    return Review(
        **result,
        placed=noted.placed,
        placed_name=names.get(str(noted.placed), ""),
        to_name=names.get(str(result["to"]), ""),
        need_met_by_phase=(result["outcome"] == _PHASE_DONE and now.rests_on(declared.SEVERITY_RULE))
        or reviewed.phase_has_met_the_need,
        need_floor=now.floor.service,
        need_ceiling=now.ceiling.service,
        drivers=_drivers(reviewed),
        stalled=stalled(reviewed),
        danger=_danger(reviewed),
        changes=None if before is None else changes(before, now),
        aftercare=aftercare(noted.placed, times),
        on=noted.on,
        rulebook=now.recommendation.rulebook,
    )
