"""Replaying a decision: what comes out today, held against what a record or a recommendation says came out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from placement.assessment.answers import Answers
from placement.errors import RecordError
from placement.recommendation.recommendation import Recommendation, RulebookReference
from placement.records.canonical import canonical

_WORDS: Final = frozenset({"text", "gives", "what", "notice"})
"""Fields in which this library words something. Titles, labels and answers are the rulebook's, which a digest names."""

_ENGINES: Final = (["reference"], ["durable"], ["reference", "durable"])


@dataclass(frozen=True, slots=True)
class Differences:
    """Fields of a recommendation that do not come out as they are shown.

    Attributes:
        decided: Fields that decide, name or count something else.
        worded: Fields that differ in words alone, or in what this version of the library says and another did not.
    """

    decided: tuple[str, ...]
    worded: tuple[str, ...]


def as_parts(answers: Answers) -> dict[str, Any]:
    """Return answers as a record holds them, `provenance` included: its absence would show that there is none."""
    return {"provenance": [], **answers.model_dump(mode="json")}


def is_same(shown: object, again: object) -> bool:
    """Say whether two JSON values are the same; unlike to Python, `true` is not 1."""
    try:
        return canonical(shown) == canonical(again)
    except RecordError:  # a value that no record can have been sealed with
        return False


def _alike(shown: object, again: object, field: str) -> bool:
    """Say whether two JSON values are the same but for words and for fields that one of them does not have."""
    if field in _WORDS:
        return True
    match shown, again:
        case dict(), dict():
            left, right = cast("dict[str, object]", shown), cast("dict[str, object]", again)
            common = left.keys() & right.keys()
            return bool(common) and all(_alike(left[name], right[name], name) for name in common)
        case list(), list():
            many, others = cast("list[object]", shown), cast("list[object]", again)
            return len(many) == len(others) and all(map(_alike, many, others, [field] * len(many)))
        case _:
            return is_same(shown, again)


def differences(shown: Mapping[str, Any], again: Recommendation, reference: RulebookReference) -> Differences:
    """Return what does not come out as it is shown. Which engines decided is not compared: it depends on the machine.

    Args:
        shown: Fields of a recommendation, as JSON values; those that are left out are not compared.
        again: What comes out today, of the same answers.
        reference: The rulebook, as it was named: written today it might have another digest.
    """
    made: dict[str, Any] = again.model_dump(mode="json", include=set(shown))
    if "rulebook" in made:
        made["rulebook"] |= RulebookReference.to(reference).model_dump(mode="json")
    if shown.get("engines") in _ENGINES:
        made |= {"engines": shown["engines"]}
    decided: list[str] = []
    worded: list[str] = []
    for name, value in shown.items():
        if name not in made:
            worded.append(name)
        elif not is_same(value, made[name]):
            (worded if _alike(value, made[name], name) else decided).append(name)
    return Differences(tuple(decided), tuple(worded))
