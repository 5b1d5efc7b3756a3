"""Which column answers which question."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from placement.answers import UNSURE
from placement.engines.columns.cells import Question
from placement.engines.columns.placing import AGE
from placement.rulebook import Rulebook

_OLDEST = 130


def _codes(given, column):
    found = given.get(column, ()) if isinstance(given, Mapping) else given
    return tuple(found)


def questions(rulebook, types, columns, missing, unsure):
    mistakes = []
    asked = {}
    for fact in (AGE, *(one.id for one in rulebook.scales)):
        column = columns.get(fact, fact)
        if column not in types:
            continue
        if fact == AGE:
            asked[fact] = Question(fact, column, _OLDEST, {}, _codes(missing, column), _codes(unsure, column))
        else:
            scale = rulebook.scale_named[fact]
            named = {text: int(anchor) for anchor in scale for text in (anchor.label, anchor.key)}
            asked[fact] = Question(fact, column, scale.highest(), named, _codes(missing, column), (UNSURE, *_codes(unsure, column)))
    return asked, mistakes
