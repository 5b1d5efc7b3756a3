"""What open answers leave possible, exactly: which services some completion gives, and which answers decide the rest.

A completion gives every open answer a value between its most and its least favourable one. Both ends of a range are
given by one; what lies in between need not be, since one answer can lift the service by several.
"""

from collections.abc import Sequence
from typing import Final

from placement.language.condition import All, AtLeast, Condition
from placement.language.scale import Track
from placement.recommendation.case import Case
from placement.rulebook.lattice import Ways

__all__ = ["deciding", "possible_services", "services_where"]

_ALWAYS: Final = All(())


def possible_services(case: Case) -> tuple[Track, ...]:
    """Return the services that some completion gives, from the least intensive to the most."""
    return services_where(_ALWAYS, case, [str(service) for service in case.rulebook.headline_track])


def services_where(condition: Condition, case: Case, among: Sequence[str]) -> tuple[Track, ...]:
    """Return which of some services completions who meet a condition are given, in their order.

    Whoever meets it is above one of its smallest people, so they are looked at from each of these upwards.
    """
    lattice, headline = case.rulebook.lattice, case.rulebook.headline_track
    low, high = lattice.encode(case.low), lattice.encode(case.high)
    parts = [Ways(lattice, low | added, high) for added in Ways(lattice, low, high).to(condition)]

    def given(service: Track) -> bool:
        reached, more = (AtLeast(headline.id, service.position + beyond) for beyond in (0, 1))
        return any(ways.exists(reached if service.position else _ALWAYS, unless=more) for ways in parts)

    within = range(case.floor_service, case.ceiling_service + 1)
    named = (headline(name) for name in among)
    return tuple(service for service in named if service.position in within and given(service))


def deciding(condition: Condition, case: Case) -> tuple[str, ...]:
    """Return the ids of the scales whose open answers decide a condition that is met at the ceiling only."""
    lattice = case.rulebook.lattice
    return Ways(lattice, lattice.encode(case.low), lattice.encode(case.high)).scales(condition)
