"""Loading one module of the library as if a package were not installed."""

import sys
from importlib.util import find_spec, module_from_spec

import pytest

__all__ = ["load_without"]


def load_without(monkeypatch: pytest.MonkeyPatch, missing: str, module: str) -> None:
    """Execute a module anew, beside the one that others hold, where an import of `missing` fails."""
    found = find_spec(module)
    assert found is not None
    assert found.loader is not None
    monkeypatch.setitem(sys.modules, missing, None)
    found.loader.exec_module(module_from_spec(found))
