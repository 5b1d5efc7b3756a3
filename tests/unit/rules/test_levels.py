import pytest

from placement.rules.levels import Level, MentalHealthCapability, Service, WithdrawalManagement


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
