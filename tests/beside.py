"""What lies beside the repository in `../shared`: the clinical specification, the golden cases, public data."""

import os
from pathlib import Path
from typing import Final

import pytest

__all__ = ["SHARED", "needs"]

SHARED: Final = Path(__file__).parents[2] / "shared"


def needs(path: Path) -> pytest.MarkDecorator:
    """Return the mark of tests that compare with something beside the repository.

    They are skipped where it is absent, as in a clone. In CI its absence is an error of the whole module: a run that
    compared nothing must not be green.

    Raises:
        FileNotFoundError: It is absent, and `CI` is `true`.
    """
    here = path.exists()
    if not here and os.environ.get("CI") == "true":
        message = f"../{path.relative_to(SHARED.parent)} is absent: CI compares the declarations with it"
        raise FileNotFoundError(message)
    return pytest.mark.skipif(not here, reason=f"../{path.relative_to(SHARED.parent)} is not part of the repository")
