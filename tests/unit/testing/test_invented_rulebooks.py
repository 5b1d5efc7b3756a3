"""Invented conditions and rulebooks are well-formed, and varied."""

from collections.abc import Callable, Iterator
from typing import TypeVar, assert_never

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from placement import (
    All,
    Any,
    AtLeast,
    CeilingGuarantee,
    Condition,
    Count,
    Dimension,
    FloorGuarantee,
    Rulebook,
    place,
)
from placement.criteria import PSYCHOLOGICAL, READINESS, Housing, SuicideRisk
from placement.language.condition import comparisons
from placement.language.words import Ages
from placement.testing import assessments, conditions, rulebooks

_T = TypeVar("_T")


def _inside(condition: Condition) -> Iterator[Condition]:
    yield condition
    match condition:
        case AtLeast():
            return
        case All(parts) | Any(parts) | Count(_, parts):
            for part in parts:
                yield from _inside(part)
        case _:
            assert_never(condition)


def _found(strategy: st.SearchStrategy[_T], wanted: Callable[[_T], bool]) -> _T:
    """Return an example that is wanted; any will do, so none is made smaller."""
    return find(strategy, wanted, settings=settings(phases=[Phase.generate], max_examples=5_000, database=None))


_HIGHEST = {"housing": 3, "suicide_risk": 4, "psychological": 4}


@given(conditions([Housing, SuicideRisk], dimensions=[PSYCHOLOGICAL]))
def test_conditions_are_well_formed(condition: Condition) -> None:
    for one in _inside(condition):
        match one:
            case AtLeast(fact, position):
                assert 1 <= position <= _HIGHEST[fact]
            case All(parts) | Any(parts):
                assert parts
            case Count(least, parts):
                assert 1 <= least <= len(parts)
            case _:
                assert_never(one)


@pytest.mark.parametrize("kind", [AtLeast, All, Any, Count])
def test_conditions_of_every_kind_are_found(kind: type[Condition]) -> None:
    assert isinstance(_found(conditions([Housing]), lambda one: isinstance(one, kind)), kind)


@pytest.mark.parametrize("fact", _HIGHEST)
def test_conditions_read_every_fact_at_its_worst(fact: str) -> None:
    worst = AtLeast(fact, _HIGHEST[fact])
    strategy = conditions([Housing, SuicideRisk], dimensions=[PSYCHOLOGICAL])
    assert _found(strategy, lambda one: one == worst) == worst


@given(conditions([Housing], deepest=0))
def test_conditions_that_may_not_nest_are_single_comparisons(condition: Condition) -> None:
    assert isinstance(condition, AtLeast)


def test_conditions_shrink_to_one_comparison() -> None:
    assert find(conditions([Housing, SuicideRisk], deepest=3), lambda _: True) == Housing.at(1)


@pytest.mark.parametrize(
    ("dimensions", "deepest", "message"),
    [
        ((), 2, "`scales` and `dimensions`: expected at least one to read"),
        ((READINESS,), -1, "`deepest`: expected 0 or more"),
    ],
    ids=["nothing to read", "deepest"],
)
def test_conditions_refuse(dimensions: tuple[Dimension, ...], deepest: int, message: str) -> None:
    with pytest.raises(ValueError, match=rf"^{message}$"):
        conditions((), dimensions=dimensions, deepest=deepest)


@given(rulebooks(most_scales=2))
def test_rulebooks_ask_no_more_than_was_said(rulebook: Rulebook) -> None:
    assert 1 <= len(rulebook.scales) <= 2
    assert all(2 <= len(scale) <= 4 for scale in rulebook.scales)


@pytest.mark.parametrize(
    "wanted",
    [
        lambda book: len(book.scales) == 4,
        lambda book: len(book.tracks) == 3,
        lambda book: max(track.highest() for track in book.tracks) > 2,
        lambda book: len(book.criteria) > 1,
        lambda book: len(book.flags) > 1,
        lambda book: any(isinstance(one, FloorGuarantee) for one in book.guarantees),
        lambda book: any(isinstance(one, CeilingGuarantee) for one in book.guarantees),
        lambda book: any(not scale.dimension.need for scale in book.scales),
        lambda book: any(scale.closes for scale in book.scales),
        lambda book: any(scale.danger for scale in book.scales),
        lambda book: any(scale.separate for scale in book.scales),
        lambda book: any(isinstance(one, AtLeast) and one.fact == "mind" for rule in book.rules for one in [rule.when]),
        lambda book: any(test.fact == "track_0" for rule in book.rules for test in comparisons(rule.when)),
        lambda book: book.headline_track.id == "track_1" and len(book.levels) > 2,
        lambda book: not book.levels and not book.ages.includes(40),
        lambda book: book.ages == Ages() and any(flag.services for flag in book.flags),
        lambda book: not any(dimension.rated for dimension in book.dimensions),
        lambda book: {dimension.highest for dimension in book.dimensions} >= {2, 5},
    ],
    ids=[
        "four scales",
        "three tracks",
        "three values",
        "criteria",
        "flags",
        "a floor",
        "a ceiling",
        "duties",
        "a headline",
        "a danger",
        "a fact of its own",
        "a rule on a rating",
        "a rule on a track",
        "three levels of the second track",
        "no levels, for children",
        "any age, and flags about services",
        "nothing rated",
        "ratings to 2 and to 5",
    ],
)
def test_rulebooks_of_many_kinds_are_found(wanted: Callable[[Rulebook], bool]) -> None:
    assert wanted(_found(rulebooks(), wanted))


@given(st.data())
def test_rulebooks_of_any_shape_place_people_whom_they_are_for(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(most_scales=2))
    assessment = data.draw(assessments(rulebook, complete=True))
    recommendation = place(assessment, engine="reference")
    assert recommendation.rulebook.digest == rulebook.digest
    assert recommendation.determined
    assert assessment.age is not None
    assert rulebook.ages.includes(assessment.age)


@pytest.mark.parametrize("most", [0, 9])
def test_rulebooks_refuse(most: int) -> None:
    with pytest.raises(ValueError, match=r"^`most_scales`: expected 1 to 8$"):
        rulebooks(most_scales=most)
