"""Why this level and why not another: every reason is enough, nothing in it can be spared, and none is left out."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given

from placement import FIVE_LEVEL, Answers, Assessment, AtLeast, Level, Recommendation, Rulebook, place
from placement.engines.reference import evaluate
from placement.recommendation import recommendation as shown
from placement.rulebook.lattice import Ways
from placement.testing import assessments
from tests.property.everybody import (
    at_most,
    between,
    cases,
    level_of,
    needs,
    one_step_better,
    position_named,
    service_of,
    smallest_of,
)

if TYPE_CHECKING:
    from placement.language.graded import Graded


def _placed(rulebook: Rulebook, assessment: Answers) -> Recommendation:
    return place(assessment, rulebook, engine="reference")


def _needed(rulebook: Rulebook, answers: Iterable[shown.Tested]) -> dict[str, int]:
    """Return the anchors that some answers are needed at."""
    return {one.fact: position_named(rulebook.scale_named[one.fact], one.needed) for one in answers}


def _only(rulebook: Rulebook, reason: shown.Reason) -> dict[str, int]:
    """Return the person who has the answers of a reason and no other need."""
    return {scale.id: 0 for scale in rulebook.scales} | _needed(rulebook, reason.answers)


def _leaves(cause: shown.Cause) -> Iterator[shown.Cause]:
    if not cause.behind:
        yield cause
    for behind in cause.behind:
        yield from _leaves(behind)


def _inside(cause: shown.Cause) -> Iterator[shown.Cause]:
    yield cause
    for behind in cause.behind:
        yield from _inside(behind)


def _hold_of_reasons(rulebook: Rulebook, assessment: Answers, said: Recommendation) -> None:
    low, service = assessment.floor(), said.floor.service.position
    assert bool(said.because) == bool(service)
    people = [_only(rulebook, reason) for reason in said.because]
    for reason, person in zip(said.because, people, strict=True):
        assert reason.gives == str(said.service or said.floor.service)
        assert at_most(person, low)
        assert service_of(rulebook, person) == service, "a reason is enough by itself"
        assert reason.answers
        for better in one_step_better(person):
            assert service_of(rulebook, better) < service, "nothing in a reason can be spared"
        for other in people:
            assert other is person or not at_most(other, person), "no reason is part of another"


@given(assessments())
def test_every_reason_is_enough_and_every_answer_in_it_is_necessary(assessment: Assessment) -> None:
    """With these answers alone the service is the same; with any of them one step better it is lower."""
    _hold_of_reasons(FIVE_LEVEL, assessment, _placed(FIVE_LEVEL, assessment))


@given(cases)
def test_reasons_are_enough_and_necessary_under_any_rulebook(case: tuple[Rulebook, Answers]) -> None:
    """With these answers alone the service is the same; with any of them one step better it is lower."""
    rulebook, assessment = case
    _hold_of_reasons(rulebook, assessment, _placed(rulebook, assessment))


@given(cases)
def test_no_reason_is_left_out(case: tuple[Rulebook, Answers]) -> None:
    """Whoever has less need than this person and breaks every reason gets a lower service; nobody else does."""
    rulebook, assessment = case
    said = _placed(rulebook, assessment)
    people = [_only(rulebook, reason) for reason in said.because]
    low = assessment.floor()
    for person in between(dict.fromkeys(low, 0), low):
        kept = any(at_most(one, person) for one in people) or not said.floor.service.position
        assert (service_of(rulebook, person) == said.floor.service.position) == kept


def _hold_of_causes(rulebook: Rulebook, assessment: Answers, said: Recommendation) -> None:
    met = {one.id for one in said.findings if one.verdict == "met"}
    for reason in said.because:
        answers = _needed(rulebook, reason.answers)
        causes = list(_inside(reason.causes))
        assert causes[0].kind == "rule"
        assert causes[0].id == reason.rules[0]
        assert {one.id for one in causes if one.kind in {"rule", "criterion"}} <= met
        leaves = list(_leaves(reason.causes))
        assert {one.kind for one in leaves} == {"answer"}
        assert {one.id for one in leaves} == {*answers}
        for fact, position in answers.items():
            scale = rulebook.scale_named[fact]
            named = {one.text for one in leaves if one.id == fact}
            assert named <= {f"{scale.title()}: {anchor.label}" for anchor in scale if anchor <= position}
            assert f"{scale.title()}: {scale.anchor(position).label}" in named
        for rule in reason.rules:
            assert rulebook.rule_named[rule].when.holds(_facts(rulebook, reason))
            assert rulebook.rule_named[rule].raises == said.floor.service.or_more
    for one in (one for reason in said.because for one in reason.answers):
        assert one.verdict == "met"
        assert one.answer == assessment.answered()[one.fact].label


def _facts(rulebook: Rulebook, reason: shown.Reason) -> dict[str, int]:

    person = _only(rulebook, reason)
    outcome = evaluate(rulebook, person)
    return {**person, **outcome.ratings, **outcome.tracks}


@given(assessments())
def test_causes_lead_back_to_exactly_the_answers_of_their_reason(assessment: Assessment) -> None:
    """Back through ratings and criteria to answers: all of them and no other, every step met."""
    _hold_of_causes(FIVE_LEVEL, assessment, _placed(FIVE_LEVEL, assessment))


@given(cases)
def test_causes_lead_back_to_answers_under_any_rulebook(case: tuple[Rulebook, Answers]) -> None:
    """Back through ratings and criteria to answers: all of them and no other, every step met."""
    rulebook, assessment = case
    _hold_of_causes(rulebook, assessment, _placed(rulebook, assessment))


@given(cases)
def test_what_forbids_a_lower_level_is_every_reason_for_the_next(case: tuple[Rulebook, Answers]) -> None:
    """For a lower level: which reasons forbid it. They are the smallest sets of answers that lead higher."""
    rulebook, assessment = case
    low = assessment.floor()
    levels = _placed(rulebook, assessment).cases
    for this, following in pairwise(levels):
        if this.level < level_of(rulebook, low):
            wanted = smallest_of(
                between(dict.fromkeys(low, 0), low),
                lambda person: level_of(rulebook, person) >= following.level,  # noqa: B023 - called at once
            )
            assert needs(_only(rulebook, reason) for reason in this.reasons_against) == needs(wanted)
            assert this.reasons_against == following.reasons_for
        else:
            assert this.reasons_against == ()
        assert bool(this.reasons_for) == (not this.level.is_lowest and this.level <= level_of(rulebook, low))


@given(cases)
def test_what_a_higher_level_would_need_is_the_smallest_change_that_reaches_it(
    case: tuple[Rulebook, Answers],
) -> None:
    """For a higher level: what it would have needed, and how far off the person is; the nearest five, all smallest."""
    rulebook, assessment = case
    low, high = assessment.ends()
    top = {scale.id: scale.highest() for scale in rulebook.scales}
    for one in _placed(rulebook, assessment).cases:
        changes = [{**low, **_needed(rulebook, change.answers)} for change in one.would_need]
        if one.level <= level_of(rulebook, low):
            assert not changes
            assert one.distance == 0
            continue
        wanted = smallest_of(
            between(low, high if one.level <= level_of(rulebook, high) else top),
            lambda person: level_of(rulebook, person) >= one.level,  # noqa: B023 - called at once
        )
        if one.verdict == "possible":  # then only what leads to it and not past it
            wanted = [person for person in wanted if level_of(rulebook, person) is one.level]
        steps = sorted(sum(person.values()) - sum(low.values()) for person in wanted)
        assert needs(changes) <= needs(wanted)
        assert [change.steps for change in one.would_need] == steps[:5]
        assert [sum(person.values()) - sum(low.values()) for person in changes] == steps[:5]
        assert one.distance == steps[0]


@given(assessments())
def test_a_change_reaches_its_level_and_no_step_of_it_can_be_spared(assessment: Assessment) -> None:
    """A smallest change of answers that would lead to a level."""
    low = assessment.floor()
    for one in _placed(FIVE_LEVEL, assessment).cases:
        for change in one.would_need:
            person = {**low, **_needed(FIVE_LEVEL, change.answers)}
            assert level_of(FIVE_LEVEL, person) >= one.level
            for better in one_step_better(person):
                assert not at_most(low, better) or level_of(FIVE_LEVEL, better) < one.level
            assert change.steps == sum(person.values()) - sum(low.values())


@given(assessments())
def test_each_level_has_one_verdict_that_fits_the_range(assessment: Assessment) -> None:
    """Below the floor not enough, above the ceiling more than needed; both ends of a range are possible."""
    said = _placed(FIVE_LEVEL, assessment)
    expected: dict[Graded, str] = {
        level: "not enough"
        if level < said.floor.level
        else "more than needed"
        if level > said.ceiling.level
        else "recommended"
        if said.determined
        else "possible"
        for level in Level
    }
    ends = {said.floor.level, said.ceiling.level}
    for one in said.cases:
        assert one.verdict == expected[one.level] or (one.verdict == "passed over" and one.level not in ends)
        assert one.verdict != "passed over" or expected[one.level] == "possible"
    assert all(said.why_not(level) == said.cases[level.position] for level in Level)


def test_the_reasons_of_the_worst_person_are_the_smallest_people_of_the_highest_service() -> None:
    """A smallest person below this one who reaches the same service."""
    worst = Assessment.model_validate({scale.id: scale.highest() for scale in FIVE_LEVEL.scales})
    lattice = FIVE_LEVEL.lattice
    smallest = Ways(lattice, 0, lattice.top).to(AtLeast("service", 8))
    said = [_needed(FIVE_LEVEL, reason.answers) for reason in _placed(FIVE_LEVEL, worst).because]
    assert needs(said) == needs(lattice.decode(bits) for bits in smallest)
