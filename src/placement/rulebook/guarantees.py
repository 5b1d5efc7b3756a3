"""Guarantees about every possible person, each proven by evaluating one.

More need never lowers a result. So every person of a kind gets at least what the least of them gets, and at most what
the worst of them gets.
"""

from collections.abc import Iterator
from typing import Final, assert_never

from placement.engines.reference import Outcome, Person, evaluate
from placement.errors import DefinitionError
from placement.language.condition import AtLeast, AtMost
from placement.language.declarations import CeilingGuarantee, FloorGuarantee, Guarantee
from placement.rulebook.declarations import Declarations
from placement.rulebook.lattice import Ways

MOST_EVALUATED: Final = 5_000_000
"""Most declarations evaluated to find a person who is given a value: some seconds."""

__all__ = ["broken_promises", "guarantee_holds", "guarantee_person", "unreachable_values"]


def guarantee_person(rulebook: Declarations, guarantee: Guarantee) -> Person:
    """Return the one person in whom a guarantee is proven: the least, or the worst, of all that it speaks of."""
    match guarantee:
        case FloorGuarantee(given=given):
            return {scale.id: 0 for scale in rulebook.scales} | {test.fact: test.at_least for test in given}
        case CeilingGuarantee(without=without, capped=capped):
            absent = {scale.id for scale in rulebook.scales if {scale.id, scale.dimension.id} & set(without)}
            worst = {scale.id: 0 if scale.id in absent else scale.highest() for scale in rulebook.scales}
            return worst | {limit.fact: limit.at_most for limit in capped}
        case _:
            assert_never(guarantee)


def guarantee_holds(rulebook: Declarations, guarantee: Guarantee) -> tuple[bool, Outcome]:
    """Say whether a guarantee holds for every possible person, with the outcome of the person who decides it."""
    outcome = evaluate(rulebook, guarantee_person(rulebook, guarantee))
    position = outcome.tracks[guarantee.promises.fact]
    match guarantee.promises:
        case AtLeast(_, least):
            return position >= least, outcome
        case AtMost(_, most):
            return position <= most, outcome
        case _:
            assert_never(guarantee.promises)


def broken_promises(rulebook: Declarations) -> Iterator[str]:
    """Return one sentence for each guarantee that does not hold."""
    tracks = {track.id: list(track) for track in rulebook.tracks}
    for guarantee in rulebook.guarantees:
        kept, outcome = guarantee_holds(rulebook, guarantee)
        if not kept:
            track = guarantee.promises.fact
            yield f"`{guarantee.id}` does not hold: `{track}` would be `{tracks[track][outcome.tracks[track]]}`"


def unreachable_values(rulebook: Declarations) -> Iterator[str]:
    """Return one sentence for each value of a track that no possible person is given.

    Whoever gets just this value meets a rule that raises the track to it, and is above one of the smallest people who
    meet that rule; that smallest person then gets the value too. So it is enough to look at those.
    """
    lattice = rulebook.lattice
    ways = Ways(lattice, 0, lattice.top)
    nobody = {scale.id: 0 for scale in rulebook.scales}

    def counted(people: Iterator[Person]) -> Iterator[Person]:
        """Pass people on, up to the limit: for a value that is never given, all of them are looked at."""
        for number, person in enumerate(people):
            if number * len(rulebook.declared) > MOST_EVALUATED:
                raise DefinitionError("rulebook", [f"track `{track.id}` takes too many combinations of answers"])
            yield person

    for track in rulebook.tracks:
        for value in track:
            raising = (rule.when for rule in rulebook.rules if rule.raises == AtLeast(track.id, value.position))
            least = (bits for when in raising for bits in ways.to(when)) if value.position else iter([0])
            people = (nobody | lattice.decode(bits) for bits in least)
            if not any(evaluate(rulebook, person).tracks[track.id] == value.position for person in counted(people)):
                yield f"track `{track.id}`: nobody can be given `{value}`"
