"""Words of one subject stand in the rulebook that is about it, and nowhere in the machinery."""

import re
from pathlib import Path
from typing import Final

import placement

_PACKAGE: Final = Path(placement.__file__).parent
_SUBJECT: Final = re.compile(r"drink|drank|drug|alcohol|opioid|withdrawal|asam\b|hospital", re.IGNORECASE)
_AT_HOME: Final = (
    "__init__.py",
    "assessment/assessment.py",
    "cohort/synthetic/",
    "cohort/teds/",
    "criteria/",
    "instruments/",
    "rules/",
)
"""Where they belong: the face, the typed assessment of the shipped rulebook, and all that is about substance use."""


def _words() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in sorted(_PACKAGE.rglob("*.py")):
        name = path.relative_to(_PACKAGE).as_posix()
        words = {word.lower() for word in _SUBJECT.findall(path.read_text(encoding="utf-8"))}
        if words and not name.startswith(_AT_HOME):
            found[name] = words
    return found


def test_the_machinery_says_nothing_of_substance_use() -> None:
    assert _words() == {}


def test_the_search_finds_the_words_where_they_belong() -> None:
    belonging = (_PACKAGE / "rules" / "words.py").read_text(encoding="utf-8")
    assert {"drink", "drug", "opioid"} <= {word.lower() for word in _SUBJECT.findall(belonging)}
