"""What the rulebook says of every row, for the least and for the neediest person who fits the answers.

Of the answers only tests are computed, never completed positions: the neediest person passes a test where the least
one does, and where the answer is open.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import narwhals.stable.v2 as nw

from placement.engines.columns.bits import Bit, both, compiled, either, inverted
from placement.engines.columns.cells import Answers
from placement.engines.columns.sheet import Sheet
from placement.engines.conjunctions import layers
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
    """Work out, in the sheet of the answers, every test of an answer that the rulebook makes, at both ends."""
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
    ceiling: dict[AtLeast, Bit] = {}
    for test, passed in floor.items():
        reached = test.at_least <= asked[test.fact].highest()
        ceiling[test] = sheet.hold_test(either(passed, opened[test.fact]) if reached else passed)
    sheet.step()
    return {"floor": floor, "ceiling": ceiling}


def _passed(test: AtLeast, answers: Answers) -> Bit:
    """Return where a definite answer passes a test."""
    if test.at_least <= 0:
        return True
    return False if answers.definite is False else answers.position >= nw.lit(test.at_least)


Ladder: TypeAlias = Sequence[Bit]
"""Where a rating or a track is at least at position 1, at position 2, and so on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rulebook says at one end, as `placement.engines.reference.Outcome` does of one person.

    Attributes:
        ratings: By dimension.
        tracks: By track.
        met: Where each criterion, rule and flag is met, by id.
    """

    ratings: Mapping[str, Ladder]
    tracks: Mapping[str, Ladder]
    met: Mapping[str, Bit]


def outcomes(rulebook: Declared, answers: Mapping[str, Answers], sheet: Sheet) -> dict[End, Outcome]:
    """Work out, in the sheet of the answers, what the rulebook says at both ends."""
    holds = {end: {**tests} for end, tests in tests_at_both_ends(rulebook, answers, sheet).items()}
    met: dict[End, dict[str, Bit]] = {end: {} for end in BOTH_ENDS}
    for end in BOTH_ENDS:
        for criterion in rulebook.criteria:
            met[end][criterion.id] = sheet.hold_bit(compiled(criterion.when, holds[end].__getitem__))
    sheet.step()
    rated = {dimension.id: dimension.highest for dimension in rulebook.dimensions if dimension.rated}
    ratings = {end: _ladders(rated, rulebook.criteria, met[end], sheet) for end in BOTH_ENDS}
    sheet.step()
    values = {track.id: track.highest() for track in rulebook.tracks}
    unraised: dict[str, Ladder] = {name: [False] * most for name, most in values.items()}
    tracks = {end: {**unraised} for end in BOTH_ENDS}
    for end in BOTH_ENDS:
        holds[end] |= _tests(ratings[end])
    first, *further = layers(rulebook)
    for layer in (first, *further):
        reading: list[Rule | Flag] = [*layer, *(rulebook.flags if layer is first else ())]
        raised = {rule.raises.fact: values[rule.raises.fact] for rule in layer}
        for end in BOTH_ENDS:
            for declaration in reading:
                met[end][declaration.id] = sheet.hold_bit(compiled(declaration.when, holds[end].__getitem__))
        sheet.step()
        for end in BOTH_ENDS:
            tracks[end] |= _ladders(raised, layer, met[end], sheet)
            holds[end] |= _tests(tracks[end])
        sheet.step()
    return {end: Outcome(ratings[end], tracks[end], met[end]) for end in BOTH_ENDS}


def _tests(ladders: Mapping[str, Ladder]) -> dict[AtLeast, Bit]:
    """Return where each test of what has been raised holds."""
    return {
        AtLeast(name, position): bit for name, ladder in ladders.items() for position, bit in enumerate(ladder, start=1)
    }


def _ladders(
    highest: Mapping[str, int], raising: Sequence[Criterion | Rule], met: Mapping[str, Bit], sheet: Sheet
) -> dict[str, Ladder]:
    """Return how far each subject is raised, of those whose highest position is given."""

    def reached(subject: str, position: int) -> Bit:
        declarations = (rule for rule in raising if rule.raises.fact == subject and rule.raises.at_least >= position)
        return sheet.hold_bit(either(*(met[declaration.id] for declaration in declarations)))

    return {
        subject: [reached(subject, position) for position in range(1, most + 1)] for subject, most in highest.items()
    }
