"""Conditions in words, for the catalogue of a rulebook: what is needed, said with titles and labels.

The one module of `explain` that reads a rulebook: it speaks of what is declared and of no person. What becomes of a
condition for one person is in `Finding.when`.
"""

from collections.abc import Iterable
from typing import assert_never

from placement.explain.wording import lower_first
from placement.language.condition import All, Any, AtLeast, AtMost, Condition, Count
from placement.rulebook.rulebook import Rulebook


def _compared(fact: str, position: int, rulebook: Rulebook, *, beyond: str) -> str:
    """Say a comparison; `beyond` is empty where nothing lies beyond the position."""
    if fact in rulebook.scale_named:
        scale = rulebook.scale_named[fact]
        return f"{lower_first(scale.title())}: “{list(scale)[position].label}”{beyond}"
    if fact in rulebook.dimension_named:
        return f"{lower_first(rulebook.dimension_named[fact].title)} rated {position}{beyond}"
    track = rulebook.track_named[fact]
    return f"{lower_first(track.title())}: {list(track)[position]}{beyond}"


def _at_least(test: AtLeast, rulebook: Rulebook) -> str:
    if test.fact in rulebook.track_named:
        highest, word = rulebook.track_named[test.fact].highest(), " or more"
    elif test.fact in rulebook.scale_named:
        highest, word = rulebook.scale_named[test.fact].highest(), " or worse"
    else:
        highest, word = rulebook.dimension_named[test.fact].highest, " or worse"
    return _compared(test.fact, test.at_least, rulebook, beyond="" if test.at_least == highest else word)


def _at_most(test: AtMost, rulebook: Rulebook) -> str:
    word = " or less" if test.fact in rulebook.track_named else " or better"
    return _compared(test.fact, test.at_most, rulebook, beyond=word if test.at_most else "")


def _alone(condition: Condition) -> Condition:
    """Return what is joined where only one thing is joined."""
    match condition:
        case All((part,)) | Any((part,)):
            return _alone(part)
        case _:
            return condition


def _parts(parts: Iterable[Condition], rulebook: Rulebook) -> list[str]:
    worded = ((part, in_words(part, rulebook)) for part in map(_alone, parts))
    return [words if isinstance(part, AtLeast) else f"({words})" for part, words in worded]


def in_words(condition: Condition | AtMost, rulebook: Rulebook) -> str:
    """Return a condition, or the statement that a fact is at most something, in words.

    Args:
        condition: What to say. Every fact in it is a scale, a rated dimension or a track of the rulebook.
        rulebook: Whose titles and labels to use.

    Returns:
        Part of a sentence, such as `suicide risk: “plan or some intent” or worse, and relapse and continued use rated
        3 or worse`. Labels stand in quotation marks; conditions inside conditions in brackets.
    """
    if isinstance(condition, AtMost):
        return _at_most(condition, rulebook)
    match alone := _alone(condition):
        case AtLeast():
            return _at_least(alone, rulebook)
        case All(parts):
            return ", and ".join(_parts(parts, rulebook))
        case Any(parts):
            return ", or ".join(_parts(parts, rulebook))
        case Count(least, parts):
            return f"at least {least} of: {'; '.join(_parts(parts, rulebook))}"
        case _:
            assert_never(alone)


def alternatives_in_words(condition: Condition, rulebook: Rulebook) -> tuple[str, ...]:
    """Return each way to meet a condition that is a choice, in words; any other condition as a whole."""
    parts = condition.any if isinstance(condition, Any) else (condition,)
    return tuple(in_words(part, rulebook) for part in parts)
