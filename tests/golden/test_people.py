"""Every golden person is given what is written beside them: level, ratings, tracks, flags, and what decides."""

import operator
from collections.abc import Callable
from functools import cache
from typing import Any, Final

import pytest
import yaml

from placement import FIVE_LEVEL, AtLeast, Placement, Recommendation, Service, Track, place
from tests.golden.vignettes import DECIDING, Vignette, deciding, read, vignettes

_PEOPLE: Final = vignettes()
_DECIDING: Final[dict[str, dict[str, object]]] = yaml.safe_load(DECIDING.read_text(encoding="utf-8"))

_IS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<=": operator.le,
    "==": operator.eq,
    ">=": operator.ge,
    "has": operator.contains,
}


@cache
def _placed(name: str) -> Recommendation:
    return place(_PEOPLE[name])


def _name(value: object) -> str | None:
    return None if value is None else str(value)


def _end(placement: Placement) -> dict[str, object]:
    return {
        "service": str(placement.service),
        "level": str(placement.level),
        "ratings": dict(placement.ratings),
        "withdrawal_management": placement.withdrawal_management.position,
        "mental_health_capability": placement.mental_health_capability.position,
        "flags": sorted(placement.flags),
    }


def _said(recommendation: Recommendation) -> dict[str, object]:
    met = sorted(one.id for one in recommendation.findings if one.kind != "flag" and one.verdict == "met")
    floor, ceiling = _end(recommendation.floor), _end(recommendation.ceiling)
    whole = {**floor, "service": _name(recommendation.service), "level": _name(recommendation.level), "met": met}
    at_floor = {f"{part}_floor": value for part, value in floor.items()}
    at_ceiling = {f"{part}_ceiling": value for part, value in ceiling.items()}
    return {**at_ceiling, **at_floor, **whole, "met_floor": met}


def _expected(vignette: Vignette) -> dict[str, Any]:
    expect = vignette["expect"]
    assert isinstance(expect, dict)
    return {part: sorted(value) if isinstance(value, list) else value for part, value in expect.items()}


@pytest.mark.parametrize("vignette", [*read("people.yaml"), *read("partial.yaml")], ids=lambda one: one["id"])
def test_a_person_is_given_what_is_expected(vignette: Vignette) -> None:
    expected = _expected(vignette)
    said = _said(_placed(str(vignette["id"])))
    assert {part: said[part] for part in expected} == expected


@pytest.mark.parametrize("vignette", read("people.yaml"), ids=lambda one: one["id"])
def test_a_person_of_whom_enough_is_known_is_determined(vignette: Vignette) -> None:
    recommendation = _placed(str(vignette["id"]))
    assert recommendation.determined
    assert recommendation.missing == ()
    assert recommendation.possible_flags == ()


@pytest.mark.parametrize("vignette", read("partial.yaml"), ids=lambda one: one["id"])
def test_a_range_is_given_just_where_open_answers_could_change_the_level(vignette: Vignette) -> None:
    recommendation = _placed(str(vignette["id"]))
    expected = _expected(vignette)
    determined = expected.get("level_floor") == expected.get("level_ceiling")
    assert recommendation.determined is determined
    assert (recommendation.level is not None) is determined
    assert (recommendation.missing == ()) is determined
    assert (recommendation.floor.level == recommendation.ceiling.level) is determined


@pytest.mark.parametrize("vignette", read("guidance.yaml"), ids=lambda one: one["name"])
def test_guidance_is_followed(vignette: Vignette) -> None:
    recommendation = _placed(str(vignette["name"]))
    expect = _expected(vignette)
    given = getattr(recommendation.floor, expect["track"])
    value = expect["value"]
    if isinstance(given, Track):
        assert getattr(recommendation.ceiling, expect["track"]) == given, "an open answer could still change it"
        given, value = given.position, value if isinstance(value, int) else Service(value).position
    assert _IS[expect["is"]](given, value)


@pytest.mark.parametrize("name", _PEOPLE)
def test_what_decides_is_what_was_reviewed(name: str) -> None:
    assert deciding(_placed(name)) == _DECIDING[name]


def test_nothing_was_reviewed_of_people_who_are_not_here() -> None:
    assert list(_DECIDING) == list(_PEOPLE)


@pytest.mark.parametrize("name", _PEOPLE)
def test_because_names_only_met_rules_that_raise_the_service_to_the_recommended_one(name: str) -> None:
    recommendation = _placed(name)
    needed = recommendation.floor.service
    for reason in recommendation.because:
        assert reason.gives == str(needed)
        assert reason.causes.id == reason.rules[0]
        for rule in reason.rules:
            assert FIVE_LEVEL.rule_named[rule].raises == needed.or_more
            assert recommendation.finding(rule).verdict == "met"
        assert all(test.verdict == "met" for test in reason.answers)
    assert bool(recommendation.because) == (needed is not Service.NONE)


@pytest.mark.parametrize("name", _PEOPLE)
def test_no_met_rule_raises_the_service_above_the_recommended_one(name: str) -> None:
    recommendation = _placed(name)
    met = {one.id for one in recommendation.findings if one.verdict == "met"}
    raised = [rule.raises for rule in FIVE_LEVEL.rules if rule.id in met and rule.raises.fact == Service.id]
    position = recommendation.floor.service.position
    assert max(raised, key=lambda one: one.at_least, default=AtLeast(Service.id, 0)).at_least == position
