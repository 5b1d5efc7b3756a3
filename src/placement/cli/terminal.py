"""What is printed: styled on a terminal, plain text where it is piped. `NO_COLOR` is honoured."""

import shutil
import textwrap
from typing import Final, Literal, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress, ProgressColumn
from rich.text import Text

from placement.language.foreign_text import visible

_WIDEST: Final = 100


def complain(line: str) -> None:
    """Print one line on standard error."""
    typer.echo(" ".join(visible(line).split()), err=True)


def fail(line: str, status: Literal[1, 2]) -> NoReturn:
    """End the command with one line on standard error."""
    complain(line)
    raise typer.Exit(status)


def progress_bar(*columns: ProgressColumn) -> Progress:
    """Return a bar on standard error; it shows nothing where that is no terminal."""
    console = Console(stderr=True)
    return Progress(*columns, console=console, disable=not console.is_terminal, transient=True)


class Printer:
    """Prints to standard output. Lines are wrapped on a terminal alone: what is piped can be searched by line."""

    def __init__(self) -> None:
        """Look at standard output as it is now."""
        self._console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
        self._width = min(shutil.get_terminal_size().columns, _WIDEST) if self._console.is_terminal else None

    def line(self, text: str = "", *, indent: int = 0, hang: int = 0, style: str = "") -> None:
        """Print a paragraph.

        Args:
            text: What to print; line breaks in it are kept.
            indent: Columns before each line.
            hang: Columns more before each line but the first.
            style: Style of the words, where styles can be seen.
        """
        before = " " * indent
        for part in visible(text).split("\n"):
            if self._width is None:
                lines = [before + part]
            else:
                lines = textwrap.wrap(
                    part,
                    max(self._width, indent + hang + 20),
                    initial_indent=before,
                    subsequent_indent=before + " " * hang,
                    break_on_hyphens=False,
                ) or [""]
            for line in lines:
                self._console.print(Text(line.rstrip(), style=style))

    def heading(self, text: str) -> None:
        """Print a heading, underlined so that it can be told from text without any style."""
        plain = " ".join(visible(text).split())
        self.line(plain, style="bold")
        self.line("=" * min(len(plain), self._width or _WIDEST), style="bold")
        self.line()

    def whole(self, text: str) -> None:
        """Print a text that is laid out already, as it is."""
        typer.echo(visible(text.rstrip("\n")))
