"""Options that several commands have, `--rulebook` and `--at`, and how a command ends that they do not serve."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from typing import Annotated, Final

import typer

from placement.assessment.assessment import shipped
from placement.cli.cases import shown
from placement.cli.reading import BadInput, read_bytes
from placement.cli.terminal import fail
from placement.errors import DefinitionError, EngineError, MissingExtra
from placement.recommendation.place import Engine
from placement.rulebook.rulebook import Rulebook

_LARGEST: Final = 20_000_000
_IN_A_LINE: Final = 3


def command_group(purpose: str) -> typer.Typer:
    """Return an empty group of commands."""
    return typer.Typer(help=purpose, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


RulebookOption = Annotated[
    str | None, typer.Option("--rulebook", metavar="FILE.json", help="A rulebook instead of the shipped one.")
]


AtOption = Annotated[
    str, typer.Option("--at", metavar="TIME", help="When it was decided, such as 2026-03-04T15:30:00-05:00.")
]
CasesArgument = Annotated[
    list[str], typer.Argument(metavar="CASE...", help="Case files, as for `placement place`; `-` is standard input.")
]
EngineOption = Annotated[Engine, typer.Option("--engine", help="As in `placement place`.")]


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
    """End with one line where an engine fails (status 1), or the rulebook of a file is too large to ask (2)."""
    try:
        yield
    except EngineError as error:
        fail(str(error), 1)
    except DefinitionError as error:
        fail(_mistakes(error, file), 2)


def needs(extra: str, purpose: str, *packages: str) -> None:
    """End with status 1 and one line that names the extra, if a package that it brings is not installed."""
    if any(find_spec(package) is None for package in packages):
        fail(str(MissingExtra(purpose, extra)), 1)


def moment(text: str) -> datetime:
    """Return a time with its offset from UTC, or end with status 2 and one line."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.utcoffset() is None:
        fail("`--at`: expected a time with its offset from UTC, such as 2026-03-04T15:30:00-05:00", 2)
    return at
