import pytest

from placement import FIVE_LEVEL, CeilingGuarantee, FloorGuarantee, Guarantee
from placement.rulebook.guarantees import broken_promises, guarantee_holds, guarantee_person, unreachable_values
from tests.tiny_rulebook import SERVICE, TINY, Fever, LowMood, Plan


def _floor(*given: Fever | LowMood | Plan) -> FloorGuarantee:
    return FloorGuarantee("g.floor", "A promise.", SERVICE.WARD.or_more, tuple(anchor.or_worse for anchor in given))


def _ceiling(*without: str, capped: tuple[Fever, ...] = ()) -> CeilingGuarantee:
    return CeilingGuarantee(
        "g.ceiling", "A promise.", SERVICE.CLINIC.or_less, without, tuple(anchor.or_better for anchor in capped)
    )


def test_a_floor_is_proven_in_the_least_person_that_it_speaks_of() -> None:
    person = guarantee_person(TINY, _floor(Fever.VERY_HIGH, LowMood.SOME))
    assert person == {"low_mood": 1, "plan": 0, "fever": 2, "shifts": 0}


def test_a_ceiling_is_proven_in_the_worst_person_that_it_speaks_of() -> None:
    assert guarantee_person(TINY, _ceiling("plan")) == {"low_mood": 2, "plan": 0, "fever": 2, "shifts": 2}
    assert guarantee_person(TINY, _ceiling("mind")) == {"low_mood": 0, "plan": 0, "fever": 2, "shifts": 2}
    capped = guarantee_person(TINY, _ceiling("mind", capped=(Fever.HIGH,)))
    assert capped == {"low_mood": 0, "plan": 0, "fever": 1, "shifts": 2}


@pytest.mark.parametrize(
    ("guarantee", "kept", "service"),
    [
        (_floor(Plan.PRESENT), True, "ward"),
        (_floor(Fever.VERY_HIGH, LowMood.SOME), True, "ward"),
        (_floor(Fever.VERY_HIGH), False, "clinic"),
        (_floor(), False, "home"),
        (_ceiling("plan"), False, "ward"),
        (_ceiling("plan", capped=(Fever.HIGH,)), True, "clinic"),
        (_ceiling("mind", "fever"), True, "home"),
    ],
)
def test_a_guarantee_is_judged_with_the_outcome_that_decides_it(
    guarantee: Guarantee, service: str, *, kept: bool
) -> None:
    holds, outcome = guarantee_holds(TINY, guarantee)
    assert holds is kept
    assert str(list(SERVICE)[outcome.tracks["service"]]) == service


@pytest.mark.parametrize("guarantee", FIVE_LEVEL.guarantees, ids=lambda one: one.id)
def test_every_shipped_guarantee_holds(guarantee: Guarantee) -> None:
    kept, outcome = guarantee_holds(FIVE_LEVEL, guarantee)
    assert kept
    position = outcome.tracks[guarantee.promises.fact]
    if isinstance(guarantee, FloorGuarantee):
        assert position >= guarantee.promises.at_least
    else:
        assert position <= guarantee.promises.at_most


def test_nothing_is_broken_or_out_of_reach_in_a_rulebook_that_stands() -> None:
    assert list(broken_promises(TINY)) == list(unreachable_values(TINY)) == []
