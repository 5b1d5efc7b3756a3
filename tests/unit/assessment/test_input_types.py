"""Services and days as callers give them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

import pytest
from pydantic import TypeAdapter, ValidationError

from placement.assessment.confidential import Discreet
from placement.assessment.input_types import GivenDay, GivenPlace, GivenService
from placement.rules.levels import Level, Service


class _Given(Discreet):
    service: GivenService = Service.NONE
    place: GivenPlace = Service.HOSPITAL
    day: GivenDay = date(2026, 3, 2)


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
        ("none", Service.NONE),
    ],
)
def test_a_service_may_be_given_by_itself_its_name_or_its_number(given: object, service: Service) -> None:
    assert _Given.model_validate({"service": given}).service is service


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
        _Given.model_validate({"service": wrong})
    (mistake,) = raised.value.errors()
    assert mistake["msg"] == "expected one of none, 0.5, 1, 2.1, 2.5, 3.1, 3.5, 3.7, 4"
    assert "739184" not in f"{raised.value}{raised.value.errors()}"


def test_nobody_can_be_placed_in_none() -> None:
    with pytest.raises(ValidationError) as raised:
        _Given.model_validate({"place": "none"})
    assert [one["msg"] for one in raised.value.errors()] == ["expected a service, from 0.5 to 4"]


def test_a_day_may_be_given_by_itself_or_its_text() -> None:
    assert _Given.model_validate({"day": "2026-01-31"}).day == date(2026, 1, 31)
    assert _Given.model_validate({"day": date(1900, 1, 1)}).day == date(1900, 1, 1)
    assert _Given.model_validate_json('{"day": "2199-12-31"}').day == date(2199, 12, 31)


@pytest.mark.parametrize(
    "wrong",
    ["0", "1767571200", "-86400", 0, 1.0, 86_400 * 365, True, None, datetime(2026, 1, 1, tzinfo=UTC), ["2026-01-01"]],
)
def test_what_is_no_day_is_refused(wrong: Any) -> None:  # noqa: ANN401 - of any type
    with pytest.raises(ValidationError) as raised:
        _Given.model_validate({"day": wrong})
    assert [one["msg"] for one in raised.value.errors()] == ["expected a day, such as 2026-03-02"]


@pytest.mark.parametrize("wrong", ["1899-12-31", "2200-01-01", date.max, date.min])
def test_a_day_that_nobody_means_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError) as raised:
        _Given.model_validate({"day": wrong})
    assert [one["msg"] for one in raised.value.errors()] == ["expected a day from 1900 to 2199"]


def test_a_service_is_written_by_its_name() -> None:
    assert TypeAdapter(GivenService).dump_json(Service.DAY_TREATMENT) == b'"2.5"'
