"""The repository itself: sizes, names, words, versions."""

import ast
import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pytest
import yaml

_ROOT: Final = Path(__file__).parents[2]
_SOURCE: Final = sorted((_ROOT / "src").rglob("*.py"))
_PYTHON: Final = sorted([*_SOURCE, *(_ROOT / "tests").rglob("*.py")])
_LONGEST: Final = 400


def _named(file: Path) -> str:
    return file.relative_to(_ROOT).as_posix()


def _lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def test_no_module_is_so_long_that_it_should_be_two() -> None:
    assert [_named(file) for file in _SOURCE if _lines(file) > _LONGEST] == []


@pytest.mark.parametrize("file", _PYTHON, ids=_named)
def test_a_module_is_a_noun_of_the_domain(file: Path) -> None:
    assert not {file.stem, *file.parent.relative_to(_ROOT).parts} & {
        "util",
        "utils",
        "helpers",
        "common",
        "core",
        "misc",
    }


@pytest.mark.parametrize("file", _SOURCE, ids=_named)
def test_no_class_is_called_by_what_it_is_to_a_programmer(file: Path) -> None:
    classes = [node.name for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ClassDef)]
    assert [name for name in classes if re.search(r"(Manager|Handler|Base|Impl|Helper|Mixin)$", name)] == []


@pytest.mark.parametrize("file", _SOURCE, ids=_named)
def test_a_module_says_what_it_is(file: Path) -> None:
    said = ast.get_docstring(ast.parse(file.read_text("utf-8")))
    assert said
    assert said.splitlines()[0].endswith((".", "?", ":"))


@pytest.mark.parametrize("file", _SOURCE, ids=_named)
def test_licensed_works_are_named_only_to_say_that_they_are_not_here(file: Path) -> None:
    text = " ".join(file.read_text("utf-8").split())
    for named in re.finditer("ASAM|LOCUS", text):
        around = text[max(0, named.start() - 70) : named.end() + 10]
        assert re.search(r"ASAM-style|endorsed by ASAM|Nothing here comes from", around), around


def test_the_version_is_said_once_and_repeated_where_citations_look() -> None:
    said = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert version("placement") == said
    assert str(yaml.safe_load((_ROOT / "CITATION.cff").read_text("utf-8"))["version"]) == said
    assert [_named(file) for file in _SOURCE if said in file.read_text("utf-8")] == []


def test_every_supported_python_is_named() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    supported = {name.rpartition(" ")[2] for name in project["classifiers"] if ":: 3." in name}
    assert supported == {"3.11", "3.12", "3.13"}
    assert project["requires-python"] == ">=3.11"


def test_the_base_needs_pydantic_and_where_it_can_be_had_durable_rules() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["dependencies"] == ["pydantic>=2.8", 'durable-rules==2.0.28; python_version < "3.13"']


_TEXTS: Final = sorted(
    file
    for folder in ("docs", "examples", "src")
    for file in (_ROOT / folder).rglob("*")
    if file.suffix in {".md", ".py", ".ipynb", ".txt"} and "_build" not in file.parts
)


@pytest.mark.parametrize("file", [_ROOT / "README.md", _ROOT / "CONTRIBUTING.md", *_TEXTS], ids=_named)
def test_nothing_tells_a_reader_to_install_the_package_that_has_our_name_on_the_index(file: Path) -> None:
    assert (
        re.findall(r"pip install[^\n]*['\" ]placement(?:\[|['\" ]|$)", file.read_text("utf-8"), flags=re.MULTILINE)
        == []
    )
