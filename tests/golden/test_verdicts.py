"""Every criterion, rule and flag is seen met, not met and unknown; and every criterion and rule is seen at its edge.

The golden people show most of it. The rest is shown by people made for the purpose: for each declaration, each smallest
person who meets it, the same with one answer a step better, and the same with one answer not known.
"""

from collections.abc import Mapping
from typing import Final

import pytest

from placement import FIVE_LEVEL, Assessment, Criterion, Flag, Recommendation, Rule, place
from placement.engines.reference import evaluate
from tests.golden.vignettes import vignettes

_DECLARED: Final[dict[str, Criterion | Rule | Flag]] = FIVE_LEVEL.declared
_NOTHING: Final = {scale.id: 0 for scale in FIVE_LEVEL.scales}
_HEADLINES: Final = {scale.id: 0 for scale in FIVE_LEVEL.scales if scale.closes or scale.separate}


def _placed(answers: dict[str, object]) -> Recommendation:
    return place(Assessment.model_validate({"age": 40, **answers}), engine="reference")


def _smallest(declared: Criterion | Rule | Flag) -> list[dict[str, int]]:
    lattice = FIVE_LEVEL.lattice
    return [lattice.decode(bits) for bits in lattice.least(declared.when)]


def _met(declared: Criterion | Rule | Flag, person: Mapping[str, int]) -> bool:
    outcome = evaluate(FIVE_LEVEL, {**_NOTHING, **person})
    return declared.id in outcome.met | outcome.flags


@pytest.mark.parametrize("name", _DECLARED)
def test_it_is_seen_met_not_met_and_unknown(name: str) -> None:
    least, *_ = _smallest(_DECLARED[name])
    made = [
        _placed({**_HEADLINES, **least}).finding(name).verdict,
        _placed({**_HEADLINES}).finding(name).verdict,
        _placed({}).finding(name).verdict,
    ]
    assert made == ["met", "not met", "unknown"]


@pytest.mark.parametrize("name", _DECLARED)
def test_each_smallest_person_meets_it_and_nobody_a_step_better_does(name: str) -> None:
    declared = _DECLARED[name]
    for person in _smallest(declared):
        assert _met(declared, person)
        for fact, position in person.items():
            assert not _met(declared, {**person, fact: position - 1})


@pytest.mark.parametrize("name", _DECLARED)
def test_it_is_unknown_as_long_as_an_answer_that_it_takes_is_open(name: str) -> None:
    declared = _DECLARED[name]
    for person in _smallest(declared):
        for fact in person:
            low, high = Assessment.model_validate({**_HEADLINES, **person, fact: None}).ends()
            assert not _met(declared, low)
            # A headline that was given stands for the details of its dimension: what is not asked then counts as 0.
            assert _met(declared, high) is (high[fact] > 0)


def test_the_golden_people_alone_show_nearly_all_of_it() -> None:
    seen: dict[str, set[str]] = {name: set() for name in _DECLARED}
    for person in vignettes().values():
        for one in place(person, engine="reference").findings:
            seen[one.id].add(one.verdict)
    assert sum(verdicts == {"met", "not met", "unknown"} for verdicts in seen.values()) > 0.9 * len(seen)
