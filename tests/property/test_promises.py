"""A guarantee is proven by one person: the proof is right about everybody, when it says yes and when it says no."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement import AtLeast, AtMost, CeilingGuarantee, FloorGuarantee, Guarantee, Rulebook
from placement.engines.reference import Person, evaluate
from placement.rulebook.guarantees import guarantee_holds, unreachable_values
from placement.testing import rulebooks
from tests.property.everybody import everybody


@st.composite
def _floors(draw: st.DrawFn, rulebook: Rulebook) -> FloorGuarantee:
    track = draw(st.integers(0, len(rulebook.tracks) - 1).map(lambda number: rulebook.tracks[number]))
    scales = draw(st.lists(st.sampled_from(rulebook.scales), unique=True))
    given_ = tuple(scale.at(draw(st.integers(1, scale.highest()))) for scale in scales)
    return FloorGuarantee("g.floor", "A promise.", AtLeast(track.id, draw(st.integers(1, track.highest()))), given_)


@st.composite
def _ceilings(draw: st.DrawFn, rulebook: Rulebook) -> CeilingGuarantee:
    track = draw(st.integers(0, len(rulebook.tracks) - 1).map(lambda number: rulebook.tracks[number]))
    names = [*(scale.id for scale in rulebook.scales), *(dimension.id for dimension in rulebook.dimensions)]
    without = tuple(draw(st.lists(st.sampled_from(names), unique=True)))
    free = [scale for scale in rulebook.scales if not {scale.id, scale.dimension.id} & {*without}]
    capped = tuple(AtMost(scale.id, draw(st.integers(0, scale.highest()))) for scale in free if draw(st.booleans()))
    promise = AtMost(track.id, draw(st.integers(0, track.highest())))
    return CeilingGuarantee("g.ceiling", "A promise.", promise, without, capped)


def _speaks_of(guarantee: Guarantee, person: Person, rulebook: Rulebook) -> bool:
    if isinstance(guarantee, FloorGuarantee):
        return all(test.holds(person) for test in guarantee.given)
    dimension = {scale.id: scale.dimension.id for scale in rulebook.scales}
    absent = all(not at for name, at in person.items() if {name, dimension[name]} & {*guarantee.without})
    return absent and all(person[cap.fact] <= cap.at_most for cap in guarantee.capped)


def _kept(guarantee: Guarantee, position: int) -> bool:
    if isinstance(guarantee, FloorGuarantee):
        return position >= guarantee.promises.at_least
    return position <= guarantee.promises.at_most


@given(st.data())
def test_a_guarantee_holds_if_and_only_if_nobody_breaks_it(data: st.DataObject) -> None:
    """True of all if true of the least such person, or of the worst such person; false if false of them."""
    rulebook = data.draw(rulebooks(most_scales=3), "rulebook")
    guarantee: Guarantee = data.draw(_floors(rulebook) | _ceilings(rulebook), "guarantee")
    said, _ = guarantee_holds(rulebook, guarantee)
    spoken_of = [person for person in everybody(rulebook) if _speaks_of(guarantee, person, rulebook)]
    assert said == all(
        _kept(guarantee, evaluate(rulebook, person).tracks[guarantee.promises.fact]) for person in spoken_of
    )


@given(st.data())
def test_a_value_is_unreachable_if_and_only_if_nobody_is_given_it(data: st.DataObject) -> None:
    """Each value of a track that no possible person is given is a mistake; no other is."""
    rulebook = data.draw(rulebooks(most_scales=3), "rulebook")
    kept = tuple(rule for rule in rulebook.rules if data.draw(st.booleans(), "kept"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("placement.rulebook.rulebook.find_mistakes", lambda _: [])  # or it could not be built
        fewer = replace(rulebook, rules=kept, guarantees=())
    outcomes = [evaluate(fewer, person).tracks for person in everybody(fewer)]
    assert list(unreachable_values(fewer)) == [
        f"track `{track.id}`: nobody can be given `{value}`"
        for track in fewer.tracks
        for value in track
        if value.position not in {tracks[track.id] for tracks in outcomes}
    ]
