"""The option `--rulebook`, the rulebook of a file, and how a command ends that it does not serve."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Annotated, Final

import typer

from placement.assessment.assessment import shipped
from placement.cli.cases import shown
from placement.cli.reading import BadInput, read_bytes
from placement.cli.terminal import fail
from placement.errors import DefinitionError, EngineError
from placement.rulebook.rulebook import Rulebook

__all__ = ["RulebookOption", "chosen", "ending", "read_rulebook"]

_LARGEST: Final = 20_000_000
_IN_A_LINE: Final = 3

RulebookOption = Annotated[
    str | None, typer.Option("--rulebook", metavar="FILE.json", help="A rulebook instead of the shipped one.")
]


def _mistakes(error: DefinitionError, file: str | None) -> str:
    """Return the first mistakes of a rulebook on one line, and how to see all."""
    more = len(error.mistakes) - _IN_A_LINE
    option = "" if file is None else f" --rulebook {file}"
    end = f"; and {more} more: `placement rulebook check{option}` lists them" if more > 0 else ""
    return f"{error.subject}: {'; '.join(error.mistakes[:_IN_A_LINE])}{end}"


def read_rulebook(file: str | None) -> Rulebook:
    """Return the rulebook of a file; without one, the shipped one.

    Raises:
        BadInput: The file cannot be read.
        DefinitionError: It holds no rulebook, or one that cannot stand.
    """
    return shipped() if file is None else Rulebook.from_json(read_bytes(file, _LARGEST))


def chosen(file: str | None) -> Rulebook:
    """Return the rulebook of a file, or end with status 2 and one line."""
    try:
        return read_rulebook(file)
    except BadInput as error:
        fail(f"{shown(str(file))}: {error}", 2)
    except DefinitionError as error:
        fail(f"{shown(str(file))}: {_mistakes(error, file)}", 2)


@contextmanager
def ending(file: str | None) -> Generator[None, None, None]:
    """End with one line where an engine fails (status 1), or a rulebook that was read is too large to ask (2).

    Args:
        file: The file of the rulebook; None for the shipped one.
    """
    try:
        yield
    except EngineError as error:
        fail(str(error), 1)
    except DefinitionError as error:
        fail(_mistakes(error, file), 2)
