"""What is noted at a review beside the answers. None is not known; it is never read as no."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeAlias, cast

from pydantic import Field, GetCoreSchemaHandler, ValidationInfo, field_validator
from pydantic_core import core_schema

from placement.assessment.assessment import shipped
from placement.assessment.confidential import Discreet
from placement.assessment.input_errors import input_error, nearest
from placement.assessment.input_types import GivenDay
from placement.assessment.named_values import named_in, value_named
from placement.language.graded import HEADLINE, Track
from placement.language.reviews import ReviewInput
from placement.rulebook.rulebook import Rulebook

Use: TypeAlias = Literal["none", "slip", "continued"]
"""How it went with what the person is treated for: not again, once, or on as before."""

Count = Annotated[int, Field(strict=True, ge=0)]
YesNo = Annotated[bool, Field(strict=True)]

RULEBOOK: Final = "rulebook"
"""Where the context of a validation says by which rulebook services and assessments are read."""

_meant: ContextVar[Rulebook | None] = ContextVar("rulebook", default=None)


@contextmanager
def read_by(rulebook: Rulebook | None) -> Generator[None]:
    """Let services and assessments be read by a rulebook while the context lasts: the outermost that is named."""
    token = _meant.set(_meant.get() or rulebook)
    try:
        yield
    finally:
        _meant.reset(token)


def named_by(info: ValidationInfo) -> Rulebook | None:
    """Return the rulebook that the context of a validation names, or else the model around it; None if neither does."""
    context = cast("object", info.context)
    rulebook = cast("dict[str, object]", context).get(RULEBOOK) if isinstance(context, dict) else None
    return rulebook if isinstance(rulebook, Rulebook) else _meant.get()


def meant(info: ValidationInfo | None = None) -> Rulebook:
    """Return the rulebook by which something is read: the one that is named, or the shipped one."""
    return (_meant.get() if info is None else named_by(info)) or shipped()


def _place(value: object, info: ValidationInfo) -> Track:
    """Read a service where a patient can be, or its name, or the number that YAML takes 2.1 for."""
    rulebook = meant(info)
    if named_by(info) is None and isinstance(value, Track) and type(value) not in rulebook.tracks:
        return value  # of a rulebook that nothing here names: what is made of it is held against one
    track, nowhere = rulebook.headline_track, rulebook.reviews.nowhere
    of_its_kind = isinstance(value, Track) and type(value).id == track.id
    with named_in(lambda: {HEADLINE: track}):
        service = cast("Track", value_named(HEADLINE, str(value) if of_its_kind else value))
    if str(service) == nowhere:
        names = [str(value) for value in track if str(value) != nowhere]
        raise input_error("service_needed", f"expected a service, from {names[0]} to {names[-1]}", allowed=names)
    return service


@dataclass(frozen=True, slots=True)
class _Placed:
    """Marks a field as a service where a patient can be."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:  # noqa: ANN401 - pydantic's own signature
        """Read a member or its name; write the name; in a schema, list those of the shipped rulebook."""

        def describe(_schema: object, _handler: object) -> dict[str, Any]:
            book = shipped()
            names = [str(value) for value in book.headline_track if str(value) != book.reviews.nowhere]
            return {"type": "string", "enum": names}

        return core_schema.with_info_plain_validator_function(
            _place,
            metadata={"pydantic_js_functions": [describe]},
            serialization=core_schema.plain_serializer_function_ser_schema(str, when_used="json"),
        )


Place = Annotated[Track, _Placed()]
"""A service where a patient can be: any value of the headline track but the one that is no service."""


QUESTIONS: Final[dict[ReviewInput, str]] = {
    "previous": "what did the last assessment say?",
    "days_in_level": "for how many days has the person been in this level?",
    "sessions_attended": "how many sessions were attended in this level?",
    "use": "was there a setback since the last review: none, a slip, or did it continue?",
    "use_before": "was there a setback before the last review: none, a slip, or did it continue?",
    "stalled_before": "which dimensions had not improved at the last review?",
    "plan_changed": "was the plan changed at the last review?",
    "appointment_booked": "is the next appointment booked, within {appointment}?",
    "aftercare_weeks": "for how many weeks has the person been in aftercare? 0 if not",
    "reason_over_24_hours": "has the reason for this level been absent for 24 hours?",
}
"""What to ask where one of these decides and the rulebook has no words of its own; numbers in braces."""


class Noted(Discreet, title="review"):
    """What is noted at a review; see `placement.reviews.review` for what each means."""

    placed: Place
    days_in_level: Count | None = None
    sessions_attended: Count | None = None
    use: Use | None = None
    use_before: Use | None = None
    stalled_before: tuple[str, ...] | None = None
    plan_changed: YesNo | None = None
    appointment_booked: YesNo | None = None
    aftercare_weeks: Count | None = None
    reason_over_24_hours: YesNo | None = None
    on: GivenDay | None = None

    @field_validator("stalled_before")
    @classmethod
    def _rated(cls, stalled: tuple[str, ...] | None, info: ValidationInfo) -> tuple[str, ...] | None:
        """Refuse what is no rated dimension: it would be read as one that had improved."""
        rated = [dimension.id for dimension in meant(info).dimensions if dimension.rated]
        strange = next((name for name in stalled or () if name not in rated), None)
        if strange is not None:
            expected = f"expected ids of rated dimensions: {', '.join(rated) or 'there are none'}"
            raise input_error("unknown_value", expected, allowed=rated, nearest=nearest(strange, rated))
        return stalled
