"""An interview in the terminal: one question at a time, with the range that is left and how much there is to ask."""

import re
import tempfile
from pathlib import Path
from typing import Final

import typer
from pydantic import ValidationError

from placement.analysis.interview import Interview
from placement.analysis.question_model import Question
from placement.analysis.region import Until
from placement.assessment.answers import UNSURE
from placement.cli.reading import BadInput, cannot_be, read_bytes
from placement.cli.terminal import Printer
from placement.errors import MismatchedAssessment
from placement.explain.sentences import count
from placement.language.graded import Graded
from placement.rulebook.rulebook import Rulebook

_KEYS: Final = "u unsure, s skip, b back, q quit"
_AGES: Final = 130
_AGE: Final = re.compile(r"0*([0-9]{1,3})")
_INTERRUPTED: Final = 130
"""Exit status of a program that Control-C ended, as shells have it."""


class _Left(Exception):
    """The user wants to leave."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def _typed(prompt: str) -> str:
    try:
        return input(prompt).strip().lower()
    except EOFError:
        typer.echo()  # the cursor stands behind the prompt
        raise _Left(0) from None
    except KeyboardInterrupt:
        typer.echo()
        raise _Left(_INTERRUPTED) from None


def begin(book: Rulebook, until: Until) -> Interview:
    """Ask for the age, and begin an interview.

    Raises:
        OutOfScope: The person is of an age that the rulebook is not for.
        typer.Exit: The user left.
    """
    printer = Printer()
    while True:
        try:
            typed = _typed("Age in years (Enter leaves it out): ")
        except _Left as left:
            raise typer.Exit(left.status) from None
        digits = _AGE.fullmatch(typed)
        if not typed or (digits and int(digits[1]) <= _AGES):
            return Interview(book, until, age=int(digits[1]) if digits else None)
        printer.line(f"expected a whole number from 0 to {_AGES}")


def resume(file: Path, book: Rulebook) -> Interview:
    """Return the interview that a file keeps.

    Raises:
        BadInput: It cannot be read, or is no interview under this rulebook; says what was expected.
        OutOfScope: The person is of an age that the rulebook is not for.
    """
    text = read_bytes(str(file))
    try:
        return Interview.from_json(text, book)
    except ValidationError:
        message = "is no interview that was kept here: expected what `--save` wrote"
    except MismatchedAssessment as error:
        message = str(error)
    raise BadInput(message)  # outside: the first error is not chained to this one


def hold(interview: Interview, book: Rulebook, file: Path | None) -> int:
    """Ask until nothing more needs to be asked, print what is recommended, and return the exit status.

    At the end, or on leaving, the user is asked whether the answers shall be kept in the file, if there is one.

    Raises:
        BadInput: The file cannot be written.
    """
    status = 0
    try:
        _ask_all(interview, book)
        Printer().line()
        Printer().whole(interview.result().to_text())
    except _Left as left:
        status = left.status
        Printer().line(f"Left after {_questions(len(interview.asked))}.")
    if file is not None:
        _offer_to_keep(interview, file)
    return status


def _ask_all(interview: Interview, book: Rulebook) -> None:
    while True:
        for question in interview:
            _show(interview, question, book)
            _take(interview, question)
        Printer().line()
        end = "Settled" if interview.settled else "Nothing is left to ask that would settle it"
        Printer().line(f"{end}, after {_questions(len(interview.asked))}.", style="bold")
        if _typed("Enter for the recommendation, b back: ") != "b":
            return
        interview.back()


def _questions(number: int) -> str:
    return count(number, "question", "questions")


def _show(interview: Interview, question: Question, book: Rulebook) -> None:
    """Print what is settled so far, and a question with its answers."""
    printer = Printer()  # anew for each question: the window may have been resized
    now = interview.standing
    called = {level: book.level_named[level].name for level in (now.floor, now.ceiling)}
    names = [f"{level} ({name})" if name else str(level) for level, name in called.items()]
    range_ = " to ".join(names)
    if interview.until == "service":
        range_ += f"; service {now.floor_service} to {now.ceiling_service}"
    elif interview.until == "all":
        range_ += f"; {count(now.open, 'value or flag', 'values and flags')} open"
    printer.line()
    left = _questions(interview.remaining_at_most())
    printer.line(f"{_scale_of_levels(now.floor, now.ceiling)}   at most {left} to go")
    printer.line(f"Level {range_}", style="dim")
    printer.line()
    printer.line(f"{question.title} ({question.dimension_title})", style="bold")
    for position, anchor in enumerate(question.anchors):
        printer.line(f"{position}  {anchor.label}", indent=2, hang=3)
    printer.line(_KEYS, indent=2, style="dim")


def _scale_of_levels(floor: Graded, ceiling: Graded) -> str:
    """Return all levels in a row, with the range that is left in brackets."""
    shown = [f"{'[' if level is floor else ''}{level}{']' if level is ceiling else ''}" for level in type(floor)]
    return (" · " if any(" " in name for name in shown) else " ").join(shown)


def _take(interview: Interview, question: Question) -> None:
    """Have one question answered, skipped or gone back from."""
    positions = [str(position) for position in range(len(question.anchors))]
    while True:
        match _typed("> "):
            case "q":
                raise _Left(0)
            case "b" if interview.asked:
                interview.back()
                return
            case "b":
                expected = "there is nothing to go back to"
            case "s":
                interview.answer(None)
                return
            case "u":
                interview.answer(UNSURE)
                return
            case typed if typed in positions:
                interview.answer(int(typed))
                return
            case _:
                expected = f"expected a number from 0 to {len(question.anchors) - 1}, or one of: {_KEYS}"
        Printer().line(expected)


def _offer_to_keep(interview: Interview, file: Path) -> None:
    Printer().line(f"Keep the answers in {file}? They are a health record.")
    agreed = ""
    while agreed not in {"y", "n"}:
        try:
            agreed = _typed("y yes, n no: ")
        except _Left:
            agreed = "n"
    if agreed == "y":
        _keep(interview, file)
    Printer().line("The answers are kept." if agreed == "y" else "Nothing was written.")


def _keep(interview: Interview, file: Path) -> None:
    """Write the answers where only this user can read them; what stood there before goes only when that is done."""
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as draft:
            written = Path(draft.name)
            try:
                draft.write(interview.to_json() + "\n")
                draft.close()
                written.replace(file)
            finally:
                written.unlink(missing_ok=True)
    except OSError as error:
        raise BadInput(cannot_be("written", error)) from None
