"""The smallest people of a rulebook, against everybody one by one."""

from collections.abc import Callable, Iterable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from placement import Rulebook
from placement.analysis import MinimalPeople, minimal_people
from placement.engines.reference import Outcome, evaluate
from placement.rulebook.lattice import smallest
from placement.testing import people, rulebooks
from tests.often import OFTEN
from tests.property.everybody import at_most, everybody, needs, smallest_of

often = settings(max_examples=OFTEN)

BOOKS = rulebooks(most_scales=3)


class Everybody:
    """What everybody is given, each worked out alone."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.outcomes = {tuple(person.items()): evaluate(rulebook, person) for person in everybody(rulebook)}

    def require(self, found: MinimalPeople, reached: Callable[[Outcome], bool]) -> None:
        """Require the smallest people whose outcome is so, each once, the fewest steps first."""
        expected = smallest_of(everybody(self.rulebook), lambda person: reached(self.outcomes[tuple(person.items())]))
        listed = [{fact: int(anchor) for fact, anchor in person.items()} for person in found]
        assert needs(listed) == needs(expected)
        assert len(listed) == len(expected)
        sizes = [sum(person.values()) for person in listed]
        assert sizes == sorted(sizes)


@often
@given(BOOKS)
def test_the_minimal_people_of_a_value_are_the_smallest_of_everybody(rulebook: Rulebook) -> None:
    """All smallest combinations of answers that reach each value of each track, and nobody else."""
    counted = Everybody(rulebook)
    for track in rulebook.tracks:
        for value in track:

            def reached(outcome: Outcome, name: str = track.id, least: int = value.position) -> bool:
                return outcome.tracks[name] >= least

            counted.require(minimal_people(rulebook, track, value), reached)
            assert [*minimal_people(rulebook, track.id, str(value))] == [*minimal_people(rulebook, track, value)]


@often
@given(BOOKS)
def test_the_minimal_people_of_a_rating_are_the_smallest_of_everybody(rulebook: Rulebook) -> None:
    counted = Everybody(rulebook)
    for dimension in (one for one in rulebook.dimensions if one.rated):
        for rating in range(1, 1 + dimension.highest):

            def reached(outcome: Outcome, name: str = dimension.id, least: int = rating) -> bool:
                return outcome.ratings[name] >= least

            counted.require(minimal_people(rulebook, dimension.id, rating), reached)


@often
@given(BOOKS)
def test_the_minimal_people_of_a_declaration_are_the_smallest_of_everybody(rulebook: Rulebook) -> None:
    """So it is with flags, criteria and rules, which are met or not."""
    counted = Everybody(rulebook)
    for name in rulebook.declared:

        def reached(outcome: Outcome, name: str = name) -> bool:
            return name in outcome.met or name in outcome.flags

        counted.require(minimal_people(rulebook, name), reached)


@given(st.data())
def test_just_those_above_a_minimal_person_reach_it(data: st.DataObject) -> None:
    """Everybody who reaches the conclusion is at least as needy as one of them; none of them is above another."""
    rulebook = data.draw(rulebooks(most_scales=8))
    track = data.draw(st.sampled_from(rulebook.tracks))
    value = data.draw(st.sampled_from(list(track)))
    someone = data.draw(people(rulebook))
    found = minimal_people(rulebook, track, value)
    reached = evaluate(rulebook, someone).tracks[track.id] >= value.position
    assert any(at_most(least, someone) for least in found) == reached
    assert not any(at_most(one, other) for one in found for other in found if one is not other)


def _above_nobody(many: Iterable[int]) -> set[int]:
    everyone = set(many)
    return {one for one in everyone if not any(other & one == other for other in everyone if other != one)}


@given(st.integers(0), st.integers(9, 12), st.integers(3, 6))
def test_the_smallest_of_many_are_those_who_are_above_nobody(seed: int, width: int, most: int) -> None:
    """However many there are, and however they are sifted."""
    chance = Random(seed)
    many = [sum(1 << step for step in chance.sample(range(width), chance.randint(most - 1, most))) for _ in range(150)]
    found = smallest(many)
    assert set(found) == _above_nobody(many)
    assert found == sorted(sorted(set(found)), key=int.bit_count)
    assert smallest([*many, 0]) == [0]
