"""The map of the source: each package in the order of the import contract, with the first sentence of its docstring."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

__all__ = ["house", "layers"]

_ROOT = Path(__file__).resolve().parent.parent
_PACKAGE = _ROOT / "src" / "placement"


def layers() -> Iterator[str]:
    """Yield the packages from the highest to the lowest: one imports only what stands below it."""
    settings = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers":
            for layer in contract["layers"]:
                yield from re.split(r" [:|] ", layer)


def _first_sentence(module: Path) -> str:
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    sentence = re.match(r".+?[.](?=\s|$)", text.partition("\n\n")[0].replace("\n", " "))
    if sentence is None:
        message = f"{module.relative_to(_ROOT)}: expected a docstring that begins with a sentence"
        raise ValueError(message)
    return sentence[0]


def house() -> list[str]:
    """Return the map as lines of a Markdown table, each package followed by the packages inside it."""
    rows = ["| In `src/placement` | What lives there, and what may not |", "|---|---|"]
    for layer in layers():
        folder = _PACKAGE / layer
        modules = [folder.with_suffix(".py"), folder / "__init__.py", *sorted(folder.glob("*/__init__.py"))]
        for module in filter(Path.exists, modules):
            name = module.relative_to(_PACKAGE).as_posix().removesuffix("__init__.py")
            rows.append(f"| `{name}` | {_first_sentence(module)} |")
    return rows
