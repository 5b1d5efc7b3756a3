"""Runs the notebooks whose outputs are kept, and stores what they show: `python -m tests.examples.renew`."""

from pathlib import Path
from typing import Final

import nbformat
from nbclient import NotebookClient

__all__ = ["EXAMPLES", "KEPT", "run"]

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
KEPT: Final = ("audit_a_cohort.ipynb", "new_edition.ipynb")
"""Read on the web as often as run, so their outputs are stored with them."""


def run(name: str) -> nbformat.NotebookNode:
    """Return a notebook of the examples after a run from top to bottom, beside the files that it reads."""
    notebook: nbformat.NotebookNode = nbformat.read(EXAMPLES / name, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(EXAMPLES)}},
        record_timing=False,
    ).execute()
    return notebook


def _main() -> None:
    for name in KEPT:
        notebook = run(name)
        nbformat.write(notebook, EXAMPLES / name)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    _main()
