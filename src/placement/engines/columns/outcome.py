"""What the rulebook says of every row, at both ends of the range."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from placement.engines.columns.bits import Bit, compiled, either
from placement.engines.columns.cells import Answers
from placement.engines.columns.ends import BOTH_ENDS, End, tests_at_both_ends
from placement.engines.columns.sheet import Sheet
from placement.engines.conjunctions import layers
from placement.language.condition import AtLeast
from placement.language.declarations import Criterion, Declared, Flag, Rule

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
    """Work out what the rulebook says at both ends.

    Args:
        rulebook: What is declared.
        answers: The answers to every scale, computed.
        sheet: Where they are, and where the outcome will be.
    """
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
    tracks = {end: {name: _unraised(most) for name, most in values.items()} for end in BOTH_ENDS}
    for end in BOTH_ENDS:
        holds[end] |= _tests(ratings[end])
    first, *further = layers(rulebook)
    for layer in (first, *further):
        reading: list[Rule | Flag] = [*layer, *(rulebook.flags if layer is first else ())]
        raised = {rule.raises.fact: values[rule.raises.fact] for rule in layer}
        for end in BOTH_ENDS:
            for each in reading:
                met[end][each.id] = sheet.hold_bit(compiled(each.when, holds[end].__getitem__))
        sheet.step()
        for end in BOTH_ENDS:
            tracks[end] |= _ladders(raised, layer, met[end], sheet)
            holds[end] |= _tests(tracks[end])
        sheet.step()
    return {end: Outcome(ratings[end], tracks[end], met[end]) for end in BOTH_ENDS}


def _unraised(highest: int) -> Ladder:
    return [False] * highest


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
