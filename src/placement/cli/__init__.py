"""The `placement` command: arguments, files and terminal output; every decision is the library's."""

import sys
from importlib.util import find_spec

from placement.errors import MissingExtra

__all__ = ["main"]


def main() -> None:
    """Run the command line with the arguments of this process.

    Raises:
        SystemExit: Always, with the exit status: 0 if all went well; 1 if something could not be done here, a rulebook
            that was checked cannot stand or has findings without a reason, or two rulebooks differ; 2 if the arguments
            or a file cannot be used.
    """
    if any(find_spec(needed) is None for needed in ("typer", "rich", "yaml")):
        print(MissingExtra("the command line", "cli"), file=sys.stderr)  # noqa: T201 - typer may be what is missing
        raise SystemExit(1)
    from placement.cli.commands import run  # noqa: PLC0415 - needs the extra

    run()
