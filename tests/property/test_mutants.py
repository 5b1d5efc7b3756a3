"""Whether a change of a rulebook matters, and to whom: what is decided at once, against everybody one by one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement import FIVE_LEVEL, AtLeast, Criterion, Flag, Rule, Rulebook
from placement.engines.reference import Person, evaluate
from placement.testing import rulebooks
from tests.campaigns.mutation import KINDS, Mutant, Question, mutants
from tests.property.everybody import everybody


def _changed(rulebook: Rulebook, mutant: Mutant) -> Rulebook:
    declared = mutant.declared(rulebook).values()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("placement.rulebook.rulebook.find_mistakes", lambda _: [])  # some could not stand
        return replace(
            rulebook,
            criteria=tuple(one for one in declared if isinstance(one, Criterion)),
            rules=tuple(one for one in declared if isinstance(one, Rule)),
            flags=tuple(one for one in declared if isinstance(one, Flag)),
        )


def _given(rulebook: Rulebook, person: Person) -> tuple[object, ...]:
    outcome = evaluate(rulebook, person)
    return outcome.ratings, outcome.tracks, outcome.flags


@given(st.data())
def test_a_change_matters_if_and_only_if_somebody_is_given_something_else(data: st.DataObject) -> None:
    """Two rulebooks agree on everybody if and only if no smallest person of either disagrees."""
    rulebook = data.draw(rulebooks(most_scales=3), "rulebook")
    mutant = data.draw(st.sampled_from(list(mutants(rulebook))), "mutant")
    changed, question = _changed(rulebook, mutant), Question(rulebook, mutant)
    differing = [person for person in everybody(rulebook) if _given(rulebook, person) != _given(changed, person)]
    witness = question.witness(rulebook.lattice)
    assert (witness is None) == (differing == [])
    if witness is not None:
        assert dict.fromkeys(differing[0], 0) | rulebook.lattice.decode(witness) in differing
    for person in everybody(rulebook):
        outcome = evaluate(rulebook, person)
        facts = {**person, **outcome.ratings, **outcome.tracks}
        assert question.differs(facts) == (person in differing)


@given(rulebooks(most_scales=3))
def test_every_mutant_is_another_rulebook(rulebook: Rulebook) -> None:
    """Each anchor, raise and count moved by one, each condition and each declaration dropped; nothing twice."""
    made = list(mutants(rulebook))
    assert {one.kind for one in made} <= {*KINDS}
    assert all(one.becomes != one.of for one in made)
    assert {one.of.id for one in made if one.kind == "declaration dropped"} == {*rulebook.declared}
    digests = [_changed(rulebook, one).digest for one in made]
    assert rulebook.digest not in digests


def test_an_anchor_is_moved_up_and_down_and_a_raise_as_well() -> None:
    rule = FIVE_LEVEL.rule_named["service.early-intervention"]
    made = [one for one in mutants(FIVE_LEVEL) if one.of is rule]
    assert [str(one) for one in made] == [
        "service.early-intervention: is dropped",
        "service.early-intervention: `use_disorder` at 1 becomes 2",
        "service.early-intervention: raises `service` at 1 becomes 2",
    ]
    assert [one.becomes for one in made[1:]] == [
        replace(rule, when=AtLeast("use_disorder", 2)),
        replace(rule, raises=AtLeast("service", 2)),
    ]
