"""What holds of every rulebook, each as a sentence that can be run.

A law draws what it needs from hypothesis and raises `AssertionError` where it does not hold.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias, assert_never
from unittest import SkipTest, TestCase

from hypothesis import assume, given
from hypothesis import strategies as st

from placement.engines import durable
from placement.engines.reference import Outcome, evaluate
from placement.language.condition import Condition, comparisons
from placement.language.declarations import CeilingGuarantee, FloorGuarantee
from placement.rulebook.guarantees import guarantee_person
from placement.rulebook.rulebook import Rulebook
from placement.testing.invented_people import assessments, completions, people, worse

Law: TypeAlias = Callable[[Rulebook, st.DataObject], None]


def _require_at_most(less: Outcome, more: Outcome) -> None:
    positions = {**more.ratings, **more.tracks}
    lowered = [fact for fact, position in {**less.ratings, **less.tracks}.items() if position > positions[fact]]
    lost = sorted((less.flags | less.met) - (more.flags | more.met))
    if lowered or lost:
        message = f"lower, or no longer met: {', '.join([*lowered, *lost])}"
        raise AssertionError(message)


def _require_same(outcome: Outcome, again: Outcome) -> None:
    _require_at_most(outcome, again)
    _require_at_most(again, outcome)


def more_need_never_lowers_a_result(rulebook: Rulebook, data: st.DataObject) -> None:
    """Raising any answer lowers no rating and no track, and loses no flag, criterion or rule that was met."""
    person = data.draw(people(rulebook), "person")
    _require_at_most(evaluate(rulebook, person), evaluate(rulebook, data.draw(worse(person, rulebook), "worse")))


def every_completion_lies_within_the_range(rulebook: Rulebook, data: st.DataObject) -> None:
    """However the open answers turn out, the outcome lies between that of the floor and that of the ceiling."""
    assessment = data.draw(assessments(rulebook), "assessment")
    outcome = evaluate(rulebook, data.draw(completions(assessment), "completion"))
    _require_at_most(evaluate(rulebook, assessment.floor()), outcome)
    _require_at_most(outcome, evaluate(rulebook, assessment.ceiling()))


def an_answer_never_widens_the_range(rulebook: Rulebook, data: st.DataObject) -> None:
    """A definite answer to an open question never lowers the floor and never raises the ceiling."""
    before = data.draw(assessments(rulebook), "assessment")
    low, high = before.ends()
    opened = [scale for scale in rulebook.scales if low[scale.id] < high[scale.id]]
    assume(opened)
    scale = data.draw(st.sampled_from(opened), "question")
    after = before.model_copy(update={scale.id: data.draw(st.sampled_from(list(scale)), "answer")})
    _require_at_most(evaluate(rulebook, low), evaluate(rulebook, after.floor()))
    _require_at_most(evaluate(rulebook, after.ceiling()), evaluate(rulebook, high))


def answers_that_nothing_reads_never_matter(rulebook: Rulebook, data: st.DataObject) -> None:
    """Answers that no criterion, rule or flag reads, such as duties and access, never change the outcome."""
    read = {test.fact for declaration in rulebook.declared.values() for test in comparisons(declaration.when)}
    person, other = data.draw(people(rulebook), "person"), data.draw(people(rulebook), "other")
    mixed = {name: position if name in read else other[name] for name, position in person.items()}
    _require_same(evaluate(rulebook, person), evaluate(rulebook, mixed))


def the_order_of_declarations_never_matters(rulebook: Rulebook, data: st.DataObject) -> None:
    """Declared in another order, the same rulebook gives every person the same."""
    shuffled = replace(
        rulebook,
        dimensions=tuple(data.draw(st.permutations(rulebook.dimensions), "dimensions")),
        scales=tuple(data.draw(st.permutations(rulebook.scales), "scales")),
        criteria=tuple(data.draw(st.permutations(rulebook.criteria), "criteria")),
        rules=tuple(data.draw(st.permutations(rulebook.rules), "rules")),
        flags=tuple(data.draw(st.permutations(rulebook.flags), "flags")),
    )
    person = data.draw(people(rulebook), "person")
    _require_same(evaluate(rulebook, person), evaluate(shuffled, person))


def the_smallest_people_say_who_is_given_what(rulebook: Rulebook, data: st.DataObject) -> None:
    """A person is given a rating, a value or a flag if, and only if, they are above one of its smallest people."""
    person = data.draw(people(rulebook), "person")
    outcome = evaluate(rulebook, person)
    facts = {**person, **outcome.ratings, **outcome.tracks}
    bits = rulebook.lattice.encode(person)
    gifts: dict[str, Condition] = {flag.id: flag.when for flag in rulebook.flags}
    gifts |= {
        f"{criterion.raises.fact}` at `{criterion.raises.at_least}": criterion.raises for criterion in rulebook.criteria
    }
    gifts |= {f"{rule.raises.fact}` at `{rule.raises.at_least}": rule.raises for rule in rulebook.rules}
    for name, condition in gifts.items():
        above = any(bits & least == least for least in rulebook.lattice.least(condition))
        if above != condition.holds(facts):
            problem = "above a smallest person and not given it" if above else "given it, above nobody"
            message = f"`{name}`: {problem}"
            raise AssertionError(message)


def every_guarantee_is_kept(rulebook: Rulebook, data: st.DataObject) -> None:
    """No person of whom a guarantee speaks is given less than it promises, or more than it allows."""
    if not rulebook.guarantees:
        return
    guarantee = data.draw(st.sampled_from(rulebook.guarantees), "guarantee")
    person, limit = data.draw(people(rulebook), "person"), guarantee_person(rulebook, guarantee)
    match guarantee:
        case FloorGuarantee(promises=promise):
            spoken_of = {name: max(position, limit[name]) for name, position in person.items()}
            kept = evaluate(rulebook, spoken_of).tracks[promise.fact] >= promise.at_least
        case CeilingGuarantee(promises=promise):
            spoken_of = {name: min(position, limit[name]) for name, position in person.items()}
            kept = evaluate(rulebook, spoken_of).tracks[promise.fact] <= promise.at_most
        case _:
            assert_never(guarantee)
    if not kept:
        message = f"`{guarantee.id}` is broken"
        raise AssertionError(message)


def both_engines_agree(rulebook: Rulebook, data: st.DataObject) -> None:
    """The reference and durable-rules give every person the same outcome."""
    reason = durable.why_unavailable()
    if reason is not None:
        raise SkipTest(reason)
    person = data.draw(people(rulebook), "person")  # pragma: no cover-without-durable
    _require_same(evaluate(rulebook, person), durable.evaluate(rulebook, person))  # pragma: no cover-without-durable


def it_survives_as_json(rulebook: Rulebook, _data: st.DataObject) -> None:
    """Written as JSON and read back, a rulebook is the same, word for word."""
    if Rulebook.from_json(rulebook.to_json()) != rulebook:
        raise AssertionError("the rulebook read back says something else")


LAWS: Final[tuple[Law, ...]] = (
    more_need_never_lowers_a_result,
    every_completion_lies_within_the_range,
    an_answer_never_widens_the_range,
    answers_that_nothing_reads_never_matter,
    the_order_of_declarations_never_matters,
    the_smallest_people_say_who_is_given_what,
    every_guarantee_is_kept,
    both_engines_agree,
    it_survives_as_json,
)
"""Every law, in the order in which `laws` tests them."""


def laws(rulebook: Rulebook) -> type[TestCase]:
    """Return a test case with one test for each law, which pytest and unittest find in the module that names it.

    How many examples each law is tried on, and all else, is what hypothesis is set to.

    Args:
        rulebook: The rulebook that the laws are tried on.
    """
    tests = {f"test_{law.__name__}": _test(law, rulebook) for law in LAWS}
    return type("Laws", (TestCase,), {"__doc__": f"What holds of `{rulebook.id}`.", **tests})


def _test(law: Law, rulebook: Rulebook) -> Callable[[TestCase], None]:
    def test(_: TestCase, data: st.DataObject) -> None:
        law(rulebook, data)

    test.__name__ = test.__qualname__ = f"test_{law.__name__}"
    test.__doc__ = law.__doc__
    decorated: Callable[[TestCase], None] = given(data=st.data())(test)
    return decorated
