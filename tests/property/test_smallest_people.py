"""The lattice, and the smallest people in it, against everybody one by one."""

from hypothesis import given
from hypothesis import strategies as st

from placement import Rulebook
from placement.engines.reference import Person, evaluate
from placement.rulebook.lattice import Ways, smallest
from placement.testing import conditions, people, rulebooks, worse
from tests.property.everybody import at_most, between, everybody, gifts, needs, smallest_of


def _given(rulebook: Rulebook, person: Person) -> dict[str, int]:
    outcome = evaluate(rulebook, person)
    return {**person, **outcome.ratings, **outcome.tracks}


@given(st.data())
def test_a_person_survives_as_bits(data: st.DataObject) -> None:
    """A person is written as one whole number with a bit for every step of every scale."""
    rulebook = data.draw(rulebooks())
    person = data.draw(people(rulebook))
    bits = rulebook.lattice.encode(person)
    assert rulebook.lattice.decode(bits) == {name: position for name, position in person.items() if position}
    assert bits.bit_count() == sum(person.values())
    assert bits | rulebook.lattice.top == rulebook.lattice.top


@given(st.data())
def test_bits_are_in_the_order_of_people(data: st.DataObject) -> None:
    """At most as needy is a subset of the bits; the least person who has both is a bitwise or."""
    rulebook = data.draw(rulebooks())
    one, other = data.draw(people(rulebook)), data.draw(people(rulebook))
    left, right = rulebook.lattice.encode(one), rulebook.lattice.encode(other)
    assert (left & right == left) == at_most(one, other)
    assert left | right == rulebook.lattice.encode({name: max(one[name], other[name]) for name in one})


@given(st.lists(st.integers(0, 255)))
def test_the_smallest_are_below_everybody_and_not_below_each_other(numbers: list[int]) -> None:
    """Those people who are not above another one, the fewest steps first."""
    found = smallest(numbers)
    assert set(found) <= set(numbers)
    assert all(any(one & number == one for one in found) for number in numbers)
    assert not any(one & other == one for one in found for other in found if one != other)
    assert found == sorted(found, key=int.bit_count)
    assert smallest(reversed(numbers)) == found


@given(rulebooks(most_scales=4))
def test_the_smallest_people_are_those_of_whom_nobody_better_is_given_it(rulebook: Rulebook) -> None:
    """The people who are given something are exactly those above its smallest people, and that set is unique."""
    lattice = rulebook.lattice
    ways = Ways(lattice, 0, lattice.top)
    all_given = {tuple(person.items()): _given(rulebook, person) for person in everybody(rulebook)}
    for gift in gifts(rulebook):
        found = [lattice.decode(bits) for bits in ways.to(gift)]
        expected = smallest_of(everybody(rulebook), lambda person: gift.holds(all_given[tuple(person.items())]))  # noqa: B023 - called at once
        assert needs(found) == needs(expected)
        assert len(found) == len(expected)


@given(st.data())
def test_the_smallest_additions_are_those_of_which_no_step_can_be_spared(data: st.DataObject) -> None:
    """Every way is the set of steps to be added to the lower person; together they are the unique antichain."""
    rulebook = data.draw(rulebooks(most_scales=4), "rulebook")
    low = data.draw(people(rulebook), "low")
    high = data.draw(worse(low, rulebook), "high")
    need = [scale for scale in rulebook.scales if scale.dimension.need]
    rated = [dimension for dimension in rulebook.dimensions if dimension.rated]
    condition = data.draw(conditions(need, dimensions=rated) | st.sampled_from(gifts(rulebook)), "condition")
    lattice = rulebook.lattice
    start = lattice.encode(low)
    found = Ways(lattice, start, lattice.encode(high)).to(condition)
    assert not any(bits & start for bits in found)
    reached = [lattice.decode(start | bits) for bits in found]
    expected = smallest_of(between(low, high), lambda person: condition.holds(_given(rulebook, person)))
    assert needs(reached) == needs(expected)
    assert len(reached) == len(expected)
