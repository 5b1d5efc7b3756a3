"""What each command of the command line says of itself, as Markdown."""

from collections.abc import Iterator
from typing import Final

from typer.testing import CliRunner

from placement.cli.commands import app

__all__ = ["commands"]

_COLUMNS: Final = "80"


def _named() -> Iterator[tuple[str, ...]]:
    yield ()
    yield from ((str(one.name),) for one in app.registered_commands)
    for group in app.registered_groups:
        listed = group.typer_instance.registered_commands if group.typer_instance else ()
        yield from ((str(group.name), str(one.name)) for one in listed)


def _help(command: tuple[str, ...]) -> str:
    result = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": _COLUMNS, "TERMINAL_WIDTH": _COLUMNS})
    if result.exit_code:
        message = f"`placement {' '.join(command)} --help` ended with exit status {result.exit_code}"
        raise RuntimeError(message)
    return result.stdout.rstrip()


def _sections() -> Iterator[str]:
    for command in _named():
        called = " ".join(("placement", *command))
        yield from (f"## `{called}`", "", "```text", _help(command), "```", "")


def commands() -> str:
    """Return the help of every command, each under a heading of its own."""
    return "\n".join(_sections())
