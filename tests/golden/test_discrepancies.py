"""The reasons for a difference are those of the clinical specification, and each is somebody's doing."""

from typing import Any, Final, get_args

import pytest
import yaml

from placement.language.discrepancies import (
    CONSEQUENCES,
    DIRECTIONS,
    DISCREPANCY_REASONS,
    Direction,
    ReasonKind,
)
from tests.beside import SHARED, needs

_SPECIFIED: Final = SHARED / "clinical" / "discrepancy.yaml"
_needs_specification = needs(_SPECIFIED)


@pytest.fixture(scope="module")
def specified() -> dict[str, Any]:
    return dict(yaml.safe_load(_SPECIFIED.read_text(encoding="utf-8")))


@_needs_specification
def test_reasons_are_the_specified_ones_in_order(specified: dict[str, Any]) -> None:
    declared = [(one.id, one.text, one.explanation_required) for one in DISCREPANCY_REASONS]
    assert declared == [(one["id"], one["says"], "explanation" in one) for one in specified["reasons"]]


@_needs_specification
def test_directions_and_consequences_are_the_specified_ones_in_order(specified: dict[str, Any]) -> None:
    assert list(DIRECTIONS) == specified["direction"]
    assert list(CONSEQUENCES) == specified["consequences_expected"]


def test_directions_are_those_that_type_checkers_know() -> None:
    assert get_args(Direction) == DIRECTIONS


def test_every_kind_has_its_reasons() -> None:
    assert {one.kind for one in DISCREPANCY_REASONS} == set(get_args(ReasonKind))


@pytest.mark.parametrize("reason", ["not-available", "waiting-list"])
def test_no_bed_is_a_matter_of_access_and_never_of_judgement(reason: str) -> None:
    (found,) = (one for one in DISCREPANCY_REASONS if one.id == reason)
    assert found.kind == "access"


def test_only_one_reason_is_judgement() -> None:
    assert [one.id for one in DISCREPANCY_REASONS if one.kind == "judgement"] == ["clinician-judgement"]
