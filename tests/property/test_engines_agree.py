"""Both engines give the same outcome to everybody: whatever the rulebook, whoever came before, from any thread."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placement import Rulebook
from placement.engines import durable, reference
from placement.engines.conjunctions import conjunctions
from placement.engines.reference import Person
from placement.language.condition import Condition
from placement.language.scale import Scale
from placement.rules.five_level import FIVE_LEVEL
from placement.testing import rulebooks
from tests.small_rulebooks import SmallRulebook, conditions, people, scale, small_rulebooks

needs_durable = pytest.mark.skipif(not durable.available(), reason=str(durable.why_unavailable()))

# durable-rules never frees what it has compiled: the number of rulebooks is bounded however hard hypothesis tries.
few_rulebooks = settings(max_examples=min(settings().max_examples, 60))

ASKED = tuple(scale(fact, 3) for fact in ("drink", "home", "mood", "sleep"))
FACTS = [one.id for one in ASKED]


def random_person(scales: tuple[type[Scale], ...], randomly: random.Random) -> Person:
    often = randomly.random()
    return {one.id: randomly.randint(0, one.highest()) if randomly.random() < often else 0 for one in scales}


@given(condition=conditions(FACTS, highest=3), person=people(ASKED))
def test_a_condition_is_met_by_exactly_those_who_meet_one_of_its_conjunctions(
    condition: Condition, person: Person
) -> None:
    alternatives = conjunctions(condition)
    assert condition.holds(person) == any(
        all(person[test.fact] >= test.at_least for test in conjunction) for conjunction in alternatives
    )


@given(condition=conditions(FACTS, highest=3))
def test_no_conjunction_can_be_left_out(condition: Condition) -> None:
    """The least person who meets a conjunction meets no other: each has an answer that hangs on it alone."""
    alternatives = conjunctions(condition)
    for conjunction in alternatives:
        least = dict.fromkeys(FACTS, 0) | {test.fact: test.at_least for test in conjunction}
        assert len(least) == len(FACTS)
        met = [other for other in alternatives if all(least[test.fact] >= test.at_least for test in other)]
        assert met == [conjunction]


@needs_durable
@given(person=people(FIVE_LEVEL.scales))
def test_engines_agree_on_everybody(person: Person) -> None:
    assert durable.evaluate(FIVE_LEVEL, person) == reference.evaluate(FIVE_LEVEL, person)


@needs_durable
@few_rulebooks
@given(data=st.data(), rulebook=st.one_of(small_rulebooks(), rulebooks()))
def test_engines_agree_on_every_rulebook(data: st.DataObject, rulebook: SmallRulebook | Rulebook) -> None:
    """Odd ones that need not stand, and those of any shape that can."""
    for person in data.draw(st.lists(people(rulebook.scales), min_size=1, max_size=8)):
        assert durable.evaluate(rulebook, person) == reference.evaluate(rulebook, person)


@needs_durable
def test_engines_agree_from_many_threads_on_several_rulebooks() -> None:
    randomly = random.Random(20)
    several = (
        FIVE_LEVEL,
        SmallRulebook(
            FIVE_LEVEL.scales, FIVE_LEVEL.criteria, FIVE_LEVEL.rules[:9], (), FIVE_LEVEL.dimensions, FIVE_LEVEL.tracks
        ),
        SmallRulebook(FIVE_LEVEL.scales, FIVE_LEVEL.criteria, (), FIVE_LEVEL.flags, FIVE_LEVEL.dimensions),
    )
    cases = [(randomly.choice(several), random_person(FIVE_LEVEL.scales, randomly)) for _ in range(1_600)]
    with ThreadPoolExecutor(max_workers=8) as threads:
        outcomes = list(threads.map(lambda case: durable.evaluate(*case), cases))
    assert outcomes == [reference.evaluate(*case) for case in cases]
