"""Conditions in words, for the catalogue of a rulebook: what is needed, said with titles and labels.

The one module of `explain` that reads a rulebook: it speaks of what is declared and of no person. What becomes of a
condition for one person is in `Finding.when`.
"""

from collections.abc import Iterable
from typing import assert_never

from placement.explain.sentences import joined, within
from placement.language.condition import All, Any, AtLeast, AtMost, Condition, Count
from placement.language.declarations import FloorGuarantee, Guarantee
from placement.rulebook.rulebook import Rulebook


def title_of(fact: str, rulebook: Rulebook) -> str:
    """Return the title of a scale, a dimension or a track as it stands within a sentence."""
    if fact in rulebook.dimension_named:
        return within(rulebook.dimension_named[fact].title, rulebook.words)
    values = rulebook.scale_named[fact] if fact in rulebook.scale_named else rulebook.track_named[fact]
    return within(values.title(), rulebook.words)


def _placed(fact: str, position: int, rulebook: Rulebook) -> str:
    """Return that a scale, a dimension or a track is at a position, in words."""
    title = title_of(fact, rulebook)
    if fact in rulebook.scale_named:
        return f"{title}: “{rulebook.scale_named[fact].anchor(position).label}”"
    if fact in rulebook.dimension_named:
        return f"{title} rated {position}"
    return f"{title}: {list(rulebook.track_named[fact])[position]}"


def _at_least(test: AtLeast, rulebook: Rulebook) -> str:
    """Say a comparison; of reviews, a fact is so or not."""
    word = " or worse"
    if test.fact in rulebook.track_named:
        highest, word = rulebook.track_named[test.fact].highest(), " or more"
    elif test.fact in rulebook.scale_named:
        highest = rulebook.scale_named[test.fact].highest()
    elif test.fact in rulebook.dimension_named:
        highest = rulebook.dimension_named[test.fact].highest
    else:
        return {fact.id: fact.text for fact in rulebook.reviews.facts}[test.fact]
    return _placed(test.fact, test.at_least, rulebook) + ("" if test.at_least == highest else word)


def _at_most(test: AtMost, rulebook: Rulebook) -> str:
    word = " or less" if test.fact in rulebook.track_named else " or better"
    return _placed(test.fact, test.at_most, rulebook) + (word if test.at_most else "")


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
        condition: What to say. Every fact is the rulebook's: a scale, a rated dimension, a track, a fact of reviews.
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


def prover_in_words(guarantee: Guarantee, rulebook: Rulebook) -> str:
    """Return the one person who proves a guarantee, in words."""
    if isinstance(guarantee, FloorGuarantee):
        needs = "; ".join(_placed(test.fact, test.at_least, rulebook) for test in guarantee.given)
        return f"the person with {needs}; and no other need"
    absent = joined([title_of(name, rulebook) for name in guarantee.without])
    limits = "".join(f"; {_placed(limit.fact, limit.at_most, rulebook)}" for limit in guarantee.capped)
    return f"the person without any need in {absent}{limits}; and everything else at its worst"
