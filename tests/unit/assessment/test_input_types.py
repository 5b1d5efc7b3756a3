"""Days as callers give them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from placement.assessment.confidential import Discreet
from placement.assessment.input_types import GivenDay


class _Given(Discreet):
    day: GivenDay = date(2026, 3, 2)


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
