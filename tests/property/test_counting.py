"""How many of all people get what, against counting everybody one by one."""

from collections import Counter
from fractions import Fraction
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from placement import Rulebook
from placement.analysis import share
from placement.analysis.counting import count_above, count_all
from placement.engines.reference import evaluate
from placement.testing import people, rulebooks
from tests.often import OFTEN
from tests.property.everybody import at_most, everybody

often = settings(max_examples=OFTEN)


@often
@given(rulebooks(most_scales=4))
def test_the_share_of_a_value_is_how_many_of_everybody_get_it(rulebook: Rulebook) -> None:
    """Exactly, for each value of each track; together they are everybody."""
    outcomes = [evaluate(rulebook, person).tracks for person in everybody(rulebook)]
    for track in rulebook.tracks:
        counted = Counter(outcome[track.id] for outcome in outcomes)
        found = share(rulebook, track)
        assert found == share(rulebook, track.id)
        assert found.track == track.id
        assert found.everybody == len(outcomes) == sum(found.exactly.values())
        assert found.exactly == {str(value): counted[value.position] for value in track}
        assert found.at_least == {
            str(value): sum(counted[position] for position in range(value.position, len(track))) for value in track
        }
        assert sum(found.fraction(str(value)) for value in track) == 1
        assert all(found.fraction(str(value)) == Fraction(counted[value.position], len(outcomes)) for value in track)


@often
@given(st.data())
def test_those_above_some_people_are_counted_once(data: st.DataObject) -> None:
    """Whoever is above several of them is one person; nobody is above none of them."""
    rulebook = data.draw(rulebooks(most_scales=3))
    some = data.draw(st.lists(people(rulebook), max_size=5))
    lattice = rulebook.lattice
    expected = sum(any(at_most(one, person) for one in some) for person in everybody(rulebook))
    assert count_above(lattice, map(lattice.encode, some)) == expected


@given(rulebooks(most_scales=8))
def test_everybody_is_each_combination_of_answers_once(rulebook: Rulebook) -> None:
    assert count_all(rulebook.lattice) == prod(len(scale) for scale in rulebook.scales)
    assert count_all(rulebook.lattice) == count_above(rulebook.lattice, [0])
