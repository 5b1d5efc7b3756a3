"""What a rulebook can conclude about a person: levels, values of tracks, flags; ratings lie in between and are none."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from placement.explain.conditions import in_words
from placement.language.condition import AtLeast, Condition
from placement.language.declarations import Declared, Flag, Rule
from placement.language.graded import LEVEL
from placement.rulebook.lattice import covered
from placement.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A value of a track or more, or a flag.

    Attributes:
        id: Id of the track or the flag.
        position: Position of the value; 1 for a flag.
        text: What it is, such as "service: 3.7 or more" or `flag.naloxone`.
    """

    id: str
    position: int
    text: str

    @property
    def when(self) -> AtLeast:
        """The condition that exactly those people meet who reach it."""
        return AtLeast(self.id, self.position)

    def declared_by(self, rulebook: Declared) -> Iterator[Rule | Flag]:
        """Return what leads to it: the flag itself, or the rules that raise the track so far."""
        yield from (flag for flag in rulebook.flags if flag.id == self.id)
        for rule in rulebook.rules:
            if rule.raises.fact == self.id and rule.raises.at_least >= self.position:
                yield rule


def conclusions(rulebook: Rulebook) -> tuple[Conclusion, ...]:
    """Return every value above the first of every track, then every flag."""
    values = [AtLeast(track.id, value.position) for track in rulebook.tracks for value in track if value.position]
    return (
        *(Conclusion(value.fact, value.at_least, in_words(value, rulebook)) for value in values),
        *(Conclusion(flag.id, 1, f"`{flag.id}`") for flag in rulebook.flags),
    )


@dataclass(frozen=True, slots=True)
class Side:
    """An ordered side of the answer: the level, or a track.

    Attributes:
        of: `level`, or the track's id.
        values: Names, from nothing to the most.
        names: What each value is called; empty where it has no other name.
        reached: For each value, the smallest people who get it or more.
    """

    of: str
    values: tuple[str, ...]
    names: tuple[str, ...]
    reached: tuple[Sequence[int], ...]

    def position(self, person: int) -> int:
        """Return the position of the value that a person, given as bits, gets."""
        return next(at for at in reversed(range(len(self.reached))) if covered(person, self.reached[at]))


def sides(rulebook: Rulebook) -> tuple[Side, ...]:
    """Return the level, where the rulebook has levels, then every track."""
    least: Callable[[Condition], Sequence[int]] = rulebook.lattice.least
    every: list[Side] = []
    if rulebook.levels:
        reached = [[0] if level.is_lowest else least(rulebook.reach(level)) for level in rulebook.level_type]
        names = tuple(described.name for described in rulebook.levels)
        every.append(Side(LEVEL, rulebook.names[LEVEL], names, tuple(reached)))
    for track in rulebook.tracks:
        names = tuple(rulebook.service_names.values()) if track is rulebook.headline_track else ("",) * len(track)
        reached = [[0], *(least(value.or_more) for value in track if value.position)]
        every.append(Side(track.id, rulebook.names[track.id], names, tuple(reached)))
    return tuple(every)
