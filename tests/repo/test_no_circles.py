"""No two modules need each other: imports inside functions and for type checking are counted as well."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import placement

_PACKAGE: Final = Path(placement.__file__).parent
_ROOT: Final = _PACKAGE.parent
_RESULT: Final = "placement.recommendation.recommendation"
_CALLED_WHEN_ASKED: Final = {
    # An object's method calls its renderer, which reads the object.
    (_RESULT, "placement.explain.graph"),
    (_RESULT, "placement.explain.html"),
    (_RESULT, "placement.explain.markdown"),
    (_RESULT, "placement.explain.plain"),
    (_RESULT, "placement.explain.text"),
    ("placement.reviews.result", "placement.reviews.rendering"),
    ("placement.reviews.timeline", "placement.reviews.timeline_drawing"),
    # A rulebook makes the model of its own assessments, which knows the rulebook.
    ("placement.rulebook.rulebook", "placement.assessment.answers"),
}
"""The only imports that close a circle, each inside a method. `placement.assessment.answers` is a type as well."""

_Imports = dict[str, set[str]]


def _module(file: Path) -> str:
    parts = file.relative_to(_ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.AST, modules: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                yield whole if whole in modules else node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@cache
def _imports(*, at_once: bool = False) -> _Imports:
    """Return what each module imports: wherever it stands, or as soon as it is loaded."""
    files = {_module(file): file for file in _PACKAGE.rglob("*.py")}
    trees = {module: ast.parse(file.read_text(encoding="utf-8")) for module, file in files.items()}
    if at_once:
        for tree in trees.values():
            tree.body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return {module: {*_imported(tree, set(files))} & files.keys() for module, tree in trees.items()}


def _reached(imports: _Imports, module: str) -> set[str]:
    reached: set[str] = set()
    waiting = [*imports[module]]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(imports[name])
    return reached


def _circles(imports: _Imports) -> set[frozenset[str]]:
    """Return the groups of modules each of which needs all others of its group."""
    reached = {module: _reached(imports, module) for module in imports}
    return {
        frozenset(other for other in reached[module] if module in reached[other])
        for module in imports
        if module in reached[module]
    }


def _untied() -> _Imports:
    return {
        module: {name for name in names if (module, name) not in _CALLED_WHEN_ASKED}
        for module, names in _imports().items()
    }


def test_no_two_modules_need_each_other() -> None:
    assert [sorted(circle) for circle in _circles(_untied())] == []


def test_each_exception_is_needed_and_stands_inside_a_method() -> None:
    everywhere, at_once, untied = _imports(), _imports(at_once=True), _untied()
    for module, name in _CALLED_WHEN_ASKED:
        assert name in everywhere[module] - at_once[module]
        assert module in _reached(untied, name)


def test_a_circle_of_any_kind_is_found() -> None:
    assert _circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"d"}}) == {frozenset("bc"), frozenset("d")}
    source = "if TYPE_CHECKING:\n    from placement.a import X\ndef f():\n    from placement import b\n"
    assert {*_imported(ast.parse(source), {"placement.b"})} == {"placement.a", "placement.b"}
