"""Reviewing a placement: where the person is, against what they need now, by a table of outcomes.

The first row that applies decides. More facts can only make a row apply, so each is evaluated twice: with every unknown
fact false, and true. Where an earlier row may apply, its open question decides and the outcome is to ask. What cannot
wait (an emergency, a danger, an unmet need) never waits for a question, and may be presumed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, TypeAlias, assert_never

from placement.assessment.answers import Answers, rulebook_for
from placement.explain.sentences import count
from placement.language.condition import All, AtLeast, Condition, Count, comparisons
from placement.language.condition import Any as AnyOf
from placement.language.graded import Track
from placement.language.reviews import FIGURES, ReviewOutcome, ReviewTimes
from placement.recommendation.case import verdict
from placement.recommendation.place import Engine, place
from placement.reviews.facts import facts
from placement.reviews.inputs import QUESTIONS, RULEBOOK, Noted, Use
from placement.reviews.known import Asked, Known, Visit
from placement.reviews.need import Need
from placement.reviews.progress import AtReview, changes, improved, new_dangers, stalled
from placement.reviews.result import Driver, FactShown, Review, ReviewQuestion, RowShown
from placement.reviews.transitions import aftercare, move, next_review
from placement.rulebook.rulebook import Rulebook

_Ends: TypeAlias = tuple[Mapping[str, int], Mapping[str, int]]
"""Facts by id, 1 if so: with every unknown one not so, and with every unknown one so."""

_ASKED_OF: Final = {"current": "{}, at this visit", "previous": "{}, at the last visit"}


def _filled(text: str, times: ReviewTimes) -> str:
    """Return a text with the numbers that it names. It may be a stranger's: nothing else in braces is looked at."""
    counts = (
        count(times.appointment_days, "day", "days"),
        count(times.aftercare_weeks, "week", "weeks"),
        count(times.aftercare_sessions_a_week, "session", "sessions"),
    )
    for figure, counted in zip(FIGURES, counts, strict=True):
        text = text.replace(f"{{{figure}}}", counted)
    return text


def _row(outcome: ReviewOutcome, reviewed: AtReview, known: dict[str, Known], ends: _Ends) -> RowShown:
    text = {fact.id: fact.text for fact in reviewed.rules.facts}

    def shown(name: str) -> FactShown:
        wording, fact = _filled(text[name], reviewed.rules.times), known[name]
        return FactShown(
            id=name,
            text=f"{wording} ({fact.detail})" if fact.detail else wording,
            verdict=verdict(at_floor=fact.so is True, at_ceiling=fact.so is not False),
        )

    at_floor, at_ceiling = (outcome.when.holds(end) for end in ends)
    return RowShown(
        id=outcome.id,
        verdict=verdict(at_floor=at_floor, at_ceiling=at_ceiling),
        because=_filled(outcome.because, reviewed.rules.times),
        facts=tuple(shown(name) for name in dict.fromkeys(test.fact for test in comparisons(outcome.when))),
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
    titles = {scale.id: scale.title() for scale in reviewed.now.rulebook.scales}
    questions: dict[str, str] = dict(QUESTIONS.items())
    questions |= {question.of: question.text for question in reviewed.rules.questions}

    def asks(name: str, visit: Visit) -> str:
        if name in titles:
            return _ASKED_OF[visit].format(titles[name])
        return _filled(questions[name], reviewed.rules.times)

    return tuple(
        ReviewQuestion(about=name, visit=visit, asks=asks(name, visit)) for name, visit in dict.fromkeys(asked)
    )


def _drivers(reviewed: AtReview) -> tuple[Driver, ...]:
    now, before = reviewed.now, reviewed.before
    return tuple(
        Driver(
            id=name,
            title=now.rulebook.dimension_named[name].title,
            rating=now.rating(name)[0],
            rating_at_most=now.rating(name)[1],
            verdict="met" if holds.so else "unknown",
            improved=None if before is None else improved(reviewed, name),
        )
        for name, holds in now.drivers.items()
    )


def _danger(reviewed: AtReview) -> tuple[str, ...]:
    new = {name for name, known in new_dangers(reviewed).items() if known.so or known.presumed}
    return tuple(flag.text for flag in reviewed.now.rulebook.flags if flag.id in new)


def _result(reviewed: AtReview, engine: Engine) -> dict[str, Any]:
    """Return what decides, what to do and what to ask.

    Every state has an outcome: the need lies above, below, or at where the person is placed, or is open, and for each
    of the four there is a row that rests on nothing else.
    """
    rules, known = reviewed.rules, facts(reviewed)
    low = {name: int(fact.so is True) for name, fact in known.items()}
    high = {name: int(fact.so is not False) for name, fact in known.items()}
    acted = {name: int(fact.so is True or fact.presumed) for name, fact in known.items()}
    rows = tuple(_row(outcome, reviewed, known, (low, high)) for outcome in rules.outcomes)
    at = next(place for place, row in enumerate(rules.outcomes) if row.when.holds(acted))
    applies = outcome = rules.outcomes[at]
    because = rows[at].because
    open_ = [rules.outcomes[place] for place, row in enumerate(rows[: at + 1]) if row.verdict == "unknown"]
    if open_ and not outcome.cannot_wait and outcome.kind != "ask":
        open_, because = open_[:1], f"An open question decides: {_filled(open_[0].because, rules.times)}"
        outcome = next(outcome for outcome in rules.outcomes if outcome.kind == "ask")
    asked = [name for row in open_ for name in _deciding(row.when, (low, high))]
    if applies.kind == "ask":
        asked.append(rules.fact("need open").id)
    moved = move(outcome, reviewed, engine)
    days, on = next_review(outcome, moved.to, rules), reviewed.noted.on
    met = reviewed.phase_has_met_the_need.so or (outcome.kind == "finish phase" and reviewed.met_by_phase.so)
    return {
        "outcome": outcome.id,
        "kind": outcome.kind,
        "do": _filled(outcome.do, rules.times),
        "because": because,
        "to": moved.to,
        "to_floor": moved.range[0] if moved.range else moved.to,
        "to_ceiling": moved.range[1] if moved.range else moved.to,
        "to_no_service": str(moved.to) == rules.nowhere,
        "within_days": moved.within_days,
        "need_met_by_phase": met is True,
        "need_text": _need(reviewed, met=met is True),
        "rows": rows,
        "missing": tuple(fact.text for fact in rows[at].facts if fact.verdict == "met" and fact.id in outcome.missing),
        "questions": _questions([*(ask for name in asked for ask in known[name].decides), *moved.decides], reviewed),
        "unsuccessful_level": moved.recorded and moved.recorded.key,
        "unsuccessful_scale": moved.recorded and moved.recorded.id,
        "next_review_days": days,
        "next_review_on": None if on is None or days is None else on + timedelta(days=days),
    }


def _need(reviewed: AtReview, *, met: bool) -> str:
    least, most = map(reviewed.now.rulebook.named_service, (reviewed.now.floor.service, reviewed.now.ceiling.service))
    if met and reviewed.rules.phase is not None:
        return reviewed.rules.phase.sentence
    return f"The need is {least}." if least == most else f"The need is at least {least} and may be up to {most}."


def review(  # noqa: PLR0913 - one argument for each thing that is noted at a review
    placed: Track | str,
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
    rulebook: Rulebook | None = None,
    times: ReviewTimes | None = None,
    engine: Engine = "auto",
) -> Review:
    """Review where a person is placed against what they need now.

    What is None is not known, and never read as no: where it could change the outcome, the outcome is to ask, and
    `questions` says what decides. Nothing is read from the clock.

    Args:
        placed: The service where the person is, or its name: a value of the headline track, such as `"2.1"`.
        current: The assessment of today.
        previous: The last assessment, on which the person was placed or reviewed.
        days_in_level: Days in this level; they carry over when the provider changes at the same level.
        sessions_attended: Sessions attended in this level.
        use: How it went since the last review with what the person is treated for.
        use_before: The same, as found at the last review; `"none"` where this is the first.
        stalled_before: The `stalled` of the last review; empty where this is the first.
        plan_changed: The plan was changed at the last review.
        appointment_booked: The next appointment is booked, within the days of `times.appointment_days`.
        aftercare_weeks: Weeks in aftercare; 0 where the person is not.
        reason_over_24_hours: The reason for an acute service has been absent for 24 hours.
        on: Date of the review, from which that of the next is counted.
        rulebook: The rulebook that says what is needed and what a review goes by; the one that `current` was made for
            if none is given.
        times: The numbers that the programme goes by; the rulebook's if none are given.
        engine: As for `place`.

    Returns:
        One outcome, with the reason of every row.

    Raises:
        pydantic.ValidationError: An argument is not of its kind. It names the argument, never the value.
        MismatchedAssessment: An assessment does not ask what the rulebook reads.
    """
    book = rulebook_for(current, rulebook)
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
        },
        context={RULEBOOK: book},
    )
    now = Need(book, current, place(current, book, engine), "current")
    before = None if previous is None else Need(book, previous, place(previous, book, engine), "previous")
    reviewed = AtReview(noted, now, before, book.reviews if times is None else replace(book.reviews, times=times))
    result = _result(reviewed, engine)
    return Review(
        **result,
        placed=noted.placed,
        placed_name=book.service_names[str(noted.placed)],
        to_name=book.service_names[str(result["to"])],
        need_floor=now.floor.service,
        need_ceiling=now.ceiling.service,
        drivers=_drivers(reviewed),
        stalled=stalled(reviewed),
        danger=_danger(reviewed),
        changes=None if before is None else changes(before, now),
        aftercare=aftercare(reviewed),
        on=noted.on,
        rulebook=now.recommendation.rulebook,
        notice=book.words.notice,
    )
