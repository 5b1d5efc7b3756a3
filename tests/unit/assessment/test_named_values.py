import json

import pytest
from pydantic import ValidationError

from placement import Assessment, Recommendation, place
from placement.recommendation.overrides import Discrepancy, nearest_safe

_PLACED = place(Assessment(age=40), engine="reference")


def _instead(**given: object) -> dict[str, object]:
    need = {"recommended": "2.1", "recommended_ceiling": "2.1", "rulebook": _PLACED.rulebook.model_dump(mode="json")}
    return {**need, **given}


@pytest.mark.parametrize("service", [10**400, -1, True, 2.15, "2.15", None, object()])
def test_what_is_no_value_is_refused_with_those_that_there_are(service: object) -> None:
    with pytest.raises(ValidationError, match=r"expected one of none, 0\.5, 1, 2\.1, 2\.5, "):
        nearest_safe(_PLACED, [service])  # type: ignore[list-item]


def test_a_number_is_read_as_the_name_that_it_is_written_as() -> None:
    assert Discrepancy.model_validate(_instead(actual=2.1)).actual == "2.1"
    assert [*(Discrepancy.model_validate(_instead(available=[1, 2.5])).available or ())] == ["1", "2.5"]


def test_names_that_came_in_with_the_data_are_not_repeated() -> None:
    rulebook = _PLACED.rulebook.model_dump(mode="json")
    rulebook["tracks"]["service"][3] = "planted-7731"
    with pytest.raises(ValidationError) as raised:
        Discrepancy.model_validate(_instead(rulebook=rulebook))
    said = {(error["type"], error["msg"]) for error in raised.value.errors()}
    assert said == {("unknown_value", "expected a value of the rulebook")}
    assert "planted-7731" not in str(raised.value)


def test_a_result_that_names_no_rulebook_has_no_values() -> None:
    document = json.loads(_PLACED.model_dump_json())
    del document["rulebook"]
    with pytest.raises(ValidationError) as raised:
        Recommendation.model_validate(document)
    assert ("rulebook",) in {error["loc"] for error in raised.value.errors()}
