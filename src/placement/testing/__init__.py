"""Strategies for people, assessments and rulebooks, and laws that every rulebook keeps; for tests, never for `src`.

The extra `testing` brings hypothesis. Two lines put the laws of a rulebook among your tests:

>>> from placement.testing import laws
>>> TestMyRulebook = laws(MY_RULEBOOK)

A failing example shows answers in full, which nothing else in this library does: these people are invented.
"""

from placement.errors import MissingExtra

try:
    import hypothesis as _needed
except ModuleNotFoundError:
    raise MissingExtra("`placement.testing`", "testing") from None

from placement.testing.invented_people import assessments, completions, people, worse
from placement.testing.invented_rulebooks import conditions, rulebooks
from placement.testing.properties import LAWS, Law, laws

__all__ = ["LAWS", "Law", "assessments", "completions", "conditions", "laws", "people", "rulebooks", "worse"]

del _needed
