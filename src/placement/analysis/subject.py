"""What a question about a rulebook is about: a value of a track, a rating, a flag, a criterion or a rule."""

from dataclasses import dataclass
from typing import TypeAlias

from placement.errors import UnknownSubject
from placement.explain.conditions import in_words
from placement.language.condition import AtLeast, Condition, all_of
from placement.language.scale import Track
from placement.rulebook.rulebook import Rulebook

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
