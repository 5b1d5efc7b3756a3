"""What a rulebook must have besides its rules: tracks, a headline, levels, ratings and ages that fit together."""

from dataclasses import replace
from typing import Any

import pytest

from placement import DefinitionError, Dimension, LevelDescription
from placement.language.words import Ages
from tests.tiny_rulebook import MIND, tiny

_LOW = LevelDescription("1", "low", ("home", "clinic"))
_HIGH = LevelDescription("2", "high", ("ward",))


@pytest.mark.parametrize(
    ("changed", "mistake"),
    [
        ({"headline": "company"}, "the headline `company` is no track of the rulebook"),
        (
            {"levels": (_LOW, _HIGH, LevelDescription("3", "more", ()))},
            "level `3` holds no value of the headline track",
        ),
        ({"levels": (_LOW, replace(_HIGH, level="1"))}, "level `1` is declared 2 times"),
        ({"ages": Ages(18, 17)}, "`ages` includes nobody: expected the least not above the greatest"),
    ],
)
def test_what_does_not_fit_together_is_named(changed: dict[str, Any], mistake: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        tiny(**changed)
    assert mistake in raised.value.mistakes


def test_a_rulebook_without_a_track_recommends_nothing() -> None:
    with pytest.raises(DefinitionError) as raised:
        tiny(tracks=(), rules=(), flags=(), guarantees=())
    assert "a rulebook needs a track: what it recommends" in raised.value.mistakes


def test_a_rated_dimension_needs_a_rating() -> None:
    flat = Dimension("company", "Company", highest=0)
    with pytest.raises(DefinitionError) as raised:
        tiny(dimensions=(*tiny().dimensions, flat))
    assert "dimension `company` needs a highest rating of 1 or more" in raised.value.mistakes
    assert MIND.highest == 4


@pytest.mark.parametrize(
    ("ages", "text", "inside", "outside"),
    [
        (Ages(), "", [0, 130], []),
        (Ages(least=18), "18 years or more", [18], [17]),
        (Ages(greatest=17), "17 years or less", [0, 17], [18]),
        (Ages(12, 17), "12 to 17 years", [12, 17], [11, 18]),
    ],
)
def test_ages_say_whom_they_include(ages: Ages, text: str, inside: list[int], outside: list[int]) -> None:
    assert ages.text == text
    assert all(ages.includes(age) for age in inside)
    assert not any(ages.includes(age) for age in outside)


def test_only_adults_of_any_age_are_called_adults() -> None:
    assert Ages(least=18).expected == "this is for adults, expected 18 years or more"
    assert Ages(18, 64).expected == "expected 18 to 64 years"
