"""The specification: what a rulebook means, in as few lines as it can be said.

Criteria read the person and raise the ratings of dimensions. Rules and flags read the person and the ratings; rules
raise tracks, one track after the other, and a rule may read the tracks before its own. The highest raise wins. A
condition says itself when it holds. Other engines are held to this one by property tests.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from placement.language.declarations import Criterion, Declared, Rule

Person: TypeAlias = Mapping[str, int]
"""A position for every scale, by the scale's id: a person about whom everything is known."""

Facts: TypeAlias = Mapping[str, int]
"""A person, the ratings that criteria gave, and the tracks that rules raised, by id."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rulebook says of one fully known person, and which declarations were met.

    Attributes:
        ratings: From 0 to the dimension's highest, by dimension.
        tracks: Position of the value by track.
        flags: Ids of the flags raised.
        met: Ids of the criteria and rules that are met.
    """

    ratings: Mapping[str, int]
    tracks: Mapping[str, int]
    flags: frozenset[str]
    met: frozenset[str]

    def __repr__(self) -> str:
        """Return the class name alone: an outcome is part of a health record."""
        return "Outcome(...)"


def raised(subjects: Iterable[str], met: Iterable[Criterion | Rule]) -> dict[str, int]:
    """Return each subject at the highest position that a met declaration raises it to; 0 where none does."""
    positions = dict.fromkeys(subjects, 0)
    for declaration in met:
        positions[declaration.raises.fact] = max(positions[declaration.raises.fact], declaration.raises.at_least)
    return positions


def evaluate(rulebook: Declared, person: Person) -> Outcome:
    """Return what the rulebook says of a fully known person.

    Args:
        rulebook: What is declared.
        person: A position for each of the rulebook's scales.

    Returns:
        Ratings, tracks, flags and the ids of the criteria and rules met.
    """
    criteria = [criterion for criterion in rulebook.criteria if criterion.when.holds(person)]
    ratings = raised((dimension.id for dimension in rulebook.dimensions if dimension.rated), criteria)
    facts = {**person, **ratings}
    met = [criterion.id for criterion in criteria]
    rules: dict[str, list[Rule]] = {track.id: [] for track in rulebook.tracks}
    for rule in rulebook.rules:
        rules[rule.raises.fact].append(rule)
    tracks: dict[str, int] = {}
    for track, raising in rules.items():
        held_rules = [rule for rule in raising if rule.when.holds(facts)]
        facts[track] = tracks[track] = max((rule.raises.at_least for rule in held_rules), default=0)
        met += [rule.id for rule in held_rules]
    return Outcome(
        ratings=ratings,
        tracks=tracks,
        flags=frozenset(flag.id for flag in rulebook.flags if flag.when.holds(facts)),
        met=frozenset(met),
    )
