from itertools import product

import pytest

from placement import FIVE_LEVEL, AtLeast, AtMost, Condition, Conflict, Rulebook, Scale, all_of, any_of, count_of
from placement.fhir import gating
from placement.fhir.gating import gates
from tests.tiny_rulebook import DUTIES, LEAFLET, TINY, Fever, Plan, Shifts, tiny
from tests.unit.fhir.waiting import WAITING, arranged


def test_no_question_of_the_shipped_rulebook_waits_for_another() -> None:
    assert dict(gates(FIVE_LEVEL)) == {}


def test_a_question_that_nothing_reads_is_asked() -> None:
    """It is not for a form to say that a question is superfluous."""
    assert dict(gates(TINY)) == {}


def test_a_question_waits_for_what_everything_that_reads_it_needs() -> None:
    assert dict(gates(WAITING)) == {"shifts": ("fever", 2)}


@pytest.mark.parametrize(
    ("when", "position"),
    [
        (all_of(Fever.at(1), Shifts.at(1)), 1),
        (any_of(all_of(Fever.at(2), Shifts.at(1)), all_of(Fever.at(1), Shifts.at(2))), 1),
        (any_of(all_of(Fever.at(2), Shifts.at(1)), Fever.at(2)), 2),
        (any_of(all_of(Fever.at(2), Shifts.at(1)), Shifts.at(2)), 0),
        (all_of(Fever.at(2), any_of(Shifts.at(1), Plan.at(1))), 2),
        (all_of(Fever.at(1), all_of(Fever.at(2), Shifts.at(1))), 2),
        (count_of(2, Fever.at(2), Shifts.at(1)), 0),
        (all_of(Fever.at(1), count_of(1, Shifts.at(1), all_of(Fever.at(2), Shifts.at(2)))), 1),
        (Shifts.at(1), 0),
        (Fever.at(1), float("inf")),
    ],
    ids=range(10),
)
def test_how_far_the_other_answer_has_to_be(when: Condition, position: float) -> None:
    """Below that position the condition comes out the same, whatever is answered; tried on everybody."""
    assert gating._demanded(when, "shifts", "fever") == position
    for fever, plan in product(range(3), range(2)):
        person = {"fever": fever, "plan": plan}
        outcomes = {when.holds({**person, "shifts": shifts}) for shifts in range(3)}
        assert len(outcomes) == 1 or fever >= position


def _with_conflicts(*statements: tuple[AtLeast | AtMost, ...]) -> Rulebook:
    return tiny(conflicts=tuple(Conflict(f"conflict.n{n}", "odd", (one,)) for n, one in enumerate(statements)))


def test_conflicts_are_read_too() -> None:
    assert dict(gates(_with_conflicts((Shifts.NONE.or_better, Fever.at(1))))) == {"shifts": ("fever", 1)}
    assert dict(gates(_with_conflicts((Shifts.NONE.or_better, Fever.HIGH.or_better)))) == {}
    assert dict(gates(_with_conflicts((Shifts.at(1), Fever.at(1)), (Shifts.at(2), Plan.at(1))))) == {}


class Evenings(Scale, dimension=DUTIES, sources=(LEAFLET,)):
    """Evenings at work."""

    NONE = 0, "none"
    SOME = 1, "some"


def test_no_question_waits_for_one_that_waits() -> None:
    rulebook = arranged((Shifts.at(1), Evenings.at(1)), scales=(*TINY.scales, Evenings))
    assert dict(gates(rulebook)) == {"shifts": ("evenings", 1)}
