"""Every theorem of the explanation is held by a test, and the tests it names are there."""

import ast
import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_PAGE = (ROOT / "docs" / "explanation" / "why_it_is_enough.md").read_text(encoding="utf-8")
_THEOREMS = {
    section.partition("\n")[0]: section for section in _PAGE.split("\n## ")[1:] if not section.startswith("What this")
}


def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


def test_there_are_theorems() -> None:
    assert len(_THEOREMS) == 11


@pytest.mark.parametrize("theorem", _THEOREMS)
def test_a_theorem_has_its_reason_and_a_property_test(theorem: str) -> None:
    assert "*Because*" in _THEOREMS[theorem]
    named = _NAMED.findall(_THEOREMS[theorem])
    assert named
    assert all(path.startswith("tests/property/") for path, _ in named)


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*/*.md")), ids=lambda path: path.name)
def test_every_test_that_a_page_names_is_there(page: Path) -> None:
    for path, name in _NAMED.findall(page.read_text(encoding="utf-8")):
        assert name.startswith("test_")
        assert name in functions(path), f"{path} has no `{name}`"
