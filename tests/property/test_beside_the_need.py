"""What stands beside the need: contradictions, how care is provided, and other ways to meet the need."""

from dataclasses import replace
from itertools import chain

from hypothesis import event, given
from hypothesis import strategies as st

from placement import (
    FIVE_LEVEL,
    UNSURE,
    Alternative,
    Answers,
    Arrangement,
    Assessment,
    AtLeast,
    AtMost,
    Recommendation,
    Rulebook,
    place,
)
from placement.engines.reference import Facts, Person, evaluate
from placement.testing import assessments, rulebooks
from tests.property.everybody import between, level_of, service_of


def _placed(assessment: Answers, rulebook: Rulebook = FIVE_LEVEL) -> Recommendation:
    return place(assessment, rulebook, engine="reference")


def _holds(statement: AtLeast | AtMost, facts: Facts) -> bool:
    if isinstance(statement, AtLeast):
        return statement.holds(facts)
    return facts[statement.fact] <= statement.at_most


_SILENT = replace(FIVE_LEVEL, conflicts=())
_CONTRADICTORY = st.sampled_from([one for one in FIVE_LEVEL.conflicts if one.any_of])


@st.composite
def _contradictory(draw: st.DrawFn) -> Assessment:
    """Assessments in which some alternative of some conflict is answered so that it nearly, or just, contradicts."""
    statements = draw(st.sampled_from(draw(_CONTRADICTORY).any_of))
    answers: dict[str, object] = {}
    for one in statements:
        scale = FIVE_LEVEL.scale_named[one.fact]
        enough = [at for at in range(len(scale)) if _holds(one, {one.fact: at})]
        answers[one.fact] = draw(st.sampled_from([*(scale.anchor(at) for at in enough * 4), UNSURE, None]))
    return draw(assessments()).model_copy(update=answers)


@given(_contradictory())
def test_conflicts_are_raised_from_definite_answers_alone_and_whenever_these_contradict(assessment: Assessment) -> None:
    """Answers that contradict each other: raised only where every scale concerned has a definite answer."""
    answered = {name: int(answer) for name, answer in assessment.answered().items()}
    expected = {
        conflict.id: any(
            all(one.fact in answered and _holds(one, answered) for one in statements) for statements in conflict.any_of
        )
        for conflict in FIVE_LEVEL.conflicts
        if conflict.any_of
    }
    said = {one.id: one.scales for one in _placed(assessment).conflicts}
    assert {name for name, scales in said.items() if scales != ("age",)} == {
        name for name in expected if expected[name]
    }
    assert {*chain(*said.values())} - {"age"} <= {*answered}
    assert (("age",) in said.values()) == (assessment.age is None)


@given(_contradictory())
def test_a_conflict_never_changes_the_need(assessment: Assessment) -> None:
    """Reported beside the recommendation: without the declarations of conflicts, everything else is the same."""
    silent = _placed(assessment, _SILENT)
    said = _placed(assessment)
    assert (silent.floor, silent.ceiling, silent.because) == (said.floor, said.ceiling, said.because)


def _statements(rulebook: Rulebook) -> st.SearchStrategy[AtLeast]:
    """Return a strategy for statements on the scales and the ratings of a rulebook."""
    highest = {scale.id: scale.highest() for scale in rulebook.scales}
    highest |= {dimension.id: dimension.highest for dimension in rulebook.dimensions if dimension.rated}
    return st.sampled_from([AtLeast(fact, at) for fact, most in highest.items() for at in range(1, most + 1)])


@st.composite
def _with_arrangements(draw: st.DrawFn) -> tuple[Rulebook, Answers]:
    rulebook = draw(rulebooks(most_scales=2))
    services = st.lists(st.sampled_from([str(one) for one in rulebook.headline_track]), min_size=1, unique=True)
    arrangements = tuple(
        Arrangement(
            f"delivery.one-{number}", "Arrange it.", tuple(draw(services)), tuple(draw(st.lists(_statements(rulebook))))
        )
        for number in range(draw(st.integers(1, 3)))
    )
    rulebook = replace(rulebook, arrangements=arrangements)
    return rulebook, draw(assessments(rulebook))


def _arranged(rulebook: Rulebook, person: Person) -> dict[str, str]:
    """Return the arrangements for one fully known person, each with the service that it is for."""
    outcome = evaluate(rulebook, person)
    service = str(list(rulebook.headline_track)[service_of(rulebook, person)])
    facts = {**person, **outcome.ratings}
    return {
        one.id: service
        for one in rulebook.arrangements
        if service in one.services and all(_holds(statement, facts) for statement in one.when)
    }


@given(_with_arrangements())
def test_arrangements_are_said_of_everybody_who_the_assessment_may_be_of(case: tuple[Rulebook, Answers]) -> None:
    """Met where they hold whatever the open answers turn out to be; unknown where these decide; else not said."""
    rulebook, assessment = case
    low, high = assessment.ends()
    said = {one.id: one for one in _placed(assessment, rulebook).delivery}
    people = {tuple(person.values()): person for person in between(low, high)}
    for declared in rulebook.arrangements:
        called_for = {
            key: all(_holds(one, {**person, **evaluate(rulebook, person).ratings}) for one in declared.when)
            for key, person in people.items()
        }
        services = {of for person in people.values() if (of := _arranged(rulebook, person).get(declared.id))}
        assert (declared.id in said) is bool(services), "said if some completion is given it, and only then"
        if services:
            shown = said[declared.id]
            assert shown.services == tuple(one for one in declared.services if one in services)
            assert shown.verdict == ("met" if all(called_for.values()) else "unknown")
            moving = [
                name
                for place, name in enumerate(low)
                if any(
                    called_for[(*key[:place], high[name], *key[place + 1 :])] != so for key, so in called_for.items()
                )
            ]
            assert list(shown.depends_on) == moving


@st.composite
def _with_an_alternative(draw: st.DrawFn) -> tuple[Rulebook, Answers]:
    """Rulebooks with an alternative that may well be offered for the assessment beside them."""
    rulebook = draw(rulebooks(most_scales=3))
    assessment = draw(assessments(rulebook, complete=draw(st.booleans())))
    low, high = assessment.ends()
    lowest, *higher = rulebook.level_type
    level = draw(st.sampled_from([*[max(level_of(rulebook, high), higher[0])] * 6, *higher]))
    scales = st.sampled_from(rulebook.scales)
    duties = scales.flatmap(lambda one: st.builds(one.at, st.integers(1, max(1, low[one.id]))))
    guards = scales.flatmap(
        lambda one: st.sampled_from([high[one.id], 0]).map(lambda position: AtMost(one.id, position))
    )
    capped = draw(scales)
    alternative = Alternative(
        "alternative.one",
        "Offer it.",
        level=str(level),
        at_most=str(draw(st.sampled_from([lowest, *(lower for lower in higher if lower < level)]))),
        dimension=capped.dimension.id,
        cap=draw(st.integers(0, capped.highest() - 1)),
        requires=tuple(draw(st.lists(duties | _statements(rulebook), min_size=1, max_size=2))),
        guards=tuple(draw(st.lists(guards, max_size=1))),
    )
    return replace(rulebook, alternatives=(alternative,)), assessment


def _capped(rulebook: Rulebook, person: Person) -> Person:
    [one] = rulebook.alternatives
    return {
        scale.id: min(person[scale.id], one.cap) if scale.dimension.id == one.dimension else person[scale.id]
        for scale in rulebook.scales
    }


def _offered(rulebook: Rulebook, person: Person) -> bool:
    """Say whether the alternative may be offered to one fully known person, in the words of its declaration."""
    [one] = rulebook.alternatives
    facts = {**person, **evaluate(rulebook, person).ratings}
    return (
        level_of(rulebook, person) == rulebook.level_type(one.level)
        and level_of(rulebook, _capped(rulebook, person)) <= rulebook.level_type(one.at_most)
        and any(_holds(duty, facts) for duty in one.requires)
        and all(_holds(guard, facts) for guard in one.guards)
    )


@given(_with_an_alternative())
def test_an_alternative_is_offered_only_if_it_is_safe_for_everybody_who_it_may_be(
    case: tuple[Rulebook, Answers],
) -> None:
    """An open answer never makes an alternative look safe."""
    rulebook, assessment = case
    said = _placed(assessment, rulebook).alternatives
    event(f"offered: {len(said)}")
    everybody = [*between(*assessment.ends())]
    assert bool(said) is all(_offered(rulebook, person) for person in everybody)
    for offer in said:
        lowest = rulebook.lowest_service[rulebook.level_type(rulebook.alternatives[0].at_most)]
        services = {
            list(rulebook.headline_track)[max(lowest, service_of(rulebook, _capped(rulebook, person)))]
            for person in everybody
        }
        assert offer.service == max(services)
        assert offer.at_least == (min(services) if len(services) > 1 else None)


_HOME: dict[str, list[object]] = {
    "use_disorder": [2, 3],
    "relapse_risk": [1, 2, 3],
    "home_support": [3, 4],
    "exposure": [0, 3],
    "housing": [0, 1, None],
    "home_safety": [0, 1, 2, UNSURE],
    "detox_need": [0, 1, 2],
    "work_duties": [0, 1, 2, 3],
    "family_duties": [0, 1, 2, 3, UNSURE],
}


@st.composite
def _people_whose_home_is_the_trouble(draw: st.DrawFn) -> Assessment:
    calm = {scale.id: 0 for scale in FIVE_LEVEL.scales}
    return Assessment.model_validate(calm | {name: draw(st.sampled_from(answers)) for name, answers in _HOME.items()})


@given(_people_whose_home_is_the_trouble())
def test_the_shipped_alternative_is_offered_only_if_it_is_safe(assessment: Assessment) -> None:
    """Offered beside the recommendation where the home alone creates the level, duties weigh, and the guards hold."""
    said = _placed(assessment).alternatives
    event(f"offered: {len(said)}")
    assert bool(said) == all(_offered(FIVE_LEVEL, person) for person in between(*assessment.ends()))
