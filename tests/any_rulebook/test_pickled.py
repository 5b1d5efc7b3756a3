"""Whatever a rulebook of one's own gives is copied and pickled, and read where that rulebook was never seen."""

import copy
import pickle
import subprocess
import sys
from typing import Final

import pytest

from placement import FIVE_LEVEL, MismatchedAssessment, Rulebook, place
from placement.assessment.answers import answers_model
from tests.other_rulebooks import SCHOOL, SLEEP

_READ: Final = """
import pickle, sys
rulebook, person, placed, level = pickle.loads(sys.stdin.buffer.read())
again = pickle.loads(pickle.dumps(person))
assert type(again) is type(person) is rulebook.assessment_model()
from placement import place
assert place(person) == placed
print(rulebook.digest, placed.floor.level, level, [str(value) for value in type(level)], placed.holds_answers)
"""


@pytest.mark.parametrize("rulebook", [SCHOOL, SLEEP, FIVE_LEVEL], ids=lambda rulebook: str(rulebook.id))
def test_a_process_that_never_saw_the_rulebook_reads_it_all(rulebook: Rulebook) -> None:
    person = rulebook.assessment_model()(age=14 if rulebook is SCHOOL else 30)
    placed = place(person)
    highest = list(rulebook.level_type)[-1]
    written = pickle.dumps((rulebook, person, placed, highest))
    here = pickle.loads(written)  # noqa: S301 - our own bytes
    assert (here[0], here[2], here[3]) == (rulebook, placed, highest)
    assert here[1].model_dump_json() == person.model_dump_json()
    assert place(here[1]) == placed
    done = subprocess.run([sys.executable, "-c", _READ], input=written, capture_output=True, check=True)
    names = [str(level) for level in rulebook.level_type]
    assert done.stdout.decode().strip() == f"{rulebook.digest} {placed.floor.level} {highest} {names} False"


def test_copies_are_the_same() -> None:
    placed = place(SLEEP.assessment_model()())
    for original in (SLEEP, placed.floor.level, placed.floor.service):
        assert copy.copy(original) is copy.deepcopy(original) is original
    person = SLEEP.assessment_model().model_validate({"snoring": 0})
    assert copy.deepcopy(person) == copy.copy(person) == person
    assert copy.deepcopy(placed) == placed


def test_answers_to_no_rulebook_cannot_be_pickled() -> None:
    with pytest.raises(MismatchedAssessment, match="made for no rulebook"):
        pickle.dumps(answers_model(SLEEP.scales)())
