"""Case files: a person's answers, with a title and a story if there are any.

A file holds one case or a list of them. A case is a mapping of `answers`, `title` and `story`, or just the answers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import typer
from pydantic import ValidationError

from placement.assessment.answers import Answers
from placement.assessment.assessment import model_for
from placement.cli.reading import BadInput, Json, mistakes_in, named, read_bytes, read_data
from placement.cli.terminal import complain
from placement.errors import OutOfScope
from placement.rulebook.rulebook import Rulebook

_AROUND: Final = ("title", "story")
_FIELDS: Final = ("answers", *_AROUND)


@dataclass(frozen=True, slots=True, repr=False)
class Heading:
    """What one of several recommendations is shown under.

    Attributes:
        file: Name of the file as it was given; `-` is standard input.
        number: Place in the list that the file holds, from 1; None where the file is one case.
        title: Title, or an empty text.
        story: Story, or an empty text.
    """

    file: str
    number: int | None
    title: str
    story: str

    @property
    def name(self) -> str:
        """The title; without one the file, and the place in it if it holds a list."""
        return self.title or _place(self.file, self.number)


@dataclass(frozen=True, slots=True, repr=False)
class Case(Heading):
    """One person, as a file tells of them.

    Attributes:
        assessment: The answers.
    """

    assessment: Answers


def _place(file: str, number: int | None) -> str:
    return shown(file) if number is None else f"{shown(file)}: case {number}"


def shown(file: str) -> str:
    """Return what a file is called in messages."""
    return "standard input" if file == "-" else file


def read_all(files: Iterable[str], rulebook: Rulebook) -> list[Case | BadInput]:
    """Return the cases of files, for a rulebook; what cannot be used comes as an error in its place."""
    model = model_for(rulebook)
    return [case for file in files for case in read_cases(file, model)]


def end_naming(read: Iterable[object]) -> None:
    """End with status 2 if anything could not be used, with a line for each at the very end of what is printed."""
    refused = [problem for problem in read if isinstance(problem, BadInput)]
    for problem in refused:
        complain(str(problem))
    if refused:
        raise typer.Exit(2)


def read_cases(file: str, model: type[Answers]) -> Iterator[Case | BadInput]:
    """Go through the cases of a file (`-`: standard input); what cannot be used comes as an error in its place."""
    try:
        data = read_data(file, read_bytes(file))
    except BadInput as error:
        yield BadInput(f"{shown(file)}: {error}")
        return
    if data == []:
        yield BadInput(f"{shown(file)}: is an empty list: expected cases")
    for number, case in enumerate(data, 1) if isinstance(data, list) else [(None, data)]:
        try:
            yield _case(file, number, case, model)
        except BadInput as error:
            yield BadInput(f"{_place(file, number)}: {error}")


def _case(file: str, number: int | None, data: Json, model: type[Answers]) -> Case:
    if not isinstance(data, dict):
        raise BadInput("expected a case: a mapping of answers, or of `answers`, `title` and `story`")
    around: dict[str, Json] = data if any(field in data for field in _FIELDS) else {"answers": data}
    for field in around:
        if field not in _FIELDS:
            expected = ", ".join(f"`{known}`" for known in _FIELDS)
            raise BadInput(f"{named(field)}: no such field of a case: expected {expected}")
    title, story = (_text(around, field) for field in _AROUND)
    answers = around.get("answers")
    if not isinstance(answers, dict):
        raise BadInput("`answers`: expected a mapping of answers")
    return Case(file, number, title, story, _assessment(answers, model))


def _text(around: dict[str, Json], field: str) -> str:
    value = around.get(field, "")
    if not isinstance(value, str):
        raise BadInput(f"`{field}`: expected text")
    return value


def _assessment(answers: dict[str, Json], model: type[Answers]) -> Answers:
    try:
        return model.model_validate(answers)
    except OutOfScope as error:
        message = str(error)
    except ValidationError as error:
        message = "; ".join(mistakes_in(error))
    raise BadInput(message)
