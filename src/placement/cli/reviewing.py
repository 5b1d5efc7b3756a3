"""`placement review`: one review, or a course with all of its reviews, from a file."""

from typing import Annotated

import typer
from pydantic import BeforeValidator, ValidationError

from placement.assessment.answers import Answers
from placement.cli.cases import shown
from placement.cli.options import RulebookOption, chosen, ending
from placement.cli.reading import BadInput, mistakes_in, read_bytes, read_data
from placement.cli.showing import Format, show_one
from placement.cli.terminal import fail
from placement.errors import OutOfScope
from placement.reviews import Course, Review, Timeline, review
from placement.reviews.inputs import Noted
from placement.reviews.visits import read_assessment
from placement.rulebook.rulebook import Rulebook

_Read = Annotated[Answers, BeforeValidator(read_assessment)]


class _OneReview(Noted):
    """A file that holds one review: what was noted, with the answers of today and of the last time."""

    current: _Read
    previous: _Read | None = None


def _reviewed(file: str, rulebook: Rulebook) -> Review | Timeline:
    """Return what a file comes to: the timeline of a course, or one review."""
    data = read_data(file, read_bytes(file))
    if not isinstance(data, dict) or not {"episodes", "current"} & data.keys():
        raise BadInput("expected a course (`episodes`), or one review (`placed`, `current` and what was noted)")
    context = Course.context(rulebook)
    try:
        if "episodes" in data:
            return Course.model_validate(data, context=context).timeline(rulebook)
        noted = _OneReview.model_validate(data, context=context)
    except OutOfScope as error:
        message = str(error)
    except ValidationError as error:
        message = "; ".join(mistakes_in(error))
    else:
        return review(**{name: getattr(noted, name) for name in _OneReview.model_fields}, rulebook=rulebook)
    raise BadInput(message)  # outside, so that nothing of the first error is chained to this one


def review_course(
    file: Annotated[str, typer.Argument(metavar="FILE", help="YAML or JSON; `-` is standard input.")],
    *,
    form: Annotated[Format, typer.Option("--format", help="`html` has a drawing of a course.")] = "text",
    rulebook: RulebookOption = None,
) -> None:
    """Review a placement, or tell a course through care day by day with all of its reviews.

    A file holds one review: `placed` (such as 2.1), `current` (the answers of today), `previous` (those of the last
    time) and what was noted (`days_in_level`, `sessions_attended`, `use`, `plan_changed`, `appointment_booked`, ...).
    Or it holds a course: `episodes`, each with `service`, `began`, `ended` and `visits`.

    What is left out is not known. Where it could change the outcome, the outcome is to ask.
    """
    book = chosen(rulebook)
    try:
        with ending(rulebook):
            reviewed = _reviewed(file, book)
    except BadInput as error:
        fail(f"{shown(file)}: {error}", 2)
    show_one(reviewed, form, "Review" if isinstance(reviewed, Review) else "Course", reviewed.notice)
