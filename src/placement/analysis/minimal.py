"""The smallest combinations of answers that reach a conclusion: what a rulebook means, as a list of people.

Theorem: a rulebook is monotone, so the people who reach a conclusion are exactly those who are at least as needy as one
of its smallest people; and there is only one such set of smallest people, none of whom is above another.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import overload

from placement.analysis.subject import Subject, Value, wanted
from placement.explain.conditions import in_words
from placement.explain.markup import escaped
from placement.language.condition import AtLeast, all_of
from placement.language.foreign_text import visible
from placement.language.scale import Scale
from placement.rulebook.rulebook import Rulebook

Combination = Mapping[str, Scale]


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
