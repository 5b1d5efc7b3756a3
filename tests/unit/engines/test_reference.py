from dataclasses import replace
from typing import Final

import pytest

from placement.engines.reference import Outcome, evaluate, raised
from tests.tiny_rulebook import BODY, FEVERISH, LOW, MIND, SERVICE, TINY, Fever, LowMood, tiny

_WELL: Final = {"low_mood": 0, "plan": 0, "fever": 0, "shifts": 2}


def _outcome(**worse: int) -> Outcome:
    return evaluate(TINY, {**_WELL, **worse})


def test_nobody_is_given_anything_without_a_reason() -> None:
    outcome = _outcome()
    assert (outcome.ratings, outcome.tracks) == ({"mind": 0, "body": 0}, {"service": 0})
    assert outcome.flags == outcome.met == frozenset()


@pytest.mark.parametrize(
    ("worse", "ratings", "service", "met", "flags"),
    [
        ({"low_mood": 1}, {"mind": 2, "body": 0}, 1, {"mind.low", "service.clinic"}, set()),
        ({"fever": 1}, {"mind": 0, "body": 1}, 1, {"body.feverish", "service.clinic"}, {"flag.fluids"}),
        (
            {"low_mood": 2, "fever": 2},
            {"mind": 2, "body": 1},
            2,
            {"mind.low", "body.feverish", "service.clinic", "service.ward"},
            {"flag.fluids"},
        ),
        ({"plan": 1}, {"mind": 2, "body": 0}, 2, {"mind.low", "service.clinic", "service.ward"}, set()),
    ],
)
def test_criteria_raise_ratings_and_rules_read_them(
    worse: dict[str, int], ratings: dict[str, int], service: int, met: set[str], flags: set[str]
) -> None:
    outcome = _outcome(**worse)
    assert (outcome.ratings, outcome.tracks) == (ratings, {"service": service})
    assert outcome.met == frozenset(met)
    assert outcome.flags == frozenset(flags)


def test_the_highest_raise_wins_whatever_the_order() -> None:
    some, more = replace(LOW, raises=MIND.at(3)), replace(LOW, id="mind.more", raises=MIND.at(4))
    for declared in ([some, more], [more, some]):
        assert raised(["mind", "body"], declared) == {"mind": 4, "body": 0}
    assert raised(["mind"], []) == {"mind": 0}


def test_rules_and_flags_read_answers_as_well() -> None:
    clinic, ward = TINY.rules
    (fluids,) = TINY.flags
    book = tiny(
        rules=(replace(clinic, when=LowMood.SOME.or_worse), ward),
        flags=(replace(fluids, when=Fever.VERY_HIGH.or_worse),),
    )
    assert evaluate(book, {**_WELL, "fever": 1}).tracks == {"service": 0}
    assert evaluate(book, {**_WELL, "fever": 1}).flags == frozenset()
    assert evaluate(book, {**_WELL, "low_mood": 1, "fever": 2}).flags == {"flag.fluids"}


def test_a_dimension_without_a_criterion_is_rated_0_and_one_that_is_not_rated_has_no_rating() -> None:
    book = tiny(criteria=(FEVERISH,), rules=(replace(TINY.rules[0], when=BODY.at(1)), TINY.rules[1]))
    assert evaluate(book, {**_WELL, "low_mood": 2}).ratings == {"mind": 0, "body": 0}


def test_repr_shows_nothing_of_the_person() -> None:
    assert repr(_outcome(plan=1)) == str(_outcome(plan=1)) == "Outcome(...)"


def test_what_is_said_of_one_person_is_not_changed_by_the_next() -> None:
    first = _outcome(plan=1)
    second = _outcome()
    assert first.tracks == {"service": SERVICE.WARD.position}
    assert second.tracks == {"service": SERVICE.HOME.position}
