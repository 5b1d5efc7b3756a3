"""The smallest combinations of answers that reach a conclusion: what a rulebook means, as a list of people.

A conclusion is a value of a track, a rating, or a flag, criterion or rule that is met. Theorem: a rulebook is monotone,
so exactly those reach it who need at least as much as one of its smallest people; that set is unique.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias, overload

from placement.errors import UnknownSubject
from placement.explain.conditions import in_words
from placement.explain.markup import escaped
from placement.language.condition import AtLeast, Condition, all_of
from placement.language.foreign_text import visible
from placement.language.graded import Track
from placement.language.scale import Scale
from placement.rulebook.rulebook import Rulebook

Combination: TypeAlias = Mapping[str, Scale]

Subject: TypeAlias = str | type[Track]
"""A track (the class or its id), or the id of a rated dimension, flag, criterion or rule."""

Value: TypeAlias = Track | str | int | None
"""A value of a track (the member or its name), a rating from 1 on; None for what is met or not."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A conclusion that people reach or do not reach.

    Attributes:
        text: What it is, such as "service: 3.7 or more" or `flag.naloxone`.
        when: The condition that just those people meet.
    """

    text: str
    when: Condition


def wanted(rulebook: Rulebook, subject: Subject, value: Value = None) -> Wanted:
    """Return the conclusion that a subject, with its value, names.

    Raises:
        UnknownSubject: The rulebook has no such subject, or the subject no such value.
    """
    name = subject if isinstance(subject, str) else subject.id
    if name in rulebook.track_named:
        target = AtLeast(name, _track_position(rulebook.track_named[name], value))
    elif name in rulebook.dimension_named and rulebook.dimension_named[name].rated:
        target = AtLeast(name, _rating(name, value, rulebook.dimension_named[name].highest))
    elif name in rulebook.declared and value is None:
        return Wanted(name, rulebook.declared[name].when)
    elif name in rulebook.declared:
        raise UnknownSubject(f"`{name}` is met or not met: it takes no value")
    else:
        raise UnknownSubject(f"`{name}` is no track, rated dimension, flag, criterion or rule of `{rulebook.id}`")
    # The lowest value of a track is nothing that a rule raises: every person reaches it.
    return Wanted(in_words(target, rulebook), target if target.at_least else all_of())


def _track_position(track: type[Track], value: Value) -> int:
    names = [str(value) for value in track]
    if str(value) not in names or isinstance(value, int):
        raise UnknownSubject(f"track `{track.id}`: expected one of {', '.join(f'`{name}`' for name in names)}")
    return names.index(str(value))


def _rating(name: str, value: Value, highest: int) -> int:
    if type(value) is not int or not 1 <= value <= highest:
        raise UnknownSubject(f"rating `{name}`: expected a whole number from 1 to {highest}")
    return value


class MinimalPeople(Sequence[Combination]):
    """The smallest people who reach a conclusion; each a mapping from scale to anchor, all else at 0.

    In order of size (steps away from no need), then of the rulebook's scales. Shows itself as a table.
    """

    def __init__(self, rulebook: Rulebook, text: str, people: Sequence[int]) -> None:
        """Name the anchors of people given as bits."""
        self.rulebook = rulebook
        self.text = text
        self._people = tuple(
            MappingProxyType({fact: rulebook.scale_named[fact].anchor(at) for fact, at in person.items()})
            for person in map(rulebook.lattice.decode, people)
        )

    @overload
    def __getitem__(self, index: int) -> Combination: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Combination, ...]: ...
    def __getitem__(self, index: int | slice) -> Combination | tuple[Combination, ...]:
        """Return one combination, or some."""
        return self._people[index]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._people)

    def __repr__(self) -> str:
        """Return the conclusion, and how many combinations reach it."""
        return f"<{len(self)} smallest people for {self.text}>"

    def sentences(self) -> tuple[str, ...]:
        """Return each combination as part of a sentence; a person without any need is "anybody"."""
        tests = ([AtLeast(fact, int(anchor)) for fact, anchor in person.items()] for person in self)
        return tuple(in_words(all_of(*person), self.rulebook) if person else "anybody" for person in tests)

    def rows(self) -> list[dict[str, str]]:
        """Return a row for each combination: the label of the anchor, by scale; only the scales that it names."""
        return [{fact: anchor.label for fact, anchor in person.items()} for person in self]

    def to_text(self) -> str:
        """Return the conclusion, then one combination a line."""
        return visible("\n".join([f"{self.text}:", *(f"- {sentence}" for sentence in self.sentences())]))

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{escaped(sentence)}</li>" for sentence in self.sentences())
        return f"<div><p>{escaped(self.text)}</p><ul>{items}</ul></div>"


def minimal_people(rulebook: Rulebook, subject: Subject, value: Value = None) -> MinimalPeople:
    """Return all smallest combinations of answers that reach a conclusion.

    Args:
        rulebook: The rulebook.
        subject: A track, or the id of a rated dimension, flag, criterion or rule.
        value: The value of the track, or the rating, that is reached at least.

    Returns:
        The combinations, none above another, in a stable order. Every person who reaches the conclusion is at least as
        needy as one of them.

    Raises:
        UnknownSubject: The rulebook has no such subject, or the subject no such value.
    """
    target = wanted(rulebook, subject, value)
    return MinimalPeople(rulebook, target.text, rulebook.lattice.least(target.when))
