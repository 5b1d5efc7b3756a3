"""Runs the code blocks of a page, from the first to the last, as a reader would who types along.

- `python`: run; what is printed has to stand in the `text` block that follows.
- `console`: each line that begins with `$ placement` is run, and so is `$ echo $?`; what is printed has to stand below
  it, standard error last. Other commands are not run: they set something up. What they name has to exist.
- `yaml` and `json` whose first line is a comment with a file's name: becomes that file.

`...` in what is expected stands for anything. All else (`sh`, `text` elsewhere, no language) is not code to be tested.
"""

import contextlib
import doctest
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from sybil import Document, Example, Region
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer
from typer.testing import CliRunner

from placement.cli.commands import app

__all__ = ["ROOT", "run_page"]

ROOT = Path(__file__).resolve().parents[2]

_FILE = re.compile(r"(?:#|//) (?P<name>[\w./-]+)\n")
_TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
_COMMAND = re.compile(r"^\$ ", re.MULTILINE)


def _differs(expected: str, printed: str) -> str | None:
    checker = doctest.OutputChecker()
    example = doctest.Example("", expected.rstrip() + "\n")
    got = re.sub(r"[ \t]+$", "", printed.rstrip(), flags=re.MULTILINE) + "\n"
    if checker.check_output(example.want, got, doctest.ELLIPSIS):
        return None
    return checker.output_difference(example, got, doctest.ELLIPSIS | doctest.REPORT_NDIFF)


def _exists(command: list[str]) -> bool:
    """Say whether what a command names is there; whether it works is for others to test."""
    match command:
        case ["make", target, *_]:
            return target in _TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
        case ["python", file, *_]:
            return (ROOT / file).is_file()
        case _:
            return False


class _Page:
    """What is remembered from one block to the next."""

    def __init__(self) -> None:
        self._evaluate = PythonEvaluator()
        self._printed: str | None = None
        self._status = 0

    def regions(self, document: Document) -> Iterator[Region]:
        known = {"python": self._python, "text": self._text, "console": self._console}
        for region in FencedCodeBlockLexer(r"\w+", {"language": "arguments", "source": "source"})(document):
            region.parsed = region.lexemes["source"]
            region.evaluator = known.get(str(region.lexemes["arguments"]), self._other)
            yield region
        yield Region(document.end, document.end, evaluator=self._other, parsed="")

    def _not_shown(self) -> str | None:
        printed, self._printed = self._printed, None
        return f"the `python` block before printed this, which is not shown below it:\n{printed}" if printed else None

    def _python(self, example: Example) -> str | None:
        before = self._not_shown()
        if before:
            return before
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            self._evaluate(example)
        self._printed = output.getvalue()
        return None

    def _text(self, example: Example) -> str | None:
        printed, self._printed = self._printed, None
        return _differs(example.parsed, printed) if printed else None

    def _other(self, example: Example) -> str | None:
        before = self._not_shown()
        named = _FILE.match(example.parsed)
        if named and example.region.lexemes["arguments"] in {"yaml", "json"}:
            Path(named["name"]).write_text(example.parsed[named.end() :], encoding="utf-8")
        return before

    def _console(self, example: Example) -> str | None:
        before, *commands = _COMMAND.split(example.parsed)
        if before.strip() or not commands:
            return "a `console` block begins with `$ ` and a command"
        wrong = self._not_shown() or next(filter(None, map(self._command, commands)), None)
        return wrong or self._status_not_shown()

    def _status_not_shown(self) -> str | None:
        status, self._status = self._status, 0
        return f"the command ended with status {status}, which no `$ echo $?` shows" if status else None

    def _command(self, block: str) -> str | None:
        command, _, expected = block.partition("\n")
        if command == "echo $?":
            printed, self._status = str(self._status), 0
            return _differs(expected, printed)
        before = self._status_not_shown()
        if before:
            return before
        words = shlex.split(command, comments=True)
        if words[0] != "placement":
            return None if _exists(words) else f"`{command}` names nothing that is here"
        ended = CliRunner().invoke(app, words[1:], prog_name="placement", env={"COLUMNS": "80"})
        self._status = ended.exit_code
        return _differs(expected, ended.stdout + ended.stderr)


def run_page(path: Path) -> int:
    """Run every block of a page in the current directory.

    Args:
        path: A Markdown file.

    Returns:
        How many blocks there are.

    Raises:
        SybilFailure: A block does not do what the page says.
    """
    document = Document.parse(str(path), _Page().regions)
    examples = list(document.examples())
    for example in examples:
        example.evaluate()
    return len(examples) - 1
