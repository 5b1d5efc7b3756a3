from itertools import product
from typing import Final

import pytest

from placement.engines.reference import evaluate
from placement.language.condition import All, Any, AtLeast, Condition, Count, all_of, any_of, count_of
from placement.rulebook.lattice import Lattice, Ways, smallest
from tests.tiny_rulebook import BODY, MIND, SERVICE, TINY, Fever, LowMood, Plan, Shifts

_LATTICE: Final = TINY.lattice
_PEOPLE: Final = [
    dict(zip(_LATTICE.highest, positions, strict=True))
    for positions in product(*(range(highest + 1) for highest in _LATTICE.highest.values()))
]

_CONDITIONS: Final[dict[str, Condition]] = {
    "one test": LowMood.MARKED.or_worse,
    "a duty": Shifts.NIGHT.or_worse,
    "a rating": MIND.at(2),
    "a rating that is never reached": MIND.at(4),
    "a track": SERVICE.WARD.or_more,
    "all": all_of(LowMood.SOME.or_worse, Fever.HIGH.or_worse),
    "all, one after the other": all_of(Fever.HIGH.or_worse, Fever.VERY_HIGH.or_worse),
    "all of nothing": All(()),
    "any": any_of(LowMood.MARKED.or_worse, Fever.HIGH.or_worse, Fever.VERY_HIGH.or_worse),
    "any of nothing": Any(()),
    "any, one of them met by everybody": any_of(LowMood.MARKED.or_worse, All(())),
    "two of three": count_of(2, LowMood.SOME.or_worse, Plan.PRESENT.or_worse, Fever.VERY_HIGH.or_worse),
    "two of the same": count_of(2, LowMood.SOME.or_worse, LowMood.MARKED.or_worse, BODY.at(1)),
    "none of them": Count(0, (LowMood.SOME.or_worse,)),
    "more than there are": Count(2, (LowMood.SOME.or_worse,)),
    "several inside one another": all_of(any_of(MIND.at(1), Shifts.DAY.or_worse), count_of(1, BODY.at(1), Plan.at(1))),
}


def _holds(condition: Condition, person: dict[str, int]) -> bool:
    outcome = evaluate(TINY, person)
    return condition.holds({**person, **outcome.ratings, **outcome.tracks})


def _above(one: int, other: int) -> bool:
    return one & other == other


def test_there_is_a_bit_for_every_step() -> None:
    assert _LATTICE.highest == {"low_mood": 2, "plan": 1, "fever": 2, "shifts": 2}
    assert _LATTICE.top == 0b11_11_1_11
    assert _LATTICE.step("fever", 2) == 0b11_000
    assert _LATTICE.step("fever", 0) == 0


@pytest.mark.parametrize("person", _PEOPLE, ids=str)
def test_a_person_is_written_as_bits_and_read_back(person: dict[str, int]) -> None:
    bits = _LATTICE.encode(person)
    assert bits.bit_count() == sum(person.values())
    assert _LATTICE.decode(bits) == {fact: position for fact, position in person.items() if position}


def test_who_has_both_is_a_bitwise_or_and_who_is_needier_has_all_the_bits() -> None:
    one, other = {"low_mood": 2, "fever": 1}, {"low_mood": 1, "plan": 1}
    both = _LATTICE.encode(one) | _LATTICE.encode(other)
    assert _LATTICE.decode(both) == {"low_mood": 2, "plan": 1, "fever": 1}
    assert _above(both, _LATTICE.encode(one))
    assert not _above(_LATTICE.encode(one), _LATTICE.encode(other))


def test_the_smallest_are_those_above_no_other_the_fewest_steps_first() -> None:
    assert smallest([0b111, 0b011, 0b100, 0b011, 0b110]) == [0b100, 0b011]
    assert smallest([0b111, 0]) == [0]
    assert smallest([]) == []


@pytest.mark.parametrize("condition", _CONDITIONS.values(), ids=_CONDITIONS)
def test_the_least_people_are_exactly_those_below_everybody_who_meets_it(condition: Condition) -> None:
    least = _LATTICE.least(condition)
    assert least == smallest(least)
    for person in _PEOPLE:
        bits = _LATTICE.encode(person)
        assert _holds(condition, person) == any(_above(bits, one) for one in least)


def test_what_everybody_meets_and_what_nobody_meets() -> None:
    assert _LATTICE.least(All(())) == [0]
    assert _LATTICE.least(Any(())) == []
    assert _LATTICE.least(MIND.at(3)) == []


@pytest.mark.parametrize("condition", _CONDITIONS.values(), ids=_CONDITIONS)
@pytest.mark.parametrize(
    ("low", "high"),
    [
        ({}, {"low_mood": 2, "plan": 1, "fever": 2, "shifts": 2}),
        ({"low_mood": 1}, {"low_mood": 1, "fever": 2}),
        ({"low_mood": 1, "fever": 1}, {"low_mood": 2, "plan": 1, "fever": 1, "shifts": 1}),
        ({"plan": 1}, {"plan": 1}),
    ],
    ids=["everybody", "a lower part", "a middle part", "one person"],
)
def test_ways_are_the_smallest_additions_between_two_people(
    condition: Condition, low: dict[str, int], high: dict[str, int]
) -> None:
    bottom, top = _LATTICE.encode(low), _LATTICE.encode(high)
    ways = Ways(_LATTICE, bottom, top).to(condition)
    assert ways == smallest(ways)
    assert all(not way & bottom and _above(top, way | bottom) for way in ways)
    for person in _PEOPLE:
        bits = _LATTICE.encode(person)
        if _above(bits, bottom) and _above(top, bits):
            assert _holds(condition, person) == any(_above(bits, way) for way in ways)


def test_ways_say_that_the_lower_meets_it_already_or_that_even_the_upper_does_not() -> None:
    low, high = _LATTICE.encode({"low_mood": 1}), _LATTICE.encode({"low_mood": 1, "fever": 2})
    assert Ways(_LATTICE, low, high).to(SERVICE.CLINIC.or_more) == [0]
    assert Ways(_LATTICE, low, high).to(Plan.PRESENT.or_worse) == []
    (way,) = Ways(_LATTICE, low, high).to(SERVICE.WARD.or_more)
    assert _LATTICE.decode(way) == {"fever": 2}


def test_what_was_found_once_is_kept_for_the_rulebook() -> None:
    lattice = Lattice(TINY)
    assert lattice.least(MIND.at(2)) is lattice.least(AtLeast("mind", 2))


@pytest.mark.parametrize("unless", [None, *_CONDITIONS.values()], ids=["nobody", *_CONDITIONS])
@pytest.mark.parametrize("condition", _CONDITIONS.values(), ids=_CONDITIONS)
def test_somebody_in_between_meets_one_condition_and_not_the_other_if_a_smallest_person_does(
    condition: Condition, unless: Condition | None
) -> None:
    for low, high in (({}, {"low_mood": 2, "plan": 1, "fever": 2}), ({"fever": 1}, {"fever": 1, "low_mood": 2})):
        bottom, top = _LATTICE.encode(low), _LATTICE.encode(high)
        between = [one for one in _PEOPLE if _above(_LATTICE.encode(one), bottom) and _above(top, _LATTICE.encode(one))]
        expected = any(_holds(condition, one) and not (unless is not None and _holds(unless, one)) for one in between)
        assert Ways(_LATTICE, bottom, top).exists(condition, unless) is expected
