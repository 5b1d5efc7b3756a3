"""Services as callers give them, read as the rulebook names them."""

from decimal import Decimal
from typing import Any, Final

import pytest
from pydantic import ValidationError

from placement import FIVE_LEVEL, Rulebook
from placement.reviews.inputs import RULEBOOK, Noted
from placement.rules.levels import Level, Service
from tests.tiny_rulebook import SERVICE, TINY

_SECRET_NUMBER: Final = 739_184


@pytest.mark.parametrize(
    ("given", "service"),
    [
        (Service.DAY_TREATMENT, Service.DAY_TREATMENT),
        ("2.1", Service.INTENSIVE_OUTPATIENT),
        (2.1, Service.INTENSIVE_OUTPATIENT),
        (0.5, Service.EARLY_INTERVENTION),
        (1, Service.OUTPATIENT),
        (4.0, Service.HOSPITAL),
    ],
)
def test_a_service_may_be_given_by_itself_its_name_or_its_number(given: object, service: Service) -> None:
    assert Noted.model_validate({"placed": given}).placed is service


@pytest.mark.parametrize(
    "wrong",
    [
        "secret-739184",
        _SECRET_NUMBER,
        -_SECRET_NUMBER,
        10**400,
        2.2,
        float("nan"),
        float("inf"),
        True,
        None,
        ["2.1"],
        b"2.1",
        Decimal("2.1"),
        Level.HOSPITAL,
        2,
        3,
    ],
)
def test_what_is_no_service_is_refused_without_its_value(wrong: Any) -> None:  # noqa: ANN401 - of any type
    with pytest.raises(ValidationError) as raised:
        Noted.model_validate({"placed": wrong})
    (mistake,) = raised.value.errors()
    assert mistake["msg"] == "expected one of none, 0.5, 1, 2.1, 2.5, 3.1, 3.5, 3.7, 4"
    assert "739184" not in f"{raised.value}{raised.value.errors()}"


def test_nobody_can_be_placed_in_none() -> None:
    with pytest.raises(ValidationError) as raised:
        Noted.model_validate({"placed": "none"})
    assert [one["msg"] for one in raised.value.errors()] == ["expected a service, from 0.5 to 4"]


def _read(placed: object, rulebook: Rulebook) -> Noted:
    return Noted.model_validate({"placed": placed}, context={RULEBOOK: rulebook})


@pytest.mark.parametrize("given", ["ward", SERVICE.WARD])
def test_a_service_is_read_as_the_rulebook_of_the_context_names_it(given: object) -> None:
    assert _read(given, TINY).placed is SERVICE.WARD
    assert _read("home", TINY).placed is SERVICE.HOME  # no value of this rulebook is no service


def test_a_service_of_a_rulebook_read_from_json_is_its_own() -> None:
    again = Rulebook.from_json(TINY.to_json())
    assert type(_read(SERVICE.WARD, again).placed) is again.headline_track


@pytest.mark.parametrize("wrong", ["2.1", Service.HOSPITAL, Level.HOSPITAL])
def test_a_service_of_another_rulebook_is_refused_with_the_names_of_this_one(wrong: object) -> None:
    with pytest.raises(ValidationError) as raised:
        _read(wrong, TINY)
    (mistake,) = raised.value.errors()
    assert (mistake["loc"], mistake["msg"]) == (("placed",), "expected one of home, clinic, ward")
    assert mistake.get("ctx") == {"allowed": ["home", "clinic", "ward"]}
    assert raised.value.errors()[0]["input"] == "(not shown)"


def test_a_service_is_written_by_its_name_and_described_by_the_shipped_ones() -> None:
    assert '"placed":"2.5"' in Noted(placed=Service.DAY_TREATMENT).model_dump_json()
    described = Noted.model_json_schema()["properties"]["placed"]
    assert described == {"title": "Placed", "type": "string", "enum": [str(one) for one in Service][1:]}
    assert FIVE_LEVEL.reviews.nowhere == "none"
