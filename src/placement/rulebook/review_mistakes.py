"""What is wrong with what a rulebook declares of its reviews: names, texts, numbers, and states without an outcome."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from placement.language.condition import Condition, comparisons, oddities
from placement.language.reviews import (
    AFTERCARE_KINDS,
    FIGURES,
    INPUTS,
    NEED_KINDS,
    PHASE_KINDS,
    FactKind,
    ReviewRules,
)
from placement.rulebook.declarations import Declarations
from placement.rulebook.references import headline_values, not_among

_ID: Final = re.compile(r"[a-z0-9][a-z0-9.-]*")
_FIGURE: Final = re.compile(r"\{([^{}]*)\}")


def review_mistakes(rulebook: Declarations) -> Iterator[str]:
    """Return one sentence per mistake, each naming what it is about."""
    rules = rulebook.reviews
    yield from _ids(rules)
    yield from _outcomes(rules)
    yield from _needs(rules)
    yield from _kinds(rules)
    yield from _numbers(rules)
    yield from _texts(rules)
    yield from _names(rulebook)
    yield from _cited(rulebook)


def _ids(rules: ReviewRules) -> Iterator[str]:
    for name, times in Counter(
        [*(fact.id for fact in rules.facts), *(outcome.id for outcome in rules.outcomes)]
    ).items():
        if times > 1:
            yield f"`reviews`: id `{name}` is declared {times} times"
        if not _ID.fullmatch(name):
            yield f"`reviews`: `{name}` cannot be an id: use kebab case, with dots between its parts"


def _outcomes(rules: ReviewRules) -> Iterator[str]:
    facts = {fact.id for fact in rules.facts}
    for outcome in rules.outcomes:
        for oddity in oddities(outcome.when):
            yield f"`{outcome.id}` {oddity}"
        for test in comparisons(outcome.when):
            if test.fact not in facts:
                yield f"`{outcome.id}` reads `{test.fact}`, which is no fact of `reviews`"
            elif test.at_least != 1:
                yield f"`{outcome.id}` reads `{test.fact}` at {test.at_least}: expected 1"
        yield from not_among(outcome.id, "fact", outcome.missing, facts)


def _needs(rules: ReviewRules) -> Iterator[str]:
    """Yield what keeps a person from having an outcome, or lets one stay below the need."""
    facts = dict.fromkeys((fact.id for fact in rules.facts), 0)
    for kind in NEED_KINDS:
        of_kind = [fact.id for fact in rules.facts if fact.kind == kind]
        if len(of_kind) != 1:
            yield f"`reviews` has {len(of_kind)} facts of the kind `{kind}`: expected 1"
        elif not any(_holds(outcome.when, facts | {of_kind[0]: 1}) for outcome in rules.outcomes):
            yield f"`reviews` has no outcome that rests on `{of_kind[0]}` alone: somebody would have none"
        elif kind == "need above":
            yield from _staying_below(rules, facts | {of_kind[0]: 1})


def _kinds(rules: ReviewRules) -> Iterator[str]:
    """Yield what facts and outcomes rest on and nothing declares."""
    kinds = [outcome.kind for outcome in rules.outcomes]
    if kinds.count("ask") != 1:
        yield f"`reviews` has {kinds.count('ask')} outcomes of the kind `ask`: expected 1"
    if "emergency" in kinds and not rules.emergency_service:
        yield "`reviews` has an outcome of the kind `emergency`, and no `emergency_service`"
    if "finish phase" in kinds and rules.aftercare is None:
        yield "`reviews` has an outcome of the kind `finish phase`, and no `aftercare`"
    of_phase: tuple[FactKind, ...] = PHASE_KINDS
    of_aftercare: tuple[FactKind, ...] = AFTERCARE_KINDS
    for fact in rules.facts:
        if fact.kind in of_aftercare and rules.aftercare is None:
            yield f"`{fact.id}` is of the kind `{fact.kind}`, and `reviews` has no `aftercare`"
        if fact.kind in of_phase and rules.phase is None:
            yield f"`{fact.id}` is of the kind `{fact.kind}`, and `aftercare` has no `phase`"


def _staying_below(rules: ReviewRules, above: Mapping[str, int]) -> Iterator[str]:
    """Yield the outcomes by which a person could stay below the least that is needed."""
    at = next(place for place, outcome in enumerate(rules.outcomes) if _holds(outcome.when, above))
    for outcome in rules.outcomes[: at + 1]:
        if not outcome.cannot_wait:
            yield f"`{outcome.id}` is tried before a need above the place: expected emergency, safety or step up first"


def _holds(condition: Condition, facts: Mapping[str, int]) -> bool:
    known = all(test.fact in facts for test in comparisons(condition))
    return known and condition.holds(facts)


def _numbers(rules: ReviewRules) -> Iterator[str]:
    times = rules.times
    numbers = {
        "phase_1_days": times.phase_1_days,
        "phase_1_sessions": times.phase_1_sessions,
        "aftercare_weeks": times.aftercare_weeks,
        "aftercare_sessions_a_week": times.aftercare_sessions_a_week,
        "appointment_days": times.appointment_days,
        **{f"shortest_phase_days.{service}": days for service, days in times.shortest_phase_days.items()},
    }
    for name, number in numbers.items():
        if number < 0:
            yield f"`reviews`: `{name}` is {number}: expected 0 or more"
    for service, days in times.review_period_days.items():
        if days < 1:
            yield f"`reviews`: `review_period_days.{service}` is {days}: expected 1 or more"
    if rules.serious < 1:
        yield f"`reviews`: `serious` is {rules.serious}: expected 1 or more"


def _texts(rules: ReviewRules) -> Iterator[str]:
    texts = [(fact.id, fact.text) for fact in rules.facts]
    texts += [(outcome.id, text) for outcome in rules.outcomes for text in (outcome.because, outcome.do)]
    texts += [(question.of, question.text) for question in rules.questions]
    if rules.phase is not None:
        texts += [("phase", rules.phase.clause), ("phase", rules.phase.sentence)]
    for name, text in texts:
        if not text.strip():
            yield f"`{name}` says nothing: give it one sentence"
        for figure in _FIGURE.findall(text):
            if figure not in FIGURES:
                yield f"`{name}` names `{{{figure}}}`: expected one of {', '.join(FIGURES)}"


def _names(rulebook: Declarations) -> Iterator[str]:
    rules, subject = rulebook.reviews, "reviews"
    followed = () if rules.aftercare is None else (rules.aftercare.service, *rules.aftercare.follows)
    named = (
        *filter(None, (rules.nowhere, rules.emergency_service)),
        *(*rules.acute_services, *rules.times.shortest_phase_days, *rules.times.review_period_days),
        *(failure.service for failure in rules.failures),
        *followed,
        *(() if rules.phase is None else (rules.phase.service,)),
    )
    yield from not_among(subject, "service", dict.fromkeys(named), headline_values(rulebook))
    flags = {flag.id for flag in rulebook.flags}
    yield from not_among(subject, "flag", (*rules.emergency_flags, *rules.danger_flags), flags)
    rated = {dimension.id: dimension.highest for dimension in rulebook.dimensions if dimension.rated}
    settled = (limit.fact for limit in rules.settled)
    yield from not_among(subject, "rated dimension", (*rules.urgent, *rules.foremost, *settled), rated)
    yield from not_among(subject, "input", (question.of for question in rules.questions), INPUTS)
    if rules.phase is not None:
        yield from not_among(subject, "rule", (rules.phase.rule,), {rule.id for rule in rulebook.rules})
    for limit in rules.settled:
        if not 0 <= limit.at_most <= rated.get(limit.fact, limit.at_most):
            yield f"`reviews` reads `{limit.fact}` at {limit.at_most}: expected 0 to {rated[limit.fact]}"
    yield from _failures(rulebook)


def _failures(rulebook: Declarations) -> Iterator[str]:
    needs = {scale.id: scale.highest() for scale in rulebook.scales if scale.dimension.need}
    for failure in rulebook.reviews.failures:
        fact, position = failure.recorded.fact, failure.recorded.at_least
        if fact not in needs:
            yield f"`reviews` records failure in `{fact}`, which is no scale of need"
        elif not 1 <= position <= needs[fact]:
            yield f"`reviews` records failure in `{fact}` at {position}: expected 1 to {needs[fact]}"


def _cited(rulebook: Declarations) -> Iterator[str]:
    rules = rulebook.reviews
    cited = [(outcome.id, outcome.sources) for outcome in rules.outcomes]
    if rules.aftercare is not None:
        cited.append(("aftercare", rules.aftercare.sources))
    for name, sources in cited:
        for source in sources:
            if source not in rulebook.sources:
                yield f"`{name}` cites `{source.id}`, not among the rulebook's sources"
