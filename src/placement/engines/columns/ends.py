"""Both ends of the range, in columns: where each test of an answer holds for the least and for the neediest person.

Only tests are computed, never completed positions: the neediest person passes a test where the least one does, and
where the answer is open.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

import narwhals.stable.v2 as nw

from placement.engines.columns.bits import Bit, both, either, inverted
from placement.engines.columns.cells import Answers
from placement.engines.columns.sheet import Sheet
from placement.language.condition import AtLeast, comparisons
from placement.language.declarations import Criterion, Declared, Flag, Rule
from placement.language.scale import Scale

End: TypeAlias = Literal["floor", "ceiling"]
BOTH_ENDS: Final[tuple[End, End]] = ("floor", "ceiling")

Tests: TypeAlias = Mapping[AtLeast, Bit]
"""Where each test holds."""


def judged(rulebook: Declared, answers: Mapping[str, Answers]) -> dict[str, Bit]:
    """Return where a clinician has judged each dimension: every closing scale of it has a definite answer."""
    closing: dict[str, list[Bit]] = defaultdict(list)
    for scale in rulebook.scales:
        if scale.closes:
            closing[scale.dimension.id].append(answers[scale.id].definite)
    return {dimension: both(*definite) for dimension, definite in closing.items()}


def is_open(scale: type[Scale], answers: Answers, closed: Bit) -> Bit:
    """Return where the answer to a scale is open: the same rule as in `placement.assessment.answers.Answers.ends`."""
    if not scale.dimension.need:
        return False
    unknown = inverted(answers.definite)
    if scale.separate:
        return unknown
    kept_open = answers.unsure if scale.danger else False
    return both(unknown, either(inverted(closed), kept_open))


def tests_at_both_ends(rulebook: Declared, answers: Mapping[str, Answers], sheet: Sheet) -> dict[End, Tests]:
    """Work out every test of an answer that the rulebook makes, at both ends.

    Args:
        rulebook: What is declared.
        answers: The answers to every scale.
        sheet: Where they are, and where the tests will be.
    """
    asked = {scale.id: scale for scale in rulebook.scales}
    declared: tuple[Criterion | Rule | Flag, ...] = (*rulebook.criteria, *rulebook.rules, *rulebook.flags)
    tests = dict.fromkeys(
        test for declaration in declared for test in comparisons(declaration.when) if test.fact in asked
    )
    floor = {test: sheet.hold_test(_passed(test, answers[test.fact]), filled=True) for test in tests}
    closed = {dimension: sheet.hold_bit(bit) for dimension, bit in judged(rulebook, answers).items()}
    sheet.step()
    read = {test.fact for test in tests}
    opened = {
        name: sheet.hold_bit(is_open(scale, answers[name], closed.get(scale.dimension.id, False)))
        for name, scale in asked.items()
        if name in read
    }
    sheet.step()
    ceiling = {
        test: sheet.hold_test(_possible(test, asked[test.fact], floor[test], opened[test.fact])) for test in tests
    }
    sheet.step()
    return {"floor": floor, "ceiling": ceiling}


def _passed(test: AtLeast, answers: Answers) -> Bit:
    """Return where a definite answer passes a test."""
    if test.at_least <= 0:
        return True
    return False if answers.definite is False else answers.position >= nw.lit(test.at_least)


def _possible(test: AtLeast, scale: type[Scale], passed: Bit, opened: Bit) -> Bit:
    return either(passed, opened) if test.at_least <= scale.highest() else passed
