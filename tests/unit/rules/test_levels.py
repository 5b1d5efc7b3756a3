import json
import operator

import pytest

from placement import place
from placement.language.graded import Graded
from placement.rules.levels import Level, MentalHealthCapability, Service, WithdrawalManagement
from tests.known import known


def test_the_levels_are_none_and_five_more() -> None:
    assert [str(level) for level in Level] == ["none", "0.5", "1", "2", "3", "4"]
    assert Level("2") < Level.RESIDENTIAL
    assert min(Level) == Level.NONE


def test_services_are_finer_than_levels() -> None:
    assert [str(service) for service in Service] == ["none", "0.5", "1", "2.1", "2.5", "3.1", "3.5", "3.7", "4"]
    assert (Service.id, Service.title()) == ("service", "Service")


def test_the_tracks_beside_the_service_begin_with_nothing_special() -> None:
    assert (WithdrawalManagement.id, WithdrawalManagement.highest()) == ("withdrawal_management", 4)
    assert (MentalHealthCapability.id, MentalHealthCapability.highest()) == ("mental_health_capability", 2)
    assert WithdrawalManagement("none").position == MentalHealthCapability("standard").position == 0


def test_a_level_is_not_compared_with_a_service() -> None:
    with pytest.raises(TypeError, match="not supported between instances of 'Level' and 'Service'"):
        _ = Level.OUTPATIENT < Service.OUTPATIENT  # type: ignore[operator]


@pytest.mark.parametrize("kind", [Level, Service, WithdrawalManagement, MentalHealthCapability])
def test_each_equals_its_name_and_hashes_alike_and_no_other(kind: type[Graded]) -> None:
    names = [str(member) for member in kind]
    for member in kind:
        assert [member == name for name in names] == [name == member for name in names]
        assert [name for name in names if member == name] == [str(member)]
        assert member in {str(member), "another"}
        assert {member: "held"}[str(member)] == "held"  # type: ignore[index]
        assert {str(member): "held"}[member] == "held"  # type: ignore[index]
        assert member not in {f"{member} ", member.name, member.position, None}


@pytest.mark.parametrize("kind", [Level, Service, WithdrawalManagement, MentalHealthCapability])
def test_each_is_ordered_against_names_by_position(kind: type[Graded]) -> None:
    for one in kind:
        for other in kind:
            name, ways = str(other), (operator.lt, operator.le, operator.gt, operator.ge)
            expected = [compare(one.position, other.position) for compare in ways]
            assert [compare(one, name) for compare in ways] == expected
            assert [compare(str(one), other) for compare in ways] == expected
            assert [compare(one, other) for compare in ways] == expected


def test_kinds_with_a_name_in_common_are_not_equal() -> None:
    assert Level.NONE == "none"
    assert Service.NONE == "none"
    assert Level.NONE != Service.NONE
    assert len({Level.NONE, Service.NONE, WithdrawalManagement.NONE}) == 3


def test_an_unknown_name_has_no_place_and_is_not_repeated() -> None:
    expected = "no such Level: expected one of `none`, `0.5`, `1`, `2`, `3`, `4`"
    for compare in (operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(ValueError, match="no such Level") as caught:
            compare(Level.RESIDENTIAL, "2.1")
        assert str(caught.value) == expected
    assert Level.RESIDENTIAL != "2.1"
    with pytest.raises(ValueError, match="no such Level") as caught:
        Level("2.1")
    assert str(caught.value) == expected


def test_the_result_is_compared_as_an_app_would() -> None:
    result = place(known(use_disorder="severe", relapse_risk=3), engine="reference")
    assert result.level == "2"
    assert result.level in {"2", "3"}
    assert "2.1" < result.floor.service == "2.5"
    assert json.loads(result.model_dump_json())["level"] == "2"
    assert result.level is Level.INTENSIVE_OUTPATIENT
