"""What the package shows: its names are a promise, and the list of them is changed on purpose."""

import ast
import inspect
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

import placement
from placement import errors

_HERE: Final = Path(__file__).parent
_FACE: Final = ast.parse(Path(placement.__file__).read_text("utf-8"))


def test_the_public_names_are_the_promised_ones() -> None:
    promised = (_HERE / "public_names.txt").read_text("utf-8").split()
    assert sorted(placement.__all__) == promised


@pytest.mark.parametrize("name", placement.__all__)
def test_every_public_name_can_be_used_and_comes_from_its_home(name: str) -> None:
    home = import_module(f"placement.{placement._HOME[name]}")
    assert getattr(placement, name) is getattr(home, name)


def test_what_loads_on_first_use_is_what_type_checkers_are_told() -> None:
    told: dict[str, list[str]] = {}
    for block in (one for one in _FACE.body if isinstance(one, ast.If)):
        assert ast.unparse(block.test) == "TYPE_CHECKING"
        for line in block.body:
            assert isinstance(line, ast.ImportFrom)
            assert line.module is not None
            told[line.module.removeprefix("placement.")] = [name.name for name in line.names]
    assert told == {home: list(names) for home, names in placement._HOMES.items()}
    assert sorted(placement._HOME) == sorted(placement.__all__)


def test_a_name_that_there_is_not_is_refused() -> None:
    with pytest.raises(AttributeError, match=r"^module `placement` has no attribute `Placements`$"):
        _ = placement.Placements


def test_dir_lists_the_public_names() -> None:
    assert dir(placement) == sorted(placement.__all__)


def test_a_name_is_kept_once_it_was_used() -> None:
    assert placement.Level is placement.Level
    assert "Level" in vars(placement)


def test_every_error_is_public() -> None:
    assert set(errors.__all__) <= set(placement.__all__)


@pytest.mark.parametrize("name", [name for name in placement.__all__ if inspect.isroutine(getattr(placement, name))])
def test_every_public_function_says_what_it_does(name: str) -> None:
    said = inspect.getdoc(getattr(placement, name))
    assert said
    assert said.splitlines()[0].endswith(".")


@pytest.mark.parametrize("name", [name for name in placement.__all__ if inspect.isclass(getattr(placement, name))])
def test_every_public_class_says_what_it_is_in_its_own_words(name: str) -> None:
    said = vars(getattr(placement, name))["__doc__"]
    assert said
    assert said.splitlines()[0].endswith(".")
