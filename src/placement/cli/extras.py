"""Commands that need an extra end in one line that names it."""

from importlib.util import find_spec

from placement.cli.terminal import fail
from placement.errors import MissingExtra

__all__ = ["needs"]


def needs(extra: str, purpose: str, *packages: str) -> None:
    """End with status 1 and one line that names the extra, if a package that it brings is not installed."""
    if any(find_spec(package) is None for package in packages):
        fail(str(MissingExtra(purpose, extra)), 1)
