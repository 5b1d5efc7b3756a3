"""The option `--rulebook`, and the rulebook of a file."""

from typing import Annotated, Final

import typer

from placement.cli.cases import shown
from placement.cli.reading import BadInput, read_bytes
from placement.cli.terminal import fail
from placement.errors import DefinitionError
from placement.rulebook.rulebook import Rulebook
from placement.rules.five_level import FIVE_LEVEL

__all__ = ["RulebookOption", "chosen", "mistakes", "read_rulebook"]

_LARGEST: Final = 20_000_000
_IN_A_LINE: Final = 3

RulebookOption = Annotated[
    str | None, typer.Option("--rulebook", metavar="FILE.json", help="A rulebook instead of the shipped one.")
]


def mistakes(error: DefinitionError) -> str:
    """Return the first mistakes of a rulebook on one line."""
    more = len(error.mistakes) - _IN_A_LINE
    end = f"; and {more} more: `placement rulebook check` lists them" if more > 0 else ""
    return f"{error.subject}: {'; '.join(error.mistakes[:_IN_A_LINE])}{end}"


def read_rulebook(file: str | None) -> Rulebook:
    """Return the rulebook of a file; without one, the shipped one.

    Raises:
        BadInput: The file cannot be read.
        DefinitionError: It holds no rulebook, or one that cannot stand.
    """
    return FIVE_LEVEL if file is None else Rulebook.from_json(read_bytes(file, _LARGEST))


def chosen(file: str | None) -> Rulebook:
    """Return the rulebook of a file, or end with status 2 and one line."""
    try:
        return read_rulebook(file)
    except BadInput as error:
        fail(f"{shown(str(file))}: {error}", 2)
    except DefinitionError as error:
        fail(f"{shown(str(file))}: {mistakes(error)}", 2)
