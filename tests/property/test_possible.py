"""Possible is exact: what is called possible is given by some completion of the open answers, and nothing else is."""

from collections.abc import Callable

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from placement import FIVE_LEVEL, UNSURE, Answers, Assessment, Rulebook, place
from placement.engines.reference import Facts, evaluate
from placement.language.graded import Graded
from placement.recommendation.recommendation import Change
from placement.testing import assessments, people, rulebooks
from tests.judged_rulebooks import judged_rulebooks
from tests.often import OFTEN
from tests.property.everybody import between, position_named

_MOST = 500
"""Completions that are gone through one by one for one assessment."""


@st.composite
def _nearly_known(draw: st.DrawFn) -> Assessment:
    """Answers to every question but a few, which are unsure."""
    answers: dict[str, object] = {**draw(people())}
    completions = 1
    for scale in draw(st.lists(st.sampled_from(FIVE_LEVEL.scales), min_size=1, max_size=5, unique=True)):
        if completions * len(scale) <= _MOST:
            completions *= len(scale)
            answers[scale.id] = UNSURE
    return Assessment.model_validate(answers)


class _Everybody:
    """Every completion of an assessment, evaluated one by one."""

    def __init__(self, rulebook: Rulebook, assessment: Answers) -> None:
        self.rulebook = rulebook
        self.low, self.high = assessment.ends()
        self.outcomes = {tuple(one.values()): evaluate(rulebook, one) for one in between(self.low, self.high)}

    def service(self, facts: Facts) -> Graded:
        headline = self.rulebook.headline_track
        return list(headline)[facts[headline.id]]

    def level(self, facts: Facts) -> Graded:
        return self.rulebook.level_of_service[self.service(facts).position]

    def level_with(self, change: Change) -> Graded:
        needed = {one.fact: position_named(self.rulebook.scale_named[one.fact], one.needed) for one in change.answers}
        outcome = self.outcomes[tuple({**self.low, **needed}.values())]
        return self.level(outcome.tracks)

    def moving(self, said_of: Callable[[Facts], object]) -> list[str]:
        """Return the scales of which a change alone changes what is said of somebody."""
        said = {
            positions: said_of({**dict(zip(self.low, positions, strict=True)), **outcome.ratings, **outcome.tracks})
            for positions, outcome in self.outcomes.items()
        }
        return [
            name
            for place, name in enumerate(self.low)
            if any(said[(*one[:place], self.high[name], *one[place + 1 :])] != told for one, told in said.items())
        ]


def _hold(rulebook: Rulebook, assessment: Answers) -> None:
    everybody, said = _Everybody(rulebook, assessment), place(assessment, rulebook, engine="reference")
    services = sorted({everybody.service(outcome.tracks) for outcome in everybody.outcomes.values()})
    levels = {rulebook.level_of_service[one.position] for one in services}
    within = {level for level in rulebook.level_type if said.floor.level <= level <= said.ceiling.level}
    event(f"levels passed over: {len(within - levels)}")
    assert said.possible_services == tuple(services)
    assert said.possible_levels == tuple(sorted(levels))
    for case in said.cases:
        possible, passed_over = case.level in levels, case.level in within - levels
        assert (case.verdict in {"possible", "recommended"}) is possible
        assert (case.verdict == "passed over") is passed_over
        assert case.services == tuple(one for one in services if rulebook.level_of_service[one.position] is case.level)
        if case.level in within and case.level > said.floor.level:
            assert case.would_need
            for change in case.would_need:
                led_to = everybody.level_with(change)
                assert led_to > case.level if passed_over else led_to is case.level

    by_level = everybody.moving(everybody.level)
    assert sorted(one.scale for one in said.missing) == sorted(by_level)

    raised = [outcome.flags for outcome in everybody.outcomes.values()]
    always, sometimes = frozenset.intersection(*raised), frozenset.union(*raised)
    assert set(said.possible_flags) == sometimes - always
    for flag in rulebook.flags:
        finding = said.finding(flag.id)
        expected = "met" if flag.id in always else "unknown" if flag.id in sometimes else "not met"
        assert finding.verdict == expected
        assert list(finding.depends_on) == everybody.moving(flag.when.holds)
        given = {
            everybody.service(outcome.tracks) for outcome in everybody.outcomes.values() if flag.id in outcome.flags
        }
        spoken_of = tuple(one for one in flag.services if one in given) if flag.services else None
        assert finding.services == spoken_of


@given(_nearly_known())
def test_what_is_possible_is_what_some_completion_gives(assessment: Assessment) -> None:
    """A level, a service, a flag is possible if some completion of the open answers gives it, and only then."""
    _hold(FIVE_LEVEL, assessment)


@settings(max_examples=OFTEN, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    (rulebooks(most_scales=3) | judged_rulebooks()).flatmap(
        lambda rulebook: st.tuples(st.just(rulebook), assessments(rulebook))
    )
)
def test_what_is_possible_is_so_under_any_rulebook(case: tuple[Rulebook, Answers]) -> None:
    """The same, whatever a rulebook declares."""
    _hold(*case)
