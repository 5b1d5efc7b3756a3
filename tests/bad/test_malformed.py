"""Whatever comes in, only documented errors come out, and no answer in them: a little of `tests.campaigns.fuzz`."""

import logging
import random
import warnings

import pytest
from hypothesis import settings
from pydantic import ValidationError

from placement import Assessment, Recommendation, place
from tests.campaigns.fuzz import _overhearing, campaign
from tests.campaigns.malforming import Secret, _Sly


def test_nothing_but_documented_errors_comes_out_and_no_answer_in_them() -> None:
    result = campaign(0, 6 * settings().max_examples)
    assert result.problems == []
    outcomes = {
        outcome: sum(count for (_, one), count in result.found.items() if one == outcome) for _, outcome in result.found
    }
    assert outcomes["refused"] > outcomes["accepted"] > 0


def test_an_object_that_can_be_compared_with_nothing_is_no_level() -> None:
    """It came out as the object's own error, with what the object hides."""
    said = place(Assessment(), engine="reference").model_dump()
    with pytest.raises(ValidationError) as caught:
        Recommendation.model_validate({**said, "level": _Sly("S3NTINEL")})
    assert "S3NTINEL" not in f"{caught.value} {caught.value.errors()}"


def test_the_campaign_overhears_logs_and_warnings() -> None:
    secret = Secret(random.Random(1))
    with _overhearing() as heard:
        logging.getLogger("somewhere").debug("told %s", secret.text)
        assert heard.shows(secret)
        warnings.warn(f"told {secret.number}", stacklevel=1)
        assert heard.shows(secret)
        assert not heard.shows(secret)
    assert heard not in logging.getLogger().handlers
